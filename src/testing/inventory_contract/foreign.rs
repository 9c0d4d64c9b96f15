//! The claims about the register of foreign certificates: what is found again, what is refused, what never comes back.
//!
//! Part of the inventory contract. The certificates are real ones that an issuer outside made once, and each is verified
//! as any other before a store sees it: there is no other way to one. The surprising choice: names that were issued and
//! names that were registered are one register, so some claims are about both.

use std::ops::ControlFlow;

use super::records::{
    at, found, insert, inserted, issued, officer, record, revoke, step, stored, subject, undetermined,
};
use crate::{
    crypto::ring::PROVIDER,
    inventory::{
        ComparisonKey, Demanded, Foreign, ForeignId, IllegalWithdrawal, Inquiry, Inventory, InventoryError, Ownership,
        PersonId, RegisteredForeign, Registration, Standing, StoredRecord, TrustedIssuers, Withdrawal,
    },
    x509::Certificate,
};

const ROOT: &[u8] = include_bytes!("foreign/root.pem");
/// Of the subject that records have unless a claim is about another.
pub(super) const ANNA: &[u8] = include_bytes!("foreign/anna.pem");
/// The same subject as names are compared, and another key.
const AGAIN: &[u8] = include_bytes!("foreign/again.pem");
/// The first under the other of the two ECDSA signatures that hold: n - s in place of s.
const RESIGNED: &[u8] = include_bytes!("foreign/resigned.pem");
/// Another subject.
const JAN: &[u8] = include_bytes!("foreign/jan.pem");

fn certificate(pem: &[u8]) -> Certificate {
    Certificate::from_pem(pem).unwrap()
}

/// Verified for an authority that has nothing to do with it: its key is that of another certificate.
pub(super) fn verified(pem: &[u8], person: Option<&PersonId>) -> Foreign {
    let own = certificate(if pem == JAN { ANNA } else { JAN });
    let trusted = TrustedIssuers::new([certificate(ROOT)]).unwrap();
    let (leaf, authorities, demanded) = (certificate(pem), Vec::new(), Demanded::Qualified);
    let registration = Registration { leaf, authorities, demanded, person, requested: officer() };
    registration.verify(&trusted, own.public_key(), &PROVIDER, at(0)).unwrap()
}

fn register(inventory: &dyn Inventory, pem: &[u8], person: Option<&PersonId>) -> Result<ForeignId, InventoryError> {
    let foreign = verified(pem, person);
    inventory.register(&foreign, person)?;
    Ok(foreign.certificate().id())
}

fn known(inventory: &dyn Inventory, id: ForeignId) -> RegisteredForeign {
    inventory.registered(id).unwrap().unwrap()
}

fn withdrawal(inventory: &dyn Inventory, id: ForeignId) -> Withdrawal {
    known(inventory, id).withdraw(at(10), officer()).unwrap()
}

pub(super) fn withdraw(inventory: &dyn Inventory, id: ForeignId) {
    inventory.withdraw(&withdrawal(inventory, id)).unwrap();
}

fn of_subject(inventory: &dyn Inventory, common_name: &str) -> Vec<ForeignId> {
    let mut seen = Vec::new();
    let mut visit = |registered: &RegisteredForeign| {
        seen.push(registered.certificate().id());
        ControlFlow::Continue(())
    };
    inventory.registered_as(&ComparisonKey::of(&subject(common_name)), &mut visit).unwrap();
    seen
}

pub(super) fn finds_what_was_registered(inventory: &dyn Inventory) {
    let person = PersonId::new(b"7");
    let foreign = verified(ANNA, Some(&person));
    assert_eq!(inventory.registered(foreign.certificate().id()).unwrap(), None);
    inventory.register(&foreign, Some(&person)).unwrap();
    let registered = known(inventory, foreign.certificate().id());
    assert_eq!(registered, foreign.to_registered());
    assert_eq!(registered.standing(), Standing::Registered);
    assert!(registered.is_active(at(1)));
    let other = ForeignId::of(&certificate(JAN), PROVIDER.digest);
    assert_eq!(inventory.registered(other).unwrap(), None);
}

pub(super) fn finds_foreign_certificates_by_their_subject(inventory: &dyn Inventory) {
    let mut both = [ANNA, AGAIN].map(|pem| register(inventory, pem, None).unwrap());
    let other = register(inventory, JAN, None).unwrap();
    both.sort();
    assert_eq!(of_subject(inventory, "Anna.Nowak"), both);
    assert_eq!(of_subject(inventory, "jan.nowak"), [other]);
    assert!(of_subject(inventory, "nobody").is_empty());
    withdraw(inventory, both[0]);
    assert_eq!(of_subject(inventory, "anna.nowak"), both, "what is withdrawn is still found");
    let mut seen = 0;
    let mut visit = |_: &RegisteredForeign| {
        seen += 1;
        ControlFlow::Break(())
    };
    inventory.registered_as(&ComparisonKey::of(&subject("anna.nowak")), &mut visit).unwrap();
    assert_eq!(seen, 1, "it stops when the visitor breaks");
}

pub(super) fn keeps_what_is_registered_apart_from_records(inventory: &dyn Inventory) {
    let id = register(inventory, ANNA, None).unwrap();
    let key = known(inventory, id).certificate().key();
    let history = inventory.history(&Inquiry::new(Some(key), &subject("anna.nowak"), None)).unwrap();
    assert!(history.records().is_empty(), "it was issued by nobody here");
    assert!(undetermined(inventory).is_empty());
}

pub(super) fn refuses_a_foreign_certificate_twice(inventory: &dyn Inventory) {
    let id = register(inventory, ANNA, None).unwrap();
    let refuse = || {
        for pem in [ANNA, RESIGNED] {
            let refusal = register(inventory, pem, None);
            assert!(matches!(refusal, Err(InventoryError::AlreadyRegistered(found)) if found == id), "{refusal:?}");
        }
    };
    refuse();
    withdraw(inventory, id);
    refuse();
}

pub(super) fn refuses_a_foreign_certificate_for_a_person_it_was_not_verified_for(inventory: &dyn Inventory) {
    let person = PersonId::new(b"7");
    for (verified_for, registered_for) in [(Some(&person), None), (None, Some(&person))] {
        let foreign = verified(ANNA, verified_for);
        let refusal = inventory.register(&foreign, registered_for);
        assert!(matches!(refusal, Err(InventoryError::ForeignPersonMismatch { .. })), "{refusal:?}");
        assert_eq!(inventory.registered(foreign.certificate().id()).unwrap(), None);
    }
}

pub(super) fn refuses_a_foreign_certificate_of_an_issuer_on_the_rolls(inventory: &dyn Inventory) {
    let issuer = verified(ANNA, None).certificate().issuer_id();
    inserted(inventory, StoredRecord { issuer, ..stored(1) });
    let refusal = register(inventory, ANNA, None);
    assert!(matches!(refusal, Err(InventoryError::IssuedHere { issuer: found }) if found == issuer), "{refusal:?}");
}

pub(super) fn refuses_a_foreign_certificate_whose_key_was_compromised(inventory: &dyn Inventory) {
    let key = verified(ANNA, None).certificate().key();
    let id = issued(inventory, StoredRecord { key, ..stored(1) });
    step(inventory, id, |record| revoke(record, 5));
    let refusal = register(inventory, ANNA, None);
    assert!(matches!(refusal, Err(InventoryError::KeyInUse { other }) if other == id), "{refusal:?}");
    assert!(register(inventory, AGAIN, None).is_ok(), "the name with another key");
}

pub(super) fn refuses_a_foreign_subject_of_another_person(inventory: &dyn Inventory) {
    let (seven, eight) = (PersonId::new(b"7"), PersonId::new(b"8"));
    let id = register(inventory, ANNA, Some(&seven)).unwrap();
    let refused = |person: Option<&PersonId>| {
        let refusal = register(inventory, AGAIN, person);
        assert!(matches!(refusal, Err(InventoryError::SubjectRegistered { other }) if other == id), "{refusal:?}");
    };
    refused(Some(&eight));
    refused(None);
    withdraw(inventory, id);
    refused(Some(&eight));
    assert!(register(inventory, AGAIN, Some(&seven)).is_ok(), "the same person under another key");
}

pub(super) fn refuses_a_foreign_subject_that_a_record_gave_to_another_person(inventory: &dyn Inventory) {
    let (seven, eight) = (PersonId::new(b"7"), PersonId::new(b"8"));
    let of_a_person = record(StoredRecord { ownership: Ownership::Person, ..stored(1) });
    insert(inventory, &of_a_person, Some(&seven)).unwrap();
    for person in [Some(&eight), None] {
        let refusal = register(inventory, AGAIN, person);
        assert!(
            matches!(refusal, Err(InventoryError::SubjectInUse { other }) if other == of_a_person.id()),
            "{refusal:?}"
        );
    }
    assert!(register(inventory, ANNA, Some(&seven)).is_ok(), "the same person");
    step(inventory, of_a_person.id(), |record| record.abandon(at(0)).unwrap());
    assert!(found(inventory, of_a_person.id()).certificate_der().is_none());
}

pub(super) fn refuses_a_subject_that_is_registered_for_another_person(inventory: &dyn Inventory) {
    let (seven, eight) = (PersonId::new(b"7"), PersonId::new(b"8"));
    let id = register(inventory, AGAIN, Some(&seven)).unwrap();
    let of_a_person = |number| record(StoredRecord { ownership: Ownership::Person, ..stored(number) });
    let refusals = [insert(inventory, &of_a_person(1), Some(&eight)), insert(inventory, &record(stored(1)), None)];
    for refusal in refusals {
        assert!(matches!(refusal, Err(InventoryError::SubjectRegistered { other }) if other == id), "{refusal:?}");
    }
    insert(inventory, &of_a_person(1), Some(&seven)).unwrap();
}

pub(super) fn withdraws_a_foreign_certificate_for_good(inventory: &dyn Inventory) {
    let id = register(inventory, ANNA, None).unwrap();
    let late = withdrawal(inventory, id);
    withdraw(inventory, id);
    let registered = known(inventory, id);
    assert_eq!(registered.standing(), Standing::Withdrawn { at: at(10), requested: officer() });
    assert!(registered.is_active(at(9)) && !registered.is_active(at(10)));
    let refusal = inventory.withdraw(&late);
    let twice = InventoryError::from(IllegalWithdrawal::AlreadyWithdrawn { id, at: at(10) }).to_string();
    assert_eq!(refusal.unwrap_err().to_string(), twice);
    let refusal = register(inventory, ANNA, None);
    assert!(matches!(refusal, Err(InventoryError::AlreadyRegistered(_))), "nothing comes back: {refusal:?}");
    assert_eq!(known(inventory, id), registered);
}

pub(super) fn refuses_to_withdraw_what_is_not_registered(inventory: &dyn Inventory) {
    let foreign = verified(ANNA, None);
    let withdrawal = foreign.to_registered().withdraw(at(10), officer()).unwrap();
    let refusal = inventory.withdraw(&withdrawal);
    let id = foreign.certificate().id();
    assert!(matches!(refusal, Err(InventoryError::NotRegistered(found)) if found == id), "{refusal:?}");
    assert_eq!(inventory.registered(id).unwrap(), None);
}
