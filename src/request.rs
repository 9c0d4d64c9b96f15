//! Certification requests (PKCS#10, RFC 2986): from bytes to a request whose sender holds the key.
//!
//! The first stage of the walk. [`CertificationRequest::from_der`] reads the shape, strictly and within limits (R-01,
//! R-02, R-04 to R-07); [`CertificationRequest::verify`] proves possession over the octets received (R-03) and gives the
//! [`VerifiedRequest`] that a policy decides about. [`Violation`], the word in which later stages refuse, starts here.
//! The surprising choice: whatever is asked for stays in a type of its own, [`RequestedExtensions`], from which nothing
//! flows into a certificate.

mod attributes;
mod blocklist;
mod challenge_password;
mod key_quality;
mod limits;
mod possession;
mod requested;
mod settings;
mod sign;
mod signature_fault;
mod subject;
mod verified;
mod verify;
mod violation;

use std::fmt;

use crate::{
    crypto::{KeyAlgorithm, PublicKey, SignatureAlgorithm, UnusableAlgorithm},
    encoding::{
        DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Writer,
        pem::{self, Label, PemError},
    },
    x509::{Name, SignedParts},
};

use attributes::{Attributes, CHALLENGE_PASSWORD, UNSTRUCTURED_NAME};
use challenge_password::Received;

pub use attributes::RequestAttribute;
pub use blocklist::{BadkeysList, BlocklistError, KeyBlocklist, Listed, ListedEntry, SpkiHashes};
pub use challenge_password::ChallengePassword;
pub use key_quality::{ExponentClass, KeyFacts, KeyFloor, KeyQuality, KeyWeakness, PrimeTest, RsaLengths};
pub use limits::RequestLimits;
pub use possession::{Possession, PossessionError};
pub use requested::{RequestedExtensions, RequestedItem};
pub use settings::{AbsentAttributes, AttributeOrder, RequestSettings, VersionRule};
pub use sign::RequestSignError;
pub use signature_fault::SignatureFault;
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
/// A value of this type is strict DER to the last octet of what nobody here understands, and has each attribute and each
/// extension once. Its version, and the presence and order of `attributes`, are what the [`RequestSettings`] allow.
#[derive(Clone, PartialEq, Eq)]
pub struct CertificationRequest {
    der: Received,
    /// Start and end of the `CertificationRequestInfo` in `der`.
    info: (usize, usize),
    /// Where in `der` the octets of the signature start, which is the last field.
    signature: usize,
    version: u32,
    subject: Name,
    public_key: PublicKey,
    attributes: Attributes,
    algorithm: Oid,
    parameters: Option<Box<[u8]>>,
    understood: Result<SignatureAlgorithm, UnusableAlgorithm>,
}

impl CertificationRequest {
    /// Reads DER under [`RequestSettings::DEFAULT`].
    ///
    /// # Errors
    /// [`DecodeError`] with what was found, what was expected, and the octet.
    pub fn from_der(der: &[u8]) -> Result<Self, DecodeError> {
        Self::from_der_with(der, &RequestSettings::DEFAULT)
    }

    /// Reads DER under settings of the caller's.
    ///
    /// # Errors
    /// As [`CertificationRequest::from_der`].
    pub fn from_der_with(der: &[u8], settings: &RequestSettings) -> Result<Self, DecodeError> {
        let limit = settings.limits.der_octets;
        if der.len() > limit {
            let kind = DecodeErrorKind::TooLarge { found: der.len(), limit };
            return Err(DecodeError::new(kind, 0, "CertificationRequest"));
        }
        let SignedParts { to_be_signed, algorithm, signature } = SignedParts::decode(der, "CertificationRequest")?;
        let header = to_be_signed.octets.len().saturating_sub(to_be_signed.content.len());
        let (start, end) = (to_be_signed.position, to_be_signed.position.saturating_add(to_be_signed.octets.len()));
        let understood = SignatureAlgorithm::from_identifier(&algorithm);
        if understood.is_err() {
            Reader::at(algorithm.octets, end, "parameters").well_formed()?;
        }
        let mut info = Reader::at(to_be_signed.content, start.saturating_add(header), INFO);
        let Info { version, subject, public_key, attributes } = decode_info(&mut info, settings)?;
        info.finish()?;
        Ok(Self {
            der: Received::new(der, attributes.has(CHALLENGE_PASSWORD)),
            info: (start, end),
            signature: der.len().saturating_sub(signature.len()),
            version,
            subject,
            public_key,
            attributes,
            algorithm: algorithm.algorithm,
            parameters: algorithm.parameters.map(Into::into),
            understood,
        })
    }

    /// Reads a text with one block `CERTIFICATE REQUEST` or `NEW CERTIFICATE REQUEST` (R-06, R-07). Text around the block
    /// and CRLF are accepted.
    ///
    /// # Errors
    /// [`DecodeErrorKind::Pem`] for anything but one such block, and those of [`CertificationRequest::from_der`].
    pub fn from_pem(text: &[u8]) -> Result<Self, DecodeError> {
        Self::from_pem_with(text, &RequestSettings::DEFAULT)
    }

    /// Reads a text under settings of the caller's.
    ///
    /// # Errors
    /// As [`CertificationRequest::from_pem`].
    pub fn from_pem_with(text: &[u8], settings: &RequestSettings) -> Result<Self, DecodeError> {
        let labels = [Label::CertificateRequest, Label::NewCertificateRequest];
        let (_, der) = pem::decode_one(text, &labels, settings.limits.text_octets)?;
        Self::from_der_with(&der, settings)
    }

    /// Reads a file that is DER or a text with a PEM block.
    ///
    /// # Errors
    /// As [`CertificationRequest::from_der`] or [`CertificationRequest::from_pem`], whichever the octets look like.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeError> {
        Self::from_bytes_with(bytes, &RequestSettings::DEFAULT)
    }

    /// Reads a file under settings of the caller's.
    ///
    /// # Errors
    /// As [`CertificationRequest::from_bytes`].
    pub fn from_bytes_with(bytes: &[u8], settings: &RequestSettings) -> Result<Self, DecodeError> {
        if !pem::looks_like_text(bytes) {
            return Self::from_der_with(bytes, settings);
        }
        match Self::from_pem_with(bytes, settings) {
            // Not text either: the DER reader names the octet that is wrong.
            Err(error) if error.kind() == NO_BLOCK && std::str::from_utf8(bytes).is_err() => {
                Self::from_der_with(bytes, settings)
            }
            read => read,
        }
    }

    /// The octets received.
    #[must_use]
    pub fn as_der(&self) -> &[u8] {
        self.der.octets()
    }

    /// The octets of the `CertificationRequestInfo`, which the signature is over.
    #[must_use]
    pub fn info(&self) -> &[u8] {
        let (start, end) = self.info;
        self.as_der().get(start..end).unwrap_or_default()
    }

    /// The version, which is 0 unless the settings allowed another.
    #[must_use]
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// The signature, as many octets as its BIT STRING holds.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        self.as_der().get(self.signature..).unwrap_or_default()
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
    pub fn attributes(&self) -> impl ExactSizeIterator<Item = RequestAttribute<'_>> {
        self.attributes.list(self.as_der())
    }

    /// The attribute of this type.
    #[must_use]
    pub fn attribute(&self, oid: Oid) -> Option<RequestAttribute<'_>> {
        self.attributes().find(|attribute| attribute.oid() == oid)
    }

    /// Whether a challengePassword (RFC 2985 §5.4.1) is among the attributes.
    #[must_use]
    pub fn has_challenge_password(&self) -> bool {
        self.attributes.has(CHALLENGE_PASSWORD)
    }

    /// The challengePassword; `None` as well when it is no text, or has not exactly one value as RFC 2985 §5.4.1 asks.
    #[must_use]
    pub fn challenge_password(&self) -> Option<ChallengePassword> {
        let attribute = self.attribute(CHALLENGE_PASSWORD).filter(|attribute| attribute.values().count() == 1)?;
        attribute.texts().next().map(ChallengePassword::new)
    }

    /// The texts of unstructuredName (RFC 2985 §5.4.3), which some devices send. Nothing says that they are true, and none
    /// reaches a certificate.
    pub fn unstructured_names(&self) -> impl Iterator<Item = String> {
        self.attribute(UNSTRUCTURED_NAME)
            .into_iter()
            .flat_map(|attribute| attribute.texts())
            .map(|text| text.to_string())
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
        let Self {
            der,
            info: _,
            version,
            subject,
            public_key,
            attributes,
            algorithm,
            parameters,
            understood: _,
            signature: _,
        } = self;
        let mut writer = Writer::with_capacity(der.octets().len());
        writer.sequence(|fields| {
            fields.sequence(|info| {
                encode_info(info, *version, subject, public_key, |info| attributes.encode(der.octets(), info))
            })?;
            fields.sequence(|identifier| {
                identifier.oid(algorithm)?;
                parameters.as_deref().map_or(Ok(()), |parameters| identifier.raw(parameters))
            })?;
            fields.bit_string_of_octets(self.signature())
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
            .field("attributes", &self.attributes().collect::<Vec<_>>())
            .field("requested", self.requested())
            .finish_non_exhaustive()
    }
}

/// What a `CertificationRequestInfo` says.
struct Info {
    version: u32,
    subject: Name,
    public_key: PublicKey,
    attributes: Attributes,
}

fn decode_info(fields: &mut Reader<'_>, settings: &RequestSettings) -> Result<Info, DecodeError> {
    let version = decode_version(fields, settings.version)?;
    let subject = subject::decode(fields, settings.limits.subject_attributes)?;
    let mut key = fields.reading("SubjectPublicKeyInfo");
    let public_key = PublicKey::decode(fields)?;
    if matches!(public_key.algorithm(), KeyAlgorithm::Other(_)) {
        key.well_formed()?;
    }
    let attributes = Attributes::decode(fields, settings)?;
    Ok(Info { version, subject, public_key, attributes })
}

fn decode_version(fields: &mut Reader<'_>, rule: VersionRule) -> Result<u32, DecodeError> {
    let position = fields.position();
    match (rule, fields.clone().integer()?) {
        (_, [0]) | (VersionRule::Any, _) => fields.small_natural(),
        (VersionRule::Zero, [found @ 1..0x80]) => Err(fields.error_at(position, version(*found))),
        (VersionRule::Zero, _) => Err(fields.error_at(position, version(u8::MAX))),
    }
}

/// Writes the fields of the `CertificationRequestInfo`; `attributes` writes the last one.
fn encode_info(
    info: &mut Writer,
    version: u32,
    subject: &Name,
    public_key: &PublicKey,
    attributes: impl FnOnce(&mut Writer) -> Result<(), EncodeError>,
) -> Result<(), EncodeError> {
    info.small_natural(version)?;
    subject.encode_anew(info)?;
    info.raw(public_key.as_spki())?;
    attributes(info)
}

const fn version(found: u8) -> DecodeErrorKind {
    DecodeErrorKind::Version { expected: 0, found }
}

const INFO: &str = "CertificationRequestInfo";
const NO_BLOCK: DecodeErrorKind = DecodeErrorKind::Pem(PemError::NoBlock);
