//! Applications to the register of PESEL-number restrictions: PES-01 to PES-10, the points of the form, random lives.
//!
//! The surprising choice: PES-10 is tested by the journal of an application that rests for years and goes on.

use chancery::{
    application::{
        Actor, Application, Ending, Entry, Mail, Moment, Named, Outcome, Reason, SignatureKind, System,
        pesel_register::{
            AllowList, Caller, Connection, Entitlement, Environments, Event, EventKind, Fault, Faults, Form,
            InEnvironment, KeyOrder, MadeKeys, NewKeys, PeselRegister, PolicyRead, Purpose, SentFrom,
            SignedAuthorisation, SigningBasis, State,
        },
    },
    policy::catalog::{Production, Test},
};
use serde_json::{Value, json};

use super::{
    made::{
        assert_is, assert_violates, board, contact, date, endings, noon, officer, person, signed_by, taken, text,
        violated,
    },
    model::{self, Luck, Model},
};

#[path = "pesel_forms.rs"]
mod forms;

use forms::{
    accepted, draft, evidence, for_both, for_production, for_test, form, granted, in_production, in_test, key,
    on_record, received, registered, signed, submitted, to_change_addresses, to_change_notices, to_deactivate,
    under_review,
};

// ---- the walk -----------------------------------------------------------------------------------------------------

fn made_keys(purpose: &Purpose) -> Event {
    Event::KeysMade(match purpose {
        Purpose::NewKey(Environments::Both { .. }) => MadeKeys::Both { test: key("rzp-1"), production: key("rzp-2") },
        Purpose::NewKey(Environments::Production { .. }) => MadeKeys::Production(key("rzp-2")),
        _ => MadeKeys::Test(key("rzp-1")),
    })
}

fn mailed() -> Event {
    Event::ArchiveMailed { to: contact().email }
}

fn texted() -> Event {
    Event::PasswordSent { to: contact().phone }
}

fn with_keys(purpose: Purpose) -> Application<PeselRegister> {
    let made = made_keys(&purpose);
    taken(accepted(form(purpose)), noon("2026-02-05"), Actor::Centre, made)
}

#[test]
fn a_new_key_walks_from_draft_to_delivery_through_either_channel_first() {
    for purpose in [for_test(), for_production(), for_both()] {
        for ([first, second], between) in
            [([mailed(), texted()], State::ArchiveMailed), ([texted(), mailed()], State::PasswordSent)]
        {
            assert!(accepted(form(purpose.clone())).accepted().is_some());
            let application = with_keys(purpose.clone());
            assert!(application.accepted().is_none(), "what was made is not made again");
            assert_eq!(application.made_keys().map(|keys| Event::KeysMade(keys.clone())), Some(made_keys(&purpose)));
            let application = taken(application, noon("2026-02-06"), Actor::Centre, first);
            assert_is(application.state(), between);
            let application = taken(application, noon("2026-02-06"), Actor::Centre, second);
            assert_is(application.state(), State::Delivered);
            assert_eq!(application.legal(), []);
            assert_is(application.outcome(), Some(Outcome::Accepted));
        }
    }
}

#[test]
fn a_change_walks_from_draft_to_its_end() {
    for (purpose, event, end) in [
        (to_deactivate(), Event::Deactivated, State::Deactivated),
        (to_change_addresses(), Event::AddressesChanged, State::AddressesChanged),
        (to_change_notices(), Event::NoticesChanged, State::NoticesChanged),
    ] {
        let application = taken(accepted(form(purpose)), noon("2026-02-05"), Actor::Centre, event);
        assert_is(application.state(), end);
        assert_eq!(application.legal(), []);
        let again = Entry::new(noon("2026-02-05"), Actor::Centre, Event::Deactivated);
        let error = application.apply(again).unwrap_err().to_string();
        assert!(error.contains("that is carried out, with the"), "{error}");
    }
}

// ---- the process --------------------------------------------------------------------------------------------------

#[test]
fn pes_01_what_is_accepted_is_entitled_by_what_the_form_says() {
    let entitlement = Entitlement::Statute(text("art. 46 ust. 1"));
    assert_violates(
        &violated(&under_review(form(for_test())), noon("2026-02-04"), officer(), Event::Accepted { entitlement }),
        "pesel.entitlement",
        "event.entitlement is the statute art. 46 ust. 1; permitted is the decision BM-WCC-III.6501.7.2026 (PES-01)",
    );
    let special = Entitlement::SpecialProvision(text("art. 105 ust. 4"));
    let application = under_review(Form { entitlement: special, ..form(for_test()) });
    let entitlement = Entitlement::Decision(text("BM-1"));
    assert_violates(
        &violated(&application, noon("2026-02-04"), officer(), Event::Accepted { entitlement }),
        "pesel.entitlement",
        "event.entitlement is the decision BM-1; permitted is the special provision art. 105 ust. 4 (PES-01)",
    );
    assert_eq!(loaded(for_test(), &["entitlement"], None), "missing field `entitlement`");
}

#[test]
fn pes_02_to_04_what_is_done_is_what_was_applied_for() {
    let done = [made_keys(&for_test()), Event::Deactivated, Event::AddressesChanged, Event::NoticesChanged];
    let purposes = [for_test(), to_deactivate(), to_change_addresses(), to_change_notices()];
    for (asked, purpose) in purposes.into_iter().enumerate() {
        let application = accepted(form(purpose));
        for (doing, event) in done.iter().enumerate() {
            if asked == doing {
                taken(application.clone(), noon("2026-02-05"), Actor::Centre, event.clone());
            } else {
                let violated = violated(&application, noon("2026-02-05"), Actor::Centre, event.clone());
                assert_eq!(violated.len(), 1, "{asked} {doing}");
                assert_eq!(violated[0].0, "pesel.purpose");
            }
        }
    }
    assert_violates(
        &violated(&accepted(form(to_deactivate())), noon("2026-02-05"), Actor::Centre, Event::AddressesChanged),
        "pesel.purpose",
        "event is addresses changed; permitted is a key deactivated (PES-02 to PES-04)",
    );
}

#[test]
fn pes_04_a_change_makes_no_key() {
    assert_violates(
        &violated(&accepted(form(to_change_addresses())), noon("2026-02-05"), Actor::Centre, made_keys(&for_test())),
        "pesel.purpose",
        "event is a key for test; permitted is the addresses of a key changed (PES-04)",
    );
    assert!(matches!(evidence(to_change_addresses()).into_order(), KeyOrder::ChangeAddresses(_)));
    assert!(matches!(evidence(to_change_notices()).into_order(), KeyOrder::ChangeNotices(_)));
}

fn not_processed() -> Event {
    let faults = vec![Fault::Altered(text("the table of point 5 has a column more")), Fault::NotElectronic];
    Event::NotProcessed { faults: Faults::new(faults).unwrap() }
}

#[test]
fn pes_05_an_altered_or_incomplete_form_is_not_processed() {
    let on_record = on_record(taken(draft(form(for_test())), noon("2026-01-30"), Actor::Applicant, signed()));
    for application in [on_record, under_review(form(for_test()))] {
        let application = taken(application, noon("2026-02-03"), officer(), not_processed());
        assert_is(application.state(), State::NotProcessed);
        assert_is(application.outcome(), Some(Outcome::NotProcessed));
        assert_eq!(application.faults().unwrap().faults().len(), 2);
        assert_eq!(application.legal(), []);
        assert!(application.accepted().is_none());
    }
}

#[test]
fn pes_05_nothing_is_accepted_before_the_form_was_found_in_order() {
    let application = on_record(taken(draft(form(for_test())), noon("2026-01-30"), Actor::Applicant, signed()));
    assert!(!application.legal().contains(&EventKind::Accepted));
    assert_eq!(PeselRegister::next(State::Registered, EventKind::Accepted), None);
    let application = taken(application, noon("2026-02-03"), officer(), Event::FoundInOrder);
    assert!(application.legal().contains(&EventKind::Accepted));
}

#[test]
fn pes_05_a_fault_is_named_and_may_be_another() {
    let sentence = "an application is not processed for one fault at least, and none is given (PES-05)";
    assert_eq!(Faults::new(Vec::new()).unwrap_err().to_string(), sentence);
    assert!(serde_json::from_str::<Faults>("[]").unwrap_err().to_string().starts_with(sentence));
    let other = r#"["not-electronic",{"incomplete":"point 2c"},{"other":"two systems are named"}]"#;
    let faults: Faults = serde_json::from_str(other).unwrap();
    assert_eq!(faults.faults()[2], Fault::Other(text("two systems are named")));
}

#[test]
fn pes_06_production_is_applied_for_by_whom_the_policy_was_read() {
    let late = PolicyRead { on: date("2026-01-31") };
    let only = Environments::Production { connection: in_production(), policy: late };
    let both = Environments::Both { test: in_test(), production: in_production(), policy: late };
    for environments in [only, both] {
        let application = draft(form(Purpose::NewKey(environments)));
        assert_violates(
            &violated(&application, noon("2026-01-31"), Actor::Applicant, submitted()),
            "pesel.policy",
            "form.purpose.policy.on is 2026-01-31; permitted is 2026-01-30, when the form was filled in, or before \
             (PES-06)",
        );
    }
    let on_the_day = PolicyRead { on: date("2026-01-30") };
    let purpose = Purpose::NewKey(Environments::Production { connection: in_production(), policy: on_the_day });
    taken(draft(form(purpose)), noon("2026-01-31"), Actor::Applicant, submitted());
}

#[test]
fn pes_06_production_without_the_policy_is_not_read_from_a_file() {
    let path = ["purpose", "new-key", "production", "policy"];
    assert_eq!(loaded(for_production(), &path, None), "missing field `policy`");
    let path = ["purpose", "new-key", "both", "policy"];
    assert_eq!(loaded(for_both(), &path, None), "missing field `policy`");
}

#[test]
fn pes_07_the_archive_goes_to_the_mailbox_of_point_3d() {
    let elsewhere = Event::ArchiveMailed { to: "it@example.org".parse().unwrap() };
    assert_violates(
        &violated(&with_keys(for_test()), noon("2026-02-06"), Actor::Centre, elsewhere),
        "pesel.delivery.mailbox",
        "event.to is it@example.org; permitted is straz@example.org (PES-07)",
    );
}

#[test]
fn pes_07_the_password_goes_to_the_telephone() {
    let elsewhere = Event::PasswordSent { to: "+48600100201".parse().unwrap() };
    assert_violates(
        &violated(&with_keys(for_test()), noon("2026-02-06"), Actor::Centre, elsewhere),
        "pesel.delivery.telephone",
        "event.to is +** *** **0 201; permitted is +** *** **0 200 (PES-07)",
    );
}

#[test]
fn pes_08_the_head_signs_and_where_several_act_jointly_all_of_them() {
    let alone =
        Event::Signed { signatures: signed_by(&board()[..1], SignatureKind::Electronic), basis: SigningBasis::Head };
    assert_violates(
        &violated(&draft(form(for_test())), noon("2026-01-30"), Actor::Applicant, alone),
        "pesel.signatures",
        "event.signatures is not there; permitted is the signature of Jan Nowak, who represents the entity (PES-08)",
    );
}

#[test]
fn pes_08_an_electronic_signature_of_any_kind_is_one_and_one_by_hand_is_none() {
    for kind in [SignatureKind::Electronic, SignatureKind::Trusted, SignatureKind::Qualified] {
        let event = Event::Signed { signatures: signed_by(&board(), kind), basis: SigningBasis::Head };
        taken(draft(form(for_test())), noon("2026-01-30"), Actor::Applicant, event);
    }
    let mut signatures = signed_by(&board(), SignatureKind::Electronic);
    signatures[1].how = SignatureKind::Handwritten;
    let event = Event::Signed { signatures, basis: SigningBasis::Head };
    assert_violates(
        &violated(&draft(form(for_test())), noon("2026-01-30"), Actor::Applicant, event),
        "pesel.signatures",
        "event.signatures[1].how is a signature by hand; permitted is an electronic signature or a trusted signature or \
         a qualified electronic signature (PES-08)",
    );
}

fn signed_by_ewa(how: SignatureKind, authorisation: SignedAuthorisation) -> Event {
    let signatures = signed_by(&[person("Ewa", "Wilk")], how);
    Event::Signed { signatures, basis: SigningBasis::Authorised(authorisation) }
}

fn authorisation(of: &str, how: SignatureKind, heads: usize) -> SignedAuthorisation {
    SignedAuthorisation { person: person(of, "Wilk"), signatures: signed_by(&board()[..heads], how) }
}

#[test]
fn pes_08_whoever_is_authorised_signs_instead() {
    let application = draft(form(for_test()));
    let sound = authorisation("Ewa", SignatureKind::Qualified, 2);
    let event = signed_by_ewa(SignatureKind::Trusted, sound.clone());
    assert_is(taken(application.clone(), noon("2026-01-30"), Actor::Applicant, event).state(), State::Signed);
    let of_another = signed_by_ewa(SignatureKind::Trusted, authorisation("Adam", SignatureKind::Qualified, 2));
    assert_violates(
        &violated(&application, noon("2026-01-30"), Actor::Applicant, of_another),
        "pesel.signatures",
        "event.signatures is not there; permitted is the signature of Adam Wilk, who is authorised (PES-08)",
    );
    assert_violates(
        &violated(&application, noon("2026-01-30"), Actor::Applicant, signed_by_ewa(SignatureKind::Handwritten, sound)),
        "pesel.signatures",
        "event.signatures[0].how is a signature by hand; permitted is an electronic signature of any kind (PES-08)",
    );
}

#[test]
fn pes_08_the_authorisation_is_itself_signed_electronically_by_the_head() {
    let application = draft(form(for_test()));
    let by_one = signed_by_ewa(SignatureKind::Trusted, authorisation("Ewa", SignatureKind::Electronic, 1));
    assert_violates(
        &violated(&application, noon("2026-01-30"), Actor::Applicant, by_one),
        "pesel.authorisation",
        "event.basis.authorised.signatures is not there; permitted is the signature of Jan Nowak, who represents the \
         unit (PES-08)",
    );
    let mut by_hand = authorisation("Ewa", SignatureKind::Electronic, 2);
    by_hand.signatures[0].how = SignatureKind::Handwritten;
    assert_violates(
        &violated(&application, noon("2026-01-30"), Actor::Applicant, signed_by_ewa(SignatureKind::Trusted, by_hand)),
        "pesel.signatures",
        "event.basis.authorised.signatures[0].how is a signature by hand; permitted is an electronic signature of any \
         kind (PES-08)",
    );
}

#[test]
fn pes_08_what_nobody_signed_is_recorded_and_not_accepted() {
    let application = taken(on_record(draft(form(for_test()))), noon("2026-02-03"), officer(), Event::FoundInOrder);
    assert_violates(
        &violated(&application, noon("2026-02-04"), officer(), granted(&form(for_test()))),
        "pesel.unsigned",
        "entries is not signed; permitted is signed by the head of the unit or by whom the head authorised (PES-08)",
    );
    let declined = Event::Declined(endings(Ending::LeftWithoutConsideration).decline(Reason::NotSigned));
    let application = taken(application, noon("2026-02-04"), officer(), declined);
    assert_is(application.outcome(), Some(Outcome::LeftWithoutConsideration));
}

#[test]
fn pes_09_it_is_sent_to_the_mailbox_of_coi() {
    let elsewhere = Event::Submitted { to: "cc.coi@coi.gov.pl".parse().unwrap() };
    assert_violates(
        &violated(&draft(form(for_test())), noon("2026-01-30"), Actor::Applicant, elsewhere),
        "pesel.mailbox",
        "event.to is cc.coi@coi.gov.pl; permitted is cc.wnioski@coi.gov.pl (PES-09)",
    );
    let other_case = Event::Submitted { to: "cc.wnioski@COI.gov.pl".parse().unwrap() };
    taken(draft(form(for_test())), noon("2026-01-30"), Actor::Applicant, other_case);
}

#[test]
fn pes_09_the_mailbox_it_comes_from_is_advised_and_no_rule() {
    let sent = taken(draft(form(for_test())), noon("2026-01-30"), Actor::Applicant, submitted());
    assert_eq!(sent.follows_recommendation(), None);
    let as_advised = taken(sent.clone(), noon("2026-01-31"), Actor::Centre, received("straz@EXAMPLE.org"));
    assert_eq!(as_advised.follows_recommendation(), Some(SentFrom::Advised));
    let elsewhere = taken(sent, noon("2026-01-31"), Actor::Centre, received("sekretariat@example.org"));
    match elsewhere.follows_recommendation() {
        Some(SentFrom::Elsewhere { found, advised }) => {
            assert_eq!((found.as_str(), advised.as_str()), ("sekretariat@example.org", "straz@example.org"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn pes_10_nothing_is_ever_late() {
    let application = under_review(form(for_production()));
    let application = taken(application, noon("2036-02-04"), officer(), granted(&form(for_production())));
    taken(application, noon("2046-02-04"), Actor::Centre, made_keys(&for_production()));
    let late = Event::Declined(endings(Ending::Cancelled).decline(Reason::RequestNotInTime));
    assert_violates(
        &violated(&under_review(form(for_test())), noon("2036-02-04"), officer(), late),
        "pesel.deadline",
        "event.reason is a request not in time; permitted is another reason, since nothing has a deadline here (PES-10)",
    );
}

/// The mail of an application, arrived then.
fn arrived(at: Moment) -> Event {
    match received("straz@example.org") {
        Event::Received { mail } => Event::Received { mail: Mail::new(mail.from, mail.subject, at) },
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_mail_is_recorded_when_it_has_arrived() {
    let sent = taken(draft(form(for_test())), noon("2026-01-30"), Actor::Applicant, submitted());
    assert_violates(
        &violated(&sent, noon("2026-01-31"), Actor::Centre, arrived(noon("2026-02-01"))),
        "pesel.arrival",
        "event.mail.arrived is 2026-02-01T12:00:00Z; permitted is 2026-01-31T12:00:00Z or before (domain.md §5.3 point 20)",
    );
}

#[test]
fn a_mail_did_not_arrive_before_its_form_was_filled_in() {
    let sent = taken(draft(form(for_test())), noon("2026-01-30"), Actor::Applicant, submitted());
    assert_violates(
        &violated(&sent, noon("2026-01-31"), Actor::Centre, arrived(noon("2026-01-29"))),
        "pesel.arrival",
        "event.mail.arrived is 2026-01-29T12:00:00Z; permitted is 2026-01-30T12:00:00Z or later, when the application \
         was drafted (domain.md §5.3 point 20)",
    );
    let json = on_record(draft(form(for_test()))).to_json().unwrap();
    let forged = json.replace(r#""arrived":{"time":"2026-01-30T12:00:00Z","day":"2026-01-30"}"#, EARLIER);
    assert_ne!(forged, json);
    let error = Application::<PeselRegister>::from_json(forged.as_bytes()).unwrap_err().to_string();
    assert!(
        error.starts_with("entry 1 of the journal could not have happened: the event received is refused"),
        "{error}"
    );
}

const EARLIER: &str = r#""arrived":{"time":"2020-01-30T12:00:00Z","day":"2020-01-30"}"#;

#[test]
fn the_host_says_how_a_reason_ends_it() {
    for (ending, state) in [
        (Ending::Rejected, State::Rejected),
        (Ending::Cancelled, State::Cancelled),
        (Ending::LeftWithoutConsideration, State::LeftWithoutConsideration),
    ] {
        let declined = Event::Declined(endings(ending).decline(Reason::WrongData));
        let application = taken(under_review(form(for_test())), noon("2026-02-04"), officer(), declined);
        assert_is(application.state(), state);
    }
}

// ---- the form -----------------------------------------------------------------------------------------------------

/// What is said of a form of this purpose with something removed or replaced, without the place in the text.
fn loaded(purpose: Purpose, path: &[&str], with: Option<Value>) -> String {
    let mut json = serde_json::to_value(form(purpose)).unwrap();
    let (last, way) = path.split_last().unwrap();
    let parent = way.iter().fold(&mut json, |json, step| &mut json[*step]);
    match with {
        Some(value) => parent[*last] = value,
        None => drop(parent.as_object_mut().unwrap().remove(*last)),
    }
    let error = serde_json::from_value::<Form>(json).unwrap_err().to_string();
    error.split(" at line").next().unwrap_or_default().to_owned()
}

#[test]
fn pes_point_1_a_new_key_has_no_id_and_a_change_exactly_one() {
    let path = ["purpose", "new-key", "test", "key"];
    assert_eq!(loaded(for_test(), &path, Some(json!("rzp-1"))), "unknown field `key`, expected `connection`");
    let path = ["purpose", "change-addresses", "test", "key"];
    assert_eq!(loaded(to_change_addresses(), &path, None), "missing field `key`");
    let two = json!(["rzp-1", "rzp-2"]);
    assert_eq!(loaded(to_change_addresses(), &path, Some(two.clone())), "invalid type: sequence, expected a string");
    let path = ["purpose", "change-notices", "test", "key"];
    assert_eq!(loaded(to_change_notices(), &path, None), "missing field `key`");
    let path = ["purpose", "deactivate", "test"];
    assert_eq!(loaded(to_deactivate(), &path, Some(two)), "invalid type: sequence, expected a string");
    let both = json!({ "test": "rzp-1", "production": "rzp-2" });
    assert!(loaded(to_deactivate(), &["purpose", "deactivate"], Some(both)).starts_with("invalid value: map"));
}

#[test]
fn pes_point_2c_several_systems_are_several_applications() {
    let several = json!(["e-Kredyt", "e-Konto"]);
    assert_eq!(loaded(for_test(), &["system-name"], Some(several)), "invalid type: sequence, expected a string");
    assert_eq!(
        loaded(for_test(), &["system-names"], Some(json!("e-Konto"))).split(',').next(),
        Some("unknown field `system-names`")
    );
}

#[test]
fn pes_point_2_an_intermediary_is_told_from_a_system_of_the_units_own() {
    let through = Form { caller: Caller::Intermediary, ..form(for_production()) };
    assert_eq!(serde_json::to_value(&through).unwrap()["caller"], json!("intermediary"));
    let KeyOrder::NewKeys(NewKeys::Production(order)) = accepted(through.clone()).accepted().unwrap().into_order()
    else {
        panic!("one key for production")
    };
    assert_eq!(order.holder(), &through.unit.number, "the key is the unit's and not the intermediary's");
    assert_eq!(
        loaded(for_test(), &["caller"], Some(json!(true))).split(',').next(),
        Some("invalid type: boolean `true`")
    );
}

#[test]
fn pes_point_3_the_order_knows_where_key_and_password_go() {
    let KeyOrder::NewKeys(NewKeys::Test(order)) = evidence(for_test()).into_order() else { panic!("one key for test") };
    assert_eq!(order.deliver_to(), &contact());
    assert_eq!(order.system_name(), &text("e-Kredyt"));
    assert_eq!(loaded(for_test(), &["technical-contact", "contact", "phone"], None), "missing field `phone`");
}

#[test]
fn pes_point_4_two_environments_in_one_application_are_two_keys() {
    let KeyOrder::NewKeys(NewKeys::Both { test, production }) = evidence(for_both()).into_order() else {
        panic!("two keys")
    };
    assert_eq!((test.connection(), production.connection()), (&in_test(), &in_production()));
    assert_violates(
        &violated(&accepted(form(for_both())), noon("2026-02-05"), Actor::Centre, made_keys(&for_production())),
        "pesel.purpose",
        "event is a key for production; permitted is a key for test and another for production (S3:L82)",
    );
}

#[test]
fn pes_point_5_production_connects_from_the_internet_and_a_journal_that_does_not_is_not_loaded() {
    let path = ["purpose", "new-key", "production", "connection", "addresses"];
    assert_eq!(
        loaded(for_production(), &path, Some(json!(["100.64.0.1"]))),
        "100.64.0.1 is no address on the Internet, where production connects from: 100.64.0.0/10 is shared by the \
         customers of a carrier (RFC 6598) (domain.md §4.6, proposed)"
    );
    assert_eq!(
        loaded(for_production(), &path, Some(json!(["2001:db8::1"]))),
        "2001:db8::1 is an IPv6 address, and the register takes public IPv4 addresses (S3:L89)"
    );
    let list: AllowList<Production> = forms::addresses(&["192.31.80.30"]);
    assert!(list.has("192.31.80.30".parse().unwrap()) && !list.has("192.31.80.31".parse().unwrap()));
}

#[test]
fn pes_point_6_notices_go_to_mailboxes() {
    let path = ["purpose", "new-key", "test", "connection", "notices"];
    assert_eq!(
        loaded(for_test(), &path, Some(json!([]))),
        "the list of mailboxes is empty, and notices go to one at least (S3:L96)"
    );
}

// ---- random lives -------------------------------------------------------------------------------------------------

impl Model for PeselRegister {
    fn form(luck: &mut Luck<'_>) -> Form {
        let purposes =
            [for_test(), for_both(), for_production(), to_deactivate(), to_change_addresses(), to_change_notices()];
        form(luck.one_of(&purposes))
    }

    fn event(kind: EventKind, application: &Application<Self>, at: Moment, luck: &mut Luck<'_>) -> Event {
        let declined = |luck: &mut Luck<'_>, ending| {
            let reasons = [Reason::WrongData, Reason::NotSigned, Reason::RequestNotInTime];
            Event::Declined(endings(ending).decline(luck.one_of(&reasons)))
        };
        match kind {
            EventKind::Signed if luck.one_in(8) => Event::Signed { signatures: Vec::new(), basis: SigningBasis::Head },
            EventKind::Signed => luck.one_of(&[
                signed(),
                signed_by_ewa(SignatureKind::Trusted, authorisation("Ewa", SignatureKind::Qualified, 2)),
            ]),
            EventKind::Submitted if luck.one_in(8) => Event::Submitted { to: contact().email },
            EventKind::Submitted => submitted(),
            EventKind::Received => arrived(luck.one_of(&[at, application.opened(), noon("2026-01-30")])),
            EventKind::Registered => registered(),
            EventKind::FoundInOrder => Event::FoundInOrder,
            EventKind::NotProcessed => not_processed(),
            EventKind::Rejected => declined(luck, Ending::Rejected),
            EventKind::Cancelled => declined(luck, Ending::Cancelled),
            EventKind::LeftWithoutConsideration => declined(luck, Ending::LeftWithoutConsideration),
            EventKind::Accepted => granted(application.form()),
            EventKind::KeysMade => made_keys(&application.form().purpose),
            EventKind::ArchiveMailed => mailed(),
            EventKind::PasswordSent => texted(),
            EventKind::Deactivated => Event::Deactivated,
            EventKind::AddressesChanged => Event::AddressesChanged,
            EventKind::NoticesChanged => Event::NoticesChanged,
            other => panic!("the model does not know {other}"),
        }
    }
}

#[test]
fn random_lives_keep_the_laws() {
    model::assert_graph::<PeselRegister>();
    model::assert_lives::<PeselRegister>();
    assert_eq!(model::reachable::<PeselRegister>().into_iter().collect::<Vec<_>>(), State::ALL);
}

#[test]
fn orders_are_of_one_environment_each() {
    let KeyOrder::Deactivate(InEnvironment::Test(order)) = evidence(to_deactivate()).into_order() else {
        panic!("a key for test")
    };
    assert_eq!(order.key(), &key::<Test>("rzp-1"));
    let purpose = Purpose::Deactivate(InEnvironment::Production(key("rzp-1")));
    assert!(matches!(evidence(purpose).into_order(), KeyOrder::Deactivate(InEnvironment::Production(_))));
    let connection: Connection<Production> = in_production();
    assert_eq!(connection.notices.mailboxes().len(), 1);
}
