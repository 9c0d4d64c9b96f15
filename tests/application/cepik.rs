//! Applications to CEPiK: the rules CEP-01 to CEP-21 that decide something, the walk, and random lives.

use chancery::{
    application::{
        Actor, Application, ApplicationId, Awaiting, CardFamily, CardHolder, CardRoute, Category, Correction, Date,
        Ending, EntityNumber, FreeDays, Holding, IdentityDocument, IdentityEvidence, Mail, Moment, Outcome, OwcNumber,
        PreviousCertificate, Queue, QueuePlace, Reason, RemoteCard, SignatureKind,
        cepik::{
            Bodies, ByMail, CardHolderDetails, Cepik, Channel, DecisionNumber, Event, EventKind, Form, Kind,
            LocationDetails, OperatorCard, OperatorFile, OwnSystem, PersonDetails, ReceivedBy, SkpSsl, SkpVpn, State,
            SystemDetails, Vpn,
        },
    },
    inventory::{IssuerId, KeyId, RecordId},
    x509::SerialNumber,
};

use super::{
    made::{
        ENDINGS, PESEL, assert_is, assert_violates, board, contact, date, entity, noon, officer, person, signed_by,
        taken, text, the_subject_as_officer, violated,
    },
    model::{self, Luck, Model},
};

#[path = "cepik/impossible.rs"]
mod impossible;

// ---- forms --------------------------------------------------------------------------------------------------------

/// Details of each kind, for forms that differ in nothing else.
pub(crate) trait Details: Kind {
    fn details() -> Self::Details;
}

impl Details for Vpn {
    fn details() -> LocationDetails {
        LocationDetails { location: text("rybnik-1") }
    }
}

impl Details for SkpVpn {
    fn details() -> LocationDetails {
        Vpn::details()
    }
}

impl Details for OwnSystem {
    fn details() -> SystemDetails {
        SystemDetails { system_name: text("e-Mandat"), nip: "8567346215".parse().unwrap() }
    }
}

impl Details for OperatorFile {
    fn details() -> PersonDetails {
        PersonDetails { name: person("Ewa", "Wilk"), pesel: PESEL.parse().unwrap() }
    }
}

impl Details for SkpSsl {
    fn details() -> PersonDetails {
        OperatorFile::details()
    }
}

impl Details for OperatorCard {
    fn details() -> CardHolderDetails {
        CardHolderDetails { person: OperatorFile::details(), card: RemoteCard::Certum }
    }
}

/// A body that has the forms of this kind.
fn category<K: Kind>() -> Category {
    match K::BODIES {
        Bodies::Stations => Category::InspectionStation,
        Bodies::Others | Bodies::All => Category::Guard,
    }
}

pub(crate) fn form<K: Details>() -> Form<K> {
    Form {
        entity: entity(category::<K>()),
        contact: contact(),
        legal_basis: Some(decision()),
        renews: None,
        details: K::details(),
    }
}

fn decision() -> DecisionNumber {
    DecisionNumber::new(text("BM-WCC-I.6512.12.2026"))
}

fn id() -> ApplicationId {
    "cepik/1".parse().unwrap()
}

fn draft<K: Details>(form: Form<K>) -> Application<Cepik<K>> {
    Application::draft(id(), form, noon("2026-01-30"))
}

pub(crate) fn record(serial: u8) -> RecordId {
    let serial: SerialNumber = format!("40{}{serial:02x}", "0".repeat(28)).parse().unwrap();
    RecordId { issuer: IssuerId::from_octets([7; 32]), serial }
}

// ---- the walk -----------------------------------------------------------------------------------------------------

fn signed<K: Kind>() -> Event<K> {
    Event::Signed { signatures: signed_by(&board(), SignatureKind::Handwritten) }
}

fn submitted<K: Kind>() -> Event<K> {
    Event::Submitted { channel: Channel::Post, enclosures: Vec::new() }
}

fn received<K: Kind>(by: ReceivedBy) -> Event<K> {
    Event::Received { by, free_days: FreeDays::Count }
}

fn registered<K: Kind>() -> Event<K> {
    Event::Registered { number: OwcNumber::new(12).unwrap() }
}

fn mail(from: &str, arrived: &str) -> Mail {
    Mail::new(from.parse().unwrap(), text("Zgłoszenie certyfikacyjne Straż Miejska w Rybniku"), noon(arrived))
}

fn request<K: Kind>(from: &str, arrived: &str) -> Event<K> {
    Event::RequestArrived { mail: mail(from, arrived), key: KeyId::from_octets([1; 32]) }
}

/// Received by both on 31 January, registered on 2 February.
fn on_record<K: Kind>(application: Application<Cepik<K>>) -> Application<Cepik<K>> {
    let application = taken(application, noon("2026-01-30"), Actor::Applicant, submitted());
    let application = taken(application, noon("2026-01-31"), Actor::Centre, received(ReceivedBy::Ministry));
    let application = taken(application, noon("2026-01-31"), Actor::Centre, received(ReceivedBy::Coi));
    taken(application, noon("2026-02-02"), officer(), registered())
}

pub(crate) fn signed_and_on_record<K: Details>(form: Form<K>) -> Application<Cepik<K>> {
    on_record(taken(draft(form), noon("2026-01-30"), Actor::Applicant, signed()))
}

/// Under review, with the request where one comes.
pub(crate) fn under_review<K: Details>(form: Form<K>) -> Application<Cepik<K>> {
    let application = signed_and_on_record(form);
    match application.state() {
        State::AwaitingRequest => {
            taken(application, noon("2026-02-03"), Actor::Centre, request("straz@example.org", "2026-02-03"))
        }
        _ => application,
    }
}

pub(crate) fn accepted<K: Details>(form: Form<K>) -> Application<Cepik<K>> {
    taken(under_review(form), noon("2026-02-10"), officer(), Event::Accepted { holds: Holding::Nothing })
}

fn walks<K: Details>() {
    let application = accepted(form::<K>());
    assert!(application.accepted().is_some());
    let sent = Event::InstructionSent { to: contact().email };
    let application = taken(application, noon("2026-02-11"), Actor::Centre, sent);
    let obtained = Event::Obtained { certificate: record(1) };
    assert_eq!(application.certificate(), None);
    let application = taken(application, noon("2026-02-12"), Actor::Centre, obtained);
    assert_eq!(application.certificate(), Some(record(1)));
    assert!(application.accepted().is_none(), "what was obtained is not issued again");
    let application = taken(application, noon("2026-02-13"), Actor::Applicant, Event::Installed);
    assert_is(application.state(), State::Installed);
    assert_eq!(application.legal(), []);
}

#[test]
fn every_kind_walks_from_draft_to_delivery() {
    walks::<Vpn>();
    walks::<OwnSystem>();
    walks::<OperatorFile>();
    walks::<OperatorCard>();
    walks::<SkpVpn>();
    walks::<SkpSsl>();
}

#[test]
fn a_request_is_awaited_where_one_comes_by_mail_and_nowhere_else() {
    fn awaits<K: ByMail + Details>() {
        assert_eq!(signed_and_on_record(form::<K>()).state(), State::AwaitingRequest);
    }
    awaits::<OwnSystem>();
    awaits::<OperatorFile>();
    awaits::<SkpSsl>();
    assert_eq!(signed_and_on_record(form::<Vpn>()).state(), State::UnderReview);
    assert_eq!(signed_and_on_record(form::<OperatorCard>()).state(), State::UnderReview);
    assert_eq!(signed_and_on_record(form::<SkpVpn>()).state(), State::UnderReview);
}

// ---- rules --------------------------------------------------------------------------------------------------------

#[test]
fn cep_04_everybody_who_represents_the_entity_signs() {
    let alone = Event::Signed { signatures: signed_by(&board()[..1], SignatureKind::Handwritten) };
    assert_violates(
        &violated(&draft(form::<Vpn>()), noon("2026-01-30"), Actor::Applicant, alone),
        "cepik.signatures",
        "event.signatures is not there; permitted is the signature of Jan Nowak, who represents the entity (CEP-04)",
    );
}

#[test]
fn cep_04_papers_are_signed_by_hand() {
    let mut signatures = signed_by(&board(), SignatureKind::Handwritten);
    signatures[1].how = SignatureKind::Trusted;
    assert_violates(
        &violated(&draft(form::<Vpn>()), noon("2026-01-30"), Actor::Applicant, Event::Signed { signatures }),
        "cepik.signatures",
        "event.signatures[1].how is a trusted signature; permitted is a signature by hand (CEP-04)",
    );
}

#[test]
fn cep_04_papers_without_signatures_are_recorded_and_not_accepted() {
    let application = on_record(draft(form::<Vpn>()));
    assert_violates(
        &violated(&application, noon("2026-02-10"), officer(), Event::Accepted { holds: Holding::Nothing }),
        "cepik.unsigned",
        "entries is not signed; permitted is signed by everybody who represents the entity (CEP-04)",
    );
    let declined = Event::Declined(ENDINGS.decline(Reason::NotSigned));
    let application = taken(application, noon("2026-02-10"), officer(), declined);
    assert_is(application.outcome(), Some(Outcome::LeftWithoutConsideration));
}

#[test]
fn cep_07_an_operator_rests_on_a_decision() {
    let without = Form { legal_basis: None, ..form::<OperatorFile>() };
    assert_violates(
        &violated(&under_review(without), noon("2026-02-10"), officer(), Event::Accepted { holds: Holding::Nothing }),
        "cepik.decision",
        "form.legal-basis is not there; permitted is the number of the decision on access (CEP-07)",
    );
    let device = under_review(Form { legal_basis: None, ..form::<Vpn>() });
    taken(device, noon("2026-02-10"), officer(), Event::Accepted { holds: Holding::Nothing });
}

#[test]
fn cep_10_the_request_comes_from_the_mailbox_of_the_application() {
    let application = signed_and_on_record(form::<OperatorFile>());
    assert_violates(
        &violated(&application, noon("2026-02-03"), Actor::Centre, request("Straz@example.org", "2026-02-03")),
        "cepik.request.sender",
        "event.mail.from is Straz@example.org; permitted is straz@example.org (CEP-10)",
    );
    taken(application, noon("2026-02-03"), Actor::Centre, request("straz@EXAMPLE.org", "2026-02-03"));
}

#[test]
fn cep_13_the_request_comes_within_30_days_of_the_receipt_by_coi() {
    let application = signed_and_on_record(form::<OperatorFile>());
    assert_eq!(application.csr_deadline().unwrap().last_day(), date("2026-03-02"));
    assert_violates(
        &violated(&application, noon("2026-03-03"), Actor::Centre, request("straz@example.org", "2026-03-03")),
        "cepik.request.late",
        "event.mail.arrived is 2026-03-03; permitted is until 24:00 on 2026-03-02, 30 days from the receipt by COI Łódź \
         on 2026-01-31 (CEP-13)",
    );
    // The mail counts, not the day on which somebody read it.
    taken(application, noon("2026-03-09"), Actor::Centre, request("straz@example.org", "2026-03-02"));
}

#[test]
fn cep_13_nobody_is_late_before_the_deadline() {
    let application = signed_and_on_record(form::<OperatorFile>());
    let late = || Event::Declined(ENDINGS.decline(Reason::RequestNotInTime));
    assert_violates(
        &violated(&application, noon("2026-03-02"), officer(), late()),
        "cepik.request.not-late",
        "at is 2026-03-02; permitted is a day after 2026-03-02 (CEP-13)",
    );
    let application = taken(application, noon("2026-03-03"), officer(), late());
    assert_is(application.outcome(), Some(Outcome::Cancelled));
}

#[test]
fn cep_13_nobody_is_late_whose_request_came() {
    let late = || Event::Declined(ENDINGS.decline(Reason::RequestNotInTime));
    assert_violates(
        &violated(&under_review(form::<OperatorFile>()), noon("2026-03-09"), officer(), late()),
        "cepik.request.not-late",
        "at is 2026-03-09; permitted is another reason, since the request came in time (CEP-13)",
    );
    assert_violates(
        &violated(
            &under_review(form::<Vpn>()),
            noon("2026-03-09"),
            officer(),
            Event::Declined(ENDINGS.decline(Reason::RequestNotInTime)),
        ),
        "cepik.request.not-late",
        "at is 2026-03-09; permitted is another reason, since no request comes by mail (CEP-13)",
    );
}

#[test]
fn a_mail_is_recorded_when_it_has_arrived() {
    let application = signed_and_on_record(form::<OperatorFile>());
    assert_violates(
        &violated(&application, noon("2026-02-03"), Actor::Centre, request("straz@example.org", "2026-02-04")),
        "cepik.request.arrival",
        "event.mail.arrived is 2026-02-04T12:00:00Z; permitted is 2026-02-03T12:00:00Z or before (domain.md §5.3 point 20)",
    );
}

#[test]
fn everything_that_is_wrong_with_a_request_is_told_at_once() {
    let application = signed_and_on_record(form::<OperatorFile>());
    let violated = violated(&application, noon("2026-03-03"), officer(), request("jan@example.org", "2026-03-04"));
    let rules: Vec<&str> = violated.iter().map(|(rule, _)| rule.as_str()).collect();
    assert_eq!(rules, ["application.role", "cepik.request.sender", "cepik.request.late", "cepik.request.arrival"]);
}

#[test]
fn cep_15_the_remote_route_is_for_four_families_and_never_for_stations() {
    let known = CardFamily::Remote(RemoteCard::Gemalto);
    assert_eq!(known.route(CardHolder::Operator), CardRoute::Remote(RemoteCard::Gemalto));
    assert_eq!(known.route(CardHolder::Skp), CardRoute::File);
}

#[test]
fn cep_21_another_card_takes_the_route_of_the_file() {
    assert_eq!(CardFamily::Other(text("another maker")).route(CardHolder::Operator), CardRoute::File);
    let stored = draft(form::<OperatorCard>()).to_json().unwrap();
    let other = stored.replacen(r#""card":"certum""#, r#""card":"another-maker""#, 1);
    let error = Application::<Cepik<OperatorCard>>::from_json(other.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("unknown variant `another-maker`"), "{error}");
}

#[test]
fn cep_14_nobody_encloses_a_card() {
    let stored = taken(draft(form::<OperatorCard>()), noon("2026-01-30"), Actor::Applicant, submitted());
    let stored = stored.to_json().unwrap().replacen(r#""enclosures":[]"#, r#""enclosures":["card"]"#, 1);
    let error = Application::<Cepik<OperatorCard>>::from_json(stored.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("unknown variant `card`, expected `decision-copy` or `paper`"), "{error}");
}

#[test]
fn cep_19_mailbox_and_telephone_are_data_of_an_application() {
    let stored = draft(form::<Vpn>()).to_json().unwrap();
    for field in [r#""email":"straz@example.org","#, r#","phone":"+48600100200""#] {
        let without = stored.replacen(field, "", 1);
        assert_ne!(without, stored);
        let error = Application::<Cepik<Vpn>>::from_json(without.as_bytes()).unwrap_err();
        assert!(error.to_string().contains("missing field"), "{error}");
    }
}

#[test]
fn cep_02_the_queue_has_no_priority() {
    let mut queue = Queue::new();
    let place = |day, number| QueuePlace::new(noon(day), OwcNumber::new(number).unwrap());
    for (id, place) in
        [("c", place("2026-02-03", 1)), ("a", place("2026-02-02", 3)), ("b", place("2026-02-03", 0x7fff))]
    {
        queue.enter(place, id.parse().unwrap()).unwrap();
    }
    let order: Vec<String> = std::iter::from_fn(|| queue.next()).map(|(_, id)| id.to_string()).collect();
    assert_eq!(order, ["a", "c", "b"]);
}

#[test]
fn cep_16_the_instruction_goes_to_the_mailbox_of_the_application() {
    let elsewhere = Event::InstructionSent { to: "jan@example.org".parse().unwrap() };
    assert_violates(
        &violated(&accepted(form::<Vpn>()), noon("2026-02-11"), Actor::Centre, elsewhere),
        "cepik.instruction.mailbox",
        "event.to is jan@example.org; permitted is straz@example.org (CEP-16)",
    );
}

#[test]
fn a_person_has_one_active_certificate() {
    let holds = |serial| Event::Accepted { holds: Holding::Certificate(record(serial)) };
    assert_violates(
        &violated(&under_review(form::<OperatorCard>()), noon("2026-02-10"), officer(), holds(1)),
        "application.already-holds",
        "event.holds is certificate 40:00:00:00:00:00:00:00:00:00:00:00:00:00:00:01; permitted is none, or the one that is renewed; a person \
         has one active certificate (domain.md §5.3 point 10)",
    );
    let renewal = || Form { renews: Some(previous("2026-12-31")), ..form::<OperatorCard>() };
    taken(under_review(renewal()), noon("2026-02-10"), officer(), holds(1));
    assert_eq!(
        violated(&under_review(renewal()), noon("2026-02-10"), officer(), holds(2))[0].0,
        "application.already-holds"
    );
}

/// The certificate of `record(1)`, valid from 2025 until this day.
fn previous(until: &str) -> PreviousCertificate {
    let json =
        format!(r#"{{"record":"{}","not-before":"2025-01-01T00:00:00Z","not-after":"{until}T23:59:59Z"}}"#, record(1));
    serde_json::from_str(&json).unwrap()
}

#[test]
fn a_renewal_is_filed_while_the_old_certificate_is_valid() {
    let late = Form { renews: Some(previous("2026-01-29")), ..form::<OperatorFile>() };
    assert_violates(
        &violated(&draft(late), noon("2026-01-30"), Actor::Applicant, submitted()),
        "cepik.renewal.late",
        "at is 2026-01-30T12:00:00Z; permitted is from 2025-01-01T00:00:00Z to 2026-01-29T23:59:59Z, while the previous \
         certificate is valid (domain.md §5.1 rows 3 and 4)",
    );
    let in_time = Form { renews: Some(previous("2026-01-30")), ..form::<OperatorFile>() };
    taken(draft(in_time), noon("2026-01-30"), Actor::Applicant, submitted());
}

#[test]
fn an_officer_does_not_decide_about_themselves() {
    let application = under_review(form::<OperatorFile>());
    assert_violates(
        &violated(
            &application,
            noon("2026-02-10"),
            the_subject_as_officer(),
            Event::Accepted { holds: Holding::Nothing },
        ),
        "application.own",
        "by.officer is the person who is certified; permitted is another officer (ETSI EN 319 411-1 REG-6.2.2-26)",
    );
}

#[test]
fn who_has_a_decision_does_not_wait_for_one() {
    let mut deputy = form::<OperatorFile>();
    deputy.entity.category = Category::DeputyBailiff;
    assert_violates(
        &violated(
            &under_review(deputy),
            noon("2026-02-10"),
            officer(),
            Event::Suspended { awaiting: Awaiting::Decision },
        ),
        "cepik.suspension.decision",
        "form.legal-basis is the decision BM-WCC-I.6512.12.2026; permitted is no decision yet (S0:L226)",
    );
}

#[test]
fn a_deputy_bailiff_waits_for_the_decision_and_goes_on() {
    let mut deputy = Form { legal_basis: None, ..form::<OperatorFile>() };
    deputy.entity.category = Category::DeputyBailiff;
    let suspended = Event::Suspended { awaiting: Awaiting::Decision };
    let application = taken(under_review(deputy), noon("2026-02-10"), officer(), suspended);
    assert_is(application.outcome(), Some(Outcome::Suspended(Awaiting::Decision)));
    let issued = Event::DecisionIssued { decision: decision() };
    let application = taken(application, noon("2026-05-10"), officer(), issued);
    let accepted = Event::Accepted { holds: Holding::Nothing };
    assert_is(taken(application, noon("2026-05-11"), officer(), accepted).state(), State::Accepted);
}

#[test]
fn a_supplement_keeps_the_person_and_the_mailbox() {
    let asked = Event::CorrectionAsked { correction: Correction::Supplement, what: text("the street is missing") };
    let application = taken(under_review(form::<OperatorFile>()), noon("2026-02-10"), officer(), asked);
    let mut corrected = form::<OperatorFile>();
    corrected.details.pesel = "01810199982".parse().unwrap();
    corrected.contact.email = "jan@example.org".parse().unwrap();
    let signatures = signed_by(&board(), SignatureKind::Handwritten);
    let supplemented = Event::Supplemented { form: Box::new(corrected), signatures };
    let violated = violated(&application, noon("2026-02-11"), Actor::Applicant, supplemented);
    assert_eq!(violated[0].0, "cepik.supplement.person");
    assert_eq!(violated[1].1, "event.form.contact.email is jan@example.org; permitted is straz@example.org (CEP-16)");
}

#[test]
fn a_profile_of_another_person_identifies_nobody() {
    let profile = |expires: &str| {
        serde_json::from_str::<IdentityEvidence>(&format!(
            r#"{{"trusted-profile":{{"name":{{"given-name":"Ewa","surname":"Wilga"}},"pesel":"01810199982","user-id":"u",
            "profile-id":"p","confirmed":"2025-01-01T00:00:00Z","expires":"{expires}","email":"e@example.org",
            "phone":"+48600100200","authorisation":"sms"}}}}"#
        ))
        .unwrap()
    };
    let application = under_review(form::<OperatorFile>());
    let identified = Event::Identified { evidence: profile("2026-02-10T12:00:00Z") };
    let violated = violated(&application, noon("2026-02-10"), officer(), identified);
    let sentences: Vec<&str> = violated.iter().map(|(_, sentence)| sentence.as_str()).collect();
    assert_eq!(
        sentences,
        [
            "event.evidence.trusted-profile.name is Ewa Wilga; permitted is Ewa Wilk (domain.md §1.10)",
            "event.evidence.trusted-profile.pesel is *******9982; permitted is *******0018 (domain.md §1.10)",
            "event.evidence.trusted-profile.expires is 2026-02-10T12:00:00Z; permitted is later than 2026-02-10T12:00:00Z \
             (domain.md §1.10)",
        ]
    );
}

#[test]
fn the_three_deadlines_start_at_three_events() {
    let application = taken(draft(form::<OperatorFile>()), noon("2026-01-30"), Actor::Applicant, submitted());
    let application = taken(application, noon("2026-01-31"), Actor::Centre, received(ReceivedBy::Coi));
    assert_eq!((application.processing_deadline(), application.policy_deadline()), (None, None));
    let application = taken(application, noon("2026-02-03"), Actor::Centre, received(ReceivedBy::Ministry));
    let application = taken(application, noon("2026-02-05"), officer(), registered());
    assert_eq!(application.csr_deadline().unwrap().last_day(), date("2026-03-02"));
    assert_eq!(application.processing_deadline().unwrap().last_day(), date("2026-03-05"));
    assert_eq!(application.policy_deadline().unwrap().last_day(), date("2026-03-07"));
    let place = application.queue_place().unwrap();
    assert_eq!((place.received(), place.number().get()), (noon("2026-02-03"), 12));
}

// ---- lives --------------------------------------------------------------------------------------------------------

impl<K: Details> Model for Cepik<K> {
    fn form(luck: &mut Luck<'_>) -> Form<K> {
        let legal_basis = if luck.one_in(3) { None } else { Some(decision()) };
        let mut form = Form { legal_basis, ..form::<K>() };
        form.entity.category = luck.one_of(&[category::<K>(), Category::DeputyBailiff]);
        form
    }

    fn event(kind: EventKind, _application: &Application<Self>, at: Moment, luck: &mut Luck<'_>) -> Event<K> {
        let persons = if luck.one_in(8) { 1 } else { 2 };
        let signatures = signed_by(&board()[..persons], SignatureKind::Handwritten);
        match kind {
            EventKind::Signed => Event::Signed { signatures },
            EventKind::Submitted => submitted(),
            EventKind::ReceivedByMinistry => received(ReceivedBy::Ministry),
            EventKind::ReceivedByCoi => {
                let free_days = luck.one_of(&[FreeDays::Count, FreeDays::Pass([].into())]);
                Event::Received { by: ReceivedBy::Coi, free_days }
            }
            EventKind::Registered => registered(),
            EventKind::RequestArrived => {
                let from = luck.one_of(&["straz@example.org", "straz@EXAMPLE.org", "jan@example.org"]);
                Event::RequestArrived {
                    mail: Mail::new(from.parse().unwrap(), text("Zgłoszenie"), at),
                    key: KeyId::from_octets([1; 32]),
                }
            }
            EventKind::RequestRefused => Event::RequestRefused { rules: vec![text("key.rsa.size")] },
            EventKind::Identified => Event::Identified {
                evidence: IdentityEvidence::Document(IdentityDocument::Passport(text("ZS0000177"))),
            },
            EventKind::SupplementAsked => correction(Correction::Supplement),
            EventKind::FilingAgainAsked => correction(Correction::FileAgain),
            EventKind::Supplemented => Event::Supplemented {
                form: Box::new(Form { legal_basis: Some(decision()), ..form::<K>() }),
                signatures,
            },
            EventKind::SuspendedForDecision => Event::Suspended { awaiting: Awaiting::Decision },
            EventKind::SuspendedForReaudit => Event::Suspended { awaiting: Awaiting::Reaudit },
            EventKind::DecisionIssued => Event::DecisionIssued { decision: decision() },
            EventKind::ReauditDone => Event::ReauditDone,
            EventKind::Rejected => declined(luck, Ending::Rejected),
            EventKind::Cancelled => declined(luck, Ending::Cancelled),
            EventKind::LeftWithoutConsideration => declined(luck, Ending::LeftWithoutConsideration),
            EventKind::Accepted => {
                let holds = luck.one_of(&[Holding::Nothing, Holding::Nothing, Holding::Certificate(record(1))]);
                Event::Accepted { holds }
            }
            EventKind::InstructionSent => Event::InstructionSent { to: contact().email },
            EventKind::Obtained => Event::Obtained { certificate: record(1) },
            EventKind::Installed => Event::Installed,
            other => panic!("the model does not know {other}"),
        }
    }

    fn deadlines(application: &Application<Self>) -> Vec<Option<Date>> {
        vec![
            application.processing_deadline().map(|deadline| deadline.last_day()),
            application.policy_deadline().map(|deadline| deadline.last_day()),
            application.csr_deadline().map(|deadline| deadline.last_day()),
        ]
    }
}

fn correction<K: Kind>(correction: Correction) -> Event<K> {
    Event::CorrectionAsked { correction, what: text("the street is missing") }
}

fn declined<K: Kind>(luck: &mut Luck<'_>, ending: Ending) -> Event<K> {
    Event::Declined(luck.declined(ending))
}

#[test]
fn random_lives_keep_the_laws() {
    fn laws<K: Details>() {
        model::assert_graph::<Cepik<K>>();
        model::assert_lives::<Cepik<K>>();
    }
    laws::<Vpn>();
    laws::<OwnSystem>();
    laws::<OperatorFile>();
    laws::<OperatorCard>();
    laws::<SkpVpn>();
    laws::<SkpSsl>();
}
