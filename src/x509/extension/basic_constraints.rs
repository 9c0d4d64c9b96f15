//! Basic constraints (RFC 5280 §4.2.1.9, X-22): whether the subject may sign certificates, and how many levels follow.
//!
//! Read from CA certificates when an issuer is made and from requests; written into CA certificates.
//! The surprising choice: an enum and not two fields, so a path length without cA cannot be said; the DEFAULT FALSE of
//! cA is never written, as DER wants.

use serde::{Deserialize, Serialize};

use super::{Criticality, SubjectName, TypedExtension, oid};
use crate::encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Tag, Writer};

/// Whether the subject is a certification authority.
///
/// ```text
/// BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER (0..MAX) OPTIONAL }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(clippy::exhaustive_enums, reason = "cA is a BOOLEAN")]
pub enum BasicConstraints {
    /// It is not: the empty SEQUENCE.
    EndEntity,
    /// It is.
    #[serde(rename_all = "kebab-case")]
    Authority {
        /// How many authorities may stand between this one and an end entity; any number when absent.
        path_len: Option<u8>,
    },
}

impl BasicConstraints {
    /// Whether the subject is a certification authority.
    #[must_use]
    pub const fn is_authority(self) -> bool {
        matches!(self, Self::Authority { .. })
    }
}

impl TypedExtension for BasicConstraints {
    const OID: Oid = oid::BASIC_CONSTRAINTS;

    /// Critical for an authority (RFC 5280 §4.2.1.9), non-critical otherwise.
    fn criticality(&self, _: SubjectName) -> Criticality {
        match self {
            Self::Authority { .. } => Criticality::Critical,
            Self::EndEntity => Criticality::NonCritical,
        }
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.sequence("BasicConstraints", |fields| {
            let authority = fields.boolean_default_false()?;
            let position = fields.position();
            let path_len = match fields.peek() {
                Some(Tag::INTEGER) => Some(fields.small_natural()?),
                _ => None,
            };
            match (authority, path_len) {
                (false, None) => Ok(Self::EndEntity),
                (false, Some(_)) => Err(fields.error_at(position, PATH_LEN_WITHOUT_CA)),
                (true, None) => Ok(Self::Authority { path_len: None }),
                (true, Some(levels)) => u8::try_from(levels)
                    .map(|levels| Self::Authority { path_len: Some(levels) })
                    .map_err(|_| fields.error_at(position, DecodeErrorKind::IntegerTooLarge)),
            }
        })
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|fields| {
            let Self::Authority { path_len } = self else { return Ok(()) };
            fields.boolean(true)?;
            path_len.map_or(Ok(()), |levels| fields.small_natural(levels.into()))
        })
    }
}

impl std::fmt::Display for BasicConstraints {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::EndEntity => f.write_str("cA FALSE"),
            Self::Authority { path_len: None } => f.write_str("cA TRUE"),
            Self::Authority { path_len: Some(path_len) } => write!(f, "cA TRUE with path length {path_len}"),
        }
    }
}

const PATH_LEN_WITHOUT_CA: DecodeErrorKind =
    DecodeErrorKind::Rule { rule: "pathLenConstraint is present only where cA is TRUE (RFC 5280 §4.2.1.9)" };

#[cfg(test)]
mod tests;
