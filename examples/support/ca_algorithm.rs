//! The algorithms `make_ca` makes authorities of, by the names its command line has for them.
//!
//! P-384 and RSA of 3072 and 4096 bits are what the policies `root` and `subordinate` propose; P-256 and Ed25519 are
//! there for trying things, so each algorithm brings the key rule that admits it and no other.

use std::str::FromStr;

use chancery::{
    crypto::{Curve, KeyAlgorithm},
    policy::KeyRule,
};

/// An algorithm for the keys of a root and its issuing CA.
#[derive(Clone, Copy)]
pub(crate) enum CaAlgorithm {
    P384,
    Rsa4096,
    Rsa3072,
    P256,
    Ed25519,
}

/// A name no algorithm has.
#[derive(Debug, thiserror::Error)]
#[error("there is no algorithm {found}; there are p-384, rsa-4096, rsa-3072, p-256, ed25519")]
pub(crate) struct UnknownAlgorithm {
    found: String,
}

impl CaAlgorithm {
    /// The key it asks for.
    pub(crate) const fn key(self) -> KeyAlgorithm {
        match self {
            Self::P384 => KeyAlgorithm::Ec(Curve::P384),
            Self::Rsa4096 => KeyAlgorithm::Rsa { bits: 4096 },
            Self::Rsa3072 => KeyAlgorithm::Rsa { bits: 3072 },
            Self::P256 => KeyAlgorithm::Ec(Curve::P256),
            Self::Ed25519 => KeyAlgorithm::Ed25519,
        }
    }

    /// The rules under which a policy admits that key.
    pub(crate) fn rules(self) -> Vec<KeyRule> {
        vec![match self {
            Self::P384 => KeyRule::P384,
            Self::Rsa4096 => KeyRule::RsaExactly(4096),
            Self::Rsa3072 => KeyRule::RsaExactly(3072),
            Self::P256 => KeyRule::P256,
            Self::Ed25519 => KeyRule::Ed25519,
        }]
    }
}

impl FromStr for CaAlgorithm {
    type Err = UnknownAlgorithm;

    fn from_str(text: &str) -> Result<Self, UnknownAlgorithm> {
        match text {
            "p-384" => Ok(Self::P384),
            "rsa-4096" => Ok(Self::Rsa4096),
            "rsa-3072" => Ok(Self::Rsa3072),
            "p-256" => Ok(Self::P256),
            "ed25519" => Ok(Self::Ed25519),
            other => Err(UnknownAlgorithm { found: other.to_owned() }),
        }
    }
}
