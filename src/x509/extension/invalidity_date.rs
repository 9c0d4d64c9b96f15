//! The invalidity date of a CRL entry (RFC 5280 §5.3.2, C-10): from when the key was not safe.
//!
//! Written by `revocation` from what the record says, read from the lists of others. An earlier date than that of the
//! revocation goes here and nowhere else (C-11).
//! The surprising choice: it is GeneralizedTime in every year, where every other time of a CRL changes its form in 2050.

use super::{Criticality, SubjectName, TypedExtension, oid};
use crate::{
    encoding::{DecodeError, EncodeError, Oid, Reader, Writer},
    x509::Time,
};

/// From when the key is known or suspected not to have been safe, or the certificate otherwise invalid.
///
/// ```text
/// InvalidityDate ::= GeneralizedTime
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_structs, reason = "the ASN.1 is one time")]
pub struct InvalidityDate(pub Time);

impl TypedExtension for InvalidityDate {
    const OID: Oid = oid::INVALIDITY_DATE;

    /// Non-critical (RFC 5280 §5.3.2).
    fn criticality(&self, _: SubjectName) -> Criticality {
        Criticality::NonCritical
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Time::decode_generalized(reader).map(Self)
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.0.encode_generalized(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::extension::testing::{round_trips, sentence};

    #[test]
    fn round_trips_generalized_time_in_any_year() {
        for (der, time) in [
            (b"\x18\x0f20261122100000Z", "2026-11-22T10:00:00Z"),
            (b"\x18\x0f20500101000000Z", "2050-01-01T00:00:00Z"),
            (b"\x18\x0f19491231235959Z", "1949-12-31T23:59:59Z"),
        ] {
            assert_eq!(round_trips::<InvalidityDate>(der).0.to_string(), time);
        }
    }

    #[test]
    fn refuses_utc_time_and_fractions() {
        let utc = sentence::<InvalidityDate>(b"\x17\x0d261122100000Z");
        assert_eq!(utc, "expected GeneralizedTime, found UTCTime at byte 0 of extnValue");
        assert!(sentence::<InvalidityDate>(b"\x18\x1120261122100000.5Z").starts_with("the time is not a valid date"));
    }
}
