//! L-01: what is critical is an extension every relying party knows (RFC 5280 §4.2).
//!
//! §4.2 lists the eight an application must recognize; policyMappings is critical by its own section. Any other
//! critical extension makes the certificate useless to somebody who does all the standard asks.

use super::{Judged, Rule};
use crate::{
    encoding::Oid,
    x509::{
        extension::{Criticality, oid},
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "L-01", clause: "RFC 5280 §4.2", part: Part::Constant }, judge };

const KNOWN: [Oid; 9] = [
    oid::KEY_USAGE,
    oid::CERTIFICATE_POLICIES,
    oid::POLICY_MAPPINGS,
    oid::SUBJECT_ALT_NAME,
    oid::BASIC_CONSTRAINTS,
    oid::NAME_CONSTRAINTS,
    oid::POLICY_CONSTRAINTS,
    oid::EXTENDED_KEY_USAGE,
    oid::INHIBIT_ANY_POLICY,
];

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let critical = judged.tbs.extensions().iter().filter(|extension| extension.criticality == Criticality::Critical);
    let mut unknown = critical.filter(|extension| !KNOWN.contains(&extension.oid) && !has_a_rule(extension.oid));
    match unknown.next() {
        Some(found) => RULE
            .refuse(format!("the extension {} is critical and not one that every relying party must know", found.oid)),
        None => Ok(()),
    }
}

/// Extensions whose own rule says that they are not critical, or not in a certificate at all.
fn has_a_rule(found: Oid) -> bool {
    const NEVER_CRITICAL: [Oid; 9] = [
        oid::AUTHORITY_KEY_IDENTIFIER,
        oid::SUBJECT_KEY_IDENTIFIER,
        oid::PRIVATE_KEY_USAGE_PERIOD,
        oid::CRL_DISTRIBUTION_POINTS,
        oid::FRESHEST_CRL,
        oid::AUTHORITY_INFO_ACCESS,
        oid::TLS_FEATURE,
        oid::NO_REV_AVAIL,
        oid::OCSP_NO_CHECK,
    ];
    NEVER_CRITICAL.contains(&found) || oid::OF_CRLS.iter().any(|(known, _)| *known == found)
}
