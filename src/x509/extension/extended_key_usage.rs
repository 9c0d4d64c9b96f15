//! Extended key usage (RFC 5280 §4.2.1.12, X-25): the purposes a key serves, in the order they were written.
//!
//! Read from requests and CA certificates, set by the profile of a policy. Non-critical wherever this library writes it,
//! which also keeps anyExtendedKeyUsage from ever being critical; both are read.
//! The surprising choice: a purpose is its identifier and nothing else, so one nobody here knows is as good as any.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Criticality, SubjectName, TypedExtension, oid};
use crate::encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, OidError, Reader, Writer};

/// A purpose. Text forms are the name in RFC 5280, such as `serverAuth`, or the dotted identifier.
///
/// ```text
/// KeyPurposeId ::= OBJECT IDENTIFIER
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyPurpose(Oid);

impl KeyPurpose {
    /// `id-kp-serverAuth`
    pub const SERVER_AUTH: Self = Self(oid::SERVER_AUTH);
    /// `id-kp-clientAuth`
    pub const CLIENT_AUTH: Self = Self(oid::CLIENT_AUTH);
    /// `id-kp-codeSigning`
    pub const CODE_SIGNING: Self = Self(oid::CODE_SIGNING);
    /// `id-kp-emailProtection`
    pub const EMAIL_PROTECTION: Self = Self(oid::EMAIL_PROTECTION);
    /// `id-kp-timeStamping`
    pub const TIME_STAMPING: Self = Self(oid::TIME_STAMPING);
    /// `id-kp-OCSPSigning`
    pub const OCSP_SIGNING: Self = Self(oid::OCSP_SIGNING);
    /// `id-kp-ipsecIKE` (RFC 4945)
    pub const IPSEC_IKE: Self = Self(oid::IPSEC_IKE);
    /// `anyExtendedKeyUsage`
    pub const ANY: Self = Self(oid::ANY_EXTENDED_KEY_USAGE);

    /// The purpose with this identifier.
    #[must_use]
    pub const fn new(oid: Oid) -> Self {
        Self(oid)
    }

    /// The identifier.
    #[must_use]
    pub const fn oid(self) -> Oid {
        self.0
    }

    /// The name in its standard, for the purposes that have a constant here.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        NAMES.iter().find(|(purpose, _)| *purpose == self).map(|(_, name)| *name)
    }

    /// Every name that is read.
    #[cfg(feature = "schema")]
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(_, name)| *name)
    }
}

const NAMES: [(KeyPurpose, &str); 8] = [
    (KeyPurpose::SERVER_AUTH, "serverAuth"),
    (KeyPurpose::CLIENT_AUTH, "clientAuth"),
    (KeyPurpose::CODE_SIGNING, "codeSigning"),
    (KeyPurpose::EMAIL_PROTECTION, "emailProtection"),
    (KeyPurpose::TIME_STAMPING, "timeStamping"),
    (KeyPurpose::OCSP_SIGNING, "OCSPSigning"),
    (KeyPurpose::IPSEC_IKE, "ipsecIKE"),
    (KeyPurpose::ANY, "anyExtendedKeyUsage"),
];

/// One purpose or more, none twice.
///
/// ```text
/// ExtKeyUsageSyntax ::= SEQUENCE SIZE (1..MAX) OF KeyPurposeId
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct ExtendedKeyUsage(Vec<KeyPurpose>);

impl ExtendedKeyUsage {
    /// Most purposes that are read.
    pub const MAX_PURPOSES: usize = 100;

    /// These purposes, in this order.
    ///
    /// # Errors
    /// [`ExtendedKeyUsageError`].
    pub fn new(purposes: impl Into<Vec<KeyPurpose>>) -> Result<Self, ExtendedKeyUsageError> {
        let purposes = purposes.into();
        if purposes.is_empty() {
            return Err(ExtendedKeyUsageError::Empty);
        }
        if purposes.len() > Self::MAX_PURPOSES {
            return Err(ExtendedKeyUsageError::TooMany { found: purposes.len() });
        }
        for (place, purpose) in purposes.iter().enumerate() {
            if purposes.iter().take(place).any(|earlier| earlier == purpose) {
                return Err(ExtendedKeyUsageError::Duplicate { purpose: *purpose });
            }
        }
        Ok(Self(purposes))
    }

    /// The purposes in order.
    #[must_use]
    pub fn purposes(&self) -> &[KeyPurpose] {
        &self.0
    }

    /// Whether this purpose is named; anyExtendedKeyUsage does not count for the others.
    #[must_use]
    pub fn contains(&self, purpose: KeyPurpose) -> bool {
        self.0.contains(&purpose)
    }
}

/// Why a list of purposes is not an extended key usage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExtendedKeyUsageError {
    /// No purpose.
    #[error("extKeyUsage names at least one purpose (RFC 5280 §4.2.1.12)")]
    Empty,
    /// A purpose twice.
    #[error("extKeyUsage names each purpose once, {purpose} occurs again")]
    Duplicate {
        /// The purpose.
        purpose: KeyPurpose,
    },
    /// More than [`ExtendedKeyUsage::MAX_PURPOSES`].
    #[error("extKeyUsage names at most {} purposes here, found {found}", ExtendedKeyUsage::MAX_PURPOSES)]
    TooMany {
        /// The purposes found.
        found: usize,
    },
}

impl TypedExtension for ExtendedKeyUsage {
    const OID: Oid = oid::EXTENDED_KEY_USAGE;

    /// Non-critical; RFC 5280 §4.2.1.12 lets the issuer choose, but not where anyExtendedKeyUsage is named.
    fn criticality(&self, _: SubjectName) -> Criticality {
        Criticality::NonCritical
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.sequence("ExtKeyUsageSyntax", |list| {
            let mut purposes = Vec::new();
            while !list.is_at_end() {
                let position = list.position();
                let oid = list.oid()?;
                if purposes.contains(&KeyPurpose(oid)) {
                    return Err(list.error_at(position, DecodeErrorKind::Duplicate { oid }));
                }
                if purposes.len() >= Self::MAX_PURPOSES {
                    return Err(list.error_at(position, DecodeErrorKind::TooMany { limit: Self::MAX_PURPOSES }));
                }
                purposes.push(KeyPurpose(oid));
            }
            if purposes.is_empty() { Err(list.error(DecodeErrorKind::Empty)) } else { Ok(Self(purposes)) }
        })
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|list| self.0.iter().try_for_each(|purpose| list.oid(&purpose.0)))
    }
}

impl<'de> Deserialize<'de> for ExtendedKeyUsage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(<Vec<KeyPurpose>>::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

impl fmt::Display for KeyPurpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => self.0.fmt(f),
        }
    }
}

impl fmt::Debug for KeyPurpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyPurpose({self})")
    }
}

impl FromStr for KeyPurpose {
    type Err = OidError;
    fn from_str(text: &str) -> Result<Self, OidError> {
        let named = NAMES.iter().find(|(_, name)| *name == text);
        named.map_or_else(|| text.parse().map(Self), |(purpose, _)| Ok(*purpose))
    }
}

impl Serialize for KeyPurpose {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for KeyPurpose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let names = || NAMES.iter().map(|(_, name)| *name).collect::<Vec<_>>().join(", ");
        let told = |error| de::Error::custom(format!("{error}; or as one of {}", names()));
        <Cow<'de, str>>::deserialize(deserializer)?.parse().map_err(told)
    }
}

#[cfg(test)]
mod tests;
