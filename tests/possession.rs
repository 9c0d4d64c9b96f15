//! Possession, attacked octet by octet, and asked of both providers.
//!
//! Requests that two providers and OpenSSL agree are sound are changed in every octet; whatever comes out is never
//! "proven", unless the file still decodes to itself. And what one provider says of a request, the other says too,
//! or it says by name that it cannot check. Collections are found as in `tests/corpora.rs`.
#![cfg(all(feature = "ring", feature = "aws-lc-rs"))]
#![expect(clippy::expect_used, reason = "a request that cannot be made is a failed test")]

use std::{fs, path::Path};

use chancery::{
    crypto::{Provider, SecretKey, SignatureAlgorithm, aws_lc_rs, ring},
    request::{CertificationRequest, Possession, PossessionError},
    x509::{
        AttributeType, Extension, Extensions, GeneralName, Name,
        extension::{KeyUsage, SubjectAltName, SubjectName, TypedExtension},
    },
};

#[path = "common/corpora.rs"]
mod corpora;

use corpora::{collection, requests};

const PROVIDERS: [(&str, Provider); 2] = [("ring", ring::PROVIDER), ("aws-lc-rs", aws_lc_rs::PROVIDER)];

/// Six requests: two curves, two lengths of RSA, PKCS#1 v1.5 and PSS, Ed25519.
const KEYS: [(&str, SignatureAlgorithm); 6] = [
    ("p256", SignatureAlgorithm::EcdsaSha256),
    ("p384", SignatureAlgorithm::EcdsaSha384),
    ("rsa2048", SignatureAlgorithm::RsaPkcs1Sha256),
    ("rsa3072", SignatureAlgorithm::RsaPkcs1Sha512),
    ("rsa2048", SignatureAlgorithm::RsaPssSha256),
    ("ed25519", SignatureAlgorithm::Ed25519),
];

/// A request that asks for two names and a key usage.
fn request(file: &str, algorithm: SignatureAlgorithm) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/keys/{file}.pkcs8.pem"));
    let key = SecretKey::from_pem(&fs::read(path).expect("a key")).expect("a sound key");
    let signer = ring::PROVIDER.keys.signer(&key, algorithm).expect("a signer");
    let subject = Name::of(&[(AttributeType::COUNTRY, "PL"), (AttributeType::COMMON_NAME, "www.example.pl")]);
    let hosts = ["www.example.pl", "example.pl"].map(|host| GeneralName::Dns(host.parse().expect("a host name")));
    let mut requested = Extensions::new();
    requested.push(typed(&KeyUsage::DIGITAL_SIGNATURE)).expect("once");
    requested.push(typed(&SubjectAltName::new(hosts).expect("names"))).expect("once");
    let made = CertificationRequest::sign(&subject.expect("a name"), &requested, signer.as_ref());
    made.expect("a request").as_der().to_vec()
}

fn typed<E: TypedExtension>(value: &E) -> Extension {
    Extension::typed(value, SubjectName::NonEmpty).expect("small")
}

fn verdict(der: &[u8], provider: &Provider) -> Option<Result<(), PossessionError>> {
    let request = CertificationRequest::from_bytes(der).ok()?;
    Some(request.verify(provider).map(drop))
}

#[test]
fn no_change_of_an_octet_leaves_possession_proven() {
    for (file, algorithm) in KEYS {
        let sound = request(file, algorithm);
        let mut readable = 0_usize;
        for place in 0..sound.len() {
            for change in [0x01, 0x20, 0x80, 0xff] {
                let mut der = sound.clone();
                *der.get_mut(place).expect("within") ^= change;
                let Ok(read) = CertificationRequest::from_der(&der) else { continue };
                readable += 1;
                assert_eq!(read.reencode().expect("small"), der, "{file}: octet {place} ^ {change:#04x}");
                for (name, provider) in &PROVIDERS {
                    let verified = read.clone().verify(provider);
                    assert!(verified.is_err(), "{file}: octet {place} ^ {change:#04x} is proven by {name}");
                }
            }
        }
        assert!(readable > 100, "{file}: {readable} changed requests were readable");
        for (name, provider) in &PROVIDERS {
            assert_eq!(verdict(&sound, provider), Some(Ok(())), "{file} is not proven by {name}");
        }
    }
}

/// Both say the same, or one says that it cannot check what the other did.
fn agree(name: &str, der: &[u8]) {
    let [ring, aws_lc_rs] = PROVIDERS.map(|(_, provider)| verdict(der, &provider));
    let (Some(ring), Some(aws_lc_rs)) = (ring, aws_lc_rs) else { return };
    let unable = |verdict: &Result<(), PossessionError>| matches!(verdict, Err(error @ PossessionError::NotCheckable { .. }) if error.possession() == Possession::NotCheckable);
    assert!(ring == aws_lc_rs || unable(&ring) || unable(&aws_lc_rs), "{name}: {ring:?} and {aws_lc_rs:?}");
}

#[test]
fn providers_agree_on_every_changed_octet() {
    for (file, algorithm) in KEYS {
        let sound = request(file, algorithm);
        for place in 0..sound.len() {
            let mut der = sound.clone();
            *der.get_mut(place).expect("within") ^= 0x01;
            agree(&format!("{file}, octet {place}"), &der);
        }
    }
}

#[test]
fn providers_agree_on_every_request_of_the_collections() {
    let Some(root) = collection("providers_agree_on_every_request_of_the_collections") else { return };
    let files = requests(&root);
    assert!(files.len() > 500, "{} files", files.len());
    for (name, path) in files {
        agree(&name, &fs::read(path).expect("a file of the collection"));
    }
}

/// What only one of the two can check, counted, so that a list that grows or shrinks is seen.
#[test]
fn ring_leaves_open_what_it_cannot_check() {
    let Some(root) = collection("ring_leaves_open_what_it_cannot_check") else { return };
    let mut open = Vec::new();
    for (_, path) in requests(&root) {
        let der = fs::read(path).expect("a file of the collection");
        let [ring, aws_lc_rs] = PROVIDERS.map(|(_, provider)| verdict(&der, &provider));
        if let (Some(Err(PossessionError::NotCheckable { key, algorithm, .. })), Some(Ok(()))) = (ring, aws_lc_rs) {
            open.push(format!("{algorithm} under {key}"));
        }
    }
    open.sort();
    open.dedup();
    let expected =
        ["ecdsa-with-SHA256 under EC P-521", "ecdsa-with-SHA512 under EC P-256", "ecdsa-with-SHA512 under EC P-521"];
    assert_eq!(open, expected);
}

#[test]
fn the_prime_test_is_for_keys_that_the_sender_holds() {
    use chancery::request::{KeyFloor, VerifySettings};
    let Some(root) = collection("the_prime_test_is_for_keys_that_the_sender_holds") else { return };
    let mut der = fs::read(root.join("weak/csr/rsa-prime-modulus.der")).expect("a file of the collection");
    let rules = |der: &[u8]| {
        let request = CertificationRequest::from_der(der).expect("readable");
        let examined = request.examine(&aws_lc_rs::PROVIDER, &KeyFloor::BASELINE, &VerifySettings::DEFAULT);
        examined.violations.iter().map(|violation| violation.rule().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(rules(&der), ["key.rsa.prime-modulus"]);
    *der.last_mut().expect("octets") ^= 1;
    assert_eq!(rules(&der), ["request.signature.bad"]);
}
