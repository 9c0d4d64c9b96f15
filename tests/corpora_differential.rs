//! Every request of the collections, read by chancery and by `x509-cert`: no disagreement that is not listed.
//!
//! The question and the list are those of the fuzz target `csr_differential`. Collections are found as in
//! `tests/corpora.rs`. The surprising choice: PEM files are opened first, since the target is about DER.
#![allow(clippy::expect_used, reason = "a file that cannot be read is a failed test")]

use std::fs;

use chancery::encoding::pem::{self, Label};

#[path = "common/corpora.rs"]
mod corpora;
#[path = "../fuzz/bodies/csr_differential.rs"]
mod csr_differential;

#[test]
fn readers_differ_only_where_it_is_listed() {
    let Some(root) = corpora::collection("readers_differ_only_where_it_is_listed") else { return };
    let files = corpora::requests(&root);
    assert!(files.len() > 500, "{} files", files.len());
    for (name, path) in files {
        let octets = fs::read(path).expect("a file of the collection");
        let labels = [Label::CertificateRequest, Label::NewCertificateRequest];
        println!("{name}");
        match pem::decode_one(&octets, &labels, MOST_OCTETS) {
            Ok((_, der)) => csr_differential::run(&der),
            Err(_) => csr_differential::run(&octets),
        }
    }
}

/// Of a text; the longest file of the collections has fewer.
const MOST_OCTETS: usize = 4 * 1024 * 1024;
