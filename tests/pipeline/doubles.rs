//! Stores and signers that fail when they are told to.
//!
//! Under the tests of what is given back. The surprising choice: each fails once and then works, since "given back" means
//! that a second try of the same value succeeds.

use std::{
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use chancery::{
    crypto::{PublicKey, SignError, Signature, SignatureAlgorithm, Signer},
    inventory::{
        Change, ComparisonKey, Foreign, ForeignId, History, Inquiry, Inventory, InventoryError, LedgerEntry, Outcome,
        PersonId, Record, RecordId, RegisteredForeign, RevokedEntry, Scope, StoreError, Withdrawal,
    },
};

/// What goes well for some times, and then wrong for a number of times.
#[derive(Debug, Default)]
struct Failures {
    spared: AtomicU32,
    left: AtomicU32,
}

impl Failures {
    fn set(&self, spared: u32, times: u32) {
        self.spared.store(spared, Ordering::Relaxed);
        self.left.store(times, Ordering::Relaxed);
    }

    fn due(&self) -> bool {
        let counted = |count: &AtomicU32| {
            count.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
        };
        !counted(&self.spared) && counted(&self.left)
    }
}

/// The database is away.
#[derive(Debug, thiserror::Error)]
#[error("the database is away")]
pub(crate) struct Away;

/// A store whose database goes away.
pub(crate) struct Flaky {
    inner: Arc<dyn Inventory>,
    insertions: Failures,
    commits: Failures,
}

impl Flaky {
    pub(crate) fn over(inner: Arc<dyn Inventory>) -> Self {
        Self { inner, insertions: Failures::default(), commits: Failures::default() }
    }

    pub(crate) fn fail_insertions(&self, times: u32) {
        self.insertions.set(0, times);
    }

    pub(crate) fn fail_commits(&self, times: u32) {
        self.commits.set(0, times);
    }

    /// The next commit but one fails.
    pub(crate) fn fail_second_commit(&self) {
        self.commits.set(1, 1);
    }
}

fn failing(failures: &Failures) -> Result<(), InventoryError> {
    if failures.due() { Err(StoreError::new(Outcome::NotApplied, Away).into()) } else { Ok(()) }
}

impl Inventory for Flaky {
    fn insert(&self, record: &Record, person: Option<&PersonId>, change: &Change) -> Result<(), InventoryError> {
        failing(&self.insertions)?;
        self.inner.insert(record, person, change)
    }

    fn commit(&self, change: &Change) -> Result<(), InventoryError> {
        failing(&self.commits)?;
        self.inner.commit(change)
    }

    fn note(&self, entry: &LedgerEntry) -> Result<(), InventoryError> {
        self.inner.note(entry)
    }

    fn find(&self, id: RecordId) -> Result<Option<Record>, InventoryError> {
        self.inner.find(id)
    }

    fn history(&self, inquiry: &Inquiry) -> Result<History, InventoryError> {
        self.inner.history(inquiry)
    }

    fn undetermined(&self, visit: &mut dyn FnMut(&Record) -> ControlFlow<()>) -> Result<(), InventoryError> {
        self.inner.undetermined(visit)
    }

    fn next_crl_number(&self, scope: Scope, floor: u64) -> Result<u64, InventoryError> {
        self.inner.next_crl_number(scope, floor)
    }

    fn revoked(
        &self,
        scope: Scope,
        visit: &mut dyn FnMut(&RevokedEntry) -> ControlFlow<()>,
    ) -> Result<(), InventoryError> {
        self.inner.revoked(scope, visit)
    }

    fn register(&self, foreign: &Foreign, person: Option<&PersonId>) -> Result<(), InventoryError> {
        self.inner.register(foreign, person)
    }

    fn withdraw(&self, withdrawal: &Withdrawal) -> Result<(), InventoryError> {
        self.inner.withdraw(withdrawal)
    }

    fn registered(&self, id: ForeignId) -> Result<Option<RegisteredForeign>, InventoryError> {
        self.inner.registered(id)
    }

    fn registered_as(
        &self,
        subject: &ComparisonKey,
        visit: &mut dyn FnMut(&RegisteredForeign) -> ControlFlow<()>,
    ) -> Result<(), InventoryError> {
        self.inner.registered_as(subject, visit)
    }
}

/// What a signer does to its signatures.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    /// The first call fails, and no other.
    OnceAway,
    /// One bit of each signature is turned.
    BitTurned,
}

/// A signer with a fault.
pub(crate) struct Faulty {
    inner: Arc<dyn Signer>,
    fault: Fault,
    failures: Failures,
}

impl Faulty {
    pub(crate) fn new(inner: Arc<dyn Signer>, fault: Fault) -> Self {
        let failures = Failures::default();
        failures.set(0, 1);
        Self { inner, fault, failures }
    }
}

impl Signer for Faulty {
    fn public_key(&self) -> &PublicKey {
        self.inner.public_key()
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.inner.algorithm()
    }

    fn sign(&self, message: &[u8]) -> Result<Signature, SignError> {
        match self.fault {
            Fault::OnceAway if self.failures.due() => Err(SignError::Backend(Box::new(Away))),
            Fault::OnceAway => self.inner.sign(message),
            Fault::BitTurned => self.inner.sign(message).map(|signature| turned(&signature)),
        }
    }
}

/// The signature with its last bit turned.
pub(crate) fn turned(signature: &Signature) -> Signature {
    let mut octets = signature.as_octets().to_vec();
    if let Some(last) = octets.last_mut() {
        *last ^= 1;
    }
    Signature::from_octets(octets)
}
