//! The signed envelope of requests, certificates and CRLs, and the only place where a key is used.
//!
//! ```text
//! SIGNED ::= SEQUENCE { toBeSigned, algorithm AlgorithmIdentifier, signature BIT STRING }
//! ```
//!
//! Decoders take it apart with [`SignedParts`]; `request`, `issuance` and `revocation` put it together here, in process
//! ([`sign`]) or around a signature from elsewhere ([`attach`], which verifies it first). The surprising choice: this
//! file is the only caller of [`Signer::sign`], so one search audits every use of a key.

use std::fmt;

use crate::{
    crypto::{
        AlgorithmIdentifier, Provider, PublicKey, SignError, Signature, SignatureAlgorithm, Signer, Verifier,
        VerifyError,
    },
    encoding::{DecodeError, Element, EncodeError, Reader, Tag, Writer},
};

/// The three parts of a signed object, as they stand in its octets.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "the ASN.1 has these three fields")]
pub struct SignedParts<'a> {
    /// What is signed.
    pub to_be_signed: Element<'a>,
    /// The outer algorithm.
    pub algorithm: AlgorithmIdentifier<'a>,
    /// The content of the BIT STRING, whole octets.
    pub signature: &'a [u8],
}

impl<'a> SignedParts<'a> {
    /// Takes a whole signed object apart; `within` names it in errors.
    ///
    /// # Errors
    /// [`DecodeError`], trailing bytes and a signature that is not whole octets included.
    pub fn decode(der: &'a [u8], within: &'static str) -> Result<Self, DecodeError> {
        Reader::whole(der, within, |reader| {
            reader.sequence(within, |fields| {
                Ok(Self {
                    to_be_signed: fields.element(Tag::SEQUENCE)?,
                    algorithm: AlgorithmIdentifier::decode(fields)?,
                    signature: fields.bit_string_of_octets()?,
                })
            })
        })
    }
}

/// What a key elsewhere must sign.
#[derive(Clone)]
pub struct ToBeSigned<'a> {
    message: &'a [u8],
    digest: Option<Box<[u8]>>,
    algorithm: SignatureAlgorithm,
}

impl<'a> ToBeSigned<'a> {
    pub(crate) fn new(message: &'a [u8], algorithm: SignatureAlgorithm, provider: &Provider) -> Self {
        let digest = algorithm.hash().map(|hash| provider.digest.digest(hash, message));
        Self { message, digest, algorithm }
    }

    /// The octets to sign.
    #[must_use]
    pub const fn message(&self) -> &'a [u8] {
        self.message
    }

    /// Their digest with the hash of the algorithm; `None` for Ed25519, which signs the message.
    #[must_use]
    pub fn digest(&self) -> Option<&[u8]> {
        self.digest.as_deref()
    }

    /// The algorithm the signature must be of.
    #[must_use]
    pub const fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }
}

impl fmt::Debug for ToBeSigned<'_> {
    /// The message by its length: it may hold an identity number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ToBeSigned({} octets, {})", self.message.len(), self.algorithm)
    }
}

/// A step that failed and gives back what it was given, so that a hiccup of a device or a database loses nothing.
#[derive(Debug)]
#[expect(clippy::exhaustive_structs, reason = "what was given and why it failed")]
pub struct Kept<T, E> {
    /// What the step was given.
    pub kept: Box<T>,
    /// Why it failed.
    pub cause: E,
}

impl<T, E> Kept<T, E> {
    pub(crate) fn new(kept: T, cause: impl Into<E>) -> Self {
        Self { kept: Box::new(kept), cause: cause.into() }
    }
}

impl<T, E: fmt::Display> fmt::Display for Kept<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause.fmt(f)
    }
}

impl<T: fmt::Debug, E: std::error::Error + 'static> std::error::Error for Kept<T, E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.source()
    }
}

/// Signs `to_be_signed` and returns the whole object, which says it is of `algorithm`. With a `check`, the signature is
/// verified under its key before it is seen.
///
/// # Errors
/// [`SignError`] of the signer; [`SignError::Backend`] when the check fails or the object is too large.
pub(crate) fn sign(
    to_be_signed: &[u8],
    signer: &dyn Signer,
    algorithm: SignatureAlgorithm,
    check: Option<(&dyn Verifier, &PublicKey)>,
) -> Result<Vec<u8>, SignError> {
    let signature = detached(to_be_signed, signer, algorithm, check)?;
    assemble(to_be_signed, algorithm, &signature).map_err(|error| SignError::Backend(error.into()))
}

/// The signature of [`sign`] alone, for an object that is put together where it stands because it is large.
///
/// # Errors
/// [`SignError`] of the signer; [`SignError::Backend`] when the check fails.
pub(crate) fn detached(
    to_be_signed: &[u8],
    signer: &dyn Signer,
    algorithm: SignatureAlgorithm,
    check: Option<(&dyn Verifier, &PublicKey)>,
) -> Result<Signature, SignError> {
    let signature = signer.sign(to_be_signed)?;
    if let Some((verifier, key)) = check {
        verifier
            .verify(key, algorithm, to_be_signed, signature.as_octets())
            .map_err(|error| SignError::Backend(error.into()))?;
    }
    Ok(signature)
}

/// Puts a signature from elsewhere to what it signs, after verifying it.
///
/// # Errors
/// [`VerifyError`] when it does not hold under `key`.
pub(crate) fn attach(
    to_be_signed: &[u8],
    key: &PublicKey,
    algorithm: SignatureAlgorithm,
    signature: &Signature,
    verifier: &dyn Verifier,
) -> Result<Vec<u8>, VerifyError> {
    verifier.verify(key, algorithm, to_be_signed, signature.as_octets())?;
    // A verified signature has the size of its key; nothing of that size fails to be written.
    assemble(to_be_signed, algorithm, signature).map_err(|_| VerifyError::BadSignature)
}

pub(crate) fn assemble(
    to_be_signed: &[u8],
    algorithm: SignatureAlgorithm,
    signature: &Signature,
) -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::with_capacity(to_be_signed.len().saturating_add(signature.as_octets().len() + 40));
    writer.sequence(|fields| {
        fields.raw(to_be_signed)?;
        algorithm.encode(fields)?;
        fields.bit_string_of_octets(signature.as_octets())
    })?;
    Ok(writer.into_octets())
}
