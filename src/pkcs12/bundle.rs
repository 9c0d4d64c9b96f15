//! What is handed over: a key, its certificate, the certificates above it, and what the receiver's program calls them.
//!
//! Made of a fresh `Enrolled<AuthorityKey>`, or of a key and a certificate that are found to belong together; sealed by
//! `seal`, read back by `open`. RFC 7292 §4.2, RFC 2985 §5.5. Nothing is invented: without a friendly name or local key id
//! none is written (P-03). The surprising choice: signatures of the chain are not verified; a bundle carries it, and whoever
//! relies on it builds the path.

use std::fmt;

use super::safe_bag::{Attributes, KEY_ID_OCTETS, NAME_CHARACTERS, is_local_key_id, to_bmp};
use crate::{
    crypto::{KeyAlgorithm, Provider, ProviderError, SecretKey},
    issuance::Enrolled,
    policy::AuthorityKey,
    x509::{
        Certificate, Kept,
        extension::{AuthorityKeyIdentifier, TypedExtension},
    },
};

/// A key, its certificate and the chain above it. The key belongs to the certificate, and each certificate of the chain
/// is named as issuer by the one before it.
///
/// It is neither `Clone` nor `Serialize`; the key is erased when it is dropped, and leaves only by [`Bundle::seal`]:
///
/// ```compile_fail,E0616
/// # use chancery::pkcs12::Bundle;
/// fn bare(bundle: Bundle) {
///     let _ = bundle.key;
/// }
/// ```
#[must_use]
pub struct Bundle {
    pub(super) key: SecretKey,
    pub(super) certificate: Certificate,
    pub(super) chain: Vec<Certificate>,
    pub(super) friendly_name: Option<Box<str>>,
    pub(super) local_key_id: Option<Box<[u8]>>,
}

/// Why something is no part of a bundle.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BundleError {
    /// The key is that of another certificate.
    #[error(
        "the key does not belong to the certificate; the public half of the key is another than the certificate has"
    )]
    KeyOfAnotherCertificate,
    /// The provider cannot say what the public half of the key is.
    #[error("whether the key belongs to the certificate cannot be found out: {0}")]
    Provider(#[from] ProviderError),
    /// A certificate of the chain did not issue the one before it.
    #[error(
        "certificate {position} of the chain did not issue the certificate before it; begin with the issuer and end with the root"
    )]
    DoesNotLink {
        /// Which, counted from one.
        position: usize,
    },
    /// A certificate that is in the bundle already.
    #[error("certificate {position} of the chain is in the bundle already; give each certificate once")]
    Duplicate {
        /// Which, counted from one.
        position: usize,
    },
    /// More certificates than there are levels of authorities.
    #[error("the chain has {found} certificates, more than the limit of {limit}")]
    ChainTooLong {
        /// The certificates found.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// Not 1 to 255 characters.
    #[error("the friendly name has {found} characters, and RFC 2985 Appendix A allows 1 to {limit}")]
    FriendlyNameLength {
        /// The characters found.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// A character that a BMPString cannot hold.
    #[error(
        "the friendly name has the character {character:?}, which is outside the Basic Multilingual Plane and has no place in a BMPString (RFC 2985 §5.5.1)"
    )]
    FriendlyNameOutsideThePlane {
        /// The character.
        character: char,
    },
    /// Not 1 to 255 octets.
    #[error("the local key id has {found} octets, expected 1 to {limit}")]
    LocalKeyIdLength {
        /// The octets found.
        found: usize,
        /// The limit.
        limit: usize,
    },
}

impl Bundle {
    /// Most certificates in a chain.
    pub const MAX_CHAIN: usize = 16;

    /// Binds a key to its certificate: the provider makes a signer of the key, and the public half of that must be the
    /// one the certificate has. On refusal the key is erased.
    ///
    /// # Errors
    /// [`BundleError::KeyOfAnotherCertificate`]; [`BundleError::Provider`] with the remedy, for a key it cannot use.
    pub fn new(key: SecretKey, certificate: Certificate, provider: &Provider) -> Result<Self, BundleError> {
        if provider.public_key(&key)? != *certificate.public_key() {
            return Err(BundleError::KeyOfAnotherCertificate);
        }
        Ok(Self::of_proven(key, certificate))
    }

    /// The same, of a key and certificate that were found to belong together.
    pub(super) fn of_proven(key: SecretKey, certificate: Certificate) -> Self {
        Self { key, certificate, chain: Vec::new(), friendly_name: None, local_key_id: None }
    }

    /// The same with these certificates above its own, the issuer first; the root may be left out.
    ///
    /// Each must bear the name that the one before it has as issuer, and the key identifier, where both state one.
    /// Signatures are not verified here: a bundle carries a chain, and whoever relies on it builds the path.
    ///
    /// # Errors
    /// [`BundleError::DoesNotLink`], [`BundleError::Duplicate`], [`BundleError::ChainTooLong`]; the bundle is given back.
    pub fn with_chain(mut self, chain: Vec<Certificate>) -> Result<Self, Kept<Self, BundleError>> {
        match refuse_chain(&self.certificate, &chain) {
            Ok(()) => {
                self.chain = chain;
                Ok(self)
            }
            Err(cause) => Err(Kept::new(self, cause)),
        }
    }

    /// The same with a name that programs show for the key: Java calls it the alias. It stands in the file unencrypted, so
    /// whoever has the file reads it: no name of a person, no identity number.
    ///
    /// # Errors
    /// [`BundleError::FriendlyNameLength`], [`BundleError::FriendlyNameOutsideThePlane`]; the bundle is given back.
    pub fn with_friendly_name(mut self, name: &str) -> Result<Self, Kept<Self, BundleError>> {
        match refuse_name(name) {
            Ok(()) => {
                self.friendly_name = Some(name.into());
                Ok(self)
            }
            Err(cause) => Err(Kept::new(self, cause)),
        }
    }

    /// The same with octets that tie key and certificate together in the file.
    ///
    /// Give some, such as the subject key identifier, when the file may meet Java: without a local key id it shows a key
    /// that has no certificate. OpenSSL, GnuTLS and pyca find the certificate by its public key.
    ///
    /// # Errors
    /// [`BundleError::LocalKeyIdLength`]; the bundle is given back.
    pub fn with_local_key_id(mut self, id: &[u8]) -> Result<Self, Kept<Self, BundleError>> {
        if !is_local_key_id(id) {
            let cause = BundleError::LocalKeyIdLength { found: id.len(), limit: KEY_ID_OCTETS };
            return Err(Kept::new(self, cause));
        }
        self.local_key_id = Some(id.into());
        Ok(self)
    }

    /// The certificate of the key.
    #[must_use]
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The certificates above it, the issuer first.
    #[must_use]
    pub fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    /// What programs call the key.
    #[must_use]
    pub fn friendly_name(&self) -> Option<&str> {
        self.friendly_name.as_deref()
    }

    /// What ties key and certificate together in the file.
    #[must_use]
    pub fn local_key_id(&self) -> Option<&[u8]> {
        self.local_key_id.as_deref()
    }

    /// What kind of key it is.
    #[must_use]
    pub fn key_algorithm(&self) -> KeyAlgorithm {
        self.key.algorithm()
    }

    /// The same on the key and on its certificate (P-03).
    pub(super) fn attributes(&self) -> Attributes<'_> {
        Attributes { friendly_name: self.friendly_name(), local_key_id: self.local_key_id() }
    }
}

impl From<Enrolled<AuthorityKey>> for Bundle {
    /// The walk made the key and certified its public half, so they belong together.
    fn from(enrolled: Enrolled<AuthorityKey>) -> Self {
        let (key, certificate) = enrolled.into_parts();
        Self::of_proven(key, certificate)
    }
}

impl fmt::Debug for Bundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bundle").field("key", &self.key).field("chain", &self.chain.len()).finish_non_exhaustive()
    }
}

fn refuse_chain(certificate: &Certificate, chain: &[Certificate]) -> Result<(), BundleError> {
    if chain.len() > Bundle::MAX_CHAIN {
        return Err(BundleError::ChainTooLong { found: chain.len(), limit: Bundle::MAX_CHAIN });
    }
    let mut path = vec![certificate];
    for (position, next) in (1..).zip(chain) {
        if path.contains(&next) {
            return Err(BundleError::Duplicate { position });
        }
        if !path.last().is_some_and(|last| links(last, next)) {
            return Err(BundleError::DoesNotLink { position });
        }
        path.push(next);
    }
    Ok(())
}

/// Whether `issuer` is above `subject`: it may have issued it, and `subject` did not issue itself. One whose name goes on
/// with another key, signed by the key before, did not.
pub(super) fn links(subject: &Certificate, issuer: &Certificate) -> bool {
    may_have_issued(subject, issuer) && !may_have_issued(subject, subject)
}

/// By name and, where both state one, by key identifier.
fn may_have_issued(subject: &Certificate, issuer: &Certificate) -> bool {
    let stated = |certificate: &Certificate| certificate.extensions().find(AuthorityKeyIdentifier::OID).is_some();
    let by_key = match (subject.typed::<AuthorityKeyIdentifier>(), issuer.subject_key_identifier()) {
        (Ok(Some(authority)), Ok(Some(key))) => authority.key_identifier().is_none_or(|wanted| *wanted == key),
        (Err(_), _) => !stated(subject),
        _ => true,
    };
    by_key && subject.issuer().matches(issuer.subject())
}

fn refuse_name(name: &str) -> Result<(), BundleError> {
    if let Some(character) = name.chars().find(|character| u16::try_from(u32::from(*character)).is_err()) {
        return Err(BundleError::FriendlyNameOutsideThePlane { character });
    }
    let found = to_bmp(name).map_or(0, |octets| octets.len() / 2);
    if (1..=NAME_CHARACTERS).contains(&found) {
        Ok(())
    } else {
        Err(BundleError::FriendlyNameLength { found, limit: NAME_CHARACTERS })
    }
}
