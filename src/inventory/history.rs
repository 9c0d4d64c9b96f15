//! What is on record about a key, a name and a person.
//!
//! `issuance` asks before it approves, a store answers, `policy` reads: is the key certified for another subject (domain
//! §5.3 point 3), was it revoked as compromised, was the name ever given to another entity (GEN-6.3.3-10), does the
//! person hold another active certificate (point 10). A [`History`] remembers what was asked, so that the answer about
//! one applicant cannot be used for another. It is a register of names too: whatever is on it, revoked, expired, of another
//! policy or another issuer, keeps its subject for its entity; only what was abandoned does not. The surprising
//! choice: the store adds records and says whose they are, the answers are computed here, so every store gives the same
//! ones.

use std::sync::Arc;

use super::{ComparisonKey, KeyId, KeyMaker, PersonHash, PersonId, Record, RecordId, State, Status};
use crate::x509::{Name, Time, Validity};

/// What a policy wants to know about: a key, a subject, a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inquiry {
    key: Option<KeyId>,
    subject: ComparisonKey,
    person: Option<PersonId>,
}

/// The records that share the key, the subject or the person of an [`Inquiry`].
///
/// Made by stores. It ages: between it and `insert`, which repeats the checks of serial number, key, name and person,
/// others may have been issued to. Not repeated is what only a renewal asks: its window, and a key of its own for the same
/// subject. A renewal is never guessed from it: see [`History::for_renewal_of`].
#[derive(Clone, Debug)]
pub struct History {
    inquiry: Inquiry,
    records: Vec<PastRecord>,
    renewed: Option<RecordId>,
}

/// One record of a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastRecord {
    id: RecordId,
    key: KeyId,
    subject: ComparisonKey,
    policy: Arc<str>,
    status: Status,
    validity: Validity,
    owner: Owner,
    key_maker: KeyMaker,
}

/// Whose certificate it is, as far as a store can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a hash is absent, equal or different")]
pub enum Owner {
    /// It belongs to no person.
    Nobody,
    /// It belongs to the person of the inquiry.
    Inquired,
    /// It belongs to a person, who is not the one of the inquiry or none was named there.
    Another,
}

/// Why a record cannot be named as the one that is renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotOnRecord {
    /// It shares neither key nor subject nor person with the applicant, or is on no roll.
    #[error(
        "record {id} is not in the history of this key, name and person; only a certificate of the holder is renewed"
    )]
    Absent {
        /// The record.
        id: RecordId,
    },
    /// It shares the key alone.
    #[error(
        "record {id} is of another subject and of another person or nobody; only a certificate of the holder is renewed"
    )]
    OfAnother {
        /// The record.
        id: RecordId,
    },
}

/// Which part of the question was another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HistoryMismatch {
    /// The key.
    #[error("this history was asked for another key")]
    Key,
    /// The subject.
    #[error("this history was asked for another subject")]
    Subject,
    /// The person.
    #[error("this history was asked for another person")]
    Person,
}

impl Inquiry {
    /// Asks about a subject, its key if there is one yet, its person if it belongs to one.
    #[must_use]
    pub fn new(key: Option<KeyId>, subject: &Name, person: Option<PersonId>) -> Self {
        Self { key, subject: ComparisonKey::of(subject), person }
    }

    /// The key.
    #[must_use]
    pub const fn key(&self) -> Option<KeyId> {
        self.key
    }

    /// The octets under which equal subjects are equal.
    #[must_use]
    pub const fn subject(&self) -> &ComparisonKey {
        &self.subject
    }

    /// The person.
    #[must_use]
    pub const fn person(&self) -> Option<&PersonId> {
        self.person.as_ref()
    }
}

impl History {
    /// The answer of a store that has nothing on record yet.
    #[must_use]
    pub const fn answering(inquiry: Inquiry) -> Self {
        Self { inquiry, records: Vec::new(), renewed: None }
    }

    /// Adds a record that shares the key, the subject or the person. Adding one twice adds it once.
    pub fn add(&mut self, record: &Record, owner: Owner) {
        let id = record.id();
        let Err(place) = self.records.binary_search_by_key(&id, PastRecord::id) else { return };
        let past = PastRecord {
            id,
            key: record.key(),
            subject: record.comparison_key().clone(),
            policy: Arc::clone(&record.policy),
            status: record.status(),
            validity: record.validity(),
            owner,
            key_maker: record.key_maker(),
        };
        self.records.insert(place, past);
    }

    /// The same history, and that a certificate in it is to be renewed: of the same subject or of the same person.
    /// Whether it may be is for the policy to say (EN 319 411-1 §6.3.6).
    ///
    /// # Errors
    /// [`NotOnRecord`].
    pub fn for_renewal_of(mut self, id: RecordId) -> Result<Self, NotOnRecord> {
        let record = self.record(id).ok_or(NotOnRecord::Absent { id })?;
        let same_subject = !record.subject.is_empty() && record.subject == self.inquiry.subject;
        if !same_subject && record.owner != Owner::Inquired {
            return Err(NotOnRecord::OfAnother { id });
        }
        self.renewed = Some(id);
        Ok(self)
    }

    /// The record that is to be renewed, if one was named.
    #[must_use]
    pub fn renewed(&self) -> Option<&PastRecord> {
        self.renewed.and_then(|id| self.record(id))
    }

    /// Whether this is the answer to that question.
    ///
    /// # Errors
    /// [`HistoryMismatch`] naming the first part that differs.
    pub fn answers(&self, inquiry: &Inquiry) -> Result<(), HistoryMismatch> {
        let Inquiry { key, subject, person } = &self.inquiry;
        match (*key == inquiry.key, *subject == inquiry.subject, *person == inquiry.person) {
            (false, ..) => Err(HistoryMismatch::Key),
            (_, false, _) => Err(HistoryMismatch::Subject),
            (.., false) => Err(HistoryMismatch::Person),
            (true, true, true) => Ok(()),
        }
    }

    /// What was asked.
    #[must_use]
    pub const fn inquiry(&self) -> &Inquiry {
        &self.inquiry
    }

    /// All that was found, by id.
    #[must_use]
    pub fn records(&self) -> &[PastRecord] {
        &self.records
    }

    /// The record in which the key is certified for another subject, if there is one. What was abandoned certifies
    /// nothing; what is planned may.
    #[must_use]
    pub fn key_of_another_subject(&self) -> Option<RecordId> {
        self.first(|record| self.shares_key(record) && record.subject != self.inquiry.subject)
    }

    /// The record in which the key is certified, whoever's it is.
    #[must_use]
    pub fn key_certified(&self) -> Option<RecordId> {
        self.first(|record| self.shares_key(record))
    }

    /// The record in which the key was revoked as compromised, if there is one.
    #[must_use]
    pub fn key_compromised(&self) -> Option<RecordId> {
        self.first(|record| self.shares_key(record) && record.status.is_compromise())
    }

    /// The record for which the authority made the key, if it did: whoever was given it can ask for more with it.
    #[must_use]
    pub fn key_made_by_authority(&self) -> Option<RecordId> {
        self.first(|record| self.shares_key(record) && record.key_maker == KeyMaker::Authority)
    }

    /// The record in which the subject was given to somebody who is not known to be the same: another person, a person
    /// where none is named now, nobody where one is (GEN-6.3.3-10).
    #[must_use]
    pub fn subject_of_another(&self) -> Option<RecordId> {
        let same = if self.inquiry.person.is_some() { Owner::Inquired } else { Owner::Nobody };
        self.first(|record| record.subject == self.inquiry.subject && record.owner != same)
    }

    /// The record in which the subject was given to somebody of whom no more was known than now: nobody in person.
    #[must_use]
    pub fn subject_of_nobody(&self) -> Option<RecordId> {
        let nobody = |record: &PastRecord| record.subject == self.inquiry.subject && record.owner == Owner::Nobody;
        if self.inquiry.person.is_some() { None } else { self.first(nobody) }
    }

    /// The record that takes the one place the person may have under a policy: planned, issued or held, or revoked from a
    /// later time on, not expired, and not the one to be renewed.
    #[must_use]
    pub fn another_of_person(&self, policy: &str, now: Time) -> Option<&PastRecord> {
        let takes_the_place = |record: &&PastRecord| {
            record.owner == Owner::Inquired
                && record.policy() == policy
                && record.status.takes_a_place(now)
                && now <= record.validity.not_after()
                && self.renewed != Some(record.id)
        };
        self.records.iter().find(takes_the_place)
    }

    /// The active certificates of the person under a policy: issued or held, or to be revoked later, and not expired.
    #[must_use]
    pub fn active_of_person(&self, policy: &str, now: Time) -> Vec<RecordId> {
        let counts = |record: &&PastRecord| {
            record.owner == Owner::Inquired && record.policy() == policy && record.is_active(now)
        };
        self.records.iter().filter(counts).map(|record| record.id).collect()
    }

    fn record(&self, id: RecordId) -> Option<&PastRecord> {
        self.records.binary_search_by_key(&id, PastRecord::id).ok().and_then(|place| self.records.get(place))
    }

    fn shares_key(&self, record: &PastRecord) -> bool {
        self.inquiry.key == Some(record.key)
    }

    /// The first record, by id, that certifies something and of which this holds.
    fn first(&self, holds: impl Fn(&PastRecord) -> bool) -> Option<RecordId> {
        let certifies = |record: &&PastRecord| record.status.state() != State::Abandoned && holds(record);
        self.records.iter().find(certifies).map(|record| record.id)
    }
}

impl PastRecord {
    /// Its id.
    #[must_use]
    pub const fn id(&self) -> RecordId {
        self.id
    }

    /// The key it certifies.
    #[must_use]
    pub const fn key(&self) -> KeyId {
        self.key
    }

    /// The octets under which its subject is compared.
    #[must_use]
    pub const fn subject(&self) -> &ComparisonKey {
        &self.subject
    }

    /// The policy that granted it.
    #[must_use]
    pub fn policy(&self) -> &str {
        &self.policy
    }

    /// Where it stood when the store answered.
    #[must_use]
    pub const fn status(&self) -> Status {
        self.status
    }

    /// Its window.
    #[must_use]
    pub const fn validity(&self) -> Validity {
        self.validity
    }

    /// Whose it is.
    #[must_use]
    pub const fn owner(&self) -> Owner {
        self.owner
    }

    /// Whether it is issued or held, or is to be revoked later than now, and not expired.
    #[must_use]
    pub fn is_active(&self, now: Time) -> bool {
        self.status.is_in_force(now) && now <= self.validity.not_after()
    }
}

impl Owner {
    /// Compares the hash beside a record with the hash of the person of an inquiry, both under the salt of one store.
    #[must_use]
    pub fn of(record: Option<PersonHash>, inquired: Option<PersonHash>) -> Self {
        match (record, inquired) {
            (None, _) => Self::Nobody,
            (Some(owner), Some(person)) if owner == person => Self::Inquired,
            (Some(_), _) => Self::Another,
        }
    }
}

#[cfg(test)]
mod tests;
