//! E-mail addresses with an ASCII local part (RFC 5280 §4.2.1.6, M-02).
//!
//! A payload of [`GeneralName`](super::GeneralName), written as rfc822Name. The local part is a dot-atom (RFC 5322
//! §3.2.3), the domain a host name. The surprising choice: the domain is compared without regard to case, the local
//! part exactly (M-04), because only the receiving host knows what its capitals mean.

use super::{
    DnsName, GeneralNameError, GeneralNameKind,
    text::{compared_by_key, text_value},
};

/// A mailbox such as `jan@example.com`, 254 octets at most, without display name, comment or quotes.
///
/// ```
/// use chancery::x509::EmailAddress;
/// let address: EmailAddress = "jan@Example.com".parse()?;
/// assert_eq!(address.local_part(), "jan");
/// assert_eq!(address, EmailAddress::try_from("jan@example.com")?);
/// assert_ne!(address, EmailAddress::try_from("Jan@example.com")?);
/// # Ok::<(), chancery::x509::GeneralNameError>(())
/// ```
#[derive(Clone)]
pub struct EmailAddress {
    text: Box<str>,
    domain: DnsName,
}

text_value!(EmailAddress);
compared_by_key!(EmailAddress);

/// Most octets of a mailbox, RFC 5321 §4.5.3.1.3 less the angle brackets.
pub(super) const MAX_OCTETS: usize = 254;
const MAX_LOCAL_OCTETS: usize = 64;

impl EmailAddress {
    /// What stands before the `@`.
    #[must_use]
    pub fn local_part(&self) -> &str {
        self.text.split_once('@').map_or("", |(local, _)| local)
    }

    /// What stands after the `@`; never a wildcard.
    #[must_use]
    pub const fn domain(&self) -> &DnsName {
        &self.domain
    }

    fn comparison_key(&self) -> (&DnsName, &str) {
        (&self.domain, self.local_part())
    }

    fn parse(text: &str) -> Result<Self, GeneralNameError> {
        let (local, domain) = split(text, GeneralNameKind::Email)?;
        if let Some(found) = local.chars().find(|c| !c.is_ascii()) {
            return Err(GeneralNameError::NotAscii { kind: GeneralNameKind::Email, found });
        }
        dot_atom(local, GeneralNameKind::Email)?;
        let domain = DnsName::of_one_host(domain, GeneralNameKind::Email)?;
        Ok(Self { text: text.into(), domain })
    }
}

/// Local part and domain, neither empty, of a text of permitted length.
pub(super) fn split(text: &str, kind: GeneralNameKind) -> Result<(&str, &str), GeneralNameError> {
    if text.starts_with('"') {
        return Err(GeneralNameError::QuotedLocalPart);
    }
    if text.len() > MAX_OCTETS {
        return Err(GeneralNameError::TooLong { kind, found: text.len(), limit: MAX_OCTETS });
    }
    match (text.split_once('@'), text.matches('@').count()) {
        (Some(("", _) | (_, "")), 1) => Err(GeneralNameError::Empty { kind }),
        (Some(parts), 1) => Ok(parts),
        (_, found) => Err(GeneralNameError::AtSign { kind, found }),
    }
}

/// Atoms separated by single dots; characters outside ASCII are left to the caller.
pub(super) fn dot_atom(local: &str, kind: GeneralNameKind) -> Result<(), GeneralNameError> {
    let is_atext = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    if let Some(found) = local.chars().find(|c| !is_atext(*c)) {
        return Err(GeneralNameError::BadCharacter { kind, found });
    }
    if local.split('.').any(str::is_empty) {
        return Err(GeneralNameError::LocalPartDots);
    }
    if local.len() > MAX_LOCAL_OCTETS {
        return Err(GeneralNameError::LocalPartTooLong { found: local.len() });
    }
    Ok(())
}
