//! Forms of the register of PESEL-number restrictions, and the way to an accepted one, for tests of applications and keys.
//!
//! The surprising choice: the addresses of production are ordinary ones of the Internet, to which nothing here connects,
//! because those set aside for documentation are refused there.
#![allow(dead_code, reason = "each test binary that includes this file uses some of it")]

use chancery::{
    application::{
        Accepted, Actor, Application, Category, Mail, SignatureKind,
        pesel_register::{
            APPLICATIONS_TO, AddressChange, AllowList, ApiKeyId, Caller, Connection, Entitlement, Environments, Event,
            Form, InEnvironment, KeyEnvironment, NoticeChange, NoticeMailboxes, PeselRegister, PolicyRead, Purpose,
            SigningBasis, TechnicalContact,
        },
    },
    crypto::{Digest, DigestContext, Hash},
    policy::catalog::{Production, Test},
};

use crate::made::{board, contact, date, entity, noon, officer, person, signed_by, taken, text};

pub(crate) fn addresses<E: KeyEnvironment>(addresses: &[&str]) -> AllowList<E> {
    AllowList::new(addresses.iter().map(|address| address.parse::<std::net::IpAddr>().unwrap())).unwrap()
}

pub(crate) fn notices(mailbox: &str) -> NoticeMailboxes {
    NoticeMailboxes::new(vec![mailbox.parse().unwrap()]).unwrap()
}

pub(crate) fn key<E: KeyEnvironment>(id: &str) -> ApiKeyId<E> {
    id.parse().unwrap()
}

pub(crate) fn in_test() -> Connection<Test> {
    Connection { addresses: addresses(&["192.0.2.7"]), notices: notices("it@example.org") }
}

pub(crate) fn in_production() -> Connection<Production> {
    Connection { addresses: addresses(&["192.31.80.30", "192.31.80.31"]), notices: notices("it@example.org") }
}

pub(crate) fn policy() -> PolicyRead {
    PolicyRead { on: date("2026-01-20") }
}

pub(crate) fn for_test() -> Purpose {
    Purpose::NewKey(Environments::Test { connection: in_test() })
}

pub(crate) fn for_production() -> Purpose {
    Purpose::NewKey(Environments::Production { connection: in_production(), policy: policy() })
}

pub(crate) fn for_both() -> Purpose {
    Purpose::NewKey(Environments::Both { test: in_test(), production: in_production(), policy: policy() })
}

pub(crate) fn to_deactivate() -> Purpose {
    Purpose::Deactivate(InEnvironment::Test(key("rzp-1")))
}

pub(crate) fn to_change_addresses() -> Purpose {
    let change = AddressChange { key: key("rzp-1"), addresses: addresses(&["192.0.2.8"]) };
    Purpose::ChangeAddresses(InEnvironment::Test(change))
}

pub(crate) fn to_change_notices() -> Purpose {
    let change = NoticeChange { key: key("rzp-1"), notices: notices("duty@example.org") };
    Purpose::ChangeNotices(InEnvironment::Test(change))
}

pub(crate) fn form(purpose: Purpose) -> Form {
    Form {
        purpose,
        unit: entity(Category::Other(text("Bank Spółdzielczy"))),
        system_name: text("e-Kredyt"),
        caller: Caller::OwnSystem,
        technical_contact: TechnicalContact { name: person("Ewa", "Wilk"), contact: contact() },
        entitlement: Entitlement::Decision(text("BM-WCC-III.6501.7.2026")),
    }
}

pub(crate) fn draft(form: Form) -> Application<PeselRegister> {
    Application::draft("pesel/1".parse().unwrap(), form, noon("2026-01-30"))
}

pub(crate) fn signed() -> Event {
    Event::Signed { signatures: signed_by(&board(), SignatureKind::Electronic), basis: SigningBasis::Head }
}

pub(crate) fn submitted() -> Event {
    Event::Submitted { to: APPLICATIONS_TO.parse().unwrap() }
}

pub(crate) fn received(from: &str) -> Event {
    let subject = text("Wniosek o dostęp do rejestru zastrzeżeń numerów PESEL");
    Event::Received { mail: Mail::new(from.parse().unwrap(), subject, noon("2026-01-30")) }
}

pub(crate) fn registered() -> Event {
    Event::Registered { number: text("RZP/2026/12") }
}

pub(crate) fn granted(form: &Form) -> Event {
    Event::Accepted { entitlement: form.entitlement.clone() }
}

/// Sent and registered, from whatever state takes it.
pub(crate) fn on_record(application: Application<PeselRegister>) -> Application<PeselRegister> {
    let application = taken(application, noon("2026-01-30"), Actor::Applicant, submitted());
    let application = taken(application, noon("2026-01-31"), Actor::Centre, received("straz@example.org"));
    taken(application, noon("2026-02-02"), officer(), registered())
}

pub(crate) fn under_review(form: Form) -> Application<PeselRegister> {
    let application = taken(draft(form), noon("2026-01-30"), Actor::Applicant, signed());
    taken(on_record(application), noon("2026-02-03"), officer(), Event::FoundInOrder)
}

pub(crate) fn accepted(form: Form) -> Application<PeselRegister> {
    let granted = granted(&form);
    taken(under_review(form), noon("2026-02-04"), officer(), granted)
}

pub(crate) fn evidence(purpose: Purpose) -> Accepted<PeselRegister> {
    accepted(form(purpose)).accepted().unwrap()
}

/// A digest of nothing.
pub(crate) struct NoDigest;

impl Digest for NoDigest {
    fn begin(&self, _: Hash) -> Box<dyn DigestContext> {
        Box::new(Self)
    }
}

impl DigestContext for NoDigest {
    fn update(&mut self, _: &[u8]) {}
    fn finish(self: Box<Self>) -> Box<[u8]> {
        Box::new([])
    }
}
