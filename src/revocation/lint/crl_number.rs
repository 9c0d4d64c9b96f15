//! C-05: the CRL number is there and non-critical (RFC 5280 §5.2.3).
//!
//! That it has at most 20 octets is kept by its type; that it grows, by the inventory.

use super::{Judge, Judged, Rule, citation, refuse};
use crate::x509::{
    extension::{Criticality, CrlNumber, oid},
    lint::{Citation, Finding},
};

const CITATION: Citation = citation("C-05", "RFC 5280 §5.2.3");

pub(super) const RULE: Rule = Rule { citation: CITATION, judge: Judge::List(judge) };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let Some(extension) = judged.tbs.extension(oid::CRL_NUMBER) else {
        return refuse(CITATION, "the CRL number is missing");
    };
    if extension.criticality == Criticality::Critical {
        return refuse(CITATION, "the CRL number is critical, wanted non-critical");
    }
    match judged.tbs.typed::<CrlNumber>() {
        Ok(_) => Ok(()),
        Err(error) => refuse(CITATION, format!("the CRL number cannot be read: {error}")),
    }
}
