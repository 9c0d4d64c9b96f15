//! SPIFFE IDs: the names of workloads, `spiffe://trust-domain/path` (SPIFFE-ID specification §2).
//!
//! A [`Uri`] of one scheme under stricter rules, for applicants; in a certificate it is a `uniformResourceIdentifier`
//! like any other. The surprising choice: the specification lets a trust domain have underscores, and here it has none,
//! because the host of a URI in a certificate is a host name (RFC 5280 §4.2.1.6). A path is required, since the name of
//! a whole trust domain is no workload's (X.509-SVID §2).

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{GeneralNameError, Uri};

/// The identity of a workload, at most 2048 octets.
///
/// ```
/// use chancery::x509::SpiffeId;
/// let id: SpiffeId = "spiffe://example.org/billing/payments".parse()?;
/// assert_eq!((id.trust_domain(), id.path()), ("example.org", "/billing/payments"));
/// # Ok::<(), chancery::x509::SpiffeIdError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpiffeId(Uri);

/// Why a text is not the identity of a workload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SpiffeIdError {
    /// Another scheme.
    #[error("a SPIFFE ID begins with spiffe:// in small letters (SPIFFE-ID §2)")]
    Scheme,
    /// More than 2048 octets.
    #[error("a SPIFFE ID has at most 2048 octets, found {found} (SPIFFE-ID §2.3)")]
    TooLong {
        /// The octets found.
        found: usize,
    },
    /// A character that no part has: of a query, a fragment, an escape, a port, user information.
    #[error(
        "a SPIFFE ID is trust domain and path alone, without port, user, query, fragment or percent sign, found \
         {found:?} (SPIFFE-ID §2)"
    )]
    Character {
        /// The first such character.
        found: char,
    },
    /// Capital letters in the trust domain.
    #[error("a trust domain is in small letters, found {found:?} (SPIFFE-ID §2.1)")]
    Capital {
        /// The first of them.
        found: char,
    },
    /// Nothing after the trust domain.
    #[error("a workload has a path after its trust domain (X.509-SVID §2)")]
    NoPath,
    /// An empty segment, which a trailing slash makes too.
    #[error("a path has no empty segment and no slash at its end (SPIFFE-ID §2.2)")]
    EmptySegment,
    /// A segment `.` or `..`.
    #[error("a path has no segment that is . or .. (SPIFFE-ID §2.2)")]
    Relative,
    /// The trust domain is no host name, or the text no URI for another reason.
    #[error(transparent)]
    TrustDomain(#[from] GeneralNameError),
}

const START: &str = "spiffe://";
const MAX_OCTETS: usize = 2048;

impl SpiffeId {
    /// The trust domain.
    #[must_use]
    pub fn trust_domain(&self) -> &str {
        let parts = self.0.as_str().strip_prefix(START).and_then(|rest| rest.split_once('/'));
        parts.map(|(domain, _)| domain).unwrap_or_default()
    }

    /// The path, with the slash at its start.
    #[must_use]
    pub fn path(&self) -> &str {
        let rest = self.0.as_str().strip_prefix(START).and_then(|rest| rest.strip_prefix(self.trust_domain()));
        rest.unwrap_or_default()
    }

    /// The same as a URI, for a general name.
    #[must_use]
    pub const fn as_uri(&self) -> &Uri {
        &self.0
    }
}

impl FromStr for SpiffeId {
    type Err = SpiffeIdError;

    fn from_str(text: &str) -> Result<Self, SpiffeIdError> {
        let rest = text.strip_prefix(START).ok_or(SpiffeIdError::Scheme)?;
        if text.len() > MAX_OCTETS {
            return Err(SpiffeIdError::TooLong { found: text.len() });
        }
        let permitted = |c: char| c.is_ascii_alphanumeric() || "-._/".contains(c);
        if let Some(found) = rest.chars().find(|c| !permitted(*c)) {
            return Err(SpiffeIdError::Character { found });
        }
        let (domain, path) = rest.split_once('/').ok_or(SpiffeIdError::NoPath)?;
        if let Some(found) = domain.chars().find(char::is_ascii_uppercase) {
            return Err(SpiffeIdError::Capital { found });
        }
        if path.is_empty() {
            return Err(SpiffeIdError::NoPath);
        }
        for segment in path.split('/') {
            match segment {
                "" => return Err(SpiffeIdError::EmptySegment),
                "." | ".." => return Err(SpiffeIdError::Relative),
                _ => {}
            }
        }
        // A trust domain is a name, whatever resolvers make of numbers with dots.
        let _: super::DnsName = domain.parse()?;
        Ok(Self(text.parse()?))
    }
}

impl From<SpiffeId> for Uri {
    fn from(id: SpiffeId) -> Self {
        id.0
    }
}

impl fmt::Display for SpiffeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for SpiffeId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for SpiffeId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <Cow<'de, str>>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
