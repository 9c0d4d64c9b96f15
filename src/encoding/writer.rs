//! A DER writer whose nesting is the nesting of the ASN.1 (X.690 §10).
//!
//! Everything the crate writes goes through it. Lengths are filled in when a structure closes, so no intermediate tree is
//! built. The surprising choice: writing returns `Result` and never panics, although only an element of 4 GiB can fail;
//! a length that does not fit is an error, not an abort.

use std::fmt;

use super::{Oid, Tag};

/// Writes DER into one growing buffer.
///
/// ```
/// use chancery::encoding::{Tag, Writer};
/// let mut writer = Writer::new();
/// writer.sequence(|w| {
///     w.natural(&[1])?;
///     w.boolean(true)
/// })?;
/// assert_eq!(writer.into_octets(), [0x30, 6, 2, 1, 1, 1, 1, 0xff]);
/// # Ok::<(), chancery::encoding::EncodeError>(())
/// ```
#[derive(Clone, Default)]
pub struct Writer {
    out: Vec<u8>,
}

/// Why something could not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// An element whose content does not fit a four-octet length.
    #[error("an element of {octets} octets is too long to be written; four length octets hold 4294967295 at most")]
    TooLong {
        /// The size of the content, in octets.
        octets: usize,
    },
}

type Result<T = (), E = EncodeError> = std::result::Result<T, E>;

impl Writer {
    /// An empty writer.
    #[must_use]
    pub const fn new() -> Self {
        Self { out: Vec::new() }
    }

    /// An empty writer with room for `octets`.
    #[must_use]
    pub fn with_capacity(octets: usize) -> Self {
        Self { out: Vec::with_capacity(octets) }
    }

    /// What was written.
    #[must_use]
    pub fn into_octets(self) -> Vec<u8> {
        self.out
    }

    /// What was written so far.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        &self.out
    }

    /// Appends elements that are DER already, such as a name or a key taken over verbatim.
    ///
    /// # Errors
    /// None today; the signature is that of the other methods, so that closures read alike.
    #[inline]
    pub fn raw(&mut self, der: &[u8]) -> Result {
        self.out.extend_from_slice(der);
        Ok(())
    }

    /// Writes a primitive element.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    #[inline]
    pub fn element(&mut self, tag: Tag, content: &[u8]) -> Result {
        self.out.push(tag.octet());
        self.length(content.len())?;
        self.out.extend_from_slice(content);
        Ok(())
    }

    /// Writes a constructed element whose content `body` writes.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`] and what `body` returns.
    #[inline]
    pub fn nested<E: From<EncodeError>>(
        &mut self,
        tag: Tag,
        body: impl FnOnce(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        self.out.push(tag.octet());
        self.delimited(body)
    }

    /// Writes a SEQUENCE whose content `body` writes.
    ///
    /// # Errors
    /// As [`Writer::nested`].
    #[inline]
    pub fn sequence<E: From<EncodeError>>(&mut self, body: impl FnOnce(&mut Self) -> Result<(), E>) -> Result<(), E> {
        self.nested(Tag::SEQUENCE, body)
    }

    /// Writes an OCTET STRING that holds the DER `body` writes, as extension values do.
    ///
    /// # Errors
    /// As [`Writer::nested`].
    pub fn octet_string_of<E: From<EncodeError>>(
        &mut self,
        body: impl FnOnce(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        self.nested(Tag::OCTET_STRING, body)
    }

    /// Writes a SET OF: each element is encoded apart, and they are written in ascending order (X.690 §11.6).
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn set_of(&mut self, mut elements: Vec<Vec<u8>>) -> Result {
        elements.sort_unstable();
        self.nested(Tag::SET, |set| elements.iter().try_for_each(|element| set.raw(element)))
    }

    /// Writes an INTEGER of zero or more from its big-endian magnitude; leading zeros are removed, a sign octet added.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn natural(&mut self, magnitude: &[u8]) -> Result {
        let zeros = magnitude.iter().take_while(|octet| **octet == 0).count();
        let digits = magnitude.get(zeros..).unwrap_or_default();
        let sign = digits.first().is_none_or(|first| first & 0x80 != 0);
        self.out.push(Tag::INTEGER.octet());
        self.length(digits.len().saturating_add(usize::from(sign)))?;
        if sign {
            self.out.push(0);
        }
        self.out.extend_from_slice(digits);
        Ok(())
    }

    /// Writes an INTEGER from 0 to 2^32 - 1.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn small_natural(&mut self, value: u32) -> Result {
        self.natural(&value.to_be_bytes())
    }

    /// Writes a BOOLEAN.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn boolean(&mut self, value: bool) -> Result {
        self.element(Tag::BOOLEAN, if value { &[0xff] } else { &[0x00] })
    }

    /// Writes a NULL.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn null(&mut self) -> Result {
        self.element(Tag::NULL, &[])
    }

    /// Writes an OBJECT IDENTIFIER.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn oid(&mut self, oid: &Oid) -> Result {
        self.element(Tag::OBJECT_IDENTIFIER, oid.as_octets())
    }

    /// Writes an OCTET STRING.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn octet_string(&mut self, content: &[u8]) -> Result {
        self.element(Tag::OCTET_STRING, content)
    }

    /// Writes a BIT STRING that holds whole octets.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn bit_string_of_octets(&mut self, octets: &[u8]) -> Result {
        self.out.push(Tag::BIT_STRING.octet());
        self.length(octets.len().saturating_add(1))?;
        self.out.push(0);
        self.out.extend_from_slice(octets);
        Ok(())
    }

    /// Writes a BIT STRING of named bits under `tag`; bit 0 of the ASN.1 is the lowest bit of `bits`, trailing zero bits are
    /// left out (X.690 §11.2.2).
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn named_bits(&mut self, tag: Tag, bits: u16) -> Result {
        let [first, second] = bits.reverse_bits().to_be_bytes();
        let content: &[u8] = match (first, second) {
            (0, 0) => &[0],
            (first, 0) => &[unused_bits(first), first],
            (first, second) => &[unused_bits(second), first, second],
        };
        self.element(tag, content)
    }

    /// Writes tag and length of an element whose `length` octets of content stand elsewhere already.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn header(&mut self, tag: Tag, length: usize) -> Result {
        self.out.push(tag.octet());
        self.length(length)
    }

    #[inline]
    fn delimited<E: From<EncodeError>>(&mut self, body: impl FnOnce(&mut Self) -> Result<(), E>) -> Result<(), E> {
        let start = self.out.len();
        self.out.push(0);
        body(self)?;
        let length = self.out.len().saturating_sub(start).saturating_sub(1);
        let (octets, count) = length_octets(length)?;
        let octets = octets.get(..count).unwrap_or_default();
        // One octet was left free; a longer length moves the content to the right.
        let (content, more) = (start.saturating_add(1), count.saturating_sub(1));
        if more > 0 {
            let end = self.out.len();
            self.out.resize(end.saturating_add(more), 0);
            self.out.copy_within(content..end, content.saturating_add(more));
        }
        for (place, octet) in self.out.iter_mut().skip(start).zip(octets) {
            *place = *octet;
        }
        Ok(())
    }

    #[inline]
    fn length(&mut self, length: usize) -> Result {
        let (octets, count) = length_octets(length)?;
        self.out.extend_from_slice(octets.get(..count).unwrap_or_default());
        Ok(())
    }
}

impl fmt::Debug for Writer {
    /// Octets by their count: what is written may be a key or hold an identity number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Writer({} octets)", self.out.len())
    }
}

/// The length octets of a definite, minimal length, and how many of the five are used.
#[inline]
fn length_octets(length: usize) -> Result<([u8; 5], usize)> {
    let value = u32::try_from(length).map_err(|_| EncodeError::TooLong { octets: length })?;
    let [a, b, c, d] = value.to_be_bytes();
    Ok(match value {
        0..=0x7f => ([d, 0, 0, 0, 0], 1),
        0x80..=0xff => ([0x81, d, 0, 0, 0], 2),
        0x100..=0xffff => ([0x82, c, d, 0, 0], 3),
        0x1_0000..=0xff_ffff => ([0x83, b, c, d, 0], 4),
        _ => ([0x84, a, b, c, d], 5),
    })
}

/// Trailing zero bits of an octet that is not zero.
fn unused_bits(octet: u8) -> u8 {
    u8::try_from(octet.trailing_zeros()).unwrap_or_default()
}
