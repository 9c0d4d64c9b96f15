//! Why a certificate and a key do not make an issuer.
//!
//! Returned by `Issuer::new`. Each variant is one question a relying party would ask later, with the two things compared.

use super::TestMark;
use crate::{
    crypto::{KeyAlgorithm, SignatureAlgorithm},
    encoding::{DecodeError, Oid},
    x509::{CertificateSignatureError, Disagreement, Time, Validity},
};

/// Why a certificate and a key do not make an issuer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IssuerError {
    /// The certificate, the name or the key is of the test kit (feature `testing`).
    #[error("this is a test PKI, known by {mark}; make a CA certificate and a key of your own")]
    TestKit {
        /// By what it was known.
        mark: TestMark,
    },
    /// The key is not the one the certificate names.
    #[error(
        "the key does not match the certificate: the certificate names an {certified} key, the signer has another {given} key"
    )]
    KeyDoesNotMatch {
        /// The key in the certificate.
        certified: KeyAlgorithm,
        /// The key of the signer.
        given: KeyAlgorithm,
    },
    /// The signer's algorithm is not one its key makes.
    #[error("{key} keys do not make {algorithm} signatures")]
    AlgorithmDoesNotFit {
        /// The key.
        key: KeyAlgorithm,
        /// The algorithm.
        algorithm: SignatureAlgorithm,
    },
    /// `cA` is not TRUE.
    #[error("the certificate is not a CA certificate: basicConstraints does not say cA TRUE (RFC 5280 §4.2.1.9)")]
    NotAnAuthority,
    /// No key usage.
    #[error("the certificate has no keyUsage, which a CA certificate must have (RFC 5280 §4.2.1.3)")]
    NoKeyUsage,
    /// `keyCertSign` is not set.
    #[error("the certificate may not sign certificates: keyUsage has no keyCertSign (RFC 5280 §4.2.1.3)")]
    NoKeyCertSign,
    /// Now is outside its window.
    #[error("the certificate is valid from {} to {}, and it is {now}", validity.not_before(), validity.not_after())]
    OutsideWindow {
        /// The window.
        validity: Validity,
        /// The time given.
        now: Time,
    },
    /// An issuer whose path length is spent cannot certify another authority, and no other one that goes further down
    /// than it may itself.
    #[error(
        "the issuer's path length is spent: it permits {permitted} CA certificates below it, and {} (RFC 5280 §4.2.1.9)",
        asked_below(*asked)
    )]
    PathLengthSpent {
        /// What its certificate permits.
        permitted: u8,
        /// What the certificate would permit below itself; `None` for any number.
        asked: Option<u8>,
    },
    /// A critical extension this library does not know.
    #[error(
        "the certificate has the critical extension {oid}, which this library does not know and may not ignore (RFC 5280 §4.2)"
    )]
    UnknownCriticalExtension {
        /// The extension.
        oid: Oid,
    },
    /// The subject is empty.
    #[error("the subject is empty; an issuer has a name (RFC 5280 §4.1.2.6)")]
    NoSubject,
    /// No subject key identifier to point at.
    #[error("the certificate has no subjectKeyIdentifier for its certificates to point at (RFC 5280 §4.2.1.2)")]
    NoKeyIdentifier,
    /// An extension that cannot be read.
    #[error("an extension of the certificate cannot be read: {0}")]
    Extension(#[source] DecodeError),
    /// It says it is self-signed and is not.
    #[error("the certificate names itself as its issuer, but its signature was not found to hold: {0}")]
    SelfSignature(#[source] CertificateSignatureError),
    /// Two readers read two things.
    #[error("a second reader does not agree on what the certificate says: {0}")]
    SecondReader(#[source] Disagreement),
}

/// What a policy asks for, as the second half of the sentence: the authority itself, and those below it.
fn asked_below(path_len: Option<u8>) -> String {
    match path_len {
        Some(below) => format!("the policy asks for {}", u16::from(below).saturating_add(1)),
        None => "the policy asks for any number".to_owned(),
    }
}
