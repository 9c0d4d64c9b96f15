//! What the identifiers share: a few ASCII characters, read strictly, shown masked.
//!
//! Used by the five types of [`identity`](super) and by nothing else. Arithmetic is
//! in `u8` throughout (products and remainders together stay below 100), so nothing can overflow.
//! The surprising part is [`deserialize`]: a deserializer's own complaint quotes the
//! value it met ("invalid type: integer `44051401359`"), so it is replaced by ours.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};

use super::{Identifier, IdentityError};

/// `N` ASCII characters: digits, or the digits and the hyphen of a postal code.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Ascii<const N: usize>([u8; N]);

impl<const N: usize> Ascii<N> {
    /// Reads exactly `N` ASCII digits. A foreign character is reported before a wrong
    /// length: who wrote a separator should hear of the separator.
    pub(super) fn from_digits(identifier: Identifier, text: &str) -> Result<Self, IdentityError> {
        for (position, found) in (1..).zip(text.chars()) {
            if !found.is_ascii_digit() {
                return Err(IdentityError::NotADigit { identifier, position, found });
            }
        }
        Self::from_length(identifier, text)
    }

    /// Takes a text whose characters were looked at already, if it has `N` of them.
    pub(super) fn from_length(identifier: Identifier, text: &str) -> Result<Self, IdentityError> {
        let found = text.chars().count();
        let bytes = text.as_bytes().try_into();
        bytes.map(Self).map_err(|_| IdentityError::WrongLength { identifier, found })
    }

    pub(super) fn as_str(&self) -> &str {
        // Both constructors copy a `str` whole, so these bytes are always UTF-8.
        str::from_utf8(&self.0).unwrap_or_default()
    }

    pub(super) const fn octets(&self) -> [u8; N] {
        self.0
    }

    /// What the digits are worth; an ASCII digit carries its value in its low four bits.
    pub(super) fn values(&self) -> [u8; N] {
        self.0.map(|byte| byte & 0x0F)
    }

    /// Asterisks, then the last four characters.
    pub(super) fn masked(&self) -> String {
        let hidden = N.saturating_sub(CHARACTERS_SHOWN);
        let characters = self.as_str().chars().enumerate();
        characters.map(|(at, shown)| if at < hidden { '*' } else { shown }).collect()
    }
}

/// The weighted sum of the digits modulo `modulus`, over as many digits as there are weights.
pub(super) fn weighted_remainder(values: &[u8], weights: &[u8], modulus: u8) -> u8 {
    let products = values.iter().zip(weights).map(|(value, weight)| value * weight);
    products.fold(0, |remainder, product| (remainder + product) % modulus)
}

/// Reads `T` from a string, keeping what was found there out of every error. The format's own errors pass when they have
/// no digit, as that of a missing field; others quote the number they did not expect.
pub(super) fn deserialize<'de, D, T>(identifier: Identifier, from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> TryFrom<&'a str, Error = IdentityError>,
{
    from.deserialize_str(Text(PhantomData))
        .map_err(|error| {
            let quotes = error.to_string().bytes().any(|octet| octet.is_ascii_digit());
            if quotes { D::Error::custom(IdentityError::NotText { identifier }) } else { error }
        })?
        .map_err(D::Error::custom)
}

struct Text<T>(PhantomData<T>);

impl<T: for<'a> TryFrom<&'a str, Error = IdentityError>> Visitor<'_> for Text<T> {
    /// The refusal travels as a value, so that it is told apart from the format's own errors.
    type Value = Result<T, IdentityError>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(T::try_from(text))
    }
}

/// The traits every identifier owes in the same words, given its `TryFrom<&str>` and `masked`.
macro_rules! text_traits {
    ($name:ident) => {
        impl std::str::FromStr for $name {
            type Err = $crate::identity::IdentityError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::try_from(text)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.masked())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::identity::ascii::deserialize($crate::identity::Identifier::$name, from)
            }
        }
    };
}
pub(super) use text_traits;

/// Enough for an officer to tell two applicants apart, too little to know either.
const CHARACTERS_SHOWN: usize = 4;
