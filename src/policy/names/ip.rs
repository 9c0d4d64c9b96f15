//! Sets of addresses.
//!
//! A form of [`NameSet`](super::NameSet): ranges of RFC 4632 and every address. An IPv4-mapped IPv6 address is the IPv4
//! address in it: `::ffff:192.0.2.1` as a name stands for both, so both must be permitted and neither excluded; a range
//! of IPv4 has its mapped addresses, and a range of mapped ones has theirs of IPv4. The surprising choice: `::/0` has no
//! IPv4 address, because CAs for IPv4 alone are made by excluding it (Baseline Requirements §7.1.2.5.2).

use std::{fmt, net::IpAddr};

use serde::{Deserialize, Serialize, Serializer, ser};

use super::{NameSetError, Set};
use crate::x509::{
    IpAddress,
    extension::{IpRange, NameConstraintsError},
};

/// Addresses: those of a range, or every one.
///
/// In a policy file `"192.0.2.0/24"`, `"2001:db8::1"` or `"every"`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct IpSet {
    v4: Option<Block>,
    v6: Option<Block>,
}

/// The addresses that begin with the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Block {
    /// Of 128; an IPv4 address has the first 32.
    bits: u128,
    length: u32,
}

const EVERYWHERE: Block = Block { bits: 0, length: 0 };
/// `::ffff:0:0/96`
const MAPPED: Block = Block { bits: 0xffff << 32, length: 96 };

impl IpSet {
    /// The addresses of a range: of IPv4 with the mapped ones, of mapped ones with those of IPv4.
    #[must_use]
    pub fn range(range: &IpRange) -> Self {
        let own = Self::literally(range);
        match (own.v4, own.v6) {
            (Some(v4), _) => Self { v6: Some(v4.mapped()), ..own },
            (_, Some(v6)) => Self { v4: v6.unmapped(), ..own },
            _ => own,
        }
    }

    /// Every address.
    #[must_use]
    pub const fn every() -> Self {
        Self { v4: Some(EVERYWHERE), v6: Some(EVERYWHERE) }
    }

    /// The set an address stands for: itself, and of a mapped one also the IPv4 address in it.
    #[must_use]
    pub fn of(address: IpAddress) -> Self {
        match address.as_ip_addr() {
            IpAddr::V4(v4) => Self { v4: Some(Block { bits: u128::from(v4.to_bits()) << 96, length: 32 }), v6: None },
            IpAddr::V6(v6) => {
                let own = Block { bits: v6.to_bits(), length: 128 };
                Self { v4: own.unmapped(), v6: Some(own) }
            }
        }
    }

    /// The addresses that RFC 5280 §4.2.1.10 has in a constraint: those of as many octets. What a CA's certificate
    /// permits is read so, or a name would be granted that no relying party accepts.
    pub(in crate::policy) fn literally(range: &IpRange) -> Self {
        let length = u32::from(range.prefix_length());
        match range.address() {
            IpAddr::V4(v4) => Self { v4: Some(Block { bits: u128::from(v4.to_bits()) << 96, length }), v6: None },
            IpAddr::V6(v6) => Self { v4: None, v6: Some(Block { bits: v6.to_bits(), length }) },
        }
    }

    /// As it is written; nothing for half of a set, such as a single IPv4 address without its mapped one.
    fn written(&self) -> Option<String> {
        let text = self.to_string();
        let text = if *self == Self::every() { "every".to_owned() } else { text.strip_prefix("IP:")?.to_owned() };
        (Self::try_from(text.clone()).ok().as_ref() == Some(self)).then_some(text)
    }
}

impl Block {
    /// These addresses of IPv4 as mapped ones.
    const fn mapped(self) -> Self {
        Self { bits: MAPPED.bits | self.bits >> 96, length: MAPPED.length.saturating_add(self.length) }
    }

    /// These mapped addresses as ones of IPv4, if all are mapped.
    fn unmapped(self) -> Option<Self> {
        let length = self.length.checked_sub(MAPPED.length)?;
        MAPPED.contains(self).then_some(Self { bits: self.bits << 96, length })
    }

    fn contains(self, other: Self) -> bool {
        let front = |bits: u128| bits.checked_shr(128_u32.saturating_sub(self.length)).unwrap_or_default();
        self.length <= other.length && front(self.bits) == front(other.bits)
    }

    fn intersection(self, other: Self) -> Option<Self> {
        if self.contains(other) {
            return Some(other);
        }
        other.contains(self).then_some(self)
    }

    fn halves(self) -> [Self; 2] {
        let length = self.length.saturating_add(1);
        let bit = 1_u128.checked_shl(128_u32.saturating_sub(length)).unwrap_or_default();
        [Self { length, ..self }, Self { bits: self.bits | bit, length }]
    }

    /// Halved as long as a part of it may be covered by smaller ones.
    fn is_covered_by(self, blocks: &[Self]) -> bool {
        if blocks.iter().any(|block| block.contains(self)) {
            return true;
        }
        let smaller: Vec<_> = blocks.iter().copied().filter(|block| self.contains(*block)).collect();
        !smaller.is_empty() && self.halves().into_iter().all(|half| half.is_covered_by(&smaller))
    }
}

impl Set for IpSet {
    fn intersection(&self, other: &Self) -> Option<Self> {
        let both =
            |one: Option<Block>, other: Option<Block>| one.zip(other).and_then(|(one, other)| one.intersection(other));
        let set = Self { v4: both(self.v4, other.v4), v6: both(self.v6, other.v6) };
        (set.v4.is_some() || set.v6.is_some()).then_some(set)
    }

    fn is_covered_by(&self, sets: &[&Self]) -> bool {
        let covered = |own: Option<Block>, of: fn(&Self) -> Option<Block>| {
            let blocks: Vec<_> = sets.iter().filter_map(|set| of(set)).collect();
            own.is_none_or(|own| own.is_covered_by(&blocks))
        };
        covered(self.v4, |set| set.v4) && covered(self.v6, |set| set.v6)
    }
}

impl TryFrom<String> for IpSet {
    type Error = NameSetError;
    fn try_from(text: String) -> Result<Self, NameSetError> {
        if text == "every" {
            return Ok(Self::every());
        }
        let range = if text.contains('/') { text.parse() } else { whole(&text) };
        match range {
            Ok(range) => Ok(Self::range(&range)),
            Err(NameConstraintsError::NotARange) => Err(NameSetError::Range { found: text }),
            Err(error) => Err(error.into()),
        }
    }
}

/// The range of one address.
fn whole(text: &str) -> Result<IpRange, NameConstraintsError> {
    let address: IpAddr = text.parse().map_err(|_| NameConstraintsError::NotARange)?;
    IpRange::new(address, if address.is_ipv4() { 32 } else { 128 })
}

impl Serialize for IpSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.written().ok_or_else(|| ser::Error::custom("a set of a name alone is not part of a policy"))?;
        serializer.serialize_str(&text)
    }
}

impl fmt::Display for IpSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let block = |f: &mut fmt::Formatter<'_>, address: IpAddr, length, whole: u32| match length {
            _ if length == whole => write!(f, "IP:{address}"),
            _ => write!(f, "IP:{address}/{length}"),
        };
        let v4 = |block: Block| u32::try_from(block.bits >> 96).unwrap_or_default();
        match (self.v4, self.v6) {
            _ if *self == Self::every() => f.write_str("every address"),
            (Some(own), _) => block(f, std::net::Ipv4Addr::from_bits(v4(own)).into(), own.length, 32),
            (None, Some(own)) => block(f, std::net::Ipv6Addr::from_bits(own.bits).into(), own.length, 128),
            (None, None) => f.write_str("no address"),
        }
    }
}
