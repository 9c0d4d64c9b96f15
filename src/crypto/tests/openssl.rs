//! Keys and signatures made on the spot by the OpenSSL tool, where there is one.
//!
//! Fixtures show the keys of one version; these show the keys of the version at hand.

use std::{fs, io::Write, process::Command};

use tempfile::TempDir;

use crate::crypto::{Provider, SecretKey, SignatureAlgorithm as Algorithm, VerifyError};

fn providers() -> Vec<&'static Provider> {
    vec![
        #[cfg(feature = "ring")]
        &crate::crypto::ring::PROVIDER,
        #[cfg(feature = "aws-lc-rs")]
        &crate::crypto::aws_lc_rs::PROVIDER,
    ]
}

/// Runs the tool in `place`; `None` where there is none, which is written down with the name of the test.
fn openssl(test: &str, place: &TempDir, arguments: &str) -> Option<Vec<u8>> {
    match Command::new("openssl").args(arguments.split(' ')).current_dir(place.path()).output() {
        Ok(output) if output.status.success() => Some(output.stdout),
        Ok(output) => panic!("openssl {arguments}: {}", String::from_utf8_lossy(&output.stderr)),
        Err(error) => {
            writeln!(std::io::stderr(), "skipped {test}: no openssl ({error})").unwrap();
            None
        }
    }
}

#[test]
fn loads_the_keys_openssl_makes() {
    let place = tempfile::tempdir().unwrap();
    let commands = [
        ("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048", Algorithm::RsaPkcs1Sha256),
        ("genrsa -traditional 2048", Algorithm::RsaPkcs1Sha512),
        ("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256", Algorithm::EcdsaSha256),
        ("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384", Algorithm::EcdsaSha384),
        ("ecparam -name prime256v1 -genkey", Algorithm::EcdsaSha256),
        ("ecparam -name secp384r1 -genkey -noout", Algorithm::EcdsaSha384),
        ("genpkey -algorithm ED25519", Algorithm::Ed25519),
    ];
    for (command, algorithm) in commands {
        let Some(text) = openssl("loads_the_keys_openssl_makes", &place, command) else { return };
        let key = SecretKey::from_pem(&text).unwrap_or_else(|error| panic!("{command}: {error}"));
        for provider in providers() {
            let signer = provider.keys.signer(&key, algorithm).unwrap();
            let signature = signer.sign(b"a message").unwrap();
            let verifier = provider.verifier;
            verifier.verify(signer.public_key(), algorithm, b"a message", signature.as_octets()).unwrap();
        }
    }
}

#[test]
fn checks_every_curve_and_hash_openssl_signs_with() {
    const NAME: &str = "checks_every_curve_and_hash_openssl_signs_with";
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("message"), b"a message").unwrap();
    for curve in ["P-256", "P-384"] {
        let command = format!("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:{curve} -out key");
        if openssl(NAME, &place, &command).is_none() {
            return;
        }
        let text = fs::read(place.path().join("key")).unwrap();
        let public = SecretKey::from_pem(&text).unwrap().stated_public_key().unwrap();
        for (hash, algorithm) in [("sha256", Algorithm::EcdsaSha256), ("sha384", Algorithm::EcdsaSha384)] {
            let signature = openssl(NAME, &place, &format!("dgst -{hash} -sign key message")).unwrap();
            for provider in providers() {
                let result = provider.verifier.verify(&public, algorithm, b"a message", &signature);
                assert_eq!(result, Ok(()), "{curve} {hash}");
            }
        }
    }
}

#[test]
fn checks_rsassa_pss_with_the_salt_it_names() {
    const NAME: &str = "checks_rsassa_pss_with_the_salt_it_names";
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("message"), b"a message").unwrap();
    fs::write(place.path().join("key"), super::fixture("rsa2048.pkcs8.pem")).unwrap();
    let public = super::key("rsa2048.pkcs8.pem").stated_public_key().unwrap();
    let hashes =
        [("sha256", Algorithm::RsaPssSha256), ("sha384", Algorithm::RsaPssSha384), ("sha512", Algorithm::RsaPssSha512)];
    for (hash, algorithm) in hashes {
        for (salt, wanted) in [("digest", Ok(())), ("20", Err(VerifyError::BadSignature))] {
            let options = format!("-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:{salt}");
            let command = format!("dgst -{hash} {options} -sign key message");
            let Some(signature) = openssl(NAME, &place, &command) else { return };
            for provider in providers() {
                let result = provider.verifier.verify(&public, algorithm, b"a message", &signature);
                assert_eq!(result, wanted, "{hash} {salt}");
            }
        }
    }
}

#[test]
fn openssl_reads_the_keys_we_write() {
    let place = tempfile::tempdir().unwrap();
    for name in ["rsa2048.pkcs1.pem", "p256.sec1.pem", "p256.nopublic.pem", "p384.pkcs8.pem", "ed25519.pkcs8.pem"] {
        let text = super::key(name).secret_pkcs8_pem().unwrap();
        fs::write(place.path().join("key"), text.as_bytes()).unwrap();
        let arguments = "pkey -in key -noout -check";
        if openssl("openssl_reads_the_keys_we_write", &place, arguments).is_none() {
            return;
        }
    }
}
