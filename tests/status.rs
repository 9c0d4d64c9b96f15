//! Hold, release, revoke, over a whole authority: what the rolls and the ledger say afterwards.
//!
//! The rules themselves are asked state by state beside them; here, that the arrows find the record, commit the change
//! and tell what stands against it.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(clippy::unwrap_used, reason = "what cannot be made is a failed test")]

#[path = "common/ca.rs"]
mod ca;

use ca::{approve, at, authority, bare, client, client_policy, now, provider, system, system_policy};
use chancery::{
    Authority,
    inventory::{
        IllegalTransition, InventoryError, RecordId, Requested, Requester, Revocation, Status, SuspensionRule,
    },
    x509::{Reason, SerialNumber, Time},
};

fn asked(at: Time) -> Requested {
    Requested { by: Requester::Subscriber, at }
}

fn revocation(at: Time, reason: Reason) -> Revocation {
    Revocation { at, reason, invalid_since: None, requested: asked(at) }
}

/// A system's certificate whose holds last seven days at most and are followed by that.
fn held_for_a_week(authority: &Authority, then: Option<Reason>, key: &str, name: &str) -> RecordId {
    let policy = system_policy().with_suspension(SuspensionRule::Allowed { max_days: Some(7), then });
    let policy = policy.with_keys(ca::EVERY_KEY);
    let mut who = system();
    who.system_name = name.to_owned();
    let approved = approve(authority, policy, bare(provider(), key), &who, now()).unwrap();
    authority.issue(approved, now()).unwrap().id()
}

fn status(authority: &Authority, id: RecordId) -> Status {
    authority.inventory().find(id).unwrap().unwrap().status()
}

#[test]
fn a_certificate_is_held_released_held_again_and_revoked() {
    let authority = authority(provider(), "ed25519");
    let id = held_for_a_week(&authority, None, "p256", "First");
    let [monday, tuesday, wednesday, thursday] =
        ["2026-11-23T08:00:00Z", "2026-11-24T08:00:00Z", "2026-11-25T08:00:00Z", "2026-11-26T08:00:00Z"].map(at);
    let until = Some(at("2026-11-30T08:00:00Z"));
    assert_eq!(authority.hold(id.serial, monday, None, asked(monday)).unwrap(), Status::Held { since: monday, until });
    assert_eq!(authority.release(id.serial, tuesday, asked(tuesday)).unwrap(), Status::Issued);
    authority.hold(id.serial, wednesday, Some(thursday), asked(wednesday)).unwrap();
    let revoked = authority.revoke(id.serial, revocation(thursday, Reason::KeyCompromise)).unwrap();
    assert_eq!(revoked, Status::Revoked { at: thursday, reason: Reason::KeyCompromise, invalid_since: None });
    assert_eq!(status(&authority, id), revoked);
    let record = authority.inventory().find(id).unwrap().unwrap();
    assert_eq!(
        record.holds().iter().map(|hold| (hold.since, hold.ended)).collect::<Vec<_>>(),
        [(monday, tuesday), (wednesday, thursday)]
    );
}

#[test]
fn refuses_what_the_rules_refuse_and_names_what_is_legal() {
    let authority = authority(provider(), "ed25519");
    let id = held_for_a_week(&authority, None, "p256", "First");
    authority.revoke(id.serial, revocation(now(), Reason::Superseded)).unwrap();
    let refusal = authority.release(id.serial, now(), asked(now())).unwrap_err();
    assert_eq!(refusal.to_string(), format!("record {id} is revoked and cannot be released; nothing can follow"));
}

#[test]
fn the_rule_in_the_record_decides_about_suspension() {
    let authority = authority(provider(), "ed25519");
    let approved = approve(&authority, client_policy(), bare(provider(), "p256"), &client(), now()).unwrap();
    let id = authority.issue(approved, now()).unwrap().id();
    let refusal = authority.hold(id.serial, now(), None, asked(now())).unwrap_err();
    let forbidden = matches!(refusal, InventoryError::Illegal(IllegalTransition::SuspensionForbidden { .. }));
    assert!(forbidden, "{refusal:?}");
    assert_eq!(status(&authority, id), Status::Issued);
}

#[test]
fn a_serial_number_nobody_has_is_told() {
    let authority = authority(provider(), "ed25519");
    let serial = SerialNumber::from_octets([0x55; SerialNumber::OCTETS]).unwrap();
    let refusal = authority.revoke(serial, revocation(now(), Reason::Superseded)).unwrap_err();
    let id = RecordId { issuer: authority.id(), serial };
    assert_eq!(refusal.to_string(), format!("record {id} is not on the rolls"));
}

#[test]
fn holds_that_ran_out_are_revoked_where_the_policy_says_so() {
    let authority = authority(provider(), "ed25519");
    let followed = held_for_a_week(&authority, Some(Reason::CessationOfOperation), "p256", "First");
    let open = held_for_a_week(&authority, None, "p384", "Second");
    let fresh = held_for_a_week(&authority, Some(Reason::Superseded), "rsa2048", "Third");
    authority.hold(followed.serial, now(), None, asked(now())).unwrap();
    authority.hold(open.serial, now(), None, asked(now())).unwrap();
    let later = at("2026-11-28T10:00:00Z");
    authority.hold(fresh.serial, later, None, asked(later)).unwrap();

    let last_second = at("2026-11-29T10:00:00Z");
    assert!(authority.revoke_overdue(last_second).unwrap().revoked.is_empty());
    let overdue = last_second.plus_seconds(1).unwrap();
    let holds = authority.revoke_overdue(overdue).unwrap();
    assert_eq!((holds.revoked, holds.undecided), (vec![followed], vec![open]));
    let reason = Reason::CessationOfOperation;
    assert_eq!(status(&authority, followed), Status::Revoked { at: overdue, reason, invalid_since: None });
    assert!(matches!(status(&authority, open), Status::Held { .. }));
    assert!(matches!(status(&authority, fresh), Status::Held { .. }));
}

#[test]
fn an_expired_certificate_is_still_revoked() {
    let authority = authority(provider(), "ed25519");
    let id = held_for_a_week(&authority, None, "p256", "First");
    let years_later = at("2030-01-01T00:00:00Z");
    authority.revoke(id.serial, revocation(years_later, Reason::KeyCompromise)).unwrap();
    assert!(matches!(status(&authority, id), Status::Revoked { .. }));
}
