//! A to-be-signed certificate where its octets stand (RFC 5280 §4.1.2).
//!
//! What the decoder of certificates, the read-back of `issuance` and every lint rule look at. It borrows, so reading
//! back what is about to be signed costs one list of extensions and nothing else. The surprising choice: fields keep
//! their octets; a rule that wants a value decodes it, and a rule that wants octets has them.

use std::fmt;

use super::{
    ForeignSerialNumber, Name, PublicKey, Validity,
    extension::{ExtensionRef, TypedExtension},
};
use crate::{
    crypto::AlgorithmIdentifier,
    encoding::{DecodeError, DecodeErrorKind, Element, Oid, Reader, Tag},
};

/// The fields of a `TBSCertificate`.
///
/// ```text
/// TBSCertificate ::= SEQUENCE {
///     version [0] EXPLICIT INTEGER DEFAULT v1, serialNumber INTEGER, signature AlgorithmIdentifier, issuer Name,
///     validity Validity, subject Name, subjectPublicKeyInfo SubjectPublicKeyInfo,
///     issuerUniqueID [1] IMPLICIT BIT STRING OPTIONAL, subjectUniqueID [2] IMPLICIT BIT STRING OPTIONAL,
///     extensions [3] EXPLICIT Extensions OPTIONAL }
/// ```
///
/// A value of this type is a version 3 certificate in strict DER in which no extension occurs twice.
#[derive(Clone)]
pub struct TbsCertificate<'a> {
    octets: &'a [u8],
    serial: Element<'a>,
    signature: AlgorithmIdentifier<'a>,
    issuer: Element<'a>,
    validity: Validity,
    subject: Element<'a>,
    public_key: Element<'a>,
    extensions: Vec<ExtensionRef<'a>>,
}

impl<'a> TbsCertificate<'a> {
    /// Most extensions of a certificate that is read; the catalog of RFC 5280 has 17.
    pub const MAX_EXTENSIONS: usize = 64;

    /// Reads a whole `TBSCertificate`.
    ///
    /// # Errors
    /// [`DecodeError`]: version other than 3 included, as no other version can carry what a certificate needs.
    pub fn from_der(der: &'a [u8]) -> Result<Self, DecodeError> {
        Reader::whole(der, "TBSCertificate", |reader| {
            let element = reader.element(Tag::SEQUENCE)?;
            Self::decode(reader, &element)
        })
    }

    pub(crate) fn decode(outer: &Reader<'a>, element: &Element<'a>) -> Result<Self, DecodeError> {
        let mut fields = outer.enter(element, "TBSCertificate")?;
        decode_version(&mut fields)?;
        let tbs = Self {
            octets: element.octets,
            serial: fields.element(Tag::INTEGER)?,
            signature: AlgorithmIdentifier::decode(&mut fields)?,
            issuer: fields.element(Tag::SEQUENCE)?,
            validity: Validity::decode(&mut fields)?,
            subject: fields.element(Tag::SEQUENCE)?,
            public_key: fields.element(Tag::SEQUENCE)?,
            extensions: decode_rest(&mut fields)?,
        };
        fields.finish()?;
        Ok(tbs)
    }

    /// All octets, as they are signed.
    #[must_use]
    pub const fn octets(&self) -> &'a [u8] {
        self.octets
    }

    /// The content octets of the serial number.
    #[must_use]
    pub const fn serial(&self) -> &'a [u8] {
        self.serial.content
    }

    /// The serial number, sound as X-02 wants it.
    ///
    /// # Errors
    /// Those of [`ForeignSerialNumber::decode`].
    pub fn serial_number(&self) -> Result<ForeignSerialNumber, DecodeError> {
        ForeignSerialNumber::decode(&mut Reader::at(self.serial.octets, self.serial.position, "serialNumber"))
    }

    /// The inner algorithm.
    #[must_use]
    pub const fn signature(&self) -> &AlgorithmIdentifier<'a> {
        &self.signature
    }

    /// The octets of the issuer's name.
    #[must_use]
    pub const fn issuer(&self) -> &'a [u8] {
        self.issuer.octets
    }

    /// The window.
    #[must_use]
    pub const fn validity(&self) -> Validity {
        self.validity
    }

    /// The octets of the subject's name.
    #[must_use]
    pub const fn subject(&self) -> &'a [u8] {
        self.subject.octets
    }

    /// Whether the subject has no attributes.
    #[must_use]
    pub const fn subject_is_empty(&self) -> bool {
        self.subject.content.is_empty()
    }

    /// The issuer's name, read as one that exists.
    ///
    /// # Errors
    /// Those of [`Name::decode_foreign`].
    pub fn issuer_name(&self) -> Result<Name, DecodeError> {
        Name::decode_foreign(&mut Reader::at(self.issuer.octets, self.issuer.position, "issuer"))
    }

    /// The subject's name, read as one that exists.
    ///
    /// # Errors
    /// Those of [`Name::decode_foreign`].
    pub fn subject_name(&self) -> Result<Name, DecodeError> {
        Name::decode_foreign(&mut Reader::at(self.subject.octets, self.subject.position, "subject"))
    }

    /// The octets of the `SubjectPublicKeyInfo`.
    #[must_use]
    pub const fn subject_public_key_info(&self) -> &'a [u8] {
        self.public_key.octets
    }

    /// The public key.
    ///
    /// # Errors
    /// Those of [`PublicKey::decode`].
    pub fn public_key(&self) -> Result<PublicKey, DecodeError> {
        PublicKey::decode(&mut Reader::at(self.public_key.octets, self.public_key.position, "subjectPublicKeyInfo"))
    }

    /// The extensions, in order.
    #[must_use]
    pub fn extensions(&self) -> &[ExtensionRef<'a>] {
        &self.extensions
    }

    /// The extension with this identifier.
    #[must_use]
    pub fn extension(&self, oid: Oid) -> Option<&ExtensionRef<'a>> {
        self.extensions.iter().find(|extension| same(&extension.oid, &oid))
    }

    /// The typed value of an extension, if it is there.
    ///
    /// # Errors
    /// [`DecodeError`] when the value is not of its type.
    pub fn typed<E: TypedExtension>(&self) -> Result<Option<E>, DecodeError> {
        self.extension(E::OID).and_then(ExtensionRef::typed).transpose()
    }
}

impl fmt::Debug for TbsCertificate<'_> {
    /// Octets by their length: the subject may hold an identity number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TbsCertificate")
            .field("octets", &self.octets.len())
            .field("validity", &self.validity)
            .field("extensions", &self.extensions)
            .finish_non_exhaustive()
    }
}

fn decode_version(fields: &mut Reader<'_>) -> Result<(), DecodeError> {
    let position = fields.position();
    let version = fields.optional_nested(Tag::context_constructed(0), "version", Reader::small_natural)?;
    match version {
        Some(2) => Ok(()),
        other => {
            let found = u8::try_from(other.unwrap_or(0)).unwrap_or(u8::MAX);
            Err(fields.error_at(position, DecodeErrorKind::Version { expected: 2, found }))
        }
    }
}

/// What may follow the key. The unique identifiers of version 2 are read past; lint refuses them in what is written
/// (X-14).
fn decode_rest<'a>(fields: &mut Reader<'a>) -> Result<Vec<ExtensionRef<'a>>, DecodeError> {
    fields.optional(Tag::context(1))?;
    fields.optional(Tag::context(2))?;
    let extensions = fields.optional_nested(Tag::context_constructed(3), "extensions", decode_extensions)?;
    Ok(extensions.unwrap_or_default())
}

/// Whether two identifiers are the same, from the last octet on: those of extensions differ there, so most comparisons
/// end at once, and none reads the whole of an identifier that was written a moment ago.
fn same(one: &Oid, other: &Oid) -> bool {
    one.as_octets().iter().rev().eq(other.as_octets().iter().rev())
}

fn decode_extensions<'a>(reader: &mut Reader<'a>) -> Result<Vec<ExtensionRef<'a>>, DecodeError> {
    reader.sequence("Extensions", |list| {
        let mut extensions: Vec<ExtensionRef<'a>> = Vec::with_capacity(12);
        while !list.is_at_end() {
            let position = list.position();
            let extension = ExtensionRef::decode(list)?;
            if extensions.iter().any(|known| same(&known.oid, &extension.oid)) {
                return Err(list.error_at(position, DecodeErrorKind::Duplicate { oid: extension.oid }));
            }
            if extensions.len() >= TbsCertificate::MAX_EXTENSIONS {
                return Err(list.error_at(position, DecodeErrorKind::TooMany { limit: TbsCertificate::MAX_EXTENSIONS }));
            }
            extensions.push(extension);
        }
        if extensions.is_empty() { Err(list.error(DecodeErrorKind::Empty)) } else { Ok(extensions) }
    })
}
