//! An issuer: a CA certificate bound to the key it names, and to a provider.
//!
//! Below every stage that signs. Made once from an existing CA certificate and its key; what RFC 5280 §4.2.1.3, §4.2.1.9
//! and §6.1 would make relying parties refuse later is refused here first. Cheap to clone, so every value of the
//! pipeline carries its issuer and the wrong one cannot be named. The surprising choice: a root that does not exist yet
//! is an issuer too ([`Issuer::founding`]), one that may sign nothing but its own certificate.

use std::sync::Arc;

use crate::{
    crypto::{Place, Provider, PublicKey, SignatureAlgorithm, Signer, Verifier},
    x509::{
        Certificate, Name, Time, Validity,
        extension::{BasicConstraints, ExtendedKeyUsage, NameConstraints, SubjectKeyIdentifier},
    },
};

mod error;
mod examine;
mod publication;
mod test_kit;

pub(crate) use examine::{
    authority_path_len, refuse_false_self_signature, refuse_unknown_critical, refuse_without_key_cert_sign,
};
pub(crate) use test_kit::mark_of as test_mark_of;

pub use error::IssuerError;
pub use publication::Publication;
pub use test_kit::TestMark;

use test_kit::Trade;

/// Who signs: name, key, signer, provider, addresses.
///
/// A value of this type has a signer whose public key is the key in its certificate, and a certificate that may sign
/// certificates. Cloning shares everything.
#[derive(Clone, Debug)]
pub struct Issuer(Arc<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    certificate: Option<Certificate>,
    name: Name,
    key_identifier: SubjectKeyIdentifier,
    path_len: Option<u8>,
    name_constraints: Option<NameConstraints>,
    purposes: Option<ExtendedKeyUsage>,
    /// As the signer stated them when the issuer was made; a signer is not asked again.
    public_key: PublicKey,
    algorithm: SignatureAlgorithm,
    signer: Arc<dyn Signer>,
    provider: Provider,
    publication: Publication,
    self_check: SelfCheck,
    trade: Trade,
}

/// Whether an issuer has its certificate yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "it has one or it has none")]
pub enum Standing {
    /// It has.
    Certified,
    /// It is about to sign its own.
    Founding,
}

/// Whether the signatures of this library's providers are verified before they are used. Those of other signers, and those
/// that are attached, always are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "verified or left to the provider's own fault checks")]
pub enum SelfCheck {
    /// Always; costs one verification for each signature.
    Always,
    /// Only signatures from elsewhere. The default: the providers check their own computations for faults.
    External,
}

impl Issuer {
    /// Binds a CA certificate to the key it names.
    ///
    /// # Errors
    /// [`IssuerError`] with a sentence: of the test kit, the key does not match, not a CA, no keyCertSign, outside its
    /// window, an unknown critical extension, no subject, no key identifier, a self-signature that does not hold, or a
    /// certificate that a second reader reads differently.
    pub fn new(
        certificate: Certificate,
        signer: Arc<dyn Signer>,
        provider: &Provider,
        now: Time,
    ) -> Result<Self, IssuerError> {
        test_kit::refuse_certificate(&certificate)?;
        Self::certified(certificate, signer, (provider, Trade::Production), now)
    }

    /// The same for the test kit, whose marks [`Issuer::new`] refuses; the one door to it, and not public:
    ///
    /// ```compile_fail
    /// let _ = chancery::issuer::Issuer::certified_for_tests;
    /// ```
    #[cfg(feature = "testing")]
    pub(crate) fn certified_for_tests(
        certificate: Certificate,
        signer: Arc<dyn Signer>,
        provider: &Provider,
        now: Time,
    ) -> Result<Self, IssuerError> {
        Self::certified(certificate, signer, (provider, Trade::Tests), now)
    }

    fn certified(
        certificate: Certificate,
        signer: Arc<dyn Signer>,
        (provider, trade): (&Provider, Trade),
        now: Time,
    ) -> Result<Self, IssuerError> {
        let (public_key, algorithm) = (signer.public_key().clone(), signer.algorithm());
        if trade == Trade::Production {
            test_kit::refuse_key(&public_key, provider.digest)?;
        }
        let examined = examine::examine(&certificate, (&public_key, algorithm), provider, now)?;
        Ok(Self(Arc::new(Inner {
            name: certificate.subject().clone(),
            key_identifier: examined.key_identifier,
            path_len: examined.path_len,
            name_constraints: examined.name_constraints,
            purposes: examined.purposes,
            certificate: Some(certificate),
            public_key,
            algorithm,
            signer,
            provider: *provider,
            publication: Publication::none(),
            self_check: SelfCheck::External,
            trade,
        })))
    }

    /// A root that is about to sign its own certificate: the policy `root` can be adopted under it, and only a request
    /// of its own key and name be approved.
    ///
    /// # Errors
    /// [`IssuerError::NoSubject`] for an empty name, [`IssuerError::AlgorithmDoesNotFit`], [`IssuerError::TestKit`].
    pub fn founding(name: Name, signer: Arc<dyn Signer>, provider: &Provider) -> Result<Self, IssuerError> {
        test_kit::refuse_name(&name)?;
        Self::uncertified(name, signer, (provider, Trade::Production))
    }

    /// The same for the test kit, whose marks [`Issuer::founding`] refuses.
    #[cfg(feature = "testing")]
    pub(crate) fn founding_for_tests(
        name: Name,
        signer: Arc<dyn Signer>,
        provider: &Provider,
    ) -> Result<Self, IssuerError> {
        Self::uncertified(name, signer, (provider, Trade::Tests))
    }

    fn uncertified(
        name: Name,
        signer: Arc<dyn Signer>,
        (provider, trade): (&Provider, Trade),
    ) -> Result<Self, IssuerError> {
        if name.is_empty() {
            return Err(IssuerError::NoSubject);
        }
        let (public_key, algorithm) = (signer.public_key().clone(), signer.algorithm());
        if trade == Trade::Production {
            test_kit::refuse_key(&public_key, provider.digest)?;
        }
        examine::refuse_misfit(&public_key, algorithm)?;
        Ok(Self(Arc::new(Inner {
            name,
            key_identifier: SubjectKeyIdentifier::rfc7093_method_1(provider.digest, &public_key),
            path_len: None,
            name_constraints: None,
            purposes: None,
            certificate: None,
            public_key,
            algorithm,
            signer,
            provider: *provider,
            publication: Publication::none(),
            self_check: SelfCheck::External,
            trade,
        })))
    }

    /// The same with addresses for rows that come from the issuer.
    #[must_use]
    pub fn with_publication(self, publication: Publication) -> Self {
        Self(Arc::new(Inner { publication, ..Arc::unwrap_or_clone(self.0) }))
    }

    /// The same with this self-check.
    #[must_use]
    pub fn with_self_check(self, self_check: SelfCheck) -> Self {
        Self(Arc::new(Inner { self_check, ..Arc::unwrap_or_clone(self.0) }))
    }

    /// Its certificate; `None` while it is founding.
    #[must_use]
    pub fn certificate(&self) -> Option<&Certificate> {
        self.0.certificate.as_ref()
    }

    /// Whether it has its certificate.
    #[must_use]
    pub fn standing(&self) -> Standing {
        if self.0.certificate.is_some() { Standing::Certified } else { Standing::Founding }
    }

    /// Its subject, which every certificate it signs has as issuer, octet by octet (X-04).
    #[must_use]
    pub fn name(&self) -> &Name {
        &self.0.name
    }

    /// The public half of its key.
    #[must_use]
    pub fn public_key(&self) -> &PublicKey {
        &self.0.public_key
    }

    /// The algorithm of its signatures.
    #[must_use]
    pub fn algorithm(&self) -> SignatureAlgorithm {
        self.0.algorithm
    }

    /// The octets of its own subject key identifier, which its certificates point at (X-17); never made anew.
    #[must_use]
    pub fn key_identifier(&self) -> &SubjectKeyIdentifier {
        &self.0.key_identifier
    }

    /// Its own window; `None` while it is founding.
    #[must_use]
    pub fn validity(&self) -> Option<Validity> {
        self.0.certificate.as_ref().map(Certificate::validity)
    }

    /// How many CA certificates may stand between it and an end entity; `None` for any number.
    #[must_use]
    pub fn path_len(&self) -> Option<u8> {
        self.0.path_len
    }

    /// The names it may certify, when its certificate limits them.
    #[must_use]
    pub fn name_constraints(&self) -> Option<&NameConstraints> {
        self.0.name_constraints.as_ref()
    }

    /// The purposes it may certify, when its certificate limits them.
    #[must_use]
    pub fn purposes(&self) -> Option<&ExtendedKeyUsage> {
        self.0.purposes.as_ref()
    }

    /// Its addresses.
    #[must_use]
    pub fn publication(&self) -> &Publication {
        &self.0.publication
    }

    /// The provider it was made with.
    #[must_use]
    pub fn provider(&self) -> &Provider {
        &self.0.provider
    }

    pub(crate) fn signer(&self) -> &dyn Signer {
        self.0.signer.as_ref()
    }

    /// The verifier that looks at signatures made in process, if one is to, and the key it holds them to.
    pub(crate) fn self_checker(&self) -> Option<(&dyn Verifier, &PublicKey)> {
        match (self.0.self_check, self.0.signer.place()) {
            (SelfCheck::External, Place::Provider) => None,
            (SelfCheck::Always, _) | (SelfCheck::External, Place::Elsewhere) => {
                Some((self.0.provider.verifier, &self.0.public_key))
            }
        }
    }

    /// Whether the key is one of the test kit's, and the issuer is not.
    pub(crate) fn refuses_as_of_tests(&self, key: &PublicKey) -> bool {
        self.0.trade == Trade::Production && test_kit::is_committed(key, self.0.provider.digest)
    }

    /// Whether a CA certificate with this path length may follow it.
    pub(crate) fn permits_authority(&self, path_len: Option<u8>) -> bool {
        match (self.0.path_len, path_len) {
            (None, _) => true,
            (Some(own), Some(next)) => next < own,
            (Some(_), None) => false,
        }
    }
}

impl BasicConstraints {
    /// The path length of an authority, if it is one.
    pub(crate) const fn authority_path_len(self) -> Option<Option<u8>> {
        match self {
            Self::Authority { path_len } => Some(path_len),
            Self::EndEntity => None,
        }
    }
}
