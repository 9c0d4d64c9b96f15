//! Claims about the adapter over rcgen's keys.

use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ED25519, PublicKeyData, SigningKey};

use crate::crypto::{
    KeyAlgorithm, SignError, SignatureAlgorithm, Signer,
    rcgen::{RcgenError, RcgenSigner},
};

/// States whatever it was made with, and fails to sign.
struct Device(Vec<u8>, &'static rcgen::SignatureAlgorithm);

impl PublicKeyData for Device {
    fn subject_public_key_info(&self) -> Vec<u8> {
        self.0.clone()
    }

    fn der_bytes(&self) -> &[u8] {
        &[]
    }

    fn algorithm(&self) -> &'static rcgen::SignatureAlgorithm {
        self.1
    }
}

impl SigningKey for Device {
    fn sign(&self, _: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        Err(rcgen::Error::RemoteKeyError)
    }
}

#[cfg(feature = "ring")]
#[test]
fn a_signature_of_an_rcgen_key_holds() {
    let known = [
        (&PKCS_ECDSA_P256_SHA256, SignatureAlgorithm::EcdsaSha256),
        (&rcgen::PKCS_ECDSA_P384_SHA384, SignatureAlgorithm::EcdsaSha384),
        (&PKCS_ED25519, SignatureAlgorithm::Ed25519),
    ];
    for (name, algorithm) in known {
        let signer = RcgenSigner::new(KeyPair::generate_for(name).unwrap()).unwrap();
        assert_eq!(signer.algorithm(), algorithm);
        let signature = signer.sign(b"a message").unwrap();
        let verifier = crate::crypto::ring::PROVIDER.verifier;
        verifier.verify(signer.public_key(), algorithm, b"a message", signature.as_octets()).unwrap();
    }
}

#[test]
fn a_public_key_that_is_none_is_refused() {
    let error = RcgenSigner::new(Device(vec![0x31, 0], &PKCS_ED25519)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the public key that the rcgen key states is not one: expected SEQUENCE, found SET at byte 0 of \
         SubjectPublicKeyInfo"
    );
}

#[test]
fn an_algorithm_of_another_key_is_refused() {
    let spki = KeyPair::generate_for(&PKCS_ED25519).unwrap().subject_public_key_info();
    let error = RcgenSigner::new(Device(spki, &PKCS_ECDSA_P256_SHA256)).unwrap_err();
    let algorithm = SignatureAlgorithm::EcdsaSha256;
    assert_eq!(error, RcgenError::DoesNotFit { key: KeyAlgorithm::Ed25519, algorithm });
    assert_eq!(
        error.to_string(),
        "the rcgen key states the algorithm ecdsa-with-SHA256, and Ed25519 keys do not make such signatures"
    );
}

#[test]
fn a_device_that_fails_is_told_and_the_key_is_not_shown() {
    let spki = KeyPair::generate_for(&PKCS_ED25519).unwrap().subject_public_key_info();
    let signer = RcgenSigner::new(Device(spki, &PKCS_ED25519)).unwrap();
    assert!(matches!(signer.sign(b"a message"), Err(SignError::Backend(_))));
    assert_eq!(format!("{signer:?}"), "RcgenSigner { algorithm: Ed25519, .. }");
}
