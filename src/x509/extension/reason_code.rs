//! The reason code of a CRL entry (RFC 5280 §5.3.1, C-09).
//!
//! Written by `revocation` for every reason but `unspecified`, which is left out, and read from the lists of others.
//! The surprising choice: it is not [`Reason`]. A [`Reason`] is why somebody revoked; an entry may also say that a
//! certificate left the list (`removeFromCRL`) or speak of attribute authorities, and no record here can have those.

use std::fmt;

use super::{Criticality, SubjectName, TypedExtension, oid};
use crate::{
    encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Tag, Writer},
    x509::Reason,
};

/// What an entry says of its reason.
///
/// ```text
/// reasonCode ::= { CRLReason }
/// CRLReason ::= ENUMERATED { unspecified(0), keyCompromise(1), cACompromise(2), affiliationChanged(3), superseded(4),
///     cessationOfOperation(5), certificateHold(6), removeFromCRL(8), privilegeWithdrawn(9), aACompromise(10) }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the ENUMERATED of RFC 5280 is closed")]
pub enum ReasonCode {
    /// Why the certificate is revoked or held.
    Given(Reason),
    /// It is no longer revoked or held; in delta CRLs only (C-07).
    RemoveFromCrl,
    /// The key of an attribute authority is known or suspected to be in other hands.
    AaCompromise,
}

impl ReasonCode {
    /// The value of the ENUMERATED.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Given(reason) => reason.code(),
            Self::RemoveFromCrl => 8,
            Self::AaCompromise => 10,
        }
    }

    /// The reason with this value; `None` for 7, which was never given a meaning, and above 10.
    #[must_use]
    pub const fn from_code(code: u8) -> Option<Self> {
        Some(Self::Given(match code {
            0 => Reason::Unspecified,
            1 => Reason::KeyCompromise,
            2 => Reason::CaCompromise,
            3 => Reason::AffiliationChanged,
            4 => Reason::Superseded,
            5 => Reason::CessationOfOperation,
            6 => Reason::CertificateHold,
            8 => return Some(Self::RemoveFromCrl),
            9 => Reason::PrivilegeWithdrawn,
            10 => return Some(Self::AaCompromise),
            _ => return None,
        }))
    }

    /// The name in the ASN.1.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Given(reason) => reason.name(),
            Self::RemoveFromCrl => "removeFromCRL",
            Self::AaCompromise => "aACompromise",
        }
    }
}

impl From<Reason> for ReasonCode {
    fn from(reason: Reason) -> Self {
        Self::Given(reason)
    }
}

impl TypedExtension for ReasonCode {
    const OID: Oid = oid::REASON_CODE;

    /// Non-critical (RFC 5280 §5.3.1).
    fn criticality(&self, _: SubjectName) -> Criticality {
        Criticality::NonCritical
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let element = reader.element(Tag::ENUMERATED)?;
        let code = match element.content {
            [code] => Self::from_code(*code),
            _ => None,
        };
        code.ok_or_else(|| DecodeError::new(DecodeErrorKind::Rule { rule: UNKNOWN }, element.position, "CRLReason"))
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.element(Tag::ENUMERATED, &[self.code()])
    }
}

const UNKNOWN: &str = "a reason code is one octet from 0 to 10 and not 7 (RFC 5280 §5.3.1)";

impl fmt::Display for ReasonCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::extension::testing::{round_trips, sentence};

    #[test]
    fn round_trips_ten_codes_and_refuses_all_others() {
        let known: Vec<u8> = (0..=u8::MAX).filter(|code| ReasonCode::from_code(*code).is_some()).collect();
        assert_eq!(known, [0, 1, 2, 3, 4, 5, 6, 8, 9, 10]);
        for code in known {
            assert_eq!(round_trips::<ReasonCode>(&[0x0a, 1, code]).code(), code);
        }
    }

    #[test]
    fn refuses_seven_and_two_octets_and_an_integer() {
        let unknown = "a reason code is one octet from 0 to 10 and not 7 (RFC 5280 §5.3.1) at byte 0 of CRLReason";
        assert_eq!(sentence::<ReasonCode>(&[0x0a, 1, 7]), unknown);
        assert_eq!(sentence::<ReasonCode>(&[0x0a, 2, 0, 1]), unknown);
        assert_eq!(sentence::<ReasonCode>(&[0x0a, 0]), unknown);
        assert!(sentence::<ReasonCode>(&[0x02, 1, 1]).starts_with("expected ENUMERATED, found INTEGER"));
    }

    #[test]
    fn names_every_code_as_the_asn_1_does() {
        let names: Vec<_> = (0..=10).filter_map(ReasonCode::from_code).map(ReasonCode::name).collect();
        assert_eq!(
            names.join(" "),
            "unspecified keyCompromise cACompromise affiliationChanged superseded \
            cessationOfOperation certificateHold removeFromCRL privilegeWithdrawn aACompromise"
        );
    }
}
