//! The floor under every key, whatever the policy: algorithm, size, exponent.
//!
//! Asked by `policy` for every request and by the example `check_csr`. Baseline Requirements §6.1.5 and §6.1.6 (B-05)
//! give the numbers. All faults of a key are found, not the first, so that it is replaced once.
//! The surprising choice: an exponent is refused above 2^256 - 1 as well; nobody needs one, and each bit of it is a
//! multiplication for every relying party.

use super::{Path, Violation, possession::of_fault};
use crate::{
    crypto::{Curve, KeyAlgorithm, PublicKey},
    encoding::{Oid, oid},
};

/// What a key must at least, and may at most, be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeyFloor {
    /// Fewest bits of an RSA modulus.
    pub rsa_fewest_bits: u32,
    /// Most bits of an RSA modulus.
    pub rsa_most_bits: u32,
}

/// What an RSA public exponent is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ExponentClass {
    /// 65537, which nearly every key has.
    F4,
    /// Odd, below 65537.
    Small,
    /// Odd, from 65539 to 2^256 - 1.
    Large,
    /// Odd, 2^256 or more.
    Oversized,
    /// Even or zero: no key pair has such an exponent.
    Even,
}

/// What can be said about a key without computing with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeyFacts {
    /// The algorithm, with size or curve.
    pub algorithm: KeyAlgorithm,
    /// Bits of the modulus or of the field; `None` for an algorithm or a curve this library does not know.
    pub bits: Option<u32>,
    /// The exponent of an RSA key.
    pub exponent: Option<ExponentClass>,
}

impl KeyFacts {
    /// The facts about this key.
    #[must_use]
    pub fn of(key: &PublicKey) -> Self {
        let algorithm = key.algorithm();
        let bits = match algorithm {
            KeyAlgorithm::Rsa { bits } => Some(bits),
            KeyAlgorithm::Ec(Curve::P256) | KeyAlgorithm::Ed25519 => Some(256),
            KeyAlgorithm::Ec(Curve::P384) => Some(384),
            KeyAlgorithm::Ec(Curve::P521) => Some(521),
            KeyAlgorithm::Ec(Curve::Other(_)) | KeyAlgorithm::Other(_) => None,
        };
        Self { algorithm, bits, exponent: key.rsa_exponent().map(ExponentClass::of) }
    }
}

impl ExponentClass {
    /// The class of a magnitude without leading zeros.
    fn of(exponent: &[u8]) -> Self {
        let is_even = exponent.last().is_none_or(|last| last & 1 == 0);
        match exponent {
            _ if is_even => Self::Even,
            [1, 0, 1] => Self::F4,
            [_] | [_, _] => Self::Small,
            longer if longer.len() > 32 => Self::Oversized,
            _ => Self::Large,
        }
    }
}

impl KeyFloor {
    /// The floor of the Baseline Requirements, with the ceiling of what both providers compute with.
    pub const BASELINE: Self = Self { rsa_fewest_bits: 2048, rsa_most_bits: 8192 };

    /// Every rule this key does not meet.
    #[must_use]
    pub fn violations(&self, key: &PublicKey) -> Vec<Violation> {
        match key.algorithm() {
            KeyAlgorithm::Rsa { bits } => self.rsa(key, bits),
            KeyAlgorithm::Ec(Curve::P256 | Curve::P384 | Curve::P521) | KeyAlgorithm::Ed25519 => {
                key.fault().map(of_fault).into_iter().collect()
            }
            other @ (KeyAlgorithm::Ec(Curve::Other(_)) | KeyAlgorithm::Other(_)) => vec![Violation::new(
                "key.algorithm",
                key_path().field("algorithm"),
                named(other),
                "RSA, EC P-256, EC P-384, EC P-521 or Ed25519",
                SIZES,
            )],
        }
    }

    fn rsa(&self, key: &PublicKey, bits: u32) -> Vec<Violation> {
        let mut violations = Vec::new();
        let mut refuse = |rule: &'static str, field: &str, asked: String, permitted: &str, clause: &'static str| {
            violations.push(Violation::new(rule, key_path().field(field), asked, permitted, clause));
        };
        if bits < self.rsa_fewest_bits || bits > self.rsa_most_bits {
            let permitted = format!("RSA of {} to {} bits", self.rsa_fewest_bits, self.rsa_most_bits);
            refuse("key.rsa.size", "modulus", format!("RSA {bits}"), &permitted, SIZES);
        }
        if !bits.is_multiple_of(8) {
            refuse("key.rsa.length", "modulus", format!("{bits} bits long"), "a length divisible by 8", SIZES);
        }
        if key.rsa_modulus().and_then(<[u8]>::last).is_none_or(|last| last & 1 == 0) {
            refuse("key.rsa.even-modulus", "modulus", "even".into(), "an odd number", NUMBERS);
        }
        let exponent = key.rsa_exponent().unwrap_or_default();
        if !matches!(ExponentClass::of(exponent), ExponentClass::F4 | ExponentClass::Large) {
            let permitted = "an odd number from 65537 to 2^256 - 1";
            refuse("key.rsa.exponent", "publicExponent", shown(exponent), permitted, NUMBERS);
        }
        violations
    }
}

/// The algorithm by the name people know it by.
fn named(algorithm: KeyAlgorithm) -> String {
    let name = match algorithm {
        KeyAlgorithm::Other(oid) => NAMES.iter().find(|(known, _)| *known == oid),
        _ => None,
    };
    name.map_or_else(|| algorithm.to_string(), |(oid, name)| format!("{name} ({oid})"))
}

/// The number, or its length when nobody would read it.
fn shown(exponent: &[u8]) -> String {
    if exponent.len() > 4 {
        let parity = if exponent.last().is_some_and(|last| last & 1 == 1) { "odd" } else { "even" };
        return format!("an {parity} number of {} octets", exponent.len());
    }
    exponent.iter().fold(0_u32, |sum, octet| (sum << 8) | u32::from(*octet)).to_string()
}

fn key_path() -> Path {
    Path::new("subjectPublicKeyInfo")
}

/// Algorithms that are asked for and not certified.
const NAMES: [(Oid, &str); 6] = [
    (oid("1.2.840.113549.1.1.10"), "an RSASSA-PSS key"),
    (oid("1.2.840.10040.4.1"), "a DSA key"),
    (oid("1.2.840.113549.1.3.1"), "a Diffie-Hellman key"),
    (oid("1.3.101.110"), "an X25519 key"),
    (oid("1.3.101.111"), "an X448 key"),
    (oid("1.3.101.113"), "an Ed448 key"),
];

const SIZES: &str = "Baseline Requirements §6.1.5";
const NUMBERS: &str = "Baseline Requirements §6.1.6";

#[cfg(test)]
mod tests;
