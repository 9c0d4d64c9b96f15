//! A text as a tree of values that know where they stand.
//!
//! Made of JSON or TOML, the same for both, and read by serde through `decode`. The surprising choice: a position is the
//! offset of an octet, and becomes a line and a column only when something is said about it.

use super::error::DocumentFault;

/// A value, and the offset of its first octet.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) at: usize,
    pub(super) value: Value,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Boolean(bool),
    Integer(i64),
    Text(String),
    List(Vec<Node>),
    Table(Vec<Entry>),
    /// What no policy has: a fraction, a date, a number out of range; in words.
    Unfit(&'static str),
}

/// A key of a table, and the offset of its first octet.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) at: usize,
    pub(super) node: Node,
}

/// Deepest nesting of a document. The deepest policy has nine levels.
pub(super) const MAX_DEPTH: usize = 32;

/// Most elements of a list, and keys of a table. What rows contradict is found by holding each element against the others.
pub(super) const MAX_ENTRIES: usize = 500;

/// Refuses a list or table at this offset with too many entries.
pub(super) const fn bound(at: usize, entries: usize) -> Result<(), (usize, DocumentFault)> {
    if entries > MAX_ENTRIES { Err((at, DocumentFault::TooMany { limit: MAX_ENTRIES })) } else { Ok(()) }
}

impl Node {
    /// The entries, where it is a table.
    pub(super) fn entries(&self) -> &[Entry] {
        if let Value::Table(entries) = &self.value { entries } else { &[] }
    }

    /// The entry with this key.
    pub(super) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The element with this index, where it is a list.
    pub(super) fn element(&self, index: usize) -> Option<&Self> {
        if let Value::List(list) = &self.value { list.get(index) } else { None }
    }

    /// Takes out the innermost element of a list or key of a table at this offset.
    pub(super) fn take(&mut self, at: usize) -> Taken {
        let holder = self.at;
        match &mut self.value {
            Value::List(list) => {
                for (index, node) in list.iter_mut().enumerate() {
                    match node.take(at) {
                        Taken::Nothing => {}
                        Taken::Whole => {
                            list.remove(index);
                            return Taken::Inside { holder, key: None };
                        }
                        inside @ Taken::Inside { .. } => return inside,
                    }
                }
            }
            Value::Table(entries) => {
                for (index, entry) in entries.iter_mut().enumerate() {
                    match entry.node.take(at) {
                        Taken::Nothing if entry.at != at => {}
                        Taken::Nothing | Taken::Whole => {
                            let key = Some(entries.remove(index).key);
                            return Taken::Inside { holder, key };
                        }
                        inside @ Taken::Inside { .. } => return inside,
                    }
                }
            }
            _ => {}
        }
        if self.at == at { Taken::Whole } else { Taken::Nothing }
    }
}

/// What was taken out of a tree.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// Nothing is at the offset.
    Nothing,
    /// All of it.
    Whole,
    /// Something of a list, or a key of a table, by the offset of the list or the table.
    Inside { holder: usize, key: Option<String> },
}
