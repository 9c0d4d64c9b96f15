//! Verifying a revocation list under the certificate of its issuer (RFC 5280 §6.3.3 (f) and (g)).
//!
//! For relying parties, and for a draft that is to follow a list published before. The surprising choice: a critical
//! extension nobody here knows fails the verification, although the signature may hold; a list that cannot be understood
//! must not be used for any certificate (§5.2), and a "verified" that still needs a second look would be used without.

use super::Crl;
use crate::{
    crypto::{Provider, PublicKey, UnusableAlgorithm, Verifier, VerifyError},
    encoding::{DecodeError, Oid},
    x509::{
        Certificate, Name,
        extension::{AuthorityKeyIdentifier, KeyUsage, SubjectKeyIdentifier, oid},
    },
};

/// Why a CRL is not known to be its issuer's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CrlVerifyError {
    /// The name is another's.
    #[error("the CRL is of {found}, the certificate is of {expected} (RFC 5280 §6.3.3)")]
    OtherIssuer {
        /// The issuer of the list.
        found: Box<Name>,
        /// The subject of the certificate.
        expected: Box<Name>,
    },
    /// The authority key identifier points at another key.
    #[error("the CRL is signed with the key {found}, the certificate is of the key {expected} (RFC 5280 §5.2.1)")]
    OtherKey {
        /// The key identifier in the list.
        found: Box<SubjectKeyIdentifier>,
        /// The key identifier of the certificate.
        expected: Box<SubjectKeyIdentifier>,
    },
    /// The certificate may not sign CRLs.
    #[error("the certificate may not sign CRLs: keyUsage has no cRLSign (RFC 5280 §4.2.1.3)")]
    NoCrlSign,
    /// The list or an entry has a critical extension this library does not know.
    #[error(
        "the CRL has the critical extension {oid}, which this library does not know and may not ignore (RFC 5280 §5.2)"
    )]
    UnknownCriticalExtension {
        /// The extension.
        oid: Oid,
    },
    /// The list says that it is a part of a whole, and not critically, as it must.
    #[error(
        "the CRL has the extension {oid}, which is critical by RFC 5280 §5.2 and is not critical here; it is a part of a \
         list and must not be taken for the whole"
    )]
    Partial {
        /// The extension.
        oid: Oid,
    },
    /// An extension that cannot be read.
    #[error("an extension of the CRL or of the certificate cannot be read: {0}")]
    Extension(#[from] DecodeError),
    /// The algorithm is not one this library checks.
    #[error(transparent)]
    Algorithm(#[from] UnusableAlgorithm),
    /// The signature does not hold, or the provider cannot say.
    #[error(transparent)]
    Signature(#[from] VerifyError),
}

/// Extensions by which a list says that it does not cover every certificate of its issuer.
const PARTIAL: [Oid; 2] = [oid::DELTA_CRL_INDICATOR, oid::ISSUING_DISTRIBUTION_POINT];

impl Crl {
    /// Makes sure that the holder of a certificate issued this list: name, key identifier, cRLSign, signature. Whether the
    /// certificate is to be trusted and the list is [current](Crl::currency) are questions of their own.
    ///
    /// # Errors
    /// [`CrlVerifyError`].
    pub fn verify(&self, issuer: &Certificate, provider: &Provider) -> Result<(), CrlVerifyError> {
        if !self.issuer().matches(issuer.subject()) {
            let (found, expected) = (self.issuer().clone().into(), issuer.subject().clone().into());
            return Err(CrlVerifyError::OtherIssuer { found, expected });
        }
        self.verify_key_identifier(issuer)?;
        if issuer.typed::<KeyUsage>()?.is_some_and(|usage| !usage.contains(KeyUsage::CRL_SIGN)) {
            return Err(CrlVerifyError::NoCrlSign);
        }
        if let Some(oid) = self.unknown_critical() {
            return Err(CrlVerifyError::UnknownCriticalExtension { oid });
        }
        if let Some(oid) = PARTIAL.into_iter().find(|oid| self.extensions().find(*oid).is_some()) {
            return Err(CrlVerifyError::Partial { oid });
        }
        self.verify_signature(issuer.public_key(), provider.verifier)
    }

    /// The signature alone, under a key.
    ///
    /// # Errors
    /// [`CrlVerifyError::Algorithm`], [`CrlVerifyError::Signature`].
    pub fn verify_signature(&self, key: &PublicKey, verifier: &dyn Verifier) -> Result<(), CrlVerifyError> {
        Ok(verifier.verify(key, self.algorithm()?, self.to_be_signed(), self.signature())?)
    }

    /// Where either side names no key, there is nothing to compare, and the signature decides.
    fn verify_key_identifier(&self, issuer: &Certificate) -> Result<(), CrlVerifyError> {
        let own: Option<AuthorityKeyIdentifier> = self.typed()?;
        let found = own.as_ref().and_then(AuthorityKeyIdentifier::key_identifier);
        let certified = issuer.subject_key_identifier()?;
        match (found, certified) {
            (Some(found), Some(expected)) if *found != expected => {
                Err(CrlVerifyError::OtherKey { found: found.clone().into(), expected: expected.into() })
            }
            _ => Ok(()),
        }
    }
}
