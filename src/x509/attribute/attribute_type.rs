//! The types of attributes: identifier, keyword, upper bound, string type (RFC 5280 Appendix A.1, RFC 4514 §3).
//!
//! Below [`Attribute`](super::Attribute), and in the rows of policies, which name them in files. The surprising choice:
//! a type this library does not name is still a type; it has no bound and is written as UTF8String.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::StringType;
use crate::encoding::{Oid, OidError, oid};

/// The type of an attribute, by its identifier.
///
/// Written by its keyword where it has one, and read by either: `CN` and `2.5.4.3` are one type.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Cow<'_, str>", into = "String")]
pub struct AttributeType(Oid);

struct Known {
    kind: AttributeType,
    /// The keyword of RFC 4514 or X.520.
    name: &'static str,
    /// Upper bound in characters, RFC 5280 Appendix A.1.
    bound: usize,
    string: StringType,
}

const fn known(kind: AttributeType, name: &'static str, bound: usize, string: StringType) -> Known {
    Known { kind, name, bound, string }
}

const UB_NAME: usize = 32_768;

const KNOWN: [Known; 20] = [
    known(AttributeType::COMMON_NAME, "CN", 64, StringType::Utf8),
    known(AttributeType::ORGANIZATION, "O", 64, StringType::Utf8),
    known(AttributeType::ORGANIZATIONAL_UNIT, "OU", 64, StringType::Utf8),
    known(AttributeType::COUNTRY, "C", 2, StringType::Printable),
    known(AttributeType::LOCALITY, "L", 128, StringType::Utf8),
    known(AttributeType::STATE_OR_PROVINCE, "ST", 128, StringType::Utf8),
    known(AttributeType::STREET, "STREET", 128, StringType::Utf8),
    known(AttributeType::DOMAIN_COMPONENT, "DC", 63, StringType::Ia5),
    known(AttributeType::SURNAME, "SN", UB_NAME, StringType::Utf8),
    known(AttributeType::GIVEN_NAME, "GN", UB_NAME, StringType::Utf8),
    known(AttributeType::INITIALS, "initials", UB_NAME, StringType::Utf8),
    known(AttributeType::GENERATION_QUALIFIER, "generationQualifier", UB_NAME, StringType::Utf8),
    known(AttributeType::SERIAL_NUMBER, "serialNumber", 64, StringType::Printable),
    known(AttributeType::TITLE, "title", 64, StringType::Utf8),
    known(AttributeType::PSEUDONYM, "pseudonym", 128, StringType::Utf8),
    known(AttributeType::DN_QUALIFIER, "dnQualifier", 64, StringType::Printable),
    known(AttributeType::ORGANIZATION_IDENTIFIER, "organizationIdentifier", 64, StringType::Utf8),
    known(AttributeType::POSTAL_CODE, "postalCode", 40, StringType::Utf8),
    known(AttributeType::EMAIL_ADDRESS, "emailAddress", 255, StringType::Ia5),
    known(AttributeType::USER_ID, "UID", 256, StringType::Utf8),
];

impl AttributeType {
    /// `id-at-commonName`
    pub const COMMON_NAME: Self = Self(oid("2.5.4.3"));
    /// `id-at-surname`
    pub const SURNAME: Self = Self(oid("2.5.4.4"));
    /// `id-at-serialNumber`
    pub const SERIAL_NUMBER: Self = Self(oid("2.5.4.5"));
    /// `id-at-countryName`
    pub const COUNTRY: Self = Self(oid("2.5.4.6"));
    /// `id-at-localityName`
    pub const LOCALITY: Self = Self(oid("2.5.4.7"));
    /// `id-at-stateOrProvinceName`
    pub const STATE_OR_PROVINCE: Self = Self(oid("2.5.4.8"));
    /// `id-at-streetAddress`
    pub const STREET: Self = Self(oid("2.5.4.9"));
    /// `id-at-organizationName`
    pub const ORGANIZATION: Self = Self(oid("2.5.4.10"));
    /// `id-at-organizationalUnitName`
    pub const ORGANIZATIONAL_UNIT: Self = Self(oid("2.5.4.11"));
    /// `id-at-title`
    pub const TITLE: Self = Self(oid("2.5.4.12"));
    /// `id-at-postalCode`
    pub const POSTAL_CODE: Self = Self(oid("2.5.4.17"));
    /// `id-at-givenName`
    pub const GIVEN_NAME: Self = Self(oid("2.5.4.42"));
    /// `id-at-initials`
    pub const INITIALS: Self = Self(oid("2.5.4.43"));
    /// `id-at-generationQualifier`
    pub const GENERATION_QUALIFIER: Self = Self(oid("2.5.4.44"));
    /// `id-at-dnQualifier`
    pub const DN_QUALIFIER: Self = Self(oid("2.5.4.46"));
    /// `id-at-pseudonym`
    pub const PSEUDONYM: Self = Self(oid("2.5.4.65"));
    /// `id-at-organizationIdentifier` (X.520, EN 319 412-3)
    pub const ORGANIZATION_IDENTIFIER: Self = Self(oid("2.5.4.97"));
    /// `id-domainComponent`
    pub const DOMAIN_COMPONENT: Self = Self(oid("0.9.2342.19200300.100.1.25"));
    /// `uid` (RFC 4519)
    pub const USER_ID: Self = Self(oid("0.9.2342.19200300.100.1.1"));
    /// `id-emailAddress`, deprecated in names
    pub const EMAIL_ADDRESS: Self = Self(oid("1.2.840.113549.1.9.1"));

    /// Every keyword that is read.
    #[cfg(feature = "schema")]
    pub(crate) fn keywords() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().map(|known| known.name)
    }

    /// The type with this identifier.
    #[must_use]
    pub const fn new(oid: Oid) -> Self {
        Self(oid)
    }

    /// The identifier.
    #[must_use]
    pub const fn oid(self) -> Oid {
        self.0
    }

    /// The keyword, for types this library names.
    #[must_use]
    pub fn keyword(self) -> Option<&'static str> {
        self.known().map(|known| known.name)
    }

    /// The upper bound in characters, for types that have one here.
    #[must_use]
    pub fn upper_bound(self) -> Option<usize> {
        self.known().map(|known| known.bound)
    }

    /// The string type this library writes; UTF8String for types it does not name.
    #[must_use]
    pub fn written_as(self) -> StringType {
        self.known().map_or(StringType::Utf8, |known| known.string)
    }

    fn known(self) -> Option<&'static Known> {
        KNOWN.iter().find(|known| known.kind == self)
    }
}

impl FromStr for AttributeType {
    type Err = OidError;
    fn from_str(text: &str) -> Result<Self, OidError> {
        let known = KNOWN.iter().find(|known| known.name == text);
        known.map_or_else(|| text.parse().map(Self), |known| Ok(known.kind))
    }
}

impl TryFrom<Cow<'_, str>> for AttributeType {
    type Error = OidError;
    fn try_from(text: Cow<'_, str>) -> Result<Self, OidError> {
        text.parse()
    }
}

impl From<AttributeType> for String {
    fn from(kind: AttributeType) -> Self {
        kind.to_string()
    }
}

impl fmt::Display for AttributeType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.keyword() {
            Some(keyword) => f.write_str(keyword),
            None => write!(f, "{}", self.0),
        }
    }
}

impl fmt::Debug for AttributeType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
