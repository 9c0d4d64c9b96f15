//! Applications to the signature node: the rules WP-01 to WP-12, the three walks, and random lives.
//!
//! `papers` has the forms and events, `issued` what an accepted application becomes and which foreign certificates are taken,
//! `lives` the machines at random. The surprising choice: the certificates of test integrations are files that the tests of
//! inventories use, as nothing here depends on what is in them but a name and a window.

#[path = "signature_node/impossible.rs"]
mod impossible;
#[cfg(feature = "ring")]
#[path = "signature_node/issued.rs"]
mod issued;
#[path = "signature_node/lives.rs"]
mod lives;
#[path = "signature_node/papers.rs"]
mod papers;

use chancery::application::{
    Actor, Application, Moment, Outcome, SignatureKind,
    signature_node::{
        COI_MAILBOX, Empowerment, Event, EventKind, LOADING_SUBJECT, Node, NodeIntegration, NodeProduction,
        NodeReplacement, PowerOfAttorney, Previous, ProductionForm, RIGHTS_NEEDED, ReplacementForm, State,
        TestIntegration, UPDATE_SUBJECT, Update,
    },
};

use super::made::{assert_is, assert_violates, board, noon, officer, person, signed_by, taken, text, violated};
use papers::{
    Forms, access_requested, brought, certified, draft, entitled, filed, filled, in_integration, in_production,
    integration_form, loaded, loading, obtained, other, production_form, production_system, public_entity, requested,
    tested, tested_at, update, updating,
};

/// What an event that cannot happen here is answered.
#[track_caller]
fn illegal<P: Forms>(application: &Application<Node<P>>, by: Actor, event: Event) -> String {
    let entry = chancery::application::Entry::new(application.last(), by, event);
    application.permit(&entry).expect_err("the event cannot happen").to_string()
}

// ---- the walks ----------------------------------------------------------------------------------------------------

#[test]
fn integration_ends_with_a_test_integration() {
    let application = loaded(entitled(draft::<NodeIntegration>(integration_form())));
    assert_is(application.outcome(), Some(Outcome::Accepted));
    let application =
        taken(application, noon("2026-02-08"), Actor::Centre, Event::tested(&tested_at("2026-02-08T08:30:00Z")));
    assert_is(application.state(), State::Tested);
    assert_eq!(application.legal(), []);
}

#[test]
fn production_ends_with_the_permission() {
    let application = loaded(entitled(draft::<NodeProduction>(production_form())));
    let verified = Event::integration_verified(&tested());
    let application = taken(application, noon("2026-02-08"), officer(), verified);
    let application = taken(application, noon("2026-02-09"), officer(), Event::PermissionGranted);
    assert_is((application.state(), application.outcome()), (State::PermissionGranted, Some(Outcome::Accepted)));
    assert_eq!(application.legal(), []);
}

#[test]
fn replacement_ends_with_the_new_certificate_loaded_in_either_environment() {
    for form in [in_integration("2026-12-31"), in_production("2026-12-31")] {
        let application = loaded(entitled(draft::<NodeReplacement>(form)));
        assert_is(application.outcome(), Some(Outcome::Accepted));
        assert_eq!(application.legal(), []);
    }
}

#[test]
fn nothing_is_decided_while_access_is_open() {
    let application = filed(draft::<NodeIntegration>(integration_form()));
    let application = taken(application, noon("2026-02-02"), officer(), Event::RightsConfirmed);
    assert_is(application.outcome(), Some(Outcome::Accepted));
    assert!(application.accepted().is_some());
    let application = taken(application, noon("2026-02-03"), Actor::Centre, obtained());
    assert_is(application.outcome(), None);
    assert!(application.accepted().is_none(), "what was obtained is not issued again");
}

// ---- WP-01, WP-06: rights -----------------------------------------------------------------------------------------

#[test]
fn wp_01_without_the_rights_of_a_public_entity_nothing_is_issued() {
    fn refused<P: Forms>() {
        let application = filed(filled::<P>());
        assert_eq!(application.refusal(), None);
        let application = taken(application, noon("2026-02-02"), officer(), Event::RightsMissing);
        assert_is((application.state(), application.outcome()), (State::Refused, Some(Outcome::Refused)));
        assert!(application.accepted().is_none());
        assert_eq!(application.legal(), []);
        assert_eq!(application.refusal(), Some(RIGHTS_NEEDED));
    }
    refused::<chancery::application::signature_node::IntegrationProcedure>();
    refused::<chancery::application::signature_node::ProductionProcedure>();
    refused::<chancery::application::signature_node::ReplacementProcedure>();
    assert_eq!(
        RIGHTS_NEEDED,
        "the entity must hold the rights of a public entity under the act of 17 February 2005 (Dz.U. 2013 poz. 235); \
         without them this cannot end well (WP-06)"
    );
}

#[test]
fn wp_01_a_form_says_on_what_the_rights_rest() {
    let mut json = serde_json::to_value(public_entity()).unwrap();
    json.as_object_mut().unwrap().remove("rights");
    let error = serde_json::from_value::<chancery::application::signature_node::PublicEntity>(json).unwrap_err();
    assert_eq!(error.to_string(), "missing field `rights`");
}

#[test]
fn wp_06_rights_are_verified_again_after_every_request() {
    fn verified_again<P: Forms>() {
        let application = requested(certified(filled::<P>()));
        assert!(application.certificate().is_some());
        assert_eq!(application.legal(), [EventKind::RightsConfirmed, EventKind::RightsMissing]);
        let refused = taken(application, noon("2026-02-06"), officer(), Event::RightsMissing);
        assert_is(refused.outcome(), Some(Outcome::Refused));
        assert_eq!(refused.refusal(), Some(RIGHTS_NEEDED));
    }
    verified_again::<chancery::application::signature_node::IntegrationProcedure>();
    verified_again::<chancery::application::signature_node::ProductionProcedure>();
    verified_again::<chancery::application::signature_node::ReplacementProcedure>();
}

#[test]
fn wp_06_nothing_is_loaded_before_the_rights_are_verified() {
    let application = requested(certified(draft::<NodeReplacement>(in_production("2026-12-31"))));
    assert_eq!(
        illegal(&application, officer(), Event::Loaded),
        "an application to signature-node-replacement that is awaiting verification of the rights does not take the event \
         loaded; it takes rights confirmed, rights missing"
    );
}

#[test]
fn wp_06_an_officer_verifies_the_rights() {
    let application = filed(draft::<NodeIntegration>(integration_form()));
    assert_violates(
        &violated(&application, noon("2026-02-02"), Actor::Centre, Event::RightsConfirmed),
        "application.role",
        "by is the centre; permitted is an officer for rights confirmed (domain.md §1.2)",
    );
}

// ---- WP-02, WP-03: a certificate ----------------------------------------------------------------------------------

#[test]
fn wp_02_an_application_is_filed_with_the_minister_through_epuap_and_no_otherwise() {
    let written = serde_json::to_string(&papers::filing()).unwrap();
    assert!(written.contains(r#""with":"minister-through-epuap""#), "{written}");
    for other in ["minister-by-post", "coi-through-epuap", "post"] {
        let error = serde_json::from_str::<Event>(&written.replace("minister-through-epuap", other)).unwrap_err();
        let sentence = format!("unknown variant `{other}`, expected `minister-through-epuap`");
        assert!(error.to_string().starts_with(&sentence), "{error}");
    }
}

#[test]
fn wp_03_a_certificate_of_another_issuer_takes_the_place_of_the_application() {
    let event = Event::CertificateBrought { certificate: brought(None, "2026-12-31") };
    let application = taken(filled(), noon("2026-02-01"), Actor::Applicant, event);
    assert_is(application.state(), State::Certified);
    assert!(application.accepted().is_none(), "nothing is issued");
    assert_eq!(application.brought(), Some(&brought(None, "2026-12-31")));
    let application: Application<NodeIntegration> = requested(application);
    assert_is(application.state(), State::AwaitingVerification);
}

#[test]
fn wp_03_a_certificate_of_another_issuer_is_valid_when_it_is_brought() {
    let event = Event::CertificateBrought { certificate: brought(None, "2026-01-31") };
    assert_violates(
        &violated(&draft::<NodeIntegration>(integration_form()), noon("2026-02-01"), Actor::Applicant, event),
        "signature-node.brought.validity",
        "at is 2026-02-01T12:00:00Z; permitted is from 2025-01-01T00:00:00Z to 2026-01-31T23:59:59Z, while the certificate \
         is valid (WP-03)",
    );
}

// ---- WP-04, WP-05: access -----------------------------------------------------------------------------------------

#[test]
fn wp_04_the_mail_has_the_subject_with_its_tag_to_the_letter() {
    let application = certified(draft::<NodeProduction>(production_form()));
    let wrong = |subject: &str| {
        let event = Event::LoadingRequested { to: COI_MAILBOX.parse().unwrap(), mail: papers::mail(subject) };
        violated(&application, noon("2026-02-05"), Actor::Centre, event)
    };
    assert_violates(
        &wrong("Wgranie certyfikatu do integracji z Węzłem Podpisu"),
        "signature-node.subject",
        "event.mail.subject is Wgranie certyfikatu do integracji z Węzłem Podpisu; permitted is Wgranie certyfikatu do \
         integracji z Węzłem Podpisu #cert (WP-04)",
    );
    for subject in [UPDATE_SUBJECT, "wgranie certyfikatu do integracji z Węzłem Podpisu #cert", "#cert"] {
        assert_eq!(wrong(subject)[0].0, "signature-node.subject", "{subject}");
    }
    assert_eq!(LOADING_SUBJECT, "Wgranie certyfikatu do integracji z Węzłem Podpisu #cert");
}

#[test]
fn wp_04_the_mail_goes_to_coi() {
    let application = certified(draft::<NodeProduction>(production_form()));
    let event =
        Event::LoadingRequested { to: "pomoc@coi.gov.pl".parse().unwrap(), mail: papers::mail(LOADING_SUBJECT) };
    assert_violates(
        &violated(&application, noon("2026-02-05"), Actor::Centre, event),
        "signature-node.addressee",
        "event.to is pomoc@coi.gov.pl; permitted is pz-pomoc@coi.gov.pl (WP-04)",
    );
    assert_eq!(COI_MAILBOX, "pz-pomoc@coi.gov.pl");
}

#[test]
fn a_mail_is_recorded_when_it_has_arrived() {
    let application = certified(draft::<NodeProduction>(production_form()));
    assert_violates(
        &violated(&application, noon("2026-02-04"), Actor::Centre, loading()),
        "signature-node.arrival",
        "event.mail.arrived is 2026-02-05T12:00:00Z; permitted is 2026-02-04T12:00:00Z or before (domain.md §5.3 point 20)",
    );
}

fn access(signed: Vec<chancery::application::Signature>, empowerment: Empowerment) -> Event {
    Event::AccessRequested { to: COI_MAILBOX.parse().unwrap(), signatures: signed, empowerment }
}

fn refused_access(event: Event) -> Vec<(String, String)> {
    violated(&certified(draft::<NodeIntegration>(integration_form())), noon("2026-02-04"), Actor::Applicant, event)
}

#[test]
fn wp_05_everybody_who_represents_the_entity_signs_the_access_request() {
    assert_violates(
        &refused_access(access(signed_by(&board()[..1], SignatureKind::Qualified), Empowerment::Krs)),
        "signature-node.signatures",
        "event.signatures is not there; permitted is the signature of Jan Nowak, who represents the entity (WP-05)",
    );
}

#[test]
fn wp_05_the_access_request_has_trusted_or_qualified_signatures() {
    let mut signatures = signed_by(&board(), SignatureKind::Trusted);
    signatures[1].how = SignatureKind::Handwritten;
    assert_violates(
        &refused_access(access(signatures, Empowerment::Krs)),
        "signature-node.signatures",
        "event.signatures[1].how is a signature by hand; permitted is a trusted signature or a qualified electronic \
         signature (WP-05)",
    );
}

#[test]
fn wp_05_the_access_request_goes_to_coi() {
    let signatures = signed_by(&board(), SignatureKind::Trusted);
    let to = "office@example.org".parse().unwrap();
    assert_violates(
        &refused_access(Event::AccessRequested { to, signatures, empowerment: Empowerment::Krs }),
        "signature-node.addressee",
        "event.to is office@example.org; permitted is pz-pomoc@coi.gov.pl (WP-05)",
    );
}

#[test]
fn wp_05_an_attorney_signs_with_a_signed_power_of_attorney() {
    let attorney = person("Ewa", "Wilk");
    let by_attorney = || signed_by(std::slice::from_ref(&attorney), SignatureKind::Trusted);
    let power = |signatures| Empowerment::PowerOfAttorney(PowerOfAttorney { attorney: attorney.clone(), signatures });
    assert_violates(
        &refused_access(access(by_attorney(), power(signed_by(&board()[..1], SignatureKind::Handwritten)))),
        "signature-node.power-of-attorney",
        "event.empowerment.signatures is not there; permitted is the signature of Jan Nowak, who represents the entity \
         (WP-05)",
    );
    let signed = || power(signed_by(&board(), SignatureKind::Handwritten));
    let by_the_board = access(signed_by(&board(), SignatureKind::Trusted), signed());
    assert_eq!(refused_access(by_the_board)[0].0, "signature-node.signatures");
    let application = certified(draft::<NodeIntegration>(integration_form()));
    let event = access(by_attorney(), signed());
    assert_is(taken(application, noon("2026-02-04"), Actor::Applicant, event).state(), State::AccessRequested);
}

#[test]
fn wp_05_the_mail_follows_the_access_request() {
    let application = certified(draft::<NodeIntegration>(integration_form()));
    assert_eq!(
        illegal(&application, Actor::Centre, loading()),
        "an application to signature-node-integration that is certified and without access does not take the event loading \
         requested; it takes access requested"
    );
    taken(application, noon("2026-02-04"), Actor::Applicant, access_requested());
}

// ---- WP-07 to WP-09: production -----------------------------------------------------------------------------------

fn filed_on(day: &str) -> Vec<(String, String)> {
    let form = ProductionForm::new(public_entity(), production_system(), &tested_at("2026-02-02T08:30:00Z")).unwrap();
    let application = Application::<NodeProduction>::draft("node/1".parse().unwrap(), form, noon("2026-01-30"));
    violated(&application, noon(day), Actor::Applicant, papers::filing())
}

#[test]
fn wp_07_the_test_integration_lies_before_the_request() {
    assert_violates(
        &filed_on("2026-02-01"),
        "signature-node.tested.to-come",
        "form.tested.time is 2026-02-02T08:30:00Z; permitted is 2026-02-01T12:00:00Z or before (WP-07)",
    );
}

#[test]
fn wp_07_a_test_integration_is_recorded_when_it_was() {
    let application = loaded(entitled(draft::<NodeIntegration>(integration_form())));
    let event = Event::tested(&tested_at("2026-02-09T08:30:00Z"));
    assert_violates(
        &violated(&application, noon("2026-02-08"), Actor::Centre, event),
        "signature-node.tested.to-come",
        "event.integration.time is 2026-02-09T08:30:00Z; permitted is 2026-02-08T12:00:00Z or before (WP-07)",
    );
}

#[test]
fn wp_08_none_of_the_seven_items_is_left_out() {
    let whole = serde_json::to_value(production_form()).unwrap();
    assert_eq!(whole["permission"], "WSWpSigning");
    let sentence = |json| serde_json::from_value::<ProductionForm>(json).unwrap_err().to_string();
    for item in ["system-name", "epuap-identifier", "tested", "address", "services", "permission"] {
        let mut without = whole.clone();
        without.as_object_mut().unwrap().remove(item);
        assert_eq!(sentence(without), format!("missing field `{item}`"));
    }
    for item in ["dn", "time"] {
        let mut without = whole.clone();
        without["tested"].as_object_mut().unwrap().remove(item);
        assert_eq!(sentence(without), format!("missing field `{item}`"));
    }
    assert_eq!(serde_json::from_value::<ProductionForm>(whole).unwrap(), production_form());
}

#[test]
fn wp_08_the_form_has_name_and_time_of_the_test_integration() {
    let form = production_form();
    assert_eq!((form.tested().dn(), form.tested().time()), (tested().dn(), tested().time()));
    assert!(form.tested().is(&TestIntegration::of(&tested())));
    assert!(!form.tested().is(&TestIntegration::of(&other())));
    assert!(!form.tested().is(&TestIntegration::of(&tested_at("2026-01-20T08:30:01Z"))));
}

#[test]
fn wp_08_an_address_in_production_is_on_the_internet() {
    let mut system = production_system();
    system.address = "10.1.2.3".parse().unwrap();
    let error = ProductionForm::new(public_entity(), system, &tested()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "10.1.2.3 is no address on the Internet, where production is: 10.0.0.0/8 is private (RFC 1918) (domain.md §5.3 point \
         14, proposed)"
    );
}

#[test]
fn wp_08_the_address_in_production_is_the_common_name_of_what_is_brought() {
    let bring = |address| Event::CertificateBrought { certificate: brought(address, "2026-12-31") };
    let application = draft::<NodeProduction>(production_form());
    let sentence = |event| violated(&application, noon("2026-02-01"), Actor::Applicant, event);
    assert_violates(
        &sentence(bring(Some("other.example.org"))),
        "signature-node.brought.address",
        "event.certificate.address is other.example.org; permitted is podpis.example.org (WP-08)",
    );
    assert_violates(
        &sentence(bring(None)),
        "signature-node.brought.address",
        "event.certificate.address is no address; permitted is podpis.example.org (WP-08)",
    );
    let event = bring(Some("podpis.example.org"));
    taken(application.clone(), noon("2026-02-01"), Actor::Applicant, event);
}

#[test]
fn wp_09_the_permission_is_granted_once_the_integration_was_verified() {
    let application = loaded(entitled(draft::<NodeProduction>(production_form())));
    assert_eq!(
        illegal(&application, officer(), Event::PermissionGranted),
        "an application to signature-node-production that is loaded into PZ does not take the event permission granted; it \
         takes integration verified"
    );
}

#[test]
fn wp_09_what_is_verified_is_the_integration_of_the_form() {
    let application = loaded(entitled(draft::<NodeProduction>(production_form())));
    assert_violates(
        &violated(&application, noon("2026-02-08"), officer(), Event::integration_verified(&other())),
        "signature-node.tested.other",
        "event.integration is the one with CN=jan.nowak,C=PL at 2026-01-20T08:30:00Z; permitted is the one with \
         CN=anna.nowak,C=PL at 2026-01-20T08:30:00Z (WP-09)",
    );
}

// ---- WP-11, WP-12: replacement ------------------------------------------------------------------------------------

#[test]
fn wp_11_a_replacement_is_filed_while_the_previous_certificate_is_valid() {
    let late = draft::<NodeReplacement>(in_integration("2026-01-31"));
    assert_violates(
        &violated(&late, noon("2026-02-01"), Actor::Applicant, papers::filing()),
        "signature-node.replacement.late",
        "at is 2026-02-01T12:00:00Z; permitted is from 2025-01-01T00:00:00Z to 2026-01-31T23:59:59Z, while the previous \
         certificate is valid (WP-11)",
    );
    filed(draft::<NodeReplacement>(in_integration("2026-02-01")));
}

#[test]
fn wp_11_a_certificate_that_was_brought_is_replaced_while_it_is_valid() {
    let after = |until| ReplacementForm { previous: Previous::Brought(brought(None, until)), ..in_integration(until) };
    let late = draft::<NodeReplacement>(after("2026-01-31"));
    assert_violates(
        &violated(&late, noon("2026-02-01"), Actor::Applicant, papers::filing()),
        "signature-node.replacement.late",
        "at is 2026-02-01T12:00:00Z; permitted is from 2025-01-01T00:00:00Z to 2026-01-31T23:59:59Z, while the previous \
         certificate is valid (WP-11)",
    );
    filed(draft::<NodeReplacement>(after("2026-02-01")));
}

#[test]
fn wp_11_a_replacement_has_the_whole_application_of_the_first_time() {
    let json = serde_json::to_value(in_integration("2026-12-31")).unwrap();
    assert_eq!(json["application"]["integration"], serde_json::to_value(integration_form()).unwrap());
    let json = serde_json::to_value(in_production("2026-12-31")).unwrap();
    assert_eq!(json["application"]["production"], serde_json::to_value(production_form()).unwrap());
}

fn refused_update(to: &str, subject: &str, update: Update) -> Vec<(String, String)> {
    let application = certified(draft::<NodeReplacement>(in_integration("2026-12-31")));
    let event =
        Event::UpdateRequested { to: to.parse().unwrap(), mail: papers::mail(subject), update: Box::new(update) };
    violated(&application, noon("2026-02-05"), Actor::Centre, event)
}

#[test]
fn wp_12_the_mail_has_its_subject_without_a_tag() {
    assert_violates(
        &refused_update(COI_MAILBOX, "Aktualizacja certyfikatu do integracji z Węzłem Podpisu #cert", update()),
        "signature-node.subject",
        "event.mail.subject is Aktualizacja certyfikatu do integracji z Węzłem Podpisu #cert; permitted is Aktualizacja \
         certyfikatu do integracji z Węzłem Podpisu (WP-12)",
    );
    assert_eq!(UPDATE_SUBJECT, "Aktualizacja certyfikatu do integracji z Węzłem Podpisu");
}

#[test]
fn wp_12_the_mail_goes_to_coi_and_is_about_the_system_of_the_form() {
    let found = refused_update("office@example.org", UPDATE_SUBJECT, Update { system_name: text("Other"), ..update() });
    assert_eq!(
        found,
        [
            (
                "signature-node.addressee".to_owned(),
                "event.to is office@example.org; permitted is pz-pomoc@coi.gov.pl (WP-12)".to_owned()
            ),
            (
                "signature-node.update.system".to_owned(),
                "event.update.system-name is Other; permitted is e-Urząd (WP-12)".to_owned()
            ),
        ]
    );
}

#[test]
fn wp_12_the_mail_says_the_system_the_identifier_and_what_is_used() {
    let whole = serde_json::to_value(update()).unwrap();
    assert_eq!(whole["scope"], "basic");
    for item in ["system-name", "node-identifier", "scope"] {
        let mut without = whole.clone();
        without.as_object_mut().unwrap().remove(item);
        let error = serde_json::from_value::<Update>(without).unwrap_err();
        assert_eq!(error.to_string(), format!("missing field `{item}`"));
    }
}

#[test]
fn a_replacement_is_asked_for_by_its_own_mail() {
    let application = certified(draft::<NodeReplacement>(in_production("2026-12-31")));
    assert_eq!(application.legal(), [EventKind::UpdateRequested]);
    let at: Moment = noon("2026-02-05");
    assert_is(taken(application, at, Actor::Centre, updating()).state(), State::AwaitingVerification);
}
