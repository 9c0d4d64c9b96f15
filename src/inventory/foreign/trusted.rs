//! The issuers whose certificates a host registers.
//!
//! Given by the host to every verification (WP-03). The library has no list of issuers that are authorised for qualified
//! certificates, reads no trusted list of a member state and updates nothing: who stands on it, and for how long, is the
//! host's decision. The surprising choice: an entry is a whole certificate and not a name with a key, because its window
//! and its path length bind here too, more than RFC 5280 §6.1.1 (d) asks of a trust anchor.

use crate::x509::Certificate;

/// The host's list of trusted issuers: at least one, none twice.
///
/// Each is either the issuer of what is to be registered or an authority above it. Listing a root trusts every authority
/// under it, so a host that means one issuing authority lists that one.
#[derive(Clone, Debug)]
pub struct TrustedIssuers(Vec<Certificate>);

/// Why certificates make no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrustedIssuersError {
    /// There is none.
    #[error("no issuer is trusted, so no certificate of another issuer could be registered (WP-03)")]
    Empty,
    /// One is listed twice.
    #[error("the trusted issuer at place {second} is the one at place {first}; list each once")]
    Twice {
        /// Where it stands first, counted from 1.
        first: usize,
        /// Where it stands again.
        second: usize,
    },
}

impl TrustedIssuers {
    /// A list. Whether its certificates are authorities is asked when something is verified, as the answer may depend on
    /// the time.
    ///
    /// # Errors
    /// [`TrustedIssuersError::Empty`], [`TrustedIssuersError::Twice`].
    pub fn new(issuers: impl Into<Vec<Certificate>>) -> Result<Self, TrustedIssuersError> {
        let issuers = issuers.into();
        if issuers.is_empty() {
            return Err(TrustedIssuersError::Empty);
        }
        for (issuer, second) in issuers.iter().zip(1..) {
            let first = issuers.iter().zip(1..).find(|(other, _)| *other == issuer).map_or(second, |(_, first)| first);
            if first != second {
                return Err(TrustedIssuersError::Twice { first, second });
            }
        }
        Ok(Self(issuers))
    }

    /// The certificates.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        &self.0
    }

    pub(super) fn contains(&self, certificate: &Certificate) -> bool {
        self.0.contains(certificate)
    }

    /// Those a certificate may have been issued by, going by the name.
    pub(super) fn named_by<'a>(&'a self, certificate: &'a Certificate) -> impl Iterator<Item = &'a Certificate> {
        self.0.iter().filter(|issuer| issuer.subject().matches(certificate.issuer()))
    }
}
