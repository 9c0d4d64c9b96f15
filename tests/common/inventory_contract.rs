//! What every inventory must do, as claims any store can be held to.
//!
//! `run` takes a maker of empty inventories and checks each claim on a fresh one; what fails is named. Records are made
//! the way a store reads them (`Record::from_stored`) and changes by the rules, so the suite has no door of its own into
//! the crate. Two claims it cannot check: that a visitor must not call the inventory, and that a change and its ledger
//! entry are one transaction when the power fails.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a claim that does not hold panics")]

use std::{ops::ControlFlow, panic, sync::Arc, thread};

use chancery::{
    inventory::{
        HoldPeriod, Inquiry, Inventory, InventoryError, IssuerId, LedgerEntry, Octets, Owner, Ownership, PersonId,
        Record, RecordId, RevokedEntry, Scope, Status, StoredRecord,
    },
    x509::{AttributeType, Name, Reason, Shard},
};
#[path = "inventory_contract/records.rs"]
mod records;

use records::{
    CERTIFICATE, TBS, at, complete, found, hold, ids, insert, inserted, issued, issuer, key, listed, record, release,
    revoke, step, stored, subject, undetermined,
};

/// A claim, by its name.
type Claim = (&'static str, fn(&dyn Inventory));

macro_rules! claims {
    ($($name:ident),* $(,)?) => { [$((stringify!($name), $name as fn(&dyn Inventory))),*] };
}

/// Checks every claim on an inventory of its own and panics with the names of those that do not hold.
pub(crate) fn run(make: &dyn Fn() -> Arc<dyn Inventory>) {
    let claims: [Claim; 33] = claims![
        finds_what_was_inserted,
        finds_nothing_under_another_id,
        refuses_a_serial_number_in_use,
        takes_the_serial_number_of_another_issuer,
        refuses_a_key_certified_for_another_subject,
        refuses_a_key_that_another_issuer_certified_for_another_subject,
        takes_a_key_again_for_the_same_subject,
        takes_a_key_that_was_only_planned_and_abandoned,
        refuses_a_subject_given_to_another_person,
        takes_a_subject_again_for_the_same_person,
        leaves_no_trace_of_a_refused_insertion,
        refuses_the_insertion_of_another_record,
        refuses_a_person_the_record_was_not_planned_for,
        keeps_the_certificate_when_completed,
        walks_the_whole_life_of_a_record,
        keeps_every_hold_that_is_over,
        refuses_a_change_of_a_record_that_moved_on,
        refuses_a_change_twice,
        refuses_a_change_of_a_record_it_does_not_have,
        refuses_to_commit_an_insertion,
        takes_a_note,
        answers_by_key,
        answers_by_subject,
        answers_by_person,
        answers_with_a_record_once,
        answers_with_the_status_of_now,
        visits_what_is_undetermined,
        numbers_crls_upwards_and_above_the_floor,
        numbers_each_scope_by_itself,
        refuses_a_crl_number_past_the_last,
        visits_the_revoked_and_the_held_of_a_scope_by_serial_number,
        stops_when_the_visitor_breaks,
        lets_one_of_many_threads_win,
    ];
    let failed: Vec<&str> = claims
        .into_iter()
        .filter(|(_, claim)| {
            let inventory = make();
            panic::catch_unwind(panic::AssertUnwindSafe(|| claim(inventory.as_ref()))).is_err()
        })
        .map(|(name, _)| name)
        .collect();
    assert!(failed.is_empty(), "the inventory does not hold to its contract: {}", failed.join(", "));
}

/// Leaves a revoked record of a person, a CRL number and a note behind, for tests that open a store again.
pub(crate) fn a_persons_revoked_record(inventory: &dyn Inventory, person: &PersonId) -> RecordId {
    let serial_number = (AttributeType::SERIAL_NUMBER, "PNOPL-99723100018");
    let subject = Name::of(&[serial_number, (AttributeType::COMMON_NAME, "anna.nowak")]).unwrap();
    let subject = Octets::new(subject.as_der());
    let record = record(StoredRecord { ownership: Ownership::Person, subject, ..stored(1) });
    insert(inventory, &record, Some(person)).unwrap();
    step(inventory, record.id(), complete);
    step(inventory, record.id(), |record| revoke(record, 5));
    inventory.next_crl_number(record.scope(), 0).unwrap();
    inventory.note(&LedgerEntry::policy_adopted(at(0), "tls-client")).unwrap();
    record.id()
}

/// One insertion, for tests in which it fails.
pub(crate) fn an_insertion(inventory: &dyn Inventory) -> Result<(), InventoryError> {
    insert(inventory, &record(stored(1)), None)
}

// ── insert and find ────────────────────────────────────────────────────────────────────────────

fn finds_what_was_inserted(inventory: &dyn Inventory) {
    let person = PersonId::new(b"7");
    let record = record(StoredRecord { ownership: Ownership::Person, ..stored(1) });
    insert(inventory, &record, Some(&person)).unwrap();
    assert_eq!(found(inventory, record.id()), record);
}

fn finds_nothing_under_another_id(inventory: &dyn Inventory) {
    let id = inserted(inventory, stored(1));
    assert_eq!(inventory.find(RecordId { issuer: issuer(2), ..id }).unwrap(), None);
    assert_eq!(inventory.find(stored(2).id()).unwrap(), None);
}

fn refuses_a_serial_number_in_use(inventory: &dyn Inventory) {
    let id = inserted(inventory, stored(1));
    let again = record(StoredRecord { key: key(9), ..stored(1) });
    let refusal = insert(inventory, &again, None);
    assert!(matches!(refusal, Err(InventoryError::SerialInUse { id: used }) if used == id), "{refusal:?}");
    assert_eq!(found(inventory, id).key(), key(1));
}

fn takes_the_serial_number_of_another_issuer(inventory: &dyn Inventory) {
    inserted(inventory, stored(1));
    let id = inserted(inventory, StoredRecord { issuer: issuer(2), ..stored(1) });
    assert_eq!(found(inventory, id).id().issuer, issuer(2));
}

fn of_another_subject(stored: StoredRecord) -> StoredRecord {
    StoredRecord { subject: Octets::new(subject("jan.nowak").as_der()), ..stored }
}

fn refuses_a_key_certified_for_another_subject(inventory: &dyn Inventory) {
    let other = inserted(inventory, stored(1));
    let record = record(of_another_subject(StoredRecord { key: key(1), ..stored(2) }));
    let refusal = insert(inventory, &record, None);
    assert!(matches!(refusal, Err(InventoryError::KeyInUse { other: found }) if found == other), "{refusal:?}");
    step(inventory, other, complete);
    step(inventory, other, |record| revoke(record, 5));
    let refusal = insert(inventory, &record, None);
    assert!(matches!(refusal, Err(InventoryError::KeyInUse { .. })), "revoked is not forgotten: {refusal:?}");
}

fn refuses_a_key_that_another_issuer_certified_for_another_subject(inventory: &dyn Inventory) {
    inserted(inventory, stored(1));
    let record = record(of_another_subject(StoredRecord { issuer: issuer(2), key: key(1), ..stored(2) }));
    let refusal = insert(inventory, &record, None);
    assert!(matches!(refusal, Err(InventoryError::KeyInUse { .. })), "{refusal:?}");
}

fn takes_a_key_again_for_the_same_subject(inventory: &dyn Inventory) {
    inserted(inventory, stored(1));
    let same = Octets::new(subject("ANNA.nowak").as_der());
    inserted(inventory, StoredRecord { key: key(1), subject: same, ..stored(2) });
}

fn takes_a_key_that_was_only_planned_and_abandoned(inventory: &dyn Inventory) {
    let id = inserted(inventory, stored(1));
    step(inventory, id, |record| record.abandon(at(0)).unwrap());
    inserted(inventory, of_another_subject(StoredRecord { key: key(1), ..stored(2) }));
}

fn refuses_a_subject_given_to_another_person(inventory: &dyn Inventory) {
    let of_a_person = |stored| record(StoredRecord { ownership: Ownership::Person, ..stored });
    let (first, second) = (of_a_person(stored(1)), of_a_person(stored(2)));
    insert(inventory, &first, Some(&PersonId::new(b"7"))).unwrap();
    let refusal = insert(inventory, &second, Some(&PersonId::new(b"8")));
    let other = first.id();
    assert!(matches!(refusal, Err(InventoryError::SubjectInUse { other: found }) if found == other), "{refusal:?}");
    let refusal = insert(inventory, &record(stored(3)), None);
    assert!(matches!(refusal, Err(InventoryError::SubjectInUse { .. })), "nobody is not that person: {refusal:?}");
}

fn takes_a_subject_again_for_the_same_person(inventory: &dyn Inventory) {
    let of_a_person = |stored| record(StoredRecord { ownership: Ownership::Person, ..stored });
    for number in [1, 2] {
        insert(inventory, &of_a_person(stored(number)), Some(&PersonId::new(b"7"))).unwrap();
    }
}

fn leaves_no_trace_of_a_refused_insertion(inventory: &dyn Inventory) {
    let other = inserted(inventory, stored(1));
    let record = record(of_another_subject(StoredRecord { key: key(1), ..stored(2) }));
    insert(inventory, &record, None).unwrap_err();
    assert_eq!(inventory.find(record.id()).unwrap(), None);
    assert_eq!(undetermined(inventory), [other]);
    let history = inventory.history(&Inquiry::new(None, &subject("jan.nowak"), None)).unwrap();
    assert!(history.records().is_empty());
}

fn refuses_the_insertion_of_another_record(inventory: &dyn Inventory) {
    let (mine, other) = (record(stored(1)), record(stored(2)));
    let refusal = inventory.insert(&mine, None, &other.insertion().unwrap());
    assert!(matches!(refusal, Err(InventoryError::NotAnInsertion { record }) if record == mine.id()), "{refusal:?}");
    let refusal = inventory.insert(&mine, None, &complete(&mine));
    assert!(matches!(refusal, Err(InventoryError::NotAnInsertion { .. })), "{refusal:?}");
    assert_eq!(inventory.find(mine.id()).unwrap(), None);
}

fn refuses_a_person_the_record_was_not_planned_for(inventory: &dyn Inventory) {
    let (nobodys, somebodys) = (record(stored(1)), record(StoredRecord { ownership: Ownership::Person, ..stored(2) }));
    let refusal = insert(inventory, &nobodys, Some(&PersonId::new(b"7")));
    assert!(matches!(refusal, Err(InventoryError::PersonMismatch { .. })), "{refusal:?}");
    let refusal = insert(inventory, &somebodys, None);
    assert!(matches!(refusal, Err(InventoryError::PersonMismatch { .. })), "{refusal:?}");
}

// ── commit and note ────────────────────────────────────────────────────────────────────────────

fn keeps_the_certificate_when_completed(inventory: &dyn Inventory) {
    let id = inserted(inventory, stored(1));
    assert_eq!(found(inventory, id).to_be_signed(), Some(TBS));
    step(inventory, id, complete);
    let record = found(inventory, id);
    assert_eq!((record.status(), record.certificate_der()), (Status::Issued, Some(CERTIFICATE)));
    assert_eq!(record.to_be_signed(), None);
}

fn walks_the_whole_life_of_a_record(inventory: &dyn Inventory) {
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

fn keeps_every_hold_that_is_over(inventory: &dyn Inventory) {
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

fn refuses_a_change_of_a_record_that_moved_on(inventory: &dyn Inventory) {
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

fn refuses_a_change_twice(inventory: &dyn Inventory) {
    let id = inserted(inventory, stored(1));
    let change = complete(&found(inventory, id));
    inventory.commit(&change).unwrap();
    let refusal = inventory.commit(&change);
    assert!(matches!(refusal, Err(InventoryError::Conflict { .. })), "{refusal:?}");
}

fn refuses_a_change_of_a_record_it_does_not_have(inventory: &dyn Inventory) {
    let record = record(stored(1));
    let refusal = inventory.commit(&complete(&record));
    assert!(matches!(refusal, Err(InventoryError::NotFound(id)) if id == record.id()), "{refusal:?}");
}

fn refuses_to_commit_an_insertion(inventory: &dyn Inventory) {
    let record = record(stored(1));
    let insertion = record.insertion().unwrap();
    let refusal = inventory.commit(&insertion);
    assert!(matches!(refusal, Err(InventoryError::NotFound(_))), "{refusal:?}");
    insert(inventory, &record, None).unwrap();
    let refusal = inventory.commit(&insertion);
    assert!(matches!(refusal, Err(InventoryError::Conflict { expected: None, .. })), "{refusal:?}");
}

fn takes_a_note(inventory: &dyn Inventory) {
    inventory.note(&LedgerEntry::policy_adopted(at(0), "tls-client")).unwrap();
    inventory.note(&LedgerEntry::refused(at(1), "tls-client", Some(key(1)), ["R-03"])).unwrap();
}

// ── history ────────────────────────────────────────────────────────────────────────────────────

fn answers_by_key(inventory: &dyn Inventory) {
    let id = inserted(inventory, stored(1));
    inserted(inventory, stored(2));
    let inquiry = Inquiry::new(Some(key(1)), &subject("jan.nowak"), None);
    let history = inventory.history(&inquiry).unwrap();
    assert_eq!(history.answers(&inquiry), Ok(()));
    assert_eq!(ids(&history), [id]);
    assert_eq!(history.key_of_another_subject(), Some(id));
}

fn answers_by_subject(inventory: &dyn Inventory) {
    let first = inserted(inventory, stored(1));
    let second = inserted(inventory, StoredRecord { issuer: issuer(2), ..stored(2) });
    inserted(inventory, of_another_subject(stored(3)));
    let history = inventory.history(&Inquiry::new(None, &subject("ANNA.NOWAK"), None)).unwrap();
    assert_eq!(ids(&history), [first, second]);
    assert_eq!(history.subject_of_another(), None);
}

fn answers_by_person(inventory: &dyn Inventory) {
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

fn answers_with_a_record_once(inventory: &dyn Inventory) {
    let person = PersonId::new(b"7");
    let record = record(StoredRecord { ownership: Ownership::Person, ..stored(1) });
    insert(inventory, &record, Some(&person)).unwrap();
    let history = inventory.history(&Inquiry::new(Some(key(1)), record.subject(), Some(person))).unwrap();
    assert_eq!(ids(&history), [record.id()]);
}

fn answers_with_the_status_of_now(inventory: &dyn Inventory) {
    let id = issued(inventory, stored(1));
    let ask = || inventory.history(&Inquiry::new(Some(key(1)), &subject("anna.nowak"), None)).unwrap();
    assert_eq!(ask().records()[0].status(), Status::Issued);
    assert_eq!(ask().key_compromised(), None);
    step(inventory, id, |record| revoke(record, 5));
    assert_eq!(ask().key_compromised(), Some(id));
}

// ── lists and numbers ──────────────────────────────────────────────────────────────────────────

fn visits_what_is_undetermined(inventory: &dyn Inventory) {
    let (second, first) = (inserted(inventory, stored(2)), inserted(inventory, stored(1)));
    let (third, fourth) = (inserted(inventory, stored(3)), inserted(inventory, stored(4)));
    assert_eq!(undetermined(inventory), [first, second, third, fourth]);
    step(inventory, first, complete);
    step(inventory, second, |record| record.abandon(at(0)).unwrap());
    step(inventory, third, |record| record.revoke_undetermined(at(0)).unwrap());
    assert_eq!(undetermined(inventory), [fourth]);
}

const fn scope(issuer: IssuerId, shard: u16) -> Scope {
    Scope { issuer, shard: Shard::new(shard) }
}

fn numbers_crls_upwards_and_above_the_floor(inventory: &dyn Inventory) {
    let next = |floor| inventory.next_crl_number(scope(issuer(1), 0), floor).unwrap();
    assert_eq!(next(0), 1);
    assert_eq!(next(0), 2);
    assert_eq!(next(10), 10, "not below the floor");
    assert_eq!(next(10), 11);
    assert_eq!(next(3), 12, "a floor that is behind does not take it back");
}

fn numbers_each_scope_by_itself(inventory: &dyn Inventory) {
    let next = |scope| inventory.next_crl_number(scope, 0).unwrap();
    assert_eq!(next(scope(issuer(1), 0)), 1);
    assert_eq!(next(scope(issuer(1), 1)), 1);
    assert_eq!(next(scope(issuer(2), 0)), 1);
    assert_eq!(next(scope(issuer(1), 0)), 2);
}

fn refuses_a_crl_number_past_the_last(inventory: &dyn Inventory) {
    let scope = scope(issuer(1), 0);
    // A store may have fewer numbers than u64 (SQL has signed ones); it must not hand one out twice.
    if inventory.next_crl_number(scope, u64::MAX).is_ok() {
        let refusal = inventory.next_crl_number(scope, 0);
        assert!(matches!(refusal, Err(InventoryError::CrlNumbersExhausted { .. })), "{refusal:?}");
    }
}

fn visits_the_revoked_and_the_held_of_a_scope_by_serial_number(inventory: &dyn Inventory) {
    let [third, first, second] = [stored(3), stored(1), stored(2)].map(|stored| issued(inventory, stored));
    let free = issued(inventory, stored(4));
    let lost = inserted(inventory, stored(5));
    let sharded = issued(inventory, StoredRecord { shard: Shard::new(1), ..stored(6) });
    let foreign = issued(inventory, StoredRecord { issuer: issuer(2), ..stored(7) });
    for id in [third, second, sharded, foreign] {
        step(inventory, id, |record| revoke(record, 5));
    }
    step(inventory, first, |record| hold(record, 6));
    step(inventory, free, |record| hold(record, 7));
    step(inventory, free, |record| release(record, 8));
    step(inventory, lost, |record| record.revoke_undetermined(at(9)).unwrap());
    let seen = listed(inventory, scope(issuer(1), 0));
    let serials: Vec<_> = seen.iter().map(|entry| entry.serial).collect();
    assert_eq!(serials, [first.serial, second.serial, third.serial, lost.serial]);
    let expected: Vec<_> =
        [first, second, third, lost].iter().filter_map(|id| found(inventory, *id).revoked_entry()).collect();
    assert_eq!(seen, expected);
    assert_eq!((seen[0].reason, seen[0].at), (Reason::CertificateHold, at(6)));
    assert_eq!((seen[1].reason, seen[1].invalid_since), (Reason::KeyCompromise, Some(at(4))));
    assert_eq!(listed(inventory, scope(issuer(1), 1)).len(), 1);
    assert_eq!(listed(inventory, scope(issuer(1), 2)).len(), 0);
}

fn stops_when_the_visitor_breaks(inventory: &dyn Inventory) {
    for number in 1..=3 {
        inserted(inventory, stored(number));
    }
    let mut seen = 0;
    let mut visit = |_: &Record| {
        seen += 1;
        ControlFlow::Break(())
    };
    inventory.undetermined(&mut visit).unwrap();
    assert_eq!(seen, 1);
    for number in 4..=6 {
        let id = issued(inventory, stored(number));
        step(inventory, id, |record| revoke(record, 5));
    }
    let mut seen = 0;
    let mut visit = |_: &RevokedEntry| {
        seen += 1;
        if seen == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    inventory.revoked(scope(issuer(1), 0), &mut visit).unwrap();
    assert_eq!(seen, 2);
}

// ── at once ────────────────────────────────────────────────────────────────────────────────────

fn lets_one_of_many_threads_win(inventory: &dyn Inventory) {
    let wins = |attempt: &(dyn Fn(u8) -> bool + Sync)| {
        thread::scope(|scope| {
            let threads: Vec<_> = (1..=8).map(|number| scope.spawn(move || attempt(number))).collect();
            threads.into_iter().filter_map(|thread| thread.join().ok()).filter(|won| *won).count()
        })
    };
    let one_key = |number: u8| {
        let subject = Octets::new(subject(&format!("operator {number}")).as_der());
        insert(inventory, &record(StoredRecord { key: key(0xee), subject, ..stored(number) }), None).is_ok()
    };
    assert_eq!(wins(&one_key), 1, "one key for eight subjects");
    let id = issued(inventory, stored(9));
    let record = found(inventory, id);
    let one_status = |number: u8| inventory.commit(&hold(&record, i64::from(number))).is_ok();
    assert_eq!(wins(&one_status), 1, "eight holds of one certificate");
    let scope = scope(issuer(1), 0);
    assert_eq!(wins(&|_| inventory.next_crl_number(scope, 0).is_ok()), 8);
    assert_eq!(inventory.next_crl_number(scope, 0).unwrap(), 9, "eight numbers for eight CRLs");
}
