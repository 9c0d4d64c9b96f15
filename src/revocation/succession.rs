//! What a list published before says about the one that follows it (RFC 5280 §3.3, C-11, C-12).
//!
//! The rolls and the previous list are both in ascending order, so they are walked side by side and nothing is kept. What
//! the previous list has as revoked must still be in the rolls; what it has and expired before it was issued may go.
//! The surprising choice: an expired entry it does not have may go too when it took effect a day or more before that list:
//! the status of a certificate is published within 24 hours (EN 319 411-1 REV-6.2.4-03A), so an earlier list had it and this
//! one left it out already. One revoked later, even of a certificate long expired, is listed once more.

use std::{cmp::Ordering, iter::Peekable};

use super::{Crl, CrlDraftError, CrlEntry, Entries, EntryOrder, PreviousCrlError, entry::by_number};
use crate::{
    crypto::Provider,
    inventory::RevokedEntry,
    x509::{Certificate, Reason, Time, extension::ReasonCode},
};

/// Seconds in which a revocation gets onto a list.
const PUBLISHED_WITHIN: i64 = 86_400;

/// The previous list, half walked.
pub(super) struct Predecessor<'p> {
    entries: Peekable<Entries<'p>>,
    this_update: Time,
    /// The least number that is greater than its own.
    pub(super) floor: u64,
}

/// What the previous list means for an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// It has it.
    Listed,
    /// It has it not, and could not have.
    New,
    /// It has it not, and should have.
    Backdated,
    /// The certificate expired and was listed after that.
    Settled,
}

impl<'p> Predecessor<'p> {
    /// Makes sure the list can be followed.
    pub(super) fn new(
        crl: &'p Crl,
        issuer: &Certificate,
        provider: &Provider,
        this_update: Time,
    ) -> Result<Self, PreviousCrlError> {
        crl.verify(issuer, provider)?;
        let previous = crl.this_update();
        if previous >= this_update {
            return Err(PreviousCrlError::NotEarlier { previous, this_update });
        }
        if crl.entry_order() != EntryOrder::Ascending {
            return Err(PreviousCrlError::NotAscending);
        }
        let number = crl.number().ok_or(PreviousCrlError::NoNumber)?;
        let floor = number.to_u64().and_then(|number| number.checked_add(1));
        let floor = floor.ok_or(PreviousCrlError::NumberTooLarge { number })?;
        Ok(Self { entries: crl.entries().peekable(), this_update: previous, floor })
    }

    /// Walks up to the entry.
    pub(super) fn meet(&mut self, entry: &RevokedEntry) -> Result<Presence, CrlDraftError> {
        while let Some(known) = self.entries.peek() {
            match by_number(known.serial(), entry.serial.as_octets()) {
                Ordering::Less => refuse_lost(known)?,
                Ordering::Equal => {
                    let (was_held, is_held) = (is_hold(known), entry.reason == Reason::CertificateHold);
                    if is_held {
                        refuse_lost(known)?;
                    }
                    self.entries.next();
                    // A hold that was listed does not stand for the revocation that ended it.
                    let is_settled = self.is_beyond(entry) && was_held == is_held;
                    return Ok(if is_settled { Presence::Settled } else { Presence::Listed });
                }
                Ordering::Greater => break,
            }
            self.entries.next();
        }
        Ok(self.of_missing(entry))
    }

    /// Whether the list was issued after the certificate expired.
    fn is_beyond(&self, entry: &RevokedEntry) -> bool {
        entry.not_after < self.this_update
    }

    fn of_missing(&self, entry: &RevokedEntry) -> Presence {
        let before = self.this_update.seconds_since(entry.at);
        match before {
            PUBLISHED_WITHIN.. if self.is_beyond(entry) => Presence::Settled,
            0.. => Presence::Backdated,
            _ => Presence::New,
        }
    }

    /// Whatever is left was not in the rolls.
    pub(super) fn finish(mut self) -> Result<(), CrlDraftError> {
        self.entries.try_for_each(|known| refuse_lost(&known))
    }
}

/// An entry that is no longer in the rolls was released if it was a hold; nothing else leaves.
fn refuse_lost(known: &CrlEntry<'_>) -> Result<(), CrlDraftError> {
    if is_hold(known) { Ok(()) } else { Err(CrlDraftError::RevocationLost { serial: known.serial_number() }) }
}

fn is_hold(known: &CrlEntry<'_>) -> bool {
    known.reason() == Some(ReasonCode::Given(Reason::CertificateHold))
}
