//! The issuing distribution point (RFC 5280 §5.2.5, C-08): which certificates a CRL covers, and where it is published.
//!
//! Read from CRLs; written into those that are split by shard or by kind of certificate. Critical, so that nobody takes
//! a part for the whole. The surprising choice: three BOOLEANs of which at most one is TRUE are one enum; what this
//! library writes has addresses, a kind of certificate or both, and the other forms are read and carried.

use super::{
    Criticality, CrlDistributionPointsError, DistributionPointName, ReasonFlags, SubjectName, TypedExtension, oid,
};
use crate::{
    encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Tag, Writer},
    x509::Uri,
};

/// What a CRL covers, and where it is.
///
/// ```text
/// IssuingDistributionPoint ::= SEQUENCE { distributionPoint [0] DistributionPointName OPTIONAL,
///     onlyContainsUserCerts [1] BOOLEAN DEFAULT FALSE, onlyContainsCACerts [2] BOOLEAN DEFAULT FALSE,
///     onlySomeReasons [3] ReasonFlags OPTIONAL, indirectCRL [4] BOOLEAN DEFAULT FALSE,
///     onlyContainsAttributeCerts [5] BOOLEAN DEFAULT FALSE }
/// ```
///
/// A value of this type is never the empty SEQUENCE.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IssuingDistributionPoint {
    name: Option<DistributionPointName>,
    contents: CrlContents,
    reasons: Option<ReasonFlags>,
    issuers: CrlIssuers,
}

/// Which certificates of its issuer a CRL can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "three BOOLEANs of RFC 5280 §5.2.5, of which at most one is TRUE")]
pub enum CrlContents {
    /// All of them.
    EveryCertificate,
    /// Those of end entities: `onlyContainsUserCerts`.
    EndEntityCertificates,
    /// Those of authorities: `onlyContainsCACerts`.
    AuthorityCertificates,
    /// Attribute certificates: `onlyContainsAttributeCerts`.
    AttributeCertificates,
}

/// Whose certificates a CRL can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "indirectCRL is a BOOLEAN")]
pub enum CrlIssuers {
    /// Those of the issuer of the CRL alone.
    Own,
    /// Those of others too: `indirectCRL`.
    Indirect,
}

/// Why something is not an issuing distribution point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IssuingDistributionPointError {
    /// Nothing to say.
    #[error("a CRL of every certificate that names no address has no issuingDistributionPoint (RFC 5280 §5.2.5)")]
    Empty,
    /// No address, or too many.
    #[error(transparent)]
    Addresses(#[from] CrlDistributionPointsError),
}

impl IssuingDistributionPoint {
    /// A CRL found at each of these addresses, which are those in the certificates it covers.
    ///
    /// # Errors
    /// [`IssuingDistributionPointError::Addresses`].
    pub fn at(
        addresses: impl IntoIterator<Item = Uri>,
        contents: CrlContents,
    ) -> Result<Self, IssuingDistributionPointError> {
        let name = DistributionPointName::at(addresses)?;
        Ok(Self { name: Some(name), contents, reasons: None, issuers: CrlIssuers::Own })
    }

    /// A CRL that is limited to one kind of certificate and names no address.
    ///
    /// # Errors
    /// [`IssuingDistributionPointError::Empty`] for [`CrlContents::EveryCertificate`].
    pub fn only(contents: CrlContents) -> Result<Self, IssuingDistributionPointError> {
        match contents {
            CrlContents::EveryCertificate => Err(IssuingDistributionPointError::Empty),
            _ => Ok(Self { name: None, contents, reasons: None, issuers: CrlIssuers::Own }),
        }
    }

    /// Where the CRL is.
    #[must_use]
    pub const fn name(&self) -> Option<&DistributionPointName> {
        self.name.as_ref()
    }

    /// Which certificates it can name.
    #[must_use]
    pub const fn contents(&self) -> CrlContents {
        self.contents
    }

    /// The reasons it covers; all of them when absent.
    #[must_use]
    pub const fn reasons(&self) -> Option<ReasonFlags> {
        self.reasons
    }

    /// Whose certificates it can name.
    #[must_use]
    pub const fn issuers(&self) -> CrlIssuers {
        self.issuers
    }

    /// The URIs of the full name, in order.
    pub fn uris(&self) -> impl Iterator<Item = &Uri> {
        self.name.iter().flat_map(DistributionPointName::uris)
    }
}

impl TypedExtension for IssuingDistributionPoint {
    const OID: Oid = oid::ISSUING_DISTRIBUTION_POINT;

    /// Critical (RFC 5280 §5.2.5).
    fn criticality(&self, _: SubjectName) -> Criticality {
        Criticality::Critical
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let position = reader.position();
        reader.sequence("IssuingDistributionPoint", |fields| {
            let name = fields.optional_nested(NAME, "DistributionPointName", DistributionPointName::decode)?;
            let (users, authorities) = (flag(fields, ONLY_USERS)?, flag(fields, ONLY_AUTHORITIES)?);
            let reasons = ReasonFlags::decode_optional(fields, REASONS)?;
            let (indirect, attributes) = (flag(fields, INDIRECT)?, flag(fields, ONLY_ATTRIBUTES)?);
            fields.finish()?;
            let contents = contents(users, authorities, attributes).ok_or(MANY_KINDS);
            let contents = contents.map_err(|kind| fields.error_at(position, kind))?;
            let issuers = if indirect { CrlIssuers::Indirect } else { CrlIssuers::Own };
            let says_nothing = name.is_none() && reasons.is_none();
            if says_nothing && contents == CrlContents::EveryCertificate && issuers == CrlIssuers::Own {
                return Err(fields.error_at(position, EMPTY));
            }
            Ok(Self { name, contents, reasons, issuers })
        })
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|fields| {
            if let Some(name) = &self.name {
                fields.nested(NAME, |choice| name.encode(choice))?;
            }
            match self.contents {
                CrlContents::EndEntityCertificates => fields.element(ONLY_USERS, TRUE)?,
                CrlContents::AuthorityCertificates => fields.element(ONLY_AUTHORITIES, TRUE)?,
                CrlContents::EveryCertificate | CrlContents::AttributeCertificates => {}
            }
            if let Some(reasons) = self.reasons {
                fields.named_bits(REASONS, reasons.bits())?;
            }
            if self.issuers == CrlIssuers::Indirect {
                fields.element(INDIRECT, TRUE)?;
            }
            match self.contents {
                CrlContents::AttributeCertificates => fields.element(ONLY_ATTRIBUTES, TRUE),
                _ => Ok(()),
            }
        })
    }
}

/// `None` when more than one is TRUE.
const fn contents(users: bool, authorities: bool, attributes: bool) -> Option<CrlContents> {
    match (users, authorities, attributes) {
        (false, false, false) => Some(CrlContents::EveryCertificate),
        (true, false, false) => Some(CrlContents::EndEntityCertificates),
        (false, true, false) => Some(CrlContents::AuthorityCertificates),
        (false, false, true) => Some(CrlContents::AttributeCertificates),
        _ => None,
    }
}

/// Reads a `BOOLEAN DEFAULT FALSE` under an implicit tag.
fn flag(fields: &mut Reader<'_>, tag: Tag) -> Result<bool, DecodeError> {
    let Some(element) = fields.optional(tag)? else { return Ok(false) };
    let kind = match element.content {
        TRUE => return Ok(true),
        [0x00] => DecodeErrorKind::DefaultEncoded,
        [found] => DecodeErrorKind::BadBoolean { found: *found },
        content => DecodeErrorKind::WrongContentLength { expected: 1, found: content.len() },
    };
    Err(fields.error_at(element.position, kind))
}

const TRUE: &[u8] = &[0xff];
const NAME: Tag = Tag::context_constructed(0);
const ONLY_USERS: Tag = Tag::context(1);
const ONLY_AUTHORITIES: Tag = Tag::context(2);
const REASONS: Tag = Tag::context(3);
const INDIRECT: Tag = Tag::context(4);
const ONLY_ATTRIBUTES: Tag = Tag::context(5);
const EMPTY: DecodeErrorKind =
    DecodeErrorKind::Rule { rule: "issuingDistributionPoint is never an empty SEQUENCE (RFC 5280 §5.2.5)" };
const MANY_KINDS: DecodeErrorKind = DecodeErrorKind::Rule {
    rule: "at most one of onlyContainsUserCerts, onlyContainsCACerts and onlyContainsAttributeCerts is TRUE (RFC 5280 §5.2.5)",
};

#[cfg(test)]
mod tests;
