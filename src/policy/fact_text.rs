//! Facts out of texts, for applicants in files.
//!
//! Beside `applicant`, for [`Facts`] that a registration officer wrote down: `{ "dns-name": ["www.example.com"],
//! "organization": "Example" }`, the kinds by their names, one text or a list. The surprising choice: an error tells what
//! a value should have been and never repeats it, because the value may be a person's number.

use std::{collections::BTreeSet, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess, Visitor},
};

use super::{Fact, FactKind, Facts};
use crate::{identity::IdentityError, x509::GeneralNameError};

/// Why a text is not a fact of a kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FactError {
    /// No characters.
    #[error("the fact {kind} is empty; leave it out instead")]
    Empty {
        /// The kind.
        kind: FactKind,
    },
    /// Not a name of its form.
    #[error("the fact {kind} is none: {source}")]
    Name {
        /// The kind.
        kind: FactKind,
        /// What is wrong with it.
        source: GeneralNameError,
    },
    /// Not a number of its register.
    #[error("the fact {kind} is none: {source}")]
    Number {
        /// The kind.
        kind: FactKind,
        /// What is wrong with it.
        source: IdentityError,
    },
}

impl Fact {
    /// The fact of a kind that a text says. Texts of attributes are held to the rules of their attribute when a subject is
    /// made of them.
    ///
    /// # Errors
    /// [`FactError`].
    pub fn from_text(kind: FactKind, text: &str) -> Result<Self, FactError> {
        if text.is_empty() {
            return Err(FactError::Empty { kind });
        }
        let no_name = |source| FactError::Name { kind, source };
        let no_number = |source| FactError::Number { kind, source };
        let owned = || text.to_owned();
        Ok(match kind {
            FactKind::DnsName => Self::DnsName(text.parse().map_err(no_name)?),
            FactKind::IpAddress => Self::IpAddress(text.parse().map_err(no_name)?),
            FactKind::Email => Self::Email(text.parse().map_err(no_name)?),
            FactKind::Uri => Self::Uri(text.parse().map_err(no_name)?),
            FactKind::Upn => Self::Upn(text.parse().map_err(no_name)?),
            FactKind::CommonName => Self::CommonName(owned()),
            FactKind::GivenName => Self::GivenName(owned()),
            FactKind::Surname => Self::Surname(owned()),
            FactKind::Organization => Self::Organization(owned()),
            FactKind::OrganizationalUnit => Self::OrganizationalUnit(owned()),
            FactKind::Country => Self::Country(owned()),
            FactKind::Locality => Self::Locality(owned()),
            FactKind::StateOrProvince => Self::StateOrProvince(owned()),
            FactKind::SystemName => Self::SystemName(owned()),
            FactKind::SerialNumber => Self::SerialNumber(owned()),
            FactKind::Pesel => Self::Pesel(text.parse().map_err(no_number)?),
            FactKind::Nip => Self::Nip(text.parse().map_err(no_number)?),
            FactKind::Krs => Self::Krs(text.parse().map_err(no_number)?),
        })
    }
}

/// One text or several.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a text or a list of texts")]
enum Texts {
    One(String),
    Several(Vec<String>),
}

impl<'de> Deserialize<'de> for Facts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Kinds)
    }
}

struct Kinds;

impl<'de> Visitor<'de> for Kinds {
    type Value = Facts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("facts by their kinds")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Facts, A::Error> {
        let (mut kinds, mut facts) = (BTreeSet::new(), Vec::new());
        while let Some((kind, texts)) = map.next_entry::<FactKind, Texts>()? {
            if !kinds.insert(kind) {
                return Err(de::Error::custom(format!("the facts {kind} are there twice; write them as one list")));
            }
            let texts = match texts {
                Texts::One(text) => vec![text],
                Texts::Several(texts) => texts,
            };
            for text in texts {
                facts.push(Fact::from_text(kind, &text).map_err(de::Error::custom)?);
            }
        }
        Ok(Facts::new(facts))
    }
}
