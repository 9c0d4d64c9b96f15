//! Why possession of the key was not proven, in words for the person who must make the request again.
//!
//! Returned by [`CertificationRequest::verify`](super::CertificationRequest::verify), which holds the key to the
//! signature over the received octets (RFC 2986 §4.2, R-03). Key algorithm, signature algorithm and parameters are one
//! entry of one table. The surprising choice: what was not checked is told apart from what was checked and is wrong
//! ([`Possession`]), because the first may be an honest request that another provider can answer.

use super::{Path, SignatureFault, Violation};
use crate::crypto::{KeyAlgorithm, KeyFault, PssFault, Remedy, SignatureAlgorithm, UnusableAlgorithm, VerifyError};

/// Why possession was not proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PossessionError {
    /// The signature algorithm is weak, unknown, or has parameters it must not have.
    #[error(transparent)]
    Algorithm(#[from] UnusableAlgorithm),
    /// No key of this kind makes such signatures.
    #[error("no {algorithm} signature is made with {key}; {} (RFC 2986 §4.2)", fitting(*key))]
    DoesNotFit {
        /// The key in the request.
        key: KeyAlgorithm,
        /// The algorithm of the signature.
        algorithm: SignatureAlgorithm,
    },
    /// The key is none: no signature under it proves anything.
    #[error("{0}; make a new key and a request with it")]
    Key(KeyFault),
    /// The signature does not hold, because its octets are none under this key.
    #[error("the signature of the request {0}; it was damaged or written in another form, make it again")]
    Malformed(SignatureFault),
    /// The signature was checked and does not hold.
    #[error(
        "the signature of the request does not hold under the key in it; the request was changed, or signed with another key or in another way than it says, make it again (RFC 2986 §4.2)"
    )]
    BadSignature,
    /// The provider cannot check it.
    #[error("this provider cannot check {algorithm} under {key}; {remedy}")]
    NotCheckable {
        /// The key in the request.
        key: KeyAlgorithm,
        /// The algorithm of the signature.
        algorithm: SignatureAlgorithm,
        /// What to do.
        remedy: Remedy,
    },
}

/// What an unproven possession is: refuted, or left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a signature was found wrong, or it was not checked")]
pub enum Possession {
    /// The signature does not hold under the key, or none under this key would prove anything.
    Failed,
    /// Nobody looked: the algorithm is refused, unknown, or beyond the provider.
    NotCheckable,
}

impl PossessionError {
    /// Whether the signature was found wrong, or not checked.
    #[must_use]
    pub const fn possession(&self) -> Possession {
        match self {
            Self::DoesNotFit { .. } | Self::Key(_) | Self::Malformed(_) | Self::BadSignature => Possession::Failed,
            Self::Algorithm(_) | Self::NotCheckable { .. } => Possession::NotCheckable,
        }
    }

    /// The same as a violation, for a report that lists it beside the faults of the key.
    #[must_use]
    pub fn violation(&self) -> Violation {
        let algorithm = |rule: &'static str, asked: String| {
            let clause = if rule == WEAK_HASH { "Baseline Requirements §7.1.3.2" } else { "RFC 2986 §4.2" };
            Violation::new(rule, "signatureAlgorithm", asked, PERMITTED, clause)
        };
        match self {
            Self::Algorithm(UnusableAlgorithm::WeakHash { name, .. }) => algorithm(WEAK_HASH, (*name).to_owned()),
            Self::Algorithm(UnusableAlgorithm::Parameters { name, wanted }) => Violation::new(
                "request.signature.parameters",
                "signatureAlgorithm.parameters",
                format!("not what {name} has"),
                *wanted,
                "RFC 4055 §3.1, §5, RFC 5758 §3.2, RFC 8410 §3",
            ),
            Self::Algorithm(UnusableAlgorithm::Pss(fault)) => pss(*fault),
            Self::Algorithm(unknown) => algorithm("request.signature.unknown-algorithm", shown(unknown)),
            Self::DoesNotFit { key, algorithm: found } => Violation::new(
                "request.signature.does-not-fit",
                "signatureAlgorithm",
                format!("{found} under {key}"),
                format!("what that key makes; {}", fitting(*key)),
                "RFC 2986 §4.2",
            ),
            Self::Key(fault) => of_fault(*fault),
            Self::Malformed(fault) => malformed(*fault),
            Self::BadSignature => Violation::new(
                "request.signature.bad",
                "signature",
                "one that does not hold under the key in the request",
                "a signature made with that key over this request",
                "RFC 2986 §4.2",
            ),
            Self::NotCheckable { key, algorithm: found, remedy } => Violation::new(
                "request.signature.not-checkable",
                "signature",
                format!("{found} under {key}, which this provider cannot check"),
                format!("what it can check; {remedy}"),
                "RFC 2986 §4.2",
            ),
        }
    }

    /// The answer of a provider as an answer about possession.
    pub(super) const fn of(error: VerifyError) -> Self {
        match error {
            VerifyError::BadSignature => Self::BadSignature,
            VerifyError::NotCheckable { key, algorithm, remedy } => Self::NotCheckable { key, algorithm, remedy },
        }
    }
}

/// What to do where key and signature algorithm are not for each other.
fn fitting(key: KeyAlgorithm) -> String {
    match SignatureAlgorithm::usual_for(key) {
        Some(usual) => format!("sign the request with the key it carries, for example as {usual}"),
        None => "make a new key, because no signature that is checked here is made with this one".to_owned(),
    }
}

/// A key that is none, as a violation; a floor for keys finds the same one.
pub(super) fn of_fault(fault: KeyFault) -> Violation {
    let (rule, permitted) = match fault {
        KeyFault::CoordinateTooLarge { .. } => ("key.point.coordinate", "coordinates below the prime of the field"),
        KeyFault::NotOnCurve { .. } => ("key.point.not-on-curve", "a point on the curve of the key"),
        KeyFault::SmallOrder => ("key.ed25519.small-order", "a point whose order does not divide the cofactor"),
    };
    let path = Path::new("subjectPublicKeyInfo").field("subjectPublicKey");
    Violation::new(rule, path, fault.found(), permitted, "Baseline Requirements §6.1.1.3")
}

/// Octets that are no signature under the key.
fn malformed(fault: SignatureFault) -> Violation {
    let (asked, permitted) = match fault {
        SignatureFault::Length { key, found, wanted } => {
            (format!("{found} octets long"), format!("{wanted} octets, as under {key}"))
        }
        SignatureFault::NotBelowModulus => {
            ("a number not below the modulus of the key".to_owned(), "a number below it".to_owned())
        }
        SignatureFault::NotEcdsaSigValue { found } => (
            format!("{found} octets that are no DER SEQUENCE of two INTEGERs above 0"),
            "r and s in such a SEQUENCE".to_owned(),
        ),
    };
    let clause = "RFC 8017 §8.1.2, §8.2.2, RFC 3279 §2.2.3, RFC 8032 §5.1.7";
    Violation::new("request.signature.malformed", "signature", asked, permitted, clause)
}

/// What in the parameters of RSASSA-PSS is not what this library checks.
fn pss(fault: PssFault) -> Violation {
    let rule = match fault {
        PssFault::Hash { .. } => "request.signature.pss.hash",
        PssFault::Mask { .. } => "request.signature.pss.mask",
        PssFault::Trailer { .. } => "request.signature.pss.trailer",
        PssFault::Salt { .. } => "request.signature.pss.salt",
    };
    let (field, asked, permitted) = pss_field(fault);
    let remedy = if field == SALT { " (openssl: -sigopt rsa_pss_saltlen:digest)" } else { "" };
    let place = Path::new("signatureAlgorithm").field("parameters").field(field);
    Violation::new(rule, place, asked, permitted + remedy, "RFC 4055 §3.1, Baseline Requirements §7.1.3.2.1")
}

/// The field of RSASSA-PSS-params at fault, what stands there, and what is permitted.
pub(super) fn pss_field(fault: PssFault) -> (&'static str, String, String) {
    match fault {
        PssFault::Hash { found } => ("hashAlgorithm", found.to_string(), "SHA-256, SHA-384 or SHA-512".to_owned()),
        PssFault::Mask { found, wanted } => ("maskGenAlgorithm", found.to_string(), format!("MGF1 with {wanted}")),
        PssFault::Salt { found, wanted } => (SALT, found.to_string(), wanted.to_string()),
        PssFault::Trailer { found } => ("trailerField", found.to_string(), "1".to_owned()),
    }
}

fn shown(unusable: &UnusableAlgorithm) -> String {
    match unusable {
        UnusableAlgorithm::Unknown { algorithm } => algorithm.to_string(),
        other => other.to_string(),
    }
}

const WEAK_HASH: &str = "request.signature.weak-hash";
const PERMITTED: &str = "RSA, ECDSA or Ed25519 with SHA-256 or better, made with the key in the request";
const SALT: &str = "saltLength";
