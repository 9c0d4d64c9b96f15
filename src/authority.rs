//! The authority: an issuer, an inventory, randomness. Every method is one arrow of the walk.
//!
//! The façade that services link. It holds no state of its own, so cloning shares everything, and everything it does can
//! be done with the stages below. The surprising choice: no method takes a clock or makes a key; `now` is an argument.

mod foreign;
mod status;

use std::{fmt, sync::Arc};

pub use self::status::OverdueHolds;

use crate::{
    crypto::{Provider, ProviderError, Random, Signature},
    error::Error,
    inventory::{Inventory, InventoryError, IssuerId, RecordId},
    issuance::{AdoptError, Adopted, Approved, Enrolled, Planned, ResumeError, Slot, resume, resume_signed},
    issuer::Issuer,
    policy::{Policy, SubscriberKey},
    revocation::{CrlDraft, CrlDraftError, CrlOrder},
    x509::{SerialNumber, Shard, Time},
};

/// An issuer with its rolls.
///
/// ```no_run
/// # use std::sync::Arc;
/// # use chancery::{Authority, Error, crypto::Provider, inventory::Inventory, issuer::Issuer};
/// fn open(issuer: Issuer, inventory: Arc<dyn Inventory>) -> Authority {
///     Authority::new(issuer, inventory)
/// }
/// ```
#[derive(Clone)]
pub struct Authority {
    issuer: Issuer,
    issuer_id: IssuerId,
    inventory: Arc<dyn Inventory>,
    random: Option<Arc<dyn Random>>,
}

impl Authority {
    /// An authority over an issuer and its rolls. Randomness comes from the issuer's provider.
    #[must_use]
    pub fn new(issuer: Issuer, inventory: Arc<dyn Inventory>) -> Self {
        let issuer_id = IssuerId::of(issuer.name(), issuer.public_key(), issuer.provider().digest);
        Self { issuer, issuer_id, inventory, random: None }
    }

    /// The same with another source of randomness for serial numbers.
    #[must_use]
    pub fn with_random(mut self, random: Arc<dyn Random>) -> Self {
        self.random = Some(random);
        self
    }

    /// Its issuer.
    #[must_use]
    pub const fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// Its rolls.
    #[must_use]
    pub fn inventory(&self) -> &Arc<dyn Inventory> {
        &self.inventory
    }

    /// The id under which the rolls know its issuer.
    #[must_use]
    pub const fn id(&self) -> IssuerId {
        self.issuer_id
    }

    /// The provider it verifies and hashes with.
    #[must_use]
    pub fn provider(&self) -> &Provider {
        self.issuer.provider()
    }

    /// Puts a policy in force.
    ///
    /// # Errors
    /// [`AdoptError`]: the profile, the issuer's path length, a required address, a lint rule, the second reader.
    pub fn adopt<P: Policy>(&self, policy: P) -> Result<Adopted<P>, AdoptError> {
        Adopted::adopt(policy, self.issuer.clone(), self.issuer_id, Arc::clone(&self.inventory))
    }

    /// Draws a serial number and its shard.
    ///
    /// # Errors
    /// [`ProviderError`] of the source of randomness.
    pub fn slot(&self) -> Result<Slot, ProviderError> {
        let random = self.random.as_deref().unwrap_or_else(|| self.provider().random);
        Ok(Slot::new(SerialNumber::draw(random)?, Shard::ONLY))
    }

    /// The last four arrows in one: prepare, plan, sign, complete.
    ///
    /// # Errors
    /// [`Error`] of whichever fails; what it kept is given up, so use the arrows where a retry is wanted.
    pub fn issue<P: Policy>(&self, approved: Approved<P>, now: Time) -> Result<Enrolled<P::KeyOrigin>, Error> {
        Ok(approved.prepare(self.slot()?, now)?.plan()?.sign()?.complete()?)
    }

    /// Takes up a plan whose process ended, from the octets its record kept.
    ///
    /// # Errors
    /// [`ResumeError`].
    pub fn resume(&self, id: RecordId) -> Result<Planned<SubscriberKey>, ResumeError> {
        resume(&self.issuer, self.issuer_id, &self.inventory, id)
    }

    /// Settles a record that was planned and never completed: with the signature that turned up, or by revoking it as of
    /// `now`.
    ///
    /// # Errors
    /// [`Error`]: a signature that does not hold, a record that is not planned, a store that failed.
    pub fn recover(&self, id: RecordId, found: Option<&Signature>, now: Time) -> Result<(), Error> {
        if let Some(signature) = found {
            let planned = resume_signed(&self.issuer, self.issuer_id, &self.inventory, id)?;
            let _ = planned.attach(signature)?.complete()?;
            return Ok(());
        }
        if id.issuer != self.issuer_id {
            return Err(ResumeError::OtherIssuer { id, own: self.issuer_id }.into());
        }
        let record = self.inventory.find(id)?.ok_or(InventoryError::NotFound(id))?;
        let change = record.revoke_undetermined(now).map_err(InventoryError::from)?;
        Ok(self.inventory.commit(&change)?)
    }

    /// Draws the next full CRL from the rolls: numbered, written, read back, linted, and not signed yet.
    ///
    /// # Errors
    /// [`CrlDraftError`].
    pub fn crl(&self, order: &CrlOrder<'_>) -> Result<CrlDraft, CrlDraftError> {
        CrlDraft::draw(&self.issuer, self.inventory.as_ref(), order)
    }
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authority").field("issuer", self.issuer.name()).finish_non_exhaustive()
    }
}
