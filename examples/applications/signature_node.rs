//! The signature node: integration, then production, then replacement; a certificate of another issuer; a refusal.
//!
//! The surprising choice: the test integration that opens production is the one this file did before, with the certificate it
//! got for it, since no other way to a [`VerifiedTestIntegration`] exists.

use std::io::{self, Write as _};

use chancery::{
    application::{
        Category, Contact, Mail, PreviousCertificate, SignatureKind,
        signature_node::{
            BroughtCertificate, COI_MAILBOX, Empowerment, Event, IntegrationForm, LOADING_SUBJECT, Node,
            NodeIntegration, NodeProduction, NodeReplacement, Previous, Procedure, ProductionForm, ProductionSystem,
            PublicEntity, Replaced, ReplacementForm, RightsBasis, Scope, Services, UPDATE_SUBJECT, Update,
        },
    },
    inventory::{Demanded, RecordId, Registration, Requested, Requester, TrustedIssuers},
    policy::catalog::{Integration, Production, Test, VerifiedTestIntegration},
    x509::{Certificate, EmailAddress},
};

use crate::{
    Failure,
    ca::PROVIDER_USED,
    desk::{Desk, noon},
    issuing::{Issuing, P256, identifier, request},
    people::{contact, entity, signed_by_all, text},
};

/// The three procedures, one after the other, and the two turns the first can take.
pub(crate) fn deliveries(issuing: &Issuing) -> Result<(), Failure> {
    let tested = integration(issuing)?;
    let record = production(issuing, &tested)?;
    let record = issuing.authority().inventory().find(record)?.ok_or("it was issued just now")?;
    replacement(issuing, &tested, PreviousCertificate::of(&record)?)?;
    foreign(issuing)
}

/// An entity without the rights of a public entity: nothing is issued and nothing follows.
pub(crate) fn bad_ends() -> Result<(), Failure> {
    let filed = Event::filed(&request(P256)?, PROVIDER_USED.digest);
    let desk = Desk::<NodeIntegration>::open("podpis/refused", integration_form()?, "2026-02-02")?.applicant(filed)?;
    let desk = desk.officer(Event::RightsMissing)?;
    if let Some(told) = desk.application().refusal() {
        writeln!(io::stdout(), "    told: {told}")?;
    }
    desk.print()
}

/// The integration environment, up to a test integration that COI saw go right.
fn integration(issuing: &Issuing) -> Result<VerifiedTestIntegration, Failure> {
    let request = request(P256)?;
    let desk = Desk::<NodeIntegration>::open("podpis/integration", integration_form()?, "2026-02-02")?;
    let desk = rights_confirmed(desk.applicant(Event::filed(&request, PROVIDER_USED.digest))?)?;
    let who = desk.accepted()?.into_applicant_for(&request, PROVIDER_USED.digest)?;
    let policy = Integration::<Test>::new(identifier("2.999.1.7")?);
    let (record, certificate) = issuing.certify(policy, &who, request, desk.now().time())?;
    let desk = access_requested(desk.centre(Event::Obtained { certificate: record })?)?;
    let desk = loaded(desk, LOADING_SUBJECT)?.on("2026-02-20")?;
    let now = desk.now().time();
    let tested = VerifiedTestIntegration::of(&certificate, now, now)?;
    desk.centre(Event::tested(&tested))?.print()?;
    Ok(tested)
}

/// Production: the seven items, the certificate, and the permission once COI verified the integration.
fn production(issuing: &Issuing, tested: &VerifiedTestIntegration) -> Result<RecordId, Failure> {
    let request = request(P256)?;
    let desk = Desk::<NodeProduction>::open("podpis/production", production_form(tested)?, "2026-02-23")?;
    let desk = rights_confirmed(desk.applicant(Event::filed(&request, PROVIDER_USED.digest))?)?;
    let who = desk.accepted()?.into_applicant_for(tested.clone(), &request, PROVIDER_USED.digest)?;
    let policy = Integration::<Production>::new(identifier("2.999.1.8")?);
    let (certificate, _) = issuing.certify(policy, &who, request, desk.now().time())?;
    loaded(desk.centre(Event::Obtained { certificate })?, LOADING_SUBJECT)?
        .officer(Event::integration_verified(tested))?
        .officer(Event::PermissionGranted)?
        .print()?;
    Ok(certificate)
}

/// The next certificate, filed while the one before is valid, with the rights verified again.
fn replacement(
    issuing: &Issuing,
    tested: &VerifiedTestIntegration,
    previous: PreviousCertificate,
) -> Result<(), Failure> {
    let form = ReplacementForm {
        application: Replaced::Production(production_form(tested)?),
        previous: Previous::Issued(previous),
    };
    let request = request(P256)?;
    let desk = Desk::<NodeReplacement>::open("podpis/replacement", form, "2027-11-02")?;
    let desk = rights_confirmed(desk.applicant(Event::filed(&request, PROVIDER_USED.digest))?)?;
    let who = desk.accepted()?.into_production_applicant_for(tested.clone(), &request, PROVIDER_USED.digest)?;
    let policy = Integration::<Production>::new(identifier("2.999.1.8")?);
    let (certificate, _) = issuing.certify(policy, &who, request, desk.now().time())?;
    let update = Update {
        system_name: text("e-Urząd")?,
        node_identifier: chancery::application::signature_node::EntityIdentifier::new(text("przykladowo")?),
        scope: Scope::Basic,
    };
    let mail = Mail::new(contact()?.email.into(), text(UPDATE_SUBJECT)?, desk.now());
    desk.centre(Event::Obtained { certificate })?
        .centre(Event::UpdateRequested { to: coi()?, mail, update: Box::new(update) })?
        .officer(Event::RightsConfirmed)?
        .officer(Event::Loaded)?
        .print()
}

/// A certificate of another issuer takes the place of the application (WP-03).
fn foreign(issuing: &Issuing) -> Result<(), Failure> {
    let today = noon("2026-02-09")?.time();
    let (registration, root) = Issuing::found(noon("2026-01-15")?.time())?.bought(today)?;
    let qualified = TrustedIssuers::new([root])?;
    let id = issuing.authority().register(registration, &qualified, today)?;
    let registered = issuing.authority().inventory().registered(id)?.ok_or("it was registered just now")?;
    let certificate = BroughtCertificate::of(&registered, &qualified, today)?;
    let desk = Desk::<NodeIntegration>::open("podpis/foreign", integration_form()?, "2026-02-09")?;
    let desk = access_requested(desk.applicant(Event::CertificateBrought { certificate })?)?;
    loaded(desk, LOADING_SUBJECT)?.print()
}

impl Issuing {
    /// What a customer of this authority brings to another: a certificate with its chain, and the root to be trusted.
    fn bought(&self, today: chancery::x509::Time) -> Result<(Registration<'static>, Certificate), Failure> {
        let who = chancery::policy::catalog::IntegrationApplicant::new(
            "PL".to_owned(),
            "Urząd Gminy w Przykładowie".to_owned(),
            "podpis.example.net".parse()?,
        );
        let policy = Integration::<Test>::new(identifier("2.999.2.1")?);
        let (_, leaf) = self.certify(policy, &who, request(P256)?, today)?;
        let registration = Registration {
            leaf,
            authorities: vec![self.chain().issuing.clone()],
            demanded: Demanded::AnyCertificate,
            person: None,
            requested: Requested { by: Requester::Representative, at: today },
        };
        Ok((registration, self.chain().root.clone()))
    }
}

fn rights_confirmed<P: Procedure>(desk: Desk<Node<P>>) -> Result<Desk<Node<P>>, Failure> {
    desk.on_or_after("2026-02-04")?.officer(Event::RightsConfirmed)
}

/// Annex 1, with the trusted signatures of both who represent the entity.
fn access_requested<P: Procedure>(desk: Desk<Node<P>>) -> Result<Desk<Node<P>>, Failure> {
    let signatures = signed_by_all(SignatureKind::Trusted)?;
    desk.applicant(Event::AccessRequested { to: coi()?, signatures, empowerment: Empowerment::Krs })
}

/// The mail, the rights once more, and the certificate in its place.
fn loaded<P: Procedure>(desk: Desk<Node<P>>, subject: &str) -> Result<Desk<Node<P>>, Failure> {
    let mail = Mail::new(contact()?.email.into(), text(subject)?, desk.now());
    desk.centre(Event::LoadingRequested { to: coi()?, mail })?.officer(Event::RightsConfirmed)?.officer(Event::Loaded)
}

fn coi() -> Result<EmailAddress, Failure> {
    Ok(COI_MAILBOX.parse()?)
}

fn public_entity() -> Result<PublicEntity, Failure> {
    Ok(PublicEntity {
        entity: entity("Urząd Gminy w Przykładowie", Category::Other(text("gmina")?))?,
        contact: Contact { ..contact()? },
        rights: RightsBasis::new(text("art. 2 ust. 1 pkt 1 ustawy o informatyzacji")?),
    })
}

fn integration_form() -> Result<IntegrationForm, Failure> {
    Ok(IntegrationForm {
        applicant: public_entity()?,
        system_name: text("e-Urząd")?,
        address: "test.podpis.example.org".parse()?,
        services: Services::basic_scope(),
    })
}

fn production_form(tested: &VerifiedTestIntegration) -> Result<ProductionForm, Failure> {
    let system = ProductionSystem {
        system_name: text("e-Urząd")?,
        epuap_identifier: chancery::application::signature_node::EntityIdentifier::new(text("przykladowo")?),
        address: "podpis.example.org".parse()?,
        services: Services::basic_scope(),
    };
    Ok(ProductionForm::new(public_entity()?, system, tested)?)
}
