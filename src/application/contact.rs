//! How an applicant is reached: by mail and by telephone.
//!
//! CEP-19: staff write or call, so both are data of an application; PES-07: a key goes to the mailbox and its password to the
//! telephone. The surprising choice: a telephone number is printed in groups of three, so that nobody takes it for an
//! identity number, and masked in `Debug` like one.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::x509::EmailAddress;

/// A mailbox and a telephone (CEP-19).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "the two the source has")]
pub struct Contact {
    /// Where everything about the application goes (CEP-16).
    pub email: EmailAddress,
    /// Where staff call.
    pub phone: PhoneNumber,
}

/// A telephone number as ITU-T E.164 §6 has it: `+`, then 8 to 15 digits, the country code first.
///
/// ```
/// use chancery::application::PhoneNumber;
/// let phone: PhoneNumber = "+48600100200".parse()?;
/// assert_eq!(phone.to_string(), "+48 600 100 200");
/// # Ok::<(), chancery::application::PhoneNumberError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhoneNumber(Box<str>);

/// Why a text is no telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PhoneNumberError {
    /// It does not begin with `+`.
    #[error("a telephone number begins with + and the code of the country, such as +48")]
    NoCountryCode,
    /// Something other than digits.
    #[error("a telephone number has digits alone behind the +, found U+{:04X}", u32::from(*found))]
    NotADigit {
        /// The character.
        found: char,
    },
    /// Too few or too many (E.164 §6.1).
    #[error("a telephone number has 8 to 15 digits, found {found}")]
    Length {
        /// The digits found.
        found: usize,
    },
}

impl Contact {
    /// A mailbox and a telephone.
    #[must_use]
    pub const fn new(email: EmailAddress, phone: PhoneNumber) -> Self {
        Self { email, phone }
    }
}

impl PhoneNumber {
    /// As it is dialled, without spaces.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PhoneNumber {
    type Err = PhoneNumberError;

    fn from_str(text: &str) -> Result<Self, PhoneNumberError> {
        let digits = text.strip_prefix('+').ok_or(PhoneNumberError::NoCountryCode)?;
        if digits.starts_with('0') {
            return Err(PhoneNumberError::NoCountryCode);
        }
        if let Some(found) = digits.chars().find(|character| !character.is_ascii_digit()) {
            return Err(PhoneNumberError::NotADigit { found });
        }
        match digits.len() {
            8..=15 => Ok(Self(text.into())),
            found => Err(PhoneNumberError::Length { found }),
        }
    }
}

impl fmt::Display for PhoneNumber {
    /// Groups of three from the end: `+48 600 100 200`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.len().saturating_sub(1);
        let mut text = String::with_capacity(self.0.len().saturating_add(6));
        for (place, character) in self.0.chars().enumerate() {
            let left = digits.saturating_sub(place.saturating_sub(1));
            if place > 1 && left % 3 == 0 {
                text.push(' ');
            }
            text.push(character);
        }
        f.pad(&text)
    }
}

impl fmt::Debug for PhoneNumber {
    /// The last three digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.0.get(self.0.len().saturating_sub(3)..).unwrap_or_default();
        write!(f, "PhoneNumber(…{shown})")
    }
}

impl Serialize for PhoneNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for PhoneNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <Cow<'de, str>>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_printed_in_groups_and_never_whole_in_debug() {
        let shown = |text: &str| text.parse::<PhoneNumber>().unwrap().to_string();
        assert_eq!(shown("+48422535471"), "+48 422 535 471");
        assert_eq!(shown("+12025550123"), "+12 025 550 123");
        assert_eq!(shown("+4812345678901"), "+4 812 345 678 901");
        assert_eq!(format!("{:?}", "+48422535471".parse::<PhoneNumber>().unwrap()), "PhoneNumber(…471)");
    }

    #[test]
    fn refuses_each_fault_by_its_sentence() {
        let sentence = |text: &str| text.parse::<PhoneNumber>().unwrap_err().to_string();
        let country = "a telephone number begins with + and the code of the country, such as +48";
        assert_eq!(sentence("422535471"), country);
        assert_eq!(sentence("+0422535471"), country);
        assert_eq!(sentence("+48 42253"), "a telephone number has digits alone behind the +, found U+0020");
        assert_eq!(sentence("+4842253"), "a telephone number has 8 to 15 digits, found 7");
        assert_eq!(sentence("+4842253547112345"), "a telephone number has 8 to 15 digits, found 16");
    }
}
