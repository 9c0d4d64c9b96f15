//! Issuers: which certificates and keys make one, and why the others do not.
//!
//! One question of `Issuer::new`, one certificate, one sentence; certificates come from `common/forge.rs`, each with one
//! thing wrong. In `issuer/corpora.rs` are other people's CA certificates with unusual names, whose octets must come back
//! in what is issued under them.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(clippy::unwrap_used, clippy::panic, reason = "an issuer that cannot be asked is a failed test")]

#[path = "common/ca.rs"]
mod ca;
#[path = "issuer/corpora.rs"]
mod corpora;
#[path = "common/forge.rs"]
mod forge;
#[path = "issuer/test_kit.rs"]
mod test_kit;

use std::sync::Arc;

use chancery::{
    crypto::{PublicKey, SignError, Signature, SignatureAlgorithm, Signer},
    issuance::AdoptError,
    issuer::{Issuer, IssuerError, Publication, SelfCheck, Standing},
    x509::{
        AttributeType, Name,
        extension::{AuthorityKeyIdentifier, BasicConstraints, Criticality, KeyPurpose, KeyUsage},
    },
};

use ca::{at, name, provider, signer};
use forge::{Forgery, basic_constraints, extension, key_identifier, key_usage, opaque};

fn forgery() -> Forgery {
    Forgery::authority(signer(provider(), "p256"))
}

/// What `Issuer::new` says to this certificate and its key, in the middle of its year.
fn asked(forgery: &Forgery) -> Result<Issuer, IssuerError> {
    Issuer::new(forgery.certificate(), Arc::clone(&forgery.signer), provider(), at("2026-06-01T00:00:00Z"))
}

#[track_caller]
fn refusal(forgery: &Forgery) -> String {
    match asked(forgery) {
        Ok(issuer) => panic!("{issuer:?} is an issuer"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn takes_a_certificate_and_its_key() {
    let forgery = Forgery::authority(signer(provider(), "rsa2048"));
    let issuer = asked(&forgery).unwrap();
    assert_eq!(issuer.standing(), Standing::Certified);
    assert_eq!(issuer.name().as_der(), forgery.subject);
    assert_eq!(issuer.certificate(), Some(&forgery.certificate()));
    assert_eq!(issuer.key_identifier().as_octets(), [0xaa; 20]);
    assert_eq!(issuer.public_key(), forgery.signer.public_key());
    assert_eq!(issuer.algorithm(), SignatureAlgorithm::RsaPkcs1Sha256);
    assert_eq!((issuer.path_len(), issuer.name_constraints()), (None, None));
    assert_eq!(issuer.validity().unwrap().not_after(), at("2026-12-31T23:59:59Z"));
    assert_eq!(issuer.publication(), &Publication::none());
}

#[test]
fn refuses_a_key_that_is_not_the_certificates() {
    let certificate = forgery().certificate();
    let ask = |key| Issuer::new(certificate.clone(), signer(provider(), key), provider(), at("2026-06-01T00:00:00Z"));
    assert_eq!(
        ask("p384").unwrap_err().to_string(),
        "the key does not match the certificate: the certificate names an EC P-256 key, the signer has another EC P-384 key"
    );
    assert!(matches!(ask("rsa2048").unwrap_err(), IssuerError::KeyDoesNotMatch { .. }));
}

/// A signer that says it makes what its key cannot make.
struct Boastful(Arc<dyn Signer>);

impl Signer for Boastful {
    fn public_key(&self) -> &PublicKey {
        self.0.public_key()
    }
    fn algorithm(&self) -> SignatureAlgorithm {
        SignatureAlgorithm::Ed25519
    }
    fn sign(&self, message: &[u8]) -> Result<Signature, SignError> {
        self.0.sign(message)
    }
}

#[test]
fn refuses_an_algorithm_the_key_does_not_make() {
    let boastful = || Arc::new(Boastful(signer(provider(), "rsa2048")));
    let certificate = Forgery::authority(signer(provider(), "rsa2048")).certificate();
    let error = Issuer::new(certificate, boastful(), provider(), at("2026-06-01T00:00:00Z")).unwrap_err();
    assert_eq!(error.to_string(), "RSA 2048 keys do not make Ed25519 signatures");
    let error = Issuer::founding(ca::ca_name(), boastful(), provider()).unwrap_err();
    assert!(matches!(error, IssuerError::AlgorithmDoesNotFit { .. }));
}

#[test]
fn refuses_a_certificate_that_is_no_authoritys() {
    let sentence = "the certificate is not a CA certificate: basicConstraints does not say cA TRUE (RFC 5280 §4.2.1.9)";
    let without = forgery().with_extensions([key_usage(KeyUsage::KEY_CERT_SIGN), key_identifier()]);
    assert_eq!(refusal(&without), sentence);
    let end_entity = extension(&BasicConstraints::EndEntity);
    let denied = forgery().with_extensions([end_entity, key_usage(KeyUsage::KEY_CERT_SIGN), key_identifier()]);
    assert_eq!(refusal(&denied), sentence);
}

#[test]
fn refuses_a_certificate_without_a_key_usage() {
    assert_eq!(
        refusal(&forgery().with_extensions([basic_constraints(None), key_identifier()])),
        "the certificate has no keyUsage, which a CA certificate must have (RFC 5280 §4.2.1.3)"
    );
}

#[test]
fn refuses_a_certificate_whose_key_may_not_sign_certificates() {
    let usage = key_usage(KeyUsage::CRL_SIGN | KeyUsage::DIGITAL_SIGNATURE);
    assert_eq!(
        refusal(&forgery().with_extensions([basic_constraints(None), usage, key_identifier()])),
        "the certificate may not sign certificates: keyUsage has no keyCertSign (RFC 5280 §4.2.1.3)"
    );
}

#[test]
fn refuses_a_certificate_outside_its_window() {
    let forgery = forgery();
    let ask = |now| Issuer::new(forgery.certificate(), Arc::clone(&forgery.signer), provider(), at(now));
    assert_eq!(
        ask("2027-01-01T00:00:00Z").unwrap_err().to_string(),
        "the certificate is valid from 2026-01-01T00:00:00Z to 2026-12-31T23:59:59Z, and it is 2027-01-01T00:00:00Z"
    );
    assert!(matches!(ask("2025-12-31T23:59:59Z"), Err(IssuerError::OutsideWindow { .. })));
    assert!(ask("2026-01-01T00:00:00Z").is_ok() && ask("2026-12-31T23:59:59Z").is_ok(), "both ends count (X-09)");
}

#[test]
fn refuses_a_critical_extension_it_does_not_know() {
    for (oid, value) in [("2.999.9", b"\x05\x00".as_slice()), ("2.5.29.36", b"\x30\x03\x80\x01\x00")] {
        assert_eq!(
            refusal(&forgery().and(opaque(oid, Criticality::Critical, value))),
            format!(
                "the certificate has the critical extension {oid}, which this library does not know and may not ignore \
                 (RFC 5280 §4.2)"
            )
        );
        assert!(asked(&forgery().and(opaque(oid, Criticality::NonCritical, value))).is_ok(), "{oid}, not critical");
    }
}

#[test]
fn refuses_a_certificate_without_a_subject() {
    let sentence = "the subject is empty; an issuer has a name (RFC 5280 §4.1.2.6)";
    assert_eq!(refusal(&forgery().named(vec![0x30, 0x00])), sentence);
    let error = Issuer::founding(Name::empty(), signer(provider(), "p256"), provider()).unwrap_err();
    assert_eq!(error.to_string(), sentence);
}

#[test]
fn refuses_a_certificate_without_a_key_identifier() {
    assert_eq!(
        refusal(&forgery().with_extensions([basic_constraints(None), key_usage(KeyUsage::KEY_CERT_SIGN)])),
        "the certificate has no subjectKeyIdentifier for its certificates to point at (RFC 5280 §4.2.1.2)"
    );
}

#[test]
fn refuses_an_extension_it_knows_and_cannot_read() {
    // keyUsage with a bit string that has trailing zero bits (X.690 §11.2.2).
    let usage = opaque("2.5.29.15", Criticality::Critical, b"\x03\x02\x00\x04");
    assert_eq!(
        refusal(&forgery().with_extensions([basic_constraints(None), usage, key_identifier()])),
        "an extension of the certificate cannot be read: the named bits end in zero bits, which DER removes at byte 0 of \
         KeyUsage"
    );
}

#[test]
fn refuses_what_a_second_reader_reads_differently() {
    // issuerAltName of one malformed name: not critical and of no interest here, so our reader leaves it closed.
    let alternative = opaque("2.5.29.18", Criticality::NonCritical, b"\x30\x03\x82\x01\xff");
    let refusal = refusal(&forgery().and(alternative));
    assert!(
        refusal.starts_with("a second reader does not agree on what the certificate says: a second reader "),
        "{refusal}"
    );
    assert!(refusal.ends_with("the extension 2.5.29.18"), "{refusal}");
}

#[test]
fn refuses_a_self_signature_that_does_not_hold() {
    let honest = forgery();
    let mut der = honest.signed();
    *der.last_mut().unwrap() ^= 1;
    let certificate = chancery::x509::Certificate::from_der(&der).unwrap();
    let now = at("2026-06-01T00:00:00Z");
    let error = Issuer::new(certificate, Arc::clone(&honest.signer), provider(), now).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the certificate names itself as its issuer, but its signature was not found to hold: the signature does not hold \
         under this key"
    );
}

#[test]
fn takes_a_certificate_under_a_new_key_that_the_old_one_signed() {
    // A rollover: issuer and subject are one name, the pointer is at another key.
    let mut rollover = forgery().and(extension(&AuthorityKeyIdentifier::of(forge::identifier(&[0xbb; 20]))));
    let new = signer(provider(), "p384");
    rollover.key = new.public_key().clone();
    assert!(Issuer::new(rollover.certificate(), new, provider(), at("2026-06-01T00:00:00Z")).is_ok());
}

#[test]
fn takes_a_subordinate_whose_signature_it_has_no_key_for() {
    let mut subordinate = forgery();
    subordinate.issuer = name(&[(AttributeType::COMMON_NAME, "somebody above")]).as_der().to_vec();
    assert!(asked(&subordinate).is_ok());
}

#[test]
fn takes_purposes_that_limit_a_ca() {
    let purposes = chancery::x509::extension::ExtendedKeyUsage::new([KeyPurpose::SERVER_AUTH]).unwrap();
    let issuer = asked(&forgery().and(extension(&purposes))).unwrap();
    let authority = ca::over(issuer, ca::inventory(provider()));
    assert!(authority.adopt(ca::server_policy()).is_ok());
    let error = authority.adopt(ca::client_policy()).unwrap_err();
    assert!(matches!(error, AdoptError::Purpose(KeyPurpose::CLIENT_AUTH)), "{error}");
    assert_eq!(
        error.to_string(),
        "the issuer's certificate limits extKeyUsage, and clientAuth is not among its purposes (RFC 5280 §4.2.1.12)"
    );
}

#[test]
fn knows_its_path_length() {
    let spent =
        forgery().with_extensions([basic_constraints(Some(0)), key_usage(KeyUsage::KEY_CERT_SIGN), key_identifier()]);
    assert_eq!(asked(&spent).unwrap().path_len(), Some(0));
}

#[test]
fn every_other_value_is_the_same_after_it_is_given_addresses_and_a_self_check() {
    let issuer = asked(&forgery()).unwrap();
    let other = issuer.clone().with_publication(ca::publication()).with_self_check(SelfCheck::Always);
    assert_eq!(other.publication(), &ca::publication());
    assert_eq!(issuer.publication(), &Publication::none(), "the first is as it was");
    assert_eq!((other.name(), other.public_key()), (issuer.name(), issuer.public_key()));
}

#[test]
fn an_issuer_that_is_founding_has_a_name_and_a_key_and_no_certificate() {
    let issuer = Issuer::founding(ca::ca_name(), signer(provider(), "p256"), provider()).unwrap();
    assert_eq!(issuer.standing(), Standing::Founding);
    assert!(issuer.certificate().is_none() && issuer.validity().is_none());
    assert_eq!(issuer.name(), &ca::ca_name());
    assert_eq!(issuer.key_identifier().as_octets().len(), 20);
}

#[test]
fn the_pointer_of_what_is_issued_is_the_octets_of_the_issuers_identifier() {
    let short = forgery().with_extensions([
        basic_constraints(None),
        key_usage(KeyUsage::KEY_CERT_SIGN),
        opaque("2.5.29.14", Criticality::NonCritical, b"\x04\x03abc"),
    ]);
    let authority = ca::over(asked(&short).unwrap(), ca::inventory(provider()));
    let now = at("2026-06-01T00:00:00Z");
    let request = ca::bare(provider(), "p384");
    let policy = chancery::policy::catalog::TlsClient::new(chancery::x509::Lifetime::Days(30));
    let approved = ca::approve(&authority, policy, request, &ca::client(), now).unwrap();
    let certificate = authority.issue(approved, now).unwrap().into_certificate();
    let pointer: AuthorityKeyIdentifier = certificate.typed().unwrap().unwrap();
    assert_eq!(pointer.key_identifier().unwrap().as_octets(), b"abc");
}
