//! No revocation available (RFC 9608 §3, X-29): nobody will ever say that this certificate is revoked.
//!
//! In end-entity certificates so short-lived that revoking them is not worth its machinery; a policy fixes it among its
//! other rows. The surprising choice: its value is NULL, so the type is a unit; what may not stand beside it is a lint
//! rule, which sees the whole certificate.

use super::{Criticality, SubjectName, TypedExtension, oid};
use crate::encoding::{DecodeError, EncodeError, Oid, Reader, Writer};

/// A certificate whose revocation is never published.
///
/// ```text
/// NoRevAvail: NULL, under id-ce-noRevAvail
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "the value is NULL")]
pub struct NoRevAvail;

impl TypedExtension for NoRevAvail {
    const OID: Oid = oid::NO_REV_AVAIL;

    /// Non-critical (RFC 9608 §3).
    fn criticality(&self, _: SubjectName) -> Criticality {
        Criticality::NonCritical
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.null().map(|()| Self)
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.null()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::{
        Extension,
        extension::testing::{round_trips, sentence},
    };

    #[test]
    fn is_a_null_that_is_not_critical() {
        assert_eq!(round_trips::<NoRevAvail>(b"\x05\0"), NoRevAvail);
        let mut writer = Writer::new();
        Extension::write(&NoRevAvail, SubjectName::NonEmpty, &mut writer).unwrap();
        assert_eq!(writer.octets(), b"\x30\x09\x06\x03\x55\x1d\x38\x04\x02\x05\0");
    }

    #[test]
    fn refuses_anything_else() {
        assert_eq!(
            sentence::<NoRevAvail>(b"\x05\x01\0"),
            "the content has 1 octets, expected 0 at byte 0 of extnValue"
        );
        assert_eq!(sentence::<NoRevAvail>(b"\x01\x01\xff"), "expected NULL, found BOOLEAN at byte 0 of extnValue");
    }
}
