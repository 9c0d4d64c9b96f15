//! The schemas of texts that have a rule: identifiers, names, addresses, octets.
//!
//! Kept together, because none is derived: these types read and write a text of their own. A pattern may let pass what
//! the type refuses and never refuses what the type reads. The surprising choice: words and identifiers stand side by
//! side under `anyOf`, so that an editor proposes the words and still takes any identifier.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

use crate::{
    encoding::Oid,
    inventory::Octets,
    policy::names::IpSet,
    x509::{
        AttributeType, Uri,
        extension::{KeyPurpose, KeyUsage, UserNotice},
    },
};

/// The patterns are those of ECMA 262 and of most programs: no classes with a letter, no lookahead.
const OID: &str = r"^([01]\.([0-9]|[1-3][0-9])|2\.(0|[1-9][0-9]*))(\.(0|[1-9][0-9]*))*$";
const URI: &str = r"^[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#@!$&'()*+,;=%\[\]-]+$";
const BASE64: &str = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$";
const ADDRESSES: &str = r"^(every|[0-9.]+(/(0|[1-9][0-9]?))?|[0-9A-Fa-f.:]+(/(0|[1-9][0-9]{0,2}))?)$";
/// Whatever is no control character.
const PRINTED: &str = r"^[^\u0000-\u001f\u007f-\u009f]*$";

/// A schema for each type: what is read, in one object.
macro_rules! texts {
    ($($type:ident => $schema:expr;)*) => {
        $(impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn schema_id() -> Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($type)).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                object($schema)
            }
        })*
    };
}

texts! {
    Oid => oid("An object identifier: decimal arcs separated by dots.");
    AttributeType => json!({
        "description": "The type of an attribute: its keyword, or its object identifier.",
        "anyOf": [words(AttributeType::keywords()), oid("The object identifier.")],
    });
    KeyPurpose => json!({
        "description": "A purpose of a key: its name in RFC 5280, or its object identifier.",
        "anyOf": [words(Self::names()), oid("The object identifier.")],
    });
    KeyUsage => json!({
        "description": "Usages of a key, by their names in RFC 5280.",
        "type": "array",
        "items": words(every_usage()),
        "minItems": 1,
        "uniqueItems": true,
    });
    Uri => json!({
        "description": "An absolute URI of RFC 3986.",
        "type": "string",
        "format": "uri",
        "maxLength": 2048,
        "pattern": URI,
    });
    UserNotice => json!({
        "description": "A text for the relying party, without control characters.",
        "type": "string",
        "minLength": 1,
        "maxLength": Self::MAX_CHARACTERS,
        "pattern": PRINTED,
    });
    Octets => json!({
        "description": "Octets in base64, with its padding.",
        "type": "string",
        "contentEncoding": "base64",
        "pattern": BASE64,
    });
    IpSet => json!({
        "description": "Addresses: one, a range such as 192.0.2.0/24, or every.",
        "type": "string",
        "pattern": ADDRESSES,
    });
}

/// The schema that a JSON object is; every caller has one.
fn object(schema: Value) -> Schema {
    Schema::try_from(schema).unwrap_or_default()
}

fn oid(description: &str) -> Value {
    json!({ "description": description, "type": "string", "pattern": OID })
}

fn words(words: impl Iterator<Item = &'static str>) -> Value {
    json!({ "enum": words.collect::<Vec<_>>() })
}

/// The names of all nine bits.
fn every_usage() -> impl Iterator<Item = &'static str> {
    KeyUsage::from_bits(0x1ff).into_iter().flat_map(KeyUsage::names)
}
