//! The address of a system: a domain or a fixed IP address (WP-08, domain §5.3 point 14).
//!
//! Read from an applicant's file, written into CN and SAN. A domain is a host name of A-labels and no wildcard. The
//! surprising choice: what ends in a number is never a domain, however many dots it has and in whichever base the number
//! is; resolvers read `010.0.0.1`, `10.1` and `0x7f.1` as addresses, each in its own way.

use std::{borrow::Cow, fmt, net::IpAddr, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::x509::{DnsName, GeneralNameError, IpAddress};

/// A domain or an IP address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemAddress(Place);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Domain(DnsName),
    Fixed(IpAddress),
}

/// Why a text is not the address of a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SystemAddressError {
    /// It ends in a number and is no IP address.
    #[error(
        "what ends in a number is an IP address and no domain, and this is none; write four numbers from 0 to 255 \
         without leading zeros, such as 192.0.2.1 (domain.md §5.3 point 14)"
    )]
    EndsInANumber,
    /// It is many hosts.
    #[error("the address of a system is one host and no wildcard (domain.md §5.3 point 14)")]
    Wildcard,
    /// It is no domain.
    #[error(transparent)]
    Domain(#[from] GeneralNameError),
}

impl SystemAddress {
    /// The domain, if it is one.
    #[must_use]
    pub const fn as_domain(&self) -> Option<&DnsName> {
        match &self.0 {
            Place::Domain(name) => Some(name),
            Place::Fixed(_) => None,
        }
    }

    /// The IP address, if it is one.
    #[must_use]
    pub const fn as_ip_address(&self) -> Option<IpAddress> {
        match self.0 {
            Place::Fixed(address) => Some(address),
            Place::Domain(_) => None,
        }
    }
}

impl FromStr for SystemAddress {
    type Err = SystemAddressError;

    fn from_str(text: &str) -> Result<Self, SystemAddressError> {
        if let Ok(address) = text.parse::<IpAddr>() {
            return Ok(Self(Place::Fixed(address.into())));
        }
        if text.rsplit('.').next().is_some_and(is_number) {
            return Err(SystemAddressError::EndsInANumber);
        }
        let name: DnsName = text.parse()?;
        if name.is_wildcard() {
            return Err(SystemAddressError::Wildcard);
        }
        Ok(Self(Place::Domain(name)))
    }
}

/// A number as resolvers read one: decimal, octal, or hexadecimal behind `0x`, which alone is zero.
fn is_number(label: &str) -> bool {
    let hexadecimal = label.strip_prefix("0x").or_else(|| label.strip_prefix("0X"));
    match hexadecimal {
        Some(digits) => digits.bytes().all(|octet| octet.is_ascii_hexdigit()),
        None => !label.is_empty() && label.bytes().all(|octet| octet.is_ascii_digit()),
    }
}

impl TryFrom<&str> for SystemAddress {
    type Error = SystemAddressError;
    fn try_from(text: &str) -> Result<Self, SystemAddressError> {
        text.parse()
    }
}

impl fmt::Display for SystemAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Place::Domain(name) => name.fmt(f),
            Place::Fixed(address) => address.fmt(f),
        }
    }
}

impl Serialize for SystemAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SystemAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <Cow<'de, str>>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
