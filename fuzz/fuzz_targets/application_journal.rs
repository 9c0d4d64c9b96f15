//! The target `application_journal`: a journal is loaded as what happened or refused with a sentence.
//!
//! A shell around `bodies/application_journal.rs`, which `tests/fuzz_seeds.rs` runs as well, on stable.
#![no_main]

#[path = "../bodies/application_journal.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::run(data));
