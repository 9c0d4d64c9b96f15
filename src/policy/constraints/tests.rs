//! Relations of names to subtrees, and the sentences of what is refused.

use super::*;

fn dns_relation(name: &str, base: &str) -> Relation {
    dns(&name.parse().unwrap(), &base.parse().unwrap())
}

#[test]
fn a_host_is_inside_itself_and_inside_its_domain() {
    assert!(dns_relation("example.com", "example.com") == Relation::Inside);
    assert!(dns_relation("WWW.example.com", "EXAMPLE.com") == Relation::Inside);
    assert!(dns_relation("example.com", "") == Relation::Inside);
}

#[test]
fn a_host_is_not_inside_a_domain_that_only_ends_alike() {
    assert!(dns_relation("badexample.com", "example.com") == Relation::Outside);
    assert!(dns_relation("example.com", "www.example.com") == Relation::Outside);
    assert!(dns_relation("example.com", ".example.com") == Relation::Outside);
}

#[test]
fn a_wildcard_is_inside_the_domain_it_ranges_over() {
    assert!(dns_relation("*.example.com", "example.com") == Relation::Inside);
    assert!(dns_relation("*.example.com", ".example.com") == Relation::Inside);
}

#[test]
fn a_wildcard_overlaps_one_host_under_it_and_nothing_deeper() {
    assert!(dns_relation("*.example.com", "secret.example.com") == Relation::Overlaps);
    assert!(dns_relation("*.example.com", "a.secret.example.com") == Relation::Outside);
    assert!(dns_relation("*.example.com", ".secret.example.com") == Relation::Outside);
}

#[test]
fn a_mailbox_is_of_the_host_or_of_a_host_of_the_domain() {
    let of = |domain: &str, base: &str| host(domain, &base.parse().unwrap());
    assert!(of("example.com", "example.com") == Relation::Inside);
    assert!(of("mail.example.com", "example.com") == Relation::Outside);
    assert!(of("mail.Example.com", ".example.com") == Relation::Inside);
    assert!(of("example.com", ".example.com") == Relation::Outside);
}

#[test]
fn an_address_is_inside_the_range_of_its_first_bits() {
    let of = |address: &str, base: &str, bits| {
        ip(address.parse().unwrap(), &IpRange::new(base.parse().unwrap(), bits).unwrap())
    };
    assert!(of("192.0.2.77", "192.0.2.0", 24) == Relation::Inside);
    assert!(of("192.0.3.77", "192.0.2.0", 24) == Relation::Outside);
    assert!(of("::1", "192.0.2.0", 24) == Relation::Outside);
    assert!(of("198.51.100.1", "0.0.0.0", 0) == Relation::Inside);
    assert!(of("2001:db8::1", "2001:db8::", 32) == Relation::Inside);
}

#[test]
fn an_ipv4_mapped_address_does_not_slip_past_an_ipv4_range() {
    let range = IpRange::new("192.0.2.0".parse().unwrap(), 24).unwrap();
    assert!(ip("::ffff:192.0.2.9".parse().unwrap(), &range) == Relation::Inside);
}
