//! Mail that belongs to an application: who sent it, under which subject, when it arrived.
//!
//! CEP-10: a certification request comes from the mailbox of the application. Mailboxes are compared as M-04 says: the local
//! part exactly, the domain without regard to case and after conversion to A-labels. The surprising choice: a sender is not an
//! [`EmailAddress`], because mail may come from a domain in Unicode, which no certificate holds; it becomes one here, with the
//! feature `idna`, or is refused with the remedy.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Moment, Text};
use crate::{
    policy::{Violation, Violations},
    x509::{EmailAddress, GeneralNameError},
};

/// One mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "who, what about and when")]
pub struct Mail {
    /// The mailbox it came from.
    pub from: Sender,
    /// Its subject.
    pub subject: Text,
    /// When it arrived, which may be before it was recorded.
    pub arrived: Moment,
}

/// The mailbox a mail came from, its domain in A-labels.
///
/// ```
/// use chancery::{application::Sender, x509::EmailAddress};
/// let sender: Sender = "jan@Example.COM".parse()?;
/// assert!(sender.is("jan@example.com".parse::<EmailAddress>().as_ref().unwrap()));
/// assert!(!sender.is("Jan@example.com".parse::<EmailAddress>().as_ref().unwrap()));
/// # Ok::<(), chancery::application::SenderError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender(EmailAddress);

/// Why a text is no sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SenderError {
    /// It is no mailbox.
    #[error(transparent)]
    Mailbox(#[from] GeneralNameError),
    /// Its domain is in Unicode, and this build converts none.
    #[error("the domain of the sender is not in A-labels (xn--…); build with the feature idna to have it converted")]
    UnicodeDomain,
    /// Its domain is in Unicode and no domain.
    #[error("the domain of the sender is no internationalised domain name (UTS #46)")]
    NoDomain,
}

impl Mail {
    /// From this mailbox, under this subject, arrived then.
    #[must_use]
    pub const fn new(from: Sender, subject: Text, arrived: Moment) -> Self {
        Self { from, subject, arrived }
    }

    /// Adds what is wrong with its arrival: after it was recorded, or before the application it belongs to was drafted.
    pub(super) fn judge_arrival(
        &self,
        (drafted, recorded): (Moment, Moment),
        rule: &'static str,
        violations: &mut Violations,
    ) {
        let (arrived, clause) = (self.arrived, "domain.md §5.3 point 20");
        let (asked, permitted) = if arrived.time() > recorded.time() {
            (arrived.to_string(), format!("{recorded} or before"))
        } else if !recorded.can_follow(arrived) {
            (arrived.with_day(), format!("{}, or before", recorded.with_day()))
        } else if !arrived.can_follow(drafted) {
            (arrived.to_string(), format!("{drafted} or later, when the application was drafted"))
        } else {
            return;
        };
        violations.add(Violation::new(rule, "event.mail.arrived", asked, permitted, clause));
    }
}

impl Sender {
    /// Whether it is this mailbox: the local part exactly, the domain without regard to case (M-04).
    #[must_use]
    pub fn is(&self, mailbox: &EmailAddress) -> bool {
        self.0 == *mailbox
    }

    /// The mailbox.
    #[must_use]
    pub const fn as_mailbox(&self) -> &EmailAddress {
        &self.0
    }
}

impl FromStr for Sender {
    type Err = SenderError;

    fn from_str(text: &str) -> Result<Self, SenderError> {
        match text.rsplit_once('@') {
            // A local part outside ASCII is refused as it stands: no mailbox of an application has one.
            Some((local, domain)) if !domain.is_ascii() => Ok(Self(format!("{local}@{}", a_labels(domain)?).parse()?)),
            _ => Ok(Self(text.parse()?)),
        }
    }
}

/// The domain in A-labels, mapped and checked as UTS #46 has it for lookups by STD 3.
#[cfg(feature = "idna")]
fn a_labels(domain: &str) -> Result<String, SenderError> {
    idna::domain_to_ascii_strict(domain).map_err(|_| SenderError::NoDomain)
}

#[cfg(not(feature = "idna"))]
const fn a_labels(_domain: &str) -> Result<String, SenderError> {
    Err(SenderError::UnicodeDomain)
}

impl From<EmailAddress> for Sender {
    fn from(mailbox: EmailAddress) -> Self {
        Self(mailbox)
    }
}

impl fmt::Display for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Sender {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Sender {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <Cow<'de, str>>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(sender: &str, mailbox: &str) -> bool {
        sender.parse::<Sender>().unwrap().is(&mailbox.parse().unwrap())
    }

    #[test]
    fn the_local_part_is_compared_exactly_and_the_domain_is_not() {
        assert!(is("jan@example.com", "jan@EXAMPLE.com"));
        assert!(!is("Jan@example.com", "jan@example.com"));
        assert!(!is("jan@example.com", "jan@example.org"));
        assert!(!is("jan@example.com", "jan@mail.example.com"));
    }

    #[cfg(feature = "idna")]
    #[test]
    fn a_domain_in_unicode_is_the_domain_in_a_labels() {
        assert!(is("jan@żółw.example", "jan@xn--w-uga1v8h.example"));
        assert!(is("jan@ŻÓŁW.Example", "jan@xn--w-uga1v8h.example"));
        assert!(!is("jan@żółw.example", "jan@zolw.example"));
        assert_eq!("jan@ż_w.example".parse::<Sender>(), Err(SenderError::NoDomain));
    }

    #[cfg(not(feature = "idna"))]
    #[test]
    fn a_domain_in_unicode_needs_the_feature() {
        let error = "jan@żółw.example".parse::<Sender>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "the domain of the sender is not in A-labels (xn--…); build with the feature idna to have it converted"
        );
    }

    #[test]
    fn a_text_that_is_no_mailbox_is_refused() {
        for text in ["", "jan", "jan@", "jan@@example.com", "żan@example.com"] {
            assert!(matches!(text.parse::<Sender>(), Err(SenderError::Mailbox(_))), "{text}");
        }
    }
}
