//! Verification over `ring`: one table of key, algorithm and verifier.
//!
//! The table is the list of what can be checked; RSA under 2048 bits stands in it so that a refusal of a weak request can
//! still say whether its signature holds. What is not in it is `NotCheckable`, never a bad signature.

use ::ring::signature::{self, UnparsedPublicKey, VerificationAlgorithm};

use super::Ring;
use crate::crypto::{Curve, KeyAlgorithm, PublicKey, Remedy, SignatureAlgorithm, Verifier, VerifyError, backend};

impl Verifier for Ring {
    fn verify(
        &self,
        key: &PublicKey,
        algorithm: SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), VerifyError> {
        backend::refuse_uncheckable(key, algorithm)?;
        let verifier = verifier(key.algorithm(), algorithm)
            .ok_or_else(|| backend::not_checkable(key, algorithm, Remedy::UseAwsLcRs))?;
        let key = UnparsedPublicKey::new(verifier, key.key_octets());
        key.verify(message, signature).map_err(|_| VerifyError::BadSignature)
    }
}

/// `None` is what the other provider has: P-521, and ECDSA with SHA-512.
fn verifier(key: KeyAlgorithm, algorithm: SignatureAlgorithm) -> Option<&'static dyn VerificationAlgorithm> {
    use KeyAlgorithm::{Ec, Ed25519, Rsa, RsaPss};
    Some(match (key, algorithm) {
        (Rsa { bits: ..2048 }, SignatureAlgorithm::RsaPkcs1Sha256) => {
            &signature::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY
        }
        (Rsa { bits: ..2048 }, SignatureAlgorithm::RsaPkcs1Sha512) => {
            &signature::RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY
        }
        (Rsa { .. }, SignatureAlgorithm::RsaPkcs1Sha256) => &signature::RSA_PKCS1_2048_8192_SHA256,
        (Rsa { .. }, SignatureAlgorithm::RsaPkcs1Sha384) => &signature::RSA_PKCS1_2048_8192_SHA384,
        (Rsa { .. }, SignatureAlgorithm::RsaPkcs1Sha512) => &signature::RSA_PKCS1_2048_8192_SHA512,
        (Rsa { .. } | RsaPss { .. }, SignatureAlgorithm::RsaPssSha256) => &signature::RSA_PSS_2048_8192_SHA256,
        (Rsa { .. } | RsaPss { .. }, SignatureAlgorithm::RsaPssSha384) => &signature::RSA_PSS_2048_8192_SHA384,
        (Rsa { .. } | RsaPss { .. }, SignatureAlgorithm::RsaPssSha512) => &signature::RSA_PSS_2048_8192_SHA512,
        (Ec(Curve::P256), SignatureAlgorithm::EcdsaSha256) => &signature::ECDSA_P256_SHA256_ASN1,
        (Ec(Curve::P256), SignatureAlgorithm::EcdsaSha384) => &signature::ECDSA_P256_SHA384_ASN1,
        (Ec(Curve::P384), SignatureAlgorithm::EcdsaSha256) => &signature::ECDSA_P384_SHA256_ASN1,
        (Ec(Curve::P384), SignatureAlgorithm::EcdsaSha384) => &signature::ECDSA_P384_SHA384_ASN1,
        (Ed25519, SignatureAlgorithm::Ed25519) => &signature::ED25519,
        _ => return None,
    })
}
