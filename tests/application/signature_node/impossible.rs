//! What could not have happened to an application to the signature node, whichever way it comes in.
//!
//! Under the tests of the signature node: what a form is held against when it is made is held against one that is loaded, and
//! what an event brings against the events before it. The surprising choice: each test is named after the thing that must not
//! be, since no id of the source says it.

use chancery::application::{
    Actor, Application, Mail,
    signature_node::{
        COI_MAILBOX, Event, LOADING_SUBJECT, NodeIntegration, NodeProduction, NodeReplacement, Previous,
        ReplacementForm, ServiceListError, WiderScope,
    },
};

use super::papers::{
    brought, certified, draft, entitled, filed, in_integration, in_production, integration_form, loaded,
    production_form, tested_at,
};
use crate::{
    cepik::record,
    made::{assert_violates, contact, noon, officer, taken, text, violated},
};

#[test]
fn wp_08_a_journal_into_production_is_of_an_address_on_the_internet() {
    let stored = draft::<NodeProduction>(production_form()).to_json().unwrap();
    for (address, why) in [
        ("10.1.2.3", "10.0.0.0/8 is private (RFC 1918)"),
        ("fd00::7", "fc00::/7 is private (RFC 4193)"),
        ("podpis.localhost", "localhost is the host itself (RFC 6761 §6.3)"),
        ("podpis", "a name without a dot is known in its own network only"),
    ] {
        let inside = stored.replacen("podpis.example.org", address, 1);
        assert_ne!(inside, stored);
        let error = Application::<NodeProduction>::from_json(inside.as_bytes()).unwrap_err();
        let sentence = format!(
            "{address} is no address on the Internet, where production is: {why} (domain.md §5.3 point 14, proposed)"
        );
        assert!(error.to_string().contains(&sentence), "{error}");
    }
    let replaced = draft::<NodeReplacement>(in_production("2026-12-31")).to_json().unwrap();
    let inside = replaced.replacen("podpis.example.org", "192.168.0.1", 1);
    let error = Application::<NodeReplacement>::from_json(inside.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("192.168.0.1 is no address on the Internet"), "{error}");
}

#[test]
fn a_system_is_not_tried_out_before_it_is_loaded() {
    let application = loaded(entitled(draft::<NodeIntegration>(integration_form())));
    let tested = |time| Event::tested(&tested_at(time));
    assert_violates(
        &violated(&application, noon("2026-02-08"), Actor::Centre, tested("2026-02-07T11:59:59Z")),
        "signature-node.tested.too-soon",
        "event.integration.time is 2026-02-07T11:59:59Z; permitted is 2026-02-07T12:00:00Z or later, when the certificate \
         was loaded (WP-07)",
    );
    taken(application, noon("2026-02-08"), Actor::Centre, tested("2026-02-07T12:00:00Z"));
}

#[test]
fn what_replaces_a_certificate_is_another_one() {
    let application = filed(draft::<NodeReplacement>(in_integration("2026-12-31")));
    let application = taken(application, noon("2026-02-02"), officer(), Event::RightsConfirmed);
    assert_violates(
        &violated(&application, noon("2026-02-03"), Actor::Centre, Event::Obtained { certificate: record(1) }),
        "signature-node.replacement.same",
        "event.certificate is the certificate that is replaced; permitted is another one (WP-11)",
    );
    let previous = Previous::Brought(brought(None, "2026-12-31"));
    let form = ReplacementForm { previous, ..in_integration("2026-12-31") };
    let event = Event::CertificateBrought { certificate: brought(None, "2026-12-31") };
    assert_violates(
        &violated(&draft::<NodeReplacement>(form), noon("2026-02-01"), Actor::Applicant, event),
        "signature-node.replacement.same",
        "event.certificate is the certificate that is replaced; permitted is another one (WP-11)",
    );
}

#[test]
fn a_mail_does_not_come_before_the_application_is_drafted() {
    let application = certified(draft::<NodeProduction>(production_form()));
    let mail = Mail::new(contact().email.into(), text(LOADING_SUBJECT), noon("2026-01-29"));
    let event = Event::LoadingRequested { to: COI_MAILBOX.parse().unwrap(), mail };
    assert_violates(
        &violated(&application, noon("2026-02-05"), Actor::Centre, event),
        "signature-node.arrival",
        "event.mail.arrived is 2026-01-29T12:00:00Z; permitted is 2026-01-30T12:00:00Z or later, when the application was \
         drafted (domain.md §5.3 point 20)",
    );
}

#[test]
fn a_number_in_a_scope_is_told_masked() {
    let error = WiderScope::new(vec![text("99723100018"), text("99723100018")]).unwrap_err();
    assert_eq!(error.to_string(), "the service *******0018 is named twice; each is named once (WP-10)");
    assert_eq!(format!("{error:?}"), r#"Twice("*******0018")"#);
    assert!(matches!(error, ServiceListError::Twice(_)));
}
