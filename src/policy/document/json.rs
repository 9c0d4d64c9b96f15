//! JSON as a tree.
//!
//! One of the two texts a document is read from; `serde_json` does the reading. The surprising choice: each list and
//! each object is read as raw texts first and those in turn, because a raw text is part of the document's own octets and
//! so tells where it stands; the levels are few and bounded.

use std::{borrow::Cow, collections::BTreeSet, fmt};

use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{
    error::DocumentFault,
    fields::Faults,
    tree::{Entry, MAX_DEPTH, Node, Value, bound},
};

/// The tree of a text, and the keys that are there twice; or what makes it no JSON.
pub(super) fn parse(text: &str) -> Result<(Node, Faults), Faults> {
    let not_json = |error: serde_json::Error| vec![syntax(text, &error)];
    let raw: &RawValue = serde_json::from_str(text).map_err(not_json)?;
    let mut parser = Parser { text, twice: Vec::new() };
    let node = parser.node(raw.get(), 0).map_err(|fault| vec![fault])?;
    Ok((node, parser.twice))
}

/// What the parser said, without its place, which is told apart.
fn syntax(text: &str, error: &serde_json::Error) -> (usize, DocumentFault) {
    let (line, column) = (error.line(), error.column());
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    // The end of a line is column 0 of the next one there.
    let before = if column == 0 { before.saturating_sub(1) } else { before };
    let told = error.to_string();
    let problem = told.split(" at line ").next().unwrap_or_default();
    let at = before.saturating_add(column.saturating_sub(1));
    (at, DocumentFault::Syntax { problem: format!("the text is not JSON: {problem}") })
}

struct Parser<'a> {
    text: &'a str,
    twice: Faults,
}

impl<'a> Parser<'a> {
    fn node(&mut self, raw: &'a str, depth: usize) -> Result<Node, (usize, DocumentFault)> {
        let at = self.offset(raw);
        if depth > MAX_DEPTH {
            return Err((at, DocumentFault::TooDeep { limit: MAX_DEPTH }));
        }
        let told = |error: serde_json::Error| {
            let (inside, fault) = syntax(raw, &error);
            (at.saturating_add(inside), fault)
        };
        let value = match raw.as_bytes().first() {
            Some(b'{') => {
                let object: Object<'a> = serde_json::from_str(raw).map_err(told)?;
                bound(at, object.0.len())?;
                Value::Table(self.table(object, depth)?)
            }
            Some(b'[') => {
                let list: Vec<&RawValue> = serde_json::from_str(raw).map_err(told)?;
                bound(at, list.len())?;
                let next = depth.saturating_add(1);
                Value::List(list.into_iter().map(|raw| self.node(raw.get(), next)).collect::<Result<_, _>>()?)
            }
            Some(b'"') => Value::Text(serde_json::from_str(raw).map_err(told)?),
            Some(b't') => Value::Boolean(true),
            Some(b'f') => Value::Boolean(false),
            Some(b'n') => Value::Null,
            _ => {
                serde_json::from_str(raw).map_or(Value::Unfit("a number that is no integer of 64 bits"), Value::Integer)
            }
        };
        Ok(Node { at, value })
    }

    fn table(&mut self, object: Object<'a>, depth: usize) -> Result<Vec<Entry>, (usize, DocumentFault)> {
        let (mut entries, mut keys) = (Vec::with_capacity(object.0.len()), BTreeSet::new());
        for (key, raw) in object.0 {
            let (at, written) = (self.offset(key.get()), key.get());
            let key: Cow<'a, str> = serde_json::from_str(written).map(|Key(key)| key).map_err(|error| {
                let (inside, fault) = syntax(written, &error);
                (at.saturating_add(inside), fault)
            })?;
            let node = self.node(raw.get(), depth.saturating_add(1))?;
            if keys.insert(key.clone()) {
                entries.push(Entry { key: key.into_owned(), at, node });
            } else {
                self.twice.push((at, DocumentFault::KeyTwice { key: key.into_owned() }));
            }
        }
        Ok(entries)
    }

    /// Where a part of the text begins.
    fn offset(&self, part: &str) -> usize {
        part.as_ptr().addr().saturating_sub(self.text.as_ptr().addr())
    }
}

/// The keys of an object in their order, those that are there twice too, and their values, all as they are written.
struct Object<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de> serde::Deserialize<'de> for Object<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Pairs)
    }
}

struct Pairs;

impl<'de> Visitor<'de> for Pairs {
    type Value = Object<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Object(pairs))
    }
}

/// A key, borrowed where it has no escapes.
#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);
