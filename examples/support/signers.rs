//! Signers of the examples: which signature each kind of key makes.
//!
//! A key does not say how it wants to sign (RFC 5480 lets a P-384 key use SHA-256), so somebody has to. Here each curve
//! signs with the hash of its size, RSA with SHA-256, and Ed25519 as it always does.

use chancery::crypto::{Curve, KeyAlgorithm, SignatureAlgorithm};

/// The algorithm a key signs with; `None` for keys that sign nothing here.
pub(crate) const fn algorithm_for(key: KeyAlgorithm) -> Option<SignatureAlgorithm> {
    match key {
        KeyAlgorithm::Rsa { .. } => Some(SignatureAlgorithm::RsaPkcs1Sha256),
        KeyAlgorithm::Ec(Curve::P256) => Some(SignatureAlgorithm::EcdsaSha256),
        KeyAlgorithm::Ec(Curve::P384) => Some(SignatureAlgorithm::EcdsaSha384),
        KeyAlgorithm::Ec(Curve::P521) => Some(SignatureAlgorithm::EcdsaSha512),
        KeyAlgorithm::Ed25519 => Some(SignatureAlgorithm::Ed25519),
        _ => None,
    }
}
