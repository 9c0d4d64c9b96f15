//! How what is issued reaches whoever it is for.
//!
//! A column of every profile, held against who makes the key when a policy is adopted (domain §5.3 point 2): a request
//! is answered with a certificate alone, because whoever proved possession has the key already (SEK-05); a key made here
//! leaves together with its certificate. The surprising choice: the form of delivery fixes the maker of the key and not
//! the other way round, so that a policy file that says both is refused where they differ.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::inventory::KeyMaker;

/// How a certificate, and a key where the authority made one, is handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "a new way is a decision for every reader of a profile")]
pub enum Delivery {
    /// The certificate alone: the subscriber has the key.
    CertificateOnly,
    /// Key and certificate in a PKCS#12 file under a password.
    Pkcs12,
    /// Key and certificate on a card that the registration office writes.
    Card,
}

impl Delivery {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::CertificateOnly, Self::Pkcs12, Self::Card];

    /// Its name in texts and files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CertificateOnly => "certificate-only",
            Self::Pkcs12 => "pkcs12",
            Self::Card => "card",
        }
    }

    /// Who made the key of what is delivered so.
    #[must_use]
    pub const fn key_maker(self) -> KeyMaker {
        match self {
            Self::CertificateOnly => KeyMaker::Subscriber,
            Self::Pkcs12 | Self::Card => KeyMaker::Authority,
        }
    }

    /// The ways that go with a maker of keys, in words.
    pub(super) fn of_keys_made_by(maker: KeyMaker) -> String {
        let fitting = Self::ALL.into_iter().filter(|way| way.key_maker() == maker);
        fitting.map(Self::name).collect::<Vec<_>>().join(" or ")
    }
}

impl fmt::Display for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
