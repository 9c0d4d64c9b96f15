//! Forms, mail and events of applications to the signature node, and how far each test takes them.
//!
//! Under the tests of the signature node. Everything happens in the first days of February 2026, a day for each step. The
//! surprising choice: the steps are generic over the procedure, since they differ in how access is asked for alone.

use chancery::{
    application::{
        Actor, Application, Category, Mail, SignatureKind,
        signature_node::{
            BroughtCertificate, COI_MAILBOX, Empowerment, EntityIdentifier, Event, Filing, IntegrationForm,
            IntegrationProcedure, LOADING_SUBJECT, Node, NodeService, Previous, Procedure, ProductionForm,
            ProductionProcedure, ProductionSystem, PublicEntity, Replaced, ReplacementForm, ReplacementProcedure,
            RightsBasis, Route, Scope, Services, UPDATE_SUBJECT, Update,
        },
    },
    inventory::KeyId,
    policy::catalog::VerifiedTestIntegration,
    x509::Certificate,
};

use crate::{
    cepik::record,
    made::{board, contact, entity, noon, officer, signed_by, taken, text},
};

const ANNA: &[u8] = include_bytes!("../../../src/testing/inventory_contract/foreign/anna.pem");
const JAN: &[u8] = include_bytes!("../../../src/testing/inventory_contract/foreign/jan.pem");

/// A form for each procedure.
pub(crate) trait Forms: Procedure {
    fn form() -> Self::Form;
}

impl Forms for IntegrationProcedure {
    fn form() -> IntegrationForm {
        integration_form()
    }
}

impl Forms for ProductionProcedure {
    fn form() -> ProductionForm {
        production_form()
    }
}

impl Forms for ReplacementProcedure {
    fn form() -> ReplacementForm {
        in_production("2026-12-31")
    }
}

// ---- forms --------------------------------------------------------------------------------------------------------

pub(crate) fn public_entity() -> PublicEntity {
    PublicEntity {
        entity: entity(Category::Other(text("urząd gminy"))),
        contact: contact(),
        rights: RightsBasis::new(text("art. 2 ust. 1")),
    }
}

pub(crate) fn integration_form() -> IntegrationForm {
    IntegrationForm {
        applicant: public_entity(),
        system_name: text("e-Urząd"),
        address: "test.example.org".parse().unwrap(),
        services: Services::basic_scope(),
    }
}

pub(crate) fn production_system() -> ProductionSystem {
    ProductionSystem {
        system_name: text("e-Urząd"),
        epuap_identifier: EntityIdentifier::new(text("ug-example")),
        address: "podpis.example.org".parse().unwrap(),
        services: Services::new(vec![NodeService::TpSigning5, NodeService::SignatureVerification]).unwrap(),
    }
}

pub(crate) fn production_form() -> ProductionForm {
    ProductionForm::new(public_entity(), production_system(), &tested()).unwrap()
}

pub(crate) fn in_integration(until: &str) -> ReplacementForm {
    ReplacementForm { application: Replaced::Integration(integration_form()), previous: previous(until) }
}

pub(crate) fn in_production(until: &str) -> ReplacementForm {
    ReplacementForm { application: Replaced::Production(production_form()), previous: previous(until) }
}

/// A certificate that is valid from 2025 until this day.
fn previous(until: &str) -> Previous {
    let json =
        format!(r#"{{"record":"{}","not-before":"2025-01-01T00:00:00Z","not-after":"{until}T23:59:59Z"}}"#, record(1));
    Previous::Issued(serde_json::from_str(&json).unwrap())
}

/// A foreign certificate that is valid from 2025 until this day, as a journal has it.
pub(crate) fn brought(address: Option<&str>, until: &str) -> BroughtCertificate {
    let (id, address) = ("7".repeat(64), serde_json::to_string(&address).unwrap());
    let json = format!(
        r#"{{"id":"{id}","address":{address},"not-before":"2025-01-01T00:00:00Z","not-after":"{until}T23:59:59Z"}}"#
    );
    serde_json::from_str(&json).unwrap()
}

/// The test integration of the forms.
pub(crate) fn tested() -> VerifiedTestIntegration {
    tested_at("2026-01-20T08:30:00Z")
}

/// One with the same certificate at this time.
pub(crate) fn tested_at(time: &str) -> VerifiedTestIntegration {
    integration(ANNA, time)
}

/// One at the same time with another certificate.
pub(crate) fn other() -> VerifiedTestIntegration {
    integration(JAN, "2026-01-20T08:30:00Z")
}

fn integration(pem: &[u8], time: &str) -> VerifiedTestIntegration {
    let certificate = Certificate::from_pem(pem).unwrap();
    VerifiedTestIntegration::of(&certificate, time.parse().unwrap(), "2027-01-01T00:00:00Z".parse().unwrap()).unwrap()
}

// ---- events -------------------------------------------------------------------------------------------------------

pub(crate) fn filing() -> Event {
    Event::Filed { with: Filing::MinisterThroughEpuap, key: KeyId::from_octets([1; 32]) }
}

pub(crate) fn obtained() -> Event {
    Event::Obtained { certificate: record(2) }
}

pub(crate) fn access_requested() -> Event {
    let signatures = signed_by(&board(), SignatureKind::Trusted);
    Event::AccessRequested { to: COI_MAILBOX.parse().unwrap(), signatures, empowerment: Empowerment::Krs }
}

pub(crate) fn mail(subject: &str) -> Mail {
    Mail::new(contact().email.into(), text(subject), noon("2026-02-05"))
}

pub(crate) fn loading() -> Event {
    Event::LoadingRequested { to: COI_MAILBOX.parse().unwrap(), mail: mail(LOADING_SUBJECT) }
}

pub(crate) fn update() -> Update {
    Update {
        system_name: text("e-Urząd"),
        node_identifier: EntityIdentifier::new(text("ug-example")),
        scope: Scope::Basic,
    }
}

pub(crate) fn updating() -> Event {
    let (to, mail) = (COI_MAILBOX.parse().unwrap(), mail(UPDATE_SUBJECT));
    Event::UpdateRequested { to, mail, update: Box::new(update()) }
}

// ---- the walk -----------------------------------------------------------------------------------------------------

pub(crate) fn filled<P: Forms>() -> Application<Node<P>> {
    Application::draft("node/1".parse().unwrap(), P::form(), noon("2026-01-30"))
}

/// A draft of this form, of the system that is asked for.
pub(crate) fn draft<S: chancery::application::System>(form: S::Form) -> Application<S> {
    Application::draft("node/1".parse().unwrap(), form, noon("2026-01-30"))
}

/// Filed on the first.
pub(crate) fn filed<P: Forms>(application: Application<Node<P>>) -> Application<Node<P>> {
    taken(application, noon("2026-02-01"), Actor::Applicant, filing())
}

/// Accepted on the second, obtained on the third.
pub(crate) fn certified<P: Forms>(application: Application<Node<P>>) -> Application<Node<P>> {
    let application = taken(filed(application), noon("2026-02-02"), officer(), Event::RightsConfirmed);
    taken(application, noon("2026-02-03"), Actor::Centre, obtained())
}

/// Access asked for on the fourth and fifth.
pub(crate) fn requested<P: Forms>(application: Application<Node<P>>) -> Application<Node<P>> {
    let application = match P::ROUTE {
        Route::Integration => taken(application, noon("2026-02-04"), Actor::Applicant, access_requested()),
        _ => application,
    };
    let mail = if P::ROUTE == Route::Replacement { updating() } else { loading() };
    taken(application, noon("2026-02-05"), Actor::Centre, mail)
}

/// Rights confirmed again on the sixth.
pub(crate) fn entitled<P: Forms>(application: Application<Node<P>>) -> Application<Node<P>> {
    taken(requested(certified(application)), noon("2026-02-06"), officer(), Event::RightsConfirmed)
}

/// Loaded on the seventh.
pub(crate) fn loaded<P: Forms>(application: Application<Node<P>>) -> Application<Node<P>> {
    taken(application, noon("2026-02-07"), officer(), Event::Loaded)
}
