//! Journals as they are stored: versioned, and folded again when they are loaded.
//!
//! `serde` reads and writes an [`Application`] as its journal. The first fields are the version and the system, so a journal of
//! another program is refused before its form is looked at. [`Application::from_json`] bounds what it reads and masks numbers
//! in what it says of it; another format read through `serde` quotes as it likes. The surprising choice: loading is the same
//! fold as living through it, with every rule; a journal that a bug or a hand let go where no application can go is told by the
//! entry.

use std::{borrow::Cow, fmt, marker::PhantomData};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Application, ApplicationId, Entry, EventError, Moment, System};
use crate::request::presentable;

/// The fields in the order in which they are written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound = "")]
struct Journal<S: System> {
    version: Version,
    system: SystemName<S>,
    id: ApplicationId,
    opened: Moment,
    form: S::Form,
    entries: Vec<Entry<S::Event>>,
}

/// Why a journal is not loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError<S: System> {
    /// More octets than a journal has.
    #[error("the journal has {found} octets, more than the limit of {limit}")]
    TooLarge {
        /// The octets found.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// No journal of this version and system.
    #[error("this is no journal of an application to {name}: {what} at line {line} column {column}", name = S::NAME)]
    Shape {
        /// What does not fit, as the reader of JSON has it, with identity numbers masked.
        what: Box<str>,
        /// In which line, counted from 1.
        line: usize,
        /// In which column, counted from 1.
        column: usize,
    },
    /// It could not have happened.
    #[error("entry {index} of the journal could not have happened: {cause}")]
    Entry {
        /// Which, counted from 0.
        index: usize,
        /// Why.
        cause: EventError<S>,
    },
}

impl<S: System> Application<S> {
    /// The version of journals that is read and written.
    pub const JOURNAL_VERSION: u32 = 1;

    /// Most octets of a journal in JSON: of a thousand entries, a thousand each. (Proposed.)
    pub const MOST_OCTETS: usize = 1 << 20;

    /// Loads a journal from JSON.
    ///
    /// # Errors
    /// [`JournalError::TooLarge`], [`JournalError::Shape`] for what is no journal of this version and system,
    /// [`JournalError::Entry`] for one that could not have happened.
    pub fn from_json(json: &[u8]) -> Result<Self, JournalError<S>> {
        if json.len() > Self::MOST_OCTETS {
            return Err(JournalError::TooLarge { found: json.len(), limit: Self::MOST_OCTETS });
        }
        serde_json::from_slice::<Journal<S>>(json).map_err(|error| shape(&error))?.fold()
    }

    /// The journal in JSON.
    ///
    /// # Errors
    /// Those of `serde_json`, never met.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

impl<S: System> Journal<S> {
    fn fold(self) -> Result<Application<S>, JournalError<S>> {
        let Self { version: Version, system: SystemName(_), id, opened, form, entries } = self;
        let draft = Application::draft(id, form, opened);
        entries.into_iter().enumerate().try_fold(draft, |application, (index, entry)| {
            application.apply(entry).map_err(|kept| JournalError::Entry { index, cause: kept.cause })
        })
    }
}

impl<'de, S: System> Deserialize<'de> for Application<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Journal::deserialize(deserializer)?.fold().map_err(de::Error::custom)
    }
}

impl<S: System> Serialize for Application<S> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        let journal: Journal<S> = Journal {
            version: Version,
            system: SystemName(PhantomData),
            id: self.id().clone(),
            opened: self.opened(),
            form: self.filed_form().clone(),
            entries: self.entries().to_vec(),
        };
        journal.serialize(serializer)
    }
}

struct Version;

impl Serialize for Version {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.serialize_u32(VERSION)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u32::deserialize(deserializer)? {
            VERSION => Ok(Self),
            found => Err(de::Error::custom(format_args!(
                "the journal is of version {found}, and this library reads version {VERSION}"
            ))),
        }
    }
}

const VERSION: u32 = 1;

struct SystemName<S>(PhantomData<fn() -> S>);

impl<S: System> Serialize for SystemName<S> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.serialize_str(S::NAME)
    }
}

impl<'de, S: System> Deserialize<'de> for SystemName<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let found = <Cow<'de, str>>::deserialize(deserializer)?;
        if found == S::NAME {
            return Ok(Self(PhantomData));
        }
        Err(de::Error::custom(format_args!(
            "the journal is of an application to {}, not to {}",
            Quoted(&found),
            S::NAME
        )))
    }
}

/// What the reader of JSON says may quote a text that somebody wrote into the wrong field: their number, or a million
/// characters.
fn shape<S: System>(error: &serde_json::Error) -> JournalError<S> {
    let (line, column) = (error.line(), error.column());
    let said = error.to_string();
    let what = said.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&said);
    // Masked before it is cut, or a number at the cut would be short of what is masked.
    let bounded: String = what.chars().take(2 * MOST_SAID).collect();
    let what: String = presentable(&bounded).chars().take(MOST_SAID).collect();
    JournalError::Shape { what: what.into(), line, column }
}

/// Characters of a sentence that quotes somebody else.
const MOST_SAID: usize = 300;

/// How many octets this has in JSON; more than there can be where it cannot be written, which is never.
pub(super) fn octets<T: Serialize>(value: &T) -> usize {
    serde_json::to_string(value).map_or(usize::MAX, |text| text.len().saturating_add(",".len()))
}

/// A name somebody else wrote, on one line and no longer than names are.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: String = self.0.chars().take(40).flat_map(char::escape_default).collect();
        f.write_str(&presentable(&shown))
    }
}
