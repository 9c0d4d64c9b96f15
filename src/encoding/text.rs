//! The alphabets of the string types, and times as DER writes them (X.680 §41, X.690 §11.7, §11.8).
//!
//! Only for the walk over values that nobody understands; names and general names hold their texts to more than this.
//! The surprising choice: a GeneralizedTime may have a fraction of a second here, because DER allows it where RFC 5280
//! does not.

use super::Tag;

/// The string type that `content` is not of; `None` when it is, or when `kind` is no string type with an alphabet.
pub(super) fn unfit(kind: Tag, content: &[u8]) -> Option<&'static str> {
    let (fits, name) = match kind {
        Tag::UTF8_STRING => (std::str::from_utf8(content).is_ok(), "UTF8String"),
        Tag::PRINTABLE_STRING => (content.iter().copied().all(is_printable), "PrintableString"),
        Tag::NUMERIC_STRING => (content.iter().all(|octet| octet.is_ascii_digit() || *octet == b' '), "NumericString"),
        Tag::IA5_STRING => (content.is_ascii(), "IA5String"),
        Tag::VISIBLE_STRING => (content.iter().all(|octet| matches!(octet, b' '..=b'~')), "VisibleString"),
        Tag::BMP_STRING => (content.len().is_multiple_of(2), "BMPString"),
        Tag::UNIVERSAL_STRING => (are_code_points(content), "UniversalString"),
        _ => return None,
    };
    (!fits).then_some(name)
}

const fn is_printable(octet: u8) -> bool {
    octet.is_ascii_alphanumeric()
        || matches!(octet, b' ' | b'\'' | b'(' | b')' | b'+' | b',' | b'-' | b'.' | b'/' | b':' | b'=' | b'?')
}

fn are_code_points(content: &[u8]) -> bool {
    let (quads, rest) = content.as_chunks::<4>();
    rest.is_empty() && quads.iter().all(|quad| char::from_u32(u32::from_be_bytes(*quad)).is_some())
}

/// Whether a time has seconds, a final Z, a date that there is, and no fraction that DER writes otherwise.
pub(super) fn is_time(kind: Tag, content: &[u8]) -> bool {
    let Some(digits) = content.strip_suffix(b"Z") else { return false };
    let year_digits = if kind == Tag::UTC_TIME { 2 } else { 4 };
    let Some((year, rest)) = digits.split_at_checked(year_digits) else { return false };
    let Some((fields, fraction)) = rest.split_at_checked(10) else { return false };
    let (Some(year), Some(fields)) = (number(year), pairs(fields)) else { return false };
    let [month, day, hour, minute, second] = fields;
    let fraction_is_fit = match fraction {
        [] => true,
        // X.690 §11.7.3: no zeros at the end, and no point without digits.
        [b'.', digits @ ..] => {
            kind == Tag::GENERALIZED_TIME && number(digits).is_some() && !matches!(digits, [] | [.., b'0'])
        }
        _ => false,
    };
    // Two digits stand for a year from 1950 to 2049, in which every fourth is a leap year.
    let is_leap =
        year.is_multiple_of(4) && (kind == Tag::UTC_TIME || !year.is_multiple_of(100) || year.is_multiple_of(400));
    fraction_is_fit && day >= 1 && day <= days(month, is_leap) && hour < 24 && minute < 60 && second < 60
}

const fn days(month: u32, is_leap: bool) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    }
}

/// The number some digits make; a fraction of many digits only has to be digits.
fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().all(u8::is_ascii_digit).then(|| {
        digits.iter().fold(0_u32, |sum, digit| sum.wrapping_mul(10).wrapping_add(u32::from(digit.wrapping_sub(b'0'))))
    })
}

fn pairs(digits: &[u8]) -> Option<[u32; 5]> {
    let mut fields = [0; 5];
    for (field, pair) in fields.iter_mut().zip(digits.as_chunks::<2>().0) {
        *field = number(pair)?;
    }
    Some(fields)
}
