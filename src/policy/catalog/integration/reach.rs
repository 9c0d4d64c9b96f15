//! Which addresses can be reached over the Internet, as the systems of the production environment must be.
//!
//! Asked when an applicant is made for production, and of every form for it. The ranges are those of domain §4.6 and
//! §5.3 point 14 (proposed) and the rest of what the registries of special-purpose addresses (RFC 6890) call not
//! globally reachable. The surprising choice: IPv6 addresses that carry an IPv4 address are refused whatever they
//! carry, since the carried one can be written itself.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::SystemAddress;
use crate::x509::DnsName;

/// An address that nobody reaches over the Internet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{address} is no address on the Internet, where production is: {why} (domain.md §5.3 point 14, proposed)")]
pub struct OutOfReach {
    address: SystemAddress,
    why: String,
}

impl OutOfReach {
    /// The address.
    #[must_use]
    pub const fn address(&self) -> &SystemAddress {
        &self.address
    }
}

/// Lets an address on the Internet pass: none of a private, loopback, link-local, shared, multicast, documentation or
/// other special range, no `localhost`, and no name without a dot.
pub(crate) fn refuse_special(address: &SystemAddress) -> Result<(), OutOfReach> {
    let of_range = address.as_ip_address().and_then(|address| special(address.as_ip_addr()));
    match of_range.or_else(|| address.as_domain().and_then(local)) {
        Some(why) => Err(OutOfReach { address: address.clone(), why }),
        None => Ok(()),
    }
}

fn local(name: &DnsName) -> Option<String> {
    let last = name.labels().next_back().unwrap_or_default();
    if last.eq_ignore_ascii_case("localhost") {
        return Some("localhost is the host itself (RFC 6761 §6.3)".to_owned());
    }
    (name.labels().count() == 1).then(|| "a name without a dot is known in its own network only".to_owned())
}

/// Which special range an address is in, and what that range is for; `None` for one on the Internet.
pub(crate) fn special(address: IpAddr) -> Option<String> {
    match address {
        IpAddr::V4(address) => V4.iter().find_map(|(base, length, kind)| {
            let differ = (address.to_bits() ^ base.to_bits()).checked_shr(32_u32.saturating_sub(*length));
            (differ.unwrap_or_default() == 0).then(|| format!("{base}/{length} is {kind}"))
        }),
        IpAddr::V6(address) => V6.iter().find_map(|(base, length, kind)| {
            let differ = (address.to_bits() ^ base.to_bits()).checked_shr(128_u32.saturating_sub(*length));
            (differ.unwrap_or_default() == 0).then(|| format!("{base}/{length} is {kind}"))
        }),
    }
}

const V4: [(Ipv4Addr, u32, &str); 16] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8, "this network (RFC 791)"),
    (Ipv4Addr::new(10, 0, 0, 0), 8, "private (RFC 1918)"),
    (Ipv4Addr::new(100, 64, 0, 0), 10, "shared by the customers of a carrier (RFC 6598)"),
    (Ipv4Addr::new(127, 0, 0, 0), 8, "loopback (RFC 1122)"),
    (Ipv4Addr::new(169, 254, 0, 0), 16, "link-local (RFC 3927)"),
    (Ipv4Addr::new(172, 16, 0, 0), 12, "private (RFC 1918)"),
    (Ipv4Addr::new(192, 0, 0, 0), 24, "for protocols (RFC 6890)"),
    (Ipv4Addr::new(192, 0, 2, 0), 24, "for documentation (RFC 5737)"),
    (Ipv4Addr::new(192, 88, 99, 0), 24, "for relays that are no more (RFC 7526)"),
    (Ipv4Addr::new(192, 168, 0, 0), 16, "private (RFC 1918)"),
    (Ipv4Addr::new(198, 18, 0, 0), 15, "for benchmarks (RFC 2544)"),
    (Ipv4Addr::new(198, 51, 100, 0), 24, "for documentation (RFC 5737)"),
    (Ipv4Addr::new(203, 0, 113, 0), 24, "for documentation (RFC 5737)"),
    (Ipv4Addr::new(224, 0, 0, 0), 4, "multicast (RFC 5771)"),
    (Ipv4Addr::BROADCAST, 32, "broadcast (RFC 919)"),
    (Ipv4Addr::new(240, 0, 0, 0), 4, "reserved (RFC 1112)"),
];

const V6: [(Ipv6Addr, u32, &str); 13] = [
    (Ipv6Addr::UNSPECIFIED, 128, "no address (RFC 4291)"),
    (Ipv6Addr::LOCALHOST, 128, "loopback (RFC 4291)"),
    (Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, 0, 0), 96, "IPv4-mapped (RFC 4291); write the IPv4 address"),
    (Ipv6Addr::UNSPECIFIED, 96, "IPv4-compatible (RFC 4291); write the IPv4 address"),
    (Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 32, "translated from IPv4 (RFC 6052, RFC 8215)"),
    (Ipv6Addr::new(0x100, 0, 0, 0, 0, 0, 0, 0), 64, "discarded (RFC 6666)"),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, "for documentation (RFC 3849)"),
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, "for protocols (RFC 2928)"),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, "of relays over IPv4 (RFC 3056)"),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, "for documentation (RFC 9637)"),
    (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7, "private (RFC 4193)"),
    (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 9, "link-local or site-local (RFC 4291, RFC 3879)"),
    (Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0), 8, "multicast (RFC 4291)"),
];
