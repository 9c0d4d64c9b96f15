//! One claim for each rule of the walk over values that nobody understands.

use proptest::prelude::*;

use crate::encoding::{DecodeErrorKind as Kind, OidError, Reader, Tag};

fn walk(der: &[u8]) -> Result<(), (Kind, usize)> {
    Reader::whole(der, "Thing", |reader| reader.well_formed().map(drop))
        .map_err(|error| (error.kind(), error.position()))
}

#[track_caller]
fn reads(cases: &[&[u8]]) {
    for der in cases {
        assert_eq!(walk(der), Ok(()), "{der:02x?}");
    }
}

/// `content` in this many SEQUENCEs.
fn nest(levels: usize, content: Vec<u8>) -> Vec<u8> {
    (0..levels).fold(content, |content, _| {
        let length = u8::try_from(content.len()).unwrap();
        [&[0x30, length][..], &content].concat()
    })
}

/// `element`, at byte 6 of what is around it.
fn inside(element: &[u8]) -> Vec<u8> {
    let content = nest(2, [&[0x05, 0x00][..], element].concat());
    assert_eq!(content.get(6..), Some(element));
    content
}

#[track_caller]
fn refuses(element: &[u8], kind: Kind) {
    assert_eq!(walk(&inside(element)), Err((kind, 6)), "{element:02x?}");
}

#[test]
fn reads_every_universal_type_in_der_form() {
    reads(&[
        b"\x01\x01\xff",
        b"\x02\x02\x00\x80",
        b"\x03\x01\x00",
        b"\x03\x02\x07\x80",
        b"\x04\x00",
        b"\x05\x00",
        b"\x06\x01\x2a",
        b"\x0a\x01\x00",
        b"\x0c\x02\xc5\x82",
        b"\x0d\x01\x05",
        b"\x12\x0299",
        b"\x13\x03a b",
        b"\x14\x01\xff",
        b"\x16\x01*",
        b"\x17\x0d260101000000Z",
        b"\x18\x0f20000229235959Z",
        b"\x18\x1120260101000000.5Z",
        b"\x1a\x01~",
        b"\x1c\x04\0\0\0a",
        b"\x1e\x02\0a",
        b"\x30\x00",
        b"\x31\x00",
        b"\x28\x03\x06\x01\x2a",
    ]);
}

#[test]
fn reads_anything_under_a_tag_of_a_context() {
    reads(&[b"\x80\x01\xff", b"\x40\x00", b"\xa0\x02\x05\x00", b"\xbf\x1f\x02\x05\x00", b"\x9f\x87\x67\x01\x00"]);
}

#[test]
fn refuses_a_length_that_ber_alone_has() {
    refuses(b"\x04\x80\x00\x00", Kind::IndefiniteLength);
    refuses(b"\x04\x81\x01\x00", Kind::NonMinimalLength);
    refuses(b"\x04\x82\x00\x80", Kind::NonMinimalLength);
    refuses(b"\x04\x02\x00", Kind::Truncated { needed: 2, found: 1 });
}

#[test]
fn refuses_a_tag_number_that_is_not_the_shortest() {
    refuses(b"\x9f\x80\x1f\x00", Kind::NonMinimalTag);
    refuses(b"\x9f\x1e\x00", Kind::NonMinimalTag);
    refuses(b"\x9f\x81\x81\x81\x81\x01\x00", Kind::LongTag);
    refuses(b"\x9f\x81", Kind::Truncated { needed: 2, found: 2 });
}

#[test]
fn refuses_end_of_contents_and_types_that_there_are_not() {
    refuses(b"\x00\x00", Kind::EndOfContents);
    refuses(b"\x0f\x00", Kind::UnknownType { number: 15 });
    refuses(b"\x1f\x25\x00", Kind::UnknownType { number: 37 });
    refuses(b"\x3f\x1f\x00", Kind::UnknownType { number: 31 });
}

#[test]
fn refuses_a_string_in_parts_and_a_sequence_in_one_piece() {
    for (octet, kind) in
        [(0x24, Tag::OCTET_STRING), (0x23, Tag::BIT_STRING), (0x2c, Tag::UTF8_STRING), (0x22, Tag::INTEGER)]
    {
        refuses(&[octet, 0], Kind::Constructed { kind });
    }
    refuses(b"\x10\x00", Kind::NotConstructed { kind: Tag::SEQUENCE });
    refuses(b"\x11\x00", Kind::NotConstructed { kind: Tag::SET });
    refuses(b"\x08\x00", Kind::NotConstructed { kind: Tag::from_octet(8).unwrap() });
}

#[test]
fn refuses_content_that_its_type_does_not_have() {
    refuses(b"\x01\x01\x01", Kind::BadBoolean { found: 1 });
    refuses(b"\x01\x00", Kind::WrongContentLength { expected: 1, found: 0 });
    refuses(b"\x02\x02\x00\x7f", Kind::NonMinimalInteger);
    refuses(b"\x02\x00", Kind::NonMinimalInteger);
    refuses(b"\x0a\x02\xff\x80", Kind::NonMinimalInteger);
    refuses(b"\x03\x02\x08\x00", Kind::BadBitString);
    refuses(b"\x03\x02\x01\x01", Kind::BadBitString);
    refuses(b"\x03\x00", Kind::BadBitString);
    refuses(b"\x05\x01\x00", Kind::WrongContentLength { expected: 0, found: 1 });
    refuses(b"\x06\x00", Kind::Oid(OidError::TooFewArcs));
    refuses(b"\x06\x02\x80\x01", Kind::Oid(OidError::NotMinimal));
    refuses(b"\x0d\x01\x80", Kind::Oid(OidError::Unfinished));
}

#[test]
fn refuses_characters_that_their_string_does_not_have() {
    let cases: [(&[u8], &'static str); 7] = [
        (b"\x0c\x01\xff", "UTF8String"),
        (b"\x12\x01a", "NumericString"),
        (b"\x13\x01*", "PrintableString"),
        (b"\x16\x01\x80", "IA5String"),
        (b"\x1a\x01\x1f", "VisibleString"),
        (b"\x1c\x04\0\0\xd8\0", "UniversalString"),
        (b"\x1e\x01a", "BMPString"),
    ];
    for (der, string) in cases {
        refuses(der, Kind::BadCharacter { string });
    }
}

#[test]
fn refuses_times_that_der_writes_otherwise_or_no_calendar_has() {
    for time in ["2601010000Z", "260101000000+0100", "260101000000", "260230000000Z", "261301000000Z", "260101240000Z"]
    {
        refuses(&[&[0x17, u8::try_from(time.len()).unwrap()], time.as_bytes()].concat(), Kind::BadTime);
    }
    for time in ["20260101000000.0Z", "20260101000000.Z", "20260101000000,5Z", "21000229000000Z", "20260101000060Z"] {
        refuses(&[&[0x18, u8::try_from(time.len()).unwrap()], time.as_bytes()].concat(), Kind::BadTime);
    }
}

#[test]
fn reads_a_real_in_the_one_form_of_its_value() {
    reads(&[
        b"\x09\x00",
        b"\x09\x01\x40",
        b"\x09\x01\x43",
        // 1, -3 times 2^-1, an exponent of two octets, and one of four.
        b"\x09\x03\x80\x00\x01",
        b"\x09\x03\xc0\xff\x03",
        b"\x09\x05\x81\x01\x00\x01\x01",
        b"\x09\x07\x83\x04\x01\x00\x00\x00\x01",
        b"\x09\x06\x0315.E2",
        b"\x09\x07\x03-1.E+0",
    ]);
    let wrong: [&[u8]; 16] = [
        b"\x44",
        b"\x40\x00",
        b"\x80\x00\x02",
        b"\x80\x00\x00\x01",
        b"\x80\x00",
        b"\x90\x00\x01",
        b"\x84\x00\x01",
        b"\x81\x00\x01\x01",
        b"\x83\x03\x01\x00\x00\x01",
        b"\x0115",
        b"\x0315.E+2",
        b"\x0315.E02",
        b"\x03150.E2",
        b"\x0315.0E2",
        b"\x03+15.E2",
        b"\x0315.E0",
    ];
    for content in wrong {
        refuses(&[&[0x09, u8::try_from(content.len()).unwrap()], content].concat(), Kind::BadReal);
    }
}

#[test]
fn refuses_times_and_identifiers_that_x509_never_has_by_their_characters() {
    reads(&[
        b"\x0e\x042026",
        b"\x1f\x1f\x0820260101",
        b"\x1f\x20\x06120000",
        b"\x1f\x21\x0e20260101120000",
        b"\x1f\x22\x02P1",
        b"\x1f\x23\x03/\xc5\x82",
        b"\x1f\x24\x01a",
    ]);
    refuses(b"\x0e\x00", Kind::BadCharacter { string: "TIME" });
    refuses(b"\x1f\x1f\x0a2026-01-01", Kind::BadCharacter { string: "DATE" });
    refuses(b"\x1f\x20\x0512000", Kind::BadCharacter { string: "TIME-OF-DAY" });
    refuses(b"\x1f\x21\x01a", Kind::BadCharacter { string: "DATE-TIME" });
    refuses(b"\x1f\x22\x01\x00", Kind::BadCharacter { string: "DURATION" });
    refuses(b"\x1f\x23\x01\xff", Kind::BadCharacter { string: "OID-IRI" });
    refuses(b"\x1f\x24\x00", Kind::BadCharacter { string: "RELATIVE-OID-IRI" });
}

#[test]
fn reads_a_set_in_order_of_encodings_or_of_tags() {
    reads(&[
        // Ascending encodings, one of them twice.
        b"\x31\x09\x02\x01\x01\x02\x01\x01\x02\x01\x02",
        // [0] constructed before [1] primitive: by tag.
        b"\x31\x04\xa0\x00\x81\x00",
        // [1] primitive before [0] constructed: by encoding.
        b"\x31\x04\x81\x00\xa0\x00",
        // SEQUENCE before UTF8String is by neither, the other way round by both.
        b"\x31\x04\x0c\x00\x30\x00",
    ]);
}

#[test]
fn refuses_a_set_in_neither_order() {
    assert_eq!(walk(b"\x31\x06\x02\x01\x02\x02\x01\x01"), Err((Kind::SetOrder, 5)));
    assert_eq!(walk(b"\x31\x04\x30\x00\x0c\x00"), Err((Kind::SetOrder, 4)));
    // By tag only up to the third, which is not above the second by either.
    assert_eq!(walk(b"\x31\x06\xa0\x00\x81\x00\x81\x00"), Err((Kind::SetOrder, 6)));
}

#[test]
fn goes_sixteen_levels_deep() {
    reads(&[&nest(16, vec![]), &nest(16, vec![0x05, 0x00])]);
    assert_eq!(walk(&nest(17, vec![])), Err((Kind::TooDeep { limit: 16 }, 32)));
}

#[test]
fn says_what_is_wrong_in_a_sentence() {
    let sentence = |der: &[u8]| Reader::new(der, "Thing").well_formed().unwrap_err().to_string();
    assert_eq!(
        sentence(b"\x24\x00"),
        "the OCTET STRING is constructed, and DER has it in one piece at byte 0 of Thing"
    );
    assert_eq!(sentence(b"\x10\x00"), "the SEQUENCE is primitive, and it is made of elements at byte 0 of Thing");
    assert_eq!(
        sentence(b"\x00\x00"),
        "end-of-contents octets stand where an element belongs, and DER has none at byte 0 of Thing"
    );
    assert_eq!(sentence(b"\x0f\x00"), "universal tag 15 belongs to no type of this form at byte 0 of Thing");
    assert_eq!(sentence(b"\x9f\x80\x1f\x00"), "the tag number is not written in its shortest form at byte 0 of Thing");
    assert_eq!(sentence(b""), "the element needs 2 octets, found 0 at byte 0 of Thing");
}

proptest! {
    #[test]
    fn gives_back_the_octets_it_read_whatever_follows(der in prop::collection::vec(any::<u8>(), 0..64)) {
        let mut reader = Reader::new(&der, "Thing");
        if let Ok(octets) = reader.well_formed() {
            prop_assert!(der.starts_with(octets));
            prop_assert_eq!(reader.position(), octets.len());
            prop_assert_eq!(walk(octets), Ok(()));
        }
    }

    #[test]
    fn reads_no_element_that_the_reader_does_not(der in prop::collection::vec(any::<u8>(), 0..16)) {
        if Reader::new(&der, "Thing").well_formed().is_ok() {
            let read = Reader::new(&der, "Thing").any().map(drop).map_err(|error| error.kind());
            prop_assert!(matches!(read, Ok(()) | Err(Kind::LongTag)), "{:?}", read);
        }
    }
}
