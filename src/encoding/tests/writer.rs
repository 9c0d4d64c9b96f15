//! What is written is read back, and has one form.

use proptest::prelude::*;

use crate::encoding::{EncodeError, Reader, Tag, Writer};

fn written(body: impl FnOnce(&mut Writer) -> Result<(), EncodeError>) -> Vec<u8> {
    let mut writer = Writer::new();
    body(&mut writer).unwrap();
    assert_eq!(writer.octets(), writer.clone().into_octets());
    writer.into_octets()
}

/// The bits of a named BIT STRING, bit 0 of the ASN.1 in the lowest place.
fn named_bits(der: &[u8]) -> (u8, u16) {
    let bits = Reader::whole(der, "Flags", |r| r.bit_string()).unwrap();
    let mut octets = bits.octets.iter();
    let mut next = || octets.next().copied().unwrap_or(0);
    (bits.unused_bits, u16::from_be_bytes([next(), next()]).reverse_bits())
}

#[test]
fn lengths_take_as_many_octets_as_they_need() {
    let cases: [(usize, &[u8]); 8] = [
        (0, &[0]),
        (127, &[0x7f]),
        (128, &[0x81, 0x80]),
        (255, &[0x81, 0xff]),
        (256, &[0x82, 1, 0]),
        (65535, &[0x82, 0xff, 0xff]),
        (65536, &[0x83, 1, 0, 0]),
        (0x100_0000, &[0x84, 1, 0, 0, 0]),
    ];
    for (length, header) in cases {
        let content = vec![7; length];
        let flat = written(|w| w.octet_string(&content));
        assert_eq!(flat[1..=header.len()], *header, "{length}");
        let nested = written(|w| w.octet_string_of(|inner| inner.raw(&content)));
        assert_eq!(flat, nested, "{length}");
    }
}

#[test]
fn numbers_have_no_leading_zeros_and_a_sign_octet_when_they_need_it() {
    let cases: [(&[u8], &[u8]); 5] = [
        (&[], &[2, 1, 0]),
        (&[0, 0], &[2, 1, 0]),
        (&[0, 1], &[2, 1, 1]),
        (&[0x80], &[2, 2, 0, 0x80]),
        (&[0x7f], &[2, 1, 0x7f]),
    ];
    for (magnitude, der) in cases {
        assert_eq!(written(|w| w.natural(magnitude)), der);
    }
}

#[test]
fn named_bits_leave_out_trailing_zeros() {
    let cases: [(u16, &[u8]); 5] = [
        (0, &[3, 1, 0]),
        (1, &[3, 2, 7, 0x80]),
        (0b110_0000, &[3, 2, 1, 0x06]),
        (1 << 8, &[3, 3, 7, 0, 0x80]),
        (0xffff, &[3, 3, 0, 0xff, 0xff]),
    ];
    for (bits, der) in cases {
        assert_eq!(written(|w| w.named_bits(Tag::BIT_STRING, bits)), der, "{bits:b}");
    }
}

#[test]
fn a_set_is_written_in_order() {
    let set = written(|w| w.set_of(vec![vec![2, 1, 9], vec![2, 1, 1], vec![1, 1, 0xff]]));
    assert_eq!(set, [0x31, 9, 1, 1, 0xff, 2, 1, 1, 2, 1, 9]);
    Reader::whole(&set, "Set", |r| r.set_of("Set", |one| one.any().map(|_| ()))).unwrap();
}

#[test]
fn a_length_that_does_not_fit_is_said() {
    assert_eq!(
        EncodeError::TooLong { octets: 4_294_967_296 }.to_string(),
        "an element of 4294967296 octets is too long to be written; four length octets hold 4294967295 at most"
    );
}

proptest! {
    #[test]
    fn naturals_are_read_back(magnitude in proptest::collection::vec(any::<u8>(), 1..40)) {
        let der = written(|w| w.natural(&magnitude));
        let read = Reader::whole(&der, "Number", |r| r.natural()).unwrap();
        let zeros = magnitude.iter().take_while(|octet| **octet == 0).count().min(magnitude.len() - 1);
        prop_assert_eq!(read, &magnitude[zeros..]);
    }

    #[test]
    fn small_naturals_are_read_back(value: u32) {
        let der = written(|w| w.small_natural(value));
        prop_assert_eq!(Reader::whole(&der, "Number", |r| r.small_natural()).unwrap(), value);
    }

    #[test]
    fn named_bits_are_read_back(bits: u16) {
        let der = written(|w| w.named_bits(Tag::BIT_STRING, bits));
        let (unused, read) = named_bits(&der);
        prop_assert_eq!(read, bits);
        // The last bit that is written is set: nothing trails.
        if let Some(last) = der.get(3..).and_then(<[u8]>::last) {
            prop_assert_eq!(last.trailing_zeros(), u32::from(unused));
        }
    }

    #[test]
    fn nesting_is_read_back(
        content in proptest::collection::vec(any::<u8>(), 0..400),
        long in prop::bool::weighted(0.1),
        value: bool,
    ) {
        let content = if long { content.iter().copied().cycle().take(content.len() * 200).collect() } else { content };
        let der = written(|w| {
            w.sequence(|outer| {
                outer.boolean(value)?;
                outer.nested(Tag::context_constructed(3), |inner| {
                    inner.octet_string(&content)?;
                    inner.bit_string_of_octets(&content)
                })?;
                outer.null()
            })
        });
        let read = Reader::whole(&der, "Outer", |r| {
            r.sequence("Outer", |outer| {
                let value = outer.boolean()?;
                let parts = outer.nested(Tag::context_constructed(3), "Inner", |inner| {
                    Ok::<_, crate::encoding::DecodeError>((inner.octet_string()?, inner.bit_string_of_octets()?))
                })?;
                outer.null()?;
                Ok::<_, crate::encoding::DecodeError>((value, parts))
            })
        });
        prop_assert_eq!(read.unwrap(), (value, (&content[..], &content[..])));
    }

    #[test]
    fn sets_are_read_back(elements in proptest::collection::vec(any::<u16>(), 1..12)) {
        let encoded: Vec<_> = elements.iter().map(|value| written(|w| w.small_natural(u32::from(*value)))).collect();
        let der = written(|w| w.set_of(encoded));
        let mut read = vec![];
        Reader::whole(&der, "Set", |r| r.set_of("Set", |one| one.small_natural().map(|value| read.push(value)))).unwrap();
        read.sort_unstable();
        let mut expected: Vec<_> = elements.into_iter().map(u32::from).collect();
        expected.sort_unstable();
        prop_assert_eq!(read, expected);
    }
}
