//! The claims about persons: one certificate at once, and namesakes nobody can tell apart.
//!
//! Part of the inventory contract; domain §5.3 point 10 and EN 319 411-1 GEN-6.3.3-10. Both are decided by the records
//! themselves (`Record::contends_for_person_with`, `Record::contends_for_subject_with`); what a store owes is to ask
//! every record of the person and of the subject in the transaction of the insertion, the planned ones too.

use super::records::{
    at, complete, found, hold, insert, inserted, issued, issuer, one_at_once, record, revoke, step, stored,
};
use crate::{
    inventory::{CertificatesAtOnce, Inventory, InventoryError, Octets, Ownership, PersonId, RecordId, StoredRecord},
    x509::{AttributeType, Name},
};

fn person() -> PersonId {
    PersonId::new(b"7")
}

fn given(inventory: &dyn Inventory, stored: StoredRecord) -> RecordId {
    let record = record(stored);
    insert(inventory, &record, Some(&person())).unwrap();
    record.id()
}

#[track_caller]
fn refuse_another(inventory: &dyn Inventory, stored: StoredRecord, holds: RecordId) {
    let refusal = insert(inventory, &record(stored), Some(&person()));
    assert!(matches!(refusal, Err(InventoryError::PersonHolds { other }) if other == holds), "{refusal:?}");
}

pub(super) fn refuses_a_second_certificate_where_a_person_may_have_one(inventory: &dyn Inventory) {
    let first = given(inventory, one_at_once(stored(1)));
    refuse_another(inventory, one_at_once(stored(2)), first);
    step(inventory, first, complete);
    refuse_another(inventory, one_at_once(StoredRecord { issuer: issuer(2), ..stored(2) }), first);
    step(inventory, first, |record| hold(record, 5));
    refuse_another(inventory, one_at_once(stored(2)), first);
    assert_eq!(inventory.find(stored(2).id()).unwrap(), None);
    // Another person, another policy, and a policy that asks for nothing of the kind.
    let another = record(one_at_once(stored(3)));
    insert(inventory, &another, Some(&PersonId::new(b"8"))).unwrap();
    given(inventory, StoredRecord { policy: "operator-card".to_owned(), ..one_at_once(stored(4)) });
    given(inventory, StoredRecord { at_once: CertificatesAtOnce::Any, ..one_at_once(stored(5)) });
}

pub(super) fn takes_the_renewal_of_the_one_certificate_of_a_person(inventory: &dyn Inventory) {
    let first = given(inventory, one_at_once(stored(1)));
    step(inventory, first, complete);
    let renewal = |number| StoredRecord { renews: Some(first), ..one_at_once(stored(number)) };
    let second = given(inventory, renewal(2));
    assert_eq!(found(inventory, second).renews(), Some(first));
    refuse_another(inventory, renewal(3), second);
}

pub(super) fn takes_another_once_the_one_of_a_person_has_ended(inventory: &dyn Inventory) {
    let abandoned = given(inventory, one_at_once(stored(1)));
    step(inventory, abandoned, |record| record.abandon(at(0)).unwrap());
    let revoked = given(inventory, one_at_once(stored(2)));
    step(inventory, revoked, complete);
    step(inventory, revoked, |record| revoke(record, 5));
    refuse_another(inventory, StoredRecord { planned_at: at(4), ..one_at_once(stored(3)) }, revoked);
    let expired = given(inventory, StoredRecord { planned_at: at(5), not_after: at(10), ..one_at_once(stored(3)) });
    step(inventory, expired, complete);
    refuse_another(inventory, StoredRecord { planned_at: at(10), ..one_at_once(stored(4)) }, expired);
    given(inventory, StoredRecord { planned_at: at(11), ..one_at_once(stored(4)) });
}

pub(super) fn refuses_a_subject_that_leaves_the_person_open(inventory: &dyn Inventory) {
    let of = |number, attributes: &[(AttributeType, &str)]| {
        let name = Name::of(attributes).unwrap();
        StoredRecord { subject: Octets::new(name.as_der()), ..stored(number) }
    };
    let names = [(AttributeType::GIVEN_NAME, "Jan"), (AttributeType::SURNAME, "Nowak")];
    let first = issued(inventory, of(1, &names));
    step(inventory, first, |record| revoke(record, 5));
    let namesake = record(of(2, &[(AttributeType::GIVEN_NAME, "JAN"), (AttributeType::SURNAME, "nowak")]));
    let refusal = insert(inventory, &namesake, None);
    assert!(matches!(refusal, Err(InventoryError::SubjectInUse { other }) if other == first), "{refusal:?}");
    // Those whom a number tells apart are another matter, whether it is in the subject or the store's to compare.
    let [given_name, surname] = names;
    let numbered = [given_name, surname, (AttributeType::SERIAL_NUMBER, "1")];
    for number in [3, 4] {
        inserted(inventory, of(number, &numbered));
    }
    let known = [given_name, (AttributeType::SURNAME, "Kowalski")];
    for number in [5, 6] {
        given(inventory, StoredRecord { ownership: Ownership::Person, ..of(number, &known) });
    }
}
