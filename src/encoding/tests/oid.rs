//! Dotted text and octets are two forms of one value.

use proptest::prelude::*;

use crate::encoding::{DecodeErrorKind, Oid, OidError, Reader, Writer, oid};

/// The arc of a UUID, which has 128 bits.
const UUID: [u8; 20] = [
    0x69, 0x83, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0x7f,
];

#[test]
fn reads_the_identifiers_people_write() {
    let cases: [(&str, &[u8]); 6] = [
        ("2.5.4.3", &[0x55, 4, 3]),
        ("1.2.840.113549", &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d]),
        ("2.999", &[0x88, 0x37]),
        ("0.0", &[0]),
        ("1.39", &[79]),
        ("2.47", &[127]),
    ];
    for (dotted, octets) in cases {
        assert_eq!(Oid::from_dotted(dotted).unwrap().as_octets(), octets, "{dotted}");
        assert_eq!(Oid::from_octets(octets).unwrap().to_string(), dotted);
    }
    const EXAMPLE: Oid = oid("2.999.1");
    assert_eq!(format!("{EXAMPLE:?}"), "Oid(2.999.1)");
}

#[test]
fn refuses_what_is_not_dotted_arcs() {
    let not_dotted = ["", ".", "1.", ".1", "1..2", "1.2.", "a.b", "1.02", "01.2", "1.2 ", "+1.2", "1,2", "1.2.-3"];
    for text in not_dotted {
        assert_eq!(Oid::from_dotted(text), Err(OidError::NotDotted), "{text:?}");
    }
    assert_eq!(
        OidError::NotDotted.to_string(),
        "an object identifier is written as decimal arcs separated by dots, such as 2.5.4.3"
    );
    assert_eq!(Oid::from_dotted("1"), Err(OidError::TooFewArcs));
    assert_eq!(OidError::TooFewArcs.to_string(), "an object identifier has at least two arcs");
}

#[test]
fn refuses_first_arcs_that_do_not_exist() {
    for text in ["3.1", "0.40", "1.40", "9.9", "18446744073709551615.1"] {
        assert_eq!(Oid::from_dotted(text), Err(OidError::FirstArcs), "{text}");
    }
    assert_eq!(
        OidError::FirstArcs.to_string(),
        "the first arc of an object identifier is 0, 1 or 2, and under 0 and 1 the second is at most 39"
    );
}

#[test]
fn refuses_arcs_and_identifiers_that_are_too_long() {
    assert_eq!(Oid::from_dotted("1.2.340282366920938463463374607431768211456"), Err(OidError::ArcTooLarge));
    // The second arc is written with 80 added to it.
    assert_eq!(Oid::from_dotted(&format!("2.{}", u128::MAX)), Err(OidError::ArcTooLarge));
    assert_eq!(Oid::from_dotted(&format!("2.{}", u128::MAX - 80)).unwrap().as_octets().len(), 19);
    assert_eq!(OidError::ArcTooLarge.to_string(), "an arc of the object identifier is larger than 2^128 - 1");
    let longest = format!("1.2{}", ".1".repeat(38));
    assert_eq!(Oid::from_dotted(&longest).unwrap().as_octets().len(), Oid::MAX_OCTETS);
    assert_eq!(Oid::from_dotted(&format!("{longest}.1")), Err(OidError::TooLong));
    assert_eq!(Oid::from_octets(&[1; 40]), Err(OidError::TooLong));
    assert_eq!(Oid::from_octets(&[1; 300]), Err(OidError::TooLong));
    assert_eq!(OidError::TooLong.to_string(), "the object identifier is longer than 39 octets");
}

#[test]
fn refuses_arcs_that_are_not_the_shortest() {
    for octets in [&[0x80, 1][..], &[0x55, 0x80, 0x04], &[0x55, 0x80, 0x80, 0x04]] {
        assert_eq!(Oid::from_octets(octets), Err(OidError::NotMinimal), "{octets:02x?}");
    }
    assert_eq!(OidError::NotMinimal.to_string(), "an arc of the object identifier is not written in its shortest form");
    assert_eq!(Oid::from_octets(&[0x55, 0x84]), Err(OidError::Unfinished));
    assert_eq!(OidError::Unfinished.to_string(), "the object identifier ends in the middle of an arc");
    assert_eq!(Oid::from_octets(&[]), Err(OidError::TooFewArcs));
    let error = Reader::new(&[6, 2, 0x80, 1], "Thing").oid().unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Oid(OidError::NotMinimal));
}

#[test]
fn reads_and_shows_the_arc_of_a_uuid() {
    let uuid = Oid::from_octets(&UUID).unwrap();
    let dotted = format!("2.25.{}", u128::MAX);
    assert_eq!(uuid.to_string(), dotted);
    assert_eq!(Oid::from_dotted(&dotted), Ok(uuid));
    // Over 128 bits there is no number to show.
    let mut longer = UUID;
    longer[1] = 0x84;
    longer[2] = 0x80;
    assert!(Oid::from_octets(&longer).unwrap().to_string().starts_with('['));
}

#[test]
fn orders_and_serializes_as_its_text() {
    let identifier = oid("2.999.7");
    let json = serde_json::to_string(&identifier).unwrap();
    assert_eq!(json, "\"2.999.7\"");
    assert_eq!(serde_json::from_str::<Oid>(&json).unwrap(), identifier);
    let error = serde_json::from_str::<Oid>("\"2.999.\"").unwrap_err();
    assert!(error.to_string().starts_with("an object identifier is written as decimal arcs"), "{error}");
}

fn arcs() -> impl Strategy<Value = Vec<u128>> {
    let first = prop_oneof![(0_u128..2, 0_u128..40), (Just(2), 0_u128..1 << 40)];
    (first, proptest::collection::vec(prop_oneof![4 => 0_u128..200, 1 => 0_u128..1 << 35], 0..6))
        .prop_map(|((one, two), rest)| [vec![one, two], rest].concat())
}

proptest! {
    #[test]
    fn text_and_octets_are_one_value(arcs in arcs()) {
        let dotted = arcs.iter().map(u128::to_string).collect::<Vec<_>>().join(".");
        let identifier = Oid::from_dotted(&dotted).unwrap();
        prop_assert_eq!(identifier.to_string(), dotted);
        prop_assert_eq!(Oid::from_octets(identifier.as_octets()).unwrap(), identifier);
        let mut writer = Writer::new();
        writer.oid(&identifier).unwrap();
        prop_assert_eq!(Reader::whole(writer.octets(), "Thing", |r| r.oid()).unwrap(), identifier);
    }

    #[test]
    fn octets_that_are_read_are_kept_and_their_text_reads_back(octets in proptest::collection::vec(any::<u8>(), 0..45)) {
        if let Ok(identifier) = Oid::from_octets(&octets) {
            prop_assert_eq!(identifier.as_octets(), &octets);
            let text = identifier.to_string();
            if !text.starts_with('[') {
                prop_assert_eq!(text.parse::<Oid>(), Ok(identifier));
            }
        }
    }
}
