//! Who comes to the centre. None of them exists; identity numbers are made up, with check digits that hold.
//!
//! Each function is what a registration officer vouched for. The surprising choice: the persons are born in a century
//! without living holders of a PESEL, so that no number in here is anybody's.

use chancery::policy::catalog::{
    DeviceApplicant, IntegrationApplicant, OperatorApplicant, ResponderApplicant, SekapApplicant, SystemApplicant,
    Test, TlsApplicant, TlsClientApplicant, WorkloadApplicant,
};

use crate::Failure;

pub(crate) fn server() -> Result<TlsApplicant, Failure> {
    let mut who = TlsApplicant::new(vec!["www.example.com".parse()?, "example.com".parse()?]);
    who.organization = Some("Przykład sp. z o.o.".to_owned());
    who.country = Some("PL".to_owned());
    Ok(who)
}

pub(crate) fn client() -> TlsClientApplicant {
    TlsClientApplicant::new("Billing robot")
}

pub(crate) fn workload() -> Result<WorkloadApplicant, Failure> {
    Ok(WorkloadApplicant::new("spiffe://example.com/billing/payments".parse()?))
}

pub(crate) fn system(name: &str) -> Result<SystemApplicant, Failure> {
    let organization = "Przykład sp. z o.o.".to_owned();
    Ok(SystemApplicant::new("PL".to_owned(), organization, "8567346215".parse()?, name.to_owned()))
}

pub(crate) fn integration(address: &str) -> Result<IntegrationApplicant<Test>, Failure> {
    let body = "Urząd Gminy w Przykładowie".to_owned();
    Ok(IntegrationApplicant::new("PL".to_owned(), body, address.parse()?))
}

pub(crate) fn operator() -> Result<OperatorApplicant, Failure> {
    let name = ("Łucja", "Przykładowa");
    person("Straż Gminna w Przykładowie", name, "99723100018", "lucja.przykladowa@example.com")
}

pub(crate) fn operator_with_card() -> Result<OperatorApplicant, Failure> {
    let name = ("Żegota", "Przykładowy");
    person("Sąd Rejonowy w Przykładowie", name, "99723101026", "zegota.przykladowy@example.com")
}

pub(crate) fn diagnostician() -> Result<OperatorApplicant, Failure> {
    let name = ("Jadwiga", "Wzorcowa");
    person("Stacja Kontroli Pojazdów Wzór", name, "89711502034", "jadwiga.wzorcowa@example.com")
}

pub(crate) fn citizen() -> Result<SekapApplicant, Failure> {
    natural_person(("Kazimierz", "Wzorowy"), "88702003031", "kazimierz.wzorowy@example.com")
}

pub(crate) fn citizen_with_key() -> Result<SekapApplicant, Failure> {
    natural_person(("Bogumiła", "Przykładna"), "89701204041", "bogumila.przykladna@example.com")
}

pub(crate) fn court_device() -> DeviceApplicant {
    device("Sąd Rejonowy w Przykładowie", "Courts", "PRZYKLADOWO-VPN-01")
}

pub(crate) fn station_device() -> DeviceApplicant {
    device("Stacja Kontroli Pojazdów Wzór", "Inspection stations", "WZOR-001-P")
}

pub(crate) fn responder() -> ResponderApplicant {
    ResponderApplicant::new("PL".to_owned(), "Example Authority".to_owned(), "Example OCSP Responder".to_owned())
}

fn person(body: &str, name: (&str, &str), pesel: &str, mailbox: &str) -> Result<OperatorApplicant, Failure> {
    let name = (name.0.to_owned(), name.1.to_owned());
    Ok(OperatorApplicant::new("PL".to_owned(), body.to_owned(), name, pesel.parse()?, mailbox.parse()?))
}

fn natural_person(name: (&str, &str), pesel: &str, mailbox: &str) -> Result<SekapApplicant, Failure> {
    let name = (name.0.to_owned(), name.1.to_owned());
    Ok(SekapApplicant::new("PL".to_owned(), name, pesel.parse()?, mailbox.parse()?))
}

fn device(body: &str, category: &str, location: &str) -> DeviceApplicant {
    DeviceApplicant::new("PL".to_owned(), body.to_owned(), category.to_owned(), location.to_owned())
}
