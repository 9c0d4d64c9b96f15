//! Names: order, octets kept, comparison, and how they are shown.
//!
//! RFC 5280 §4.1.2.4 and §7.1, RFC 4514 for the text. `==` asks for octets, `matches` for meaning.

use chancery::{
    encoding::{Reader, Tag, Writer},
    x509::{Attribute, AttributeType, Name, NameError, Rdn, StringType},
};
use proptest::prelude::*;

use super::{attribute, ca::name, foreign, name_of, single, strict};

const CN: AttributeType = AttributeType::COMMON_NAME;
const O: AttributeType = AttributeType::ORGANIZATION;
const OU: AttributeType = AttributeType::ORGANIZATIONAL_UNIT;

fn written(name: &Name) -> Vec<u8> {
    let mut writer = Writer::new();
    name.encode(&mut writer).unwrap();
    writer.into_octets()
}

fn made(kind: AttributeType, text: &str) -> Attribute {
    Attribute::new(kind, text).unwrap()
}

#[test]
fn attributes_stand_in_the_order_they_are_given() {
    let name = name(&[(CN, "first"), (O, "second"), (AttributeType::COUNTRY, "PL")]);
    let kinds: Vec<_> = name.attributes().map(Attribute::kind).collect();
    assert_eq!(kinds, [CN, O, AttributeType::COUNTRY]);
    assert_eq!(name.to_string(), "C=PL,O=second,CN=first");
    let again = strict(name.as_der()).unwrap();
    assert_eq!(again.attributes().map(Attribute::kind).collect::<Vec<_>>(), kinds);
}

#[test]
fn a_type_may_occur_in_several_rdns() {
    let units = name(&[(O, "Acme"), (OU, "A"), (OU, "B")]);
    assert_eq!(units.to_string(), "OU=B,OU=A,O=Acme");
    let domain = name(&[(AttributeType::DOMAIN_COMPONENT, "pl"), (AttributeType::DOMAIN_COMPONENT, "gov")]);
    assert_eq!(domain.to_string(), "DC=gov,DC=pl");
    assert_eq!(strict(units.as_der()).unwrap(), units);
    assert_eq!(strict(domain.as_der()).unwrap(), domain);
}

#[test]
fn attributes_of_one_rdn_are_written_in_the_order_of_their_encodings() {
    let both = |first: Attribute, second: Attribute| Name::new(vec![Rdn::new(vec![first, second]).unwrap()]).unwrap();
    let one = both(made(CN, "ca"), made(OU, "B"));
    let other = both(made(OU, "B"), made(CN, "ca"));
    assert_eq!(one, other, "a SET has one encoding in DER (X.690 §11.6)");
    assert_eq!(strict(one.as_der()).unwrap(), one);
}

#[test]
fn a_name_that_was_made_shows_itself_like_the_same_name_read() {
    let made = Name::new(vec![Rdn::new(vec![made(CN, "a longer text"), made(OU, "B")]).unwrap()]).unwrap();
    let read = strict(made.as_der()).unwrap();
    assert_eq!(read.rdns(), made.rdns());
    assert_eq!(read.to_string(), made.to_string());
}

#[test]
fn refuses_an_rdn_of_nothing_and_a_type_twice_in_one() {
    let error = Rdn::new(Vec::new()).unwrap_err();
    assert_eq!(error.to_string(), "a relative distinguished name has at least one attribute");
    let error = Rdn::new(vec![made(CN, "a"), made(O, "b"), made(CN, "c")]).unwrap_err();
    assert!(matches!(error, NameError::Repeated { kind } if kind == CN));
    assert_eq!(error.to_string(), "CN occurs twice in one relative distinguished name");
}

#[test]
fn the_empty_name_is_an_empty_sequence() {
    assert_eq!(Name::empty().as_der(), [0x30, 0x00]);
    assert!(Name::empty().is_empty() && Name::empty().to_string().is_empty());
    assert_eq!(strict(&[0x30, 0x00]).unwrap(), Name::empty());
    assert_eq!(Name::of(&[]).unwrap(), Name::empty());
}

#[test]
fn string_types_are_those_of_the_attribute() {
    for (kind, text, string) in [
        (CN, "Zażółć", StringType::Utf8),
        (AttributeType::COUNTRY, "PL", StringType::Printable),
        (AttributeType::SERIAL_NUMBER, "PNOPL-1", StringType::Printable),
        (AttributeType::DN_QUALIFIER, "q", StringType::Printable),
        (AttributeType::DOMAIN_COMPONENT, "gov", StringType::Ia5),
        (AttributeType::EMAIL_ADDRESS, "a@b.example", StringType::Ia5),
        (AttributeType::ORGANIZATION_IDENTIFIER, "VATPL-1", StringType::Utf8),
        (AttributeType::new("2.999.1".parse().unwrap()), "any", StringType::Utf8),
    ] {
        let name = name(&[(kind, text)]);
        let attribute = name.attributes().next().unwrap();
        assert_eq!((attribute.string_type(), attribute.content()), (string, text.as_bytes()), "{kind}");
    }
}

/// The same text in each string type a foreign name may hold.
fn spellings() -> Vec<(Tag, Vec<u8>)> {
    let text = "Acme Root";
    vec![
        (Tag::UTF8_STRING, text.into()),
        (Tag::PRINTABLE_STRING, text.into()),
        (Tag::IA5_STRING, text.into()),
        (Tag::TELETEX_STRING, text.into()),
        (Tag::BMP_STRING, text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        (Tag::UNIVERSAL_STRING, text.chars().flat_map(|character| u32::from(character).to_be_bytes()).collect()),
    ]
}

#[test]
fn octets_are_kept_whatever_the_string_type() {
    for (tag, content) in spellings() {
        let der = single(CN, tag, &content);
        let read = foreign(&der).unwrap();
        assert_eq!(read.as_der(), der, "{tag}");
        assert_eq!(written(&read), der, "{tag}");
        assert_eq!(read.attributes().next().unwrap().content(), content, "{tag}");
        assert_eq!(read.to_string(), "CN=Acme Root", "{tag}");
    }
}

#[test]
fn names_match_whatever_the_string_type_and_are_not_equal() {
    let ours = name(&[(CN, "acme  ROOT")]);
    for (tag, content) in spellings() {
        let theirs = foreign(&single(CN, tag, &content)).unwrap();
        assert!(ours.matches(&theirs) && theirs.matches(&ours), "{tag}");
        assert_eq!(ours.comparison_key(), theirs.comparison_key(), "{tag}");
        assert_ne!(ours, theirs, "{tag}");
    }
}

#[track_caller]
fn assert_matching(one: &str, other: &str) {
    let read = |text: &str| foreign(&single(CN, Tag::UTF8_STRING, text.as_bytes())).unwrap();
    assert!(read(one).matches(&read(other)), "{one:?} matches {other:?}");
    assert!(read(other).matches(&read(one)), "{other:?} matches {one:?}");
}

#[track_caller]
fn assert_different(one: &str, other: &str) {
    let read = |text: &str| foreign(&single(CN, Tag::UTF8_STRING, text.as_bytes())).unwrap();
    assert!(!read(one).matches(&read(other)), "{one:?} does not match {other:?}");
}

#[test]
fn case_does_not_count() {
    assert_matching("ZAŻÓŁĆ", "zażółć");
    assert_matching("STRASSE", "straße");
    assert_matching("ΣΊΣΥΦΟΣ", "σίσυφος");
}

#[test]
fn outer_and_repeated_spaces_do_not_count() {
    assert_matching("  Acme   Root ", "acme root");
    assert_different("Acme Root", "AcmeRoot");
}

#[test]
fn compatible_characters_are_the_same() {
    assert_matching("Ｊａｎ", "jan");
    assert_matching("ﬁrm", "firm");
    assert_matching("Z\u{307}aba", "Żaba");
    assert_matching("①", "1");
}

#[test]
fn a_character_younger_than_the_profile_is_folded_like_what_it_is_composed_to() {
    use unicode_normalization::UnicodeNormalization;
    // U+1EE29 came after Unicode 3.2 and is composed to a letter that did not: two ways of folding would tell them apart.
    for text in ["ᾀ\u{1ee29}", "ß\u{1ee29}"] {
        let composed: String = text.nfkc().collect();
        assert_ne!(composed, text);
        assert_matching(text, &composed);
        assert_matching(text, &composed.to_uppercase());
    }
}

#[test]
fn a_character_younger_than_the_profile_changes_nothing_for_its_neighbours() {
    assert_matching("GRO\u{1e9e}", "Groß");
    assert_matching("GRO\u{1e9e}", "GROSS");
    // U+1F680 came after Unicode 3.2.
    assert_matching("Groß \u{1f680}", "GROSS \u{1f680}");
    assert_matching("Acme\u{fe0f} \u{1f680}", "Acme \u{1f680}\u{ad}");
    assert_matching("\u{301}Straße", "\u{301}STRASSE");
    // A letter that got its small one later.
    assert_matching("\u{13a0}", "\u{ab70}");
    assert_different("Acme \u{1f680}", "Acme \u{1f681}");
}

#[test]
fn accents_and_letters_count() {
    assert_different("Zolc", "Żółć");
    assert_different("Acme", "Acme2");
    assert_different("a", "а");
}

#[test]
fn rdns_match_in_order_and_their_attributes_in_any() {
    let two = |first, second| foreign(&name_of(&[&[first], &[second]])).unwrap();
    let one = |kind, text: &str| attribute(kind, Tag::UTF8_STRING, text.as_bytes());
    assert!(!two(one(CN, "a"), one(O, "b")).matches(&two(one(O, "b"), one(CN, "a"))));
    let together = |first: &str, second: &str| {
        Name::new(vec![Rdn::new(vec![made(CN, first), made(OU, second)]).unwrap()]).unwrap()
    };
    assert!(together("a", "LONG TEXT").matches(&together("A", "long text")));
    assert!(!together("a", "b").matches(&two(one(CN, "a"), one(OU, "b"))));
}

#[test]
fn what_is_no_text_is_compared_by_its_octets() {
    let unique = AttributeType::new("2.5.4.45".parse().unwrap());
    let bits = |content: &[u8]| foreign(&single(unique, Tag::BIT_STRING, content)).unwrap();
    assert!(bits(b"\x00\x01").matches(&bits(b"\x00\x01")));
    assert!(!bits(b"\x00\x01").matches(&bits(b"\x00\x02")));
    assert_eq!(bits(b"\x00\x01").to_string(), "2.5.4.45=#03020001");
}

#[test]
fn a_name_begins_with_the_names_above_it() {
    let whole = name(&[(AttributeType::COUNTRY, "PL"), (O, "Example"), (CN, "a")]);
    assert!(whole.begins_with(&name(&[(AttributeType::COUNTRY, "PL"), (O, "EXAMPLE")])));
    assert!(whole.begins_with(&whole) && whole.begins_with(&Name::empty()));
    assert!(!whole.begins_with(&name(&[(O, "Example")])));
    assert!(!name(&[(AttributeType::COUNTRY, "PL")]).begins_with(&whole));
}

#[test]
fn special_characters_are_escaped_as_rfc_4514_says() {
    for (text, shown) in [
        ("a,b+c\"d\\e<f>g;h", "CN=a\\,b\\+c\\\"d\\\\e\\<f\\>g\\;h"),
        ("#a#", "CN=\\#a#"),
        ("a=b", "CN=a=b"),
        ("Zażółć", "CN=Zażółć"),
    ] {
        assert_eq!(name(&[(CN, text)]).to_string(), shown);
    }
    for (text, shown) in [
        (" a ", "CN=\\ a\\ "),
        (" ", "CN=\\ "),
        ("a b", "CN=a b"),
        ("a\0b", "CN=a\\00b"),
        ("a\nCN=b", "CN=a\\0aCN=b"),
        ("a\u{85}b", "CN=a\\c2\\85b"),
    ] {
        assert_eq!(foreign(&single(CN, Tag::UTF8_STRING, text.as_bytes())).unwrap().to_string(), shown);
    }
}

#[test]
fn several_attributes_of_an_rdn_are_joined_by_a_plus() {
    let shown = foreign(&name_of(&[
        &[attribute(O, Tag::UTF8_STRING, b"Acme")],
        &[attribute(CN, Tag::UTF8_STRING, b"A"), attribute(OU, Tag::UTF8_STRING, b"B")],
    ]));
    assert_eq!(shown.unwrap().to_string(), "CN=A+OU=B,O=Acme");
}

#[test]
fn debug_masks_numbers_of_persons_and_display_shows_them() {
    let name = name(&[(AttributeType::SERIAL_NUMBER, "PNOPL-99723100018"), (CN, "a")]);
    assert_eq!(format!("{name:?}"), "Name(CN=a,serialNumber=PNOPL-*******0018)");
    assert_eq!(name.to_string(), "CN=a,serialNumber=PNOPL-99723100018");
    let attribute = name.attributes().next().unwrap();
    assert_eq!(format!("{attribute:?}"), "serialNumber=\"PNOPL-*******0018\"");
    assert!(!format!("{:?}", name.rdns()).contains("9972310"));
}

#[test]
fn refuses_an_rdn_of_nothing() {
    let error = foreign(&name_of(&[&[]])).unwrap_err();
    assert_eq!(error.to_string(), "there must be at least one element at byte 2 of Name");
}

#[test]
fn refuses_attributes_out_of_the_order_of_der() {
    let attributes = [attribute(OU, Tag::UTF8_STRING, b"B"), attribute(CN, Tag::UTF8_STRING, b"A")];
    let error = foreign(&name_of(&[&attributes])).unwrap_err();
    let sentence = "the elements of the SET OF are not in ascending order of their encodings at byte 14 of \
                    RelativeDistinguishedName";
    assert_eq!(error.to_string(), sentence);
}

#[test]
fn refuses_more_rdns_than_any_name_has() {
    let rdn = [attribute(OU, Tag::UTF8_STRING, b"A")];
    let rdns = |count| vec![rdn.as_slice(); count];
    assert_eq!(foreign(&name_of(&rdns(Name::MAX_RDNS))).unwrap().rdns().len(), 64);
    let error = foreign(&name_of(&rdns(Name::MAX_RDNS + 1))).unwrap_err();
    assert!(error.to_string().starts_with("found more than the limit of 64 elements at byte "), "{error}");
}

#[test]
fn refuses_what_follows_in_an_attribute() {
    let one = super::forge::der(|writer| {
        writer.sequence(|fields| {
            fields.oid(&CN.oid())?;
            fields.element(Tag::UTF8_STRING, b"A")?;
            fields.null()
        })
    });
    let error = foreign(&name_of(&[&[one]])).unwrap_err();
    assert!(error.to_string().starts_with("expected the end, found 2 more octets at byte "), "{error}");
}

#[test]
fn refuses_a_sequence_where_a_set_stands() {
    let name = super::forge::der(|writer| writer.sequence(|name| name.sequence(|rdn| rdn.null())));
    let error = Reader::whole(&name, "Name", Name::decode_foreign).unwrap_err();
    assert_eq!(error.to_string(), "expected SET, found SEQUENCE at byte 2 of Name");
}

fn texts() -> impl Strategy<Value = Vec<(bool, String)>> {
    prop::collection::vec((any::<bool>(), "[A-Za-z0-9żółćŻÓŁĆ.,+\"# -]{1,12}"), 0..5)
}

fn of_texts(texts: &[(bool, String)]) -> Option<Name> {
    let kind = |organization: bool| if organization { O } else { CN };
    let attributes: Vec<_> = texts.iter().map(|(organization, text)| (kind(*organization), text.as_str())).collect();
    Name::of(&attributes).ok()
}

proptest! {
    #[test]
    fn a_name_is_read_as_it_was_written(texts in texts()) {
        let Some(name) = of_texts(&texts) else { return Ok(()) };
        let read = strict(name.as_der()).unwrap();
        prop_assert_eq!(&read, &name);
        prop_assert_eq!(read.rdns(), name.rdns());
        prop_assert_eq!(written(&read), name.as_der());
    }

    #[test]
    fn names_match_exactly_when_their_keys_are_equal(one in texts(), other in texts()) {
        let (Some(one), Some(other)) = (of_texts(&one), of_texts(&other)) else { return Ok(()) };
        prop_assert_eq!(one.matches(&other), one.comparison_key() == other.comparison_key());
        prop_assert!(one.matches(&one));
    }

    #[test]
    fn any_text_matches_itself_in_another_case_and_composition(text in "\\PC{1,12}") {
        use unicode_normalization::UnicodeNormalization;
        let read = |text: &str| foreign(&single(CN, Tag::UTF8_STRING, text.as_bytes())).unwrap();
        prop_assert!(read(&text).matches(&read(&text.nfkc().collect::<String>())));
        prop_assert!(read(&text).matches(&read(&text.nfd().collect::<String>())));
    }

    #[test]
    fn no_octets_make_the_reader_panic(octets in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = strict(&octets);
        let _ = foreign(&octets).map(|name| name.to_string());
    }
}
