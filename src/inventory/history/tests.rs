//! The answers of a history, one by one, and that it answers one question only.

use super::*;
use crate::inventory::{
    Octets, Requested, Revocation, StoredRecord,
    tests::{TBS, after, certificate, officer, planned_for, subject, time},
};
use crate::x509::Reason;

fn now() -> Time {
    time("2027-06-01T00:00:00Z")
}

fn key(octet: u8) -> KeyId {
    KeyId::from_octets([octet; 32])
}

fn issued(number: u8, common_name: &str, key: u8) -> Record {
    let planned = planned_for(number, common_name, key, None);
    after(&planned, planned.complete(&certificate(TBS), now()))
}

fn revoked(record: &Record, reason: Reason) -> Record {
    let requested: Requested = officer();
    after(record, record.revoke(Revocation { at: now(), reason, invalid_since: None, requested }))
}

fn history(person: Option<&PersonId>, records: &[(&Record, Owner)]) -> History {
    let mut history = History::answering(Inquiry::new(Some(key(1)), &subject("Anna Nowak"), person.cloned()));
    for (record, owner) in records {
        history.add(record, *owner);
    }
    history
}

#[test]
fn answers_only_the_question_it_was_asked() {
    let person = PersonId::new(b"7");
    let ask = |key, name: &str, person: Option<&PersonId>| Inquiry::new(key, &subject(name), person.cloned());
    let history = history(Some(&person), &[]);
    assert_eq!(history.answers(&ask(Some(key(1)), "Anna Nowak", Some(&person))), Ok(()));
    assert_eq!(history.answers(&ask(Some(key(1)), "ANNA  NOWAK", Some(&person))), Ok(()), "one name under X-32");
    for (inquiry, mismatch, sentence) in [
        (
            ask(Some(key(2)), "Anna Nowak", Some(&person)),
            HistoryMismatch::Key,
            "this history was asked for another key",
        ),
        (ask(None, "Anna Nowak", Some(&person)), HistoryMismatch::Key, "this history was asked for another key"),
        (
            ask(Some(key(1)), "Jan Nowak", Some(&person)),
            HistoryMismatch::Subject,
            "this history was asked for another subject",
        ),
        (ask(Some(key(1)), "Anna Nowak", None), HistoryMismatch::Person, "this history was asked for another person"),
    ] {
        assert_eq!(history.answers(&inquiry), Err(mismatch));
        assert_eq!(mismatch.to_string(), sentence);
    }
}

#[test]
fn finds_a_key_of_another_subject() {
    let mine = issued(1, "Anna Nowak", 1);
    let other = issued(2, "Jan Nowak", 1);
    assert_eq!(history(None, &[(&mine, Owner::Nobody)]).key_of_another_subject(), None);
    assert_eq!(
        history(None, &[(&mine, Owner::Nobody), (&other, Owner::Nobody)]).key_of_another_subject(),
        Some(other.id())
    );
}

#[test]
fn counts_a_planned_record_and_no_abandoned_one() {
    let planned = planned_for(2, "Jan Nowak", 1, None);
    let abandoned = after(&planned, planned.abandon(now()));
    assert_eq!(history(None, &[(&planned, Owner::Nobody)]).key_of_another_subject(), Some(planned.id()));
    assert_eq!(history(None, &[(&abandoned, Owner::Nobody)]).key_of_another_subject(), None);
}

#[test]
fn finds_a_key_that_was_revoked_as_compromised() {
    let mine = issued(1, "Anna Nowak", 1);
    let (superseded, compromised) = (revoked(&mine, Reason::Superseded), revoked(&mine, Reason::KeyCompromise));
    assert_eq!(history(None, &[(&superseded, Owner::Nobody)]).key_compromised(), None);
    assert_eq!(history(None, &[(&compromised, Owner::Nobody)]).key_compromised(), Some(mine.id()));
    let of_another_key = issued(3, "Anna Nowak", 2);
    let of_another_key = revoked(&of_another_key, Reason::KeyCompromise);
    assert_eq!(history(None, &[(&of_another_key, Owner::Nobody)]).key_compromised(), None);
}

#[test]
fn finds_a_key_that_the_authority_made() {
    let made = |record: Record| Record { key_maker: KeyMaker::Authority, ..record };
    let answer = |record: &Record| history(None, &[(record, Owner::Nobody)]).key_made_by_authority();
    let planned = made(planned_for(1, "Anna Nowak", 1, None));
    assert_eq!(answer(&planned), Some(planned.id()));
    assert_eq!(answer(&after(&planned, planned.abandon(now()))), None);
    assert_eq!(answer(&issued(1, "Anna Nowak", 1)), None);
    assert_eq!(answer(&made(issued(1, "Anna Nowak", 2))), None);
}

#[test]
fn finds_a_subject_that_is_not_known_to_be_the_same_entity() {
    let person = PersonId::new(b"7");
    let record = issued(1, "Anna Nowak", 9);
    let answer = |person: Option<&PersonId>, owner| history(person, &[(&record, owner)]).subject_of_another();
    assert_eq!(answer(Some(&person), Owner::Inquired), None);
    assert_eq!(answer(Some(&person), Owner::Another), Some(record.id()));
    assert_eq!(answer(Some(&person), Owner::Nobody), Some(record.id()));
    assert_eq!(answer(None, Owner::Nobody), None);
    assert_eq!(answer(None, Owner::Another), Some(record.id()));
}

#[test]
fn counts_the_active_certificates_of_the_person_under_the_policy() {
    let person = PersonId::new(b"7");
    let issued = issued(1, "Anna Nowak", 9);
    let held = after(&issued, issued.hold(now(), None, officer()));
    let gone = revoked(&issued, Reason::Superseded);
    let planned = planned_for(1, "Anna Nowak", 9, None);
    let active = |record: &Record, owner, policy: &str, now| {
        history(Some(&person), &[(record, owner)]).active_of_person(policy, now).len()
    };
    assert_eq!(active(&issued, Owner::Inquired, "operator-file", now()), 1);
    assert_eq!(active(&held, Owner::Inquired, "operator-file", now()), 1);
    assert_eq!(active(&issued, Owner::Inquired, "tls-client", now()), 0);
    assert_eq!(active(&issued, Owner::Another, "operator-file", now()), 0);
    assert_eq!(active(&gone, Owner::Inquired, "operator-file", now()), 0);
    assert_eq!(active(&planned, Owner::Inquired, "operator-file", now()), 0);
    assert_eq!(active(&issued, Owner::Inquired, "operator-file", time("2028-12-31T23:59:59Z")), 1);
    assert_eq!(active(&issued, Owner::Inquired, "operator-file", time("2029-01-01T00:00:00Z")), 0);
}

#[test]
fn adds_a_record_once_and_keeps_them_by_id() {
    let (first, second) = (issued(1, "Anna Nowak", 1), issued(2, "Anna Nowak", 1));
    let history = history(None, &[(&second, Owner::Nobody), (&first, Owner::Nobody), (&second, Owner::Nobody)]);
    assert_eq!(history.records().iter().map(PastRecord::id).collect::<Vec<_>>(), [first.id(), second.id()]);
}

#[test]
fn finds_a_subject_that_was_given_to_nobody_who_is_known() {
    let person = PersonId::new(b"7");
    let (mine, other) = (issued(1, "Anna Nowak", 9), issued(2, "Jan Nowak", 1));
    assert_eq!(history(None, &[(&mine, Owner::Nobody)]).subject_of_nobody(), Some(mine.id()));
    assert_eq!(history(None, &[(&mine, Owner::Another)]).subject_of_nobody(), None, "another's, which is told as such");
    assert_eq!(history(None, &[(&other, Owner::Nobody)]).subject_of_nobody(), None, "another subject");
    assert_eq!(history(Some(&person), &[(&mine, Owner::Nobody)]).subject_of_nobody(), None, "somebody is known now");
}

#[test]
fn finds_what_takes_the_one_place_of_the_person() {
    let person = PersonId::new(b"7");
    let (planned, issued) = (planned_for(1, "Anna Nowak", 9, None), issued(1, "Anna Nowak", 9));
    let held = after(&issued, issued.hold(now(), None, officer()));
    let end = time("2028-12-31T23:59:59Z");
    let taken = |record: &Record, owner, policy: &str, now| {
        history(Some(&person), &[(record, owner)]).another_of_person(policy, now).map(PastRecord::id)
    };
    for record in [&planned, &issued, &held] {
        assert_eq!(taken(record, Owner::Inquired, "operator-file", end), Some(record.id()), "{record:?}");
        assert_eq!(taken(record, Owner::Inquired, "operator-file", end.plus_seconds(1).unwrap()), None, "expired");
        assert_eq!(taken(record, Owner::Another, "operator-file", now()), None);
        assert_eq!(taken(record, Owner::Inquired, "tls-client", now()), None);
    }
    let (abandoned, gone) = (after(&planned, planned.abandon(now())), revoked(&issued, Reason::Superseded));
    for record in [&abandoned, &gone] {
        assert_eq!(taken(record, Owner::Inquired, "operator-file", now()), None, "{record:?}");
    }
    let renewal = history(Some(&person), &[(&issued, Owner::Inquired)]).for_renewal_of(issued.id()).unwrap();
    assert_eq!(renewal.another_of_person("operator-file", now()), None);
    assert_eq!(renewal.renewed().map(PastRecord::id), Some(issued.id()));
}

#[test]
fn names_the_record_that_is_renewed_when_it_is_the_holders() {
    let person = PersonId::new(b"7");
    let (mine, other) = (issued(1, "Anna Nowak", 9), issued(2, "Jan Nowak", 1));
    let of = |record, owner| history(Some(&person), &[(record, owner)]);
    assert_eq!(of(&mine, Owner::Inquired).renewed(), None, "it is never guessed");
    let same_subject = of(&mine, Owner::Nobody).for_renewal_of(mine.id()).unwrap();
    assert_eq!(same_subject.renewed().map(PastRecord::id), Some(mine.id()));
    let same_person = of(&other, Owner::Inquired).for_renewal_of(other.id()).unwrap();
    assert_eq!(same_person.renewed().map(PastRecord::id), Some(other.id()));
    assert_eq!(
        of(&other, Owner::Another).for_renewal_of(other.id()).unwrap_err().to_string(),
        format!(
            "record {} is of another subject and of another person or nobody; only a certificate of the holder is renewed",
            other.id()
        )
    );
    assert_eq!(
        of(&other, Owner::Inquired).for_renewal_of(mine.id()).unwrap_err().to_string(),
        format!(
            "record {} is not in the history of this key, name and person; only a certificate of the holder is renewed",
            mine.id()
        )
    );
}

#[test]
fn the_empty_subject_is_the_same_holder_of_no_two_certificates() {
    let stored = issued(1, "Anna Nowak", 1).to_stored();
    let empty = Octets::new(Name::empty().as_der());
    let record = Record::from_stored(StoredRecord { subject: empty, ..stored }).unwrap();
    let mut history = History::answering(Inquiry::new(Some(key(1)), &Name::empty(), None));
    history.add(&record, Owner::Nobody);
    assert_eq!(history.for_renewal_of(record.id()).unwrap_err(), NotOnRecord::OfAnother { id: record.id() });
}

#[test]
fn an_inquiry_says_what_it_asks() {
    let person = PersonId::new(b"7");
    let inquiry = Inquiry::new(Some(key(1)), &subject("Anna Nowak"), Some(person.clone()));
    assert_eq!((inquiry.key(), inquiry.person()), (Some(key(1)), Some(&person)));
    assert_eq!(*inquiry.subject(), ComparisonKey::of(&subject("Anna Nowak")));
    let inquiry = Inquiry::new(None, &subject("Anna Nowak"), None);
    assert_eq!((inquiry.key(), inquiry.person()), (None, None));
}

#[test]
fn tells_an_owner_by_the_hash_of_the_person() {
    let [one, two] = [1, 2].map(|octet| Some(PersonHash::from_octets([octet; 32])));
    for (record, inquired, owner) in [
        (None, None, Owner::Nobody),
        (None, one, Owner::Nobody),
        (one, one, Owner::Inquired),
        (one, two, Owner::Another),
        (one, None, Owner::Another),
    ] {
        assert_eq!(Owner::of(record, inquired), owner);
    }
}
