//! The subject of a request: read with the characters people's tools put there, and never granted.
//!
//! Each text must be what its string type allows, and visible, but for one tolerance. The surprising choice: C1 controls
//! (U+0080 to U+009F) pass. `openssl req` without `-utf8` encodes UTF-8 a second time and so writes them for every
//! Polish letter; refusing the file would tell the sender nothing they could act on, and the name in a certificate comes
//! from the applicant's facts, never from here.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::{
    encoding::{DecodeError, DecodeErrorKind, Reader},
    x509::{Attribute, Name, StringType},
};

/// Reads the name.
pub(super) fn decode(reader: &mut Reader<'_>) -> Result<Name, DecodeError> {
    let position = reader.position();
    let name = Name::decode_foreign(reader)?;
    let illegible = name.attributes().find_map(illegible);
    let refusal = |string| DecodeError::new(DecodeErrorKind::BadCharacter { string }, position, "Name");
    illegible.map_or(Ok(name), |string| Err(refusal(string)))
}

/// The string type of a text that it does not allow, or that cannot be seen.
fn illegible(attribute: &Attribute) -> Option<&'static str> {
    let string = attribute.string_type();
    let name = match string {
        StringType::NotText(_) => return None,
        StringType::Printable => "PrintableString",
        StringType::Utf8 => "UTF8String",
        StringType::Ia5 => "IA5String",
        StringType::Numeric => "NumericString",
        StringType::Teletex => "TeletexString",
        StringType::Bmp => "BMPString",
        _ => "UniversalString",
    };
    let legible = attribute.text().is_some_and(|text| text.chars().all(|c| string.has(c) && !is_hidden(c)));
    (!legible).then_some(name)
}

/// Characters that cannot be seen, that change the direction of others, or that mean nothing to anyone else.
pub(super) fn is_hidden(character: char) -> bool {
    match character {
        ' '..='~' | '\u{80}'..='\u{9f}' => false,
        other => matches!(
            other.general_category(),
            GeneralCategory::Control
                | GeneralCategory::Format
                | GeneralCategory::Surrogate
                | GeneralCategory::PrivateUse
                | GeneralCategory::Unassigned
                | GeneralCategory::LineSeparator
                | GeneralCategory::ParagraphSeparator
        ),
    }
}
