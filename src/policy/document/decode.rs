//! Rows out of a tree, by serde, with the place of whatever does not fit.
//!
//! Called by `fields` once for each key of a document. The surprising choice: whatever does not fit is taken out of its
//! list or its table and the rest is read again, so that all that is wrong is told and not the first of it. What the
//! rest lacks then is no news and is taken out in turn, and a value that anything but an unknown key was taken from is
//! never used.

use std::{collections::BTreeSet, fmt};

use serde::{
    Deserializer,
    de::{
        self, DeserializeOwned, DeserializeSeed, EnumAccess, Error as _, Expected, IntoDeserializer, MapAccess,
        SeqAccess, Unexpected, VariantAccess, Visitor, value::StrDeserializer,
    },
    forward_to_deserialize_any,
};

use super::{
    error::DocumentFault,
    tree::{Entry, Node, Taken, Value},
};

/// Something that does not fit, and where once that is known.
#[derive(Debug)]
pub(super) struct Misfit {
    pub(super) at: Option<usize>,
    pub(super) fault: DocumentFault,
    /// Of a table that lacks a key: every key it lacks.
    lacking: Vec<&'static str>,
}

/// Reads a value; tells everything that does not fit. There is a value if nothing but unknown keys did not.
pub(super) fn read<T: DeserializeOwned>(node: &Node, faults: &mut Vec<(usize, DocumentFault)>) -> Option<T> {
    let (mut node, mut losses, mut found) = (node.clone(), Losses::default(), Vec::new());
    for _ in 0..MOST_READINGS {
        let misfit = match T::deserialize(&node) {
            Ok(value) => {
                faults.append(&mut found);
                return losses.0.is_empty().then_some(value);
            }
            Err(misfit) => misfit,
        };
        let at = misfit.at.unwrap_or(node.at);
        let is_unknown_key = matches!(misfit.fault, DocumentFault::UnknownKey { .. });
        found.extend(losses.news(at, misfit).into_iter().map(|fault| (at, fault)));
        let goes_on = match node.take(at) {
            Taken::Inside { holder, key } => {
                // What nobody knows is no loss to what is known.
                if !is_unknown_key {
                    losses.0.insert((holder, key));
                }
                true
            }
            Taken::Nothing | Taken::Whole => false,
        };
        if !goes_on || found.len() >= MOST_FAULTS {
            break;
        }
    }
    found.truncate(MOST_FAULTS);
    faults.append(&mut found);
    None
}

/// How many faults of one key are told, and how often it is read again to find them.
const MOST_FAULTS: usize = 100;
const MOST_READINGS: usize = 300;

/// The lists and tables something was taken out of, by their offsets, and the key it had there.
#[derive(Default)]
struct Losses(BTreeSet<(usize, Option<String>)>);

impl Losses {
    /// What a misfit tells that does not come of an earlier loss.
    fn news(&self, at: usize, misfit: Misfit) -> Vec<DocumentFault> {
        let is_known = |key: &str| self.0.contains(&(at, Some(key.to_owned())));
        let is_hurt = || self.0.iter().any(|(holder, _)| *holder == at);
        match misfit.fault {
            DocumentFault::MissingKey { .. } => {
                let keys = misfit.lacking.into_iter().filter(|key| !is_known(key));
                keys.map(|key| DocumentFault::MissingKey { key }).collect()
            }
            fault @ DocumentFault::UnknownKey { .. } => vec![fault],
            _ if is_hurt() => Vec::new(),
            fault => vec![fault],
        }
    }
}

/// Keys that may be left out of tables of which others may not.
const OPTIONAL: [&str; 1] = ["qualifiers"];

impl Misfit {
    const fn new(fault: DocumentFault) -> Self {
        Self { at: None, fault, lacking: Vec::new() }
    }

    /// Here, unless it is somewhere inside.
    fn at(self, at: usize) -> Self {
        Self { at: self.at.or(Some(at)), ..self }
    }

    /// With every key that a table lacks, where it is one that it lacks: serde tells the first.
    fn of_table(mut self, table: &Node, keys: &'static [&'static str]) -> Self {
        if self.at == Some(table.at)
            && self.lacking.is_empty()
            && matches!(self.fault, DocumentFault::MissingKey { .. })
        {
            let lacks = |key: &&'static str| table.entry(key).is_none() && !OPTIONAL.contains(key);
            self.lacking = keys.iter().copied().filter(lacks).collect();
        }
        self
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fault.fmt(f)
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(DocumentFault::Unfit { problem: message.to_string() })
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(DocumentFault::WrongType { found: in_words(found), expected: wanted(expected) })
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(found, expected)
    }

    fn unknown_variant(found: &str, known: &'static [&'static str]) -> Self {
        Self::new(DocumentFault::UnknownWord { found: found.to_owned(), known })
    }

    fn unknown_field(found: &str, known: &'static [&'static str]) -> Self {
        Self::new(DocumentFault::UnknownKey { found: found.to_owned(), known })
    }

    fn missing_field(key: &'static str) -> Self {
        Self::new(DocumentFault::MissingKey { key })
    }

    fn duplicate_field(key: &'static str) -> Self {
        Self::new(DocumentFault::KeyTwice { key: key.to_owned() })
    }
}

/// In the words of a person who writes a file: `u16` is a range of numbers.
fn wanted(expected: &dyn Expected) -> String {
    match expected.to_string().as_str() {
        "u8" => format!("a number from 0 to {}", u8::MAX),
        "u16" => format!("a number from 0 to {}", u16::MAX),
        "u32" => format!("a number from 0 to {}", u32::MAX),
        "a string" => "a text".to_owned(),
        "a sequence" => "a list".to_owned(),
        other if other.starts_with("struct ") => "a table".to_owned(),
        other => other.to_owned(),
    }
}

/// In the words of both formats: a "map" is a table.
fn in_words(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Map | Unexpected::StructVariant => "a table".to_owned(),
        Unexpected::Seq | Unexpected::TupleVariant => "a list".to_owned(),
        Unexpected::Unit | Unexpected::Option | Unexpected::UnitVariant => "nothing".to_owned(),
        Unexpected::Str(text) => format!("the text {text:?}"),
        Unexpected::Signed(number) => format!("the number {number}"),
        Unexpected::Unsigned(number) => format!("the number {number}"),
        Unexpected::Other(what) => what.to_owned(),
        other => other.to_string(),
    }
}

impl<'de> Deserializer<'de> for &Node {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let read = match &self.value {
            Value::Null => visitor.visit_unit(),
            Value::Boolean(value) => visitor.visit_bool(*value),
            Value::Integer(number) => match u64::try_from(*number) {
                Ok(number) => visitor.visit_u64(number),
                Err(_) => visitor.visit_i64(*number),
            },
            Value::Text(text) => visitor.visit_str(text),
            Value::List(list) => {
                let mut elements = Elements(list.iter());
                visitor.visit_seq(&mut elements).and_then(|value| match elements.0.next() {
                    None => Ok(value),
                    Some(more) => Err(Misfit::custom("the list ends before this element").at(more.at)),
                })
            }
            Value::Table(entries) => visitor.visit_map(Keys { rest: entries.iter(), value: None }),
            Value::Unfit(what) => Err(Misfit::invalid_type(Unexpected::Other(what), &visitor)),
        };
        read.map_err(|misfit| misfit.at(self.at))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if self.value == Value::Null { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    /// A table only: serde would read a list as the values of the keys in their order.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        keys: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        if let Value::List(_) = self.value {
            return Err(Misfit::invalid_type(Unexpected::Seq, &visitor).at(self.at));
        }
        self.deserialize_any(visitor).map_err(|misfit| misfit.of_table(self, keys))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let choice = match &self.value {
            Value::Text(word) => Ok(Choice { word, at: self.at, node: None }),
            Value::Table(entries) => match entries.as_slice() {
                [Entry { key, at, node }] => Ok(Choice { word: key, at: *at, node: Some(node) }),
                entries => Err(format!("a table of {} keys", entries.len())),
            },
            Value::List(_) => Err("a list".to_owned()),
            Value::Null => Err("nothing".to_owned()),
            Value::Boolean(_) => Err("a truth value".to_owned()),
            Value::Integer(_) => Err("a number".to_owned()),
            Value::Unfit(what) => Err((*what).to_owned()),
        };
        let expected = "a word, or a table with one key".to_owned();
        choice
            .map_err(|found| Misfit::new(DocumentFault::WrongType { found, expected }))
            .and_then(|choice| visitor.visit_enum(choice))
            .map_err(|misfit| misfit.at(self.at))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

struct Elements<'a>(std::slice::Iter<'a, Node>);

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Misfit> {
        self.0.next().map(|node| seed.deserialize(node).map_err(|misfit| misfit.at(node.at))).transpose()
    }
}

struct Keys<'a> {
    rest: std::slice::Iter<'a, Entry>,
    value: Option<&'a Node>,
}

impl<'de> MapAccess<'de> for Keys<'_> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Misfit> {
        let Some(entry) = self.rest.next() else { return Ok(None) };
        self.value = Some(&entry.node);
        let key: StrDeserializer<'_, Misfit> = entry.key.as_str().into_deserializer();
        seed.deserialize(key).map(Some).map_err(|misfit| misfit.at(entry.at))
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Misfit> {
        let node = self.value.take().ok_or_else(|| Misfit::custom("a key without a value"))?;
        seed.deserialize(node).map_err(|misfit| misfit.at(node.at))
    }
}

/// A word of an enum, and the value after it where there is one.
struct Choice<'a> {
    word: &'a str,
    at: usize,
    node: Option<&'a Node>,
}

impl<'de, 'a> EnumAccess<'de> for Choice<'a> {
    type Error = Misfit;
    type Variant = After<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, After<'a>), Misfit> {
        let word: StrDeserializer<'_, Misfit> = self.word.into_deserializer();
        let variant = seed.deserialize(word).map_err(|misfit| misfit.at(self.at))?;
        Ok((variant, After { word: self.word, node: self.node }))
    }
}

struct After<'a> {
    word: &'a str,
    node: Option<&'a Node>,
}

impl<'a> After<'a> {
    fn node(&self) -> Result<&'a Node, Misfit> {
        let alone = || {
            let found = format!("the word {:?} alone", self.word);
            Misfit::new(DocumentFault::WrongType { found, expected: "a table with it as its key".to_owned() })
        };
        self.node.ok_or_else(alone)
    }
}

impl<'de> VariantAccess<'de> for After<'_> {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        match self.node {
            None => Ok(()),
            Some(node) => {
                let found = format!("a value after {:?}", self.word);
                Err(Misfit::new(DocumentFault::WrongType { found, expected: "the word alone".to_owned() }).at(node.at))
            }
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Misfit> {
        let node = self.node()?;
        seed.deserialize(node).map_err(|misfit| misfit.at(node.at))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Misfit> {
        self.node()?.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, keys: &'static [&'static str], visitor: V) -> Result<V::Value, Misfit> {
        self.node()?.deserialize_struct("", keys, visitor)
    }
}
