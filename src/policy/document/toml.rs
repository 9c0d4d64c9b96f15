//! TOML as a tree, with feature `toml`.
//!
//! One of the two texts a document is read from; the `toml` crate does the reading and knows where each value stands.
//! The surprising choice: dates and fractions, which TOML has and no policy, are kept as what they are, so that they are
//! told with their place like any other value of a wrong type.

use ::toml::{
    Spanned,
    de::{DeInteger, DeTable, DeValue},
};

use super::{
    error::DocumentFault,
    fields::Faults,
    tree::{Entry, MAX_DEPTH, Node, Value, bound},
};

/// The tree of a text; or everything that is wrong with it as TOML.
pub(super) fn parse(text: &str) -> Result<(Node, Faults), Faults> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let told = |error: &::toml::de::Error| {
            let at = error.span().map_or(0, |span| span.start);
            (at, DocumentFault::Syntax { problem: format!("the text is not TOML: {}", error.message()) })
        };
        return Err(errors.iter().map(told).collect());
    }
    let (at, length) = (table.span().start, table.get_ref().len());
    bound(at, length).map_err(|fault| vec![fault])?;
    let entries = entries(table.get_ref(), 0).map_err(|fault| vec![fault])?;
    Ok((Node { at, value: Value::Table(entries) }, Vec::new()))
}

fn node(spanned: &Spanned<DeValue<'_>>, depth: usize) -> Result<Node, (usize, DocumentFault)> {
    let at = spanned.span().start;
    if depth > MAX_DEPTH {
        return Err((at, DocumentFault::TooDeep { limit: MAX_DEPTH }));
    }
    let value = match spanned.get_ref() {
        DeValue::String(text) => Value::Text(text.clone().into_owned()),
        DeValue::Integer(number) => integer(number),
        DeValue::Boolean(value) => Value::Boolean(*value),
        DeValue::Float(_) => Value::Unfit("a fraction"),
        DeValue::Datetime(_) => Value::Unfit("a date or a time"),
        DeValue::Array(list) => {
            bound(at, list.len())?;
            let next = depth.saturating_add(1);
            Value::List(list.iter().map(|element| node(element, next)).collect::<Result<_, _>>()?)
        }
        DeValue::Table(table) => {
            bound(at, table.len())?;
            Value::Table(entries(table, depth)?)
        }
    };
    Ok(Node { at, value })
}

/// In the order of the text: the parser sorts keys.
fn entries(table: &DeTable<'_>, depth: usize) -> Result<Vec<Entry>, (usize, DocumentFault)> {
    let mut entries = Vec::with_capacity(table.len());
    for (key, value) in table {
        let node = node(value, depth.saturating_add(1))?;
        entries.push(Entry { key: key.get_ref().clone().into_owned(), at: key.span().start, node });
    }
    entries.sort_by_key(|entry| entry.at);
    Ok(entries)
}

fn integer(number: &DeInteger<'_>) -> Value {
    i64::from_str_radix(number.as_str(), number.radix())
        .map_or(Value::Unfit("a number that is no integer of 64 bits"), Value::Integer)
}
