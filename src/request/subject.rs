//! The subject of a request: read with the characters people's tools put there, and never granted.
//!
//! Each text must be what its string type allows, and visible, but for one tolerance. The surprising choice: C1 controls
//! (U+0080 to U+009F) pass. `openssl req` without `-utf8` encodes UTF-8 a second time and so writes them for every
//! Polish letter; refusing the file would tell the sender nothing they could act on, and the name in a certificate comes
//! from the applicant's facts, never from here.

use crate::{
    encoding::{DecodeError, DecodeErrorKind, Reader},
    x509::{Attribute, Name, Rdn, StringType, is_unseen},
};

/// Reads the name, of at most `limit` attributes. Values that are no text are DER all the way down.
pub(super) fn decode(reader: &mut Reader<'_>, limit: usize) -> Result<Name, DecodeError> {
    let (position, start) = (reader.position(), reader.clone());
    let name = Name::decode_foreign_within(reader, limit)?;
    let mut all_text = true;
    for attribute in name.rdns().iter().flat_map(Rdn::attributes) {
        all_text &= !matches!(attribute.string_type(), StringType::NotText(_));
        if let Some(string) = illegible(attribute) {
            return Err(DecodeError::new(DecodeErrorKind::BadCharacter { string }, position, "Name"));
        }
    }
    if !all_text {
        start.reading("AttributeValue").well_formed()?;
    }
    Ok(name)
}

/// The string type of a text that it does not allow, or that cannot be seen.
fn illegible(attribute: &Attribute) -> Option<&'static str> {
    let string = attribute.string_type();
    if matches!(string, StringType::NotText(_)) {
        return None;
    }
    // Plain ASCII, of which most names are.
    let is_plain = || attribute.content().iter().all(|octet| matches!(octet, b' '..=b'~'));
    if matches!(string, StringType::Utf8 | StringType::Ia5) && is_plain() {
        return None;
    }
    let legible = attribute.text().is_some_and(|text| text.chars().all(|c| string.has(c) && !is_hidden(c)));
    (!legible).then(|| string.name())
}

/// Whether a character cannot be seen or misleads the reader, C1 controls aside.
pub(super) fn is_hidden(character: char) -> bool {
    is_unseen(character) && !matches!(character, '\u{80}'..='\u{9f}')
}
