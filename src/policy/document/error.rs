//! What is wrong with a document, all of it, each with its line and column.
//!
//! Made when a text is read. The surprising choice: a contradiction between rows is the violation that adopting the
//! profile would tell, with the place of one of the rows added, so that a policy of a file and one of the program are
//! refused with one sentence.

use std::fmt;

use super::fields::Faults;
use crate::request::Violation;

/// Everything that is wrong with a document, in the order of the text. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentErrors(Box<[DocumentError]>);

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {fault}")]
#[non_exhaustive]
pub struct DocumentError {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub fault: DocumentFault,
}

/// What can be wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentFault {
    /// It is not TOML or JSON.
    #[error("{problem}")]
    Syntax {
        /// What the parser says.
        problem: String,
    },
    /// More octets than [`Document::MAX_OCTETS`](super::Document::MAX_OCTETS).
    #[error("a policy has at most {limit} octets here, found {found}")]
    TooLong {
        /// The octets found.
        found: usize,
        /// The most there may be.
        limit: usize,
    },
    /// Lists and tables nested too deep.
    #[error("lists and tables are nested at most {limit} deep here")]
    TooDeep {
        /// The most levels there may be.
        limit: usize,
    },
    /// A list or a table with too many entries.
    #[error("a list or a table has at most {limit} entries here")]
    TooMany {
        /// The most there may be.
        limit: usize,
    },
    /// Faults after the last that is told.
    #[error("there is more that is wrong than these {limit}; mend them first")]
    More {
        /// The most that are told.
        limit: usize,
    },
    /// A key that means nothing there.
    #[error("the key {found} is not known here; known are {}", .known.join(", "))]
    UnknownKey {
        /// The key.
        found: String,
        /// Those that are known.
        known: &'static [&'static str],
    },
    /// A key that must be there.
    #[error("the key {key} is missing; nothing is assumed in its place")]
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// A key that is there twice.
    #[error("the key {key} is there a second time")]
    KeyTwice {
        /// The key.
        key: String,
    },
    /// A word that means nothing there.
    #[error("the word {found} is not known here; {}", words(.known))]
    UnknownWord {
        /// The word.
        found: String,
        /// Those that are known.
        known: &'static [&'static str],
    },
    /// A value of another type.
    #[error("found {found}, expected {expected}")]
    WrongType {
        /// What is there.
        found: String,
        /// What was to be there.
        expected: String,
    },
    /// A value of the type that is no value of the row: no identifier, no host name, a number out of range.
    #[error("{problem}")]
    Unfit {
        /// What is wrong with it.
        problem: String,
    },
    /// A row that cannot be, contradicts another, or never fires.
    #[error("{0}")]
    Contradiction(Violation),
}

fn words(known: &[&str]) -> String {
    if known.is_empty() { "the row has no such source".to_owned() } else { format!("known are {}", known.join(", ")) }
}

/// How many faults are told. A hostile text has one in every other octet.
const MOST_TOLD: usize = 500;

impl DocumentErrors {
    /// These, with their places in the text.
    pub(super) fn new(text: &str, mut faults: Faults) -> Self {
        faults.sort_by_key(|(at, _)| *at);
        faults.dedup();
        if faults.len() > MOST_TOLD {
            faults.truncate(MOST_TOLD);
            let after = faults.last().map_or(0, |(at, _)| *at);
            faults.push((after, DocumentFault::More { limit: MOST_TOLD }));
        }
        let mut place = Place { rest: text, offset: 0, line: 1, column: 1 };
        let told = faults.into_iter().map(|(at, fault)| {
            place.advance_to(at);
            DocumentError { line: place.line, column: place.column, fault }
        });
        Self(told.collect())
    }

    /// What is wrong.
    #[must_use]
    pub fn errors(&self) -> &[DocumentError] {
        &self.0
    }
}

impl fmt::Display for DocumentErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the policy cannot be loaded:")?;
        self.0.iter().try_for_each(|error| write!(f, "\n  {error}"))
    }
}

impl std::error::Error for DocumentErrors {}

/// A place in a text, which only moves on.
struct Place<'a> {
    rest: &'a str,
    offset: usize,
    line: usize,
    column: usize,
}

impl Place<'_> {
    fn advance_to(&mut self, at: usize) {
        let mut characters = self.rest.chars();
        while self.offset < at {
            let Some(character) = characters.next() else { break };
            self.offset = self.offset.saturating_add(character.len_utf8());
            (self.line, self.column) = match character {
                // Editors show no byte order mark.
                '\u{feff}' if self.offset == '\u{feff}'.len_utf8() => (self.line, self.column),
                '\n' => (self.line.saturating_add(1), 1),
                _ => (self.line, self.column.saturating_add(1)),
            };
        }
        self.rest = characters.as_str();
    }
}
