//! The attributes of a name, walked where they stand.
//!
//! Used by the rules on subjects. Nothing is copied and nothing is refused here: a walk ends where a name is malformed,
//! and `single_attribute` is the rule that says so. Types are compared as content octets, which spares the making of an
//! identifier for every attribute of every certificate.

use crate::encoding::{Element, Reader, Tag};

/// One attribute: the content octets of its type, and its value.
#[derive(Clone, Copy)]
pub(super) struct AttributeRef<'a> {
    pub(super) kind: &'a [u8],
    pub(super) value: Element<'a>,
}

/// `id-emailAddress`
pub(super) const EMAIL_ADDRESS: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01";
/// `id-domainComponent`
pub(super) const DOMAIN_COMPONENT: &[u8] = b"\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19";
/// `id-at-countryName`
pub(super) const COUNTRY: &[u8] = b"\x55\x04\x06";
/// `id-at-serialNumber`
pub(super) const SERIAL_NUMBER: &[u8] = b"\x55\x04\x05";
/// `id-at-dnQualifier`
pub(super) const DN_QUALIFIER: &[u8] = b"\x55\x04\x2e";

/// The attributes of a whole `Name`, RDN by RDN.
pub(super) fn attributes(name: &[u8]) -> Attributes<'_> {
    let rdns = Reader::new(name, "Name").read(Tag::SEQUENCE).unwrap_or_default();
    Attributes { rdns: Reader::new(rdns, "Name"), rdn: Reader::new(&[], "RelativeDistinguishedName") }
}

pub(super) struct Attributes<'a> {
    rdns: Reader<'a>,
    rdn: Reader<'a>,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = AttributeRef<'a>;

    fn next(&mut self) -> Option<AttributeRef<'a>> {
        if self.rdn.is_at_end() {
            self.rdn = Reader::new(self.rdns.read(Tag::SET).ok()?, "RelativeDistinguishedName");
        }
        let mut fields = Reader::new(self.rdn.read(Tag::SEQUENCE).ok()?, "AttributeTypeAndValue");
        Some(AttributeRef { kind: fields.read(Tag::OBJECT_IDENTIFIER).ok()?, value: fields.any().ok()? })
    }
}

/// What people call an attribute, for sentences.
pub(super) fn keyword(kind: &[u8]) -> String {
    let oid = crate::encoding::Oid::from_octets(kind);
    oid.map_or_else(|_| "an attribute".to_owned(), |oid| crate::x509::AttributeType::new(oid).to_string())
}

/// The characters of a text that is UTF-8, as PrintableString and IA5String are too; `None` when it is not.
pub(super) fn text<'a>(value: &Element<'a>) -> Option<&'a str> {
    match value.tag {
        Tag::UTF8_STRING | Tag::PRINTABLE_STRING | Tag::IA5_STRING => std::str::from_utf8(value.content).ok(),
        _ => None,
    }
}
