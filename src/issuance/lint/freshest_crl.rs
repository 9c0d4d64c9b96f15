//! L-07: freshestCRL is non-critical and points as cRLDistributionPoints does (RFC 5280 §4.2.1.15).
//!
//! "The same conventions apply to both extensions", so the points are judged there. That it never stands beside
//! noRevAvail is X-29, in `no_rev_avail`.

use super::{Judged, Rule, crl_distribution_points};
use crate::x509::{
    extension::oid,
    lint::{Citation, Finding, Part},
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "L-07", clause: "RFC 5280 §4.2.1.15", part: Part::Constant }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let extension = judged.tbs.extension(oid::FRESHEST_CRL);
    extension.map_or(Ok(()), |extension| crl_distribution_points::judge_points(&RULE, "freshestCRL", extension))
}
