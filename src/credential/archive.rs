//! The archive in which an API key leaves: the host's, under a password of the library.
//!
//! S3:L52-54: a package with the key, and a password to unpack it. The format is unknown (domain §5.3 point 12), so it is a trait
//! the host implements. The surprising choice: what an archive gives back is searched for the secret and for the password,
//! because an implementation that forgets to encrypt looks like one that works.

use crate::{crypto::ProviderError, pkcs12::Password};

/// Packs something under a password.
///
/// ```
/// use chancery::{credential::Archive, pkcs12::Password};
///
/// /// What packs files for the host.
/// struct Packer;
///
/// impl Archive for Packer {
///     type Error = std::io::Error;
///     fn seal(&self, name: &str, content: &[u8], password: &Password) -> Result<Vec<u8>, std::io::Error> {
///         let _ = (name, content, password.secret_text());
///         Err(std::io::Error::other("no packer on this machine"))
///     }
/// }
/// ```
pub trait Archive {
    /// Why nothing was packed.
    type Error: std::error::Error + 'static;

    /// An archive with one file of this name and content, which opens under this password and is unreadable without it.
    ///
    /// # Errors
    /// Whatever keeps the host's format from being made.
    fn seal(&self, name: &str, content: &[u8], password: &Password) -> Result<Vec<u8>, Self::Error>;
}

/// Why a key was not sealed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ParcelError<A: std::error::Error + 'static> {
    /// No password was drawn.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// The archive was not made.
    #[error("the archive was not made: {0}")]
    Archive(#[source] A),
    /// The archive has the secret in it for everybody to read, or the password.
    #[error(
        "the archive shows the secret of the key or its own password, and only whoever has the password is to read it (PES-07)"
    )]
    InTheClear,
    /// The archive has nothing in it.
    #[error("the archive is empty, expected one with the key (PES-07)")]
    Empty,
}
