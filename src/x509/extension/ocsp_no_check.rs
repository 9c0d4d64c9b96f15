//! OCSP no check (RFC 6960 §4.2.2.2.1, O-06): a client need not ask whether the responder's certificate is revoked.
//!
//! In the certificates of OCSP responders, which are short-lived for that reason; a policy fixes it among its other
//! rows. The surprising choice: its value is NULL, so the type is a unit and the whole statement is that it is there.

use super::{Criticality, SubjectName, TypedExtension, oid};
use crate::encoding::{DecodeError, EncodeError, Oid, Reader, Writer};

/// A responder that may be trusted for as long as its certificate is valid.
///
/// ```text
/// id-pkix-ocsp-nocheck: NULL
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "the value is NULL")]
pub struct OcspNoCheck;

impl TypedExtension for OcspNoCheck {
    const OID: Oid = oid::OCSP_NO_CHECK;

    /// Non-critical (RFC 6960 §4.2.2.2.1).
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
        assert_eq!(round_trips::<OcspNoCheck>(b"\x05\0"), OcspNoCheck);
        let mut writer = Writer::new();
        Extension::write(&OcspNoCheck, SubjectName::NonEmpty, &mut writer).unwrap();
        assert_eq!(writer.octets(), b"\x30\x0f\x06\x09\x2b\x06\x01\x05\x05\x07\x30\x01\x05\x04\x02\x05\0");
    }

    #[test]
    fn refuses_anything_else() {
        assert_eq!(
            sentence::<OcspNoCheck>(b"\x05\x01\0"),
            "the content has 1 octets, expected 0 at byte 0 of extnValue"
        );
        assert_eq!(sentence::<OcspNoCheck>(b"\x30\0"), "expected NULL, found SEQUENCE at byte 0 of extnValue");
        assert_eq!(sentence::<OcspNoCheck>(b""), "expected NULL, found the end at byte 0 of extnValue");
    }
}
