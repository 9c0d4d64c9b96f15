//! What happens to access requests, where they can be, and which event leads where.
//!
//! S4:L845-868, in its order: integrator, COI, integrator. The two deeds of COI stand in one step of the source, so either may
//! come first, and access is confirmed after both. The surprising choice: COI says which addresses it opened and which issuer
//! it added, since those are the two places where a slip lets somebody in who did not ask, or keeps somebody out who did.

use serde::{Deserialize, Serialize};

use super::Addresses;
use crate::{
    application::{self as app, Declined, Ending, Outcome, Role, Text, named::named},
    x509::EmailAddress,
};

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Event {
    /// The integrator filed the request.
    Filed {
        /// To this mailbox.
        to: EmailAddress,
    },
    /// COI opened the network for the addresses.
    NetworkOpened {
        /// Of the system.
        system: Addresses,
        /// Of its users.
        users: Addresses,
    },
    /// COI added the system to the node as a service provider (*DU*).
    ProviderAdded {
        /// Under this issuer.
        issuer: Text,
    },
    /// It was not granted.
    Declined(Declined),
    /// The integrator has access.
    AccessConfirmed,
    /// The integrator began to test.
    TestsStarted,
}

named! {
    /// What can happen, by name.
    pub enum EventKind {
        /// See [`Event::Filed`].
        Filed = "filed",
        /// See [`Event::NetworkOpened`].
        NetworkOpened = "network opened",
        /// See [`Event::ProviderAdded`].
        ProviderAdded = "service provider added",
        /// See [`Event::Declined`].
        Rejected = "rejected",
        /// See [`Event::Declined`].
        Cancelled = "cancelled",
        /// See [`Event::Declined`].
        LeftWithoutConsideration = "left without consideration",
        /// See [`Event::AccessConfirmed`].
        AccessConfirmed = "access confirmed",
        /// See [`Event::TestsStarted`].
        TestsStarted = "tests started",
    }
}

named! {
    /// Where an access request can be.
    pub enum State {
        /// Filled in.
        Draft = "a draft",
        /// With COI.
        Filed = "filed",
        /// The network is open, the service provider not added yet.
        NetworkOpened = "open in the network alone",
        /// The service provider is added, the network not open yet.
        ProviderAdded = "known to the node alone",
        /// Ended.
        Rejected = "rejected",
        /// Ended.
        Cancelled = "cancelled",
        /// Ended.
        LeftWithoutConsideration = "left without consideration",
        /// COI did both.
        Granted = "granted",
        /// The integrator has access.
        AccessConfirmed = "granted and confirmed",
        /// And tests.
        TestsStarted = "in tests",
    }
}

impl Event {
    /// Its name.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        match self {
            Self::Filed { .. } => EventKind::Filed,
            Self::NetworkOpened { .. } => EventKind::NetworkOpened,
            Self::ProviderAdded { .. } => EventKind::ProviderAdded,
            Self::Declined(declined) => match declined.ending() {
                Ending::Rejected => EventKind::Rejected,
                Ending::Cancelled => EventKind::Cancelled,
                Ending::LeftWithoutConsideration => EventKind::LeftWithoutConsideration,
            },
            Self::AccessConfirmed => EventKind::AccessConfirmed,
            Self::TestsStarted => EventKind::TestsStarted,
        }
    }
}

impl EventKind {
    pub(super) const fn role(self) -> Role {
        match self {
            Self::Filed | Self::AccessConfirmed | Self::TestsStarted => Role::Applicant,
            Self::NetworkOpened | Self::ProviderAdded => Role::Centre,
            Self::Rejected | Self::Cancelled | Self::LeftWithoutConsideration => Role::Officer,
        }
    }
}

impl app::State for State {
    fn outcome(self) -> Option<Outcome> {
        Some(match self {
            Self::Rejected => Outcome::Rejected,
            Self::Cancelled => Outcome::Cancelled,
            Self::LeftWithoutConsideration => Outcome::LeftWithoutConsideration,
            Self::Granted | Self::AccessConfirmed | Self::TestsStarted => Outcome::Accepted,
            Self::Draft | Self::Filed | Self::NetworkOpened | Self::ProviderAdded => return None,
        })
    }
}

/// The graph, and nothing of what events carry.
pub(super) const fn next(state: State, kind: EventKind) -> Option<State> {
    Some(match (state, kind) {
        (State::Draft, EventKind::Filed) => State::Filed,
        (State::Filed, EventKind::NetworkOpened) => State::NetworkOpened,
        (State::Filed, EventKind::ProviderAdded) => State::ProviderAdded,
        (State::NetworkOpened, EventKind::ProviderAdded) | (State::ProviderAdded, EventKind::NetworkOpened) => {
            State::Granted
        }
        (State::Granted, EventKind::AccessConfirmed) => State::AccessConfirmed,
        (State::AccessConfirmed, EventKind::TestsStarted) => State::TestsStarted,
        (from, EventKind::Rejected) if is_undecided(from) => State::Rejected,
        (from, EventKind::Cancelled) if is_undecided(from) => State::Cancelled,
        (from, EventKind::LeftWithoutConsideration) if is_undecided(from) => State::LeftWithoutConsideration,
        _ => return None,
    })
}

/// Filed, and neither granted nor ended.
const fn is_undecided(state: State) -> bool {
    matches!(state, State::Filed | State::NetworkOpened | State::ProviderAdded)
}
