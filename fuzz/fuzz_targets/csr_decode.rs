//! The target `csr_decode`: whatever is read as a request is written back as it came.
//!
//! A shell around `bodies/csr_decode.rs`, which `tests/fuzz_seeds.rs` runs as well, on stable.
#![no_main]

#[path = "../bodies/csr_decode.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::run(data));
