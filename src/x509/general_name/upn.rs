//! User principal names, the otherName that directory log-on reads.
//!
//! A payload of [`GeneralName`](super::GeneralName), written as otherName 1.3.6.1.4.1.311.20.2.3 with a UTF8String.
//! No RFC describes it; the rules here are the least that makes it a name. The surprising choice: the domain is not a
//! host name, because directories have domains of their own making.

use super::{GeneralNameError, GeneralNameKind, text::text_value};
use crate::x509::is_unseen;

/// A name such as `jan@office.example`: user and domain, neither empty, one `@`, no characters that cannot be seen or
/// turn the others around, 1024 octets at most. Equality is octet by octet.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Upn {
    text: Box<str>,
}

text_value!(Upn);

const MAX_OCTETS: usize = 1024;

impl Upn {
    /// What stands before the `@`.
    #[must_use]
    pub fn user(&self) -> &str {
        self.text.split_once('@').map_or("", |(user, _)| user)
    }

    /// What stands after the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.text.split_once('@').map_or("", |(_, domain)| domain)
    }

    fn parse(text: &str) -> Result<Self, GeneralNameError> {
        let kind = GeneralNameKind::Upn;
        if text.len() > MAX_OCTETS {
            return Err(GeneralNameError::TooLong { kind, found: text.len(), limit: MAX_OCTETS });
        }
        if let Some(found) = text.chars().find(|c| is_unseen(*c)) {
            return Err(GeneralNameError::BadCharacter { kind, found });
        }
        match (text.split_once('@'), text.matches('@').count()) {
            (Some(("", _) | (_, "")), 1) => Err(GeneralNameError::Empty { kind }),
            (Some(_), 1) => Ok(Self { text: text.into() }),
            (_, found) => Err(GeneralNameError::AtSign { kind, found }),
        }
    }
}
