//! Key identifiers (RFC 5280 §4.2.1.1 and §4.2.1.2, X-16, X-17): which key is certified, which key signed.
//!
//! The subject's identifier of a CA certificate becomes, octet by octet, the authority's identifier of what it issues.
//! The surprising choice: issuer and serial number in an authority key identifier are kept as DER when read and never
//! written anew, because only the key identifier survives a renewal of the issuer.

use std::fmt;

use super::{Criticality, SubjectName, TypedExtension, oid};
use crate::{
    crypto::{Digest, Hash, PublicKey},
    encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Tag, Writer},
    x509::GeneralName,
};

/// The identifier of the certified key, 1 to 64 octets.
///
/// ```text
/// SubjectKeyIdentifier ::= KeyIdentifier
/// KeyIdentifier ::= OCTET STRING
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SubjectKeyIdentifier(Box<[u8]>);

impl SubjectKeyIdentifier {
    /// Most octets of an identifier: those of the longest digest in use.
    pub const MAX_OCTETS: usize = 64;

    /// An identifier of these octets.
    ///
    /// # Errors
    /// [`KeyIdentifierError`].
    pub fn new(octets: impl Into<Box<[u8]>>) -> Result<Self, KeyIdentifierError> {
        let octets = octets.into();
        if octets.is_empty() || octets.len() > Self::MAX_OCTETS {
            return Err(KeyIdentifierError::Length { found: octets.len() });
        }
        Ok(Self(octets))
    }

    /// Method 1 of RFC 7093 §2: the left-most 160 bits of SHA-256 over the BIT STRING of the key, without tag, length and
    /// count of unused bits.
    #[must_use]
    pub fn rfc7093_method_1(digest: &dyn Digest, key: &PublicKey) -> Self {
        let digest = digest.digest(Hash::Sha256, key.key_octets());
        Self(digest.iter().copied().take(20).collect())
    }

    /// The octets.
    #[must_use]
    pub fn as_octets(&self) -> &[u8] {
        &self.0
    }
}

impl TypedExtension for SubjectKeyIdentifier {
    const OID: Oid = oid::SUBJECT_KEY_IDENTIFIER;

    /// Non-critical (RFC 5280 §4.2.1.2).
    fn criticality(&self, _: SubjectName) -> Criticality {
        Criticality::NonCritical
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        identifier(reader, Tag::OCTET_STRING, "SubjectKeyIdentifier")
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.octet_string(&self.0)
    }
}

/// The identifier of the key that signed.
///
/// ```text
/// AuthorityKeyIdentifier ::= SEQUENCE { keyIdentifier [0] KeyIdentifier OPTIONAL,
///     authorityCertIssuer [1] GeneralNames OPTIONAL, authorityCertSerialNumber [2] CertificateSerialNumber OPTIONAL }
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct AuthorityKeyIdentifier {
    key: Option<SubjectKeyIdentifier>,
    issuer_and_serial: Option<Box<[u8]>>,
}

impl AuthorityKeyIdentifier {
    /// The identifier of the key with this subject key identifier.
    #[must_use]
    pub const fn of(key: SubjectKeyIdentifier) -> Self {
        Self { key: Some(key), issuer_and_serial: None }
    }

    /// keyIdentifier, in the form in which the issuer's certificate has it.
    #[must_use]
    pub const fn key_identifier(&self) -> Option<&SubjectKeyIdentifier> {
        self.key.as_ref()
    }

    /// authorityCertIssuer and authorityCertSerialNumber, two elements of DER as they were read; empty when absent.
    #[must_use]
    pub fn issuer_and_serial(&self) -> &[u8] {
        self.issuer_and_serial.as_deref().unwrap_or_default()
    }
}

impl TypedExtension for AuthorityKeyIdentifier {
    const OID: Oid = oid::AUTHORITY_KEY_IDENTIFIER;

    /// Non-critical (RFC 5280 §4.2.1.1).
    fn criticality(&self, _: SubjectName) -> Criticality {
        Criticality::NonCritical
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.sequence("AuthorityKeyIdentifier", |fields| {
            let key = match fields.peek() {
                Some(KEY) => Some(identifier(fields, KEY, "AuthorityKeyIdentifier")?),
                _ => None,
            };
            let (position, octets) = (fields.position(), fields.remaining());
            let issuer = fields.optional_nested(ISSUER, "authorityCertIssuer", |names| {
                GeneralName::decode_list(names, MAX_ISSUER_NAMES).map(drop)
            })?;
            let serial = fields.optional(SERIAL)?;
            if issuer.is_some() != serial.is_some() {
                return Err(fields.error_at(position, BOTH_OR_NEITHER));
            }
            let Some(serial) = serial else { return Ok(Self { key, issuer_and_serial: None }) };
            if !is_minimal_integer(serial.content) {
                return Err(fields.error_at(serial.position, DecodeErrorKind::NonMinimalInteger));
            }
            let length = octets.len().saturating_sub(fields.remaining().len());
            Ok(Self { key, issuer_and_serial: octets.get(..length).map(Into::into) })
        })
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|fields| {
            if let Some(key) = &self.key {
                fields.element(KEY, &key.0)?;
            }
            fields.raw(self.issuer_and_serial())
        })
    }
}

const KEY: Tag = Tag::context(0);
const ISSUER: Tag = Tag::context_constructed(1);
const SERIAL: Tag = Tag::context(2);
const MAX_ISSUER_NAMES: usize = 100;
const BOTH_OR_NEITHER: DecodeErrorKind = DecodeErrorKind::Rule {
    rule: "authorityCertIssuer and authorityCertSerialNumber are both present or both absent (RFC 5280 §4.2.1.1)",
};
const LENGTH: &str = "a key identifier has 1 to 64 octets here (RFC 5280 §4.2.1.2)";

fn identifier(reader: &mut Reader<'_>, tag: Tag, within: &'static str) -> Result<SubjectKeyIdentifier, DecodeError> {
    let element = reader.element(tag)?;
    SubjectKeyIdentifier::new(element.content)
        .map_err(|_| DecodeError::new(DecodeErrorKind::Rule { rule: LENGTH }, element.position, within))
}

/// The content octets of an INTEGER in its shortest form (X.690 §8.3.2).
const fn is_minimal_integer(content: &[u8]) -> bool {
    !matches!(content, [] | [0x00, 0x00..=0x7f, ..] | [0xff, 0x80..=0xff, ..])
}

/// Why some octets are not a key identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyIdentifierError {
    /// No octets, or more than [`SubjectKeyIdentifier::MAX_OCTETS`].
    #[error("{LENGTH}, found {found}")]
    Length {
        /// The octets found.
        found: usize,
    },
}

impl fmt::Display for SubjectKeyIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|octet| write!(f, "{octet:02x}"))
    }
}

impl fmt::Debug for SubjectKeyIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SubjectKeyIdentifier({self})")
    }
}

impl fmt::Debug for AuthorityKeyIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthorityKeyIdentifier")
            .field("key", &self.key)
            .field("issuer_and_serial", &self.issuer_and_serial.as_ref().map(|octets| octets.len()))
            .finish()
    }
}

#[cfg(test)]
mod tests;
