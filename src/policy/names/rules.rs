//! The names row of a profile: which names may be granted, whatever was vouched for.
//!
//! Data like every row: sets that are permitted and sets that are excluded. The surprising choice: a form without a
//! permitted set is either free or refused as a whole, and the row says which, because silence would be read both ways.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{NameBounds, NameSet};
use crate::policy::List;

/// Permitted and excluded sets. A name is granted when all it stands for is permitted and nothing of it excluded.
///
/// ```
/// use chancery::policy::names::{DnsSet, NameRules, NameSet, UnlistedForms};
/// let secret = NameSet::Dns(DnsSet::subtree(&"secret.example.com".parse()?)?);
/// let rules = NameRules { excluded: vec![secret].into(), ..NameRules::UNBOUNDED };
/// assert!(rules.bounds().is_within(&NameRules::UNBOUNDED.bounds()));
/// assert_eq!(rules.unlisted_forms, UnlistedForms::Granted);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "a new column is a decision for every policy")]
pub struct NameRules {
    /// What may be granted of a form; see `unlisted_forms` for forms without a set.
    pub permitted: List<NameSet>,
    /// What may not, whatever is permitted.
    pub excluded: List<NameSet>,
    /// What becomes of forms without a permitted set. The subject is free without one.
    pub unlisted_forms: UnlistedForms,
}

/// What becomes of a form of names that no set speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "it is free or it is refused")]
pub enum UnlistedForms {
    /// Every name of it may be granted.
    Granted,
    /// None may.
    Refused,
}

impl NameRules {
    /// Every name that is vouched for.
    pub const UNBOUNDED: Self =
        Self { permitted: Cow::Borrowed(&[]), excluded: Cow::Borrowed(&[]), unlisted_forms: UnlistedForms::Granted };

    /// The names they leave.
    #[must_use]
    pub fn bounds(&self) -> NameBounds {
        NameBounds::of_rules(self)
    }
}
