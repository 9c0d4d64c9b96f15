//! CRL distribution points (RFC 5280 §4.2.1.13, X-27): where the list is that may name this certificate.
//!
//! Made from an issuer's publication addresses, one point for the shard of the certificate; read from CA certificates.
//! The surprising choice: what this library writes is always a full name of URIs, covering all reasons, with the issuer
//! of the certificate as issuer of the list; the other forms are read and carried.

use super::{Criticality, SubjectName, TypedExtension, named_bits, oid};
use crate::{
    encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Tag, Writer},
    x509::{Attribute, GeneralName, Uri},
};

/// One point or more.
///
/// ```text
/// CRLDistributionPoints ::= SEQUENCE SIZE (1..MAX) OF DistributionPoint
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CrlDistributionPoints(Vec<DistributionPoint>);

/// Where a list is, which reasons it covers, who issues it; never the reasons alone.
///
/// ```text
/// DistributionPoint ::= SEQUENCE { distributionPoint [0] DistributionPointName OPTIONAL,
///     reasons [1] ReasonFlags OPTIONAL, cRLIssuer [2] GeneralNames OPTIONAL }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DistributionPoint {
    name: Option<DistributionPointName>,
    reasons: Option<ReasonFlags>,
    crl_issuer: Vec<GeneralName>,
}

/// Where a list is.
///
/// ```text
/// DistributionPointName ::= CHOICE { fullName [0] GeneralNames, nameRelativeToCRLIssuer [1] RelativeDistinguishedName }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the CHOICE of RFC 5280 §4.2.1.13")]
pub enum DistributionPointName {
    /// One name or more of the same place.
    Full(Vec<GeneralName>),
    /// An RDN below the name of the issuer of the list: the whole element, as it was read.
    Relative(Box<[u8]>),
}

/// The reasons a list covers, never none.
///
/// ```text
/// ReasonFlags ::= BIT STRING { unused(0), keyCompromise(1), cACompromise(2), affiliationChanged(3), superseded(4),
///     cessationOfOperation(5), certificateHold(6), privilegeWithdrawn(7), aACompromise(8) }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ReasonFlags(u16);

impl ReasonFlags {
    /// The bits; bit 0 of the ASN.1 is the lowest.
    #[must_use]
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// Reads the reasons under this tag, when they are next.
    pub(super) fn decode_optional(reader: &mut Reader<'_>, tag: Tag) -> Result<Option<Self>, DecodeError> {
        if reader.peek() != Some(tag) {
            return Ok(None);
        }
        named_bits::decode(reader, tag, LAST_REASON).map(|bits| Some(Self(bits)))
    }
}

const LAST_REASON: u8 = 8;
const MAX_NAMES: usize = 100;

impl DistributionPoint {
    /// A list found at each of these addresses, covering all reasons.
    ///
    /// # Errors
    /// [`CrlDistributionPointsError::NoAddress`], [`CrlDistributionPointsError::TooMany`].
    pub fn at(addresses: impl IntoIterator<Item = Uri>) -> Result<Self, CrlDistributionPointsError> {
        let name = DistributionPointName::at(addresses)?;
        Ok(Self { name: Some(name), reasons: None, crl_issuer: Vec::new() })
    }

    /// Where the list is.
    #[must_use]
    pub const fn name(&self) -> Option<&DistributionPointName> {
        self.name.as_ref()
    }

    /// The reasons the list covers; all of them when absent.
    #[must_use]
    pub const fn reasons(&self) -> Option<ReasonFlags> {
        self.reasons
    }

    /// Who issues the list; the issuer of the certificate when empty.
    #[must_use]
    pub fn crl_issuer(&self) -> &[GeneralName] {
        &self.crl_issuer
    }

    /// The URIs of the full name, in order.
    pub fn uris(&self) -> impl Iterator<Item = &Uri> {
        self.name.iter().flat_map(DistributionPointName::uris)
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let position = reader.position();
        reader.sequence("DistributionPoint", |fields| {
            let name = fields.optional_nested(NAME, "DistributionPointName", DistributionPointName::decode)?;
            let reasons = ReasonFlags::decode_optional(fields, REASONS)?;
            let crl_issuer = fields
                .optional_nested(CRL_ISSUER, "cRLIssuer", |names| GeneralName::decode_list(names, MAX_NAMES))?
                .unwrap_or_default();
            if name.is_none() && crl_issuer.is_empty() {
                return Err(fields.error_at(position, ONLY_REASONS));
            }
            Ok(Self { name, reasons, crl_issuer })
        })
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|fields| {
            if let Some(name) = &self.name {
                fields.nested(NAME, |choice| name.encode(choice))?;
            }
            if let Some(ReasonFlags(bits)) = self.reasons {
                fields.named_bits(REASONS, bits)?;
            }
            if self.crl_issuer.is_empty() {
                return Ok(());
            }
            fields.nested(CRL_ISSUER, |names| self.crl_issuer.iter().try_for_each(|name| name.encode(names)))
        })
    }
}

impl DistributionPointName {
    /// The full name of these addresses.
    ///
    /// # Errors
    /// [`CrlDistributionPointsError::NoAddress`], [`CrlDistributionPointsError::TooMany`].
    pub fn at(addresses: impl IntoIterator<Item = Uri>) -> Result<Self, CrlDistributionPointsError> {
        let names: Vec<GeneralName> = addresses.into_iter().map(GeneralName::Uri).collect();
        match names.len() {
            0 => Err(CrlDistributionPointsError::NoAddress),
            found if found > MAX_NAMES => Err(CrlDistributionPointsError::TooMany { found }),
            _ => Ok(Self::Full(names)),
        }
    }

    /// The URIs of a full name, in order.
    pub fn uris(&self) -> impl Iterator<Item = &Uri> {
        let names = match self {
            Self::Full(names) => names.as_slice(),
            Self::Relative(_) => &[],
        };
        names.iter().filter_map(|name| match name {
            GeneralName::Uri(uri) => Some(uri),
            _ => None,
        })
    }

    pub(super) fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match reader.peek() {
            Some(RELATIVE) => decode_relative(reader),
            _ => reader.nested(FULL, "fullName", |names| GeneralName::decode_list(names, MAX_NAMES)).map(Self::Full),
        }
    }

    pub(super) fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        match self {
            Self::Full(names) => writer.nested(FULL, |list| names.iter().try_for_each(|name| name.encode(list))),
            Self::Relative(der) => writer.raw(der),
        }
    }
}

/// The octets of an RDN under an implicit tag, of which the attributes are read and in order.
fn decode_relative(reader: &mut Reader<'_>) -> Result<DistributionPointName, DecodeError> {
    let rdn = reader.element(RELATIVE)?;
    let mut attributes = reader.enter(&rdn, "nameRelativeToCRLIssuer")?;
    let mut previous: &[u8] = &[];
    while !attributes.is_at_end() {
        let mut one = attributes.clone();
        let attribute = attributes.any()?;
        Attribute::decode_foreign(&mut one)?;
        if attribute.octets < previous {
            return Err(attributes.error_at(attribute.position, DecodeErrorKind::SetOrder));
        }
        previous = attribute.octets;
    }
    if previous.is_empty() {
        return Err(reader.error_at(rdn.position, DecodeErrorKind::Empty));
    }
    Ok(DistributionPointName::Relative(rdn.octets.into()))
}

impl CrlDistributionPoints {
    /// Most points that are read.
    pub const MAX_POINTS: usize = 100;

    /// These points, in this order.
    ///
    /// # Errors
    /// [`CrlDistributionPointsError::Empty`], [`CrlDistributionPointsError::TooMany`].
    pub fn new(points: impl Into<Vec<DistributionPoint>>) -> Result<Self, CrlDistributionPointsError> {
        let points = points.into();
        match points.len() {
            0 => Err(CrlDistributionPointsError::Empty),
            found if found > Self::MAX_POINTS => Err(CrlDistributionPointsError::TooMany { found }),
            _ => Ok(Self(points)),
        }
    }

    /// The points in order.
    #[must_use]
    pub fn points(&self) -> &[DistributionPoint] {
        &self.0
    }

    /// Whether one of the points covers all reasons, as RFC 5280 §4.2.1.13 asks of an issuer.
    #[must_use]
    pub fn covers_all_reasons(&self) -> bool {
        self.0.iter().any(|point| point.reasons.is_none())
    }
}

impl TypedExtension for CrlDistributionPoints {
    const OID: Oid = oid::CRL_DISTRIBUTION_POINTS;

    /// Non-critical (RFC 5280 §4.2.1.13).
    fn criticality(&self, _: SubjectName) -> Criticality {
        Criticality::NonCritical
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.sequence("CRLDistributionPoints", |list| {
            let mut points = Vec::new();
            while !list.is_at_end() {
                if points.len() >= Self::MAX_POINTS {
                    return Err(list.error(DecodeErrorKind::TooMany { limit: Self::MAX_POINTS }));
                }
                points.push(DistributionPoint::decode(list)?);
            }
            Self::new(points).map_err(|_| list.error(DecodeErrorKind::Empty))
        })
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|list| self.0.iter().try_for_each(|point| point.encode(list)))
    }
}

/// Why something is not a list of distribution points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CrlDistributionPointsError {
    /// No point.
    #[error("cRLDistributionPoints has at least one point (RFC 5280 §4.2.1.13)")]
    Empty,
    /// A point without an address.
    #[error("a distribution point has at least one address of its list (RFC 5280 §4.2.1.13)")]
    NoAddress,
    /// More points, or more addresses in a point, than 100.
    #[error("cRLDistributionPoints has at most 100 points here, and a point 100 addresses, found {found}")]
    TooMany {
        /// How many there are.
        found: usize,
    },
}

const NAME: Tag = Tag::context_constructed(0);
const REASONS: Tag = Tag::context(1);
const CRL_ISSUER: Tag = Tag::context_constructed(2);
const FULL: Tag = Tag::context_constructed(0);
const RELATIVE: Tag = Tag::context_constructed(1);
const ONLY_REASONS: DecodeErrorKind = DecodeErrorKind::Rule {
    rule: "a distribution point has a distributionPoint or a cRLIssuer, never only reasons (RFC 5280 §4.2.1.13)",
};

#[cfg(test)]
mod tests;
