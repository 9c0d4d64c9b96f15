//! BIT STRINGs with named bits (X.690 §11.2.2), as keyUsage and the reasons of a distribution point are.
//!
//! The reading half of [`Writer::named_bits`](crate::encoding::Writer::named_bits): bit 0 of the ASN.1 is the lowest bit
//! of the number. The surprising choice: a bit without a name is refused, since no standard gave it a meaning that
//! could be kept.

use crate::encoding::{BitString, DecodeError, DecodeErrorKind, Reader, Tag};

/// Reads named bits under `tag`; none may be above `last`, and at least one must be set.
pub(super) fn decode(reader: &mut Reader<'_>, tag: Tag, last: u8) -> Result<u16, DecodeError> {
    let element = reader.element(tag)?;
    let refuse = |kind| reader.error_at(element.position, kind);
    let bits = BitString::from_content(element.content).ok_or_else(|| refuse(DecodeErrorKind::BadBitString))?;
    let Some(final_octet) = bits.octets.last() else { return Err(refuse(DecodeErrorKind::Empty)) };
    if final_octet.trailing_zeros() != u32::from(bits.unused_bits) {
        return Err(refuse(DecodeErrorKind::TrailingZeroBits));
    }
    let value = match bits.octets {
        [first] => u16::from(first.reverse_bits()),
        [first, second] => u16::from_le_bytes([first.reverse_bits(), second.reverse_bits()]),
        _ => return Err(refuse(NO_NAME)),
    };
    if value.checked_shr(u32::from(last).saturating_add(1)).is_some_and(|above| above != 0) {
        return Err(refuse(NO_NAME));
    }
    Ok(value)
}

const NO_NAME: DecodeErrorKind = DecodeErrorKind::Rule { rule: "a bit is set that has no name in RFC 5280" };
