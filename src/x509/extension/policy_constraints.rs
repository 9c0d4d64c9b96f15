//! Policy constraints (RFC 5280 §4.2.1.11): from which certificate on a path must have an acceptable policy, or may map
//! none.
//!
//! In CA certificates only; read from them, and written where a policy for authorities fixes it among its other rows.
//! The surprising choice: an enum, because a SEQUENCE of two optional fields that may not be empty has three values.

use super::{Criticality, SubjectName, TypedExtension, oid, skip_certs};
use crate::encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Tag, Writer};

/// What is constrained, and after how many more certificates of the path.
///
/// ```text
/// PolicyConstraints ::= SEQUENCE { requireExplicitPolicy [0] SkipCerts OPTIONAL, inhibitPolicyMapping [1] SkipCerts OPTIONAL }
/// SkipCerts ::= INTEGER (0..MAX)
/// ```
///
/// A count is at most 2^32 - 1 here; a larger one is refused when it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "one of two fields, or both")]
pub enum PolicyConstraints {
    /// Every later certificate has an acceptable policy.
    RequireExplicitPolicy {
        /// How many certificates come before the first of them.
        skip_certs: u32,
    },
    /// No later certificate may map policies.
    InhibitPolicyMapping {
        /// How many certificates come before the first of them.
        skip_certs: u32,
    },
    /// Both.
    Both {
        /// How many certificates need no acceptable policy.
        require_explicit_policy: u32,
        /// How many certificates may still map policies.
        inhibit_policy_mapping: u32,
    },
}

impl PolicyConstraints {
    /// How many more certificates of the path need no acceptable policy; none need one when absent.
    #[must_use]
    pub const fn require_explicit_policy(self) -> Option<u32> {
        match self {
            Self::RequireExplicitPolicy { skip_certs: skip } | Self::Both { require_explicit_policy: skip, .. } => {
                Some(skip)
            }
            Self::InhibitPolicyMapping { .. } => None,
        }
    }

    /// How many more certificates of the path may map policies; all may when absent.
    #[must_use]
    pub const fn inhibit_policy_mapping(self) -> Option<u32> {
        match self {
            Self::InhibitPolicyMapping { skip_certs: skip } | Self::Both { inhibit_policy_mapping: skip, .. } => {
                Some(skip)
            }
            Self::RequireExplicitPolicy { .. } => None,
        }
    }
}

impl TypedExtension for PolicyConstraints {
    const OID: Oid = oid::POLICY_CONSTRAINTS;

    /// Critical (RFC 5280 §4.2.1.11).
    fn criticality(&self, _: SubjectName) -> Criticality {
        Criticality::Critical
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let position = reader.position();
        reader.sequence("PolicyConstraints", |fields| {
            let require = skip_certs::decode_optional(fields, REQUIRE)?;
            let inhibit = skip_certs::decode_optional(fields, INHIBIT)?;
            match (require, inhibit) {
                (Some(skip_certs), None) => Ok(Self::RequireExplicitPolicy { skip_certs }),
                (None, Some(skip_certs)) => Ok(Self::InhibitPolicyMapping { skip_certs }),
                (Some(require_explicit_policy), Some(inhibit_policy_mapping)) => {
                    Ok(Self::Both { require_explicit_policy, inhibit_policy_mapping })
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
            skip_certs::encode_optional(self.require_explicit_policy(), fields, REQUIRE)?;
            skip_certs::encode_optional(self.inhibit_policy_mapping(), fields, INHIBIT)
        })
    }
}

const REQUIRE: Tag = Tag::context(0);
const INHIBIT: Tag = Tag::context(1);
const EMPTY: DecodeErrorKind = DecodeErrorKind::Rule {
    rule: "policyConstraints has requireExplicitPolicy or inhibitPolicyMapping, and is never empty (RFC 5280 §4.2.1.11)",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::extension::testing::{decode, encode, round_trips, sentence};

    #[test]
    fn reads_and_writes_the_three_forms() {
        let require = round_trips::<PolicyConstraints>(b"\x30\x03\x80\x01\0");
        assert_eq!(require, PolicyConstraints::RequireExplicitPolicy { skip_certs: 0 });
        assert_eq!((require.require_explicit_policy(), require.inhibit_policy_mapping()), (Some(0), None));
        let inhibit = round_trips::<PolicyConstraints>(b"\x30\x03\x81\x01\x02");
        assert_eq!(inhibit, PolicyConstraints::InhibitPolicyMapping { skip_certs: 2 });
        assert_eq!((inhibit.require_explicit_policy(), inhibit.inhibit_policy_mapping()), (None, Some(2)));
        let both = round_trips::<PolicyConstraints>(b"\x30\x07\x80\x01\x03\x81\x02\0\x80");
        assert_eq!(both, PolicyConstraints::Both { require_explicit_policy: 3, inhibit_policy_mapping: 128 });
        assert_eq!((both.require_explicit_policy(), both.inhibit_policy_mapping()), (Some(3), Some(128)));
    }

    #[test]
    fn every_length_of_a_count_round_trips() {
        for skip_certs in [0, 1, 127, 128, 255, 256, 0x7fff, 0x8000, 0xff_ffff, 0x7fff_ffff, u32::MAX] {
            let value = PolicyConstraints::RequireExplicitPolicy { skip_certs };
            assert_eq!(decode(&encode(&value)), Ok(value));
        }
    }

    #[test]
    fn refuses_to_be_empty_or_out_of_order() {
        assert_eq!(
            sentence::<PolicyConstraints>(b"\x30\0"),
            "policyConstraints has requireExplicitPolicy or inhibitPolicyMapping, and is never empty (RFC 5280 \
             §4.2.1.11) at byte 0 of PolicyConstraints"
        );
        assert_eq!(
            sentence::<PolicyConstraints>(b"\x30\x06\x81\x01\0\x80\x01\0"),
            "expected the end, found 3 more octets at byte 5 of PolicyConstraints"
        );
        assert_eq!(
            sentence::<PolicyConstraints>(b"\x30\x03\x82\x01\0"),
            "expected the end, found 3 more octets at byte 2 of PolicyConstraints"
        );
    }

    #[test]
    fn refuses_counts_that_are_negative_padded_missing_or_too_large() {
        let kind = |content: &[u8]| {
            let length = u8::try_from(content.len()).unwrap();
            decode::<PolicyConstraints>(&[&[0x30, length + 2, 0x80, length], content].concat()).unwrap_err().kind()
        };
        assert_eq!(kind(b"\xff"), DecodeErrorKind::NegativeInteger);
        assert_eq!(kind(b"\xff\x7f"), DecodeErrorKind::NegativeInteger);
        assert_eq!(kind(b"\xff\xff"), DecodeErrorKind::NonMinimalInteger);
        assert_eq!(kind(b"\0\x7f"), DecodeErrorKind::NonMinimalInteger);
        assert_eq!(kind(b""), DecodeErrorKind::NonMinimalInteger);
        assert_eq!(kind(b"\x01\0\0\0\0"), DecodeErrorKind::IntegerTooLarge);
    }

    #[test]
    fn is_critical() {
        let value = PolicyConstraints::RequireExplicitPolicy { skip_certs: 0 };
        assert_eq!(value.criticality(SubjectName::NonEmpty), Criticality::Critical);
    }
}
