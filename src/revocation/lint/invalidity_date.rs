//! C-10: an invalidity date is not after the date of the revocation (RFC 5280 §5.3.2).
//!
//! That it is GeneralizedTime is kept by its type.

use super::{Judge, Rule, citation, refuse_entry};
use crate::{
    revocation::CrlEntry,
    x509::{
        Time,
        lint::{Citation, Finding},
    },
};

const CITATION: Citation = citation("C-10", "RFC 5280 §5.3.2");

pub(super) const RULE: Rule = Rule { citation: CITATION, judge: Judge::Entry(judge) };

fn judge(entry: &CrlEntry<'_>, _: Time) -> Result<(), Finding> {
    let revoked = entry.revocation_date();
    match entry.invalidity_date() {
        Some(invalid) if invalid > revoked => {
            refuse_entry(CITATION, entry, &format!("is invalid since {invalid}, after its revocation at {revoked}"))
        }
        _ => Ok(()),
    }
}
