//! Texts that people wrote into a form: one line, bounded, nothing in it that cannot be seen.
//!
//! The payload of forms and events. A text is refused here, at the edge, and never trimmed or cut, so a journal holds what
//! the applicant wrote or nothing. The surprising choice: `Debug` masks numbers that could be somebody's; what a text says
//! in full is asked for by [`Text::as_str`].

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use unicode_normalization::is_nfc;

use crate::x509::{is_unseen, mask_digits};

/// One line of 1 to [`Text::MOST_CHARACTERS`] characters in normalization form C.
///
/// ```
/// use chancery::application::Text;
/// let office: Text = "Straż Miejska w Rybniku".parse()?;
/// assert_eq!(office.as_str(), "Straż Miejska w Rybniku");
/// assert!("two\nlines".parse::<Text>().is_err());
/// # Ok::<(), chancery::application::FormTextError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Box<str>);

/// Why something is no text of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormTextError {
    /// No characters.
    #[error("the text is empty; leave the field out where it may be left out")]
    Empty,
    /// Too many.
    #[error("the text has {found} characters, at most {} are permitted", Text::MOST_CHARACTERS)]
    TooLong {
        /// The characters found.
        found: usize,
    },
    /// A line break, a control or another character that nobody sees.
    #[error("the text has the character U+{:04X}, which cannot be seen or breaks the line", u32::from(*character))]
    Unseen {
        /// The character.
        character: char,
    },
    /// White space at an end.
    #[error("the text begins or ends with white space")]
    OuterSpace,
    /// Not normalization form C.
    #[error("the text is not in Unicode normalization form C; compose its characters first")]
    NotNormalized,
}

impl Text {
    /// Most characters of a text. No source bounds the fields; 500 is more than any of them has shown. (Proposed.)
    pub const MOST_CHARACTERS: usize = 500;

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Text {
    type Err = FormTextError;

    fn from_str(text: &str) -> Result<Self, FormTextError> {
        let found = text.chars().count();
        if found == 0 {
            return Err(FormTextError::Empty);
        }
        if found > Self::MOST_CHARACTERS {
            return Err(FormTextError::TooLong { found });
        }
        if let Some(character) = text.chars().find(|character| is_unseen(*character)) {
            return Err(FormTextError::Unseen { character });
        }
        if text.trim() != text {
            return Err(FormTextError::OuterSpace);
        }
        if is_nfc(text) { Ok(Self(text.into())) } else { Err(FormTextError::NotNormalized) }
    }
}

impl TryFrom<&str> for Text {
    type Error = FormTextError;
    fn try_from(text: &str) -> Result<Self, FormTextError> {
        text.parse()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&mask_digits(&self.0), f)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <Cow<'de, str>>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_people_write() {
        for text in ["x", "Komornik Sądowy Jan Żółw", "ul. Gdańska 47/49", &"ż".repeat(500)] {
            assert_eq!(text.parse::<Text>().unwrap().as_str(), text);
        }
    }

    #[test]
    fn refuses_each_fault_by_its_sentence() {
        let sentence = |text: &str| text.parse::<Text>().unwrap_err().to_string();
        assert_eq!(sentence(""), "the text is empty; leave the field out where it may be left out");
        assert_eq!(sentence(&"ż".repeat(501)), "the text has 501 characters, at most 500 are permitted");
        assert_eq!(sentence("a\nb"), "the text has the character U+000A, which cannot be seen or breaks the line");
        assert_eq!(
            sentence("a\u{202e}b"),
            "the text has the character U+202E, which cannot be seen or breaks the line"
        );
        assert_eq!(sentence(" a"), "the text begins or ends with white space");
        assert_eq!(
            sentence("z\u{307}"),
            "the text is not in Unicode normalization form C; compose its characters first"
        );
    }

    #[test]
    fn debug_masks_numbers_that_could_be_somebodys() {
        let text: Text = "PESEL 99723100018".parse().unwrap();
        assert_eq!(format!("{text:?}"), "\"PESEL *******0018\"");
    }
}
