//! Requests that were made to cost much: as large, as deep, as full as the limits let them be, or more.
//!
//! The tests count what they allocate, the bench measures how long they take. The surprising choice: one of them is
//! sound, because a request within every limit is the most expensive one.

use chancery::{
    encoding::{Oid, Tag, Writer},
    x509::extension::oid,
};

use crate::fixtures::*;

/// Content octets of the largest value of an extension that is looked into.
pub(crate) const VALUE: usize = 16 * 1024 - 8;

/// Elements numbered from 0 for as long as there is room.
pub(crate) fn fill(room: usize, element: impl Fn(u32) -> Vec<u8>) -> Vec<u8> {
    let mut all = Vec::with_capacity(room);
    for number in 0.. {
        let next = element(number);
        if all.len() + next.len() > room {
            return all;
        }
        all.extend(next);
    }
    all
}

/// `2.999.` and a number; all of one length, so that they ascend.
pub(crate) fn numbered(number: u32) -> Oid {
    oid_of(&format!("2.999.{}", number + 16384))
}

pub(crate) fn sequence(content: &[u8]) -> Vec<u8> {
    der(|w| w.element(Tag::SEQUENCE, content))
}

pub(crate) fn element(tag: Tag, content: &[u8]) -> Vec<u8> {
    der(|w| w.element(tag, content))
}

pub(crate) fn nested(levels: usize) -> Vec<u8> {
    (0..levels).fold(Vec::new(), |content, _| sequence(&content))
}

/// More names than are read, in the largest value there may be.
pub(crate) fn over_the_limit_of_names() -> Vec<u8> {
    let names = sequence(&fill(VALUE, |number| element(Tag::context(2), format!("a{number:04x}").as_bytes())));
    with_extensions(&[(oid::SUBJECT_ALT_NAME, &names)])
}

/// An attribute of 8,000 SEQUENCEs within each other.
pub(crate) fn deep() -> Vec<u8> {
    with_attributes(&[attribute("2.999.1", &[&nested(8000)])])
}

/// As many name constraints as fit in the largest value.
pub(crate) fn full_of_subtrees() -> Vec<u8> {
    let host = |number: u32| sequence(&element(Tag::context(2), format!("a{number:x}").as_bytes()));
    let subtrees = sequence(&element(Tag::context_constructed(0), &fill(VALUE - 64, host)));
    with_extensions(&[(oid::NAME_CONSTRAINTS, &subtrees)])
}

/// A sound request that has as much of everything as it may.
pub(crate) fn large_in_every_part() -> Vec<u8> {
    let texts = |w: &mut Writer| w.element(Tag::UTF8_STRING, &[b'a'; 200]);
    let name = sequence(&fill(13 * 1024, |number| {
        element(Tag::SET, &sequence(&[der(|w| w.oid(&numbered(number))), der(texts)].concat()))
    }));
    let hosts = sequence(&fill(5900, |number| element(Tag::context(2), format!("a{number:056x}").as_bytes())));
    let list: Vec<_> = (0..31).map(|number| (numbered(number), NULL)).collect();
    let list = [&[(oid::SUBJECT_ALT_NAME, hosts.as_slice())], list.as_slice()].concat();
    let attributes: Vec<_> = (0..31).map(|number| attribute(&numbered(number).to_string(), &[NULL])).collect();
    let asked = attribute(EXTENSION_REQUEST, &[&extensions(&list)]);
    let attributes = [attributes.concat(), asked].concat();
    by_hand(0, &name, &element(Tag::context_constructed(0), &attributes))
}
