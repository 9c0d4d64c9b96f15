//! L-08: no critical extension that this library does not know (RFC 5280 §5.2, §5.3).
//!
//! Relying parties must refuse a list with one, so a list with one revokes nothing.

use super::{Judge, Judged, Rule, citation, refuse};
use crate::x509::lint::{Citation, Finding};

const CITATION: Citation = citation("L-08", "RFC 5280 §5.2");

pub(super) const RULE: Rule = Rule { citation: CITATION, judge: Judge::List(judge) };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    match judged.tbs.unknown_critical() {
        None => Ok(()),
        Some(oid) => refuse(CITATION, format!("the critical extension {oid} has no meaning here")),
    }
}
