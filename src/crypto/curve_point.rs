//! Whether an uncompressed point is on its curve: y² = x³ - 3x + b modulo p (SEC 1 §3.2.2.1).
//!
//! Asked by `key_fault` of P-256, P-384 and P-521, whose numbers are those of SP 800-186 §3.2.1. The form of the point
//! was read when the key was decoded; the point at infinity has no uncompressed form. The cofactor of the three curves
//! is one, so a point on the curve is of the right order.
//! The surprising choice: `fault` computes with numbers of any size and in variable time, because a public key is public.

use num_bigint::BigUint;

use super::{Curve, KeyAlgorithm, KeyFault};

/// What is wrong with the octets `04 || x || y`, if anything.
pub(super) fn fault(curve: Curve, point: &[u8]) -> Option<KeyFault> {
    let (prime, b) = parameters(curve)?;
    let coordinates = point.get(1..).unwrap_or_default();
    let (x, y) = coordinates.split_at(coordinates.len() / 2);
    let (x, y) = (BigUint::from_bytes_be(x), BigUint::from_bytes_be(y));
    let key = KeyAlgorithm::Ec(curve);
    if x >= prime || y >= prime {
        return Some(KeyFault::CoordinateTooLarge { key });
    }
    // y² + 3x = x³ + b, so that nothing is subtracted.
    let left = (&y * &y + &x * 3_u32) % &prime;
    let right = (&x * &x % &prime * &x + b) % &prime;
    (left != right).then_some(KeyFault::NotOnCurve { key })
}

/// The prime of the field, and b; a is -3 for all three.
fn parameters(curve: Curve) -> Option<(BigUint, BigUint)> {
    let (prime, b): (&[u8], &[u8]) = match curve {
        Curve::P256 => (&P256_PRIME, &P256_B),
        Curve::P384 => (&P384_PRIME, &P384_B),
        Curve::P521 => (&P521_PRIME, &P521_B),
        Curve::Other(_) => return None,
    };
    Some((BigUint::from_bytes_be(prime), BigUint::from_bytes_be(b)))
}

const P256_PRIME: [u8; 32] = *b"\xff\xff\xff\xff\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff";
const P256_B: [u8; 32] = *b"\x5a\xc6\x35\xd8\xaa\x3a\x93\xe7\xb3\xeb\xbd\x55\x76\x98\x86\xbc\x65\x1d\x06\xb0\xcc\x53\xb0\xf6\x3b\xce\x3c\x3e\x27\xd2\x60\x4b";
const P384_PRIME: [u8; 48] = *b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff";
const P384_B: [u8; 48] = *b"\xb3\x31\x2f\xa7\xe2\x3e\xe7\xe4\x98\x8e\x05\x6b\xe3\xf8\x2d\x19\x18\x1d\x9c\x6e\xfe\x81\x41\x12\x03\x14\x08\x8f\x50\x13\x87\x5a\xc6\x56\x39\x8d\x8a\x2e\xd1\x9d\x2a\x85\xc8\xed\xd3\xec\x2a\xef";
const P521_PRIME: [u8; 66] = *b"\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff";
const P521_B: [u8; 66] = *b"\x00\x51\x95\x3e\xb9\x61\x8e\x1c\x9a\x1f\x92\x9a\x21\xa0\xb6\x85\x40\xee\xa2\xda\x72\x5b\x99\xb3\x15\xf3\xb8\xb4\x89\x91\x8e\xf1\x09\xe1\x56\x19\x39\x51\xec\x7e\x93\x7b\x16\x52\xc0\xbd\x3b\xb1\xbf\x07\x35\x73\xdf\x88\x3d\x2c\x34\xf1\xef\x45\x1f\xd4\x6b\x50\x3f\x00";

#[cfg(test)]
#[cfg(feature = "ring")]
mod tests;
