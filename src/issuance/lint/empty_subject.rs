//! with an empty subject the SAN is there and critical; with any other it is non-critical (RFC 5280 §4.1.2.6,
//! §4.2.1.6).
//!
//! The second half is a SHOULD of the standard, kept here without exception.

use super::{Judged, Rule};
use crate::x509::{
    extension::{Criticality, oid},
    lint::{Citation, Finding, Part},
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-12", clause: "RFC 5280 §4.1.2.6, §4.2.1.6", part: Part::Variable }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let criticality = judged.tbs.extension(oid::SUBJECT_ALT_NAME).map(|extension| extension.criticality);
    match (judged.tbs.subject_is_empty(), criticality) {
        (true, Some(Criticality::Critical)) | (false, Some(Criticality::NonCritical) | None) => Ok(()),
        (true, None) => RULE.refuse("the subject is empty and there is no subjectAltName, wanted a critical one"),
        (true, Some(Criticality::NonCritical)) => {
            RULE.refuse("the subject is empty and subjectAltName is non-critical, wanted critical")
        }
        (false, Some(Criticality::Critical)) => {
            RULE.refuse("the subject is not empty and subjectAltName is critical, wanted non-critical")
        }
    }
}
