//! C-07: removeFromCRL is for delta CRLs (RFC 5280 §5.3.1).
//!
//! On a full list it would revoke what it means to release, in the eyes of whoever looks at serial numbers only.

use super::{Judge, Rule, citation, refuse_entry};
use crate::{
    revocation::CrlEntry,
    x509::{
        Time,
        extension::ReasonCode,
        lint::{Citation, Finding},
    },
};

const CITATION: Citation = citation("C-07", "RFC 5280 §5.3.1");

pub(super) const RULE: Rule = Rule { citation: CITATION, judge: Judge::Entry(judge) };

fn judge(entry: &CrlEntry<'_>, _: Time) -> Result<(), Finding> {
    match entry.reason() {
        Some(ReasonCode::RemoveFromCrl) => {
            refuse_entry(CITATION, entry, "has the reason removeFromCRL, which is for delta CRLs")
        }
        _ => Ok(()),
    }
}
