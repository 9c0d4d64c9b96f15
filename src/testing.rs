//! A PKI for tests in one line.
//!
//! The surprising choice: it panics, with the line of the caller, and production issuers refuse what it makes.
#![cfg(feature = "testing")]
