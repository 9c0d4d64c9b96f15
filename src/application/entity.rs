//! Entities that apply: who they are, and who signs for them.
//!
//! The half of every form that is not about what is certified (domain §1.2, S0:L92, S3:L47-58). The surprising choice: the
//! categories are the items of the form's list, with *other* as one of them, because a category decides what may follow (a
//! deputy bailiff may wait for a decision) and a free text would decide nothing.

use serde::{Deserialize, Serialize};

use zeroize::Zeroizing;

use super::{Representation, Text};
use crate::{
    identity::{Krs, Nip, PostalCode, Regon},
    inventory::PersonId,
    x509::{Attribute, AttributeType},
};

/// What kind of body an entity is, as the form of CEPiK lists them (S0:L92), and the deputy bailiff of S0:L226.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Category {
    /// A court bailiff (*Komornik Sądowy*).
    Bailiff,
    /// Somebody appointed to act for a bailiff (*Zastępca Komornika*).
    DeputyBailiff,
    /// A municipal or communal guard (*Straż Miejska*, *Straż Gminna*).
    Guard,
    /// A vehicle inspection station (*SKP*).
    InspectionStation,
    /// Another body (*inne*), by its own name for what it is.
    Other(Text),
}

/// A body that applies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::exhaustive_structs, reason = "forms are filled in field by field")]
pub struct Entity {
    /// What it is called.
    pub name: Text,
    /// What it is.
    pub category: Category,
    /// Its country.
    pub country: Country,
    /// Where it is.
    pub address: Address,
    /// By which register it is known.
    pub number: EntityNumber,
    /// Who signs for it, all of them (CEP-04).
    pub representation: Representation,
}

/// An address in Poland.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::exhaustive_structs, reason = "forms are filled in field by field")]
pub struct Address {
    /// Street, and the number of house and flat (S3:L49-50).
    pub street: Text,
    /// Postal code.
    pub postal_code: PostalCode,
    /// Town.
    pub town: Text,
}

/// The number of an entity in a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum EntityNumber {
    /// In the statistical register.
    Regon(Regon),
    /// In the National Court Register.
    Krs(Krs),
    /// Of the tax office.
    Nip(Nip),
}

/// Two capital letters of ISO 3166, as a subject has them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Text", into = "Text")]
pub struct Country(Text);

/// A text that is no country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a country is two capital letters of ISO 3166, such as PL")]
#[non_exhaustive]
pub struct NotACountry;

impl Country {
    /// The two letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl TryFrom<Text> for Country {
    type Error = NotACountry;
    fn try_from(text: Text) -> Result<Self, NotACountry> {
        match Attribute::new(AttributeType::COUNTRY, text.as_str()) {
            Ok(_) => Ok(Self(text)),
            Err(_) => Err(NotACountry),
        }
    }
}

impl std::str::FromStr for Country {
    type Err = NotACountry;
    fn from_str(text: &str) -> Result<Self, NotACountry> {
        text.parse::<Text>().map_err(|_| NotACountry)?.try_into()
    }
}

impl From<Country> for Text {
    fn from(country: Country) -> Self {
        country.0
    }
}

impl EntityNumber {
    /// The entity as a policy knows it, so that a subject is given to no other (GEN-6.3.3-10): behind the prefixes of
    /// EN 319 412-1, or that of the statistical register, which has none there.
    #[must_use]
    pub fn person_id(&self) -> PersonId {
        let text = Zeroizing::new(match self {
            Self::Regon(regon) => format!("REGON-{}", regon.digits_in_full()),
            Self::Krs(krs) => krs.organization_identifier(),
            Self::Nip(nip) => nip.organization_identifier(),
        });
        PersonId::new(text.as_bytes())
    }
}

impl Category {
    /// As it stands in a subject: the word of the form.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Bailiff => "Komornik Sądowy",
            Self::DeputyBailiff => "Zastępca Komornika",
            Self::Guard => "Straż Miejska lub Gminna",
            Self::InspectionStation => "SKP",
            Self::Other(text) => text.as_str(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_two_capital_letters() {
        assert_eq!("PL".parse::<Country>().unwrap().as_str(), "PL");
        for text in ["pl", "POL", "", "P1"] {
            let error = text.parse::<Country>().unwrap_err();
            assert_eq!(error.to_string(), "a country is two capital letters of ISO 3166, such as PL");
        }
    }

    #[test]
    fn another_body_keeps_its_own_word() {
        let other: Category = serde_json::from_str(r#"{"other":"Marszałek Województwa"}"#).unwrap();
        assert_eq!(other.name(), "Marszałek Województwa");
        assert_eq!(Category::Guard.name(), "Straż Miejska lub Gminna");
    }
}
