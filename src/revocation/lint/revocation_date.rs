//! C-11: what takes effect after thisUpdate is not on the list (RFC 5280 §5.1.2.6, §5.3.2).
//!
//! That no date precedes an earlier list takes that list; `CrlDraft::backdated` counts.

use super::{Judge, Rule, citation, refuse_entry};
use crate::{
    revocation::CrlEntry,
    x509::{
        Time,
        lint::{Citation, Finding},
    },
};

const CITATION: Citation = citation("C-11", "RFC 5280 §5.1.2.6, §5.3.2");

pub(super) const RULE: Rule = Rule { citation: CITATION, judge: Judge::Entry(judge) };

fn judge(entry: &CrlEntry<'_>, this_update: Time) -> Result<(), Finding> {
    let date = entry.revocation_date();
    if date <= this_update {
        return Ok(());
    }
    refuse_entry(CITATION, entry, &format!("is revoked at {date}, after thisUpdate, which is {this_update}"))
}
