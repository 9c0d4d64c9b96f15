//! One rule, one test; sentences are part of the interface.

use super::{
    super::testing::{decode, encode, round_trips, sentence},
    *,
};
use crate::encoding::Tag;

fn policy(dotted: &str) -> PolicyInformation {
    PolicyInformation::new(dotted.parse().unwrap())
}

fn notice(text: &str) -> PolicyQualifier {
    PolicyQualifier::UserNotice(UserNotice::new(text).unwrap())
}

/// One policy, 2.999, with one qualifier of this type and value.
fn with_qualifier(qualifier: Oid, value: &[u8]) -> Vec<u8> {
    let mut writer = Writer::new();
    writer
        .sequence(|list| {
            list.sequence(|information| {
                information.oid(&"2.999".parse().unwrap())?;
                information.sequence(|qualifiers| {
                    qualifiers.sequence(|fields| {
                        fields.oid(&qualifier)?;
                        fields.raw(value)
                    })
                })
            })
        })
        .unwrap_or_else(|error: EncodeError| panic!("{error}"));
    writer.into_octets()
}

fn element(tag: Tag, content: &[u8]) -> Vec<u8> {
    let mut writer = Writer::new();
    writer.element(tag, content).unwrap();
    writer.into_octets()
}

#[test]
fn reads_and_writes_plain_policies_in_order() {
    let policies = round_trips::<CertificatePolicies>(b"\x30\x0d\x30\x04\x06\x02\x88\x37\x30\x05\x06\x03\x88\x37\x01");
    assert_eq!(policies, CertificatePolicies::new([policy("2.999"), policy("2.999.1")]).unwrap());
}

#[test]
fn reads_and_writes_qualifiers() {
    let information = policy("2.999")
        .with_qualifier(PolicyQualifier::Cps("https://ca.example/cps".parse().unwrap()))
        .with_qualifier(notice("Zażółć gęślą jaźń"));
    let policies = CertificatePolicies::new([information]).unwrap();
    assert_eq!(round_trips::<CertificatePolicies>(&encode(&policies)), policies);
    assert_eq!(policies.policies()[0].qualifiers().len(), 2);
}

#[test]
fn keeps_notice_references_and_unknown_qualifiers_as_they_were_read() {
    let reference = b"\x30\x0c\x30\x07\x0c\x02ab\x30\x01\x05\x0c\x01x";
    let read = round_trips::<CertificatePolicies>(&with_qualifier(oid::QUALIFIER_USER_NOTICE, reference));
    let PolicyQualifier::UserNotice(notice) = &read.policies()[0].qualifiers()[0] else { panic!("no notice") };
    assert_eq!(notice.notice_ref(), Some(&b"\x30\x07\x0c\x02ab\x30\x01\x05"[..]));
    assert_eq!(notice.explicit_text(), Some("x"));
    let unknown: Oid = "2.999.7".parse().unwrap();
    let read = round_trips::<CertificatePolicies>(&with_qualifier(unknown, b"\x05\0"));
    let PolicyQualifier::Other(other) = &read.policies()[0].qualifiers()[0] else { panic!("not other") };
    assert_eq!((other.oid(), other.value()), (unknown, &b"\x05\0"[..]));
    round_trips::<CertificatePolicies>(&with_qualifier(oid::QUALIFIER_USER_NOTICE, b"\x30\0"));
}

#[test]
fn refuses_an_empty_list() {
    assert_eq!(
        CertificatePolicies::new([]).unwrap_err().to_string(),
        "certificatePolicies has at least one policy (RFC 5280 §4.2.1.4)"
    );
    for der in [&b"\x30\0"[..], b"\x30\x08\x30\x06\x06\x02\x88\x37\x30\0"] {
        assert_eq!(decode::<CertificatePolicies>(der).unwrap_err().kind(), DecodeErrorKind::Empty);
    }
}

#[test]
fn refuses_a_policy_twice() {
    assert_eq!(
        CertificatePolicies::new([policy("2.999"), policy("2.999")]).unwrap_err().to_string(),
        "certificatePolicies has each policy once, 2.999 occurs again (RFC 5280 §4.2.1.4)"
    );
    assert_eq!(
        sentence::<CertificatePolicies>(b"\x30\x0c\x30\x04\x06\x02\x88\x37\x30\x04\x06\x02\x88\x37"),
        "2.999 occurs more than once at byte 0 of CertificatePolicies"
    );
}

#[test]
fn refuses_more_policies_than_the_limit() {
    let many: Vec<_> = (0..101).map(|arc| policy(&format!("2.999.{arc}"))).collect();
    assert_eq!(
        CertificatePolicies::new(many.clone()).unwrap_err().to_string(),
        "certificatePolicies has at most 100 policies here, found 101"
    );
    let kind = decode::<CertificatePolicies>(&encode(&CertificatePolicies(many))).unwrap_err().kind();
    assert_eq!(kind, DecodeErrorKind::TooMany { limit: 100 });
}

#[test]
fn refuses_a_foreign_qualifier_on_any_policy() {
    let mut der = with_qualifier("2.999.7".parse().unwrap(), b"\x05\0");
    let any = element(Tag::OBJECT_IDENTIFIER, oid::ANY_POLICY.as_octets());
    der.splice(4..8, any);
    der[1] += 2;
    der[3] += 2;
    assert_eq!(
        sentence::<CertificatePolicies>(&der),
        "anyPolicy has no qualifiers but a CPS address and a user notice (RFC 5280 §4.2.1.4) at byte 0 of CertificatePolicies"
    );
}

#[test]
fn counts_the_characters_of_a_notice_and_not_its_octets() {
    assert!(UserNotice::new(&"ż".repeat(200)).is_ok());
    assert_eq!(
        UserNotice::new(&"ż".repeat(201)).unwrap_err().to_string(),
        "explicitText has 1 to 200 characters (RFC 5280 §4.2.1.4), found 201"
    );
    assert!(UserNotice::new("").is_err());
    let long = [b"\x30\x81\xcc".to_vec(), element(Tag::UTF8_STRING, &[b'a'; 201])].concat();
    assert_eq!(
        sentence::<CertificatePolicies>(&with_qualifier(oid::QUALIFIER_USER_NOTICE, &long)),
        "explicitText has 1 to 200 characters (RFC 5280 §4.2.1.4) at byte 29 of explicitText"
    );
}

#[test]
fn refuses_control_characters_in_a_notice() {
    assert_eq!(
        UserNotice::new("a\nb").unwrap_err().to_string(),
        r"explicitText has no control characters (RFC 5280 §4.2.1.4), found '\n'"
    );
}

#[test]
fn refuses_an_explicit_text_of_another_string_type() {
    let text = |tag| {
        let value = [b"\x30\x03".to_vec(), element(tag, b"a")].concat();
        sentence::<CertificatePolicies>(&with_qualifier(oid::QUALIFIER_USER_NOTICE, &value))
    };
    assert_eq!(
        text(Tag::IA5_STRING),
        "explicitText is a UTF8String, never an IA5String (RFC 6818 §3) at byte 24 of explicitText"
    );
    assert_eq!(text(Tag::VISIBLE_STRING), "VisibleString is not a choice of this field at byte 24 of explicitText");
}

#[test]
fn refuses_a_practice_statement_without_an_absolute_address() {
    let der = with_qualifier(oid::QUALIFIER_CPS, &element(Tag::IA5_STRING, b"cps.pdf"));
    assert_eq!(
        sentence::<CertificatePolicies>(&der),
        "a URI is absolute, it begins with a scheme such as https: (RFC 5280 §4.2.1.6) at byte 22 of CPSuri"
    );
}

#[test]
fn is_data_in_policy_files() {
    let json = r#"[{"policy":"2.999","qualifiers":[{"cps":"https://ca.example"},{"user-notice":"test"}]},{"policy":"2.999.1"}]"#;
    let policies: CertificatePolicies = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&policies).unwrap(), json);
    assert!(serde_json::from_str::<CertificatePolicies>("[]").is_err());
    assert!(serde_json::from_str::<CertificatePolicies>(r#"[{"policy":"2.999","qualifier":[]}]"#).is_err());
    let opaque = decode::<CertificatePolicies>(&with_qualifier("2.999.7".parse().unwrap(), b"\x05\0")).unwrap();
    assert!(serde_json::to_string(&opaque).is_err(), "an unknown qualifier must not be lost");
    let silent = decode::<CertificatePolicies>(&with_qualifier(oid::QUALIFIER_USER_NOTICE, b"\x30\0")).unwrap();
    assert!(serde_json::to_string(&silent).is_err());
}

#[test]
fn is_not_critical() {
    let policies = CertificatePolicies::new([policy("2.999")]).unwrap();
    assert_eq!(policies.criticality(SubjectName::Empty), Criticality::NonCritical);
}

#[test]
fn refuses_more_qualifiers_than_anyone_writes() {
    let cps = || PolicyQualifier::Cps("http://a.example/".parse().unwrap());
    let with = |count: usize| {
        let information = PolicyInformation::new("2.999.1".parse().unwrap());
        (0..count).fold(information, |information, _| information.with_qualifier(cps()))
    };
    let der = encode(&CertificatePolicies::new([with(16)]).unwrap());
    assert_eq!(decode::<CertificatePolicies>(&der).unwrap().policies(), [with(16)]);
    assert_eq!(
        CertificatePolicies::new([with(17)]).unwrap_err().to_string(),
        "2.999.1 has at most 16 qualifiers here, found 17"
    );
    let mut writer = Writer::new();
    writer.sequence(|list| with(17).encode(list)).unwrap();
    let error = decode::<CertificatePolicies>(writer.octets()).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::TooMany { limit: 16 });
}
