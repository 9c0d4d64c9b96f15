//! Serial numbers: the shape of ours is a law, of others only soundness is asked.
//!
//! RFC 5280 §4.1.2.2, Baseline Requirements §7.1 (B-01: 64 bits of randomness or more; ours have 126).

use chancery::{
    crypto::{ProviderError, Random},
    encoding::{DecodeError, Reader, Tag},
    x509::{ForeignSerialNumber, SerialNumber},
};
use proptest::prelude::*;

use super::forge::der;

/// Gives what it was made of.
#[derive(Debug)]
struct Given([u8; 16]);

impl Random for Given {
    fn fill(&self, out: &mut [u8]) -> Result<(), ProviderError> {
        out.copy_from_slice(&self.0);
        Ok(())
    }
}

/// Has nothing to give.
#[derive(Debug)]
struct Dry;

impl Random for Dry {
    fn fill(&self, _: &mut [u8]) -> Result<(), ProviderError> {
        Err(ProviderError::Backend("no entropy".into()))
    }
}

fn foreign(content: &[u8]) -> Result<ForeignSerialNumber, DecodeError> {
    let element = der(|writer| writer.element(Tag::INTEGER, content));
    Reader::whole(&element, "serialNumber", ForeignSerialNumber::decode)
}

#[track_caller]
fn refusal(content: &[u8]) -> String {
    foreign(content).unwrap_err().to_string()
}

proptest! {
    #[test]
    fn every_serial_number_that_is_drawn_has_the_shape(octets: [u8; 16]) {
        let serial = SerialNumber::draw(&Given(octets)).unwrap();
        let [first, rest @ ..] = serial.as_octets();
        prop_assert_eq!(first >> 6, 1, "the top two bits are 01");
        prop_assert_eq!(first & 0x3f, octets[0] & 0x3f);
        prop_assert_eq!(rest.as_slice(), &octets[1..]);
        let written = der(|writer| serial.encode(writer));
        prop_assert_eq!(written.len(), 18);
        prop_assert_eq!(Reader::whole(&written, "serialNumber", SerialNumber::decode).unwrap(), serial);
        prop_assert_eq!(foreign(serial.as_octets()).unwrap(), ForeignSerialNumber::from(serial));
        prop_assert_eq!(serial.to_string().parse::<SerialNumber>().unwrap(), serial);
        prop_assert_eq!(SerialNumber::from_octets(*serial.as_octets()), Some(serial));
    }

    #[test]
    fn octets_of_another_shape_are_none_of_ours(octets: [u8; 16]) {
        prop_assert_eq!(SerialNumber::from_octets(octets).is_some(), octets[0] >> 6 == 1);
    }

    #[test]
    fn a_foreign_one_is_positive_minimal_and_at_most_20_octets(content in prop::collection::vec(any::<u8>(), 0..24)) {
        let minimal = match content.as_slice() {
            [] | [0, 0..=0x7f, ..] | [0xff, 0x80..=0xff, ..] => false,
            [_, ..] => true,
        };
        let positive = content.first().is_some_and(|first| first & 0x80 == 0) && content.iter().any(|octet| *octet != 0);
        prop_assert_eq!(foreign(&content).is_ok(), minimal && positive && content.len() <= 20);
    }
}

#[test]
fn without_randomness_none_is_drawn() {
    assert_eq!(SerialNumber::draw(&Dry).unwrap_err().to_string(), "the provider failed");
}

#[test]
fn refuses_foreign_ones_that_are_not_sound() {
    assert_eq!(refusal(&[0]), "a serial number is greater than zero (RFC 5280 §4.1.2.2) at byte 0 of serialNumber");
    assert_eq!(refusal(&[0x80]), "the INTEGER is negative at byte 0 of serialNumber");
    assert_eq!(refusal(&[]), "the INTEGER is not written in its shortest form at byte 0 of serialNumber");
    assert_eq!(refusal(&[0, 1]), "the INTEGER is not written in its shortest form at byte 0 of serialNumber");
    assert_eq!(refusal(&[1; 21]), "found 21 octets, more than the limit of 20 at byte 0 of serialNumber");
    let mut unsigned = vec![0];
    unsigned.extend([0xff; 20]);
    assert_eq!(refusal(&unsigned), "found 21 octets, more than the limit of 20 at byte 0 of serialNumber");
}

#[test]
fn takes_foreign_ones_from_one_to_twenty_octets() {
    assert_eq!(foreign(&[1]).unwrap().to_string(), "01");
    assert_eq!(foreign(&[0x7f; 20]).unwrap().as_octets(), [0x7f; 20]);
    assert_eq!(foreign(&[0, 0x80]).unwrap().as_octets(), [0, 0x80]);
}

#[test]
fn refuses_to_read_a_foreign_one_as_ours() {
    for content in [[1].as_slice(), &[0x80; 16], &[0x40; 15], &[0x40; 17], &[0x3f; 16]] {
        let element = der(|writer| writer.element(Tag::INTEGER, content));
        let error = Reader::whole(&element, "serialNumber", SerialNumber::decode).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the serial number is not one this library draws: 16 octets whose top two bits are 01 at byte 0 of serialNumber"
        );
    }
}

#[test]
fn a_text_of_another_shape_is_none_of_ours() {
    let good = "41".repeat(16);
    assert!(good.parse::<SerialNumber>().is_ok());
    let long = format!("{good}41");
    for text in ["", "41", &good[2..], &long, &good.replacen('4', "8", 1), &good.replacen('4', "g", 1), &"ż".repeat(16)]
    {
        let error = text.parse::<SerialNumber>().unwrap_err();
        assert_eq!(error.to_string(), "a serial number is 32 hexadecimal digits, the first of them 4 to 7", "{text}");
    }
}

#[test]
fn a_serial_number_is_a_text_in_json() {
    let serial: SerialNumber = "41".repeat(16).parse().unwrap();
    let json = serde_json::to_string(&serial).unwrap();
    assert_eq!(json, format!("\"{}\"", "41".repeat(16)));
    assert_eq!(serde_json::from_str::<SerialNumber>(&json).unwrap(), serial);
    assert!(serde_json::from_str::<SerialNumber>("\"01\"").is_err());
}
