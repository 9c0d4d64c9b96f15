//! Certification requests: one claim a test.
//!
//! Here is the way through, what is asked for, and the making of requests; beside it, in `request/`, what is refused.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(clippy::expect_used, reason = "a fixture that cannot be made is a failed test")]

#[path = "request/fixtures.rs"]
mod fixtures;
#[path = "request/possession.rs"]
mod possession;
#[path = "request/shape.rs"]
mod shape;

use chancery::{
    crypto::{KeyAlgorithm, PublicKey, RemoteKey, SignError, SignatureAlgorithm},
    request::{CertificationRequest, ExponentClass, RequestSignError, RequestedExtensions, RequestedItem},
    x509::{
        Extension, Extensions, GeneralName, Name,
        extension::{BasicConstraints, Criticality, ExtendedKeyUsage, KeyPurpose, KeyUsage, oid},
    },
};

use fixtures::*;

#[test]
fn proves_possession_of_the_key_in_a_sound_request() {
    let signer = signer();
    let request = CertificationRequest::sign(&subject(), &Extensions::new(), signer.as_ref()).expect("made");
    let verified = read(request.as_der()).verify(&PROVIDER).expect("proven");
    assert_eq!(verified.subject(), &subject());
    assert_eq!(verified.public_key(), signer.public_key());
    assert_eq!(verified.request(), &request);
    assert!(verified.requested().is_empty());
}

#[test]
fn knows_the_facts_about_the_key() {
    let facts = made(&Extensions::new()).verify(&PROVIDER).expect("proven").facts();
    assert_eq!(
        (facts.algorithm, facts.bits, facts.exponent),
        (KeyAlgorithm::Ed25519, Some(256), None::<ExponentClass>)
    );
}

#[test]
fn gives_back_the_octets_received() {
    let request = made(&asking_for([typed(&dns(&["a.example"]))]));
    let again = read(request.as_der());
    assert_eq!(again.as_der(), request.as_der());
    assert!(again.as_der().windows(again.info().len()).any(|window| window == again.info()));
}

#[test]
fn writes_what_it_read_octet_by_octet() {
    let asked = asking_for([
        typed(&dns(&["a.example", "*.b.example"])),
        typed(&(KeyUsage::DIGITAL_SIGNATURE | KeyUsage::DECIPHER_ONLY)),
        typed(&ExtendedKeyUsage::new([KeyPurpose::SERVER_AUTH, KeyPurpose::ANY]).expect("two")),
        typed(&BasicConstraints::Authority { path_len: Some(0) }),
        Extension::opaque(oid_of("2.999.1"), Criticality::Critical, NULL).expect("one element"),
    ]);
    let request = made(&asked);
    assert_eq!(request.reencode().expect("small"), request.as_der());
}

#[test]
fn reads_and_verifies_a_request_of_rcgen() {
    let key = rcgen::KeyPair::generate().expect("a P-256 key");
    let params = rcgen::CertificateParams::new(["a.example".to_owned()]).expect("params");
    let made = params.serialize_request(&key).expect("a request");
    let request = read(made.der());
    assert_eq!(request.reencode().expect("small"), made.der().as_ref());
    let verified = request.verify(&PROVIDER).expect("proven");
    assert_eq!(verified.facts().algorithm.to_string(), "EC P-256");
    assert_eq!(verified.requested().subject_alt_name(), Some(&dns(&["a.example"])));
}

#[test]
fn shows_what_is_asked_for_by_type() {
    let usage = KeyUsage::DIGITAL_SIGNATURE | KeyUsage::KEY_AGREEMENT;
    let purposes = ExtendedKeyUsage::new([KeyPurpose::CLIENT_AUTH]).expect("one");
    let authority = BasicConstraints::Authority { path_len: None };
    let request = made(&asking_for([typed(&dns(&["a.example"])), typed(&usage), typed(&purposes), typed(&authority)]));
    let requested = request.requested();
    assert_eq!(requested.subject_alt_name(), Some(&dns(&["a.example"])));
    assert_eq!(requested.key_usage(), Some(usage));
    assert_eq!(requested.extended_key_usage(), Some(&purposes));
    assert_eq!(requested.basic_constraints(), Some(authority));
    assert_eq!(requested.others().count(), 0);
}

#[test]
fn carries_other_extensions_as_identifier_criticality_and_octets() {
    let other = Extension::opaque(oid_of("2.999.7"), Criticality::Critical, NULL).expect("one element");
    let request = made(&asking_for([other.clone()]));
    assert_eq!(request.requested().others().collect::<Vec<_>>(), [&other]);
}

#[test]
fn names_the_place_of_everything_asked_for() {
    let request = made(&asking_for([
        typed(&dns(&["a.example", "b.example"])),
        typed(&KeyUsage::DIGITAL_SIGNATURE),
        typed(&ExtendedKeyUsage::new([KeyPurpose::SERVER_AUTH, KeyPurpose::CLIENT_AUTH]).expect("two")),
        typed(&BasicConstraints::EndEntity),
        Extension::opaque(oid_of("2.999.7"), Criticality::NonCritical, NULL).expect("one element"),
    ]));
    let items = request.requested().items();
    let places: Vec<_> = items.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        places,
        [
            "extensionRequest.subjectAltName[0]",
            "extensionRequest.subjectAltName[1]",
            "extensionRequest.keyUsage",
            "extensionRequest.extKeyUsage[0]",
            "extensionRequest.extKeyUsage[1]",
            "extensionRequest.basicConstraints",
            "extensionRequest.extension(2.999.7)",
        ]
    );
    assert!(matches!(items.first(), Some((_, RequestedItem::Name(GeneralName::Dns(_))))));
}

#[test]
fn names_the_place_of_an_extension_that_is_not_asked_for() {
    assert_eq!(RequestedExtensions::path(oid::KEY_USAGE).as_str(), "extensionRequest.keyUsage");
}

#[test]
fn reads_extensions_under_the_microsoft_identifier() {
    let value = extensions(&[(oid::KEY_USAGE, &[3, 2, 7, 0x80])]);
    let request = read(&with_attributes(&[attribute(MICROSOFT, &[&value])]));
    assert_eq!(request.requested().key_usage(), Some(KeyUsage::DIGITAL_SIGNATURE));
    assert_eq!(request.reencode().expect("small"), request.as_der());
}

fn remote() -> RemoteKey {
    let key = PublicKey::from_der(&ed25519()).expect("a key");
    RemoteKey::new(key, SignatureAlgorithm::Ed25519).expect("they fit")
}

#[test]
fn refuses_to_sign_what_it_would_not_read_before_the_key_is_used() {
    let malformed = Extension::opaque(oid::BASIC_CONSTRAINTS, Criticality::Critical, NULL).expect("one element");
    let error = CertificationRequest::sign(&subject(), &asking_for([malformed]), &remote()).expect_err("malformed");
    assert!(matches!(error, RequestSignError::Shape(_)), "{error}");
    assert!(error.to_string().starts_with("the request to be signed would not be read: expected SEQUENCE, found NULL"));
}

#[test]
fn says_that_a_key_elsewhere_was_not_used() {
    let error = CertificationRequest::sign(&subject(), &Extensions::new(), &remote()).expect_err("elsewhere");
    assert!(matches!(error, RequestSignError::Sign(SignError::Remote)), "{error}");
}

#[test]
fn makes_a_request_for_an_empty_name() {
    let request = CertificationRequest::sign(&Name::empty(), &Extensions::new(), signer().as_ref()).expect("made");
    assert!(request.verify(&PROVIDER).expect("proven").subject().is_empty());
}
