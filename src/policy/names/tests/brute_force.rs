//! Every host name of up to three labels over `a`, `b` and a wildcard against every set, by looking at the names.
//!
//! The definition: a set is the names in it, one is inside another when all its names are. Names are spelled out over `a`,
//! `b` and `c`, where `c` stands for all labels that no set mentions; five labels are deep enough to tell any two sets of
//! three apart. The same for lists of two sets and for ranges of addresses of eight bits.

use super::*;
use crate::x509::{DnsName, extension::IpRange};

/// Texts of up to so many labels over an alphabet, not the empty one.
fn texts(alphabet: &[&str], labels: usize) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut longest: Vec<String> = alphabet.iter().map(ToString::to_string).collect();
    for _ in 0..labels {
        all.extend(longest.iter().cloned());
        longest = longest.iter().flat_map(|end| alphabet.iter().map(move |label| format!("{label}.{end}"))).collect();
    }
    all
}

/// Every set over two labels, each with its members among `names`, by the words of its definition.
fn sets(names: &[String]) -> Vec<(DnsSet, Vec<bool>)> {
    let member = |of: &dyn Fn(&str) -> bool| names.iter().map(|name| of(name)).collect::<Vec<_>>();
    let mut all = vec![(DnsSet::every(), member(&|_| true))];
    for domain in texts(&["a", "b"], 3) {
        let name: DnsName = domain.parse().unwrap();
        let dotted = format!(".{domain}");
        let one_below = |text: &str| text.strip_suffix(&dotted).is_some_and(|front| !front.contains('.'));
        all.push((DnsSet::host(&name).unwrap(), member(&|text| text == domain)));
        all.push((DnsSet::children(&name).unwrap(), member(&one_below)));
        all.push((DnsSet::below(&name).unwrap(), member(&|text| text.ends_with(&dotted))));
        all.push((DnsSet::subtree(&name).unwrap(), member(&|text| text == domain || text.ends_with(&dotted))));
    }
    all
}

fn expected(own: &[bool], other: &[bool]) -> Relation {
    let of_own = || own.iter().zip(other).filter(|(own, _)| **own);
    match (of_own().any(|(_, other)| *other), of_own().all(|(_, other)| *other)) {
        (false, _) => Relation::Outside,
        (true, false) => Relation::Overlaps,
        (true, true) => Relation::Inside,
    }
}

#[test]
fn every_two_sets_stand_to_each_other_as_their_names_do() {
    let sets = sets(&texts(&["a", "b", "c"], 5));
    assert_eq!(sets.len(), 57);
    for (own, own_names) in &sets {
        for (other, other_names) in &sets {
            let (one, two) = (NameSet::Dns(own.clone()), NameSet::Dns(other.clone()));
            assert_eq!(one.relation_to(&two), expected(own_names, other_names), "{one} to {two}");
        }
    }
}

#[test]
fn an_intersection_has_the_names_that_both_have() {
    let names = texts(&["a", "b", "c"], 5);
    let sets = sets(&names);
    for (own, own_names) in &sets {
        for (other, other_names) in &sets {
            let both: Vec<_> = own_names.iter().zip(other_names).map(|(own, other)| *own && *other).collect();
            let found = own.intersection(other);
            let found = found.map(|found| sets.iter().find(|(set, _)| *set == found).map(|(_, names)| names.clone()));
            match found {
                None => assert!(!both.contains(&true), "{own} and {other}"),
                Some(found) => assert_eq!(found.as_ref(), Some(&both), "{own} and {other}"),
            }
        }
    }
}

#[test]
fn a_set_is_covered_by_two_when_each_of_its_names_is_in_one() {
    let sets = sets(&texts(&["a", "b", "c"], 5));
    for (index, (one, of_one)) in sets.iter().enumerate() {
        for (other, of_other) in sets.iter().take(index) {
            let either: Vec<_> = of_one.iter().zip(of_other).map(|(one, other)| *one || *other).collect();
            for (own, own_names) in &sets {
                let covered = expected(own_names, &either) == Relation::Inside;
                assert_eq!(own.is_covered_by(&[one, other]), covered, "{own} by {one} and {other}");
            }
        }
    }
}

#[test]
fn every_name_and_every_wildcard_is_granted_as_the_definition_says() {
    let universe = texts(&["a", "b", "c"], 5);
    let sets = sets(&universe);
    let names = texts(&["a", "b", "*"], 3);
    let (mut granted, mut refused) = (0_u32, 0_u32);
    // What is no name, such as `a.*` or `*.a`, cannot be asked for at all.
    for name in names.iter().filter_map(|text| text.parse::<DnsName>().ok()) {
        let stands_for = |text: &String| match name.as_str().strip_prefix('*') {
            Some(parent) => text.strip_suffix(parent).is_some_and(|label| !label.contains('.')),
            None => text == name.as_str(),
        };
        let own: Vec<_> = universe.iter().map(stands_for).collect();
        for (permitted, in_permitted) in &sets {
            for (excluded, in_excluded) in &sets {
                let rules = NameRules {
                    permitted: vec![NameSet::Dns(permitted.clone())].into(),
                    excluded: vec![NameSet::Dns(excluded.clone())].into(),
                    ..NameRules::UNBOUNDED
                };
                let wanted = expected(&own, in_permitted) == Relation::Inside
                    && expected(&own, in_excluded) == Relation::Outside;
                let found = rules.bounds().grant(&GeneralName::Dns(name.clone()));
                assert_eq!(found, wanted, "{name} in {permitted} and not in {excluded}");
                if found { granted += 1 } else { refused += 1 }
            }
        }
    }
    assert!(granted > 1000 && refused > 1000, "{granted} granted, {refused} refused");
}

#[test]
fn one_policy_is_within_another_when_its_names_are() {
    // Two sets permitted and one excluded on each side, over fewer domains: 9 labels deep would change nothing.
    let universe = texts(&["a", "b", "c"], 4);
    let sets: Vec<_> = sets(&universe).into_iter().filter(|(set, _)| set.labels().domain().len() <= 3).collect();
    let chosen: Vec<_> = sets.iter().step_by(2).collect();
    let rules = |permitted: &DnsSet, excluded: &DnsSet| NameRules {
        permitted: vec![NameSet::Dns(permitted.clone())].into(),
        excluded: vec![NameSet::Dns(excluded.clone())].into(),
        ..NameRules::UNBOUNDED
    };
    let mut all = Vec::new();
    for (permitted, in_permitted) in &chosen {
        for (excluded, in_excluded) in &chosen {
            let left: Vec<_> = in_permitted.iter().zip(in_excluded).map(|(own, out)| *own && !out).collect();
            all.push((rules(permitted, excluded).bounds(), left));
        }
    }
    for (own, own_names) in &all {
        for (parent, parent_names) in &all {
            let wanted = own_names.iter().zip(parent_names).all(|(own, parent)| !own || *parent);
            assert_eq!(own.is_within(parent), wanted, "{own:?} in {parent:?}");
        }
    }
}

/// Every range of the last eight bits of 192.0.2.0/24, with its members.
fn ranges() -> Vec<(IpSet, Vec<bool>)> {
    let mut all = Vec::new();
    for length in 24..=28_u8 {
        let hosts = 1_u32 << (32 - length);
        for first in (0..256_u32).step_by(usize::try_from(hosts).unwrap()) {
            let address: std::net::Ipv4Addr = (0xc000_0200 + first).into();
            let members = (0..256).map(|host| (first..first + hosts).contains(&host)).collect();
            all.push((IpSet::range(&IpRange::new(address.into(), length).unwrap()), members));
        }
    }
    all
}

#[test]
fn ranges_stand_to_each_other_and_cover_each_other_as_their_addresses_do() {
    let ranges = ranges();
    assert_eq!(ranges.len(), 31);
    for (one, of_one) in &ranges {
        for (other, of_other) in &ranges {
            let relation = NameSet::Ip(one.clone()).relation_to(&NameSet::Ip(other.clone()));
            assert_eq!(relation, expected(of_one, of_other), "{one} to {other}");
            let either: Vec<_> = of_one.iter().zip(of_other).map(|(one, other)| *one || *other).collect();
            for (own, own_addresses) in &ranges {
                let covered = expected(own_addresses, &either) == Relation::Inside;
                assert_eq!(own.is_covered_by(&[one, other]), covered, "{own} by {one} and {other}");
            }
        }
    }
}
