//! One subtree of a name constraint (RFC 5280 §4.2.1.10): a base, and no distances.
//!
//! The surprising choice: minimum and maximum are not fields. RFC 5280 wants 0 and absence, DER leaves the 0 out, and
//! anything else is refused.

use std::{fmt, net::IpAddr, str::FromStr};

use serde::Deserialize;

use super::{DnsConstraint, HostConstraint, IpRange, NameConstraintsError, written::Base};
use crate::{
    encoding::{DecodeError, DecodeErrorKind, Element, EncodeError, Oid, Reader, Tag, Writer},
    x509::{
        Name,
        general_name::tag::{DIRECTORY, DNS, EDI_PARTY, EMAIL, IP, OTHER, REGISTERED_ID, URI, X400},
    },
};

/// The names below a base.
///
/// ```text
/// GeneralSubtree ::= SEQUENCE { base GeneralName, minimum [0] BaseDistance DEFAULT 0, maximum [1] BaseDistance OPTIONAL }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Base")]
#[cfg_attr(feature = "schema", schemars(with = "Base"))]
#[non_exhaustive]
pub enum GeneralSubtree {
    /// Host names.
    Dns(DnsConstraint),
    /// Mailboxes of a host or of the hosts of a domain.
    Email(HostConstraint),
    /// URIs of a host or of the hosts of a domain.
    Uri(HostConstraint),
    /// Addresses.
    Ip(IpRange),
    /// Distinguished names that begin with these RDNs.
    Directory(Name),
    /// Names of any other form.
    Other(OtherSubtree),
}

/// A base of a form this library carries and does not interpret: otherName, x400Address, ediPartyName, registeredID.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OtherSubtree {
    tag: Tag,
    der: Box<[u8]>,
}

impl OtherSubtree {
    /// The tag in the CHOICE, `[0]` for otherName.
    #[must_use]
    pub const fn tag(&self) -> Tag {
        self.tag
    }

    /// The whole base, as it was read.
    #[must_use]
    pub fn as_der(&self) -> &[u8] {
        &self.der
    }

    /// Reads a base of which the value is carried; what stands around it has its shape.
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut inside = reader.clone();
        let element = reader.any()?;
        match element.tag {
            // Not the values of known types: what a constraint on a user principal name looks like, no standard says.
            OTHER => inside.nested(OTHER, "OtherName", |fields| {
                fields.oid()?;
                fields.nested(Tag::context_constructed(0), "OtherName", |value| value.any().map(drop))
            })?,
            REGISTERED_ID => Oid::from_octets(element.content)
                .map(drop)
                .map_err(|error| reader.error_at(element.position, DecodeErrorKind::Oid(error)))?,
            _ => {}
        }
        Ok(Self { tag: element.tag, der: element.octets.into() })
    }
}

impl GeneralSubtree {
    /// A host name and everything to the left of it.
    ///
    /// # Errors
    /// [`NameConstraintsError::Host`].
    pub fn dns(text: &str) -> Result<Self, NameConstraintsError> {
        text.parse().map(Self::Dns)
    }

    /// The mailboxes of a host, or with a dot at the start of the hosts of a domain.
    ///
    /// # Errors
    /// [`NameConstraintsError::Host`], [`NameConstraintsError::Mailbox`].
    pub fn email(text: &str) -> Result<Self, NameConstraintsError> {
        text.parse().map(Self::Email)
    }

    /// The URIs of a host, or with a dot at the start of the hosts of a domain.
    ///
    /// # Errors
    /// [`NameConstraintsError::Host`], [`NameConstraintsError::Mailbox`].
    pub fn uri(text: &str) -> Result<Self, NameConstraintsError> {
        text.parse().map(Self::Uri)
    }

    /// The addresses whose first bits are those of `address`.
    ///
    /// # Errors
    /// As [`IpRange::new`].
    pub fn ip(address: IpAddr, prefix_length: u8) -> Result<Self, NameConstraintsError> {
        IpRange::new(address, prefix_length).map(Self::Ip)
    }

    pub(super) fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.sequence("GeneralSubtree", |fields| {
            let base = Self::decode_base(fields)?;
            match fields.peek() {
                Some(MINIMUM) => {
                    let minimum = fields.any()?;
                    let kind = if minimum.content == [0] { DecodeErrorKind::DefaultEncoded } else { DISTANCES };
                    Err(fields.error_at(minimum.position, kind))
                }
                Some(MAXIMUM) => Err(fields.error(DISTANCES)),
                _ => Ok(base),
            }
        })
    }

    pub(super) fn decode_base(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        match reader.peek() {
            Some(DNS) => host(&reader.any()?, "dNSName").map(Self::Dns),
            Some(EMAIL) => host(&reader.any()?, "rfc822Name").map(Self::Email),
            Some(URI) => host(&reader.any()?, "uniformResourceIdentifier").map(Self::Uri),
            Some(IP) => {
                let element = reader.any()?;
                let range = IpRange::from_octets(element.content);
                range.map(Self::Ip).map_err(|error| DecodeError::new(error.into(), element.position, "iPAddress"))
            }
            // The constraints of CA certificates that exist: the characters are their authors' business.
            Some(DIRECTORY) => reader.nested(DIRECTORY, "directoryName", Name::decode_foreign).map(Self::Directory),
            Some(OTHER | X400 | EDI_PARTY | REGISTERED_ID) => OtherSubtree::decode(reader).map(Self::Other),
            Some(found) => Err(reader.error(DecodeErrorKind::UnexpectedChoice { found })),
            None => Err(reader.error(DecodeErrorKind::Missing { expected: DNS })),
        }
    }

    pub(super) fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|fields| match self {
            Self::Dns(constraint) => fields.element(DNS, constraint.as_str().as_bytes()),
            Self::Email(constraint) => fields.element(EMAIL, constraint.as_str().as_bytes()),
            Self::Uri(constraint) => fields.element(URI, constraint.as_str().as_bytes()),
            Self::Ip(range) => range.encode(fields, IP),
            Self::Directory(name) => fields.nested(DIRECTORY, |inner| name.encode(inner)),
            Self::Other(other) => fields.raw(&other.der),
        })
    }
}

fn host<T: FromStr<Err = NameConstraintsError>>(element: &Element<'_>, field: &'static str) -> Result<T, DecodeError> {
    let refuse = |kind| DecodeError::new(kind, element.position, field);
    let text =
        str::from_utf8(element.content).map_err(|_| refuse(DecodeErrorKind::BadCharacter { string: "IA5String" }))?;
    text.parse().map_err(|error: NameConstraintsError| refuse(error.into()))
}

impl fmt::Debug for OtherSubtree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OtherSubtree({}, {} octets)", self.tag, self.der.len())
    }
}

impl fmt::Display for GeneralSubtree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dns(constraint) => write!(f, "DNS:{constraint}"),
            Self::Email(constraint) => write!(f, "email:{constraint}"),
            Self::Uri(constraint) => write!(f, "URI:{constraint}"),
            Self::Ip(range) => write!(f, "IP:{range}"),
            Self::Directory(name) => write!(f, "directory:{name}"),
            Self::Other(other) => write!(f, "unsupported:{}", other.tag),
        }
    }
}

// The distances beside the base.
const MINIMUM: Tag = Tag::context(0);
const MAXIMUM: Tag = Tag::context(1);
const DISTANCES: DecodeErrorKind =
    DecodeErrorKind::Rule { rule: "the minimum of a subtree is 0 and its maximum absent (RFC 5280 §4.2.1.10)" };
