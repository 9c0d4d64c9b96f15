//! Which public keys a policy certifies.
//!
//! The first thing `decide` looks at. A policy lists rules; a key must satisfy one of them. The floor for any key
//! (length divisible by eight, odd modulus, exponent) is `request::key_quality`'s and cannot be lowered here.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    crypto::{Curve, KeyAlgorithm},
    request::KeyFloor,
};

/// One kind of key a policy certifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum KeyRule {
    /// RSA with exactly this many bits, as the operators policy wants 2048 (CEP-12).
    RsaExactly(u32),
    /// RSA from `least` to `most` bits.
    RsaBetween {
        /// Fewest bits.
        least: u32,
        /// Most bits.
        most: u32,
    },
    /// P-256
    P256,
    /// P-384
    P384,
    /// P-521
    P521,
    /// Ed25519
    Ed25519,
}

impl KeyRule {
    /// Whether a key of this algorithm satisfies the rule.
    #[must_use]
    pub const fn admits(self, key: KeyAlgorithm) -> bool {
        match (self, key) {
            (Self::RsaExactly(wanted), KeyAlgorithm::Rsa { bits }) => bits == wanted,
            (Self::RsaBetween { least, most }, KeyAlgorithm::Rsa { bits }) => least <= bits && bits <= most,
            (Self::P256, KeyAlgorithm::Ec(Curve::P256))
            | (Self::P384, KeyAlgorithm::Ec(Curve::P384))
            | (Self::P521, KeyAlgorithm::Ec(Curve::P521))
            | (Self::Ed25519, KeyAlgorithm::Ed25519) => true,
            _ => false,
        }
    }

    /// The key an authority makes to satisfy the rule: of the shortest of the lengths that providers make, where the rule
    /// leaves a choice, and otherwise of the rule's own least.
    #[must_use]
    pub fn key_to_make(self) -> KeyAlgorithm {
        match self {
            Self::RsaExactly(bits) => KeyAlgorithm::Rsa { bits },
            Self::RsaBetween { least, most } => {
                let common = [2048, 3072, 4096].into_iter().find(|bits| (least..=most).contains(bits));
                KeyAlgorithm::Rsa { bits: common.unwrap_or(least) }
            }
            Self::P256 => KeyAlgorithm::Ec(Curve::P256),
            Self::P384 => KeyAlgorithm::Ec(Curve::P384),
            Self::P521 => KeyAlgorithm::Ec(Curve::P521),
            Self::Ed25519 => KeyAlgorithm::Ed25519,
        }
    }

    /// Whether every key that satisfies this rule satisfies the other.
    pub(super) const fn is_within(self, other: Self) -> bool {
        match (self, other) {
            (Self::RsaExactly(bits), Self::RsaExactly(other)) => bits == other,
            (Self::RsaExactly(bits), Self::RsaBetween { least, most }) => least <= bits && bits <= most,
            (Self::RsaBetween { least, most }, Self::RsaExactly(bits)) => least == bits && most == bits,
            (Self::RsaBetween { least, most }, Self::RsaBetween { least: others_least, most: others_most }) => {
                others_least <= least && most <= others_most
            }
            (Self::P256, Self::P256)
            | (Self::P384, Self::P384)
            | (Self::P521, Self::P521)
            | (Self::Ed25519, Self::Ed25519) => true,
            _ => false,
        }
    }

    /// Whether no key can satisfy the rule.
    pub(super) const fn is_impossible(self) -> bool {
        let floor = KeyFloor::BASELINE.rsa_lengths;
        match self {
            Self::RsaExactly(bits) => !floor.meets(bits, bits),
            Self::RsaBetween { least, most } => !floor.meets(least, most),
            Self::P256 | Self::P384 | Self::P521 | Self::Ed25519 => false,
        }
    }
}

impl fmt::Display for KeyRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RsaExactly(bits) => write!(f, "RSA {bits}"),
            Self::RsaBetween { least, most } => write!(f, "RSA {least} to {most}"),
            Self::P256 => f.write_str("EC P-256"),
            Self::P384 => f.write_str("EC P-384"),
            Self::P521 => f.write_str("EC P-521"),
            Self::Ed25519 => f.write_str("Ed25519"),
        }
    }
}
