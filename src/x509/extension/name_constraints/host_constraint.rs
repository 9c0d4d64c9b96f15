//! Constraints on host names (RFC 5280 §4.2.1.10): of dNSName, of rfc822Name, of URIs.
//!
//! Bases of a [`GeneralSubtree`](super::GeneralSubtree). The surprising choice: a dot at the start is kept as written
//! for dNSName too, where RFC 5280 has none, because CA certificates in use have it.

use std::{fmt, str::FromStr};

use super::NameConstraintsError;
use crate::x509::DnsName;

/// A host name and everything to the left of it; every host name when empty.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DnsConstraint(Box<str>);

/// A host such as `example.com`, or the hosts of a domain such as `.example.com`; of mailboxes or of URIs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HostConstraint(Box<str>);

impl DnsConstraint {
    /// The constraint as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl HostConstraint {
    /// The constraint as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it begins with a dot: the hosts of the domain are meant, and not the domain itself.
    #[must_use]
    pub fn is_domain(&self) -> bool {
        self.0.starts_with('.')
    }
}

/// A host name without wildcard behind at most one dot.
fn host(text: &str) -> Result<(), NameConstraintsError> {
    let name: DnsName = text.strip_prefix('.').unwrap_or(text).parse()?;
    if name.is_wildcard() { Err(NameConstraintsError::Wildcard) } else { Ok(()) }
}

impl FromStr for DnsConstraint {
    type Err = NameConstraintsError;
    fn from_str(text: &str) -> Result<Self, NameConstraintsError> {
        if !text.is_empty() {
            host(text)?;
        }
        Ok(Self(text.into()))
    }
}

impl FromStr for HostConstraint {
    type Err = NameConstraintsError;
    fn from_str(text: &str) -> Result<Self, NameConstraintsError> {
        if text.contains('@') {
            return Err(NameConstraintsError::Mailbox);
        }
        host(text)?;
        Ok(Self(text.into()))
    }
}

impl fmt::Display for DnsConstraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for HostConstraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for DnsConstraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DnsConstraint({:?})", self.0)
    }
}

impl fmt::Debug for HostConstraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HostConstraint({:?})", self.0)
    }
}
