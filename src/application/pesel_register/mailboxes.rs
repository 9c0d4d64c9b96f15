//! The mailboxes that are told of unavailability in advance.
//!
//! S3:L96, form point 6. Beside the addresses in a form and in the record of a key. The surprising choice: a list without a
//! mailbox is refused, though the source says no number, because point 6 has to be filled in and an incomplete form is not
//! processed (PES-05).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::x509::{EmailAddress, mask_digits};

/// 1 to [`NoticeMailboxes::MOST_MAILBOXES`] mailboxes, none twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<EmailAddress>", into = "Vec<EmailAddress>")]
pub struct NoticeMailboxes(Vec<EmailAddress>);

/// Why mailboxes are no list for notices.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoticeMailboxesError {
    /// None.
    #[error("the list of mailboxes is empty, and notices go to one at least (S3:L96)")]
    Empty,
    /// Too many.
    #[error("the list has {found} mailboxes, at most {} are taken", NoticeMailboxes::MOST_MAILBOXES)]
    TooMany {
        /// The mailboxes found.
        found: usize,
    },
    /// One mailbox twice.
    #[error("{} is in the list twice", mask_digits(found.as_str()))]
    Twice {
        /// The mailbox.
        found: EmailAddress,
    },
}

impl NoticeMailboxes {
    /// Most mailboxes. No source bounds them. (Proposed.)
    pub const MOST_MAILBOXES: usize = 32;

    /// A list of these mailboxes.
    ///
    /// # Errors
    /// [`NoticeMailboxesError`].
    pub fn new(mailboxes: Vec<EmailAddress>) -> Result<Self, NoticeMailboxesError> {
        match mailboxes.len() {
            0 => return Err(NoticeMailboxesError::Empty),
            found if found > Self::MOST_MAILBOXES => return Err(NoticeMailboxesError::TooMany { found }),
            _ => {}
        }
        let mut seen = BTreeSet::new();
        match mailboxes.iter().find(|mailbox| !seen.insert(*mailbox)) {
            Some(twice) => Err(NoticeMailboxesError::Twice { found: twice.clone() }),
            None => Ok(Self(mailboxes)),
        }
    }

    /// The mailboxes, as they were given.
    #[must_use]
    pub fn mailboxes(&self) -> &[EmailAddress] {
        &self.0
    }
}

impl TryFrom<Vec<EmailAddress>> for NoticeMailboxes {
    type Error = NoticeMailboxesError;
    fn try_from(mailboxes: Vec<EmailAddress>) -> Result<Self, NoticeMailboxesError> {
        Self::new(mailboxes)
    }
}

impl From<NoticeMailboxes> for Vec<EmailAddress> {
    fn from(mailboxes: NoticeMailboxes) -> Self {
        mailboxes.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pes_point_6_refuses_each_fault_by_its_sentence() {
        let sentence = |mailboxes: &[&str]| {
            let mailboxes = mailboxes.iter().map(|mailbox| mailbox.parse().unwrap()).collect();
            NoticeMailboxes::new(mailboxes).unwrap_err().to_string()
        };
        assert_eq!(sentence(&[]), "the list of mailboxes is empty, and notices go to one at least (S3:L96)");
        assert_eq!(sentence(&["a@example.org", "a@EXAMPLE.org"]), "a@EXAMPLE.org is in the list twice");
        let number = "99723100018@example.org";
        assert_eq!(sentence(&[number, number]), "*******0018@example.org is in the list twice");
        let many: Vec<String> = (0..33).map(|number| format!("it-{number}@example.org")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(sentence(&many), "the list has 33 mailboxes, at most 32 are taken");
    }
}
