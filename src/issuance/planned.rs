//! Planned: on record, about to be signed, in process or elsewhere.
//!
//! Made by `Prepared::plan` and by `Authority::resume`; used up by [`Planned::sign`] or [`Planned::attach`]. The
//! surprising choice: it can be abandoned only while nobody else has seen what is to be signed. After that nobody can know
//! where a signature went, so such a record is completed or revoked, never forgotten.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

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
    /// Whether anybody may have signed it: it was shown to a key elsewhere, a signer failed over it, or an earlier process
    /// planned it.
    may_be_signed: AtomicBool,
}

/// Why a plan was not given up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AbandonError {
    /// Somebody may have signed it already.
    #[error(
        "record {0} may have been signed already, so it cannot be abandoned; complete it, or settle it with `recover`"
    )]
    MayBeSigned(RecordId),
    /// The store refused or failed.
    #[error(transparent)]
    Inventory(#[from] InventoryError),
}

impl<O: KeyOrigin> Planned<O> {
    pub(super) fn new(form: &Form, tbs: Vec<u8>, record: Record, secret: O::Secret) -> Self {
        let (issuer, inventory) = (form.issuer.clone(), Arc::clone(&form.inventory));
        Self { issuer, inventory, tbs, record, secret, may_be_signed: AtomicBool::new(false) }
    }

    pub(super) fn resumed(issuer: Issuer, inventory: Arc<dyn Inventory>, tbs: Vec<u8>, record: Record) -> Self
    where
        O: KeyOrigin<Secret = ()>,
    {
        Self { issuer, inventory, tbs, record, secret: (), may_be_signed: AtomicBool::new(true) }
    }

    pub(super) const fn record(&self) -> &Record {
        &self.record
    }

    /// Its record.
    #[must_use]
    pub const fn id(&self) -> RecordId {
        self.record.id()
    }

    /// Gives the plan up; the serial number is burnt. The ledger dates it to the planning.
    ///
    /// # Errors
    /// [`AbandonError`], with the plan given back: somebody may have signed it, or the store failed.
    pub fn abandon(self) -> Result<(), Kept<Self, AbandonError>> {
        self.try_abandon().map_err(|cause| Kept::new(self, cause))
    }

    fn try_abandon(&self) -> Result<(), AbandonError> {
        if self.may_be_signed.load(Ordering::Relaxed) {
            return Err(AbandonError::MayBeSigned(self.id()));
        }
        let change = self.record.abandon(self.record.planned_at()).map_err(InventoryError::from)?;
        Ok(self.inventory.commit(&change)?)
    }

    /// Uses the key, once.
    ///
    /// # Errors
    /// [`SignError`], with the plan given back: a key elsewhere, or a signer that failed.
    pub fn sign(self) -> Result<Unrecorded<O>, Kept<Self, SignError>> {
        match signed::sign(&self.tbs, self.issuer.signer(), self.issuer.algorithm(), self.issuer.self_checker()) {
            Ok(certificate) => Ok(self.signed(certificate)),
            Err(cause) => {
                if !matches!(cause, SignError::Remote) {
                    self.may_be_signed.store(true, Ordering::Relaxed);
                }
                Err(Kept::new(self, cause))
            }
        }
    }

    /// What a key elsewhere must sign. From here on the plan cannot be abandoned.
    #[must_use]
    pub fn to_be_signed(&self) -> ToBeSigned<'_> {
        self.may_be_signed.store(true, Ordering::Relaxed);
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
