//! Tags of DER elements (X.690 §8.1.2).
//!
//! Used by [`Reader`](super::Reader) and [`Writer`](super::Writer). Only single-octet tags exist here: X.509 and its
//! neighbours use no tag number above 30, so a multi-octet tag is refused rather than understood.

use std::fmt;

/// The identifier octet of an element: class, primitive or constructed, number.
///
/// A value made by the constants and functions here is always a single-octet tag.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(u8);

impl Tag {
    /// `BOOLEAN`
    pub const BOOLEAN: Self = Self(0x01);
    /// `INTEGER`
    pub const INTEGER: Self = Self(0x02);
    /// `BIT STRING`
    pub const BIT_STRING: Self = Self(0x03);
    /// `OCTET STRING`
    pub const OCTET_STRING: Self = Self(0x04);
    /// `NULL`
    pub const NULL: Self = Self(0x05);
    /// `OBJECT IDENTIFIER`
    pub const OBJECT_IDENTIFIER: Self = Self(0x06);
    /// `REAL`
    pub const REAL: Self = Self(0x09);
    /// `ENUMERATED`
    pub const ENUMERATED: Self = Self(0x0a);
    /// `RELATIVE-OID`
    pub const RELATIVE_OID: Self = Self(0x0d);
    /// `UTF8String`
    pub const UTF8_STRING: Self = Self(0x0c);
    /// `NumericString`
    pub const NUMERIC_STRING: Self = Self(0x12);
    /// `PrintableString`
    pub const PRINTABLE_STRING: Self = Self(0x13);
    /// `TeletexString`, also called `T61String`
    pub const TELETEX_STRING: Self = Self(0x14);
    /// `IA5String`
    pub const IA5_STRING: Self = Self(0x16);
    /// `UTCTime`
    pub const UTC_TIME: Self = Self(0x17);
    /// `GeneralizedTime`
    pub const GENERALIZED_TIME: Self = Self(0x18);
    /// `VisibleString`
    pub const VISIBLE_STRING: Self = Self(0x1a);
    /// `UniversalString`
    pub const UNIVERSAL_STRING: Self = Self(0x1c);
    /// `BMPString`
    pub const BMP_STRING: Self = Self(0x1e);
    /// `SEQUENCE` and `SEQUENCE OF`
    pub const SEQUENCE: Self = Self(0x30);
    /// `SET` and `SET OF`
    pub const SET: Self = Self(0x31);

    /// `[number]` on a primitive element; `number` is taken modulo 32, and 31 is not a tag number DER allows here.
    #[must_use]
    pub const fn context(number: u8) -> Self {
        Self(0x80 | (number & 0x1f))
    }

    /// `[number]` on a constructed element.
    #[must_use]
    pub const fn context_constructed(number: u8) -> Self {
        Self(0xa0 | (number & 0x1f))
    }

    /// The identifier octet.
    #[must_use]
    pub const fn octet(self) -> u8 {
        self.0
    }

    /// The tag of an identifier octet; `None` for the escape to multi-octet tags.
    #[must_use]
    pub const fn from_octet(octet: u8) -> Option<Self> {
        if octet & 0x1f == 0x1f { None } else { Some(Self(octet)) }
    }

    /// Whether the content is made of elements.
    #[must_use]
    pub const fn is_constructed(self) -> bool {
        self.0 & 0x20 != 0
    }

    const fn universal_name(self) -> Option<&'static str> {
        Some(match self {
            Self::BOOLEAN => "BOOLEAN",
            Self::INTEGER => "INTEGER",
            Self::BIT_STRING => "BIT STRING",
            Self::OCTET_STRING => "OCTET STRING",
            Self::NULL => "NULL",
            Self::OBJECT_IDENTIFIER => "OBJECT IDENTIFIER",
            Self::REAL => "REAL",
            Self::ENUMERATED => "ENUMERATED",
            Self::RELATIVE_OID => "RELATIVE-OID",
            Self::UTF8_STRING => "UTF8String",
            Self::NUMERIC_STRING => "NumericString",
            Self::PRINTABLE_STRING => "PrintableString",
            Self::TELETEX_STRING => "TeletexString",
            Self::IA5_STRING => "IA5String",
            Self::UTC_TIME => "UTCTime",
            Self::GENERALIZED_TIME => "GeneralizedTime",
            Self::VISIBLE_STRING => "VisibleString",
            Self::UNIVERSAL_STRING => "UniversalString",
            Self::BMP_STRING => "BMPString",
            Self::SEQUENCE => "SEQUENCE",
            Self::SET => "SET",
            _ => return None,
        })
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.universal_name() {
            Some(name) => f.write_str(name),
            None if self.0 & 0xc0 == 0x80 => write!(f, "[{}]", self.0 & 0x1f),
            None => write!(f, "tag {:#04x}", self.0),
        }
    }
}

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tag({self})")
    }
}
