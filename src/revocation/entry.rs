//! One entry of a revocation list where its octets stand (RFC 5280 §5.1.2.6, §5.3).
//!
//! Read once when the list is decoded, and again by whoever walks [`Entries`]; nothing is allocated, so a list of a
//! million costs its octets and no more. The surprising choice: the iterator yields entries and not results, because a
//! list in which one cannot be read was refused whole before anybody could ask for its entries.

use std::{cmp::Ordering, fmt, iter::FusedIterator};

use crate::{
    encoding::{DecodeError, DecodeErrorKind, Element, Oid, Reader, Tag},
    x509::{
        ForeignSerialNumber, Time,
        extension::{Criticality, ExtensionRef, InvalidityDate, ReasonCode, TypedExtension, oid},
    },
};

/// What a CRL says of one certificate.
///
/// ```text
/// SEQUENCE { userCertificate CertificateSerialNumber, revocationDate Time, crlEntryExtensions Extensions OPTIONAL }
/// ```
///
/// A value of this type is strict DER, its serial number is sound (X-02), and no extension occurs twice.
#[derive(Clone, Copy)]
pub struct CrlEntry<'a> {
    serial: &'a [u8],
    revocation_date: Time,
    reason: Option<ReasonCode>,
    invalidity_date: Option<Time>,
    /// The content of `crlEntryExtensions`, and where it starts.
    extensions: (&'a [u8], usize),
    criticality: Criticality,
    has_unknown_critical: bool,
}

impl<'a> CrlEntry<'a> {
    /// Most extensions of one entry; RFC 5280 has three.
    pub const MAX_EXTENSIONS: usize = 16;

    #[inline]
    pub(super) fn decode(list: &mut Reader<'a>) -> Result<Self, DecodeError> {
        list.sequence("revokedCertificates", |fields| {
            let mut entry = Self {
                serial: ForeignSerialNumber::read(fields)?,
                revocation_date: Time::decode(fields)?,
                reason: None,
                invalidity_date: None,
                extensions: (&[], fields.position()),
                criticality: Criticality::NonCritical,
                has_unknown_critical: false,
            };
            if !fields.is_at_end() {
                let extensions = fields.element(Tag::SEQUENCE)?;
                entry.decode_extensions(fields.enter(&extensions, "crlEntryExtensions")?)?;
            }
            Ok(entry)
        })
    }

    fn decode_extensions(&mut self, mut list: Reader<'a>) -> Result<(), DecodeError> {
        if list.is_at_end() {
            return Err(list.error(DecodeErrorKind::Rule { rule: NO_EXTENSIONS }));
        }
        self.extensions = (list.remaining(), list.position());
        let mut count = 0_usize;
        while !list.is_at_end() {
            if count >= Self::MAX_EXTENSIONS {
                return Err(list.error(DecodeErrorKind::TooMany { limit: Self::MAX_EXTENSIONS }));
            }
            self.decode_extension(&mut list, count)?;
            count = count.saturating_add(1);
        }
        Ok(())
    }

    /// Reads one extension; `count` stand before it.
    fn decode_extension(&mut self, list: &mut Reader<'a>, count: usize) -> Result<(), DecodeError> {
        let position = list.position();
        let (oid, again) = list.sequence("crlEntryExtensions", |fields| {
            let at = fields.position();
            // The identifier is not taken apart before it is known that it is none of the two.
            let identifier = fields.read(Tag::OBJECT_IDENTIFIER)?;
            let critical = fields.boolean_default_false()?;
            if critical {
                self.criticality = Criticality::Critical;
            }
            let value = fields.element(Tag::OCTET_STRING)?;
            if identifier == oid::REASON_CODE.as_octets() {
                return Ok((oid::REASON_CODE, self.reason.replace(typed(fields, &value)?).is_some()));
            }
            if identifier == oid::INVALIDITY_DATE.as_octets() {
                let InvalidityDate(date) = typed(fields, &value)?;
                return Ok((oid::INVALIDITY_DATE, self.invalidity_date.replace(date).is_some()));
            }
            let oid = Oid::from_octets(identifier).map_err(|error| fields.error_at(at, DecodeErrorKind::Oid(error)))?;
            self.has_unknown_critical |= critical;
            Ok::<_, DecodeError>((oid, self.extensions().take(count).any(|earlier| earlier.oid == oid)))
        })?;
        if again { Err(list.error_at(position, DecodeErrorKind::Duplicate { oid })) } else { Ok(()) }
    }

    /// The content octets of the serial number: positive, minimal, at most 20.
    #[must_use]
    pub const fn serial(&self) -> &'a [u8] {
        self.serial
    }

    /// The serial number as a value of its own.
    #[must_use]
    pub fn serial_number(&self) -> ForeignSerialNumber {
        ForeignSerialNumber::of_read(self.serial)
    }

    /// When the certificate was revoked or held.
    #[must_use]
    pub const fn revocation_date(&self) -> Time {
        self.revocation_date
    }

    /// What is said of the reason; `None` means `unspecified` (C-09).
    #[must_use]
    pub const fn reason(&self) -> Option<ReasonCode> {
        self.reason
    }

    /// From when the key is known or suspected not to have been safe.
    #[must_use]
    pub const fn invalidity_date(&self) -> Option<Time> {
        self.invalidity_date
    }

    /// All extensions, in order, the two above among them.
    #[must_use]
    pub const fn extensions(&self) -> EntryExtensions<'a> {
        let (content, position) = self.extensions;
        EntryExtensions(Reader::at(content, position, "crlEntryExtensions"))
    }

    /// Whether it has any extension.
    #[must_use]
    pub const fn has_extensions(&self) -> bool {
        !self.extensions.0.is_empty()
    }

    /// Whether one of its extensions is critical, known or not.
    #[must_use]
    pub const fn criticality(&self) -> Criticality {
        self.criticality
    }

    /// A critical extension this library does not know. Whoever meets one must not use the list at all, not even for
    /// other certificates (RFC 5280 §5.3).
    #[must_use]
    pub fn unknown_critical(&self) -> Option<Oid> {
        if !self.has_unknown_critical {
            return None;
        }
        let known = [oid::REASON_CODE, oid::INVALIDITY_DATE];
        let critical = |extension: &ExtensionRef<'_>| extension.criticality == Criticality::Critical;
        self.extensions()
            .map(|extension| (critical(&extension), extension.oid))
            .find_map(|(critical, oid)| (critical && !known.contains(&oid)).then_some(oid))
    }
}

fn typed<'a, E: TypedExtension>(around: &Reader<'a>, value: &Element<'a>) -> Result<E, DecodeError> {
    let mut reader = around.enter(value, "crlEntryExtensions")?;
    let value = E::decode(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

/// Serial numbers in the order of numbers: both are positive and minimal, so the longer one is greater.
pub(super) fn by_number(one: &[u8], other: &[u8]) -> Ordering {
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}

/// The entries of a list, in its order.
#[derive(Clone, Debug)]
pub struct Entries<'a> {
    reader: Reader<'a>,
    left: usize,
}

impl<'a> Entries<'a> {
    /// The entries in the content of `revokedCertificates`, which was read before and has `count`.
    pub(super) const fn new(content: &'a [u8], position: usize, count: usize) -> Self {
        Self { reader: Reader::at(content, position, "revokedCertificates"), left: count }
    }

    /// The entry of a serial number, by its content octets; no other entry is decoded on the way.
    pub(super) fn find_serial(mut self, serial: &[u8]) -> Option<CrlEntry<'a>> {
        loop {
            let mut here = self.reader.clone();
            let entry = self.reader.any().ok()?;
            let found = here.enter(&entry, "revokedCertificates").ok()?.read(Tag::INTEGER).ok()?;
            if found == serial {
                return CrlEntry::decode(&mut here).ok();
            }
        }
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = CrlEntry<'a>;

    fn next(&mut self) -> Option<CrlEntry<'a>> {
        let entry = CrlEntry::decode(&mut self.reader).ok()?;
        self.left = self.left.saturating_sub(1);
        Some(entry)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Entries<'_> {}
impl FusedIterator for Entries<'_> {}

/// The extensions of one entry, in order.
#[derive(Clone, Debug)]
pub struct EntryExtensions<'a>(Reader<'a>);

impl<'a> Iterator for EntryExtensions<'a> {
    type Item = ExtensionRef<'a>;

    fn next(&mut self) -> Option<ExtensionRef<'a>> {
        ExtensionRef::decode(&mut self.0).ok()
    }
}

impl FusedIterator for EntryExtensions<'_> {}

impl fmt::Debug for CrlEntry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CrlEntry")
            .field("serial", &self.serial_number())
            .field("revocation_date", &self.revocation_date)
            .field("reason", &self.reason)
            .field("invalidity_date", &self.invalidity_date)
            .finish_non_exhaustive()
    }
}

const NO_EXTENSIONS: &str = "crlEntryExtensions is absent when there are none, never empty (RFC 5280 §5.1)";
