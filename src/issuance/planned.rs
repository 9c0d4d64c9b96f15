//! Planned: on record, about to be signed, in process or elsewhere.
//!
//! Made by `Prepared::plan` and by `Authority::resume`; used up by [`Planned::sign`] or [`Planned::attach`]. The
//! surprising choice: it can be abandoned only here. After the key was used nobody can know where the signature went,
//! so a record that was signed is completed or revoked, never forgotten.

use std::{fmt, sync::Arc};

use super::{Unrecorded, form::Form};
use crate::{
    crypto::{Provider, SignError, Signature, VerifyError},
    inventory::{Inventory, InventoryError, Record, RecordId},
    issuer::Issuer,
    policy::KeyOrigin,
    x509::{Kept, ToBeSigned, signed},
};

/// A certificate on record that lacks its signature.
///
/// It is signed once:
///
/// ```compile_fail,E0382
/// # use chancery::{issuance::Planned, policy::SubscriberKey};
/// fn twice(planned: Planned<SubscriberKey>) {
///     let _ = planned.sign();
///     let _ = planned.sign();
/// }
/// ```
#[must_use]
pub struct Planned<O: KeyOrigin> {
    issuer: Issuer,
    inventory: Arc<dyn Inventory>,
    tbs: Vec<u8>,
    record: Record,
    secret: O::Secret,
}

impl<O: KeyOrigin> Planned<O> {
    pub(super) fn new(form: &Form, tbs: Vec<u8>, record: Record, secret: O::Secret) -> Self {
        let (issuer, inventory) = (form.issuer.clone(), Arc::clone(&form.inventory));
        Self { issuer, inventory, tbs, record, secret }
    }

    pub(super) fn resumed(issuer: Issuer, inventory: Arc<dyn Inventory>, tbs: Vec<u8>, record: Record) -> Self
    where
        O: KeyOrigin<Secret = ()>,
    {
        Self { issuer, inventory, tbs, record, secret: () }
    }

    /// Its record.
    #[must_use]
    pub const fn id(&self) -> RecordId {
        self.record.id()
    }

    /// Gives the plan up; the serial number is burnt.
    ///
    /// # Errors
    /// [`InventoryError`], with the plan given back.
    pub fn abandon(self) -> Result<(), Kept<Self, InventoryError>> {
        let committed = self
            .record
            .abandon(self.record.planned_at())
            .map_err(InventoryError::from)
            .and_then(|change| self.inventory.commit(&change));
        committed.map_err(|cause| Kept::new(self, cause))
    }

    /// Uses the key, once.
    ///
    /// # Errors
    /// [`SignError`], with the plan given back: a key elsewhere, or a signer that failed.
    pub fn sign(self) -> Result<Unrecorded<O>, Kept<Self, SignError>> {
        match signed::sign(&self.tbs, self.issuer.signer(), self.issuer.algorithm(), self.issuer.self_checker()) {
            Ok(certificate) => Ok(self.signed(certificate)),
            Err(cause) => Err(Kept::new(self, cause)),
        }
    }

    /// What a key elsewhere must sign.
    #[must_use]
    pub fn to_be_signed(&self) -> ToBeSigned<'_> {
        ToBeSigned::new(&self.tbs, self.issuer.algorithm(), self.provider())
    }

    /// Takes a signature made elsewhere, which must hold under the issuer's key.
    ///
    /// # Errors
    /// [`VerifyError`], with the plan given back.
    pub fn attach(self, signature: &Signature) -> Result<Unrecorded<O>, Kept<Self, VerifyError>> {
        let issuer = &self.issuer;
        let verifier = self.provider().verifier;
        match signed::attach(&self.tbs, issuer.public_key(), issuer.algorithm(), signature, verifier) {
            Ok(certificate) => Ok(self.signed(certificate)),
            Err(cause) => Err(Kept::new(self, cause)),
        }
    }

    fn provider(&self) -> &Provider {
        self.issuer.provider()
    }

    fn signed(self, certificate: Vec<u8>) -> Unrecorded<O> {
        Unrecorded { certificate, inventory: self.inventory, record: self.record, secret: self.secret }
    }
}

impl<O: KeyOrigin> fmt::Debug for Planned<O> {
    /// The octets by their length: they hold the subject.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Planned").field("record", &self.record).field("octets", &self.tbs.len()).finish_non_exhaustive()
    }
}
