//! Whether octets that nobody here understands are DER all the way down (X.690 §8, §10, §11).
//!
//! The second half of the reader, for values that are carried and not understood: unknown attributes and extensions,
//! parameters of unknown algorithms. What a type would refuse is refused here by the rules all types share.
//! The surprising choice: a SET may stand in either of two orders, since its octets do not say whether it was a SET,
//! ordered by tag (§10.3), or a SET OF, ordered by encoding (§11.6).

use super::{BitString, DecodeErrorKind, Reader, Result, is_minimal_integer};
use crate::encoding::{Oid, Tag, real, text};

/// An element whose tag may have more than one octet.
struct Found<'a> {
    /// The first identifier octet: class, form, and the number if it is below 31.
    identifier: u8,
    number: u32,
    content: &'a [u8],
    octets: &'a [u8],
    position: usize,
}

impl<'a> Reader<'a> {
    /// Reads the next element whatever its tag, with everything inside it, and gives its octets. Nothing is allocated;
    /// tags of several octets are read too. Content of a primitive element that is not of a universal type can be
    /// anything.
    ///
    /// # Errors
    /// [`DecodeErrorKind`] for the first rule of DER that is broken: those of the reader's methods for each universal
    /// type, `NonMinimalTag`, `EndOfContents`, `UnknownType`, `Constructed`, `NotConstructed`, `SetOrder`, `TooDeep`.
    pub fn well_formed(&mut self) -> Result<&'a [u8]> {
        self.walk_one().map(|found| found.octets)
    }

    fn walk_one(&mut self) -> Result<Found<'a>> {
        let found = self.found()?;
        match found.identifier {
            0x30 => self.walk_inside(&found)?,
            0x31 => self.walk_set(&found)?,
            0x00..=0x3f => self.walk_universal(&found)?,
            constructed if constructed & CONSTRUCTED != 0 => self.walk_inside(&found)?,
            _ => {}
        }
        Ok(found)
    }

    /// The next element as it stands, its content not looked at.
    fn found(&mut self) -> Result<Found<'a>> {
        let Some(identifier) = self.rest.first().copied() else {
            return Err(self.error(DecodeErrorKind::Truncated { needed: 2, found: 0 }));
        };
        let (tag, number) = match identifier & LONG {
            LONG => self.long_number()?,
            number => (1, u32::from(number)),
        };
        let (header, length) = self.header_after(tag)?;
        let total = header.saturating_add(length);
        let Some((octets, rest)) = self.rest.split_at_checked(total) else {
            let found = self.rest.len().saturating_sub(header);
            return Err(self.error(DecodeErrorKind::Truncated { needed: length, found }));
        };
        let content = octets.get(header..).unwrap_or_default();
        let found = Found { identifier, number, content, octets, position: self.position };
        self.rest = rest;
        self.position = self.position.saturating_add(total);
        Ok(found)
    }

    /// The octets of a tag of several, and its number (X.690 §8.1.2.4): 31 or more, no leading zero septet.
    fn long_number(&self) -> Result<(usize, u32)> {
        let mut number = 0_u32;
        for (place, octet) in self.rest.iter().skip(1).enumerate() {
            if place == 0 && *octet == 0x80 {
                return Err(self.error(DecodeErrorKind::NonMinimalTag));
            }
            if place >= MOST_SEPTETS {
                return Err(self.error(DecodeErrorKind::LongTag));
            }
            number = (number << 7) | u32::from(octet & 0x7f);
            if octet & 0x80 == 0 {
                let minimal = number >= u32::from(LONG);
                return if minimal {
                    Ok((place.saturating_add(2), number))
                } else {
                    Err(self.error(DecodeErrorKind::NonMinimalTag))
                };
            }
        }
        Err(self.error(DecodeErrorKind::Truncated { needed: 2, found: self.rest.len() }))
    }

    fn inside(&self, found: &Found<'a>) -> Result<Self> {
        if self.depth >= Self::MAX_DEPTH {
            return Err(self.error_at(found.position, DecodeErrorKind::TooDeep { limit: Self::MAX_DEPTH }));
        }
        let header = found.octets.len().saturating_sub(found.content.len());
        Ok(Self {
            rest: found.content,
            position: found.position.saturating_add(header),
            depth: self.depth.saturating_add(1),
            within: self.within,
        })
    }

    fn walk_inside(&self, found: &Found<'a>) -> Result<()> {
        let mut inner = self.inside(found)?;
        while !inner.is_at_end() {
            inner.walk_one()?;
        }
        Ok(())
    }

    /// In ascending order of encodings, or of tags that are all different.
    fn walk_set(&self, found: &Found<'a>) -> Result<()> {
        let mut inner = self.inside(found)?;
        let (mut as_set_of, mut as_set) = (true, true);
        let mut previous: Option<Found<'a>> = None;
        while !inner.is_at_end() {
            let next = inner.walk_one()?;
            if let Some(previous) = previous {
                as_set_of &= previous.octets <= next.octets;
                as_set &= previous.place() < next.place();
            }
            if !as_set_of && !as_set {
                return Err(inner.error_at(next.position, DecodeErrorKind::SetOrder));
            }
            previous = Some(next);
        }
        Ok(())
    }

    /// A universal type other than SEQUENCE and SET in their proper form: X.690 §10.2 has strings primitive.
    fn walk_universal(&self, found: &Found<'a>) -> Result<()> {
        let refuse = |kind| Err(self.error_at(found.position, kind));
        let is_constructed = found.identifier & CONSTRUCTED != 0;
        let kind = Tag::from_octet(found.identifier & !CONSTRUCTED);
        match (found.number, kind) {
            (0, _) => refuse(DecodeErrorKind::EndOfContents),
            (15 | 37.., _) => refuse(DecodeErrorKind::UnknownType { number: found.number }),
            // SEQUENCE and SET come here only when they are primitive.
            (16 | 17, _) => {
                let kind = if found.number == 16 { Tag::SEQUENCE } else { Tag::SET };
                refuse(DecodeErrorKind::NotConstructed { kind })
            }
            // EXTERNAL, EMBEDDED PDV and unrestricted CHARACTER STRING are SEQUENCEs (X.690 §8.18).
            (8 | 11 | 29, _) if is_constructed => self.walk_inside(found),
            (8 | 11 | 29, Some(kind)) => refuse(DecodeErrorKind::NotConstructed { kind }),
            (_, Some(kind)) if is_constructed => refuse(DecodeErrorKind::Constructed { kind }),
            (_, Some(kind)) => self.walk_content(found, kind),
            // The times and identifiers that have numbers from 31 on.
            (_, None) if is_constructed => refuse(DecodeErrorKind::UnknownType { number: found.number }),
            (number, None) => match real::unfit_time(number, found.content) {
                Some(string) => refuse(DecodeErrorKind::BadCharacter { string }),
                None => Ok(()),
            },
        }
    }

    fn walk_content(&self, found: &Found<'a>, kind: Tag) -> Result<()> {
        let mut one = Self { rest: found.octets, position: found.position, ..self.clone() };
        let wrong = match kind {
            Tag::BOOLEAN => return one.boolean().map(drop),
            Tag::NULL => return one.null(),
            Tag::INTEGER | Tag::ENUMERATED if !is_minimal_integer(found.content) => DecodeErrorKind::NonMinimalInteger,
            Tag::BIT_STRING if BitString::from_content(found.content).is_none() => DecodeErrorKind::BadBitString,
            Tag::OBJECT_IDENTIFIER | Tag::RELATIVE_OID => match Oid::refuse_malformed(found.content) {
                Ok(()) => return Ok(()),
                Err(error) => DecodeErrorKind::Oid(error),
            },
            Tag::REAL if !real::is_real(found.content) => DecodeErrorKind::BadReal,
            Tag::UTC_TIME | Tag::GENERALIZED_TIME if !text::is_time(kind, found.content) => DecodeErrorKind::BadTime,
            _ => match text::unfit(kind, found.content).or_else(|| real::unfit_time(found.number, found.content)) {
                Some(string) => DecodeErrorKind::BadCharacter { string },
                None => return Ok(()),
            },
        };
        Err(self.error_at(found.position, wrong))
    }
}

impl Found<'_> {
    /// Class, then number: the canonical order of tags (X.680 §8.6).
    const fn place(&self) -> (u8, u32) {
        (self.identifier >> 6, self.number)
    }
}

const CONSTRUCTED: u8 = 0x20;
/// The five bits that say that the number follows.
const LONG: u8 = 0x1f;
/// Septets of a tag number that is looked at; four hold numbers up to 2^28 - 1.
const MOST_SEPTETS: usize = 4;
