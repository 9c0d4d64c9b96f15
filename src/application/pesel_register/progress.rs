//! What the journal of an application to the register tells beyond its state.
//!
//! Read from the journal, never stored beside it. The surprising choice: whether the mail came from the mailbox of point 3d is
//! told and decides nothing, because the source recommends it (PES-09), unlike CEPiK, where it is a duty (CEP-10).

use super::{Event, Faults, MadeKeys, PeselRegister};
use crate::{
    application::{Application, Mail},
    x509::EmailAddress,
};

/// Where applications are sent: to COI Łódź (PES-09).
pub const APPLICATIONS_TO: &str = "cc.wnioski@coi.gov.pl";

/// From where an application was sent, beside where it was advised to be sent from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SentFrom {
    /// The mailbox of point 3d, as advised.
    Advised,
    /// Another, which is no fault.
    Elsewhere {
        /// It.
        found: EmailAddress,
        /// The mailbox of point 3d.
        advised: EmailAddress,
    },
}

impl Application<PeselRegister> {
    /// The mail the application came with.
    #[must_use]
    pub fn mail(&self) -> Option<&Mail> {
        self.latest(|entry| match &entry.event {
            Event::Received { mail } => Some(mail),
            _ => None,
        })
    }

    /// Whether it came from the mailbox of point 3d, as is recommended for quicker handling (PES-09); `None` before it came.
    #[must_use]
    pub fn follows_recommendation(&self) -> Option<SentFrom> {
        let (mail, advised) = (self.mail()?, &self.form().technical_contact.contact.email);
        Some(if mail.from.is(advised) {
            SentFrom::Advised
        } else {
            SentFrom::Elsewhere { found: mail.from.as_mailbox().clone(), advised: advised.clone() }
        })
    }

    /// The ids of the keys that were made, once they are.
    #[must_use]
    pub fn made_keys(&self) -> Option<&MadeKeys> {
        self.latest(|entry| match &entry.event {
            Event::KeysMade(keys) => Some(keys),
            _ => None,
        })
    }

    /// Why it is not processed, where it is not (PES-05).
    #[must_use]
    pub fn faults(&self) -> Option<&Faults> {
        self.latest(|entry| match &entry.event {
            Event::NotProcessed { faults } => Some(faults),
            _ => None,
        })
    }

    /// Whether the form was signed.
    pub(super) fn is_signed(&self) -> bool {
        self.latest(|entry| matches!(entry.event, Event::Signed { .. }).then_some(())).is_some()
    }
}
