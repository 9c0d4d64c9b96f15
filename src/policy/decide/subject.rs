//! The subject: built from facts, then compared with what was asked.
//!
//! Part of `decide`. RFC 5280 §4.1.2.6 and the attribute rules. The surprising choice: an asked-for
//! common name that repeats a granted alternative name is no surplus, since every tool writes one; it is not granted
//! either unless a row grants it.

use super::Verdict;
use crate::{
    policy::{Applicant, AttributeRow, AttributeValue, Presence, Profile, Violations},
    request::{Path, VerifiedRequest, Violation},
    x509::{Attribute, AttributeType, GeneralName, Name, Rdn},
};

/// The subject, and for each of its attributes the row that made it.
pub(super) fn build(profile: &Profile, applicant: &dyn Applicant, violations: &mut Violations) -> (Name, Vec<usize>) {
    let mut rdns = Vec::with_capacity(profile.subject.attributes.len());
    let mut rows = Vec::with_capacity(profile.subject.attributes.len());
    for (index, row) in profile.subject.attributes.iter().enumerate() {
        let texts = texts(row, applicant);
        if texts.is_empty() && row.presence == Presence::Required {
            violations.add(missing(profile, row));
        }
        for text in texts {
            match Attribute::new(row.attribute, &text) {
                Ok(attribute) => {
                    rdns.extend(Rdn::new(vec![attribute]));
                    rows.push(index);
                }
                Err(error) => violations.add(Violation::new(
                    "policy.subject.text",
                    Path::new(format!("applicant.{}", row.attribute)),
                    text,
                    error.permitted(),
                    "RFC 5280 Appendix A.1",
                )),
            }
        }
    }
    (Name::new(rdns).unwrap_or_else(|_| Name::empty()), rows)
}

/// The values a row makes; none when a fact it needs is missing.
fn texts(row: &AttributeRow, applicant: &dyn Applicant) -> Vec<String> {
    let text = |fact: &crate::policy::Fact| fact.in_attribute(row.attribute).map(std::borrow::Cow::into_owned);
    match &row.value {
        AttributeValue::Fixed(text) => vec![text.clone().into_owned()],
        AttributeValue::Each(kind) => applicant.facts(*kind).iter().filter_map(text).collect(),
        AttributeValue::Joined(kinds) => {
            let parts: Option<Vec<String>> =
                kinds.iter().map(|kind| applicant.facts(*kind).first().and_then(text)).collect();
            parts.map(|parts| vec![parts.join(" ")]).unwrap_or_default()
        }
    }
}

fn missing(profile: &Profile, row: &AttributeRow) -> Violation {
    let kinds = match &row.value {
        AttributeValue::Fixed(_) => String::new(),
        AttributeValue::Each(kind) => kind.to_string(),
        AttributeValue::Joined(kinds) => kinds.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and "),
    };
    Violation::new(
        "policy.subject.missing",
        Path::new(format!("applicant.{}", row.attribute)),
        "nothing",
        format!("the fact {kinds}, from which {} makes {}", profile.name, row.attribute),
        "RFC 5280 §4.1.2.6",
    )
}

pub(super) fn compare(
    profile: &Profile,
    request: &VerifiedRequest,
    granted: &Name,
    names: &[GeneralName],
    verdict: &mut Verdict,
) {
    for asked in request.subject().attributes() {
        if granted.attributes().any(|attribute| attribute.matches(asked)) || repeats_a_name(asked, names) {
            continue;
        }
        let row = profile.subject.attributes.iter().find(|row| row.attribute == asked.kind());
        let surplus = row.map_or(profile.subject.other_attributes, |row| row.if_asked_otherwise);
        let permitted: Vec<_> = granted
            .attributes()
            .filter(|attribute| attribute.kind() == asked.kind())
            .filter_map(|attribute| attribute.text())
            .collect();
        let permitted = if permitted.is_empty() { format!("no {}", asked.kind()) } else { permitted.join(", ") };
        let asked_text = asked.text().unwrap_or(std::borrow::Cow::Borrowed("octets that are no text"));
        let place = (format!("subject.{}", asked.kind()), asked_text.into_owned());
        verdict.surplus(surplus, "policy.subject.surplus", place, permitted, "RFC 5280 §4.1.2.6");
    }
}

fn repeats_a_name(asked: &Attribute, names: &[GeneralName]) -> bool {
    let Some(text) = asked.text() else { return false };
    let same = |name: &str| name.eq_ignore_ascii_case(&text);
    asked.kind() == AttributeType::COMMON_NAME
        && names.iter().any(|name| match name {
            GeneralName::Dns(name) => same(name.as_str()),
            GeneralName::Ip(address) => same(&address.to_string()),
            GeneralName::Email(address) => address.as_str() == text,
            GeneralName::Uri(uri) => uri.as_str() == text,
            GeneralName::Upn(upn) => upn.as_str() == text,
            _ => false,
        })
}
