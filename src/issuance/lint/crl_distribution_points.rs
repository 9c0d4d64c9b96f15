//! cRLDistributionPoints is non-critical; every point says where, none names us as a foreign CRL issuer, and one
//! covers all reasons (RFC 5280 §4.2.1.13).
//!
//! Our CRLs are signed by the issuer of the certificate, so cRLIssuer is never written. freshestCRL is judged here too.

use super::{
    Judged, Rule,
    names::{URI, elements, shown},
    subject_alt_name::is_absolute_uri,
};
use crate::{
    encoding::{DecodeError, Element, Reader, Tag},
    x509::{
        extension::{Criticality, ExtensionRef, oid},
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-27", clause: "RFC 5280 §4.2.1.13", part: Part::Constant }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let extension = judged.tbs.extension(oid::CRL_DISTRIBUTION_POINTS);
    extension.map_or(Ok(()), |extension| judge_points(&RULE, "cRLDistributionPoints", extension))
}

/// What holds for both extensions of this syntax; `rule` and `name` are those of the one that is judged.
pub(super) fn judge_points(rule: &Rule, name: &str, extension: &ExtensionRef<'_>) -> Result<(), Finding> {
    if extension.criticality == Criticality::Critical {
        return rule.refuse(format!("{name} is critical, wanted non-critical"));
    }
    let points = match decode(extension.value) {
        Ok(points) => points,
        Err(error) => return rule.refuse(format!("{name} cannot be read: {error}")),
    };
    if points.is_empty() {
        return rule.refuse(format!("{name} is empty, wanted at least one point"));
    }
    points.iter().try_for_each(|found| point(rule, name, found))?;
    if points.iter().all(|point| point.reasons.is_some()) {
        return rule.refuse(format!("no point of {name} covers all reasons, wanted one without reasons"));
    }
    Ok(())
}

fn point(rule: &Rule, name: &str, found: &Point<'_>) -> Result<(), Finding> {
    if found.crl_issuer.is_some() {
        return rule.refuse(format!("a point of {name} has a cRLIssuer, and the issuer signs its own CRLs"));
    }
    let names = found.name.map(|name| name.content).unwrap_or_default();
    if names.is_empty() {
        return rule.refuse(format!("a point of {name} does not say where the CRL is"));
    }
    let full_name = Reader::new(names, "DistributionPointName").read(Tag::context_constructed(0)).unwrap_or_default();
    match elements(full_name).find(|name| name.tag == URI && !is_absolute_uri(name.content)) {
        Some(malformed) => rule.refuse(format!("a point of {name} has the malformed URI {}", shown(malformed.content))),
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
