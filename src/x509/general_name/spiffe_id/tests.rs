//! One rule, one text, one sentence; the parts of what passes.

use super::*;

fn refused(text: &str) -> String {
    text.parse::<SpiffeId>().unwrap_err().to_string()
}

#[test]
fn a_workload_has_a_trust_domain_and_a_path() {
    let id: SpiffeId = "spiffe://example.org/Billing/pay_ments-1.2/...".parse().unwrap();
    assert_eq!((id.trust_domain(), id.path()), ("example.org", "/Billing/pay_ments-1.2/..."));
    assert_eq!(id.to_string(), "spiffe://example.org/Billing/pay_ments-1.2/...");
    assert_eq!(Uri::from(id.clone()), *id.as_uri());
    assert_eq!("spiffe://td/a".parse::<SpiffeId>().unwrap().path(), "/a");
}

#[test]
fn refuses_another_scheme() {
    for text in ["", "https://example.org/a", "SPIFFE://example.org/a", "spiffe:/example.org/a", "example.org/a"] {
        assert_eq!(refused(text), "a SPIFFE ID begins with spiffe:// in small letters (SPIFFE-ID §2)", "{text}");
    }
}

#[test]
fn refuses_what_is_neither_trust_domain_nor_path() {
    for (text, found) in [
        ("spiffe://example.org:443/a", ':'),
        ("spiffe://user@example.org/a", '@'),
        ("spiffe://example.org/a?b", '?'),
        ("spiffe://example.org/a#b", '#'),
        ("spiffe://example.org/%61", '%'),
        ("spiffe://example.org/a b", ' '),
        ("spiffe://example.org/ą", 'ą'),
        ("spiffe://[::1]/a", '['),
        ("spiffe://*.example.org/a", '*'),
    ] {
        assert_eq!(
            refused(text),
            format!(
                "a SPIFFE ID is trust domain and path alone, without port, user, query, fragment or percent sign, \
                 found {found:?} (SPIFFE-ID §2)"
            )
        );
    }
}

#[test]
fn refuses_a_trust_domain_that_is_no_host_name_in_small_letters() {
    assert_eq!(refused("spiffe://Example.org/a"), "a trust domain is in small letters, found 'E' (SPIFFE-ID §2.1)");
    assert_eq!(
        refused("spiffe://ex_ample/a"),
        "a host name has letters, digits, hyphens and dots only (RFC 1034 §3.5), found '_'"
    );
    assert_eq!(
        refused("spiffe://192.0.2.1/a"),
        "an IP address is not a host name; ask for it as an iPAddress (RFC 5280 §4.2.1.6)"
    );
    assert_eq!(refused("spiffe:///a"), "a host name is not empty (RFC 5280 §4.2.1.6)");
}

#[test]
fn refuses_a_path_that_is_missing_empty_or_relative() {
    for text in ["spiffe://example.org", "spiffe://example.org/"] {
        assert_eq!(refused(text), "a workload has a path after its trust domain (X.509-SVID §2)", "{text}");
    }
    for text in ["spiffe://example.org//a", "spiffe://example.org/a/", "spiffe://example.org/a//b"] {
        assert_eq!(refused(text), "a path has no empty segment and no slash at its end (SPIFFE-ID §2.2)", "{text}");
    }
    for text in ["spiffe://example.org/.", "spiffe://example.org/a/../b"] {
        assert_eq!(refused(text), "a path has no segment that is . or .. (SPIFFE-ID §2.2)", "{text}");
    }
}

#[test]
fn refuses_more_than_2048_octets() {
    let of = |octets: usize| format!("spiffe://example.org/{}", "a".repeat(octets.saturating_sub(21)));
    assert!(of(2048).parse::<SpiffeId>().is_ok());
    assert_eq!(refused(&of(2049)), "a SPIFFE ID has at most 2048 octets, found 2049 (SPIFFE-ID §2.3)");
}

#[test]
fn is_read_and_written_as_its_text() {
    let id: SpiffeId = serde_json::from_str(r#""spiffe://example.org/a""#).unwrap();
    assert_eq!(serde_json::to_string(&id).unwrap(), r#""spiffe://example.org/a""#);
    assert!(serde_json::from_str::<SpiffeId>(r#""spiffe://example.org""#).is_err());
}
