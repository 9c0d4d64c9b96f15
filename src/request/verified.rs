//! A request whose sender was proven to hold the key.
//!
//! Made by [`CertificationRequest::verify`] and by nothing else; taken by a policy's `approve`. That is why it has no
//! `Default`, no `Deserialize` and no public field: holding one is the evidence.

use super::{CertificationRequest, KeyFacts, Listed, RequestedExtensions};
use crate::{crypto::PublicKey, x509::Name};

/// A certification request whose signature holds under the key in it (RFC 2986 §4.2).
///
/// ```compile_fail,E0451
/// # fn forge(request: chancery::request::CertificationRequest) -> chancery::request::VerifiedRequest {
/// chancery::request::VerifiedRequest { request, listed: Box::new([]) }
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedRequest {
    request: CertificationRequest,
    listed: Box<[Listed]>,
}

impl VerifiedRequest {
    /// Only for `verify`, after the signature was found to hold.
    pub(super) const fn proven(request: CertificationRequest, listed: Box<[Listed]>) -> Self {
        Self { request, listed }
    }

    /// The name the sender wrote, octets verbatim. Nothing says it is theirs.
    #[must_use]
    pub const fn subject(&self) -> &Name {
        self.request.subject()
    }

    /// The key.
    #[must_use]
    pub const fn public_key(&self) -> &PublicKey {
        self.request.public_key()
    }

    /// What can be said about the key.
    #[must_use]
    pub fn facts(&self) -> KeyFacts {
        self.request.facts()
    }

    /// Every blocklist the key was found on, of those that `verify_with` was given. Each is a violation under any policy.
    #[must_use]
    pub fn listed(&self) -> &[Listed] {
        &self.listed
    }

    /// What is asked for.
    #[must_use]
    pub const fn requested(&self) -> &RequestedExtensions {
        self.request.requested()
    }

    /// The request itself.
    #[must_use]
    pub const fn request(&self) -> &CertificationRequest {
        &self.request
    }
}
