//! the SAN has entries, none of them is empty, and each has the syntax of its form (RFC 5280 §4.2.1.6).
//!
//! Host names in preferred name syntax, IP addresses of 4 or 16 octets, absolute URIs. Octets outside ASCII and labels
//! with hyphens in the third and fourth place are X-31, in `host_names`. This is also the rule that says when a SAN is
//! no `GeneralNames` at all.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::{
    Judged, Rule,
    names::{self, DIRECTORY, DNS, EDI_PARTY, EMAIL, IP, OTHER, REGISTERED_ID, URI, X400, shown},
};
use crate::{
    encoding::{DecodeError, Element, Oid, Reader, Tag},
    x509::{
        extension::oid,
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-21", clause: "RFC 5280 §4.2.1.6", part: Part::Variable }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let Some(extension) = judged.tbs.extension(oid::SUBJECT_ALT_NAME) else { return Ok(()) };
    match Reader::whole(extension.value, "SubjectAltName", |reader| reader.sequence("SubjectAltName", entries)) {
        Ok(0) => RULE.refuse("subjectAltName has no entries, wanted at least one"),
        Ok(_) => Ok(()),
        Err(Refused::Entry(finding)) => Err(finding),
        Err(Refused::Shape(error)) => RULE.refuse(format!("subjectAltName cannot be read: {error}")),
    }
}

enum Refused {
    Entry(Finding),
    Shape(DecodeError),
}

impl From<DecodeError> for Refused {
    fn from(error: DecodeError) -> Self {
        Self::Shape(error)
    }
}

/// How many entries there are, when every one is well formed.
fn entries(list: &mut Reader<'_>) -> Result<usize, Refused> {
    let mut count = 0_usize;
    while !list.is_at_end() {
        entry(&list.any()?).map_err(Refused::Entry)?;
        count = count.saturating_add(1);
    }
    Ok(count)
}

fn entry(name: &Element<'_>) -> Result<(), Finding> {
    let content = name.content;
    let (form, well_formed) = match name.tag {
        DNS => ("dNSName", is_host_name(content.strip_prefix(b"*.").unwrap_or(content))),
        EMAIL => ("rfc822Name", is_mailbox(content)),
        URI => ("uniformResourceIdentifier", is_absolute_uri(content)),
        IP => ("iPAddress", matches!(content.len(), 4 | 16)),
        DIRECTORY => ("directoryName", content.len() > 2),
        REGISTERED_ID => ("registeredID", Oid::from_octets(content).is_ok()),
        OTHER => ("otherName", is_other_name(content)),
        X400 => ("x400Address", !content.is_empty()),
        EDI_PARTY => ("ediPartyName", !content.is_empty()),
        found => return RULE.refuse(format!("subjectAltName has an entry with {found}, which is no general name")),
    };
    match well_formed {
        true => Ok(()),
        false if content.is_empty() => RULE.refuse(format!("subjectAltName has an empty {form}")),
        false if name.tag == IP => {
            RULE.refuse(format!("subjectAltName has an iPAddress of {} octets, wanted 4 or 16", content.len()))
        }
        false => RULE.refuse(format!("subjectAltName has the malformed {form} {}", shown(content))),
    }
}

/// RFC 1034 §3.5: labels of letters, digits and inner hyphens, the last not a number.
pub(super) fn is_host_name(host: &[u8]) -> bool {
    let number = |label: &[u8]| label.iter().all(u8::is_ascii_digit);
    host.len() <= 253 && host.split(|octet| *octet == b'.').all(is_label) && !ends_in_number(host, number)
}

fn ends_in_number(host: &[u8], number: impl Fn(&[u8]) -> bool) -> bool {
    host.rsplit(|octet| *octet == b'.').next().is_some_and(number)
}

fn is_label(label: &[u8]) -> bool {
    let is_inner = |octet: &u8| octet.is_ascii_alphanumeric() || *octet == b'-' || !octet.is_ascii();
    matches!(label.len(), 1..=63)
        && label.first() != Some(&b'-')
        && label.last() != Some(&b'-')
        && label.iter().all(is_inner)
}

fn is_mailbox(address: &[u8]) -> bool {
    let mut parts = address.split(|octet| *octet == b'@');
    let (Some(local), Some(domain), None) = (parts.next(), parts.next(), parts.next()) else { return false };
    !local.is_empty() && local.iter().all(u8::is_ascii_graphic) && is_host_name(domain)
}

/// A scheme and something after it; with an authority, one whose host is a name or an address.
pub(super) fn is_absolute_uri(uri: &[u8]) -> bool {
    let mut parts = uri.splitn(2, |octet| *octet == b':');
    let (Some(scheme), Some(rest)) = (parts.next(), parts.next()) else { return false };
    let is_scheme = scheme.first().is_some_and(u8::is_ascii_alphabetic)
        && scheme.iter().all(|octet| octet.is_ascii_alphanumeric() || b"+-.".contains(octet));
    let wants_host = [b"http".as_slice(), b"https", b"ldap", b"ldaps", b"ftp"];
    let has_host = match names::uri_host(uri) {
        Some(host) => is_host_name(host) || is_address(host),
        None => !wants_host.iter().any(|known| known.eq_ignore_ascii_case(scheme)) && !rest.starts_with(b"//"),
    };
    let is_visible = |octet: &u8| octet.is_ascii_graphic() || !octet.is_ascii();
    is_scheme && !rest.is_empty() && rest.iter().all(is_visible) && has_host
}

fn is_address(host: &[u8]) -> bool {
    let Ok(host) = std::str::from_utf8(host) else { return false };
    match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(inner) => inner.parse::<Ipv6Addr>().is_ok(),
        None => host.parse::<Ipv4Addr>().is_ok(),
    }
}

fn is_other_name(content: &[u8]) -> bool {
    let read = Reader::whole(content, "OtherName", |fields| {
        fields.read(Tag::OBJECT_IDENTIFIER)?;
        fields.read(Tag::context_constructed(0))
    });
    read.is_ok_and(|value| !value.is_empty())
}
