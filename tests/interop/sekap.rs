//! What citizens of SEKAP get, before OpenSSL: usages as it reads them, purposes as it enforces them.
//!
//! One certificate for a request, one for a key made here, each for both uses (domain §3.8). The chain stands under a root
//! alone, and what is refused is refused for its purpose and nothing else.

use std::fs;

use chancery::{
    crypto::aws_lc_rs::PROVIDER,
    policy::catalog::{SekapOffice, SekapRequest, SekapUse},
    x509::Certificate,
};

use super::{
    ca::{self, policy_oid},
    hierarchy::judged_at,
    judges::{self, Chain, Purpose},
};

/// What OpenSSL says of one certificate.
struct Judged {
    /// keyUsage and extKeyUsage, as `openssl x509 -ext` prints them.
    usages: Option<String>,
    signs: judges::Verdict,
    connects: judges::Verdict,
}

fn judged(leaf: &Certificate) -> Judged {
    let directory = tempfile::tempdir().unwrap();
    let [root, leaf] = [("root.pem", &ca::root(&PROVIDER, "p384")), ("leaf.pem", leaf)].map(|(name, certificate)| {
        let file = directory.path().join(name);
        fs::write(&file, certificate.to_pem()).unwrap();
        file
    });
    let chain = Chain { root: &root, issuing: None, leaf: &leaf, at: Some(judged_at()) };
    let print = ["x509", "-in", "leaf.pem", "-noout", "-ext", "keyUsage,extendedKeyUsage"];
    Judged {
        usages: judges::openssl_make(directory.path(), &print),
        signs: judges::openssl_verify(&chain, Purpose::EmailProtection),
        connects: judges::openssl_verify(&chain, Purpose::TlsClient),
    }
}

/// A certificate for a request, and one for a key that is made here.
fn both_ways(used: SekapUse) -> [Certificate; 2] {
    let authority = ca::authority(&PROVIDER, "p384");
    let request = SekapRequest::new(policy_oid()).with_use(used);
    let asked = ca::walk(&authority, request, ca::bare(&PROVIDER, "rsa2048"), &ca::citizen());
    let office = SekapOffice::new(policy_oid()).with_use(used);
    let approved = ca::approve_generated(&authority, office, &ca::another_citizen(), ca::now()).unwrap();
    [asked, authority.issue(approved, ca::now()).unwrap().certificate().clone()]
}

/// The lines below the headings.
fn values(printed: &str) -> Vec<&str> {
    printed.lines().filter(|line| line.starts_with("    ")).map(str::trim).collect()
}

#[test]
fn openssl_lets_a_citizen_sign_and_nothing_else() {
    for certificate in both_ways(SekapUse::Signature) {
        let said = judged(&certificate);
        said.signs.assert_accepted("openssl");
        said.connects.assert_refused("openssl", "unsuitable certificate purpose");
        let Some(usages) = said.usages else { return };
        assert_eq!(values(&usages), ["Non Repudiation", "E-mail Protection"]);
    }
}

#[test]
fn openssl_lets_a_citizen_open_sessions_too_where_the_host_asked_for_it() {
    for certificate in both_ways(SekapUse::SignatureAndAuthentication) {
        let said = judged(&certificate);
        said.signs.assert_accepted("openssl");
        said.connects.assert_accepted("openssl");
        let Some(usages) = said.usages else { return };
        let wanted = ["Digital Signature, Non Repudiation", "E-mail Protection, TLS Web Client Authentication"];
        assert_eq!(values(&usages), wanted);
    }
}
