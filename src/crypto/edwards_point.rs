//! Whether 32 octets are the point of an Ed25519 key: canonical, on the curve, and not of small order (RFC 8032 §5.1).
//!
//! Asked by `key_fault`. The octets are y, little-endian, with the sign of x in the last bit. Under a point of small
//! order a signature can be made by anybody who tries a few times, and six of seven well-known programs take such keys.
//! The surprising choice: whether y has an x at all is asked apart, since the answer takes a power modulo p.

use num_bigint::BigUint;

/// Whether these octets encode one of the eight points whose order divides the cofactor, in any of the encodings a
/// reader may take: the sign bit aside, and with y not reduced.
pub(super) fn is_small_order(point: &[u8]) -> bool {
    const ORDER_8: [[u8; 32]; 2] = [
        *b"\x26\xe8\x95\x8f\xc2\xb2\x27\xb0\x45\xc3\xf4\x89\xf2\xef\x98\xf0\xd5\xdf\xac\x05\xd3\xc6\x33\x39\xb1\x38\x02\x88\x6d\x53\xfc\x05",
        *b"\xc7\x17\x6a\x70\x3d\x4d\xd8\x4f\xba\x3c\x0b\x76\x0d\x10\x67\x0f\x2a\x20\x53\xfa\x2c\x39\xcc\xc6\x4e\xc7\xfd\x77\x92\xac\x03\x7a",
    ];
    let Some((last, rest)) = point.split_last() else { return false };
    let last = last & 0x7f;
    let middle = rest.get(1..).unwrap_or_default();
    match rest.first() {
        // y is 0 or 1.
        Some(0 | 1) if last == 0 && middle.iter().all(|octet| *octet == 0) => true,
        // y is p - 1, p or p + 1.
        Some(0xec..=0xee) if last == 0x7f && middle.iter().all(|octet| *octet == 0xff) => true,
        _ => ORDER_8.iter().any(|known| known.split_last() == Some((&last, rest))),
    }
}

/// Whether y is below p = 2^255 - 19.
pub(super) fn is_canonical(point: &[u8]) -> bool {
    let Some((last, rest)) = point.split_last() else { return false };
    let middle = rest.get(1..).unwrap_or_default();
    let is_high = last & 0x7f == 0x7f && middle.iter().all(|octet| *octet == 0xff);
    !(is_high && rest.first().is_some_and(|first| *first >= 0xed))
}

/// Whether some x satisfies -x² + y² = 1 + d x² y², that is, whether (y² - 1) / (d y² + 1) is a square.
pub(super) fn is_on_curve(point: &[u8]) -> bool {
    let Some((last, rest)) = point.split_last() else { return false };
    let prime = (BigUint::from(1_u8) << 255_u32) - 19_u8;
    let mut octets = rest.to_vec();
    octets.push(last & 0x7f);
    let y = BigUint::from_bytes_le(&octets) % &prime;
    let square = &y * &y % &prime;
    let above = &square + &prime - 1_u8;
    let below = square * BigUint::from_bytes_be(&D) + 1_u8;
    // A quotient is a square exactly when the product is; by Euler's criterion its power (p - 1) / 2 is then 0 or 1.
    let half = (&prime - 1_u8) >> 1_u32;
    (above * below % &prime).modpow(&half, &prime) <= BigUint::from(1_u8)
}

/// d = -121665 / 121666 modulo p.
const D: [u8; 32] = *b"\x52\x03\x6c\xee\x2b\x6f\xfe\x73\x8c\xc7\x40\x79\x77\x79\xe8\x98\x00\x70\x0a\x4d\x41\x41\xd8\xab\x75\xeb\x4d\xca\x13\x59\x78\xa3";

#[cfg(test)]
mod tests;
