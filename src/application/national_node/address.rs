//! IP addresses from which the national node is called: single ones and blocks, in bounded lists without repetition.
//!
//! S4:L847-848: "an address or a group of IP addresses". A group is written as a prefix here, which is what firewalls take.
//! (Proposed.) The surprising choice: private addresses are taken, because the source says nothing of them and an integrator
//! may reach the node over a network of the state.

use std::{borrow::Cow, collections::BTreeSet, fmt, net::IpAddr, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::x509::{
    GeneralNameError, IpAddress,
    extension::{IpRange, NameConstraintsError},
};

/// One address, or a block of them.
///
/// ```
/// use chancery::application::national_node::AddressBlock;
/// let block: AddressBlock = "192.0.2.0/28".parse()?;
/// assert_eq!(block.to_string(), "192.0.2.0/28");
/// assert!("192.0.2.1/28".parse::<AddressBlock>().is_err());
/// # Ok::<(), chancery::application::national_node::AddressBlockError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the source has two")]
pub enum AddressBlock {
    /// One.
    Single(IpAddress),
    /// Those that begin with the same bits.
    Block(IpRange),
}

/// Why a text is neither an address nor a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressBlockError {
    /// No address.
    #[error(transparent)]
    Address(#[from] GeneralNameError),
    /// No block.
    #[error(transparent)]
    Block(#[from] NameConstraintsError),
}

/// Addresses from which connections come: at least one, no more than [`Addresses::MOST`], none twice, and never all there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<AddressBlock>", into = "Vec<AddressBlock>")]
pub struct Addresses(Vec<AddressBlock>);

/// Why these are no addresses of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressesError {
    /// None.
    #[error("an access request names at least one address or block of addresses (S4:L847)")]
    Nothing,
    /// More than anybody opens.
    #[error("{found} addresses and blocks are named, at most {} are taken", Addresses::MOST)]
    TooMany {
        /// Those found.
        found: usize,
    },
    /// A block of every address. (That it is none of a system is proposed.)
    #[error("{0} is every address there is, expected those of one system or its users (S4:L847)")]
    Everything(AddressBlock),
    /// IPv4 in the notation of IPv6, which no packet has and two firewalls read in two ways.
    #[error("{0} is IPv4 mapped into IPv6, expected the IPv4 address itself (RFC 4291 §2.5.5.2)")]
    Mapped(AddressBlock),
    /// One twice.
    #[error("{0} is named twice; once is enough (S4:L847)")]
    Twice(AddressBlock),
}

impl Addresses {
    /// Most addresses and blocks. No source bounds them. (Proposed.)
    pub const MOST: usize = 100;

    /// These addresses and blocks.
    ///
    /// # Errors
    /// [`AddressesError`].
    pub fn new(blocks: Vec<AddressBlock>) -> Result<Self, AddressesError> {
        let found = blocks.len();
        if found == 0 {
            return Err(AddressesError::Nothing);
        }
        if found > Self::MOST {
            return Err(AddressesError::TooMany { found });
        }
        let mut seen = BTreeSet::new();
        match blocks.iter().find_map(|block| block.fault().or_else(|| block.seen_again(&mut seen))) {
            Some(fault) => Err(fault),
            None => Ok(Self(blocks)),
        }
    }

    /// The addresses and blocks, as they were given.
    #[must_use]
    pub fn blocks(&self) -> &[AddressBlock] {
        &self.0
    }

    /// Whether they are the same ones, in whatever order.
    pub(super) fn are(&self, others: &Self) -> bool {
        let networks = |of: &Self| of.0.iter().map(AddressBlock::network).collect::<BTreeSet<_>>();
        networks(self) == networks(others)
    }
}

impl AddressBlock {
    /// The first address, and how many bits all of them have in common: a block of one is that one.
    const fn network(&self) -> (IpAddr, u8) {
        match self {
            Self::Single(address) => match address.as_ip_addr() {
                address @ IpAddr::V4(_) => (address, 32),
                address @ IpAddr::V6(_) => (address, 128),
            },
            Self::Block(range) => (range.address(), range.prefix_length()),
        }
    }

    /// Why it is in no request.
    fn fault(&self) -> Option<AddressesError> {
        match self.network() {
            (_, 0) => Some(AddressesError::Everything(*self)),
            (IpAddr::V6(address), 96..) if address.to_ipv4_mapped().is_some() => Some(AddressesError::Mapped(*self)),
            _ => None,
        }
    }

    fn seen_again(&self, seen: &mut BTreeSet<(IpAddr, u8)>) -> Option<AddressesError> {
        (!seen.insert(self.network())).then_some(AddressesError::Twice(*self))
    }
}

impl TryFrom<Vec<AddressBlock>> for Addresses {
    type Error = AddressesError;
    fn try_from(blocks: Vec<AddressBlock>) -> Result<Self, AddressesError> {
        Self::new(blocks)
    }
}

impl From<Addresses> for Vec<AddressBlock> {
    fn from(addresses: Addresses) -> Self {
        addresses.0
    }
}

impl fmt::Display for Addresses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, block) in self.0.iter().enumerate() {
            let separator = if index > 0 { ", " } else { "" };
            write!(f, "{separator}{block}")?;
        }
        Ok(())
    }
}

impl FromStr for AddressBlock {
    type Err = AddressBlockError;
    fn from_str(text: &str) -> Result<Self, AddressBlockError> {
        if text.contains('/') { Ok(Self::Block(text.parse()?)) } else { Ok(Self::Single(text.parse()?)) }
    }
}

impl fmt::Display for AddressBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Single(address) => address.fmt(f),
            Self::Block(range) => range.fmt(f),
        }
    }
}

impl Serialize for AddressBlock {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for AddressBlock {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <Cow<'de, str>>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(texts: &[&str]) -> Vec<AddressBlock> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn refuses_none_too_many_and_one_twice() {
        let sentence = |blocks| Addresses::new(blocks).unwrap_err().to_string();
        assert_eq!(
            sentence(Vec::new()),
            "an access request names at least one address or block of addresses (S4:L847)"
        );
        let many: Vec<_> = (0..=100).map(|number| format!("192.0.2.{number}").parse().unwrap()).collect();
        assert_eq!(sentence(many), "101 addresses and blocks are named, at most 100 are taken");
        let twice = blocks(&["192.0.2.1", "192.0.2.0/24", "192.0.2.1"]);
        assert_eq!(sentence(twice), "192.0.2.1 is named twice; once is enough (S4:L847)");
        for (one, other) in [("192.0.2.1", "192.0.2.1/32"), ("2001:db8::1/128", "2001:db8::1")] {
            let expected = format!("{other} is named twice; once is enough (S4:L847)");
            assert_eq!(sentence(blocks(&[one, other])), expected, "a block of one is that one");
        }
        let json = serde_json::from_str::<Addresses>("[]").unwrap_err().to_string();
        assert!(json.starts_with("an access request names at least one address"), "{json}");
    }

    #[test]
    fn refuses_the_whole_internet_and_ipv4_in_the_dress_of_ipv6() {
        let sentence = |text: &str| Addresses::new(blocks(&["192.0.2.1", text])).unwrap_err().to_string();
        for text in ["0.0.0.0/0", "::/0"] {
            let expected =
                format!("{text} is every address there is, expected those of one system or its users (S4:L847)");
            assert_eq!(sentence(text), expected);
        }
        for text in ["::ffff:192.0.2.2", "::ffff:192.0.2.0/120", "::ffff:0.0.0.0/96"] {
            let expected =
                format!("{text} is IPv4 mapped into IPv6, expected the IPv4 address itself (RFC 4291 §2.5.5.2)");
            assert_eq!(sentence(text), expected);
        }
        assert!(Addresses::new(blocks(&["0.0.0.0/1", "::/1"])).is_ok());
    }

    #[test]
    fn a_block_is_read_as_it_is_written_and_nothing_else_is() {
        for text in ["192.0.2.1", "192.0.2.0/24", "2001:db8::1", "2001:db8::/32"] {
            let json = format!("\"{text}\"");
            let block: AddressBlock = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&block).unwrap(), json);
        }
        let sentence = |text: &str| text.parse::<AddressBlock>().unwrap_err().to_string();
        assert!(sentence("rybnik").starts_with("an IP address is written as 192.0.2.1 or 2001:db8::1"));
        for text in ["192.0.2.1/24", "192.0.2.0/33", "192.0.2.0/", "/24"] {
            assert!(matches!(text.parse::<AddressBlock>(), Err(AddressBlockError::Block(_))), "{text}");
        }
    }

    #[test]
    fn the_order_does_not_matter() {
        let of = |texts| Addresses::new(blocks(texts)).unwrap();
        assert!(of(&["192.0.2.1", "192.0.2.2"]).are(&of(&["192.0.2.2", "192.0.2.1"])));
        assert!(!of(&["192.0.2.1", "192.0.2.2"]).are(&of(&["192.0.2.1"])));
        assert!(of(&["192.0.2.1/32"]).are(&of(&["192.0.2.1"])), "nor how one address is written");
        assert_eq!(of(&["192.0.2.1", "192.0.2.0/24"]).to_string(), "192.0.2.1, 192.0.2.0/24");
    }
}
