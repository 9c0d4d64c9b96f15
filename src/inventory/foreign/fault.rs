//! Why a foreign certificate is not registered: every reason, each with its place in the chain.
//!
//! Collected by `verify`, read by whoever must ask for another certificate or another chain. RFC 5280 §6.1 has most of the
//! questions; WP-03 those about whose certificate it is. The surprising choice: what is asked of an authority is told with
//! the sentences of [`IssuerError`], because it is asked by the same code.

use std::fmt;

use crate::{
    encoding::{DecodeError, Oid},
    issuer::{IssuerError, TestMark},
    x509::{CertificateSignatureError, Disagreement, Time, Validity},
};

/// Why a certificate is not registered: every fault of it and its chain, never none.
#[derive(Debug)]
pub struct ForeignError(Vec<ForeignFault>);

/// One fault and where it is.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {cause}")]
pub struct ForeignFault {
    place: ForeignPlace,
    #[source]
    cause: ForeignCause,
}

/// A place in a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a chain has nothing else")]
pub enum ForeignPlace {
    /// What is to be registered.
    Certificate,
    /// An authority that was given with it, its issuer being 1.
    Authority(usize),
    /// The trusted issuer at which the chain ends.
    TrustedIssuer,
}

/// What is wrong at a place.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ForeignCause {
    /// Now is outside its window.
    #[error(
        "it is valid from {} to {}, and now is {now} (RFC 5280 §6.1.3 (a)(2))",
        validity.not_before(),
        validity.not_after()
    )]
    OutsideWindow {
        /// The window.
        validity: Validity,
        /// The time given.
        now: Time,
    },
    /// It names another issuer than the one above it.
    #[error("the issuer it names is not the subject of the certificate above it (RFC 5280 §6.1.3 (a)(4))")]
    NameDoesNotChain,
    /// Its signature does not hold under the key above it.
    #[error("its signature was not found to hold under the key above it: {0} (RFC 5280 §6.1.3 (a)(1))")]
    Signature(#[source] CertificateSignatureError),
    /// Nobody on the list issued it.
    #[error("none of the trusted issuers has the name it gives as its issuer (WP-03)")]
    Untrusted,
    /// It stands above a trusted issuer.
    #[error("it stands above a trusted issuer, at which the chain ends; leave it out")]
    Surplus,
    /// It stands in the chain once more, further down.
    #[error("it stands in the chain twice; a path has each certificate once (RFC 5280 §6.1)")]
    Twice,
    /// There are more certificates than a path has.
    #[error("{found} authorities were given, and at most {limit} are looked at")]
    TooLong {
        /// How many.
        found: usize,
        /// How many there may be.
        limit: usize,
    },
    /// Something an authority must be and it is not.
    #[error(transparent)]
    Authority(#[from] IssuerError),
    /// There are more authorities below it than it permits.
    #[error(
        "it permits {permitted} authorities between it and the certificate, and there are {found} (RFC 5280 §6.1.4 (m))"
    )]
    PathLength {
        /// What it permits.
        permitted: u8,
        /// Those that are not self-issued.
        found: usize,
    },
    /// An extension that limits what is below it and that is not processed here.
    #[error("it has the extension {oid}, which limits a path and is not processed here (RFC 5280 §6.1.4)")]
    Unprocessed {
        /// The extension.
        oid: Oid,
    },
    /// An extension that cannot be read.
    #[error("an extension of it cannot be read: {0}")]
    Extension(#[source] DecodeError),
    /// Two readers read two things.
    #[error("a second reader does not agree on what it says: {0}")]
    SecondReader(#[source] Disagreement),
    /// What is to be registered is an authority.
    #[error("it is an authority, and what a system is known by is an end-entity certificate (RFC 5280 §4.2.1.9)")]
    IsAuthority,
    /// What is to be registered may sign certificates, which only an authority may.
    #[error("its keyUsage has keyCertSign, which only the certificate of an authority may have (RFC 5280 §4.2.1.9)")]
    SignsCertificates,
    /// What is to be registered has no subject.
    #[error("its subject is empty, and the subject is what a system is known by (WP-08)")]
    NoSubject,
    /// It does not say that it is qualified.
    #[error(
        "it does not say that it is qualified: neither QcCompliance in qcStatements (ETSI EN 319 412-5 §4.2.1) nor a \
         policy of ETSI EN 319 411-2 §5.3 (WP-03)"
    )]
    NotQualified,
    /// It is this authority's own.
    #[error("its key is the key of this authority, whose certificates are issued and not registered (WP-03)")]
    Own,
    /// It is of the test kit.
    #[error("it is of a test PKI, known by {mark}, whose keys everybody has")]
    TestKit {
        /// By what it was known.
        mark: TestMark,
    },
    /// The request is dated after the verification.
    #[error("its registration was asked for at {asked}, which is after now, {now}")]
    AskedLater {
        /// The date of the request.
        asked: Time,
        /// The time given.
        now: Time,
    },
}

/// Faults being collected.
#[derive(Default)]
pub(super) struct Faults(Vec<ForeignFault>);

impl Faults {
    pub(super) fn add(&mut self, place: ForeignPlace, cause: impl Into<ForeignCause>) {
        self.0.push(ForeignFault { place, cause: cause.into() });
    }

    pub(super) fn note<E: Into<ForeignCause>>(&mut self, place: ForeignPlace, answer: Result<(), E>) {
        if let Err(cause) = answer {
            self.add(place, cause);
        }
    }

    pub(super) fn has_any_at(&self, place: ForeignPlace) -> bool {
        self.0.iter().any(|fault| fault.place == place)
    }

    /// The error they make, if there are any: from the certificate upwards.
    pub(super) fn into_result(mut self) -> Result<(), ForeignError> {
        self.0.sort_by_key(|fault| fault.place);
        if self.0.is_empty() { Ok(()) } else { Err(ForeignError(self.0)) }
    }
}

impl ForeignError {
    /// One fault, after which no other is looked for.
    pub(super) fn of(place: ForeignPlace, cause: ForeignCause) -> Self {
        Self(vec![ForeignFault { place, cause }])
    }

    /// The faults, from the certificate upwards.
    #[must_use]
    pub fn faults(&self) -> &[ForeignFault] {
        &self.0
    }
}

impl ForeignFault {
    /// Where it is.
    #[must_use]
    pub const fn place(&self) -> ForeignPlace {
        self.place
    }

    /// What it is.
    #[must_use]
    pub const fn cause(&self) -> &ForeignCause {
        &self.cause
    }
}

impl fmt::Display for ForeignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.len() {
            1 => f.write_str("the certificate is not registered for 1 reason: ")?,
            reasons => write!(f, "the certificate is not registered for {reasons} reasons: ")?,
        }
        for (index, fault) in self.0.iter().enumerate() {
            write!(f, "{}{fault}", if index > 0 { "; " } else { "" })?;
        }
        Ok(())
    }
}

impl std::error::Error for ForeignError {}

impl fmt::Display for ForeignPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Certificate => f.write_str("the certificate"),
            Self::Authority(number) => write!(f, "authority {number} of the chain"),
            Self::TrustedIssuer => f.write_str("the trusted issuer"),
        }
    }
}
