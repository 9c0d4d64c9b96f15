//! Authority information access (RFC 5280 §4.2.2.1, X-28): where the issuer's certificate and its OCSP responder are.
//!
//! Made from an issuer's publication addresses and written into what it issues; non-critical.
//! The surprising choice: a method is normalised when a description is made, so an OCSP address has one value however
//! its identifier was given.

use super::{Criticality, SubjectName, TypedExtension, oid};
use crate::{
    encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Writer},
    x509::{GeneralName, Uri},
};

/// One description or more, in order of preference.
///
/// ```text
/// AuthorityInfoAccessSyntax ::= SEQUENCE SIZE (1..MAX) OF AccessDescription
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AuthorityInfoAccess(Vec<AccessDescription>);

/// What is found where.
///
/// ```text
/// AccessDescription ::= SEQUENCE { accessMethod OBJECT IDENTIFIER, accessLocation GeneralName }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AccessDescription {
    method: AccessMethod,
    location: GeneralName,
}

/// What is found at the location.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AccessMethod {
    /// `id-ad-ocsp`: a responder (RFC 6960).
    Ocsp,
    /// `id-ad-caIssuers`: the certificate of the issuer.
    CaIssuers,
    /// Another method.
    Other(Oid),
}

impl AccessMethod {
    /// The method with this identifier.
    #[must_use]
    pub fn new(oid: Oid) -> Self {
        match oid {
            oid::ACCESS_OCSP => Self::Ocsp,
            oid::ACCESS_CA_ISSUERS => Self::CaIssuers,
            other => Self::Other(other),
        }
    }

    /// The identifier.
    #[must_use]
    pub const fn oid(self) -> Oid {
        match self {
            Self::Ocsp => oid::ACCESS_OCSP,
            Self::CaIssuers => oid::ACCESS_CA_ISSUERS,
            Self::Other(oid) => oid,
        }
    }
}

impl AccessDescription {
    /// A description of any method and location.
    #[must_use]
    pub fn new(method: AccessMethod, location: GeneralName) -> Self {
        Self { method: AccessMethod::new(method.oid()), location }
    }

    /// An OCSP responder.
    #[must_use]
    pub const fn ocsp(location: Uri) -> Self {
        Self { method: AccessMethod::Ocsp, location: GeneralName::Uri(location) }
    }

    /// The certificate of the issuer.
    #[must_use]
    pub const fn ca_issuers(location: Uri) -> Self {
        Self { method: AccessMethod::CaIssuers, location: GeneralName::Uri(location) }
    }

    /// What is found.
    #[must_use]
    pub const fn method(&self) -> AccessMethod {
        self.method
    }

    /// Where.
    #[must_use]
    pub const fn location(&self) -> &GeneralName {
        &self.location
    }
}

impl AuthorityInfoAccess {
    /// Most descriptions that are read.
    pub const MAX_DESCRIPTIONS: usize = 100;

    /// These descriptions, in this order.
    ///
    /// # Errors
    /// [`AuthorityInfoAccessError`].
    pub fn new(descriptions: impl Into<Vec<AccessDescription>>) -> Result<Self, AuthorityInfoAccessError> {
        let descriptions = descriptions.into();
        match descriptions.len() {
            0 => Err(AuthorityInfoAccessError::Empty),
            found if found > Self::MAX_DESCRIPTIONS => Err(AuthorityInfoAccessError::TooMany { found }),
            _ => Ok(Self(descriptions)),
        }
    }

    /// The descriptions in order.
    #[must_use]
    pub fn descriptions(&self) -> &[AccessDescription] {
        &self.0
    }

    /// The URIs where `method` is found, in order.
    pub fn uris(&self, method: AccessMethod) -> impl Iterator<Item = &Uri> {
        self.0.iter().filter(move |description| description.method == method).filter_map(|description| {
            match &description.location {
                GeneralName::Uri(uri) => Some(uri),
                _ => None,
            }
        })
    }
}

/// Why a list is not an authority information access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuthorityInfoAccessError {
    /// No description.
    #[error("authorityInfoAccess has at least one description (RFC 5280 §4.2.2.1)")]
    Empty,
    /// More than [`AuthorityInfoAccess::MAX_DESCRIPTIONS`].
    #[error(
        "authorityInfoAccess has at most {} descriptions here, found {found}",
        AuthorityInfoAccess::MAX_DESCRIPTIONS
    )]
    TooMany {
        /// The descriptions found.
        found: usize,
    },
}

impl TypedExtension for AuthorityInfoAccess {
    const OID: Oid = oid::AUTHORITY_INFO_ACCESS;

    /// Non-critical (RFC 5280 §4.2.2.1).
    fn criticality(&self, _: SubjectName) -> Criticality {
        Criticality::NonCritical
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.sequence("AuthorityInfoAccessSyntax", |list| {
            let mut descriptions = Vec::new();
            while !list.is_at_end() {
                if descriptions.len() >= Self::MAX_DESCRIPTIONS {
                    return Err(list.error(DecodeErrorKind::TooMany { limit: Self::MAX_DESCRIPTIONS }));
                }
                descriptions.push(list.sequence("AccessDescription", |fields| {
                    let method = AccessMethod::new(fields.oid()?);
                    Ok::<_, DecodeError>(AccessDescription { method, location: GeneralName::decode(fields)? })
                })?);
            }
            Self::new(descriptions).map_err(|_| list.error(DecodeErrorKind::Empty))
        })
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|list| {
            self.0.iter().try_for_each(|description| {
                list.sequence(|fields| {
                    fields.oid(&description.method.oid())?;
                    description.location.encode(fields)
                })
            })
        })
    }
}

#[cfg(test)]
mod tests;
