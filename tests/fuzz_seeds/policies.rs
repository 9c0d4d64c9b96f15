//! The seeds of `policy_document`: policies of the catalog in both formats, one with rows the catalog has not, and
//! texts that break each at another place.
//!
//! Written by the library. The surprising choice: few of the catalog, because two policies that differ in a word teach a
//! fuzzer nothing and are replayed at every length.

use chancery::{
    encoding::Oid,
    policy::{
        Document, Policy,
        catalog::{Root, SkpVpn, TlsServer},
    },
};

use crate::Seeds;

pub(crate) fn policy_document() -> Seeds {
    let host: Oid = "2.999.1".parse().expect("an identifier");
    let server = texts(&TlsServer::new(TlsServer::LIFETIME));
    let mut seeds = Seeds::new();
    for (name, (json, toml)) in [
        ("tls_server", server.clone()),
        ("skp_vpn", texts(&SkpVpn::new(host))),
        ("root", texts(&Root::new(Root::LIFETIME))),
        ("names", (named(&server.0), String::new())),
    ] {
        seeds.insert(format!("{name}.json"), json.into_bytes());
        if !toml.is_empty() {
            seeds.insert(format!("{name}.toml"), toml.into_bytes());
        }
    }
    for (name, text) in [
        ("unknown_key.json", server.0.replace("\"delivery\"", "\"colour\": [{\"a\": null}], \"delivery\"")),
        ("key_twice.json", server.0.replace("\"purpose\"", "\"name\": \"żółć\", \"purpose\"")),
        ("contradiction.json", server.0.replace("\"service\"", "\"signature\"")),
        ("wrong_types.json", server.0.replace("86400", "-0.5").replace("\"ed25519\"", "{\"p256\": [1e400]}")),
        ("escapes.json", server.0.replace("\"tls-server\"", r#""\u0074\ud83d\ude00\n""#)),
        ("no_json.json", server.0.replace("\"purpose\":", "purpose:")),
        ("deep.json", format!("{}{}", "[".repeat(40), "]".repeat(40))),
        ("date.toml", server.1.replace("86400", "2026-11-23T10:00:00Z")),
        ("dotted.toml", server.1.replace("others = []", "others = []\na.b.c = {d = nan}")),
        ("no_toml.toml", server.1.replace("purpose =", "purpose")),
        ("crlf.toml", server.1.replace('\n', "\r\n")),
    ] {
        seeds.insert(name.to_owned(), text.into_bytes());
    }
    seeds
}

fn texts<P: Policy>(policy: &P) -> (String, String) {
    let document = Document::of(policy).expect("a policy of the catalog");
    (document.to_json().expect("written"), document.to_toml().expect("written"))
}

/// Sets of every form the server has names of, in the texts that only files have.
fn named(json: &str) -> String {
    let sets = r#""permitted": [{"dns": {"subtree": "example.com"}}, {"dns": {"children": "example.org"}},
      {"ip": "192.0.2.0/24"}, {"ip": "2001:db8::/32"}, {"directory": {"below": [["C", "PL"]]}}],
    "excluded": [{"dns": {"host": "secret.example.com"}}, {"ip": "192.0.2.1"}, {"directory": {"exactly": [["C", "PL"]]}}]"#;
    json.replace("\"permitted\": [],\n    \"excluded\": []", sets)
}
