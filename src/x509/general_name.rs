//! General names (RFC 5280 §4.2.1.6): whom or what a certificate speaks about, one payload type a form.
//!
//! Read from requests and CA certificates, made from an applicant's facts, written into SAN, CRL distribution points,
//! AIA and name constraints. Each payload is a newtype that cannot hold a malformed name (X-21, X-31, M-01 to M-03).
//! The surprising choice: forms nobody issues (x400Address, ediPartyName) are kept as octets instead of refused here, so
//! that a request with one is answered by a policy and not just called unreadable.

use std::fmt;

use super::Name;
use crate::encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Tag, Writer};

mod dns_name;
mod email_address;
mod error;
mod ip_address;
mod other_name;
mod smtp_utf8_mailbox;
mod spiffe_id;
mod text;
mod upn;
mod uri;

pub use dns_name::DnsName;
pub use email_address::EmailAddress;
pub use error::GeneralNameError;
pub use ip_address::IpAddress;
pub use other_name::{OtherName, UnsupportedName};
pub use smtp_utf8_mailbox::SmtpUtf8Mailbox;
pub use spiffe_id::{SpiffeId, SpiffeIdError};
pub(super) use text::decode_ia5;
pub use upn::Upn;
pub use uri::{Uri, UriHost};

/// One general name.
///
/// ```text
/// GeneralName ::= CHOICE {
///     otherName [0] OtherName, rfc822Name [1] IA5String, dNSName [2] IA5String, x400Address [3] ORAddress,
///     directoryName [4] Name, ediPartyName [5] EDIPartyName, uniformResourceIdentifier [6] IA5String,
///     iPAddress [7] OCTET STRING, registeredID [8] OBJECT IDENTIFIER }
/// ```
///
/// ```
/// use chancery::x509::{DnsName, GeneralName};
/// let name = GeneralName::Dns("www.example.com".parse::<DnsName>()?);
/// assert_eq!(name.to_string(), "DNS:www.example.com");
/// # Ok::<(), chancery::x509::GeneralNameError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GeneralName {
    /// `dNSName`
    Dns(DnsName),
    /// `rfc822Name`
    Email(EmailAddress),
    /// `uniformResourceIdentifier`
    Uri(Uri),
    /// `iPAddress`
    Ip(IpAddress),
    /// `directoryName`
    Directory(Name),
    /// `otherName` of a user principal name
    Upn(Upn),
    /// `otherName` of a mailbox with a local part outside ASCII (RFC 9598)
    SmtpUtf8(SmtpUtf8Mailbox),
    /// `otherName` of any other type
    Other(OtherName),
    /// `registeredID`
    RegisteredId(Oid),
    /// `x400Address` or `ediPartyName`, which this library carries and does not understand
    Unsupported(UnsupportedName),
}

/// The form of a general name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum GeneralNameKind {
    /// A host name.
    Dns,
    /// A mailbox.
    Email,
    /// A URI.
    Uri,
    /// An IPv4 or IPv6 address.
    Ip,
    /// A distinguished name.
    Directory,
    /// A user principal name.
    Upn,
    /// A mailbox with a local part outside ASCII.
    SmtpUtf8,
    /// An `otherName` of another type.
    Other,
    /// A registered identifier.
    RegisteredId,
    /// A form this library does not understand.
    Unsupported,
}

impl GeneralName {
    /// The form.
    #[must_use]
    pub const fn kind(&self) -> GeneralNameKind {
        match self {
            Self::Dns(_) => GeneralNameKind::Dns,
            Self::Email(_) => GeneralNameKind::Email,
            Self::Uri(_) => GeneralNameKind::Uri,
            Self::Ip(_) => GeneralNameKind::Ip,
            Self::Directory(_) => GeneralNameKind::Directory,
            Self::Upn(_) => GeneralNameKind::Upn,
            Self::SmtpUtf8(_) => GeneralNameKind::SmtpUtf8,
            Self::Other(_) => GeneralNameKind::Other,
            Self::RegisteredId(_) => GeneralNameKind::RegisteredId,
            Self::Unsupported(_) => GeneralNameKind::Unsupported,
        }
    }

    /// Reads one general name, strictly.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Rule`] for a name against the rules of its form, [`DecodeErrorKind::BadCharacter`] for octets
    /// its string type does not have, [`DecodeErrorKind::WrongContentLength`] for an address of neither 4 nor 16 octets,
    /// [`DecodeErrorKind::UnexpectedChoice`] for a tag that is no general name, and those of the reader.
    pub fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        // Where nothing can be peeked, `any` says why.
        let tag = match reader.peek() {
            Some(tag) => tag,
            None => reader.any()?.tag,
        };
        match tag {
            tag::OTHER => other_name::decode(reader),
            tag::EMAIL => decode_ia5(reader, tag, "rfc822Name").map(Self::Email),
            tag::DNS => decode_ia5(reader, tag, "dNSName").map(Self::Dns),
            tag::URI => decode_ia5(reader, tag, "uniformResourceIdentifier").map(Self::Uri),
            tag::DIRECTORY => reader.nested(tag, "directoryName", Name::decode).map(Self::Directory),
            tag::IP => IpAddress::decode(reader).map(Self::Ip),
            tag::REGISTERED_ID => registered_id(reader).map(Self::RegisteredId),
            tag::X400 | tag::EDI_PARTY => UnsupportedName::decode(reader).map(Self::Unsupported),
            found => Err(reader.error(DecodeErrorKind::UnexpectedChoice { found })),
        }
    }

    /// Reads general names up to the end of `reader`, at least one and at most `limit`.
    pub(crate) fn decode_list(reader: &mut Reader<'_>, limit: usize) -> Result<Vec<Self>, DecodeError> {
        let mut names = Vec::new();
        while !reader.is_at_end() {
            if names.len() >= limit {
                return Err(reader.error(DecodeErrorKind::TooMany { limit }));
            }
            names.push(Self::decode(reader)?);
        }
        if names.is_empty() {
            return Err(reader.error(DecodeErrorKind::Empty));
        }
        Ok(names)
    }

    /// Writes the name.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        match self {
            Self::Dns(name) => writer.element(tag::DNS, name.as_str().as_bytes()),
            Self::Email(address) => writer.element(tag::EMAIL, address.as_str().as_bytes()),
            Self::Uri(uri) => writer.element(tag::URI, uri.as_str().as_bytes()),
            Self::Ip(address) => address.encode(writer),
            Self::Directory(name) => writer.nested(tag::DIRECTORY, |inner| name.encode(inner)),
            Self::Upn(name) => other_name::encode_utf8(writer, &other_name::UPN, name.as_str()),
            Self::SmtpUtf8(mailbox) => {
                other_name::encode_utf8(writer, &other_name::SMTP_UTF8_MAILBOX, mailbox.as_str())
            }
            Self::Other(other) => other.encode(writer),
            Self::RegisteredId(oid) => writer.element(tag::REGISTERED_ID, oid.as_octets()),
            Self::Unsupported(name) => writer.raw(name.as_der()),
        }
    }
}

/// The tags of the CHOICE.
pub(super) mod tag {
    use super::Tag;

    pub(in crate::x509) const OTHER: Tag = Tag::context_constructed(0);
    pub(in crate::x509) const EMAIL: Tag = Tag::context(1);
    pub(in crate::x509) const DNS: Tag = Tag::context(2);
    pub(in crate::x509) const X400: Tag = Tag::context_constructed(3);
    pub(in crate::x509) const DIRECTORY: Tag = Tag::context_constructed(4);
    pub(in crate::x509) const EDI_PARTY: Tag = Tag::context_constructed(5);
    pub(in crate::x509) const URI: Tag = Tag::context(6);
    pub(in crate::x509) const IP: Tag = Tag::context(7);
    pub(in crate::x509) const REGISTERED_ID: Tag = Tag::context(8);
}

fn registered_id(reader: &mut Reader<'_>) -> Result<Oid, DecodeError> {
    let element = reader.element(tag::REGISTERED_ID)?;
    Oid::from_octets(element.content).map_err(|error| reader.error_at(element.position, DecodeErrorKind::Oid(error)))
}

impl fmt::Display for GeneralName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dns(name) => write!(f, "DNS:{name}"),
            Self::Email(address) => write!(f, "email:{address}"),
            Self::Uri(uri) => write!(f, "URI:{uri}"),
            Self::Ip(address) => write!(f, "IP:{address}"),
            Self::Directory(name) => write!(f, "directory:{name}"),
            Self::Upn(name) => write!(f, "UPN:{name}"),
            Self::SmtpUtf8(mailbox) => write!(f, "email:{mailbox}"),
            Self::Other(other) => write!(f, "other:{}", other.type_id()),
            Self::RegisteredId(oid) => write!(f, "registered:{oid}"),
            Self::Unsupported(name) => write!(f, "unsupported:{}", name.tag()),
        }
    }
}

impl fmt::Display for GeneralNameKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Dns => "host name",
            Self::Email => "e-mail address",
            Self::Uri => "URI",
            Self::Ip => "IP address",
            Self::Directory => "directory name",
            Self::Upn => "user principal name",
            Self::SmtpUtf8 => "internationalized e-mail address",
            Self::Other => "other name",
            Self::RegisteredId => "registered identifier",
            Self::Unsupported => "name of an unsupported form",
        })
    }
}

#[cfg(test)]
mod tests;
