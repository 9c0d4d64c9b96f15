//! Sets of mailboxes.
//!
//! A form of [`NameSet`](super::NameSet): a mailbox, the mailboxes of a host, those of the hosts of a domain (RFC 5280
//! §4.2.1.10). The domain is compared without regard to case, the local part exactly (M-04). The surprising choice: an
//! internationalized mailbox is of this form too, because RFC 9598 §6 holds it against the same constraints.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{NameSetError, Set, at_host::AtHost, dns::labels, labels::Labels};
use crate::x509::{DnsName, EmailAddress, SmtpUtf8Mailbox, extension::HostConstraint};

/// Mailboxes: one, those of a host, those of the hosts below a domain, those of both, or every one.
///
/// In a policy file `{ mailbox = "jan@example.com" }`, `{ host = "example.com" }`, `{ below = "example.com" }`,
/// `{ subtree = "example.com" }` or `"every"`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Written", into = "Written")]
pub struct EmailSet(AtHost);

/// As it stands in a file.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
enum Written {
    /// One mailbox.
    Mailbox(String),
    /// The mailboxes of a host.
    Host(String),
    /// The mailboxes of the hosts below the domain, without those of the domain itself.
    Below(String),
    /// The mailboxes of the domain and of the hosts below it.
    Subtree(String),
    /// Every mailbox.
    Every,
}

impl EmailSet {
    /// One mailbox.
    #[must_use]
    pub fn mailbox(address: &EmailAddress) -> Self {
        Self::of_user(address.local_part(), address.domain())
    }

    /// The mailboxes of a host.
    ///
    /// # Errors
    /// [`NameSetError::Wildcard`].
    pub fn host(host: &DnsName) -> Result<Self, NameSetError> {
        labels(host, Labels::HOST).map(Self::of_everyone)
    }

    /// The mailboxes of the hosts below a domain, without those of the domain itself.
    ///
    /// # Errors
    /// [`NameSetError::Wildcard`].
    pub fn below(domain: &DnsName) -> Result<Self, NameSetError> {
        labels(domain, Labels::BELOW).map(Self::of_everyone)
    }

    /// The mailboxes of a domain and of the hosts below it.
    ///
    /// # Errors
    /// [`NameSetError::Wildcard`].
    pub fn subtree(domain: &DnsName) -> Result<Self, NameSetError> {
        labels(domain, Labels::SUBTREE).map(Self::of_everyone)
    }

    /// Every mailbox.
    #[must_use]
    pub fn every() -> Self {
        Self::of_everyone(Labels::every())
    }

    pub(super) fn of_smtp_utf8(mailbox: &SmtpUtf8Mailbox) -> Self {
        Self::of_user(mailbox.local_part(), mailbox.domain())
    }

    /// The mailboxes of a name constraint: of a host, or with a dot at the start of the hosts below a domain.
    pub(in crate::policy) fn of_constraint(base: &HostConstraint) -> Self {
        Self::of_everyone(of_host_constraint(base))
    }

    fn of_user(user: &str, domain: &DnsName) -> Self {
        Self(AtHost { user: Some(user.into()), domains: Labels::new(domain.as_str(), Labels::HOST) })
    }

    const fn of_everyone(domains: Labels) -> Self {
        Self(AtHost { user: None, domains })
    }
}

/// A host, or with a dot at the start the hosts below a domain.
pub(super) fn of_host_constraint(base: &HostConstraint) -> Labels {
    match base.as_str().strip_prefix('.') {
        Some(domain) => Labels::new(domain, Labels::BELOW),
        None => Labels::new(base.as_str(), Labels::HOST),
    }
}

impl Set for EmailSet {
    fn intersection(&self, other: &Self) -> Option<Self> {
        self.0.intersection(&other.0).map(Self)
    }

    fn is_covered_by(&self, sets: &[&Self]) -> bool {
        self.0.is_covered_by(sets.iter().map(|set| &set.0))
    }
}

impl TryFrom<Written> for EmailSet {
    type Error = Box<dyn std::error::Error>;
    fn try_from(written: Written) -> Result<Self, Self::Error> {
        Ok(match written {
            Written::Mailbox(text) => match text.parse::<EmailAddress>() {
                Ok(address) => Self::mailbox(&address),
                Err(error) if text.is_ascii() => return Err(error.into()),
                Err(_) => Self::of_smtp_utf8(&text.parse()?),
            },
            Written::Host(host) => Self::host(&host.parse()?)?,
            Written::Below(domain) => Self::below(&domain.parse()?)?,
            Written::Subtree(domain) => Self::subtree(&domain.parse()?)?,
            Written::Every => Self::every(),
        })
    }
}

impl From<EmailSet> for Written {
    fn from(EmailSet(AtHost { user, domains }): EmailSet) -> Self {
        let domain = domains.domain().to_owned();
        match (user, domains.depths()) {
            (Some(user), _) => Self::Mailbox(format!("{user}@{domain}")),
            _ if domain.is_empty() => Self::Every,
            (None, Labels::HOST) => Self::Host(domain),
            (None, Labels::BELOW) => Self::Below(domain),
            (None, _) => Self::Subtree(domain),
        }
    }
}

impl fmt::Display for EmailSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f, "email", "mailbox")
    }
}
