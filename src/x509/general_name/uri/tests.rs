//! One rule, one test; sentences are part of the interface.

use super::*;

fn uri(text: &str) -> Result<Uri, String> {
    text.parse().map_err(|error: GeneralNameError| error.to_string())
}

#[test]
fn accepts_absolute_uris_and_shows_their_parts() {
    let host = |text: &str| uri(text).unwrap().host().cloned();
    let name = |text: &str| Some(UriHost::Dns(text.parse().unwrap()));
    assert_eq!(host("http://crl.example.com/root.crl"), name("crl.example.com"));
    assert_eq!(host("https://user:p@Example.com:8443/?q=%C4%85#f"), name("example.com"));
    assert_eq!(host("http://192.0.2.1:80/"), Some(UriHost::Ip("192.0.2.1".parse().unwrap())));
    assert_eq!(host("http://[2001:db8::1]/"), Some(UriHost::Ip("2001:db8::1".parse().unwrap())));
    assert_eq!(host("urn:oid:2.999"), None);
    assert_eq!(uri("HTTP://example.com").unwrap().scheme(), "HTTP");
}

#[test]
fn refuses_a_uri_that_is_not_absolute() {
    let sentence = "a URI is absolute, it begins with a scheme such as https: (RFC 5280 §4.2.1.6)";
    for text in ["/root.crl", "crl.example.com/root.crl", "1a://example.com", "urn:", "://example.com"] {
        assert_eq!(uri(text).unwrap_err(), sentence, "{text}");
    }
    assert_eq!(uri("").unwrap_err(), "a URI is not empty (RFC 5280 §4.2.1.6)");
}

#[test]
fn refuses_a_uri_without_a_host_where_one_belongs() {
    let sentence = "a URI of this kind names a host: a DNS name or an IP address (RFC 5280 §4.2.1.6)";
    for text in ["http:root.crl", "HTTPS:/root.crl", "http:///root.crl", "ldap:///cn=a", "x://:80/", "x://a@/"] {
        assert_eq!(uri(text).unwrap_err(), sentence, "{text}");
    }
}

#[test]
fn refuses_characters_a_uri_does_not_have() {
    assert_eq!(
        uri("http://example.com/a b").unwrap_err(),
        "a URI has no such character; percent-encode it (RFC 3986 §2), found ' '"
    );
    for text in ["http://example.com/\n", "http://example.com/<", "http://example.com/#a#b", "http://example.com/[1]"] {
        assert!(uri(text).is_err(), "{text}");
    }
    assert_eq!(
        uri("http://example.com/ą").unwrap_err(),
        "a URI is ASCII; write its host as A-labels (xn--…) and percent-encode the rest (RFC 5280 §7.4), found 'ą'"
    );
}

#[test]
fn refuses_a_malformed_host_port_or_escape() {
    for text in ["http://[::1/", "http://[::1]x/", "http://[v1.a]/"] {
        assert_eq!(uri(text).unwrap_err(), "a host in brackets is an IPv6 address (RFC 3986 §3.2.2)", "{text}");
    }
    for text in ["http://example.com:65536/", "http://example.com:+1/", "http://a:b:c/"] {
        assert_eq!(uri(text).unwrap_err(), "a port is a number up to 65535 (RFC 3986 §3.2.3)", "{text}");
    }
    for text in ["http://example.com/%", "http://example.com/%4", "http://example.com/%4g"] {
        assert_eq!(uri(text).unwrap_err(), "two hexadecimal digits follow a percent sign (RFC 3986 §2.1)", "{text}");
    }
    assert_eq!(uri("http://*.example.com/").unwrap_err(), "the host of a URI is one host, not a wildcard");
    assert!(uri("http://a_b.example/").is_err());
    assert!(uri("http://%41.example/").is_err());
    assert_eq!(
        uri(&("http://example.com/".to_owned() + &"a".repeat(2048))).unwrap_err(),
        "a URI has at most 2048 octets here, found 2067"
    );
}
