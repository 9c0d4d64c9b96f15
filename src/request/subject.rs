//! The subject of a request: read with the characters people's tools put there, and never granted.
//!
//! Each text must be what its string type allows, and visible, but for one tolerance. The surprising choice: C1 controls
//! (U+0080 to U+009F) pass. `openssl req` without `-utf8` encodes UTF-8 a second time and so writes them for every
//! Polish letter; refusing the file would tell the sender nothing they could act on, and the name in a certificate comes
//! from the applicant's facts, never from here.

use crate::{
    encoding::{DecodeError, DecodeErrorKind, Reader},
    x509::{Attribute, Name, StringType, is_unseen},
};

/// Reads the name, of at most `limit` attributes. Values that are no text are DER all the way down.
pub(super) fn decode(reader: &mut Reader<'_>, limit: usize) -> Result<Name, DecodeError> {
    let start = reader.clone();
    let name = Name::decode_foreign_within(reader, limit)?;
    let mut all_text = true;
    for (place, attribute) in name.attributes().enumerate() {
        all_text &= !matches!(attribute.string_type(), StringType::NotText(_));
        if let Some(kind) = illegible(attribute) {
            return Err(DecodeError::new(kind, position_of(start, place)?, "AttributeTypeAndValue"));
        }
    }
    if !all_text {
        start.reading("AttributeValue").well_formed()?;
    }
    Ok(name)
}

/// Where the attribute with this place in the name starts; the name was read before.
fn position_of(mut name: Reader<'_>, place: usize) -> Result<usize, DecodeError> {
    let (mut count, mut position) = (0_usize, name.position());
    name.sequence("Name", |rdns| {
        while !rdns.is_at_end() {
            rdns.set_of("RelativeDistinguishedName", |one| {
                if count == place {
                    position = one.position();
                }
                count = count.saturating_add(1);
                one.any().map(drop)
            })?;
        }
        Ok::<_, DecodeError>(())
    })?;
    Ok(position)
}

/// What is wrong with a text: something its string type does not allow, or that cannot be seen.
fn illegible(attribute: &Attribute) -> Option<DecodeErrorKind> {
    let string = attribute.string_type();
    if matches!(string, StringType::NotText(_)) {
        return None;
    }
    // Plain ASCII, of which most names are.
    let is_plain = || attribute.content().iter().all(|octet| matches!(octet, b' '..=b'~'));
    if matches!(string, StringType::Utf8 | StringType::Ia5) && is_plain() {
        return None;
    }
    match attribute.text() {
        Some(text) if text.chars().all(|character| string.has(character)) => {
            text.chars().any(is_hidden).then_some(HIDDEN)
        }
        _ => Some(DecodeErrorKind::BadCharacter { string: string.name() }),
    }
}

/// Whether a character cannot be seen or misleads the reader, C1 controls aside.
pub(super) fn is_hidden(character: char) -> bool {
    is_unseen(character) && !matches!(character, '\u{80}'..='\u{9f}')
}

const HIDDEN: DecodeErrorKind = DecodeErrorKind::Rule {
    rule: "a text of the subject has a control, a joiner, a mark of direction or another character that cannot be seen",
};
