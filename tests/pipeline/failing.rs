//! What fails gives back what it was given, and a second try of the same value succeeds.
//!
//! Stores and signers of `doubles` stand in for databases and devices. RFC 5280 says nothing of them; design §2 does: a
//! database that comes back loses nothing, and nobody gets a certificate that is on no roll.

use std::{error::Error as _, sync::Arc};

use chancery::{
    Error,
    crypto::SignError,
    inventory::{InventoryError, Outcome, RecordId, Requested, Requester, State, SuspensionRule},
    issuance::CompleteError,
    issuer::{Issuer, SelfCheck},
    x509::Reason,
};

use super::{
    ca::{self, authority, inventory, issuer, over, provider, root, server_policy},
    doubles::{Fault, Faulty, Flaky},
    prepared, with_inventory,
};

#[test]
fn a_store_that_fails_to_plan_gives_the_prepared_certificate_back() {
    let store = Arc::new(Flaky::over(inventory(provider())));
    let authority = with_inventory(provider(), store.clone());
    let prepared = prepared(&authority);
    let (id, tbs) = (prepared.id(), prepared.tbs().to_vec());
    store.fail_insertions(1);
    let failed = prepared.plan().unwrap_err();
    assert_eq!(failed.to_string(), failed.cause.to_string());
    assert!(matches!(&failed.cause, InventoryError::Store(store) if store.outcome() == Outcome::NotApplied));
    assert!(authority.inventory().find(id).unwrap().is_none());
    assert_eq!(failed.kept.tbs(), tbs);
    assert_eq!(failed.kept.plan().unwrap().id(), id);
}

#[test]
fn a_store_that_fails_to_complete_gives_the_signed_certificate_back() {
    let store = Arc::new(Flaky::over(inventory(provider())));
    let authority = with_inventory(provider(), store.clone());
    let unrecorded = prepared(&authority).plan().unwrap().sign().unwrap();
    let id = unrecorded.id();
    store.fail_commits(2);
    let failed = unrecorded.complete().unwrap_err();
    assert!(matches!(failed.cause, CompleteError::Inventory(InventoryError::Store(_))));
    let failed = failed.kept.complete().unwrap_err();
    let enrolled = failed.kept.complete().unwrap();
    assert_eq!(enrolled.id(), id);
    let record = authority.inventory().find(id).unwrap().unwrap();
    assert_eq!(record.certificate_der(), Some(enrolled.certificate().as_der()));
}

#[test]
fn a_store_that_fails_to_abandon_gives_the_plan_back() {
    let store = Arc::new(Flaky::over(inventory(provider())));
    let authority = with_inventory(provider(), store.clone());
    let planned = prepared(&authority).plan().unwrap();
    let id = planned.id();
    store.fail_commits(1);
    let failed = planned.abandon().unwrap_err();
    failed.kept.abandon().unwrap();
    assert_eq!(authority.inventory().find(id).unwrap().unwrap().status().state(), State::Abandoned);
}

#[test]
fn a_signer_that_fails_gives_the_plan_back() {
    let signer = Faulty::new(ca::signer(provider(), "ed25519"), Fault::OnceAway);
    let issuer = Issuer::new(root(provider(), "ed25519"), Arc::new(signer), provider(), ca::now()).unwrap();
    let authority = over(issuer, inventory(provider()));
    let failed = prepared(&authority).plan().unwrap().sign().unwrap_err();
    assert!(matches!(failed.cause, SignError::Backend(_)));
    assert_eq!(failed.to_string(), "the signer failed");
    assert_eq!(failed.source().unwrap().to_string(), "the database is away");
    let enrolled = failed.kept.sign().unwrap().complete().unwrap();
    let honest = prepared(&over(ca::issuer(provider(), "ed25519"), inventory(provider())));
    let honest = honest.plan().unwrap().sign().unwrap().complete().unwrap();
    assert_eq!(enrolled.certificate(), honest.certificate());
}

#[test]
fn a_self_check_finds_a_signature_that_does_not_hold() {
    let signer = Faulty::new(ca::signer(provider(), "ed25519"), Fault::BitTurned);
    let issuer = Issuer::new(root(provider(), "ed25519"), Arc::new(signer), provider(), ca::now()).unwrap();
    let authority = over(issuer.with_self_check(SelfCheck::Always), inventory(provider()));
    let planned = prepared(&authority).plan().unwrap();
    let id = planned.id();
    let failed = planned.sign().unwrap_err();
    assert_eq!(failed.source().unwrap().to_string(), "the signature does not hold under this key");
    assert_eq!(failed.kept.id(), id);
    assert_eq!(authority.inventory().find(id).unwrap().unwrap().status().state(), State::Planned);
}

#[test]
fn a_self_check_lets_through_a_signature_that_holds() {
    for key in ["ed25519", "p384", "rsa3072"] {
        let issuer = issuer(provider(), key).with_self_check(SelfCheck::Always);
        let authority = over(issuer, inventory(provider()));
        assert!(prepared(&authority).plan().unwrap().sign().unwrap().complete().is_ok(), "{key}");
    }
}

#[test]
fn a_serial_number_is_planned_once_and_the_second_certificate_is_given_back() {
    let issuer = issuer(provider(), "ed25519");
    let authority = chancery::Authority::new(issuer, inventory(provider())).with_random(Arc::new(ca::Stuck));
    let first = prepared(&authority);
    let second = {
        let request = ca::bare(provider(), "p384");
        let approved = ca::approve(&authority, server_policy(), request, &ca::server(&["other.example"]), ca::now());
        approved.unwrap().prepare(authority.slot().unwrap(), ca::now()).unwrap()
    };
    let id = first.plan().unwrap().id();
    let failed = second.plan().unwrap_err();
    assert!(matches!(failed.cause, InventoryError::SerialInUse { id: used } if used == id), "{failed}");
    assert_eq!(failed.to_string(), format!("the serial number of record {id} is already in use; draw another one"));
    assert_eq!(failed.kept.id(), id);
}

#[test]
fn of_two_that_raced_for_one_key_the_second_is_given_back() {
    let authority = authority(provider(), "ed25519");
    let racing = |host: &str| {
        let request = ca::bare(provider(), "p256");
        let approved = ca::approve(&authority, server_policy(), request, &ca::server(&[host]), ca::now()).unwrap();
        approved.prepare(authority.slot().unwrap(), ca::now()).unwrap()
    };
    // Both are approved before either is on the rolls, so no history could tell.
    let (first, second) = (racing("host.example"), racing("other.example"));
    let planned = first.plan().unwrap();
    let failed = second.plan().unwrap_err();
    let sentence =
        format!("the key is certified for another subject or was revoked as compromised, in record {}", planned.id());
    assert_eq!(failed.to_string(), sentence);
    planned.abandon().unwrap();
    assert!(failed.kept.plan().is_ok(), "the key is free again");
}

#[test]
fn one_question_mark_gives_the_value_up_and_keeps_the_cause() {
    let store = Arc::new(Flaky::over(inventory(provider())));
    let authority = with_inventory(provider(), store.clone());
    let request = ca::bare(provider(), "p256");
    let approved =
        ca::approve(&authority, server_policy(), request, &ca::server(&["host.example"]), ca::now()).unwrap();
    store.fail_insertions(1);
    let error = authority.issue(approved, ca::now()).unwrap_err();
    assert!(matches!(error, Error::Inventory(InventoryError::Store(_))), "{error}");
}

#[test]
fn a_store_that_fails_between_overdue_holds_does_not_lose_what_was_revoked() {
    let store = Arc::new(Flaky::over(inventory(provider())));
    let authority = with_inventory(provider(), store.clone());
    let (since, overdue) = (ca::now(), ca::at("2026-12-01T10:00:00Z"));
    let held: Vec<RecordId> = [("p256", "First"), ("p384", "Second")]
        .map(|(key, name)| {
            let rule = SuspensionRule::Allowed { max_days: Some(7), then: Some(Reason::CessationOfOperation) };
            let policy = ca::system_policy().with_suspension(rule).with_keys(ca::EVERY_KEY);
            let mut who = ca::system();
            who.system_name = name.to_owned();
            let approved = ca::approve(&authority, policy, ca::bare(provider(), key), &who, since).unwrap();
            let id = authority.issue(approved, since).unwrap().id();
            authority.hold(id.serial, since, None, Requested { by: Requester::Officer, at: since }).unwrap();
            id
        })
        .into();
    store.fail_second_commit();
    let failed = authority.revoke_overdue(overdue).unwrap_err();
    assert!(matches!(failed.cause, InventoryError::Store(_)), "{:?}", failed.cause);
    assert_eq!(failed.kept.revoked, held[..1]);
    assert_eq!(authority.revoke_overdue(overdue).unwrap().revoked, held[1..]);
}
