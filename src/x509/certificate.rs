//! A certificate: its octets, and what they say (RFC 5280 §4.1).
//!
//! Decoded from the files of CA certificates, and made by `issuance` from what it signed. The octets are never written
//! again. The surprising choice: decoding one says nothing about trust; an `Issuer` is made from it only after the
//! issuer's own questions, and a relying party asks many more.

use std::{fmt, sync::Arc};

use super::{
    Extensions, ForeignSerialNumber, Name, PublicKey, SignedParts, TbsCertificate, Validity,
    extension::{SubjectKeyIdentifier, TypedExtension},
};
use crate::{
    crypto::{SignatureAlgorithm, UnusableAlgorithm, Verifier, VerifyError},
    encoding::{
        DecodeError, DecodeErrorKind, Reader, Tag,
        pem::{self, Label},
    },
};

/// An X.509 version 3 certificate.
///
/// ```text
/// Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm AlgorithmIdentifier, signatureValue BIT STRING }
/// ```
///
/// A value of this type is strict DER without trailing bytes, its two algorithm fields are the same (X-03), its serial
/// number is sound (X-02) and no extension occurs twice (X-15). Cloning shares the octets.
#[derive(Clone)]
pub struct Certificate(Arc<Fields>);

struct Fields {
    der: Box<[u8]>,
    serial: ForeignSerialNumber,
    issuer: Name,
    validity: Validity,
    subject: Name,
    public_key: PublicKey,
    extensions: Extensions,
    algorithm: Result<SignatureAlgorithm, UnusableAlgorithm>,
}

/// Why the signature of a certificate is not known to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CertificateSignatureError {
    /// Its algorithm is not one this library checks.
    #[error(transparent)]
    Algorithm(#[from] UnusableAlgorithm),
    /// It does not hold, or the provider cannot say.
    #[error(transparent)]
    Verify(#[from] VerifyError),
    /// The octets cannot be taken apart again; not met with a decoded certificate.
    #[error(transparent)]
    Decode(#[from] DecodeError),
}

impl Certificate {
    /// Most octets of a certificate that is read. The largest in public use, with hundreds of names, have some 30,000.
    pub const MAX_OCTETS: usize = 65_536;

    /// Reads DER.
    ///
    /// # Errors
    /// [`DecodeError`] with octet and rule; [`DecodeErrorKind::Mismatch`] for two different algorithm fields.
    pub fn from_der(der: &[u8]) -> Result<Self, DecodeError> {
        if der.len() > Self::MAX_OCTETS {
            let kind = DecodeErrorKind::TooLarge { found: der.len(), limit: Self::MAX_OCTETS };
            return Err(DecodeError::new(kind, 0, "Certificate"));
        }
        let parts = SignedParts::decode(der, "Certificate")?;
        let outer = Reader::new(der, "Certificate");
        let tbs = TbsCertificate::decode(&outer, &parts.to_be_signed)?;
        if tbs.signature().octets != parts.algorithm.octets {
            let kind = DecodeErrorKind::Mismatch { first: "signatureAlgorithm", second: "tbsCertificate.signature" };
            return Err(DecodeError::new(kind, 0, "Certificate"));
        }
        let mut extensions = Extensions::new();
        for extension in tbs.extensions() {
            // The list of the view has no identifier twice, so none is given back.
            let _ = extensions.push(extension.to_owned());
        }
        Ok(Self(Arc::new(Fields {
            der: der.into(),
            serial: tbs.serial_number()?,
            issuer: tbs.issuer_name()?,
            validity: tbs.validity(),
            subject: tbs.subject_name()?,
            public_key: tbs.public_key()?,
            extensions,
            algorithm: SignatureAlgorithm::from_identifier(&parts.algorithm),
        })))
    }

    /// Reads a text with one PEM block labelled `CERTIFICATE`.
    ///
    /// # Errors
    /// [`DecodeError`] of the text or of the DER in it.
    pub fn from_pem(text: &[u8]) -> Result<Self, DecodeError> {
        let (_, der) = pem::decode_one(text, &[Label::Certificate], Self::MAX_OCTETS.saturating_mul(2))?;
        Self::from_der(&der)
    }

    /// The octets.
    #[must_use]
    pub fn as_der(&self) -> &[u8] {
        &self.0.der
    }

    /// The certificate as one PEM block.
    #[must_use]
    pub fn to_pem(&self) -> String {
        pem::encode(Label::Certificate, &self.0.der)
    }

    /// The certificate as the rustls world passes it around.
    #[must_use]
    pub fn to_pki_types(&self) -> rustls_pki_types::CertificateDer<'static> {
        rustls_pki_types::CertificateDer::from(self.0.der.to_vec())
    }

    /// The serial number.
    #[must_use]
    pub fn serial_number(&self) -> &ForeignSerialNumber {
        &self.0.serial
    }

    /// The issuer.
    #[must_use]
    pub fn issuer(&self) -> &Name {
        &self.0.issuer
    }

    /// The window.
    #[must_use]
    pub fn validity(&self) -> Validity {
        self.0.validity
    }

    /// The subject.
    #[must_use]
    pub fn subject(&self) -> &Name {
        &self.0.subject
    }

    /// The public key.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.0.public_key
    }

    /// The extensions.
    #[must_use]
    pub fn extensions(&self) -> &Extensions {
        &self.0.extensions
    }

    /// The typed value of an extension, if it is there.
    ///
    /// # Errors
    /// [`DecodeError`] when the value is not of its type.
    pub fn typed<E: TypedExtension>(&self) -> Result<Option<E>, DecodeError> {
        self.0.extensions.typed()
    }

    /// The key identifier other certificates point at, if it has one.
    ///
    /// # Errors
    /// [`DecodeError`] when the extension is not an OCTET STRING.
    pub fn subject_key_identifier(&self) -> Result<Option<SubjectKeyIdentifier>, DecodeError> {
        self.typed()
    }

    /// Whether issuer and subject are the same octets.
    #[must_use]
    pub fn is_self_issued(&self) -> bool {
        self.0.issuer == self.0.subject
    }

    /// Checks its signature under a key.
    ///
    /// # Errors
    /// [`CertificateSignatureError`].
    pub fn verify_signature(&self, key: &PublicKey, verifier: &dyn Verifier) -> Result<(), CertificateSignatureError> {
        let algorithm = self.0.algorithm?;
        let parts = SignedParts::decode(&self.0.der, "Certificate")?;
        Ok(verifier.verify(key, algorithm, parts.to_be_signed.octets, parts.signature)?)
    }

    /// The octets that are signed.
    #[must_use]
    pub fn to_be_signed(&self) -> &[u8] {
        let inner = Reader::new(&self.0.der, "Certificate").read(Tag::SEQUENCE).unwrap_or_default();
        Reader::new(inner, "Certificate").element(Tag::SEQUENCE).map(|tbs| tbs.octets).unwrap_or_default()
    }
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.0.der == other.0.der
    }
}

impl Eq for Certificate {}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate")
            .field("serial", &self.0.serial)
            .field("subject", &self.0.subject)
            .field("validity", &self.0.validity)
            .finish_non_exhaustive()
    }
}
