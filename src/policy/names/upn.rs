//! Sets of user principal names.
//!
//! A form of [`NameSet`](super::NameSet): one name, the names of a domain, those of the domains below it. No RFC says how
//! they compare; the directories that read them look them up without regard to case. The surprising choice: so is it
//! done here, after NFKC and without a dot at the end, for permitted and for excluded names alike.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::{NameSetError, Set, at_host::AtHost, labels::Labels};
use crate::x509::Upn;

/// User principal names: one, those of a domain, those of the domains below it, those of both, or every one.
///
/// In a policy file `{ name = "jan@office.example" }`, `{ domain = "office.example" }`, `{ below = "office.example" }`,
/// `{ subtree = "office.example" }` or `"every"`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Written", into = "Written")]
pub struct UpnSet(AtHost);

/// As it stands in a file.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
enum Written {
    /// One name.
    Name(String),
    /// The names of the domain.
    Domain(String),
    /// The names of the domains below this one, without its own.
    Below(String),
    /// The names of the domain and of those below it.
    Subtree(String),
    /// Every name.
    Every,
}

impl UpnSet {
    /// One name.
    #[must_use]
    pub fn name(name: &Upn) -> Self {
        let domains = Labels::new(&folded(name.domain()), Labels::HOST);
        Self(AtHost { user: Some(folded(name.user()).into()), domains })
    }

    /// The names of a domain.
    ///
    /// # Errors
    /// [`NameSetError::UpnDomain`].
    pub fn domain(domain: &str) -> Result<Self, NameSetError> {
        Self::of_everyone(domain, Labels::HOST)
    }

    /// The names of the domains below one, without its own.
    ///
    /// # Errors
    /// [`NameSetError::UpnDomain`].
    pub fn below(domain: &str) -> Result<Self, NameSetError> {
        Self::of_everyone(domain, Labels::BELOW)
    }

    /// The names of a domain and of those below it.
    ///
    /// # Errors
    /// [`NameSetError::UpnDomain`].
    pub fn subtree(domain: &str) -> Result<Self, NameSetError> {
        Self::of_everyone(domain, Labels::SUBTREE)
    }

    /// Every name.
    #[must_use]
    pub fn every() -> Self {
        Self(AtHost { user: None, domains: Labels::every() })
    }

    fn of_everyone(domain: &str, depths: u8) -> Result<Self, NameSetError> {
        let in_label = |character: char| character != '@' && character != '*' && !character.is_whitespace();
        if domain.split('.').any(|label| label.is_empty() || !label.chars().all(in_label)) {
            return Err(NameSetError::UpnDomain { found: domain.to_owned() });
        }
        Ok(Self(AtHost { user: None, domains: Labels::new(&folded(domain), depths) }))
    }
}

/// One spelling of all those a directory takes for the same. Folding can undo a composition, so it is composed again.
fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).nfkc().collect()
}

impl Set for UpnSet {
    fn intersection(&self, other: &Self) -> Option<Self> {
        self.0.intersection(&other.0).map(Self)
    }

    fn is_covered_by(&self, sets: &[&Self]) -> bool {
        self.0.is_covered_by(sets.iter().map(|set| &set.0))
    }
}

impl TryFrom<Written> for UpnSet {
    type Error = Box<dyn std::error::Error>;
    fn try_from(written: Written) -> Result<Self, Self::Error> {
        Ok(match written {
            Written::Name(name) => Self::name(&name.parse()?),
            Written::Domain(domain) => Self::domain(&domain)?,
            Written::Below(domain) => Self::below(&domain)?,
            Written::Subtree(domain) => Self::subtree(&domain)?,
            Written::Every => Self::every(),
        })
    }
}

impl From<UpnSet> for Written {
    fn from(UpnSet(AtHost { user, domains }): UpnSet) -> Self {
        let domain = domains.domain().to_owned();
        match (user, domains.depths()) {
            (Some(user), _) => Self::Name(format!("{user}@{domain}")),
            _ if domain.is_empty() => Self::Every,
            (None, Labels::HOST) => Self::Domain(domain),
            (None, Labels::BELOW) => Self::Below(domain),
            (None, _) => Self::Subtree(domain),
        }
    }
}

impl fmt::Display for UpnSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f, "UPN", "user principal name")
    }
}
