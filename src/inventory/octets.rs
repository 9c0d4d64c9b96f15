//! Octets that stores keep and nobody prints.
//!
//! DER inside a [`StoredRecord`](super::StoredRecord): base64 (RFC 4648 §4) in texts. `Debug` tells the length only,
//! because base64 of a subject hides an identity number from nobody.

use std::fmt;

use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Octets, written as base64.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Octets(Box<[u8]>);

impl Octets {
    /// Takes octets.
    #[must_use]
    pub fn new(octets: impl Into<Box<[u8]>>) -> Self {
        Self(octets.into())
    }
}

impl AsRef<[u8]> for Octets {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Octets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Octets({} octets)", self.0.len())
    }
}

impl Serialize for Octets {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64_STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Octets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        // The error of the decoder quotes the octet it met, which is one of a person's data; ours quotes nothing.
        BASE64_STANDARD.decode(text.as_bytes()).map(Self::new).map_err(|_| de::Error::custom("not base64"))
    }
}
