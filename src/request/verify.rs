//! Proof of possession (RFC 2986 §4.2, R-03): the signature is checked over the octets received, under the key in them.
//!
//! The second step of a request's way, between its shape and a policy. What can be told without the signature is told
//! first, in this order: an algorithm nobody should use, one the key does not make, a key that is none. The provider is
//! asked last, so that "bad signature" is said of signatures only, and both providers answer alike.
//! The surprising choice: [`CertificationRequest::examine`] goes on after a failed proof, because a person who must make
//! the request again wants to hear of the weak key too.

use super::{CertificationRequest, KeyFloor, PossessionError, VerifiedRequest, Violation};
use crate::crypto::{Provider, UnusableAlgorithm};

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
        self.prove(provider)?;
        Ok(VerifiedRequest::proven(self))
    }

    /// Finds everything that is wrong, instead of the first thing: possession, and the key held against a floor.
    #[must_use]
    pub fn examine(&self, provider: &Provider, floor: &KeyFloor) -> Examination {
        let possession = self.prove(provider);
        let mut violations: Vec<_> = possession.as_ref().err().map(PossessionError::violation).into_iter().collect();
        let of_key = floor.violations(self.public_key());
        violations.extend(of_key.into_iter().filter(|violation| !violations.contains(violation)).collect::<Vec<_>>());
        Examination { possession, violations }
    }

    fn prove(&self, provider: &Provider) -> Result<(), PossessionError> {
        let algorithm = self.signature_algorithm().map_err(|unusable| match unusable {
            UnusableAlgorithm::Unknown { algorithm: RSASSA_PSS } => PossessionError::Pss,
            other => PossessionError::Algorithm(other),
        })?;
        let key = self.public_key.algorithm();
        if !algorithm.fits(key) {
            return Err(PossessionError::DoesNotFit { key, algorithm });
        }
        if let Some(fault) = self.public_key.fault_seen_at_once() {
            return Err(PossessionError::Key(fault));
        }
        let verified = provider.verifier.verify(&self.public_key, algorithm, self.info(), &self.signature);
        verified.map_err(|error| match (PossessionError::of(error), self.public_key.fault()) {
            (PossessionError::BadSignature, Some(fault)) => PossessionError::Key(fault),
            (error, _) => error,
        })
    }
}

/// `id-RSASSA-PSS`, RFC 4055 §3.1
const RSASSA_PSS: crate::encoding::Oid = crate::encoding::oid("1.2.840.113549.1.1.10");
