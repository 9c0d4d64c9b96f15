//! The target `policy_document`: a policy file is read as what it says or refused with places.
//!
//! A shell around `bodies/policy_document.rs`, which `tests/fuzz_seeds.rs` runs as well, on stable.
#![no_main]

#[path = "../bodies/policy_document.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::run(data));
