//! Interoperability: what the library issues, judged by programs and crates that never heard of it.
//!
//! In the flow: after the walk, where a certificate meets a stranger. For each kind of CA key, a root, an issuing CA
//! under it and a certificate of every policy of the catalog are put before OpenSSL, GnuTLS, Java, pyca/cryptography,
//! `pkilint`, webpki and x509-parser (RFC 5280 §4 and §6). `tests/judges.rs` shows that the programs refuse what they
//! must; `interop/crates.rs` does so for the crates, and `interop/rcgen.rs` compares octets with another CA library.
//!
//! The surprising choice: the keys of the issuing CA and of the subscribers are made anew in every run, so no verdict
//! is owed to one lucky fixture; the roots and the clock are fixed.
#![cfg(all(feature = "ring", feature = "aws-lc-rs"))]
#![expect(clippy::unwrap_used, reason = "what cannot be made or found is a failed test")]

#[path = "common/ca.rs"]
mod ca;
#[path = "interop/constrained.rs"]
mod constrained;
#[path = "interop/crates.rs"]
mod crates;
#[path = "interop/edges.rs"]
mod edges;
#[path = "interop/extensions.rs"]
mod extensions;
#[path = "common/forge.rs"]
mod forge;
#[path = "interop/hierarchy.rs"]
mod hierarchy;
#[path = "common/judges.rs"]
mod judges;
#[cfg(unix)]
#[path = "interop/openssl.rs"]
mod openssl;
#[path = "interop/rcgen.rs"]
mod rcgen_octets;
#[path = "interop/sekap.rs"]
mod sekap;

use std::{collections::BTreeSet, path::Path};

use chancery::issuance::lint;

use hierarchy::{ED25519, Family, Hierarchy, P256, P384, RSA3072, judged_at};
use judges::{Chain, Verdict, every_path_judge};

/// The arc for documentation under private enterprises (RFC 5612): `pkilint` reads it, and 2.999 it does not.
const LEGIBLE: &str = "1.3.6.1.4.1.32473.1";

/// What `pkilint` remarks, below ERROR, on any certificate here: how the key identifier was made. It may only shrink.
const REMARKS: &[&str] = &["pkix.subject_key_identifier_rfc7093_method_1_identified"];

/// Puts a root, an issuing CA under it and one certificate of every policy before every judge.
fn assert_accepted_by_every_judge(family: &Family) {
    let hierarchy = Hierarchy::new(family);
    let (root, issuing) = (hierarchy.write("root", &hierarchy.root), hierarchy.write("issuing", &hierarchy.issuing));
    let mut remarks = remarks_on(&root);
    remarks.extend(remarks_on(&issuing));
    for certificate in [&hierarchy.root, &hierarchy.issuing] {
        lint::deep(certificate.as_der()).unwrap();
    }
    for issued in hierarchy.one_of_each_policy(LEGIBLE.parse().unwrap()) {
        let leaf = hierarchy.write(issued.policy, &issued.certificate);
        let chain = Chain { root: &root, issuing: Some(&issuing), leaf: &leaf, at: Some(judged_at()) };
        for (judge, verdict) in every_path_judge(&chain, issued.purpose) {
            verdict.assert_accepted(&format!("{judge}, of {} under {},", issued.policy, family.fixture));
        }
        remarks.extend(remarks_on(&leaf));
        crates::webpki(&hierarchy, &issued).unwrap();
        lint::deep(issued.certificate.as_der()).unwrap();
    }
    let unknown: Vec<_> = remarks.iter().filter(|code| !REMARKS.contains(&code.as_str())).collect();
    assert!(unknown.is_empty(), "pkilint remarks what it did not: {unknown:?}");
}

/// Refuses on anything severe, and gives the codes of the rest.
#[track_caller]
fn remarks_on(certificate: &Path) -> BTreeSet<String> {
    let lint = judges::pkilint(certificate);
    lint.verdict.assert_accepted(&format!("pkilint, of {},", certificate.display()));
    assert!(lint.severe.is_empty() || matches!(lint.verdict, Verdict::Absent(_)));
    lint.rest.into_iter().map(|found| found.code).collect()
}

#[test]
fn every_judge_accepts_what_a_p256_ca_issues() {
    assert_accepted_by_every_judge(&P256);
}

#[test]
fn every_judge_accepts_what_a_p384_ca_issues() {
    assert_accepted_by_every_judge(&P384);
}

#[test]
fn every_judge_accepts_what_an_rsa_3072_ca_issues() {
    assert_accepted_by_every_judge(&RSA3072);
}

#[test]
fn every_judge_accepts_what_an_ed25519_ca_issues() {
    assert_accepted_by_every_judge(&ED25519);
}

#[test]
fn an_identifier_under_the_arc_for_examples_is_read_by_all_but_pkilint() {
    let hierarchy = Hierarchy::new(&P256);
    let (root, issuing) = (hierarchy.write("root", &hierarchy.root), hierarchy.write("issuing", &hierarchy.issuing));
    let [server, ..] = hierarchy.one_of_each_policy(ca::policy_oid());
    let leaf = hierarchy.write(server.policy, &server.certificate);
    let chain = Chain { root: &root, issuing: Some(&issuing), leaf: &leaf, at: Some(judged_at()) };
    for (judge, verdict) in every_path_judge(&chain, server.purpose) {
        verdict.assert_accepted(judge);
    }
    // X.690 §8.19.4 makes one number of 2 and 999. It refuses a certificate of OpenSSL's with this policy alike.
    judges::pkilint(&leaf).verdict.assert_refused("pkilint", "OID contains out-of-range arc: 3");
}
