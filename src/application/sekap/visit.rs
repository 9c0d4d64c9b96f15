//! The visit at the registration office: which document was shown, what was brought, and what was handed out in return.
//!
//! SEK-01, SEK-02, SEK-05, SEK-07, SEK-08. The surprising choice: what the inspector read in the document is recorded beside
//! it, since it is the one thing that can be held against the form by whoever was not there.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Office, Way};
use crate::{
    application::{IdentityDocument, PersonName, Text, entry::pesel_in_full},
    identity::Pesel,
};

/// A visit on which the inspector confirmed the identity of the citizen.
///
/// It takes a document and no means of electronic identification (SEK-07):
///
/// ```compile_fail,E0308
/// # use chancery::application::{TrustedProfile, sekap::{Electronic, Visit}};
/// fn identified(visit: Visit<Electronic>, profile: TrustedProfile) -> Visit<Electronic> {
///     Visit { document: profile, ..visit }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound = "")]
#[expect(clippy::exhaustive_structs, reason = "what a visit has, in the source")]
pub struct Visit<W: Way> {
    /// Where.
    pub office: Office,
    /// The document that was shown.
    pub document: IdentityDocument,
    /// What stands in it.
    pub read: ReadInDocument,
    /// What was brought for the certificate (SEK-01).
    pub carrier: W::Carrier,
}

/// What an inspector read in a document. That these are the personal data of SEK-02 is (Proposed.)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "what the form has of a person too")]
pub struct ReadInDocument {
    /// First name or names, and surname.
    pub name: PersonName,
    /// PESEL.
    #[serde(serialize_with = "pesel_in_full")]
    pub pesel: Pesel,
}

/// What a citizen brings (SEK-01).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the source has two")]
pub enum Carrier {
    /// A pendrive.
    Pendrive,
    /// A card.
    Card(AcceptedCard),
}

/// A card that registration offices accept; no other can be named (SEK-08).
///
/// ```compile_fail,E0308
/// # use chancery::application::{RemoteCard, sekap::Carrier};
/// fn brought(card: RemoteCard) -> Carrier {
///     Carrier::Card(card)
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the source has two")]
pub enum AcceptedCard {
    /// Of this qualified certification centre, in the part of the card that is not qualified and does not touch the signature
    /// that is. Whether the centre is one, the host knows.
    QualifiedCentre(Text),
    /// The electronic city card of Rybnik.
    RybnikCityCard,
}

/// Where a certificate goes whose key the citizen made: nothing is brought for it (SEK-05).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the source has one")]
pub enum OwnComputer {
    /// The citizen downloads it on their own computer.
    OwnComputer,
}

/// What an office hands out whose inspector made the key (SEK-02, SEK-03).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the source has two")]
pub enum KeyDelivery {
    /// A file with certificate and key pair, on the pendrive that was brought.
    Pkcs12OnMedium,
    /// Certificate and key pair on the card that was brought.
    OnCard(AcceptedCard),
}

/// What is handed out when PKCS#10 data were filed (SEK-05). A key is never among it:
///
/// ```compile_fail,E0308
/// # use chancery::{application::sekap::{Event, KeyDelivery, WithRequest}, inventory::RecordId};
/// fn issued(certificate: RecordId) -> Event<WithRequest> {
///     Event::Issued { delivery: KeyDelivery::Pkcs12OnMedium, certificate }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the source has one")]
pub enum CertificateOnly {
    /// The certificate.
    CertificateOnly,
}

impl ReadInDocument {
    /// This name and this PESEL.
    #[must_use]
    pub const fn new(name: PersonName, pesel: Pesel) -> Self {
        Self { name, pesel }
    }
}

impl fmt::Display for AcceptedCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::QualifiedCentre(centre) => write!(f, "a card of {centre}"),
            Self::RybnikCityCard => f.write_str("the electronic city card of Rybnik"),
        }
    }
}

impl fmt::Display for KeyDelivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pkcs12OnMedium => f.write_str("a PKCS#12 file on a pendrive"),
            Self::OnCard(card) => write!(f, "certificate and key pair on {card}"),
        }
    }
}

impl fmt::Display for CertificateOnly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CertificateOnly => f.write_str("the certificate alone"),
        }
    }
}
