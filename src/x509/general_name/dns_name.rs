//! Host names of certificates: A-labels in preferred name syntax (RFC 5280 §4.2.1.6, X-21, X-31).
//!
//! A payload of [`GeneralName`](super::GeneralName); also the domain of an e-mail address and the host of a URI.
//! RFC 1034 §3.5 gives the syntax, RFC 5890 the A-labels, RFC 9525 §6.3 the wildcard. The surprising choice: capitals
//! are kept as they were given, yet two names that differ only in case are equal.

use std::{
    cmp::Ordering,
    hash::{Hash, Hasher},
    net::IpAddr,
};

use super::{
    GeneralNameError, GeneralNameKind,
    text::{compared_by_key, text_value},
};

/// A host name such as `www.example.com`, or a wildcard such as `*.example.com`.
///
/// Labels of 1 to 63 letters, digits and inner hyphens, 253 octets in all, no trailing dot, no underscore, nothing that
/// reads as an IP address. Equality, order and hash ignore the case of letters.
///
/// ```
/// use chancery::x509::DnsName;
/// let name: DnsName = "www.Example.com".parse()?;
/// assert_eq!(name, DnsName::try_from("WWW.example.com")?);
/// assert_eq!(name.as_str(), "www.Example.com");
/// # Ok::<(), chancery::x509::GeneralNameError>(())
/// ```
#[derive(Clone)]
pub struct DnsName {
    text: Box<str>,
}

text_value!(DnsName);
compared_by_key!(DnsName);

impl DnsName {
    /// Most octets of a name.
    pub const MAX_OCTETS: usize = 253;
    /// Most octets of a label.
    pub const MAX_LABEL_OCTETS: usize = 63;

    /// Whether the left-most label is `*`.
    #[must_use]
    pub fn is_wildcard(&self) -> bool {
        self.text.starts_with("*.")
    }

    /// The labels from left to right.
    #[must_use]
    pub fn labels(&self) -> std::str::Split<'_, char> {
        self.text.split('.')
    }

    fn comparison_key(&self) -> WithoutCase<'_> {
        WithoutCase(&self.text)
    }

    fn parse(text: &str) -> Result<Self, GeneralNameError> {
        if text.is_empty() {
            return Err(GeneralNameError::Empty { kind: GeneralNameKind::Dns });
        }
        if !text.is_ascii() {
            let found = text.chars().find(|c| !c.is_ascii()).unwrap_or(char::REPLACEMENT_CHARACTER);
            return Err(GeneralNameError::NotAscii { kind: GeneralNameKind::Dns, found });
        }
        // No address begins with a letter but one that has a colon.
        let may_be_address = text.starts_with(|first: char| first.is_ascii_digit()) || text.contains(':');
        if may_be_address && text.parse::<IpAddr>().is_ok() {
            return Err(GeneralNameError::HostIsIpAddress);
        }
        if text.len() > Self::MAX_OCTETS {
            let (found, limit) = (text.len(), Self::MAX_OCTETS);
            return Err(GeneralNameError::TooLong { kind: GeneralNameKind::Dns, found, limit });
        }
        if text.ends_with('.') && text.len() > 1 {
            return Err(GeneralNameError::TrailingDot);
        }
        one_wildcard(text)?;
        text.strip_prefix("*.").unwrap_or(text).split('.').try_for_each(label)?;
        // A last label of digits is how URL parsers and resolvers tell addresses from names.
        if text.rsplit('.').next().is_some_and(|last| last.bytes().all(|octet| octet.is_ascii_digit())) {
            return Err(GeneralNameError::HostIsIpAddress);
        }
        Ok(Self { text: text.into() })
    }

    /// A name of one host; a wildcard is refused on behalf of `kind`.
    pub(super) fn of_one_host(text: &str, kind: GeneralNameKind) -> Result<Self, GeneralNameError> {
        let name = Self::parse(text)?;
        if name.is_wildcard() { Err(GeneralNameError::WildcardHost { kind }) } else { Ok(name) }
    }
}

/// A text of ASCII whose letters are all small to whoever compares it.
struct WithoutCase<'a>(&'a str);

impl WithoutCase<'_> {
    fn octets(&self) -> impl Iterator<Item = u8> {
        self.0.bytes().map(|octet| octet.to_ascii_lowercase())
    }
}

impl PartialEq for WithoutCase<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(other.0)
    }
}

impl Eq for WithoutCase<'_> {}

impl PartialOrd for WithoutCase<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for WithoutCase<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.octets().cmp(other.octets())
    }
}

impl Hash for WithoutCase<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.octets().for_each(|octet| state.write_u8(octet));
        // As `str` does, so that two texts in a row are not another two.
        state.write_u8(0xff);
    }
}

fn one_wildcard(text: &str) -> Result<(), GeneralNameError> {
    let well_placed = match text.strip_prefix("*.") {
        Some(rest) => !rest.contains('*') && rest.contains('.'),
        None => !text.contains('*'),
    };
    if well_placed { Ok(()) } else { Err(GeneralNameError::Wildcard) }
}

fn label(label: &str) -> Result<(), GeneralNameError> {
    if label.is_empty() {
        return Err(GeneralNameError::EmptyLabel);
    }
    if let Some(found) = label.bytes().find(|octet| !octet.is_ascii_alphanumeric() && *octet != b'-') {
        return Err(GeneralNameError::BadCharacter { kind: GeneralNameKind::Dns, found: char::from(found) });
    }
    if label.len() > DnsName::MAX_LABEL_OCTETS {
        return Err(GeneralNameError::LabelTooLong { found: label.len() });
    }
    if label.starts_with('-') || label.ends_with('-') {
        return Err(GeneralNameError::HyphenAtEdge);
    }
    match label.split_at_checked(4) {
        Some((prefix, rest)) if prefix.eq_ignore_ascii_case("xn--") => a_label(rest),
        Some((prefix, _)) if prefix.ends_with("--") => Err(GeneralNameError::ReservedLabel),
        _ => Ok(()),
    }
}

fn a_label(after_prefix: &str) -> Result<(), GeneralNameError> {
    if after_prefix.is_empty() || after_prefix.bytes().any(|octet| octet.is_ascii_uppercase()) {
        return Err(GeneralNameError::BadALabel);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
