//! The register of PESEL restrictions: its four purposes, a form that was altered, and the way of a key to its holder.
//!
//! The surprising choice: the calls of the register are made here too, with the key that was delivered, so that what a change
//! changes and what it leaves alone is seen.

use std::{
    io::{self, Write as _},
    net::{IpAddr, Ipv4Addr},
};

use chancery::{
    application::{
        Category, Mail, SignatureKind,
        pesel_register::{
            APPLICATIONS_TO, AddressChange, AllowList, ApiKeyId, Caller, Connection, Entitlement, Environments, Event,
            Fault, Faults, Form, InEnvironment, KeyEnvironment, KeyOrder, MadeKeys, NewKeys, NoticeChange,
            NoticeMailboxes, PeselRegister, PolicyRead, Purpose, SigningBasis, TechnicalContact,
        },
    },
    credential::{ApiKey, ApiKeyRecord, Parcel},
    policy::catalog::Production,
};

use crate::{
    Failure,
    archive::Zip,
    ca::PROVIDER_USED,
    desk::Desk,
    people::{contact, entity, person, signed_by_all, text},
};

/// From where the system of the example calls: an ordinary address of the Internet, to which nothing here connects.
const HERE: Ipv4Addr = Ipv4Addr::new(192, 31, 80, 30);
const MOVED: Ipv4Addr = Ipv4Addr::new(192, 31, 80, 31);
const TEST: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 7);

/// A form that somebody altered is not processed, which is no rejection.
pub(crate) fn bad_ends() -> Result<(), Failure> {
    let faults = Faults::new(vec![Fault::Altered(text("the heading was left out")?)])?;
    on_record("pesel/altered", new_keys()?)?.officer(Event::NotProcessed { faults })?.print()
}

/// Each purpose once, with one key.
pub(crate) fn deliveries() -> Result<(), Failure> {
    let (record, secret) = both_keys()?;
    told("with the key", &record, &secret, HERE)?;
    let record = other_addresses(record)?;
    told("from the old address", &record, &secret, HERE)?;
    told("from the new address", &record, &secret, MOVED)?;
    let record = other_notices(record)?;
    let record = the_end(record)?;
    told("after its end", &record, &secret, MOVED)
}

/// a) Two environments in one application are two keys of two types.
fn both_keys() -> Result<(ApiKeyRecord<Production>, String), Failure> {
    let desk = accepted("pesel/keys", new_keys()?)?;
    let KeyOrder::NewKeys(NewKeys::Both { test, production }) = desk.accepted()?.into_order() else {
        return Err("two keys were applied for".into());
    };
    let (random, digest) = (PROVIDER_USED.random, PROVIDER_USED.digest);
    let (test_key, test_record) = ApiKey::make(test, "rzp-t-1".parse()?, random, digest).map_err(|kept| kept.cause)?;
    let (key, record) = ApiKey::make(production, "rzp-1".parse()?, random, digest).map_err(|kept| kept.cause)?;
    let secret = key.secret_text().to_string();
    let made = MadeKeys::Both { test: test_record.id().clone(), production: record.id().clone() };
    let desk = desk.centre(Event::KeysMade(made))?;
    let (to, _) = sent(test_key)?;
    let (_, phone) = sent(key)?;
    desk.centre(Event::ArchiveMailed { to })?.centre(Event::PasswordSent { to: phone })?.print()?;
    Ok((record, secret))
}

/// One half by mail, the other by telephone.
fn sent<E: KeyEnvironment>(
    key: ApiKey<E>,
) -> Result<(chancery::x509::EmailAddress, chancery::application::PhoneNumber), Failure> {
    let id = key.id().clone();
    let (content, password) = Parcel::of_key(key, &Zip, PROVIDER_USED.random).map_err(|kept| kept.cause)?.split();
    let (to, phone) = (content.recipient().clone(), password.recipient().clone());
    let octets = content.octets().len();
    writeln!(io::stdout(), "    {}: {octets} octets to {to}, a password to {phone}", id.as_str())?;
    Ok((to, phone))
}

/// c) Other addresses; the secret stays.
fn other_addresses(record: ApiKeyRecord<Production>) -> Result<ApiKeyRecord<Production>, Failure> {
    let change = AddressChange { key: record.id().clone(), addresses: from(&[MOVED])? };
    let desk = accepted("pesel/addresses", Purpose::ChangeAddresses(InEnvironment::Production(change)))?;
    let KeyOrder::ChangeAddresses(InEnvironment::Production(order)) = desk.accepted()?.into_order() else {
        return Err("other addresses in production were applied for".into());
    };
    let record = record.with_addresses(&order).map_err(|kept| kept.cause)?;
    desk.centre(Event::AddressesChanged)?.print()?;
    Ok(record)
}

/// d) Other mailboxes; the secret stays.
fn other_notices(record: ApiKeyRecord<Production>) -> Result<ApiKeyRecord<Production>, Failure> {
    let change = NoticeChange { key: record.id().clone(), notices: notices("dyzur@example.org")? };
    let desk = accepted("pesel/notices", Purpose::ChangeNotices(InEnvironment::Production(change)))?;
    let KeyOrder::ChangeNotices(InEnvironment::Production(order)) = desk.accepted()?.into_order() else {
        return Err("other mailboxes in production were applied for".into());
    };
    let record = record.with_notices(&order).map_err(|kept| kept.cause)?;
    desk.centre(Event::NoticesChanged)?.print()?;
    Ok(record)
}

/// b) The key is used no more.
fn the_end(record: ApiKeyRecord<Production>) -> Result<ApiKeyRecord<Production>, Failure> {
    let key: ApiKeyId<Production> = record.id().clone();
    let desk = accepted("pesel/end", Purpose::Deactivate(InEnvironment::Production(key)))?;
    let KeyOrder::Deactivate(InEnvironment::Production(order)) = desk.accepted()?.into_order() else {
        return Err("the end of a key in production was applied for".into());
    };
    let record = record.deactivate(&order, desk.now()).map_err(|kept| kept.cause)?;
    desk.centre(Event::Deactivated)?.print()?;
    Ok(record)
}

fn told(when: &str, record: &ApiKeyRecord<Production>, secret: &str, address: Ipv4Addr) -> Result<(), Failure> {
    let answer = match record.admits(secret, address, PROVIDER_USED.digest) {
        Ok(()) => "admitted".to_owned(),
        Err(refused) => refused.to_string(),
    };
    Ok(writeln!(io::stdout(), "    {when}: {answer}")?)
}

// ---- the road of the form -----------------------------------------------------------------------------------------

fn accepted(id: &str, purpose: Purpose) -> Result<Desk<PeselRegister>, Failure> {
    let desk = on_record(id, purpose)?.on("2026-02-06")?.officer(Event::FoundInOrder)?;
    let entitlement = desk.application().form().entitlement.clone();
    desk.officer(Event::Accepted { entitlement })
}

/// Signed by both heads, mailed from the mailbox of point 3d, registered.
fn on_record(id: &str, purpose: Purpose) -> Result<Desk<PeselRegister>, Failure> {
    let signatures = signed_by_all(SignatureKind::Electronic)?;
    let desk = Desk::<PeselRegister>::open(id, form(purpose)?, "2026-02-02")?
        .applicant(Event::Signed { signatures, basis: SigningBasis::Head })?
        .applicant(Event::Submitted { to: APPLICATIONS_TO.parse()? })?;
    let mail = Mail::new(contact()?.email.into(), text("Wniosek o dostęp do rejestru")?, desk.now());
    desk.centre(Event::Received { mail })?.officer(Event::Registered { number: text("RZP/2026/12")? })
}

fn form(purpose: Purpose) -> Result<Form, Failure> {
    Ok(Form {
        purpose,
        unit: entity("Bank Spółdzielczy w Przykładowie", Category::Other(text("bank spółdzielczy")?))?,
        system_name: text("e-Kredyt")?,
        caller: Caller::OwnSystem,
        technical_contact: TechnicalContact { name: person("Jan", "Wzorowy")?, contact: contact()? },
        entitlement: Entitlement::Statute(text("art. 105 ust. 4 Prawa bankowego")?),
    })
}

fn new_keys() -> Result<Purpose, Failure> {
    Ok(Purpose::NewKey(Environments::Both {
        test: Connection { addresses: from(&[TEST])?, notices: notices("it@example.org")? },
        production: Connection { addresses: from(&[HERE])?, notices: notices("it@example.org")? },
        policy: PolicyRead { on: "2026-01-20".parse()? },
    }))
}

fn from<E: KeyEnvironment>(addresses: &[Ipv4Addr]) -> Result<AllowList<E>, Failure> {
    Ok(AllowList::new(addresses.iter().copied().map(IpAddr::V4))?)
}

fn notices(mailbox: &str) -> Result<NoticeMailboxes, Failure> {
    Ok(NoticeMailboxes::new(vec![mailbox.parse()?])?)
}
