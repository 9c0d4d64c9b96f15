//! subjectKeyIdentifier is there in CA certificates, and wherever it is it is non-critical and not empty
//! (RFC 5280 §4.2.1.2).
//!
//! §4.2.1.2 only recommends it for end entities; whether they have it is a row of the profile.

use super::{Judged, Rule, usages::is_authority};
use crate::{
    encoding::Reader,
    x509::{
        extension::{Criticality, oid},
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-17", clause: "RFC 5280 §4.2.1.2", part: Part::Variable }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let Some(extension) = judged.tbs.extension(oid::SUBJECT_KEY_IDENTIFIER) else {
        if is_authority(judged.tbs) {
            return RULE.refuse("subjectKeyIdentifier is missing from a CA certificate");
        }
        return Ok(());
    };
    if extension.criticality == Criticality::Critical {
        return RULE.refuse("subjectKeyIdentifier is critical, wanted non-critical");
    }
    match Reader::whole(extension.value, "SubjectKeyIdentifier", Reader::octet_string) {
        Ok([_, ..]) => Ok(()),
        Ok([]) => RULE.refuse("subjectKeyIdentifier is empty, wanted at least one octet"),
        Err(error) => RULE.refuse(format!("subjectKeyIdentifier cannot be read: {error}")),
    }
}
