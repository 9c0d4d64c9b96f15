//! What a record, a change and the ids say of themselves; which records stand in each other's way; what debugging shows.

use super::*;

/// Taken as revoked for a compromise of its key.
fn compromised(record: &Record) -> Record {
    let at = time("2027-03-01T00:00:00Z");
    let status = Status::Revoked { at, reason: Reason::KeyCompromise, invalid_since: None };
    Record { status, ..record.clone() }
}

fn abandoned(record: &Record) -> Record {
    Record { status: Status::Abandoned, ..record.clone() }
}

/// Each asked of the other gives one answer, because contention is mutual.
#[track_caller]
fn contend_for_key(one: &Record, other: &Record, wanted: bool) {
    assert_eq!((one.contends_for_key_with(other), other.contends_for_key_with(one)), (wanted, wanted));
}

#[test]
fn records_of_one_key_and_two_subjects_contend() {
    let (anna, jan) = (planned_for(1, "Anna Nowak", 1, None), planned_for(2, "Jan Nowak", 1, None));
    contend_for_key(&anna, &jan, true);
    contend_for_key(&anna, &planned_for(2, "ANNA  NOWAK", 1, None), false);
    contend_for_key(&anna, &planned_for(2, "Jan Nowak", 2, None), false);
    contend_for_key(&anna, &abandoned(&jan), false);
    contend_for_key(&abandoned(&anna), &abandoned(&jan), false);
}

#[test]
fn a_key_revoked_as_compromised_is_contended_for_by_its_own_subject() {
    let (first, second) = (planned_for(1, "Anna Nowak", 1, None), planned_for(2, "Anna Nowak", 1, None));
    contend_for_key(&compromised(&first), &second, true);
    contend_for_key(&compromised(&first), &compromised(&second), true);
    contend_for_key(&compromised(&first), &abandoned(&second), false);
    contend_for_key(&compromised(&first), &planned_for(2, "Anna Nowak", 2, None), false);
}

#[test]
fn records_of_one_subject_and_two_persons_contend() {
    let [one, two] = [1, 2].map(|octet| Some(PersonHash::from_octets([octet; 32])));
    let contend = |record: &Record, of_record, other: &Record, of_other| {
        let answers = [
            record.contends_for_subject_with(of_record, (other, of_other)),
            other.contends_for_subject_with(of_other, (record, of_record)),
        ];
        assert_eq!(answers[0], answers[1]);
        answers[0]
    };
    let (first, second) = (planned_for(1, "Anna Nowak", 1, None), planned_for(2, "ANNA  NOWAK", 2, None));
    assert!(contend(&first, one, &second, two));
    assert!(contend(&first, one, &second, None));
    assert!(!contend(&first, one, &second, one));
    assert!(!contend(&first, None, &second, None));
    assert!(!contend(&first, one, &planned_for(2, "Jan Nowak", 2, None), two));
    assert!(!contend(&first, one, &abandoned(&second), two));
    let nameless = |record: &Record| {
        let subject = Name::empty();
        Record { comparison_key: ComparisonKey::of(&subject), subject, ..record.clone() }
    };
    assert!(!contend(&nameless(&first), one, &nameless(&second), two));
}

#[test]
fn a_record_is_active_from_its_issue_to_its_last_second() {
    let (last, over) = (time("2028-12-31T23:59:59Z"), time("2029-01-01T00:00:00Z"));
    let record = issued();
    assert!(record.is_active(last) && !record.is_expired(last));
    assert!(!record.is_active(over) && record.is_expired(over));
    let held = after(&record, record.hold(time("2027-02-01T00:00:00Z"), None, officer()));
    assert!(held.is_active(last));
    for inactive in [planned(), abandoned(&record), compromised(&record)] {
        assert!(!inactive.is_active(last));
    }
}

#[test]
fn a_record_says_what_was_planned() {
    let person = PersonId::new(b"7");
    let record = planned_for(1, "Anna Nowak", 0x5e, Some(&person));
    assert_eq!((record.policy(), record.key()), ("operator-file", KeyId::from_octets([0x5e; 32])));
    assert_eq!(*record.comparison_key(), ComparisonKey::of(record.subject()));
    assert_eq!((record.ownership(), planned().ownership()), (Ownership::Person, Ownership::Nobody));
    assert_eq!((record.certificate_der(), record.holds()), (None, [].as_slice()));
}

#[test]
fn a_change_carries_the_certificate_or_the_hold_that_ends() {
    let (at, until) = (time("2027-02-01T00:00:00Z"), time("2027-02-08T00:00:00Z"));
    let completion = planned().complete(&certificate(TBS), at).unwrap();
    assert_eq!((completion.certificate_der(), completion.ended_hold()), (Some(&*certificate(TBS)), None));
    let held = after(&issued(), issued().hold(at, None, officer()));
    let release = held.release(until, officer()).unwrap();
    let period = HoldPeriod { since: at, until: Some(until), ended: until };
    assert_eq!((release.certificate_der(), release.ended_hold()), (None, Some(period)));
}

#[test]
fn a_change_inserts_no_record_that_is_past_planning() {
    let at = time("2027-02-01T00:00:00Z");
    let refused = |change: &Change, record: &Record| {
        matches!(change.inserts(record, None), Err(InventoryError::NotAnInsertion { .. }))
    };
    assert!(refused(&planned().insertion().unwrap(), &issued()));
    // A step into the very status the record has is none that inserts it.
    assert!(refused(&planned().complete(&certificate(TBS), at).unwrap(), &issued()));
}

#[test]
fn compares_subjects_by_the_octets_of_their_names() {
    let octets = |name: &Name| ComparisonKey::of(name).as_octets().to_vec();
    assert_eq!(octets(&subject("Anna Nowak")), octets(&subject("ANNA  NOWAK")));
    assert_ne!(octets(&subject("Anna Nowak")), octets(&subject("Jan Nowak")));
    assert!(ComparisonKey::of(&Name::empty()).is_empty());
    assert!(!ComparisonKey::of(&subject("Anna Nowak")).is_empty());
}

#[test]
fn debugging_shows_what_it_is_about_and_elides_the_rest() {
    let id = format!("{:?}", record_id(1));
    let change = planned().insertion().unwrap();
    assert_eq!(format!("{change:?}"), format!("Change {{ id: {id}, expected: None, next: Planned, .. }}"));
    let record = format!("{:?}", planned());
    assert!(record.starts_with(&format!("Record {{ id: {id}, subject: ")), "{record}");
    assert!(record.ends_with(r#"policy: "operator-file", status: Planned, .. }"#), "{record}");
    assert_eq!(format!("{:?}", PersonId::new(b"7")), "PersonId([elided])");
    assert_eq!(format!("{:?}", planned().comparison_key()), "ComparisonKey([elided])");
    assert_eq!(format!("{:?}", Octets::new(*b"octets")), "Octets(6 octets)");
}

#[test]
fn names_those_who_may_ask() {
    let asking = [Requester::Subscriber, Requester::Representative, Requester::Officer, Requester::PolicyOwner];
    assert_eq!(
        asking.map(|requester| requester.to_string()),
        ["subscriber", "representative", "officer", "policy owner"]
    );
}
