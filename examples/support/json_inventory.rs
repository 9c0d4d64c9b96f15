//! An inventory in one JSON file: the store of the examples, and how to write one.
//!
//! The rolls are kept in memory; every insertion, change, note and CRL number writes the whole file anew beside the old
//! one, makes sure it is on disk and puts it in its place, so the file is always one whole state or the next. That costs
//! more the more there is in it: a store for a few thousand records. A second process waits for the lock beside the
//! file, then gives up.
//!
//! Persons are hashed under a salt that stands in the same file. That keeps identity numbers from being read or searched
//! for; whoever has the file can still try all of them, and finds them in the certificates anyway. Guard the file.

use std::{
    collections::BTreeMap,
    fmt,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write as _},
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard},
    thread,
    time::{Duration, Instant},
};

use chancery::{
    crypto::{Digest, ProviderError, Random},
    inventory::{
        Change, ComparisonKey, Foreign, ForeignId, History, Inquiry, Inventory, InventoryError, LedgerEntry, Octets,
        Outcome, Owner, PersonHash, PersonId, Record, RecordId, RegisteredForeign, RevokedEntry, Scope, Status,
        StoreError, StoredForeign, StoredForeignError, StoredRecord, StoredRecordError, Withdrawal,
    },
};
use serde::{Deserialize, Serialize};

/// An inventory in one JSON file.
pub(crate) struct JsonInventory {
    path: PathBuf,
    digest: &'static dyn Digest,
    rolls: Mutex<Rolls>,
    /// Held as long as the inventory is open; the system lets it go when the process ends.
    _lock: File,
}

/// What the file says.
#[derive(Clone)]
struct Rolls {
    salt: [u8; PersonHash::SALT_OCTETS],
    records: BTreeMap<RecordId, Row>,
    crl_numbers: BTreeMap<Scope, u64>,
    register: BTreeMap<ForeignId, Entry>,
    ledger: Vec<serde_json::Value>,
}

#[derive(Clone)]
struct Row {
    record: Record,
    person: Option<PersonHash>,
}

#[derive(Clone)]
struct Entry {
    registered: RegisteredForeign,
    person: Option<PersonHash>,
}

/// The file. Its records have a version of their own.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Document {
    version: u16,
    salt: Octets,
    records: Vec<StoredRow>,
    crl_numbers: Vec<StoredNumber>,
    /// Files from before there was a register have none.
    #[serde(default)]
    register: Vec<StoredEntry>,
    ledger: Vec<serde_json::Value>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredRow {
    record: StoredRecord,
    person: Option<PersonHash>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredEntry {
    foreign: StoredForeign,
    person: Option<PersonHash>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredNumber {
    scope: Scope,
    last: u64,
}

/// Read first, whatever else the file holds.
#[derive(Deserialize)]
struct Version {
    version: u16,
}

/// Why an inventory could not be opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OpenError {
    #[error("{path} cannot be read or written")]
    File { path: String, source: io::Error },
    #[error("{path} is in use by another process")]
    InUse { path: String },
    #[error("{path} is not an inventory")]
    NotAnInventory { path: String, source: serde_json::Error },
    #[error("{path} is an inventory of version {found}; this program reads version {VERSION}")]
    UnknownVersion { path: String, found: u16 },
    #[error("{path} holds a record that this program did not write")]
    Record { path: String, source: StoredRecordError },
    #[error("{path} holds record {id} twice")]
    RecordTwice { path: String, id: RecordId },
    #[error("{path} holds two last CRL numbers of one scope, {first} and {second}")]
    NumberTwice { path: String, first: u64, second: u64 },
    #[error("{path} holds a foreign certificate that this program did not write")]
    Foreign { path: String, source: StoredForeignError },
    #[error("{path} holds the foreign certificate {id} twice")]
    ForeignTwice { path: String, id: ForeignId },
    #[error("{path} has a salt of {found} octets, and {} are needed", PersonHash::SALT_OCTETS)]
    SaltLength { path: String, found: usize },
    #[error("no salt could be drawn for {path}")]
    Salt { path: String, source: ProviderError },
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl JsonInventory {
    /// Opens the file, or makes it with a salt of its own. Waits some seconds for another process to be done with it.
    pub(crate) fn open(path: &Path, random: &dyn Random, digest: &'static dyn Digest) -> Result<Self, OpenError> {
        Self::open_within(PATIENCE, path, random, digest)
    }

    /// The same, with another patience.
    pub(crate) fn open_within(
        patience: Duration,
        path: &Path,
        random: &dyn Random,
        digest: &'static dyn Digest,
    ) -> Result<Self, OpenError> {
        let shown = path.display().to_string();
        let failed = |source| OpenError::File { path: shown.clone(), source };
        let lock = lock(path, patience).map_err(failed)?.ok_or_else(|| OpenError::InUse { path: shown.clone() })?;
        let rolls = match fs::read(path) {
            Ok(text) => Rolls::read(&text, &shown, digest)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let rolls = Rolls::empty(random).map_err(|source| OpenError::Salt { path: shown, source })?;
                replace(path, &rolls)?;
                rolls
            }
            Err(error) => return Err(failed(error)),
        };
        Ok(Self { path: path.to_owned(), digest, rolls: Mutex::new(rolls), _lock: lock })
    }

    fn hash(&self, rolls: &Rolls, person: Option<&PersonId>) -> Option<PersonHash> {
        person.map(|person| PersonHash::of(person, &rolls.salt, self.digest))
    }

    fn rolls(&self) -> Result<MutexGuard<'_, Rolls>, StoreError> {
        self.rolls.lock().map_err(|_| StoreError::new(Outcome::NotApplied, "another thread panicked while it wrote"))
    }

    /// One transaction: the step is taken on a copy, the copy written, and only then taken for what is.
    fn transact<T>(&self, step: impl FnOnce(&mut Rolls) -> Result<T, InventoryError>) -> Result<T, InventoryError> {
        let mut rolls = self.rolls()?;
        let mut next = rolls.clone();
        let answer = step(&mut next)?;
        let written = replace(&self.path, &next);
        // Once the new file is in its place, it is what the next process will read, however the rest went.
        if !matches!(&written, Err(error) if error.outcome() == Outcome::NotApplied) {
            *rolls = next;
        }
        written?;
        Ok(answer)
    }
}

impl Inventory for JsonInventory {
    fn insert(&self, record: &Record, person: Option<&PersonId>, change: &Change) -> Result<(), InventoryError> {
        change.inserts(record, person)?;
        self.transact(|rolls| {
            let (id, person) = (record.id(), self.hash(rolls, person));
            if rolls.records.contains_key(&id) {
                return Err(InventoryError::SerialInUse { id });
            }
            if let Some(other) = rolls.records.values().find(|row| record.contends_for_key_with(&row.record)) {
                return Err(InventoryError::KeyInUse { other: other.record.id() });
            }
            let given = |row: &&Row| record.contends_for_subject_with(person, (&row.record, row.person));
            if let Some(other) = rolls.records.values().find(given) {
                return Err(InventoryError::SubjectInUse { other: other.record.id() });
            }
            let given = |entry: &&Entry| {
                entry.registered.certificate().contends_for_subject_with_record(entry.person, (record, person))
            };
            if let Some(other) = rolls.register.values().find(given) {
                return Err(InventoryError::SubjectRegistered { other: other.registered.certificate().id() });
            }
            let holds = |row: &&Row| record.contends_for_person_with(person, (&row.record, row.person));
            if let Some(other) = rolls.records.values().find(holds) {
                return Err(InventoryError::PersonHolds { other: other.record.id() });
            }
            rolls.records.insert(id, Row { record: record.clone(), person });
            rolls.log(change.ledger())
        })
    }

    fn commit(&self, change: &Change) -> Result<(), InventoryError> {
        let id = change.id();
        self.transact(|rolls| {
            let row = rolls.records.get_mut(&id).ok_or(InventoryError::NotFound(id))?;
            row.record = change.apply_to(&row.record)?;
            rolls.log(change.ledger())
        })
    }

    fn note(&self, entry: &LedgerEntry) -> Result<(), InventoryError> {
        self.transact(|rolls| rolls.log(entry))
    }

    fn find(&self, id: RecordId) -> Result<Option<Record>, InventoryError> {
        Ok(self.rolls()?.records.get(&id).map(|row| row.record.clone()))
    }

    fn history(&self, inquiry: &Inquiry) -> Result<History, InventoryError> {
        let rolls = self.rolls()?;
        let inquired = self.hash(&rolls, inquiry.person());
        let mut history = History::answering(inquiry.clone());
        for Row { record, person } in rolls.records.values() {
            let owner = Owner::of(*person, inquired);
            let same_key = inquiry.key() == Some(record.key());
            let same_subject = !inquiry.subject().is_empty() && inquiry.subject() == record.comparison_key();
            if same_key || same_subject || owner == Owner::Inquired {
                history.add(record, owner);
            }
        }
        Ok(history)
    }

    fn undetermined(&self, visit: &mut dyn FnMut(&Record) -> ControlFlow<()>) -> Result<(), InventoryError> {
        let rolls = self.rolls()?;
        let planned = rolls.records.values().map(|row| &row.record).filter(|record| record.status() == Status::Planned);
        for record in planned {
            if visit(record).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn next_crl_number(&self, scope: Scope, floor: u64) -> Result<u64, InventoryError> {
        self.transact(|rolls| {
            let last = rolls.crl_numbers.get(&scope).copied().unwrap_or_default();
            let next = last.checked_add(1).ok_or(InventoryError::CrlNumbersExhausted { scope })?.max(floor);
            rolls.crl_numbers.insert(scope, next);
            Ok(next)
        })
    }

    fn revoked(
        &self,
        scope: Scope,
        visit: &mut dyn FnMut(&RevokedEntry) -> ControlFlow<()>,
    ) -> Result<(), InventoryError> {
        let rolls = self.rolls()?;
        // The map is in the order of issuers and, within one, of serial numbers.
        let records = rolls.records.values().map(|row| &row.record).filter(|record| record.scope() == scope);
        for entry in records.filter_map(Record::revoked_entry) {
            if visit(&entry).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn register(&self, foreign: &Foreign, person: Option<&PersonId>) -> Result<(), InventoryError> {
        foreign.registers(person)?;
        self.transact(|rolls| {
            let person = self.hash(rolls, person);
            rolls.admit(foreign, person)?;
            rolls.register.insert(foreign.certificate().id(), Entry { registered: foreign.to_registered(), person });
            rolls.log(&foreign.ledger())
        })
    }

    fn withdraw(&self, withdrawal: &Withdrawal) -> Result<(), InventoryError> {
        let id = withdrawal.id();
        self.transact(|rolls| {
            let entry = rolls.register.get_mut(&id).ok_or(InventoryError::NotRegistered(id))?;
            entry.registered = withdrawal.apply_to(&entry.registered)?;
            rolls.log(&withdrawal.ledger())
        })
    }

    fn registered(&self, id: ForeignId) -> Result<Option<RegisteredForeign>, InventoryError> {
        Ok(self.rolls()?.register.get(&id).map(|entry| entry.registered.clone()))
    }

    fn registered_as(
        &self,
        subject: &ComparisonKey,
        visit: &mut dyn FnMut(&RegisteredForeign) -> ControlFlow<()>,
    ) -> Result<(), InventoryError> {
        let rolls = self.rolls()?;
        let entries = rolls.register.values().map(|entry| &entry.registered);
        for registered in entries.filter(|registered| registered.certificate().comparison_key() == subject) {
            if visit(registered).is_break() {
                break;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for JsonInventory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonInventory").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Rolls {
    fn empty(random: &dyn Random) -> Result<Self, ProviderError> {
        let mut salt = [0; PersonHash::SALT_OCTETS];
        random.fill(&mut salt)?;
        let (records, crl_numbers, register) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Ok(Self { salt, records, crl_numbers, register, ledger: Vec::new() })
    }

    /// What is asked before a foreign certificate is registered, in the order of the trait.
    fn admit(&self, foreign: &Foreign, person: Option<PersonHash>) -> Result<(), InventoryError> {
        let certificate = foreign.certificate();
        let issuer = certificate.issuer_id();
        let known = |entry: &&Entry| certificate.says_the_same_as(entry.registered.certificate());
        if let Some(known) = self.register.values().find(known) {
            return Err(InventoryError::AlreadyRegistered(known.registered.certificate().id()));
        }
        if self.records.keys().any(|record| record.issuer == issuer) {
            return Err(InventoryError::IssuedHere { issuer });
        }
        if let Some(other) = self.records.values().find(|row| certificate.has_key_compromised_in(&row.record)) {
            return Err(InventoryError::KeyInUse { other: other.record.id() });
        }
        let given = |row: &&Row| certificate.contends_for_subject_with_record(person, (&row.record, row.person));
        if let Some(other) = self.records.values().find(given) {
            return Err(InventoryError::SubjectInUse { other: other.record.id() });
        }
        let given = |entry: &&Entry| {
            certificate.contends_for_subject_with(person, (entry.registered.certificate(), entry.person))
        };
        match self.register.values().find(given) {
            Some(other) => Err(InventoryError::SubjectRegistered { other: other.registered.certificate().id() }),
            None => Ok(()),
        }
    }

    fn read(text: &[u8], shown: &str, digest: &dyn Digest) -> Result<Self, OpenError> {
        let path = || shown.to_owned();
        let unread = |source| OpenError::NotAnInventory { path: path(), source };
        let Version { version: found } = serde_json::from_slice(text).map_err(unread)?;
        if found != VERSION {
            return Err(OpenError::UnknownVersion { path: path(), found });
        }
        let document: Document = serde_json::from_slice(text).map_err(unread)?;
        let Document { version: _, salt, records: rows, crl_numbers, register: entries, ledger } = document;
        let salt =
            salt.as_ref().try_into().map_err(|_| OpenError::SaltLength { path: path(), found: salt.as_ref().len() })?;
        let mut records = BTreeMap::new();
        for StoredRow { record, person } in rows {
            let record = Record::from_stored(record).map_err(|source| OpenError::Record { path: path(), source })?;
            let id = record.id();
            if records.insert(id, Row { record, person }).is_some() {
                return Err(OpenError::RecordTwice { path: path(), id });
            }
        }
        let mut register = BTreeMap::new();
        for StoredEntry { foreign, person } in entries {
            let unread = |source| OpenError::Foreign { path: path(), source };
            let registered = RegisteredForeign::from_stored(&foreign, digest).map_err(unread)?;
            let id = registered.certificate().id();
            if register.insert(id, Entry { registered, person }).is_some() {
                return Err(OpenError::ForeignTwice { path: path(), id });
            }
        }
        let mut last_numbers = BTreeMap::new();
        for StoredNumber { scope, last: second } in crl_numbers {
            // The smaller of two would be given out again.
            if let Some(first) = last_numbers.insert(scope, second) {
                return Err(OpenError::NumberTwice { path: path(), first, second });
            }
        }
        Ok(Self { salt, records, crl_numbers: last_numbers, register, ledger })
    }

    fn write(&self) -> Result<Vec<u8>, serde_json::Error> {
        let records =
            self.records.values().map(|row| StoredRow { record: row.record.to_stored(), person: row.person }).collect();
        let crl_numbers =
            self.crl_numbers.iter().map(|(scope, last)| StoredNumber { scope: *scope, last: *last }).collect();
        let stored = |entry: &Entry| StoredEntry { foreign: entry.registered.to_stored(), person: entry.person };
        let document = Document {
            version: VERSION,
            salt: Octets::new(self.salt),
            records,
            crl_numbers,
            register: self.register.values().map(stored).collect(),
            ledger: self.ledger.clone(),
        };
        serde_json::to_vec_pretty(&document)
    }

    fn log(&mut self, entry: &LedgerEntry) -> Result<(), InventoryError> {
        let entry = serde_json::to_value(entry).map_err(|error| StoreError::new(Outcome::NotApplied, error))?;
        self.ledger.push(entry);
        Ok(())
    }
}

/// Writes the file anew beside the old one and puts it in its place. Until the rename nothing happened; after it, only
/// whether the directory remembers it through a power cut can still be in doubt.
fn replace(path: &Path, rolls: &Rolls) -> Result<(), StoreError> {
    let before = |error: io::Error| StoreError::new(Outcome::NotApplied, error);
    let text = rolls.write().map_err(|error| StoreError::new(Outcome::NotApplied, error))?;
    let beside = with_suffix(path, ".new");
    let mut file = owners_only().create(true).truncate(true).open(&beside).map_err(before)?;
    file.write_all(&text).and_then(|()| file.sync_all()).map_err(before)?;
    fs::rename(&beside, path).map_err(before)?;
    sync_directory(path).map_err(|error| StoreError::new(Outcome::Unknown, error))
}

/// The file holds personal data: only its owner reads it, where the system knows owners.
fn owners_only() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Elsewhere a directory cannot be opened as a file, and the rename is all there is.
#[cfg(unix)]
fn sync_directory(path: &Path) -> io::Result<()> {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    File::open(directory)?.sync_all()
}

#[cfg(not(unix))]
fn sync_directory(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Locks a file beside the inventory, which is itself replaced at every write; nothing when others kept it too long.
fn lock(path: &Path, patience: Duration) -> io::Result<Option<File>> {
    let file = owners_only().create(true).truncate(false).open(with_suffix(path, ".lock"))?;
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if start.elapsed() >= patience => return Ok(None),
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(20)),
        }
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// The version of the file this program writes and reads.
const VERSION: u16 = 1;
/// As long as a few issuances of other processes may take.
const PATIENCE: Duration = Duration::from_secs(10);
