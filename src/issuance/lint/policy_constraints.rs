//! L-05: policyConstraints only in CA certificates, critical, not empty (RFC 5280 §4.2.1.11).
//!
//! A path has no use for it in an end entity, and a reader that skips it would accept paths that it forbids. The counts
//! are walked here, as they stand under tags of their own.

use super::{Judged, Rule, usages::is_authority};
use crate::{
    encoding::{DecodeError, Element, Reader, Tag},
    x509::{
        extension::{Criticality, oid},
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "L-05", clause: "RFC 5280 §4.2.1.11", part: Part::Constant }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let Some(extension) = judged.tbs.extension(oid::POLICY_CONSTRAINTS) else { return Ok(()) };
    if !is_authority(judged.tbs) {
        return RULE.refuse("policyConstraints is in a certificate that is not a CA's");
    }
    if extension.criticality == Criticality::NonCritical {
        return RULE.refuse("policyConstraints is non-critical, wanted critical");
    }
    let counts = match Reader::whole(extension.value, "PolicyConstraints", decode) {
        Ok(counts) => counts,
        Err(error) => return RULE.refuse(format!("policyConstraints cannot be read: {error}")),
    };
    let mut found = counts.into_iter().flatten().peekable();
    if found.peek().is_none() {
        return RULE.refuse("policyConstraints is empty, wanted requireExplicitPolicy or inhibitPolicyMapping");
    }
    if !found.all(|count| is_count(count.content)) {
        return RULE.refuse("policyConstraints has a count that is no INTEGER of zero or more in its shortest form");
    }
    Ok(())
}

fn is_count(content: &[u8]) -> bool {
    match content {
        [] => false,
        [0, next, ..] => next & 0x80 != 0,
        [first, ..] => first & 0x80 == 0,
    }
}

fn decode<'a>(reader: &mut Reader<'a>) -> Result<[Option<Element<'a>>; 2], DecodeError> {
    reader.sequence("PolicyConstraints", |fields| {
        Ok([fields.optional(Tag::context(0))?, fields.optional(Tag::context(1))?])
    })
}
