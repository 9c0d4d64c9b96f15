//! E-mail addresses with a local part outside ASCII (RFC 9598, M-01 to M-04).
//!
//! A payload of [`GeneralName`](super::GeneralName), written as otherName `id-on-SmtpUTF8Mailbox`. It exists only where
//! an rfc822Name cannot say the same, so that one mailbox has one form. The surprising choice: it never equals an
//! [`EmailAddress`](super::EmailAddress), which the types already say (M-04).

use super::{DnsName, GeneralNameError, GeneralNameKind, email_address, text::text_value};
use crate::x509::is_unseen;

/// A mailbox such as `żółw@example.com`: a local part with at least one character outside ASCII, a lower-case domain of
/// A-labels.
///
/// ```text
/// id-on-SmtpUTF8Mailbox OBJECT IDENTIFIER ::= { id-on 9 }
/// SmtpUTF8Mailbox ::= UTF8String (SIZE (1..MAX))
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SmtpUtf8Mailbox {
    text: Box<str>,
    domain: DnsName,
}

text_value!(SmtpUtf8Mailbox);

impl SmtpUtf8Mailbox {
    /// What stands before the `@`.
    #[must_use]
    pub fn local_part(&self) -> &str {
        self.text.split_once('@').map_or("", |(local, _)| local)
    }

    /// What stands after the `@`; never a wildcard, always in lower case.
    #[must_use]
    pub const fn domain(&self) -> &DnsName {
        &self.domain
    }

    fn parse(text: &str) -> Result<Self, GeneralNameError> {
        let kind = GeneralNameKind::SmtpUtf8;
        let (local, domain) = email_address::split(text, kind)?;
        if local.is_ascii() {
            return Err(GeneralNameError::LocalPartIsAscii);
        }
        if let Some(found) = local.chars().find(|c| is_unseen(*c) || c.is_whitespace()) {
            return Err(GeneralNameError::BadCharacter { kind, found });
        }
        email_address::dot_atom(local, kind)?;
        if domain.bytes().any(|octet| octet.is_ascii_uppercase()) {
            return Err(GeneralNameError::DomainNotLowerCase);
        }
        let domain = DnsName::of_one_host(domain, kind)?;
        Ok(Self { text: text.into(), domain })
    }
}
