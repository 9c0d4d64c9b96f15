//! What both providers decide alike, before a library is asked.
//!
//! Used by `ring` and `aws_lc_rs`, which agree on the RSA keys they check: 1024 to 8192 bits (RFC 8017), an odd modulus,
//! an odd exponent from 3 to 2^33 - 1. Both answer "unspecified" for a key outside, the same as for a forged signature;
//! the surprising choice is to find such keys here first, so that only what was checked is called bad.

use std::error;

use super::{
    Curve, KeyAlgorithm, ProviderError, PssRestriction, PublicKey, Remedy, SignError, SignatureAlgorithm, VerifyError,
};
use crate::crypto::public_key::subject_public_key_info;

/// Refuses a key and algorithm that neither provider checks.
pub(super) fn refuse_uncheckable(key: &PublicKey, algorithm: SignatureAlgorithm) -> Result<(), VerifyError> {
    let remedy = match key.algorithm() {
        KeyAlgorithm::Other(_)
        | KeyAlgorithm::Ec(Curve::Other(_))
        | KeyAlgorithm::RsaPss { restriction: PssRestriction::Unsupported(_), .. } => Some(Remedy::UseAnotherAlgorithm),
        found if !algorithm.fits(found) => Some(Remedy::UseAFittingAlgorithm),
        KeyAlgorithm::Rsa { bits } | KeyAlgorithm::RsaPss { bits, .. } => rsa_remedy(key, bits, algorithm),
        KeyAlgorithm::Ec(_) | KeyAlgorithm::Ed25519 => None,
    };
    remedy.map_or(Ok(()), |remedy| Err(not_checkable(key, algorithm, remedy)))
}

fn rsa_remedy(key: &PublicKey, bits: u32, algorithm: SignatureAlgorithm) -> Option<Remedy> {
    let is_odd = |octets: Option<&[u8]>| octets.and_then(<[u8]>::last).is_some_and(|last| last & 1 == 1);
    match bits {
        ..1024 => return Some(Remedy::UseALongerKey),
        1024..2048 if !has_short_verifier(algorithm) => return Some(Remedy::UseALongerKey),
        8193.. => return Some(Remedy::UseAShorterKey),
        _ => {}
    }
    if !is_odd(key.rsa_modulus()) {
        return Some(Remedy::MakeANewKey);
    }
    let exponent = key.rsa_exponent().unwrap_or_default();
    let in_range = match exponent {
        [single] => *single >= 3,
        [first, _, _, _, _] => *first <= 1,
        longer => longer.len() < 5,
    };
    (!in_range || !is_odd(Some(exponent))).then_some(Remedy::UseExponent65537)
}

/// Under short keys both libraries check PKCS#1 v1.5 with these hashes, and nothing else.
const fn has_short_verifier(algorithm: SignatureAlgorithm) -> bool {
    matches!(algorithm, SignatureAlgorithm::RsaPkcs1Sha256 | SignatureAlgorithm::RsaPkcs1Sha512)
}

/// The answer for what was not checked.
pub(super) const fn not_checkable(key: &PublicKey, algorithm: SignatureAlgorithm, remedy: Remedy) -> VerifyError {
    VerifyError::NotCheckable { key: key.algorithm(), algorithm, remedy }
}

/// Refuses a key and algorithm that neither provider signs with.
pub(super) fn refuse_unsignable(key: KeyAlgorithm, algorithm: SignatureAlgorithm) -> Result<(), ProviderError> {
    if !algorithm.fits(key) {
        return Err(ProviderError::DoesNotFit { key, algorithm });
    }
    let remedy = match key {
        KeyAlgorithm::Rsa { bits: ..2048 } => Remedy::UseALongerKey,
        KeyAlgorithm::Rsa { bits: 8193.. } => Remedy::UseAShorterKey,
        // No secret key is of RSASSA-PSS alone: a key of RSA makes those signatures too.
        KeyAlgorithm::Ec(Curve::P521 | Curve::Other(_)) | KeyAlgorithm::RsaPss { .. } | KeyAlgorithm::Other(_) => {
            Remedy::UseAnotherAlgorithm
        }
        _ => return Ok(()),
    };
    Err(ProviderError::NoSigning { key, algorithm, remedy })
}

/// The public half a library computed, as a key of ours.
pub(super) fn public_key(algorithm: KeyAlgorithm, octets: &[u8]) -> Result<PublicKey, ProviderError> {
    let spki = subject_public_key_info(algorithm, octets).map_err(failed)?;
    PublicKey::from_der(&spki).map_err(failed)
}

/// Something failed inside.
pub(super) fn failed(source: impl error::Error + Send + Sync + 'static) -> ProviderError {
    ProviderError::Backend(Box::new(source))
}

/// The library refused the key.
pub(super) fn key_refused<E: error::Error + Send + Sync + 'static>(
    key: KeyAlgorithm,
) -> impl FnOnce(E) -> ProviderError {
    move |source| ProviderError::KeyRefused { key, source: Box::new(source) }
}

/// The library did not sign.
pub(super) fn not_signed(source: impl error::Error + Send + Sync + 'static) -> SignError {
    SignError::Backend(Box::new(source))
}
