//! One rule, one test; sentences are part of the interface.

use super::{
    super::testing::{decode, encode, round_trips, sentence},
    *,
};

const SERVER_AND_CLIENT: &[u8] =
    b"\x30\x14\x06\x08\x2b\x06\x01\x05\x05\x07\x03\x01\x06\x08\x2b\x06\x01\x05\x05\x07\x03\x02";

#[test]
fn reads_and_writes_purposes_in_order() {
    let usage = round_trips::<ExtendedKeyUsage>(SERVER_AND_CLIENT);
    assert_eq!(usage.purposes(), [KeyPurpose::SERVER_AUTH, KeyPurpose::CLIENT_AUTH]);
    assert!(usage.contains(KeyPurpose::CLIENT_AUTH) && !usage.contains(KeyPurpose::ANY));
    let unknown = ExtendedKeyUsage::new([KeyPurpose::new("2.999.1".parse().unwrap())]).unwrap();
    assert_eq!(decode(&encode(&unknown)), Ok(unknown));
}

#[test]
fn refuses_an_empty_list() {
    assert_eq!(
        sentence::<ExtendedKeyUsage>(b"\x30\0"),
        "there must be at least one element at byte 2 of ExtKeyUsageSyntax"
    );
    assert_eq!(
        ExtendedKeyUsage::new([]).unwrap_err().to_string(),
        "extKeyUsage names at least one purpose (RFC 5280 §4.2.1.12)"
    );
}

#[test]
fn refuses_a_purpose_twice() {
    assert_eq!(
        sentence::<ExtendedKeyUsage>(b"\x30\x08\x06\x02\x88\x37\x06\x02\x88\x37"),
        "2.999 occurs more than once at byte 6 of ExtKeyUsageSyntax"
    );
    assert_eq!(
        ExtendedKeyUsage::new([KeyPurpose::ANY, KeyPurpose::ANY]).unwrap_err().to_string(),
        "extKeyUsage names each purpose once, anyExtendedKeyUsage occurs again"
    );
}

#[test]
fn refuses_more_purposes_than_the_limit() {
    let purposes: Vec<KeyPurpose> =
        (0..101).map(|arc| KeyPurpose::new(format!("2.999.{arc}").parse().unwrap())).collect();
    assert_eq!(
        ExtendedKeyUsage::new(purposes.clone()).unwrap_err().to_string(),
        "extKeyUsage names at most 100 purposes here, found 101"
    );
    let der = encode(&ExtendedKeyUsage(purposes));
    let kind = decode::<ExtendedKeyUsage>(&der).unwrap_err().kind();
    assert_eq!(kind, DecodeErrorKind::TooMany { limit: 100 });
}

#[test]
fn is_not_critical_even_with_any() {
    let any = ExtendedKeyUsage::new([KeyPurpose::ANY]).unwrap();
    assert_eq!(any.criticality(SubjectName::NonEmpty), Criticality::NonCritical);
}

#[test]
fn purposes_are_written_by_name_or_as_identifiers() {
    for (purpose, name) in NAMES {
        assert_eq!((purpose.to_string().as_str(), name.parse()), (name, Ok(purpose)));
    }
    assert_eq!("2.999".parse::<KeyPurpose>().unwrap().to_string(), "2.999");
    let usage: ExtendedKeyUsage = serde_json::from_str(r#"["serverAuth","2.999"]"#).unwrap();
    assert_eq!(serde_json::to_string(&usage).unwrap(), r#"["serverAuth","2.999"]"#);
    assert!(serde_json::from_str::<ExtendedKeyUsage>("[]").is_err());
    assert!(serde_json::from_str::<ExtendedKeyUsage>(r#"["serverauth"]"#).is_err());
}
