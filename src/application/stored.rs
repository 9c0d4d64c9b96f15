//! Journals as they are stored: versioned, and folded again when they are loaded.
//!
//! `serde` reads and writes an [`Application`] as its journal. The first fields are the version and the system, so a journal of
//! another program is refused before its form is looked at. [`Application::from_json`] bounds what it reads and masks numbers
//! in what it says of it; another format read through `serde` quotes as it likes. The surprising choice: loading is the same
//! fold as living through it, with every rule; a journal that a bug or a hand let go where no application can go is told by the
//! entry.

use std::{borrow::Cow, fmt, io, marker::PhantomData};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Application, ApplicationId, Entry, EventError, Moment, System};
use crate::x509::mask_digits;

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
    #[error("this is no journal of an application to {name}: {0}", name = S::NAME)]
    Shape(#[source] NotAJournal),
    /// It could not have happened.
    #[error("entry {index} of the journal could not have happened: {cause}")]
    Entry {
        /// Which, counted from 0.
        index: usize,
        /// Why.
        cause: EventError<S>,
    },
}

/// What is said of a text that is no journal. Numbers that could be somebody's are masked, since a parser quotes what it
/// found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotAJournal(Box<str>);

impl From<serde_json::Error> for NotAJournal {
    fn from(error: serde_json::Error) -> Self {
        Self(told(&error.to_string()).into())
    }
}

impl<S: System> Application<S> {
    /// The version of journals that is read and written.
    pub const JOURNAL_VERSION: u32 = 1;

    /// Most octets of a journal in JSON: of a thousand entries, a thousand each. (Proposed.)
    pub const MOST_OCTETS: usize = 1 << 20;

    /// Loads a journal from JSON.
    ///
    /// # Errors
    /// [`JournalError`].
    pub fn from_json(json: &[u8]) -> Result<Self, JournalError<S>> {
        if json.len() > Self::MOST_OCTETS {
            return Err(JournalError::TooLarge { found: json.len(), limit: Self::MOST_OCTETS });
        }
        serde_json::from_slice::<Journal<S>>(json).map_err(|error| JournalError::Shape(error.into()))?.fold()
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

/// What somebody else wrote, bounded before it is masked, since a parser quotes as much as it was given.
fn told(text: &str) -> String {
    const MOST_CHARACTERS: usize = 1_000;
    mask_digits(&text.chars().take(MOST_CHARACTERS).collect::<String>())
}

/// How many octets this has in JSON; more than there can be where it cannot be written, which is never.
pub(super) fn octets<T: Serialize>(value: &T) -> usize {
    let mut count = Count(0);
    serde_json::to_writer(&mut count, value).map_or(usize::MAX, |()| count.0.saturating_add(",".len()))
}

struct Count(usize);

impl io::Write for Count {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.0 = self.0.saturating_add(octets.len());
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A name somebody else wrote, on one line and no longer than names are.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: String = self.0.chars().take(40).flat_map(char::escape_default).collect();
        f.write_str(&mask_digits(&shown))
    }
}
