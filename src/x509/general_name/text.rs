//! What every textual payload of a general name has: parsing, printing, serde as a string, strict decoding.
//!
//! Used by the payload files beside this one, which each write one `parse` function and a `text` field.
//! The surprising choice: deserialising goes through the same `parse` as everything else, so a policy file can hold no
//! name that a request could not.

use std::str::FromStr;

use crate::encoding::{DecodeError, DecodeErrorKind, Reader, Tag};

use super::GeneralNameError;

/// Gives a type with `text: Box<str>` and `fn parse(&str) -> Result<Self, GeneralNameError>` its conversions.
macro_rules! text_value {
    ($name:ident) => {
        impl $name {
            /// The text, octet by octet as it was given.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.text
            }
        }

        impl std::str::FromStr for $name {
            type Err = super::GeneralNameError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = super::GeneralNameError;
            fn try_from(text: &str) -> Result<Self, Self::Error> {
                Self::parse(text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.text)
            }
        }

        impl std::fmt::Debug for $name {
            /// Identity numbers are masked.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({:?})", stringify!($name), crate::x509::mask_digits(&self.text))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.text)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Gives a type with `fn comparison_key(&self)`, of something ordered and hashable, an equality, an order and a hash that agree.
macro_rules! compared_by_key {
    ($name:ident) => {
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.comparison_key() == other.comparison_key()
            }
        }

        impl Eq for $name {}

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.comparison_key().cmp(&other.comparison_key())
            }
        }

        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.comparison_key().hash(state);
            }
        }
    };
}

pub(super) use {compared_by_key, text_value};

/// Reads an implicitly tagged IA5String and applies the rules of the form.
pub(in crate::x509) fn decode_ia5<T: FromStr<Err = GeneralNameError>>(
    reader: &mut Reader<'_>,
    tag: Tag,
    field: &'static str,
) -> Result<T, DecodeError> {
    let element = reader.element(tag)?;
    let refuse = |kind| DecodeError::new(kind, element.position, field);
    // UTF-8 goes on to the rules of the form, whose answer names the remedy.
    let text =
        str::from_utf8(element.content).map_err(|_| refuse(DecodeErrorKind::BadCharacter { string: "IA5String" }))?;
    text.parse().map_err(|error: GeneralNameError| refuse(error.into()))
}
