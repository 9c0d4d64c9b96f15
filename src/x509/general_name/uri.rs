//! URIs of certificates (RFC 5280 §4.2.1.6, RFC 3986, X-21).
//!
//! A payload of [`GeneralName`](super::GeneralName), and the place of a CRL, a CA certificate, an OCSP responder, a
//! policy. Absolute, ASCII, and where a host is named it is a DNS name of A-labels or an IP address.
//! The surprising choice: schemes without `//`, such as `urn:`, are accepted and have no host; `http` and its kin are
//! not accepted without one.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{DnsName, GeneralNameError, GeneralNameKind, text::text_value};

/// An absolute URI of at most 2048 octets. Equality is octet by octet.
///
/// ```
/// use chancery::x509::{Uri, UriHost};
/// let uri: Uri = "http://crl.example.com/root.crl".parse()?;
/// assert_eq!(uri.scheme(), "http");
/// assert_eq!(uri.host(), Some(&UriHost::Dns("crl.example.com".parse()?)));
/// # Ok::<(), chancery::x509::GeneralNameError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uri {
    text: Box<str>,
    host: Option<UriHost>,
}

/// The host in a URI.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "RFC 5280 §4.2.1.6 has these two")]
pub enum UriHost {
    /// A host name, never a wildcard.
    Dns(DnsName),
    /// An address.
    Ip(IpAddr),
}

text_value!(Uri);

const MAX_OCTETS: usize = 2048;
/// Schemes whose URIs are useless without a host (RFC 9110 §4.2, RFC 4516 §2, RFC 1738 §3.2).
const WITH_HOST: [&str; 5] = ["http", "https", "ldap", "ldaps", "ftp"];

impl Uri {
    /// What stands before the first colon, as it was given.
    #[must_use]
    pub fn scheme(&self) -> &str {
        self.text.split_once(':').map_or("", |(scheme, _)| scheme)
    }

    /// The host; `None` for a URI without authority, such as `urn:oid:2.999`.
    #[must_use]
    pub const fn host(&self) -> Option<&UriHost> {
        self.host.as_ref()
    }

    fn parse(text: &str) -> Result<Self, GeneralNameError> {
        let kind = GeneralNameKind::Uri;
        if text.is_empty() {
            return Err(GeneralNameError::Empty { kind });
        }
        if text.len() > MAX_OCTETS {
            return Err(GeneralNameError::TooLong { kind, found: text.len(), limit: MAX_OCTETS });
        }
        if let Some(found) = text.chars().find(|c| !c.is_ascii()) {
            return Err(GeneralNameError::NotAscii { kind, found });
        }
        let (scheme, rest) = text.split_once(':').ok_or(GeneralNameError::UriNotAbsolute)?;
        if !is_scheme(scheme) || rest.is_empty() {
            return Err(GeneralNameError::UriNotAbsolute);
        }
        let named = match rest.strip_prefix("//") {
            Some(rest) => Some(host(rest)?),
            None if WITH_HOST.iter().any(|known| known.eq_ignore_ascii_case(scheme)) => {
                return Err(GeneralNameError::UriHasNoHost);
            }
            None => None,
        };
        // The brackets around an IPv6 host are the only ones a URI may have.
        let brackets = matches!(named, Some(UriHost::Ip(IpAddr::V6(_))));
        characters(rest, if brackets { 1 } else { 0 })?;
        Ok(Self { text: text.into(), host: named })
    }
}

fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// The host of what follows `//`: `[ userinfo "@" ] host [ ":" port ]`, up to the path, the query or the fragment.
fn host(after_slashes: &str) -> Result<UriHost, GeneralNameError> {
    let authority = after_slashes.split(['/', '?', '#']).next().unwrap_or_default();
    let host_and_port = authority.rsplit_once('@').map_or(authority, |(_, after)| after);
    if let Some(literal) = host_and_port.strip_prefix('[') {
        let (address, after) = literal.split_once(']').ok_or(GeneralNameError::UriHostLiteral)?;
        let address: Ipv6Addr = address.parse().map_err(|_| GeneralNameError::UriHostLiteral)?;
        port(after)?;
        return Ok(UriHost::Ip(address.into()));
    }
    let (name, after) = host_and_port.split_at(host_and_port.find(':').unwrap_or(host_and_port.len()));
    port(after)?;
    if name.is_empty() {
        return Err(GeneralNameError::UriHasNoHost);
    }
    if let Ok(address) = name.parse::<Ipv4Addr>() {
        return Ok(UriHost::Ip(address.into()));
    }
    DnsName::of_one_host(name, GeneralNameKind::Uri).map(UriHost::Dns)
}

/// Nothing, or a colon and a number; RFC 3986 §3.2.3 lets the number be missing.
fn port(after_host: &str) -> Result<(), GeneralNameError> {
    let Some(digits) = after_host.strip_prefix(':') else {
        return if after_host.is_empty() { Ok(()) } else { Err(GeneralNameError::UriHostLiteral) };
    };
    let number = digits.is_empty() || (digits.bytes().all(|c| c.is_ascii_digit()) && digits.parse::<u16>().is_ok());
    if number { Ok(()) } else { Err(GeneralNameError::UriPort) }
}

/// The characters of RFC 3986 §2, `%` with its digits, one `#`, and as many pairs of brackets as the host has.
fn characters(rest: &str, brackets: usize) -> Result<(), GeneralNameError> {
    let refuse = |found| Err(GeneralNameError::BadCharacter { kind: GeneralNameKind::Uri, found });
    let permitted = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c);
    if let Some(found) = rest.chars().find(|c| !permitted(*c)) {
        return refuse(found);
    }
    for (character, limit) in [('#', 1), ('[', brackets), (']', brackets)] {
        if rest.matches(character).count() > limit {
            return refuse(character);
        }
    }
    let escaped = |after: &str| after.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    if rest.split('%').skip(1).all(escaped) { Ok(()) } else { Err(GeneralNameError::UriPercent) }
}

#[cfg(test)]
mod tests;
