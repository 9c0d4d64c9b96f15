//! attributes of the subject keep the upper bounds and fixed types of RFC 5280 Appendix A.1.
//!
//! Bounds count characters and not octets: "Urząd Marszałkowski …" may have 64 characters and more octets. The
//! surprising choice: the table stands here a second time, beside the one `x509::attribute` writes by.

use super::{
    Judged, Rule,
    attributes::{
        AttributeRef, COUNTRY, DN_QUALIFIER, DOMAIN_COMPONENT, EMAIL_ADDRESS, SERIAL_NUMBER, attributes, keyword, text,
    },
};
use crate::{
    encoding::Tag,
    x509::lint::{Citation, Finding, Part},
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-30", clause: "RFC 5280 Appendix A.1", part: Part::Variable }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    attributes(judged.tbs.subject()).try_for_each(|attribute| {
        fixed_type(&attribute)?;
        country(&attribute)?;
        length(&attribute)
    })
}

fn fixed_type(attribute: &AttributeRef<'_>) -> Result<(), Finding> {
    let wanted = match attribute.kind {
        COUNTRY | SERIAL_NUMBER | DN_QUALIFIER => Tag::PRINTABLE_STRING,
        DOMAIN_COMPONENT | EMAIL_ADDRESS => Tag::IA5_STRING,
        _ => return Ok(()),
    };
    let found = attribute.value.tag;
    if found == wanted {
        return Ok(());
    }
    RULE.refuse(format!("{} of the subject is of type {found}, wanted {wanted}", keyword(attribute.kind)))
}

fn country(attribute: &AttributeRef<'_>) -> Result<(), Finding> {
    match (attribute.kind, attribute.value.content) {
        (COUNTRY, [first, second]) if first.is_ascii_uppercase() && second.is_ascii_uppercase() => Ok(()),
        (COUNTRY, found) => {
            let found = String::from_utf8_lossy(found);
            RULE.refuse(format!("C of the subject is {found:?}, wanted two capital letters of ISO 3166"))
        }
        _ => Ok(()),
    }
}

fn length(attribute: &AttributeRef<'_>) -> Result<(), Finding> {
    let Some(permitted) = upper_bound(attribute.kind) else { return Ok(()) };
    if attribute.value.content.len() <= permitted {
        return Ok(());
    }
    let found = text(&attribute.value).map_or(0, |text| text.chars().count());
    if found <= permitted {
        return Ok(());
    }
    let kind = keyword(attribute.kind);
    RULE.refuse(format!("{kind} of the subject has {found} characters, at most {permitted} are permitted"))
}

/// In characters, for the types of Appendix A.1.
const fn upper_bound(kind: &[u8]) -> Option<usize> {
    match kind {
        // commonName, serialNumber, organizationName, organizationalUnitName, title, dnQualifier
        [0x55, 0x04, 3 | 5 | 10 | 11 | 12 | 46] => Some(64),
        // localityName, stateOrProvinceName, pseudonym
        [0x55, 0x04, 7 | 8 | 65] => Some(128),
        // surname, name, givenName, initials, generationQualifier
        [0x55, 0x04, 4 | 41 | 42 | 43 | 44] => Some(32_768),
        EMAIL_ADDRESS => Some(255),
        _ => None,
    }
}
