//! What a request may look like where standards and tools disagree, and why.
//!
//! Handed to the decoder with the limits. RFC 2986 §4.1 gives the shape; three of its rules are broken by tools in use
//! or by old ones, and each is a setting. The surprising choice: nothing else can be relaxed. Duplicates, BER and bytes
//! behind the end are refused whatever the settings, because two readers would read two requests.

use super::RequestLimits;

/// Limits and shape of a request, each with the reason for its default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a caller writes `RequestSettings { version: …, ..DEFAULT }`")]
pub struct RequestSettings {
    /// How large it may be.
    pub limits: RequestLimits,
    /// `attributes [0]` left out: accepted. Some generators do so when there are none, and nothing else can be meant
    ///
    pub absent_attributes: AbsentAttributes,
    /// Attributes not in the order of a DER SET OF: accepted. strongSwan writes them so; the signature is verified over
    /// the octets received, and each attribute is there once, so their order says nothing.
    pub attribute_order: AttributeOrder,
    /// A version other than 0: refused. No other version was ever defined, so nobody can say what its fields mean.
    pub version: VersionRule,
}

/// What becomes of a request without `attributes [0]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "it is read or it is not")]
pub enum AbsentAttributes {
    /// It is read as one without attributes, and written back without the field.
    Accept,
    /// It is refused: the field is mandatory, empty or not (RFC 2986 §4.1).
    Refuse,
}

/// In which order the attributes of a request stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "DER has one order")]
pub enum AttributeOrder {
    /// In any; they are written back in the order received.
    Any,
    /// In ascending order of their encodings (X.690 §11.6).
    Ascending,
}

/// Which versions are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "there is one version")]
pub enum VersionRule {
    /// 0, which is `v1`.
    Zero,
    /// Any from 0 to 2^32 - 1; it is remembered and written back. The fields are read as those of version 0.
    Any,
}

impl RequestSettings {
    /// The settings of [`from_der`](super::CertificationRequest::from_der).
    pub const DEFAULT: Self = Self {
        limits: RequestLimits::DEFAULT,
        absent_attributes: AbsentAttributes::Accept,
        attribute_order: AttributeOrder::Any,
        version: VersionRule::Zero,
    };

    /// RFC 2986 to the letter: the three rules held, under the same limits.
    pub const STRICT: Self = Self {
        absent_attributes: AbsentAttributes::Refuse,
        attribute_order: AttributeOrder::Ascending,
        ..Self::DEFAULT
    };
}
