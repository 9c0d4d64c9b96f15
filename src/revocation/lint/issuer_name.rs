//! C-01: the issuer is octet by octet the subject of the issuing certificate (RFC 5280 §5.1.2.3).
//!
//! Relying parties find the list of a certificate by comparing names, and not all of them fold case. An empty issuer is
//! refused by the reader.

use super::{Judge, Judged, Rule, citation, refuse};
use crate::x509::lint::{Citation, Finding};

const CITATION: Citation = citation("C-01", "RFC 5280 §5.1.2.3");

pub(super) const RULE: Rule = Rule { citation: CITATION, judge: Judge::List(judge) };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let (found, wanted) = (judged.tbs.issuer(), judged.issuer.subject);
    if found == wanted {
        return Ok(());
    }
    let same = found.iter().zip(wanted).take_while(|(found, wanted)| found == wanted).count();
    refuse(
        CITATION,
        format!(
            "the issuer is not octet by octet the subject of the issuing certificate: they differ from octet {same} on"
        ),
    )
}
