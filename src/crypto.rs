//! Keys, algorithms, and providers as values.
//!
//! The second floor: above `encoding`, below every certificate. A [`Provider`] is a struct of references to five small
//! traits, passed by the caller; `ring::PROVIDER` and `aws_lc_rs::PROVIDER` are two of them and nothing chooses between
//! them, because a choice by feature would change when another crate turns a feature on.
//! The surprising choice: a [`PublicKey`] is the octets of its `SubjectPublicKeyInfo`, never taken apart and rebuilt.

mod algorithm;
#[cfg(feature = "aws-lc-rs")]
pub mod aws_lc_rs;
#[cfg(any(feature = "ring", feature = "aws-lc-rs"))]
mod backend;
mod curve_point;
mod edwards_point;
mod key_fault;
mod provider;
mod public_key;
#[cfg(feature = "rcgen")]
pub mod rcgen;
#[cfg(feature = "ring")]
pub mod ring;
mod secret_key;
mod secret_mark;
mod signer;

pub use algorithm::{
    AlgorithmIdentifier, Curve, Hash, KeyAlgorithm, PssFault, PssHash, PssMask, PssRestriction, SignatureAlgorithm,
    UnusableAlgorithm,
};
pub use key_fault::KeyFault;
pub use provider::{Digest, DigestContext, Kdf, Keys, Provider, ProviderError, Random, Remedy, Verifier, VerifyError};
pub use public_key::PublicKey;
pub use secret_key::{KeyError, SecretKey};
pub use signer::{DigestSigner, Place, RemoteKey, SignError, Signature, Signer};

#[cfg(test)]
mod tests;
