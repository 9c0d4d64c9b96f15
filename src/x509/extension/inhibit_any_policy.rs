//! Inhibit anyPolicy (RFC 5280 §4.2.1.14): from which certificate of a path on anyPolicy no longer stands for every
//! policy.
//!
//! In CA certificates only; read from them, and written where a policy for authorities fixes it among its other rows.
//! The surprising choice: the ASN.1 has no upper bound, and a count above 2^32 - 1 is refused when it is read.

use super::{Criticality, SubjectName, TypedExtension, oid};
use crate::encoding::{DecodeError, EncodeError, Oid, Reader, Writer};

/// How many more certificates of the path may use anyPolicy.
///
/// ```text
/// InhibitAnyPolicy ::= SkipCerts
/// SkipCerts ::= INTEGER (0..MAX)
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InhibitAnyPolicy(u32);

impl InhibitAnyPolicy {
    /// anyPolicy counts for this many more certificates.
    #[must_use]
    pub const fn after(skip_certs: u32) -> Self {
        Self(skip_certs)
    }

    /// How many more certificates may use anyPolicy.
    #[must_use]
    pub const fn skip_certs(self) -> u32 {
        self.0
    }
}

impl TypedExtension for InhibitAnyPolicy {
    const OID: Oid = oid::INHIBIT_ANY_POLICY;

    /// Critical (RFC 5280 §4.2.1.14).
    fn criticality(&self, _: SubjectName) -> Criticality {
        Criticality::Critical
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.small_natural().map(Self)
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.small_natural(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        encoding::DecodeErrorKind,
        x509::extension::testing::{decode, encode, round_trips, sentence},
    };

    #[test]
    fn reads_and_writes_a_count() {
        assert_eq!(round_trips::<InhibitAnyPolicy>(b"\x02\x01\0"), InhibitAnyPolicy::after(0));
        assert_eq!(round_trips::<InhibitAnyPolicy>(b"\x02\x02\0\x80").skip_certs(), 128);
        let most = InhibitAnyPolicy::after(u32::MAX);
        assert_eq!(encode(&most), b"\x02\x05\0\xff\xff\xff\xff");
        assert_eq!(decode(&encode(&most)), Ok(most));
    }

    #[test]
    fn refuses_a_negative_a_padded_and_a_huge_count() {
        assert_eq!(sentence::<InhibitAnyPolicy>(b"\x02\x01\xff"), "the INTEGER is negative at byte 0 of extnValue");
        let kind = |der| decode::<InhibitAnyPolicy>(der).unwrap_err().kind();
        assert_eq!(kind(b"\x02\x02\0\x01"), DecodeErrorKind::NonMinimalInteger);
        assert_eq!(kind(b"\x02\x05\x01\0\0\0\0"), DecodeErrorKind::IntegerTooLarge);
    }

    #[test]
    fn is_critical() {
        assert_eq!(InhibitAnyPolicy::after(0).criticality(SubjectName::NonEmpty), Criticality::Critical);
    }
}
