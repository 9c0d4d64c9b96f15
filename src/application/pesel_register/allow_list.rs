//! The addresses from which a key is used.
//!
//! S3:L89: the public IPv4 address or addresses from which connections come; with an intermediary, those of the
//! intermediary. Read from form point 5, and held against every use of the key by
//! [`ApiKeyRecord::admits`](crate::credential::ApiKeyRecord::admits). The surprising choice: there are single addresses and no
//! ranges, because the form asks for addresses, and a range admits machines that nobody named.

use std::{
    collections::BTreeSet,
    marker::PhantomData,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

use serde::{Deserialize, Serialize};

use super::{KeyEnvironment, Reach};
use crate::policy::catalog::special_range;

/// 1 to [`AllowList::MOST_ADDRESSES`] IPv4 addresses, none twice; for production all of them on the Internet.
///
/// ```
/// use chancery::{application::pesel_register::AllowList, policy::catalog::{Production, Test}};
/// let error = serde_json::from_str::<AllowList<Production>>(r#"["10.0.0.7"]"#).unwrap_err();
/// assert!(error.to_string().starts_with("10.0.0.7 is no address on the Internet, where production connects from"));
/// assert!(serde_json::from_str::<AllowList<Test>>(r#"["10.0.0.7"]"#).is_ok());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<IpAddr>", into = "Vec<Ipv4Addr>", bound = "E: KeyEnvironment")]
pub struct AllowList<E: KeyEnvironment> {
    addresses: Vec<Ipv4Addr>,
    environment: PhantomData<fn() -> E>,
}

/// Why addresses are no list for a key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AllowListError {
    /// None.
    #[error("the list of addresses is empty, and a key is used from one address at least (S3:L89)")]
    Empty,
    /// Too many.
    #[error("the list has {found} addresses, at most {limit} are taken")]
    TooMany {
        /// The addresses found.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// An address of the other family, whatever it carries.
    #[error("{found} is an IPv6 address, and the register takes public IPv4 addresses (S3:L89)")]
    NotIpv4 {
        /// The address.
        found: Ipv6Addr,
    },
    /// An address nobody has on the Internet.
    #[error(
        "{found} is no address on the Internet, where {environment} connects from: {range} (domain.md §4.6, proposed)"
    )]
    Special {
        /// The address.
        found: Ipv4Addr,
        /// The range it is in, and what that is for.
        range: String,
        /// The environment.
        environment: &'static str,
    },
    /// One address twice.
    #[error("{found} is in the list twice")]
    Twice {
        /// The address.
        found: Ipv4Addr,
    },
}

impl<E: KeyEnvironment> AllowList<E> {
    /// Most addresses. No source bounds them. (Proposed.)
    pub const MOST_ADDRESSES: usize = 64;

    /// A list of these addresses.
    ///
    /// # Errors
    /// [`AllowListError`].
    pub fn new<A: Into<IpAddr>>(addresses: impl IntoIterator<Item = A>) -> Result<Self, AllowListError> {
        let addresses: Vec<Ipv4Addr> =
            addresses.into_iter().map(|address| permitted::<E>(address.into())).collect::<Result<_, _>>()?;
        match addresses.len() {
            0 => return Err(AllowListError::Empty),
            found if found > Self::MOST_ADDRESSES => {
                return Err(AllowListError::TooMany { found, limit: Self::MOST_ADDRESSES });
            }
            _ => {}
        }
        let mut seen = BTreeSet::new();
        match addresses.iter().find(|address| !seen.insert(**address)) {
            Some(twice) => Err(AllowListError::Twice { found: *twice }),
            None => Ok(Self { addresses, environment: PhantomData }),
        }
    }

    /// The addresses, as they were given.
    #[must_use]
    pub fn addresses(&self) -> &[Ipv4Addr] {
        &self.addresses
    }

    /// Whether this address is in the list.
    #[must_use]
    pub fn has(&self, address: Ipv4Addr) -> bool {
        self.addresses.contains(&address)
    }
}

fn permitted<E: KeyEnvironment>(address: IpAddr) -> Result<Ipv4Addr, AllowListError> {
    let found = match address {
        IpAddr::V4(address) => address,
        IpAddr::V6(found) => return Err(AllowListError::NotIpv4 { found }),
    };
    let range = match E::REACH {
        Reach::Any => None,
        Reach::Internet => special_range(address),
    };
    range.map_or(Ok(found), |range| Err(AllowListError::Special { found, range, environment: E::NAME }))
}

impl<E: KeyEnvironment> TryFrom<Vec<IpAddr>> for AllowList<E> {
    type Error = AllowListError;
    fn try_from(addresses: Vec<IpAddr>) -> Result<Self, AllowListError> {
        Self::new(addresses)
    }
}

impl<E: KeyEnvironment> From<AllowList<E>> for Vec<Ipv4Addr> {
    fn from(list: AllowList<E>) -> Self {
        list.addresses
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::catalog::{Production, Test};

    fn sentence<E: KeyEnvironment>(addresses: &[&str]) -> String {
        let addresses = addresses.iter().map(|address| address.parse::<IpAddr>().unwrap());
        AllowList::<E>::new(addresses).unwrap_err().to_string()
    }

    #[test]
    fn pes_point_5_refuses_each_fault_by_its_sentence() {
        assert_eq!(
            sentence::<Test>(&[]),
            "the list of addresses is empty, and a key is used from one address at least (S3:L89)"
        );
        assert_eq!(sentence::<Test>(&["192.0.2.1", "192.0.2.2", "192.0.2.1"]), "192.0.2.1 is in the list twice");
        let many: Vec<Ipv4Addr> = (0..65).map(|last| Ipv4Addr::new(192, 0, 2, last)).collect();
        let error = AllowList::<Test>::new(many.clone()).unwrap_err();
        assert_eq!(error.to_string(), "the list has 65 addresses, at most 64 are taken");
        assert!(AllowList::<Test>::new(many.into_iter().take(64)).is_ok());
        for address in ["2001:db8::1", "::ffff:8.8.8.8"] {
            let expected =
                format!("{address} is an IPv6 address, and the register takes public IPv4 addresses (S3:L89)");
            assert_eq!(sentence::<Test>(&[address]), expected);
            assert_eq!(sentence::<Production>(&[address]), expected);
        }
    }

    #[test]
    fn pes_point_5_production_connects_from_the_internet() {
        for (address, range) in [
            ("10.1.2.3", "10.0.0.0/8 is private (RFC 1918)"),
            ("172.31.255.255", "172.16.0.0/12 is private (RFC 1918)"),
            ("192.168.0.1", "192.168.0.0/16 is private (RFC 1918)"),
            ("127.0.0.1", "127.0.0.0/8 is loopback (RFC 1122)"),
            ("169.254.9.9", "169.254.0.0/16 is link-local (RFC 3927)"),
            ("224.0.0.1", "224.0.0.0/4 is multicast (RFC 5771)"),
            ("192.0.2.1", "192.0.2.0/24 is for documentation (RFC 5737)"),
            ("198.51.100.1", "198.51.100.0/24 is for documentation (RFC 5737)"),
            ("203.0.113.1", "203.0.113.0/24 is for documentation (RFC 5737)"),
            ("100.64.0.0", "100.64.0.0/10 is shared by the customers of a carrier (RFC 6598)"),
            ("100.127.255.255", "100.64.0.0/10 is shared by the customers of a carrier (RFC 6598)"),
            ("255.255.255.255", "255.255.255.255/32 is broadcast (RFC 919)"),
            ("0.0.0.0", "0.0.0.0/8 is this network (RFC 791)"),
        ] {
            let expected = format!(
                "{address} is no address on the Internet, where production connects from: {range} (domain.md §4.6, proposed)"
            );
            assert_eq!(sentence::<Production>(&[address]), expected);
            assert!(AllowList::<Test>::new([address.parse::<Ipv4Addr>().unwrap()]).is_ok());
        }
        for address in ["100.63.255.255", "100.128.0.0", "172.32.0.0", "11.0.0.0", "223.255.255.255"] {
            assert!(AllowList::<Production>::new([address.parse::<Ipv4Addr>().unwrap()]).is_ok(), "{address}");
        }
    }
}
