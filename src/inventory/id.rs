//! Ids under which records are kept and found.
//!
//! An issuer is the SHA-256 of its name and key, a key that of what tells of its secret, a record its issuer and serial
//! number (RFC 5280 §4.1.2.2: the two together are unique); a subject is found by the octets under which equal
//! names are equal. The surprising choice: digests are made with the digest of the caller and ids never know
//! which; an implementation that returns another length than 32 octets gets an id of what it returned, cut or filled.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    crypto::{Digest, Hash, PublicKey},
    x509::{Name, SerialNumber, Shard},
};

/// Text that is not an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdError {
    /// Not 64 hexadecimal digits.
    #[error("an id is 64 hexadecimal digits in lower case")]
    NotHexadecimal,
    /// Not an issuer and a serial number.
    #[error("the id of a record is the id of its issuer, a slash, and its serial number of 32 hexadecimal digits")]
    NotARecordId,
}

/// 32 octets that are written as hexadecimal digits.
macro_rules! digest_id {
    ($(#[$documentation:meta])* $name:ident) => {
        $(#[$documentation])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 32]);

        impl $name {
            /// Takes the octets, as a store kept them.
            #[must_use]
            pub const fn from_octets(octets: [u8; 32]) -> Self {
                Self(octets)
            }

            /// The octets.
            #[must_use]
            pub const fn as_octets(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.iter().try_for_each(|octet| write!(f, "{octet:02x}"))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::inventory::IdError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::inventory::id::from_hexadecimal(text).map(Self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::inventory::id::from_text(deserializer)
            }
        }
    };
}
pub(super) use digest_id;

digest_id! {
    /// An issuer: SHA-256 over its name and its `SubjectPublicKeyInfo`, both as DER.
    ///
    /// Two CA certificates with the same name and key are one issuer, as they are for a relying party.
    IssuerId
}

digest_id! {
    /// A public key: SHA-256 over the name of its family and the number its secret goes by.
    ///
    /// Keys with one secret have one id, so that a revoked key is known again under another exponent or identifier: see
    /// [`PublicKey::has_the_secret_of`].
    KeyId
}

impl IssuerId {
    /// The id of the issuer with this name and key.
    #[must_use]
    pub fn of(name: &Name, key: &PublicKey, digest: &dyn Digest) -> Self {
        Self(sha256(digest, &[name.as_der(), key.as_spki()]))
    }
}

impl KeyId {
    /// The id of a public key.
    #[must_use]
    pub fn of(key: &PublicKey, digest: &dyn Digest) -> Self {
        let (family, number, last) = key.secret_mark();
        Self(sha256(digest, &[family.as_bytes(), number, &[last]]))
    }
}

/// A record, which is a certificate from the day it was planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_structs, reason = "issuer and serial number identify a certificate (RFC 5280 §4.1.2.2)")]
pub struct RecordId {
    /// Its issuer.
    pub issuer: IssuerId,
    /// Its serial number.
    pub serial: SerialNumber,
}

/// What one CRL covers: an issuer, and which of its shards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "a store makes one from two columns")]
pub struct Scope {
    /// The issuer.
    pub issuer: IssuerId,
    /// The shard.
    pub shard: Shard,
}

/// The octets under which two names are equal when X-32 says so; what a store indexes subjects by.
///
/// It may hold an identity number in clear, so it is never printed; a store that writes it into an index outside the
/// records hashes it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ComparisonKey(Box<[u8]>);

impl ComparisonKey {
    /// The key of a name.
    #[must_use]
    pub fn of(name: &Name) -> Self {
        Self(name.comparison_key().into())
    }

    /// The octets.
    #[must_use]
    pub fn as_octets(&self) -> &[u8] {
        &self.0
    }

    /// Whether it is the key of the empty name, which is the name of nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for ComparisonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(_) = self;
        f.write_str("ComparisonKey([elided])")
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { issuer, serial } = self;
        write!(f, "{issuer}/{serial}")
    }
}

impl FromStr for RecordId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let (issuer, serial) = text.split_once('/').ok_or(IdError::NotARecordId)?;
        let serial = serial.parse().map_err(|_| IdError::NotARecordId)?;
        Ok(Self { issuer: issuer.parse()?, serial })
    }
}

impl Serialize for RecordId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RecordId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer)
    }
}

/// SHA-256 over the parts, one after the other.
pub(super) fn sha256(digest: &dyn Digest, parts: &[&[u8]]) -> [u8; 32] {
    let mut context = digest.begin(Hash::Sha256);
    for part in parts {
        context.update(part);
    }
    let mut octets = [0; 32];
    for (octet, digested) in octets.iter_mut().zip(context.finish()) {
        *octet = digested;
    }
    octets
}

pub(super) fn from_hexadecimal(text: &str) -> Result<[u8; 32], IdError> {
    let mut octets = [0; 32];
    if text.len() != 64 || text.bytes().any(|digit| !matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(IdError::NotHexadecimal);
    }
    for (octet, pair) in octets.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        let digits = std::str::from_utf8(pair).map_err(|_| IdError::NotHexadecimal)?;
        *octet = u8::from_str_radix(digits, 16).map_err(|_| IdError::NotHexadecimal)?;
    }
    Ok(octets)
}

pub(super) fn from_text<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: FromStr<Err: fmt::Display>,
    D: Deserializer<'de>,
{
    let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
    text.parse().map_err(de::Error::custom)
}
