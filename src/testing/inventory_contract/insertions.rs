//! The claims about insertion: what is found again, and what is refused and leaves no trace.
//!
//! Part of the inventory contract. A store repeats the checks of serial number, key and name in its own transaction,
//! whatever a history said before.

use super::records::{
    at, complete, found, insert, inserted, issuer, key, of_another_subject, record, revoke, step, stored, subject,
    undetermined,
};
use crate::inventory::{Inquiry, Inventory, InventoryError, Octets, Ownership, PersonId, RecordId, StoredRecord};

pub(super) fn finds_what_was_inserted(inventory: &dyn Inventory) {
    let person = PersonId::new(b"7");
    let record = record(StoredRecord { ownership: Ownership::Person, ..stored(1) });
    insert(inventory, &record, Some(&person)).unwrap();
    assert_eq!(found(inventory, record.id()), record);
}

pub(super) fn finds_nothing_under_another_id(inventory: &dyn Inventory) {
    let id = inserted(inventory, stored(1));
    assert_eq!(inventory.find(RecordId { issuer: issuer(2), ..id }).unwrap(), None);
    assert_eq!(inventory.find(stored(2).id()).unwrap(), None);
}

pub(super) fn refuses_a_serial_number_in_use(inventory: &dyn Inventory) {
    let id = inserted(inventory, stored(1));
    let again = record(StoredRecord { key: key(9), ..stored(1) });
    let refusal = insert(inventory, &again, None);
    assert!(matches!(refusal, Err(InventoryError::SerialInUse { id: used }) if used == id), "{refusal:?}");
    assert_eq!(found(inventory, id).key(), key(1));
}

pub(super) fn takes_the_serial_number_of_another_issuer(inventory: &dyn Inventory) {
    inserted(inventory, stored(1));
    let id = inserted(inventory, StoredRecord { issuer: issuer(2), ..stored(1) });
    assert_eq!(found(inventory, id).id().issuer, issuer(2));
}

pub(super) fn refuses_a_key_certified_for_another_subject(inventory: &dyn Inventory) {
    let other = inserted(inventory, stored(1));
    let record = record(of_another_subject(StoredRecord { key: key(1), ..stored(2) }));
    let refusal = insert(inventory, &record, None);
    assert!(matches!(refusal, Err(InventoryError::KeyInUse { other: found }) if found == other), "{refusal:?}");
    step(inventory, other, complete);
    step(inventory, other, |record| revoke(record, 5));
    let refusal = insert(inventory, &record, None);
    assert!(matches!(refusal, Err(InventoryError::KeyInUse { .. })), "revoked is not forgotten: {refusal:?}");
}

pub(super) fn refuses_a_key_that_another_issuer_certified_for_another_subject(inventory: &dyn Inventory) {
    inserted(inventory, stored(1));
    let record = record(of_another_subject(StoredRecord { issuer: issuer(2), key: key(1), ..stored(2) }));
    let refusal = insert(inventory, &record, None);
    assert!(matches!(refusal, Err(InventoryError::KeyInUse { .. })), "{refusal:?}");
}

pub(super) fn takes_a_key_again_for_the_same_subject(inventory: &dyn Inventory) {
    inserted(inventory, stored(1));
    let same = Octets::new(subject("ANNA.nowak").as_der());
    inserted(inventory, StoredRecord { key: key(1), subject: same, ..stored(2) });
}

pub(super) fn takes_a_key_that_was_only_planned_and_abandoned(inventory: &dyn Inventory) {
    let id = inserted(inventory, stored(1));
    step(inventory, id, |record| record.abandon(at(0)).unwrap());
    inserted(inventory, of_another_subject(StoredRecord { key: key(1), ..stored(2) }));
}

pub(super) fn refuses_a_subject_given_to_another_person(inventory: &dyn Inventory) {
    let of_a_person = |stored| record(StoredRecord { ownership: Ownership::Person, ..stored });
    let (first, second) = (of_a_person(stored(1)), of_a_person(stored(2)));
    insert(inventory, &first, Some(&PersonId::new(b"7"))).unwrap();
    let refusal = insert(inventory, &second, Some(&PersonId::new(b"8")));
    let other = first.id();
    assert!(matches!(refusal, Err(InventoryError::SubjectInUse { other: found }) if found == other), "{refusal:?}");
    let refusal = insert(inventory, &record(stored(3)), None);
    assert!(matches!(refusal, Err(InventoryError::SubjectInUse { .. })), "nobody is not that person: {refusal:?}");
}

pub(super) fn takes_a_subject_again_for_the_same_person(inventory: &dyn Inventory) {
    let of_a_person = |stored| record(StoredRecord { ownership: Ownership::Person, ..stored });
    for number in [1, 2] {
        insert(inventory, &of_a_person(stored(number)), Some(&PersonId::new(b"7"))).unwrap();
    }
}

pub(super) fn leaves_no_trace_of_a_refused_insertion(inventory: &dyn Inventory) {
    let other = inserted(inventory, stored(1));
    let record = record(of_another_subject(StoredRecord { key: key(1), ..stored(2) }));
    insert(inventory, &record, None).unwrap_err();
    assert_eq!(inventory.find(record.id()).unwrap(), None);
    assert_eq!(undetermined(inventory), [other]);
    let history = inventory.history(&Inquiry::new(None, &subject("jan.nowak"), None)).unwrap();
    assert!(history.records().is_empty());
}

pub(super) fn refuses_the_insertion_of_another_record(inventory: &dyn Inventory) {
    let (mine, other) = (record(stored(1)), record(stored(2)));
    let refusal = inventory.insert(&mine, None, &other.insertion().unwrap());
    assert!(matches!(refusal, Err(InventoryError::NotAnInsertion { record }) if record == mine.id()), "{refusal:?}");
    let refusal = inventory.insert(&mine, None, &complete(&mine));
    assert!(matches!(refusal, Err(InventoryError::NotAnInsertion { .. })), "{refusal:?}");
    assert_eq!(inventory.find(mine.id()).unwrap(), None);
}

pub(super) fn refuses_a_person_the_record_was_not_planned_for(inventory: &dyn Inventory) {
    let (nobodys, somebodys) = (record(stored(1)), record(StoredRecord { ownership: Ownership::Person, ..stored(2) }));
    let refusal = insert(inventory, &nobodys, Some(&PersonId::new(b"7")));
    assert!(matches!(refusal, Err(InventoryError::PersonMismatch { .. })), "{refusal:?}");
    let refusal = insert(inventory, &somebodys, None);
    assert!(matches!(refusal, Err(InventoryError::PersonMismatch { .. })), "{refusal:?}");
}
