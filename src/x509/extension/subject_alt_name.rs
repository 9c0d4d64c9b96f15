//! Subject alternative name (RFC 5280 §4.2.1.6, X-12, X-21): the names the certificate is for.
//!
//! Read from requests, granted by a policy, written in the order granted. The surprising choice: a name that occurs
//! twice is refused, since the second says nothing and a request that repeats itself deserves an answer.

use std::collections::HashSet;

use super::{Criticality, SubjectName, TypedExtension, oid};
use crate::{
    encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Writer},
    x509::GeneralName,
};

/// One name or more, none empty, none twice.
///
/// ```text
/// SubjectAltName ::= GeneralNames
/// GeneralNames ::= SEQUENCE SIZE (1..MAX) OF GeneralName
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SubjectAltName(Vec<GeneralName>);

impl SubjectAltName {
    /// Most names a certificate or a request may have here.
    pub const MAX_NAMES: usize = 1000;

    /// These names, in this order.
    ///
    /// # Errors
    /// [`SubjectAltNameError`].
    pub fn new(names: impl Into<Vec<GeneralName>>) -> Result<Self, SubjectAltNameError> {
        let names = names.into();
        if names.is_empty() {
            return Err(SubjectAltNameError::Empty);
        }
        if names.len() > Self::MAX_NAMES {
            return Err(SubjectAltNameError::TooMany { found: names.len() });
        }
        if names.iter().any(is_empty_directory_name) {
            return Err(SubjectAltNameError::EmptyDirectoryName);
        }
        if let Some(again) = first_repeated(&names) {
            return Err(SubjectAltNameError::Duplicate { name: again.clone() });
        }
        Ok(Self(names))
    }

    /// The names in order.
    #[must_use]
    pub fn names(&self) -> &[GeneralName] {
        &self.0
    }

    /// Reads at most `limit` names; the first one over it is not read.
    pub(crate) fn decode_within(reader: &mut Reader<'_>, limit: usize) -> Result<Self, DecodeError> {
        let position = reader.position();
        let limit = limit.min(Self::MAX_NAMES);
        let names = reader.sequence("SubjectAltName", |list| GeneralName::decode_list(list, limit))?;
        Self::new(names).map_err(|error| {
            let kind = match error {
                SubjectAltNameError::Empty => DecodeErrorKind::Empty,
                SubjectAltNameError::EmptyDirectoryName => DecodeErrorKind::Rule { rule: EMPTY_DIRECTORY_NAME },
                SubjectAltNameError::Duplicate { .. } => DecodeErrorKind::Rule { rule: DUPLICATE },
                SubjectAltNameError::TooMany { .. } => DecodeErrorKind::TooMany { limit },
            };
            DecodeError::new(kind, position, "SubjectAltName")
        })
    }
}

fn first_repeated(names: &[GeneralName]) -> Option<&GeneralName> {
    // A few names are compared faster than hashed.
    if names.len() <= FEW {
        let again = |(place, name): &(usize, &GeneralName)| names.iter().take(*place).any(|known| known == *name);
        return names.iter().enumerate().find(again).map(|(_, name)| name);
    }
    let mut seen = HashSet::with_capacity(names.len());
    names.iter().find(|name| !seen.insert(*name))
}

const FEW: usize = 8;

fn is_empty_directory_name(name: &GeneralName) -> bool {
    matches!(name, GeneralName::Directory(name) if name.is_empty())
}

/// Why a list of names is not a subject alternative name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SubjectAltNameError {
    /// No name.
    #[error("{EMPTY}")]
    Empty,
    /// A directory name without attributes.
    #[error("{EMPTY_DIRECTORY_NAME}")]
    EmptyDirectoryName,
    /// A name twice.
    #[error("{DUPLICATE}, {} occurs again", crate::x509::mask_digits(&name.to_string()))]
    Duplicate {
        /// The name.
        name: GeneralName,
    },
    /// More than [`SubjectAltName::MAX_NAMES`].
    #[error("subjectAltName has at most {} names here, found {found}", SubjectAltName::MAX_NAMES)]
    TooMany {
        /// The names found.
        found: usize,
    },
}

const EMPTY: &str = "subjectAltName has at least one name (RFC 5280 §4.2.1.6)";
const EMPTY_DIRECTORY_NAME: &str = "a directoryName in subjectAltName has at least one attribute (RFC 5280 §4.2.1.6)";
const DUPLICATE: &str = "subjectAltName has each name once";

impl TypedExtension for SubjectAltName {
    const OID: Oid = oid::SUBJECT_ALT_NAME;

    /// Critical exactly when the subject is empty (RFC 5280 §4.2.1.6).
    fn criticality(&self, subject: SubjectName) -> Criticality {
        match subject {
            SubjectName::Empty => Criticality::Critical,
            SubjectName::NonEmpty => Criticality::NonCritical,
        }
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Self::decode_within(reader, Self::MAX_NAMES)
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|list| self.0.iter().try_for_each(|name| name.encode(list)))
    }
}

#[cfg(test)]
mod tests;
