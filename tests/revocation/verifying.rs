//! Verifying: whose list it is, and when that cannot be said.
//!
//! RFC 5280 §6.3.3 (f) and (g), §5.2.1, §4.2.1.3.

use std::sync::Arc;

use chancery::{
    crypto::{SignatureAlgorithm, VerifyError},
    revocation::{Crl, CrlVerifyError},
    x509::{
        AttributeType, Certificate,
        extension::{Criticality, KeyUsage, SubjectKeyIdentifier},
    },
};

use super::{
    ca,
    forge::{Forgery, extension, opaque},
    issuer,
    made::{self, Made},
    provider,
};

fn certificate() -> Certificate {
    issuer().certificate().unwrap().clone()
}

#[track_caller]
fn refusal(crl: &Crl, certificate: &Certificate) -> CrlVerifyError {
    crl.verify(certificate, provider()).unwrap_err()
}

/// A certificate of the same name and key with these usages.
fn another(usage: KeyUsage, identifier: Option<&SubjectKeyIdentifier>) -> Certificate {
    let forgery = Forgery::authority(ca::signer(provider(), "ed25519")).named(ca::ca_name().as_der().to_vec());
    let extensions = [Some(extension(&usage)), identifier.map(extension)];
    forgery.with_extensions(extensions.into_iter().flatten().collect::<Vec<_>>()).certificate()
}

#[test]
fn verifies_a_list_under_the_certificate_of_its_issuer() {
    Made::sound().crl().verify(&certificate(), provider()).unwrap();
}

#[test]
fn verifies_where_one_side_names_no_key() {
    let unnamed = another(KeyUsage::CRL_SIGN, None);
    Made::sound().crl().verify(&unnamed, provider()).unwrap();
    Made::sound().with_extensions([made::number(1)]).crl().verify(&certificate(), provider()).unwrap();
}

#[test]
fn verifies_a_name_that_matches_without_the_same_octets() {
    let spelled = ca::name(&[
        (AttributeType::COUNTRY, "PL"),
        (AttributeType::ORGANIZATION, "EXAMPLE"),
        (AttributeType::COMMON_NAME, "example  root"),
    ]);
    let crl = Made { issuer: spelled.as_der().to_vec(), ..Made::sound() }.crl();
    crl.verify(&certificate(), provider()).unwrap();
}

#[test]
fn refuses_another_issuer() {
    let other = ca::name(&[(AttributeType::COMMON_NAME, "Another")]);
    let crl = Made { issuer: other.as_der().to_vec(), ..Made::sound() }.crl();
    let error = refusal(&crl, &certificate());
    assert!(matches!(error, CrlVerifyError::OtherIssuer { .. }));
    let sentence = error.to_string();
    assert!(sentence.starts_with("the CRL is of ") && sentence.contains("Another"), "{sentence}");
    assert!(sentence.ends_with("(RFC 5280 §6.3.3)"), "{sentence}");
}

#[test]
fn refuses_another_key_identifier() {
    let identifier = SubjectKeyIdentifier::new([7; 20]).unwrap();
    let error = refusal(&Made::sound().crl(), &another(KeyUsage::CRL_SIGN, Some(&identifier)));
    assert_eq!(
        error.to_string(),
        format!(
            "the CRL is signed with the key {}, the certificate is of the key {identifier} (RFC 5280 §5.2.1)",
            issuer().key_identifier()
        )
    );
}

#[test]
fn refuses_a_certificate_that_may_not_sign_lists() {
    let error = refusal(&Made::sound().crl(), &another(KeyUsage::KEY_CERT_SIGN, None));
    assert_eq!(error.to_string(), "the certificate may not sign CRLs: keyUsage has no cRLSign (RFC 5280 §4.2.1.3)");
}

#[test]
fn refuses_a_critical_extension_nobody_knows() {
    let delta = opaque("2.5.29.27", Criticality::Critical, &[2, 1, 1]);
    let crl = Made::sound().with_extensions([made::number(1), delta]).crl();
    assert_eq!(
        refusal(&crl, &certificate()).to_string(),
        "the CRL has the critical extension 2.5.29.27, which this library does not know and may not ignore \
         (RFC 5280 §5.2)"
    );
    crl.verify_signature(certificate().public_key(), provider().verifier).unwrap();
}

#[test]
fn refuses_a_part_of_a_list_that_does_not_say_so_critically() {
    for (oid, value) in [("2.5.29.27", &[2, 1, 1][..]), ("2.5.29.28", &[0x30, 3, 0x82, 1, 0xff])] {
        let part = opaque(oid, Criticality::NonCritical, value);
        let crl = Made::sound().with_extensions([made::number(1), part]).crl();
        assert_eq!(
            refusal(&crl, &certificate()).to_string(),
            format!(
                "the CRL has the extension {oid}, which is critical by RFC 5280 §5.2 and is not critical here; it is a \
                 part of a list and must not be taken for the whole"
            )
        );
    }
}

#[test]
fn refuses_a_signature_that_does_not_hold() {
    let sound = Made::sound().signed();
    for at in [sound.len() - 1, sound.len() / 2] {
        let mut octets = sound.clone();
        octets[at] ^= 1;
        let Ok(crl) = Crl::from_der(octets) else { continue };
        assert_eq!(refusal(&crl, &certificate()), CrlVerifyError::Signature(VerifyError::BadSignature));
    }
}

#[test]
fn refuses_an_algorithm_that_is_not_the_keys() {
    let algorithm = SignatureAlgorithm::EcdsaSha256.identifier().to_vec();
    let crl = Made { algorithm, ..Made::sound() }.crl();
    assert!(matches!(refusal(&crl, &certificate()), CrlVerifyError::Signature(_)));
}

#[test]
fn refuses_an_algorithm_nobody_knows_by_name() {
    // id-Ed448
    let algorithm = vec![0x30, 5, 6, 3, 0x2b, 0x65, 0x71];
    let crl = Made { algorithm, ..Made::sound() }.crl();
    assert!(matches!(refusal(&crl, &certificate()), CrlVerifyError::Algorithm(_)));
    let _ = Arc::new(());
}
