//! B-03: every RDN of the subject holds one AttributeTypeAndValue (Baseline Requirements §7.1.4.1).
//!
//! For subjects we write; the issuer's name is its own business. This is also the rule that says when a subject
//! is no `Name` at all; the other rules on subjects walk as far as they can.

use super::{Judged, Rule};
use crate::{
    encoding::{DecodeError, Reader, Tag},
    x509::lint::{Citation, Finding, Part},
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "B-03", clause: "Baseline Requirements §7.1.4.1", part: Part::Variable }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    match most_attributes(judged.tbs.subject()) {
        Ok(0 | 1) => Ok(()),
        Ok(found) => RULE
            .refuse(format!("a relative distinguished name of the subject has {found} attributes, one is permitted")),
        Err(error) => RULE.refuse(format!("the subject is not a name: {error}")),
    }
}

/// Attributes of the RDN that has most; 0 for an empty name.
fn most_attributes(name: &[u8]) -> Result<usize, DecodeError> {
    Reader::whole(name, "subject", |reader| {
        reader.sequence("subject", |rdns| {
            let mut most = 0;
            while !rdns.is_at_end() {
                let mut count = 0_usize;
                rdns.set_of("RelativeDistinguishedName", |attribute| {
                    count = count.saturating_add(1);
                    attribute.sequence("AttributeTypeAndValue", |fields| {
                        fields.read(Tag::OBJECT_IDENTIFIER)?;
                        fields.any().map(drop)
                    })
                })?;
                most = most.max(count);
            }
            Ok(most)
        })
    })
}
