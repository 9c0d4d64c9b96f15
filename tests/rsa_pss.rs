//! RSASSA-PSS from one end to the other: an authority that signs so, and the programs that must believe it.
//!
//! Baseline Requirements §7.1.3.2.1, RFC 4055 §3. Beside it, in `rsa_pss/requests.rs`, the requests that OpenSSL and GnuTLS
//! make. The surprising choice: webpki is given one verifier for each hash and not its whole list, so that a certificate
//! that holds was signed with the hash that was named.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a step that fails is a failed test")]

#[path = "common/ca.rs"]
mod ca;
#[path = "common/judges.rs"]
mod judges;
#[path = "rsa_pss/requests.rs"]
mod requests;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use chancery::{
    Authority,
    crypto::{Provider, SignatureAlgorithm, Signer},
    issuance::lint,
    issuer::Issuer,
    policy::catalog::TlsServer,
    revocation::{CrlOrder, CrlSchedule},
    x509::{Certificate, Name, TbsCertificate},
};
use rustls_pki_types::{SignatureVerificationAlgorithm, UnixTime};
use webpki::{EndEntityCert, Error, KeyUsage, anchor_from_trusted_cert, ring as verifiers};

use ca::{
    PROVIDERS, approve, at, authority, bare, ca_name, inventory, now, over, provider, root_applicant, secret, server,
};
use judges::{Chain, Purpose};

type WebpkiVerifier = &'static dyn SignatureVerificationAlgorithm;

const HASHES: [(SignatureAlgorithm, WebpkiVerifier); 3] = [
    (SignatureAlgorithm::RsaPssSha256, verifiers::RSA_PSS_2048_8192_SHA256_LEGACY_KEY),
    (SignatureAlgorithm::RsaPssSha384, verifiers::RSA_PSS_2048_8192_SHA384_LEGACY_KEY),
    (SignatureAlgorithm::RsaPssSha512, verifiers::RSA_PSS_2048_8192_SHA512_LEGACY_KEY),
];

/// The key of the tests as a signer of this algorithm.
fn signer(provider: &Provider, algorithm: SignatureAlgorithm) -> Arc<dyn Signer> {
    provider.keys.signer(&secret("rsa3072"), algorithm).unwrap()
}

/// An authority under a root that signed itself, both with this algorithm.
fn pss_authority(provider: &Provider, algorithm: SignatureAlgorithm) -> (Authority, Certificate) {
    let signer = signer(provider, algorithm);
    let request = ca::request_by(provider, signer.as_ref(), &ca_name(), []);
    let founding = Issuer::founding(ca_name(), signer.clone(), provider).unwrap();
    let start = at("2026-01-01T00:00:00Z");
    let above = Authority::new(founding, inventory(provider)).with_random(Arc::new(ca::Stuck));
    let approved = approve(&above, ca::root_policy(), request, &root_applicant(), start).unwrap();
    let root = above.issue(approved, start).unwrap().into_certificate();
    let issuer = Issuer::new(root.clone(), signer, provider, now()).unwrap();
    (over(issuer, inventory(provider)), root)
}

fn webpki(root: &Certificate, leaf: &Certificate, verifier: WebpkiVerifier) -> Result<(), Error> {
    let (root, leaf) = (root.to_pki_types(), leaf.to_pki_types());
    let anchors = [anchor_from_trusted_cert(&root)?];
    let at = UnixTime::since_unix_epoch(Duration::from_secs(judged_at()));
    let leaf = EndEntityCert::try_from(&leaf)?;
    leaf.verify_for_usage(&[verifier], &anchors, &[], at, KeyUsage::server_auth(), None, None).map(drop)
}

fn judged_at() -> u64 {
    u64::try_from(now().unix_seconds()).unwrap() + 86_400
}

fn written(directory: &Path, name: &str, text: String) -> PathBuf {
    let file = directory.join(name);
    fs::write(&file, text).unwrap();
    file
}

#[test]
fn an_authority_that_signs_rsassa_pss_issues_what_others_believe() {
    let directory = tempfile::tempdir().unwrap();
    for (made_by, provider) in PROVIDERS {
        for (algorithm, verifier) in HASHES {
            let (authority, root) = pss_authority(provider, algorithm);
            let policy: TlsServer = ca::server_policy();
            let leaf = ca::walk(&authority, policy, bare(provider, "p256"), &server(&["host.example"]));
            let name = format!("{made_by}, {algorithm}");
            let tbs = TbsCertificate::from_der(leaf.to_be_signed()).unwrap();
            assert_eq!(tbs.signature().octets, algorithm.identifier(), "{name}");
            lint::deep(leaf.as_der()).unwrap();
            webpki(&root, &leaf, verifier).unwrap();
            for (_, other) in PROVIDERS {
                leaf.verify_signature(root.public_key(), other.verifier).unwrap();
            }
            let file = |of: &Certificate, name| written(directory.path(), name, of.to_pem());
            let (root, leaf) = (file(&root, "root.pem"), file(&leaf, "leaf.pem"));
            let chain = Chain { root: &root, issuing: None, leaf: &leaf, at: Some(judged_at()) };
            judges::openssl_verify(&chain, Purpose::TlsServer).assert_accepted(&format!("openssl, {name}"));
            judges::certtool_verify_chain(&chain, Purpose::TlsServer).assert_accepted(&format!("certtool, {name}"));
        }
    }
}

#[test]
fn webpki_refuses_such_a_certificate_under_the_verifier_of_another_hash() {
    let (authority, root) = pss_authority(provider(), SignatureAlgorithm::RsaPssSha256);
    let leaf = ca::walk(&authority, ca::server_policy(), bare(provider(), "p256"), &server(&["host.example"]));
    for verifier in [verifiers::RSA_PSS_2048_8192_SHA384_LEGACY_KEY, verifiers::RSA_PKCS1_2048_8192_SHA256] {
        let refusal = webpki(&root, &leaf, verifier).unwrap_err();
        assert!(matches!(refusal, Error::UnsupportedSignatureAlgorithmContext(_)), "{refusal:?}");
    }
}

#[test]
fn a_list_signed_with_rsassa_pss_is_believed() {
    let (authority, root) = pss_authority(provider(), SignatureAlgorithm::RsaPssSha256);
    let order = CrlOrder::new(now(), CrlSchedule::PROPOSED);
    let list = authority.crl(&order).unwrap().sign().unwrap();
    assert_eq!(list.algorithm(), Ok(SignatureAlgorithm::RsaPssSha256));
    list.verify(&root, provider()).unwrap();
    let directory = tempfile::tempdir().unwrap();
    written(directory.path(), "root.pem", root.to_pem());
    written(directory.path(), "list.pem", list.to_pem());
    let arguments = ["crl", "-noout", "-verify", "-CAfile", "root.pem", "-in", "list.pem"];
    let Some(text) = judges::openssl_says(directory.path(), &arguments) else { return };
    assert!(text.contains("verify OK"), "{text}");
}

#[test]
fn one_key_signs_by_either_padding_and_the_issuer_says_which() {
    let (_, root) = pss_authority(provider(), SignatureAlgorithm::RsaPssSha256);
    let usual = signer(provider(), SignatureAlgorithm::RsaPkcs1Sha256);
    let issuer = Issuer::new(root.clone(), usual, provider(), now()).unwrap();
    let pkcs1 = over(issuer, inventory(provider()));
    let leaf = ca::walk(&pkcs1, ca::server_policy(), bare(provider(), "p256"), &server(&["host.example"]));
    webpki(&root, &leaf, verifiers::RSA_PKCS1_2048_8192_SHA256).unwrap();
    webpki(&root, &leaf, verifiers::RSA_PSS_2048_8192_SHA256_LEGACY_KEY).unwrap_err();
}

#[test]
fn an_ordinary_key_in_a_request_signed_with_rsassa_pss_is_certified() {
    for (_, provider) in PROVIDERS {
        let subscriber = provider.keys.signer(&secret("rsa2048"), SignatureAlgorithm::RsaPssSha512).unwrap();
        let request = ca::request_by(provider, subscriber.as_ref(), &Name::empty(), []);
        let leaf = ca::walk(&authority(provider, "p384"), ca::server_policy(), request, &server(&["host.example"]));
        assert_eq!(leaf.public_key(), subscriber.public_key());
    }
}
