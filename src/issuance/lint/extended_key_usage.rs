//! extendedKeyUsage names at least one purpose, and is non-critical when one of them is anyExtendedKeyUsage
//! (RFC 5280 §4.2.1.12).
//!
//! Whether keyUsage can serve the purposes is X-26, in `purposes`.

use super::{Judged, Rule};
use crate::{
    encoding::{DecodeError, Oid, Reader},
    x509::{
        extension::{Criticality, oid},
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-25", clause: "RFC 5280 §4.2.1.12", part: Part::Constant }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let Some(extension) = judged.tbs.extension(oid::EXTENDED_KEY_USAGE) else { return Ok(()) };
    let purposes = match Reader::whole(extension.value, "ExtKeyUsageSyntax", decode) {
        Ok(purposes) => purposes,
        Err(error) => return RULE.refuse(format!("extendedKeyUsage cannot be read: {error}")),
    };
    if purposes.is_empty() {
        return RULE.refuse("extendedKeyUsage is empty, wanted at least one purpose");
    }
    if extension.criticality == Criticality::Critical && purposes.contains(&oid::ANY_EXTENDED_KEY_USAGE) {
        return RULE.refuse("extendedKeyUsage names anyExtendedKeyUsage and is critical, wanted non-critical");
    }
    Ok(())
}

fn decode(reader: &mut Reader<'_>) -> Result<Vec<Oid>, DecodeError> {
    reader.sequence("ExtKeyUsageSyntax", |list| {
        let mut purposes = Vec::new();
        while !list.is_at_end() {
            purposes.push(list.oid()?);
        }
        Ok(purposes)
    })
}
