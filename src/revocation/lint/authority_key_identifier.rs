//! C-04: authorityKeyIdentifier is there, non-critical, and has the issuer's own key identifier (RFC 5280 §5.2.1).
//!
//! The octets of the CA certificate's subjectKeyIdentifier, never made anew: they are how relying parties tell the keys of
//! one issuer apart.

use super::{Judge, Judged, Rule, citation, refuse};
use crate::x509::{
    extension::{AuthorityKeyIdentifier, Criticality, SubjectKeyIdentifier, oid},
    lint::{Citation, Finding},
};

const CITATION: Citation = citation("C-04", "RFC 5280 §5.2.1");

pub(super) const RULE: Rule = Rule { citation: CITATION, judge: Judge::List(judge) };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let Some(extension) = judged.tbs.extension(oid::AUTHORITY_KEY_IDENTIFIER) else {
        return refuse(CITATION, "authorityKeyIdentifier is missing, wanted one with a keyIdentifier");
    };
    if extension.criticality == Criticality::Critical {
        return refuse(CITATION, "authorityKeyIdentifier is critical, wanted non-critical");
    }
    let value = match judged.tbs.typed::<AuthorityKeyIdentifier>() {
        Ok(value) => value,
        Err(error) => return refuse(CITATION, format!("authorityKeyIdentifier cannot be read: {error}")),
    };
    match value.as_ref().and_then(AuthorityKeyIdentifier::key_identifier).map(SubjectKeyIdentifier::as_octets) {
        Some(found) if found == judged.issuer.key_identifier => Ok(()),
        Some(_) => {
            refuse(CITATION, "authorityKeyIdentifier is not the subjectKeyIdentifier of the issuing certificate")
        }
        None => refuse(CITATION, "authorityKeyIdentifier has no keyIdentifier"),
    }
}
