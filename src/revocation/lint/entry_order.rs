//! L-09: entries stand in ascending order of serial numbers, so that none occurs twice (RFC 5280 §5.1.2.6).
//!
//! RFC 5280 has a certificate on a list once and asks for no order; one is what makes "once" visible in one pass, and what
//! the next list is drawn against.

use super::{Judge, Judged, Rule, citation, refuse};
use crate::{
    revocation::EntryOrder,
    x509::lint::{Citation, Finding},
};

const CITATION: Citation = citation("L-09", "RFC 5280 §5.1.2.6");

pub(super) const RULE: Rule = Rule { citation: CITATION, judge: Judge::List(judge) };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    match judged.tbs.entry_order() {
        EntryOrder::Ascending => Ok(()),
        EntryOrder::Other => refuse(CITATION, "the entries are not in strictly ascending order of serial numbers"),
    }
}
