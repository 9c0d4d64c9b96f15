//! The target `csr_to_certificate`: nothing a request says reaches a certificate but its key.
//!
//! A shell around `bodies/csr_to_certificate.rs`, which `tests/fuzz_seeds.rs` runs as well, on stable.
#![no_main]

#[path = "../bodies/csr_to_certificate.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::run(data));
