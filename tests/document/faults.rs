//! What is wrong with a file: each fault alone, in the format it is shown in, and many at once.

use chancery::policy::{Document, DocumentErrors, DocumentFault};

use super::server;

#[track_caller]
fn told(errors: Result<Document, DocumentErrors>) -> Vec<String> {
    errors.unwrap_err().errors().iter().map(ToString::to_string).collect()
}

/// The server's policy as JSON with a part of the text replaced.
#[track_caller]
fn json(part: &str, by: &str) -> Vec<String> {
    let text = server().to_json().unwrap();
    assert_eq!(text.matches(part).count(), 1, "{part} is not there once:\n{text}");
    told(Document::from_json(&text.replace(part, by)))
}

/// A test a line: a part of the JSON of the server's policy, what stands there instead, and what is said.
macro_rules! faults {
    ($($name:ident: $part:literal => $by:literal => $($sentence:literal),+;)*) => {
        $(#[test]
        fn $name() {
            assert_eq!(json($part, $by), [$($sentence),+]);
        })*
    };
}

faults! {
    refuses_a_key_nobody_knows: "\"delivery\":" => "\"colour\": 1, \"delivery\":" =>
        "line 28, column 3: the key colour is not known here; known are key-origin, name, purpose, keys, keys-clause, \
         lifetime, backdating-seconds, approval-seconds, suspension, renewal, delivery, subject, \
         authority-key-identifier, subject-key-identifier, key-usage, certificate-policies, subject-alt-name, names, \
         basic-constraints, name-constraints, extended-key-usage, crl-distribution-points, authority-info-access, \
         others, unnamed-extensions";
    refuses_an_unknown_key_in_a_row: "\"permitted\": []," => "\"permitted\": [], \"forbidden\": []," =>
        "line 110, column 22: the key forbidden is not known here; known are permitted, excluded, unlisted-forms";
    refuses_a_missing_key: "  \"purpose\": \"service\",\n" => "" =>
        "line 1, column 1: the key purpose is missing; nothing is assumed in its place";
    refuses_a_key_of_a_row_that_is_missing_and_one_that_is_there_twice:
        "\"unlisted-forms\": \"granted\"" => "\"excluded\": []" =>
        "line 109, column 12: the key unlisted-forms is missing; nothing is assumed in its place",
        "line 112, column 5: the key excluded is there a second time";
    refuses_a_key_that_is_there_twice: "\"name\": \"tls-server\"," => "\"name\": \"a\", \"name\": \"b\"," =>
        "line 3, column 16: the key name is there a second time";
    refuses_a_number_for_a_text: "\"tls-server\"" => "7" => "line 3, column 11: found the number 7, expected a text";
    refuses_the_values_of_a_table_without_its_keys: "{\n    \"days\": 90\n  }" => "[90]" =>
        "line 17, column 15: found a list, expected a word, or a table with one key";
    refuses_the_values_of_a_row_without_their_keys: "\"certificate-policies\": {\n    \"absent\": {\n      \"if-asked\": \"refuse\"\n    }" =>
        "\"certificate-policies\": {\n    \"absent\": [\"refuse\"]" =>
        "line 95, column 15: found a list, expected a table";
    refuses_a_key_usage_twice: "\"keyEncipherment\"" => "\"digitalSignature\"" =>
        "line 82, column 18: keyUsage names each usage once, digitalSignature occurs again";
    refuses_a_text_for_a_number: "86400" => "\"a day\"" =>
        "line 21, column 23: found the text \"a day\", expected a number from 0 to 4294967295";
    refuses_a_number_out_of_range: "86400" => "-1" =>
        "line 21, column 23: found the number -1, expected a number from 0 to 4294967295";
    refuses_a_fraction: "86400" => "0.5" =>
        "line 21, column 23: found a number that is no integer of 64 bits, expected a number from 0 to 4294967295";
    refuses_two_sources_of_one_row: "\"rsa-between\": {" => "\"rsa-exactly\": [], \"rsa-between\": {" =>
        "line 6, column 5: found a table of 2 keys, expected a word, or a table with one key";
    refuses_a_word_nobody_knows: "\"service\"" => "\"servise\"" =>
        "line 4, column 14: the word servise is not known here; known are authentication, signature, \
         signature-and-authentication, device, service, authority, status";
    refuses_a_source_nobody_knows: "\"from-facts\"" => "\"from-thin-air\"" =>
        "line 100, column 5: the word from-thin-air is not known here; known are absent, set, from-request, from-facts, \
         from-issuer";
    refuses_a_source_the_row_does_not_have:
        "\"from-facts\": {\n      \"presence\": \"required\"," =>
        "\"from-issuer\": {\"presence\": \"required\", \"if-asked\": \"refuse\", \"origin\": \"crl-addresses\"," =>
        "line 100, column 77: the word crl-addresses is not known here; the row has no such source",
        "line 101, column 7: the key facts is not known here; known are presence, origin, if-asked",
        "line 105, column 7: the key surplus is not known here; known are presence, origin, if-asked";
    refuses_a_purpose_that_is_no_identifier: "\"serverAuth\"" => "\"server\"" =>
        "line 127, column 9: an object identifier is written as decimal arcs separated by dots, such as 2.5.4.3; or as \
         one of serverAuth, clientAuth, codeSigning, emailProtection, timeStamping, OCSPSigning, ipsecIKE, \
         anyExtendedKeyUsage";
    refuses_a_text_after_the_end: "\"unnamed-extensions\": \"withhold\"\n}" => "\"unnamed-extensions\": \"refuse\"\n} x" =>
        "line 148, column 3: the text is not JSON: trailing characters";
    refuses_what_is_not_json: "\"purpose\":" => "purpose:" => "line 4, column 3: the text is not JSON: key must be a string";
    refuses_a_delivery_that_does_not_fit_the_maker_of_the_key: "\"certificate-only\"" => "\"pkcs12\"" =>
        "line 28, column 3: profile.delivery is pkcs12; permitted is certificate-only, since the subscriber makes the \
         key (domain.md §5.3 point 2)";
    refuses_a_maker_of_the_key_that_does_not_fit: "\"key-origin\": \"subscriber\"" => "\"key-origin\": \"authority\"" =>
        "line 12, column 5: profile.keys[1] is EC P-256; permitted is one rule of keys, since the authority makes them all \
         by the first (domain.md §5.3 point 18)",
        "line 13, column 5: profile.keys[2] is EC P-384; permitted is one rule of keys, since the authority makes them all \
         by the first (domain.md §5.3 point 18)",
        "line 14, column 5: profile.keys[3] is Ed25519; permitted is one rule of keys, since the authority makes them all \
         by the first (domain.md §5.3 point 18)",
        "line 26, column 5: profile.renewal.key is the same key or another; permitted is another key, since the \
         authority makes one for each certificate (domain.md §5.3 point 18)",
        "line 28, column 3: profile.delivery is certificate-only; permitted is pkcs12 or card, since the authority \
         makes the key (domain.md §5.3 point 2)",
        "line 124, column 3: profile.extKeyUsage is serverAuth; permitted is named purposes without serverAuth, when \
         the authority makes the keys (Baseline Requirements §6.1.1.3 (B-16))";
    refuses_an_impossible_row: "\"least\": 2048" => "\"least\": 8192" =>
        "line 6, column 5: profile.keys[0] is RSA 8192 to 4096; permitted is a rule some key satisfies (Baseline \
         Requirements §6.1.5)";
    refuses_rows_that_contradict_each_other: "\"purpose\": \"service\"" => "\"purpose\": \"authentication\"" =>
        "line 124, column 3: profile.extKeyUsage is serverAuth; permitted is serverAuth under the purpose service or \
         authority, and this one is authentication (RFC 5280 §4.2.1.12, proposed)";
    refuses_a_row_that_never_fires: "\"ed25519\"" => "\"p256\"" =>
        "line 14, column 5: profile.keys[3] is EC P-256; permitted is a rule for keys that no other rule admits \
         (Baseline Requirements §6.1.5)";
    refuses_a_fact_that_makes_no_such_name: "\"ip-address\"" => "\"country\"" =>
        "line 99, column 3: profile.subjectAltName is country; permitted is a fact that makes alternative names (RFC \
         5280 §4.2.1.6)";
    says_nothing_of_a_row_beside_one_that_cannot_be_read: "\"by-key\"" => "\"by-kay\"" =>
        "line 81, column 9: the word by-kay is not known here; known are every-key, by-key";
    tells_a_key_with_an_escape_where_it_stands: "\"name\":" => "\"n\\u0061me\": 7, \"name\":" =>
        "line 3, column 16: found the number 7, expected a text", "line 3, column 19: the key name is there a second time";
    tells_where_an_escape_is_cut_off: "\"name\":" => "\"na\\ud800me\":" =>
        "line 3, column 12: the text is not JSON: unexpected end of hex escape";
    counts_columns_in_characters: "\"tls-server\",\n  \"purpose\": \"service\"" => "\"żółć\", \"purpose\": 1" =>
        "line 3, column 30: found a number, expected a word, or a table with one key";
}

/// What is told, without the list of all keys that comes with one nobody knows.
fn shortened(told: &[String]) -> Vec<&str> {
    told.iter().map(|sentence| sentence.split("; known are key-origin").next().unwrap()).collect()
}

#[test]
fn tells_everything_at_once_and_in_the_order_of_the_text() {
    let text = server()
        .to_json()
        .unwrap()
        .replace("\"tls-server\"", "7")
        .replace("\"certificate-only\"", "\"card\"")
        .replace("\"days\": 90", "\"days\": 0")
        .replace("\"ed25519\"", "\"ed448\", {\"rsa-exactly\": \"many\"}, {\"rsa-exactly\": -1}")
        .replace("\"dns-name\",\n        \"ip", "\"dns-name\", \"dns-name\",\n        \"ip")
        .replace("\"serverAuth\"", "\"OCSPSigning\"")
        .replace("\"others\": []", "\"others\": [], \"other\": []");
    let wanted = [
        "line 3, column 11: found the number 7, expected a text",
        "line 14, column 5: the word ed448 is not known here; known are rsa-exactly, rsa-between, p256, p384, p521, \
         ed25519",
        "line 14, column 30: found the text \"many\", expected a number from 0 to 4294967295",
        "line 14, column 55: found the number -1, expected a number from 0 to 4294967295",
        "line 17, column 3: profile.lifetime is 0 days; permitted is one day or more (RFC 5280 §4.1.2.5)",
        "line 28, column 3: profile.delivery is card; permitted is certificate-only, since the subscriber makes the key \
         (domain.md §5.3 point 2)",
        "line 99, column 3: profile.subjectAltName is one of the list twice; permitted is each once (RFC 5280 \
         §4.2.1.6)",
        "line 124, column 3: profile.extKeyUsage is OCSPSigning; permitted is OCSPSigning under the purpose status, and \
         this one is service (RFC 6960 §4.2.2.2)",
        "line 146, column 17: the key other is not known here",
    ];
    assert_eq!(shortened(&told(Document::from_json(&text))), wanted);
}

#[test]
fn bounds_what_it_reads() {
    let found = Document::MAX_OCTETS + 1;
    let long = told(Document::from_json(&" ".repeat(found)));
    assert_eq!(long, [format!("line 1, column 1: a policy has at most {} octets here, found {found}", found - 1)]);
    let deep = told(Document::from_json(&format!("{}{}", "[".repeat(100), "]".repeat(100))));
    assert_eq!(deep, ["line 1, column 34: lists and tables are nested at most 32 deep here"]);
    let abyss = Document::MAX_OCTETS / 2;
    let abyss = told(Document::from_json(&format!("{}{}", "[".repeat(abyss), "]".repeat(abyss))));
    assert_eq!(abyss, ["line 1, column 34: lists and tables are nested at most 32 deep here"]);
}

#[test]
fn refuses_what_is_no_table() {
    let errors = Document::from_json("[]").unwrap_err();
    let first = &errors.errors()[0];
    assert_eq!(first.to_string(), "line 1, column 1: found no table, expected a table with the keys of a policy");
    assert!(errors.errors().iter().skip(1).all(|error| matches!(error.fault, DocumentFault::MissingKey { .. })));
    assert_eq!(errors.errors().len(), 26);
}

#[test]
fn tells_a_hundred_faults_of_one_key_and_ends() {
    let keys = vec!["\"k\""; 400].join(", ");
    assert_eq!(json("\"p256\",", &format!("{keys}, \"p256\",")).len(), 100);
}

const RENEWAL: &str =
    "{\n    \"at-once\": \"any\",\n    \"window\": \"also-expired\",\n    \"key\": \"same-or-another\"\n  }";

#[test]
fn refuses_values_in_a_list_where_keys_are_to_be() {
    let told = json(RENEWAL, r#"["any", "never", "another"]"#);
    assert_eq!(told, ["line 23, column 14: found a list, expected a table"]);
}

#[test]
fn tells_every_key_that_a_row_lacks() {
    let lacks = |key| format!("line 23, column 14: the key {key} is missing; nothing is assumed in its place");
    assert_eq!(json(RENEWAL, "{}"), [lacks("at-once"), lacks("window"), lacks("key")]);
    let told = json(RENEWAL, r#"{"at-once": "x"}"#);
    let word = "line 23, column 26: the word x is not known here; known are one, any".to_owned();
    assert_eq!(told.len(), 3);
    assert!(told.contains(&word) && told.contains(&lacks("window")) && told.contains(&lacks("key")), "{told:?}");
}

#[test]
fn tells_every_value_of_a_row_that_does_not_fit() {
    let told = json(RENEWAL, r#"{"at-once": "x", "a": 1, "window": 2, "b": 3, "key": "z"}"#);
    let wanted = [
        "line 23, column 26: the word x is not known here; known are one, any",
        "line 23, column 31: the key a is not known here; known are at-once, window, key",
        "line 23, column 49: found a number, expected a word, or a table with one key",
        "line 23, column 52: the key b is not known here; known are at-once, window, key",
        "line 23, column 67: the word z is not known here; known are another, same-or-another",
    ];
    assert_eq!(told, wanted);
}

#[test]
fn tells_nothing_of_what_a_fault_leaves_behind() {
    let sets = r#""permitted": [{"directory": {"below": [["C", 5]]}}, {"dns": {"host": "a b"}}]"#;
    let told = json("\"permitted\": []", sets);
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[0], "line 110, column 50: found the number 5, expected a text");
}

#[test]
fn bounds_lists_and_tables() {
    let many = |entry: &dyn Fn(usize) -> String| (0..501).map(entry).collect::<Vec<_>>().join(", ");
    let sets = many(&|index| format!(r#"{{"dns": {{"host": "h{index}.example.com"}}}}"#));
    let told = json("\"permitted\": []", &format!("\"permitted\": [{sets}]"));
    assert_eq!(told, ["line 110, column 18: a list or a table has at most 500 entries here"]);
    let keys = many(&|index| format!("\"k{index}\": 1"));
    assert_eq!(
        json("{\n  \"key-origin\"", &format!("{{{keys}, \"key-origin\"")),
        ["line 1, column 1: a list or a table has at most 500 entries here"]
    );
}

#[test]
fn tells_a_contradiction_of_rows_beside_others_that_cannot_be_read() {
    let text = server().to_json().unwrap();
    let text = text.replace("\"key-origin\": \"subscriber\"", "\"key-origin\": 1");
    let text = text.replacen(
        "\"presence\": \"required\",\n      \"origin\"",
        "\"presence\": \"optional\",\n      \"origin\"",
        1,
    );
    let told = told(Document::from_json(&text));
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[1].contains("profile.authorityKeyIdentifier is an identifier that is optional"), "{told:?}");
}

#[cfg(feature = "toml")]
mod toml {
    use super::*;

    #[test]
    fn tells_everything_at_once() {
        let text = server()
            .to_toml()
            .unwrap()
            .replace("\"tls-server\"", "7")
            .replace("\"certificate-only\"", "\"card\"")
            .replace("days = 90", "days = 0")
            .replace("\"ed25519\"", "\"ed448\", 2026-11-23, {rsa-exactly = 0.5}")
            .replace("[\"serverAuth\"]", "[\"OCSPSigning\"]")
            .replace("others = []", "others = []\nother = []");
        let wanted = [
            "line 2, column 8: found the number 7, expected a text",
            "line 8, column 5: the word ed448 is not known here; known are rsa-exactly, rsa-between, p256, p384, p521, \
             ed25519",
            "line 8, column 14: found a date or a time, expected a word, or a table with one key",
            "line 8, column 41: found a fraction, expected a number from 0 to 4294967295",
            "line 14, column 1: profile.delivery is card; permitted is certificate-only, since the subscriber makes the \
             key (domain.md §5.3 point 2)",
            "line 16, column 1: the key other is not known here",
            "line 19, column 2: profile.lifetime is 0 days; permitted is one day or more (RFC 5280 §4.1.2.5)",
            "line 98, column 2: profile.extKeyUsage is OCSPSigning; permitted is OCSPSigning under the purpose status, \
             and this one is service (RFC 6960 §4.2.2.2)",
        ];
        assert_eq!(shortened(&told(Document::from_toml(&text))), wanted);
    }

    #[test]
    fn tells_everything_that_makes_it_no_toml() {
        let text = server().to_toml().unwrap();
        let text = text.replace("purpose = \"service\"\n", "purpose = service\nname = \"a\"\ncolour\n");
        let wanted = [
            "line 3, column 11: the text is not TOML: string values must be quoted, expected literal string",
            "line 4, column 1: the text is not TOML: duplicate key",
            "line 5, column 7: the text is not TOML: key with no value, expected `=`",
        ];
        assert_eq!(told(Document::from_toml(&text)), wanted);
    }

    #[test]
    fn bounds_what_it_reads() {
        let deep = told(Document::from_toml(&format!("a = {}{}", "[".repeat(60), "]".repeat(60))));
        assert_eq!(deep, ["line 1, column 37: lists and tables are nested at most 32 deep here"]);
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        let text = server().to_toml().unwrap().replace("\"subscriber\"", "7");
        let wanted = "line 1, column 14: found a number, expected a word, or a table with one key";
        assert_eq!(told(Document::from_toml(&format!("\u{feff}{text}"))), [wanted]);
    }

    #[test]
    fn tells_a_contradiction_at_the_row_it_is_of() {
        let row = |attribute: &str, value: &str| {
            format!(
                "\n[[subject.attributes]]\nattribute = \"{attribute}\"\npresence = \"required\"\n\
                 if-asked-otherwise = \"refuse\"\nvalue.{value}\n"
            )
        };
        let rows = [row("2.999.7", "fixed = \"\""), row("OU", "fixed = \"Unit\""), row("OU", "each = \"pesel\"")];
        let text = server().to_toml().unwrap();
        let lines = text.lines().count();
        let told = told(Document::from_toml(&format!("{text}{}", rows.concat())));
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(
            told[0].starts_with(&format!("line {}, column 1: profile.subject.attributes[3]", lines + 2)),
            "{told:?}"
        );
        assert!(
            told[1].starts_with(&format!("line {}, column 1: profile.subject.attributes[5]", lines + 14)),
            "{told:?}"
        );
    }

    #[test]
    fn tells_five_hundred_faults_and_that_there_are_more() {
        let told = told(Document::from_toml(&"]\n".repeat(100_000)));
        assert_eq!(told.len(), 501);
        assert!(told[500].ends_with("there is more that is wrong than these 500; mend them first"), "{}", told[500]);
    }
}
