//! What a policy says about a second certificate for the same holder.
//!
//! A column of every profile: how many one person may have at once (domain §5.3 point 10), when one may follow another,
//! and whether with the same key (EN 319 411-1 REG-6.3.6-01A, -02, REG-6.3.7, REG-6.3.8-02). Held against the history of
//! the applicant when a request is approved. The surprising choice: a renewal is never guessed from what is on record;
//! whoever decides names the certificate that is renewed, and everything else is a first application.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::inventory::CertificatesAtOnce;

/// Three answers about renewal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "a new column is a decision for every policy")]
pub struct RenewalRule {
    /// How many active certificates of the policy one person may have.
    pub at_once: CertificatesAtOnce,
    /// When a certificate may be renewed.
    pub window: RenewalWindow,
    /// With which key.
    pub key: RenewalKey,
}

/// When a certificate may be renewed. One that was revoked or is held never may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "before its end, after it, or not at all")]
pub enum RenewalWindow {
    /// Never: whoever wants another one applies anew.
    Never,
    /// As long as it is valid.
    WhileValid,
    /// Also when it has expired.
    AlsoExpired,
}

/// With which key a holder gets another certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the same is permitted or it is not")]
pub enum RenewalKey {
    /// With a key that was never certified.
    Another,
    /// With the same key or another.
    SameOrAnother,
}

impl RenewalRule {
    /// No renewal, any number at once, the same key if the holder likes: what holds where no source says otherwise.
    /// (Proposed.)
    pub const NEW_APPLICATION: Self =
        Self { at_once: CertificatesAtOnce::Any, window: RenewalWindow::Never, key: RenewalKey::SameOrAnother };

    /// Renewal at any time, any number at once, the same key or another: for services that renew by themselves.
    /// (Proposed.)
    pub const FREE: Self =
        Self { at_once: CertificatesAtOnce::Any, window: RenewalWindow::AlsoExpired, key: RenewalKey::SameOrAnother };
}

impl fmt::Display for RenewalRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.window {
            RenewalWindow::Never => "by a new application only",
            RenewalWindow::WhileValid => "as long as the certificate is valid",
            RenewalWindow::AlsoExpired => "before and after the certificate expires",
        })?;
        f.write_str(match self.key {
            RenewalKey::Another => ", with another key",
            RenewalKey::SameOrAnother => ", with the same key or another",
        })?;
        f.write_str(match self.at_once {
            CertificatesAtOnce::One => "; one active certificate for each person",
            CertificatesAtOnce::Any => "; any number of active certificates",
        })
    }
}
