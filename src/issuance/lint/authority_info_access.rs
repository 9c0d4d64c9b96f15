//! authorityInfoAccess is non-critical and every entry says where (RFC 5280 §4.2.2.1, RFC 6960 §4.2.2.2).
//!
//! That a caIssuers address answers with one DER certificate cannot be seen from here.

use super::{
    Judged, Rule,
    names::{DIRECTORY, URI, shown},
    subject_alt_name::is_absolute_uri,
};
use crate::{
    encoding::{DecodeError, Element, Oid, Reader},
    x509::{
        TbsCertificate,
        extension::{Criticality, oid},
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-28", clause: "RFC 5280 §4.2.2.1", part: Part::Constant }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let Some(extension) = judged.tbs.extension(oid::AUTHORITY_INFO_ACCESS) else { return Ok(()) };
    if extension.criticality == Criticality::Critical {
        return RULE.refuse("authorityInfoAccess is critical, wanted non-critical");
    }
    match decode(extension.value) {
        Ok(entries) if entries.is_empty() => {
            RULE.refuse("authorityInfoAccess is empty, wanted at least one access description")
        }
        Ok(entries) => entries.iter().try_for_each(location),
        Err(error) => RULE.refuse(format!("authorityInfoAccess cannot be read: {error}")),
    }
}

fn location((method, location): &(Oid, Element<'_>)) -> Result<(), Finding> {
    match location.tag {
        URI if is_absolute_uri(location.content) => Ok(()),
        URI => RULE.refuse(format!("authorityInfoAccess has the malformed URI {}", shown(location.content))),
        DIRECTORY if *method == oid::ACCESS_CA_ISSUERS => Ok(()),
        found => RULE.refuse(format!("authorityInfoAccess has a location with {found}, wanted a URI")),
    }
}

fn decode(value: &[u8]) -> Result<Vec<(Oid, Element<'_>)>, DecodeError> {
    Reader::whole(value, "AuthorityInfoAccess", |reader| {
        reader.sequence("AuthorityInfoAccess", |list| {
            let mut entries = Vec::new();
            while !list.is_at_end() {
                entries.push(
                    list.sequence("AccessDescription", |fields| Ok::<_, DecodeError>((fields.oid()?, fields.any()?)))?,
                );
            }
            Ok(entries)
        })
    })
}

/// Whether an OCSP responder is named.
pub(super) fn names_a_responder(tbs: &TbsCertificate<'_>) -> bool {
    let value = tbs.extension(oid::AUTHORITY_INFO_ACCESS).map(|extension| extension.value).unwrap_or_default();
    decode(value).unwrap_or_default().iter().any(|(method, _)| *method == oid::ACCESS_OCSP)
}
