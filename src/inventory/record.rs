//! A record: everything the rolls know of one certificate.
//!
//! Made by `issuance` when a certificate is planned and by stores from what they kept ([`Record::from_stored`]); it
//! changes only by way of the rules in `rules.rs`. While planned it holds the to-be-signed octets, so that a signature
//! can still be made or attached after a crash (design §6), and afterwards the certificate.
//! The surprising choice: no person in it. Who owns a certificate is beside the record, as a hash only its store can
//! compare; the record says no more than whether there is one.

use std::{fmt, sync::Arc};

use super::{
    CertificatesAtOnce, ComparisonKey, HoldPeriod, KeyId, KeyMaker, PersonHash, PersonId, RecordId, RevokedEntry,
    Scope, Status, SuspensionRule, person::may_be_of_another,
};
use crate::x509::{Name, Reason, Shard, Time, Validity};

/// One certificate on the rolls.
///
/// A value of this type has passed through [`from_stored`](Record::from_stored) or comes from an approval; its
/// certificate, once there is one, is the very octets that were planned, signed.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    pub(super) id: RecordId,
    pub(super) shard: Shard,
    pub(super) subject: Name,
    pub(super) comparison_key: ComparisonKey,
    pub(super) key: KeyId,
    pub(super) key_maker: KeyMaker,
    pub(super) policy: Arc<str>,
    pub(super) suspension: SuspensionRule,
    pub(super) at_once: CertificatesAtOnce,
    pub(super) renews: Option<RecordId>,
    pub(super) validity: Validity,
    pub(super) planned_at: Time,
    pub(super) body: Body,
    pub(super) status: Status,
    pub(super) holds: Vec<HoldPeriod>,
    pub(super) ownership: Ownership,
}

/// The octets of a record.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Body {
    ToBeSigned(Arc<[u8]>),
    Certificate(Arc<[u8]>),
}

/// Whether a certificate belongs to a person, whose hash the store keeps beside the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "a store maps both")]
pub enum Ownership {
    /// It does, to a natural or a legal one.
    Person,
    /// Whose it is, nobody told.
    Nobody,
}

/// What `issuance` knows when it plans a certificate.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    pub(crate) id: RecordId,
    pub(crate) shard: Shard,
    pub(crate) subject: Name,
    pub(crate) key: KeyId,
    pub(crate) key_maker: KeyMaker,
    pub(crate) policy: &'a str,
    pub(crate) suspension: SuspensionRule,
    pub(crate) at_once: CertificatesAtOnce,
    pub(crate) renews: Option<RecordId>,
    pub(crate) validity: Validity,
    pub(crate) to_be_signed: &'a [u8],
    pub(crate) person: Option<&'a PersonId>,
    pub(crate) at: Time,
}

impl Record {
    /// The record of a certificate that is about to be signed. Its fields are what `to_be_signed` says.
    pub(crate) fn planned(plan: Plan<'_>) -> Self {
        let Plan { id, shard, subject, key, key_maker, policy, suspension, at_once, renews, .. } = plan;
        let Plan { validity, to_be_signed, person, at, .. } = plan;
        Self {
            id,
            shard,
            comparison_key: ComparisonKey::of(&subject),
            subject,
            key,
            key_maker,
            policy: policy.into(),
            suspension,
            at_once,
            renews,
            validity,
            planned_at: at,
            body: Body::ToBeSigned(to_be_signed.into()),
            status: Status::Planned,
            holds: Vec::new(),
            ownership: Ownership::of(person),
        }
    }

    /// Issuer and serial number.
    #[must_use]
    pub const fn id(&self) -> RecordId {
        self.id
    }

    /// Whose CRL lists it, and which of them.
    #[must_use]
    pub const fn scope(&self) -> Scope {
        Scope { issuer: self.id.issuer, shard: self.shard }
    }

    /// The subject.
    #[must_use]
    pub const fn subject(&self) -> &Name {
        &self.subject
    }

    /// The octets under which equal subjects are equal.
    #[must_use]
    pub const fn comparison_key(&self) -> &ComparisonKey {
        &self.comparison_key
    }

    /// The certified key.
    #[must_use]
    pub const fn key(&self) -> KeyId {
        self.key
    }

    /// Who made the certified key.
    #[must_use]
    pub const fn key_maker(&self) -> KeyMaker {
        self.key_maker
    }

    /// The policy that granted it.
    #[must_use]
    pub fn policy(&self) -> &str {
        &self.policy
    }

    /// The rule about suspension, as it was when the certificate was planned.
    #[must_use]
    pub const fn suspension(&self) -> SuspensionRule {
        self.suspension
    }

    /// How many certificates of the policy its person may have at once, as it was when it was planned.
    #[must_use]
    pub const fn at_once(&self) -> CertificatesAtOnce {
        self.at_once
    }

    /// The record it renews, if it renews one.
    #[must_use]
    pub const fn renews(&self) -> Option<RecordId> {
        self.renews
    }

    /// The window of the certificate.
    #[must_use]
    pub const fn validity(&self) -> Validity {
        self.validity
    }

    /// When it was planned.
    #[must_use]
    pub const fn planned_at(&self) -> Time {
        self.planned_at
    }

    /// Where it stands.
    #[must_use]
    pub const fn status(&self) -> Status {
        self.status
    }

    /// The holds that are over, oldest first.
    #[must_use]
    pub fn holds(&self) -> &[HoldPeriod] {
        &self.holds
    }

    /// Whether it belongs to a person.
    #[must_use]
    pub const fn ownership(&self) -> Ownership {
        self.ownership
    }

    /// The octets to sign, as long as no certificate has taken their place.
    #[must_use]
    pub fn to_be_signed(&self) -> Option<&[u8]> {
        match &self.body {
            Body::ToBeSigned(octets) => Some(octets),
            Body::Certificate(_) => None,
        }
    }

    /// The certificate, once it was issued.
    #[must_use]
    pub fn certificate_der(&self) -> Option<&[u8]> {
        match &self.body {
            Body::Certificate(octets) => Some(octets),
            Body::ToBeSigned(_) => None,
        }
    }

    /// Whether the window of the certificate is over.
    #[must_use]
    pub fn is_expired(&self, now: Time) -> bool {
        self.validity.not_after() < now
    }

    /// Whether it is issued or held, or is to be revoked later than now, and not expired: what counts where a person may
    /// have one certificate.
    #[must_use]
    pub fn is_active(&self, now: Time) -> bool {
        self.status.is_in_force(now) && !self.is_expired(now)
    }

    /// Whether it is held past the end that was set: somebody must release or revoke it, as nothing happens by itself.
    #[must_use]
    pub fn is_hold_overdue(&self, now: Time) -> bool {
        matches!(self.status, Status::Held { until: Some(until), .. } if until < now)
    }

    /// What a CRL says about it: nothing unless it is revoked or held, or was held; what a released one says is over once
    /// the release has taken effect.
    #[must_use]
    pub const fn revoked_entry(&self) -> Option<RevokedEntry> {
        let (serial, not_after) = (self.id.serial, self.validity.not_after());
        let last = self.holds.as_slice().last();
        let (at, reason, invalid_since, released_at) = match (self.status, last) {
            (Status::Held { since, until: _ }, _) => (since, Reason::CertificateHold, None, None),
            (Status::Revoked { at, reason, invalid_since }, _) => (at, reason, invalid_since, None),
            (Status::Issued, Some(hold)) => (hold.since, Reason::CertificateHold, None, Some(hold.ended)),
            (Status::Planned | Status::Abandoned | Status::Issued, _) => return None,
        };
        let held_since = match (self.status, last) {
            (Status::Revoked { .. }, Some(hold)) if hold.ended.unix_seconds() >= at.unix_seconds() => Some(hold.since),
            _ => None,
        };
        Some(RevokedEntry { serial, at, reason, invalid_since, held_since, released_at, not_after })
    }

    /// Whether this record and another certify one key for two subjects, or one of them had it revoked as
    /// compromised (EN 319 411-1 REG-6.3.6-01A). An abandoned one certifies nothing; a planned one may have been signed.
    #[must_use]
    pub fn contends_for_key_with(&self, other: &Self) -> bool {
        let abandoned = matches!(self.status, Status::Abandoned) || matches!(other.status, Status::Abandoned);
        let compromised = self.status.is_compromise() || other.status.is_compromise();
        !abandoned && self.key == other.key && (compromised || self.comparison_key != other.comparison_key)
    }

    /// Whether this record gives to one person a subject that another record gave to another (X-32, GEN-6.3.3-10), or to
    /// a natural person who cannot be told from this one: neither is known, and the subject has no serialNumber. Both
    /// hashes are under the salt of one store. No subject is nobody's.
    #[must_use]
    pub fn contends_for_subject_with(
        &self,
        person: Option<PersonHash>,
        (other, others): (&Self, Option<PersonHash>),
    ) -> bool {
        let abandoned = matches!(self.status, Status::Abandoned) || matches!(other.status, Status::Abandoned);
        let same_subject = !self.subject.is_empty() && self.comparison_key == other.comparison_key;
        !abandoned && same_subject && may_be_of_another(&self.subject, person, others)
    }

    /// Whether the person of this record may have one certificate of its policy at once (domain §5.3 point 10), and the
    /// other record takes that place: planned, issued or held, neither revoked by then nor expired when this one is
    /// planned, and not the one it renews. Both hashes are under the salt of one store.
    #[must_use]
    pub fn contends_for_person_with(
        &self,
        person: Option<PersonHash>,
        (other, others): (&Self, Option<PersonHash>),
    ) -> bool {
        self.at_once == CertificatesAtOnce::One
            && !matches!(self.status, Status::Abandoned)
            && person.is_some()
            && person == others
            && self.policy == other.policy
            && other.status.takes_a_place(self.planned_at)
            && !other.is_expired(self.planned_at)
            && self.renews != Some(other.id)
    }
}

impl fmt::Debug for Record {
    /// The subject as `Name` prints it, identity numbers masked; octets by their length.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record")
            .field("id", &self.id)
            .field("subject", &self.subject)
            .field("policy", &self.policy)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl Ownership {
    /// Whether there is a person.
    #[must_use]
    pub const fn of(person: Option<&PersonId>) -> Self {
        match person {
            Some(_) => Self::Person,
            None => Self::Nobody,
        }
    }

    pub(super) const fn opposite(self) -> Self {
        match self {
            Self::Person => Self::Nobody,
            Self::Nobody => Self::Person,
        }
    }
}

impl fmt::Display for Ownership {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Person => "a person",
            Self::Nobody => "nobody in person",
        })
    }
}
