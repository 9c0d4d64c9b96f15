//! A PKI for tests in one line, and the contract every inventory is held to (feature `testing`).
//!
//! Above everything: [`TestPki`] takes the same walk as a service, from a founding issuer to certificates on the rolls,
//! and adds no other road to them. The surprising choice: it panics, in the line of the caller, where the library returns
//! errors, because a test without its certificate has failed already; and it reads no clock, so its certificates are
//! valid from 2020 to 2099.
#![cfg(feature = "testing")]
#![expect(clippy::panic, reason = "a test that cannot have its PKI has failed; the caller's line is in the message")]

mod certificate;
pub mod inventory_contract;
mod marked;
mod pki;

pub use certificate::{TestCertificate, TestRoot};
pub use pki::TestPki;

use std::fmt::Display;

/// What the walk made, or a panic in the line of the caller that says what was not made and why.
#[track_caller]
fn made<T, E: Display>(result: Result<T, E>, what: &str) -> T {
    match result {
        Ok(made) => made,
        Err(error) => panic!("{what} was not made: {error}"),
    }
}
