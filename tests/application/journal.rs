//! Journals: what every application is held against, whatever it is to, and how it is stored.

use chancery::{
    application::{
        Actor, Application, Entry, EventError, JournalError, Queue,
        cepik::{Cepik, Channel, Event, EventKind, OperatorFile, State, Vpn},
    },
    inventory::{Actor as Recorder, KeyId, LedgerEntry, Object, Requester, Scope},
    x509::Shard,
};

use super::{
    cepik::{form, under_review},
    made::{OFFICERS_PESEL, PESEL, assert_violates, moment, noon, officer, taken, text, violated},
};

type Vpns = Application<Cepik<Vpn>>;

fn submitted() -> Event<Vpn> {
    Event::Submitted { channel: Channel::Epuap, enclosures: Vec::new() }
}

fn draft() -> Vpns {
    Application::draft("vpn/7".parse().unwrap(), form::<Vpn>(), noon("2026-01-30"))
}

#[test]
fn an_event_that_cannot_happen_names_those_that_can_and_gives_the_application_back() {
    let kept = draft().apply(Entry::new(noon("2026-01-30"), Actor::Applicant, Event::Installed)).unwrap_err();
    assert_eq!(
        kept.cause.to_string(),
        "an application to cepik-vpn that is a draft does not take the event installed; it takes signed, submitted"
    );
    assert_eq!(
        kept.cause,
        EventError::Illegal {
            state: State::Draft,
            event: EventKind::Installed,
            legal: Box::new([EventKind::Signed, EventKind::Submitted]),
        }
    );
    assert_eq!(*kept.kept, draft());
}

#[test]
fn nothing_follows_a_final_state() {
    let application = under_review(form::<Vpn>());
    let what = text("another form was filled in");
    let correction = chancery::application::Correction::FileAgain;
    let asked = Event::CorrectionAsked { correction, what };
    let application = taken(application, noon("2026-02-10"), officer(), asked);
    let kept = application.apply(Entry::new(noon("2026-02-11"), Actor::Applicant, submitted())).unwrap_err();
    assert_eq!(
        kept.cause.to_string(),
        "an application to cepik-vpn that is to be filed again does not take the event submitted; nothing follows, since \
         the state is final"
    );
}

#[test]
fn time_goes_forward() {
    assert_violates(
        &violated(&draft(), noon("2026-01-29"), Actor::Applicant, submitted()),
        "application.time",
        "at is 2026-01-29T12:00:00Z; permitted is 2026-01-30T12:00:00Z or later (domain.md §5.3 point 20)",
    );
}

#[test]
fn an_event_is_recorded_by_whom_it_is_of() {
    assert_violates(
        &violated(&draft(), noon("2026-01-30"), officer(), submitted()),
        "application.role",
        "by is an officer; permitted is the applicant for submitted (domain.md §1.2)",
    );
}

#[test]
fn a_journal_has_a_thousand_entries_and_no_more() {
    let entries = |count| {
        let entry = r#"{"at":{"time":"2026-02-03T12:00:00Z","day":"2026-02-03"},"by":"centre","event":{"request-refused":{"rules":["key.rsa.size"]}}}"#;
        let stored = cepik_awaiting_a_request().to_json().unwrap();
        let more = format!(",{entry}").repeat(count);
        stored.strip_suffix("]}").unwrap().to_owned() + &more + "]}"
    };
    let load = |count| Application::<Cepik<OperatorFile>>::from_json(entries(count).as_bytes());
    let there = cepik_awaiting_a_request().entries().len();
    let full = load(Application::<Cepik<OperatorFile>>::MOST_ENTRIES - there).unwrap();
    assert_eq!(full.entries().len(), 1_000);
    let error = load(1_001 - there).unwrap_err();
    assert_eq!(
        error.to_string(),
        "entry 1000 of the journal could not have happened: the event request refused is refused: entries is one more \
         entry; permitted is at most 1000 (a limit of this library)"
    );
}

fn cepik_awaiting_a_request() -> Application<Cepik<OperatorFile>> {
    super::cepik::signed_and_on_record(form::<OperatorFile>())
}

#[test]
fn a_stored_journal_is_the_application() {
    let application = under_review(form::<OperatorFile>());
    let stored = application.to_json().unwrap();
    assert!(stored.starts_with(r#"{"version":1,"system":"cepik-operator-file","id":"cepik/1","opened":{"time":"#));
    assert_eq!(Application::from_json(stored.as_bytes()).unwrap(), application);
    assert_eq!(serde_json::from_str::<Application<Cepik<OperatorFile>>>(&stored).unwrap(), application);
}

fn load(stored: &str) -> Result<Application<Cepik<OperatorFile>>, JournalError<Cepik<OperatorFile>>> {
    Application::from_json(stored.as_bytes())
}

#[test]
fn a_journal_that_could_not_have_happened_does_not_load() {
    let stored = under_review(form::<OperatorFile>()).to_json().unwrap();
    // Registered before it was received.
    let registered = r#"{"registered":{"number":12}}"#;
    let moved = stored.replacen(
        r#""event":{"received":{"by":"ministry","free-days":"count"}}"#,
        &format!(r#""event":{registered}"#),
        1,
    );
    assert_ne!(moved, stored);
    assert_eq!(
        load(&moved).unwrap_err().to_string(),
        "entry 2 of the journal could not have happened: an application to cepik-operator-file that is submitted does \
         not take the event registered; it takes received by the Ministry, received by COI Łódź"
    );
    // Signed by one where two represent the entity.
    let alone = stored.replacen(r#",{"by":{"given-name":"Jan","surname":"Nowak"},"how":"handwritten"}"#, "", 1);
    assert_ne!(alone, stored);
    assert_eq!(
        load(&alone).unwrap_err().to_string(),
        "entry 0 of the journal could not have happened: the event signed is refused: event.signatures is not there; \
         permitted is the signature of Jan Nowak, who represents the entity (CEP-04)"
    );
}

#[test]
fn a_journal_of_another_version_or_system_is_told_before_its_form_is_read() {
    let stored = draft().to_json().unwrap();
    let sentence = |text: &str| load(text).unwrap_err().to_string();
    let newer = stored.replacen(r#""version":1"#, r#""version":2"#, 1);
    assert!(
        sentence(&newer).starts_with(
            "this is no journal of an application to cepik-operator-file: the journal is of version 2, and this library \
             reads version 1 at line 1"
        ),
        "{}",
        sentence(&newer)
    );
    assert!(
        sentence(&stored).starts_with(
            "this is no journal of an application to cepik-operator-file: the journal is of an application to cepik-vpn, \
             not to cepik-operator-file at line 1"
        ),
        "{}",
        sentence(&stored)
    );
}

#[test]
fn a_journal_has_a_mebibyte_and_no_more() {
    let error = load(&" ".repeat((1 << 20) + 1)).unwrap_err();
    assert_eq!(error.to_string(), "the journal has 1048577 octets, more than the limit of 1048576");
}

#[test]
fn no_field_is_skipped() {
    let stored = draft().to_json().unwrap();
    let more = stored.replacen(r#""entries":[]"#, r#""entries":[],"state":"accepted""#, 1);
    let error = Application::<Cepik<Vpn>>::from_json(more.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("unknown field `state`"), "{error}");
}

#[test]
fn a_number_in_the_wrong_field_is_not_repeated() {
    let stored = under_review(form::<OperatorFile>()).to_json().unwrap();
    let wrong = stored.replacen(r#""channel":"post""#, &format!(r#""channel":"{PESEL}""#), 1);
    assert_ne!(wrong, stored);
    let error = load(&wrong).unwrap_err();
    assert!(error.to_string().contains("unknown variant `*******0018`"), "{error}");
    assert!(!format!("{error:?}").contains(PESEL), "{error:?}");
    let long = stored.replacen(r#""channel":"post""#, &format!(r#""channel":"{}""#, "x".repeat(10_000)), 1);
    assert!(load(&long).unwrap_err().to_string().len() < 500);
}

#[test]
fn debug_and_the_ledger_name_nobody_whole() {
    let application = under_review(form::<OperatorFile>());
    let shown = format!("{application:?}");
    assert!(!shown.contains(PESEL) && !shown.contains(OFFICERS_PESEL), "{shown}");
    let events = application.audit_events();
    assert_eq!(events.len(), application.entries().len());
    assert_eq!(application.last_audit_event().as_ref(), events.last());
    assert_eq!(draft().last_audit_event(), None);
    let ledger = serde_json::to_string(&events).unwrap();
    for secret in [PESEL, OFFICERS_PESEL, "Ewa", "Wilk", "600100200"] {
        assert!(!ledger.contains(secret), "{ledger}");
    }
    let registered: &LedgerEntry = &events[4];
    assert_eq!(registered.object(), &Object::Application("cepik/1".into()));
    assert_eq!(
        serde_json::to_string(registered).unwrap(),
        r#"{"at":"2026-02-02T12:00:00Z","actor":{"requester":"officer"},"object":{"application":"cepik/1"},"event":{"application":{"system":"cepik-operator-file","event":"registered","state":"awaiting the request","officer":"inspector-7"}}}"#
    );
}

/// domain §5.3 point 20: what is audited besides applications, certificates and policies.
#[test]
fn keys_deliveries_lists_and_clocks_go_into_the_ledger_too() {
    let at = noon("2026-02-02").time();
    let (key, record) = (KeyId::from_octets([1; 32]), super::cepik::record(1));
    let scope = Scope { issuer: record.issuer, shard: Shard::ONLY };
    let officer = Recorder::Requester(Requester::Officer);
    let of = |entry: LedgerEntry| serde_json::to_value(entry).unwrap();
    let made = of(LedgerEntry::key_generated(at, Recorder::Authority, key));
    assert_eq!((&made["object"]["key"], &made["event"]), (&key.to_string().into(), &"key-generated".into()));
    assert_eq!(of(LedgerEntry::key_destroyed(at, Recorder::Authority, key))["event"], "key-destroyed");
    let delivered = of(LedgerEntry::delivered(at, officer, record, "mail, PESEL 99723100018"));
    assert_eq!(delivered["object"]["record"], record.to_string());
    assert_eq!(delivered["event"]["delivered"]["channel"], "mail, PESEL *******0018");
    let signed = of(LedgerEntry::crl_signed(at, scope, 7));
    assert_eq!(
        (&signed["object"]["lists"]["issuer"], &signed["event"]["crl-signed"]["number"]),
        (&record.issuer.to_string().into(), &7.into(),)
    );
    let set = of(LedgerEntry::clock_set(at, officer, noon("2026-02-01").time()));
    assert_eq!((&set["object"], &set["at"]), (&"clock".into(), &"2026-02-02T12:00:00Z".into()));
    assert_eq!(set["event"]["clock-set"]["before"], "2026-02-01T12:00:00Z");
}

#[test]
fn applications_wait_in_the_order_of_receipt_and_registration() {
    let mut queue = Queue::new();
    let application = under_review(form::<OperatorFile>());
    queue.enter(application.queue_place().unwrap(), application.id().clone()).unwrap();
    assert_eq!(queue.next().unwrap().1, *application.id());
    assert_eq!(draft().queue_place(), None);
}

#[test]
fn a_moment_near_midnight_belongs_to_the_day_of_warsaw() {
    let application = cepik_awaiting_a_request();
    // 2026-03-02T22:59:59Z is the last second of the last day, 2026-03-02T23:00:00Z the first of the next.
    let request = |at| {
        let mail = chancery::application::Mail::new("straz@example.org".parse().unwrap(), text("x"), at);
        Event::RequestArrived { mail, key: KeyId::from_octets([1; 32]) }
    };
    let (last, over) = (moment("2026-03-02T22:59:59Z", "2026-03-02"), moment("2026-03-02T23:00:00Z", "2026-03-03"));
    taken(application.clone(), last, Actor::Centre, request(last));
    assert_eq!(violated(&application, over, Actor::Centre, request(over))[0].0, "cepik.request.late");
}

#[test]
fn days_go_forward_with_the_seconds() {
    let opened = moment("2026-06-30T22:30:00Z", "2026-07-01");
    let draft: Vpns = Application::draft("vpn/7".parse().unwrap(), form::<Vpn>(), opened);
    assert_violates(
        &violated(&draft, moment("2026-06-30T22:31:00Z", "2026-06-30"), Actor::Applicant, submitted()),
        "application.day",
        "at.day is 2026-06-30; permitted is 2026-07-01 or later (domain.md §5.3 point 4)",
    );
    let opened = moment("2026-06-30T22:30:00Z", "2026-06-30");
    let draft: Vpns = Application::draft("vpn/7".parse().unwrap(), form::<Vpn>(), opened);
    assert_violates(
        &violated(&draft, moment("2026-06-30T22:30:00Z", "2026-07-01"), Actor::Applicant, submitted()),
        "application.day",
        "at.day is 2026-07-01; permitted is 2026-06-30, the day of the same second before (domain.md §5.3 point 4)",
    );
}

#[test]
fn what_an_application_takes_can_be_stored_and_loaded() {
    let rules = || vec![text(&"ż".repeat(500)); 100];
    let mut application = cepik_awaiting_a_request();
    let refused = loop {
        let entry = Entry::new(noon("2026-02-03"), Actor::Centre, Event::RequestRefused { rules: rules() });
        match application.apply(entry) {
            Ok(after) => application = after,
            Err(kept) => break kept,
        }
        assert!(application.entries().len() < 50, "a journal of {} entries is not loaded", application.entries().len());
    };
    let stored = refused.kept.to_json().unwrap();
    assert_eq!(load(&stored).unwrap(), *refused.kept);
    let (rules, sentence) = (refused.cause.violations()[0].rule().to_string(), refused.cause.to_string());
    assert_eq!(rules, "application.octets");
    assert!(sentence.ends_with(" octets; permitted is at most 917504 (a limit of this library)"), "{sentence}");
}

#[test]
fn a_number_in_a_journal_that_is_none_is_told_masked() {
    let stored = under_review(form::<OperatorFile>()).to_json().unwrap();
    let number = format!(r#""pesel":{PESEL}"#);
    for (from, to) in [
        (format!(r#""pesel":"{PESEL}""#), number),
        (r#""details":"#.to_owned(), format!(r#""{PESEL}":"#)),
        (r#""handwritten""#.to_owned(), format!(r#""{PESEL}""#)),
        (r#""cepik-operator-file""#.to_owned(), format!(r#""{PESEL}""#)),
    ] {
        let broken = stored.replacen(&from, &to, 1);
        assert_ne!(broken, stored);
        let error = load(&broken).unwrap_err();
        let source = std::error::Error::source(&error).map(ToString::to_string);
        for shown in [error.to_string(), format!("{error:?}"), source.unwrap_or_default()] {
            assert!(!shown.contains(PESEL), "{shown}");
        }
    }
}

#[test]
fn an_officer_is_printed_without_a_number_that_could_be_somebodys() {
    let officer = chancery::application::Officer::new(text(OFFICERS_PESEL), OFFICERS_PESEL.parse().unwrap());
    assert_eq!(Actor::Officer(officer).to_string(), "officer *******1248");
}
