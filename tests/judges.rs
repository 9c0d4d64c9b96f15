//! The judges judged: each accepts a good chain and refuses a bad one, for the reason that makes it bad.
//!
//! In the flow: before `tests/interop.rs`, whose acceptances mean nothing from a judge that never looks. OpenSSL makes
//! every chain here in a temporary directory, so no line of the library is involved.
//!
//! The surprising choice: every refusal is asked for its reason, in the judge's own words: a judge that refuses a chain
//! because it could not read the file would otherwise pass for one that looked.
#![cfg(unix)]

use std::fs;
use std::path::Path;

use crate::judges::{Chain, Purpose, Verdict};
use crate::made::{Made, days_from_now};

#[path = "common/judges.rs"]
mod judges;
#[path = "common/made.rs"]
mod made;

#[test]
fn every_path_judge_accepts_a_good_chain() {
    let Some(made) = Made::new() else { return };
    for at in [None, Some(days_from_now(30))] {
        let chain = Chain { at, ..made.good() };
        for purpose in [Purpose::Any, Purpose::TlsServer] {
            for (judge, verdict) in judges::every_path_judge(&chain, purpose) {
                verdict.assert_accepted(judge);
            }
        }
        judges::pyca_path(&chain, Purpose::TlsServer).assert_accepted("pyca path");
    }
}

#[test]
fn every_path_judge_accepts_a_leaf_directly_under_the_root() {
    let Some(made) = Made::new() else { return };
    let chain = Chain { issuing: None, leaf: &made.file("issuing.pem"), ..made.good() };
    for (judge, verdict) in judges::every_path_judge(&chain, Purpose::Any) {
        verdict.assert_accepted(judge);
    }
}

#[test]
fn openssl_refuses_what_it_must() {
    let Some(made) = Made::new() else { return };
    let ask = |chain: &Chain<'_>, purpose| judges::openssl_verify(chain, purpose);
    let refused = |chain: &Chain<'_>, reason| ask(chain, Purpose::Any).assert_refused("openssl", reason);
    refused(&made.forged(), "certificate signature failure");
    refused(&made.expired(), "certificate has expired");
    refused(&made.under_another_root(), "certificate signature failure");
    refused(&made.nameless_key(), "Missing Authority Key Identifier");
    ask(&made.good(), Purpose::TlsClient).assert_refused("openssl", "certificate purpose");
}

#[test]
fn certtool_refuses_what_it_must() {
    let Some(made) = Made::new() else { return };
    let ask = |chain: &Chain<'_>, purpose| judges::certtool_verify_chain(chain, purpose);
    let refused = |chain: &Chain<'_>, reason| ask(chain, Purpose::Any).assert_refused("certtool", reason);
    refused(&made.forged(), "The signature in the certificate is invalid");
    refused(&made.expired(), "The certificate chain uses expired certificate");
    refused(&made.under_another_root(), "Not verified");
    ask(&made.good(), Purpose::TlsClient).assert_refused("certtool", "purpose");
}

#[test]
fn java_refuses_what_it_must() {
    let Some(made) = Made::new() else { return };
    let ask = |chain: &Chain<'_>, purpose| judges::java_path(chain, purpose);
    let refused = |chain: &Chain<'_>, reason| ask(chain, Purpose::Any).assert_refused("java", reason);
    refused(&made.forged(), "certificate 0: INVALID_SIGNATURE");
    refused(&made.expired(), "certificate 0: EXPIRED");
    refused(&made.under_another_root(), "certificate 1: INVALID_SIGNATURE");
    ask(&made.good(), Purpose::TlsClient).assert_refused("java", "target certificate constraints");
}

#[test]
fn pyca_refuses_what_it_must() {
    let Some(made) = Made::new() else { return };
    let refused = |chain: &Chain<'_>, reason| judges::pyca_verify(chain).assert_refused("pyca", reason);
    refused(&made.forged(), "InvalidSignature");
    refused(&made.expired(), "expired at");
    refused(&made.under_another_root(), "InvalidSignature");
}

#[test]
fn pycas_own_path_validation_refuses_what_it_must() {
    let Some(made) = Made::new() else { return };
    let ask = |chain: &Chain<'_>, purpose| judges::pyca_path(chain, purpose);
    let refused = |chain: &Chain<'_>, reason| {
        ask(chain, Purpose::TlsServer).assert_refused("pyca path", reason);
    };
    refused(&made.forged(), "signature does not match");
    refused(&made.expired(), "cert is not valid at validation time");
    refused(&made.under_another_root(), "candidates exhausted");
    ask(&made.good(), Purpose::TlsClient).assert_refused("pyca path", "required EKU not found");
}

#[test]
fn pyca_reads_a_certificate_and_refuses_a_boolean_that_is_not_der() {
    let Some(made) = Made::new() else { return };
    let read = judges::pyca_parse(&made.file("leaf.pem"));
    read.assert_accepted("pyca parse");
    if let Verdict::Accepted(text) = read {
        assert!(text.contains("subject: CN=leaf"), "{text}");
    }
    judges::pyca_parse(&made.file("ber.pem")).assert_refused("pyca parse", "ParseError");
}

#[test]
fn pkilint_finds_nothing_severe_in_a_good_chain() {
    let Some(made) = Made::new() else { return };
    for name in ["root.pem", "issuing.pem", "leaf.pem"] {
        let lint = judges::pkilint(&made.file(name));
        lint.verdict.assert_accepted("pkilint");
        if matches!(lint.verdict, Verdict::Accepted(_)) {
            assert!(lint.severe.is_empty());
            assert!(!lint.rest.is_empty(), "a report names at least the key identifier's method");
        }
    }
}

#[test]
fn pkilint_refuses_a_ca_whose_basic_constraints_are_not_critical() {
    let Some(made) = Made::new() else { return };
    let lint = judges::pkilint(&made.file("meek.pem"));
    lint.verdict.assert_refused("pkilint", "pkix.basic_constraints_extension_not_critical");
    if matches!(lint.verdict, Verdict::Refused(_)) {
        let codes: Vec<_> = lint.severe.iter().map(|found| found.code.as_str()).collect();
        assert_eq!(codes, ["pkix.basic_constraints_extension_not_critical"]);
    }
}

#[test]
fn openssl_and_pyca_refuse_a_request_whose_signature_was_touched() {
    let Some(made) = Made::new() else { return };
    let asked = |csr: &Path| [judges::openssl_req_verify(csr), judges::pyca_request(csr)];
    for verdict in asked(&made.file("leaf.csr")) {
        verdict.assert_accepted("request");
    }
    let [openssl, pyca] = asked(&made.file("touched.csr"));
    openssl.assert_refused("openssl", "verify failure");
    pyca.assert_refused("pyca", "the signature of the request is not valid");
}

#[test]
fn pkilint_refuses_a_boolean_that_is_not_der() {
    let Some(made) = Made::new() else { return };
    let lint = judges::pkilint(&made.file("ber.pem"));
    lint.verdict.assert_refused("pkilint", "Non-canonical BOOLEAN encoding");
    assert!(lint.severe.iter().all(|found| found.severity == "FATAL"), "{:?}", lint.severe);
}

#[test]
fn a_file_that_is_no_certificate_is_refused_by_the_readers() {
    let Some(made) = Made::new() else { return };
    let broken = made.file("broken.pem");
    let whole = fs::read_to_string(made.file("leaf.pem")).unwrap();
    fs::write(&broken, &whole[..whole.len() / 2]).unwrap();
    judges::pkilint(&broken).verdict.assert_refused("pkilint", "Failed to load");
    judges::pyca_parse(&broken).assert_refused("pyca parse", "ValueError");
}
