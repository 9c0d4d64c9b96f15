//! Reasons of revocation (RFC 5280 §5.3.1).
//!
//! In the vocabulary and not in `revocation`, because the inventory stores one and stands below it.
//! The surprising choice: `removeFromCRL` is not here; it is a statement of a delta CRL about an entry, not a reason.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Why a certificate is revoked or held.
///
/// ```text
/// CRLReason ::= ENUMERATED { unspecified(0), keyCompromise(1), cACompromise(2), affiliationChanged(3), superseded(4),
///     cessationOfOperation(5), certificateHold(6), removeFromCRL(8), privilegeWithdrawn(9), aACompromise(10) }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Reason {
    /// No reason is given; a CRL then leaves the reason code out (C-09).
    Unspecified,
    /// The subscriber's key is known or suspected to be in other hands.
    KeyCompromise,
    /// The authority's key is.
    #[serde(rename = "cACompromise")]
    CaCompromise,
    /// The subject's name or other data changed.
    AffiliationChanged,
    /// Another certificate takes its place.
    Superseded,
    /// It is no longer needed.
    CessationOfOperation,
    /// It is suspended.
    CertificateHold,
    /// A right it stated was withdrawn.
    PrivilegeWithdrawn,
}

/// A text that is none of the names of RFC 5280 §5.3.1 that this library knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[error("{found:?} is no reason of RFC 5280 §5.3.1; there are {}", Reason::ALL.map(Reason::name).join(", "))]
pub struct UnknownReason {
    /// The text.
    pub found: Box<str>,
}

impl Reason {
    /// All of them, by their codes.
    pub const ALL: [Self; 8] = [
        Self::Unspecified,
        Self::KeyCompromise,
        Self::CaCompromise,
        Self::AffiliationChanged,
        Self::Superseded,
        Self::CessationOfOperation,
        Self::CertificateHold,
        Self::PrivilegeWithdrawn,
    ];

    /// The value of the ENUMERATED.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Unspecified => 0,
            Self::KeyCompromise => 1,
            Self::CaCompromise => 2,
            Self::AffiliationChanged => 3,
            Self::Superseded => 4,
            Self::CessationOfOperation => 5,
            Self::CertificateHold => 6,
            Self::PrivilegeWithdrawn => 9,
        }
    }

    /// The name in the ASN.1.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unspecified => "unspecified",
            Self::KeyCompromise => "keyCompromise",
            Self::CaCompromise => "cACompromise",
            Self::AffiliationChanged => "affiliationChanged",
            Self::Superseded => "superseded",
            Self::CessationOfOperation => "cessationOfOperation",
            Self::CertificateHold => "certificateHold",
            Self::PrivilegeWithdrawn => "privilegeWithdrawn",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Reason {
    type Err = UnknownReason;

    /// The name in the ASN.1, letter by letter.
    fn from_str(text: &str) -> Result<Self, UnknownReason> {
        let named = Self::ALL.into_iter().find(|reason| reason.name() == text);
        named.ok_or_else(|| UnknownReason { found: text.chars().take(64).collect::<String>().into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_reason_by_its_name_and_nothing_else() {
        for reason in Reason::ALL {
            assert_eq!(reason.to_string().parse(), Ok(reason));
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.name());
        }
        assert_eq!(
            "removeFromCRL".parse::<Reason>().unwrap_err().to_string(),
            "\"removeFromCRL\" is no reason of RFC 5280 §5.3.1; there are unspecified, keyCompromise, cACompromise, \
             affiliationChanged, superseded, cessationOfOperation, certificateHold, privilegeWithdrawn"
        );
        assert!("keycompromise".parse::<Reason>().is_err());
    }
}
