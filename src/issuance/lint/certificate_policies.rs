//! a policy is named once; the text of a notice is at most 200 characters and no IA5String (RFC 5280 §4.2.1.4,
//! RFC 6818 §3).
//!
//! A list that cannot be read is refused here too.

use super::{Judged, Rule};
use crate::{
    encoding::{DecodeError, Element, Oid, Reader, Tag},
    x509::{
        extension::oid,
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-20", clause: "RFC 5280 §4.2.1.4", part: Part::Constant }, judge };

const MAX_TEXT: usize = 200;

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let Some(extension) = judged.tbs.extension(oid::CERTIFICATE_POLICIES) else { return Ok(()) };
    let (policies, texts) = match decode(extension.value) {
        Ok(parts) => parts,
        Err(error) => return RULE.refuse(format!("certificatePolicies cannot be read: {error}")),
    };
    if policies.is_empty() {
        return RULE.refuse("certificatePolicies is empty, wanted at least one policy");
    }
    for (index, policy) in policies.iter().enumerate() {
        if policies.iter().skip(index.saturating_add(1)).any(|other| other == policy) {
            return RULE.refuse(format!("the policy {policy} is named more than once"));
        }
    }
    texts.iter().try_for_each(notice_text)
}

fn notice_text(text: &Element<'_>) -> Result<(), Finding> {
    let octets = text.content.len();
    let found = match text.tag {
        Tag::UTF8_STRING | Tag::VISIBLE_STRING => {
            std::str::from_utf8(text.content).map_or(octets, |t| t.chars().count())
        }
        Tag::BMP_STRING => octets / 2,
        other => return RULE.refuse(format!("explicitText of a policy notice is of type {other}, wanted UTF8String")),
    };
    if found > MAX_TEXT {
        return RULE.refuse(format!(
            "explicitText of a policy notice has {found} characters, at most {MAX_TEXT} are permitted"
        ));
    }
    Ok(())
}

type Parts<'a> = (Vec<Oid>, Vec<Element<'a>>);

/// The policies, and the texts of their notices.
fn decode(value: &[u8]) -> Result<Parts<'_>, DecodeError> {
    let (mut policies, mut texts) = (Vec::new(), Vec::new());
    Reader::whole(value, "CertificatePolicies", |reader| {
        reader.sequence("CertificatePolicies", |list| {
            while !list.is_at_end() {
                list.sequence("PolicyInformation", |fields| {
                    policies.push(fields.oid()?);
                    fields.optional_nested(Tag::SEQUENCE, "policyQualifiers", |qualifiers| {
                        while !qualifiers.is_at_end() {
                            texts.extend(qualifiers.sequence("PolicyQualifierInfo", qualifier)?);
                        }
                        Ok::<_, DecodeError>(())
                    })
                })?;
            }
            Ok::<_, DecodeError>(())
        })
    })?;
    Ok((policies, texts))
}

/// The explicitText of a notice; nothing of any other qualifier.
fn qualifier<'a>(fields: &mut Reader<'a>) -> Result<Option<Element<'a>>, DecodeError> {
    if fields.oid()? != oid::QUALIFIER_USER_NOTICE {
        return fields.any().map(|_| None);
    }
    fields.sequence("UserNotice", |notice| {
        notice.optional(Tag::SEQUENCE)?;
        if notice.is_at_end() { Ok(None) } else { notice.any().map(Some) }
    })
}
