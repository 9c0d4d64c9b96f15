//! A policy with something changed, and an applicant with something missing.
//!
//! What `case` walks with; the policy and the applicant of the catalog stay what they are and are asked through these. The
//! surprising choice: the hook of the policy is asked about the whole applicant, since only the table is on trial.

use std::{fmt, sync::Arc};

use chancery::{
    inventory::PersonId,
    policy::{Applicant, Fact, FactKind, Policy, Profile, VerifiedRequest, Violations},
    x509::Time,
};

use super::case::Change;

/// A policy with something changed in its table.
pub(crate) struct Changed<P> {
    pub(crate) policy: Arc<P>,
    pub(crate) change: Change,
}

impl<P: Policy> Policy for Changed<P> {
    type Applicant = Partly<P::Applicant>;
    type KeyOrigin = P::KeyOrigin;
    fn profile(&self) -> Profile {
        let mut profile = self.policy.profile();
        (self.change)(&mut profile);
        profile
    }
    fn narrow(&self, request: Option<&VerifiedRequest>, who: &Self::Applicant, now: Time, violations: &mut Violations) {
        self.policy.narrow(request, &who.applicant, now, violations);
    }
}

impl<P: fmt::Debug> fmt::Debug for Changed<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}, changed", self.policy)
    }
}

/// An applicant of whom not everything is vouched for.
pub(crate) struct Partly<A> {
    pub(crate) applicant: Arc<A>,
    pub(crate) hidden: Vec<FactKind>,
}

impl<A: Applicant> Applicant for Partly<A> {
    fn facts(&self, kind: FactKind) -> Vec<Fact> {
        if self.hidden.contains(&kind) { Vec::new() } else { self.applicant.facts(kind) }
    }
    fn person(&self) -> Option<PersonId> {
        if self.hidden.contains(&FactKind::Pesel) { None } else { self.applicant.person() }
    }
}
