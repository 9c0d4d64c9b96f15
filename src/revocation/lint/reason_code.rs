//! C-09: a reason that is not given is left out and not written as unspecified (RFC 5280 §5.3.1).
//!
//! Values that no standard has, 7 among them, are refused by the reader.

use super::{Judge, Rule, citation, refuse_entry};
use crate::{
    revocation::CrlEntry,
    x509::{
        Reason, Time,
        extension::ReasonCode,
        lint::{Citation, Finding},
    },
};

const CITATION: Citation = citation("C-09", "RFC 5280 §5.3.1");

pub(super) const RULE: Rule = Rule { citation: CITATION, judge: Judge::Entry(judge) };

fn judge(entry: &CrlEntry<'_>, _: Time) -> Result<(), Finding> {
    match entry.reason() {
        Some(ReasonCode::Given(Reason::Unspecified)) => {
            refuse_entry(CITATION, entry, "has the reason unspecified, which is to be left out")
        }
        Some(ReasonCode::AaCompromise) => {
            refuse_entry(CITATION, entry, "has the reason aACompromise, which is for attribute certificates")
        }
        _ => Ok(()),
    }
}
