//! The claims about changes: a record's whole life, compare-and-swap, notes.
//!
//! Part of the inventory contract. A change is about one status of one record; on any other it is refused and nothing is
//! changed.

use super::records::{
    CERTIFICATE, TBS, at, complete, found, hold, insert, inserted, issued, key, record, release, revoke, step, stored,
};
use crate::{
    inventory::{HoldPeriod, Inventory, InventoryError, LedgerEntry, Status},
    x509::Reason,
};

pub(super) fn keeps_the_certificate_when_completed(inventory: &dyn Inventory) {
    let id = inserted(inventory, stored(1));
    assert_eq!(found(inventory, id).to_be_signed(), Some(TBS));
    step(inventory, id, complete);
    let record = found(inventory, id);
    assert_eq!((record.status(), record.certificate_der()), (Status::Issued, Some(CERTIFICATE)));
    assert_eq!(record.to_be_signed(), None);
}

pub(super) fn walks_the_whole_life_of_a_record(inventory: &dyn Inventory) {
    let id = issued(inventory, stored(1));
    step(inventory, id, |record| hold(record, 10));
    let until = Some(at(10 + 7 * 86_400));
    assert_eq!(found(inventory, id).status(), Status::Held { since: at(10), until });
    step(inventory, id, |record| release(record, 20));
    assert_eq!(found(inventory, id).status(), Status::Issued);
    step(inventory, id, |record| revoke(record, 30));
    let revoked = Status::Revoked { at: at(30), reason: Reason::KeyCompromise, invalid_since: Some(at(29)) };
    assert_eq!(found(inventory, id).status(), revoked);
    assert_eq!(found(inventory, id).certificate_der(), Some(CERTIFICATE));
}

pub(super) fn keeps_every_hold_that_is_over(inventory: &dyn Inventory) {
    let id = issued(inventory, stored(1));
    step(inventory, id, |record| hold(record, 10));
    step(inventory, id, |record| release(record, 20));
    step(inventory, id, |record| hold(record, 30));
    step(inventory, id, |record| revoke(record, 40));
    let until = |since: i64| Some(at(since + 7 * 86_400));
    let expected = [
        HoldPeriod { since: at(10), until: until(10), ended: at(20) },
        HoldPeriod { since: at(30), until: until(30), ended: at(40) },
    ];
    assert_eq!(found(inventory, id).holds(), expected);
}

pub(super) fn refuses_a_change_of_a_record_that_moved_on(inventory: &dyn Inventory) {
    let id = issued(inventory, stored(1));
    let late = hold(&found(inventory, id), 10);
    step(inventory, id, |record| revoke(record, 5));
    let before = found(inventory, id);
    match inventory.commit(&late) {
        Err(InventoryError::Conflict { id: conflicting, expected, found }) => {
            assert_eq!((conflicting, expected, found), (id, Some(Status::Issued), Some(before.status())));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(found(inventory, id), before);
    // The same state with other times is another status: a hold released and made anew is not the one decided about.
    let id = issued(inventory, stored(2));
    step(inventory, id, |record| hold(record, 10));
    let late = release(&found(inventory, id), 20);
    step(inventory, id, |record| release(record, 15));
    step(inventory, id, |record| hold(record, 16));
    let refusal = inventory.commit(&late);
    assert!(matches!(refusal, Err(InventoryError::Conflict { .. })), "{refusal:?}");
}

pub(super) fn refuses_a_change_twice(inventory: &dyn Inventory) {
    let id = inserted(inventory, stored(1));
    let change = complete(&found(inventory, id));
    inventory.commit(&change).unwrap();
    let refusal = inventory.commit(&change);
    assert!(matches!(refusal, Err(InventoryError::Conflict { .. })), "{refusal:?}");
}

pub(super) fn refuses_a_change_of_a_record_it_does_not_have(inventory: &dyn Inventory) {
    let record = record(stored(1));
    let refusal = inventory.commit(&complete(&record));
    assert!(matches!(refusal, Err(InventoryError::NotFound(id)) if id == record.id()), "{refusal:?}");
}

pub(super) fn refuses_to_commit_an_insertion(inventory: &dyn Inventory) {
    let record = record(stored(1));
    let insertion = record.insertion().unwrap();
    let refusal = inventory.commit(&insertion);
    assert!(matches!(refusal, Err(InventoryError::NotFound(_))), "{refusal:?}");
    insert(inventory, &record, None).unwrap();
    let refusal = inventory.commit(&insertion);
    assert!(matches!(refusal, Err(InventoryError::Conflict { expected: None, .. })), "{refusal:?}");
}

pub(super) fn takes_a_note(inventory: &dyn Inventory) {
    inventory.note(&LedgerEntry::policy_adopted(at(0), "tls-client")).unwrap();
    inventory.note(&LedgerEntry::refused(at(1), "tls-client", Some(key(1)), ["R-03"])).unwrap();
}
