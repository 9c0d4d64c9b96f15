//! Signatures made over `ring`.
//!
//! One signer for the three kinds of key pair. RSA signatures are PKCS#1 v1.5 or PSS (RFC 8017 §8.2, §8.1) with a salt as
//! long as the digest, ECDSA signatures a DER `ECDSA-Sig-Value` (RFC 3279 §2.2.3); salt and nonce the library draws itself.

use ::ring::{
    rand::SystemRandom,
    signature::{self, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RsaEncoding, RsaKeyPair},
};

use crate::crypto::{Place, PublicKey, SignError, Signature, SignatureAlgorithm, Signer, backend};

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
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(*padding, &SystemRandom::new(), message, &mut signature).map_err(backend::not_signed)?;
                Ok(Signature::from_octets(signature))
            }
            Pair::Ecdsa(pair) => pair
                .sign(&SystemRandom::new(), message)
                .map(|signature| Signature::from_octets(signature.as_ref()))
                .map_err(backend::not_signed),
            Pair::Ed25519(pair) => Ok(Signature::from_octets(pair.sign(message).as_ref())),
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
