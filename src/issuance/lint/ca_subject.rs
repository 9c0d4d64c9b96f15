//! a CA certificate has a non-empty subject (RFC 5280 §4.1.2.6).
//!
//! It is the issuer of what the CA will sign.

use super::{Judged, Rule, usages::is_authority};
use crate::x509::lint::{Citation, Finding, Part};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-11", clause: "RFC 5280 §4.1.2.6", part: Part::Variable }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    if judged.tbs.subject_is_empty() && is_authority(judged.tbs) {
        return RULE.refuse("the subject of a CA certificate is an empty name, at least one attribute is wanted");
    }
    Ok(())
}
