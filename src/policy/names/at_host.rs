//! Sets of someone at somewhere: mailboxes and user principal names.
//!
//! What `email` and `upn` have in common: one user or all, of the domains of some [`Labels`]. The surprising choice:
//! users are taken to be without number, so only a set of all users covers all users.

use std::fmt;

use super::labels::Labels;

/// One user of one domain, or all users of some domains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AtHost {
    /// `None` is everyone.
    pub(super) user: Option<Box<str>>,
    pub(super) domains: Labels,
}

impl AtHost {
    pub(super) fn intersection(&self, other: &Self) -> Option<Self> {
        let user = one_of(self.user.as_ref(), other.user.as_ref())?;
        self.domains.intersection(&other.domains).map(|domains| Self { user: user.cloned(), domains })
    }

    pub(super) fn is_covered_by<'a>(&self, sets: impl Iterator<Item = &'a Self>) -> bool {
        let of_user = |set: &&Self| set.user.is_none() || set.user == self.user;
        self.domains.is_covered_by(sets.filter(of_user).map(|set| &set.domains))
    }

    /// Tells whom it has, where `whom` is what all of them are called.
    pub(super) fn fmt(&self, f: &mut fmt::Formatter<'_>, form: &str, whom: &str) -> fmt::Result {
        let domain = self.domains.domain();
        match (&self.user, self.domains.depths()) {
            (Some(user), _) => write!(f, "{form}:{user}@{domain}"),
            (None, _) if domain.is_empty() => write!(f, "every {whom}"),
            (None, Labels::HOST) => write!(f, "every {whom} of {domain}"),
            (None, Labels::BELOW) => write!(f, "every {whom} of a domain below {domain}"),
            (None, _) => write!(f, "every {whom} of {domain} and of a domain below it"),
        }
    }
}

/// The one value of two that may each be any; `None` when they are two.
pub(super) fn one_of<'a, T: PartialEq>(one: Option<&'a T>, other: Option<&'a T>) -> Option<Option<&'a T>> {
    match (one, other) {
        (Some(one), Some(other)) => (one == other).then_some(Some(one)),
        (one, other) => Some(one.or(other)),
    }
}
