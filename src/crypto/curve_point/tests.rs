//! Points of keys that OpenSSL made are sound; each fault is found on each curve, in the order of the checks.

use super::{P256_PRIME, P384_PRIME, P521_PRIME, fault};
use crate::crypto::{
    Curve, KeyAlgorithm, KeyFault,
    tests::{fixture, key},
};

const CURVES: [(Curve, &[u8], &str); 2] =
    [(Curve::P256, &P256_PRIME, "p256.pkcs8.pem"), (Curve::P384, &P384_PRIME, "p384.pkcs8.pem")];

/// A sound point of each curve, and the prime of its field.
fn sound() -> Vec<(Curve, &'static [u8], Vec<u8>)> {
    let point = |name: &str| {
        let key = key(name);
        let signer = crate::crypto::ring::PROVIDER.public_key(&key).unwrap();
        signer.key_octets().to_vec()
    };
    let mut all: Vec<_> = CURVES.into_iter().map(|(curve, prime, name)| (curve, prime, point(name))).collect();
    let p521 = crate::crypto::PublicKey::from_der(&fixture("p521.spki.der")).unwrap();
    all.push((Curve::P521, &P521_PRIME, p521.key_octets().to_vec()));
    all
}

fn half(point: &[u8]) -> usize {
    (point.len() - 1) / 2
}

#[test]
fn a_point_of_each_curve_is_sound() {
    for (curve, _, point) in sound() {
        assert_eq!(fault(curve, &point), None, "{curve}");
    }
}

#[test]
fn a_point_reflected_stays_on_its_curve() {
    use num_bigint::BigUint;
    for (curve, prime, mut point) in sound() {
        let middle = half(&point) + 1;
        let negative = (BigUint::from_bytes_be(prime) - BigUint::from_bytes_be(&point[middle..])).to_bytes_be();
        let start = point.len() - negative.len();
        point[middle..].fill(0);
        point[start..].copy_from_slice(&negative);
        assert_eq!(fault(curve, &point), None, "{curve}");
    }
}

#[test]
fn no_change_of_one_octet_stays_on_the_curve() {
    for (curve, _, point) in sound() {
        for place in 1..point.len() {
            let mut changed = point.clone();
            changed[place] ^= 1;
            assert!(fault(curve, &changed).is_some(), "{curve}: octet {place}");
        }
    }
}

#[test]
fn a_coordinate_must_be_below_the_prime() {
    for (curve, prime, point) in sound() {
        let expected = Some(KeyFault::CoordinateTooLarge { key: KeyAlgorithm::Ec(curve) });
        for start in [1, half(&point) + 1] {
            let mut changed = point.clone();
            changed[start..start + prime.len()].copy_from_slice(prime);
            assert_eq!(fault(curve, &changed), expected, "{curve}");
        }
    }
}

#[test]
fn the_origin_is_on_no_curve() {
    for (curve, _, point) in sound() {
        let mut origin = vec![0; point.len()];
        origin[0] = 4;
        assert_eq!(fault(curve, &origin), Some(KeyFault::NotOnCurve { key: KeyAlgorithm::Ec(curve) }), "{curve}");
    }
}

#[test]
fn says_what_is_wrong_with_the_point() {
    let key = KeyAlgorithm::Ec(Curve::P256);
    assert_eq!(
        KeyFault::NotOnCurve { key }.to_string(),
        "the EC P-256 point is not on its curve (SEC 1 §3.2.2.1, RFC 8032 §5.1.3)"
    );
    assert_eq!(
        KeyFault::CoordinateTooLarge { key }.to_string(),
        "a coordinate of the EC P-256 point is not below the prime of the field (SEC 1 §2.3.5, RFC 8032 §5.1.3)"
    );
}
