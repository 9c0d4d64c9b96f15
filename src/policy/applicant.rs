//! Applicants and the facts a registration officer vouches for.
//!
//! The other half of a decision: a request says what is wanted, an applicant what is true. Catalog policies have typed
//! applicants; policies read from files take [`Facts`]. Both answer [`Applicant::facts`], which is all the engine asks.
//! Who the applicant is, natural or legal, is told by [`Applicant::person`]: a name once given stays with that person
//! (GEN-6.3.3-10). The surprising choice: nothing here comes from the request, so what a subscriber writes into a CSR is
//! never a fact.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{
    identity::{Krs, Nip, Pesel},
    inventory::PersonId,
    x509::{AttributeType, DnsName, EmailAddress, GeneralName, IpAddress, Upn, Uri},
};

/// One fact about an applicant.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fact {
    /// A host name the applicant controls.
    DnsName(DnsName),
    /// An address the applicant controls.
    IpAddress(IpAddress),
    /// A mailbox of the applicant.
    Email(EmailAddress),
    /// A URI that names the applicant, such as a SPIFFE id.
    Uri(Uri),
    /// A user principal name.
    Upn(Upn),
    /// A name by which the applicant is commonly known.
    CommonName(String),
    /// First name or names.
    GivenName(String),
    /// Surname.
    Surname(String),
    /// The name of the organisation.
    Organization(String),
    /// A unit of the organisation.
    OrganizationalUnit(String),
    /// Two capital letters of ISO 3166.
    Country(String),
    /// A town.
    Locality(String),
    /// A state or voivodeship.
    StateOrProvince(String),
    /// The name of a system or application.
    SystemName(String),
    /// A serial number of the X.520 attribute, such as a host's own id of a person.
    SerialNumber(String),
    /// The PESEL of a person.
    Pesel(Pesel),
    /// The NIP of a person or entity.
    Nip(Nip),
    /// The KRS number of an entity.
    Krs(Krs),
}

/// The kinds of facts: of each variant of [`Fact`] one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FactKind {
    /// A host name the applicant controls.
    DnsName,
    /// An address the applicant controls.
    IpAddress,
    /// A mailbox of the applicant.
    Email,
    /// A URI that names the applicant, such as a SPIFFE id.
    Uri,
    /// A user principal name.
    Upn,
    /// A name by which the applicant is commonly known.
    CommonName,
    /// First name or names.
    GivenName,
    /// Surname.
    Surname,
    /// The name of the organisation.
    Organization,
    /// A unit of the organisation.
    OrganizationalUnit,
    /// Two capital letters of ISO 3166.
    Country,
    /// A town.
    Locality,
    /// A state or voivodeship.
    StateOrProvince,
    /// The name of a system or application.
    SystemName,
    /// A serial number of the X.520 attribute, such as a host's own id of a person.
    SerialNumber,
    /// The PESEL of a person.
    Pesel,
    /// The NIP of a person or entity.
    Nip,
    /// The KRS number of an entity.
    Krs,
}

/// Someone or something a registration officer vouches for.
pub trait Applicant {
    /// Every fact of this kind, in the order they are to be written.
    fn facts(&self, kind: FactKind) -> Vec<Fact>;

    /// The natural or legal person to whom the certificate is given: by PESEL, else by KRS number, else by NIP, unless the
    /// host has another key. Who has a first name or a surname is a natural person: a KRS number beside it, or a NIP beside
    /// it and the name of an organisation, is the number of somebody else. `None` is nobody who is known.
    ///
    /// A subject that was given to one person is refused to every other and to nobody, over the life of the CA
    /// (GEN-6.3.3-10), and where a policy gives each person one certificate at once, it is this person's. One who was known
    /// by one number and comes with another is another person here; a host whose entities have several gives its own id.
    fn person(&self) -> Option<PersonId> {
        by_number(&|kind| self.facts(kind))
    }
}

/// The person of the first number, in the order in which they tell one entity from all others. The kinds do not mix: each
/// number is behind the prefix of its register (EN 319 412-1).
fn by_number(facts: &dyn Fn(FactKind) -> Vec<Fact>) -> Option<PersonId> {
    let has = |kind| !facts(kind).is_empty();
    let kinds: &[FactKind] = if !has(FactKind::GivenName) && !has(FactKind::Surname) {
        &[FactKind::Pesel, FactKind::Krs, FactKind::Nip]
    } else if has(FactKind::Organization) || has(FactKind::Krs) {
        &[FactKind::Pesel]
    } else {
        &[FactKind::Pesel, FactKind::Nip]
    };
    let numbers = kinds.iter().copied().flat_map(facts);
    let texts = numbers.filter_map(|fact| match fact {
        Fact::Pesel(pesel) => Some(pesel.subject_serial_number()),
        Fact::Krs(krs) => Some(krs.organization_identifier()),
        Fact::Nip(nip) => Some(nip.subject_serial_number()),
        _ => None,
    });
    texts.map(Zeroizing::new).map(|text| PersonId::new(text.as_bytes())).next()
}

/// An applicant as a plain list of facts, for policies read from files and for applicants of your own.
#[derive(Clone, Debug)]
pub struct Facts {
    facts: Vec<Fact>,
    person: Option<PersonId>,
}

impl Facts {
    /// The facts, in the order they are to be written.
    #[must_use]
    pub const fn new(facts: Vec<Fact>) -> Self {
        Self { facts, person: None }
    }

    /// The same of a person, natural or legal, whom the host knows by an id of its own, whatever numbers are among the
    /// facts.
    #[must_use]
    pub fn with_person(mut self, person: PersonId) -> Self {
        self.person = Some(person);
        self
    }
}

impl Applicant for Facts {
    fn facts(&self, kind: FactKind) -> Vec<Fact> {
        self.facts.iter().filter(|fact| fact.kind() == kind).cloned().collect()
    }

    fn person(&self) -> Option<PersonId> {
        self.person.clone().or_else(|| by_number(&|kind| self.facts(kind)))
    }
}

impl Fact {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> FactKind {
        match self {
            Self::DnsName(_) => FactKind::DnsName,
            Self::IpAddress(_) => FactKind::IpAddress,
            Self::Email(_) => FactKind::Email,
            Self::Uri(_) => FactKind::Uri,
            Self::Upn(_) => FactKind::Upn,
            Self::CommonName(_) => FactKind::CommonName,
            Self::GivenName(_) => FactKind::GivenName,
            Self::Surname(_) => FactKind::Surname,
            Self::Organization(_) => FactKind::Organization,
            Self::OrganizationalUnit(_) => FactKind::OrganizationalUnit,
            Self::Country(_) => FactKind::Country,
            Self::Locality(_) => FactKind::Locality,
            Self::StateOrProvince(_) => FactKind::StateOrProvince,
            Self::SystemName(_) => FactKind::SystemName,
            Self::SerialNumber(_) => FactKind::SerialNumber,
            Self::Pesel(_) => FactKind::Pesel,
            Self::Nip(_) => FactKind::Nip,
            Self::Krs(_) => FactKind::Krs,
        }
    }

    /// The text it makes as a value of this attribute; `None` where it makes none.
    ///
    /// A PESEL in `serialNumber` is `PNOPL-…`, a NIP `TINPL-…` there and `VATPL-…` in `organizationIdentifier`, a KRS
    /// number `NTRPL-…` (EN 319 412-1, E-01 and E-02).
    #[must_use]
    pub fn in_attribute(&self, attribute: AttributeType) -> Option<Cow<'_, str>> {
        let text = match self {
            Self::DnsName(name) => Cow::Borrowed(name.as_str()),
            Self::IpAddress(address) => Cow::Owned(address.to_string()),
            Self::Email(address) => Cow::Borrowed(address.as_str()),
            Self::CommonName(text)
            | Self::GivenName(text)
            | Self::Surname(text)
            | Self::Organization(text)
            | Self::OrganizationalUnit(text)
            | Self::Country(text)
            | Self::Locality(text)
            | Self::StateOrProvince(text)
            | Self::SystemName(text)
            | Self::SerialNumber(text) => Cow::Borrowed(text.as_str()),
            Self::Pesel(pesel) if attribute == AttributeType::SERIAL_NUMBER => {
                Cow::Owned(pesel.subject_serial_number())
            }
            Self::Nip(nip) if attribute == AttributeType::SERIAL_NUMBER => Cow::Owned(nip.subject_serial_number()),
            Self::Nip(nip) if attribute == AttributeType::ORGANIZATION_IDENTIFIER => {
                Cow::Owned(nip.organization_identifier())
            }
            Self::Krs(krs) if attribute == AttributeType::ORGANIZATION_IDENTIFIER => {
                Cow::Owned(krs.organization_identifier())
            }
            Self::Pesel(_) | Self::Nip(_) | Self::Krs(_) | Self::Uri(_) | Self::Upn(_) => return None,
        };
        Some(text)
    }

    /// The alternative name it makes; `None` for facts that make none.
    #[must_use]
    pub fn as_general_name(&self) -> Option<GeneralName> {
        match self {
            Self::DnsName(name) => Some(GeneralName::Dns(name.clone())),
            Self::IpAddress(address) => Some(GeneralName::Ip(*address)),
            Self::Email(address) => Some(GeneralName::Email(address.clone())),
            Self::Uri(uri) => Some(GeneralName::Uri(uri.clone())),
            Self::Upn(upn) => Some(GeneralName::Upn(upn.clone())),
            _ => None,
        }
    }
}

impl FactKind {
    /// Every kind.
    pub const ALL: [Self; 18] = [
        Self::DnsName,
        Self::IpAddress,
        Self::Email,
        Self::Uri,
        Self::Upn,
        Self::CommonName,
        Self::GivenName,
        Self::Surname,
        Self::Organization,
        Self::OrganizationalUnit,
        Self::Country,
        Self::Locality,
        Self::StateOrProvince,
        Self::SystemName,
        Self::SerialNumber,
        Self::Pesel,
        Self::Nip,
        Self::Krs,
    ];

    /// Whether facts of this kind make alternative names.
    #[must_use]
    pub const fn makes_general_names(self) -> bool {
        matches!(self, Self::DnsName | Self::IpAddress | Self::Email | Self::Uri | Self::Upn)
    }

    /// Whether facts of this kind make values of this attribute.
    #[must_use]
    pub fn makes_attribute(self, attribute: AttributeType) -> bool {
        match self {
            Self::Uri | Self::Upn => false,
            Self::Pesel => attribute == AttributeType::SERIAL_NUMBER,
            Self::Nip => {
                attribute == AttributeType::SERIAL_NUMBER || attribute == AttributeType::ORGANIZATION_IDENTIFIER
            }
            Self::Krs => attribute == AttributeType::ORGANIZATION_IDENTIFIER,
            _ => true,
        }
    }

    /// Its name in texts and files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DnsName => "dns-name",
            Self::IpAddress => "ip-address",
            Self::Email => "email",
            Self::Uri => "uri",
            Self::Upn => "upn",
            Self::CommonName => "common-name",
            Self::GivenName => "given-name",
            Self::Surname => "surname",
            Self::Organization => "organization",
            Self::OrganizationalUnit => "organizational-unit",
            Self::Country => "country",
            Self::Locality => "locality",
            Self::StateOrProvince => "state-or-province",
            Self::SystemName => "system-name",
            Self::SerialNumber => "serial-number",
            Self::Pesel => "pesel",
            Self::Nip => "nip",
            Self::Krs => "krs",
        }
    }
}

impl fmt::Display for FactKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Fact {
    /// The kind, and the value with identity numbers masked.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Pesel(number) => number.masked(),
            Self::Nip(number) => number.masked(),
            Self::Krs(number) => number.masked(),
            Self::Uri(uri) => uri.to_string(),
            Self::Upn(upn) => upn.to_string(),
            other => other.in_attribute(AttributeType::COMMON_NAME).unwrap_or_default().into_owned(),
        };
        write!(f, "{}={:?}", self.kind(), crate::x509::mask_digits(&text))
    }
}
