//! Secret keys as people hand them over. (written by the crypto providers step)
use crate::encoding::DecodeError;
use crate::encoding::pem::PemError;
/// A secret key.
#[derive(Debug)]
pub struct SecretKey(());
/// Why a secret key cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// x
    #[error(transparent)]
    Pem(PemError),
    /// y
    #[error(transparent)]
    Decode(DecodeError),
}
