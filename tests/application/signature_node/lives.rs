//! Random lives of applications to the signature node, and journals that could not have happened.
//!
//! Under the tests of the signature node, by the laws of `model`. The surprising choice: data is wrong one time in some, so
//! that a life meets rules and not the graph alone.

use chancery::{
    application::{
        Application, Mail, Moment, SignatureKind,
        signature_node::{
            COI_MAILBOX, Empowerment, Event, EventKind, IntegrationProcedure, LOADING_SUBJECT, Node, NodeProduction,
            PowerOfAttorney, ProductionProcedure, ReplacementProcedure, State, UPDATE_SUBJECT, Update,
        },
    },
    policy::catalog::VerifiedTestIntegration,
};

use super::papers::{
    Forms, brought, draft, entitled, filing, loaded, obtained, other, production_form, tested, tested_at, update,
};
use crate::{
    made::{board, contact, noon, officer, person, signed_by, taken, text},
    model::{self, Luck, Model},
};

impl<P: Forms> Model for Node<P> {
    fn form(_luck: &mut Luck<'_>) -> P::Form {
        P::form()
    }

    fn event(kind: EventKind, application: &Application<Self>, at: Moment, luck: &mut Luck<'_>) -> Event {
        let to = luck.one_of(&[COI_MAILBOX, COI_MAILBOX, COI_MAILBOX, "office@example.org"]).parse().unwrap();
        match kind {
            EventKind::Filed => filing(),
            EventKind::CertificateBrought => {
                let address = luck.one_of(&[Some("podpis.example.org"), None]);
                Event::CertificateBrought { certificate: brought(address, "2026-03-31") }
            }
            EventKind::RightsConfirmed => Event::RightsConfirmed,
            EventKind::RightsMissing => Event::RightsMissing,
            EventKind::Obtained => obtained(),
            EventKind::AccessRequested => access(to, luck),
            EventKind::LoadingRequested => Event::LoadingRequested { to, mail: mail(at, luck) },
            EventKind::UpdateRequested => {
                let system_name = luck.one_of(&[text("e-Urząd"), text("e-Urząd"), text("Other")]);
                let update = Box::new(Update { system_name, ..update() });
                Event::UpdateRequested { to, mail: mail(at, luck), update }
            }
            EventKind::Loaded => Event::Loaded,
            EventKind::Tested => Event::tested(&tested_then(application, luck)),
            EventKind::IntegrationVerified => Event::integration_verified(&luck.one_of(&[tested(), other()])),
            EventKind::PermissionGranted => Event::PermissionGranted,
            other => panic!("the model does not know {other}"),
        }
    }
}

fn access(to: chancery::x509::EmailAddress, luck: &mut Luck<'_>) -> Event {
    let persons = luck.one_of(&[2, 2, 2, 1]);
    let signatures = signed_by(&board()[..persons], SignatureKind::Trusted);
    let power = PowerOfAttorney { attorney: person("Anna", "Lis"), signatures: signatures.clone() };
    let empowerment = luck.one_of(&[Empowerment::Krs, Empowerment::PowerOfAttorney(power)]);
    Event::AccessRequested { to, signatures, empowerment }
}

/// An integration of the second in which the certificate was loaded, as far as the certificate of the tests reaches, or one long
/// before.
fn tested_then<P: Forms>(application: &Application<Node<P>>, luck: &mut Luck<'_>) -> VerifiedTestIntegration {
    let loaded = application.last().time().to_string();
    if loaded.starts_with("2026") && !luck.one_in(4) { tested_at(&loaded) } else { tested() }
}

fn mail(at: Moment, luck: &mut Luck<'_>) -> Mail {
    let subject = luck.one_of(&[LOADING_SUBJECT, UPDATE_SUBJECT]);
    Mail::new(contact().email.into(), text(subject), at)
}

#[test]
fn random_lives_keep_the_laws() {
    fn laws<P: Forms>() {
        model::assert_graph::<Node<P>>();
        model::assert_lives::<Node<P>>();
    }
    laws::<IntegrationProcedure>();
    laws::<ProductionProcedure>();
    laws::<ReplacementProcedure>();
}

/// A journal of a system that went into production.
fn journal() -> String {
    let application = loaded(entitled(draft::<NodeProduction>(production_form())));
    let verified = Event::integration_verified(&tested());
    let application = taken(application, noon("2026-02-08"), officer(), verified);
    taken(application, noon("2026-02-09"), officer(), Event::PermissionGranted).to_json().unwrap()
}

#[track_caller]
fn refused(journal: &str) -> String {
    Application::<NodeProduction>::from_json(journal.as_bytes()).unwrap_err().to_string()
}

#[test]
fn a_journal_into_production_is_loaded_and_folds_to_its_state() {
    let application = Application::<NodeProduction>::from_json(journal().as_bytes()).unwrap();
    assert_eq!(application.state(), State::PermissionGranted);
}

#[test]
fn a_journal_whose_tag_was_taken_away_is_not_loaded() {
    assert_eq!(
        refused(&journal().replace(" #cert", "")),
        "entry 3 of the journal could not have happened: the event loading requested is refused: event.mail.subject is \
         Wgranie certyfikatu do integracji z Węzłem Podpisu; permitted is Wgranie certyfikatu do integracji z Węzłem Podpisu \
         #cert (WP-04)"
    );
}

#[test]
fn a_journal_of_integration_is_none_of_production() {
    let journal = journal().replace("signature-node-production", "signature-node-integration");
    let sentence = refused(&journal);
    let expected = "the journal is of an application to signature-node-integration, not to signature-node-production";
    assert!(sentence.contains(expected), "{sentence}");
}
