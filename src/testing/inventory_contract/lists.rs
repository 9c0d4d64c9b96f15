//! The claims about lists, numbers and threads: what CRLs are made of.
//!
//! Part of the inventory contract. The order is that of serial numbers, a number is given out once, and of many threads
//! one wins.

use std::{ops::ControlFlow, thread};

use super::records::{
    at, complete, found, hold, insert, inserted, issued, issuer, key, listed, one_at_once, record, release, revoke,
    step, stored, subject, undetermined,
};
use crate::{
    inventory::{Inventory, InventoryError, IssuerId, Octets, PersonId, Record, RevokedEntry, Scope, StoredRecord},
    x509::{Reason, Shard},
};

pub(super) fn visits_what_is_undetermined(inventory: &dyn Inventory) {
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

pub(super) fn numbers_crls_upwards_and_above_the_floor(inventory: &dyn Inventory) {
    let next = |floor| inventory.next_crl_number(scope(issuer(1), 0), floor).unwrap();
    assert_eq!(next(0), 1);
    assert_eq!(next(0), 2);
    assert_eq!(next(10), 10, "not below the floor");
    assert_eq!(next(10), 11);
    assert_eq!(next(3), 12, "a floor that is behind does not take it back");
}

pub(super) fn numbers_each_scope_by_itself(inventory: &dyn Inventory) {
    let next = |scope| inventory.next_crl_number(scope, 0).unwrap();
    assert_eq!(next(scope(issuer(1), 0)), 1);
    assert_eq!(next(scope(issuer(1), 1)), 1);
    assert_eq!(next(scope(issuer(2), 0)), 1);
    assert_eq!(next(scope(issuer(1), 0)), 2);
}

pub(super) fn refuses_a_crl_number_past_the_last(inventory: &dyn Inventory) {
    let scope = scope(issuer(1), 0);
    // A store may have fewer numbers than u64 (SQL has signed ones); it must not hand one out twice.
    if inventory.next_crl_number(scope, u64::MAX).is_ok() {
        let refusal = inventory.next_crl_number(scope, 0);
        assert!(matches!(refusal, Err(InventoryError::CrlNumbersExhausted { .. })), "{refusal:?}");
    }
}

pub(super) fn visits_the_revoked_and_the_held_of_a_scope_by_serial_number(inventory: &dyn Inventory) {
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
    assert_eq!(serials, [first.serial, second.serial, third.serial, free.serial, lost.serial]);
    assert_eq!(seen[3].released_at, Some(at(8)), "a release may take effect after the list");
    let expected: Vec<_> =
        [first, second, third, free, lost].iter().filter_map(|id| found(inventory, *id).revoked_entry()).collect();
    assert_eq!(seen, expected);
    assert_eq!((seen[0].reason, seen[0].at), (Reason::CertificateHold, at(6)));
    assert_eq!((seen[1].reason, seen[1].invalid_since), (Reason::KeyCompromise, Some(at(4))));
    assert_eq!(listed(inventory, scope(issuer(1), 1)).len(), 1);
    assert_eq!(listed(inventory, scope(issuer(1), 2)).len(), 0);
}

pub(super) fn stops_when_the_visitor_breaks(inventory: &dyn Inventory) {
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

pub(super) fn lets_one_of_many_threads_win(inventory: &dyn Inventory) {
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
    let one_person = |number: u8| {
        let person = PersonId::new(b"7");
        insert(inventory, &record(one_at_once(stored(0x10 + number))), Some(&person)).is_ok()
    };
    assert_eq!(wins(&one_person), 1, "eight certificates for one person who may have one");
    let id = issued(inventory, stored(9));
    let record = found(inventory, id);
    let one_status = |number: u8| inventory.commit(&hold(&record, i64::from(number))).is_ok();
    assert_eq!(wins(&one_status), 1, "eight holds of one certificate");
    let scope = scope(issuer(1), 0);
    assert_eq!(wins(&|_| inventory.next_crl_number(scope, 0).is_ok()), 8);
    assert_eq!(inventory.next_crl_number(scope, 0).unwrap(), 9, "eight numbers for eight CRLs");
}
