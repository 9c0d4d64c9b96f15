//! The general names of an extension, walked where they stand, and the hosts in them.
//!
//! Used by the rules on SAN, name constraints and addresses. Nothing is copied; a walk ends where a list is malformed,
//! and the rule of that extension says so. The surprising choice: hosts are found here a second time, beside the types
//! of `x509::general_name`, because a rule that asked those types could not find their mistakes.

use crate::{
    encoding::{Element, Reader, Tag},
    x509::{TbsCertificate, extension::oid},
};

pub(super) const OTHER: Tag = Tag::context_constructed(0);
pub(super) const EMAIL: Tag = Tag::context(1);
pub(super) const DNS: Tag = Tag::context(2);
pub(super) const X400: Tag = Tag::context_constructed(3);
pub(super) const DIRECTORY: Tag = Tag::context_constructed(4);
pub(super) const EDI_PARTY: Tag = Tag::context_constructed(5);
pub(super) const URI: Tag = Tag::context(6);
pub(super) const IP: Tag = Tag::context(7);
pub(super) const REGISTERED_ID: Tag = Tag::context(8);

/// The entries of the SAN, none when it is not there.
pub(super) fn subject_alt_names<'a>(tbs: &TbsCertificate<'a>) -> Elements<'a> {
    let value = tbs.extension(oid::SUBJECT_ALT_NAME).map(|extension| extension.value).unwrap_or_default();
    elements(Reader::new(value, "SubjectAltName").read(Tag::SEQUENCE).unwrap_or_default())
}

/// The elements in some content, up to the first malformed one.
pub(super) const fn elements(content: &[u8]) -> Elements<'_> {
    Elements(Reader::new(content, "list"))
}

pub(super) struct Elements<'a>(Reader<'a>);

impl<'a> Iterator for Elements<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Element<'a>> {
        self.0.any().ok()
    }
}

/// The host a name speaks of: a dNSName itself, the domain of a mailbox, the host of a URI. Empty where the form has a
/// host and the name has none.
pub(super) fn host<'a>(name: &Element<'a>) -> Option<&'a [u8]> {
    match name.tag {
        DNS => Some(name.content),
        EMAIL => Some(after_last(name.content, b'@').unwrap_or_default()),
        URI => uri_host(name.content),
        _ => None,
    }
}

/// The host of `scheme://[userinfo@]host[:port][/…]`, brackets of an IPv6 address included; `None` without `//`.
pub(super) fn uri_host(uri: &[u8]) -> Option<&[u8]> {
    let colon = uri.iter().position(|octet| *octet == b':')?;
    let rest = uri.get(colon..)?.strip_prefix(b"://")?;
    let authority = rest.split(|octet| matches!(octet, b'/' | b'?' | b'#')).next().unwrap_or_default();
    let host_and_port = after_last(authority, b'@').unwrap_or(authority);
    if host_and_port.first() == Some(&b'[') {
        let end = host_and_port.iter().position(|octet| *octet == b']')?;
        return host_and_port.get(..=end);
    }
    host_and_port.split(|octet| *octet == b':').next()
}

fn after_last(octets: &[u8], separator: u8) -> Option<&[u8]> {
    let at = octets.iter().rposition(|octet| *octet == separator)?;
    octets.get(at.saturating_add(1)..)
}

/// A name as a sentence shows it: quoted, escaped, identity numbers masked.
pub(super) fn shown(octets: &[u8]) -> String {
    format!("{:?}", crate::x509::mask_digits(&String::from_utf8_lossy(octets)))
}
