//! neither issuerUniqueID nor subjectUniqueID is written (RFC 5280 §4.1.2.8).
//!
//! They are of version 2, from a time when names were meant to be given to somebody else later; GEN-6.3.3-10 forbids
//! that.

use super::{Judged, Rule, names::elements};
use crate::{
    encoding::{Reader, Tag},
    x509::lint::{Citation, Finding, Part},
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-14", clause: "RFC 5280 §4.1.2.8", part: Part::Constant }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let fields = Reader::new(judged.tbs.octets(), "TBSCertificate").read(Tag::SEQUENCE).unwrap_or_default();
    for (tag, name) in [(Tag::context(1), "issuerUniqueID"), (Tag::context(2), "subjectUniqueID")] {
        if elements(fields).any(|field| field.tag == tag) {
            return RULE.refuse(format!("the certificate has the field {name}, which is not to be written"));
        }
    }
    Ok(())
}
