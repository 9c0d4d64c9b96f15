//! Keys made and loaded over `ring`.
//!
//! A key is generated as PKCS#8 and read back through our own reader, so that there is one way in. Loading proves that
//! the halves belong together. The surprising choice: an EC key without its public point is refused with a remedy,
//! because `ring` has no function that computes it.

use std::sync::Arc;

use ::ring::{
    rand::{SecureRandom, SystemRandom},
    signature::{
        ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair, EcdsaSigningAlgorithm,
        Ed25519KeyPair, KeyPair, RsaKeyPair,
    },
};
use zeroize::Zeroizing;

use super::{
    Ring,
    sign::{LocalSigner, Pair},
};
use crate::crypto::{
    Curve, KeyAlgorithm, Keys, ProviderError, Remedy, SecretKey, SignatureAlgorithm, Signer, backend, secret_key::Parts,
};

impl Keys for Ring {
    fn makes(&self, algorithm: KeyAlgorithm) -> Result<(), ProviderError> {
        maker(algorithm).map(drop)
    }

    fn generate(&self, algorithm: KeyAlgorithm) -> Result<SecretKey, ProviderError> {
        match maker(algorithm)? {
            Maker::Ec(signing) => generate_ec(signing),
            Maker::Ed25519 => generate_ed25519(),
        }
    }

    fn signer(&self, key: &SecretKey, algorithm: SignatureAlgorithm) -> Result<Arc<dyn Signer>, ProviderError> {
        backend::refuse_unsignable(key.algorithm(), algorithm)?;
        let pair = load(key, algorithm)?;
        let public_key = backend::public_key(key.algorithm(), pair.public_octets())?;
        Ok(Arc::new(LocalSigner::new(pair, public_key, algorithm)))
    }
}

/// How a key of an algorithm is made.
enum Maker {
    Ec(&'static EcdsaSigningAlgorithm),
    Ed25519,
}

fn maker(algorithm: KeyAlgorithm) -> Result<Maker, ProviderError> {
    let remedy = match algorithm {
        KeyAlgorithm::Ec(Curve::P256) => return Ok(Maker::Ec(&ECDSA_P256_SHA256_ASN1_SIGNING)),
        KeyAlgorithm::Ec(Curve::P384) => return Ok(Maker::Ec(&ECDSA_P384_SHA384_ASN1_SIGNING)),
        KeyAlgorithm::Ed25519 => return Ok(Maker::Ed25519),
        KeyAlgorithm::Rsa { bits: 2048 | 3072 | 4096 } => Remedy::UseAwsLcRs,
        KeyAlgorithm::Rsa { .. } => Remedy::UseAStandardLength,
        KeyAlgorithm::RsaPss { .. } | KeyAlgorithm::Ec(_) | KeyAlgorithm::Other(_) => Remedy::UseAnotherAlgorithm,
    };
    Err(ProviderError::NoKeyGeneration { algorithm, remedy })
}

fn generate_ec(algorithm: &'static EcdsaSigningAlgorithm) -> Result<SecretKey, ProviderError> {
    let document = EcdsaKeyPair::generate_pkcs8(algorithm, &SystemRandom::new()).map_err(backend::failed)?;
    SecretKey::from_der(document.as_ref()).map_err(backend::failed)
}

fn generate_ed25519() -> Result<SecretKey, ProviderError> {
    let mut seed = Zeroizing::new([0; 32]);
    SystemRandom::new().fill(seed.as_mut_slice()).map_err(backend::failed)?;
    let pair = Ed25519KeyPair::from_seed_unchecked(seed.as_slice()).map_err(backend::failed)?;
    SecretKey::of_ed25519(&seed, pair.public_key().as_ref()).map_err(backend::failed)
}

fn load(key: &SecretKey, algorithm: SignatureAlgorithm) -> Result<Pair, ProviderError> {
    let kind = key.algorithm();
    let refused = backend::key_refused(kind);
    let cannot = |remedy| ProviderError::NoSigning { key: kind, algorithm, remedy };
    match key.parts() {
        // The library signs with at most 4096 bits.
        Parts::Rsa { public, .. } if public.bits > 4096 => Err(cannot(Remedy::UseAwsLcRs)),
        Parts::Rsa { private_key, .. } => {
            let padding = Pair::rsa_padding(algorithm).ok_or_else(|| cannot(Remedy::UseAFittingAlgorithm))?;
            RsaKeyPair::from_der(private_key).map(|pair| Pair::Rsa(Box::new(pair), padding)).map_err(refused)
        }
        Parts::Ec { curve, scalar, point } => {
            let signing = ecdsa(*curve, algorithm).ok_or_else(|| cannot(Remedy::UseTheHashOfTheCurve))?;
            let point = point.as_deref().ok_or_else(|| cannot(Remedy::WriteThePublicHalf))?;
            EcdsaKeyPair::from_private_key_and_public_key(signing, scalar, point, &SystemRandom::new())
                .map(Pair::Ecdsa)
                .map_err(refused)
        }
        Parts::Ed25519 { seed, public } => match public {
            Some(public) => Ed25519KeyPair::from_seed_and_public_key(seed, public),
            None => Ed25519KeyPair::from_seed_unchecked(seed),
        }
        .map(Pair::Ed25519)
        .map_err(refused),
    }
}

fn ecdsa(curve: Curve, algorithm: SignatureAlgorithm) -> Option<&'static EcdsaSigningAlgorithm> {
    match (curve, algorithm) {
        (Curve::P256, SignatureAlgorithm::EcdsaSha256) => Some(&ECDSA_P256_SHA256_ASN1_SIGNING),
        (Curve::P384, SignatureAlgorithm::EcdsaSha384) => Some(&ECDSA_P384_SHA384_ASN1_SIGNING),
        _ => None,
    }
}
