//! C-01: the algorithm that is signed is the issuer's, octet by octet (RFC 5280 §5.1.1.2, §5.1.2.2).
//!
//! The outer field is written from the same value, and compared by whoever reads the list.

use super::{Judge, Judged, Rule, citation, refuse};
use crate::x509::lint::{Citation, Finding};

const CITATION: Citation = citation("C-01", "RFC 5280 §5.1.1.2, §5.1.2.2");

pub(super) const RULE: Rule = Rule { citation: CITATION, judge: Judge::List(judge) };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let found = judged.tbs.signature();
    if found.octets == judged.issuer.algorithm {
        return Ok(());
    }
    let oid = found.algorithm;
    refuse(
        CITATION,
        format!("the signature field names {oid} and is not, octet by octet, the algorithm the issuer signs with"),
    )
}
