//! REGON, the statistical number of an entity: nine digits, or fourteen for a local unit.
//!
//! A fact about an applicant. It has no subject form here: whether EN 319 412-1 §5.1.4 lets
//! a REGON stand in an organizationIdentifier is not settled.
//!
//! Weights 8 9 2 3 4 5 6 7 give the ninth digit; a local unit repeats the nine digits of its
//! entity, and weights 2 4 8 5 0 9 7 3 6 1 2 4 8 give the fourteenth. Both modulo 11 with 10
//! written as 0, so, unlike a NIP, every body has a number, and a mistyped digit escapes when
//! it moves the remainder between 0 and 10. The seven-digit form of old is refused: padding
//! it with zeros would be a repair.

use serde::{Serialize, Serializer};

use super::ascii::{Ascii, text_traits, weighted_remainder};
use super::{Identifier, IdentityError};

/// The statistical number of an entity (nine digits) or of its local unit (fourteen).
///
/// A value of this type has one of the two lengths and every check digit right.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Regon(Digits);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Digits {
    Entity(Ascii<9>),
    LocalUnit(Ascii<14>),
}

impl Regon {
    /// The nine or fourteen digits, unmasked.
    #[must_use]
    pub fn digits_in_full(&self) -> &str {
        match &self.0 {
            Digits::Entity(digits) => digits.as_str(),
            Digits::LocalUnit(digits) => digits.as_str(),
        }
    }

    /// The last four digits after five or ten asterisks: `*****6785`.
    #[must_use]
    pub fn masked(&self) -> String {
        match &self.0 {
            Digits::Entity(digits) => digits.masked(),
            Digits::LocalUnit(digits) => digits.masked(),
        }
    }
}

impl TryFrom<&str> for Regon {
    type Error = IdentityError;

    /// Reads nine or fourteen ASCII digits and nothing else.
    ///
    /// # Errors
    ///
    /// [`NotADigit`](IdentityError::NotADigit), [`WrongLength`](IdentityError::WrongLength),
    /// [`InnerRegon`](IdentityError::InnerRegon),
    /// [`WrongCheckDigit`](IdentityError::WrongCheckDigit).
    fn try_from(text: &str) -> Result<Self, IdentityError> {
        if text.len() == LOCAL_UNIT_WEIGHTS.len() + 1 {
            local_unit(Ascii::from_digits(Identifier::Regon, text)?)
        } else {
            entity(Ascii::from_digits(Identifier::Regon, text)?)
        }
    }
}

text_traits!(Regon);

impl Serialize for Regon {
    /// Writes the nine or fourteen digits in full.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.digits_in_full())
    }
}

fn entity(digits: Ascii<9>) -> Result<Regon, IdentityError> {
    let values = digits.values();
    let [.., found] = values;
    let computed = check_digit(&values, &ENTITY_WEIGHTS);
    if found != computed {
        return Err(wrong_check_digit(found, computed));
    }
    Ok(Regon(Digits::Entity(digits)))
}

fn local_unit(digits: Ascii<14>) -> Result<Regon, IdentityError> {
    let values = digits.values();
    let [_, _, _, _, _, _, _, _, inner, .., found] = values;
    let computed = check_digit(&values, &ENTITY_WEIGHTS);
    if inner != computed {
        return Err(IdentityError::InnerRegon { found: inner, computed });
    }
    let computed = check_digit(&values, &LOCAL_UNIT_WEIGHTS);
    if found != computed {
        return Err(wrong_check_digit(found, computed));
    }
    Ok(Regon(Digits::LocalUnit(digits)))
}

/// The remainder modulo 11, with 10 written as 0.
fn check_digit(values: &[u8], weights: &[u8]) -> u8 {
    weighted_remainder(values, weights, 11) % 10
}

const fn wrong_check_digit(found: u8, computed: u8) -> IdentityError {
    let identifier = Identifier::Regon;
    IdentityError::WrongCheckDigit { identifier, found, computed }
}

const ENTITY_WEIGHTS: [u8; 8] = [8, 9, 2, 3, 4, 5, 6, 7];
const LOCAL_UNIT_WEIGHTS: [u8; 13] = [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8];

#[cfg(test)]
mod tests;
