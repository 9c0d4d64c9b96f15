//! otherName, and the forms that are carried without being understood (RFC 5280 §4.2.1.6).
//!
//! Payloads of [`GeneralName`]. Two types of otherName have a form of their own, [`Upn`](super::Upn) and
//! [`SmtpUtf8Mailbox`](super::SmtpUtf8Mailbox); the rest keep their value as DER.
//! The surprising choice: an [`OtherName`] of one of those two types cannot be made, so one name has one value.

use std::{fmt, str::FromStr};

use super::{GeneralName, GeneralNameError, GeneralNameKind, tag};
use crate::encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Tag, Writer, oid};

/// The user principal name of directory log-on.
pub(super) const UPN: Oid = oid("1.3.6.1.4.1.311.20.2.3");
/// `id-on-SmtpUTF8Mailbox`, RFC 9598 §3
pub(super) const SMTP_UTF8_MAILBOX: Oid = oid("1.3.6.1.5.5.7.8.9");
/// `value` is `[0] EXPLICIT`.
const VALUE: Tag = Tag::context_constructed(0);

/// A name of a type this library does not know.
///
/// ```text
/// OtherName ::= SEQUENCE { type-id OBJECT IDENTIFIER, value [0] EXPLICIT ANY DEFINED BY type-id }
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OtherName {
    type_id: Oid,
    value: Box<[u8]>,
}

impl OtherName {
    /// A name of this type, with the DER of its value.
    ///
    /// # Errors
    /// [`GeneralNameError::OtherNameHasForm`] for a type that [`GeneralName`] has a variant for,
    /// [`GeneralNameError::OtherNameNotDer`] when `value` is not exactly one element, DER all the way down.
    pub fn new(type_id: Oid, value: impl Into<Box<[u8]>>) -> Result<Self, GeneralNameError> {
        let value = value.into();
        let kind = match type_id {
            UPN => Some(GeneralNameKind::Upn),
            SMTP_UTF8_MAILBOX => Some(GeneralNameKind::SmtpUtf8),
            _ => None,
        };
        if let Some(kind) = kind {
            return Err(GeneralNameError::OtherNameHasForm { kind });
        }
        // What is made is what is read: DER, in a tag of one octet.
        Reader::whole(&value, "OtherName", |reader| reader.clone().well_formed().and_then(|_| reader.any()).map(drop))
            .map_err(|_: DecodeError| GeneralNameError::OtherNameNotDer)?;
        Ok(Self { type_id, value })
    }

    /// The type.
    #[must_use]
    pub const fn type_id(&self) -> Oid {
        self.type_id
    }

    /// The value, one DER element.
    #[must_use]
    pub fn value(&self) -> &[u8] {
        &self.value
    }

    pub(super) fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        encode(writer, &self.type_id, |value| value.raw(&self.value))
    }
}

/// A name of a form this library carries and does not understand.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnsupportedName {
    tag: Tag,
    der: Box<[u8]>,
}

impl UnsupportedName {
    /// `[3]` for x400Address, `[5]` for ediPartyName.
    #[must_use]
    pub const fn tag(&self) -> Tag {
        self.tag
    }

    /// The whole element, as it was read.
    #[must_use]
    pub fn as_der(&self) -> &[u8] {
        &self.der
    }

    pub(super) fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.any().map(|element| Self { tag: element.tag, der: element.octets.into() })
    }
}

impl fmt::Debug for OtherName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OtherName({}, {} octets)", self.type_id, self.value.len())
    }
}

impl fmt::Debug for UnsupportedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnsupportedName({}, {} octets)", self.tag, self.der.len())
    }
}

pub(super) fn decode(reader: &mut Reader<'_>) -> Result<GeneralName, DecodeError> {
    reader.nested(tag::OTHER, "OtherName", |fields| {
        let type_id = fields.oid()?;
        fields.nested(VALUE, "OtherName", |value| match type_id {
            UPN => decode_utf8(value).map(GeneralName::Upn),
            SMTP_UTF8_MAILBOX => decode_utf8(value).map(GeneralName::SmtpUtf8),
            _ => Ok(GeneralName::Other(OtherName { type_id, value: value.any()?.octets.into() })),
        })
    })
}

fn decode_utf8<T: FromStr<Err = GeneralNameError>>(reader: &mut Reader<'_>) -> Result<T, DecodeError> {
    let element = reader.element(Tag::UTF8_STRING)?;
    let refuse = |kind| reader.error_at(element.position, kind);
    let text =
        str::from_utf8(element.content).map_err(|_| refuse(DecodeErrorKind::BadCharacter { string: "UTF8String" }))?;
    text.parse().map_err(|error: GeneralNameError| refuse(error.into()))
}

pub(super) fn encode_utf8(writer: &mut Writer, type_id: &Oid, text: &str) -> Result<(), EncodeError> {
    encode(writer, type_id, |value| value.element(Tag::UTF8_STRING, text.as_bytes()))
}

fn encode(
    writer: &mut Writer,
    type_id: &Oid,
    value: impl FnOnce(&mut Writer) -> Result<(), EncodeError>,
) -> Result<(), EncodeError> {
    writer.nested(tag::OTHER, |fields| {
        fields.oid(type_id)?;
        fields.nested(VALUE, value)
    })
}
