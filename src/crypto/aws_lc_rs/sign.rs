//! Signatures made over `aws-lc-rs`, of messages and of digests.
//!
//! One signer for the three kinds of key pair. RSA signatures are PKCS#1 v1.5 or PSS (RFC 8017 §8.2, §8.1) with a salt as
//! long as the digest, ECDSA signatures a DER `ECDSA-Sig-Value` (RFC 3279 §2.2.3); salt and nonce the library draws itself. Ed25519 signs messages only (RFC 8032).

use ::aws_lc_rs::{
    digest, error,
    rand::SystemRandom,
    signature::{self, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RsaEncoding, RsaKeyPair},
};

use super::digest_of;
use crate::crypto::{DigestSigner, Place, PublicKey, SignError, Signature, SignatureAlgorithm, Signer, backend};

/// A key pair of the library, and the padding of an RSA one.
pub(super) enum Pair {
    Rsa(Box<RsaKeyPair>, &'static dyn RsaEncoding),
    Ecdsa(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

/// A key in this process and one algorithm that fits it.
pub(super) struct LocalSigner {
    pair: Pair,
    public_key: PublicKey,
    algorithm: SignatureAlgorithm,
}

impl LocalSigner {
    pub(super) const fn new(pair: Pair, public_key: PublicKey, algorithm: SignatureAlgorithm) -> Self {
        Self { pair, public_key, algorithm }
    }
}

impl Signer for LocalSigner {
    fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    fn place(&self) -> Place {
        Place::Provider
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    fn sign(&self, message: &[u8]) -> Result<Signature, SignError> {
        match &self.pair {
            Pair::Rsa(pair, padding) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(*padding, &SystemRandom::new(), message, &mut signature).map_err(backend::not_signed)?;
                Ok(Signature::from_octets(signature))
            }
            Pair::Ecdsa(pair) => pair
                .sign(&SystemRandom::new(), message)
                .map(|signature| Signature::from_octets(signature.as_ref()))
                .map_err(backend::not_signed),
            Pair::Ed25519(pair) => pair
                .try_sign(message)
                .map(|signature| Signature::from_octets(signature.as_ref()))
                .map_err(backend::not_signed),
        }
    }

    fn as_digest_signer(&self) -> Option<&dyn DigestSigner> {
        match self.pair {
            Pair::Rsa(..) | Pair::Ecdsa(_) => Some(self),
            Pair::Ed25519(_) => None,
        }
    }
}

impl DigestSigner for LocalSigner {
    fn sign_digest(&self, digest: &[u8]) -> Result<Signature, SignError> {
        let no_digest = || backend::not_signed(error::Unspecified);
        let hash = digest_of(self.algorithm.hash().ok_or_else(no_digest)?);
        let digest = digest::Digest::import_less_safe(digest, hash).map_err(backend::not_signed)?;
        match &self.pair {
            Pair::Rsa(pair, padding) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign_digest(*padding, &digest, &mut signature).map_err(backend::not_signed)?;
                Ok(Signature::from_octets(signature))
            }
            Pair::Ecdsa(pair) => pair
                .sign_digest(&digest)
                .map(|signature| Signature::from_octets(signature.as_ref()))
                .map_err(backend::not_signed),
            Pair::Ed25519(_) => Err(no_digest()),
        }
    }
}

impl Pair {
    /// The content of the BIT STRING of its `SubjectPublicKeyInfo`.
    pub(super) fn public_octets(&self) -> &[u8] {
        match self {
            Self::Rsa(pair, _) => pair.public_key().as_ref(),
            Self::Ecdsa(pair) => pair.public_key().as_ref(),
            Self::Ed25519(pair) => pair.public_key().as_ref(),
        }
    }

    pub(super) fn rsa_padding(algorithm: SignatureAlgorithm) -> Option<&'static dyn RsaEncoding> {
        Some(match algorithm {
            SignatureAlgorithm::RsaPkcs1Sha256 => &signature::RSA_PKCS1_SHA256,
            SignatureAlgorithm::RsaPkcs1Sha384 => &signature::RSA_PKCS1_SHA384,
            SignatureAlgorithm::RsaPkcs1Sha512 => &signature::RSA_PKCS1_SHA512,
            SignatureAlgorithm::RsaPssSha256 => &signature::RSA_PSS_SHA256,
            SignatureAlgorithm::RsaPssSha384 => &signature::RSA_PSS_SHA384,
            SignatureAlgorithm::RsaPssSha512 => &signature::RSA_PSS_SHA512,
            _ => return None,
        })
    }
}
