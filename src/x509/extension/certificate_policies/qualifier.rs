//! Policy qualifiers (RFC 5280 §4.2.1.4, RFC 6818 §3): where the rules are, what a person should read.
//!
//! Parts of [`PolicyInformation`](super::PolicyInformation). The surprising choice: noticeRef and unknown qualifiers are
//! kept as DER and have no text form, so writing one to a policy file fails instead of losing it.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

use super::oid;
use crate::{
    encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Tag, Writer},
    x509::{Uri, general_name::decode_ia5},
};

/// What is said about a policy.
///
/// ```text
/// PolicyQualifierInfo ::= SEQUENCE { policyQualifierId OBJECT IDENTIFIER, qualifier ANY DEFINED BY policyQualifierId }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PolicyQualifier {
    /// `id-qt-cps`: the address of the certification practice statement, an IA5String.
    Cps(Uri),
    /// `id-qt-unotice`: a text for the relying party.
    UserNotice(UserNotice),
    /// Any other.
    #[serde(skip)]
    Other(OtherQualifier),
}

impl PolicyQualifier {
    pub(super) fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.sequence("PolicyQualifierInfo", |fields| match fields.oid()? {
            oid::QUALIFIER_CPS => decode_ia5(fields, Tag::IA5_STRING, "CPSuri").map(Self::Cps),
            oid::QUALIFIER_USER_NOTICE => UserNotice::decode(fields).map(Self::UserNotice),
            other => Ok(Self::Other(OtherQualifier { oid: other, value: fields.any()?.octets.into() })),
        })
    }

    pub(super) fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|fields| match self {
            Self::Cps(uri) => {
                fields.oid(&oid::QUALIFIER_CPS)?;
                fields.element(Tag::IA5_STRING, uri.as_str().as_bytes())
            }
            Self::UserNotice(notice) => {
                fields.oid(&oid::QUALIFIER_USER_NOTICE)?;
                notice.encode(fields)
            }
            Self::Other(other) => {
                fields.oid(&other.oid)?;
                fields.raw(&other.value)
            }
        })
    }
}

/// A qualifier of a type RFC 5280 does not define, as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OtherQualifier {
    oid: Oid,
    value: Box<[u8]>,
}

impl OtherQualifier {
    /// The type.
    #[must_use]
    pub const fn oid(&self) -> Oid {
        self.oid
    }

    /// The value, one DER element.
    #[must_use]
    pub fn value(&self) -> &[u8] {
        &self.value
    }
}

/// A text for the relying party, 1 to 200 characters without control characters.
///
/// ```text
/// UserNotice ::= SEQUENCE { noticeRef NoticeReference OPTIONAL, explicitText DisplayText OPTIONAL }
/// DisplayText ::= CHOICE { …, utf8String UTF8String (SIZE (1..200)) }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UserNotice {
    notice_ref: Option<Box<[u8]>>,
    explicit_text: Option<Box<str>>,
}

impl UserNotice {
    /// Most characters of the text.
    pub const MAX_CHARACTERS: usize = 200;

    /// A notice of this text.
    ///
    /// # Errors
    /// [`UserNoticeError`].
    pub fn new(explicit_text: &str) -> Result<Self, UserNoticeError> {
        let found = explicit_text.chars().count();
        if found == 0 || found > Self::MAX_CHARACTERS {
            return Err(UserNoticeError::Length { found });
        }
        if let Some(found) = explicit_text.chars().find(|c| c.is_control()) {
            return Err(UserNoticeError::Control { found });
        }
        Ok(Self { notice_ref: None, explicit_text: Some(explicit_text.into()) })
    }

    /// The text.
    #[must_use]
    pub fn explicit_text(&self) -> Option<&str> {
        self.explicit_text.as_deref()
    }

    /// The reference to a numbered notice, as it was read; this library writes none.
    #[must_use]
    pub fn notice_ref(&self) -> Option<&[u8]> {
        self.notice_ref.as_deref()
    }

    const WITHOUT_TEXT: Self = Self { notice_ref: None, explicit_text: None };

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.sequence("UserNotice", |fields| {
            let notice_ref = fields.optional(Tag::SEQUENCE)?.map(|element| element.octets.into());
            let notice = if fields.is_at_end() { Self::WITHOUT_TEXT } else { Self::decode_text(fields)? };
            Ok(Self { notice_ref, ..notice })
        })
    }

    fn decode_text(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let element = reader.any()?;
        let refuse = |kind| DecodeError::new(kind, element.position, "explicitText");
        match element.tag {
            Tag::UTF8_STRING => {
                let text = str::from_utf8(element.content)
                    .map_err(|_| refuse(DecodeErrorKind::BadCharacter { string: "UTF8String" }))?;
                Self::new(text).map_err(|error| refuse(DecodeErrorKind::Rule { rule: error.rule() }))
            }
            Tag::IA5_STRING => Err(refuse(DecodeErrorKind::Rule { rule: IA5_STRING })),
            found => Err(refuse(DecodeErrorKind::UnexpectedChoice { found })),
        }
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|fields| {
            fields.raw(self.notice_ref().unwrap_or_default())?;
            let Some(text) = self.explicit_text() else { return Ok(()) };
            fields.element(Tag::UTF8_STRING, text.as_bytes())
        })
    }
}

/// Why a text is not a user notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UserNoticeError {
    /// No characters, or more than [`UserNotice::MAX_CHARACTERS`].
    #[error("{LENGTH}, found {found}")]
    Length {
        /// The characters found.
        found: usize,
    },
    /// A control character.
    #[error("{CONTROL}, found {found:?}")]
    Control {
        /// The first one.
        found: char,
    },
}

impl UserNoticeError {
    const fn rule(self) -> &'static str {
        match self {
            Self::Length { .. } => LENGTH,
            Self::Control { .. } => CONTROL,
        }
    }
}

const LENGTH: &str = "explicitText has 1 to 200 characters (RFC 5280 §4.2.1.4)";
const CONTROL: &str = "explicitText has no control characters (RFC 5280 §4.2.1.4)";
const IA5_STRING: &str = "explicitText is a UTF8String, never an IA5String (RFC 6818 §3)";

impl Serialize for UserNotice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (&self.notice_ref, &self.explicit_text) {
            (None, Some(text)) => serializer.serialize_str(text),
            _ => Err(ser::Error::custom("a user notice with a noticeRef or without explicitText has no text form")),
        }
    }
}

impl<'de> Deserialize<'de> for UserNotice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&<Cow<'de, str>>::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}
