//! The records, changes and answers the claims of the contract are made of.
//!
//! Under the other files of the inventory contract. Octets and names are fixed; what a claim is about is changed in a
//! copy. The certificate is no certificate: a store keeps octets and does not read them.

use std::ops::ControlFlow;

use crate::{
    inventory::{
        CertificatesAtOnce, Change, History, Inventory, InventoryError, IssuerId, KeyId, KeyMaker, Octets, Ownership,
        PersonId, Record, RecordId, Requested, Requester, Revocation, RevokedEntry, Scope, Status, StoredBody,
        StoredRecord, SuspensionRule,
    },
    x509::{AttributeType, Name, Reason, SerialNumber, Shard, Time},
};

pub(super) const TBS: &[u8] = &[0x30, 0x03, 0x02, 0x01, 0x05];
/// The same in the shape of a `Certificate`.
pub(super) const CERTIFICATE: &[u8] =
    &[0x30, 0x11, 0x30, 0x03, 0x02, 0x01, 0x05, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x03, 0x00, 0xab, 0xcd];

/// A second of the year 2027, by its number.
pub(super) fn at(second: i64) -> Time {
    "2027-01-01T00:00:00Z".parse::<Time>().unwrap().plus_seconds(second).unwrap()
}

pub(super) fn officer() -> Requested {
    Requested { by: Requester::Officer, at: at(0) }
}

pub(super) fn issuer(octet: u8) -> IssuerId {
    IssuerId::from_octets([octet; 32])
}

pub(super) fn key(octet: u8) -> KeyId {
    KeyId::from_octets([octet; 32])
}

pub(super) fn subject(common_name: &str) -> Name {
    Name::of(&[(AttributeType::COUNTRY, "PL"), (AttributeType::COMMON_NAME, common_name)]).unwrap()
}

/// A planned record; what a claim is about is changed in it.
pub(super) fn stored(number: u8) -> StoredRecord {
    let mut serial = [0x40; SerialNumber::OCTETS];
    serial[15] = number;
    StoredRecord {
        version: StoredRecord::VERSION,
        issuer: issuer(1),
        serial: SerialNumber::from_octets(serial).unwrap(),
        shard: Shard::ONLY,
        subject: Octets::new(subject("anna.nowak").as_der()),
        key: key(number),
        key_maker: KeyMaker::Subscriber,
        policy: "tls-client".to_owned(),
        suspension: SuspensionRule::Allowed { max_days: Some(7), then: None },
        at_once: CertificatesAtOnce::Any,
        renews: None,
        not_before: at(0),
        not_after: at(86_400 * 365),
        planned_at: at(-1),
        body: StoredBody::ToBeSigned(Octets::new(TBS)),
        status: Status::Planned,
        holds: Vec::new(),
        ownership: Ownership::Nobody,
    }
}

pub(super) fn record(stored: StoredRecord) -> Record {
    Record::from_stored(stored).unwrap()
}

pub(super) fn insert(
    inventory: &dyn Inventory,
    record: &Record,
    person: Option<&PersonId>,
) -> Result<(), InventoryError> {
    inventory.insert(record, person, &record.insertion().unwrap())
}

pub(super) fn inserted(inventory: &dyn Inventory, stored: StoredRecord) -> RecordId {
    let record = record(stored);
    insert(inventory, &record, None).unwrap();
    record.id()
}

pub(super) fn found(inventory: &dyn Inventory, id: RecordId) -> Record {
    inventory.find(id).unwrap().unwrap()
}

pub(super) fn complete(record: &Record) -> Change {
    record.complete(CERTIFICATE, at(0)).unwrap()
}

pub(super) fn hold(record: &Record, since: i64) -> Change {
    record.hold(at(since), None, officer()).unwrap()
}

pub(super) fn release(record: &Record, when: i64) -> Change {
    record.release(at(when), officer()).unwrap()
}

pub(super) fn revoke(record: &Record, when: i64) -> Change {
    let invalid_since = Some(at(when - 1));
    record
        .revoke(Revocation { at: at(when), reason: Reason::KeyCompromise, invalid_since, requested: officer() })
        .unwrap()
}

/// Commits what the step makes of the record as the store has it.
pub(super) fn step(inventory: &dyn Inventory, id: RecordId, step: impl FnOnce(&Record) -> Change) {
    inventory.commit(&step(&found(inventory, id))).unwrap();
}

pub(super) fn issued(inventory: &dyn Inventory, stored: StoredRecord) -> RecordId {
    let id = inserted(inventory, stored);
    step(inventory, id, complete);
    id
}

pub(super) fn ids(history: &History) -> Vec<RecordId> {
    history.records().iter().map(|record| record.id()).collect()
}

pub(super) fn undetermined(inventory: &dyn Inventory) -> Vec<RecordId> {
    let mut seen = Vec::new();
    let mut visit = |record: &Record| {
        seen.push(record.id());
        ControlFlow::Continue(())
    };
    inventory.undetermined(&mut visit).unwrap();
    seen
}

pub(super) fn listed(inventory: &dyn Inventory, scope: Scope) -> Vec<RevokedEntry> {
    let mut seen = Vec::new();
    let mut visit = |entry: &RevokedEntry| {
        seen.push(*entry);
        ControlFlow::Continue(())
    };
    inventory.revoked(scope, &mut visit).unwrap();
    seen
}

/// The record, for somebody else.
pub(super) fn of_another_subject(stored: StoredRecord) -> StoredRecord {
    StoredRecord { subject: Octets::new(subject("jan.nowak").as_der()), ..stored }
}

/// The record, for a person who may have one certificate of the policy at once. Its subject is its own.
pub(super) fn one_at_once(stored: StoredRecord) -> StoredRecord {
    let (at_once, ownership) = (CertificatesAtOnce::One, Ownership::Person);
    let common_name = format!("operator {}", stored.serial);
    StoredRecord { at_once, ownership, subject: Octets::new(subject(&common_name).as_der()), ..stored }
}
