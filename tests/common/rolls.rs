//! Rolls that hold nothing but what a CRL lists: for the tests and the benches of revocation lists.
//!
//! An inventory to the letter of its contract as far as lists are concerned; of records it knows nothing. The surprising
//! choice: entries are set from outside, in any order and as often as a test likes, and come out sorted unless the test is
//! about a store that does not sort.
#![allow(dead_code, reason = "each test binary that includes this file uses some of it")]
#![allow(clippy::unwrap_used, reason = "a poisoned lock is a failed test")]

use std::{ops::ControlFlow, sync::Mutex};

use chancery::{
    inventory::{
        Change, ComparisonKey, Foreign, ForeignId, History, Inquiry, Inventory, InventoryError, LedgerEntry, PersonId,
        Record, RecordId, RegisteredForeign, RevokedEntry, Scope, Withdrawal,
    },
    x509::{Reason, SerialNumber, Time},
};

/// What is revoked and held, and the last CRL number.
#[derive(Debug, Default)]
pub(crate) struct Rolls {
    entries: Mutex<Vec<RevokedEntry>>,
    last: Mutex<u64>,
    deaf: bool,
}

impl Rolls {
    /// Rolls that give these entries in this order.
    pub(crate) fn unsorted(entries: impl Into<Vec<RevokedEntry>>) -> Self {
        Self { entries: Mutex::new(entries.into()), ..Self::default() }
    }

    pub(crate) fn of(entries: impl Into<Vec<RevokedEntry>>) -> Self {
        let rolls = Self::unsorted(entries);
        rolls.entries.lock().unwrap().sort_by_key(|entry| entry.serial);
        rolls
    }

    /// The last number as a backup had it.
    pub(crate) fn with_last_number(self, last: u64) -> Self {
        *self.last.lock().unwrap() = last;
        self
    }

    /// The same, deaf to floors.
    pub(crate) fn deaf(self) -> Self {
        Self { deaf: true, ..self }
    }

    pub(crate) fn last_number(&self) -> u64 {
        *self.last.lock().unwrap()
    }

    pub(crate) fn set(&self, entry: RevokedEntry) {
        let mut entries = self.entries.lock().unwrap();
        entries.retain(|known| known.serial != entry.serial);
        entries.push(entry);
        entries.sort_by_key(|entry| entry.serial);
    }

    pub(crate) fn remove(&self, serial: SerialNumber) {
        self.entries.lock().unwrap().retain(|known| known.serial != serial);
    }
}

/// The serial number 40…00 and this much.
pub(crate) fn serial(number: u32) -> SerialNumber {
    let mut octets = [0; SerialNumber::OCTETS];
    octets[0] = 0x40;
    octets[12..].copy_from_slice(&number.to_be_bytes());
    SerialNumber::from_octets(octets).unwrap()
}

/// A certificate that is revoked or held from `at` on and expires at the end of 2030.
pub(crate) fn entry(number: u32, at: &str, reason: Reason) -> RevokedEntry {
    let not_after = "2030-12-31T23:59:59Z".parse().unwrap();
    let at = at.parse().unwrap();
    let (invalid_since, held_since, released_at) = (None, None, None);
    RevokedEntry { serial: serial(number), at, reason, invalid_since, held_since, released_at, not_after }
}

pub(crate) fn expiring(entry: RevokedEntry, not_after: Time) -> RevokedEntry {
    RevokedEntry { not_after, ..entry }
}

const NO_RECORDS: &str = "these rolls know entries and no records";

impl Inventory for Rolls {
    fn insert(&self, _: &Record, _: Option<&PersonId>, _: &Change) -> Result<(), InventoryError> {
        unreachable!("{NO_RECORDS}")
    }
    fn commit(&self, _: &Change) -> Result<(), InventoryError> {
        unreachable!("{NO_RECORDS}")
    }
    fn note(&self, _: &LedgerEntry) -> Result<(), InventoryError> {
        Ok(())
    }
    fn find(&self, _: RecordId) -> Result<Option<Record>, InventoryError> {
        Ok(None)
    }
    fn history(&self, _: &Inquiry) -> Result<History, InventoryError> {
        unreachable!("{NO_RECORDS}")
    }
    fn undetermined(&self, _: &mut dyn FnMut(&Record) -> ControlFlow<()>) -> Result<(), InventoryError> {
        Ok(())
    }
    fn next_crl_number(&self, _: Scope, floor: u64) -> Result<u64, InventoryError> {
        let mut last = self.last.lock().unwrap();
        *last = (*last + 1).max(if self.deaf { 0 } else { floor });
        Ok(*last)
    }
    fn revoked(&self, _: Scope, visit: &mut dyn FnMut(&RevokedEntry) -> ControlFlow<()>) -> Result<(), InventoryError> {
        let _ = self.entries.lock().unwrap().iter().try_for_each(visit);
        Ok(())
    }
    fn register(&self, _: &Foreign, _: Option<&PersonId>) -> Result<(), InventoryError> {
        unreachable!("{NO_RECORDS}")
    }
    fn withdraw(&self, _: &Withdrawal) -> Result<(), InventoryError> {
        unreachable!("{NO_RECORDS}")
    }
    fn registered(&self, _: ForeignId) -> Result<Option<RegisteredForeign>, InventoryError> {
        Ok(None)
    }
    fn registered_as(
        &self,
        _: &ComparisonKey,
        _: &mut dyn FnMut(&RegisteredForeign) -> ControlFlow<()>,
    ) -> Result<(), InventoryError> {
        Ok(())
    }
}
