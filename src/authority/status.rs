//! Hold, release, revoke: the arrows after the walk.
//!
//! Each finds the record of one certificate, asks the rules of `inventory` for the change and commits it; a certificate
//! that changed in between is a conflict and is told as one. RFC 5280 §5.3.1, domain §5.3 points 8 and 20. The
//! surprising choice: a hold that ran out ends only when somebody calls [`Authority::revoke_overdue`]; nothing here
//! happens by itself.

use std::ops::ControlFlow;

use super::Authority;
use crate::{
    inventory::{
        Change, IllegalTransition, InventoryError, Record, RecordId, Requested, Revocation, Scope, Status,
        SuspensionRule,
    },
    x509::{Kept, Reason, SerialNumber, Shard, Time},
};

/// The holds that had run out, as [`Authority::revoke_overdue`] found them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OverdueHolds {
    /// Revoked now, for the reason their policy names.
    pub revoked: Vec<RecordId>,
    /// Still held: their policy names no reason, so somebody must release or revoke them.
    pub undecided: Vec<RecordId>,
}

impl Authority {
    /// Suspends a certificate, from a time and until a time or until somebody decides.
    ///
    /// # Errors
    /// [`InventoryError::Illegal`] with the rule that forbids it, [`InventoryError::NotFound`],
    /// [`InventoryError::Conflict`], [`InventoryError::Store`].
    pub fn hold(
        &self,
        serial: SerialNumber,
        since: Time,
        until: Option<Time>,
        requested: Requested,
    ) -> Result<Status, InventoryError> {
        self.step(serial, |record| record.hold(since, until, requested))
    }

    /// Ends the suspension of a certificate.
    ///
    /// # Errors
    /// As [`Authority::hold`].
    pub fn release(&self, serial: SerialNumber, at: Time, requested: Requested) -> Result<Status, InventoryError> {
        self.step(serial, |record| record.release(at, requested))
    }

    /// Revokes a certificate, for good; an expired one too.
    ///
    /// # Errors
    /// As [`Authority::hold`].
    pub fn revoke(&self, serial: SerialNumber, revocation: Revocation) -> Result<Status, InventoryError> {
        self.step(serial, |record| record.revoke(revocation))
    }

    /// Revokes what was held for longer than it was to be, where its policy says that this follows.
    ///
    /// # Errors
    /// [`InventoryError`] of the store or of the first record that changed in between, with what was done before it; call
    /// it again for the rest.
    pub fn revoke_overdue(&self, now: Time) -> Result<OverdueHolds, Kept<OverdueHolds, InventoryError>> {
        let mut holds = OverdueHolds { revoked: Vec::new(), undecided: Vec::new() };
        match self.try_revoke_overdue(now, &mut holds) {
            Ok(()) => Ok(holds),
            Err(cause) => Err(Kept::new(holds, cause)),
        }
    }

    fn try_revoke_overdue(&self, now: Time, holds: &mut OverdueHolds) -> Result<(), InventoryError> {
        for serial in self.held()? {
            let record = self.record(serial)?;
            if !record.is_hold_overdue(now) {
                continue;
            }
            match record.suspension() {
                SuspensionRule::Allowed { then: Some(_), .. } => {
                    self.inventory.commit(&record.revoke_overdue(now)?)?;
                    holds.revoked.push(record.id());
                }
                _ => holds.undecided.push(record.id()),
            }
        }
        Ok(())
    }

    /// The serial numbers that are held; read whole first, because a store is not called from within a visit.
    fn held(&self) -> Result<Vec<SerialNumber>, InventoryError> {
        let mut held = Vec::new();
        let scope = Scope { issuer: self.issuer_id, shard: Shard::ONLY };
        self.inventory.revoked(scope, &mut |entry| {
            if entry.reason == Reason::CertificateHold && entry.released_at.is_none() {
                held.push(entry.serial);
            }
            ControlFlow::Continue(())
        })?;
        Ok(held)
    }

    fn step(
        &self,
        serial: SerialNumber,
        rule: impl FnOnce(&Record) -> Result<Change, IllegalTransition>,
    ) -> Result<Status, InventoryError> {
        let change = rule(&self.record(serial)?)?;
        self.inventory.commit(&change)?;
        Ok(change.next())
    }

    fn record(&self, serial: SerialNumber) -> Result<Record, InventoryError> {
        let id = RecordId { issuer: self.issuer_id, serial };
        self.inventory.find(id)?.ok_or(InventoryError::NotFound(id))
    }
}
