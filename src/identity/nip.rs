//! NIP, the tax number of a person or an entity: ten digits.
//!
//! A fact about an applicant; in a subject it becomes `organizationIdentifier = VATPL-<NIP>`
//! for an entity and `serialNumber = TINPL-<NIP>` for a person (EN 319 412-1 §5.1.4, §5.1.3).
//! The sum weighted by 6 5 7 2 3 4 5 6 7 leaves the tenth digit modulo 11; nine digits that
//! leave 10 begin no NIP. The check digit of 0000000000 and 0123456789 fits, so the prefix
//! rule of the Ministry of Finance schemas (first digit not 0, the next two not both 0) is
//! needed beside it.

use serde::{Serialize, Serializer};

use super::ascii::{Ascii, text_traits, weighted_remainder};
use super::{Identifier, IdentityError};

/// The tax number of a person or an entity.
///
/// A value of this type has ten digits, a prefix that is given out and the right check digit.
/// The printed forms `856-734-62-15` and `856-73-46-215` are for people: take the hyphens out
/// where the form is read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nip(Ascii<10>);

impl Nip {
    /// The organizationIdentifier of this entity, the NIP in full: `VATPL-<NIP>`
    /// (EN 319 412-1 §5.1.4).
    #[must_use]
    pub fn organization_identifier(&self) -> String {
        format!("VATPL-{}", self.digits_in_full())
    }

    /// The subject serialNumber of this person, the NIP in full: `TINPL-<NIP>`
    /// (EN 319 412-1 §5.1.3).
    #[must_use]
    pub fn subject_serial_number(&self) -> String {
        format!("TINPL-{}", self.digits_in_full())
    }

    /// The ten digits, unmasked.
    #[must_use]
    pub fn digits_in_full(&self) -> &str {
        self.0.as_str()
    }

    /// The last four digits after six asterisks: `******6215`.
    #[must_use]
    pub fn masked(&self) -> String {
        self.0.masked()
    }
}

impl TryFrom<&str> for Nip {
    type Error = IdentityError;

    /// Reads ten ASCII digits and nothing else.
    ///
    /// # Errors
    ///
    /// [`NotADigit`](IdentityError::NotADigit), [`WrongLength`](IdentityError::WrongLength),
    /// [`NoSuchNip`](IdentityError::NoSuchNip),
    /// [`WrongCheckDigit`](IdentityError::WrongCheckDigit) and, when the check digit fits,
    /// [`NipPrefix`](IdentityError::NipPrefix).
    fn try_from(text: &str) -> Result<Self, IdentityError> {
        let identifier = Identifier::Nip;
        let digits = Ascii::<10>::from_digits(identifier, text)?;
        let values = digits.values();
        let [first, second, third, .., found] = values;
        let computed = weighted_remainder(&values, &WEIGHTS, 11);
        if computed == 10 {
            return Err(IdentityError::NoSuchNip);
        }
        if found != computed {
            return Err(IdentityError::WrongCheckDigit { identifier, found, computed });
        }
        if first == 0 || (second == 0 && third == 0) {
            let prefix = u16::from(first) * 100 + u16::from(second * 10 + third);
            return Err(IdentityError::NipPrefix { prefix });
        }
        Ok(Self(digits))
    }
}

text_traits!(Nip);

impl Serialize for Nip {
    /// Writes the ten digits in full.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.digits_in_full())
    }
}

const WEIGHTS: [u8; 9] = [6, 5, 7, 2, 3, 4, 5, 6, 7];

#[cfg(test)]
mod tests;
