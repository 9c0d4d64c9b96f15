//! A record as stores keep it: a plain struct with a version.
//!
//! Written by [`Record::to_stored`], read by [`Record::from_stored`]; with serde every field is text or base64, a SQL
//! store maps them to columns. Reading one makes a [`Record`] and no evidence: a store is trusted to give back what it
//! was given (SECURITY.md), so what is refused here is what this library could not have written, not what somebody
//! forged. The surprising choice: the subject is kept as DER beside the certificate that has it too, because a planned
//! record has no certificate and a text form would show identity numbers.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    CertificatesAtOnce, ComparisonKey, HoldPeriod, IssuerId, KeyId, KeyMaker, Octets, Ownership, Record, RecordId,
    State, Status, SuspensionRule, record::Body,
};
use crate::{
    encoding::{DecodeError, Reader},
    x509::{Name, Reason, SerialNumber, Shard, Time, TimeError, Validity},
};

/// Everything in a [`Record`], for stores.
///
/// The person is not in it: a store keeps its [`PersonHash`](super::PersonHash) beside it when `ownership` says that
/// there is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "a store maps every field; another field is another version")]
pub struct StoredRecord {
    /// Which shape this is: [`StoredRecord::VERSION`].
    pub version: u16,
    /// The issuer.
    pub issuer: IssuerId,
    /// The serial number.
    pub serial: SerialNumber,
    /// The shard.
    pub shard: Shard,
    /// The subject, DER of a `Name`.
    pub subject: Octets,
    /// The certified key.
    pub key: KeyId,
    /// Who made it.
    pub key_maker: KeyMaker,
    /// The policy that granted it.
    pub policy: String,
    /// The rule about suspension when it was planned.
    pub suspension: SuspensionRule,
    /// How many certificates of the policy its person could have at once when it was planned.
    pub at_once: CertificatesAtOnce,
    /// The record it renews, if it renews one.
    pub renews: Option<RecordId>,
    /// First second of the certificate.
    pub not_before: Time,
    /// Last second of the certificate.
    pub not_after: Time,
    /// When it was planned.
    pub planned_at: Time,
    /// What is to be signed, or the certificate.
    pub body: StoredBody,
    /// Where it stands.
    pub status: Status,
    /// The holds that are over, oldest first.
    pub holds: Vec<HoldPeriod>,
    /// Whether it belongs to a person.
    pub ownership: Ownership,
}

/// The octets of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "a store maps both")]
pub enum StoredBody {
    /// DER of a `TBSCertificate`.
    ToBeSigned(Octets),
    /// DER of a `Certificate`.
    Certificate(Octets),
}

/// Why something is not a record this library wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoredRecordError {
    /// Another version.
    #[error("a stored record of version {found}; this library reads version {known}")]
    UnknownVersion {
        /// Its version.
        found: u16,
        /// The version this library reads.
        known: u16,
    },
    /// The subject is not a name.
    #[error("the subject of a stored record is not a name")]
    Subject(#[source] DecodeError),
    /// The window is none.
    #[error(transparent)]
    Validity(#[from] TimeError),
    /// A hold that is told as a revocation: it would be listed as one and could leave the list again.
    #[error("a stored record is revoked for the reason certificateHold, which ends no certificate (RFC 5280 §5.3.1)")]
    HoldAsRevocation,
    /// One at once of somebody who is not known: nobody could have counted.
    #[error("a stored record is the one certificate its person may have at once, and belongs to nobody in person")]
    OneOfNobody,
    /// A record that renews itself.
    #[error("a stored record renews itself")]
    RenewsItself,
    /// Octets to sign where there must be a certificate, or the other way round.
    #[error("a stored record is {state} and holds {}", .found.name())]
    WrongBody {
        /// Its state.
        state: State,
        /// What it holds.
        found: WrongBody,
    },
}

/// What a stored record holds instead of what its state asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "one for each body")]
pub enum WrongBody {
    /// No certificate.
    NoCertificate,
    /// A certificate that cannot exist yet, or ever.
    ACertificate,
}

impl StoredRecord {
    /// The version this library writes and reads.
    pub const VERSION: u16 = 1;

    /// The id of the record.
    #[must_use]
    pub const fn id(&self) -> RecordId {
        RecordId { issuer: self.issuer, serial: self.serial }
    }
}

impl Record {
    /// The record for a store to keep.
    #[must_use]
    pub fn to_stored(&self) -> StoredRecord {
        let octets = |octets: &Arc<[u8]>| Octets::new(octets.to_vec());
        StoredRecord {
            version: StoredRecord::VERSION,
            issuer: self.id.issuer,
            serial: self.id.serial,
            shard: self.shard,
            subject: Octets::new(self.subject.as_der()),
            key: self.key,
            key_maker: self.key_maker,
            policy: self.policy.to_string(),
            suspension: self.suspension,
            at_once: self.at_once,
            renews: self.renews,
            not_before: self.validity.not_before(),
            not_after: self.validity.not_after(),
            planned_at: self.planned_at,
            body: match &self.body {
                Body::ToBeSigned(to_be_signed) => StoredBody::ToBeSigned(octets(to_be_signed)),
                Body::Certificate(certificate) => StoredBody::Certificate(octets(certificate)),
            },
            status: self.status,
            holds: self.holds.clone(),
            ownership: self.ownership,
        }
    }

    /// The record a store kept. For stores, and for whoever tests one.
    ///
    /// # Errors
    /// [`StoredRecordError`] for what [`Record::to_stored`] never wrote.
    pub fn from_stored(stored: StoredRecord) -> Result<Self, StoredRecordError> {
        let id = stored.id();
        let StoredRecord { version, shard, subject, key, key_maker, policy, body, status, holds, ownership, .. } =
            stored;
        if version != StoredRecord::VERSION {
            return Err(StoredRecordError::UnknownVersion { found: version, known: StoredRecord::VERSION });
        }
        let validity = Validity::new(stored.not_before, stored.not_after)?;
        // As lenient as for the names of others: the rules for names may have grown since this one was written.
        let subject =
            Reader::whole(subject.as_ref(), "Name", Name::decode_foreign).map_err(StoredRecordError::Subject)?;
        fits(status.state(), &body)?;
        if let Status::Revoked { reason: Reason::CertificateHold, .. } = status {
            return Err(StoredRecordError::HoldAsRevocation);
        }
        if let (CertificatesAtOnce::One, Ownership::Nobody) = (stored.at_once, ownership) {
            return Err(StoredRecordError::OneOfNobody);
        }
        if stored.renews == Some(id) {
            return Err(StoredRecordError::RenewsItself);
        }
        Ok(Self {
            id,
            shard,
            comparison_key: ComparisonKey::of(&subject),
            subject,
            key,
            key_maker,
            policy: policy.into(),
            suspension: stored.suspension,
            at_once: stored.at_once,
            renews: stored.renews,
            validity,
            planned_at: stored.planned_at,
            body: match body {
                StoredBody::ToBeSigned(to_be_signed) => Body::ToBeSigned(to_be_signed.as_ref().into()),
                StoredBody::Certificate(certificate) => Body::Certificate(certificate.as_ref().into()),
            },
            status,
            holds,
            ownership,
        })
    }
}

/// A revoked record may hold either: what a crash left behind is revoked without a certificate.
const fn fits(state: State, body: &StoredBody) -> Result<(), StoredRecordError> {
    let found = match (state, body) {
        (State::Planned | State::Abandoned, StoredBody::Certificate(_)) => WrongBody::ACertificate,
        (State::Issued | State::Held, StoredBody::ToBeSigned(_)) => WrongBody::NoCertificate,
        _ => return Ok(()),
    };
    Err(StoredRecordError::WrongBody { state, found })
}

impl WrongBody {
    const fn name(self) -> &'static str {
        match self {
            Self::NoCertificate => "no certificate",
            Self::ACertificate => "a certificate",
        }
    }
}
