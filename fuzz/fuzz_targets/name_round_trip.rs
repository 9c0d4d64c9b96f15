//! The target `name_round_trip`: names keep their octets, and equality of names is one.
//!
//! A shell around `bodies/name_round_trip.rs`, which `tests/fuzz_seeds.rs` runs as well, on stable.
#![no_main]

#[path = "../bodies/name_round_trip.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::run(data));
