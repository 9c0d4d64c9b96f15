//! What is wrong with bytes, where, and what was being read.
//!
//! Returned by [`Reader`](super::Reader) and by everything that decodes through it. The position counts from the start
//! of the outermost input, so it can be looked up in a dump of the file as it was received.

use std::fmt;

use super::{OidError, Tag, pem::PemError};

/// A refusal to read some bytes: kind, byte position, and the structure that was being read.
///
/// ```
/// use chancery::encoding::{Reader, Tag};
/// let error = Reader::new(&[0x30, 0x00], "CertificationRequestInfo").read(Tag::INTEGER).unwrap_err();
/// assert_eq!(error.to_string(), "expected INTEGER, found SEQUENCE at byte 0 of CertificationRequestInfo");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeError {
    kind: DecodeErrorKind,
    position: usize,
    within: &'static str,
}

impl DecodeError {
    /// A refusal of what stands at `position` of the input, found while reading `within`.
    #[must_use]
    pub const fn new(kind: DecodeErrorKind, position: usize, within: &'static str) -> Self {
        Self { kind, position, within }
    }

    /// What is wrong.
    #[must_use]
    pub const fn kind(&self) -> DecodeErrorKind {
        self.kind
    }

    /// The offset, in octets from the start of the input, of the element that is wrong.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.position
    }

    /// The structure that was being read, by its ASN.1 name.
    #[must_use]
    pub const fn within(&self) -> &'static str {
        self.within
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let DecodeErrorKind::Pem(error) = self.kind {
            return write!(f, "{error}");
        }
        write!(f, "{} at byte {} of {}", self.kind, self.position, self.within)
    }
}

impl std::error::Error for DecodeError {}

impl From<PemError> for DecodeError {
    fn from(error: PemError) -> Self {
        Self::new(DecodeErrorKind::Pem(error), 0, "PEM text")
    }
}

/// What stands for the curve of an EC key where its name belongs (RFC 5480 §2.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CurveForm {
    /// No parameters.
    Absent,
    /// `implicitCurve`: a NULL that refers to the curve of somebody else.
    Implicit,
    /// `specifiedCurve`: the numbers of a curve, perhaps not those of the one it looks like (CVE-2020-0601).
    Explicit,
}

impl fmt::Display for CurveForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Absent => "none",
            Self::Implicit => "an implicit curve",
            Self::Explicit => "the explicit numbers of a curve",
        })
    }
}

/// The form of a point, by its first octet (SEC 1 §2.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PointForm {
    /// Nothing at all.
    Empty,
    /// 00: the point at infinity, which is the key of nobody.
    Infinity,
    /// 02 or 03: x and the parity of y.
    Compressed,
    /// 06 or 07: both coordinates and the parity of y, which RFC 5480 §2.2 forbids.
    Hybrid,
    /// An octet that no form begins with.
    Unknown(u8),
}

impl PointForm {
    /// The form of a point that begins with this octet; `None` for the uncompressed one.
    pub(crate) const fn of(first: Option<&u8>) -> Option<Self> {
        Some(match first {
            Some(0x04) => return None,
            None => Self::Empty,
            Some(0x00) => Self::Infinity,
            Some(0x02 | 0x03) => Self::Compressed,
            Some(0x06 | 0x07) => Self::Hybrid,
            Some(other) => Self::Unknown(*other),
        })
    }
}

impl fmt::Display for PointForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("nothing"),
            Self::Infinity => f.write_str("the point at infinity"),
            Self::Compressed => f.write_str("a compressed point"),
            Self::Hybrid => f.write_str("a hybrid point"),
            Self::Unknown(octet) => write!(f, "a point that begins with {octet:02X}"),
        }
    }
}

/// What is wrong with an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// Another element than the structure has at this place.
    #[error("expected {expected}, found {found}")]
    UnexpectedTag {
        /// The tag that belongs here.
        expected: Tag,
        /// The tag that is here.
        found: Tag,
    },
    /// The structure ended where an element is mandatory.
    #[error("expected {expected}, found the end")]
    Missing {
        /// The tag that belongs here.
        expected: Tag,
    },
    /// The input ends inside an element.
    #[error("the element needs {needed} octets, found {found}")]
    Truncated {
        /// How many octets the length announces.
        needed: usize,
        /// How many are there.
        found: usize,
    },
    /// Bytes follow where the structure is complete.
    #[error("expected the end, found {count} more octets")]
    TrailingBytes {
        /// How many octets follow.
        count: usize,
    },
    /// A tag number of 31 or more, or a missing identifier octet.
    #[error("tags of more than one octet are not used in this structure")]
    LongTag,
    /// A tag number in more octets than it needs (X.690 §8.1.2.4).
    #[error("the tag number is not written in its shortest form")]
    NonMinimalTag,
    /// The end-of-contents octets of BER (X.690 §8.1.5).
    #[error("end-of-contents octets stand where an element belongs, and DER has none")]
    EndOfContents,
    /// A universal tag that X.680 gives to no type, or to one that is not constructed.
    #[error("universal tag {number} belongs to no type of this form")]
    UnknownType {
        /// The tag number.
        number: u32,
    },
    /// A string or another simple type put together from parts (X.690 §10.2).
    #[error("the {kind} is constructed, and DER has it in one piece")]
    Constructed {
        /// The type.
        kind: Tag,
    },
    /// A SEQUENCE, SET or another type made of elements, encoded as primitive (X.690 §8.9.1, §8.11.1).
    #[error("the {kind} is primitive, and it is made of elements")]
    NotConstructed {
        /// The type.
        kind: Tag,
    },
    /// The indefinite length of BER (X.690 §10.1).
    #[error("the length is indefinite, and DER has definite lengths only")]
    IndefiniteLength,
    /// A length in more octets than it needs (X.690 §10.1).
    #[error("the length is not written in its shortest form")]
    NonMinimalLength,
    /// A length that does not fit in four octets.
    #[error("the length does not fit in four octets")]
    LengthTooLarge,
    /// An INTEGER with a redundant leading octet, or with none (X.690 §8.3.2).
    #[error("the INTEGER is not written in its shortest form")]
    NonMinimalInteger,
    /// A negative INTEGER where a natural number belongs.
    #[error("the INTEGER is negative")]
    NegativeInteger,
    /// An INTEGER larger than its place allows.
    #[error("the INTEGER is too large")]
    IntegerTooLarge,
    /// A REAL in another form than the one its value has (X.690 §11.3).
    #[error("the REAL is not in the one form that DER has for its value")]
    BadReal,
    /// A BOOLEAN that is neither 00 nor FF (X.690 §11.1).
    #[error("a BOOLEAN is 00 or FF, found {found:02X}")]
    BadBoolean {
        /// The content octet.
        found: u8,
    },
    /// A value equal to its DEFAULT, which DER leaves out (X.690 §11.5).
    #[error("the value equals its DEFAULT and must be left out")]
    DefaultEncoded,
    /// A BIT STRING whose count of unused bits is over seven, or whose unused bits are not zero (X.690 §11.2).
    #[error("the BIT STRING has a wrong count of unused bits or unused bits that are set")]
    BadBitString,
    /// A named-bit BIT STRING with trailing zero bits (X.690 §11.2.2).
    #[error("the named bits end in zero bits, which DER removes")]
    TrailingZeroBits,
    /// Unused bits in a BIT STRING that holds whole octets.
    #[error("the BIT STRING must hold whole octets")]
    NotWholeOctets,
    /// Content where NULL has none, or a fixed length that is not met.
    #[error("the content has {found} octets, expected {expected}")]
    WrongContentLength {
        /// The octets this type has.
        expected: usize,
        /// The octets found.
        found: usize,
    },
    /// A malformed OBJECT IDENTIFIER.
    #[error("{0}")]
    Oid(OidError),
    /// A SET OF whose elements are not in ascending order (X.690 §11.6).
    #[error("the elements of the SET OF are not in ascending order of their encodings")]
    SetOrder,
    /// An element that the structure holds at most once, found again.
    #[error("{oid} occurs more than once")]
    Duplicate {
        /// The identifier that is repeated.
        oid: super::Oid,
    },
    /// An empty SEQUENCE OF, SET OF or string where at least one element is required.
    #[error("there must be at least one element")]
    Empty,
    /// Elements nested deeper than the limit.
    #[error("the nesting is deeper than {limit} levels")]
    TooDeep {
        /// The limit in force.
        limit: u8,
    },
    /// More octets than the limit for this object.
    #[error("found {found} octets, more than the limit of {limit}")]
    TooLarge {
        /// The size found, in octets.
        found: usize,
        /// The limit in force, in octets.
        limit: usize,
    },
    /// More elements than the limit for this list.
    #[error("found more than the limit of {limit} elements")]
    TooMany {
        /// The limit in force.
        limit: usize,
    },
    /// A character that the string type, or the field, does not have.
    #[error("the text has an octet or a character that {string} cannot hold")]
    BadCharacter {
        /// The string type or field.
        string: &'static str,
    },
    /// A string type, choice or algorithm that the structure does not have at this place.
    #[error("{found} is not a choice of this field")]
    UnexpectedChoice {
        /// The tag found.
        found: Tag,
    },
    /// A time that is not `YYMMDDHHMMSSZ` or `YYYYMMDDHHMMSSZ`, or that no calendar has.
    #[error("the time is not a valid date and time of day in UTC with seconds and a final Z")]
    BadTime,
    /// A year before 2050 as GeneralizedTime (RFC 5280 §4.1.2.5).
    #[error("a time before 2050 is written as UTCTime")]
    TimeForm,
    /// A value that this version of the structure does not have.
    #[error("the version is {found}, expected {expected}")]
    Version {
        /// The INTEGER of the version this library reads.
        expected: u8,
        /// The INTEGER found, 255 for anything larger.
        found: u8,
    },
    /// Two fields that must say the same do not, such as the inner and the outer algorithm of a certificate.
    #[error("{first} and {second} differ")]
    Mismatch {
        /// The first field.
        first: &'static str,
        /// The second field.
        second: &'static str,
    },
    /// The parameters of an EC key do not name a curve (RFC 5480 §2.1.1).
    #[error("the parameters of an EC key must name a curve (RFC 5480 §2.1.1), found {found}")]
    CurveParameters {
        /// What stands there.
        found: CurveForm,
    },
    /// The point of an EC key is not in the uncompressed form (RFC 5480 §2.2).
    #[error(
        "the point of an EC key must be uncompressed (RFC 5480 §2.2), found {found}; openssl pkey -ec_conv_form uncompressed writes the key anew"
    )]
    PointForm {
        /// What stands there.
        found: PointForm,
    },
    /// A value against the rules of its field, named by clause.
    #[error("{rule}")]
    Rule {
        /// The rule, as a sentence with its clause.
        rule: &'static str,
    },
    /// The text around the DER is not one PEM block.
    #[error("{0}")]
    Pem(PemError),
}
