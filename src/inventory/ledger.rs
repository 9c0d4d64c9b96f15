//! The ledger: what happened, when, by whom, to what.
//!
//! An entry is made by the rules together with its change and written in the same transaction, or noted alone for what
//! changes no record: refusals, policies adopted (ETSI EN 319 411-1 §6.4.5, Baseline Requirements §5.4.1; domain §5.3
//! point 20). The surprising choice: it can be written and not read back into this type; a log is for people and
//! programs after the fact, and no entry of it is evidence for a next step.

use std::fmt;

use serde::Serialize;

use super::{ForeignId, KeyId, RecordId, Scope};
use crate::x509::{Reason, Time, mask_digits};

/// One entry of the ledger. Names no person; identity numbers in its texts are masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct LedgerEntry {
    at: Time,
    actor: Actor,
    object: Object,
    event: Event,
}

/// On whose behalf something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Actor {
    /// The authority, in the course of issuing.
    Authority,
    /// Whoever asked.
    Requester(Requester),
}

/// Who may ask for a hold, a release or a revocation (ETSI EN 319 411-1 §6.2.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Requester {
    /// The subscriber.
    Subscriber,
    /// Somebody who represents the subscriber.
    Representative,
    /// An officer of the authority or its registration office.
    Officer,
    /// Whoever owns the policy.
    PolicyOwner,
}

/// A request for a step: who asked, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "who and when, as ETSI EN 319 411-1 §6.4.5 asks")]
pub struct Requested {
    /// Who asked.
    pub by: Requester,
    /// When the request arrived.
    pub at: Time,
}

/// What an entry is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Object {
    /// A record.
    Record(RecordId),
    /// A key somebody asked a certificate for.
    Key(KeyId),
    /// A policy.
    Policy(Box<str>),
    /// A certificate of another issuer.
    Foreign(ForeignId),
    /// An application, by the host's id.
    Application(Box<str>),
    /// The lists of an issuer.
    Lists(Scope),
    /// The clock of the host.
    Clock,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case")]
#[non_exhaustive]
pub enum Event {
    /// A certificate was planned.
    Planned {
        /// Under this policy.
        policy: Box<str>,
    },
    /// It was given up before any signature.
    Abandoned,
    /// It was signed and stored.
    Issued,
    /// It was suspended at the time of the entry.
    Held {
        /// Until when, if an end was set.
        until: Option<Time>,
        /// The request.
        requested: Requested,
    },
    /// Its suspension ended.
    Released {
        /// The request.
        requested: Requested,
    },
    /// It was revoked.
    Revoked {
        /// Why.
        reason: Reason,
        /// From when the key is known or suspected not to have been safe.
        invalid_since: Option<Time>,
        /// The request; none for what a crash left behind.
        requested: Option<Requested>,
    },
    /// A certificate was refused.
    Refused {
        /// By this policy.
        policy: Box<str>,
        /// The rules that were violated.
        rules: Box<[Box<str>]>,
    },
    /// A policy came into force.
    PolicyAdopted,
    /// A certificate of another issuer was verified and put on the register.
    Registered {
        /// The request.
        requested: Requested,
    },
    /// A certificate of another issuer was taken off the register, for good.
    Withdrawn {
        /// The request.
        requested: Requested,
    },
    /// Something happened to an application.
    Application {
        /// The system it is to.
        system: Box<str>,
        /// What happened.
        event: Box<str>,
        /// Where it is now.
        state: Box<str>,
        /// Which officer recorded it, by the host's id.
        officer: Option<Box<str>>,
    },
    /// A key was made.
    KeyGenerated,
    /// A key was destroyed.
    KeyDestroyed,
    /// What was issued was handed over.
    Delivered {
        /// Which way.
        channel: Box<str>,
    },
    /// A list was signed.
    CrlSigned {
        /// Its number.
        number: u64,
    },
    /// The clock was set.
    ClockSet {
        /// What it said before.
        before: Time,
    },
}

/// What happened to an application, for [`LedgerEntry::application`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "an argument with names")]
pub struct ApplicationStep<'a> {
    /// The host's id of the application.
    pub id: &'a str,
    /// The system it is to.
    pub system: &'a str,
    /// What happened.
    pub event: &'a str,
    /// Where it is now.
    pub state: &'a str,
    /// Which officer recorded it, by the host's id.
    pub officer: Option<&'a str>,
}

impl LedgerEntry {
    /// A refusal: the policy, the key if the request had one, and the ids of the rules that were violated.
    pub fn refused<R: AsRef<str>>(
        at: Time,
        policy: &str,
        key: Option<KeyId>,
        rules: impl IntoIterator<Item = R>,
    ) -> Self {
        let policy = masked(policy);
        let rules = rules.into_iter().map(|rule| masked(rule.as_ref())).collect();
        let object = key.map_or_else(|| Object::Policy(policy.clone()), Object::Key);
        Self { at, actor: Actor::Authority, object, event: Event::Refused { policy, rules } }
    }

    /// A policy that came into force.
    #[must_use]
    pub fn policy_adopted(at: Time, policy: &str) -> Self {
        Self { at, actor: Actor::Authority, object: Object::Policy(masked(policy)), event: Event::PolicyAdopted }
    }

    /// A step of an application: received, registered, decided, its request taken or refused, delivered.
    #[must_use]
    pub fn application(at: Time, actor: Actor, step: ApplicationStep<'_>) -> Self {
        let ApplicationStep { id, system, event, state, officer } = step;
        let (system, event, state) = (masked(system), masked(event), masked(state));
        let event = Event::Application { system, event, state, officer: officer.map(masked) };
        Self { at, actor, object: Object::Application(masked(id)), event }
    }

    /// A key that was made: that of the authority, or one for a subscriber.
    #[must_use]
    pub const fn key_generated(at: Time, actor: Actor, key: KeyId) -> Self {
        Self { at, actor, object: Object::Key(key), event: Event::KeyGenerated }
    }

    /// A key that was destroyed.
    #[must_use]
    pub const fn key_destroyed(at: Time, actor: Actor, key: KeyId) -> Self {
        Self { at, actor, object: Object::Key(key), event: Event::KeyDestroyed }
    }

    /// A certificate, with its key or without, that was handed over this way.
    #[must_use]
    pub fn delivered(at: Time, actor: Actor, id: RecordId, channel: &str) -> Self {
        Self { at, actor, object: Object::Record(id), event: Event::Delivered { channel: masked(channel) } }
    }

    /// A list that was signed.
    #[must_use]
    pub const fn crl_signed(at: Time, scope: Scope, number: u64) -> Self {
        Self { at, actor: Actor::Authority, object: Object::Lists(scope), event: Event::CrlSigned { number } }
    }

    /// The host's clock, which says `at` now.
    #[must_use]
    pub const fn clock_set(at: Time, actor: Actor, before: Time) -> Self {
        Self { at, actor, object: Object::Clock, event: Event::ClockSet { before } }
    }

    /// What a step of a record writes.
    pub(super) fn of_record(at: Time, id: RecordId, requested: Option<Requested>, event: Event) -> Self {
        let actor = requested.map_or(Actor::Authority, |requested| Actor::Requester(requested.by));
        Self { at, actor, object: Object::Record(id), event }
    }

    /// What a step on the register of foreign certificates writes.
    pub(super) const fn of_foreign(at: Time, id: ForeignId, requested: Requested, event: Event) -> Self {
        Self { at, actor: Actor::Requester(requested.by), object: Object::Foreign(id), event }
    }

    /// When it happened.
    #[must_use]
    pub const fn at(&self) -> Time {
        self.at
    }

    /// On whose behalf.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        self.actor
    }

    /// What it is about.
    #[must_use]
    pub const fn object(&self) -> &Object {
        &self.object
    }

    /// What happened.
    #[must_use]
    pub const fn event(&self) -> &Event {
        &self.event
    }
}

impl Event {
    pub(super) fn planned(policy: &str) -> Self {
        Self::Planned { policy: masked(policy) }
    }
}

impl fmt::Display for Requester {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Subscriber => "subscriber",
            Self::Representative => "representative",
            Self::Officer => "officer",
            Self::PolicyOwner => "policy owner",
        })
    }
}

fn masked(text: &str) -> Box<str> {
    mask_digits(text).into()
}
