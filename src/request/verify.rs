//! Proof of possession (RFC 2986 §4.2, R-03): the signature is checked over the octets received, under the key in them.
//!
//! The second step of a request's way, between its shape and a policy. What can be told without the signature is told
//! first, in this order: an algorithm nobody should use, one the key does not make, a key that is none. The provider is
//! asked last, so that "bad signature" is said of well-formed signatures only, and both providers answer alike.
//! The surprising choice: [`CertificationRequest::examine`] goes on after a failed proof, because a person who must make
//! the request again wants to hear of the weak key too.

use std::fmt;

use super::{
    CertificationRequest, KeyBlocklist, KeyFloor, Listed, PossessionError, VerifiedRequest, Violation, signature_fault,
};
use crate::crypto::{KeyAlgorithm, Provider};

/// What is asked about a request beside its signature.
#[derive(Clone, Copy)]
#[expect(clippy::exhaustive_structs, reason = "a caller writes out what is asked")]
pub struct VerifySettings<'a> {
    /// The lists the key is looked up in. None by default, because no list comes with a library.
    pub blocklists: &'a [&'a dyn KeyBlocklist],
}

impl VerifySettings<'_> {
    /// The settings of [`CertificationRequest::verify`]: no list.
    pub const DEFAULT: Self = Self { blocklists: &[] };

    /// Every list the key of the request is on.
    fn listed(&self, request: &CertificationRequest, provider: &Provider) -> Box<[Listed]> {
        self.blocklists.iter().filter_map(|list| list.find(request.public_key(), provider.digest)).collect()
    }
}

impl fmt::Debug for VerifySettings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifySettings").field("blocklists", &self.blocklists.len()).finish()
    }
}

/// All that is wrong with a request before any policy is asked: what it proves, and what is wrong with its key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Examination {
    /// Whether the sender holds the key.
    pub possession: Result<(), PossessionError>,
    /// Every rule the request does not meet, the proof of possession first.
    pub violations: Vec<Violation>,
}

impl CertificationRequest {
    /// Proves that the sender holds the key.
    ///
    /// # Errors
    /// [`PossessionError`]; each says what to do, and [`PossessionError::possession`] whether anything was checked.
    pub fn verify(self, provider: &Provider) -> Result<VerifiedRequest, PossessionError> {
        self.verify_with(provider, &VerifySettings::DEFAULT)
    }

    /// Proves that the sender holds the key, and looks the key up in lists. That a list has it is no error here: it is
    /// a fact of the [`VerifiedRequest`], and every policy refuses it together with whatever else is wrong.
    ///
    /// # Errors
    /// As [`CertificationRequest::verify`].
    pub fn verify_with(
        self,
        provider: &Provider,
        settings: &VerifySettings<'_>,
    ) -> Result<VerifiedRequest, PossessionError> {
        self.prove(provider)?;
        let listed = settings.listed(&self, provider);
        Ok(VerifiedRequest::proven(self, listed))
    }

    /// Finds everything that is wrong, instead of the first thing: the proof of possession, the key held against a
    /// floor and looked up in lists. What a policy grants is not asked. Whether the modulus of an RSA key is a prime, which
    /// takes milliseconds, is asked only of a key that the sender was found to hold.
    ///
    /// ```
    /// use chancery::request::{CertificationRequest, KeyFloor, VerifySettings};
    /// # fn examine(request: CertificationRequest, provider: &chancery::crypto::Provider) {
    /// let examined = request.examine(provider, &KeyFloor::BASELINE, &VerifySettings::DEFAULT);
    /// for violation in &examined.violations {
    ///     println!("{violation}");
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn examine(&self, provider: &Provider, floor: &KeyFloor, settings: &VerifySettings<'_>) -> Examination {
        let possession = self.prove(provider);
        let mut violations = match possession {
            Ok(()) => floor.violations(self.public_key()),
            Err(_) => floor.violations_at_a_glance(self.public_key()),
        };
        violations.extend(settings.listed(self, provider).iter().map(Listed::violation));
        if let Err(error) = &possession {
            let unproven = error.violation();
            // A point that is none is found by the floor as well.
            violations.retain(|violation| *violation != unproven);
            violations.insert(0, unproven);
        }
        Examination { possession, violations }
    }

    fn prove(&self, provider: &Provider) -> Result<(), PossessionError> {
        let algorithm = self.signature_algorithm()?;
        let key = self.public_key.algorithm();
        // Whether an algorithm fits a key of an unknown kind, nobody here can tell; the provider says that it cannot check it.
        if !algorithm.fits(key) && !matches!(key, KeyAlgorithm::Other(_)) {
            return Err(PossessionError::DoesNotFit { key, algorithm });
        }
        if let Some(fault) = self.public_key.fault_seen_at_once() {
            return Err(PossessionError::Key(fault));
        }
        let verified = provider.verifier.verify(&self.public_key, algorithm, self.info(), self.signature());
        verified.map_err(|error| match PossessionError::of(error) {
            PossessionError::BadSignature => self.why_it_does_not_hold(),
            error => error,
        })
    }

    /// A key that is none, a signature that is none, or one of another key or another message.
    fn why_it_does_not_hold(&self) -> PossessionError {
        let of_key = self.public_key.fault().map(PossessionError::Key);
        let of_form = || signature_fault::of(&self.public_key, self.signature()).map(PossessionError::Malformed);
        of_key.or_else(of_form).unwrap_or(PossessionError::BadSignature)
    }
}
