//! E-09: no qcStatements without a qualified policy: a private authority does not say that its certificates are qualified
//! (ETSI EN 319 412-5).
//!
//! A policy is qualified when it says so where relying parties read it: certificatePolicies names one of ETSI EN 319
//! 411-2. No policy of the catalog does.

use super::{Judged, Rule, names::elements};
use crate::{
    encoding::{Oid, Reader, Tag},
    x509::{
        extension::oid,
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "E-09", clause: "ETSI EN 319 412-5 §4", part: Part::Constant }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    if judged.tbs.extension(oid::QC_STATEMENTS).is_some() && !is_qualified(judged) {
        return RULE
            .refuse("the certificate has qcStatements, which only an authority for qualified certificates writes");
    }
    Ok(())
}

fn is_qualified(judged: &Judged<'_>) -> bool {
    let Some(policies) = judged.tbs.extension(oid::CERTIFICATE_POLICIES) else { return false };
    let list = Reader::new(policies.value, "certificatePolicies").read(Tag::SEQUENCE).unwrap_or_default();
    elements(list).any(|information| {
        let policy = Reader::new(information.content, "PolicyInformation").read(Tag::OBJECT_IDENTIFIER);
        Oid::from_octets(policy.unwrap_or_default()).is_ok_and(oid::is_qualified_policy)
    })
}
