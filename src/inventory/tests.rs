//! Ids, errors, stored records and changes; and the records that the tests of the rules and of histories start from.
//!
//! Subjects carry a PESEL of a century without living holders, so that every text made here can be searched for it.

use super::*;
use crate::x509::{AttributeType, Name, Reason, SerialNumber, Shard, Time, Validity};

mod records;

pub(super) const PESEL: &str = "99723100018";

pub(super) fn time(text: &str) -> Time {
    text.parse().expect("a time")
}

pub(super) fn officer() -> Requested {
    Requested { by: Requester::Officer, at: time("2027-01-01T08:00:00Z") }
}

pub(super) fn record_id(number: u8) -> RecordId {
    let mut octets = [0x11; SerialNumber::OCTETS];
    octets[0] = 0x40;
    octets[15] = number;
    let serial = SerialNumber::from_octets(octets).expect("the shape of a serial number");
    RecordId { issuer: IssuerId::from_octets([0xaa; 32]), serial }
}

pub(super) fn subject(common_name: &str) -> Name {
    let serial = format!("PNOPL-{PESEL}");
    let attributes = [
        (AttributeType::COUNTRY, "PL"),
        (AttributeType::SERIAL_NUMBER, &serial),
        (AttributeType::COMMON_NAME, common_name),
    ];
    Name::of(&attributes).expect("a name")
}

pub(super) fn planned_for(number: u8, common_name: &str, key: u8, person: Option<&PersonId>) -> Record {
    Record::planned(Plan {
        id: record_id(number),
        shard: Shard::ONLY,
        subject: subject(common_name),
        key: KeyId::from_octets([key; 32]),
        key_maker: KeyMaker::Subscriber,
        policy: "operator-file",
        suspension: SuspensionRule::Allowed { max_days: Some(7), then: Some(Reason::PrivilegeWithdrawn) },
        at_once: CertificatesAtOnce::Any,
        renews: None,
        validity: Validity::new(time("2027-01-01T00:00:00Z"), time("2028-12-31T23:59:59Z")).expect("a window"),
        to_be_signed: TBS,
        person,
        at: time("2026-12-31T12:00:00Z"),
    })
}

pub(super) fn planned() -> Record {
    planned_for(1, "Anna Nowak", 0x5e, None)
}

/// A `Certificate` in shape, around these octets.
pub(super) fn certificate(to_be_signed: &[u8]) -> Vec<u8> {
    let rest = [0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x03, 0x00, 0xab, 0xcd];
    let length = u8::try_from(to_be_signed.len() + rest.len()).expect("short");
    [&[0x30, length], to_be_signed, &rest].concat()
}

pub(super) fn after(record: &Record, change: Result<Change, IllegalTransition>) -> Record {
    change.expect("a legal step").apply_to(record).expect("the record the step was made for")
}

pub(super) fn issued() -> Record {
    let record = planned();
    after(&record, record.complete(&certificate(TBS), time("2027-01-01T00:00:00Z")))
}

pub(super) const TBS: &[u8] = &[0x30, 0x03, 0x02, 0x01, 0x05];

#[test]
fn writes_and_reads_ids_as_text() {
    let id = record_id(7);
    let text = id.to_string();
    assert_eq!(text, format!("{}/40111111111111111111111111111107", "aa".repeat(32)));
    assert_eq!(text.parse(), Ok(id));
    assert_eq!(serde_json::from_str::<RecordId>(&serde_json::to_string(&id).unwrap()).unwrap(), id);
    assert_eq!(format!("{:?}", id.issuer), format!("IssuerId({})", "aa".repeat(32)));
}

#[test]
fn refuses_what_is_not_an_id() {
    assert_eq!("aa".parse::<KeyId>(), Err(IdError::NotHexadecimal));
    assert_eq!("AA".repeat(32).parse::<KeyId>(), Err(IdError::NotHexadecimal));
    assert_eq!("+a".repeat(32).parse::<KeyId>(), Err(IdError::NotHexadecimal));
    assert_eq!("aa".repeat(32).parse::<RecordId>(), Err(IdError::NotARecordId));
    assert_eq!(IdError::NotHexadecimal.to_string(), "an id is 64 hexadecimal digits in lower case");
    assert_eq!(
        IdError::NotARecordId.to_string(),
        "the id of a record is the id of its issuer, a slash, and its serial number of 32 hexadecimal digits"
    );
}

#[test]
fn shows_no_identity_number_in_any_debug_text() {
    let person = PersonId::new(format!("PNOPL-{PESEL}").as_bytes());
    let record = planned_for(1, "Anna Nowak", 0x5e, Some(&person));
    let inquiry = Inquiry::new(None, record.subject(), Some(person));
    let mut history = History::answering(inquiry.clone());
    history.add(&record, Owner::Inquired);
    let change = record.insertion().unwrap();
    for text in [
        format!("{record:?}"),
        format!("{:?}", record.to_stored()),
        format!("{inquiry:?}"),
        format!("{history:?}"),
        format!("{change:?}"),
        format!("{:?}", change.ledger()),
    ] {
        assert!(!text.contains(PESEL), "{text}");
    }
}

#[test]
fn keeps_an_inquired_person_out_of_the_ledger() {
    let at = time("2027-01-01T00:00:00Z");
    let entry = LedgerEntry::refused(at, "operator-file", None, [format!("person {PESEL} again")]);
    let text = serde_json::to_string(&entry).unwrap();
    assert!(!text.contains(PESEL), "{text}");
    assert!(text.contains("*******0018"), "{text}");
}

#[test]
fn writes_a_ledger_entry_as_one_object() {
    let record = issued();
    let change = record.hold(time("2027-02-01T00:00:00Z"), None, officer()).unwrap();
    let expected = serde_json::json!({
        "at": "2027-02-01T00:00:00Z",
        "actor": { "requester": "officer" },
        "object": { "record": record.id() },
        "event": { "held": {
            "until": "2027-02-08T00:00:00Z",
            "requested": { "by": "officer", "at": "2027-01-01T08:00:00Z" },
        } },
    });
    assert_eq!(serde_json::to_value(change.ledger()).unwrap(), expected);
}

#[test]
fn gives_back_the_record_that_was_stored() {
    let held = after(&issued(), issued().hold(time("2027-02-01T00:00:00Z"), None, officer()));
    let released = after(&held, held.release(time("2027-02-02T00:00:00Z"), officer()));
    let (at_once, renews) = (CertificatesAtOnce::One, Some(record_id(9)));
    let stored = StoredRecord { at_once, renews, ownership: Ownership::Person, ..planned().to_stored() };
    let renewing = Record::from_stored(stored).unwrap();
    assert_eq!((renewing.at_once(), renewing.renews()), (at_once, renews));
    for record in [planned(), issued(), held, released, renewing] {
        let text = serde_json::to_string(&record.to_stored()).unwrap();
        assert!(!text.contains(PESEL), "{text}");
        let read = Record::from_stored(serde_json::from_str(&text).unwrap()).unwrap();
        assert!(read == record, "{text}");
    }
}

#[test]
fn refuses_a_stored_record_of_another_version() {
    let stored = StoredRecord { version: 2, ..planned().to_stored() };
    let refusal = Record::from_stored(stored).unwrap_err();
    assert_eq!(refusal, StoredRecordError::UnknownVersion { found: 2, known: 1 });
    assert_eq!(refusal.to_string(), "a stored record of version 2; this library reads version 1");
}

#[test]
fn refuses_a_stored_record_without_the_octets_of_its_state() {
    let stored = StoredRecord { status: Status::Issued, ..planned().to_stored() };
    let refusal = Record::from_stored(stored).unwrap_err();
    assert_eq!(refusal.to_string(), "a stored record is issued and holds no certificate");
    let stored = StoredRecord { status: Status::Planned, ..issued().to_stored() };
    let refusal = Record::from_stored(stored).unwrap_err();
    assert_eq!(refusal.to_string(), "a stored record is planned and holds a certificate");
}

#[test]
fn refuses_a_stored_revocation_that_is_a_hold() {
    let (at, reason) = (time("2027-02-01T00:00:00Z"), Reason::CertificateHold);
    let stored = StoredRecord { status: Status::Revoked { at, reason, invalid_since: None }, ..issued().to_stored() };
    assert_eq!(
        Record::from_stored(stored).unwrap_err().to_string(),
        "a stored record is revoked for the reason certificateHold, which ends no certificate (RFC 5280 §5.3.1)"
    );
}

#[test]
fn refuses_a_stored_record_that_is_one_at_once_of_nobody() {
    let stored = StoredRecord { at_once: CertificatesAtOnce::One, ..planned().to_stored() };
    assert_eq!(
        Record::from_stored(stored).unwrap_err().to_string(),
        "a stored record is the one certificate its person may have at once, and belongs to nobody in person"
    );
}

#[test]
fn refuses_a_stored_record_that_renews_itself() {
    let stored = StoredRecord { renews: Some(planned().id()), ..planned().to_stored() };
    assert_eq!(Record::from_stored(stored).unwrap_err().to_string(), "a stored record renews itself");
}

#[test]
fn refuses_a_stored_subject_that_is_no_name() {
    let stored = StoredRecord { subject: Octets::new(*b"no name"), ..planned().to_stored() };
    let refusal = Record::from_stored(stored).unwrap_err();
    assert!(matches!(refusal, StoredRecordError::Subject(_)), "{refusal:?}");
    assert_eq!(refusal.to_string(), "the subject of a stored record is not a name");
}

#[test]
fn refuses_a_field_it_does_not_know() {
    let mut value = serde_json::to_value(planned().to_stored()).unwrap();
    value["person"] = serde_json::json!("PNOPL");
    let refusal = serde_json::from_value::<StoredRecord>(value).unwrap_err();
    assert!(refusal.to_string().starts_with("unknown field `person`"), "{refusal}");
}

#[test]
fn inserts_only_the_record_and_the_person_a_change_was_made_for() {
    let person = PersonId::new(b"7");
    let (mine, other) = (planned(), planned_for(2, "Anna Nowak", 0x5e, Some(&person)));
    let change = mine.insertion().unwrap();
    assert!(change.inserts(&mine, None).is_ok());
    let refusal = change.inserts(&other, Some(&person)).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        format!(
            "the change given with record {} does not insert it; take `Record::insertion` of this record",
            other.id()
        )
    );
    let refusal = change.inserts(&mine, Some(&person)).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        format!("record {} was planned for nobody in person and inserted for a person", mine.id())
    );
    let abandoned = mine.abandon(mine.planned_at()).unwrap();
    assert!(matches!(abandoned.inserts(&mine, None), Err(InventoryError::NotAnInsertion { .. })));
}

#[test]
fn refuses_a_change_of_a_record_that_moved_on() {
    let record = issued();
    let revocation = Revocation {
        at: time("2027-03-01T00:00:00Z"),
        reason: Reason::Superseded,
        invalid_since: None,
        requested: officer(),
    };
    let (hold, revoke) =
        (record.hold(time("2027-02-01T00:00:00Z"), None, officer()).unwrap(), record.revoke(revocation).unwrap());
    let revoked = revoke.apply_to(&record).unwrap();
    let refusal = hold.apply_to(&revoked).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        format!(
            "record {} was expected to be issued, and is revoked at 2027-03-01T00:00:00Z; read it again",
            record.id()
        )
    );
    let other = planned_for(2, "Anna Nowak", 0x5e, None);
    assert!(matches!(hold.apply_to(&other), Err(InventoryError::NotFound(id)) if id == record.id()));
}

#[test]
fn says_what_an_inventory_could_not_do() {
    let id = record_id(1);
    let sentences = [
        (InventoryError::NotFound(id), format!("record {id} is not on the rolls")),
        (
            InventoryError::KeyInUse { other: id },
            format!("the key is certified for another subject or was revoked as compromised, in record {id}"),
        ),
        (
            InventoryError::SubjectInUse { other: id },
            format!(
                "the subject was given to another person before, or to one not known to be the same, in record {id}"
            ),
        ),
        (
            InventoryError::PersonHolds { other: id },
            format!(
                "the person may have one certificate of the policy at once and has record {id}; renew that one, or \
                 revoke it"
            ),
        ),
        (
            InventoryError::SerialInUse { id },
            format!("the serial number of record {id} is already in use; draw another one"),
        ),
        (
            InventoryError::CrlNumbersExhausted { scope: planned().scope() },
            format!("the CRL numbers of shard 0 of issuer {} are used up", id.issuer),
        ),
    ];
    for (error, sentence) in sentences {
        assert_eq!(error.to_string(), sentence);
    }
}

#[test]
fn says_what_became_of_a_change_when_a_store_failed() {
    let sentences = [
        (Outcome::NotApplied, "the store failed and nothing was changed; it can be tried again"),
        (Outcome::Applied, "the store failed after the change was made; it must not be tried again"),
        (Outcome::Unknown, "the store failed and the change may have been made; read the record before trying again"),
    ];
    for (outcome, sentence) in sentences {
        let error = StoreError::new(outcome, "disk full");
        assert_eq!(error.to_string(), sentence);
        assert_eq!(error.outcome(), outcome);
        assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "disk full");
    }
}
