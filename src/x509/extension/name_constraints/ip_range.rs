//! Constraints on IP addresses (RFC 5280 §4.2.1.10): an address and a mask, 8 or 32 octets.
//!
//! A base of a [`GeneralSubtree`](super::GeneralSubtree). The surprising choice: masks with holes and addresses with
//! bits outside their mask are refused, since two programs read them in two ways.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

use super::NameConstraintsError;
use crate::encoding::{EncodeError, Tag, Writer};

/// The addresses that begin with the same bits, such as 192.0.2.0/24.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IpRange {
    address: IpAddr,
    prefix_length: u8,
}

impl IpRange {
    /// The addresses whose first `prefix_length` bits are those of `address`.
    ///
    /// # Errors
    /// [`NameConstraintsError::PrefixLength`], [`NameConstraintsError::IpHostBits`].
    pub fn new(address: IpAddr, prefix_length: u8) -> Result<Self, NameConstraintsError> {
        let (bits, permitted) = match address {
            IpAddr::V4(address) => (u128::from(address.to_bits()) << 96, 32),
            IpAddr::V6(address) => (address.to_bits(), 128),
        };
        if prefix_length > permitted {
            return Err(NameConstraintsError::PrefixLength { address, found: prefix_length, permitted });
        }
        if bits.checked_shl(prefix_length.into()).unwrap_or_default() != 0 {
            return Err(NameConstraintsError::IpHostBits);
        }
        Ok(Self { address, prefix_length })
    }

    /// The range of an address and its mask, 8 or 32 octets.
    ///
    /// # Errors
    /// [`NameConstraintsError::IpOctets`], [`NameConstraintsError::IpMask`], [`NameConstraintsError::IpHostBits`].
    pub fn from_octets(octets: &[u8]) -> Result<Self, NameConstraintsError> {
        let wrong = NameConstraintsError::IpOctets { found: octets.len() };
        if let Ok(eight) = <[u8; 8]>::try_from(octets) {
            let [a, b, c, d, mask @ ..] = eight;
            let prefix_length = ones(u128::from(u32::from_be_bytes(mask)) << 96)?;
            return Self::new(Ipv4Addr::new(a, b, c, d).into(), prefix_length);
        }
        let (address, mask) = octets.split_at_checked(16).ok_or(wrong)?;
        let address = <[u8; 16]>::try_from(address).map_err(|_| wrong)?;
        let mask = <[u8; 16]>::try_from(mask).map_err(|_| wrong)?;
        Self::new(Ipv6Addr::from(address).into(), ones(u128::from_be_bytes(mask))?)
    }

    /// The first address.
    #[must_use]
    pub const fn address(&self) -> IpAddr {
        self.address
    }

    /// How many bits all addresses have in common.
    #[must_use]
    pub const fn prefix_length(&self) -> u8 {
        self.prefix_length
    }

    pub(super) fn encode(&self, writer: &mut Writer, tag: Tag) -> Result<(), EncodeError> {
        let mask = !u128::MAX.checked_shr(self.prefix_length.into()).unwrap_or_default();
        match self.address {
            IpAddr::V4(address) => {
                let [a, b, c, d, ..] = mask.to_be_bytes();
                writer.element(tag, &[address.octets(), [a, b, c, d]].concat())
            }
            IpAddr::V6(address) => writer.element(tag, &[address.octets(), mask.to_be_bytes()].concat()),
        }
    }
}

/// How many ones a mask begins with; refused when a one follows a zero.
fn ones(mask: u128) -> Result<u8, NameConstraintsError> {
    let ones = mask.leading_ones();
    if mask.checked_shl(ones).unwrap_or_default() != 0 {
        return Err(NameConstraintsError::IpMask);
    }
    u8::try_from(ones).map_err(|_| NameConstraintsError::IpMask)
}

impl FromStr for IpRange {
    type Err = NameConstraintsError;
    /// Reads `192.0.2.0/24`, and nothing that `Display` does not write but the letters of an IPv6 address.
    fn from_str(text: &str) -> Result<Self, NameConstraintsError> {
        let canonical = |bits: &str| bits.parse::<u8>().ok().filter(|number| number.to_string() == bits);
        let parts = text.split_once('/').and_then(|(address, bits)| Some((address.parse().ok()?, canonical(bits)?)));
        let (address, prefix_length) = parts.ok_or(NameConstraintsError::NotARange)?;
        Self::new(address, prefix_length)
    }
}

impl fmt::Display for IpRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix_length)
    }
}
