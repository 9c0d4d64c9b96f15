//! What a test PKI hands out: PEM for files and programs, `rustls-pki-types` for rustls.
//!
//! Made by `TestPki` at the end of the walk. The surprising choice: a chain ends with the root. TLS leaves it to the
//! sender (RFC 8446 §4.4.2), rustls does not mind, and a test that wants the whole path has it in one value.

use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use zeroize::Zeroizing;

use super::made;
use crate::{crypto::SecretKey, x509::Certificate};

/// The root of a [`TestPki`](super::TestPki), for trust stores. Its key stays where it is.
#[derive(Clone, Debug)]
pub struct TestRoot {
    certificate: Certificate,
}

/// A certificate of a [`TestPki`](super::TestPki), its key, and the way up to the root.
#[derive(Debug)]
pub struct TestCertificate {
    certificate: Certificate,
    root: Certificate,
    key: SecretKey,
}

impl TestRoot {
    pub(super) const fn new(certificate: Certificate) -> Self {
        Self { certificate }
    }

    /// The certificate.
    #[must_use]
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The certificate in PEM.
    #[must_use]
    pub fn certificate_pem(&self) -> String {
        self.certificate.to_pem()
    }

    /// The certificate for `RootCertStore::add` of rustls.
    #[must_use]
    pub fn certificate_der(&self) -> CertificateDer<'static> {
        self.certificate.to_pki_types()
    }
}

impl TestCertificate {
    pub(super) const fn new(certificate: Certificate, root: Certificate, key: SecretKey) -> Self {
        Self { certificate, root, key }
    }

    /// The certificate.
    #[must_use]
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The certificate alone in PEM.
    #[must_use]
    pub fn certificate_pem(&self) -> String {
        self.certificate.to_pem()
    }

    /// The certificate and after it its issuer, the root, in PEM: what a server wants as its certificate file.
    #[must_use]
    pub fn chain_pem(&self) -> String {
        self.certificate.to_pem() + &self.root.to_pem()
    }

    /// The key as a PKCS#8 `PRIVATE KEY` block.
    #[must_use]
    #[track_caller]
    pub fn key_pem(&self) -> Zeroizing<String> {
        made(self.key.secret_pkcs8_pem(), "the PEM block of a test key")
    }

    /// The certificate alone for rustls.
    #[must_use]
    pub fn certificate_der(&self) -> CertificateDer<'static> {
        self.certificate.to_pki_types()
    }

    /// The certificate and after it its issuer, the root: the order rustls wants in `with_single_cert` and
    /// `with_client_auth_cert`.
    #[must_use]
    pub fn chain_der(&self) -> Vec<CertificateDer<'static>> {
        vec![self.certificate.to_pki_types(), self.root.to_pki_types()]
    }

    /// The key for rustls.
    #[must_use]
    #[track_caller]
    pub fn key_der(&self) -> PrivateKeyDer<'static> {
        let key = made(self.key.secret_pkcs8_der(), "the PKCS#8 form of a test key");
        PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.to_vec()))
    }
}
