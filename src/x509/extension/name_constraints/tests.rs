//! One rule, one test; sentences are part of the interface.

use proptest::prelude::*;

use super::{
    super::testing::{decode, encode, round_trips, sentence},
    *,
};
use crate::x509::Name;

/// The constraint that permits one base, given as an element, and what stands beside the base.
fn permitting(subtree: &[u8]) -> Vec<u8> {
    let length = u8::try_from(subtree.len()).unwrap();
    [&[0x30, length + 4, 0xa0, length + 2, 0x30, length], subtree].concat()
}

fn only(subtree: &[u8]) -> GeneralSubtree {
    round_trips::<NameConstraints>(&permitting(subtree)).permitted()[0].clone()
}

fn refusal(subtree: &[u8]) -> String {
    sentence::<NameConstraints>(&permitting(subtree))
}

#[test]
fn reads_and_writes_every_form() {
    assert_eq!(only(b"\x82\x04a.ex"), GeneralSubtree::dns("a.ex").unwrap());
    assert_eq!(only(b"\x82\0"), GeneralSubtree::dns("").unwrap());
    assert_eq!(only(b"\x82\x05.a.ex"), GeneralSubtree::dns(".a.ex").unwrap());
    assert_eq!(only(b"\x81\x04a.ex"), GeneralSubtree::email("a.ex").unwrap());
    assert_eq!(only(b"\x86\x05.a.ex"), GeneralSubtree::uri(".a.ex").unwrap());
    assert_eq!(only(b"\x87\x08\xc0\0\x02\0\xff\xff\xff\0").to_string(), "IP:192.0.2.0/24");
    assert_eq!(only(b"\xa4\x02\x30\0"), GeneralSubtree::Directory(Name::empty()));
    assert_eq!(only(b"\xa0\x08\x06\x02\x88\x37\xa0\x02\x05\0").to_string(), "unsupported:[0]");
    assert_eq!(only(b"\x88\x02\x88\x37").to_string(), "unsupported:[8]");
}

#[test]
fn refuses_other_names_and_identifiers_of_another_shape() {
    assert_eq!(refusal(b"\xa0\x00"), "expected OBJECT IDENTIFIER, found the end at byte 8 of OtherName");
    assert_eq!(refusal(b"\xa0\x04\x06\x02\x88\x37"), "expected [0], found the end at byte 12 of OtherName");
    assert_eq!(
        refusal(b"\xa0\x0a\x06\x02\x88\x37\xa0\x04\x05\0\x05\0"),
        "expected the end, found 2 more octets at byte 16 of OtherName"
    );
    assert_eq!(
        refusal(b"\x88\x01\x88"),
        "the object identifier ends in the middle of an arc at byte 6 of GeneralSubtree"
    );
}

#[test]
fn reads_and_writes_both_lists() {
    let der = b"\x30\x14\xa0\x08\x30\x06\x82\x04a.ex\xa1\x08\x30\x06\x82\x04b.ex";
    let constraints = round_trips::<NameConstraints>(der);
    assert_eq!(constraints.permitted(), [GeneralSubtree::dns("a.ex").unwrap()]);
    assert_eq!(constraints.excluded(), [GeneralSubtree::dns("b.ex").unwrap()]);
}

#[test]
fn refuses_constraints_without_a_subtree() {
    let expected = "nameConstraints has at least one permitted or excluded subtree (RFC 5280 §4.2.1.10)";
    assert_eq!(NameConstraints::new([], []).unwrap_err().to_string(), expected);
    assert_eq!(sentence::<NameConstraints>(b"\x30\0"), [expected, " at byte 0 of NameConstraints"].concat());
    assert_eq!(
        sentence::<NameConstraints>(b"\x30\x02\xa0\0"),
        "there must be at least one element at byte 4 of permittedSubtrees"
    );
}

#[test]
fn refuses_more_subtrees_than_the_limit() {
    let many = vec![GeneralSubtree::dns("").unwrap(); 1001];
    assert_eq!(
        NameConstraints::new(many.clone(), []).unwrap_err().to_string(),
        "nameConstraints has at most 1000 subtrees in a list here, found 1001"
    );
    let der = encode(&NameConstraints { permitted: Vec::new(), excluded: many });
    let kind = decode::<NameConstraints>(&der).unwrap_err().kind();
    assert_eq!(kind, DecodeErrorKind::TooMany { limit: 1000 });
}

#[test]
fn refuses_distances() {
    let expected =
        "the minimum of a subtree is 0 and its maximum absent (RFC 5280 §4.2.1.10) at byte 8 of GeneralSubtree";
    assert_eq!(refusal(b"\x82\0\x80\x01\x01"), expected);
    assert_eq!(refusal(b"\x82\0\x81\x01\x05"), expected);
    assert_eq!(
        refusal(b"\x82\0\x80\x01\0"),
        "the value equals its DEFAULT and must be left out at byte 8 of GeneralSubtree"
    );
}

#[test]
fn refuses_a_single_mailbox() {
    let expected = "an e-mail constraint is a host or a domain, a single mailbox is no longer allowed (RFC 9549 §2.2)";
    assert_eq!(GeneralSubtree::email("jan@example.com").unwrap_err().to_string(), expected);
    assert_eq!(refusal(b"\x81\x03a@b"), [expected, " at byte 6 of rfc822Name"].concat());
}

#[test]
fn refuses_hosts_that_are_none() {
    assert_eq!(
        GeneralSubtree::dns("*.example.com").unwrap_err().to_string(),
        "a constraint names a host or a domain, not a wildcard; leave out the *. (RFC 5280 §4.2.1.10)"
    );
    assert_eq!(
        GeneralSubtree::dns("żółw.example").unwrap_err().to_string(),
        "a host name is ASCII; write it as A-labels (xn--…) (RFC 9549 §2), found 'ż'"
    );
    assert_eq!(
        refusal(b"\x82\x02a "),
        "a host name has letters, digits, hyphens and dots only (RFC 1034 §3.5) at byte 6 of dNSName"
    );
    for text in ["", ".", "..a", "192.0.2.1"] {
        assert!(GeneralSubtree::uri(text).is_err(), "{text}");
    }
}

#[test]
fn refuses_addresses_without_a_mask() {
    assert_eq!(
        refusal(b"\x87\x04\xc0\0\x02\0"),
        "an iPAddress constraint has 8 or 32 octets, an address and its mask (RFC 5280 §4.2.1.10) at byte 6 of iPAddress"
    );
    assert!(IpRange::from_octets(&[0; 33]).unwrap_err().to_string().ends_with("found 33"));
    assert!(IpRange::from_octets(&[0; 32]).is_ok());
}

#[test]
fn refuses_masks_with_holes() {
    assert_eq!(
        refusal(b"\x87\x08\xc0\0\x02\0\xff\0\xff\0"),
        "the mask of an iPAddress constraint is ones and then zeros (RFC 5280 §4.2.1.10, RFC 4632 §3.1) at byte 6 of iPAddress"
    );
}

#[test]
fn refuses_bits_outside_the_mask_and_long_prefixes() {
    assert_eq!(
        GeneralSubtree::ip("192.0.2.1".parse().unwrap(), 24).unwrap_err().to_string(),
        "the address of an iPAddress constraint has only zeros where its mask has zeros (RFC 4632 §3.1)"
    );
    assert_eq!(
        GeneralSubtree::ip("192.0.2.1".parse().unwrap(), 33).unwrap_err().to_string(),
        "the prefix of 192.0.2.1 has at most 32 bits, found 33"
    );
}

#[test]
fn reads_directory_names_of_other_authors() {
    // A TeletexString with an octet outside ASCII.
    let name = b"\xa4\x0e\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x0a\x14\x01\xb3";
    assert!(matches!(only(name), GeneralSubtree::Directory(_)));
}

#[test]
fn is_critical() {
    let constraints = NameConstraints::new([GeneralSubtree::dns("").unwrap()], []).unwrap();
    assert_eq!(constraints.criticality(SubjectName::NonEmpty), Criticality::Critical);
}

proptest! {
    #[test]
    fn every_prefix_of_every_address_round_trips(address in any::<std::net::IpAddr>(), length in 0_u8..=128) {
        let (length, bits) = match address {
            std::net::IpAddr::V4(address) => (length.min(32), u128::from(address.to_bits()) << 96),
            std::net::IpAddr::V6(address) => (length, address.to_bits()),
        };
        let network = bits & !u128::MAX.checked_shr(length.into()).unwrap_or_default();
        let network = match address {
            std::net::IpAddr::V4(_) => std::net::Ipv4Addr::from_bits(u32::try_from(network >> 96).unwrap()).into(),
            std::net::IpAddr::V6(_) => std::net::Ipv6Addr::from_bits(network).into(),
        };
        let constraints = NameConstraints::new([], [GeneralSubtree::ip(network, length).unwrap()]).unwrap();
        prop_assert_eq!(decode(&encode(&constraints)), Ok(constraints));
    }

    #[test]
    fn what_decodes_encodes_to_the_same_octets(subtree in prop::collection::vec(any::<u8>(), 2..60)) {
        let der = permitting(&subtree);
        if let Ok(constraints) = decode::<NameConstraints>(&der) {
            prop_assert_eq!(encode(&constraints), der);
        }
    }
}
