//! Each provider checks what the other signed.

use super::key;
use crate::crypto::{Curve, KeyAlgorithm, SecretKey, SignatureAlgorithm as Algorithm, aws_lc_rs, ring};

const PAIRS: [(&str, Algorithm); 12] = [
    ("rsa2048.pkcs8.pem", Algorithm::RsaPkcs1Sha256),
    ("rsa2048.pkcs1.pem", Algorithm::RsaPkcs1Sha384),
    ("rsa2048.pkcs8.pem", Algorithm::RsaPkcs1Sha512),
    ("rsa2048.pkcs8.pem", Algorithm::RsaPssSha256),
    ("rsa3072.pkcs8.pem", Algorithm::RsaPssSha384),
    ("rsa4096.pkcs8.pem", Algorithm::RsaPssSha512),
    ("rsa3072.pkcs8.pem", Algorithm::RsaPkcs1Sha384),
    ("rsa4096.pkcs8.pem", Algorithm::RsaPkcs1Sha512),
    ("p256.pkcs8.pem", Algorithm::EcdsaSha256),
    ("p256.sec1.pem", Algorithm::EcdsaSha256),
    ("p384.pkcs8.pem", Algorithm::EcdsaSha384),
    ("ed25519.pkcs8.pem", Algorithm::Ed25519),
];

fn signed_by_one_holds_for_the_other(key: &SecretKey, algorithm: Algorithm) {
    let providers = [&ring::PROVIDER, &aws_lc_rs::PROVIDER];
    let signers = providers.map(|provider| provider.keys.signer(key, algorithm).unwrap());
    assert_eq!(signers[0].public_key(), signers[1].public_key());
    for (signer, verifier) in signers.iter().zip([providers[1], providers[0]]) {
        let signature = signer.sign(b"a message").unwrap();
        let result = verifier.verifier.verify(signer.public_key(), algorithm, b"a message", signature.as_octets());
        assert_eq!(result, Ok(()), "{algorithm}");
    }
}

#[test]
fn what_one_signs_holds_for_the_other() {
    for (name, algorithm) in PAIRS {
        signed_by_one_holds_for_the_other(&key(name), algorithm);
    }
}

#[test]
fn a_key_one_makes_signs_for_the_other() {
    let made = [
        (KeyAlgorithm::Ec(Curve::P256), Algorithm::EcdsaSha256),
        (KeyAlgorithm::Ec(Curve::P384), Algorithm::EcdsaSha384),
        (KeyAlgorithm::Ed25519, Algorithm::Ed25519),
    ];
    for (kind, algorithm) in made {
        for provider in [&ring::PROVIDER, &aws_lc_rs::PROVIDER] {
            signed_by_one_holds_for_the_other(&provider.keys.generate(kind).unwrap(), algorithm);
        }
    }
    let rsa = aws_lc_rs::PROVIDER.keys.generate(KeyAlgorithm::Rsa { bits: 2048 }).unwrap();
    signed_by_one_holds_for_the_other(&rsa, Algorithm::RsaPkcs1Sha256);
}

#[test]
fn signatures_without_salt_or_nonce_are_the_same_octets() {
    let drawn = |name: &str, algorithm: Algorithm| name.starts_with('p') || algorithm.name().starts_with("RSASSA-PSS");
    for (name, algorithm) in PAIRS.into_iter().filter(|(name, algorithm)| !drawn(name, *algorithm)) {
        let [one, other] = [&ring::PROVIDER, &aws_lc_rs::PROVIDER]
            .map(|provider| provider.keys.signer(&key(name), algorithm).unwrap().sign(b"a message").unwrap());
        assert_eq!(one.as_octets(), other.as_octets(), "{name}");
    }
}
