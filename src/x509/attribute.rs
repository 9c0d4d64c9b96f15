//! Attributes of a name: a type, a string type, a text (RFC 5280 §4.1.2.4, Appendix A.1).
//!
//! Read as part of a [`Name`](super::Name), or made by a policy from facts. The string type is decided here: country,
//! serialNumber and dnQualifier are PrintableString, DC and emailAddress IA5String, all others UTF8String (X-05, X-30).
//! The surprising choice: bounds count characters, and a text over its bound is refused, never cut.

use std::{borrow::Cow, fmt};

use unicode_normalization::is_nfc;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::encoding::{DecodeError, DecodeErrorKind, EncodeError, Reader, Tag, Writer};

mod attribute_type;

pub use attribute_type::AttributeType;

/// The string types a name may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum StringType {
    /// `PrintableString`
    Printable,
    /// `UTF8String`
    Utf8,
    /// `IA5String`
    Ia5,
    /// `NumericString`, read only
    Numeric,
    /// `TeletexString`, read only, taken for Latin-1 when shown
    Teletex,
    /// `BMPString`, read only
    Bmp,
    /// `UniversalString`, read only
    Universal,
    /// Something that is no text, such as the BIT STRING of x500UniqueIdentifier; read only.
    NotText(Tag),
}

/// One attribute of a name. Its value is kept as the octets it was read from.
///
/// ```text
/// AttributeTypeAndValue ::= SEQUENCE { type OBJECT IDENTIFIER, value ANY }
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Attribute {
    kind: AttributeType,
    string: StringType,
    content: Box<[u8]>,
}

/// Why a text cannot be the value of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TextError {
    /// No characters.
    #[error("{kind} is empty; leave the attribute out instead")]
    Empty {
        /// The attribute.
        kind: AttributeType,
    },
    /// More characters than the upper bound (X-30).
    #[error("{kind} has {found} characters, at most {permitted} are permitted (RFC 5280 Appendix A.1)")]
    TooLong {
        /// The attribute.
        kind: AttributeType,
        /// The characters found.
        found: usize,
        /// The upper bound.
        permitted: usize,
    },
    /// A character the string type of the attribute does not have.
    #[error("{kind} is a {string} and cannot hold the character U+{:04X} (X.520)", u32::from(*character))]
    Character {
        /// The attribute.
        kind: AttributeType,
        /// The name of the string type.
        string: &'static str,
        /// The character.
        character: char,
    },
    /// A control, bidirectional-override, private-use or unassigned character.
    #[error("{kind} has the character U+{:04X}, which cannot be seen or misleads the reader", u32::from(*character))]
    Unseen {
        /// The attribute.
        kind: AttributeType,
        /// The character.
        character: char,
    },
    /// Not in normalization form C.
    #[error("{kind} is not in Unicode normalization form C; compose its characters first")]
    NotNormalized {
        /// The attribute.
        kind: AttributeType,
    },
    /// White space at an end.
    #[error("{kind} begins or ends with white space")]
    OuterSpace {
        /// The attribute.
        kind: AttributeType,
    },
    /// Not two capital letters.
    #[error("{kind} is two capital letters of ISO 3166")]
    NotACountry {
        /// The attribute.
        kind: AttributeType,
    },
}

impl TextError {
    /// What the attribute would take, as the end of a sentence.
    #[must_use]
    pub fn permitted(&self) -> String {
        match self {
            Self::Empty { .. } => "at least one character".to_owned(),
            Self::TooLong { permitted, found, .. } => format!("at most {permitted} characters, not {found}"),
            Self::Character { string, character, .. } => {
                format!("a {string}, which does not have the character U+{:04X}", u32::from(*character))
            }
            Self::Unseen { character, .. } => {
                format!("a text without the character U+{:04X}, which cannot be seen", u32::from(*character))
            }
            Self::NotNormalized { .. } => "a text in Unicode normalization form C".to_owned(),
            Self::OuterSpace { .. } => "a text without white space at its ends".to_owned(),
            Self::NotACountry { .. } => "two capital letters of ISO 3166".to_owned(),
        }
    }
}

impl StringType {
    const fn of_tag(tag: Tag) -> Self {
        match tag {
            Tag::PRINTABLE_STRING => Self::Printable,
            Tag::UTF8_STRING => Self::Utf8,
            Tag::IA5_STRING => Self::Ia5,
            Tag::NUMERIC_STRING => Self::Numeric,
            Tag::TELETEX_STRING => Self::Teletex,
            Tag::BMP_STRING => Self::Bmp,
            Tag::UNIVERSAL_STRING => Self::Universal,
            other => Self::NotText(other),
        }
    }

    const fn tag(self) -> Tag {
        match self {
            Self::Printable => Tag::PRINTABLE_STRING,
            Self::Utf8 => Tag::UTF8_STRING,
            Self::Ia5 => Tag::IA5_STRING,
            Self::Numeric => Tag::NUMERIC_STRING,
            Self::Teletex => Tag::TELETEX_STRING,
            Self::Bmp => Tag::BMP_STRING,
            Self::Universal => Tag::UNIVERSAL_STRING,
            Self::NotText(tag) => tag,
        }
    }

    /// Its name in the ASN.1.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Printable => "PrintableString",
            Self::Utf8 => "UTF8String",
            Self::Ia5 => "IA5String",
            Self::Numeric => "NumericString",
            Self::Teletex => "TeletexString",
            Self::Bmp => "BMPString",
            Self::Universal => "UniversalString",
            Self::NotText(_) => "value that is no text",
        }
    }

    /// Whether the string type has this character (X.680 §41).
    #[must_use]
    pub const fn has(self, character: char) -> bool {
        match self {
            Self::Printable => {
                character.is_ascii_alphanumeric()
                    || matches!(character, ' ' | '\'' | '(' | ')' | '+' | ',' | '-' | '.' | '/' | ':' | '=' | '?')
            }
            Self::Numeric => character.is_ascii_digit() || character == ' ',
            Self::Ia5 => character.is_ascii(),
            Self::Utf8 | Self::Teletex | Self::Bmp | Self::Universal | Self::NotText(_) => true,
        }
    }
}

impl Attribute {
    /// An attribute with this text, in the string type its kind is written in.
    ///
    /// # Errors
    /// [`TextError`]: nothing is trimmed, composed or cut.
    pub fn new(kind: AttributeType, text: &str) -> Result<Self, TextError> {
        let string = kind.written_as();
        refuse_shape(kind, text)?;
        for character in text.chars() {
            if !string.has(character) {
                return Err(TextError::Character { kind, string: string.name(), character });
            }
            if is_unseen(character) {
                return Err(TextError::Unseen { kind, character });
            }
        }
        Ok(Self { kind, string, content: text.as_bytes().into() })
    }

    /// The type.
    #[must_use]
    pub const fn kind(&self) -> AttributeType {
        self.kind
    }

    /// The string type it has.
    #[must_use]
    pub const fn string_type(&self) -> StringType {
        self.string
    }

    /// The content octets of the value.
    #[must_use]
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// The text; `None` for a value that is no text or that its string type does not allow.
    #[must_use]
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match self.string {
            StringType::Printable | StringType::Utf8 | StringType::Ia5 | StringType::Numeric => {
                std::str::from_utf8(&self.content).ok().map(Cow::Borrowed)
            }
            StringType::Teletex => Some(self.content.iter().copied().map(char::from).collect()),
            StringType::Bmp => code_points::<2>(&self.content),
            StringType::Universal => code_points::<4>(&self.content),
            StringType::NotText(_) => None,
        }
    }

    /// Whether two attributes say the same, as X-32 compares them.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self == other
            || self.kind == other.kind
                && self
                    .text()
                    .zip(other.text())
                    .is_some_and(|(own, other)| super::name::prepared(&own) == super::name::prepared(&other))
    }

    /// Reads an attribute whose text its string type allows, with no unseen characters.
    ///
    /// # Errors
    /// [`DecodeErrorKind::BadCharacter`] and those of [`Attribute::decode_foreign`].
    pub fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let position = reader.position();
        let attribute = Self::decode_foreign(reader)?;
        let legible = matches!(attribute.string, StringType::NotText(_))
            || attribute.text().is_some_and(|text| {
                text.chars().all(|character| attribute.string.has(character) && !is_unseen(character))
            });
        if legible {
            Ok(attribute)
        } else {
            let string = attribute.string.name();
            Err(reader.error_at(position, DecodeErrorKind::BadCharacter { string }))
        }
    }

    /// Reads an attribute of a certificate that exists, whatever characters its authors put into it: the octets are
    /// kept and never shown as more than they are.
    ///
    /// # Errors
    /// [`DecodeError`] for a wrong shape, [`DecodeErrorKind::Empty`] for a string without octets.
    pub fn decode_foreign(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.sequence("AttributeTypeAndValue", |fields| {
            let kind = AttributeType::new(fields.oid()?);
            let value = fields.any()?;
            let string = StringType::of_tag(value.tag);
            if value.content.is_empty() && !matches!(string, StringType::NotText(_)) {
                return Err(fields.error_at(value.position, DecodeErrorKind::Empty));
            }
            Ok(Self { kind, string, content: value.content.into() })
        })
    }

    /// The value in DER, tag and length included.
    pub(super) fn value_der(&self) -> Result<Vec<u8>, EncodeError> {
        let mut writer = Writer::new();
        writer.element(self.string.tag(), &self.content)?;
        Ok(writer.into_octets())
    }

    /// Writes the SEQUENCE.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|fields| {
            fields.oid(&self.kind.oid())?;
            fields.element(self.string.tag(), &self.content)
        })
    }
}

fn refuse_shape(kind: AttributeType, text: &str) -> Result<(), TextError> {
    let found = text.chars().count();
    match kind.upper_bound() {
        _ if found == 0 => return Err(TextError::Empty { kind }),
        Some(permitted) if found > permitted => return Err(TextError::TooLong { kind, found, permitted }),
        _ => {}
    }
    if kind == AttributeType::COUNTRY && !(found == 2 && text.bytes().all(|octet| octet.is_ascii_uppercase())) {
        return Err(TextError::NotACountry { kind });
    }
    if text.trim() != text {
        return Err(TextError::OuterSpace { kind });
    }
    if is_nfc(text) { Ok(()) } else { Err(TextError::NotNormalized { kind }) }
}

/// Characters that cannot be seen, change the direction of others, or mean nothing to anyone else. Tags, joiners and
/// marks of direction are category Cf.
pub(crate) fn is_unseen(character: char) -> bool {
    !character.is_ascii_graphic()
        && character != ' '
        // All letters but two, which are signs: a shortcut past the tables.
        && !matches!(character, '\u{c0}'..='\u{24f}')
        && matches!(
            character.general_category(),
            GeneralCategory::Control
                | GeneralCategory::Format
                | GeneralCategory::Surrogate
                | GeneralCategory::PrivateUse
                | GeneralCategory::Unassigned
                | GeneralCategory::LineSeparator
                | GeneralCategory::ParagraphSeparator
        )
}

fn code_points<const OCTETS: usize>(content: &[u8]) -> Option<Cow<'_, str>> {
    let chunks = content.chunks_exact(OCTETS);
    if !chunks.remainder().is_empty() {
        return None;
    }
    let decoded: Option<String> =
        chunks.map(|chunk| char::from_u32(chunk.iter().fold(0, |sum, octet| (sum << 8) | u32::from(*octet)))).collect();
    decoded.map(Cow::Owned)
}

impl fmt::Debug for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={:?}", self.kind, super::mask_digits(self.text().as_deref().unwrap_or("[octets]")))
    }
}
