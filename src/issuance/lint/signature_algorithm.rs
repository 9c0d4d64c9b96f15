//! the inner signature field is the algorithm the issuer signs with, parameters included (RFC 5280 §4.1.2.3).
//!
//! The outer field is written from the same octets when the signature is put to it.

use super::{Judged, Rule};
use crate::x509::lint::{Citation, Finding, Part};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-03", clause: "RFC 5280 §4.1.1.2, §4.1.2.3", part: Part::Variable }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let found = judged.tbs.signature();
    if found.octets == judged.issuer.algorithm {
        return Ok(());
    }
    let found = found.algorithm;
    RULE.refuse(format!(
        "the signature field names {found} and is not, octet by octet, the algorithm the issuer signs with"
    ))
}
