//! A certificate from a file, PEM or DER, as people have it.
//!
//! Used for the certificates of CAs. Whether it may sign anything is asked elsewhere; here it only has to have the shape.

use std::path::Path;

use chancery::{
    encoding::{DecodeError, pem},
    x509::Certificate,
};

use crate::reading::{ReadError, read};

/// Why a file is not a certificate.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CertificateFileError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("{path} is not a certificate: {source}")]
    Decode { path: String, source: DecodeError },
}

/// The certificate in a file.
pub(crate) fn read_certificate(path: &Path) -> Result<Certificate, CertificateFileError> {
    // PEM takes a third more than the DER in it; people add `openssl x509 -text`.
    let octets = read(path, Certificate::MAX_OCTETS.saturating_mul(2))?;
    let read =
        if pem::looks_like_text(&octets) { Certificate::from_pem(&octets) } else { Certificate::from_der(&octets) };
    read.map_err(|source| CertificateFileError::Decode { path: path.display().to_string(), source })
}
