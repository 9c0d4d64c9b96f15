//! Why a secret key was not read.
//!
//! Returned by [`SecretKey::from_pem`](super::SecretKey::from_pem) and `from_der`. Each sentence says what to do with the
//! file, mostly by way of `openssl pkey`, which rewrites nearly every key in the form read here. No variant carries
//! octets of the key.

use crate::{
    crypto::{Curve, KeyAlgorithm},
    encoding::{DecodeError, Oid, pem::PemError},
};

/// Why a secret key cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The text is not the one PEM block of a key.
    #[error(transparent)]
    Pem(#[from] PemError),
    /// The octets are not strict DER, or not the structure they begin as.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// The key is encrypted (RFC 5958 §3, or `Proc-Type` in the text).
    #[error("the key is encrypted and a password is needed; decrypt it first, for example with openssl pkey")]
    PasswordNeeded,
    /// More octets than the limit.
    #[error("the key has {found} octets, more than the limit of {limit}")]
    TooLarge {
        /// The size found, in octets.
        found: usize,
        /// The limit in force, in octets.
        limit: usize,
    },
    /// A structure that is none of the three.
    #[error("the octets are not a private key in PKCS#8, PKCS#1 or SEC 1 form")]
    NotAKey,
    /// A version of the structure that this library does not read.
    #[error("the version of {structure} is {found}, expected {expected}")]
    Version {
        /// The ASN.1 name of the structure.
        structure: &'static str,
        /// The INTEGER found, 255 for anything larger.
        found: u8,
        /// What is read.
        expected: &'static str,
    },
    /// A key of another algorithm.
    #[error("the key is of algorithm {algorithm}; use RSA, an EC key on P-256, P-384 or P-521, or Ed25519")]
    UnknownAlgorithm {
        /// The identifier found.
        algorithm: Oid,
    },
    /// An EC key on another curve.
    #[error("the key is on the curve {curve}; use P-256, P-384 or P-521")]
    UnknownCurve {
        /// The identifier found.
        curve: Oid,
    },
    /// An EC key whose curve is not given by its name (RFC 5480 §2.1.1).
    #[error(
        "the key does not name its curve, as RFC 5480 §2.1.1 asks; rewrite it with openssl pkey -ec_param_enc named_curve"
    )]
    UnnamedCurve,
    /// The `ECPrivateKey` names another curve than the structure around it.
    #[error("the key names the curve {outer} outside and {inner} inside")]
    CurvesDiffer {
        /// In the `PrivateKeyInfo`.
        outer: Curve,
        /// In the `ECPrivateKey`.
        inner: Curve,
    },
    /// A private scalar, seed or point that is not as long as its algorithm asks (RFC 5915 §3, RFC 8410 §7).
    #[error("the {part} of the {key} key has {found} octets, expected {expected}; rewrite the key with openssl pkey")]
    Length {
        /// The key.
        key: KeyAlgorithm,
        /// Which part.
        part: &'static str,
        /// The octets found.
        found: usize,
        /// The octets it has.
        expected: usize,
    },
    /// The public point is compressed, hybrid or infinite (RFC 5480 §2.2).
    #[error("the public point of the key is not uncompressed; rewrite it with openssl pkey -ec_conv_form uncompressed")]
    PointForm,
    /// The file states two public halves that differ.
    #[error("the key states two public halves, and they differ")]
    PublicHalvesDiffer,
    /// An RSA key of more than two primes (RFC 8017 A.1.2, version 1).
    #[error("the RSA key has more than two primes; make a new key of two")]
    MultiPrime,
}
