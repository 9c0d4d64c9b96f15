//! Sets of host names.
//!
//! A form of [`NameSet`](super::NameSet); RFC 5280 §4.2.1.10 has subtrees, RFC 9525 §6.3 the wildcard, a policy of your
//! own may name single hosts too. Case makes no difference (RFC 4343), and a dot at the end cannot be written. The
//! surprising choice: there is no text such as `.example.com` to read, because three standards read it in three ways.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{NameSetError, Set, labels::Labels};
use crate::x509::{DnsName, extension::DnsConstraint};

/// Host names: one, those one label below a domain, those below it, the domain and those below it, or every one.
///
/// In a policy file `{ host = "www.example.com" }`, `{ children = "example.com" }`, `{ below = "example.com" }`,
/// `{ subtree = "example.com" }` or `"every"`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Written", into = "Written")]
pub struct DnsSet(Labels);

/// As it stands in a file.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
enum Written {
    /// One host.
    Host(String),
    /// The hosts one label below the domain.
    Children(String),
    /// The hosts below the domain, at any depth, without the domain itself.
    Below(String),
    /// The domain and the hosts below it.
    Subtree(String),
    /// Every host name.
    Every,
}

impl DnsSet {
    /// One host.
    ///
    /// # Errors
    /// [`NameSetError::Wildcard`].
    pub fn host(name: &DnsName) -> Result<Self, NameSetError> {
        Self::new(name, Labels::HOST)
    }

    /// The hosts one label below a domain, which `*.domain` stands for.
    ///
    /// # Errors
    /// [`NameSetError::Wildcard`].
    pub fn children(domain: &DnsName) -> Result<Self, NameSetError> {
        Self::new(domain, Labels::CHILDREN)
    }

    /// The hosts below a domain, at any depth, without the domain itself.
    ///
    /// # Errors
    /// [`NameSetError::Wildcard`].
    pub fn below(domain: &DnsName) -> Result<Self, NameSetError> {
        Self::new(domain, Labels::BELOW)
    }

    /// A domain and the hosts below it, as a name constraint has them.
    ///
    /// # Errors
    /// [`NameSetError::Wildcard`].
    pub fn subtree(domain: &DnsName) -> Result<Self, NameSetError> {
        Self::new(domain, Labels::SUBTREE)
    }

    /// Every host name.
    #[must_use]
    pub fn every() -> Self {
        Self(Labels::every())
    }

    /// The set a name stands for.
    #[must_use]
    pub fn of(name: &DnsName) -> Self {
        Self(match name.as_str().strip_prefix("*.") {
            Some(parent) => Labels::new(parent, Labels::CHILDREN),
            None => Labels::new(name.as_str(), Labels::HOST),
        })
    }

    /// The hosts of a name constraint. With a dot at the start the domain itself is not among them, as the programs have
    /// it that read such constraints.
    pub(in crate::policy) fn of_constraint(base: &DnsConstraint) -> Self {
        Self(match base.as_str().strip_prefix('.') {
            Some(domain) => Labels::new(domain, Labels::BELOW),
            None => Labels::new(base.as_str(), Labels::SUBTREE),
        })
    }

    fn new(domain: &DnsName, depths: u8) -> Result<Self, NameSetError> {
        labels(domain, depths).map(Self)
    }

    pub(super) const fn labels(&self) -> &Labels {
        &self.0
    }
}

/// Depths of a domain that is no wildcard.
pub(super) fn labels(domain: &DnsName, depths: u8) -> Result<Labels, NameSetError> {
    if domain.is_wildcard() {
        return Err(NameSetError::Wildcard { found: domain.to_string() });
    }
    Ok(Labels::new(domain.as_str(), depths))
}

impl Set for DnsSet {
    fn intersection(&self, other: &Self) -> Option<Self> {
        self.0.intersection(&other.0).map(Self)
    }

    fn is_covered_by(&self, sets: &[&Self]) -> bool {
        self.0.is_covered_by(sets.iter().map(|set| &set.0))
    }
}

impl From<Labels> for DnsSet {
    fn from(labels: Labels) -> Self {
        Self(labels)
    }
}

impl TryFrom<Written> for DnsSet {
    type Error = Box<dyn std::error::Error>;
    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let (domain, depths) = match written {
            Written::Host(domain) => (domain, Labels::HOST),
            Written::Children(domain) => (domain, Labels::CHILDREN),
            Written::Below(domain) => (domain, Labels::BELOW),
            Written::Subtree(domain) => (domain, Labels::SUBTREE),
            Written::Every => return Ok(Self::every()),
        };
        Ok(Self::new(&domain.parse()?, depths)?)
    }
}

impl From<DnsSet> for Written {
    fn from(set: DnsSet) -> Self {
        let domain = set.0.domain().to_owned();
        match set.0.depths() {
            _ if domain.is_empty() => Self::Every,
            Labels::HOST => Self::Host(domain),
            Labels::CHILDREN => Self::Children(domain),
            Labels::BELOW => Self::Below(domain),
            _ => Self::Subtree(domain),
        }
    }
}

impl fmt::Display for DnsSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let domain = self.0.domain();
        match self.0.depths() {
            _ if domain.is_empty() => f.write_str("every host name"),
            Labels::HOST => write!(f, "DNS:{domain}"),
            Labels::CHILDREN => write!(f, "DNS:*.{domain}"),
            Labels::BELOW => write!(f, "DNS names below {domain}"),
            _ => write!(f, "DNS:{domain} and names below it"),
        }
    }
}
