//! nameConstraints only in CA certificates, critical, not empty; minimum 0, maximum absent; addresses with their
//! masks (RFC 5280 §4.2.1.10).
//!
//! The bases are walked by `mailbox_constraint` too.

use super::{Judged, Rule, names::IP, usages::is_authority};
use crate::{
    encoding::{DecodeError, Element, Reader, Tag},
    x509::{
        TbsCertificate,
        extension::{Criticality, oid},
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-23", clause: "RFC 5280 §4.2.1.10", part: Part::Constant }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let Some(extension) = judged.tbs.extension(oid::NAME_CONSTRAINTS) else { return Ok(()) };
    if !is_authority(judged.tbs) {
        return RULE.refuse("nameConstraints is in a certificate that is not a CA's");
    }
    if extension.criticality == Criticality::NonCritical {
        return RULE.refuse("nameConstraints is non-critical, wanted critical");
    }
    let subtrees = match decode(extension.value) {
        Ok(subtrees) => subtrees,
        Err(error) => return RULE.refuse(format!("nameConstraints cannot be read: {error}")),
    };
    if subtrees.is_empty() {
        return RULE.refuse("nameConstraints is empty, wanted at least one subtree");
    }
    subtrees.iter().try_for_each(subtree)
}

fn subtree(found: &Subtree<'_>) -> Result<(), Finding> {
    if found.has_distance {
        return RULE.refuse("a subtree of nameConstraints has a minimum or a maximum, wanted neither");
    }
    let octets = found.base.content.len();
    if found.base.tag == IP && !matches!(octets, 8 | 32) {
        return RULE.refuse(format!(
            "an iPAddress of nameConstraints has {octets} octets, wanted 8 or 32: an address and its mask"
        ));
    }
    Ok(())
}

/// A `GeneralSubtree`.
struct Subtree<'a> {
    base: Element<'a>,
    has_distance: bool,
}

/// All subtrees, permitted and excluded.
fn decode(value: &[u8]) -> Result<Vec<Subtree<'_>>, DecodeError> {
    let mut subtrees = Vec::new();
    Reader::whole(value, "NameConstraints", |reader| {
        reader.sequence("NameConstraints", |fields| {
            for list in [0, 1] {
                fields.optional_nested(Tag::context_constructed(list), "GeneralSubtrees", |list| {
                    while !list.is_at_end() {
                        subtrees.push(list.sequence("GeneralSubtree", general_subtree)?);
                    }
                    Ok::<_, DecodeError>(())
                })?;
            }
            Ok::<_, DecodeError>(())
        })
    })?;
    Ok(subtrees)
}

fn general_subtree<'a>(fields: &mut Reader<'a>) -> Result<Subtree<'a>, DecodeError> {
    let base = fields.any()?;
    let minimum = fields.optional(Tag::context(0))?;
    let maximum = fields.optional(Tag::context(1))?;
    Ok(Subtree { base, has_distance: minimum.is_some() || maximum.is_some() })
}

/// The bases of all subtrees, none when the extension is missing or cannot be read.
pub(super) fn bases<'a>(tbs: &TbsCertificate<'a>) -> Vec<Element<'a>> {
    let value = tbs.extension(oid::NAME_CONSTRAINTS).map(|extension| extension.value).unwrap_or_default();
    decode(value).unwrap_or_default().into_iter().map(|subtree| subtree.base).collect()
}
