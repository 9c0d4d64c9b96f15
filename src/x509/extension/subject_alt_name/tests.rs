//! One rule, one test; sentences are part of the interface.

use super::{
    super::testing::{decode, encode, round_trips, sentence},
    *,
};
use crate::x509::Name;

fn dns(text: &str) -> GeneralName {
    GeneralName::Dns(text.parse().unwrap())
}

#[test]
fn reads_and_writes_names_in_order() {
    let san = round_trips::<SubjectAltName>(b"\x30\x0c\x82\x04b.ex\x87\x04\xc0\0\x02\x01");
    assert_eq!(san.names().iter().map(ToString::to_string).collect::<Vec<_>>(), ["DNS:b.ex", "IP:192.0.2.1"]);
}

#[test]
fn refuses_an_empty_list() {
    assert_eq!(sentence::<SubjectAltName>(b"\x30\0"), "there must be at least one element at byte 2 of SubjectAltName");
    let error = SubjectAltName::new([]).unwrap_err();
    assert_eq!(error.to_string(), "subjectAltName has at least one name (RFC 5280 §4.2.1.6)");
}

#[test]
fn refuses_a_name_twice_whatever_its_case() {
    let error = SubjectAltName::new([dns("a.example"), dns("A.example")]).unwrap_err();
    assert_eq!(error.to_string(), "subjectAltName has each name once, DNS:A.example occurs again");
    assert_eq!(
        sentence::<SubjectAltName>(b"\x30\x08\x82\x02ab\x82\x02aB"),
        "subjectAltName has each name once at byte 0 of SubjectAltName"
    );
}

#[test]
fn refuses_an_empty_directory_name() {
    let error = SubjectAltName::new([GeneralName::Directory(Name::empty())]).unwrap_err();
    let expected = "a directoryName in subjectAltName has at least one attribute (RFC 5280 §4.2.1.6)";
    assert_eq!(error.to_string(), expected);
    assert_eq!(
        sentence::<SubjectAltName>(b"\x30\x04\xa4\x02\x30\0"),
        [expected, " at byte 0 of SubjectAltName"].concat()
    );
}

#[test]
fn reads_a_thousand_names_and_no_more() {
    let mut names: Vec<GeneralName> = (0..1000).map(|place| dns(&format!("a{place}.example"))).collect();
    let san = SubjectAltName::new(names.clone()).unwrap();
    assert_eq!(decode(&encode(&san)), Ok(san));
    names.push(dns("one.more"));
    assert_eq!(
        SubjectAltName::new(names.clone()).unwrap_err().to_string(),
        "subjectAltName has at most 1000 names here, found 1001"
    );
    let kind = decode::<SubjectAltName>(&encode(&SubjectAltName(names))).unwrap_err().kind();
    assert_eq!(kind, DecodeErrorKind::TooMany { limit: 1000 });
}

#[test]
fn is_critical_exactly_when_the_subject_is_empty() {
    let san = SubjectAltName::new([dns("a.example")]).unwrap();
    assert_eq!(san.criticality(SubjectName::Empty), Criticality::Critical);
    assert_eq!(san.criticality(SubjectName::NonEmpty), Criticality::NonCritical);
}

#[test]
fn names_the_rule_and_the_octet_of_a_bad_host_name() {
    assert_eq!(
        sentence::<SubjectAltName>(b"\x30\x0e\x82\x01a\x82\x09has space"),
        "a host name has letters, digits, hyphens and dots only (RFC 1034 §3.5) at byte 5 of dNSName"
    );
}
