//! Containment against its definition: nothing that a subordinate grants is refused by its issuer.
//!
//! Every pair of constraints over a small alphabet of subtrees, form by form, with the names that tell them apart. What
//! passes has no name that slips through; what does not has one.

use super::*;
use crate::{policy::names::NameBounds, x509::GeneralName};

fn found(own: Option<&NameConstraints>, issuers: &NameConstraints) -> usize {
    let mut wrong = Violations::new();
    check(own, issuers, &mut wrong);
    wrong.iter().count()
}

/// Each subtree alone, and none.
fn up_to_one(subtrees: &[GeneralSubtree]) -> Vec<Vec<GeneralSubtree>> {
    std::iter::once(Vec::new()).chain(subtrees.iter().map(|subtree| vec![subtree.clone()])).collect()
}

/// Every pair of constraints of at most one permitted and one excluded subtree, and none at all.
/// Answers with what is refused of a subordinate though none of these names slips through.
fn agrees_with_the_names(subtrees: &[GeneralSubtree], names: &[GeneralName]) -> Vec<Option<NameConstraints>> {
    let lists = up_to_one(subtrees);
    let pairs = lists.iter().flat_map(|permitted| lists.iter().map(move |excluded| (permitted, excluded)));
    let all: Vec<_> = pairs.map(|(p, e)| NameConstraints::new(p.clone(), e.clone()).ok()).collect();
    let (mut contained, mut refused, mut beyond) = (0, 0, Vec::new());
    for own in &all {
        for issuers in all.iter().flatten() {
            let bounds = NameBounds::of_constraints(issuers);
            let free = |name: &&GeneralName| {
                let granted = own.as_ref().is_none_or(|own| NameBounds::of_constraints(own).grant(name));
                granted && !bounds.grant(name)
            };
            let slipped = names.iter().find(free);
            let told = found(own.as_ref(), issuers);
            assert!(told > 0 || slipped.is_none(), "{own:?} under {issuers:?}: {slipped:?}");
            if told > 0 && slipped.is_none() {
                beyond.push(own.clone());
            }
            if let Some(own) = own {
                assert_eq!(told == 0, NameBounds::of_constraints(own).is_within(&bounds), "{own:?} under {issuers:?}");
            }
            if told == 0 { contained += 1 } else { refused += 1 }
        }
    }
    assert!(contained > 50 && refused > 50, "{contained} contained, {refused} refused");
    beyond
}

fn each<T: std::str::FromStr<Err: std::fmt::Debug>>(form: fn(T) -> GeneralName, texts: &[&str]) -> Vec<GeneralName> {
    texts.iter().map(|text| form(text.parse().unwrap())).collect()
}

#[test]
fn host_names_are_contained_as_their_names_are() {
    let bases = ["example.com", ".example.com", "a.example.com", "b.a.example.com", "example.net", "com", ""];
    let names = [
        "example.com",
        "a.example.com",
        "b.a.example.com",
        "c.b.a.example.com",
        "c.a.example.com",
        "c.example.com",
        "example.net",
        "a.example.net",
        "com",
        "b.com",
        "org",
        "*.example.com",
    ];
    assert_eq!(
        agrees_with_the_names(&bases.map(|base| GeneralSubtree::dns(base).unwrap()), &each(GeneralName::Dns, &names)),
        []
    );
}

#[test]
fn mailboxes_are_contained_as_their_names_are() {
    let bases = ["example.com", ".example.com", "a.example.com", ".a.example.com", "example.net"];
    let names = [
        "x@example.com",
        "x@a.example.com",
        "x@b.a.example.com",
        "x@c.b.a.example.com",
        "x@c.example.com",
        "x@example.net",
        "x@org",
    ];
    assert_eq!(
        agrees_with_the_names(
            &bases.map(|base| GeneralSubtree::email(base).unwrap()),
            &each(GeneralName::Email, &names)
        ),
        []
    );
}

#[test]
fn uris_are_contained_as_their_names_are() {
    let bases = ["example.com", ".example.com", "a.example.com", "example.net"];
    let names = [
        "https://example.com/",
        "https://a.example.com/x",
        "https://b.a.example.com/",
        "https://c.example.com/",
        "https://example.net/",
        "https://example.org/",
        "urn:x:y",
        "https://192.0.2.1/",
    ];
    assert_eq!(
        agrees_with_the_names(&bases.map(|base| GeneralSubtree::uri(base).unwrap()), &each(GeneralName::Uri, &names)),
        []
    );
}

#[test]
fn addresses_are_contained_as_their_names_are() {
    let ranges = [
        ("0.0.0.0", 0),
        ("192.0.2.0", 24),
        ("192.0.2.0", 25),
        ("192.0.2.128", 25),
        ("::", 0),
        ("2001:db8::", 32),
        ("::ffff:0:0", 96),
        ("::ffff:192.0.2.0", 120),
    ];
    let names = [
        "192.0.2.1",
        "192.0.2.129",
        "198.51.100.1",
        "2001:db8::1",
        "2001:db9::1",
        "::ffff:192.0.2.1",
        "::ffff:192.0.2.129",
        "::ffff:198.51.100.1",
    ];
    let subtrees = ranges.map(|(address, bits)| GeneralSubtree::ip(address.parse().unwrap(), bits).unwrap());
    // A mapped address is not granted where those of IPv4 are not permitted; that it is not excluded is told all the same.
    let six = |subtree: &GeneralSubtree| matches!(subtree, GeneralSubtree::Ip(range) if range.address().is_ipv6());
    for own in agrees_with_the_names(&subtrees, &each(GeneralName::Ip, &names)) {
        assert!(
            own.as_ref().is_some_and(|own| !own.permitted().is_empty() && own.permitted().iter().all(six)),
            "{own:?}"
        );
    }
}

#[test]
fn directory_names_are_contained_as_their_names_are() {
    use crate::x509::{AttributeType, Name};
    let (c, o, cn) = (AttributeType::COUNTRY, AttributeType::ORGANIZATION, AttributeType::COMMON_NAME);
    let names = [
        vec![(c, "PL")],
        vec![(c, "PL"), (o, "Example")],
        vec![(c, "PL"), (o, "EXAMPLE"), (cn, "A")],
        vec![(c, "PL"), (o, "Other")],
        vec![(c, "DE")],
        vec![(o, "Example")],
    ]
    .map(|attributes| Name::of(&attributes).unwrap());
    let bases = std::iter::once(Name::empty()).chain(names.iter().take(5).cloned());
    let subtrees: Vec<_> = bases.map(GeneralSubtree::Directory).collect();
    assert_eq!(agrees_with_the_names(&subtrees, &names.map(GeneralName::Directory)), []);
}
