//! Every step out of every state, the sentences of every refusal, and what no sequence of steps can do.

use proptest::prelude::*;

use super::*;
use crate::inventory::{
    Requester,
    tests::{TBS, after, certificate, issued, officer, planned, time},
};

const STATES: [State; 5] = [State::Planned, State::Abandoned, State::Issued, State::Held, State::Revoked];
const STEPS: [Step; 7] = [
    Step::Complete,
    Step::Abandon,
    Step::RevokeUndetermined,
    Step::Hold,
    Step::Release,
    Step::Revoke,
    Step::RevokeOverdue,
];

fn revocation(at: Time) -> Revocation {
    Revocation { at, reason: Reason::Superseded, invalid_since: None, requested: officer() }
}

/// The step with arguments that nothing but the state can be against.
fn take(step: Step, record: &Record, at: Time) -> Result<Change, IllegalTransition> {
    match step {
        Step::Complete => record.complete(&certificate(TBS), at),
        Step::Abandon => record.abandon(at),
        Step::RevokeUndetermined => record.revoke_undetermined(at),
        Step::Hold => record.hold(at, None, officer()),
        Step::Release => record.release(at, officer()),
        Step::Revoke => record.revoke(revocation(at)),
        Step::RevokeOverdue => record.revoke_overdue(at),
    }
}

fn in_state(state: State) -> Record {
    let at = time("2027-02-01T00:00:00Z");
    match state {
        State::Planned => planned(),
        State::Abandoned => after(&planned(), planned().abandon(at)),
        State::Issued => issued(),
        State::Held => after(&issued(), issued().hold(at, None, officer())),
        State::Revoked => after(&issued(), issued().revoke(revocation(at))),
    }
}

#[test]
fn permits_eight_steps_and_no_other() {
    let legal = [
        (State::Planned, Step::Complete, State::Issued),
        (State::Planned, Step::Abandon, State::Abandoned),
        (State::Planned, Step::RevokeUndetermined, State::Revoked),
        (State::Issued, Step::Hold, State::Held),
        (State::Issued, Step::Revoke, State::Revoked),
        (State::Held, Step::Release, State::Issued),
        (State::Held, Step::Revoke, State::Revoked),
        (State::Held, Step::RevokeOverdue, State::Revoked),
    ];
    let at = time("2027-03-01T00:00:00Z");
    for state in STATES {
        for step in STEPS {
            let record = in_state(state);
            let next = legal.iter().find(|(from, by, _)| (*from, *by) == (state, step)).map(|(.., to)| *to);
            match (take(step, &record, at), next) {
                (Ok(change), Some(next)) => {
                    assert_eq!(change.next().state(), next, "{state} {step:?}");
                    assert_eq!(change.expected(), Some(record.status()), "{state} {step:?}");
                    assert_eq!((change.id(), change.ledger().at()), (record.id(), at), "{state} {step:?}");
                }
                (Err(IllegalTransition::State { id, state: found, step: asked, legal }), None) => {
                    assert_eq!((id, found, asked), (record.id(), state, step));
                    assert!(!legal.contains(&step));
                }
                other => panic!("{state} {step:?}: {other:?}"),
            }
        }
    }
}

#[test]
fn names_record_state_step_and_what_is_legal() {
    let at = time("2027-03-01T00:00:00Z");
    let sentence = |state, step| take(step, &in_state(state), at).unwrap_err().to_string();
    let id = planned().id();
    assert_eq!(
        sentence(State::Planned, Step::Hold),
        format!("record {id} is planned and cannot be held; it can be completed, abandoned or revoked as undetermined")
    );
    assert_eq!(
        sentence(State::Issued, Step::Release),
        format!("record {id} is issued and cannot be released; it can be held or revoked")
    );
    assert_eq!(
        sentence(State::Held, Step::Complete),
        format!("record {id} is held and cannot be completed; it can be released, revoked or revoked as overdue")
    );
    assert_eq!(
        sentence(State::Revoked, Step::Release),
        format!("record {id} is revoked and cannot be released; nothing can follow")
    );
    assert_eq!(
        sentence(State::Abandoned, Step::Complete),
        format!("record {id} is abandoned and cannot be completed; nothing can follow")
    );
}

#[test]
fn inserts_a_planned_record_and_no_other() {
    let change = planned().insertion().unwrap();
    assert_eq!((change.expected(), change.next()), (None, Status::Planned));
    assert_eq!(change.ledger().at(), planned().planned_at());
    for state in [State::Abandoned, State::Issued, State::Held, State::Revoked] {
        let refusal = in_state(state).insertion().unwrap_err();
        let id = planned().id();
        let sentence = format!("record {id} is {state}; only a planned record can be put on the rolls");
        assert_eq!(refusal.to_string(), sentence);
    }
}

#[test]
fn puts_the_certificate_in_the_place_of_what_was_signed() {
    let record = planned();
    assert_eq!(record.to_be_signed(), Some(TBS));
    let issued = issued();
    assert_eq!(issued.to_be_signed(), None);
    assert_eq!(issued.certificate_der(), Some(&*certificate(TBS)));
}

#[test]
fn refuses_to_complete_with_another_certificate() {
    let id = planned().id();
    let refusal =
        planned().complete(&certificate(&[0x30, 0x03, 0x02, 0x01, 0x06]), planned().planned_at()).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        format!("the certificate given to complete record {id} is not the one that was planned in it")
    );
}

#[test]
fn refuses_to_complete_with_what_is_no_certificate() {
    let id = planned().id();
    let refusal = planned().complete(&[0x30], planned().planned_at()).unwrap_err();
    assert!(matches!(refusal, IllegalTransition::NotACertificate { .. }), "{refusal:?}");
    assert_eq!(refusal.to_string(), format!("what was given to complete record {id} is not a certificate"));
}

fn issued_under(suspension: SuspensionRule) -> Record {
    Record { suspension, ..issued() }
}

#[test]
fn refuses_a_hold_where_the_policy_forbids_suspension() {
    let record = issued_under(SuspensionRule::Forbidden);
    let refusal = record.hold(time("2027-02-01T00:00:00Z"), None, officer()).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        format!("record {} was issued under a policy that forbids suspension; it can only be revoked", record.id())
    );
}

#[test]
fn bounds_a_hold_by_the_days_of_the_policy() {
    let (record, since) = (issued(), time("2027-02-01T00:00:00Z"));
    let latest = time("2027-02-08T00:00:00Z");
    assert_eq!(
        record.hold(since, Some(latest), officer()).unwrap().next(),
        Status::Held { since, until: Some(latest) }
    );
    assert_eq!(record.hold(since, None, officer()).unwrap().next(), Status::Held { since, until: Some(latest) });
    let asked = latest.plus_seconds(1).unwrap();
    assert_eq!(
        record.hold(since, Some(asked), officer()).unwrap_err().to_string(),
        format!(
            "record {} was to be held until 2027-02-08T00:00:01Z, and its policy allows holding it until \
             2027-02-08T00:00:00Z",
            record.id()
        )
    );
}

#[test]
fn leaves_a_hold_open_where_the_policy_sets_no_days() {
    let record = issued_under(SuspensionRule::Allowed { max_days: None, then: None });
    let since = time("2027-02-01T00:00:00Z");
    assert_eq!(record.hold(since, None, officer()).unwrap().next(), Status::Held { since, until: None });
    let until = Some(time("2050-01-01T00:00:00Z"));
    assert_eq!(record.hold(since, until, officer()).unwrap().next(), Status::Held { since, until });
}

#[test]
fn refuses_a_hold_that_ends_before_it_starts() {
    let (record, since) = (issued(), time("2027-02-01T00:00:00Z"));
    let sentence = format!(
        "record {} was held from 2027-02-01T00:00:00Z, which is not before 2027-02-01T00:00:00Z, where the hold was to end",
        record.id()
    );
    assert_eq!(record.hold(since, Some(since), officer()).unwrap_err().to_string(), sentence);
    let held = after(&record, record.hold(since, None, officer()));
    let earlier = since.plus_seconds(-1).unwrap();
    assert!(matches!(held.release(earlier, officer()), Err(IllegalTransition::HoldEndsBeforeItStarts { .. })));
    assert!(held.release(since, officer()).is_ok());
}

#[test]
fn revokes_an_expired_certificate_and_does_not_hold_it() {
    let (record, now) = (issued(), time("2029-01-01T00:00:00Z"));
    assert!(record.is_expired(now));
    assert!(record.revoke(revocation(now)).is_ok());
    assert_eq!(
        record.hold(now, None, officer()).unwrap_err().to_string(),
        format!(
            "record {} expired at 2028-12-31T23:59:59Z and was to be held from 2029-01-01T00:00:00Z; it can still be \
             revoked",
            record.id()
        )
    );
}

#[test]
fn revokes_before_a_hold_that_has_not_begun_and_the_hold_never_was() {
    let held = in_state(State::Held);
    let before = after(&held, held.revoke(revocation(time("2027-01-31T23:59:59Z"))));
    assert_eq!(before.revoked_entry().map(|entry| entry.at), Some(time("2027-01-31T23:59:59Z")));
    assert!(before.holds().is_empty());
    let since = time("2027-02-01T00:00:00Z");
    assert_eq!(after(&held, held.revoke(revocation(since))).holds().len(), 1);
}

#[test]
fn brings_a_revocation_forward_and_never_puts_it_off() {
    let planned = time("2027-03-01T00:00:00Z");
    let revoked = after(&issued(), issued().revoke(revocation(planned)));
    let at = planned.plus_seconds(-1).unwrap();
    let compromised = Revocation { reason: Reason::KeyCompromise, ..revocation(at) };
    let change = revoked.revoke(compromised).unwrap();
    assert_eq!(change.expected(), Some(revoked.status()));
    assert_eq!(change.next(), Status::Revoked { at, reason: Reason::KeyCompromise, invalid_since: None });
    for at in [planned, planned.plus_seconds(1).unwrap()] {
        assert_eq!(
            revoked.revoke(Revocation { at, ..compromised }).unwrap_err().to_string(),
            format!("record {} is revoked and cannot be revoked; nothing can follow", revoked.id())
        );
    }
    let known = after(&revoked, Ok(change));
    let earlier = at.plus_seconds(-1).unwrap();
    assert!(known.revoke(Revocation { at: earlier, ..compromised }).is_ok());
    assert!(known.revoke(revocation(earlier)).is_err(), "the key would be free again");
}

#[test]
fn refuses_a_hold_as_the_reason_of_a_revocation() {
    let record = issued();
    let at = time("2027-03-01T00:00:00Z");
    let refusal = record.revoke(Revocation { reason: Reason::CertificateHold, ..revocation(at) }).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        format!(
            "record {} cannot be revoked for the reason certificateHold; hold it instead (RFC 5280 §5.3.1)",
            record.id()
        )
    );
}

#[test]
fn refuses_a_key_unsafe_only_after_the_revocation() {
    let record = issued();
    let at = time("2027-03-01T00:00:00Z");
    assert!(record.revoke(Revocation { invalid_since: Some(at), ..revocation(at) }).is_ok());
    let invalid_since = Some(at.plus_seconds(1).unwrap());
    assert_eq!(
        record.revoke(Revocation { invalid_since, ..revocation(at) }).unwrap_err().to_string(),
        format!(
            "record {} was to be revoked at 2027-03-01T00:00:00Z as invalid since 2027-03-01T00:00:01Z, which is later \
             (RFC 5280 §5.3.2)",
            record.id()
        )
    );
}

#[test]
fn keeps_every_hold_that_is_over() {
    let (since, released) = (time("2027-02-01T00:00:00Z"), time("2027-02-02T00:00:00Z"));
    let until = Some(time("2027-02-08T00:00:00Z"));
    let held = after(&issued(), issued().hold(since, None, officer()));
    assert!(held.holds().is_empty());
    let free = after(&held, held.release(released, officer()));
    assert_eq!(free.holds(), [HoldPeriod { since, until, ended: released }]);
    let again = after(&free, free.hold(released, None, officer()));
    let revoked = after(&again, again.revoke(revocation(time("2027-02-03T00:00:00Z"))));
    assert_eq!(revoked.holds().len(), 2);
    assert_eq!(revoked.holds()[1].ended, time("2027-02-03T00:00:00Z"));
}

#[test]
fn computes_an_overdue_hold_and_ends_none_by_itself() {
    let held = in_state(State::Held);
    assert!(!held.is_hold_overdue(time("2027-02-08T00:00:00Z")));
    let later = time("2027-02-08T00:00:01Z");
    assert!(held.is_hold_overdue(later) && held.is_active(later));
    assert!(matches!(held.status(), Status::Held { .. }));
}

#[test]
fn a_hold_that_ran_out_is_revoked_for_the_reason_of_its_policy() {
    let held = in_state(State::Held);
    let at = time("2027-02-08T00:00:01Z");
    let change = held.revoke_overdue(at).unwrap();
    let reason = Reason::PrivilegeWithdrawn;
    assert_eq!(change.next(), Status::Revoked { at, reason, invalid_since: None });
    assert_eq!(change.ledger().actor(), crate::inventory::Actor::Authority);
    assert_eq!(*change.ledger().event(), Event::Revoked { reason, invalid_since: None, requested: None });
}

#[test]
fn refuses_to_end_a_hold_that_has_not_run_out() {
    let held = in_state(State::Held);
    assert_eq!(
        held.revoke_overdue(time("2027-02-08T00:00:00Z")).unwrap_err().to_string(),
        format!(
            "the hold of record {} has not run out at 2027-02-08T00:00:00Z; release it, or revoke it for a reason of its own",
            held.id()
        )
    );
}

#[test]
fn refuses_to_end_a_hold_after_which_nothing_is_laid_down() {
    let suspension = SuspensionRule::Allowed { max_days: Some(7), then: None };
    let held = Record { suspension, ..in_state(State::Held) };
    assert_eq!(
        held.revoke_overdue(time("2027-03-01T00:00:00Z")).unwrap_err().to_string(),
        format!(
            "the policy of record {} names no reason to revoke it when its hold runs out; release it or revoke it",
            held.id()
        )
    );
}

#[test]
fn refuses_a_hold_that_overlaps_the_last_one() {
    let released = time("2027-02-05T00:00:00Z");
    let held = in_state(State::Held);
    let free = after(&held, held.release(released, officer()));
    assert_eq!(
        free.hold(time("2027-02-04T23:59:59Z"), None, officer()).unwrap_err().to_string(),
        format!(
            "record {} was to be held from 2027-02-04T23:59:59Z, before its last hold ended at 2027-02-05T00:00:00Z; two \
             holds cannot overlap",
            free.id()
        )
    );
    assert!(free.hold(released, None, officer()).is_ok());
}

#[test]
fn refuses_a_step_from_before_it_was_asked_for() {
    let earlier = officer().at.plus_seconds(-1).unwrap();
    let (free, held) = (issued(), in_state(State::Held));
    let sentence = |refused: Result<Change, IllegalTransition>| refused.unwrap_err().to_string();
    for (step, told) in [
        ("held", sentence(free.hold(earlier, None, officer()))),
        ("released", sentence(held.release(earlier, officer()))),
        ("revoked", sentence(free.revoke(revocation(earlier)))),
    ] {
        assert_eq!(
            told,
            format!(
                "record {} was to be {step} from 2027-01-01T07:59:59Z, before that was asked for at 2027-01-01T08:00:00Z; \
                 state an earlier compromise as the invalidity date of a revocation (RFC 5280 §5.3.2)",
                free.id()
            )
        );
    }
    assert!(free.hold(officer().at, None, officer()).is_ok());
}

#[test]
fn lists_the_held_and_the_revoked_on_a_crl() {
    let entry = in_state(State::Held).revoked_entry().unwrap();
    assert_eq!((entry.reason, entry.at), (Reason::CertificateHold, time("2027-02-01T00:00:00Z")));
    assert_eq!(in_state(State::Revoked).revoked_entry().unwrap().reason, Reason::Superseded);
    for state in [State::Planned, State::Abandoned, State::Issued] {
        assert_eq!(in_state(state).revoked_entry(), None, "{state}");
    }
}

#[test]
fn lists_with_a_revocation_the_hold_it_ends() {
    let held = in_state(State::Held);
    let later = time("2027-03-01T00:00:00Z");
    let ending = after(&held, held.revoke(revocation(later))).revoked_entry().unwrap();
    assert_eq!((ending.at, ending.held_since), (later, Some(time("2027-02-01T00:00:00Z"))));
    let released = after(&held, held.release(time("2027-02-02T00:00:00Z"), officer()));
    assert_eq!(after(&released, released.revoke(revocation(later))).revoked_entry().unwrap().held_since, None);
    assert_eq!(held.revoked_entry().unwrap().held_since, None);
}

#[test]
fn says_until_when_a_released_one_is_held_and_since_when_a_revoked_one_was() {
    let (since, released) = (time("2027-02-01T00:00:00Z"), time("2027-02-05T00:00:00Z"));
    let held = in_state(State::Held);
    let free = after(&held, held.release(released, officer()));
    let entry = free.revoked_entry().unwrap();
    assert_eq!((entry.at, entry.reason, entry.released_at), (since, Reason::CertificateHold, Some(released)));
    let revoked = after(&free, free.revoke(revocation(time("2027-02-03T00:00:00Z"))));
    let entry = revoked.revoked_entry().unwrap();
    assert_eq!((entry.held_since, entry.released_at), (Some(since), None));
}

#[test]
fn writes_who_asked_and_when_into_the_ledger() {
    let record = issued();
    let requested = Requested { by: Requester::Representative, at: time("2027-02-27T10:00:00Z") };
    let at = time("2027-03-01T00:00:00Z");
    let change = record.revoke(Revocation { requested, ..revocation(at) }).unwrap();
    assert_eq!(change.ledger().actor(), crate::inventory::Actor::Requester(Requester::Representative));
    let event = Event::Revoked { reason: Reason::Superseded, invalid_since: None, requested: Some(requested) };
    assert_eq!(*change.ledger().event(), event);
}

proptest! {
    #[test]
    fn nothing_leaves_revoked_or_abandoned(steps in prop::collection::vec((0..STEPS.len(), 0_i64..1_000_000), 0..40)) {
        let mut record = planned();
        let mut now = time("2027-01-01T00:00:00Z");
        let mut over: Option<Record> = None;
        for (step, seconds) in steps {
            now = now.plus_seconds(seconds).unwrap();
            if let Ok(change) = take(STEPS[step], &record, now) {
                prop_assert!(over.is_none(), "{:?} left {:?}", STEPS[step], record.status());
                record = change.apply_to(&record).unwrap();
            }
            if matches!(record.status(), Status::Revoked { .. } | Status::Abandoned) {
                over.get_or_insert_with(|| record.clone());
            }
            let certified = matches!(record.status(), Status::Issued | Status::Held { .. });
            prop_assert!(!certified || record.certificate_der().is_some(), "no certificate while {:?}", record.status());
        }
        prop_assert!(over.is_none_or(|over| over == record), "an over record changed");
    }
}
