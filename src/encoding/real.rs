//! REAL as DER writes it (X.690 §8.5, §11.3), and the times and identifiers of X.680 §38 and §34.
//!
//! Only for the walk over values that nobody understands: no X.509 has one of these types. Each value of a REAL has one
//! form: base two with an odd mantissa, or the decimal form NR3 of ISO 6093, in its shortest. The surprising choice: of a
//! time no more is asked than its characters and, where it is fixed, its length; no calendar is asked.

use super::reader::is_minimal_integer;

/// Whether these are the content octets of a REAL in DER.
pub(super) fn is_real(content: &[u8]) -> bool {
    match content {
        // Zero, the two infinities, what is not a number, and minus zero.
        [] | [0x40..=0x43] => true,
        [0x03, decimal @ ..] => is_decimal(decimal),
        // Base 2 and scale 0; the sign and how the length of the exponent is given are free.
        [first, rest @ ..] if first & 0xbc == 0x80 => is_binary(first & 0x03, rest),
        _ => false,
    }
}

fn is_binary(form: u8, rest: &[u8]) -> bool {
    let parts = match (form, rest) {
        // A length that the form has no room for, in an octet of its own.
        (3, [length @ 4..=u8::MAX, rest @ ..]) => rest.split_at_checked((*length).into()),
        (3, _) => None,
        (form, rest) => rest.split_at_checked(usize::from(form).saturating_add(1)),
    };
    parts.is_some_and(|(exponent, mantissa)| {
        let is_odd = mantissa.last().is_some_and(|last| last & 1 == 1);
        is_minimal_integer(exponent) && is_odd && mantissa.first() != Some(&0)
    })
}

/// `-15.E-3`: an integer that does not end in zero, a point, and an exponent; zero is `+0`.
fn is_decimal(text: &[u8]) -> bool {
    let Some(point) = text.iter().position(|octet| *octet == b'.') else { return false };
    let Some((mantissa, exponent)) = text.split_at_checked(point) else { return false };
    let Some(exponent) = exponent.strip_prefix(b".E") else { return false };
    is_number(mantissa) && !mantissa.ends_with(b"0") && (exponent == b"+0" || is_number(exponent))
}

/// Digits that do not begin with zero, perhaps behind a minus.
fn is_number(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    !digits.is_empty() && !digits.starts_with(b"0") && digits.iter().all(u8::is_ascii_digit)
}

/// The type with this number, from TIME to RELATIVE-OID-IRI, that `content` is not of.
pub(super) fn unfit_time(number: u32, content: &[u8]) -> Option<&'static str> {
    let digits = |count| content.len() == count && content.iter().all(u8::is_ascii_digit);
    let is_shown = !content.is_empty() && content.iter().all(u8::is_ascii_graphic);
    let is_path = !content.is_empty() && std::str::from_utf8(content).is_ok();
    let (fits, name) = match number {
        14 => (is_shown, "TIME"),
        31 => (digits(8), "DATE"),
        32 => (digits(6), "TIME-OF-DAY"),
        33 => (digits(14), "DATE-TIME"),
        34 => (is_shown, "DURATION"),
        35 => (is_path, "OID-IRI"),
        36 => (is_path, "RELATIVE-OID-IRI"),
        _ => return None,
    };
    (!fits).then_some(name)
}
