//! A test integration that the centre has verified (WP-07 to WP-09).
//!
//! The one thing a certificate for production cannot be without. The centre makes it of the certificate it saw in the
//! integration environment and of the time at which the calls went right. The surprising choice: the name is taken from a
//! certificate and never typed, and there is no way to read the value from a file, so that a form is no evidence.

use crate::x509::{Certificate, Name, Time};

/// An integration in the test environment, verified: with which name, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedTestIntegration {
    dn: Name,
    time: Time,
}

/// Why a certificate and a time are no evidence of a test integration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TestIntegrationError {
    /// The certificate names no subject.
    #[error("the certificate of the test integration has no subject, and production asks for its name (WP-08)")]
    NoName,
    /// It has not been yet.
    #[error("the test integration is dated {time}, and now it is {now}; it comes before production (WP-07)")]
    ToCome {
        /// When it is said to have been.
        time: Time,
        /// The time at which it was asked.
        now: Time,
    },
    /// The certificate was not valid then.
    #[error(
        "the test integration is dated {time}, and its certificate is valid from {not_before} to {not_after} (WP-08)"
    )]
    NotThen {
        /// When it is said to have been.
        time: Time,
        /// The first second of the certificate.
        not_before: Time,
        /// The last.
        not_after: Time,
    },
}

impl VerifiedTestIntegration {
    /// What the centre verified: calls with this certificate, which went right at this time.
    ///
    /// The certificate may be a foreign one (WP-03); whose it is and what was called is the centre's to know.
    ///
    /// # Errors
    /// [`TestIntegrationError`].
    pub fn of(certificate: &Certificate, time: Time, now: Time) -> Result<Self, TestIntegrationError> {
        let dn = certificate.subject().clone();
        if dn.is_empty() {
            return Err(TestIntegrationError::NoName);
        }
        if now < time {
            return Err(TestIntegrationError::ToCome { time, now });
        }
        let (not_before, not_after) = (certificate.validity().not_before(), certificate.validity().not_after());
        if time < not_before || not_after < time {
            return Err(TestIntegrationError::NotThen { time, not_before, not_after });
        }
        Ok(Self { dn, time })
    }

    /// The subject of the certificate used in the test environment.
    #[must_use]
    pub const fn dn(&self) -> &Name {
        &self.dn
    }

    /// When the calls went right.
    #[must_use]
    pub const fn time(&self) -> Time {
        self.time
    }
}
