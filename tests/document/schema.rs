//! The JSON Schema of policy files: the file of it, and what a program that is not ours says under it.
//!
//! jsonschema for Python holds the schema against its metaschema, and under it every document of the catalog and every
//! fault below; [`Document::from_json`] is asked about the same texts. The surprising choice: the faults that a schema
//! cannot find are cases too, so that what its documentation says of them stays true.

use std::{collections::BTreeMap, env, fs, path::Path, process::Command};

use chancery::policy::Document;
use serde_json::{Value, json};

use super::{
    catalog,
    judges::{Verdict, by_script, judges, source},
    round_trip::{Of, full},
};

/// `CHANCERY_WRITE_FIXTURES=1` writes it anew.
#[test]
fn the_file_of_the_examples_is_the_schema() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/policies/schema.json");
    let wanted = Document::json_schema();
    if env::var_os("CHANCERY_WRITE_FIXTURES").is_some() {
        fs::write(&file, &wanted).unwrap();
    }
    assert!(fs::read_to_string(file).unwrap_or_default() == wanted, "examples/policies/schema.json is not the schema");
}

/// A document, a part of it and what stands there instead.
type Case = (&'static str, &'static str, &'static str);

/// What both refuse.
const OF_SHAPE: &[Case] = &[
    ("tls-server", r#""delivery":"#, r#""colour": 1, "delivery":"#),
    ("tls-server", r#""permitted": [],"#, r#""permitted": [], "forbidden": [],"#),
    ("tls-server", r#""at-once": "any","#, r#""at-once": "any", "colour": 1,"#),
    ("tls-server", r#""if-asked": "refuse""#, r#""if-asked": "refuse", "presence": "required""#),
    ("tls-server", "  \"purpose\": \"service\",\n", ""),
    ("tls-server", "  \"key-origin\": \"subscriber\",\n", ""),
    ("tls-server", ",\n    \"unlisted-forms\": \"granted\"", ""),
    ("tls-server", "      \"presence\": \"required\",\n", ""),
    ("tls-server", r#""tls-server""#, "7"),
    ("tls-server", r#""tls-server""#, r#""""#),
    ("tls-server", r#""tls-server""#, "null"),
    ("tls-server", "86400", r#""a day""#),
    ("tls-server", "86400", "-1"),
    ("tls-server", "86400", "0"),
    ("tls-server", "86400", "0.5"),
    ("tls-server", "86400", "4294967296"),
    ("tls-server", r#""backdating-seconds": 0"#, r#""backdating-seconds": 172801"#),
    ("tls-server", r#""days": 90"#, r#""days": 0"#),
    ("tls-server", r#""days": 90"#, r#""years": 256"#),
    ("tls-server", r#""days": 90"#, r#""weeks": 12"#),
    ("tls-server", r#""days": 90"#, r#""days": 90, "years": 1"#),
    ("tls-server", "{\n    \"days\": 90\n  }", "[90]"),
    ("tls-server", "{\n    \"days\": 90\n  }", r#""days""#),
    ("tls-server", r#""rsa-between": {"#, r#""rsa-exactly": [], "rsa-between": {"#),
    ("tls-server", r#""p256","#, r#"{"p256": null},"#),
    ("tls-server", r#""p256","#, r#""p192","#),
    ("tls-server", r#""least": 2048"#, r#""least": -2048"#),
    ("tls-server", r#""service""#, r#""servise""#),
    ("tls-server", r#""window": "also-expired""#, r#""window": "always""#),
    ("tls-server", r#""attribute": "CN""#, r#""attribute": "cn""#),
    ("tls-server", r#""attribute": "CN""#, r#""attribute": "2.5.04.3""#),
    ("tls-server", r#""dns-name","#, r#""hostname","#),
    ("tls-server", r#""from-facts""#, r#""from-thin-air""#),
    (
        "tls-server",
        "\"from-facts\": {\n      \"presence\": \"required\",",
        r#""from-issuer": {"presence": "required", "if-asked": "refuse", "origin": "crl-addresses","#,
    ),
    (
        "tls-server",
        "\"certificate-policies\": {\n    \"absent\": {\n      \"if-asked\": \"refuse\"",
        r#""certificate-policies": {"from-request": {"presence": "optional", "rule": "any", "surplus": "refuse""#,
    ),
    (
        "tls-server",
        "\"certificate-policies\": {\n    \"absent\": {\n      \"if-asked\": \"refuse\"",
        r#""certificate-policies": {"from-facts": {"presence": "optional", "facts": ["uri"], "surplus": "refuse""#,
    ),
    (
        "tls-server",
        "\"certificate-policies\": {\n    \"absent\": {\n      \"if-asked\": \"refuse\"\n    }",
        r#""certificate-policies": {"absent": ["refuse"]"#,
    ),
    ("tls-server", r#""serverAuth""#, r#""server""#),
    ("tls-server", r#""serverAuth""#, r#""1.40.3""#),
    ("tls-server", r#""serverAuth""#, r#""2""#),
    ("tls-server", r#""serverAuth""#, r#"["2", "5"]"#),
    ("tls-server", r#""keyEncipherment""#, r#""keyencipherment""#),
    ("tls-server", r#""keyEncipherment""#, r#""digitalSignature""#),
    ("tls-server", "\"other\": [\n            \"digitalSignature\"\n          ]", r#""other": []"#),
    ("tls-server", r#""by-key""#, r#""by-kay""#),
    ("tls-server", r#""certificate-only""#, r#""pkcs12""#),
    ("vpn-device", r#""pkcs12""#, r#""certificate-only""#),
    ("full", r#""max-days": 7"#, r#""max-days": 0"#),
    ("full", r#""max-days": 7"#, r#""max-days": 65536"#),
    ("full", r#""cessationOfOperation""#, r#""removeFromCRL""#),
    ("full", r#""MAMCAQU=""#, r#""MAMCAQU""#),
    ("full", r#""MAMCAQU=""#, r#""MAMCAQV=""#),
    ("full", r#""MAMCAQU=""#, r#""MAMC AQU=""#),
    ("full", r#""oid": "1.3.6.1.5.5.7.1.24""#, r#""oid": "1.3.6.1.5.5.7.1.""#),
    ("full", r#""criticality": "non-critical""#, r#""criticality": false"#),
    ("full", r#""192.0.2.0/24""#, r#""192.0.2.0/024""#),
    ("full", r#""192.0.2.0/24""#, r#""all""#),
    ("full", r#""scheme": "spiffe""#, r#""scheme": "2spiffe""#),
    ("full", r#""/ns/prod""#, r#""ns/prod""#),
    ("full", r#""2.999.2""#, r#""02.999.2""#),
    ("full", r#""https://example.com/cps""#, r#""https:""#),
    ("full", r#""https://example.com/cps""#, r#""https://example.com/ć""#),
    ("full", r#""https://example.com/cps""#, r#"["https://example.com/cps"]"#),
    ("full", r#""cps": "https://example.com/cps""#, r#""user-notice": """#),
    ("full", r#""cps": "https://example.com/cps""#, r#""user-notice": "a\u0007""#),
    ("full", r#""cps": "https://example.com/cps""#, r#""other": "AA==""#),
    ("full", r#""PL""#, r#""PL", "PL""#),
    ("full", r#""subtree": "example.com""#, r#""host": "example.com", "subtree": "example.com""#),
    ("subordinate", r#""path-len": 0"#, r#""path-len": 256"#),
];

/// What [`Document::from_json`] alone refuses: rows that contradict each other or never fire, keys that are there twice,
/// names that are none, and a number written as a fraction.
const BEYOND_SHAPE: &[Case] = &[
    ("tls-server", r#""purpose": "service""#, r#""purpose": "authentication""#),
    ("tls-server", r#""key": "same-or-another""#, r#""key": "same-or-another", "key": "another""#),
    ("tls-server", r#""least": 2048"#, r#""least": 8192"#),
    ("tls-server", r#""ed25519""#, r#""p256""#),
    ("tls-server", "86400", "86400.0"),
    ("full", r#""subtree": "example.com""#, r#""subtree": "*.example.com""#),
    ("full", r#""192.0.2.0/24""#, r#""192.0.2.1/24""#),
    ("full", r#""2.999.2""#, r#""2.999.340282366920938463463374607431768211456""#),
];

/// What both take.
const SOUND: &[Case] = &[
    ("tls-server", r#""serverAuth""#, r#""1.3.6.1.5.5.7.3.1""#),
    ("tls-server", r#""attribute": "CN""#, r#""attribute": "2.5.4.3""#),
    ("tls-server", r#""days": 90"#, r#""years": 255"#),
    ("tls-server", r#""backdating-seconds": 0"#, r#""backdating-seconds": 172800"#),
    ("full", r#""max-days": 7"#, r#""max-days": null"#),
    ("full", r#""max-days": 7,"#, ""),
    ("full", r#""subtree": "example.com""#, r#""below": "example.com""#),
    ("full", r#""192.0.2.128/25""#, r#""192.0.2.129""#),
    ("full", r#""192.0.2.128/25""#, r#""::ffff:192.0.2.0/121""#),
    ("full", r#""scheme": "spiffe""#, r#""scheme": null"#),
    ("full", r#""https://example.com/cps""#, r#""http://[2001:db8::1]:80/?a=%20#b""#),
    ("full", r#""cps": "https://example.com/cps""#, r#""user-notice": "żółć""#),
    ("full", r#""2.999.2""#, r#""2.999.340282366920938463463374607431768211455""#),
];

/// The documents by name: the catalog, and one with every kind of row.
fn documents() -> BTreeMap<String, String> {
    let all = catalog().into_iter().map(|document| (document.profile().name.to_string(), document));
    let all = all.chain([("full".to_owned(), Document::of(&Of(full())).unwrap())]);
    all.map(|(name, document)| (name, document.to_json().unwrap())).collect()
}

/// The text of a case, and what it is called.
#[track_caller]
fn text(documents: &BTreeMap<String, String>, (document, part, by): &Case) -> (String, String) {
    let text = &documents[*document];
    assert!(text.contains(part), "{part} is not in {document}:\n{text}");
    (format!("{document}: {part} => {by}"), text.replacen(part, by, 1))
}

/// What jsonschema says of each text, by its name; nothing where it is absent.
fn judge(documents: &BTreeMap<String, String>) -> Option<BTreeMap<String, Vec<String>>> {
    let schema: Value = serde_json::from_str(&Document::json_schema()).unwrap();
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("case.json");
    fs::write(&file, json!({ "schema": schema, "documents": documents }).to_string()).unwrap();
    let mut command = Command::new(judges().join("bin/python"));
    match by_script("jsonschema", command.arg(source("schema_judge.py")).arg(file)) {
        Verdict::Accepted(answer) => Some(serde_json::from_str(&answer).unwrap()),
        Verdict::Refused(reason) => panic!("jsonschema refuses the schema: {reason}"),
        Verdict::Absent(_) => None,
    }
}

#[test]
fn jsonschema_takes_what_is_read_and_refuses_what_has_another_shape() {
    let documents = documents();
    let of = |cases: &[Case]| cases.iter().map(|case| text(&documents, case)).collect::<BTreeMap<_, _>>();
    let (of_shape, beyond, sound) = (of(OF_SHAPE), of(BEYOND_SHAPE), of(SOUND));
    for (name, text) in of_shape.iter().chain(&beyond) {
        assert!(Document::from_json(text).is_err(), "{name} is read");
    }
    for (name, text) in sound.iter().chain(&documents) {
        let read = Document::from_json(text).map_err(|errors| errors.to_string());
        assert!(read.is_ok(), "{name}: {}", read.unwrap_err());
    }
    let all = [&of_shape, &beyond, &sound, &documents].into_iter().flatten();
    let Some(said) = judge(&all.map(|(name, text)| (name.clone(), text.clone())).collect()) else { return };
    let taken: Vec<_> = of_shape.keys().filter(|name| said[*name].is_empty()).collect();
    assert!(taken.is_empty(), "jsonschema takes {taken:#?}");
    for name in [&beyond, &sound, &documents].into_iter().flat_map(BTreeMap::keys) {
        assert!(said[name].is_empty(), "{name}: {:#?}", said[name]);
    }
    assert_eq!(said.len(), OF_SHAPE.len() + BEYOND_SHAPE.len() + SOUND.len() + documents.len());
}

/// The sources that each row has, and no others, so that no editor proposes them.
#[test]
fn a_row_offers_the_sources_it_has() {
    let schema: Value = serde_json::from_str(&Document::json_schema()).unwrap();
    let sources = |row: &str| {
        let sources = schema["properties"][row]["oneOf"].as_array().unwrap().iter();
        sources.map(|source| source["required"][0].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for (row, wanted) in [
        ("authority-key-identifier", &["absent", "from-issuer"][..]),
        ("key-usage", &["absent", "set"]),
        ("certificate-policies", &["absent", "set"]),
        ("subject-alt-name", &["absent", "from-request", "from-facts"]),
        ("name-constraints", &["absent", "set"]),
        ("crl-distribution-points", &["absent", "from-issuer"]),
    ] {
        assert_eq!(sources(row), wanted, "{row}");
    }
}

#[test]
fn every_table_is_closed_and_no_description_is_rustdoc() {
    fn walk(place: &str, schema: &Value, complaints: &mut Vec<String>) {
        let open =
            schema.get("type") == Some(&json!("object")) && schema.get("additionalProperties") != Some(&json!(false));
        let rustdoc = schema.get("description").and_then(Value::as_str).is_some_and(|text| text.contains(['`', '\t']));
        if open || rustdoc {
            complaints.push(place.to_owned());
        }
        let children: Vec<(String, &Value)> = match schema {
            Value::Object(keys) => keys.iter().map(|(key, value)| (key.clone(), value)).collect(),
            Value::Array(list) => list.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect(),
            _ => Vec::new(),
        };
        children.iter().for_each(|(key, value)| walk(&format!("{place}/{key}"), value, complaints));
    }
    let mut complaints = Vec::new();
    walk("#", &serde_json::from_str(&Document::json_schema()).unwrap(), &mut complaints);
    assert_eq!(complaints, [""; 0]);
}
