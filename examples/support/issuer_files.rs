//! An issuer from two files: the certificate of a CA and its key.
//!
//! Both may be PEM or DER; the key PKCS#8, PKCS#1 or SEC 1, not encrypted. Whether the two belong together, and whether
//! the certificate may sign certificates today, is the library's question (`Issuer::new`), not asked again here.

use std::path::Path;

use chancery::{
    crypto::{KeyAlgorithm, KeyError, Provider, ProviderError, SecretKey, SignatureAlgorithm},
    encoding::pem,
    issuer::{Issuer, IssuerError},
    x509::Time,
};

use crate::{
    certificate_file::{CertificateFileError, read_certificate},
    reading::{ReadError, read},
};

/// Why two files make no issuer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum IssuerFilesError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Certificate(#[from] CertificateFileError),
    #[error("{path} is not a key that can be used: {source}")]
    Key { path: String, source: KeyError },
    #[error("{path} holds a key that signs nothing here: {algorithm}")]
    NoSignatures { path: String, algorithm: KeyAlgorithm },
    #[error("no signer can be made of {path}: {source}")]
    Signer { path: String, source: ProviderError },
    #[error("{path} and its key make no issuer: {source}")]
    Issuer { path: String, source: IssuerError },
}

/// The issuer these files make.
pub(crate) fn open(certificate: &Path, key: &Path, provider: &Provider, now: Time) -> Result<Issuer, IssuerFilesError> {
    let (ca, path) = (read_certificate(certificate)?, || key.display().to_string());
    let key = read_key(key)?;
    let fitting = SignatureAlgorithm::usual_for(key.algorithm());
    let algorithm =
        fitting.ok_or_else(|| IssuerFilesError::NoSignatures { path: path(), algorithm: key.algorithm() })?;
    let signer =
        provider.keys.signer(&key, algorithm).map_err(|source| IssuerFilesError::Signer { path: path(), source })?;
    let path = certificate.display().to_string();
    Issuer::new(ca, signer, provider, now).map_err(|source| IssuerFilesError::Issuer { path, source })
}

fn read_key(path: &Path) -> Result<SecretKey, IssuerFilesError> {
    let octets = read(path, SecretKey::MAX_OCTETS)?;
    let read = if pem::looks_like_text(&octets) { SecretKey::from_pem(&octets) } else { SecretKey::from_der(&octets) };
    read.map_err(|source| IssuerFilesError::Key { path: path.display().to_string(), source })
}
