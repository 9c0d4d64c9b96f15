//! The JSON Schema of policy files (draft 2020-12), for editors and for programs that write policies.
//!
//! Beside the reader: derived from the types it reads into, `schema::texts` for the texts that have a rule. The
//! surprising choice: it is mended once more as a whole, since types say less than a row does: sources that a row does
//! not have are taken out, so that no editor proposes them, and descriptions lose what only rustdoc can show.

use schemars::{Schema, generate::SchemaSettings, transform::transform_subschemas};
use serde_json::{Map, Value, json};

use super::{Document, fields};
use crate::{
    inventory::KeyMaker,
    policy::{Delivery, Profile},
};

mod texts;

impl Document {
    /// The JSON Schema of a policy file (draft 2020-12), as JSON.
    ///
    /// Whatever [`Document::from_json`] reads is valid under it. The other way round it finds the faults of shape: keys
    /// that are missing or unknown, values of another type, words nobody knows, numbers out of range, sources that a row
    /// does not have, a delivery that does not fit the maker of the key. Rows that contradict each other, rows that never
    /// fire, names that are none and keys that are there twice are found by [`Document::from_json`] alone. TOML has the
    /// same shape.
    ///
    /// ```
    /// use chancery::policy::Document;
    /// let schema: serde_json::Value = serde_json::from_str(&Document::json_schema())?;
    /// assert_eq!(schema["required"].as_array().map(Vec::len), Some(25));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn json_schema() -> String {
        let mut generator = SchemaSettings::draft2020_12().with_transform(mend).into_generator();
        let maker = generator.subschema_for::<KeyMaker>().to_value();
        let mut schema = generator.into_root_schema_for::<Profile>();
        if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
            properties.insert("key-origin".to_owned(), described(maker, "Who makes the keys."));
        }
        let whole = schema.ensure_object();
        whole.insert("title".to_owned(), "A policy of a certificate authority".into());
        whole.insert("description".to_owned(), DESCRIPTION.into());
        whole.insert("required".to_owned(), fields::KEYS.as_slice().into());
        whole.append(&mut delivery_by_maker());
        format!("{:#}\n", schema.as_value())
    }
}

const DESCRIPTION: &str = "Which certificates an authority issues, to whom and with what in them: one row for each field \
                           and extension. Every key is written out; nothing is assumed in the place of one.";

fn described(mut schema: Value, description: &str) -> Value {
    if let Some(object) = schema.as_object_mut() {
        object.insert("description".to_owned(), description.into());
    }
    schema
}

/// What is handed out fits whoever makes the key.
fn delivery_by_maker() -> Map<String, Value> {
    let of = |maker: KeyMaker| Delivery::ALL.into_iter().filter(move |delivery| delivery.key_maker() == maker);
    let within = |maker| json!({ "properties": { "delivery": { "enum": of(maker).collect::<Vec<_>>() } } });
    [
        ("if", json!({ "required": ["key-origin"], "properties": { "key-origin": { "const": KeyMaker::Authority } } })),
        ("then", within(KeyMaker::Authority)),
        ("else", within(KeyMaker::Subscriber)),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into_iter()
    .collect()
}

/// What is done to every schema in it.
fn mend(schema: &mut Schema) {
    transform_subschemas(&mut mend, schema);
    let Some(object) = schema.as_object_mut() else { return };
    take_sources_out(object);
    bound(object);
    if let Some(Value::String(text)) = object.get_mut("description") {
        *text = plain(text);
    }
}

/// Takes out the sources with a column the row does not have. Facts make names and nothing else, so the row that is held
/// against facts when a request asks is the one that is made of them when none does.
fn take_sources_out(object: &mut Map<String, Value>) {
    let Some(sources) = object.get_mut("oneOf").and_then(Value::as_array_mut) else { return };
    sources.retain(|source| !properties(source).any(|(_, value)| has_no_value(value)));
    let has = |name: &str| sources.iter().flat_map(properties).any(|(key, _)| key == name);
    if has("from-facts") && !has("from-request") {
        sources.retain(|source| !properties(source).any(|(key, _)| key == "from-facts"));
    }
}

/// Whether a table needs a value of [`Never`](crate::policy::Never).
fn has_no_value(table: &Value) -> bool {
    properties(table).any(|(_, column)| *column == json!(false) || column.get("not") == Some(&json!({})))
}

fn properties(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema.get("properties").and_then(Value::as_object).into_iter().flatten()
}

/// A format such as `uint32`, which no standard has, as the bounds it means.
fn bound(object: &mut Map<String, Value>) {
    let most = match object.get("format").and_then(Value::as_str) {
        Some("uint8") => u32::from(u8::MAX),
        Some("uint16") => u32::from(u16::MAX),
        Some("uint32") => u32::MAX,
        _ => return,
    };
    object.remove("format");
    object.entry("maximum").or_insert_with(|| most.into());
}

/// A comment without what only rustdoc shows: examples and ASN.1, tables, links, code marks; a paragraph to a line.
fn plain(comment: &str) -> String {
    let prose = comment.split("```").step_by(2).collect::<String>();
    let paragraphs = prose.split("\n\n").map(str::trim).filter(|text| !text.is_empty() && !text.starts_with('|'));
    let paragraphs = paragraphs.map(|paragraph| without_links(&paragraph.replace('\n', " ")).replace('`', ""));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// The text of links, `[text]` and `[text](target)`.
fn without_links(text: &str) -> String {
    let mut parts = text.split("[`");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (label, after) = part.split_once("`]").unwrap_or((part, ""));
        let target = after.strip_prefix('(').and_then(|target| target.split_once(')'));
        plain.push_str(label);
        plain.push_str(target.map_or(after, |(_, after)| after));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_lose_what_only_rustdoc_shows() {
        let comment = "Where [`Row`](crate::policy::Row) and [`Never`] are\nsaid, [0] among `them`.\n\n```text\nA ::= [0] B\n```\n\nMore.";
        assert_eq!(plain(comment), "Where Row and Never are said, [0] among them.\n\nMore.");
        assert_eq!(plain("| a | b |\n|---|---|\n\nOne.\n\n```\nuse chancery;\n```"), "One.");
    }
}
