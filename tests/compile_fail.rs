//! Steps that are left out, taken twice or forged do not compile, and the compiler says why.
//!
//! The sentences of the compiler change from version to version, so they are compared on the one they were written with;
//! the doctests of the types hold the same cases on every version. It builds the dependencies once more, so it runs with
//! all features and not with each.
#![cfg(all(feature = "ring", feature = "aws-lc-rs", feature = "rcgen"))]

use std::process::Command;

/// The compiler whose sentences stand beside the cases.
const COMPILER: &str = "rustc 1.95.";

#[test]
fn evidence_cannot_be_forged_and_no_step_left_out() {
    let version = Command::new("rustc").arg("--version").output().unwrap();
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    if !version.starts_with(COMPILER) || version.contains("nightly") {
        eprintln!("skipped: the sentences are those of {COMPILER}x, this is {version}");
        return;
    }
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
