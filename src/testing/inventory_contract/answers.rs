//! The claims about histories: by key, by subject, by person.
//!
//! Part of the inventory contract. What a history says is computed from the records a store returns, so a store must
//! return each of them once and as it is now.

use super::records::{
    at, complete, ids, insert, inserted, issued, issuer, key, of_another_subject, record, revoke, step, stored, subject,
};
use crate::inventory::{Inquiry, Inventory, Owner, Ownership, PersonId, Status, StoredRecord};

pub(super) fn answers_by_key(inventory: &dyn Inventory) {
    let id = inserted(inventory, stored(1));
    inserted(inventory, stored(2));
    let inquiry = Inquiry::new(Some(key(1)), &subject("jan.nowak"), None);
    let history = inventory.history(&inquiry).unwrap();
    assert_eq!(history.answers(&inquiry), Ok(()));
    assert_eq!(ids(&history), [id]);
    assert_eq!(history.key_of_another_subject(), Some(id));
}

pub(super) fn answers_by_subject(inventory: &dyn Inventory) {
    let first = inserted(inventory, stored(1));
    let second = inserted(inventory, StoredRecord { issuer: issuer(2), ..stored(2) });
    inserted(inventory, of_another_subject(stored(3)));
    let history = inventory.history(&Inquiry::new(None, &subject("ANNA.NOWAK"), None)).unwrap();
    assert_eq!(ids(&history), [first, second]);
    assert_eq!(history.subject_of_another(), None);
}

pub(super) fn answers_by_person(inventory: &dyn Inventory) {
    let (seven, eight) = (PersonId::new(b"7"), PersonId::new(b"8"));
    let of_a_person = |stored| record(StoredRecord { ownership: Ownership::Person, ..stored });
    let (first, second) = (of_a_person(stored(1)), of_a_person(of_another_subject(stored(2))));
    insert(inventory, &first, Some(&seven)).unwrap();
    insert(inventory, &second, Some(&eight)).unwrap();
    step(inventory, first.id(), complete);
    let ask = |person: &PersonId, common_name: &str| {
        inventory.history(&Inquiry::new(None, &subject(common_name), Some(person.clone()))).unwrap()
    };
    let history = ask(&seven, "someone.else");
    assert_eq!(ids(&history), [first.id()]);
    assert_eq!(history.records()[0].owner(), Owner::Inquired);
    assert_eq!(history.active_of_person("tls-client", at(1)), [first.id()]);
    let history = ask(&seven, "jan.nowak");
    assert_eq!(ids(&history), [first.id(), second.id()]);
    assert_eq!(history.subject_of_another(), Some(second.id()), "the name belongs to another person");
    let nobody = inventory.history(&Inquiry::new(None, &subject("jan.nowak"), None)).unwrap();
    assert_eq!(nobody.records()[0].owner(), Owner::Another);
    assert!(ids(&ask(&PersonId::new(b"9"), "someone.else")).is_empty());
}

pub(super) fn answers_with_a_record_once(inventory: &dyn Inventory) {
    let person = PersonId::new(b"7");
    let record = record(StoredRecord { ownership: Ownership::Person, ..stored(1) });
    insert(inventory, &record, Some(&person)).unwrap();
    let history = inventory.history(&Inquiry::new(Some(key(1)), record.subject(), Some(person))).unwrap();
    assert_eq!(ids(&history), [record.id()]);
}

pub(super) fn answers_with_the_status_of_now(inventory: &dyn Inventory) {
    let id = issued(inventory, stored(1));
    let ask = || inventory.history(&Inquiry::new(Some(key(1)), &subject("anna.nowak"), None)).unwrap();
    assert_eq!(ask().records()[0].status(), Status::Issued);
    assert_eq!(ask().key_compromised(), None);
    step(inventory, id, |record| revoke(record, 5));
    assert_eq!(ask().key_compromised(), Some(id));
}
