//! The y that have an x, those that have none, the eight points of small order in each of their spellings.

use super::{is_canonical, is_on_curve, is_small_order};
use crate::crypto::{KeyFault, PublicKey};

/// The octets of a small y, with the sign of x.
fn point(y: u8, sign: u8) -> [u8; 32] {
    let mut octets = [0; 32];
    octets[0] = y;
    octets[31] = sign << 7;
    octets
}

fn key(point: &[u8; 32]) -> PublicKey {
    let mut spki = b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00".to_vec();
    spki.extend(point);
    PublicKey::from_der(&spki).unwrap()
}

/// By the square root of RFC 8032 §5.1.3, computed elsewhere: those below 20 that have one.
const ON_CURVE: [u8; 11] = [3, 4, 5, 6, 9, 10, 14, 15, 16, 18, 19];

#[test]
fn tells_the_y_that_have_an_x_from_those_that_have_none() {
    for y in 2..20 {
        for sign in [0, 1] {
            assert_eq!(is_on_curve(&point(y, sign)), ON_CURVE.contains(&y), "{y}");
        }
    }
}

#[test]
fn a_y_of_the_prime_or_more_is_not_canonical() {
    let mut high = [0xff; 32];
    high[31] = 0x7f;
    for first in 0..=u8::MAX {
        high[0] = first;
        assert_eq!(is_canonical(&high), first < 0xed, "{first:#x}");
    }
}

#[test]
fn a_key_without_an_x_is_not_on_the_curve() {
    let fault = key(&point(2, 0)).fault();
    assert!(matches!(fault, Some(KeyFault::NotOnCurve { .. })), "{fault:?}");
    assert_eq!(key(&point(3, 0)).fault(), None);
}

#[test]
fn a_point_of_small_order_is_said_to_be_one_however_it_is_spelt() {
    for sign in [0, 1] {
        for y in [0, 1] {
            assert!(is_small_order(&point(y, sign)));
            assert_eq!(key(&point(y, sign)).fault(), Some(KeyFault::SmallOrder));
        }
    }
    assert_eq!(
        KeyFault::SmallOrder.to_string(),
        "the Ed25519 point is of small order, under which anybody signs (RFC 8032 §5.1)"
    );
}

#[test]
fn a_y_that_is_not_reduced_is_told_from_one_of_small_order() {
    let mut octets = [0xff; 32];
    octets[31] = 0x7f;
    octets[0] = 0xef;
    let fault = key(&octets).fault();
    assert!(matches!(fault, Some(KeyFault::CoordinateTooLarge { .. })), "{fault:?}");
    octets[0] = 0xee;
    assert_eq!(key(&octets).fault(), Some(KeyFault::SmallOrder));
}
