//! IP addresses of certificates (RFC 5280 §4.2.1.6, X-21).
//!
//! A payload of [`GeneralName`](super::GeneralName): 4 octets or 16, in network order. The surprising choice: an
//! IPv4-mapped IPv6 address stays what it is, 16 octets; it is another name than the IPv4 address in it.

use std::{borrow::Cow, fmt, net::IpAddr, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{GeneralNameError, tag};
use crate::encoding::{DecodeError, EncodeError, Reader, Writer};

/// An IPv4 or IPv6 address.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IpAddress(IpAddr);

impl IpAddress {
    /// The address of 4 or 16 octets in network order.
    ///
    /// # Errors
    /// [`GeneralNameError::IpAddressOctets`].
    pub fn from_octets(octets: &[u8]) -> Result<Self, GeneralNameError> {
        if let Ok(four) = <[u8; 4]>::try_from(octets) {
            return Ok(Self(four.into()));
        }
        let sixteen = <[u8; 16]>::try_from(octets);
        sixteen.map(|octets| Self(octets.into())).map_err(|_| GeneralNameError::IpAddressOctets { found: octets.len() })
    }

    /// The address as the standard library has it.
    #[must_use]
    pub const fn as_ip_addr(&self) -> IpAddr {
        self.0
    }

    pub(super) fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let element = reader.element(tag::IP)?;
        Self::from_octets(element.content)
            .map_err(|error| DecodeError::new(error.into(), element.position, "iPAddress"))
    }

    pub(super) fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        match self.0 {
            IpAddr::V4(address) => writer.element(tag::IP, &address.octets()),
            IpAddr::V6(address) => writer.element(tag::IP, &address.octets()),
        }
    }
}

impl From<IpAddr> for IpAddress {
    fn from(address: IpAddr) -> Self {
        Self(address)
    }
}

impl FromStr for IpAddress {
    type Err = GeneralNameError;
    fn from_str(text: &str) -> Result<Self, GeneralNameError> {
        text.parse().map(Self).map_err(|_| GeneralNameError::NotAnIpAddress)
    }
}

impl TryFrom<&str> for IpAddress {
    type Error = GeneralNameError;
    fn try_from(text: &str) -> Result<Self, GeneralNameError> {
        text.parse()
    }
}

impl fmt::Display for IpAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for IpAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IpAddress({})", self.0)
    }
}

impl Serialize for IpAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for IpAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <Cow<'de, str>>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
