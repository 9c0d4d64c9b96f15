//! One rule, one test; sentences are part of the interface.

use super::{
    super::testing::{decode, encode, round_trips, sentence},
    *,
};

#[test]
fn reads_and_writes_the_three_forms() {
    assert_eq!(round_trips::<BasicConstraints>(b"\x30\0"), BasicConstraints::EndEntity);
    assert_eq!(
        round_trips::<BasicConstraints>(b"\x30\x03\x01\x01\xff"),
        BasicConstraints::Authority { path_len: None }
    );
    assert_eq!(
        round_trips::<BasicConstraints>(b"\x30\x06\x01\x01\xff\x02\x01\0"),
        BasicConstraints::Authority { path_len: Some(0) }
    );
}

#[test]
fn every_path_length_round_trips() {
    for levels in 0..=u8::MAX {
        let value = BasicConstraints::Authority { path_len: Some(levels) };
        assert_eq!(decode::<BasicConstraints>(&encode(&value)), Ok(value));
    }
}

#[test]
fn refuses_an_encoded_default() {
    assert_eq!(
        sentence::<BasicConstraints>(b"\x30\x03\x01\x01\0"),
        "the value equals its DEFAULT and must be left out at byte 2 of BasicConstraints"
    );
}

#[test]
fn refuses_a_path_length_without_ca() {
    assert_eq!(
        sentence::<BasicConstraints>(b"\x30\x03\x02\x01\0"),
        "pathLenConstraint is present only where cA is TRUE (RFC 5280 §4.2.1.9) at byte 2 of BasicConstraints"
    );
}

#[test]
fn refuses_a_negative_a_huge_and_a_padded_path_length() {
    let within = |content: &[u8]| {
        let mut der = vec![0x30, 3 + u8::try_from(content.len()).unwrap(), 1, 1, 0xff];
        der.extend_from_slice(content);
        decode::<BasicConstraints>(&der).unwrap_err().kind()
    };
    assert_eq!(within(b"\x02\x01\xff"), DecodeErrorKind::NegativeInteger);
    assert_eq!(within(b"\x02\x02\x01\0"), DecodeErrorKind::IntegerTooLarge);
    assert_eq!(within(b"\x02\x02\0\x01"), DecodeErrorKind::NonMinimalInteger);
    assert_eq!(within(b"\x05\0"), DecodeErrorKind::TrailingBytes { count: 2 });
}

#[test]
fn is_critical_for_authorities_only() {
    let authority = BasicConstraints::Authority { path_len: None };
    assert_eq!(authority.criticality(SubjectName::NonEmpty), Criticality::Critical);
    assert_eq!(BasicConstraints::EndEntity.criticality(SubjectName::Empty), Criticality::NonCritical);
    assert!(authority.is_authority() && !BasicConstraints::EndEntity.is_authority());
}

#[test]
fn reads_and_writes_policy_files() {
    let authority = BasicConstraints::Authority { path_len: Some(1) };
    let json = serde_json::to_string(&authority).unwrap();
    assert_eq!(json, r#"{"authority":{"path-len":1}}"#);
    assert_eq!(serde_json::from_str::<BasicConstraints>(&json).unwrap(), authority);
    assert!(serde_json::from_str::<BasicConstraints>(r#"{"authority":{"pathlen":1}}"#).is_err());
}
