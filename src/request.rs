//! Certification requests (PKCS#10, RFC 2986): from bytes to a request whose sender holds the key.
//!
//! The first stage of the walk. [`CertificationRequest::from_der`] reads the shape, strictly and within limits (R-01,
//! R-02, R-04 to R-07); [`CertificationRequest::verify`] proves possession over the octets received (R-03) and gives the
//! [`VerifiedRequest`] that a policy decides about. [`Violation`], the word in which later stages refuse, starts here.
//! The surprising choice: whatever is asked for stays in a type of its own, [`RequestedExtensions`], from which nothing
//! flows into a certificate.

mod attributes;
mod blocklist;
mod key_quality;
mod limits;
mod possession;
mod requested;
mod sign;
mod subject;
mod verified;
mod verify;
mod violation;

use std::fmt;

use crate::{
    crypto::{PublicKey, SignatureAlgorithm, UnusableAlgorithm},
    encoding::{
        DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Writer,
        pem::{self, Label, PemError},
    },
    x509::{Name, SignedParts},
};

use attributes::Attributes;

pub use attributes::RequestAttribute;
pub use blocklist::{BadkeysList, BlocklistError, KeyBlocklist, Listed, ListedEntry, SpkiHashes};
pub use key_quality::{ExponentClass, KeyFacts, KeyFloor, KeyQuality, KeyWeakness, PrimeTest, RsaLengths};
pub use limits::RequestLimits;
pub use possession::{Possession, PossessionError};
pub use requested::{RequestedExtensions, RequestedItem};
pub use sign::RequestSignError;
pub use verified::VerifiedRequest;
pub use verify::{Examination, VerifySettings};
pub(crate) use violation::presentable;
pub use violation::{Path, RuleId, Violation};

/// A certification request that was read and not yet believed.
///
/// ```text
/// CertificationRequest ::= SEQUENCE {
///     certificationRequestInfo CertificationRequestInfo, signatureAlgorithm AlgorithmIdentifier, signature BIT STRING }
/// CertificationRequestInfo ::= SEQUENCE {
///     version INTEGER { v1(0) }, subject Name, subjectPKInfo SubjectPublicKeyInfo, attributes [0] SET OF Attribute }
/// ```
///
/// A value of this type is version 0 and strict DER in every field this library understands. It has each attribute and
/// each extension once. `attributes` may be absent, and in any order.
#[derive(Clone, PartialEq, Eq)]
pub struct CertificationRequest {
    der: Box<[u8]>,
    /// Start and end of the `CertificationRequestInfo` in `der`.
    info: (usize, usize),
    subject: Name,
    public_key: PublicKey,
    attributes: Attributes,
    algorithm: Oid,
    parameters: Option<Box<[u8]>>,
    understood: Result<SignatureAlgorithm, UnusableAlgorithm>,
    signature: Box<[u8]>,
}

impl CertificationRequest {
    /// Reads DER within [`RequestLimits::DEFAULT`].
    ///
    /// # Errors
    /// [`DecodeError`] with what was found, what was expected, and the octet.
    pub fn from_der(der: &[u8]) -> Result<Self, DecodeError> {
        Self::from_der_within(der, &RequestLimits::DEFAULT)
    }

    /// Reads DER within limits of the caller's.
    ///
    /// # Errors
    /// As [`CertificationRequest::from_der`].
    pub fn from_der_within(der: &[u8], limits: &RequestLimits) -> Result<Self, DecodeError> {
        if der.len() > limits.der_octets {
            let kind = DecodeErrorKind::TooLarge { found: der.len(), limit: limits.der_octets };
            return Err(DecodeError::new(kind, 0, "CertificationRequest"));
        }
        let SignedParts { to_be_signed, algorithm, signature } = SignedParts::decode(der, "CertificationRequest")?;
        let header = to_be_signed.octets.len().saturating_sub(to_be_signed.content.len());
        let start = to_be_signed.position;
        let mut info = Reader::at(to_be_signed.content, start.saturating_add(header), INFO);
        let (subject, public_key, attributes) = decode_info(&mut info, limits)?;
        info.finish()?;
        Ok(Self {
            der: der.into(),
            info: (start, start.saturating_add(to_be_signed.octets.len())),
            subject,
            public_key,
            attributes,
            algorithm: algorithm.algorithm,
            parameters: algorithm.parameters.map(Into::into),
            understood: SignatureAlgorithm::from_identifier(&algorithm),
            signature: signature.into(),
        })
    }

    /// Reads a text with one block `CERTIFICATE REQUEST` or `NEW CERTIFICATE REQUEST` (R-06, R-07). Text around the block
    /// and CRLF are accepted.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Pem`] for anything but one such block, and those of [`CertificationRequest::from_der`].
    pub fn from_pem(text: &[u8]) -> Result<Self, DecodeError> {
        Self::from_pem_within(text, &RequestLimits::DEFAULT)
    }

    /// Reads a text within limits of the caller's.
    ///
    /// # Errors
    /// As [`CertificationRequest::from_pem`].
    pub fn from_pem_within(text: &[u8], limits: &RequestLimits) -> Result<Self, DecodeError> {
        let labels = [Label::CertificateRequest, Label::NewCertificateRequest];
        let (_, der) = pem::decode_one(text, &labels, limits.text_octets)?;
        Self::from_der_within(&der, limits)
    }

    /// Reads a file that is DER or a text with a PEM block.
    ///
    /// # Errors
    /// As [`CertificationRequest::from_der`] or [`CertificationRequest::from_pem`], whichever the octets look like.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeError> {
        if !pem::looks_like_text(bytes) {
            return Self::from_der(bytes);
        }
        match Self::from_pem(bytes) {
            // Not text either: the DER reader names the octet that is wrong.
            Err(error) if error.kind() == NO_BLOCK && std::str::from_utf8(bytes).is_err() => Self::from_der(bytes),
            read => read,
        }
    }

    /// The octets received.
    #[must_use]
    pub fn as_der(&self) -> &[u8] {
        &self.der
    }

    /// The octets of the `CertificationRequestInfo`, which the signature is over.
    #[must_use]
    pub fn info(&self) -> &[u8] {
        let (start, end) = self.info;
        self.der.get(start..end).unwrap_or_default()
    }

    /// The name the sender wrote.
    #[must_use]
    pub const fn subject(&self) -> &Name {
        &self.subject
    }

    /// The key.
    #[must_use]
    pub const fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    /// What can be said about the key.
    #[must_use]
    pub fn facts(&self) -> KeyFacts {
        KeyFacts::of(&self.public_key)
    }

    /// The algorithm of the signature.
    ///
    /// # Errors
    /// [`UnusableAlgorithm`] when it is none this library checks.
    pub const fn signature_algorithm(&self) -> Result<SignatureAlgorithm, UnusableAlgorithm> {
        self.understood
    }

    /// All attributes, in the order received. Their values may be secret.
    #[must_use]
    pub fn attributes(&self) -> &[RequestAttribute] {
        self.attributes.list()
    }

    /// Whether a challengePassword (RFC 2985 §5.4.1) is among the attributes.
    #[must_use]
    pub fn has_challenge_password(&self) -> bool {
        self.attributes.has_challenge_password()
    }

    /// The extensions asked for; empty when there is no extensionRequest.
    #[must_use]
    pub const fn requested(&self) -> &RequestedExtensions {
        self.attributes.requested()
    }

    /// Writes the request anew from what was understood of it. The octets equal [`CertificationRequest::as_der`]; that
    /// they do is what the fuzzer watches.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`], never met within the limits.
    pub fn reencode(&self) -> Result<Vec<u8>, EncodeError> {
        let Self { der, info: _, subject, public_key, attributes, algorithm, parameters, understood: _, signature } =
            self;
        let mut writer = Writer::with_capacity(der.len());
        writer.sequence(|fields| {
            fields.sequence(|info| encode_info(info, subject, public_key, |info| attributes.encode(info)))?;
            fields.sequence(|identifier| {
                identifier.oid(algorithm)?;
                parameters.as_deref().map_or(Ok(()), |parameters| identifier.raw(parameters))
            })?;
            fields.bit_string_of_octets(signature)
        })?;
        Ok(writer.into_octets())
    }
}

impl fmt::Debug for CertificationRequest {
    /// Values of attributes are not shown, identity numbers are masked.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CertificationRequest")
            .field("subject", &self.subject)
            .field("public_key", &self.public_key)
            .field("attributes", &self.attributes.list())
            .field("requested", self.requested())
            .finish_non_exhaustive()
    }
}

type Info = (Name, PublicKey, Attributes);

fn decode_info(fields: &mut Reader<'_>, limits: &RequestLimits) -> Result<Info, DecodeError> {
    let position = fields.position();
    match fields.integer()? {
        [0] => {}
        [found @ 1..0x80] => return Err(fields.error_at(position, version(*found))),
        _ => return Err(fields.error_at(position, version(u8::MAX))),
    }
    let subject = subject::decode(fields)?;
    let public_key = PublicKey::decode(fields)?;
    let attributes = Attributes::decode(fields, limits)?;
    Ok((subject, public_key, attributes))
}

/// Writes the fields of the `CertificationRequestInfo`; `attributes` writes the last one.
fn encode_info(
    info: &mut Writer,
    subject: &Name,
    public_key: &PublicKey,
    attributes: impl FnOnce(&mut Writer) -> Result<(), EncodeError>,
) -> Result<(), EncodeError> {
    info.small_natural(0)?;
    subject.encode(info)?;
    info.raw(public_key.as_spki())?;
    attributes(info)
}

const fn version(found: u8) -> DecodeErrorKind {
    DecodeErrorKind::Version { expected: 0, found }
}

const INFO: &str = "CertificationRequestInfo";
const NO_BLOCK: DecodeErrorKind = DecodeErrorKind::Pem(PemError::NoBlock);
