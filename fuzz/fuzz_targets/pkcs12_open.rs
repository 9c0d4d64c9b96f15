//! The target `pkcs12_open`: opening any octets under one password, and sealing again what was opened.
//!
//! A shell around `bodies/pkcs12_open.rs`, which `tests/fuzz_seeds.rs` runs as well, on stable.
#![no_main]

#[path = "../bodies/pkcs12_open.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::run(data));
