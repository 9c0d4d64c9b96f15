//! The provider over `aws-lc-rs`.
//!
//! Signs and verifies RSA, P-256, P-384 and Ed25519 and makes keys of all four. It also verifies P-521 and ECDSA with
//! SHA-512, and its RSA and EC signers sign digests, which lets a large list be signed as it is written.
//! `ring` is this file's twin: the same parts in the same order.

mod keys;
mod sign;
mod verify;

use std::num::NonZeroU32;

use ::aws_lc_rs::{
    digest, hmac, pbkdf2,
    rand::{SecureRandom, SystemRandom},
};

use super::{Digest, DigestContext, Hash, Kdf, Provider, ProviderError, Random, backend};

/// The provider over `aws-lc-rs`.
///
/// ```
/// use chancery::crypto::{KeyAlgorithm, SignatureAlgorithm, aws_lc_rs};
/// let key = aws_lc_rs::PROVIDER.keys.generate(KeyAlgorithm::Ed25519)?;
/// let signer = aws_lc_rs::PROVIDER.keys.signer(&key, SignatureAlgorithm::Ed25519)?;
/// let signature = signer.sign(b"attached deed")?;
/// let verifier = aws_lc_rs::PROVIDER.verifier;
/// verifier.verify(signer.public_key(), signer.algorithm(), b"attached deed", signature.as_octets())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub static PROVIDER: Provider = Provider::new(&AwsLcRs, &AwsLcRs, &AwsLcRs, &AwsLcRs, &AwsLcRs);

/// All five families.
struct AwsLcRs;

impl Digest for AwsLcRs {
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

impl Kdf for AwsLcRs {
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

impl Random for AwsLcRs {
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
