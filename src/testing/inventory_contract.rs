//! What every inventory must do, as claims any store can be held to.
//!
//! Beside `TestPki` for the other half of an embedder's tests: a store of one's own. Each claim gets an empty inventory and
//! panics where it does not hold. Records are made the way a store reads them (`Record::from_stored`) and changes by the
//! rules, so the suite has no door of its own into the crate. Two claims it cannot make: that a visitor must not call the
//! inventory, and that a change and its ledger entry are one transaction when the power fails. The surprising choice: the
//! list of claims stands in a macro, so that each can be a test of its own in another crate.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a claim that does not hold panics")]

mod answers;
mod changes;
mod foreign;
mod insertions;
mod lists;
mod persons;
mod records;

use std::{panic, sync::Arc};

use answers::{
    answers_by_key, answers_by_person, answers_by_subject, answers_with_a_record_once, answers_with_the_status_of_now,
};
use changes::{
    keeps_every_hold_that_is_over, keeps_the_certificate_when_completed, refuses_a_change_of_a_record_it_does_not_have,
    refuses_a_change_of_a_record_that_moved_on, refuses_a_change_twice, refuses_to_commit_an_insertion, takes_a_note,
    walks_the_whole_life_of_a_record,
};
use foreign::{
    finds_foreign_certificates_by_their_subject, finds_what_was_registered,
    keeps_what_is_registered_apart_from_records, refuses_a_foreign_certificate_for_a_person_it_was_not_verified_for,
    refuses_a_foreign_certificate_of_an_issuer_on_the_rolls, refuses_a_foreign_certificate_twice,
    refuses_a_foreign_certificate_whose_key_was_compromised, refuses_a_foreign_subject_of_another_person,
    refuses_a_foreign_subject_that_a_record_gave_to_another_person,
    refuses_a_subject_that_is_registered_for_another_person, refuses_to_withdraw_what_is_not_registered,
    withdraws_a_foreign_certificate_for_good,
};
use insertions::{
    finds_nothing_under_another_id, finds_what_was_inserted, leaves_no_trace_of_a_refused_insertion,
    refuses_a_key_certified_for_another_subject, refuses_a_key_that_another_issuer_certified_for_another_subject,
    refuses_a_person_the_record_was_not_planned_for, refuses_a_serial_number_in_use,
    refuses_a_subject_given_to_another_person, refuses_the_insertion_of_another_record,
    takes_a_key_again_for_the_same_subject, takes_a_key_that_was_only_planned_and_abandoned,
    takes_a_subject_again_for_the_same_person, takes_the_serial_number_of_another_issuer,
};
use lists::{
    lets_one_of_many_threads_win, numbers_crls_upwards_and_above_the_floor, numbers_each_scope_by_itself,
    refuses_a_crl_number_past_the_last, stops_when_the_visitor_breaks,
    visits_the_revoked_and_the_held_of_a_scope_by_serial_number, visits_what_is_undetermined,
};
use persons::{
    refuses_a_second_certificate_where_a_person_may_have_one, refuses_a_subject_that_leaves_the_person_open,
    takes_another_once_the_one_of_a_person_has_ended, takes_the_renewal_of_the_one_certificate_of_a_person,
};

use crate::{
    inventory::{
        ForeignId, Inventory, InventoryError, LedgerEntry, Octets, Ownership, PersonId, RecordId, StoredRecord,
    },
    x509::{AttributeType, Name},
};
use records::{at, complete, insert, record, revoke, step, stored};

/// A maker of empty inventories.
pub type Maker<'a> = dyn Fn() -> Arc<dyn Inventory> + 'a;

/// One claim.
#[derive(Debug)]
struct Claim {
    name: &'static str,
    holds: fn(&dyn Inventory),
}

const CLAIMS: &[Claim] = crate::inventory_contract_tests!(@list table);

/// One `#[test]` for each claim, on what the closure makes: an empty inventory of the store under test.
///
/// ```
/// # fn main() {}
/// use std::sync::Arc;
/// use chancery::{crypto::ring::PROVIDER, inventory::MemoryInventory};
///
/// mod memory_inventory {
/// #   use super::*;
///     chancery::inventory_contract_tests!(|| Arc::new(MemoryInventory::with_salt([7; 32], PROVIDER.digest)));
/// }
/// ```
#[macro_export]
macro_rules! inventory_contract_tests {
    (@table $($claim:ident)*) => {
        &[$(Claim { name: stringify!($claim), holds: $claim }),*]
    };
    (@tests ($make:expr) $($claim:ident)*) => {
        $(
            #[test]
            fn $claim() {
                $crate::testing::inventory_contract::run(stringify!($claim), &$make);
            }
        )*
    };
    (@list $what:ident $($make:tt)?) => {
        $crate::inventory_contract_tests! {
            @$what $($make)?
            finds_what_was_inserted
            finds_nothing_under_another_id
            refuses_a_serial_number_in_use
            takes_the_serial_number_of_another_issuer
            refuses_a_key_certified_for_another_subject
            refuses_a_key_that_another_issuer_certified_for_another_subject
            takes_a_key_again_for_the_same_subject
            takes_a_key_that_was_only_planned_and_abandoned
            refuses_a_subject_given_to_another_person
            takes_a_subject_again_for_the_same_person
            refuses_a_subject_that_leaves_the_person_open
            refuses_a_second_certificate_where_a_person_may_have_one
            takes_the_renewal_of_the_one_certificate_of_a_person
            takes_another_once_the_one_of_a_person_has_ended
            leaves_no_trace_of_a_refused_insertion
            refuses_the_insertion_of_another_record
            refuses_a_person_the_record_was_not_planned_for
            keeps_the_certificate_when_completed
            walks_the_whole_life_of_a_record
            keeps_every_hold_that_is_over
            refuses_a_change_of_a_record_that_moved_on
            refuses_a_change_twice
            refuses_a_change_of_a_record_it_does_not_have
            refuses_to_commit_an_insertion
            takes_a_note
            answers_by_key
            answers_by_subject
            answers_by_person
            answers_with_a_record_once
            answers_with_the_status_of_now
            finds_what_was_registered
            finds_foreign_certificates_by_their_subject
            keeps_what_is_registered_apart_from_records
            refuses_a_foreign_certificate_twice
            refuses_a_foreign_certificate_for_a_person_it_was_not_verified_for
            refuses_a_foreign_certificate_of_an_issuer_on_the_rolls
            refuses_a_foreign_certificate_whose_key_was_compromised
            refuses_a_foreign_subject_of_another_person
            refuses_a_foreign_subject_that_a_record_gave_to_another_person
            refuses_a_subject_that_is_registered_for_another_person
            withdraws_a_foreign_certificate_for_good
            refuses_to_withdraw_what_is_not_registered
            visits_what_is_undetermined
            numbers_crls_upwards_and_above_the_floor
            numbers_each_scope_by_itself
            refuses_a_crl_number_past_the_last
            visits_the_revoked_and_the_held_of_a_scope_by_serial_number
            stops_when_the_visitor_breaks
            lets_one_of_many_threads_win
        }
    };
    ($make:expr) => {
        $crate::inventory_contract_tests! { @list tests ($make) }
    };
}

/// Holds a fresh inventory to the claim of this name.
///
/// # Panics
/// When the claim does not hold, or there is none of this name.
#[track_caller]
pub fn run(claim: &str, make: &Maker<'_>) {
    let Some(claim) = CLAIMS.iter().find(|known| known.name == claim) else {
        panic!("the inventory contract has no claim {claim}");
    };
    assert!(stands(claim, make), "the inventory does not hold to its contract: {}", claim.name);
}

/// Holds a fresh inventory to every claim, in one test.
///
/// # Panics
/// With the names of those that do not hold.
#[track_caller]
pub fn run_all(make: &Maker<'_>) {
    let failed: Vec<&str> = CLAIMS.iter().filter(|claim| !stands(claim, make)).map(|claim| claim.name).collect();
    assert!(failed.is_empty(), "the inventory does not hold to its contract: {}", failed.join(", "));
}

/// The panic of a claim is printed where it happens; its name comes after.
fn stands(claim: &Claim, make: &Maker<'_>) -> bool {
    let inventory = make();
    panic::catch_unwind(panic::AssertUnwindSafe(|| (claim.holds)(inventory.as_ref()))).is_ok()
}

/// Leaves a revoked record of a person, a CRL number and a note behind, for tests that open a store again.
///
/// # Panics
/// When the inventory refuses one of them.
pub fn a_persons_revoked_record(inventory: &dyn Inventory, person: &PersonId) -> RecordId {
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

/// Leaves a withdrawn foreign certificate of a person behind, for tests that open a store again.
///
/// # Panics
/// When the inventory refuses it.
pub fn a_persons_withdrawn_foreign_certificate(inventory: &dyn Inventory, person: &PersonId) -> ForeignId {
    let foreign = foreign::verified(foreign::ANNA, Some(person));
    inventory.register(&foreign, Some(person)).unwrap();
    foreign::withdraw(inventory, foreign.certificate().id());
    foreign.certificate().id()
}

/// One insertion, for tests in which it fails.
///
/// # Errors
/// Those of the inventory.
pub fn an_insertion(inventory: &dyn Inventory) -> Result<(), InventoryError> {
    insert(inventory, &record(stored(1)), None)
}
