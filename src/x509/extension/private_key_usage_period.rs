//! The private key usage period (X.509 §9.2.2.5, RFC 3280 §4.2.1.4): when the private key signs, where that is not for
//! as long as the certificate is valid.
//!
//! RFC 5280 leaves it out of its profile; passports and signature services still use it. Read, and written where a policy
//! fixes it among its other rows. The surprising choice: an enum, because a SEQUENCE of two optional times that may not be
//! empty has three values, and both together are a [`Validity`], which cannot end before it starts.

use super::{Criticality, SubjectName, TypedExtension, oid};
use crate::{
    encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Tag, Writer},
    x509::{Time, Validity},
};

/// When the private key of the certificate signs.
///
/// ```text
/// PrivateKeyUsagePeriod ::= SEQUENCE { notBefore [0] GeneralizedTime OPTIONAL, notAfter [1] GeneralizedTime OPTIONAL }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "one of two times, or both")]
pub enum PrivateKeyUsagePeriod {
    /// From this second on.
    From(Time),
    /// Up to and including this second.
    Until(Time),
    /// Between two seconds, both included.
    Between(Validity),
}

impl PrivateKeyUsagePeriod {
    /// The first second.
    #[must_use]
    pub const fn not_before(self) -> Option<Time> {
        match self {
            Self::From(time) => Some(time),
            Self::Until(_) => None,
            Self::Between(window) => Some(window.not_before()),
        }
    }

    /// The last second.
    #[must_use]
    pub const fn not_after(self) -> Option<Time> {
        match self {
            Self::From(_) => None,
            Self::Until(time) => Some(time),
            Self::Between(window) => Some(window.not_after()),
        }
    }
}

impl TypedExtension for PrivateKeyUsagePeriod {
    const OID: Oid = oid::PRIVATE_KEY_USAGE_PERIOD;

    /// Non-critical (RFC 3280 §4.2.1.4).
    fn criticality(&self, _: SubjectName) -> Criticality {
        Criticality::NonCritical
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let position = reader.position();
        reader.sequence("PrivateKeyUsagePeriod", |fields| {
            let not_before = optional_time(fields, NOT_BEFORE)?;
            let not_after = optional_time(fields, NOT_AFTER)?;
            match (not_before, not_after) {
                (Some(start), None) => Ok(Self::From(start)),
                (None, Some(end)) => Ok(Self::Until(end)),
                (Some(start), Some(end)) => {
                    Validity::new(start, end).map(Self::Between).map_err(|_| fields.error_at(position, INVERTED))
                }
                (None, None) => {
                    fields.finish()?;
                    Err(fields.error_at(position, EMPTY))
                }
            }
        })
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|fields| {
            self.not_before().map_or(Ok(()), |time| time.encode_implicit(fields, NOT_BEFORE))?;
            self.not_after().map_or(Ok(()), |time| time.encode_implicit(fields, NOT_AFTER))
        })
    }
}

fn optional_time(fields: &mut Reader<'_>, tag: Tag) -> Result<Option<Time>, DecodeError> {
    if fields.peek() == Some(tag) { Time::decode_implicit(fields, tag).map(Some) } else { Ok(None) }
}

const NOT_BEFORE: Tag = Tag::context(0);
const NOT_AFTER: Tag = Tag::context(1);
const EMPTY: DecodeErrorKind =
    DecodeErrorKind::Rule { rule: "privateKeyUsagePeriod has notBefore or notAfter (RFC 3280 §4.2.1.4)" };
const INVERTED: DecodeErrorKind =
    DecodeErrorKind::Rule { rule: "the period of the private key ends before it starts (X.509 §9.2.2.5)" };

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::extension::testing::{round_trips, sentence};

    fn time(text: &str) -> Time {
        text.parse().unwrap()
    }

    #[test]
    fn reads_and_writes_the_three_forms() {
        let from = round_trips::<PrivateKeyUsagePeriod>(b"\x30\x11\x80\x0f20260101000000Z");
        assert_eq!(from, PrivateKeyUsagePeriod::From(time("2026-01-01T00:00:00Z")));
        assert_eq!((from.not_before(), from.not_after()), (Some(time("2026-01-01T00:00:00Z")), None));
        let until = round_trips::<PrivateKeyUsagePeriod>(b"\x30\x11\x81\x0f20520101000000Z");
        assert_eq!(until, PrivateKeyUsagePeriod::Until(time("2052-01-01T00:00:00Z")));
        assert_eq!((until.not_before(), until.not_after()), (None, Some(time("2052-01-01T00:00:00Z"))));
        let between = round_trips::<PrivateKeyUsagePeriod>(b"\x30\x22\x80\x0f20260101000000Z\x81\x0f20261231235959Z");
        let window = Validity::new(time("2026-01-01T00:00:00Z"), time("2026-12-31T23:59:59Z")).unwrap();
        assert_eq!(between, PrivateKeyUsagePeriod::Between(window));
        assert_eq!((between.not_before(), between.not_after()), (Some(window.not_before()), Some(window.not_after())));
    }

    #[test]
    fn refuses_to_be_empty_inverted_or_out_of_order() {
        assert_eq!(
            sentence::<PrivateKeyUsagePeriod>(b"\x30\0"),
            "privateKeyUsagePeriod has notBefore or notAfter (RFC 3280 §4.2.1.4) at byte 0 of PrivateKeyUsagePeriod"
        );
        assert_eq!(
            sentence::<PrivateKeyUsagePeriod>(b"\x30\x22\x80\x0f20260101000001Z\x81\x0f20260101000000Z"),
            "the period of the private key ends before it starts (X.509 §9.2.2.5) at byte 0 of PrivateKeyUsagePeriod"
        );
        assert!(
            sentence::<PrivateKeyUsagePeriod>(b"\x30\x22\x81\x0f20260101000000Z\x80\x0f20260101000000Z")
                .starts_with("expected the end, found 17 more octets")
        );
    }

    #[test]
    fn refuses_times_no_certificate_writes() {
        for content in ["202601010000Z", "20260101000000.5Z", "20260101000000", "20260230000000Z", "260101000000Z"] {
            let length = u8::try_from(content.len()).unwrap();
            let der = [&[0x30, length + 2, 0x80, length], content.as_bytes()].concat();
            let wanted = "the time is not a valid date and time of day in UTC with seconds and a final Z at byte 2 of \
                          PrivateKeyUsagePeriod";
            assert_eq!(sentence::<PrivateKeyUsagePeriod>(&der), wanted, "{content}");
        }
    }

    #[test]
    fn is_not_critical() {
        let period = PrivateKeyUsagePeriod::From(time("2026-01-01T00:00:00Z"));
        assert_eq!(period.criticality(SubjectName::NonEmpty), Criticality::NonCritical);
    }
}
