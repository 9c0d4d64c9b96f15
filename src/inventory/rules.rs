//! The rules of a certificate's life: each step a method that returns a [`Change`] or says why not.
//!
//! `issuance` plans, completes and abandons; the façade holds, releases and revokes, and ends holds that ran out. RFC 5280 §5.3.1, eIDAS Art. 28(4)
//! (nothing leaves revoked), Baseline Requirements §4.9.13 against ETSI EN 319 411-1 on suspension (the rule in the
//! record decides), domain §5.3 point 8. The surprising choice: a step changes nothing, not even the record it was asked
//! of; whether it happened is known when a store has committed the change.

use std::{fmt, sync::Arc};

use super::{
    Change, Event, HoldPeriod, LedgerEntry, Record, RecordId, Requested, State, Status, SuspensionRule, record::Body,
};
use crate::{
    encoding::DecodeError,
    x509::{Reason, SignedParts, Time},
};

/// A step out of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Step {
    /// planned → issued
    Complete,
    /// planned → abandoned
    Abandon,
    /// planned → revoked, for what a crash left behind
    RevokeUndetermined,
    /// issued → held
    Hold,
    /// held → issued
    Release,
    /// issued or held → revoked; or revoked earlier than planned
    Revoke,
    /// held → revoked, because the hold ran out
    RevokeOverdue,
}

/// A revocation as it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "what RFC 5280 §5.3 says of an entry, and who asked")]
pub struct Revocation {
    /// When it takes effect. Earlier than now only through `invalid_since` (C-11).
    pub at: Time,
    /// Why.
    pub reason: Reason,
    /// From when the key is known or suspected not to have been safe (RFC 5280 §5.3.2).
    pub invalid_since: Option<Time>,
    /// The request.
    pub requested: Requested,
}

/// Why a step was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IllegalTransition {
    /// The step does not lead out of the state.
    #[error("record {id} is {state} and cannot be {}; {}", .step.participle(), Legal(legal))]
    State {
        /// The record.
        id: RecordId,
        /// Its state.
        state: State,
        /// The step.
        step: Step,
        /// The steps that lead out of the state.
        legal: &'static [Step],
    },
    /// The record is not new.
    #[error("record {id} is {state}; only a planned record can be put on the rolls")]
    NotNew {
        /// The record.
        id: RecordId,
        /// Its state.
        state: State,
    },
    /// What was given is not a certificate.
    #[error("what was given to complete record {id} is not a certificate")]
    NotACertificate {
        /// The record.
        id: RecordId,
        /// What is wrong with it.
        source: DecodeError,
    },
    /// What was given is another certificate.
    #[error("the certificate given to complete record {id} is not the one that was planned in it")]
    AnotherCertificate {
        /// The record.
        id: RecordId,
    },
    /// Certificates of its policy cannot be suspended.
    #[error("record {id} was issued under a policy that forbids suspension; it can only be revoked")]
    SuspensionForbidden {
        /// The record.
        id: RecordId,
    },
    /// The hold is longer than the policy allows.
    #[error("record {id} was to be held until {asked}, and its policy allows holding it until {latest}")]
    HoldTooLong {
        /// The record.
        id: RecordId,
        /// The end that was asked for.
        asked: Time,
        /// The latest end there is.
        latest: Time,
    },
    /// The hold ends before it starts, or at once.
    #[error("record {id} was held from {since}, which is not before {ends}, where the hold was to end")]
    HoldEndsBeforeItStarts {
        /// The record.
        id: RecordId,
        /// The start.
        since: Time,
        /// The end.
        ends: Time,
    },
    /// An earlier hold lasted longer than the start of this one.
    #[error("record {id} was to be held from {since}, before its last hold ended at {ended}; two holds cannot overlap")]
    HoldOverlaps {
        /// The record.
        id: RecordId,
        /// The start that was asked for.
        since: Time,
        /// When the last hold ended.
        ended: Time,
    },
    /// The step would take effect before anybody asked for it.
    #[error(
        "record {id} was to be {} from {effective}, before that was asked for at {asked}; state an earlier compromise as \
         the invalidity date of a revocation (RFC 5280 §5.3.2)",
        .step.participle()
    )]
    BeforeItWasAsked {
        /// The record.
        id: RecordId,
        /// The step.
        step: Step,
        /// When it was to take effect.
        effective: Time,
        /// When it was asked for.
        asked: Time,
    },
    /// The hold has not run out.
    #[error("the hold of record {id} has not run out at {at}; release it, or revoke it for a reason of its own")]
    HoldNotOverdue {
        /// The record.
        id: RecordId,
        /// When it was to be ended.
        at: Time,
    },
    /// Nothing is laid down for a hold that runs out.
    #[error("the policy of record {id} names no reason to revoke it when its hold runs out; release it or revoke it")]
    NothingFollows {
        /// The record.
        id: RecordId,
    },
    /// The certificate expired before the hold.
    #[error("record {id} expired at {not_after} and was to be held from {since}; it can still be revoked")]
    Expired {
        /// The record.
        id: RecordId,
        /// The last second of the certificate.
        not_after: Time,
        /// The start of the hold.
        since: Time,
    },
    /// A hold is not a reason to revoke for good.
    #[error("record {id} cannot be revoked for the reason certificateHold; hold it instead (RFC 5280 §5.3.1)")]
    HoldIsNoRevocation {
        /// The record.
        id: RecordId,
    },
    /// The key was not safe from a time after the revocation.
    #[error("record {id} was to be revoked at {at} as invalid since {invalid_since}, which is later (RFC 5280 §5.3.2)")]
    InvalidAfterRevocation {
        /// The record.
        id: RecordId,
        /// The revocation.
        at: Time,
        /// The time that is later.
        invalid_since: Time,
    },
}

impl Record {
    /// The change that puts a planned record on the rolls.
    ///
    /// # Errors
    /// [`IllegalTransition::NotNew`].
    pub fn insertion(&self) -> Result<Change, IllegalTransition> {
        let state = self.status.state();
        if state != State::Planned {
            return Err(IllegalTransition::NotNew { id: self.id, state });
        }
        let mut change = self.change(Status::Planned, self.planned_at, None, Event::planned(&self.policy));
        change.expected = None;
        Ok(change)
    }

    /// planned → issued: the certificate takes the place of the octets to sign. That the signature holds was made sure
    /// of before; here, that what is signed is what was planned.
    ///
    /// # Errors
    /// [`IllegalTransition::State`], [`IllegalTransition::NotACertificate`], [`IllegalTransition::AnotherCertificate`].
    pub fn complete(&self, certificate_der: &[u8], at: Time) -> Result<Change, IllegalTransition> {
        let id = self.id;
        self.permits(Step::Complete)?;
        let parts = SignedParts::decode(certificate_der, "Certificate")
            .map_err(|source| IllegalTransition::NotACertificate { id, source })?;
        if !matches!(&self.body, Body::ToBeSigned(planned) if **planned == *parts.to_be_signed.octets) {
            return Err(IllegalTransition::AnotherCertificate { id });
        }
        let mut change = self.change(Status::Issued, at, None, Event::Issued);
        change.certificate = Some(Arc::from(certificate_der));
        Ok(change)
    }

    /// planned → abandoned: nothing was signed and nothing will be.
    ///
    /// # Errors
    /// [`IllegalTransition::State`].
    pub fn abandon(&self, at: Time) -> Result<Change, IllegalTransition> {
        self.permits(Step::Abandon)?;
        Ok(self.change(Status::Abandoned, at, None, Event::Abandoned))
    }

    /// planned → revoked: whether it was signed is not known, and if it was, it must not be valid. The reason is
    /// `unspecified`, which a CRL leaves out.
    ///
    /// # Errors
    /// [`IllegalTransition::State`].
    pub fn revoke_undetermined(&self, at: Time) -> Result<Change, IllegalTransition> {
        self.permits(Step::RevokeUndetermined)?;
        let (reason, invalid_since) = (Reason::Unspecified, None);
        let event = Event::Revoked { reason, invalid_since, requested: None };
        Ok(self.change(Status::Revoked { at, reason, invalid_since }, at, None, event))
    }

    /// issued → held, until a time or until somebody decides. Where the rule of the policy bounds a hold, none without
    /// an end is made: without `until` it ends where the rule says.
    ///
    /// # Errors
    /// [`IllegalTransition::State`], [`IllegalTransition::SuspensionForbidden`], [`IllegalTransition::Expired`],
    /// [`IllegalTransition::HoldTooLong`], [`IllegalTransition::HoldEndsBeforeItStarts`],
    /// [`IllegalTransition::HoldOverlaps`], [`IllegalTransition::BeforeItWasAsked`].
    pub fn hold(&self, since: Time, until: Option<Time>, requested: Requested) -> Result<Change, IllegalTransition> {
        let id = self.id;
        self.permits(Step::Hold)?;
        self.not_before_asked(Step::Hold, since, requested)?;
        let SuspensionRule::Allowed { max_days, then: _ } = self.suspension else {
            return Err(IllegalTransition::SuspensionForbidden { id });
        };
        if self.is_expired(since) {
            return Err(IllegalTransition::Expired { id, not_after: self.validity.not_after(), since });
        }
        if let Some(ended) = self.holds.last().map(|hold| hold.ended).filter(|ended| since < *ended) {
            return Err(IllegalTransition::HoldOverlaps { id, since, ended });
        }
        let latest = max_days.map(|days| {
            since.plus_seconds(i64::from(days).saturating_mul(86_400)).unwrap_or(Time::NO_WELL_DEFINED_END)
        });
        let until = match (until, latest) {
            (Some(asked), Some(latest)) if asked > latest => {
                return Err(IllegalTransition::HoldTooLong { id, asked, latest });
            }
            (asked, latest) => asked.or(latest),
        };
        if let Some(ends) = until.filter(|ends| *ends <= since) {
            return Err(IllegalTransition::HoldEndsBeforeItStarts { id, since, ends });
        }
        Ok(self.change(Status::Held { since, until }, since, Some(requested), Event::Held { until, requested }))
    }

    /// held → issued. An overdue hold is released like any other. Lists heed `at`: one that is drawn before has it as held.
    ///
    /// # Errors
    /// [`IllegalTransition::State`], [`IllegalTransition::HoldEndsBeforeItStarts`],
    /// [`IllegalTransition::BeforeItWasAsked`].
    pub fn release(&self, at: Time, requested: Requested) -> Result<Change, IllegalTransition> {
        self.permits(Step::Release)?;
        self.not_before_asked(Step::Release, at, requested)?;
        if let Status::Held { since, .. } = self.status
            && at < since
        {
            return Err(IllegalTransition::HoldEndsBeforeItStarts { id: self.id, since, ends: at });
        }
        Ok(self.change(Status::Issued, at, Some(requested), Event::Released { requested }))
    }

    /// issued or held → revoked, for good. An expired certificate can be revoked too: a signature made in its time may
    /// depend on it. One that is to be revoked later can be revoked earlier than that, and one that is to be held later
    /// before it is; neither can wait for what was planned when its key turns up elsewhere.
    ///
    /// # Errors
    /// [`IllegalTransition::State`], [`IllegalTransition::HoldIsNoRevocation`],
    /// [`IllegalTransition::InvalidAfterRevocation`], [`IllegalTransition::BeforeItWasAsked`].
    pub fn revoke(&self, revocation: Revocation) -> Result<Change, IllegalTransition> {
        let Revocation { at, reason, invalid_since, requested } = revocation;
        let id = self.id;
        let next = Status::Revoked { at, reason, invalid_since };
        if !self.status.is_brought_forward_by(next) {
            self.permits(Step::Revoke)?;
        }
        self.not_before_asked(Step::Revoke, at, requested)?;
        if reason == Reason::CertificateHold {
            return Err(IllegalTransition::HoldIsNoRevocation { id });
        }
        if let Some(invalid_since) = invalid_since.filter(|since| *since > at) {
            return Err(IllegalTransition::InvalidAfterRevocation { id, at, invalid_since });
        }
        let event = Event::Revoked { reason, invalid_since, requested: Some(requested) };
        Ok(self.change(next, at, Some(requested), event))
    }

    /// held → revoked, because the hold ran out and the rule in the record says what follows. Nobody asks for it: the
    /// ledger has the authority do it.
    ///
    /// # Errors
    /// [`IllegalTransition::State`], [`IllegalTransition::HoldNotOverdue`], [`IllegalTransition::NothingFollows`].
    pub fn revoke_overdue(&self, at: Time) -> Result<Change, IllegalTransition> {
        let id = self.id;
        self.permits(Step::RevokeOverdue)?;
        if !self.is_hold_overdue(at) {
            return Err(IllegalTransition::HoldNotOverdue { id, at });
        }
        let SuspensionRule::Allowed { then: Some(reason), .. } = self.suspension else {
            return Err(IllegalTransition::NothingFollows { id });
        };
        let event = Event::Revoked { reason, invalid_since: None, requested: None };
        Ok(self.change(Status::Revoked { at, reason, invalid_since: None }, at, None, event))
    }

    /// C-11: what is said of a certificate starts when it was asked for, or later.
    fn not_before_asked(&self, step: Step, effective: Time, requested: Requested) -> Result<(), IllegalTransition> {
        let (id, asked) = (self.id, requested.at);
        if effective < asked {
            return Err(IllegalTransition::BeforeItWasAsked { id, step, effective, asked });
        }
        Ok(())
    }

    fn permits(&self, step: Step) -> Result<(), IllegalTransition> {
        let state = self.status.state();
        let legal = state.legal_steps();
        if legal.contains(&step) { Ok(()) } else { Err(IllegalTransition::State { id: self.id, state, step, legal }) }
    }

    /// The change to `next`; a hold that is left ends with it, unless it had not begun.
    fn change(&self, next: Status, at: Time, requested: Option<Requested>, event: Event) -> Change {
        let ended_hold = match self.status {
            Status::Held { since, until } if since <= at => Some(HoldPeriod { since, until, ended: at }),
            _ => None,
        };
        let ledger = LedgerEntry::of_record(at, self.id, requested, event);
        Change { id: self.id, expected: Some(self.status), next, ledger, certificate: None, ended_hold }
    }
}

impl State {
    /// The steps that lead out of this state.
    #[must_use]
    pub const fn legal_steps(self) -> &'static [Step] {
        match self {
            Self::Planned => &[Step::Complete, Step::Abandon, Step::RevokeUndetermined],
            Self::Issued => &[Step::Hold, Step::Revoke],
            Self::Held => &[Step::Release, Step::Revoke, Step::RevokeOverdue],
            Self::Abandoned | Self::Revoked => &[],
        }
    }
}

impl Step {
    /// What the step does to a record, in a sentence.
    const fn participle(self) -> &'static str {
        match self {
            Self::Complete => "completed",
            Self::Abandon => "abandoned",
            Self::RevokeUndetermined => "revoked as undetermined",
            Self::Hold => "held",
            Self::Release => "released",
            Self::Revoke => "revoked",
            Self::RevokeOverdue => "revoked as overdue",
        }
    }
}

/// The end of the sentence: what can be done instead.
struct Legal<'a>(&'a [Step]);

impl fmt::Display for Legal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((last, others)) = self.0.split_last() else { return f.write_str("nothing can follow") };
        f.write_str("it can be ")?;
        for (index, step) in others.iter().enumerate() {
            write!(f, "{}{}", if index > 0 { ", " } else { "" }, step.participle())?;
        }
        write!(f, "{}{}", if others.is_empty() { "" } else { " or " }, last.participle())
    }
}

#[cfg(test)]
mod tests;
