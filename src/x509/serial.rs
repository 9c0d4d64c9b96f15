//! Serial numbers (RFC 5280 §4.1.2.2): ours, and those of other authorities.
//!
//! Drawn by `Authority::slot`, written into the certificate, the key of its record. The surprising choice: ours are a
//! type of their own with a fixed shape, 16 octets whose top two bits are 01, so that every one is positive, has the
//! same length in DER and carries 126 random bits (X-02, B-01); a foreign one is only required to be sound.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    crypto::{ProviderError, Random},
    encoding::{DecodeError, DecodeErrorKind, EncodeError, Reader, Tag, Writer},
};

/// A serial number this library drew: 16 octets, the top two bits 01.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SerialNumber([u8; Self::OCTETS]);

/// A serial number of another authority: positive, at most 20 octets of content.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ForeignSerialNumber(Box<[u8]>);

impl SerialNumber {
    /// The octets of a serial number.
    pub const OCTETS: usize = 16;

    /// Draws one.
    ///
    /// # Errors
    /// [`ProviderError`] when the source of randomness fails.
    pub fn draw(random: &dyn Random) -> Result<Self, ProviderError> {
        let mut octets = [0; Self::OCTETS];
        random.fill(&mut octets)?;
        let [first, ..] = &mut octets;
        *first = (*first & 0x3f) | 0x40;
        Ok(Self(octets))
    }

    /// Takes octets that have the shape; `None` for others.
    #[must_use]
    pub const fn from_octets(octets: [u8; Self::OCTETS]) -> Option<Self> {
        let [first, ..] = octets;
        if first & 0xc0 == 0x40 { Some(Self(octets)) } else { None }
    }

    /// Pairs of digits with colons between them: violations mask long runs of digits, and this is not an identity number.
    pub(crate) fn in_pairs(self) -> String {
        self.as_octets().map(|octet| format!("{octet:02x}")).join(":")
    }

    /// The octets.
    #[must_use]
    pub const fn as_octets(&self) -> &[u8; Self::OCTETS] {
        &self.0
    }

    /// Reads an INTEGER that has the shape.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Rule`] for a serial number of another shape.
    pub fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let position = reader.position();
        let content = reader.integer()?;
        <[u8; Self::OCTETS]>::try_from(content).ok().and_then(Self::from_octets).ok_or_else(|| {
            let rule = "the serial number is not one this library draws: 16 octets whose top two bits are 01";
            reader.error_at(position, DecodeErrorKind::Rule { rule })
        })
    }

    /// Writes the INTEGER.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`], never met.
    pub fn encode(self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.element(Tag::INTEGER, &self.0)
    }
}

impl ForeignSerialNumber {
    /// Most content octets.
    pub const MAX_OCTETS: usize = 20;

    /// Reads an INTEGER that is positive and at most 20 octets long.
    ///
    /// # Errors
    /// [`DecodeErrorKind::NegativeInteger`], [`DecodeErrorKind::Rule`] for zero, [`DecodeErrorKind::TooLarge`].
    pub fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Self::read(reader).map(|content| Self(content.into()))
    }

    /// The content octets of such an INTEGER where they stand, for lists of a million.
    pub(crate) fn read<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], DecodeError> {
        let position = reader.position();
        let content = reader.integer()?;
        let fail = |kind| Err(reader.error_at(position, kind));
        match content {
            [first, ..] if first & 0x80 != 0 => fail(DecodeErrorKind::NegativeInteger),
            [0] => fail(DecodeErrorKind::Rule { rule: "a serial number is greater than zero (RFC 5280 §4.1.2.2)" }),
            _ if content.len() > Self::MAX_OCTETS => {
                fail(DecodeErrorKind::TooLarge { found: content.len(), limit: Self::MAX_OCTETS })
            }
            _ => Ok(content),
        }
    }

    /// A serial number of octets that [`ForeignSerialNumber::read`] gave.
    pub(crate) fn of_read(content: &[u8]) -> Self {
        Self(content.into())
    }

    /// The content octets of the INTEGER.
    #[must_use]
    pub fn as_octets(&self) -> &[u8] {
        &self.0
    }
}

impl From<SerialNumber> for ForeignSerialNumber {
    fn from(own: SerialNumber) -> Self {
        Self(own.0.into())
    }
}

/// Text that is not a serial number of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[error("a serial number is 32 hexadecimal digits, the first of them 4 to 7")]
pub struct SerialNumberError;

impl FromStr for SerialNumber {
    type Err = SerialNumberError;
    fn from_str(text: &str) -> Result<Self, SerialNumberError> {
        let mut octets = [0; Self::OCTETS];
        let digits = text.as_bytes();
        if digits.len() != Self::OCTETS * 2 {
            return Err(SerialNumberError);
        }
        for (octet, pair) in octets.iter_mut().zip(digits.chunks_exact(2)) {
            let digit = |index: usize| {
                pair.get(index)
                    .and_then(|digit| char::from(*digit).to_digit(16))
                    .and_then(|digit| u8::try_from(digit).ok())
            };
            *octet = digit(0).zip(digit(1)).map(|(high, low)| (high << 4) | low).ok_or(SerialNumberError)?;
        }
        Self::from_octets(octets).ok_or(SerialNumberError)
    }
}

impl fmt::Display for SerialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|octet| write!(f, "{octet:02x}"))
    }
}

impl fmt::Debug for SerialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SerialNumber({self})")
    }
}

impl fmt::Display for ForeignSerialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|octet| write!(f, "{octet:02x}"))
    }
}

impl fmt::Debug for ForeignSerialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ForeignSerialNumber({self})")
    }
}

impl Serialize for SerialNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SerialNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}
