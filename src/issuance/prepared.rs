//! Prepared: complete, read back, linted, and not yet on record.
//!
//! Made by `Approved::prepare`, used up by [`Prepared::plan`], which puts the intent and the to-be-signed octets on the
//! rolls. The surprising choice: it has no `sign`; a key is used only for what the inventory already knows, so that after
//! a power cut the rolls still name everything the key may have signed.

use std::{fmt, sync::Arc};

use super::{Planned, Slot, form::Form, lint::RulesRun};
use crate::{
    crypto::PublicKey,
    inventory::{InventoryError, KeyId, PersonId, Plan, Record, RecordId},
    policy::KeyOrigin,
    x509::{Kept, Name, Time, Validity},
};

/// A certificate that lacks nothing but its record and its signature.
///
/// It cannot be signed before it is planned:
///
/// ```compile_fail,E0599
/// # use chancery::{issuance::Prepared, policy::SubscriberKey};
/// fn sign_first(prepared: Prepared<SubscriberKey>) {
///     let _ = prepared.sign();
/// }
/// ```
#[must_use]
pub struct Prepared<O: KeyOrigin> {
    pub(super) form: Arc<Form>,
    pub(super) tbs: Vec<u8>,
    pub(super) slot: Slot,
    pub(super) validity: Validity,
    pub(super) public_key: PublicKey,
    pub(super) subject: Name,
    pub(super) person: Option<PersonId>,
    pub(super) renews: Option<RecordId>,
    pub(super) at: Time,
    pub(super) rules: RulesRun,
    pub(super) secret: O::Secret,
}

impl<O: KeyOrigin> Prepared<O> {
    /// The octets that will be signed.
    #[must_use]
    pub fn tbs(&self) -> &[u8] {
        &self.tbs
    }

    /// The lint rules that looked at them, when the policy was adopted and now.
    #[must_use]
    pub const fn rules(&self) -> &RulesRun {
        &self.rules
    }

    /// The record it will have.
    #[must_use]
    pub fn id(&self) -> RecordId {
        RecordId { issuer: self.form.issuer_id, serial: self.slot.serial() }
    }

    /// Puts the intent on the rolls: who, which key, which octets, under which suspension rule.
    ///
    /// # Errors
    /// [`InventoryError`], with the prepared certificate given back: a serial number, a key, a subject or the one place of
    /// a person that is taken, or a store that failed.
    pub fn plan(self) -> Result<Planned<O>, Kept<Self, InventoryError>> {
        let profile = self.form.profile.profile();
        let digest = self.form.issuer.provider().digest;
        let record = Record::planned(Plan {
            id: self.id(),
            shard: self.slot.shard(),
            subject: self.subject.clone(),
            key: KeyId::of(&self.public_key, digest),
            key_maker: O::MAKER,
            policy: &profile.name,
            suspension: profile.suspension,
            at_once: profile.renewal.at_once,
            renews: self.renews,
            validity: self.validity,
            to_be_signed: &self.tbs,
            person: self.person.as_ref(),
            at: self.at,
        });
        let inserted = record
            .insertion()
            .map_err(InventoryError::from)
            .and_then(|change| self.form.inventory.insert(&record, self.person.as_ref(), &change));
        match inserted {
            Ok(()) => Ok(Planned::new(&self.form, self.tbs, record, self.secret)),
            Err(cause) => Err(Kept::new(self, cause)),
        }
    }
}

impl<O: KeyOrigin> fmt::Debug for Prepared<O> {
    /// The octets by their length: they hold the subject.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepared")
            .field("id", &self.id())
            .field("subject", &self.subject)
            .field("octets", &self.tbs.len())
            .field("rules", &self.rules)
            .finish_non_exhaustive()
    }
}
