//! What stands around the entries of a list, put there without moving them (RFC 5280 §5.1, X.690 §10.1).
//!
//! The lengths in front of the entries are known only behind them. [`Frame::open`] leaves room for the longest, the
//! entries are written once, and [`Frame::close`] fills the room from its end: the octets to be signed begin somewhere in
//! the first hundred octets of the buffer. The surprising choice: the outer header, which is not signed, gets its room
//! here too, so that signing a list copies its signature and nothing else.

use super::crl::Spans;
use crate::{
    crypto::{Signature, SignatureAlgorithm},
    encoding::{EncodeError, Tag, Writer},
};

/// Octets of the longest header: a tag, and a length in five octets.
const HEADER: usize = 6;

/// The fields before the entries and those after them.
pub(super) struct Frame {
    pub(super) head: Vec<u8>,
    pub(super) tail: Vec<u8>,
}

/// A whole `TBSCertList` in a buffer with room on both sides.
pub(super) struct Drawn {
    octets: Vec<u8>,
    start: usize,
    end: usize,
}

impl Frame {
    /// Octets left free in front of the entries: three headers and the fields.
    fn room(&self) -> usize {
        self.head.len().saturating_add(HEADER.saturating_mul(3))
    }

    /// A writer into which entries are written next, with room for `capacity` octets of them.
    pub(super) fn open(&self, capacity: usize) -> Result<Writer, EncodeError> {
        let mut writer = Writer::with_capacity(self.room().saturating_add(capacity));
        writer.raw(&vec![0; self.room()])?;
        Ok(writer)
    }

    /// Puts headers and fields around the entries.
    pub(super) fn close(self, written: Writer) -> Result<Drawn, EncodeError> {
        let room = self.room();
        let mut octets = written.into_octets();
        let entries = octets.len().saturating_sub(room);
        let mut list = Writer::new();
        if entries > 0 {
            list.header(Tag::SEQUENCE, entries)?;
        }
        let parts = [self.head.len(), list.octets().len(), entries, self.tail.len()];
        let mut front = Writer::new();
        front.header(Tag::SEQUENCE, parts.iter().sum())?;
        front.raw(&self.head)?;
        front.raw(list.octets())?;
        octets.reserve_exact(self.tail.len().saturating_add(SIGNATURE_ROOM));
        octets.extend_from_slice(&self.tail);
        let start = put_before(&mut octets, room, front.octets());
        let end = octets.len();
        Ok(Drawn { octets, start, end })
    }
}

/// Enough for an algorithm and an RSA 4096 signature.
const SIGNATURE_ROOM: usize = 600;

impl Drawn {
    pub(super) fn to_be_signed(&self) -> &[u8] {
        self.octets.get(self.start..self.end).unwrap_or_default()
    }

    /// Puts the signature behind the octets and the outer header before them.
    pub(super) fn close(&mut self, algorithm: SignatureAlgorithm, signature: &Signature) -> Result<Spans, EncodeError> {
        let mut behind = Writer::new();
        algorithm.encode(&mut behind)?;
        behind.bit_string_of_octets(signature.as_octets())?;
        let mut header = Writer::new();
        let length = self.end.saturating_sub(self.start).saturating_add(behind.octets().len());
        header.header(Tag::SEQUENCE, length)?;
        self.octets.truncate(self.end);
        self.octets.extend_from_slice(behind.octets());
        let start = put_before(&mut self.octets, self.start, header.octets());
        let end = self.octets.len();
        let signature = end.saturating_sub(signature.as_octets().len());
        Ok(Spans { der: (start, end), tbs: (self.start, self.end), signature: (signature, end) })
    }

    pub(super) fn into_octets(self) -> Vec<u8> {
        self.octets
    }
}

/// Writes `front` so that it ends before `at`, where there is room for it, and tells where it starts.
fn put_before(octets: &mut [u8], at: usize, front: &[u8]) -> usize {
    let start = at.saturating_sub(front.len());
    for (place, octet) in octets.iter_mut().skip(start).zip(front) {
        *place = *octet;
    }
    start
}
