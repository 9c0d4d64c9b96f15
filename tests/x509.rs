//! Values of X.509, held to their sections: names, texts, times, serial numbers, certificates.
//!
//! One rule, one test; laws that hold for every value are properties. Octets are written by hand where no sound tool
//! would write them. Extensions and general names have their tests beside their code.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(clippy::unwrap_used, reason = "a value that cannot be made is a failed test")]

#[path = "common/ca.rs"]
mod ca;
#[path = "x509/certificates.rs"]
mod certificates;
#[path = "common/forge.rs"]
mod forge;
#[path = "x509/names.rs"]
mod names;
#[path = "x509/serials.rs"]
mod serials;
#[path = "x509/texts.rs"]
mod texts;
#[path = "x509/times.rs"]
mod times;

use chancery::{
    encoding::{DecodeError, Reader, Tag},
    x509::{AttributeType, Name},
};

/// One attribute as anybody may have written it.
fn attribute(kind: AttributeType, tag: Tag, content: &[u8]) -> Vec<u8> {
    forge::der(|writer| {
        writer.sequence(|fields| {
            fields.oid(&kind.oid())?;
            fields.element(tag, content)
        })
    })
}

/// A name of these RDNs, each a list of attributes in the order given, sorted or not.
fn name_of(rdns: &[&[Vec<u8>]]) -> Vec<u8> {
    forge::der(|writer| {
        writer.sequence(|name| {
            rdns.iter().try_for_each(|rdn| name.nested(Tag::SET, |set| rdn.iter().try_for_each(|one| set.raw(one))))
        })
    })
}

/// A name of one attribute.
fn single(kind: AttributeType, tag: Tag, content: &[u8]) -> Vec<u8> {
    name_of(&[&[attribute(kind, tag, content)]])
}

fn strict(der: &[u8]) -> Result<Name, DecodeError> {
    Reader::whole(der, "Name", Name::decode)
}

fn foreign(der: &[u8]) -> Result<Name, DecodeError> {
    Reader::whole(der, "Name", Name::decode_foreign)
}
