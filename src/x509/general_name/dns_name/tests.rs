//! One rule, one test; sentences are part of the interface.

use std::collections::HashSet;

use super::*;

fn dns(text: &str) -> Result<DnsName, String> {
    text.parse().map_err(|error: GeneralNameError| error.to_string())
}

#[test]
fn accepts_host_names_in_preferred_syntax() {
    for text in ["localhost", "www.example.com", "3com.example", "a-b.example", "xn--bcher-kva.example", "0.x", "a"] {
        assert_eq!(dns(text).unwrap().as_str(), text);
    }
    let longest = [&"a".repeat(63), ".", &"b".repeat(63), ".", &"c".repeat(63), ".", &"d".repeat(61)].concat();
    assert_eq!(longest.len(), 253);
    assert!(dns(&longest).is_ok());
}

#[test]
fn compares_host_names_without_case_and_keeps_their_octets() {
    let (given, lower) = (dns("WWW.Example.com").unwrap(), dns("www.example.com").unwrap());
    assert_eq!(given, lower);
    assert_eq!(given.cmp(&lower), Ordering::Equal);
    assert_eq!(given.as_str(), "WWW.Example.com");
    assert_eq!(HashSet::from([given, lower]).len(), 1);
}

#[test]
fn refuses_an_empty_host_name() {
    assert_eq!(dns("").unwrap_err(), "a host name is not empty (RFC 5280 §4.2.1.6)");
}

#[test]
fn refuses_characters_a_host_name_does_not_have() {
    assert_eq!(
        dns("has space.example").unwrap_err(),
        "a host name has letters, digits, hyphens and dots only (RFC 1034 §3.5), found ' '"
    );
    assert!(dns("a_b.example").unwrap_err().ends_with("found '_'"));
    assert!(dns("a\0.example").unwrap_err().ends_with(r"found '\0'"));
    assert!(dns(" ").is_err());
}

#[test]
fn refuses_a_host_name_outside_ascii_and_names_the_remedy() {
    assert_eq!(
        dns("żółw.example").unwrap_err(),
        "a host name is ASCII; write it as A-labels (xn--…) (RFC 9549 §2), found 'ż'"
    );
}

#[test]
fn refuses_a_trailing_dot() {
    assert_eq!(
        dns("example.com.").unwrap_err(),
        "a host name has no trailing dot in a certificate; leave it out (RFC 5280 §4.2.1.6)"
    );
}

#[test]
fn refuses_an_empty_label() {
    let sentence = "a host name has no empty label; write one dot between two labels (RFC 1034 §3.5)";
    for text in ["a..example", ".example", "."] {
        assert_eq!(dns(text).unwrap_err(), sentence, "{text}");
    }
}

#[test]
fn refuses_a_label_of_64_octets() {
    let sentence = "a label of a host name has at most 63 octets (RFC 1034 §3.5), found 64";
    assert_eq!(dns(&"a".repeat(64)).unwrap_err(), sentence);
}

#[test]
fn refuses_a_host_name_of_254_octets() {
    let text = ["a"; 127].join(".") + "b";
    assert_eq!(dns(&text).unwrap_err(), "a host name has at most 253 octets (RFC 1034 §3.1), found 254");
}

#[test]
fn refuses_a_hyphen_at_the_edge_of_a_label() {
    let sentence = "a label of a host name does not begin or end with a hyphen (RFC 1034 §3.5)";
    for text in ["-a.example", "a-.example", "xn--a-.example", "-"] {
        assert_eq!(dns(text).unwrap_err(), sentence, "{text}");
    }
}

#[test]
fn refuses_reserved_labels_that_are_no_a_labels() {
    assert_eq!(
        dns("ab--c.example").unwrap_err(),
        "labels with hyphens in the third and fourth place are reserved, only A-labels (xn--) may have them (RFC 5890 §2.3.1)"
    );
}

#[test]
fn refuses_a_label_with_capitals_or_nothing_after_the_prefix() {
    let sentence = "after xn-- an A-label has lower-case letters, digits and hyphens (RFC 5890 §2.3.2.1)";
    assert_eq!(dns("xn--Bcher-kva.example").unwrap_err(), sentence);
    assert!(dns("xn--.example").is_err());
}

#[test]
fn refuses_an_ip_address_as_a_host_name() {
    let sentence = "an IP address is not a host name; ask for it as an iPAddress (RFC 5280 §4.2.1.6)";
    for text in ["192.0.2.1", "2001:db8::1", "256.1.1.1", "1", "host.7"] {
        assert_eq!(dns(text).unwrap_err(), sentence, "{text}");
    }
}

#[test]
fn accepts_a_wildcard_as_the_whole_left_most_label_only() {
    assert!(dns("*.example.com").unwrap().is_wildcard());
    assert!(!dns("www.example.com").unwrap().is_wildcard());
    let sentence = "a wildcard is the whole left-most label with at least two labels after it, such as *.example.com (RFC 9525 §6.3)";
    for text in ["*", "*.com", "a*.example.com", "www.*.example.com", "*.*.example.com", "**.example.com"] {
        assert_eq!(dns(text).unwrap_err(), sentence, "{text}");
    }
    assert!(dns("*..example").is_err());
}
