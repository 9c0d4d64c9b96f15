//! GEN-6.3.3-05: the certificate does not outlive the certificate of its issuer (ETSI EN 319 411-1).
//!
//! Refused and never shortened: a shorter certificate is a different one, which nobody approved.

use super::{Judged, Rule};
use crate::x509::lint::{Citation, Finding, Part};

pub(super) const RULE: Rule = Rule {
    citation: Citation { id: "GEN-6.3.3-05", clause: "ETSI EN 319 411-1 §6.3.3", part: Part::Variable },
    judge,
};

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let found = judged.tbs.validity().not_after();
    match judged.issuer.not_after {
        Some(end) if end < found => {
            RULE.refuse(format!("the certificate ends at {found}, after its issuer, which ends at {end}"))
        }
        _ => Ok(()),
    }
}
