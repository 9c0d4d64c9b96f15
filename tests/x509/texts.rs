//! Texts of attributes: what is refused when they are made, and when they are read strictly.
//!
//! RFC 5280 Appendix A.1 for the bounds, X.680 §41 for the characters. What others wrote into certificates that
//! exist is read by the foreign decoder, which judges the shape alone.

use chancery::{
    encoding::Tag,
    x509::{Attribute, AttributeType, TextError},
};

use super::{foreign, single, strict};

#[track_caller]
fn refusal(kind: AttributeType, text: &str) -> String {
    Attribute::new(kind, text).unwrap_err().to_string()
}

#[test]
fn refuses_an_empty_text() {
    assert_eq!(refusal(AttributeType::ORGANIZATION, ""), "O is empty; leave the attribute out instead");
}

#[test]
fn bounds_count_characters_and_not_octets() {
    for (kind, bound) in [
        (AttributeType::COMMON_NAME, 64),
        (AttributeType::ORGANIZATION, 64),
        (AttributeType::ORGANIZATIONAL_UNIT, 64),
        (AttributeType::LOCALITY, 128),
        (AttributeType::STATE_OR_PROVINCE, 128),
        (AttributeType::TITLE, 64),
        (AttributeType::PSEUDONYM, 128),
        (AttributeType::ORGANIZATION_IDENTIFIER, 64),
        (AttributeType::POSTAL_CODE, 40),
    ] {
        assert_eq!(kind.upper_bound(), Some(bound), "{kind}");
        assert!(Attribute::new(kind, &"Ż".repeat(bound)).is_ok(), "{kind}");
        let sentence =
            format!("{kind} has {} characters, at most {bound} are permitted (RFC 5280 Appendix A.1)", bound + 1);
        assert_eq!(refusal(kind, &"Ż".repeat(bound + 1)), sentence);
    }
    assert!(Attribute::new(AttributeType::SERIAL_NUMBER, &"1".repeat(64)).is_ok());
    assert!(Attribute::new(AttributeType::SERIAL_NUMBER, &"1".repeat(65)).is_err());
    assert!(Attribute::new(AttributeType::DOMAIN_COMPONENT, &"a".repeat(64)).is_err());
}

#[test]
fn refuses_characters_the_string_type_does_not_have() {
    assert_eq!(
        refusal(AttributeType::SERIAL_NUMBER, "a*b"),
        "serialNumber is a PrintableString and cannot hold the character U+002A (X.520)"
    );
    assert_eq!(
        refusal(AttributeType::DOMAIN_COMPONENT, "łódź"),
        "DC is a IA5String and cannot hold the character U+0142 (X.520)"
    );
    for character in ['@', '&', '_', '!', '*', '"', ';', '<', '#'] {
        assert!(Attribute::new(AttributeType::SERIAL_NUMBER, &format!("a{character}")).is_err(), "{character}");
    }
    assert!(Attribute::new(AttributeType::SERIAL_NUMBER, "A-Za-z09 '()+,-./:=?x").is_ok());
}

#[test]
fn refuses_what_cannot_be_seen() {
    for (text, shown) in [
        ("a\0b", "U+0000"),
        ("a\u{7f}b", "U+007F"),
        ("a\u{85}b", "U+0085"),
        ("a\u{ad}b", "U+00AD"),
        ("a\u{200b}b", "U+200B"),
        ("a\u{202e}b", "U+202E"),
        ("a\u{2028}b", "U+2028"),
        ("a\u{feff}b", "U+FEFF"),
        ("a\u{e000}b", "U+E000"),
        ("a\u{e0041}b", "U+E0041"),
    ] {
        let sentence = format!("CN has the character {shown}, which cannot be seen or misleads the reader");
        assert_eq!(refusal(AttributeType::COMMON_NAME, text), sentence);
    }
}

#[test]
fn refuses_texts_that_are_not_composed() {
    let error = Attribute::new(AttributeType::SURNAME, "Z\u{307}aba").unwrap_err();
    assert!(matches!(error, TextError::NotNormalized { .. }));
    assert_eq!(error.to_string(), "SN is not in Unicode normalization form C; compose its characters first");
    assert!(Attribute::new(AttributeType::SURNAME, "Żaba").is_ok());
}

#[test]
fn refuses_white_space_at_an_end() {
    for text in [" a", "a ", "\u{a0}a", "a\u{3000}"] {
        assert_eq!(refusal(AttributeType::COMMON_NAME, text), "CN begins or ends with white space", "{text:?}");
    }
    assert!(Attribute::new(AttributeType::COMMON_NAME, "a b").is_ok());
}

#[test]
fn refuses_a_country_that_is_not_two_capital_letters() {
    for text in ["pl", "Pl", "P1", "ŻŻ"] {
        assert_eq!(refusal(AttributeType::COUNTRY, text), "C is two capital letters of ISO 3166");
    }
    assert!(Attribute::new(AttributeType::COUNTRY, "PL").is_ok());
}

/// What both decoders say to one value: the strict one's sentence, and whether the foreign one reads it.
#[track_caller]
fn assert_only_foreign(tag: Tag, content: &[u8], string: &str) {
    let der = single(AttributeType::COMMON_NAME, tag, content);
    let error = strict(&der).unwrap_err();
    let sentence = format!("the text has an octet or a character that {string} cannot hold at byte ");
    assert!(error.to_string().starts_with(&sentence), "{error}");
    assert_eq!(foreign(&der).unwrap().as_der(), der);
}

#[test]
fn characters_a_string_type_does_not_have_are_read_in_foreign_names_only() {
    assert_only_foreign(Tag::PRINTABLE_STRING, b"Acme & Co *", "PrintableString");
    assert_only_foreign(Tag::UTF8_STRING, b"\xff\xfe", "UTF8String");
    assert_only_foreign(Tag::UTF8_STRING, "a\u{202e}b".as_bytes(), "UTF8String");
    assert_only_foreign(Tag::IA5_STRING, "ż".as_bytes(), "IA5String");
    assert_only_foreign(Tag::NUMERIC_STRING, b"12a", "NumericString");
    assert_only_foreign(Tag::BMP_STRING, b"\x00", "BMPString");
    assert_only_foreign(Tag::BMP_STRING, b"\xd8\x00", "BMPString");
    assert_only_foreign(Tag::UNIVERSAL_STRING, b"\x00\x11\x00\x00", "UniversalString");
}

#[test]
fn refuses_a_string_without_octets_in_any_name() {
    for tag in [Tag::UTF8_STRING, Tag::PRINTABLE_STRING, Tag::BMP_STRING, Tag::TELETEX_STRING] {
        let der = single(AttributeType::COMMON_NAME, tag, b"");
        for refused in [strict(&der), foreign(&der)] {
            assert!(refused.unwrap_err().to_string().starts_with("there must be at least one element at byte "));
        }
    }
}

#[test]
fn a_keyword_stands_for_each_type_that_has_one() {
    assert_eq!(AttributeType::COMMON_NAME.keyword(), Some("CN"));
    assert_eq!(AttributeType::ORGANIZATION_IDENTIFIER.to_string(), "organizationIdentifier");
    let unknown = AttributeType::new("2.999.1".parse().unwrap());
    assert_eq!((unknown.keyword(), unknown.to_string().as_str()), (None, "2.999.1"));
    assert_eq!(unknown.upper_bound(), None);
}
