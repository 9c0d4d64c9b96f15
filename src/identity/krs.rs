//! KRS, the number of an entity in the National Court Register: ten digits.
//!
//! A fact about an applicant; in a subject it becomes `organizationIdentifier = NTRPL-<KRS>`
//! (EN 319 412-1 §5.1.4). There is no check digit: any ten digits but zeros are a number.
//!
//! The subject form is written and never read. Certificates in the wild carry after `NTRPL-`
//! numbers that pass for a NIP, so the prefix does not prove which register a number is from.

use serde::{Serialize, Serializer};

use super::ascii::{Ascii, text_traits};
use super::{Identifier, IdentityError};

/// The number of an entity in the National Court Register.
///
/// A value of this type has ten digits, leading zeros included, that are not all zero.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Krs(Ascii<10>);

impl Krs {
    /// The organizationIdentifier of this entity, the number in full: `NTRPL-<KRS>`
    /// (EN 319 412-1 §5.1.4).
    #[must_use]
    pub fn organization_identifier(&self) -> String {
        format!("NTRPL-{}", self.digits_in_full())
    }

    /// The ten digits, unmasked.
    #[must_use]
    pub fn digits_in_full(&self) -> &str {
        self.0.as_str()
    }

    /// The last four digits after six asterisks: `******3456`.
    #[must_use]
    pub fn masked(&self) -> String {
        self.0.masked()
    }
}

impl TryFrom<&str> for Krs {
    type Error = IdentityError;

    /// Reads ten ASCII digits and nothing else.
    ///
    /// # Errors
    ///
    /// [`NotADigit`](IdentityError::NotADigit), [`WrongLength`](IdentityError::WrongLength),
    /// [`AllZeroKrs`](IdentityError::AllZeroKrs).
    fn try_from(text: &str) -> Result<Self, IdentityError> {
        let digits = Ascii::from_digits(Identifier::Krs, text)?;
        if digits.values() == [0; 10] {
            return Err(IdentityError::AllZeroKrs);
        }
        Ok(Self(digits))
    }
}

text_traits!(Krs);

impl Serialize for Krs {
    /// Writes the ten digits in full.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.digits_in_full())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_leading_zeros() {
        let krs = Krs::try_from("0000123456").unwrap();
        assert_eq!(krs.digits_in_full(), "0000123456");
        assert_eq!(krs.organization_identifier(), "NTRPL-0000123456");
        assert_eq!(format!("{krs:?}"), "Krs(******3456)");
    }

    #[test]
    fn has_no_check_digit_to_get_wrong() {
        for last in 0..=9 {
            assert!(Krs::try_from(format!("000012345{last}").as_str()).is_ok());
        }
    }

    #[test]
    fn refuses_all_zeros() {
        let error = Krs::try_from("0000000000").unwrap_err();
        assert_eq!(error, IdentityError::AllZeroKrs);
        assert_eq!(error.to_string(), "this KRS number is all zeros, expected the number of an entry in the register");
    }

    #[test]
    fn refuses_a_number_whose_leading_zeros_were_dropped() {
        let error = Krs::try_from("123456").unwrap_err();
        assert_eq!(error.to_string(), "a KRS number has 10 digits, found 6");
    }
}
