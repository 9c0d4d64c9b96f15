//! Keys that somebody has found, leaked or broken, and lists of them.
//!
//! Asked beside the floor under every key: a list knows single keys where the floor knows kinds of them (Baseline
//! Requirements §6.1.1.3, B-06). Two formats are read, [`BadkeysList`] and [`SpkiHashes`]; a service or a database joins
//! by implementing [`KeyBlocklist`]. The surprising choice: a list hashes with what the caller's provider has, so that it
//! holds no cryptography of its own, and it says in which entry it found the key, because a subscriber asks that next.

mod badkeys;
mod spki_hashes;

use std::{borrow::Cow, fmt};

use super::{Path, Violation};
use crate::crypto::{Digest, PublicKey};

pub use badkeys::BadkeysList;
pub use spki_hashes::SpkiHashes;

/// A list of keys that are not to be certified.
///
/// ```
/// use chancery::{
///     crypto::{Digest, PublicKey},
///     request::{KeyBlocklist, Listed, ListedEntry},
/// };
///
/// /// The key of the laptop that was left on a train.
/// struct Lost(PublicKey);
///
/// impl KeyBlocklist for Lost {
///     fn find(&self, key: &PublicKey, _digest: &dyn Digest) -> Option<Listed> {
///         (*key == self.0).then(|| Listed::new("lost property", ListedEntry::Named("the laptop of May".into())))
///     }
/// }
/// ```
pub trait KeyBlocklist: Send + Sync {
    /// Where the list has this key; `None` when it does not have it. Lists go by hashes, which `digest` makes.
    fn find(&self, key: &PublicKey, digest: &dyn Digest) -> Option<Listed>;
}

/// Where a key was found: in which list, and in which entry of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listed {
    /// The list, by the name its owner gave it.
    pub list: Cow<'static, str>,
    /// The entry.
    pub entry: ListedEntry,
}

/// How a list tells its entries apart.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListedEntry {
    /// By the collection an entry comes from: the last octet of its record in a [`BadkeysList`].
    Id(u8),
    /// By its line in a text.
    Line {
        /// The line; the first is 1.
        line: usize,
        /// What stands after the hash.
        remark: Option<String>,
    },
    /// By a name.
    Named(String),
}

impl Listed {
    /// An entry of a list.
    #[must_use]
    pub fn new(list: impl Into<Cow<'static, str>>, entry: ListedEntry) -> Self {
        Self { list: list.into(), entry }
    }

    /// The same as a violation of the rule `key.blocklisted` (Baseline Requirements §6.1.1.3).
    #[must_use]
    pub fn violation(&self) -> Violation {
        Violation::new(
            "key.blocklisted",
            Path::new("subjectPublicKeyInfo"),
            format!("a key on {self}"),
            "a key on no blocklist",
            "Baseline Requirements §6.1.1.3",
        )
    }
}

impl fmt::Display for Listed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { list, entry } = self;
        write!(f, "the blocklist {list}, {entry}")
    }
}

impl fmt::Display for ListedEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => write!(f, "id {id}"),
            Self::Line { line, remark: None } => write!(f, "line {line}"),
            Self::Line { line, remark: Some(remark) } => write!(f, "line {line}: {remark}"),
            Self::Named(name) => f.write_str(name),
        }
    }
}

/// Why octets are no blocklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BlocklistError {
    /// Nothing stands in it. A list that failed to arrive looks like this, and would let every key pass.
    #[error("the blocklist has no entry; an empty list lets every key pass, so leave it out if that is meant")]
    Empty,
    /// It was not unpacked.
    #[error("the blocklist is compressed with xz; unpack it first, for example with unxz")]
    Compressed,
    /// The records of a [`BadkeysList`] do not come out even.
    #[error("the blocklist has {found} octets, which is no whole number of records of 16 octets")]
    Length {
        /// Octets.
        found: usize,
    },
    /// The records of a [`BadkeysList`] are not in ascending order, so that a search would miss some.
    #[error("record {record} of the blocklist is below the one before it; the records must be in ascending order")]
    Order {
        /// The record that is too low; the first is 1.
        record: usize,
    },
    /// A text is longer than is read.
    #[error("the blocklist has {found} octets, and at most {limit} are read as text")]
    TooLarge {
        /// Octets.
        found: usize,
        /// The most that are read.
        limit: usize,
    },
    /// A line is longer than is read.
    #[error("line {line} of the blocklist has {found} octets, more than {limit}")]
    LineTooLong {
        /// The line; the first is 1.
        line: usize,
        /// Octets.
        found: usize,
        /// The most that are read.
        limit: usize,
    },
    /// A line is no text.
    #[error("line {line} of the blocklist is not UTF-8 text")]
    NotUtf8 {
        /// The line; the first is 1.
        line: usize,
    },
    /// What a line begins with is too short or too long for a hash.
    #[error("line {line} of the blocklist begins with {found} characters and not with the 64 hex digits of SHA-256")]
    HashLength {
        /// The line; the first is 1.
        line: usize,
        /// Characters before the first space.
        found: usize,
    },
    /// What a line begins with has the length of a hash and is none.
    #[error("line {line} of the blocklist begins with 64 characters of which one is no hex digit")]
    NotHexadecimal {
        /// The line; the first is 1.
        line: usize,
    },
}

#[cfg(test)]
mod tests;
