//! authorityKeyIdentifier is there, non-critical, with a keyIdentifier (RFC 5280 §4.2.1.1).
//!
//! It may be left out of a self-signed certificate only. Whether it is the right one is X-17, in
//! `issuer_key_identifier`.

use super::{Judged, Relation, Rule};
use crate::{
    encoding::{DecodeError, Reader, Tag},
    x509::{
        TbsCertificate,
        extension::{Criticality, oid},
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-16", clause: "RFC 5280 §4.2.1.1", part: Part::Variable }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let Some(extension) = judged.tbs.extension(oid::AUTHORITY_KEY_IDENTIFIER) else {
        return match judged.issuer.relation {
            Relation::SelfSigned => Ok(()),
            Relation::Issued => RULE.refuse("authorityKeyIdentifier is missing, wanted one with a keyIdentifier"),
        };
    };
    if extension.criticality == Criticality::Critical {
        return RULE.refuse("authorityKeyIdentifier is critical, wanted non-critical");
    }
    match decode(extension.value) {
        Ok(Some([_, ..])) => Ok(()),
        Ok(_) => RULE.refuse("authorityKeyIdentifier has no keyIdentifier or an empty one"),
        Err(error) => RULE.refuse(format!("authorityKeyIdentifier cannot be read: {error}")),
    }
}

/// The keyIdentifier, of an extension of the right shape.
fn decode(value: &[u8]) -> Result<Option<&[u8]>, DecodeError> {
    Reader::whole(value, "AuthorityKeyIdentifier", |reader| {
        reader.sequence("AuthorityKeyIdentifier", |fields| {
            let key = fields.optional(Tag::context(0))?;
            fields.optional(Tag::context_constructed(1))?;
            fields.optional(Tag::context(2))?;
            Ok(key.map(|key| key.content))
        })
    })
}

/// The keyIdentifier, if there is one that can be read.
pub(super) fn key_identifier<'a>(tbs: &TbsCertificate<'a>) -> Option<&'a [u8]> {
    decode(tbs.extension(oid::AUTHORITY_KEY_IDENTIFIER)?.value).ok().flatten()
}
