//! The CRL number (RFC 5280 §5.2.3, C-05): which list of its scope this is.
//!
//! Written into every CRL by `revocation`, read from those of others to tell an older list from a newer one.
//! The surprising choice: our own numbers are `u64`, but a foreign one has up to 20 octets and must be comparable, so a
//! value holds all 20, and the order of values is the order of numbers.

use std::fmt;

use super::{Criticality, SubjectName, TypedExtension, oid};
use crate::encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Writer};

/// The number of a CRL: zero or more, at most 20 octets of content.
///
/// ```text
/// CRLNumber ::= INTEGER (0..MAX)
/// ```
///
/// ```
/// use chancery::x509::extension::CrlNumber;
/// let number = CrlNumber::from(4711);
/// assert!(number < CrlNumber::from(4712));
/// assert_eq!((number.to_u64(), number.to_string()), (Some(4711), "4711".to_owned()));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CrlNumber([u8; Self::MAX_OCTETS]);

/// Why some octets are not a CRL number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CrlNumberError {
    /// More than 20 octets, the sign included.
    #[error("{LENGTH}, found {found}")]
    Length {
        /// The octets found, the one for the sign included.
        found: usize,
    },
}

const LENGTH: &str = "a CRL number has at most 20 octets (RFC 5280 §5.2.3)";

impl CrlNumber {
    /// Most content octets.
    pub const MAX_OCTETS: usize = 20;

    /// The number with this big-endian magnitude.
    ///
    /// # Errors
    /// [`CrlNumberError`].
    pub fn from_magnitude(magnitude: &[u8]) -> Result<Self, CrlNumberError> {
        let zeros = magnitude.iter().take_while(|octet| **octet == 0).count();
        let digits = magnitude.get(zeros..).unwrap_or_default();
        let sign = digits.first().is_some_and(|first| first & 0x80 != 0);
        let found = digits.len().saturating_add(usize::from(sign));
        if found > Self::MAX_OCTETS {
            return Err(CrlNumberError::Length { found });
        }
        let mut octets = [0; Self::MAX_OCTETS];
        for (place, digit) in octets.iter_mut().rev().zip(digits.iter().rev()) {
            *place = *digit;
        }
        Ok(Self(octets))
    }

    /// The number, when it fits; those this library gives always do.
    #[must_use]
    pub fn to_u64(self) -> Option<u64> {
        let (high, low) = self.0.split_last_chunk()?;
        high.iter().all(|octet| *octet == 0).then(|| u64::from_be_bytes(*low))
    }
}

impl From<u64> for CrlNumber {
    fn from(number: u64) -> Self {
        let mut octets = [0; Self::MAX_OCTETS];
        for (place, digit) in octets.iter_mut().rev().zip(number.to_be_bytes().iter().rev()) {
            *place = *digit;
        }
        Self(octets)
    }
}

impl TypedExtension for CrlNumber {
    const OID: Oid = oid::CRL_NUMBER;

    /// Non-critical (RFC 5280 §5.2.3).
    fn criticality(&self, _: SubjectName) -> Criticality {
        Criticality::NonCritical
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let position = reader.position();
        let magnitude = reader.natural()?;
        Self::from_magnitude(magnitude)
            .map_err(|_| DecodeError::new(DecodeErrorKind::Rule { rule: LENGTH }, position, "CRLNumber"))
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.natural(&self.0)
    }
}

impl fmt::Display for CrlNumber {
    /// Decimal; hexadecimal with `0x` where 64 bits do not hold it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(number) = self.to_u64() {
            return number.fmt(f);
        }
        f.write_str("0x")?;
        self.0.iter().skip_while(|octet| **octet == 0).try_for_each(|octet| write!(f, "{octet:02x}"))
    }
}

impl fmt::Debug for CrlNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CrlNumber({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::extension::testing::{round_trips, sentence};

    #[test]
    fn round_trips_every_number_it_reads() {
        assert_eq!(round_trips::<CrlNumber>(&[2, 1, 0]), CrlNumber::from(0));
        assert_eq!(round_trips::<CrlNumber>(&[2, 2, 0, 0x80]), CrlNumber::from(128));
        let longest = [&[2, 20, 0x7f][..], &[0xff; 19]].concat();
        assert_eq!(round_trips::<CrlNumber>(&longest).to_u64(), None);
    }

    #[test]
    fn refuses_21_octets_and_negative_numbers() {
        let long = [&[2, 21, 0x00, 0x80][..], &[0; 19]].concat();
        assert_eq!(
            sentence::<CrlNumber>(&long),
            "a CRL number has at most 20 octets (RFC 5280 §5.2.3) at byte 0 of CRLNumber"
        );
        assert_eq!(sentence::<CrlNumber>(&[2, 1, 0xff]), "the INTEGER is negative at byte 0 of extnValue");
        assert_eq!(
            CrlNumber::from_magnitude(&[0xff; 20]).unwrap_err().to_string(),
            "a CRL number has at most 20 octets (RFC 5280 §5.2.3), found 21"
        );
    }

    #[test]
    fn orders_as_numbers_are_ordered() {
        let large = CrlNumber::from_magnitude(&[1, 0, 0, 0, 0, 0, 0, 0, 0]).unwrap();
        assert!(CrlNumber::from(u64::MAX) < large);
        assert!(CrlNumber::from(255) < CrlNumber::from(256));
        assert_eq!(large.to_string(), "0x010000000000000000");
        assert_eq!(CrlNumber::from_magnitude(&[0, 0, 7]), Ok(CrlNumber::from(7)));
    }
}
