//! One rule, one test; sentences are part of the interface.

use super::{
    super::testing::{decode, encode, round_trips, sentence},
    *,
};

fn uri(text: &str) -> Uri {
    text.parse().unwrap()
}

#[test]
fn writes_a_full_name_of_uris() {
    let points = CrlDistributionPoints::new([DistributionPoint::at([uri("x://a")]).unwrap()]).unwrap();
    assert_eq!(encode(&points), b"\x30\x0d\x30\x0b\xa0\x09\xa0\x07\x86\x05x://a");
    assert_eq!(points.points()[0].uris().collect::<Vec<_>>(), [&uri("x://a")]);
    assert!(points.covers_all_reasons());
    assert_eq!(decode(&encode(&points)), Ok(points));
}

#[test]
fn reads_every_form() {
    let relative = round_trips::<CrlDistributionPoints>(
        b"\x30\x12\x30\x10\xa0\x0e\xa1\x0c\x30\x0a\x06\x03\x55\x04\x03\x0c\x03abc",
    );
    let Some(DistributionPointName::Relative(der)) = relative.points()[0].name() else { panic!("not relative") };
    assert_eq!(der.len(), 14);
    let indirect = round_trips::<CrlDistributionPoints>(
        b"\x30\x1a\x30\x18\xa0\x09\xa0\x07\x86\x05x://a\x81\x02\x06\x40\xa2\x07\x86\x05x://b",
    );
    let point = &indirect.points()[0];
    assert_eq!(point.reasons().map(ReasonFlags::bits), Some(0b10));
    assert_eq!(point.crl_issuer(), [GeneralName::Uri(uri("x://b"))]);
    assert!(!indirect.covers_all_reasons());
    round_trips::<CrlDistributionPoints>(b"\x30\x0b\x30\x09\xa2\x07\x86\x05x://b");
}

#[test]
fn refuses_a_relative_name_that_is_no_rdn() {
    let kind = |rdn: &[u8]| {
        let octets = |extra: usize| u8::try_from(rdn.len() + extra).unwrap();
        let front = [0x30, octets(6), 0x30, octets(4), 0xa0, octets(2), 0xa1, octets(0)];
        decode::<CrlDistributionPoints>(&[&front, rdn].concat()).unwrap_err().kind()
    };
    let (a, b) = (b"\x30\x08\x06\x03\x55\x04\x03\x0c\x01a", b"\x30\x08\x06\x03\x55\x04\x03\x0c\x01b");
    round_trips::<CrlDistributionPoints>(&[&b"\x30\x1a\x30\x18\xa0\x16\xa1\x14"[..], a, b].concat());
    assert_eq!(kind(&[&b[..], a].concat()), DecodeErrorKind::SetOrder);
    assert_eq!(kind(b""), DecodeErrorKind::Empty);
    assert!(matches!(kind(b"\x05\0"), DecodeErrorKind::UnexpectedTag { .. }));
    assert_eq!(kind(b"\x30\x80\0\0"), DecodeErrorKind::IndefiniteLength);
}

#[test]
fn refuses_a_point_of_only_reasons_and_an_empty_one() {
    let expected = "a distribution point has a distributionPoint or a cRLIssuer, never only reasons (RFC 5280 §4.2.1.13) at byte 2 of DistributionPoint";
    assert_eq!(sentence::<CrlDistributionPoints>(b"\x30\x06\x30\x04\x81\x02\x06\x40"), expected);
    assert_eq!(sentence::<CrlDistributionPoints>(b"\x30\x02\x30\0"), expected);
}

#[test]
fn refuses_reasons_without_a_name_and_without_a_bit() {
    let with = |reasons: &[u8]| {
        let mut der = b"\x30\0\x30\0\xa0\x09\xa0\x07\x86\x05x://a".to_vec();
        der.extend_from_slice(reasons);
        let length = u8::try_from(der.len()).unwrap();
        (der[1], der[3]) = (length - 2, length - 4);
        decode::<CrlDistributionPoints>(&der).map(drop).map_err(|error| error.to_string())
    };
    assert_eq!(with(b"\x81\x03\x07\0\x80"), Ok(()));
    assert!(with(b"\x81\x03\x06\0\x40").unwrap_err().starts_with("a bit is set that has no name in RFC 5280"));
    assert!(with(b"\x81\x01\0").unwrap_err().starts_with("there must be at least one element"));
    assert!(with(b"\x81\x02\x05\x40").unwrap_err().starts_with("the named bits end in zero bits"));
}

#[test]
fn refuses_empty_and_endless_lists() {
    assert_eq!(
        CrlDistributionPoints::new([]).unwrap_err().to_string(),
        "cRLDistributionPoints has at least one point (RFC 5280 §4.2.1.13)"
    );
    assert_eq!(
        DistributionPoint::at([]).unwrap_err().to_string(),
        "a distribution point has at least one address of its list (RFC 5280 §4.2.1.13)"
    );
    assert_eq!(
        DistributionPoint::at(vec![uri("x://a"); 101]).unwrap_err().to_string(),
        "cRLDistributionPoints has at most 100 points here, and a point 100 addresses, found 101"
    );
    for der in [&b"\x30\0"[..], b"\x30\x06\x30\x04\xa0\x02\xa0\0", b"\x30\x04\x30\x02\xa2\0"] {
        assert_eq!(decode::<CrlDistributionPoints>(der).unwrap_err().kind(), DecodeErrorKind::Empty);
    }
    let point = DistributionPoint::at([uri("x://a")]).unwrap();
    let many = CrlDistributionPoints(vec![point; 101]);
    let kind = decode::<CrlDistributionPoints>(&encode(&many)).unwrap_err().kind();
    assert_eq!(kind, DecodeErrorKind::TooMany { limit: 100 });
}

#[test]
fn is_not_critical() {
    let points = CrlDistributionPoints::new([DistributionPoint::at([uri("x://a")]).unwrap()]).unwrap();
    assert_eq!(points.criticality(SubjectName::Empty), Criticality::NonCritical);
}
