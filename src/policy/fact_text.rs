//! Facts out of texts, for applicants in files.
//!
//! Beside `applicant`, for [`Facts`] that a registration officer wrote down: `{ "dns-name": ["www.example.com"],
//! "organization": "Example" }`, the kinds by their names, one text or a list. The surprising choice: an error tells what
//! a value should have been and never repeats it, because the value may be a person's number.

use std::{borrow::Cow, collections::BTreeSet, fmt};

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
        // Not as a map: formats tell of their own accord what they find in its place.
        deserializer.deserialize_any(Kinds)
    }
}

fn no_table<E: de::Error>(found: &str) -> E {
    E::custom(format!("found {found}, expected facts by their kinds"))
}

/// A kind by its name. What is none is repeated as far as it is letters: it may be a value that changed places.
struct KindText(FactKind);

impl<'de> Deserialize<'de> for KindText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        let kind = FactKind::ALL.into_iter().find(|kind| kind.name() == text);
        kind.map(Self).ok_or_else(|| {
            let is_word = text.bytes().all(|octet| octet.is_ascii_lowercase() || octet == b'-');
            let found = if is_word { format!("the kind of facts {text}") } else { "a kind of facts".to_owned() };
            let known: Vec<_> = FactKind::ALL.into_iter().map(FactKind::name).collect();
            de::Error::custom(format!("{found} is not known here; known are {}", known.join(", ")))
        })
    }
}

struct Kinds;

impl<'de> Visitor<'de> for Kinds {
    type Value = Facts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("facts by their kinds")
    }

    // What serde would say of these repeats them.
    fn visit_str<E: de::Error>(self, _: &str) -> Result<Facts, E> {
        Err(no_table("a text"))
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Facts, E> {
        Err(no_table("a number"))
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Facts, E> {
        Err(no_table("a number"))
    }

    fn visit_i128<E: de::Error>(self, _: i128) -> Result<Facts, E> {
        Err(no_table("a number"))
    }

    fn visit_u128<E: de::Error>(self, _: u128) -> Result<Facts, E> {
        Err(no_table("a number"))
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Facts, E> {
        Err(no_table("a number"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Facts, A::Error> {
        let (mut kinds, mut facts) = (BTreeSet::new(), Vec::new());
        while let Some(KindText(kind)) = map.next_key()? {
            let texts: Texts = map.next_value()?;
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
