//! The rolls: what was planned, issued, held and revoked, and who may say so.
//!
//! `issuance` plans a record before a key is touched and completes it before a certificate is seen; `policy` asks for
//! the [`History`] of a key, a name and a person. The rules of a certificate's life (RFC 5280 §5.3.1, domain §5.3) are
//! methods of [`Record`]; each returns a [`Change`], and a store only applies it.
//! The surprising choice: an [`Inventory`] has no method for a single transition, so that no store can allow one that
//! the rules refuse.

mod change;
mod error;
mod foreign;
mod history;
mod id;
mod ledger;
mod memory;
mod octets;
mod person;
mod record;
mod rules;
mod status;
mod stored;

use std::{fmt, ops::ControlFlow};

pub use change::Change;
pub use error::{InventoryError, Outcome, StoreError};
pub use foreign::{
    Demanded, Foreign, ForeignCause, ForeignCertificate, ForeignError, ForeignFault, ForeignId, ForeignPlace,
    IllegalWithdrawal, RegisteredForeign, Registration, Standing, StoredForeign, StoredForeignError, TrustedIssuers,
    TrustedIssuersError, Withdrawal,
};
pub use history::{History, HistoryMismatch, Inquiry, NotOnRecord, Owner, PastRecord};
pub use id::{ComparisonKey, IdError, IssuerId, KeyId, RecordId, Scope};
pub use ledger::{Actor, ApplicationStep, Event, LedgerEntry, Object, Requested, Requester};
pub use memory::MemoryInventory;
pub use octets::Octets;
pub(crate) use person::leaves_the_person_open;
pub use person::{PersonHash, PersonId};
pub(crate) use record::Plan;
pub use record::{Ownership, Record};
pub use rules::{IllegalTransition, Revocation, Step};
pub use status::{CertificatesAtOnce, HoldPeriod, KeyMaker, RevokedEntry, State, Status, SuspensionRule};
pub use stored::{StoredBody, StoredRecord, StoredRecordError, WrongBody};

/// Where records live.
///
/// Written by embedders for their databases; [`MemoryInventory`] is one. Every method is one transaction: it happens
/// whole or not at all, and [`StoreError::outcome`] says what is known when it fails. A store is inside the boundary of
/// trust: what it returns from [`find`](Inventory::find) is taken for what was inserted.
///
/// Arguments named `visit` are called inside the transaction and must not call the inventory again.
pub trait Inventory: Send + Sync {
    /// Puts a planned record on the rolls, with the hash of its person and the entry of the ledger.
    ///
    /// In the same transaction the store makes sure that [`Change::inserts`] agrees, that the serial number is unused,
    /// that no record with the same key [contends](Record::contends_for_key_with) with this one, none with the same
    /// subject [does](Record::contends_for_subject_with), on the register neither
    /// ([`ForeignCertificate::contends_for_subject_with_record`]), and none of the same person
    /// [does](Record::contends_for_person_with), because what `approve` asked may no longer be so. The person is never
    /// stored as given but as a [`PersonHash`] under the salt of the store.
    ///
    /// # Errors
    /// [`InventoryError::NotAnInsertion`], [`InventoryError::PersonMismatch`], [`InventoryError::SerialInUse`],
    /// [`InventoryError::KeyInUse`], [`InventoryError::SubjectInUse`], [`InventoryError::SubjectRegistered`],
    /// [`InventoryError::PersonHolds`],
    /// [`InventoryError::Store`].
    fn insert(&self, record: &Record, person: Option<&PersonId>, change: &Change) -> Result<(), InventoryError>;

    /// Applies a change if the record still has the status the change expects, and writes its entry of the ledger.
    ///
    /// # Errors
    /// [`InventoryError::NotFound`], [`InventoryError::Conflict`], [`InventoryError::Store`].
    fn commit(&self, change: &Change) -> Result<(), InventoryError>;

    /// Writes to the ledger only: refusals, policies adopted.
    ///
    /// # Errors
    /// [`InventoryError::Store`].
    fn note(&self, entry: &LedgerEntry) -> Result<(), InventoryError>;

    /// The record of a certificate.
    ///
    /// # Errors
    /// [`InventoryError::Store`].
    fn find(&self, id: RecordId) -> Result<Option<Record>, InventoryError>;

    /// All records that share the key, the subject or the person of the inquiry, whoever issued them. The empty subject is
    /// shared by nobody.
    ///
    /// # Errors
    /// [`InventoryError::Store`].
    fn history(&self, inquiry: &Inquiry) -> Result<History, InventoryError>;

    /// Visits the records that are planned, in the order of their ids, until the visitor breaks: their serial numbers
    /// are burnt, and whether a signature exists is not known. Those being signed at this moment are among them.
    ///
    /// # Errors
    /// [`InventoryError::Store`].
    fn undetermined(&self, visit: &mut dyn FnMut(&Record) -> ControlFlow<()>) -> Result<(), InventoryError>;

    /// The next CRL number of a scope, stored before it is returned: greater than every number given before and at
    /// least `floor`; the first is at least 1 (RFC 5280 §5.2.3).
    ///
    /// # Errors
    /// [`InventoryError::CrlNumbersExhausted`], [`InventoryError::Store`].
    fn next_crl_number(&self, scope: Scope, floor: u64) -> Result<u64, InventoryError>;

    /// Visits what a CRL of the scope may list, the revoked, the held and those with a hold that was released
    /// ([`Record::revoked_entry`] of each that has one), as of one moment, in ascending order of serial numbers, until the
    /// visitor breaks.
    ///
    /// # Errors
    /// [`InventoryError::Store`].
    fn revoked(
        &self,
        scope: Scope,
        visit: &mut dyn FnMut(&RevokedEntry) -> ControlFlow<()>,
    ) -> Result<(), InventoryError>;

    /// Puts a verified certificate of another issuer on the register, with the hash of its person and its
    /// [entry](Foreign::ledger) of the ledger. It is no record: no history, list or other method tells of it.
    ///
    /// In the same transaction the store makes sure that [`Foreign::registers`] agrees, that no certificate
    /// that [says the same](ForeignCertificate::says_the_same_as) was ever registered, that no record has its [issuer](ForeignCertificate::issuer_id), that its key
    /// [was not compromised](ForeignCertificate::has_key_compromised_in) in a record, and that its subject was given to no
    /// other person, in a record ([`ForeignCertificate::contends_for_subject_with_record`]) or on the register
    /// ([`ForeignCertificate::contends_for_subject_with`]). What is withdrawn is never forgotten.
    ///
    /// # Errors
    /// [`InventoryError::ForeignPersonMismatch`], [`InventoryError::AlreadyRegistered`], [`InventoryError::IssuedHere`],
    /// [`InventoryError::KeyInUse`], [`InventoryError::SubjectInUse`], [`InventoryError::SubjectRegistered`],
    /// [`InventoryError::Store`].
    fn register(&self, foreign: &Foreign, person: Option<&PersonId>) -> Result<(), InventoryError>;

    /// Applies a withdrawal ([`Withdrawal::apply_to`]) and writes its entry of the ledger.
    ///
    /// # Errors
    /// [`InventoryError::NotRegistered`], [`InventoryError::Withdrawal`], [`InventoryError::Store`].
    fn withdraw(&self, withdrawal: &Withdrawal) -> Result<(), InventoryError>;

    /// A certificate on the register, withdrawn or not.
    ///
    /// # Errors
    /// [`InventoryError::Store`].
    fn registered(&self, id: ForeignId) -> Result<Option<RegisteredForeign>, InventoryError>;

    /// Visits the certificates on the register with this subject, withdrawn or not, in the order of their ids, until the
    /// visitor breaks.
    ///
    /// # Errors
    /// [`InventoryError::Store`].
    fn registered_as(
        &self,
        subject: &ComparisonKey,
        visit: &mut dyn FnMut(&RegisteredForeign) -> ControlFlow<()>,
    ) -> Result<(), InventoryError>;
}

impl fmt::Debug for dyn Inventory + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Inventory")
    }
}

#[cfg(test)]
mod tests;
