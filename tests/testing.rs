//! The test PKI as its users meet it: a TLS handshake, programs that read its files, panics with a reason.
//!
//! `tests/issuer/test_kit.rs` shows that production refuses it; here it works, and what must not work does not. The
//! handshakes are in `testing/handshake.rs`. The surprising choice: they are made on the first and on the last day of the
//! certificates, because a kit that expires would break every test that uses it at once.
#![cfg(feature = "testing")]
#![expect(clippy::unwrap_used, reason = "what cannot be made is a failed test")]

#[path = "testing/handshake.rs"]
mod handshake;
#[path = "common/judges.rs"]
mod judges;

use std::{fs, panic, path::PathBuf};

use chancery::{
    crypto::{SecretKey, SignatureAlgorithm, ring::PROVIDER},
    issuance::lint,
    issuer::{Issuer, IssuerError, TestMark},
    testing::{TestCertificate, TestPki},
    x509::{Certificate, Time},
};
use judges::{Chain, Purpose, every_path_judge, openssl_verify};

fn at(text: &str) -> Time {
    text.parse().unwrap()
}

#[test]
fn marks_everything_it_makes() {
    let pki = TestPki::new();
    let (server, client) = (pki.server("localhost"), pki.client("alice"));
    for certificate in [pki.root().certificate(), server.certificate(), client.certificate()] {
        assert!(certificate.subject().to_string().contains(r"O=chancery test PKI\, not for production"));
        let mark = certificate.extensions().find(TestMark::EXTENSION).unwrap();
        assert!(mark.value().ends_with(TestMark::ORGANIZATION.as_bytes()));
        lint::deep(certificate.as_der()).unwrap();
    }
}

#[test]
fn a_production_issuer_refuses_its_root() {
    let pki = TestPki::new();
    let key = SecretKey::from_pem(include_bytes!("../src/testing/keys/root.pem")).unwrap();
    let signer = PROVIDER.keys.signer(&key, SignatureAlgorithm::EcdsaSha256).unwrap();
    assert_eq!(signer.public_key(), pki.root().certificate().public_key());
    let refusal = Issuer::new(pki.root().certificate().clone(), signer, &PROVIDER, at("2026-11-22T10:00:00Z"));
    assert!(matches!(refusal, Err(IssuerError::TestKit { mark: TestMark::Extension })), "{refusal:?}");
}

#[test]
fn is_valid_for_eighty_years_or_for_what_the_catalog_says() {
    let window = |certificate: &Certificate| {
        let validity = certificate.validity();
        format!("{} {}", validity.not_before(), validity.not_after())
    };
    let pki = TestPki::new();
    for certificate in
        [pki.root().certificate(), pki.server("localhost").certificate(), pki.client("alice").certificate()]
    {
        assert_eq!(window(certificate), "2020-01-01T00:00:00Z 2099-12-31T23:59:59Z");
    }
    let pki = TestPki::at(at("2026-11-22T10:00:00Z"));
    assert_eq!(window(pki.root().certificate()), "2026-11-22T10:00:00Z 2046-11-22T09:59:59Z");
    assert_eq!(window(pki.server("localhost").certificate()), "2026-11-22T10:00:00Z 2027-02-20T09:59:59Z");
    assert_eq!(window(pki.client("alice").certificate()), "2026-11-22T10:00:00Z 2027-11-22T09:59:59Z");
}

#[test]
fn certifies_one_host_as_often_as_it_is_asked() {
    let pki = TestPki::new();
    let (first, second) = (pki.server("localhost"), pki.server("localhost"));
    assert_ne!(first.certificate().serial_number(), second.certificate().serial_number());
    assert_ne!(first.certificate().public_key(), second.certificate().public_key());
}

#[test]
fn a_host_that_is_too_long_for_a_common_name_is_certified_without_one() {
    let pki = TestPki::new();
    let (long, other) = (format!("{}.{}.example.test", "a".repeat(40), "b".repeat(40)), "localhost");
    for (hosts, common_name) in [(&[&*long][..], false), (&[&*long, other], false), (&[other, &*long], true)] {
        let server = pki.server_for(hosts);
        let subject = server.certificate().subject().to_string();
        assert_eq!(subject.contains("CN=localhost"), common_name, "{subject}");
        assert_eq!(subject.contains("CN="), common_name, "{subject}");
        lint::deep(server.certificate().as_der()).unwrap();
    }
}

#[test]
fn pem_and_rustls_types_say_the_same() {
    let pki = TestPki::new();
    let server = pki.server("localhost");
    let from_pem = |text: &str| Certificate::from_pem(text.as_bytes()).unwrap().as_der().to_vec();
    assert_eq!(from_pem(&server.certificate_pem()), server.certificate_der().as_ref());
    assert_eq!(from_pem(&pki.root().certificate_pem()), pki.root().certificate_der().as_ref());
    assert_eq!(server.chain_pem(), server.certificate_pem() + &pki.root().certificate_pem());
    assert_eq!(server.chain_der(), [server.certificate_der(), pki.root().certificate_der()]);
    let key = SecretKey::from_pem(server.key_pem().as_bytes()).unwrap();
    assert_eq!(key.secret_pkcs8_der().unwrap().as_slice(), server.key_der().secret_der());
    assert_eq!(key.stated_public_key().as_ref(), Some(server.certificate().public_key()));
}

#[test]
fn shows_no_key() {
    let server = TestPki::new().server("localhost");
    let shown = format!("{server:?}");
    assert!(shown.contains("SecretKey(EC P-256, [elided])"), "{shown}");
}

/// What the kit says when it panics, and in which file it says it.
fn panic_of(ask: impl FnOnce() -> TestCertificate + panic::UnwindSafe) -> String {
    let panicked = panic::catch_unwind(ask).unwrap_err();
    panicked.downcast_ref::<String>().unwrap().clone()
}

#[test]
fn panics_with_a_reason_for_what_is_no_host_or_client() {
    assert_eq!(
        panic_of(|| TestPki::new().server("local_host")),
        "a test certificate for \"local_host\" was not made: a host name has letters, digits, hyphens and dots only \
         (RFC 1034 §3.5), found '_'"
    );
    assert_eq!(
        panic_of(|| TestPki::new().server_for(&[])),
        "a test certificate for the hosts [] was not made: the request is refused for 1 reason: \
         applicant.subjectAltName is nothing; permitted is at least one of dns-name, ip-address (RFC 5280 §4.2.1.6)"
    );
    let long = panic_of(|| TestPki::new().client(&"a".repeat(65)));
    assert!(long.starts_with("a test certificate for the client \"aaa"), "{long}");
    assert!(long.contains("was not made: the request is refused for 1 reason: applicant.CN is "), "{long}");
}

#[test]
fn panics_in_the_line_of_the_caller() {
    static PLACE: std::sync::Mutex<String> = std::sync::Mutex::new(String::new());
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panicked| {
        if panicked.to_string().contains("in_this_file") {
            *PLACE.lock().unwrap() = panicked.location().unwrap().file().to_owned();
        }
        usual(panicked);
    }));
    let _ = panic_of(|| TestPki::new().server("in_this_file"));
    let _ = panic::take_hook();
    assert!(PLACE.lock().unwrap().ends_with("testing.rs"));
    assert!(!PLACE.lock().unwrap().contains("src"));
}

/// The certificate in `leaf.pem` and the root in `root.pem` of a directory.
fn files(directory: &tempfile::TempDir, root: &TestPki, leaf: &TestCertificate) -> [PathBuf; 2] {
    let [root_file, leaf_file] = ["root.pem", "leaf.pem"].map(|name| directory.path().join(name));
    fs::write(&root_file, root.root().certificate_pem()).unwrap();
    fs::write(&leaf_file, leaf.chain_pem()).unwrap();
    [root_file, leaf_file]
}

#[test]
fn judges_accept_the_chain_and_refuse_a_stranger() {
    let pki = TestPki::new();
    for (leaf, purpose) in [(pki.server("localhost"), Purpose::TlsServer), (pki.client("alice"), Purpose::TlsClient)] {
        let directory = tempfile::tempdir().unwrap();
        let [root, leaf_file] = files(&directory, &pki, &leaf);
        let chain = Chain { root: &root, issuing: None, leaf: &leaf_file, at: None };
        for (judge, verdict) in every_path_judge(&chain, purpose) {
            verdict.assert_accepted(judge);
        }
        let [root, leaf_file] = files(&directory, &TestPki::stranger(), &leaf);
        let chain = Chain { root: &root, issuing: None, leaf: &leaf_file, at: None };
        openssl_verify(&chain, purpose).assert_refused("openssl", "unable to get local issuer certificate");
    }
}

#[test]
fn openssl_reads_chain_and_key() {
    let server = TestPki::new().server_for(&["localhost", "127.0.0.1", "::1"]);
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("chain.pem"), server.chain_pem()).unwrap();
    fs::write(directory.path().join("key.pem"), server.key_pem()).unwrap();
    let make = |arguments: &[&str]| judges::openssl_make(directory.path(), arguments);
    let Some(of_key) = make(&["pkey", "-in", "key.pem", "-pubout"]) else { return };
    let of_certificate = make(&["x509", "-in", "chain.pem", "-noout", "-pubkey"]).unwrap();
    assert_eq!(of_key, of_certificate);
    let text = make(&["x509", "-in", "chain.pem", "-noout", "-text"]).unwrap();
    assert!(text.contains("DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1"), "{text}");
    assert!(text.contains("2.999.7265.1"), "{text}");
}
