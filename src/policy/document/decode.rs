//! Rows out of a tree, by serde, with the place of whatever does not fit.
//!
//! Called by `fields` once for each key of a document. The surprising choice: a value that does not fit is taken out of
//! its list, or an unknown key out of its table, and the rest is read again, so that one reading tells all that is wrong
//! and not the first of it; what was mended so is never used.

use std::fmt;

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
    tree::{Entry, Node, Value},
};

/// Something that does not fit, and where once that is known.
#[derive(Debug)]
pub(super) struct Misfit {
    pub(super) at: Option<usize>,
    pub(super) fault: DocumentFault,
}

/// Reads a value; tells everything that does not fit. There is a value if nothing but unknown keys did not.
pub(super) fn read<T: DeserializeOwned>(node: &Node, faults: &mut Vec<(usize, DocumentFault)>) -> Option<T> {
    let (mut node, mut mended, mut found) = (node.clone(), false, 0_usize);
    loop {
        let misfit = match T::deserialize(&node) {
            Ok(value) => return (!mended).then_some(value),
            Err(misfit) => misfit,
        };
        let at = misfit.at.unwrap_or(node.at);
        let goes_on = match misfit.fault {
            DocumentFault::UnknownKey { .. } => node.take_key(at),
            _ => {
                mended = true;
                node.take_element(at)
            }
        };
        faults.push((at, misfit.fault));
        found = found.saturating_add(1);
        if !goes_on || found == MOST_FAULTS {
            return None;
        }
    }
}

/// How many faults of one key are told: each is found by reading the key again.
const MOST_FAULTS: usize = 100;

impl Misfit {
    fn new(fault: DocumentFault) -> Self {
        Self { at: None, fault }
    }

    /// Here, unless it is somewhere inside.
    fn at(self, at: usize) -> Self {
        Self { at: self.at.or(Some(at)), fault: self.fault }
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
        other => other.strip_prefix("struct ").map_or_else(|| other.to_owned(), |_| "a table".to_owned()),
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

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.table(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

impl Node {
    /// The keys of a table, and not its values alone in their order, which serde would take for one.
    fn table<'de, V: Visitor<'de>>(&self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            Value::List(_) => Err(Misfit::invalid_type(Unexpected::Seq, &visitor).at(self.at)),
            _ => self.deserialize_any(visitor),
        }
    }
}

struct Elements<'a>(std::slice::Iter<'a, Node>);

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Misfit> {
        self.0.next().map(|node| seed.deserialize(node)).transpose()
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
        seed.deserialize(node)
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
        seed.deserialize(self.node()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Misfit> {
        self.node()?.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Misfit> {
        self.node()?.table(visitor)
    }
}
