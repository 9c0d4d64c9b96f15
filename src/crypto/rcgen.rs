//! A key behind rcgen's `SigningKey` as a signer of ours.
//!
//! For programs that hold their keys with `rcgen`, or have a device that speaks its trait. Only the key is taken: rcgen's
//! requests, names and lists are no part of this. The surprising choice: a wrapper with a fallible `new` and not an
//! `impl` for every such key, because what the trait returns is read strictly once, and may be refused.

use std::fmt;

use ::rcgen::SigningKey;

use super::{KeyAlgorithm, PublicKey, SignError, Signature, SignatureAlgorithm, Signer};
use crate::encoding::DecodeError;

/// A signer over a key of rcgen.
///
/// ```
/// use chancery::crypto::{SignatureAlgorithm, Signer, rcgen::RcgenSigner};
/// let signer = RcgenSigner::new(rcgen::KeyPair::generate()?)?;
/// assert_eq!(signer.algorithm(), SignatureAlgorithm::EcdsaSha256);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct RcgenSigner<K> {
    key: K,
    public_key: PublicKey,
    algorithm: SignatureAlgorithm,
}

/// Why a key of rcgen cannot be a signer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RcgenError {
    /// The `SubjectPublicKeyInfo` it states is not strict DER.
    #[error("the public key that the rcgen key states is not one: {0}")]
    PublicKey(#[from] DecodeError),
    /// It signs with an algorithm this library does not have.
    #[error("the rcgen key signs with an algorithm this library does not have; use RSA PKCS#1 v1.5, ECDSA or Ed25519")]
    UnknownAlgorithm,
    /// The public key and the algorithm it states do not belong together.
    #[error("the rcgen key states the algorithm {algorithm}, and {key} keys do not make such signatures")]
    DoesNotFit {
        /// The kind of the public key.
        key: KeyAlgorithm,
        /// The algorithm stated.
        algorithm: SignatureAlgorithm,
    },
}

impl<K: SigningKey + Send + Sync> RcgenSigner<K> {
    /// Takes the key, and reads its public half and its algorithm.
    ///
    /// # Errors
    /// [`RcgenError`] when one of them is not what this library has, or they do not belong together.
    pub fn new(key: K) -> Result<Self, RcgenError> {
        let public_key = PublicKey::from_der(&key.subject_public_key_info())?;
        let algorithm = algorithm_of(key.algorithm()).ok_or(RcgenError::UnknownAlgorithm)?;
        if !algorithm.fits(public_key.algorithm()) {
            return Err(RcgenError::DoesNotFit { key: public_key.algorithm(), algorithm });
        }
        Ok(Self { key, public_key, algorithm })
    }
}

impl<K: SigningKey + Send + Sync> Signer for RcgenSigner<K> {
    fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    fn sign(&self, message: &[u8]) -> Result<Signature, SignError> {
        let signature = self.key.sign(message).map_err(|error| SignError::Backend(Box::new(error)))?;
        Ok(Signature::from_octets(signature))
    }
}

impl<K> fmt::Debug for RcgenSigner<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RcgenSigner").field("algorithm", &self.algorithm).finish_non_exhaustive()
    }
}

/// `None` for what rcgen has under features of its own: P-521, RSA-PSS, ML-DSA.
fn algorithm_of(stated: &::rcgen::SignatureAlgorithm) -> Option<SignatureAlgorithm> {
    let known = [
        (&::rcgen::PKCS_RSA_SHA256, SignatureAlgorithm::RsaPkcs1Sha256),
        (&::rcgen::PKCS_RSA_SHA384, SignatureAlgorithm::RsaPkcs1Sha384),
        (&::rcgen::PKCS_RSA_SHA512, SignatureAlgorithm::RsaPkcs1Sha512),
        (&::rcgen::PKCS_ECDSA_P256_SHA256, SignatureAlgorithm::EcdsaSha256),
        (&::rcgen::PKCS_ECDSA_P384_SHA384, SignatureAlgorithm::EcdsaSha384),
        (&::rcgen::PKCS_ED25519, SignatureAlgorithm::Ed25519),
    ];
    known.into_iter().find(|(name, _)| *name == stated).map(|(_, algorithm)| algorithm)
}
