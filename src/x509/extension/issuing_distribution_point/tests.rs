//! One rule, one test; sentences are part of the interface.

use super::{
    super::testing::{decode, encode, round_trips, sentence},
    *,
};

fn uri(text: &str) -> Uri {
    text.parse().unwrap()
}

#[test]
fn writes_addresses_and_a_kind() {
    let point = IssuingDistributionPoint::at([uri("x://a")], CrlContents::EndEntityCertificates).unwrap();
    assert_eq!(encode(&point), b"\x30\x0e\xa0\x09\xa0\x07\x86\x05x://a\x81\x01\xff");
    assert_eq!(point.uris().collect::<Vec<_>>(), [&uri("x://a")]);
    assert_eq!((point.contents(), point.issuers()), (CrlContents::EndEntityCertificates, CrlIssuers::Own));
    assert_eq!(decode(&encode(&point)), Ok(point));
    let whole = IssuingDistributionPoint::at([uri("x://a")], CrlContents::EveryCertificate).unwrap();
    assert_eq!(encode(&whole), b"\x30\x0b\xa0\x09\xa0\x07\x86\x05x://a");
}

#[test]
fn reads_and_writes_each_kind_alone() {
    for (der, contents) in [
        (b"\x30\x03\x81\x01\xff", CrlContents::EndEntityCertificates),
        (b"\x30\x03\x82\x01\xff", CrlContents::AuthorityCertificates),
        (b"\x30\x03\x85\x01\xff", CrlContents::AttributeCertificates),
    ] {
        let point = round_trips::<IssuingDistributionPoint>(der);
        assert_eq!(point, IssuingDistributionPoint::only(contents).unwrap());
        assert_eq!((point.name(), point.reasons()), (None, None));
    }
}

#[test]
fn reads_every_form() {
    let indirect = round_trips::<IssuingDistributionPoint>(b"\x30\x03\x84\x01\xff");
    assert_eq!((indirect.contents(), indirect.issuers()), (CrlContents::EveryCertificate, CrlIssuers::Indirect));
    let some = round_trips::<IssuingDistributionPoint>(b"\x30\x04\x83\x02\x06\x40");
    assert_eq!(some.reasons().map(ReasonFlags::bits), Some(0b10));
    let relative = round_trips::<IssuingDistributionPoint>(
        b"\x30\x16\xa0\x0e\xa1\x0c\x30\x0a\x06\x03\x55\x04\x03\x0c\x03abc\x82\x01\xff\x84\x01\xff",
    );
    assert!(matches!(relative.name(), Some(DistributionPointName::Relative(der)) if der.len() == 14));
    assert_eq!(relative.uris().count(), 0);
    let every_field = round_trips::<IssuingDistributionPoint>(
        b"\x30\x15\xa0\x09\xa0\x07\x86\x05x://a\x83\x02\x06\x40\x84\x01\xff\x85\x01\xff",
    );
    assert_eq!(every_field.contents(), CrlContents::AttributeCertificates);
}

#[test]
fn refuses_to_be_empty() {
    assert_eq!(
        sentence::<IssuingDistributionPoint>(b"\x30\0"),
        "issuingDistributionPoint is never an empty SEQUENCE (RFC 5280 §5.2.5) at byte 0 of IssuingDistributionPoint"
    );
    assert_eq!(
        IssuingDistributionPoint::only(CrlContents::EveryCertificate).unwrap_err().to_string(),
        "a CRL of every certificate that names no address has no issuingDistributionPoint (RFC 5280 §5.2.5)"
    );
    assert_eq!(
        IssuingDistributionPoint::at([], CrlContents::EveryCertificate).unwrap_err().to_string(),
        "a distribution point has at least one address of its list (RFC 5280 §4.2.1.13)"
    );
}

#[test]
fn refuses_two_kinds_at_once() {
    for der in [
        &b"\x30\x06\x81\x01\xff\x82\x01\xff"[..],
        b"\x30\x06\x81\x01\xff\x85\x01\xff",
        b"\x30\x06\x82\x01\xff\x85\x01\xff",
        b"\x30\x09\x81\x01\xff\x82\x01\xff\x85\x01\xff",
    ] {
        assert_eq!(
            sentence::<IssuingDistributionPoint>(der),
            "at most one of onlyContainsUserCerts, onlyContainsCACerts and onlyContainsAttributeCerts is TRUE (RFC 5280 \
             §5.2.5) at byte 0 of IssuingDistributionPoint"
        );
    }
}

#[test]
fn refuses_an_encoded_default_and_odd_booleans() {
    for tag in [0x81, 0x82, 0x84, 0x85] {
        let kind = |content: &[u8]| {
            let length = u8::try_from(content.len()).unwrap();
            let der = [&[0x30, length + 2, tag, length], content].concat();
            decode::<IssuingDistributionPoint>(&der).unwrap_err().kind()
        };
        assert_eq!(kind(b"\0"), DecodeErrorKind::DefaultEncoded);
        assert_eq!(kind(b"\x01"), DecodeErrorKind::BadBoolean { found: 1 });
        assert_eq!(kind(b"\xff\xff"), DecodeErrorKind::WrongContentLength { expected: 1, found: 2 });
    }
}

#[test]
fn refuses_fields_out_of_order_and_unknown_ones() {
    assert_eq!(
        sentence::<IssuingDistributionPoint>(b"\x30\x06\x84\x01\xff\x81\x01\xff"),
        "expected the end, found 3 more octets at byte 5 of IssuingDistributionPoint"
    );
    assert_eq!(
        sentence::<IssuingDistributionPoint>(b"\x30\x03\x86\x01\xff"),
        "expected the end, found 3 more octets at byte 2 of IssuingDistributionPoint"
    );
}

#[test]
fn is_critical() {
    let point = IssuingDistributionPoint::only(CrlContents::AuthorityCertificates).unwrap();
    assert_eq!(point.criticality(SubjectName::NonEmpty), Criticality::Critical);
}
