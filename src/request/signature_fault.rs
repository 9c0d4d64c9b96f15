//! What is wrong with a signature before any arithmetic: its length, or its form.
//!
//! Asked by `verify` after a provider found that a signature does not hold, to tell one that was damaged or written in
//! another form from one that was made with another key. RFC 8017 §8.1.2 and §8.2.2 (RSA), RFC 3279 §2.2.3 (ECDSA),
//! RFC 8032 §5.1.7 (Ed25519). The surprising choice: nothing is refused here, so that a provider alone decides what holds.

use crate::{
    crypto::{KeyAlgorithm, PublicKey},
    encoding::{DecodeError, Reader},
};

/// Why octets are no signature under a key, whatever was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureFault {
    /// It is too short or too long.
    #[error("has {found} octets, wanted {wanted} as under {key} (RFC 8017 §8.1.2, §8.2.2, RFC 8032 §5.1.7)")]
    Length {
        /// The key.
        key: KeyAlgorithm,
        /// Octets found.
        found: usize,
        /// Octets that every signature under this key has.
        wanted: usize,
    },
    /// As a number it is not below the modulus.
    #[error("is a number not below the modulus of the key, wanted one below it (RFC 8017 §5.2.2)")]
    NotBelowModulus,
    /// It is no `ECDSA-Sig-Value`; with twice the octets of a coordinate it is probably r and s without the SEQUENCE.
    #[error("has {found} octets that are no DER SEQUENCE of r and s, two INTEGERs above 0 (RFC 3279 §2.2.3)")]
    NotEcdsaSigValue {
        /// Octets found.
        found: usize,
    },
}

/// What is wrong with the form of a signature under this key, if anything.
pub(super) fn of(key: &PublicKey, signature: &[u8]) -> Option<SignatureFault> {
    let found = signature.len();
    let length = |wanted| (found != wanted).then_some(SignatureFault::Length { key: key.algorithm(), found, wanted });
    match key.algorithm() {
        KeyAlgorithm::Rsa { .. } | KeyAlgorithm::RsaPss { .. } => {
            let modulus = key.rsa_modulus()?;
            // Of equal length, so the order of the octets is that of the numbers.
            length(modulus.len()).or_else(|| (signature >= modulus).then_some(SignatureFault::NotBelowModulus))
        }
        KeyAlgorithm::Ec(_) => (!is_ecdsa_sig_value(signature)).then_some(SignatureFault::NotEcdsaSigValue { found }),
        KeyAlgorithm::Ed25519 => length(64),
        KeyAlgorithm::Other(_) => None,
    }
}

/// ```text
/// Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }
/// ```
fn is_ecdsa_sig_value(signature: &[u8]) -> bool {
    let read = Reader::whole(signature, "Ecdsa-Sig-Value", |signature| {
        signature.sequence("Ecdsa-Sig-Value", |numbers| Ok::<_, DecodeError>([numbers.natural()?, numbers.natural()?]))
    });
    read.is_ok_and(|numbers| numbers.iter().all(|number| *number != [0]))
}
