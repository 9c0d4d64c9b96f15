//! One claim for each rule: the octets that break it, the error, the sentence.

use proptest::prelude::*;

use crate::encoding::{BitString, DecodeError, DecodeErrorKind as Kind, Reader, Tag};

fn refusal<'a, T: std::fmt::Debug>(
    der: &'a [u8],
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, DecodeError>,
) -> Kind {
    Reader::whole(der, "Thing", read).unwrap_err().kind()
}

/// `content` in this many SEQUENCEs.
fn nest(levels: usize) -> Vec<u8> {
    (0..levels).fold(vec![], |content, _| {
        let length = u8::try_from(content.len()).unwrap();
        [&[0x30, length][..], &content].concat()
    })
}

fn descend(reader: &mut Reader<'_>) -> Result<(), DecodeError> {
    if reader.is_at_end() { Ok(()) } else { reader.sequence("Level", descend) }
}

#[test]
fn refuses_a_length_that_is_not_the_shortest() {
    for der in [&[0x04, 0x81, 0x7f][..], &[0x04, 0x81, 0x00], &[0x04, 0x82, 0x00, 0x80], &[0x04, 0x85, 0, 0, 0, 0, 1]] {
        assert_eq!(refusal(der, |r| r.any()), Kind::NonMinimalLength, "{der:02x?}");
    }
    assert_eq!(Kind::NonMinimalLength.to_string(), "the length is not written in its shortest form");
    let long = [&[0x04, 0x81, 0x80][..], &[7; 128]].concat();
    assert_eq!(Reader::whole(&long, "Thing", |r| r.octet_string()).unwrap(), [7; 128]);
}

#[test]
fn refuses_an_indefinite_length() {
    assert_eq!(refusal(&[0x30, 0x80, 0, 0], |r| r.any()), Kind::IndefiniteLength);
    assert_eq!(Kind::IndefiniteLength.to_string(), "the length is indefinite, and DER has definite lengths only");
}

#[test]
fn refuses_a_length_of_more_than_four_octets() {
    assert_eq!(refusal(&[0x04, 0x85, 1, 0, 0, 0, 0], |r| r.any()), Kind::LengthTooLarge);
    assert_eq!(Kind::LengthTooLarge.to_string(), "the length does not fit in four octets");
    let huge = refusal(&[0x04, 0x84, 0xff, 0xff, 0xff, 0xff], |r| r.any());
    assert_eq!(huge, Kind::Truncated { needed: 0xffff_ffff, found: 0 });
}

#[test]
fn refuses_a_long_tag() {
    assert_eq!(refusal(&[0x1f, 0x81, 0x01, 0], |r| r.any()), Kind::LongTag);
    assert_eq!(refusal(&[0xbf, 0x20, 0], |r| r.octet_string()), Kind::LongTag);
    assert_eq!(Kind::LongTag.to_string(), "tags of more than one octet are not used in this structure");
}

#[test]
fn refuses_what_ends_too_soon() {
    for der in [&[0x04][..], &[0x04, 0x82, 0x01]] {
        assert!(matches!(refusal(der, |r| r.any()), Kind::Truncated { .. }), "{der:02x?}");
    }
    let error = Reader::whole(&[0x04, 3, 1], "Thing", |r| r.any()).unwrap_err();
    assert_eq!(error.to_string(), "the element needs 3 octets, found 1 at byte 0 of Thing");
    assert_eq!(refusal(&[], |r| r.any()), Kind::Truncated { needed: 2, found: 0 });
}

#[test]
fn refuses_trailing_octets() {
    let error = Reader::whole(&[0x05, 0, 0x05, 0], "Thing", |r| r.null()).unwrap_err();
    assert_eq!(error.to_string(), "expected the end, found 2 more octets at byte 2 of Thing");
    let inside = Reader::whole(&[0x30, 4, 5, 0, 5, 0], "Thing", |r| r.sequence("Inner", |i| i.null())).unwrap_err();
    assert_eq!((inside.kind(), inside.position(), inside.within()), (Kind::TrailingBytes { count: 2 }, 4, "Inner"));
}

#[test]
fn refuses_another_element_and_a_missing_one() {
    let error = Reader::whole(&[0x31, 0], "Thing", |r| r.element(Tag::SEQUENCE)).unwrap_err();
    assert_eq!(error.to_string(), "expected SEQUENCE, found SET at byte 0 of Thing");
    let error = Reader::whole(&[0x30, 0], "Thing", |r| r.sequence("Inner", |i| i.oid())).unwrap_err();
    assert_eq!(error.to_string(), "expected OBJECT IDENTIFIER, found the end at byte 2 of Inner");
    let error = Reader::whole(&[0xa0, 0], "Thing", |r| r.element(Tag::context(1))).unwrap_err();
    assert_eq!(error.to_string(), "expected [1], found [0] at byte 0 of Thing");
}

#[test]
fn refuses_an_integer_that_is_not_the_shortest() {
    for der in [&[0x02, 0][..], &[0x02, 2, 0, 0x7f], &[0x02, 2, 0xff, 0x80], &[0x02, 2, 0, 0]] {
        assert_eq!(refusal(der, |r| r.integer()), Kind::NonMinimalInteger, "{der:02x?}");
    }
    assert_eq!(Kind::NonMinimalInteger.to_string(), "the INTEGER is not written in its shortest form");
    assert_eq!(Reader::whole(&[0x02, 2, 0, 0x80], "Thing", |r| r.natural()).unwrap(), [0x80]);
    assert_eq!(Reader::whole(&[0x02, 1, 0], "Thing", |r| r.natural()).unwrap(), [0]);
}

#[test]
fn refuses_an_integer_that_does_not_fit() {
    assert_eq!(refusal(&[0x02, 1, 0x80], |r| r.natural()), Kind::NegativeInteger);
    assert_eq!(refusal(&[0x02, 5, 1, 0, 0, 0, 0], |r| r.small_natural()), Kind::IntegerTooLarge);
    assert_eq!(Kind::NegativeInteger.to_string(), "the INTEGER is negative");
    assert_eq!(Kind::IntegerTooLarge.to_string(), "the INTEGER is too large");
    let most = [0x02, 5, 0, 0xff, 0xff, 0xff, 0xff];
    assert_eq!(Reader::whole(&most, "Thing", |r| r.small_natural()).unwrap(), u32::MAX);
}

#[test]
fn refuses_a_boolean_other_than_00_and_ff() {
    assert_eq!(refusal(&[1, 1, 1], |r| r.boolean()), Kind::BadBoolean { found: 1 });
    assert_eq!(Kind::BadBoolean { found: 1 }.to_string(), "a BOOLEAN is 00 or FF, found 01");
    assert_eq!(refusal(&[1, 0], |r| r.boolean()), Kind::WrongContentLength { expected: 1, found: 0 });
    assert_eq!(refusal(&[1, 2, 0, 0], |r| r.boolean()), Kind::WrongContentLength { expected: 1, found: 2 });
}

#[test]
fn refuses_a_default_that_is_written() {
    assert_eq!(refusal(&[1, 1, 0], |r| r.boolean_default_false()), Kind::DefaultEncoded);
    assert_eq!(Kind::DefaultEncoded.to_string(), "the value equals its DEFAULT and must be left out");
    assert!(!Reader::whole(&[], "Thing", |r| r.boolean_default_false()).unwrap());
    assert!(Reader::whole(&[1, 1, 0xff], "Thing", |r| r.boolean_default_false()).unwrap());
}

#[test]
fn refuses_unused_bits_that_are_wrong() {
    for der in [&[3, 0][..], &[3, 1, 1], &[3, 2, 8, 0], &[3, 2, 1, 1], &[3, 2, 7, 0xc0], &[3, 2, 255, 0]] {
        assert_eq!(refusal(der, |r| r.bit_string()), Kind::BadBitString, "{der:02x?}");
    }
    assert_eq!(
        Kind::BadBitString.to_string(),
        "the BIT STRING has a wrong count of unused bits or unused bits that are set"
    );
    let read = Reader::whole(&[3, 2, 7, 0x80], "Thing", |r| r.bit_string()).unwrap();
    assert_eq!(read, BitString { unused_bits: 7, octets: &[0x80] });
    assert_eq!(refusal(&[3, 2, 7, 0x80], |r| r.bit_string_of_octets()), Kind::NotWholeOctets);
    assert_eq!(Kind::NotWholeOctets.to_string(), "the BIT STRING must hold whole octets");
}

#[test]
fn refuses_a_null_with_content() {
    assert_eq!(refusal(&[5, 1, 0], |r| r.null()), Kind::WrongContentLength { expected: 0, found: 1 });
    let sentence = Kind::WrongContentLength { expected: 0, found: 1 }.to_string();
    assert_eq!(sentence, "the content has 1 octets, expected 0");
}

#[test]
fn refuses_a_set_out_of_order_or_empty() {
    let read = |r: &mut Reader<'_>| r.set_of("Set", |one| one.integer().map(|_| ()));
    assert_eq!(Reader::whole(&[0x31, 6, 2, 1, 1, 2, 1, 2], "Thing", read), Ok(()));
    let error = Reader::whole(&[0x31, 6, 2, 1, 2, 2, 1, 1], "Thing", read).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the elements of the SET OF are not in ascending order of their encodings at byte 5 of Set"
    );
    assert_eq!(refusal(&[0x31, 0], read), Kind::Empty);
    assert_eq!(Kind::Empty.to_string(), "there must be at least one element");
}

#[test]
fn refuses_nesting_deeper_than_16_levels() {
    assert_eq!(Reader::whole(&nest(16), "Thing", descend), Ok(()));
    let error = Reader::whole(&nest(17), "Thing", descend).unwrap_err();
    assert_eq!((error.kind(), error.position()), (Kind::TooDeep { limit: 16 }, 32));
    assert_eq!(error.to_string(), "the nesting is deeper than 16 levels at byte 32 of Level");
}

#[test]
fn counts_positions_from_the_start_of_the_outermost_input() {
    let mut reader = Reader::at(&[5, 0, 5, 1], 100, "Part");
    reader.null().unwrap();
    assert_eq!(reader.position(), 102);
    assert_eq!(reader.null().unwrap_err().position(), 102);
}

#[test]
fn an_absent_option_is_no_error_and_a_broken_one_is() {
    let mut reader = Reader::new(&[0xa1, 5, 0], "Thing");
    assert_eq!(reader.optional(Tag::context_constructed(0)).unwrap(), None);
    assert!(matches!(
        reader.optional(Tag::context_constructed(1)).unwrap_err().kind(),
        Kind::Truncated { needed: 5, found: 1 }
    ));
}

proptest! {
    /// Reads elements until none is left or one is refused; constructed ones are entered.
    #[test]
    fn any_octets_end_in_a_value_or_an_error(der in proptest::collection::vec(any::<u8>(), 0..300)) {
        fn walk(reader: &mut Reader<'_>) -> Result<(), DecodeError> {
            while !reader.is_at_end() {
                let element = reader.any()?;
                if element.tag.is_constructed() {
                    walk(&mut reader.enter(&element, "Inner")?)?;
                }
            }
            Ok(())
        }
        let _ = walk(&mut Reader::new(&der, "Thing"));
    }
}
