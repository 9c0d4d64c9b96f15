//! The outer layers of a file: everything that can be seen without the password (RFC 7292 §4).
//!
//! Read before the MAC is known to hold, because what the derivations cost stands in here. Strict DER, so a file in BER is
//! refused by name. The surprising choice: bags in a content that is not encrypted are read here as well, since the key
//! usually stands in one and its iterations count.

use super::{OpenError, OpenLimits, SafeBag, Unsupported};
use crate::{
    encoding::{DecodeErrorKind, Element, Oid, Reader, Tag},
    pkcs12::{
        encryption::Pbes2,
        identifiers::{DATA, ENCRYPTED_DATA, ENVELOPED_DATA, SIGNED_DATA},
        integrity::{EXPLICIT, MacData},
        safe_bag::{Cover, decode_contents},
    },
};

/// A file without what is encrypted in it.
pub(super) struct Outer<'a> {
    pub(super) mac: MacData<'a>,
    /// The content octets of authSafe, over which the MAC goes (P-04).
    pub(super) authenticated: &'a [u8],
    /// The bags of contents that are not encrypted.
    pub(super) clear: Vec<SafeBag<'a>>,
    pub(super) encrypted: Vec<EncryptedContent<'a>>,
    /// How many bags were read.
    pub(super) bags: usize,
}

pub(super) struct EncryptedContent<'a> {
    pub(super) scheme: Pbes2<'a>,
    pub(super) encrypted: &'a [u8],
}

/// ```text
/// PFX ::= SEQUENCE { version INTEGER { v3(3) }, authSafe ContentInfo, macData MacData OPTIONAL }
/// ```
pub(super) fn decode<'a>(der: &'a [u8], limits: &OpenLimits) -> Result<Outer<'a>, OpenError> {
    Reader::whole(der, "PFX", |outer| {
        outer.sequence("PFX", |fields| {
            let position = fields.position();
            match fields.small_natural()? {
                3 => {}
                other => {
                    let found = u8::try_from(other).unwrap_or(u8::MAX);
                    return Err(fields.error_at(position, DecodeErrorKind::Version { expected: 3, found }).into());
                }
            }
            let (inside, authenticated) = fields.sequence("authSafe", authenticated_octets)?;
            if fields.is_at_end() {
                return Err(Unsupported::NoMac.into());
            }
            let mac = MacData::decode(fields)?;
            let mut outer = Outer { mac, authenticated, clear: Vec::new(), encrypted: Vec::new(), bags: 0 };
            contents(inside, &mut outer, limits)?;
            Ok(outer)
        })
    })
}

/// The octets in a `ContentInfo` of type `data`, and a reader over them that counts from the start of the file.
fn authenticated_octets<'a>(info: &mut Reader<'a>) -> Result<(Reader<'a>, &'a [u8]), OpenError> {
    match info.oid()? {
        DATA => {}
        SIGNED_DATA => return Err(Unsupported::PublicKeyMode.into()),
        content => return Err(Unsupported::Content { content }.into()),
    }
    info.nested(EXPLICIT, "content", |content| {
        let element = content.element(Tag::OCTET_STRING)?;
        Ok((within(&element, "AuthenticatedSafe"), element.content))
    })
}

/// A reader over the DER in an OCTET STRING. It counts positions from the start of the file and levels anew: a file is as
/// deep as its five formats one inside another, and each is bounded by itself.
fn within<'a>(element: &Element<'a>, name: &'static str) -> Reader<'a> {
    let header = element.octets.len().saturating_sub(element.content.len());
    Reader::at(element.content, element.position.saturating_add(header), name)
}

/// `AuthenticatedSafe ::= SEQUENCE OF ContentInfo`
fn contents<'a>(mut inside: Reader<'a>, outer: &mut Outer<'a>, limits: &OpenLimits) -> Result<(), OpenError> {
    inside.sequence("AuthenticatedSafe", |safe| {
        let mut count: usize = 0;
        while !safe.is_at_end() {
            count = count.saturating_add(1);
            if count > limits.contents {
                return Err(OpenError::from(safe.error(DecodeErrorKind::TooMany { limit: limits.contents })));
            }
            safe.sequence("ContentInfo", |info| {
                let content = info.oid()?;
                info.nested(EXPLICIT, "content", |inner| one(content, inner, outer, limits))
            })?;
        }
        Ok(())
    })?;
    Ok(inside.finish()?)
}

fn one<'a>(content: Oid, inner: &mut Reader<'a>, outer: &mut Outer<'a>, limits: &OpenLimits) -> Result<(), OpenError> {
    match content {
        DATA => {
            let element = inner.element(Tag::OCTET_STRING)?;
            let mut octets = within(&element, "SafeContents");
            let read = decode_contents(&mut octets, Cover::Clear, (&mut outer.bags, limits))?;
            octets.finish()?;
            outer.clear.extend(read);
            Ok(())
        }
        ENCRYPTED_DATA => {
            outer.encrypted.push(inner.sequence("EncryptedData", encrypted_data)?);
            Ok(())
        }
        ENVELOPED_DATA => Err(Unsupported::PublicKeyMode.into()),
        content => Err(Unsupported::Content { content }.into()),
    }
}

/// ```text
/// EncryptedData ::= SEQUENCE { version INTEGER (0), encryptedContentInfo EncryptedContentInfo }
/// EncryptedContentInfo ::= SEQUENCE {
///     contentType OBJECT IDENTIFIER, contentEncryptionAlgorithm AlgorithmIdentifier,
///     encryptedContent [0] IMPLICIT OCTET STRING OPTIONAL }
/// ```
fn encrypted_data<'a>(data: &mut Reader<'a>) -> Result<EncryptedContent<'a>, OpenError> {
    let position = data.position();
    if let other @ 1.. = data.small_natural()? {
        let found = u8::try_from(other).unwrap_or(u8::MAX);
        return Err(data.error_at(position, DecodeErrorKind::Version { expected: 0, found }).into());
    }
    data.sequence("EncryptedContentInfo", |info| {
        let content = info.oid()?;
        if content != DATA {
            return Err(Unsupported::Content { content }.into());
        }
        let scheme = Pbes2::decode(info)?;
        Ok(EncryptedContent { scheme, encrypted: info.read(Tag::context(0))? })
    })
}
