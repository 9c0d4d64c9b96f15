//! Postal codes: two digits, a hyphen, three digits.
//!
//! A fact about an applicant's seat, written into addresses as it stands. There is no check
//! digit and no list of codes here: `90-729` and `00-000` both have the shape. Foreign codes
//! are the host's to define and are not of this type.

use serde::{Serialize, Serializer};

use super::ascii::{Ascii, text_traits};
use super::{Identifier, IdentityError};

/// A Polish postal code, `90-729`.
///
/// A value of this type has two ASCII digits, a hyphen and three ASCII digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostalCode(Ascii<6>);

impl PostalCode {
    /// The code with its hyphen, unmasked: `90-729`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The last four characters after two asterisks: `**-729`.
    #[must_use]
    pub fn masked(&self) -> String {
        self.0.masked()
    }
}

impl TryFrom<&str> for PostalCode {
    type Error = IdentityError;

    /// Reads two ASCII digits, a hyphen, three ASCII digits and nothing else.
    ///
    /// # Errors
    ///
    /// [`NotADigit`](IdentityError::NotADigit), [`NotAHyphen`](IdentityError::NotAHyphen),
    /// [`WrongLength`](IdentityError::WrongLength).
    fn try_from(text: &str) -> Result<Self, IdentityError> {
        let identifier = Identifier::PostalCode;
        for (position, found) in (1..=LENGTH).zip(text.chars()) {
            match (position, found) {
                (HYPHEN_POSITION, '-') => {}
                (HYPHEN_POSITION, _) => return Err(IdentityError::NotAHyphen { found }),
                (_, '0'..='9') => {}
                _ => {
                    return Err(IdentityError::NotADigit { identifier, position, found });
                }
            }
        }
        Ascii::from_length(identifier, text).map(Self)
    }
}

text_traits!(PostalCode);

impl Serialize for PostalCode {
    /// Writes the code with its hyphen.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

const LENGTH: usize = 6;
const HYPHEN_POSITION: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        PostalCode::try_from(text).unwrap_err().to_string()
    }

    #[test]
    fn accepts_two_digits_a_hyphen_and_three_digits() {
        let code = PostalCode::try_from("90-729").unwrap();
        assert_eq!(code.as_str(), "90-729");
        assert_eq!(format!("{code:?}"), "PostalCode(**-729)");
        assert_eq!(PostalCode::try_from("00-001").unwrap().as_str(), "00-001");
    }

    #[test]
    fn refuses_a_code_without_its_hyphen() {
        assert_eq!(refusal("90729"), "character 3 of a postal code is '7' (U+0037), expected a hyphen as in 90-729");
    }

    #[test]
    fn refuses_other_dashes() {
        assert_eq!(PostalCode::try_from("90\u{2013}729"), Err(IdentityError::NotAHyphen { found: '\u{2013}' }));
    }

    #[test]
    fn refuses_letters_and_surrounding_space() {
        assert_eq!(refusal("90-7a9"), "character 5 of a postal code is 'a' (U+0061), expected an ASCII digit 0 to 9");
        assert_eq!(refusal(" 90-729"), "character 1 of a postal code is ' ' (U+0020), expected an ASCII digit 0 to 9");
        assert!(PostalCode::try_from("90-729 ").is_err());
    }

    #[test]
    fn refuses_a_code_too_short_or_too_long() {
        let shape = "a postal code has 6 characters, two digits, a hyphen and three digits";
        assert_eq!(refusal("90-72"), format!("{shape}, found 5"));
        assert_eq!(refusal("90-7290"), format!("{shape}, found 7"));
        assert_eq!(refusal(""), format!("{shape}, found 0"));
    }
}
