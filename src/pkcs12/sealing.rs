//! How hard a password is to guess from a sealed file, and what can go wrong while sealing.
//!
//! Parameters of [`Bundle::seal`](super::Bundle::seal): RFC 7292 Appendix C asks for many iterations, RFC 8018 §4.2 says
//! why. The algorithms are no parameter yet: AES-256-CBC under PBKDF2-HMAC-SHA-256, HMAC-SHA-256 over all (P-06, P-13).
//! The surprising choice: there is a ceiling too, because readers refuse what takes them too long.

use crate::{crypto::ProviderError, encoding::EncodeError};

/// A count of iterations between [`Iterations::FLOOR`] and [`Iterations::CEILING`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Iterations(u32);

/// Why a number is no count of iterations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IterationsError {
    /// Fewer than RFC 7292 recommends.
    #[error("{found} iterations are fewer than the {floor} of RFC 7292 Appendix C; 600000 are recommended today")]
    TooFew {
        /// What was asked for.
        found: u32,
        /// The least.
        floor: u32,
    },
    /// More than readers take.
    #[error("{found} iterations are more than {ceiling}, beyond which readers refuse the file")]
    TooMany {
        /// What was asked for.
        found: u32,
        /// The most.
        ceiling: u32,
    },
}

impl Iterations {
    /// The least: what RFC 7292 Appendix C recommended in 2014. For tests; a password needs many more.
    pub const FLOOR: u32 = 1_024;

    /// The most: the `PKCS12KeyStore` of Java reads no more.
    pub const CEILING: u32 = 5_000_000;

    /// What is recommended for PBKDF2 with HMAC-SHA-256 today: less than a second for whoever knows the password.
    pub const RECOMMENDED: Self = Self(600_000);

    /// So many.
    ///
    /// # Errors
    /// [`IterationsError`].
    pub const fn new(count: u32) -> Result<Self, IterationsError> {
        match count {
            ..Self::FLOOR => Err(IterationsError::TooFew { found: count, floor: Self::FLOOR }),
            Self::FLOOR..=Self::CEILING => Ok(Self(count)),
            _ => Err(IterationsError::TooMany { found: count, ceiling: Self::CEILING }),
        }
    }

    /// The count.
    #[must_use]
    pub const fn count(self) -> u32 {
        self.0
    }
}

/// How a bundle is sealed: AES-256-CBC under keys of PBKDF2-HMAC-SHA-256, and HMAC-SHA-256 under a key of the derivation
/// of RFC 7292 Appendix B.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sealing {
    encryption: Iterations,
    integrity: Iterations,
}

impl Sealing {
    /// [`Iterations::RECOMMENDED`] everywhere.
    pub const RECOMMENDED: Self = Self::aes_256(Iterations::RECOMMENDED);

    /// So many iterations for the encryption and for the MAC. A thief of the file tries whichever is cheaper.
    #[must_use]
    pub const fn aes_256(iterations: Iterations) -> Self {
        Self { encryption: iterations, integrity: iterations }
    }

    /// The same with another count for the MAC. One iteration of it costs half as much as one of PBKDF2.
    #[must_use]
    pub const fn with_mac_iterations(mut self, iterations: Iterations) -> Self {
        self.integrity = iterations;
        self
    }

    /// The iterations of the encryption.
    #[must_use]
    pub const fn iterations(self) -> Iterations {
        self.encryption
    }

    /// The iterations of the MAC.
    #[must_use]
    pub const fn mac_iterations(self) -> Iterations {
        self.integrity
    }
}

/// Why a bundle was not sealed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SealError {
    /// A character that a BMPString cannot hold (P-05).
    #[error(
        "character {position} of the password is outside the Basic Multilingual Plane, which RFC 7292 Appendix B.1 does not allow; choose another"
    )]
    PasswordOutsideThePlane {
        /// Which character, counted from one. The character itself is not said.
        position: usize,
    },
    /// The provider failed.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// Something is too long to be written.
    #[error(transparent)]
    Encode(#[from] EncodeError),
}
