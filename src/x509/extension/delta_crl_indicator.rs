//! The delta CRL indicator (RFC 5280 §5.2.4, C-06): this list holds only what changed since its base.
//!
//! Read from CRLs; written once delta CRLs are. Critical, because a reader that takes a delta for a whole list would
//! take every certificate it does not name for good. The surprising choice: the number of the base is kept as the
//! content octets of its INTEGER, since a foreign one has up to 20 of them.

use std::fmt;

use super::{Criticality, SubjectName, TypedExtension, oid};
use crate::encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Tag, Writer};

/// The number of the complete CRL on which a delta CRL builds: zero or more, at most 20 octets.
///
/// ```text
/// BaseCRLNumber ::= CRLNumber
/// CRLNumber ::= INTEGER (0..MAX)
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DeltaCrlIndicator(Box<[u8]>);

/// Why some octets are not the number of a base CRL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeltaCrlIndicatorError {
    /// More than 20 octets, the sign included.
    #[error("{LENGTH}, found {found}")]
    TooLong {
        /// The octets found, the one for the sign included.
        found: usize,
    },
}

const LENGTH: &str = "the number of a base CRL has at most 20 octets (RFC 5280 §5.2.3, §5.2.4)";

impl DeltaCrlIndicator {
    /// Most content octets of the number (RFC 5280 §5.2.3).
    pub const MAX_OCTETS: usize = 20;

    /// A delta to the CRL whose number has this big-endian magnitude.
    ///
    /// # Errors
    /// [`DeltaCrlIndicatorError::TooLong`].
    pub fn from_magnitude(magnitude: &[u8]) -> Result<Self, DeltaCrlIndicatorError> {
        let digits: Vec<u8> = magnitude.iter().copied().skip_while(|octet| *octet == 0).collect();
        let sign = digits.first().is_none_or(|first| first & 0x80 != 0);
        let content: Box<[u8]> = sign.then_some(0).into_iter().chain(digits).collect();
        match content.len() {
            found if found > Self::MAX_OCTETS => Err(DeltaCrlIndicatorError::TooLong { found }),
            _ => Ok(Self(content)),
        }
    }

    /// The content octets of the INTEGER, which is the number of the base: big-endian, a zero octet first where the
    /// highest bit is set.
    #[must_use]
    pub fn base_crl_number(&self) -> &[u8] {
        &self.0
    }
}

impl From<u64> for DeltaCrlIndicator {
    fn from(number: u64) -> Self {
        let octets = number.to_be_bytes();
        let redundant = |pair: &[u8]| matches!(pair, [0, next] if next & 0x80 == 0);
        let zeros = octets.windows(2).take_while(|pair| redundant(pair)).count();
        let sign = zeros == 0 && number.leading_zeros() == 0;
        Self(sign.then_some(0).into_iter().chain(octets.into_iter().skip(zeros)).collect())
    }
}

impl TypedExtension for DeltaCrlIndicator {
    const OID: Oid = oid::DELTA_CRL_INDICATOR;

    /// Critical (RFC 5280 §5.2.4).
    fn criticality(&self, _: SubjectName) -> Criticality {
        Criticality::Critical
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let position = reader.position();
        let fail = |kind| Err(DecodeError::new(kind, position, "BaseCRLNumber"));
        match reader.integer()? {
            [first, ..] if first & 0x80 != 0 => fail(DecodeErrorKind::NegativeInteger),
            content if content.len() > Self::MAX_OCTETS => fail(DecodeErrorKind::Rule { rule: LENGTH }),
            content => Ok(Self(content.into())),
        }
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.element(Tag::INTEGER, &self.0)
    }
}

impl fmt::Debug for DeltaCrlIndicator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeltaCrlIndicator(0x")?;
        self.0.iter().try_for_each(|octet| write!(f, "{octet:02x}"))?;
        f.write_str(")")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::extension::testing::{decode, encode, round_trips, sentence};

    #[test]
    fn reads_and_writes_the_number_of_the_base() {
        assert_eq!(round_trips::<DeltaCrlIndicator>(b"\x02\x01\0"), DeltaCrlIndicator::from(0));
        let base = round_trips::<DeltaCrlIndicator>(b"\x02\x02\x12\x67");
        assert_eq!((&base, base.base_crl_number()), (&DeltaCrlIndicator::from(4711), &b"\x12\x67"[..]));
        assert_eq!(format!("{base:?}"), "DeltaCrlIndicator(0x1267)");
        let longest = [&b"\x02\x14\x7f"[..], &[0xff; 19]].concat();
        assert_eq!(round_trips::<DeltaCrlIndicator>(&longest).base_crl_number().len(), 20);
    }

    #[test]
    fn a_number_and_its_magnitude_are_the_same() {
        for number in [0, 1, 127, 128, 255, 256, 0x7fff, 0x8000, u64::MAX >> 1, u64::MAX] {
            let indicator = DeltaCrlIndicator::from(number);
            assert_eq!(DeltaCrlIndicator::from_magnitude(&number.to_be_bytes()), Ok(indicator.clone()), "{number}");
            assert_eq!(decode(&encode(&indicator)), Ok(indicator));
        }
    }

    #[test]
    fn refuses_21_octets_and_negative_numbers() {
        let long = [&b"\x02\x15\0\x80"[..], &[0; 19]].concat();
        let wanted =
            "the number of a base CRL has at most 20 octets (RFC 5280 §5.2.3, §5.2.4) at byte 0 of BaseCRLNumber";
        assert_eq!(sentence::<DeltaCrlIndicator>(&long), wanted);
        assert_eq!(
            sentence::<DeltaCrlIndicator>(b"\x02\x01\xff"),
            "the INTEGER is negative at byte 0 of BaseCRLNumber"
        );
        assert_eq!(
            DeltaCrlIndicator::from_magnitude(&[0xff; 20]).unwrap_err().to_string(),
            "the number of a base CRL has at most 20 octets (RFC 5280 §5.2.3, §5.2.4), found 21"
        );
        assert!(DeltaCrlIndicator::from_magnitude(&[[0; 20], [0x7f; 20]].concat()).is_ok());
    }

    #[test]
    fn is_critical() {
        assert_eq!(DeltaCrlIndicator::from(1).criticality(SubjectName::NonEmpty), Criticality::Critical);
    }
}
