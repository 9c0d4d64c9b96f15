//! The target `certificate_decode`: reading and linting any octets, and the second reader's opinion of them.
//!
//! A shell around `bodies/certificate_decode.rs`, which `tests/fuzz_seeds.rs` runs as well, on stable.
#![no_main]

#[path = "../bodies/certificate_decode.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::run(data));
