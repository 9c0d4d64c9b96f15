//! The bags a file holds, with their attributes (RFC 7292 §4.2, RFC 2985 §5.5).
//!
//! Written by `seal`, read by `open`, before the MAC is known to hold where a content is not encrypted. A key stands in a
//! pkcs8ShroudedKeyBag, a certificate in a certBag (P-02). The surprising choice: an attribute that nobody here keeps is
//! not skipped but handed on by its identifier, so that the caller learns what was in the file.

use super::{
    encryption::Pbes2,
    identifiers::{
        CERT_BAG, CRL_BAG, FRIENDLY_NAME, KEY_BAG, LOCAL_KEY_ID, SECRET_BAG, SHROUDED_KEY_BAG, X509_CERTIFICATE, name,
    },
    integrity::EXPLICIT,
    open::{OpenError, OpenLimits, Unsupported},
};
use crate::{
    encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Tag, Writer},
    x509::Certificate,
};

/// What a bundle says of its key and certificate.
#[derive(Clone, Copy, Default)]
pub(super) struct Attributes<'a> {
    pub(super) friendly_name: Option<&'a str>,
    pub(super) local_key_id: Option<&'a [u8]>,
}

/// ```text
/// SafeBag ::= SEQUENCE {
///     bagId OBJECT IDENTIFIER, bagValue [0] EXPLICIT ANY DEFINED BY bagId,
///     bagAttributes SET OF PKCS12Attribute OPTIONAL }
/// ```
pub(super) struct SafeBag<'a> {
    pub(super) value: BagValue<'a>,
    pub(super) friendly_name: Option<String>,
    pub(super) local_key_id: Option<&'a [u8]>,
    /// Attributes that are not kept.
    pub(super) others: Vec<Oid>,
}

pub(super) enum BagValue<'a> {
    /// `PrivateKeyInfo`
    Key(&'a [u8]),
    ShroudedKey(ShroudedKey<'a>),
    Certificate(Certificate),
    /// A CRL or a secret of another kind.
    Other(Oid),
}

/// ```text
/// EncryptedPrivateKeyInfo ::= SEQUENCE { encryptionAlgorithm AlgorithmIdentifier, encryptedData OCTET STRING }
/// ```
pub(super) struct ShroudedKey<'a> {
    pub(super) scheme: Pbes2<'a>,
    pub(super) encrypted: &'a [u8],
}

/// Whether somebody without the password reads what is in a content.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cover {
    Clear,
    Encrypted,
}

/// Reads `SafeContents ::= SEQUENCE OF SafeBag`; `bags` counts over the whole file.
pub(super) fn decode_contents<'a>(
    reader: &mut Reader<'a>,
    cover: Cover,
    (bags, limits): (&mut usize, &OpenLimits),
) -> Result<Vec<SafeBag<'a>>, OpenError> {
    reader.sequence("SafeContents", |contents| {
        let mut read = Vec::new();
        while !contents.is_at_end() {
            *bags = bags.saturating_add(1);
            if *bags > limits.bags {
                return Err(contents.error(DecodeErrorKind::TooMany { limit: limits.bags }).into());
            }
            read.push(contents.sequence("SafeBag", |fields| decode(fields, cover, limits))?);
        }
        Ok(read)
    })
}

fn decode<'a>(fields: &mut Reader<'a>, cover: Cover, limits: &OpenLimits) -> Result<SafeBag<'a>, OpenError> {
    let bag = fields.oid()?;
    let value = fields.nested(EXPLICIT, "bagValue", |value| match bag {
        KEY_BAG if cover == Cover::Clear => Err(Unsupported::KeyInClear.into()),
        KEY_BAG => Ok(BagValue::Key(value.element(Tag::SEQUENCE)?.octets)),
        SHROUDED_KEY_BAG => value.sequence("EncryptedPrivateKeyInfo", |shrouded| {
            let scheme = Pbes2::decode(shrouded)?;
            Ok(BagValue::ShroudedKey(ShroudedKey { scheme, encrypted: shrouded.octet_string()? }))
        }),
        CERT_BAG => value.sequence("CertBag", certificate).map(BagValue::Certificate),
        CRL_BAG | SECRET_BAG => value.any().map(|_| BagValue::Other(bag)).map_err(OpenError::from),
        other => Err(Unsupported::Bag { bag: other, name: name(other) }.into()),
    })?;
    let mut read = SafeBag { value, friendly_name: None, local_key_id: None, others: Vec::new() };
    if !fields.is_at_end() {
        attributes(fields, &mut read, limits)?;
    }
    Ok(read)
}

/// ```text
/// CertBag ::= SEQUENCE { certId OBJECT IDENTIFIER, certValue [0] EXPLICIT ANY DEFINED BY certId }
/// x509Certificate: OCTET STRING
/// ```
fn certificate(fields: &mut Reader<'_>) -> Result<Certificate, OpenError> {
    let kind = fields.oid()?;
    if kind != X509_CERTIFICATE {
        return Err(Unsupported::Bag { bag: kind, name: name(kind) }.into());
    }
    fields.nested(EXPLICIT, "certValue", |value| {
        let der = value.octet_string()?;
        Certificate::from_der(der).map_err(OpenError::Certificate)
    })
}

/// Reads `SET OF PKCS12Attribute`: with nothing in it, as some write it, and in any order, as Java writes it. The MAC goes
/// over the octets that were received, so the order says nothing.
fn attributes<'a>(fields: &mut Reader<'a>, bag: &mut SafeBag<'a>, limits: &OpenLimits) -> Result<(), OpenError> {
    let mut seen: Vec<Oid> = Vec::new();
    let elements = fields.element(Tag::SET)?;
    let mut inner = fields.enter(&elements, "bagAttributes")?;
    while !inner.is_at_end() {
        let element = inner.element(Tag::SEQUENCE)?;
        let wrong = |kind| OpenError::from(inner.error_at(element.position, kind));
        if seen.len() >= limits.attributes {
            return Err(wrong(DecodeErrorKind::TooMany { limit: limits.attributes }));
        }
        let mut attribute = inner.enter(&element, "PKCS12Attribute")?;
        let oid = attribute.oid()?;
        if seen.contains(&oid) {
            return Err(wrong(DecodeErrorKind::Duplicate { oid }));
        }
        seen.push(oid);
        keep(oid, &mut attribute, bag)?;
        attribute.finish()?;
    }
    Ok(())
}

/// Keeps a value of ours; what a bundle cannot hold exactly is named among the others.
fn keep<'a>(oid: Oid, attribute: &mut Reader<'a>, bag: &mut SafeBag<'a>) -> Result<(), DecodeError> {
    match oid {
        FRIENDLY_NAME => {
            let octets = attribute.nested(Tag::SET, "friendlyName", |values| values.read(Tag::BMP_STRING))?;
            bag.friendly_name = from_bmp(octets);
            if bag.friendly_name.is_none() {
                bag.others.push(oid);
            }
        }
        LOCAL_KEY_ID => {
            let octets = attribute.nested(Tag::SET, "localKeyId", Reader::octet_string)?;
            if is_local_key_id(octets) {
                bag.local_key_id = Some(octets);
            } else {
                bag.others.push(oid);
            }
        }
        other => {
            attribute.read(Tag::SET)?;
            bag.others.push(other);
        }
    }
    Ok(())
}

/// RFC 2985 Appendix A: `pkcs-9-ub-friendlyName INTEGER ::= 255`
pub(super) const NAME_CHARACTERS: usize = 255;
/// No clause says how long a local key id may be; that of OpenSSL has 20 octets, that of Java about as many.
pub(super) const KEY_ID_OCTETS: usize = 255;

/// Whether a bundle holds these octets.
pub(super) fn is_local_key_id(octets: &[u8]) -> bool {
    (1..=KEY_ID_OCTETS).contains(&octets.len())
}

/// The text of a BMPString that a bundle holds: 1 to 255 characters, none of them half of a pair.
fn from_bmp(octets: &[u8]) -> Option<String> {
    let (units, rest) = octets.as_chunks::<2>();
    if !rest.is_empty() || units.is_empty() || units.len() > NAME_CHARACTERS {
        return None;
    }
    units.iter().map(|unit| char::from_u32(u32::from(u16::from_be_bytes(*unit)))).collect()
}

/// The BMPString of a text; `None` when a character is outside the plane.
pub(super) fn to_bmp(text: &str) -> Option<Vec<u8>> {
    let units = text.chars().map(|character| u16::try_from(u32::from(character)).ok().map(u16::to_be_bytes));
    units.collect::<Option<Vec<_>>>().map(|units| units.concat())
}

/// Writes a key in its bag.
pub(super) fn encode_key(
    scheme: &Pbes2<'_>,
    encrypted: &[u8],
    attributes: Attributes<'_>,
    writer: &mut Writer,
) -> Result<(), EncodeError> {
    encode(SHROUDED_KEY_BAG, attributes, writer, |value| {
        value.sequence(|shrouded| {
            scheme.encode(shrouded)?;
            shrouded.octet_string(encrypted)
        })
    })
}

/// Writes a certificate in its bag.
pub(super) fn encode_certificate(
    certificate: &Certificate,
    attributes: Attributes<'_>,
    writer: &mut Writer,
) -> Result<(), EncodeError> {
    encode(CERT_BAG, attributes, writer, |value| {
        value.sequence(|bag| {
            bag.oid(&X509_CERTIFICATE)?;
            bag.nested(EXPLICIT, |value| value.octet_string(certificate.as_der()))
        })
    })
}

fn encode(
    bag: Oid,
    attributes: Attributes<'_>,
    writer: &mut Writer,
    value: impl FnOnce(&mut Writer) -> Result<(), EncodeError>,
) -> Result<(), EncodeError> {
    writer.sequence(|fields| {
        fields.oid(&bag)?;
        fields.nested(EXPLICIT, value)?;
        let mut set = Vec::new();
        if let Some(name) = attributes.friendly_name.and_then(to_bmp) {
            set.push(attribute(FRIENDLY_NAME, Tag::BMP_STRING, &name)?);
        }
        if let Some(id) = attributes.local_key_id {
            set.push(attribute(LOCAL_KEY_ID, Tag::OCTET_STRING, id)?);
        }
        if set.is_empty() { Ok(()) } else { fields.set_of(set) }
    })
}

/// `PKCS12Attribute ::= SEQUENCE { attrId OBJECT IDENTIFIER, attrValues SET OF ANY }` with one value.
fn attribute(oid: Oid, tag: Tag, content: &[u8]) -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::new();
    writer.sequence(|fields| {
        fields.oid(&oid)?;
        fields.nested(Tag::SET, |values| values.element(tag, content))
    })?;
    Ok(writer.into_octets())
}
