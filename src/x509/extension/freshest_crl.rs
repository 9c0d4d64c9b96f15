//! Freshest CRL (RFC 5280 §4.2.1.15, §5.2.6): where the newest changes to the list are.
//!
//! In a certificate or in a complete CRL, the way to the delta CRL; read, and written where a policy fixes it among its
//! other rows. The surprising choice: it is the distribution points of `crl_distribution_points` under another
//! identifier, so it is made of that type, and its errors are that type's.

use super::{Criticality, CrlDistributionPoints, SubjectName, TypedExtension, oid};
use crate::encoding::{DecodeError, EncodeError, Oid, Reader, Writer};

/// Where the delta CRL is that goes with a certificate or a complete CRL.
///
/// ```text
/// FreshestCRL ::= CRLDistributionPoints
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FreshestCrl(CrlDistributionPoints);

impl FreshestCrl {
    /// The delta CRL is at these points.
    #[must_use]
    pub const fn at(points: CrlDistributionPoints) -> Self {
        Self(points)
    }

    /// The points.
    #[must_use]
    pub const fn distribution_points(&self) -> &CrlDistributionPoints {
        &self.0
    }
}

impl TypedExtension for FreshestCrl {
    const OID: Oid = oid::FRESHEST_CRL;

    /// Non-critical (RFC 5280 §4.2.1.15, §5.2.6).
    fn criticality(&self, _: SubjectName) -> Criticality {
        Criticality::NonCritical
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        CrlDistributionPoints::decode(reader).map(Self)
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.0.encode(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::extension::{
        DistributionPoint,
        testing::{encode, round_trips, sentence},
    };

    #[test]
    fn is_written_as_distribution_points_are() {
        let point = DistributionPoint::at(["x://a".parse().unwrap()]).unwrap();
        let freshest = FreshestCrl::at(CrlDistributionPoints::new([point]).unwrap());
        let der = b"\x30\x0d\x30\x0b\xa0\x09\xa0\x07\x86\x05x://a";
        assert_eq!(encode(&freshest), der);
        assert_eq!(round_trips::<FreshestCrl>(der), freshest);
        assert_eq!(freshest.distribution_points().points().len(), 1);
    }

    #[test]
    fn refuses_an_empty_list_and_a_point_of_only_reasons() {
        assert_eq!(
            sentence::<FreshestCrl>(b"\x30\0"),
            "there must be at least one element at byte 2 of CRLDistributionPoints"
        );
        assert!(sentence::<FreshestCrl>(b"\x30\x06\x30\x04\x81\x02\x06\x40").contains("never only reasons"));
    }

    #[test]
    fn is_not_critical() {
        let point = DistributionPoint::at(["x://a".parse().unwrap()]).unwrap();
        let freshest = FreshestCrl::at(CrlDistributionPoints::new([point]).unwrap());
        assert_eq!(freshest.criticality(SubjectName::Empty), Criticality::NonCritical);
    }
}
