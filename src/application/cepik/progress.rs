//! How far an application to CEPiK is: its deadlines, its place in the queue, the decision it rests on.
//!
//! Read from the journal, never stored beside it (CEP-01, CEP-02, CEP-13). The surprising choice: deadlines are told and only
//! one of them decides anything, that for the request; no source says what follows when the centre is late.

use super::{Cepik, DecisionNumber, Event, Kind, ReceivedBy};
use crate::{
    application::{Application, CsrDeadline, IdentityEvidence, Moment, PolicyDeadline, ProcessingDeadline, QueuePlace},
    inventory::KeyId,
};

impl<K: Kind> Application<Cepik<K>> {
    /// When the Ministry said, as a guide, that it would be done: 30 days from the receipt there (S0:L219).
    #[must_use]
    pub fn processing_deadline(&self) -> Option<ProcessingDeadline> {
        self.latest(|entry| match &entry.event {
            Event::Received { by: ReceivedBy::Ministry, free_days } => {
                Some(ProcessingDeadline::from(entry.at.day(), free_days))
            }
            _ => None,
        })
    }

    /// The end of the policies' processing time: 30 days from the registration in OWC (S0:L3).
    #[must_use]
    pub fn policy_deadline(&self) -> Option<PolicyDeadline> {
        let free_days = self.latest(|entry| match &entry.event {
            Event::Received { by: ReceivedBy::Ministry, free_days } => Some(free_days),
            _ => None,
        })?;
        self.latest(|entry| {
            matches!(entry.event, Event::Registered { .. }).then(|| PolicyDeadline::from(entry.at.day(), free_days))
        })
    }

    /// When the request has to be there: 30 days from the receipt by COI Łódź (CEP-13).
    #[must_use]
    pub fn csr_deadline(&self) -> Option<CsrDeadline> {
        self.latest(|entry| match &entry.event {
            Event::Received { by: ReceivedBy::Coi, free_days } => Some(CsrDeadline::from(entry.at.day(), free_days)),
            _ => None,
        })
    }

    /// When the Ministry received it.
    #[must_use]
    pub fn received_by_ministry(&self) -> Option<Moment> {
        self.latest(|entry| matches!(entry.event, Event::Received { by: ReceivedBy::Ministry, .. }).then_some(entry.at))
    }

    /// Its place in the queue, once it is registered (CEP-02).
    #[must_use]
    pub fn queue_place(&self) -> Option<QueuePlace> {
        let received = self.received_by_ministry()?;
        self.latest(|entry| match entry.event {
            Event::Registered { number } => Some(QueuePlace::new(received, number)),
            _ => None,
        })
    }

    /// The decision on access: one that was issued since, or the one in the form.
    #[must_use]
    pub fn decision(&self) -> Option<&DecisionNumber> {
        self.issued_decision().or_else(|| self.form().legal_basis.as_ref())
    }

    /// The decision on access that was issued since it was filed.
    #[must_use]
    pub fn issued_decision(&self) -> Option<&DecisionNumber> {
        self.latest(|entry| match &entry.event {
            Event::DecisionIssued { decision } => Some(decision),
            _ => None,
        })
    }

    /// How the person was identified, the last time that it was done.
    #[must_use]
    pub fn identified_by(&self) -> Option<&IdentityEvidence> {
        self.latest(|entry| match &entry.event {
            Event::Identified { evidence } => Some(evidence),
            _ => None,
        })
    }

    /// When it was sent.
    #[must_use]
    pub fn submitted(&self) -> Option<Moment> {
        self.latest(|entry| matches!(entry.event, Event::Submitted { .. }).then_some(entry.at))
    }

    /// The key of the request that came by mail.
    #[must_use]
    pub fn request_key(&self) -> Option<KeyId> {
        self.latest(|entry| match entry.event {
            Event::RequestArrived { key, .. } => Some(key),
            _ => None,
        })
    }

    /// Whether everybody who represents the entity signed the form as it stands.
    pub(super) fn is_signed(&self) -> bool {
        self.latest(|entry| matches!(entry.event, Event::Signed { .. } | Event::Supplemented { .. }).then_some(()))
            .is_some()
    }
}
