//! PKCS#12: a key, its certificate and the chain, sealed under a password (RFC 7292).
//!
//! The last stage: the only way a secret key leaves the library. A [`Bundle`] becomes a [`Pfx`] with [`Bundle::seal`], and
//! [`Pfx::open`] reads it back, and what other programs write with the same algorithms: PBES2 with PBKDF2 and AES-CBC,
//! and a MAC over all of it (RFC 7292 §5.1). Anything older is refused by name.
//! The surprising choice: sealing uses the bundle up, and nothing else gives its key away.
//!
//! ```
//! use chancery::{crypto::{Provider, SecretKey}, pkcs12::{Bundle, Password, Sealing}, x509::Certificate};
//! fn deliver(key: SecretKey, certificate: Certificate, provider: &Provider) -> Result<(Vec<u8>, Password), chancery::Error> {
//!     let password = Password::generate(provider.random)?;
//!     let bundle = Bundle::new(key, certificate, provider)?.with_friendly_name("vpn-device")?;
//!     let pfx = bundle.seal(&password, &Sealing::RECOMMENDED, provider)?;
//!     Ok((pfx.into_der(), password))
//! }
//! ```

mod bundle;
mod encryption;
mod identifiers;
mod integrity;
mod open;
mod password;
mod safe_bag;
mod seal;
mod sealing;

use std::fmt;

pub use bundle::{Bundle, BundleError};
pub use open::{Carrier, OpenError, OpenLimits, Opened, SetAside, Unsupported};
pub use password::{Password, PasswordError};
pub use sealing::{Iterations, IterationsError, SealError, Sealing};

/// A sealed file.
///
/// ```text
/// PFX ::= SEQUENCE { version INTEGER { v3(3) }, authSafe ContentInfo, macData MacData OPTIONAL }
/// ```
///
/// There is no PEM form: no reader of `.p12` files takes one.
#[derive(Clone, PartialEq, Eq)]
#[must_use]
pub struct Pfx(Vec<u8>);

impl Pfx {
    /// The file.
    #[must_use]
    pub fn as_der(&self) -> &[u8] {
        &self.0
    }

    /// The file.
    #[must_use]
    pub fn into_der(self) -> Vec<u8> {
        self.0
    }
}

impl fmt::Debug for Pfx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pfx({} octets, [elided])", self.0.len())
    }
}

#[cfg(test)]
mod tests;
