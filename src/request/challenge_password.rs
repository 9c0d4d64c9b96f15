//! The challenge password of a request (RFC 2985 §5.4.1, R-05): a secret in a file that is no secret.
//!
//! An entity sets it so as to be known again when it asks for a revocation; enrolment protocols use it as a one-time
//! token. It is given to those who ask for it by name and to nobody else: no `Debug`, no error and no violation has it.
//! The surprising choice: the octets of a request that has one are erased when the request is dropped, although whoever
//! sent them may keep theirs.

use std::fmt;

use zeroize::{Zeroize, Zeroizing};

/// The text of challengePassword, erased when it is dropped.
///
/// It is not `Clone`, `Serialize` or `Display`; `Debug` shows nothing of it.
pub struct ChallengePassword(Zeroizing<String>);

impl ChallengePassword {
    pub(super) const fn new(text: Zeroizing<String>) -> Self {
        Self(text)
    }

    /// The text.
    #[must_use]
    pub fn secret_text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ChallengePassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ChallengePassword([elided])")
    }
}

/// The octets of a request as they were received.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Received {
    octets: Box<[u8]>,
    holds_secret: bool,
}

impl Received {
    pub(super) fn new(octets: &[u8], holds_secret: bool) -> Self {
        Self { octets: octets.into(), holds_secret }
    }

    pub(super) fn octets(&self) -> &[u8] {
        &self.octets
    }
}

impl Drop for Received {
    fn drop(&mut self) {
        if self.holds_secret {
            self.octets.zeroize();
        }
    }
}
