//! The floor under every key, whatever the policy: algorithm, size, exponent, and what arithmetic finds.
//!
//! Asked by `policy` for every request and by the example `check_csr`. Baseline Requirements §6.1.5, §6.1.6 (B-05) and
//! §6.1.1.3 (B-06) give the rules; each question of arithmetic has a file of its own beside this one, and `examination`
//! asks them. All faults of a key are found, not the first, so that it is replaced once.
//! The surprising choice: an exponent is refused from 2^33 on, where the Baseline Requirements go to 2^256 - 1. Neither
//! provider computes with more, so that nobody here could verify what the key signs, its own request first of all.

mod close_factors;
mod examination;
mod lengths;
mod modulus;
mod odd_divisor;
mod perfect_power;
mod primality;
mod primes;
mod roca;
mod small_factors;
mod squares;
mod weakness;

use super::{Path, Violation, possession::pss_field};
use crate::{
    crypto::{Curve, KeyAlgorithm, PssFault, PssRestriction, PublicKey},
    encoding::{Oid, oid},
};

pub use examination::{KeyQuality, PrimeTest};
pub use lengths::RsaLengths;
pub use weakness::KeyWeakness;

/// What a key must at least, and may at most, be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeyFloor {
    /// Lengths of an RSA modulus.
    pub rsa_lengths: RsaLengths,
}

/// What an RSA public exponent is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ExponentClass {
    /// 65537, which nearly every key has.
    F4,
    /// Odd, below 65537.
    Small,
    /// Odd, from 65539 to 2^33 - 1.
    Large,
    /// Odd, 2^33 or more, which neither provider computes with.
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
            KeyAlgorithm::Rsa { bits } | KeyAlgorithm::RsaPss { bits, .. } => Some(bits),
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
            [_, _, _] | [_, _, _, _] | [1, _, _, _, _] => Self::Large,
            _ => Self::Oversized,
        }
    }
}

impl KeyFloor {
    /// The floor of the Baseline Requirements, with the ceiling of what both providers compute with.
    pub const BASELINE: Self = Self { rsa_lengths: RsaLengths::Between { least: 2048, most: 8192 } };

    /// This floor with other lengths for RSA.
    #[must_use]
    pub const fn with_rsa_lengths(self, rsa_lengths: RsaLengths) -> Self {
        Self { rsa_lengths }
    }

    /// Every rule this key does not meet. Takes milliseconds for a sound RSA key, far less for any other.
    #[must_use]
    pub fn violations(&self, key: &PublicKey) -> Vec<Violation> {
        self.list(&KeyQuality::examine_for(self, key))
    }

    /// As [`KeyFloor::violations`], for a key that was examined. What is left out of that examination and decides here,
    /// because it was made for a higher floor, is made up for.
    #[must_use]
    pub fn judge(&self, quality: &KeyQuality) -> Vec<Violation> {
        self.list(&quality.clone().completed_for(self))
    }

    /// As [`KeyFloor::violations`] without the prime test, for a key that is refused for another reason.
    pub(crate) fn violations_at_a_glance(&self, key: &PublicKey) -> Vec<Violation> {
        self.list(&KeyQuality::at_a_glance(key))
    }

    fn list(&self, quality: &KeyQuality) -> Vec<Violation> {
        let mut violations = self.shape(quality.key());
        violations.extend(quality.weaknesses().iter().map(|weakness| weakness.violation()));
        violations
    }

    /// The rules that can be judged without computing.
    fn shape(&self, key: &PublicKey) -> Vec<Violation> {
        match key.algorithm() {
            KeyAlgorithm::Rsa { bits } => self.rsa(key, bits),
            KeyAlgorithm::RsaPss { bits, restriction } => {
                let mut violations: Vec<_> = unsupported(restriction).into_iter().collect();
                violations.extend(self.rsa(key, bits));
                violations
            }
            KeyAlgorithm::Ec(Curve::P256 | Curve::P384 | Curve::P521) | KeyAlgorithm::Ed25519 => Vec::new(),
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
        if !self.rsa_lengths.admits(bits) {
            let permitted = format!("RSA of {}", self.rsa_lengths);
            refuse("key.rsa.size", "modulus", format!("RSA {bits}"), &permitted, SIZES);
        }
        if !bits.is_multiple_of(8) {
            refuse("key.rsa.length", "modulus", format!("{bits} bits long"), "a length divisible by 8", SIZES);
        }
        let exponent = key.rsa_exponent().unwrap_or_default();
        let asked = match ExponentClass::of(exponent) {
            ExponentClass::F4 | ExponentClass::Large => return violations,
            ExponentClass::Small | ExponentClass::Even => shown(exponent),
            ExponentClass::Oversized => {
                format!(
                    "{}, under which no signature can be verified: no provider computes with 2^33 or more",
                    shown(exponent)
                )
            }
        };
        refuse("key.rsa.exponent", "publicExponent", asked, "an odd number from 65537 to 2^33 - 1", NUMBERS);
        violations
    }
}

/// An RSASSA-PSS key that is bound to what no signature of this library meets.
fn unsupported(restriction: PssRestriction) -> Option<Violation> {
    let PssRestriction::Unsupported(fault) = restriction else { return None };
    let (field, asked, permitted) = pss_field(fault);
    let permitted = if matches!(fault, PssFault::Salt { .. }) { permitted + " at most" } else { permitted };
    let place = key_path().field("algorithm").field("parameters").field(field);
    Some(Violation::new("key.rsa.pss-parameters", place, asked, permitted, "RFC 4055 §3.3"))
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
const NAMES: [(Oid, &str); 5] = [
    (oid("1.2.840.10040.4.1"), "a DSA key"),
    (oid("1.2.840.113549.1.3.1"), "a Diffie-Hellman key"),
    (oid("1.3.101.110"), "an X25519 key"),
    (oid("1.3.101.111"), "an X448 key"),
    (oid("1.3.101.113"), "an Ed448 key"),
];

const WEAK: &str = "Baseline Requirements §6.1.1.3";
const SIZES: &str = "Baseline Requirements §6.1.5";
const NUMBERS: &str = "Baseline Requirements §6.1.6";

#[cfg(test)]
mod tests;
