//! The journal of an application as entries of the ledger.
//!
//! domain §5.3 point 20: an application that is received, registered and decided, a request that is taken or refused, and a
//! delivery are audit events with time, actor and object. They go into the one ledger of the inventory
//! ([`Inventory::note`](crate::inventory::Inventory::note)), beside what happens to certificates. The surprising choice: an
//! entry names what happened and nothing of what was written into forms, so it can name nobody but the officer, by the
//! centre's own id.

use super::{Actor, Application, Entry, System};
use crate::inventory::{self, ApplicationStep, LedgerEntry, Requester};

impl<S: System> Application<S> {
    /// The last event as an entry of the ledger; none of a draft.
    #[must_use]
    pub fn last_audit_event(&self) -> Option<LedgerEntry> {
        self.entries().last().map(|entry| self.audit_event(entry, self.state()))
    }

    /// Every event as an entry of the ledger, in order.
    #[must_use]
    pub fn audit_events(&self) -> Vec<LedgerEntry> {
        let mut state = S::FIRST;
        let with_state = |entry: &Entry<S::Event>| {
            state = S::next(state, S::kind(&entry.event)).unwrap_or(state);
            self.audit_event(entry, state)
        };
        self.entries().iter().map(with_state).collect()
    }

    fn audit_event(&self, entry: &Entry<S::Event>, state: S::State) -> LedgerEntry {
        let (event, state) = (S::kind(&entry.event).to_string(), state.to_string());
        let officer = match &entry.by {
            Actor::Officer(officer) => Some(officer.id.as_str()),
            Actor::Applicant | Actor::Centre => None,
        };
        let step = ApplicationStep { id: self.id().as_str(), system: S::NAME, event: &event, state: &state, officer };
        LedgerEntry::application(entry.at.time(), actor(&entry.by), step)
    }
}

const fn actor(by: &Actor) -> inventory::Actor {
    match by {
        Actor::Applicant => inventory::Actor::Requester(Requester::Subscriber),
        Actor::Officer(_) => inventory::Actor::Requester(Requester::Officer),
        Actor::Centre => inventory::Actor::Authority,
    }
}
