//! noRevAvail is NULL, non-critical, never in a CA certificate, and never beside an address where revocation is
//! published (RFC 9608 §3, §4).
//!
//! It promises that no revocation is ever published, so such an address would contradict it.

use super::{Judged, Rule, authority_info_access::names_a_responder, usages::is_authority};
use crate::{
    encoding::Reader,
    x509::{
        extension::{Criticality, oid},
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-29", clause: "RFC 9608 §3, §4", part: Part::Constant }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let tbs = judged.tbs;
    let Some(extension) = tbs.extension(oid::NO_REV_AVAIL) else { return Ok(()) };
    if extension.criticality == Criticality::Critical {
        return RULE.refuse("noRevAvail is critical, wanted non-critical");
    }
    if let Err(error) = Reader::whole(extension.value, "NoRevAvail", Reader::null) {
        return RULE.refuse(format!("noRevAvail cannot be read: {error}"));
    }
    if is_authority(tbs) {
        return RULE.refuse("noRevAvail is in a CA certificate");
    }
    let beside = [
        (tbs.extension(oid::CRL_DISTRIBUTION_POINTS).is_some(), "cRLDistributionPoints"),
        (tbs.extension(oid::FRESHEST_CRL).is_some(), "freshestCRL"),
        (names_a_responder(tbs), "an OCSP responder in authorityInfoAccess"),
    ];
    match beside.iter().find(|(is_there, _)| *is_there) {
        Some((_, address)) => RULE.refuse(format!("noRevAvail stands beside {address}, wanted one or the other")),
        None => Ok(()),
    }
}
