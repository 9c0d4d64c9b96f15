//! Names as sets: what may be granted, what may not, and how a name stands to both.
//!
//! Part of `policy`, below the rows and below the issuer's name constraints, which are sets of the same kind (RFC 5280
//! §4.2.1.10). A name is granted when every name it stands for is permitted and none is excluded. The surprising choice:
//! a name in a certificate is a set too, `*.example.com` of all hosts one label below `example.com`, and `::ffff:192.0.2.1`
//! of itself and of the IPv4 address a socket makes of it; so nothing slips past by standing for more than it says.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::x509::{GeneralName, GeneralNameKind, Name};

mod at_host;
mod bounds;
mod directory;
mod dns;
mod email;
mod error;
mod granted;
mod ip;
mod labels;
mod rules;
mod upn;
mod uri;

pub use bounds::NameBounds;
pub(super) use bounds::{excluded_sets, permitted_set};
pub use directory::DirectorySet;
pub use dns::DnsSet;
pub use email::EmailSet;
pub use error::NameSetError;
pub(super) use granted::{Granted, granted};
pub use ip::IpSet;
pub use rules::{NameRules, UnlistedForms};
pub use upn::UpnSet;
pub use uri::UriSet;

/// How one set stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "there is no fourth")]
pub enum Relation {
    /// They have no name in common.
    Outside,
    /// Some names of the one are in the other, and some are not.
    Overlaps,
    /// All names of the one are in the other.
    Inside,
}

/// Names of one form.
///
/// ```
/// use chancery::{policy::names::{DnsSet, NameSet, Relation}, x509::{DnsName, GeneralName}};
/// let secret = NameSet::Dns(DnsSet::host(&"secret.example.com".parse()?)?);
/// let wildcard = GeneralName::Dns("*.Example.com".parse::<DnsName>()?);
/// assert_eq!(NameSet::of(&wildcard).map(|names| names.relation_to(&secret)), Some(Relation::Overlaps));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NameSet {
    /// Host names.
    Dns(DnsSet),
    /// Addresses.
    Ip(IpSet),
    /// Mailboxes.
    Email(EmailSet),
    /// URIs.
    Uri(UriSet),
    /// Distinguished names.
    Directory(DirectorySet),
    /// User principal names.
    Upn(UpnSet),
}

/// What sets of one form can do. Both answers are exact: no set is called covered that is not, and none is missed.
trait Set: Sized {
    /// What both have; nothing when they have nothing in common.
    fn intersection(&self, other: &Self) -> Option<Self>;

    /// Whether every name of it is in one of `sets`, not necessarily all in the same.
    fn is_covered_by(&self, sets: &[&Self]) -> bool;
}

impl NameSet {
    /// The set a name stands for; `None` for forms that are not compared: other names of other types, registered
    /// identifiers, and what this library does not understand.
    #[must_use]
    pub fn of(name: &GeneralName) -> Option<Self> {
        Some(match name {
            GeneralName::Dns(name) => Self::Dns(DnsSet::of(name)),
            GeneralName::Ip(address) => Self::Ip(IpSet::of(*address)),
            GeneralName::Email(address) => Self::Email(EmailSet::mailbox(address)),
            GeneralName::SmtpUtf8(mailbox) => Self::Email(EmailSet::of_smtp_utf8(mailbox)),
            GeneralName::Uri(uri) => Self::Uri(UriSet::of(uri)),
            GeneralName::Directory(name) => Self::of_subject(name),
            GeneralName::Upn(name) => Self::Upn(UpnSet::name(name)),
            GeneralName::Other(_) | GeneralName::RegisteredId(_) | GeneralName::Unsupported(_) => return None,
        })
    }

    /// The set of one distinguished name.
    #[must_use]
    pub fn of_subject(name: &Name) -> Self {
        Self::Directory(DirectorySet::exactly(name.clone()))
    }

    /// Every name of every form that sets speak of.
    #[must_use]
    pub fn universe() -> [Self; 6] {
        [
            Self::Dns(DnsSet::every()),
            Self::Ip(IpSet::every()),
            Self::Email(EmailSet::every()),
            Self::Uri(UriSet::every()),
            Self::Directory(DirectorySet::every()),
            Self::Upn(UpnSet::every()),
        ]
    }

    /// The form. An internationalized mailbox is an e-mail address like any other.
    #[must_use]
    pub const fn form(&self) -> GeneralNameKind {
        match self {
            Self::Dns(_) => GeneralNameKind::Dns,
            Self::Ip(_) => GeneralNameKind::Ip,
            Self::Email(_) => GeneralNameKind::Email,
            Self::Uri(_) => GeneralNameKind::Uri,
            Self::Directory(_) => GeneralNameKind::Directory,
            Self::Upn(_) => GeneralNameKind::Upn,
        }
    }

    /// How this set stands to another. Sets of two forms have nothing in common.
    #[must_use]
    pub fn relation_to(&self, other: &Self) -> Relation {
        if self.intersection(other).is_none() {
            Relation::Outside
        } else if self.is_covered_by(std::slice::from_ref(other)) {
            Relation::Inside
        } else {
            Relation::Overlaps
        }
    }

    /// What both have in common, if anything.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Dns(one), Self::Dns(other)) => one.intersection(other).map(Self::Dns),
            (Self::Ip(one), Self::Ip(other)) => one.intersection(other).map(Self::Ip),
            (Self::Email(one), Self::Email(other)) => one.intersection(other).map(Self::Email),
            (Self::Uri(one), Self::Uri(other)) => one.intersection(other).map(Self::Uri),
            (Self::Directory(one), Self::Directory(other)) => one.intersection(other).map(Self::Directory),
            (Self::Upn(one), Self::Upn(other)) => one.intersection(other).map(Self::Upn),
            _ => None,
        }
    }

    /// Whether every name of this set is in one of `sets`, not necessarily all in the same.
    #[must_use]
    pub fn is_covered_by<'a>(&self, sets: impl IntoIterator<Item = &'a Self>) -> bool {
        /// The sets of one form among those of all forms.
        macro_rules! covered {
            ($form:ident, $own:expr) => {{
                let of_form = |set: &'a Self| if let Self::$form(set) = set { Some(set) } else { None };
                $own.is_covered_by(&sets.into_iter().filter_map(of_form).collect::<Vec<_>>())
            }};
        }
        match self {
            Self::Dns(own) => covered!(Dns, own),
            Self::Ip(own) => covered!(Ip, own),
            Self::Email(own) => covered!(Email, own),
            Self::Uri(own) => covered!(Uri, own),
            Self::Directory(own) => covered!(Directory, own),
            Self::Upn(own) => covered!(Upn, own),
        }
    }
}

impl fmt::Display for NameSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dns(set) => set.fmt(f),
            Self::Ip(set) => set.fmt(f),
            Self::Email(set) => set.fmt(f),
            Self::Uri(set) => set.fmt(f),
            Self::Directory(set) => set.fmt(f),
            Self::Upn(set) => set.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests;
