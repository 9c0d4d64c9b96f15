//! basicConstraints is critical in CA certificates; a path length goes with `cA TRUE` and keyCertSign; an end
//! entity has none or an empty one (RFC 5280 §4.2.1.9).
//!
//! That a CA certificate has keyUsage, and that keyCertSign goes with `cA TRUE`, is X-18.

use super::{
    Judged, Rule,
    usages::{KEY_CERT_SIGN, key_usage},
};
use crate::{
    encoding::{DecodeError, Reader, Tag},
    x509::{
        extension::{Criticality, oid},
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-22", clause: "RFC 5280 §4.2.1.9", part: Part::Constant }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let Some(extension) = judged.tbs.extension(oid::BASIC_CONSTRAINTS) else { return Ok(()) };
    let (is_authority, path_len) = match Reader::whole(extension.value, "BasicConstraints", decode) {
        Ok(fields) => fields,
        Err(error) => return RULE.refuse(format!("basicConstraints cannot be read: {error}")),
    };
    let signs = key_usage(judged.tbs).is_some_and(|usage| usage & KEY_CERT_SIGN != 0);
    match (is_authority, path_len) {
        (true, _) if extension.criticality == Criticality::NonCritical => {
            RULE.refuse("basicConstraints says cA TRUE and is non-critical, wanted critical")
        }
        (false, Some(found)) => {
            RULE.refuse(format!("basicConstraints has the path length {found} and does not say cA TRUE"))
        }
        (true, Some(found)) if !signs => {
            RULE.refuse(format!("basicConstraints has the path length {found}, and keyUsage has no keyCertSign"))
        }
        _ => Ok(()),
    }
}

/// `cA` and `pathLenConstraint`.
fn decode(reader: &mut Reader<'_>) -> Result<(bool, Option<u32>), DecodeError> {
    reader.sequence("BasicConstraints", |fields| {
        let is_authority = fields.boolean_default_false()?;
        let path_len = if fields.peek() == Some(Tag::INTEGER) { Some(fields.small_natural()?) } else { None };
        Ok((is_authority, path_len))
    })
}
