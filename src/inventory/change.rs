//! A legal step of one record, ready for a store to apply.
//!
//! Made by the rules in `rules.rs` and by nobody else: its fields are private and it is not read from anywhere. A store
//! compares what it has with [`expected`](Change::expected), writes [`next`](Change::next) and the ledger in one
//! transaction, and decides nothing. The surprising choice: the comparison itself is here too
//! ([`Change::apply_to`]), so that a store kept in memory or in a file has no rule of its own to get wrong.

use std::{fmt, sync::Arc};

use super::{HoldPeriod, InventoryError, LedgerEntry, Ownership, PersonId, Record, RecordId, Status, record::Body};

/// A step of one record and its entry of the ledger.
///
/// It cannot be made by hand:
///
/// ```compile_fail,E0451
/// # use chancery::inventory::{Change, LedgerEntry, RecordId, Status};
/// fn forged(id: RecordId, ledger: LedgerEntry) -> Change {
///     Change { id, expected: None, next: Status::Issued, ledger, certificate: None, ended_hold: None }
/// }
/// ```
///
/// nor read:
///
/// ```compile_fail,E0277
/// fn read<T: serde::de::DeserializeOwned>() {}
/// read::<chancery::inventory::Change>();
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Change {
    pub(super) id: RecordId,
    pub(super) expected: Option<Status>,
    pub(super) next: Status,
    pub(super) ledger: LedgerEntry,
    pub(super) certificate: Option<Arc<[u8]>>,
    pub(super) ended_hold: Option<HoldPeriod>,
}

impl Change {
    /// The record.
    #[must_use]
    pub const fn id(&self) -> RecordId {
        self.id
    }

    /// The status the record must still have; `None` for a record that must not be there yet.
    #[must_use]
    pub const fn expected(&self) -> Option<Status> {
        self.expected
    }

    /// The status it gets.
    #[must_use]
    pub const fn next(&self) -> Status {
        self.next
    }

    /// What the ledger gets, in the same transaction.
    #[must_use]
    pub const fn ledger(&self) -> &LedgerEntry {
        &self.ledger
    }

    /// The certificate that takes the place of the octets to sign; only when it is issued.
    #[must_use]
    pub fn certificate_der(&self) -> Option<&[u8]> {
        self.certificate.as_deref()
    }

    /// The hold that ends with this step, to be kept with the record for ever.
    #[must_use]
    pub const fn ended_hold(&self) -> Option<HoldPeriod> {
        self.ended_hold
    }

    /// Whether this change puts this record on the rolls, for this person or none. For `insert` of a store.
    ///
    /// # Errors
    /// [`InventoryError::NotAnInsertion`], [`InventoryError::PersonMismatch`].
    pub fn inserts(&self, record: &Record, person: Option<&PersonId>) -> Result<(), InventoryError> {
        let Self { id, expected, next, ledger: _, certificate: _, ended_hold: _ } = self;
        if *id != record.id() || expected.is_some() || *next != record.status() {
            return Err(InventoryError::NotAnInsertion { record: record.id() });
        }
        let planned = record.ownership();
        if planned != Ownership::of(person) {
            return Err(InventoryError::PersonMismatch { record: record.id(), planned });
        }
        Ok(())
    }

    /// The record after this step. For `commit` of a store that keeps whole records.
    ///
    /// # Errors
    /// [`InventoryError::NotFound`] for another record, [`InventoryError::Conflict`] when its status is not the expected
    /// one.
    pub fn apply_to(&self, record: &Record) -> Result<Record, InventoryError> {
        let Self { id, expected, next, ledger: _, certificate, ended_hold } = self;
        if *id != record.id() {
            return Err(InventoryError::NotFound(*id));
        }
        let found = Some(record.status());
        if *expected != found {
            return Err(InventoryError::Conflict { id: *id, expected: *expected, found });
        }
        let mut changed = record.clone();
        changed.status = *next;
        changed.holds.extend(*ended_hold);
        if let Some(certificate) = certificate {
            changed.body = Body::Certificate(Arc::clone(certificate));
        }
        Ok(changed)
    }
}

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, expected, next, ledger: _, certificate: _, ended_hold: _ } = self;
        f.debug_struct("Change").field("id", id).field("expected", expected).field("next", next).finish_non_exhaustive()
    }
}
