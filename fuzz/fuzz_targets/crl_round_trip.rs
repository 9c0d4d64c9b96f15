//! The target `crl_round_trip`: lists keep their octets, and what is drawn from rolls reads back.
//!
//! A shell around `bodies/crl_round_trip.rs`, which `tests/fuzz_seeds.rs` runs as well, on stable.
#![no_main]

#[path = "../bodies/crl_round_trip.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::run(data));
