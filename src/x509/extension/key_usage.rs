//! Key usage (RFC 5280 §4.2.1.3, X-18, X-19): what the key may be used for.
//!
//! Read from requests and CA certificates, set by the profile of a policy, critical wherever this library writes it.
//! The surprising choice: [`KeyUsage::ENCIPHER_ONLY`] and [`KeyUsage::DECIPHER_ONLY`] hold keyAgreement too, because
//! without it they mean nothing and a value of this type always means something.

use std::{borrow::Cow, fmt, ops::BitOr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Criticality, SubjectName, TypedExtension, named_bits, oid};
use crate::encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Tag, Writer};

/// A set of usages, never empty.
///
/// ```text
/// KeyUsage ::= BIT STRING { digitalSignature(0), nonRepudiation(1), keyEncipherment(2), dataEncipherment(3),
///     keyAgreement(4), keyCertSign(5), cRLSign(6), encipherOnly(7), decipherOnly(8) }
/// ```
///
/// ```
/// use chancery::x509::extension::KeyUsage;
/// let usage = KeyUsage::KEY_CERT_SIGN | KeyUsage::CRL_SIGN;
/// assert!(usage.contains(KeyUsage::CRL_SIGN));
/// assert_eq!(usage.to_string(), "keyCertSign, cRLSign");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyUsage(u16);

/// The names in the order of their bits.
const NAMES: [&str; 9] = [
    "digitalSignature",
    "nonRepudiation",
    "keyEncipherment",
    "dataEncipherment",
    "keyAgreement",
    "keyCertSign",
    "cRLSign",
    "encipherOnly",
    "decipherOnly",
];
const LAST_BIT: u8 = 8;
const ALL: u16 = 0x1ff;
const ENCIPHER_OR_DECIPHER: u16 = 1 << 7 | 1 << 8;

impl KeyUsage {
    /// `digitalSignature`
    pub const DIGITAL_SIGNATURE: Self = Self(1);
    /// `nonRepudiation`, also called contentCommitment
    pub const NON_REPUDIATION: Self = Self(1 << 1);
    /// `keyEncipherment`
    pub const KEY_ENCIPHERMENT: Self = Self(1 << 2);
    /// `dataEncipherment`
    pub const DATA_ENCIPHERMENT: Self = Self(1 << 3);
    /// `keyAgreement`
    pub const KEY_AGREEMENT: Self = Self(1 << 4);
    /// `keyCertSign`
    pub const KEY_CERT_SIGN: Self = Self(1 << 5);
    /// `cRLSign`
    pub const CRL_SIGN: Self = Self(1 << 6);
    /// `encipherOnly`, and the `keyAgreement` it qualifies
    pub const ENCIPHER_ONLY: Self = Self(1 << 7 | 1 << 4);
    /// `decipherOnly`, and the `keyAgreement` it qualifies
    pub const DECIPHER_ONLY: Self = Self(1 << 8 | 1 << 4);

    /// The set of these bits; bit 0 of the ASN.1 is the lowest.
    ///
    /// # Errors
    /// [`KeyUsageError`], every variant but `UnknownName` and `Duplicate`.
    pub const fn from_bits(bits: u16) -> Result<Self, KeyUsageError> {
        if bits == 0 {
            return Err(KeyUsageError::Empty);
        }
        if bits & !ALL != 0 {
            return Err(KeyUsageError::UnknownBits { found: bits & !ALL });
        }
        if bits & ENCIPHER_OR_DECIPHER != 0 && bits & Self::KEY_AGREEMENT.0 == 0 {
            return Err(KeyUsageError::WithoutKeyAgreement);
        }
        Ok(Self(bits))
    }

    /// The bits; bit 0 of the ASN.1 is the lowest.
    #[must_use]
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// Both sets in one. `const`, for the tables of profiles.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether every usage of `other` is in this set.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether some usage of `other` is in this set.
    #[must_use]
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The names of RFC 5280, in the order of their bits.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        NAMES.into_iter().enumerate().filter(move |(bit, _)| self.0 & (1 << bit) != 0).map(|(_, name)| name)
    }

    /// The set with these names, each as RFC 5280 spells it.
    ///
    /// # Errors
    /// [`KeyUsageError`].
    pub fn from_names<Name: AsRef<str>>(names: &[Name]) -> Result<Self, KeyUsageError> {
        let mut bits = 0;
        for name in names {
            let bit = NAMES.iter().position(|known| *known == name.as_ref());
            let bit = bit.ok_or_else(|| KeyUsageError::UnknownName { found: name.as_ref().into() })?;
            if bits & 1 << bit != 0 {
                return Err(KeyUsageError::Duplicate { found: name.as_ref().into() });
            }
            bits |= 1 << bit;
        }
        Self::from_bits(bits)
    }
}

/// Why some bits or names are not a key usage.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyUsageError {
    /// No bit is set.
    #[error("{EMPTY}")]
    Empty,
    /// Bits above decipherOnly.
    #[error("keyUsage has bits 0 to 8, found the set {found:#x} above them (RFC 5280 §4.2.1.3)")]
    UnknownBits {
        /// Those bits.
        found: u16,
    },
    /// encipherOnly or decipherOnly without keyAgreement.
    #[error("{WITHOUT_KEY_AGREEMENT}")]
    WithoutKeyAgreement,
    /// A name twice.
    #[error("keyUsage names each usage once, {found} occurs again")]
    Duplicate {
        /// The name.
        found: Box<str>,
    },
    /// A name RFC 5280 does not have.
    #[error("{found:?} is not a key usage; the names are {}", NAMES.join(", "))]
    UnknownName {
        /// The name.
        found: Box<str>,
    },
}

const EMPTY: &str = "keyUsage has at least one bit set (RFC 5280 §4.2.1.3)";
const WITHOUT_KEY_AGREEMENT: &str =
    "encipherOnly and decipherOnly have a meaning only together with keyAgreement (RFC 5280 §4.2.1.3)";

impl TypedExtension for KeyUsage {
    const OID: Oid = oid::KEY_USAGE;

    /// Critical (RFC 5280 §4.2.1.3).
    fn criticality(&self, _: SubjectName) -> Criticality {
        Criticality::Critical
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let position = reader.position();
        let refuse = |rule| DecodeError::new(DecodeErrorKind::Rule { rule }, position, "KeyUsage");
        let bits = named_bits::decode(reader, Tag::BIT_STRING, LAST_BIT).map_err(|error| match error.kind() {
            DecodeErrorKind::Empty => refuse(EMPTY),
            kind => DecodeError::new(kind, error.position(), "KeyUsage"),
        })?;
        Self::from_bits(bits).map_err(|_| refuse(WITHOUT_KEY_AGREEMENT))
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.named_bits(Tag::BIT_STRING, self.0)
    }
}

impl BitOr for KeyUsage {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        self.union(other)
    }
}

impl fmt::Display for KeyUsage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.names().enumerate().try_for_each(|(place, name)| {
            f.write_str(if place == 0 { "" } else { ", " })?;
            f.write_str(name)
        })
    }
}

impl fmt::Debug for KeyUsage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyUsage({self})")
    }
}

impl Serialize for KeyUsage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.names())
    }
}

impl<'de> Deserialize<'de> for KeyUsage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let names = <Vec<Cow<'de, str>>>::deserialize(deserializer)?;
        Self::from_names(&names).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
