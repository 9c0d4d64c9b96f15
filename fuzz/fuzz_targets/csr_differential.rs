//! The target `csr_differential`: two readers of requests, and no disagreement that is not listed.
//!
//! A shell around `bodies/csr_differential.rs`, which `tests/fuzz_seeds.rs` runs as well, on stable.
#![no_main]

#[path = "../bodies/csr_differential.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::run(data));
