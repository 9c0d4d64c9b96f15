//! Sets of distinguished names.
//!
//! A form of [`NameSet`](super::NameSet), for subjects and for directory names: one name, or all that begin with some
//! RDNs (RFC 5280 §4.2.1.10), compared as [`Name::matches`] does, case and insignificant spaces aside. The
//! surprising choice: a name is below itself, so excluding `C=PL,O=Example` excludes the entity and not only its people.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer, ser};

use super::{NameSetError, Set};
use crate::x509::{AttributeType, Name};

/// Distinguished names: one, those that begin with a name, or every one.
///
/// In a policy file `{ below = [["C", "PL"], ["O", "Example"]] }`, most general first, or `{ exactly = … }`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Written")]
#[cfg_attr(feature = "schema", schemars(with = "Written"))]
pub struct DirectorySet {
    name: Name,
    extent: Extent,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    Exactly,
    Below,
}

/// As it stands in a file.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
enum Written {
    /// One name: attributes and their texts, most general first.
    Exactly(Vec<(AttributeType, String)>),
    /// The name and all that begin with it.
    Below(Vec<(AttributeType, String)>),
    /// Every name.
    Every,
}

impl DirectorySet {
    /// One name.
    #[must_use]
    pub const fn exactly(name: Name) -> Self {
        Self { name, extent: Extent::Exactly }
    }

    /// A name and all that begin with its RDNs.
    #[must_use]
    pub const fn below(name: Name) -> Self {
        Self { name, extent: Extent::Below }
    }

    /// Every name.
    #[must_use]
    pub fn every() -> Self {
        Self::below(Name::empty())
    }

    fn contains(&self, other: &Self) -> bool {
        match self.extent {
            Extent::Below => other.name.begins_with(&self.name),
            Extent::Exactly => self == other,
        }
    }
}

impl PartialEq for DirectorySet {
    fn eq(&self, other: &Self) -> bool {
        self.extent == other.extent && self.name.matches(&other.name)
    }
}

impl Eq for DirectorySet {}

impl Set for DirectorySet {
    fn intersection(&self, other: &Self) -> Option<Self> {
        if self.contains(other) {
            return Some(other.clone());
        }
        other.contains(self).then(|| self.clone())
    }

    fn is_covered_by(&self, sets: &[&Self]) -> bool {
        sets.iter().any(|set| set.contains(self))
    }
}

impl TryFrom<Written> for DirectorySet {
    type Error = NameSetError;
    fn try_from(written: Written) -> Result<Self, NameSetError> {
        Ok(match written {
            Written::Exactly(attributes) => Self::exactly(Name::of_pairs(&attributes)?),
            Written::Below(attributes) => Self::below(Name::of_pairs(&attributes)?),
            Written::Every => Self::every(),
        })
    }
}

impl Serialize for DirectorySet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let attributes = self.name.as_pairs();
        let attributes =
            attributes.ok_or_else(|| ser::Error::custom("a name of a policy has one attribute of text in each RDN"))?;
        let written = match self.extent {
            Extent::Below if attributes.is_empty() => Written::Every,
            Extent::Below => Written::Below(attributes),
            Extent::Exactly => Written::Exactly(attributes),
        };
        written.serialize(serializer)
    }
}

impl fmt::Display for DirectorySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.extent {
            Extent::Exactly => write!(f, "directory:{}", self.name),
            Extent::Below if self.name.is_empty() => f.write_str("every directory name"),
            Extent::Below => write!(f, "directory:{} and names below it", self.name),
        }
    }
}
