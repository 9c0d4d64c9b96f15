//! Extensions that are asked for as critical and written as non-critical.
//!
//! Part of `decide`, after the values were held against their rows. The criticality of an extension is in its type (RFC
//! 5280 §4.2), and no row can change it; but who asked that relying parties refuse what they do not know must hear that
//! they will not. The surprising choice: the opposite is not told, since a BOOLEAN that is left out asks for nothing.

use crate::{
    encoding::Oid,
    policy::{Path, Profile, Withheld, decide::Verdict},
    request::{RequestedExtensions, VerifiedRequest},
    x509::extension::{Criticality, SubjectName, oid},
};

pub(super) fn compare(profile: &Profile, request: &VerifiedRequest, subject: SubjectName, verdict: &mut Verdict) {
    for asked in request.requested().iter() {
        let is_written_otherwise = written(profile, asked.oid(), subject) == Criticality::NonCritical;
        if asked.criticality() == Criticality::Critical && is_written_otherwise {
            let path = RequestedExtensions::path(asked.oid());
            if !is_told(verdict, &path) {
                verdict.withheld.push(Withheld::new(path.field("critical"), "TRUE"));
            }
        }
    }
}

/// The criticality the extension has in a certificate.
fn written(profile: &Profile, asked: Oid, subject: SubjectName) -> Criticality {
    match (asked, subject) {
        (oid::KEY_USAGE | oid::BASIC_CONSTRAINTS | oid::NAME_CONSTRAINTS, _)
        | (oid::SUBJECT_ALT_NAME, SubjectName::Empty) => Criticality::Critical,
        _ => {
            let row = profile.others.iter().find(|row| row.oid == asked);
            row.map_or(Criticality::NonCritical, |row| row.criticality)
        }
    }
}

/// Whether the extension, or a part of it, is refused or withheld anyway.
fn is_told(verdict: &Verdict, path: &Path) -> bool {
    let of_it = |told: &Path| {
        let rest = told.as_str().strip_prefix(path.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['[', '.']))
    };
    let refused = verdict.violations.iter().any(|violation| of_it(violation.path()));
    refused || verdict.withheld.iter().any(|withheld| of_it(withheld.path()))
}
