//! Where strangers refuse our certificates, as they must, and where they do not agree with each other.
//!
//! One chain of fixture keys: a root with P-384, a server directly under it. `tests/judges.rs` shows that each judge
//! refuses OpenSSL's bad chains; here the good and the bad are ours. RFC 5280 §4.2.1.6 and §4.2.1.12.

use std::path::PathBuf;

use chancery::x509::Certificate;
use rustls_pki_types::ServerName;
use tempfile::TempDir;
use webpki::EndEntityCert;

use super::{
    ca::{authority, bare, now, provider, root, server, server_policy, walk},
    judges::{self, Chain, Purpose, Verdict, every_path_judge},
};

/// A server with these host names, and its chain as files.
struct Made {
    _directory: TempDir,
    leaf: Certificate,
    root_file: PathBuf,
    leaf_file: PathBuf,
}

impl Made {
    fn server(hosts: &[&str]) -> Self {
        Self::of(walk(&authority(provider(), "p384"), server_policy(), bare(provider(), "p256"), &server(hosts)))
    }

    fn of(leaf: Certificate) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let file = |name: &str, certificate: &Certificate| {
            let file = directory.path().join(name);
            std::fs::write(&file, certificate.to_pem()).unwrap();
            file
        };
        let (root_file, leaf_file) = (file("root.pem", &root(provider(), "p384")), file("leaf.pem", &leaf));
        Self { _directory: directory, leaf, root_file, leaf_file }
    }

    fn chain(&self) -> Chain<'_> {
        let middle = now().plus_seconds(30 * 86_400).unwrap();
        let at = Some(u64::try_from(middle.unix_seconds()).unwrap());
        Chain { root: &self.root_file, issuing: None, leaf: &self.leaf_file, at }
    }
}

#[test]
fn programs_refuse_a_leaf_whose_signature_was_touched() {
    let mut der = Made::server(&["host.example"]).leaf.as_der().to_vec();
    *der.last_mut().unwrap() ^= 1;
    let made = Made::of(Certificate::from_der(&der).unwrap());
    let chain = made.chain();
    judges::openssl_verify(&chain, Purpose::Any).assert_refused("openssl", "certificate signature failure");
    judges::certtool_verify_chain(&chain, Purpose::Any).assert_refused("certtool", "signature");
    judges::java_path(&chain, Purpose::Any).assert_refused("java", "certificate 0: INVALID_SIGNATURE");
    judges::pyca_verify(&chain).assert_refused("pyca", "InvalidSignature");
}

#[test]
fn programs_refuse_a_server_as_a_client() {
    let made = Made::server(&["host.example"]);
    let chain = made.chain();
    judges::openssl_verify(&chain, Purpose::TlsClient).assert_refused("openssl", "certificate purpose");
    judges::certtool_verify_chain(&chain, Purpose::TlsClient).assert_refused("certtool", "purpose");
    judges::java_path(&chain, Purpose::TlsClient).assert_refused("java", "target certificate constraints");
    judges::pyca_path(&chain, Purpose::TlsClient).assert_refused("pyca path", "required EKU not found");
}

#[test]
fn a_server_passes_the_narrower_profile_of_the_web() {
    judges::pyca_path(&Made::server(&["host.example"]).chain(), Purpose::TlsServer).assert_accepted("pyca path");
}

#[test]
fn a_reader_of_another_language_reads_a_server() {
    judges::pyca_parse(&Made::server(&["host.example"]).leaf_file).assert_accepted("pyca parse");
}

/// RFC 5280 wants the preferred name syntax, which has no asterisk, and says nothing of wildcards; every program that
/// serves TLS knows them (RFC 9525). The linter holds to the letter, the judges of paths do not mind.
#[test]
fn a_wildcard_is_the_one_thing_a_linter_holds_against_a_server() {
    let made = Made::server(&["host.example", "*.host.example"]);
    for (judge, verdict) in every_path_judge(&made.chain(), Purpose::TlsServer) {
        verdict.assert_accepted(&format!("{judge}, a wildcard"));
    }
    let lint = judges::pkilint(&made.leaf_file);
    lint.verdict.assert_refused("pkilint", "*.host.example");
    let codes: Vec<_> = lint.severe.iter().map(|found| found.code.as_str()).collect();
    assert!(matches!(lint.verdict, Verdict::Absent(_)) || codes == ["pkix.invalid_domain_name_syntax"], "{codes:?}");
}

#[test]
fn webpki_finds_the_host_names_and_no_others() {
    let made = Made::server(&["host.example", "*.host.example"]);
    let leaf = made.leaf.to_pki_types();
    let leaf = EndEntityCert::try_from(&leaf).unwrap();
    let is_valid =
        |name: &'static str| leaf.verify_is_valid_for_subject_name(&ServerName::try_from(name).unwrap()).is_ok();
    assert!(is_valid("host.example") && is_valid("www.host.example"));
    assert!(!is_valid("other.example") && !is_valid("a.b.host.example") && !is_valid("example"));
}
