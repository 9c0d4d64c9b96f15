//! texts of the subject are PrintableString or UTF8String, and hold what those types can hold (RFC 5280
//! §4.1.2.4).
//!
//! Country, serialNumber and dnQualifier (PrintableString only) and DC and emailAddress (IA5String only) have their
//! own types, which are X-30.

use super::{
    Judged, Rule,
    attributes::{AttributeRef, DOMAIN_COMPONENT, EMAIL_ADDRESS, attributes, keyword},
};
use crate::{
    encoding::Tag,
    x509::{
        StringType,
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-05", clause: "RFC 5280 §4.1.2.4", part: Part::Variable }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    attributes(judged.tbs.subject()).try_for_each(|attribute| text(&attribute))
}

fn text(attribute: &AttributeRef<'_>) -> Result<(), Finding> {
    let content = attribute.value.content;
    let holds = match attribute.value.tag {
        Tag::UTF8_STRING => std::str::from_utf8(content).is_ok(),
        Tag::PRINTABLE_STRING => content.iter().all(|octet| StringType::Printable.has(char::from(*octet))),
        Tag::IA5_STRING if matches!(attribute.kind, EMAIL_ADDRESS | DOMAIN_COMPONENT) => content.is_ascii(),
        found => {
            let kind = keyword(attribute.kind);
            return RULE
                .refuse(format!("{kind} of the subject is of type {found}, wanted PrintableString or UTF8String"));
        }
    };
    if holds && !content.is_empty() {
        return Ok(());
    }
    let (kind, found) = (keyword(attribute.kind), attribute.value.tag);
    RULE.refuse(format!("{kind} of the subject is empty or has octets that {found} cannot hold"))
}
