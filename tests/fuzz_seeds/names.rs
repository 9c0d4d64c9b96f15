//! Seeds of `name_round_trip`: every string type, both orders of an RDN, and what only a foreign authority writes.
//!
//! Sound names come from the constructors; the others are written octet by octet, as no constructor makes them (X-05,
//! The surprising choice: a name in T61 and one in BMPString are among the sound ones for readers of existing
//! certificates, so they exercise the comparison of X-32 and not a refusal.

use chancery::{
    encoding::{EncodeError, Tag, Writer},
    x509::{Attribute, AttributeType, Name, Rdn},
};

use super::{Seeds, der};

pub(crate) fn name_round_trip() -> Seeds {
    let mut seeds = Seeds::new();
    for (name, attributes) in sound() {
        seeds.insert(name.to_owned(), Name::of(&attributes).expect("a name").as_der().to_vec());
    }
    seeds.insert("together".to_owned(), together());
    for (name, tag, content) in by_hand() {
        seeds.insert(name.to_owned(), one(tag, content));
    }
    let twice = der(|w| {
        w.sequence(|list| {
            let attribute =
                |content: &[u8]| der(|w| w.sequence(|fields| write_name(fields, Tag::UTF8_STRING, content)));
            list.element(Tag::SET, &[attribute(b"b"), attribute(b"a")].concat())
        })
    });
    seeds.insert("rdn_not_sorted".to_owned(), twice);
    seeds.insert("rdn_empty".to_owned(), vec![0x30, 0x02, 0x31, 0x00]);
    seeds.insert("empty".to_owned(), Name::empty().as_der().to_vec());
    seeds
}

type Texts = Vec<(AttributeType, &'static str)>;

fn sound() -> Vec<(&'static str, Texts)> {
    use AttributeType as A;
    vec![
        ("plain", vec![(A::COUNTRY, "PL"), (A::ORGANIZATION, "Urząd"), (A::COMMON_NAME, "chancery")]),
        ("two_units", vec![(A::ORGANIZATIONAL_UNIT, "A"), (A::ORGANIZATIONAL_UNIT, "B")]),
        ("domain", vec![(A::DOMAIN_COMPONENT, "pl"), (A::DOMAIN_COMPONENT, "gov")]),
        ("escapes", vec![(A::COMMON_NAME, "#a, \"b\" + c;<d> \\")]),
        ("folded", vec![(A::COMMON_NAME, "STRASSE ﬀ Ǆ")]),
        ("number", vec![(A::SERIAL_NUMBER, "PNOPL-99723100018")]),
    ]
}

/// Two attributes in one RDN.
fn together() -> Vec<u8> {
    let attribute = |kind, text| Attribute::new(kind, text).expect("an attribute");
    let rdn = vec![attribute(AttributeType::ORGANIZATIONAL_UNIT, "B"), attribute(AttributeType::COMMON_NAME, "ca")];
    Name::new(vec![Rdn::new(rdn).expect("an RDN")]).expect("a name").as_der().to_vec()
}

fn by_hand() -> Vec<(&'static str, Tag, &'static [u8])> {
    vec![
        ("teletex", Tag::TELETEX_STRING, b"Urz\xe4d"),
        ("bmp", Tag::BMP_STRING, b"\0U\0r\0z\x01\x05\0d"),
        ("bmp_half_a_pair", Tag::BMP_STRING, b"\xd8\x01\0d"),
        ("universal", Tag::UNIVERSAL_STRING, b"\0\0\0U\0\x01\xf6\0"),
        ("printable", Tag::PRINTABLE_STRING, b"plain"),
        ("printable_with_an_at", Tag::PRINTABLE_STRING, b"a@b"),
        ("utf8_with_outer_spaces", Tag::UTF8_STRING, b"  two  spaces  "),
        ("utf8_malformed", Tag::UTF8_STRING, b"\xc0\x80"),
        ("utf8_with_a_nul", Tag::UTF8_STRING, b"host\0.example"),
        ("utf8_right_to_left", Tag::UTF8_STRING, "a\u{202e}b".as_bytes()),
        ("no_text", Tag::SEQUENCE, b"\x05\x00"),
        ("separators", Tag::OCTET_STRING, b"\xfe\xff\xfe\xff"),
        ("nothing", Tag::UTF8_STRING, b""),
    ]
}

/// A name of one common name with this value.
fn one(tag: Tag, content: &[u8]) -> Vec<u8> {
    der(|w| w.sequence(|list| list.nested(Tag::SET, |set| set.sequence(|fields| write_name(fields, tag, content)))))
}

fn write_name(fields: &mut Writer, tag: Tag, content: &[u8]) -> Result<(), EncodeError> {
    fields.oid(&AttributeType::COMMON_NAME.oid())?;
    fields.element(tag, content)
}
