//! Signers: one key, one algorithm.
//!
//! An issuer holds one. In-process keys come from a [`Provider`](super::Provider), keys elsewhere (HSM, cloud KMS) are a
//! [`RemoteKey`], whose signatures arrive from outside and are attached. `x509::signed` is the only caller of
//! [`Signer::sign`]. The surprising choice: no `Debug` supertrait, so that nobody must derive one over a PIN.

use std::{error, fmt};

use super::{PublicKey, SignatureAlgorithm};

/// One key, one algorithm.
pub trait Signer: Send + Sync {
    /// The public half.
    fn public_key(&self) -> &PublicKey;

    /// The algorithm of the signatures it makes.
    fn algorithm(&self) -> SignatureAlgorithm;

    /// Signs a message.
    ///
    /// # Errors
    /// [`SignError::Remote`] for a key that is elsewhere, [`SignError::Backend`] when the device or library fails.
    fn sign(&self, message: &[u8]) -> Result<Signature, SignError>;

    /// Where the signatures are made. One made elsewhere is verified before it is used, so the safe answer is the default.
    fn place(&self) -> Place {
        Place::Elsewhere
    }

    /// The same key as a signer of digests, where it can be one.
    fn as_digest_signer(&self) -> Option<&dyn DigestSigner> {
        None
    }
}

/// Where a signer makes its signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "in a provider of this library or not")]
pub enum Place {
    /// In a provider of this library, which checks its own computations for faults.
    Provider,
    /// In a device, a service, or other people's code.
    Elsewhere,
}

/// A signer that takes the digest instead of the message. Never Ed25519.
pub trait DigestSigner: Signer {
    /// Signs the digest of a message, made with the hash of [`Signer::algorithm`].
    ///
    /// # Errors
    /// As [`Signer::sign`].
    fn sign_digest(&self, digest: &[u8]) -> Result<Signature, SignError>;
}

impl fmt::Debug for dyn Signer + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("algorithm", &self.algorithm()).finish_non_exhaustive()
    }
}

/// The content of a signature BIT STRING: RSA octets as long as the modulus, a DER `ECDSA-Sig-Value`, 64 octets of Ed25519.
#[derive(Clone, PartialEq, Eq)]
pub struct Signature(Box<[u8]>);

impl Signature {
    /// Takes the octets a signer or a device returned.
    #[must_use]
    pub fn from_octets(octets: impl Into<Box<[u8]>>) -> Self {
        Self(octets.into())
    }

    /// The octets.
    #[must_use]
    pub fn as_octets(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({} octets)", self.0.len())
    }
}

/// Why a signature was not made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// The key is elsewhere: ask it, and attach what it returns.
    #[error("the key is held elsewhere; have it sign `to_be_signed()` and pass the signature to `attach`")]
    Remote,
    /// The device or library failed.
    #[error("the signer failed")]
    Backend(#[source] Box<dyn error::Error + Send + Sync>),
}

/// The public half of a key held elsewhere.
#[derive(Clone, Debug)]
pub struct RemoteKey {
    public_key: PublicKey,
    algorithm: SignatureAlgorithm,
}

impl RemoteKey {
    /// A key elsewhere that makes signatures of this algorithm; `None` when such a key does not make them.
    #[must_use]
    pub fn new(public_key: PublicKey, algorithm: SignatureAlgorithm) -> Option<Self> {
        algorithm.fits(public_key.algorithm()).then_some(Self { public_key, algorithm })
    }
}

impl Signer for RemoteKey {
    fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    fn sign(&self, _message: &[u8]) -> Result<Signature, SignError> {
        Err(SignError::Remote)
    }
}
