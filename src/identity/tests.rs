//! What holds for all the identifiers: strict reading, masked showing, serde.

use proptest::prelude::*;
use serde::Deserialize;

use super::*;

/// What each identifier says of a text: `Ok` with its `Debug`, or the refusal.
fn readings(text: &str) -> [Result<String, IdentityError>; 5] {
    [
        Pesel::try_from(text).map(|read| format!("{read:?}")),
        Nip::try_from(text).map(|read| format!("{read:?}")),
        Regon::try_from(text).map(|read| format!("{read:?}")),
        Krs::try_from(text).map(|read| format!("{read:?}")),
        PostalCode::try_from(text).map(|read| format!("{read:?}")),
    ]
}

const VALID: [&str; 5] = ["99723100018", "8567346215", "123456785", "0000123456", "90-729"];

fn arabic_indic(text: &str) -> String {
    let digit = |c: char| c.to_digit(10).and_then(|value| char::from_u32(0x0660 + value));
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

#[test]
fn reads_each_number_as_itself() {
    for (reading, text) in VALID.iter().enumerate() {
        assert!(readings(text)[reading].is_ok(), "{text}");
    }
}

#[test]
fn refuses_arabic_indic_digits() {
    for (reading, text) in VALID.iter().enumerate() {
        let error = readings(&arabic_indic(text))[reading].clone().unwrap_err();
        assert!(matches!(error, IdentityError::NotADigit { position: 1, .. }), "{error}");
    }
    let error = Pesel::try_from(arabic_indic("99723100018").as_str()).unwrap_err();
    assert_eq!(error.to_string(), "character 1 of a PESEL is '\u{669}' (U+0669), expected an ASCII digit 0 to 9");
}

#[test]
fn trims_nothing() {
    for (reading, text) in VALID.iter().enumerate() {
        for padded in [format!(" {text}"), format!("{text} "), format!("{text}\n"), format!("\t{text}")] {
            assert!(readings(&padded)[reading].is_err(), "{padded:?}");
        }
    }
    assert_eq!(
        Pesel::try_from("99723100018\n").unwrap_err().to_string(),
        "character 12 of a PESEL is '\\n' (U+000A), expected an ASCII digit 0 to 9"
    );
}

#[test]
fn refuses_the_empty_text() {
    let refusals = readings("").map(|reading| reading.unwrap_err().to_string());
    assert_eq!(
        refusals,
        [
            "a PESEL has 11 digits, found 0",
            "a NIP has 10 digits, found 0",
            "a REGON has 9 or 14 digits, found 0",
            "a KRS number has 10 digits, found 0",
            "a postal code has 6 characters, two digits, a hyphen and three digits, found 0",
        ]
    );
}

#[test]
fn counts_positions_in_characters() {
    let error = Pesel::try_from("9972310001ą").unwrap_err();
    let (identifier, position, found) = (Identifier::Pesel, 11, 'ą');
    assert_eq!(error, IdentityError::NotADigit { identifier, position, found });
}

#[test]
fn accepts_only_the_lengths_it_names() {
    for length in 0..20 {
        let text = "1".repeat(length);
        let identifiers = [Identifier::Pesel, Identifier::Nip, Identifier::Regon, Identifier::Krs];
        for (identifier, reading) in identifiers.into_iter().zip(readings(&text)) {
            let expected = IdentityError::WrongLength { identifier, found: length };
            assert_eq!(reading != Err(expected), identifier.lengths().contains(&length));
        }
    }
}

#[derive(Debug, Deserialize)]
struct Applicant {
    pesel: Pesel,
    regon: Regon,
}

#[test]
fn reads_strings_of_a_document() {
    let json = r#"{"pesel":"99723100018","regon":"12345678512347"}"#;
    let applicant: Applicant = serde_json::from_str(json).unwrap();
    assert_eq!(applicant.pesel.digits_in_full(), "99723100018");
    assert_eq!(applicant.regon.digits_in_full(), "12345678512347");
    let toml = "pesel = '99723100018'\nregon = '123456785'";
    let applicant: Applicant = toml::from_str(toml).unwrap();
    assert_eq!(format!("{applicant:?}"), "Applicant { pesel: Pesel(*******0018), regon: Regon(*****6785) }");
}

#[test]
fn refuses_a_number_of_a_document_without_repeating_it() {
    for json in ["99723100018", "-99723100018", "99723100018.5", "[99723100018]"] {
        let error = serde_json::from_str::<Pesel>(json).unwrap_err().to_string();
        assert_eq!(error, "a PESEL is written as a string of 11 digits, found something else");
    }
    let error = serde_json::from_str::<Regon>("123456785").unwrap_err().to_string();
    assert_eq!(error, "a REGON is written as a string of 9 or 14 digits, found something else");
    let json = r#"{"pesel":99723100018,"regon":"123456785"}"#;
    let error = serde_json::from_str::<Applicant>(json).unwrap_err();
    assert_eq!((error.line(), longest_digit_run(&error.to_string())), (1, 2));
}

#[test]
fn says_what_a_place_without_a_number_was_to_hold() {
    let error = serde_json::from_value::<Pesel>(serde_json::Value::Null).unwrap_err();
    assert_eq!(error.to_string(), "invalid type: null, expected a string");
}

#[test]
fn refuses_a_wrong_string_of_a_document_in_its_own_words() {
    let error = serde_json::from_str::<Pesel>(r#""99723100017""#).unwrap_err();
    assert_eq!(error.to_string(), "the check digit of this PESEL is 7, its other digits call for 8");
}

#[test]
fn writes_what_it_read() {
    let read = |text: &str| serde_json::to_string(text).unwrap();
    let nip: Nip = serde_json::from_str(&read("8567346215")).unwrap();
    assert_eq!(serde_json::to_string(&nip).unwrap(), read("8567346215"));
    let regon: Regon = serde_json::from_str(&read("100000050")).unwrap();
    assert_eq!(serde_json::to_string(&regon).unwrap(), read("100000050"));
    let krs: Krs = serde_json::from_str(&read("0000123456")).unwrap();
    assert_eq!(serde_json::to_string(&krs).unwrap(), read("0000123456"));
    let code: PostalCode = serde_json::from_str(&read("90-729")).unwrap();
    assert_eq!(serde_json::to_string(&code).unwrap(), read("90-729"));
}

fn longest_digit_run(text: &str) -> usize {
    text.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0)
}

proptest! {
    /// Neither a value nor a refusal shows more than four digits in a row.
    #[test]
    fn shows_no_number_whole(text in "[0-9]{8,15}|[0-9]{2}-[0-9]{2,4}|[0-9]{6}[ -][0-9]{5}") {
        for reading in readings(&text) {
            let shown = match reading {
                Ok(debug) => debug,
                Err(error) => format!("{error} {error:?}"),
            };
            prop_assert!(longest_digit_run(&shown) <= 4, "{shown}");
            prop_assert!(!shown.contains(&text), "{shown}");
        }
    }

    /// Whatever is read is given back to the last character, leading zeros and all.
    #[test]
    fn gives_back_what_it_read(text in "[0-9]{9}|[0-9]{10}|[0-9]{2}-[0-9]{3}") {
        if let Ok(krs) = Krs::try_from(text.as_str()) {
            prop_assert_eq!(krs.digits_in_full(), &text);
        }
        if let Ok(nip) = text.parse::<Nip>() {
            prop_assert_eq!(nip.digits_in_full(), &text);
        }
        if let Ok(regon) = text.parse::<Regon>() {
            prop_assert_eq!(regon.digits_in_full(), &text);
        }
        if let Ok(code) = text.parse::<PostalCode>() {
            prop_assert_eq!(code.as_str(), &text);
        }
    }

    /// No text makes a reader panic.
    #[test]
    fn answers_every_text(text in any::<String>()) {
        let _ = readings(&text);
        let _ = Pesel::from_subject_serial_number(&text);
    }
}

#[test]
fn says_that_a_field_is_missing_and_quotes_no_number() {
    #[derive(Debug, serde::Deserialize)]
    struct Form {
        #[expect(dead_code, reason = "only read")]
        pesel: Pesel,
    }
    let missing = serde_json::from_str::<Form>("{}").unwrap_err().to_string();
    assert!(missing.starts_with("missing field `pesel`"), "{missing}");
    let number = serde_json::from_str::<Form>(r#"{"pesel":99723100018}"#).unwrap_err().to_string();
    assert!(!number.contains("99723100018"), "{number}");
    assert!(number.starts_with("a PESEL is written as a string"), "{number}");
}
