//! The three ways to a certificate of CC-SEKAP.
//!
//! The surprising choice: the citizen of way 2 brings the electronic city card and the one of way 1 a pendrive, so both things an
//! office hands out are there.

use chancery::{
    application::{
        DrivingLicence, IdentityDocument, Signature, SignatureKind,
        sekap::{
            AcceptedCard, Carrier, CertificateOnly, ChosenOffice, Electronic, Event, Form, InPerson, KeyDelivery,
            KeyStore, MadeAtOffice, Office, OfficeAndRequest, OwnComputer, ReadInDocument, Sekap, Visit, Way,
            WithRequest,
        },
    },
    policy::catalog::{SekapOffice, SekapRequest},
};

use crate::{
    Failure,
    ca::PROVIDER_USED,
    desk::Desk,
    issuing::{Issuing, RSA_2048, identifier, request},
    people::{CITIZENS_PESEL, person, text},
};

/// Each way once.
pub(crate) fn deliveries(issuing: &Issuing) -> Result<(), Failure> {
    let desk = Desk::<Sekap<InPerson>>::open("sekap/1", form()?, "2026-02-16")?;
    office_makes_the_key(visited(desk, Carrier::Pendrive)?, KeyDelivery::Pkcs12OnMedium, issuing)?;

    let desk = with_account(Desk::<Sekap<Electronic>>::open("sekap/2", form()?, "2026-02-16")?)?;
    let desk = desk.applicant(Event::Filed(ChosenOffice::new(office()?)))?;
    let card = AcceptedCard::RybnikCityCard;
    office_makes_the_key(visited(desk, Carrier::Card(card.clone()))?, KeyDelivery::OnCard(card), issuing)?;

    way_three(issuing)
}

/// Ways 1 and 2: the registration office makes key and certificate, and hands them out on what was brought.
fn office_makes_the_key<W: MadeAtOffice>(
    desk: Desk<Sekap<W>>,
    delivery: KeyDelivery,
    issuing: &Issuing,
) -> Result<(), Failure> {
    let desk = desk.officer(Event::Accepted)?;
    let accepted = desk.accepted()?;
    let policy = SekapOffice::new(identifier("2.999.1.10")?);
    let policy = match accepted.delivery() {
        Some(delivery) => policy.with_delivery(delivery),
        None => policy,
    };
    let enrolled = issuing.equip(policy, &accepted.into_applicant(), desk.now().time())?;
    desk.officer(Event::Issued { delivery, certificate: enrolled.id() })?.print()
}

/// Way 3: the citizen made the key, and gets the certificate alone.
fn way_three(issuing: &Issuing) -> Result<(), Failure> {
    let request = request(RSA_2048)?;
    let desk = with_account(Desk::<Sekap<WithRequest>>::open("sekap/3", form()?, "2026-02-16")?)?;
    let filing = OfficeAndRequest::new(office()?, KeyStore::Card, &request, PROVIDER_USED.digest);
    let desk = visited(desk.applicant(Event::Filed(filing))?, OwnComputer::OwnComputer)?.officer(Event::Accepted)?;
    let who = desk.accepted()?.into_applicant_for(&request, PROVIDER_USED.digest)?;
    let policy = SekapRequest::new(identifier("2.999.1.9")?);
    let (certificate, _) = issuing.certify(policy, &who, request, desk.now().time())?;
    desk.officer(Event::Issued { delivery: CertificateOnly::CertificateOnly, certificate })?.print()
}

fn with_account<W: Way>(desk: Desk<Sekap<W>>) -> Result<Desk<Sekap<W>>, Failure> {
    desk.applicant(Event::AccountRegistered)?
        .centre(Event::ActivationLinkSent { to: form()?.email })?
        .applicant(Event::AccountActivated)
}

/// The visit to the office, with a driving licence of the first day on which one is taken, and the signatures.
fn visited<W: Way>(desk: Desk<Sekap<W>>, carrier: W::Carrier) -> Result<Desk<Sekap<W>>, Failure> {
    let Form { name, pesel, .. } = form()?;
    let licence = DrivingLicence::new(text("00123/99/2401")?, "1999-07-02".parse()?)?;
    let visit = Visit {
        office: office()?,
        document: IdentityDocument::DrivingLicence(licence),
        read: ReadInDocument::new(name.clone(), pesel),
        carrier,
    };
    let signature = Signature { by: name, how: SignatureKind::Handwritten };
    desk.on("2026-02-18")?
        .officer(Event::IdentityConfirmed(visit))?
        .applicant(Event::AgreementSigned { agreement: signature.clone(), application: signature })
}

fn form() -> Result<Form, Failure> {
    Ok(Form {
        country: "PL".parse()?,
        name: person("Kazimierz", "Wzorowy")?,
        pesel: CITIZENS_PESEL.parse()?,
        email: "kazimierz.wzorowy@example.org".parse()?,
    })
}

fn office() -> Result<Office, Failure> {
    Ok(Office::new(text("Urząd Miasta w Przykładowie")?))
}
