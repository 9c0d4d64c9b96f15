//! One rule, one test; sentences are part of the interface.

use super::{
    super::testing::{decode, encode, round_trips, sentence},
    *,
};
use crate::crypto::DigestContext;

/// The Ed25519 key of RFC 8410 §10.1.
const SPKI: &[u8] = b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\0\x19\xbf\x44\x09\x69\x84\xcd\xfe\x85\x41\xba\xc1\x67\xdc\x3b\x96\xc8\x50\x86\xaa\x30\xb6\xb6\xcb\x0c\x5c\x38\xad\x70\x31\x66\xe1";

#[test]
fn reads_and_writes_a_subject_key_identifier() {
    let identifier = round_trips::<SubjectKeyIdentifier>(b"\x04\x03\x01\x02\xff");
    assert_eq!((identifier.as_octets(), identifier.to_string().as_str()), (&[1, 2, 255][..], "0102ff"));
}

#[test]
fn refuses_identifiers_of_no_octets_and_of_65() {
    assert_eq!(
        SubjectKeyIdentifier::new([0; 65]).unwrap_err().to_string(),
        "a key identifier has 1 to 64 octets here (RFC 5280 §4.2.1.2), found 65"
    );
    assert!(SubjectKeyIdentifier::new([0; 64]).is_ok());
    assert_eq!(
        sentence::<SubjectKeyIdentifier>(b"\x04\0"),
        "a key identifier has 1 to 64 octets here (RFC 5280 §4.2.1.2) at byte 0 of SubjectKeyIdentifier"
    );
    assert!(decode::<AuthorityKeyIdentifier>(b"\x30\x02\x80\0").is_err());
}

/// A stand-in that gives back what was hashed.
struct Echo;
struct EchoContext(Vec<u8>);

impl Digest for Echo {
    fn begin(&self, hash: Hash) -> Box<dyn DigestContext> {
        assert_eq!(hash, Hash::Sha256);
        Box::new(EchoContext(Vec::new()))
    }
}

impl DigestContext for EchoContext {
    fn update(&mut self, octets: &[u8]) {
        self.0.extend_from_slice(octets);
    }

    fn finish(self: Box<Self>) -> Box<[u8]> {
        self.0.into()
    }
}

#[test]
fn method_1_of_rfc_7093_is_the_left_most_160_bits_of_the_digest_of_the_bit_string() {
    let key = PublicKey::from_der(SPKI).unwrap();
    let identifier = SubjectKeyIdentifier::rfc7093_method_1(&Echo, &key);
    assert_eq!(identifier.as_octets(), &SPKI[12..32]);
}

#[test]
fn the_authority_identifier_has_the_octets_of_the_subject_identifier() {
    let subject = SubjectKeyIdentifier::new(*b"\x01\x02").unwrap();
    let authority = AuthorityKeyIdentifier::of(subject.clone());
    assert_eq!(encode(&authority), b"\x30\x04\x80\x02\x01\x02");
    assert_eq!(authority.key_identifier(), Some(&subject));
    assert_eq!(decode(&encode(&authority)), Ok(authority));
}

#[test]
fn keeps_issuer_and_serial_number_as_they_were_read() {
    let der = b"\x30\x0d\x80\x01\x07\xa1\x05\x82\x03a.b\x82\x01\x05";
    let identifier = round_trips::<AuthorityKeyIdentifier>(der);
    assert_eq!(identifier.issuer_and_serial(), b"\xa1\x05\x82\x03a.b\x82\x01\x05");
    assert_eq!(round_trips::<AuthorityKeyIdentifier>(b"\x30\0").key_identifier(), None);
}

#[test]
fn refuses_an_issuer_without_a_serial_number_and_the_reverse() {
    let expected = "authorityCertIssuer and authorityCertSerialNumber are both present or both absent (RFC 5280 §4.2.1.1) at byte 2 of AuthorityKeyIdentifier";
    assert_eq!(sentence::<AuthorityKeyIdentifier>(b"\x30\x07\xa1\x05\x82\x03a.b"), expected);
    assert_eq!(sentence::<AuthorityKeyIdentifier>(b"\x30\x03\x82\x01\x05"), expected);
}

#[test]
fn refuses_a_serial_number_that_is_not_a_minimal_integer() {
    for serial in [&b"\x82\0"[..], b"\x82\x02\0\x05", b"\x82\x02\xff\x85"] {
        let mut der = b"\x30\0\xa1\x05\x82\x03a.b".to_vec();
        der.extend_from_slice(serial);
        der[1] = u8::try_from(der.len() - 2).unwrap();
        let kind = decode::<AuthorityKeyIdentifier>(&der).unwrap_err().kind();
        assert_eq!(kind, DecodeErrorKind::NonMinimalInteger);
    }
}

#[test]
fn both_are_not_critical() {
    let subject = SubjectKeyIdentifier::new([1]).unwrap();
    assert_eq!(subject.criticality(SubjectName::Empty), Criticality::NonCritical);
    assert_eq!(AuthorityKeyIdentifier::of(subject).criticality(SubjectName::Empty), Criticality::NonCritical);
}
