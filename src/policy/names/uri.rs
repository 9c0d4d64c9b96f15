//! Sets of URIs, by scheme, host and path prefix.
//!
//! A form of [`NameSet`](super::NameSet). Scheme and host are compared without regard to case, the path by whole segments
//! and exactly, once escapes are undone (RFC 3986 §6.2.2); port, user, query and fragment are not looked at. The
//! surprising choice: a URI of which a server may make another is a set. One with `..`, an empty segment or an escaped
//! slash stands for every path, one with an address for every host.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer, ser};

use super::{DnsSet, NameSetError, Set, at_host::one_of, email::of_host_constraint, labels::Labels};
use crate::x509::{Uri, UriHost, extension::HostConstraint};

mod path;

use path::{Extent, Path};

/// URIs of a scheme, of some hosts and with a path prefix; what is left open is any.
///
/// In a policy file `{ scheme = "spiffe", hosts = { host = "example.org" }, path = "/ns/prod" }`, each key only where it
/// is meant.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Written")]
#[cfg_attr(feature = "schema", schemars(with = "Written"))]
pub struct UriSet {
    scheme: Option<Box<str>>,
    hosts: Hosts,
    path: Path,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Hosts {
    /// Any host name, any address, and no host at all.
    Any,
    /// No host at all, as in `urn:`.
    Absent,
    Named(Labels),
}

/// As it stands in a file.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct Written {
    /// The scheme, such as `https`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[A-Za-z][A-Za-z0-9+.-]*$")))]
    scheme: Option<String>,
    /// The hosts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hosts: Option<DnsSet>,
    /// What the path begins with, by whole segments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^/")))]
    path: Option<String>,
}

impl UriSet {
    /// Every URI.
    #[must_use]
    pub const fn every() -> Self {
        Self { scheme: None, hosts: Hosts::Any, path: Path::any() }
    }

    /// Those of a scheme.
    ///
    /// # Errors
    /// [`NameSetError::Scheme`].
    pub fn with_scheme(mut self, scheme: &str) -> Result<Self, NameSetError> {
        let well_formed = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        if !well_formed {
            return Err(NameSetError::Scheme { found: scheme.to_owned() });
        }
        self.scheme = Some(scheme.to_ascii_lowercase().into());
        Ok(self)
    }

    /// Those of these hosts.
    #[must_use]
    pub fn with_hosts(mut self, hosts: &DnsSet) -> Self {
        self.hosts = Hosts::Named(hosts.labels().clone());
        self
    }

    /// Those whose path begins with these segments: `/ns` has `/ns` and `/ns/prod`, and not `/nsx`.
    ///
    /// # Errors
    /// [`NameSetError::Path`].
    pub fn with_path(mut self, prefix: &str) -> Result<Self, NameSetError> {
        let path = prefix.starts_with('/').then(|| Path::read(prefix, Extent::Below)).flatten();
        self.path = path.ok_or_else(|| NameSetError::Path { found: prefix.to_owned() })?;
        Ok(self)
    }

    /// The set a URI stands for.
    #[must_use]
    pub fn of(uri: &Uri) -> Self {
        let after_scheme = uri.as_str().split_once(':').map_or("", |(_, after)| after);
        let after_host = match after_scheme.strip_prefix("//") {
            Some(after) => after.find(['/', '?', '#']).and_then(|end| after.get(end..)).unwrap_or_default(),
            None => after_scheme,
        };
        let path = after_host.split(['?', '#']).next().unwrap_or_default();
        Self {
            scheme: Some(uri.scheme().to_ascii_lowercase().into()),
            hosts: match uri.host() {
                Some(UriHost::Dns(name)) => Hosts::Named(Labels::new(name.as_str(), Labels::HOST)),
                Some(UriHost::Ip(_)) => Hosts::Any,
                None => Hosts::Absent,
            },
            path: Path::read(path, Extent::Exactly).unwrap_or(Path::any()),
        }
    }

    /// The URIs of a name constraint: of a host, or with a dot at the start of the hosts below a domain.
    pub(in crate::policy) fn of_constraint(base: &HostConstraint) -> Self {
        Self { hosts: Hosts::Named(of_host_constraint(base)), ..Self::every() }
    }

    /// Those without a host, which satisfy no name constraint on hosts (RFC 5280 §4.2.1.10).
    pub(in crate::policy) const fn without_host() -> Self {
        Self { scheme: None, hosts: Hosts::Absent, path: Path::any() }
    }
}

impl Hosts {
    fn intersection(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Any, hosts) | (hosts, Self::Any) => Some(hosts.clone()),
            (Self::Absent, Self::Absent) => Some(Self::Absent),
            (Self::Named(one), Self::Named(other)) => one.intersection(other).map(Self::Named),
            (Self::Absent, Self::Named(_)) | (Self::Named(_), Self::Absent) => None,
        }
    }

    fn is_covered_by(&self, sets: &[&Self]) -> bool {
        if sets.iter().any(|set| **set == Self::Any || *set == self) {
            return true;
        }
        let named = sets.iter().filter_map(|set| if let Self::Named(labels) = set { Some(labels) } else { None });
        match self {
            Self::Named(labels) => labels.is_covered_by(named),
            Self::Any | Self::Absent => false,
        }
    }
}

impl Set for UriSet {
    fn intersection(&self, other: &Self) -> Option<Self> {
        Some(Self {
            scheme: one_of(self.scheme.as_ref(), other.scheme.as_ref())?.cloned(),
            hosts: self.hosts.intersection(&other.hosts)?,
            path: self.path.intersection(&other.path)?,
        })
    }

    fn is_covered_by(&self, sets: &[&Self]) -> bool {
        // Schemes and paths are without number, so only one set can have all of a scheme's, or all below a path.
        let of_scheme = |set: &&&Self| set.scheme.is_none() || set.scheme == self.scheme;
        let of_path = |set: &&&Self| set.path.contains(&self.path);
        let hosts: Vec<_> = sets.iter().filter(of_scheme).filter(of_path).map(|set| &set.hosts).collect();
        self.hosts.is_covered_by(&hosts)
    }
}

impl TryFrom<Written> for UriSet {
    type Error = NameSetError;
    fn try_from(written: Written) -> Result<Self, NameSetError> {
        let mut set = Self::every();
        if let Some(scheme) = written.scheme {
            set = set.with_scheme(&scheme)?;
        }
        if let Some(hosts) = written.hosts {
            set = set.with_hosts(&hosts);
        }
        match written.path {
            Some(path) => set.with_path(&path),
            None => Ok(set),
        }
    }
}

impl Serialize for UriSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let hosts = match &self.hosts {
            Hosts::Any => Some(None),
            Hosts::Named(labels) => Some(Some(DnsSet::from(labels.clone()))),
            Hosts::Absent => None,
        };
        let (Some(hosts), Extent::Below) = (hosts, self.path.extent()) else {
            return Err(ser::Error::custom("a set of a name alone is not part of a policy"));
        };
        let path = (!self.path.is_any()).then(|| self.path.to_string());
        Written { scheme: self.scheme.as_deref().map(str::to_owned), hosts, path }.serialize(serializer)
    }
}

impl fmt::Display for UriSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.scheme {
            Some(scheme) => write!(f, "{scheme} URIs")?,
            None => f.write_str("URIs")?,
        }
        match &self.hosts {
            Hosts::Named(labels) => write!(f, " at {}", DnsSet::from(labels.clone()))?,
            Hosts::Absent => f.write_str(" without a host")?,
            Hosts::Any => {}
        }
        match self.path.extent() {
            Extent::Below if self.path.is_any() => Ok(()),
            Extent::Below => write!(f, " under {}", self.path),
            Extent::Exactly => write!(f, " of {}", self.path),
        }
    }
}
