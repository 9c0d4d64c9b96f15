//! The six kinds of applications to CEPiK, each to its delivery, and the bad ends.
//!
//! The surprising choice: the bad ends come first, because they are what people ask about.

use std::io::{self, Write as _};

use chancery::{
    application::{
        Awaiting, Category, Correction, Ending, Endings, FreeDays, Holding, Mail, OwcNumber, Reason, RemoteCard,
        SignatureKind, System as _,
        cepik::{
            self, Bodies, ByMail, CardHolderDetails, CardOnly, Cepik, Certified, Channel, DecisionNumber, Enclosure,
            Event, Form, Kind, LocationDetails, MadeHere, OperatorCard, OperatorFile, PersonDetails, ReceivedBy,
            SkpSsl, SkpVpn, SystemDetails, Vpn,
        },
    },
    credential::Parcel,
    crypto::KeyAlgorithm,
    issuance::Enrolled,
    pkcs12::{Bundle, Sealing},
    policy::{AuthorityKey, Policy, SubscriberKey, catalog},
    request::VerifiedRequest,
};

use crate::{
    Failure,
    ca::PROVIDER_USED,
    desk::Desk,
    issuing::{Issuing, RSA_2048, identifier, request},
    people::{OPERATORS_PESEL, contact, entity, person, signed_by_all, text},
};

/// The host's answer to what no source says: which reason ends an application in which way.
const ENDINGS: Endings = Endings {
    illegible: Ending::LeftWithoutConsideration,
    wrong_data: Ending::Rejected,
    not_signed: Ending::LeftWithoutConsideration,
    request_not_in_time: Ending::Cancelled,
    other: Ending::Cancelled,
};

/// Each bad end once.
pub(crate) fn bad_ends() -> Result<(), Failure> {
    let undecided = Form { legal_basis: None, ..form::<OperatorFile>(operator()?)? };
    let no_decision = Event::Declined(ENDINGS.decline(Reason::NoDecision));
    review("cepik/rejected", undecided, None)?.officer(no_decision)?.print()?;

    let late = Event::Declined(ENDINGS.decline(Reason::RequestNotInTime));
    let waiting = registered("cepik/cancelled", form::<OperatorFile>(operator()?)?)?;
    waiting.on("2026-03-05")?.officer(late)?.print()?;

    let unsigned = Event::Declined(ENDINGS.decline(Reason::NotSigned));
    let papers = Desk::<Cepik<Vpn>>::open("cepik/left", form(location()?)?, "2026-02-01")?;
    on_record(papers)?.officer(unsigned)?.print()?;

    let again =
        Event::CorrectionAsked { correction: Correction::FileAgain, what: text("this is the form of another system")? };
    review("cepik/file-again", form::<Vpn>(location()?)?, None)?.officer(again)?.print()
}

/// Each suspension and correction once, with its way out.
pub(crate) fn detours() -> Result<(), Failure> {
    let mut deputy = Form { legal_basis: None, ..form::<OperatorFile>(operator()?)? };
    deputy.entity.category = Category::DeputyBailiff;
    review("cepik/deputy", deputy, None)?
        .officer(Event::Suspended { awaiting: Awaiting::Decision })?
        .on("2026-04-20")?
        .officer(Event::DecisionIssued { decision: decision()? })?
        .officer(Event::Accepted { holds: Holding::Nothing })?
        .print()?;
    review("cepik/moved", form::<Vpn>(location()?)?, None)?
        .officer(Event::Suspended { awaiting: Awaiting::Reaudit })?
        .on("2026-04-20")?
        .officer(Event::ReauditDone)?
        .officer(Event::Accepted { holds: Holding::Nothing })?
        .print()?;
    let signatures = signed_by_all(SignatureKind::Handwritten)?;
    let asked =
        Event::CorrectionAsked { correction: Correction::Supplement, what: text("the id of the location is missing")? };
    review("cepik/supplement", form::<Vpn>(location()?)?, None)?
        .officer(asked)?
        .on("2026-02-20")?
        .applicant(Event::Supplemented { form: Box::new(form(location()?)?), signatures })?
        .officer(Event::Accepted { holds: Holding::Nothing })?
        .print()
}

/// Each kind once, from draft to installation.
pub(crate) fn deliveries(issuing: &Issuing) -> Result<(), Failure> {
    device::<Vpn, _>("cepik/vpn", location()?, issuing, catalog::VpnDevice::new(identifier("2.999.1.5")?))?;
    by_mail::<cepik::OwnSystem, _>(
        "cepik/system",
        system()?,
        issuing,
        catalog::System::new(identifier("2.999.1.2")?),
        RSA_2048,
    )?;
    by_mail::<OperatorFile, _>(
        "cepik/file",
        operator()?,
        issuing,
        catalog::OperatorFile::new(identifier("2.999.1.1")?),
        RSA_2048,
    )?;
    on_card(issuing)?;
    device::<SkpVpn, _>("cepik/skp-vpn", location()?, issuing, catalog::SkpVpn::new(identifier("2.999.1.6")?))?;
    let diagnostician = PersonDetails { name: person("Jadwiga", "Wzorcowa")?, pesel: "89711502034".parse()? };
    by_mail::<SkpSsl, _>(
        "cepik/skp-ssl",
        diagnostician,
        issuing,
        catalog::SkpSsl::new(identifier("2.999.1.4")?),
        RSA_2048,
    )
}

/// A key that the centre makes.
fn device<K, P>(id: &str, details: K::Details, issuing: &Issuing, policy: P) -> Result<(), Failure>
where
    K: Certified + MadeHere,
    P: Policy<Applicant = K::Applicant, KeyOrigin = AuthorityKey>,
{
    let desk = review(id, form::<K>(details)?, None)?.officer(Event::Accepted { holds: Holding::Nothing })?;
    let who = desk.accepted()?.into_applicant();
    let enrolled = issuing.equip(policy, &who, desk.now().time())?;
    let certificate = enrolled.id();
    sealed(enrolled)?;
    delivered(desk, Event::Obtained { certificate })
}

/// The PKCS#12 file goes by mail and its password by telephone.
fn sealed(enrolled: Enrolled<AuthorityKey>) -> Result<(), Failure> {
    let parcel = Parcel::of_bundle(Bundle::from(enrolled), contact()?, &Sealing::RECOMMENDED, PROVIDER_USED);
    let (content, password) = parcel.map_err(|kept| kept.cause)?.split();
    let (to, phone) = (content.recipient(), password.recipient());
    Ok(writeln!(io::stdout(), "    PKCS#12: {} octets to {to}, a password to {phone}", content.octets().len())?)
}

/// A key whose request came by mail; the certificate is for that request.
fn by_mail<K, P>(id: &str, details: K::Details, issuing: &Issuing, policy: P, key: KeyAlgorithm) -> Result<(), Failure>
where
    K: Certified + ByMail,
    P: Policy<Applicant = K::Applicant, KeyOrigin = SubscriberKey>,
{
    let request = request(key)?;
    let desk = review(id, form::<K>(details)?, Some(&request))?.officer(Event::Accepted { holds: Holding::Nothing })?;
    let who = desk.accepted()?.into_applicant_for(&request, PROVIDER_USED.digest)?;
    let (certificate, _) = issuing.certify(policy, &who, request, desk.now().time())?;
    delivered(desk, Event::Obtained { certificate })
}

/// A key that the remote application makes on the card, after acceptance.
fn on_card(issuing: &Issuing) -> Result<(), Failure> {
    let details = CardHolderDetails {
        person: PersonDetails { name: person("Żegota", "Przykładowy")?, pesel: "99723101026".parse()? },
        card: RemoteCard::Certum,
    };
    let desk = review("cepik/card", form::<OperatorCard>(details)?, None)?;
    let desk = desk.officer(Event::Accepted { holds: Holding::Nothing })?;
    let who = certified_on_card(&desk)?;
    let policy = catalog::OperatorCard::new(identifier("2.999.1.3")?);
    let (certificate, _) = issuing.certify(policy, &who, request(RSA_2048)?, desk.now().time())?;
    delivered(desk, Event::Obtained { certificate })
}

fn certified_on_card<K: Certified + CardOnly>(desk: &Desk<Cepik<K>>) -> Result<K::Applicant, Failure> {
    Ok(desk.accepted()?.into_card_applicant())
}

fn delivered<K: Kind>(desk: Desk<Cepik<K>>, obtained: Event<K>) -> Result<(), Failure> {
    desk.centre(Event::InstructionSent { to: contact()?.email })?
        .centre(obtained)?
        .on("2026-03-01")?
        .applicant(Event::Installed)?
        .refuses(Event::Installed)?
        .print()
}

// ---- the road of the papers ---------------------------------------------------------------------------------------

/// Under review, with the request where one comes by mail.
fn review<K: Kind>(id: &str, form: Form<K>, sent: Option<&VerifiedRequest>) -> Result<Desk<Cepik<K>>, Failure> {
    let desk = registered(id, form)?.on("2026-02-10")?;
    if Cepik::<K>::legal(desk.application().state()).contains(&cepik::EventKind::RequestArrived) {
        let made = request(RSA_2048)?;
        let subject = text(&cepik::guidance::request_subject(&desk.application().form().entity))?;
        let mail = Mail::new(contact()?.email.into(), subject, desk.now());
        return desk.centre(Event::request_arrived(mail, sent.unwrap_or(&made), PROVIDER_USED.digest));
    }
    Ok(desk)
}

/// Signed by everybody, sent, received and registered.
fn registered<K: Kind>(id: &str, form: Form<K>) -> Result<Desk<Cepik<K>>, Failure> {
    let signatures = signed_by_all(SignatureKind::Handwritten)?;
    on_record(Desk::open(id, form, "2026-02-01")?.applicant(Event::Signed { signatures })?)
}

fn on_record<K: Kind>(desk: Desk<Cepik<K>>) -> Result<Desk<Cepik<K>>, Failure> {
    let received = |by| Event::Received { by, free_days: FreeDays::Count };
    let number = OwcNumber::new(1).ok_or("OWC counts from one")?;
    desk.applicant(Event::Submitted { channel: Channel::Courier, enclosures: vec![Enclosure::DecisionCopy] })?
        .on("2026-02-02")?
        .centre(received(ReceivedBy::Coi))?
        .centre(received(ReceivedBy::Ministry))?
        .on("2026-02-03")?
        .officer(Event::Registered { number })
}

// ---- forms --------------------------------------------------------------------------------------------------------

fn form<K: Kind>(details: K::Details) -> Result<Form<K>, Failure> {
    let entity = match K::BODIES {
        Bodies::Stations => entity("Stacja Kontroli Pojazdów Wzór", Category::InspectionStation)?,
        _ => entity("Straż Gminna w Przykładowie", Category::Guard)?,
    };
    Ok(Form { entity, contact: contact()?, legal_basis: Some(decision()?), renews: None, details })
}

fn decision() -> Result<DecisionNumber, Failure> {
    Ok(DecisionNumber::new(text("BM-WCC-I.6512.12.2026")?))
}

fn operator() -> Result<PersonDetails, Failure> {
    Ok(PersonDetails { name: person("Łucja", "Przykładowa")?, pesel: OPERATORS_PESEL.parse()? })
}

fn location() -> Result<LocationDetails, Failure> {
    Ok(LocationDetails { location: text("PRZYKLADOWO-VPN-01")? })
}

fn system() -> Result<SystemDetails, Failure> {
    Ok(SystemDetails { system_name: text("Ewidencja")?, nip: "8567346215".parse()? })
}
