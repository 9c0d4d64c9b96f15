//! A provider: five stateless algorithm families as one value.
//!
//! Callers pass one to whatever verifies, hashes, derives or draws. Each field can be replaced with a `with_` method, so
//! that one element may come from elsewhere. The surprising choice: a verifier that cannot check an algorithm says so
//! ([`VerifyError::NotCheckable`]) and names the remedy; it never answers "bad signature" for what it did not check.

use std::{error, fmt, sync::Arc};

use super::{Hash, KeyAlgorithm, PublicKey, SecretKey, SignatureAlgorithm, Signer};

/// Verification, digests, key derivation, keys and randomness.
///
/// `random` is the default source; an authority may be given another.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Provider {
    /// Checks signatures.
    pub verifier: &'static dyn Verifier,
    /// Hashes.
    pub digest: &'static dyn Digest,
    /// Derives keys from passwords, and authenticates.
    pub kdf: &'static dyn Kdf,
    /// Makes keys and signers.
    pub keys: &'static dyn Keys,
    /// Draws random octets.
    pub random: &'static dyn Random,
}

impl Provider {
    /// A provider of these five.
    #[must_use]
    pub const fn new(
        verifier: &'static dyn Verifier,
        digest: &'static dyn Digest,
        kdf: &'static dyn Kdf,
        keys: &'static dyn Keys,
        random: &'static dyn Random,
    ) -> Self {
        Self { verifier, digest, kdf, keys, random }
    }

    /// The same with another verifier.
    #[must_use]
    pub const fn with_verifier(mut self, verifier: &'static dyn Verifier) -> Self {
        self.verifier = verifier;
        self
    }

    /// The same with another digest.
    #[must_use]
    pub const fn with_digest(mut self, digest: &'static dyn Digest) -> Self {
        self.digest = digest;
        self
    }

    /// The same with another key derivation.
    #[must_use]
    pub const fn with_kdf(mut self, kdf: &'static dyn Kdf) -> Self {
        self.kdf = kdf;
        self
    }

    /// The same with other keys.
    #[must_use]
    pub const fn with_keys(mut self, keys: &'static dyn Keys) -> Self {
        self.keys = keys;
        self
    }

    /// The public half of a key, proven: loading a key into a signer finds out whether its halves belong together.
    ///
    /// # Errors
    /// [`ProviderError`] with the remedy, for a key the provider makes no signer of.
    pub fn public_key(&self, key: &SecretKey) -> Result<PublicKey, ProviderError> {
        // Every secret key has a usual algorithm; of one that had none, the provider would say that this does not fit.
        let algorithm = SignatureAlgorithm::usual_for(key.algorithm()).unwrap_or(SignatureAlgorithm::Ed25519);
        Ok(self.keys.signer(key, algorithm)?.public_key().clone())
    }

    /// The same with another source of randomness.
    #[must_use]
    pub const fn with_random(mut self, random: &'static dyn Random) -> Self {
        self.random = random;
        self
    }
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Provider")
    }
}

/// Checks signatures.
pub trait Verifier: Send + Sync {
    /// Checks `signature` over `message` under `key`.
    ///
    /// # Errors
    /// [`VerifyError::BadSignature`] when it does not hold, [`VerifyError::NotCheckable`] when this provider cannot say.
    fn verify(
        &self,
        key: &PublicKey,
        algorithm: SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), VerifyError>;
}

/// Hashes.
pub trait Digest: Send + Sync {
    /// Hashes one message.
    fn digest(&self, hash: Hash, message: &[u8]) -> Box<[u8]> {
        let mut context = self.begin(hash);
        context.update(message);
        context.finish()
    }

    /// Starts a hash over parts.
    fn begin(&self, hash: Hash) -> Box<dyn DigestContext>;
}

/// A hash under way.
pub trait DigestContext {
    /// Adds octets.
    fn update(&mut self, octets: &[u8]);

    /// The digest of all that was added.
    fn finish(self: Box<Self>) -> Box<[u8]>;
}

/// Derives keys from passwords, and authenticates.
pub trait Kdf: Send + Sync {
    /// PBKDF2 (RFC 8018 §5.2) with HMAC of this hash, filling `out`.
    ///
    /// # Errors
    /// [`ProviderError`] for no iterations, or a hash the provider does not have.
    fn pbkdf2(
        &self,
        hash: Hash,
        password: &[u8],
        salt: &[u8],
        iterations: u32,
        out: &mut [u8],
    ) -> Result<(), ProviderError>;

    /// HMAC (RFC 2104).
    fn hmac(&self, hash: Hash, key: &[u8], message: &[u8]) -> Box<[u8]>;
}

/// Draws random octets. Callers may bring their own.
pub trait Random: Send + Sync {
    /// Fills `out` with octets nobody can predict.
    ///
    /// # Errors
    /// [`ProviderError`] when the source fails; `out` is then not to be used.
    fn fill(&self, out: &mut [u8]) -> Result<(), ProviderError>;
}

/// Makes keys, and signers over them.
pub trait Keys: Send + Sync {
    /// Whether [`generate`](Keys::generate) makes keys of this algorithm; asked when a policy comes into force, so that no
    /// applicant is told later.
    ///
    /// # Errors
    /// [`ProviderError`] with the remedy for an algorithm the provider makes no keys of.
    fn makes(&self, algorithm: KeyAlgorithm) -> Result<(), ProviderError>;

    /// Makes a key.
    ///
    /// # Errors
    /// [`ProviderError`] with the remedy for an algorithm the provider makes no keys of.
    fn generate(&self, algorithm: KeyAlgorithm) -> Result<SecretKey, ProviderError>;

    /// A signer over a key, for one algorithm.
    ///
    /// # Errors
    /// [`ProviderError`] when the provider cannot use the key, or the algorithm does not fit it.
    fn signer(&self, key: &SecretKey, algorithm: SignatureAlgorithm) -> Result<Arc<dyn Signer>, ProviderError>;
}

/// What a caller can do about something a provider cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// Use `aws_lc_rs::PROVIDER` (feature `aws-lc-rs`).
    UseAwsLcRs,
    /// Use a key of 2048 bits or more.
    UseALongerKey,
    /// Use a key of at most 8192 bits.
    UseAShorterKey,
    /// Use RSA, P-256, P-384 or Ed25519.
    UseAnotherAlgorithm,
    /// Write the key as PKCS#8 with its public half, for example with `openssl pkey`.
    WriteThePublicHalf,
    /// Use an RSA key of 2048, 3072 or 4096 bits.
    UseAStandardLength,
    /// Make a new RSA key with the public exponent 65537.
    UseExponent65537,
    /// Make a new key: the modulus of this one is even, so it is no RSA key.
    MakeANewKey,
    /// Name a signature algorithm that keys of this kind make.
    UseAFittingAlgorithm,
    /// Sign with the hash of the size of the curve: SHA-256 on P-256, SHA-384 on P-384.
    UseTheHashOfTheCurve,
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UseAwsLcRs => "use the provider aws_lc_rs::PROVIDER",
            Self::UseALongerKey => "use a key of 2048 bits or more",
            Self::UseAShorterKey => "use a key of at most 8192 bits",
            Self::UseAnotherAlgorithm => "use RSA, P-256, P-384 or Ed25519",
            Self::WriteThePublicHalf => "write the key as PKCS#8 with its public half, for example with openssl pkey",
            Self::UseAStandardLength => "use a key of 2048, 3072 or 4096 bits",
            Self::UseExponent65537 => "make a new key with the public exponent 65537",
            Self::MakeANewKey => "make a new key, because the modulus of this one is even",
            Self::UseAFittingAlgorithm => "name a signature algorithm that keys of this kind make",
            Self::UseTheHashOfTheCurve => "sign with SHA-256 on P-256 and with SHA-384 on P-384",
        })
    }
}

/// Why a signature was not found to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// It was checked and does not hold.
    #[error("the signature does not hold under this key")]
    BadSignature,
    /// It was not checked.
    #[error("this provider cannot check {algorithm} under {key}; {remedy}")]
    NotCheckable {
        /// The key.
        key: KeyAlgorithm,
        /// The signature algorithm.
        algorithm: SignatureAlgorithm,
        /// What to do.
        remedy: Remedy,
    },
}

/// A failure inside a provider.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProviderError {
    /// The provider makes no such keys.
    #[error("this provider makes no {algorithm} keys; {remedy}")]
    NoKeyGeneration {
        /// The key that was asked for.
        algorithm: KeyAlgorithm,
        /// What to do.
        remedy: Remedy,
    },
    /// The provider cannot sign with such a key and algorithm.
    #[error("this provider cannot sign {algorithm} with {key}; {remedy}")]
    NoSigning {
        /// The key.
        key: KeyAlgorithm,
        /// The signature algorithm.
        algorithm: SignatureAlgorithm,
        /// What to do.
        remedy: Remedy,
    },
    /// The algorithm is not one a key of this kind makes.
    #[error("{key} keys do not make {algorithm} signatures")]
    DoesNotFit {
        /// The key.
        key: KeyAlgorithm,
        /// The signature algorithm.
        algorithm: SignatureAlgorithm,
    },
    /// The provider found the key itself wrong.
    #[error("the provider refuses the {key} key")]
    KeyRefused {
        /// The key.
        key: KeyAlgorithm,
        /// What the provider said.
        source: Box<dyn error::Error + Send + Sync>,
    },
    /// A zero iteration count, an empty output, or a hash this function does not take.
    #[error("the parameters of the key derivation are outside what the function takes")]
    Derivation,
    /// Something failed inside.
    #[error("the provider failed")]
    Backend(#[source] Box<dyn error::Error + Send + Sync>),
}
