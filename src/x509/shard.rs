//! The CRL shard of a certificate.
//!
//! Drawn together with the serial number (`Authority::slot`), written into the record, never recomputed: the address of
//! the shard stands in the certificate. There is one shard until an authority is told to have more.

use serde::{Deserialize, Serialize};

/// Which CRL of its issuer a certificate will be listed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Shard(u16);

impl Shard {
    /// The only shard of an authority that has one CRL.
    pub const ONLY: Self = Self(0);

    /// The shard with this number.
    #[must_use]
    pub const fn new(number: u16) -> Self {
        Self(number)
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }
}
