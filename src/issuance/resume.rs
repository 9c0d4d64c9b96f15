//! Taking up a plan whose process ended, from the octets its record kept.
//!
//! Called by `Authority::resume`. There is no such road for keys made by the authority: the secret was never kept. The
//! surprising choice: the store is not believed. What it gives back is read, held against its record and the issuer,
//! and linted in both parts before it can be signed; what it cannot show is which policy granted it, so whoever can
//! write to the store can still plan a certificate that breaks no rule (SECURITY.md).

use std::sync::Arc;

use super::{
    Planned,
    lint::{self, Issuing, Judged},
};
use crate::{
    encoding::DecodeError,
    inventory::{Inquiry, Inventory, InventoryError, IssuerId, KeyId, KeyMaker, Record, RecordId, State},
    issuer::Issuer,
    policy::SubscriberKey,
    x509::{
        TbsCertificate,
        lint::{Findings, Part},
    },
};

/// Why a plan cannot be taken up again.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ResumeError {
    /// There is no such record, or the store failed.
    #[error(transparent)]
    Inventory(#[from] InventoryError),
    /// The record belongs to another issuer.
    #[error("record {id} belongs to another issuer; this authority is {own}")]
    OtherIssuer {
        /// The record.
        id: RecordId,
        /// The issuer of this authority.
        own: IssuerId,
    },
    /// The record is past signing.
    #[error("record {id} is {state}, and only a planned one can be taken up again")]
    NotPlanned {
        /// The record.
        id: RecordId,
        /// Its state.
        state: State,
    },
    /// The authority made the key, and it went with the process.
    #[error(
        "the key of record {id} was made by the authority and is gone, so its certificate could serve nobody; settle it \
         with `recover` and without a signature, which revokes it"
    )]
    SecretGone {
        /// The record.
        id: RecordId,
    },
    /// The record does not hold what was to be signed.
    #[error("record {0} does not hold what was to be signed")]
    NothingToSign(RecordId),
    /// The key was revoked as compromised since.
    #[error(
        "the key of record {id} was revoked as compromised with record {other} and is not certified again (EN 319 411-1 \
         REG-6.3.6-01A); settle it with `recover`"
    )]
    KeyCompromised {
        /// The record.
        id: RecordId,
        /// The record with which it was revoked.
        other: RecordId,
    },
    /// What was to be signed cannot be read.
    #[error("what was to be signed cannot be read: {0}")]
    ReadBack(#[from] DecodeError),
    /// What was to be signed is not what the record says.
    #[error("what was to be signed is not what record {id} says: {field} differs")]
    NotAsPlanned {
        /// The record.
        id: RecordId,
        /// The field.
        field: &'static str,
    },
    /// A lint rule found something.
    #[error(transparent)]
    Lint(#[from] Findings),
}

/// Takes it up to be signed, which a key that was compromised since it was planned is not.
pub(crate) fn resume(
    issuer: &Issuer,
    own: IssuerId,
    inventory: &Arc<dyn Inventory>,
    id: RecordId,
) -> Result<Planned<SubscriberKey>, ResumeError> {
    let planned = resume_signed(issuer, own, inventory, id)?;
    let record = planned.record();
    let inquiry = Inquiry::new(Some(record.key()), record.subject(), None);
    match inventory.history(&inquiry)?.key_compromised() {
        Some(other) => Err(ResumeError::KeyCompromised { id, other }),
        None => Ok(planned),
    }
}

/// Takes it up for a signature that there is: what was signed belongs on the rolls, whatever became of its key.
pub(crate) fn resume_signed(
    issuer: &Issuer,
    own: IssuerId,
    inventory: &Arc<dyn Inventory>,
    id: RecordId,
) -> Result<Planned<SubscriberKey>, ResumeError> {
    if id.issuer != own {
        return Err(ResumeError::OtherIssuer { id, own });
    }
    let record = inventory.find(id)?.ok_or(InventoryError::NotFound(id))?;
    let state = record.status().state();
    if state != State::Planned {
        return Err(ResumeError::NotPlanned { id, state });
    }
    if record.key_maker() == KeyMaker::Authority {
        return Err(ResumeError::SecretGone { id });
    }
    let tbs = record.to_be_signed().ok_or(ResumeError::NothingToSign(id))?.to_vec();
    compare(&tbs, id, &record, issuer)?;
    Ok(Planned::resumed(issuer.clone(), Arc::clone(inventory), tbs, record))
}

fn compare(tbs: &[u8], id: RecordId, record: &Record, issuer: &Issuer) -> Result<(), ResumeError> {
    let read = TbsCertificate::from_der(tbs)?;
    let key = KeyId::of(&read.public_key()?, issuer.provider().digest);
    let fields = [
        ("serialNumber", record.id() == id && read.serial() == id.serial.as_octets()),
        ("subjectPublicKeyInfo", key == record.key()),
        ("validity", read.validity() == record.validity()),
        ("subject", read.subject() == record.subject().as_der()),
    ];
    if let Some((field, _)) = fields.into_iter().find(|(_, same)| !same) {
        return Err(ResumeError::NotAsPlanned { id, field });
    }
    let judged = Judged { tbs: &read, issuer: Issuing::of(issuer) };
    lint::run(&judged, Part::Constant)?;
    lint::run(&judged, Part::Variable)?;
    Ok(())
}
