//! Forms of CEPiK, as they are filled in.
//!
//! domain §1.4, S0:L47-51 and L104-159. The surprising choice: the number of the access decision may be missing here, though
//! operators' forms must carry it (CEP-07), because forms without it come in and are answered; nothing is accepted without it.

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::{
    application::{Contact, Entity, PersonName, PreviousCertificate, RemoteCard, Text, entry::pesel_in_full},
    identity::{Nip, Pesel},
};

/// A form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", bound = "")]
#[expect(clippy::exhaustive_structs, reason = "forms are filled in field by field")]
pub struct Form<K: Kind> {
    /// Who applies.
    pub entity: Entity,
    /// How they are reached; the request has to come from this mailbox (CEP-10).
    pub contact: Contact,
    /// The legal basis: the number of the decision on access (CEP-07).
    pub legal_basis: Option<DecisionNumber>,
    /// The certificate that is renewed, if one is.
    pub renews: Option<PreviousCertificate>,
    /// What is certified.
    pub details: K::Details,
}

/// The number of a decision on access, issued by the Minister (S0:L159).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DecisionNumber(Text);

/// A location or device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::exhaustive_structs, reason = "forms are filled in field by field")]
pub struct LocationDetails {
    /// The id of the location, the device or the station.
    pub location: Text,
}

/// A system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::exhaustive_structs, reason = "forms are filled in field by field")]
pub struct SystemDetails {
    /// The name of the system.
    pub system_name: Text,
    /// The NIP of the entity that runs it.
    pub nip: Nip,
}

/// A natural person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::exhaustive_structs, reason = "forms are filled in field by field")]
pub struct PersonDetails {
    /// First name or names, and surname.
    pub name: PersonName,
    /// PESEL.
    #[serde(serialize_with = "pesel_in_full")]
    pub pesel: Pesel,
}

/// A natural person and a card that the remote application knows; no other can be named (CEP-21).
///
/// ```compile_fail,E0308
/// # use chancery::application::{CardFamily, cepik::{CardHolderDetails, PersonDetails}};
/// fn details(person: PersonDetails) -> CardHolderDetails {
///     CardHolderDetails { person, card: CardFamily::Other("another maker".parse().unwrap()) }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::exhaustive_structs, reason = "forms are filled in field by field")]
pub struct CardHolderDetails {
    /// Who.
    pub person: PersonDetails,
    /// On which card.
    pub card: RemoteCard,
}

impl DecisionNumber {
    /// The number of a decision, as it stands on it.
    #[must_use]
    pub const fn new(number: Text) -> Self {
        Self(number)
    }

    /// The number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}
