//! A strict DER reader (X.690 §8, §10, §11).
//!
//! Every decoder of the crate is written with it. It borrows its input, allocates nothing, and refuses what DER refuses:
//! indefinite and non-minimal lengths, long tags, non-minimal integers, odd booleans, unsorted sets, trailing bytes.
//! The surprising choice: a structure is read by a closure that must consume it whole, so that a forgotten `finish`
//! cannot let trailing bytes through.

use std::fmt;

use super::{DecodeError, DecodeErrorKind, Oid, Tag};

mod well_formed;

/// A cursor over DER. Nesting is limited to [`Reader::MAX_DEPTH`] levels.
#[derive(Clone)]
pub struct Reader<'a> {
    rest: &'a [u8],
    position: usize,
    depth: u8,
    within: &'static str,
}

/// One element: its tag, its content, and all its octets.
#[derive(Clone, Copy, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "tag, content and the whole are all there is to an element")]
pub struct Element<'a> {
    /// The tag.
    pub tag: Tag,
    /// The content octets.
    pub content: &'a [u8],
    /// Tag, length and content as they stand in the input.
    pub octets: &'a [u8],
    /// Where the element starts, in octets from the start of the outermost input.
    pub position: usize,
}

/// The value of a BIT STRING whose unused bits are zero.
#[derive(Clone, Copy, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a BIT STRING is octets and a count")]
pub struct BitString<'a> {
    /// How many low bits of the last octet are not part of the value, 0 to 7.
    pub unused_bits: u8,
    /// The octets.
    pub octets: &'a [u8],
}

type Result<T, E = DecodeError> = std::result::Result<T, E>;

impl<'a> Reader<'a> {
    /// Levels of constructed elements that may stand inside one another. The deepest certificate field, a user notice
    /// in a policy qualifier, needs nine.
    pub const MAX_DEPTH: u8 = 16;

    /// Starts at the first octet of `der`; `within` names the structure in errors.
    #[must_use]
    pub const fn new(der: &'a [u8], within: &'static str) -> Self {
        Self { rest: der, position: 0, depth: 0, within }
    }

    /// Starts in content that was cut out of a larger input at `position`, so that errors count from its start.
    #[must_use]
    pub const fn at(content: &'a [u8], position: usize, within: &'static str) -> Self {
        Self { rest: content, position, depth: 0, within }
    }

    /// A reader of the same octets that says, in errors, that it reads `within`.
    #[must_use]
    pub const fn reading(&self, within: &'static str) -> Self {
        Self { rest: self.rest, position: self.position, depth: self.depth, within }
    }

    /// Reads all of `der` as one structure.
    ///
    /// # Errors
    /// Whatever `body` returns, and [`DecodeErrorKind::TrailingBytes`] when it leaves something unread.
    pub fn whole<T, E: From<DecodeError>>(
        der: &'a [u8],
        within: &'static str,
        body: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut reader = Self::new(der, within);
        let value = body(&mut reader)?;
        reader.finish()?;
        Ok(value)
    }

    /// The offset of the next octet from the start of the outermost input.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.position
    }

    /// Whether nothing is left.
    #[must_use]
    pub const fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// What is left unread.
    #[must_use]
    pub const fn remaining(&self) -> &'a [u8] {
        self.rest
    }

    /// An error about what stands at the cursor.
    #[must_use]
    pub const fn error(&self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, self.position, self.within)
    }

    /// An error about an element that was read before.
    #[must_use]
    pub const fn error_at(&self, position: usize, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, position, self.within)
    }

    /// The tag of the next element, `None` at the end or before a long tag.
    #[must_use]
    pub fn peek(&self) -> Option<Tag> {
        self.rest.first().copied().and_then(Tag::from_octet)
    }

    /// Reads the next element whatever its tag.
    ///
    /// # Errors
    /// [`DecodeErrorKind`]: `LongTag`, `IndefiniteLength`, `NonMinimalLength`, `LengthTooLarge`, `Truncated`.
    #[inline]
    pub fn any(&mut self) -> Result<Element<'a>> {
        let (header, length) = self.header()?;
        let total = header.saturating_add(length);
        let Some((octets, rest)) = self.rest.split_at_checked(total) else {
            let found = self.rest.len().saturating_sub(header);
            return Err(self.error(DecodeErrorKind::Truncated { needed: length, found }));
        };
        let tag = self.peek().ok_or_else(|| self.error(DecodeErrorKind::LongTag))?;
        let element =
            Element { tag, content: octets.get(header..).unwrap_or_default(), octets, position: self.position };
        self.rest = rest;
        self.position = self.position.saturating_add(total);
        Ok(element)
    }

    /// Octets of the header and of the content.
    #[inline]
    fn header(&self) -> Result<(usize, usize)> {
        if self.rest.first().copied().is_some_and(|tag| Tag::from_octet(tag).is_none()) && self.rest.len() > 1 {
            return Err(self.error(DecodeErrorKind::LongTag));
        }
        self.header_after(1)
    }

    /// The same behind a tag of so many octets.
    #[inline]
    fn header_after(&self, tag: usize) -> Result<(usize, usize)> {
        let truncated = || self.error(DecodeErrorKind::Truncated { needed: 2, found: self.rest.len() });
        let Some([first, lengths @ ..]) = self.rest.get(tag..) else { return Err(truncated()) };
        if *first < 0x80 {
            return Ok((tag.saturating_add(1), usize::from(*first)));
        }
        let count = usize::from(first & 0x7f);
        if count == 0 {
            return Err(self.error(DecodeErrorKind::IndefiniteLength));
        }
        let octets = lengths.get(..count).ok_or_else(truncated)?;
        if octets.first() == Some(&0) {
            return Err(self.error(DecodeErrorKind::NonMinimalLength));
        }
        if count > 4 {
            return Err(self.error(DecodeErrorKind::LengthTooLarge));
        }
        let length = octets.iter().fold(0_u32, |sum, octet| (sum << 8) | u32::from(*octet));
        if length < 0x80 {
            return Err(self.error(DecodeErrorKind::NonMinimalLength));
        }
        let length = usize::try_from(length).map_err(|_| self.error(DecodeErrorKind::LengthTooLarge))?;
        Ok((count.saturating_add(tag).saturating_add(1), length))
    }

    /// Reads an element with exactly this tag.
    ///
    /// # Errors
    /// [`DecodeErrorKind::UnexpectedTag`] and [`DecodeErrorKind::Missing`], and those of [`Reader::any`].
    #[inline]
    pub fn element(&mut self, expected: Tag) -> Result<Element<'a>> {
        match self.peek() {
            Some(found) if found == expected => self.any(),
            Some(found) => Err(self.error(DecodeErrorKind::UnexpectedTag { expected, found })),
            None if self.is_at_end() => Err(self.error(DecodeErrorKind::Missing { expected })),
            None => Err(self.error(DecodeErrorKind::LongTag)),
        }
    }

    /// Reads an element with exactly this tag and gives its content.
    ///
    /// # Errors
    /// As [`Reader::element`].
    #[inline]
    pub fn read(&mut self, expected: Tag) -> Result<&'a [u8]> {
        self.element(expected).map(|element| element.content)
    }

    /// Reads an element if it is the next one.
    ///
    /// # Errors
    /// Those of [`Reader::any`], when the tag is there but the element is broken.
    pub fn optional(&mut self, tag: Tag) -> Result<Option<Element<'a>>> {
        if self.peek() == Some(tag) { self.any().map(Some) } else { Ok(None) }
    }

    /// Reads a constructed element with exactly this tag; `body` must consume its content.
    ///
    /// # Errors
    /// Those of [`Reader::element`] and of `body`, [`DecodeErrorKind::TooDeep`], [`DecodeErrorKind::TrailingBytes`].
    #[inline]
    pub fn nested<T, E: From<DecodeError>>(
        &mut self,
        tag: Tag,
        within: &'static str,
        body: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let element = self.element(tag)?;
        let mut inner = self.enter(&element, within)?;
        let value = body(&mut inner)?;
        inner.finish()?;
        Ok(value)
    }

    /// Reads a SEQUENCE; `body` must consume its content.
    ///
    /// # Errors
    /// As [`Reader::nested`].
    #[inline]
    pub fn sequence<T, E: From<DecodeError>>(
        &mut self,
        within: &'static str,
        body: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        self.nested(Tag::SEQUENCE, within, body)
    }

    /// Reads a constructed element if it is the next one; `body` must consume its content.
    ///
    /// # Errors
    /// As [`Reader::nested`].
    pub fn optional_nested<T, E: From<DecodeError>>(
        &mut self,
        tag: Tag,
        within: &'static str,
        body: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<Option<T>, E> {
        if self.peek() == Some(tag) { self.nested(tag, within, body).map(Some) } else { Ok(None) }
    }

    /// A reader over the content of an element that was read from this one. The caller must [`Reader::finish`] it.
    ///
    /// # Errors
    /// [`DecodeErrorKind::TooDeep`].
    #[inline]
    pub fn enter(&self, element: &Element<'a>, within: &'static str) -> Result<Self> {
        if self.depth >= Self::MAX_DEPTH {
            return Err(self.error_at(element.position, DecodeErrorKind::TooDeep { limit: Self::MAX_DEPTH }));
        }
        let header = element.octets.len().saturating_sub(element.content.len());
        Ok(Self {
            rest: element.content,
            position: element.position.saturating_add(header),
            depth: self.depth.saturating_add(1),
            within,
        })
    }

    /// Requires that nothing is left.
    ///
    /// # Errors
    /// [`DecodeErrorKind::TrailingBytes`].
    #[inline]
    pub fn finish(&self) -> Result<()> {
        match self.rest.len() {
            0 => Ok(()),
            count => Err(self.error(DecodeErrorKind::TrailingBytes { count })),
        }
    }

    /// Reads a SET OF; `body` is called for each element with a reader that holds that element alone, in order.
    ///
    /// # Errors
    /// Those of `body`, [`DecodeErrorKind::SetOrder`] for elements not in ascending order, [`DecodeErrorKind::Empty`].
    pub fn set_of<E: From<DecodeError>>(
        &mut self,
        within: &'static str,
        mut body: impl FnMut(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        let set = self.element(Tag::SET)?;
        let mut inner = self.enter(&set, within)?;
        let mut previous: &[u8] = &[];
        while !inner.is_at_end() {
            let element = inner.any()?;
            if !previous.is_empty() && element.octets < previous {
                return Err(inner.error_at(element.position, DecodeErrorKind::SetOrder).into());
            }
            previous = element.octets;
            let mut one = Self { rest: element.octets, position: element.position, ..inner.clone() };
            body(&mut one)?;
            one.finish()?;
        }
        if previous.is_empty() {
            return Err(self.error_at(set.position, DecodeErrorKind::Empty).into());
        }
        Ok(())
    }

    /// Reads an INTEGER of any sign and gives its content octets, which are minimal two's complement.
    ///
    /// # Errors
    /// [`DecodeErrorKind::NonMinimalInteger`] and those of [`Reader::element`].
    #[inline]
    pub fn integer(&mut self) -> Result<&'a [u8]> {
        let element = self.element(Tag::INTEGER)?;
        if is_minimal_integer(element.content) {
            Ok(element.content)
        } else {
            Err(self.error_at(element.position, DecodeErrorKind::NonMinimalInteger))
        }
    }

    /// Reads an INTEGER of zero or more and gives its big-endian magnitude, without a sign octet; zero is one octet.
    ///
    /// # Errors
    /// [`DecodeErrorKind::NegativeInteger`] and those of [`Reader::integer`].
    pub fn natural(&mut self) -> Result<&'a [u8]> {
        let position = self.position;
        match self.integer()? {
            [first, ..] if first & 0x80 != 0 => Err(self.error_at(position, DecodeErrorKind::NegativeInteger)),
            [0, magnitude @ ..] if !magnitude.is_empty() => Ok(magnitude),
            content => Ok(content),
        }
    }

    /// Reads an INTEGER from 0 to 2^32 - 1.
    ///
    /// # Errors
    /// [`DecodeErrorKind::IntegerTooLarge`] and those of [`Reader::natural`].
    pub fn small_natural(&mut self) -> Result<u32> {
        let position = self.position;
        let magnitude = self.natural()?;
        if magnitude.len() > 4 {
            return Err(self.error_at(position, DecodeErrorKind::IntegerTooLarge));
        }
        Ok(magnitude.iter().fold(0, |sum, octet| (sum << 8) | u32::from(*octet)))
    }

    /// Reads a BOOLEAN.
    ///
    /// # Errors
    /// [`DecodeErrorKind::BadBoolean`], [`DecodeErrorKind::WrongContentLength`], those of [`Reader::element`].
    pub fn boolean(&mut self) -> Result<bool> {
        let element = self.element(Tag::BOOLEAN)?;
        match element.content {
            [0x00] => Ok(false),
            [0xff] => Ok(true),
            [found] => Err(self.error_at(element.position, DecodeErrorKind::BadBoolean { found: *found })),
            content => Err(self
                .error_at(element.position, DecodeErrorKind::WrongContentLength { expected: 1, found: content.len() })),
        }
    }

    /// Reads a `BOOLEAN DEFAULT FALSE`: absent is false, and an encoded FALSE is refused.
    ///
    /// # Errors
    /// [`DecodeErrorKind::DefaultEncoded`] and those of [`Reader::boolean`].
    #[inline]
    pub fn boolean_default_false(&mut self) -> Result<bool> {
        let position = self.position;
        if self.peek() != Some(Tag::BOOLEAN) {
            return Ok(false);
        }
        if self.boolean()? { Ok(true) } else { Err(self.error_at(position, DecodeErrorKind::DefaultEncoded)) }
    }

    /// Reads a NULL.
    ///
    /// # Errors
    /// [`DecodeErrorKind::WrongContentLength`] and those of [`Reader::element`].
    pub fn null(&mut self) -> Result<()> {
        let element = self.element(Tag::NULL)?;
        match element.content.len() {
            0 => Ok(()),
            found => Err(self.error_at(element.position, DecodeErrorKind::WrongContentLength { expected: 0, found })),
        }
    }

    /// Reads an OBJECT IDENTIFIER.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Oid`] and those of [`Reader::element`].
    pub fn oid(&mut self) -> Result<Oid> {
        let element = self.element(Tag::OBJECT_IDENTIFIER)?;
        Oid::from_octets(element.content).map_err(|error| self.error_at(element.position, DecodeErrorKind::Oid(error)))
    }

    /// Reads an OCTET STRING.
    ///
    /// # Errors
    /// Those of [`Reader::element`].
    pub fn octet_string(&mut self) -> Result<&'a [u8]> {
        self.read(Tag::OCTET_STRING)
    }

    /// Reads a BIT STRING.
    ///
    /// # Errors
    /// [`DecodeErrorKind::BadBitString`] and those of [`Reader::element`].
    pub fn bit_string(&mut self) -> Result<BitString<'a>> {
        let element = self.element(Tag::BIT_STRING)?;
        BitString::from_content(element.content)
            .ok_or_else(|| self.error_at(element.position, DecodeErrorKind::BadBitString))
    }

    /// Reads a BIT STRING that holds whole octets, such as a signature or a public key.
    ///
    /// # Errors
    /// [`DecodeErrorKind::NotWholeOctets`] and those of [`Reader::bit_string`].
    pub fn bit_string_of_octets(&mut self) -> Result<&'a [u8]> {
        let position = self.position;
        let bits = self.bit_string()?;
        if bits.unused_bits == 0 {
            Ok(bits.octets)
        } else {
            Err(self.error_at(position, DecodeErrorKind::NotWholeOctets))
        }
    }
}

/// The content octets of an INTEGER or ENUMERATED in its shortest form (X.690 §8.3.2).
pub(super) const fn is_minimal_integer(content: &[u8]) -> bool {
    !matches!(content, [] | [0x00, 0x00..=0x7f, ..] | [0xff, 0x80..=0xff, ..])
}

impl<'a> BitString<'a> {
    /// The value in the content octets of a BIT STRING; `None` when the count or the unused bits are wrong.
    #[must_use]
    pub fn from_content(content: &'a [u8]) -> Option<Self> {
        let (unused_bits, octets) = content.split_first()?;
        let well_formed = match octets.last() {
            None => *unused_bits == 0,
            Some(last) => *unused_bits <= 7 && last.trailing_zeros() >= u32::from(*unused_bits),
        };
        well_formed.then_some(Self { unused_bits: *unused_bits, octets })
    }
}

impl fmt::Debug for Reader<'_> {
    /// Octets by their count: what is read may be a key or hold an identity number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reader({} octets left at byte {} of {})", self.rest.len(), self.position, self.within)
    }
}

impl fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Element({}, {} octets at byte {})", self.tag, self.content.len(), self.position)
    }
}

impl fmt::Debug for BitString<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BitString({} octets, {} bits unused)", self.octets.len(), self.unused_bits)
    }
}
