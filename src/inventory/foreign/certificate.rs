//! What is known of a foreign certificate, and when it contends with others.
//!
//! Shared by what was verified ([`Foreign`](super::Foreign)) and what a store has
//! ([`RegisteredForeign`](super::RegisteredForeign)), and evidence of neither. The rules a store asks before it registers
//! are here, so that no store has one of its own to get wrong: X-32 and GEN-6.3.3-10 for subjects, REG-6.3.6-01A for keys.
//! The surprising choice: only ids are kept beside the certificates. Names, window and serial number are read in them.

use std::{fmt, sync::Arc};

use super::{Demanded, ForeignId};
use crate::{
    crypto::Digest,
    inventory::{
        ComparisonKey, IssuerId, KeyId, Ownership, PersonHash, Record, Requested, State, person::may_be_of_another,
    },
    x509::{Certificate, ForeignSerialNumber, Name, Time, Validity},
};

/// What is known of a certificate of another issuer: its octets and those of the authorities above it, what was demanded
/// of it, for whom it is, who asked. Nothing of it ever changes; cloning shares it.
///
/// By itself it is evidence of nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct ForeignCertificate(Arc<Particulars>);

#[derive(PartialEq, Eq)]
struct Particulars {
    id: ForeignId,
    key: KeyId,
    issuer_id: IssuerId,
    comparison_key: ComparisonKey,
    leaf: Certificate,
    /// The issuer of the leaf and those above it, the trusted one last.
    issuer: Certificate,
    above: Vec<Certificate>,
    demanded: Demanded,
    ownership: Ownership,
    requested: Requested,
    verified_at: Time,
}

/// What is not in the certificates.
#[derive(Clone, Copy)]
pub(super) struct Circumstances {
    pub(super) demanded: Demanded,
    pub(super) ownership: Ownership,
    pub(super) requested: Requested,
    pub(super) verified_at: Time,
}

impl ForeignCertificate {
    /// A leaf, its issuer and those above, with what is not in them.
    pub(super) fn new(
        leaf: Certificate,
        (issuer, above): (Certificate, Vec<Certificate>),
        digest: &dyn Digest,
        circumstances: Circumstances,
    ) -> Self {
        let Circumstances { demanded, ownership, requested, verified_at } = circumstances;
        Self(Arc::new(Particulars {
            id: ForeignId::of(&leaf, digest),
            key: KeyId::of(leaf.public_key(), digest),
            // In the octets the leaf has: a certificate of that authority may have its name in others.
            issuer_id: IssuerId::of(leaf.issuer(), issuer.public_key(), digest),
            comparison_key: ComparisonKey::of(leaf.subject()),
            leaf,
            issuer,
            above,
            demanded,
            ownership,
            requested,
            verified_at,
        }))
    }

    /// Under what it is registered and found.
    #[must_use]
    pub fn id(&self) -> ForeignId {
        self.0.id
    }

    /// The certificate itself.
    #[must_use]
    pub fn leaf(&self) -> &Certificate {
        &self.0.leaf
    }

    /// The authorities above it, its issuer first and the trusted issuer last; never none.
    pub fn authorities(&self) -> impl Iterator<Item = &Certificate> {
        std::iter::once(&self.0.issuer).chain(&self.0.above)
    }

    /// The subject: the name the system is known by.
    #[must_use]
    pub fn subject(&self) -> &Name {
        self.0.leaf.subject()
    }

    /// The octets under which equal subjects are equal.
    #[must_use]
    pub fn comparison_key(&self) -> &ComparisonKey {
        &self.0.comparison_key
    }

    /// The issuer it names.
    #[must_use]
    pub fn issuer(&self) -> &Name {
        self.0.leaf.issuer()
    }

    /// The id its issuer would have on the rolls; it must have no records there.
    #[must_use]
    pub fn issuer_id(&self) -> IssuerId {
        self.0.issuer_id
    }

    /// Its serial number.
    #[must_use]
    pub fn serial_number(&self) -> &ForeignSerialNumber {
        self.0.leaf.serial_number()
    }

    /// The certified key.
    #[must_use]
    pub fn key(&self) -> KeyId {
        self.0.key
    }

    /// Its window.
    #[must_use]
    pub fn validity(&self) -> Validity {
        self.0.leaf.validity()
    }

    /// What it had to say of itself.
    #[must_use]
    pub fn demanded(&self) -> Demanded {
        self.0.demanded
    }

    /// Whether it belongs to a person, whose hash the store keeps beside it.
    #[must_use]
    pub fn ownership(&self) -> Ownership {
        self.0.ownership
    }

    /// Who asked for its registration, and when.
    #[must_use]
    pub fn requested(&self) -> Requested {
        self.0.requested
    }

    /// When it was verified.
    #[must_use]
    pub fn verified_at(&self) -> Time {
        self.0.verified_at
    }

    /// Whether it is to give to one person a subject that another one on the register gives to another (X-32, and
    /// GEN-6.3.3-10 by analogy), or to a natural person who cannot be told from this one: neither is known, and the subject
    /// has no serialNumber. Both hashes are under the salt of one store. What is withdrawn counts like the rest.
    #[must_use]
    pub fn contends_for_subject_with(
        &self,
        person: Option<PersonHash>,
        (other, others): (&Self, Option<PersonHash>),
    ) -> bool {
        self.0.comparison_key == other.0.comparison_key && may_be_of_another(self.subject(), person, others)
    }

    /// Whether it and a record give one subject to two (X-32, GEN-6.3.3-10), or to natural persons who cannot be told
    /// apart: names that were issued and names that were registered are one register. An abandoned record gave nothing.
    #[must_use]
    pub fn contends_for_subject_with_record(
        &self,
        person: Option<PersonHash>,
        (record, owner): (&Record, Option<PersonHash>),
    ) -> bool {
        record.status().state() != State::Abandoned
            && self.0.comparison_key == *record.comparison_key()
            && may_be_of_another(self.subject(), person, owner)
    }

    /// Whether it and another say the same octet by octet, whatever their signatures: of one ECDSA signature anybody makes
    /// a second that holds, and so of one certificate two. The second is no other certificate.
    #[must_use]
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        self.0.leaf.to_be_signed() == other.0.leaf.to_be_signed()
    }

    /// Whether its key was revoked as compromised in a record (EN 319 411-1 REG-6.3.6-01A, by analogy).
    #[must_use]
    pub fn has_key_compromised_in(&self, record: &Record) -> bool {
        self.0.key == record.key() && record.status().is_compromise()
    }
}

impl fmt::Debug for ForeignCertificate {
    /// The subject as `Name` prints it, identity numbers masked; octets not at all.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ForeignCertificate")
            .field("id", &self.0.id)
            .field("subject", self.subject())
            .field("demanded", &self.0.demanded)
            .finish_non_exhaustive()
    }
}
