//! Entries of a journal: what happened, when, on whose behalf.
//!
//! The unit in which an application is stored and folded (domain §5.3 point 20). The surprising choice: an officer is named
//! with the PESEL by which the register knows them, because an officer must not decide about themselves (ETSI EN 319 411-1
//! REG-6.2.2-26), and a name tells nobody from a namesake. It is written in full in the journal, which holds the applicant's
//! anyway, and masked everywhere else.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

use super::{Moment, Role, Text};
use crate::{identity::Pesel, x509::mask_digits};

/// One entry of a journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "when, who and what")]
pub struct Entry<E> {
    /// When it was recorded.
    pub at: Moment,
    /// On whose behalf.
    pub by: Actor,
    /// What happened.
    pub event: E,
}

/// On whose behalf an event is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "one for each Role")]
pub enum Actor {
    /// Whoever applies.
    Applicant,
    /// An officer of the centre or of a registration office.
    Officer(Officer),
    /// The centre itself.
    Centre,
}

/// An officer: the centre's id of them, and who they are.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Officer {
    /// How the centre calls them.
    pub id: Text,
    /// Who they are.
    #[serde(serialize_with = "pesel_in_full")]
    pub pesel: Pesel,
}

/// A PESEL as a journal stores it: in full, since an applicant is made of it again. Nothing but journals does.
pub(super) fn pesel_in_full<S: Serializer>(pesel: &Pesel, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(pesel.digits_in_full())
}

impl<E> Entry<E> {
    /// What happened, when, on whose behalf.
    #[must_use]
    pub const fn new(at: Moment, by: Actor, event: E) -> Self {
        Self { at, by, event }
    }
}

impl Officer {
    /// An officer by the centre's id and by their PESEL.
    #[must_use]
    pub const fn new(id: Text, pesel: Pesel) -> Self {
        Self { id, pesel }
    }
}

impl Actor {
    /// The role.
    #[must_use]
    pub const fn role(&self) -> Role {
        match self {
            Self::Applicant => Role::Applicant,
            Self::Officer(_) => Role::Officer,
            Self::Centre => Role::Centre,
        }
    }
}

impl fmt::Display for Actor {
    /// An officer by the centre's id, in which a number that could be somebody's is masked.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Officer(officer) => write!(f, "officer {}", mask_digits(officer.id.as_str())),
            other => f.pad(other.role().name()),
        }
    }
}

impl fmt::Debug for Officer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, pesel } = self;
        f.debug_struct("Officer").field("id", id).field("pesel", pesel).finish()
    }
}
