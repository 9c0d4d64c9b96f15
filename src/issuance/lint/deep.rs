//! The whole certificate under a second pair of eyes: our decoder, then x509-parser, and what they disagree on.
//!
//! Asked when a policy is adopted, about a specimen with a dummy signature, and in tests and fuzzing about every
//! certificate; some microseconds, so not on the road of each. The surprising choice: our decoder goes first, because
//! x509-parser drops what it does not understand without a word.

use crate::{
    encoding::DecodeError,
    x509::{Certificate, Disagreement, second_reader},
};

/// Why two readers do not read the same certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeepError {
    /// Our decoder refuses it.
    #[error("the certificate cannot be read back: {0}")]
    Decode(#[from] DecodeError),
    /// The second reader refuses it or reads something else.
    #[error(transparent)]
    Disagreement(#[from] Disagreement),
}

/// Reads a certificate twice. The signature is not verified.
///
/// # Errors
/// [`DeepError::Decode`], [`DeepError::Disagreement`].
pub fn deep(certificate_der: &[u8]) -> Result<(), DeepError> {
    let certificate = Certificate::from_der(certificate_der)?;
    Ok(second_reader::agrees(&certificate)?)
}
