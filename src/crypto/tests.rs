//! Claims about keys and providers, on keys OpenSSL made (`tests/data/keys`).
//!
//! `provider` is one suite run for each provider, `cross` has each check what the other signed, `openssl` runs the tool
//! itself and is skipped, by name, where there is none.

#[cfg(all(feature = "ring", feature = "aws-lc-rs"))]
mod cross;
mod key_spelling;
#[cfg(any(feature = "ring", feature = "aws-lc-rs"))]
mod openssl;
#[cfg(any(feature = "ring", feature = "aws-lc-rs"))]
mod provider;
mod pss;
#[cfg(feature = "rcgen")]
mod rcgen;
mod public_key;
mod secret_key;

use std::{fs, path::PathBuf};

use super::SecretKey;

/// The octets of a file in `tests/data/keys`.
pub(super) fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/keys").join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(super) fn key(name: &str) -> SecretKey {
    SecretKey::from_pem(&fixture(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}
