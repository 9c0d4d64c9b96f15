//! Applications to CC-SEKAP: the rules SEK-01 to SEK-08 that decide something, the three ways, and random lives.

use chancery::{
    application::{
        Actor, Application, DrivingLicence, Ending, IdentityDocument, Moment, Outcome, PersonName, Reason, Signature,
        SignatureKind,
        sekap::{
            AcceptedCard, Carrier, CertificateOnly, ChosenOffice, Electronic, Event, EventKind, Form, InPerson,
            KeyDelivery, KeyStore, MadeAtOffice, Office, OfficeAndRequest, OwnComputer, ReadInDocument, Sekap, State,
            Visit, Way, WithRequest,
        },
    },
    inventory::KeyId,
    policy::catalog::OfficeDelivery,
};

use super::{
    cepik::record,
    made::{
        ENDINGS, PESEL, assert_is, assert_violates, date, noon, officer, person, taken, text, the_subject_as_officer,
        violated,
    },
    model::{self, Luck, Model},
};

// ---- forms and papers ---------------------------------------------------------------------------------------------

/// What each way files and is handed, for lives that differ in nothing else.
trait Papers: Way {
    fn filing(office: Office) -> Self::Filing;
    fn carrier() -> Self::Carrier;
}

impl Papers for InPerson {
    fn filing(office: Office) -> ChosenOffice {
        ChosenOffice::new(office)
    }

    fn carrier() -> Carrier {
        Carrier::Pendrive
    }
}

impl Papers for Electronic {
    fn filing(office: Office) -> ChosenOffice {
        ChosenOffice::new(office)
    }

    fn carrier() -> Carrier {
        Carrier::Card(AcceptedCard::RybnikCityCard)
    }
}

impl Papers for WithRequest {
    fn filing(office: Office) -> OfficeAndRequest {
        OfficeAndRequest { office, key: KeyId::from_octets([1; 32]), store: KeyStore::Internal }
    }

    fn carrier() -> OwnComputer {
        OwnComputer::OwnComputer
    }
}

fn citizen() -> PersonName {
    person("Ewa", "Wilk")
}

fn form() -> Form {
    Form {
        country: "PL".parse().unwrap(),
        name: citizen(),
        pesel: PESEL.parse().unwrap(),
        email: "ewa@example.org".parse().unwrap(),
    }
}

fn rybnik() -> Office {
    Office::new(text("Urząd Miasta w Rybniku"))
}

fn cieszyn() -> Office {
    Office::new(text("Starostwo Powiatowe w Cieszynie"))
}

fn draft<W: Papers>() -> Application<Sekap<W>> {
    Application::draft("sekap/1".parse().unwrap(), form(), noon("2026-01-30"))
}

// ---- the walk -----------------------------------------------------------------------------------------------------

fn link<W: Way>(to: &str) -> Event<W> {
    Event::ActivationLinkSent { to: to.parse().unwrap() }
}

fn visit<W: Papers>() -> Visit<W> {
    Visit {
        office: rybnik(),
        document: IdentityDocument::IdentityCard("ABA300000".parse().unwrap()),
        read: ReadInDocument::new(citizen(), PESEL.parse().unwrap()),
        carrier: W::carrier(),
    }
}

fn signed_as<W: Way>(by: &PersonName, how: SignatureKind) -> Event<W> {
    let signature = Signature { by: by.clone(), how };
    Event::AgreementSigned { agreement: signature.clone(), application: signature }
}

fn signed<W: Way>() -> Event<W> {
    signed_as(&citizen(), SignatureKind::Handwritten)
}

fn issued<W: Papers>() -> Event<W> {
    Event::Issued { delivery: W::delivery_on(&W::carrier()), certificate: record(1) }
}

/// With an account and filed where the way begins with one; the draft in way 1.
fn before_the_office<W: Papers>() -> Application<Sekap<W>> {
    let application = draft::<W>();
    if W::NAME == InPerson::NAME {
        return application;
    }
    let day = noon("2026-01-30");
    let application = taken(application, day, Actor::Applicant, Event::AccountRegistered);
    let application = taken(application, day, Actor::Centre, link("ewa@example.org"));
    let application = taken(application, day, Actor::Applicant, Event::AccountActivated);
    taken(application, noon("2026-01-31"), Actor::Applicant, Event::Filed(W::filing(rybnik())))
}

fn confirmed<W: Papers>() -> Application<Sekap<W>> {
    taken(before_the_office(), noon("2026-02-02"), officer(), Event::IdentityConfirmed(visit()))
}

fn to_be_accepted<W: Papers>() -> Application<Sekap<W>> {
    taken(confirmed(), noon("2026-02-02"), Actor::Applicant, signed())
}

fn accepted<W: Papers>() -> Application<Sekap<W>> {
    taken(to_be_accepted(), noon("2026-02-02"), officer(), Event::Accepted)
}

fn walks<W: Papers>() -> Vec<State> {
    let application = accepted::<W>();
    assert!(application.accepted().is_some());
    let application = taken(application, noon("2026-02-02"), officer(), issued());
    assert!(application.accepted().is_none(), "what was handed out is not issued again");
    assert!(application.certificate().is_some() && application.declined().is_none());
    assert_eq!(application.legal(), []);
    assert_is(application.outcome(), Some(Outcome::Accepted));
    let mut states = Vec::new();
    let mut again = draft::<W>();
    for entry in application.entries() {
        again = taken(again, entry.at, entry.by.clone(), entry.event.clone());
        states.push(again.state());
    }
    states
}

#[test]
fn sek_02_the_way_in_person_begins_at_the_office() {
    use State::{Accepted, AgreementSigned, IdentityConfirmed, Issued};
    assert_eq!(walks::<InPerson>(), [IdentityConfirmed, AgreementSigned, Accepted, Issued]);
    assert_eq!(draft::<InPerson>().legal()[0], EventKind::IdentityConfirmed, "no account and no filing");
    assert!(!draft::<InPerson>().legal().contains(&EventKind::AccountRegistered));
}

const FROM_AN_ACCOUNT: [State; 8] = [
    State::AccountRegistered,
    State::AwaitingActivation,
    State::AccountActivated,
    State::Filed,
    State::IdentityConfirmed,
    State::AgreementSigned,
    State::Accepted,
    State::Issued,
];

#[test]
fn sek_03_the_electronic_way_begins_with_an_account() {
    assert_eq!(walks::<Electronic>(), FROM_AN_ACCOUNT);
    assert_eq!(draft::<Electronic>().legal(), [EventKind::AccountRegistered]);
    let registered = taken(draft::<Electronic>(), noon("2026-01-30"), Actor::Applicant, Event::AccountRegistered);
    assert_eq!(registered.legal(), [EventKind::ActivationLinkSent], "nothing is filed without an active account");
}

#[test]
fn sek_04_the_way_with_a_request_keeps_its_key() {
    assert_eq!(walks::<WithRequest>(), FROM_AN_ACCOUNT);
    assert_eq!(accepted::<WithRequest>().request_key(), Some(KeyId::from_octets([1; 32])));
    assert_eq!(accepted::<Electronic>().request_key(), None);
    let without = serde_json::from_str::<OfficeAndRequest>(r#"{"office":"Rybnik","store":"card"}"#).unwrap_err();
    assert!(without.to_string().starts_with("missing field `key`"), "{without}");
}

// ---- rules --------------------------------------------------------------------------------------------------------

#[test]
fn sek_01_what_is_handed_out_goes_on_what_was_brought() {
    let in_a_file = Event::Issued { delivery: KeyDelivery::Pkcs12OnMedium, certificate: record(1) };
    assert_violates(
        &violated(&accepted::<Electronic>(), noon("2026-02-02"), officer(), in_a_file),
        "sekap.delivery",
        "event.delivery is a PKCS#12 file on a pendrive; permitted is certificate and key pair on the electronic city card of \
         Rybnik (SEK-01)",
    );
    let centre = AcceptedCard::QualifiedCentre(text("Certum"));
    let on_a_card = Event::Issued { delivery: KeyDelivery::OnCard(centre), certificate: record(1) };
    assert_violates(
        &violated(&accepted::<InPerson>(), noon("2026-02-02"), officer(), on_a_card),
        "sekap.delivery",
        "event.delivery is certificate and key pair on a card of Certum; permitted is a PKCS#12 file on a pendrive (SEK-01)",
    );
}

#[test]
fn sek_02_the_inspector_verifies_the_data_of_the_person() {
    let read = ReadInDocument::new(person("Ewa", "Wilga"), "01810199982".parse().unwrap());
    let event = Event::IdentityConfirmed(Visit { read, ..visit::<InPerson>() });
    let violated = violated(&draft::<InPerson>(), noon("2026-02-02"), officer(), event);
    let expected = [
        ("sekap.identity", "event.read.name is Ewa Wilga; permitted is Ewa Wilk (SEK-02)"),
        ("sekap.identity", "event.read.pesel is *******9982; permitted is *******0018 (SEK-02)"),
    ];
    assert_eq!(violated, expected.map(|(rule, sentence)| (rule.to_owned(), sentence.to_owned())));
}

#[test]
fn sek_02_the_inspector_is_not_the_subscriber() {
    let confirmed = Event::IdentityConfirmed(visit::<InPerson>());
    assert_violates(
        &violated(&draft::<InPerson>(), noon("2026-02-02"), the_subject_as_officer(), confirmed),
        "application.own",
        "by.officer is the person who is certified; permitted is another officer (ETSI EN 319 411-1 REG-6.2.2-26)",
    );
}

#[test]
fn sek_02_agreement_and_application_are_signed_by_the_subscriber() {
    let event = signed_as(&person("Jan", "Wilk"), SignatureKind::Handwritten);
    let violated = violated(&confirmed::<InPerson>(), noon("2026-02-02"), Actor::Applicant, event);
    let expected = [
        ("sekap.signature", "event.agreement.by is Jan Wilk; permitted is Ewa Wilk, the subscriber (SEK-02)"),
        ("sekap.signature", "event.application.by is Jan Wilk; permitted is Ewa Wilk, the subscriber (SEK-02)"),
    ];
    assert_eq!(violated, expected.map(|(rule, sentence)| (rule.to_owned(), sentence.to_owned())));
}

#[test]
fn sek_03_agreement_and_application_are_signed_by_hand() {
    let by = citizen();
    let event = Event::AgreementSigned {
        agreement: Signature { by: by.clone(), how: SignatureKind::Handwritten },
        application: Signature { by, how: SignatureKind::Trusted },
    };
    assert_violates(
        &violated(&confirmed::<Electronic>(), noon("2026-02-02"), Actor::Applicant, event),
        "sekap.signature",
        "event.application.how is a trusted signature; permitted is a signature by hand (SEK-03)",
    );
}

#[test]
fn sek_03_the_activation_link_goes_to_the_mailbox_that_was_given() {
    let day = noon("2026-01-30");
    let registered = taken(draft::<Electronic>(), day, Actor::Applicant, Event::AccountRegistered);
    assert_violates(
        &violated(&registered, day, Actor::Centre, link("Ewa@example.org")),
        "sekap.activation.mailbox",
        "event.to is Ewa@example.org; permitted is ewa@example.org (SEK-03)",
    );
    let sent = taken(registered, day, Actor::Centre, link("ewa@EXAMPLE.org"));
    let again = taken(sent, noon("2026-01-31"), Actor::Centre, link("ewa@example.org"));
    assert_is(again.state(), State::AwaitingActivation);
}

#[test]
fn sek_03_the_citizen_comes_to_the_office_they_chose() {
    let elsewhere = Event::IdentityConfirmed(Visit { office: cieszyn(), ..visit::<Electronic>() });
    let filed = before_the_office::<Electronic>();
    assert_eq!(filed.chosen_office(), Some(&rybnik()));
    assert_violates(
        &violated(&filed, noon("2026-02-02"), officer(), elsewhere),
        "sekap.office",
        "event.office is Starostwo Powiatowe w Cieszynie; permitted is Urząd Miasta w Rybniku, which was chosen when it was \
         filed (SEK-03)",
    );
    // In way 1 no office was chosen before.
    let anywhere = Event::IdentityConfirmed(Visit { office: cieszyn(), ..visit::<InPerson>() });
    let application = taken(draft::<InPerson>(), noon("2026-02-02"), officer(), anywhere);
    assert_eq!(application.visit().unwrap().office, cieszyn());
}

#[test]
fn sek_04_the_citizen_comes_to_the_office_the_request_went_to() {
    let elsewhere = Event::IdentityConfirmed(Visit { office: cieszyn(), ..visit::<WithRequest>() });
    let violated = violated(&before_the_office::<WithRequest>(), noon("2026-02-02"), officer(), elsewhere);
    assert_eq!(violated[0].0, "sekap.office");
    assert!(violated[0].1.ends_with("which was chosen when it was filed (SEK-04)"), "{}", violated[0].1);
}

#[test]
fn sek_05_a_request_gets_the_certificate_alone() {
    let application = taken(accepted::<WithRequest>(), noon("2026-02-02"), officer(), issued());
    let Event::Issued { delivery: CertificateOnly::CertificateOnly, .. } = &application.entries().last().unwrap().event
    else {
        panic!("the certificate alone");
    };
    let json = application.to_json().unwrap();
    for key in [r#""delivery":"pkcs12-on-medium""#, r#""delivery":{"on-card":"rybnik-city-card"}"#] {
        let forged = json.replace(r#""delivery":"certificate-only""#, key);
        assert_ne!(forged, json);
        let error = Application::<Sekap<WithRequest>>::from_json(forged.as_bytes()).unwrap_err();
        assert!(error.to_string().contains("expected `certificate-only`"), "{error}");
    }
}

#[test]
fn sek_05_a_key_of_the_office_is_never_left_out() {
    let application = taken(accepted::<InPerson>(), noon("2026-02-02"), officer(), issued());
    let json = application.to_json().unwrap();
    let forged = json.replace(r#""delivery":"pkcs12-on-medium""#, r#""delivery":"certificate-only""#);
    assert_ne!(forged, json);
    let error = Application::<Sekap<InPerson>>::from_json(forged.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("unknown variant `certificate-only`"), "{error}");
}

#[test]
fn sek_07_a_trusted_profile_is_not_shown_at_an_office() {
    let application = confirmed::<InPerson>();
    let json = application.to_json().unwrap();
    let forged = json.replace(r#""document":{"identity-card":"#, r#""document":{"trusted-profile":"#);
    assert_ne!(forged, json);
    let error = Application::<Sekap<InPerson>>::from_json(forged.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("unknown variant `trusted-profile`"), "{error}");
}

#[test]
fn sek_07_a_driving_licence_is_issued_after_1_july_1999_and_before_it_is_shown() {
    assert!(DrivingLicence::new(text("00001/99/2463"), date("1999-07-01")).is_err());
    let shown = |issued: &str| {
        let licence = DrivingLicence::new(text("00001/99/2463"), date(issued)).unwrap();
        Event::IdentityConfirmed(Visit { document: IdentityDocument::DrivingLicence(licence), ..visit::<InPerson>() })
    };
    assert_violates(
        &violated(&draft::<InPerson>(), noon("2026-02-02"), officer(), shown("2026-02-03")),
        "sekap.document.issued",
        "event.document is 2026-02-03; permitted is 2026-02-02 or before (SEK-07)",
    );
    taken(draft::<InPerson>(), noon("2026-02-02"), officer(), shown("1999-07-02"));
    taken(draft::<InPerson>(), noon("2026-02-02"), officer(), shown("2026-02-02"));
}

#[test]
fn sek_08_no_other_card_is_accepted() {
    let read = serde_json::from_str::<Carrier>;
    assert_eq!(read(r#"{"card":"rybnik-city-card"}"#).unwrap(), Carrier::Card(AcceptedCard::RybnikCityCard));
    let centre = AcceptedCard::QualifiedCentre(text("Certum"));
    assert_eq!(read(r#"{"card":{"qualified-centre":"Certum"}}"#).unwrap(), Carrier::Card(centre));
    let error = read(r#"{"card":"another-city-card"}"#).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("unknown variant `another-city-card`, expected `qualified-centre` or `rybnik-city-card`"),
        "{error}"
    );
}

#[test]
fn nobody_is_accepted_before_their_identity_is_confirmed_and_papers_are_signed() {
    fn refuses<W: Papers>() {
        for application in [draft::<W>(), before_the_office(), confirmed()] {
            assert!(!application.legal().contains(&EventKind::Accepted), "{}", application.state());
            assert!(application.accepted().is_none());
        }
        assert!(!before_the_office::<W>().legal().contains(&EventKind::AgreementSigned));
    }
    refuses::<InPerson>();
    refuses::<Electronic>();
    refuses::<WithRequest>();
}

#[test]
fn an_office_can_decline_what_is_before_it() {
    fn declines<W: Papers>() {
        for application in [before_the_office::<W>(), confirmed(), to_be_accepted()] {
            let declined = Event::Declined(ENDINGS.decline(Reason::WrongData));
            let application = taken(application, noon("2026-02-02"), officer(), declined);
            assert_is(application.outcome(), Some(Outcome::Rejected));
        }
    }
    declines::<InPerson>();
    declines::<Electronic>();
    declines::<WithRequest>();
}

#[test]
fn reasons_of_other_centres_do_not_end_an_application_here() {
    let declined = |reason| Event::Declined(ENDINGS.decline(reason));
    let application = before_the_office::<WithRequest>();
    assert_violates(
        &violated(&application, noon("2026-02-02"), officer(), declined(Reason::NoDecision)),
        "sekap.reason",
        "event.reason is that no decision on access was issued; permitted is a reason that applies to CC-SEKAP (domain.md §5.2)",
    );
    assert_violates(
        &violated(&application, noon("2026-02-02"), officer(), declined(Reason::RequestNotInTime)),
        "sekap.reason",
        "event.reason is that the certification request did not come in time; permitted is a reason that applies to CC-SEKAP \
         (domain.md §5.2)",
    );
}

// ---- applicants ---------------------------------------------------------------------------------------------------

#[test]
fn the_applicant_of_the_policy_is_the_citizen_of_the_form() {
    fn is<W: Papers + MadeAtOffice>() {
        let applicant = accepted::<W>().accepted().unwrap().into_applicant();
        assert_eq!((applicant.given_name.as_str(), applicant.surname.as_str()), ("Ewa", "Wilk"));
        assert_eq!((applicant.country.as_str(), applicant.email.as_str()), ("PL", "ewa@example.org"));
        assert_eq!(applicant.pesel.digits_in_full(), PESEL);
    }
    is::<InPerson>();
    is::<Electronic>();
}

#[test]
fn sek_01_the_policy_hands_out_on_what_was_brought() {
    assert_eq!(accepted::<InPerson>().accepted().unwrap().delivery(), Some(OfficeDelivery::Pkcs12));
    assert_eq!(accepted::<Electronic>().accepted().unwrap().delivery(), Some(OfficeDelivery::Card));
}

#[cfg(feature = "ring")]
#[test]
fn sek_04_the_certificate_is_for_the_request_that_was_filed() {
    use chancery::{
        crypto::{KeyAlgorithm, SignatureAlgorithm, ring},
        request::CertificationRequest,
        x509::{Extensions, Name},
    };
    let request = || {
        let key = ring::PROVIDER.keys.generate(KeyAlgorithm::Ed25519).unwrap();
        let signer = ring::PROVIDER.keys.signer(&key, SignatureAlgorithm::Ed25519).unwrap();
        let subject = Name::of(&[(chancery::x509::AttributeType::COMMON_NAME, "Ewa Wilk")]).unwrap();
        let request = CertificationRequest::sign(&subject, &Extensions::new(), signer.as_ref()).unwrap();
        request.verify(&ring::PROVIDER).unwrap()
    };
    let (filed, other, digest) = (request(), request(), ring::PROVIDER.digest);
    let [filed_key, other_key] = [&filed, &other].map(|request| KeyId::of(request.public_key(), digest));
    let filing = OfficeAndRequest::new(rybnik(), KeyStore::Card, &filed, digest);
    let mut application = draft::<WithRequest>();
    for entry in accepted::<WithRequest>().entries() {
        let event = match &entry.event {
            Event::Filed(_) => Event::Filed(filing.clone()),
            event => event.clone(),
        };
        application = taken(application, entry.at, entry.by.clone(), event);
    }
    assert_eq!(application.request_key(), Some(filed_key));
    let error = application.accepted().unwrap().into_applicant_for(&other, digest).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("the request has the key {other_key}, and the one filed with the application has {filed_key} (SEK-04)")
    );
    let applicant = application.accepted().unwrap().into_applicant_for(&filed, digest).unwrap();
    assert_eq!(applicant.surname, "Wilk");
}

// ---- lives --------------------------------------------------------------------------------------------------------

impl<W: Papers> Model for Sekap<W> {
    fn form(_luck: &mut Luck<'_>) -> Form {
        form()
    }

    fn event(kind: EventKind, _application: &Application<Self>, at: Moment, luck: &mut Luck<'_>) -> Event<W> {
        match kind {
            EventKind::AccountRegistered => Event::AccountRegistered,
            EventKind::ActivationLinkSent => {
                link(luck.one_of(&["ewa@example.org", "ewa@EXAMPLE.org", "jan@example.org"]))
            }
            EventKind::AccountActivated => Event::AccountActivated,
            EventKind::Filed => Event::Filed(W::filing(luck.one_of(&[rybnik(), rybnik(), cieszyn()]))),
            EventKind::IdentityConfirmed => {
                let office = luck.one_of(&[rybnik(), rybnik(), cieszyn()]);
                let licence = DrivingLicence::new(text("00001/99/2463"), at.day()).unwrap();
                let document = luck.one_of(&[visit::<W>().document, IdentityDocument::DrivingLicence(licence)]);
                Event::IdentityConfirmed(Visit { office, document, ..visit() })
            }
            EventKind::AgreementSigned => {
                signed_as(&luck.one_of(&[citizen(), citizen(), person("Jan", "Wilk")]), SignatureKind::Handwritten)
            }
            EventKind::Rejected => declined(luck, Ending::Rejected),
            EventKind::Cancelled => declined(luck, Ending::Cancelled),
            EventKind::LeftWithoutConsideration => declined(luck, Ending::LeftWithoutConsideration),
            EventKind::Accepted => Event::Accepted,
            EventKind::Issued => issued(),
            other => panic!("the model does not know {other}"),
        }
    }
}

fn declined<W: Way>(luck: &mut Luck<'_>, ending: Ending) -> Event<W> {
    Event::Declined(luck.declined(ending))
}

#[test]
fn random_lives_keep_the_laws() {
    fn laws<W: Papers>() {
        model::assert_graph::<Sekap<W>>();
        model::assert_lives::<Sekap<W>>();
    }
    laws::<InPerson>();
    laws::<Electronic>();
    laws::<WithRequest>();
}
