//! L-06: inhibitAnyPolicy only in CA certificates, critical, a count of zero or more (RFC 5280 §4.2.1.14).
//!
//! Like policyConstraints it speaks of the certificates that follow on the path, and none follow an end entity.

use super::{Judged, Rule, usages::is_authority};
use crate::{
    encoding::Reader,
    x509::{
        extension::{Criticality, oid},
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "L-06", clause: "RFC 5280 §4.2.1.14", part: Part::Constant }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let Some(extension) = judged.tbs.extension(oid::INHIBIT_ANY_POLICY) else { return Ok(()) };
    if !is_authority(judged.tbs) {
        return RULE.refuse("inhibitAnyPolicy is in a certificate that is not a CA's");
    }
    if extension.criticality == Criticality::NonCritical {
        return RULE.refuse("inhibitAnyPolicy is non-critical, wanted critical");
    }
    match Reader::whole(extension.value, "InhibitAnyPolicy", Reader::natural) {
        Ok(_) => Ok(()),
        Err(error) => RULE.refuse(format!("inhibitAnyPolicy cannot be read: {error}")),
    }
}
