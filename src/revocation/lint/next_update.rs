//! C-02: nextUpdate is there, after thisUpdate, and not after the issuer's own end (RFC 5280 §5.1.2.4, §5.1.2.5).
//!
//! The ASN.1 has it optional and the profile does not: without it a list that was withheld looks like the latest.

use super::{Judge, Judged, Rule, citation, refuse};
use crate::x509::lint::{Citation, Finding};

const CITATION: Citation = citation("C-02", "RFC 5280 §5.1.2.5");

pub(super) const RULE: Rule = Rule { citation: CITATION, judge: Judge::List(judge) };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let this_update = judged.tbs.this_update();
    let Some(next_update) = judged.tbs.next_update() else {
        return refuse(CITATION, "nextUpdate is missing");
    };
    if next_update <= this_update {
        return refuse(CITATION, format!("nextUpdate is {next_update}, not after thisUpdate, which is {this_update}"));
    }
    match judged.issuer.not_after {
        Some(end) if next_update > end => {
            refuse(CITATION, format!("nextUpdate is {next_update}, after the issuer, which ends at {end}"))
        }
        _ => Ok(()),
    }
}
