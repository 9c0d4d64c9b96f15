//! A text as a tree of values that know where they stand.
//!
//! Made of JSON or TOML, the same for both, and read by serde through `decode`. The surprising choice: a position is the
//! offset of an octet, and becomes a line and a column only when something is said about it.

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

    /// Whether the offset is that of this value, of a key in it, or of a value in it.
    fn has(&self, at: usize) -> bool {
        self.at == at
            || match &self.value {
                Value::List(list) => list.iter().any(|node| node.has(at)),
                Value::Table(entries) => entries.iter().any(|entry| entry.at == at || entry.node.has(at)),
                _ => false,
            }
    }

    /// Takes out the key at this offset; whether there was one.
    pub(super) fn take_key(&mut self, at: usize) -> bool {
        match &mut self.value {
            Value::List(list) => list.iter_mut().any(|node| node.take_key(at)),
            Value::Table(entries) => {
                let before = entries.len();
                entries.retain(|entry| entry.at != at);
                entries.len() < before || entries.iter_mut().any(|entry| entry.node.take_key(at))
            }
            _ => false,
        }
    }

    /// Takes out the innermost element of a list in which this offset is; whether there was one.
    pub(super) fn take_element(&mut self, at: usize) -> bool {
        match &mut self.value {
            Value::List(list) => {
                let Some(index) = list.iter().position(|node| node.has(at)) else { return false };
                if !list.get_mut(index).is_some_and(|node| node.take_element(at)) {
                    list.remove(index);
                }
                true
            }
            Value::Table(entries) => entries.iter_mut().any(|entry| entry.node.take_element(at)),
            _ => false,
        }
    }
}
