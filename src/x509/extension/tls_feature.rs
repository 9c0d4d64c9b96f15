//! TLS feature (RFC 7633), called must-staple: what a server that shows the certificate must support.
//!
//! Read from requests; written where a policy fixes it among its other rows. With status_request in it, a relying party
//! refuses a server that staples no OCSP response, so a policy grants it only to who asked and can.
//! The surprising choice: a feature is the number of a TLS extension and nothing else, so one nobody here knows is as good
//! as any; the list is not empty and has none twice, since neither would say anything.

use std::{borrow::Cow, fmt};

use super::{Criticality, SubjectName, TypedExtension, oid};
use crate::encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Writer};

/// Numbers of TLS extensions (RFC 8446 §4.2), one or more, none twice, in the order written.
///
/// ```text
/// Features ::= SEQUENCE OF INTEGER
/// ```
///
/// ```
/// use chancery::x509::extension::TlsFeature;
/// assert_eq!(TlsFeature::MUST_STAPLE.to_string(), "status_request");
/// assert!(TlsFeature::MUST_STAPLE.is_must_staple());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TlsFeature(Cow<'static, [u16]>);

impl TlsFeature {
    /// `status_request` (RFC 6066 §8): the server staples an OCSP response.
    pub const STATUS_REQUEST: u16 = 5;
    /// `status_request_v2` (RFC 6961)
    pub const STATUS_REQUEST_V2: u16 = 17;
    /// The list that has `status_request` alone.
    pub const MUST_STAPLE: Self = Self(Cow::Borrowed(&[Self::STATUS_REQUEST]));
    /// Most features that are read; two are in use.
    pub const MAX_FEATURES: usize = 32;

    /// These features, in this order.
    ///
    /// # Errors
    /// [`TlsFeatureError`].
    pub fn new(features: impl Into<Vec<u16>>) -> Result<Self, TlsFeatureError> {
        let features = features.into();
        if features.is_empty() {
            return Err(TlsFeatureError::Empty);
        }
        if features.len() > Self::MAX_FEATURES {
            return Err(TlsFeatureError::TooMany { found: features.len() });
        }
        for (place, feature) in features.iter().enumerate() {
            if features.iter().take(place).any(|earlier| earlier == feature) {
                return Err(TlsFeatureError::Duplicate { feature: *feature });
            }
        }
        Ok(Self(features.into()))
    }

    /// The numbers in order.
    #[must_use]
    pub fn features(&self) -> &[u16] {
        &self.0
    }

    /// Whether a server without a stapled OCSP response is to be refused.
    #[must_use]
    pub fn is_must_staple(&self) -> bool {
        self.0.contains(&Self::STATUS_REQUEST)
    }
}

/// Why a list of numbers is not a TLS feature extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TlsFeatureError {
    /// No feature.
    #[error("{EMPTY}")]
    Empty,
    /// A feature twice.
    #[error("{DUPLICATE}, {feature} occurs again")]
    Duplicate {
        /// The number.
        feature: u16,
    },
    /// More than [`TlsFeature::MAX_FEATURES`].
    #[error("TLS feature names at most {} features here, found {found}", TlsFeature::MAX_FEATURES)]
    TooMany {
        /// The features found.
        found: usize,
    },
}

const EMPTY: &str = "TLS feature names at least one feature (RFC 7633 §4.1)";
const DUPLICATE: &str = "TLS feature names each feature once";

impl TypedExtension for TlsFeature {
    const OID: Oid = oid::TLS_FEATURE;

    /// Non-critical (RFC 7633 §4).
    fn criticality(&self, _: SubjectName) -> Criticality {
        Criticality::NonCritical
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.sequence("TLSFeatures", |list| {
            let mut features: Vec<u16> = Vec::new();
            while !list.is_at_end() {
                let position = list.position();
                let refuse = |kind| Err(DecodeError::new(kind, position, "TLSFeatures"));
                let Ok(feature) = u16::try_from(list.small_natural()?) else {
                    return refuse(DecodeErrorKind::IntegerTooLarge);
                };
                if features.contains(&feature) {
                    return refuse(DecodeErrorKind::Rule { rule: DUPLICATE });
                }
                if features.len() >= Self::MAX_FEATURES {
                    return refuse(DecodeErrorKind::TooMany { limit: Self::MAX_FEATURES });
                }
                features.push(feature);
            }
            match features.is_empty() {
                true => Err(list.error(DecodeErrorKind::Rule { rule: EMPTY })),
                false => Ok(Self(features.into())),
            }
        })
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|list| self.0.iter().try_for_each(|feature| list.small_natural((*feature).into())))
    }
}

impl fmt::Display for TlsFeature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, feature) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str(", ")?;
            }
            match *feature {
                Self::STATUS_REQUEST => f.write_str("status_request")?,
                Self::STATUS_REQUEST_V2 => f.write_str("status_request_v2")?,
                unknown => write!(f, "TLS extension {unknown}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::extension::testing::{encode, round_trips, sentence};

    #[test]
    fn reads_and_writes_must_staple() {
        assert_eq!(round_trips::<TlsFeature>(b"\x30\x03\x02\x01\x05"), TlsFeature::MUST_STAPLE);
        assert_eq!(encode(&TlsFeature::new([5]).unwrap()), b"\x30\x03\x02\x01\x05");
    }

    #[test]
    fn keeps_the_order_of_several_features() {
        let both = round_trips::<TlsFeature>(b"\x30\x0a\x02\x01\x11\x02\x01\x05\x02\x02\x00\xff");
        assert_eq!(both.features(), [17, 5, 255]);
        assert!(both.is_must_staple());
        assert_eq!(both.to_string(), "status_request_v2, status_request, TLS extension 255");
        assert!(!TlsFeature::new([17]).unwrap().is_must_staple());
    }

    #[test]
    fn refuses_an_empty_list_a_feature_twice_and_too_many() {
        assert_eq!(TlsFeature::new([]), Err(TlsFeatureError::Empty));
        assert_eq!(
            TlsFeature::new([5, 5]).unwrap_err().to_string(),
            "TLS feature names each feature once, 5 occurs again"
        );
        let many: Vec<u16> = (0..33).collect();
        assert_eq!(
            TlsFeature::new(many).unwrap_err().to_string(),
            "TLS feature names at most 32 features here, found 33"
        );
        assert_eq!(
            sentence::<TlsFeature>(b"\x30\x00"),
            "TLS feature names at least one feature (RFC 7633 §4.1) at byte 2 of TLSFeatures"
        );
        assert_eq!(
            sentence::<TlsFeature>(b"\x30\x06\x02\x01\x05\x02\x01\x05"),
            "TLS feature names each feature once at byte 5 of TLSFeatures"
        );
        let long: Vec<u8> = (0..33).flat_map(|feature| [2, 1, feature]).collect();
        assert!(sentence::<TlsFeature>(&[&[0x30, 99], &*long].concat()).starts_with("found more than the limit of 32"));
    }

    #[test]
    fn refuses_what_is_no_number_of_a_tls_extension() {
        assert_eq!(
            sentence::<TlsFeature>(b"\x30\x05\x02\x03\x01\x00\x00"),
            "the INTEGER is too large at byte 2 of TLSFeatures"
        );
        assert_eq!(sentence::<TlsFeature>(b"\x30\x03\x02\x01\xff"), "the INTEGER is negative at byte 2 of TLSFeatures");
        assert_eq!(
            sentence::<TlsFeature>(b"\x30\x03\x04\x01\x05"),
            "expected INTEGER, found OCTET STRING at byte 2 of TLSFeatures"
        );
    }

    #[test]
    fn is_not_critical() {
        assert_eq!(TlsFeature::MUST_STAPLE.criticality(SubjectName::Empty), Criticality::NonCritical);
    }
}
