//! C-09, C-10: reasonCode and invalidityDate are non-critical, and no other extension of an entry is written
//! (RFC 5280 §5.3.1, §5.3.2).
//!
//! One critical extension of one entry can make the whole list unusable (§5.3).

use super::{Judge, Rule, citation, refuse_entry};
use crate::{
    revocation::CrlEntry,
    x509::{
        Time,
        extension::Criticality,
        lint::{Citation, Finding},
    },
};

const CITATION: Citation = citation("C-09", "RFC 5280 §5.3.1, §5.3.2");

pub(super) const RULE: Rule = Rule { citation: CITATION, judge: Judge::Entry(judge) };

fn judge(entry: &CrlEntry<'_>, _: Time) -> Result<(), Finding> {
    match entry.criticality() {
        Criticality::NonCritical => Ok(()),
        Criticality::Critical => refuse_entry(CITATION, entry, "has a critical extension, wanted non-critical ones"),
    }
}
