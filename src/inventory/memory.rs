//! An inventory in memory: for tests, for trying things, and as the plainest example of a store.
//!
//! Ordered maps with an index for each question, so that an issuance costs the same among ten records and a million
//! (design §7). One lock: a method is a transaction because it holds it throughout. The surprising choice: a lock that a
//! panic poisoned is an answer ([`StoreError`]) and not another panic, because the caller has a certificate to account
//! for.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    ops::ControlFlow,
    sync::{RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use super::{
    Change, ComparisonKey, Foreign, ForeignId, History, Inquiry, Inventory, InventoryError, IssuerId, KeyId,
    LedgerEntry, Outcome, Owner, PersonHash, PersonId, Record, RecordId, RegisteredForeign, RevokedEntry, Scope, State,
    StoreError, Withdrawal,
};
use crate::{
    crypto::{Digest, ProviderError, Random},
    x509::{SerialNumber, Shard},
};

/// An inventory that is gone when it is dropped.
pub struct MemoryInventory {
    salt: [u8; PersonHash::SALT_OCTETS],
    digest: &'static dyn Digest,
    rolls: RwLock<Rolls>,
}

#[derive(Default)]
struct Rolls {
    records: BTreeMap<RecordId, Row>,
    by_key: BTreeMap<KeyId, BTreeSet<RecordId>>,
    by_subject: BTreeMap<ComparisonKey, BTreeSet<RecordId>>,
    by_person: BTreeMap<PersonHash, BTreeSet<RecordId>>,
    undetermined: BTreeSet<RecordId>,
    listed: BTreeMap<Scope, BTreeSet<SerialNumber>>,
    crl_numbers: BTreeMap<Scope, u64>,
    register: BTreeMap<ForeignId, Entry>,
    register_by_subject: BTreeMap<ComparisonKey, BTreeSet<ForeignId>>,
    ledger: Vec<LedgerEntry>,
}

struct Entry {
    registered: RegisteredForeign,
    person: Option<PersonHash>,
}

struct Row {
    record: Record,
    person: Option<PersonHash>,
}

impl MemoryInventory {
    /// An empty inventory that hashes persons under a salt of its own.
    ///
    /// # Errors
    /// [`ProviderError`] when the source of randomness fails.
    pub fn new(random: &dyn Random, digest: &'static dyn Digest) -> Result<Self, ProviderError> {
        let mut salt = [0; PersonHash::SALT_OCTETS];
        random.fill(&mut salt)?;
        Ok(Self::with_salt(salt, digest))
    }

    /// An empty inventory that hashes persons under this salt.
    #[must_use]
    pub fn with_salt(salt: [u8; PersonHash::SALT_OCTETS], digest: &'static dyn Digest) -> Self {
        Self { salt, digest, rolls: RwLock::default() }
    }

    /// What the ledger holds, oldest first.
    ///
    /// # Errors
    /// [`InventoryError::Store`].
    pub fn ledger(&self) -> Result<Vec<LedgerEntry>, InventoryError> {
        Ok(self.read()?.ledger.clone())
    }

    fn hash(&self, person: &PersonId) -> PersonHash {
        PersonHash::of(person, &self.salt, self.digest)
    }

    fn read(&self) -> Result<RwLockReadGuard<'_, Rolls>, StoreError> {
        self.rolls.read().map_err(|_| StoreError::new(Outcome::NotApplied, Poisoned))
    }

    fn write(&self) -> Result<RwLockWriteGuard<'_, Rolls>, StoreError> {
        self.rolls.write().map_err(|_| StoreError::new(Outcome::NotApplied, Poisoned))
    }
}

impl Inventory for MemoryInventory {
    fn insert(&self, record: &Record, person: Option<&PersonId>, change: &Change) -> Result<(), InventoryError> {
        change.inserts(record, person)?;
        let person = person.map(|person| self.hash(person));
        let mut rolls = self.write()?;
        rolls.admit(record, person)?;
        rolls.add(record.clone(), person);
        rolls.ledger.push(change.ledger().clone());
        Ok(())
    }

    fn commit(&self, change: &Change) -> Result<(), InventoryError> {
        let id = change.id();
        let mut rolls = self.write()?;
        let row = rolls.records.get_mut(&id).ok_or(InventoryError::NotFound(id))?;
        row.record = change.apply_to(&row.record)?;
        let (state, scope) = (row.record.status().state(), row.record.scope());
        let is_listed = row.record.revoked_entry().is_some();
        rolls.sort_by_state(id, state, scope, is_listed);
        rolls.ledger.push(change.ledger().clone());
        Ok(())
    }

    fn note(&self, entry: &LedgerEntry) -> Result<(), InventoryError> {
        self.write()?.ledger.push(entry.clone());
        Ok(())
    }

    fn find(&self, id: RecordId) -> Result<Option<Record>, InventoryError> {
        Ok(self.read()?.records.get(&id).map(|row| row.record.clone()))
    }

    fn history(&self, inquiry: &Inquiry) -> Result<History, InventoryError> {
        let inquired = inquiry.person().map(|person| self.hash(person));
        let rolls = self.read()?;
        let by_key = inquiry.key().and_then(|key| rolls.by_key.get(&key));
        let by_subject = rolls.of_subject(inquiry.subject());
        let by_person = inquired.and_then(|person| rolls.by_person.get(&person));
        let found: BTreeSet<&RecordId> = [by_key, by_subject, by_person].into_iter().flatten().flatten().collect();
        let mut history = History::answering(inquiry.clone());
        for row in found.into_iter().filter_map(|id| rolls.records.get(id)) {
            history.add(&row.record, Owner::of(row.person, inquired));
        }
        Ok(history)
    }

    fn undetermined(&self, visit: &mut dyn FnMut(&Record) -> ControlFlow<()>) -> Result<(), InventoryError> {
        let rolls = self.read()?;
        // Breaking is the visitor's way to have seen enough, not a failure.
        let _ = rolls.undetermined.iter().filter_map(|id| rolls.records.get(id)).try_for_each(|row| visit(&row.record));
        Ok(())
    }

    fn next_crl_number(&self, scope: Scope, floor: u64) -> Result<u64, InventoryError> {
        let mut rolls = self.write()?;
        let exhausted = InventoryError::CrlNumbersExhausted { scope };
        let last = rolls.crl_numbers.get(&scope).copied().unwrap_or_default();
        let next = last.checked_add(1).ok_or(exhausted)?.max(floor);
        rolls.crl_numbers.insert(scope, next);
        Ok(next)
    }

    fn revoked(
        &self,
        scope: Scope,
        visit: &mut dyn FnMut(&RevokedEntry) -> ControlFlow<()>,
    ) -> Result<(), InventoryError> {
        let rolls = self.read()?;
        let listed = rolls.listed.get(&scope).into_iter().flatten();
        let records =
            listed.filter_map(|serial| rolls.records.get(&RecordId { issuer: scope.issuer, serial: *serial }));
        // As above.
        let _ = records.filter_map(|row| row.record.revoked_entry()).try_for_each(|entry| visit(&entry));
        Ok(())
    }

    fn register(&self, foreign: &Foreign, person: Option<&PersonId>) -> Result<(), InventoryError> {
        foreign.registers(person)?;
        let person = person.map(|person| self.hash(person));
        let mut rolls = self.write()?;
        rolls.admit_foreign(foreign, person)?;
        let (id, subject) = (foreign.certificate().id(), foreign.certificate().comparison_key().clone());
        rolls.register_by_subject.entry(subject).or_default().insert(id);
        rolls.register.insert(id, Entry { registered: foreign.to_registered(), person });
        rolls.ledger.push(foreign.ledger());
        Ok(())
    }

    fn withdraw(&self, withdrawal: &Withdrawal) -> Result<(), InventoryError> {
        let id = withdrawal.id();
        let mut rolls = self.write()?;
        let entry = rolls.register.get_mut(&id).ok_or(InventoryError::NotRegistered(id))?;
        entry.registered = withdrawal.apply_to(&entry.registered)?;
        rolls.ledger.push(withdrawal.ledger());
        Ok(())
    }

    fn registered(&self, id: ForeignId) -> Result<Option<RegisteredForeign>, InventoryError> {
        Ok(self.read()?.register.get(&id).map(|entry| entry.registered.clone()))
    }

    fn registered_as(
        &self,
        subject: &ComparisonKey,
        visit: &mut dyn FnMut(&RegisteredForeign) -> ControlFlow<()>,
    ) -> Result<(), InventoryError> {
        let rolls = self.read()?;
        // As above.
        let _ = rolls.entries_of_subject(subject).try_for_each(|entry| visit(&entry.registered));
        Ok(())
    }
}

impl Rolls {
    /// The uniqueness checks of an insertion.
    fn admit(&self, record: &Record, person: Option<PersonHash>) -> Result<(), InventoryError> {
        let id = record.id();
        if self.records.contains_key(&id) {
            return Err(InventoryError::SerialInUse { id });
        }
        let same_key = self.by_key.get(&record.key()).into_iter().flatten();
        let mut rows = same_key.filter_map(|id| self.records.get(id));
        if let Some(row) = rows.find(|row| record.contends_for_key_with(&row.record)) {
            return Err(InventoryError::KeyInUse { other: row.record.id() });
        }
        // No subject is nobody's, and there may be a million records without one.
        let same_subject = self.of_subject(record.comparison_key()).into_iter().flatten();
        let mut rows = same_subject.filter_map(|id| self.records.get(id));
        if let Some(row) = rows.find(|row| record.contends_for_subject_with(person, (&row.record, row.person))) {
            return Err(InventoryError::SubjectInUse { other: row.record.id() });
        }
        let mut registered = self.entries_of_subject(record.comparison_key());
        let given = |entry: &&Entry| {
            entry.registered.certificate().contends_for_subject_with_record(entry.person, (record, person))
        };
        if let Some(entry) = registered.find(given) {
            return Err(InventoryError::SubjectRegistered { other: entry.registered.certificate().id() });
        }
        let same_person = person.and_then(|person| self.by_person.get(&person)).into_iter().flatten();
        let mut rows = same_person.filter_map(|id| self.records.get(id));
        match rows.find(|row| record.contends_for_person_with(person, (&row.record, row.person))) {
            Some(row) => Err(InventoryError::PersonHolds { other: row.record.id() }),
            None => Ok(()),
        }
    }

    /// The uniqueness checks of a registration.
    fn admit_foreign(&self, foreign: &Foreign, person: Option<PersonHash>) -> Result<(), InventoryError> {
        let certificate = foreign.certificate();
        // One that says the same has the same subject.
        let mut of_subject = self.entries_of_subject(certificate.comparison_key());
        if let Some(known) = of_subject.find(|entry| certificate.says_the_same_as(entry.registered.certificate())) {
            return Err(InventoryError::AlreadyRegistered(known.registered.certificate().id()));
        }
        if self.has_records_of(certificate.issuer_id()) {
            return Err(InventoryError::IssuedHere { issuer: certificate.issuer_id() });
        }
        let rows = |ids: Option<&BTreeSet<RecordId>>| -> Vec<&Row> {
            ids.into_iter().flatten().filter_map(|id| self.records.get(id)).collect()
        };
        let same_key = rows(self.by_key.get(&certificate.key()));
        if let Some(row) = same_key.iter().find(|row| certificate.has_key_compromised_in(&row.record)) {
            return Err(InventoryError::KeyInUse { other: row.record.id() });
        }
        let same_subject = rows(self.of_subject(certificate.comparison_key()));
        let given = |row: &&&Row| certificate.contends_for_subject_with_record(person, (&row.record, row.person));
        if let Some(row) = same_subject.iter().find(given) {
            return Err(InventoryError::SubjectInUse { other: row.record.id() });
        }
        let given = |entry: &&Entry| {
            certificate.contends_for_subject_with(person, (entry.registered.certificate(), entry.person))
        };
        match self.entries_of_subject(certificate.comparison_key()).find(given) {
            Some(entry) => Err(InventoryError::SubjectRegistered { other: entry.registered.certificate().id() }),
            None => Ok(()),
        }
    }

    /// Whether an issuer ever planned a certificate here; every record has its scope among the lists.
    fn has_records_of(&self, issuer: IssuerId) -> bool {
        let first = Scope { issuer, shard: Shard::new(0) };
        self.listed.range(first..).next().is_some_and(|(scope, _)| scope.issuer == issuer)
    }

    /// The foreign certificates of a subject, by id.
    fn entries_of_subject(&self, subject: &ComparisonKey) -> impl Iterator<Item = &Entry> {
        let ids = self.register_by_subject.get(subject).into_iter().flatten();
        ids.filter_map(|id| self.register.get(id))
    }

    /// The records of a subject; none for the empty one.
    fn of_subject(&self, subject: &ComparisonKey) -> Option<&BTreeSet<RecordId>> {
        if subject.is_empty() { None } else { self.by_subject.get(subject) }
    }

    fn add(&mut self, record: Record, person: Option<PersonHash>) {
        let id = record.id();
        self.by_key.entry(record.key()).or_default().insert(id);
        self.by_subject.entry(record.comparison_key().clone()).or_default().insert(id);
        if let Some(person) = person {
            self.by_person.entry(person).or_default().insert(id);
        }
        self.sort_by_state(id, record.status().state(), record.scope(), record.revoked_entry().is_some());
        self.records.insert(id, Row { record, person });
    }

    /// Brings the indexes of undetermined and of listed records up to date.
    fn sort_by_state(&mut self, id: RecordId, state: State, scope: Scope, is_listed: bool) {
        if state == State::Planned {
            self.undetermined.insert(id)
        } else {
            self.undetermined.remove(&id)
        };
        let listed = self.listed.entry(scope).or_default();
        if is_listed {
            listed.insert(id.serial)
        } else {
            listed.remove(&id.serial)
        };
    }
}

impl fmt::Debug for MemoryInventory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let records = self.rolls.read().map(|rolls| rolls.records.len()).ok();
        f.debug_struct("MemoryInventory").field("records", &records).finish_non_exhaustive()
    }
}

/// A panic while the rolls were being written.
#[derive(Debug, thiserror::Error)]
#[error("another thread panicked while it wrote to the inventory")]
struct Poisoned;
