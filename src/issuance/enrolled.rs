//! Signed, and then on the rolls.
//!
//! `Unrecorded` is made by `Planned::sign` and `Planned::attach`, used up by [`Unrecorded::complete`]; `Enrolled` is the end
//! of the walk. The surprising choice: the octets of an unrecorded certificate cannot be read by anyone.

use std::{fmt, sync::Arc};

use crate::{
    crypto::SecretKey,
    encoding::DecodeError,
    inventory::{Inventory, InventoryError, Record, RecordId},
    policy::{AuthorityKey, KeyOrigin, SubscriberKey},
    x509::{Certificate, Kept},
};

/// Signed. Its octets come out only when the inventory has them.
#[must_use]
pub struct Unrecorded<O: KeyOrigin> {
    pub(super) certificate: Vec<u8>,
    pub(super) inventory: Arc<dyn Inventory>,
    pub(super) record: Record,
    pub(super) secret: O::Secret,
}

/// On the rolls.
///
/// The certificate of a key made by the authority does not leave alone:
///
/// ```compile_fail,E0599
/// # use chancery::{issuance::Enrolled, policy::AuthorityKey};
/// fn bare(enrolled: Enrolled<AuthorityKey>) {
///     let _ = enrolled.into_certificate();
/// }
/// ```
#[must_use]
#[derive(Debug)]
pub struct Enrolled<O: KeyOrigin> {
    certificate: Certificate,
    id: RecordId,
    secret: O::Secret,
}

/// Why a signed certificate is not on the rolls.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CompleteError {
    /// The store refused or failed.
    #[error(transparent)]
    Inventory(#[from] InventoryError),
    /// What was signed cannot be read back.
    #[error("what was signed cannot be read back: {0}")]
    ReadBack(#[from] DecodeError),
}

impl<O: KeyOrigin> Unrecorded<O> {
    /// Puts the certificate on the rolls. The ledger dates it to the planning, the last time the walk was given.
    ///
    /// # Errors
    /// [`CompleteError`], with the signed certificate given back, so that a database that comes back loses nothing.
    pub fn complete(self) -> Result<Enrolled<O>, Kept<Self, CompleteError>> {
        match self.record_it() {
            Ok(certificate) => Ok(Enrolled { certificate, id: self.record.id(), secret: self.secret }),
            Err(cause) => Err(Kept::new(self, cause)),
        }
    }

    fn record_it(&self) -> Result<Certificate, CompleteError> {
        let certificate = Certificate::from_der(&self.certificate)?;
        let change = self.record.complete(&self.certificate, self.record.planned_at()).map_err(InventoryError::from)?;
        self.inventory.commit(&change)?;
        Ok(certificate)
    }

    /// Its record.
    #[must_use]
    pub const fn id(&self) -> RecordId {
        self.record.id()
    }
}

impl<O: KeyOrigin> fmt::Debug for Unrecorded<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unrecorded").field("id", &self.record.id()).finish_non_exhaustive()
    }
}

impl<O: KeyOrigin> Enrolled<O> {
    /// The certificate.
    #[must_use]
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Its record.
    #[must_use]
    pub const fn id(&self) -> RecordId {
        self.id
    }
}

impl Enrolled<SubscriberKey> {
    /// The certificate, to be handed out.
    #[must_use]
    pub fn into_certificate(self) -> Certificate {
        let Self { certificate, id: _, secret: () } = self;
        certificate
    }
}

impl Enrolled<AuthorityKey> {
    /// The key and its certificate, for the bundle in which they leave.
    pub(crate) fn into_parts(self) -> (SecretKey, Certificate) {
        let Self { certificate, id: _, secret } = self;
        (secret, certificate)
    }
}
