//! Counts of certificates under a tag of their own, as policyConstraints has them (RFC 5280 §4.2.1.11).
//!
//! `SkipCerts ::= INTEGER (0..MAX)`. The surprising choice: MAX is 2^32 - 1 here. No path has that many certificates,
//! and a larger count in a foreign certificate is refused as [`DecodeErrorKind::IntegerTooLarge`], not cut off.

use crate::encoding::{DecodeError, DecodeErrorKind, EncodeError, Reader, Tag, Writer};

/// Reads a count under this tag, when it is next.
pub(super) fn decode_optional(reader: &mut Reader<'_>, tag: Tag) -> Result<Option<u32>, DecodeError> {
    let Some(element) = reader.optional(tag)? else { return Ok(None) };
    let fail = |kind| Err(reader.error_at(element.position, kind));
    let magnitude = match element.content {
        [] => return fail(DecodeErrorKind::NonMinimalInteger),
        [0x00, next, ..] if next & 0x80 == 0 => return fail(DecodeErrorKind::NonMinimalInteger),
        [0xff, next, ..] if next & 0x80 != 0 => return fail(DecodeErrorKind::NonMinimalInteger),
        [first, ..] if first & 0x80 != 0 => return fail(DecodeErrorKind::NegativeInteger),
        [0x00, magnitude @ ..] => magnitude,
        magnitude => magnitude,
    };
    if magnitude.len() > 4 {
        return fail(DecodeErrorKind::IntegerTooLarge);
    }
    Ok(Some(magnitude.iter().fold(0, |sum, octet| (sum << 8) | u32::from(*octet))))
}

/// Writes a count under this tag, when there is one.
pub(super) fn encode_optional(count: Option<u32>, writer: &mut Writer, tag: Tag) -> Result<(), EncodeError> {
    let Some(count) = count else { return Ok(()) };
    let octets = count.to_be_bytes();
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    let sign = octets.get(zeros).is_none_or(|first| first & 0x80 != 0);
    let content: Vec<u8> = sign.then_some(0).into_iter().chain(octets.into_iter().skip(zeros)).collect();
    writer.element(tag, &content)
}
