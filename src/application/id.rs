//! Numbers and ids under which an application is known: the host's, and that of OWC.
//!
//! Held by journals and queues. The surprising choice: the host's id is a text that may not hold an identity number, because
//! it goes into the ledger, into mails and into file names.

use std::{borrow::Cow, fmt, num::NonZeroU64, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::x509::mask_digits;

/// The host's id of an application: 1 to 64 ASCII letters, digits, `-`, `_`, `.` and `/`, without a run of ten digits.
///
/// ```
/// use chancery::application::ApplicationId;
/// assert!("OWC/2026/000123".parse::<ApplicationId>().is_ok());
/// assert!("99723100018".parse::<ApplicationId>().is_err());
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApplicationId(Box<str>);

/// Why a text is no id of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ApplicationIdError {
    /// Too short or too long.
    #[error("the id of an application has 1 to {} characters, found {found}", ApplicationId::MOST_CHARACTERS)]
    Length {
        /// The characters found.
        found: usize,
    },
    /// Another character.
    #[error("the id of an application has ASCII letters, digits and - _ . / alone, found U+{:04X}", u32::from(*found))]
    Character {
        /// The character.
        found: char,
    },
    /// Digits that could be somebody's number.
    #[error("the id of an application holds a number that could be a person's; give it one of its own")]
    Identity,
}

/// The number under which OWC registered an application; the second half of its place in the queue (CEP-02).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OwcNumber(NonZeroU64);

impl ApplicationId {
    /// Most characters. (Proposed.)
    pub const MOST_CHARACTERS: usize = 64;

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ApplicationId {
    type Err = ApplicationIdError;

    fn from_str(text: &str) -> Result<Self, ApplicationIdError> {
        let found = text.chars().count();
        if !(1..=Self::MOST_CHARACTERS).contains(&found) {
            return Err(ApplicationIdError::Length { found });
        }
        let fits = |character: char| character.is_ascii_alphanumeric() || "-_./".contains(character);
        if let Some(found) = text.chars().find(|character| !fits(*character)) {
            return Err(ApplicationIdError::Character { found });
        }
        if mask_digits(text) == text { Ok(Self(text.into())) } else { Err(ApplicationIdError::Identity) }
    }
}

impl TryFrom<&str> for ApplicationId {
    type Error = ApplicationIdError;
    fn try_from(text: &str) -> Result<Self, ApplicationIdError> {
        text.parse()
    }
}

impl OwcNumber {
    /// A number from 1 on.
    #[must_use]
    pub const fn new(number: u64) -> Option<Self> {
        match NonZeroU64::new(number) {
            Some(number) => Some(Self(number)),
            None => None,
        }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0.get()
    }
}

impl fmt::Display for OwcNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for ApplicationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for ApplicationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApplicationId({})", self.0)
    }
}

impl Serialize for ApplicationId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ApplicationId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <Cow<'de, str>>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_no_id() {
        let sentence = |text: &str| text.parse::<ApplicationId>().unwrap_err().to_string();
        assert_eq!(sentence(""), "the id of an application has 1 to 64 characters, found 0");
        assert_eq!(sentence(&"a".repeat(65)), "the id of an application has 1 to 64 characters, found 65");
        assert_eq!(
            sentence("a b"),
            "the id of an application has ASCII letters, digits and - _ . / alone, found U+0020"
        );
        assert_eq!(
            sentence("99723100018"),
            "the id of an application holds a number that could be a person's; give it one of its own"
        );
        assert!(OwcNumber::new(0).is_none());
    }
}
