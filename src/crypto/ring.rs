//! The provider over `ring`.
//!
//! Signs and verifies RSA, P-256, P-384 and Ed25519, and makes keys of the last three. `ring` has no RSA key generation,
//! no P-521, no ECDSA with SHA-512 and no signing of digests; what is missing is answered with the provider that has it.
//! `aws_lc_rs` is this file's twin: the same parts in the same order.

mod keys;
mod sign;
mod verify;

use std::num::NonZeroU32;

use ::ring::{
    digest, hmac, pbkdf2,
    rand::{SecureRandom, SystemRandom},
};

use super::{Digest, DigestContext, Hash, Kdf, Provider, ProviderError, Random, backend};

/// The provider over `ring`.
///
/// ```
/// use chancery::crypto::{Curve, KeyAlgorithm, SignatureAlgorithm, ring};
/// let key = ring::PROVIDER.keys.generate(KeyAlgorithm::Ec(Curve::P256))?;
/// let signer = ring::PROVIDER.keys.signer(&key, SignatureAlgorithm::EcdsaSha256)?;
/// let signature = signer.sign(b"attached deed")?;
/// let verifier = ring::PROVIDER.verifier;
/// verifier.verify(signer.public_key(), signer.algorithm(), b"attached deed", signature.as_octets())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub static PROVIDER: Provider = Provider::new(&Ring, &Ring, &Ring, &Ring, &Ring);

/// All five families.
struct Ring;

impl Digest for Ring {
    fn digest(&self, hash: Hash, message: &[u8]) -> Box<[u8]> {
        digest::digest(digest_of(hash), message).as_ref().into()
    }

    fn begin(&self, hash: Hash) -> Box<dyn DigestContext> {
        Box::new(Context(digest::Context::new(digest_of(hash))))
    }
}

struct Context(digest::Context);

impl DigestContext for Context {
    fn update(&mut self, octets: &[u8]) {
        self.0.update(octets);
    }

    fn finish(self: Box<Self>) -> Box<[u8]> {
        self.0.finish().as_ref().into()
    }
}

impl Kdf for Ring {
    fn pbkdf2(
        &self,
        hash: Hash,
        password: &[u8],
        salt: &[u8],
        iterations: u32,
        out: &mut [u8],
    ) -> Result<(), ProviderError> {
        let iterations = NonZeroU32::new(iterations).ok_or(ProviderError::Derivation)?;
        // The library aborts over 2^32 - 1 blocks and on no output; neither is a key.
        if out.is_empty() || u32::try_from(out.len()).is_err() {
            return Err(ProviderError::Derivation);
        }
        pbkdf2::derive(derivation_of(hash), iterations, salt, password, out);
        Ok(())
    }

    fn hmac(&self, hash: Hash, key: &[u8], message: &[u8]) -> Box<[u8]> {
        hmac::sign(&hmac::Key::new(hmac_of(hash), key), message).as_ref().into()
    }
}

impl Random for Ring {
    fn fill(&self, out: &mut [u8]) -> Result<(), ProviderError> {
        SystemRandom::new().fill(out).map_err(backend::failed)
    }
}

fn digest_of(hash: Hash) -> &'static digest::Algorithm {
    match hash {
        Hash::Sha1ForIdentifiers => &digest::SHA1_FOR_LEGACY_USE_ONLY,
        Hash::Sha256 => &digest::SHA256,
        Hash::Sha384 => &digest::SHA384,
        Hash::Sha512 => &digest::SHA512,
    }
}

fn hmac_of(hash: Hash) -> hmac::Algorithm {
    match hash {
        Hash::Sha1ForIdentifiers => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
        Hash::Sha256 => hmac::HMAC_SHA256,
        Hash::Sha384 => hmac::HMAC_SHA384,
        Hash::Sha512 => hmac::HMAC_SHA512,
    }
}

fn derivation_of(hash: Hash) -> pbkdf2::Algorithm {
    match hash {
        Hash::Sha1ForIdentifiers => pbkdf2::PBKDF2_HMAC_SHA1,
        Hash::Sha256 => pbkdf2::PBKDF2_HMAC_SHA256,
        Hash::Sha384 => pbkdf2::PBKDF2_HMAC_SHA384,
        Hash::Sha512 => pbkdf2::PBKDF2_HMAC_SHA512,
    }
}
