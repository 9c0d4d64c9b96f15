//! One rule, one test; sentences are part of the interface.

use super::{
    super::testing::{decode, encode, round_trips, sentence},
    *,
};

fn uri(text: &str) -> Uri {
    text.parse().unwrap()
}

#[test]
fn reads_and_writes_descriptions_in_order() {
    let der = b"\x30\x13\x30\x11\x06\x08\x2b\x06\x01\x05\x05\x07\x30\x01\x86\x05x://a";
    let access = round_trips::<AuthorityInfoAccess>(der);
    assert_eq!(access, AuthorityInfoAccess::new([AccessDescription::ocsp(uri("x://a"))]).unwrap());
    let both = AuthorityInfoAccess::new([
        AccessDescription::ca_issuers(uri("http://a.example/ca.cer")),
        AccessDescription::ocsp(uri("http://a.example/ocsp")),
    ])
    .unwrap();
    assert_eq!(both.uris(AccessMethod::Ocsp).collect::<Vec<_>>(), [&uri("http://a.example/ocsp")]);
    assert_eq!(decode(&encode(&both)), Ok(both));
}

#[test]
fn one_method_has_one_value() {
    let location = GeneralName::Uri(uri("x://a"));
    let description = AccessDescription::new(AccessMethod::Other(oid::ACCESS_OCSP), location);
    assert_eq!(description.method(), AccessMethod::Ocsp);
    let other = "2.999".parse().unwrap();
    assert_eq!(AccessMethod::new(other), AccessMethod::Other(other));
}

#[test]
fn refuses_an_empty_and_an_endless_list() {
    assert_eq!(
        AuthorityInfoAccess::new([]).unwrap_err().to_string(),
        "authorityInfoAccess has at least one description (RFC 5280 §4.2.2.1)"
    );
    assert_eq!(
        sentence::<AuthorityInfoAccess>(b"\x30\0"),
        "there must be at least one element at byte 2 of AuthorityInfoAccessSyntax"
    );
    let many = vec![AccessDescription::ocsp(uri("x://a")); 101];
    assert_eq!(
        AuthorityInfoAccess::new(many.clone()).unwrap_err().to_string(),
        "authorityInfoAccess has at most 100 descriptions here, found 101"
    );
    let kind = decode::<AuthorityInfoAccess>(&encode(&AuthorityInfoAccess(many))).unwrap_err().kind();
    assert_eq!(kind, DecodeErrorKind::TooMany { limit: 100 });
}

#[test]
fn refuses_a_location_that_is_no_absolute_uri() {
    let der = b"\x30\x10\x30\x0e\x06\x08\x2b\x06\x01\x05\x05\x07\x30\x01\x86\x02/a";
    assert_eq!(
        sentence::<AuthorityInfoAccess>(der),
        "a URI is absolute, it begins with a scheme such as https: (RFC 5280 §4.2.1.6) at byte 14 of uniformResourceIdentifier"
    );
}

#[test]
fn is_not_critical() {
    let access = AuthorityInfoAccess::new([AccessDescription::ocsp(uri("x://a"))]).unwrap();
    assert_eq!(access.criticality(SubjectName::Empty), Criticality::NonCritical);
}
