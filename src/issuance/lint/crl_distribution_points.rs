//! cRLDistributionPoints is non-critical; every point says where, none names us as a foreign CRL issuer, and one
//! covers all reasons (RFC 5280 §4.2.1.13).
//!
//! Our CRLs are signed by the issuer of the certificate, so cRLIssuer is never written.

use super::{
    Judged, Rule,
    names::{URI, elements, shown},
    subject_alt_name::is_absolute_uri,
};
use crate::{
    encoding::{DecodeError, Element, Reader, Tag},
    x509::{
        extension::{Criticality, oid},
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-27", clause: "RFC 5280 §4.2.1.13", part: Part::Constant }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let Some(extension) = judged.tbs.extension(oid::CRL_DISTRIBUTION_POINTS) else { return Ok(()) };
    if extension.criticality == Criticality::Critical {
        return RULE.refuse("cRLDistributionPoints is critical, wanted non-critical");
    }
    let points = match decode(extension.value) {
        Ok(points) => points,
        Err(error) => return RULE.refuse(format!("cRLDistributionPoints cannot be read: {error}")),
    };
    if points.is_empty() {
        return RULE.refuse("cRLDistributionPoints is empty, wanted at least one point");
    }
    points.iter().try_for_each(point)?;
    if points.iter().all(|point| point.reasons.is_some()) {
        return RULE.refuse("no point of cRLDistributionPoints covers all reasons, wanted one without reasons");
    }
    Ok(())
}

fn point(found: &Point<'_>) -> Result<(), Finding> {
    if found.crl_issuer.is_some() {
        return RULE.refuse("a point of cRLDistributionPoints has a cRLIssuer, and the issuer signs its own CRLs");
    }
    let names = found.name.map(|name| name.content).unwrap_or_default();
    if names.is_empty() {
        return RULE.refuse("a point of cRLDistributionPoints does not say where the CRL is");
    }
    let full_name = Reader::new(names, "DistributionPointName").read(Tag::context_constructed(0)).unwrap_or_default();
    match elements(full_name).find(|name| name.tag == URI && !is_absolute_uri(name.content)) {
        Some(malformed) => {
            RULE.refuse(format!("a point of cRLDistributionPoints has the malformed URI {}", shown(malformed.content)))
        }
        None => Ok(()),
    }
}

/// A `DistributionPoint`.
struct Point<'a> {
    name: Option<Element<'a>>,
    reasons: Option<Element<'a>>,
    crl_issuer: Option<Element<'a>>,
}

fn decode(value: &[u8]) -> Result<Vec<Point<'_>>, DecodeError> {
    Reader::whole(value, "CRLDistributionPoints", |reader| {
        reader.sequence("CRLDistributionPoints", |list| {
            let mut points = Vec::new();
            while !list.is_at_end() {
                points.push(list.sequence("DistributionPoint", |fields| {
                    Ok::<_, DecodeError>(Point {
                        name: fields.optional(Tag::context_constructed(0))?,
                        reasons: fields.optional(Tag::context(1))?,
                        crl_issuer: fields.optional(Tag::context_constructed(2))?,
                    })
                })?);
            }
            Ok(points)
        })
    })
}
