//! The issuing side: an authority, and the walk for whoever was accepted.
//!
//! The same two walks as in the example `certification_centre`, on the day the application was accepted. The surprising choice:
//! the applicant's side of the counter makes its keys here as well, and drops them at once.

use std::sync::Arc;

use chancery::{
    Authority,
    crypto::{Curve, KeyAlgorithm},
    encoding::Oid,
    inventory::{Inventory, MemoryInventory, RecordId},
    issuance::Enrolled,
    issuer::Issuer,
    policy::{AuthorityKey, Policy, SubscriberKey},
    request::{CertificationRequest, VerifiedRequest},
    x509::{Certificate, Extensions, Name, Time},
};

use crate::{
    Failure,
    ca::{self, PROVIDER_USED},
    ca_algorithm::CaAlgorithm,
};

pub(crate) const P256: KeyAlgorithm = KeyAlgorithm::Ec(Curve::P256);
pub(crate) const RSA_2048: KeyAlgorithm = KeyAlgorithm::Rsa { bits: 2048 };

/// An issuing CA, and the certificates above it.
pub(crate) struct Issuing {
    authority: Authority,
    chain: Chain,
}

/// What relying parties are given.
pub(crate) struct Chain {
    pub(crate) root: Certificate,
    pub(crate) issuing: Certificate,
}

impl Issuing {
    pub(crate) fn found(now: Time) -> Result<Self, Failure> {
        let rolls: Arc<dyn Inventory> = Arc::new(MemoryInventory::new(PROVIDER_USED.random, PROVIDER_USED.digest)?);
        let made = ca::make(CaAlgorithm::P384, None, Arc::clone(&rolls), now)?;
        let issuer = Issuer::new(made.issuing.clone(), ca::signer(&made.issuing_key)?, PROVIDER_USED, now)?;
        let chain = Chain { root: made.root, issuing: made.issuing };
        Ok(Self { authority: Authority::new(issuer, rolls), chain })
    }

    pub(crate) const fn authority(&self) -> &Authority {
        &self.authority
    }

    pub(crate) const fn chain(&self) -> &Chain {
        &self.chain
    }

    /// For somebody who made a key.
    pub(crate) fn certify<P: Policy<KeyOrigin = SubscriberKey>>(
        &self,
        policy: P,
        who: &P::Applicant,
        request: VerifiedRequest,
        now: Time,
    ) -> Result<(RecordId, Certificate), Failure> {
        let policy = self.authority.adopt(policy)?;
        let history = policy.history(Some(&request), who)?;
        let enrolled = self.authority.issue(policy.approve(request, who, &history, now)?, now)?;
        Ok((enrolled.id(), enrolled.into_certificate()))
    }

    /// For whoever gets a key.
    pub(crate) fn equip<P: Policy<KeyOrigin = AuthorityKey>>(
        &self,
        policy: P,
        who: &P::Applicant,
        now: Time,
    ) -> Result<Enrolled<AuthorityKey>, Failure> {
        let policy = self.authority.adopt(policy)?;
        let history = policy.history(None, who)?;
        Ok(self.authority.issue(policy.approve_generated(who, &history, now)?, now)?)
    }
}

/// What an applicant does at home: a key, and a request that proves it and asks for nothing.
pub(crate) fn request(key: KeyAlgorithm) -> Result<VerifiedRequest, Failure> {
    let (_, signer) = ca::new_key(key)?;
    let request = CertificationRequest::sign(&Name::empty(), &Extensions::new(), signer.as_ref())?;
    Ok(request.verify(PROVIDER_USED)?)
}

/// The identifiers of the policies come from the host. These stand under the arc for examples (ITU-T X.660).
pub(crate) fn identifier(dotted: &str) -> Result<Oid, Failure> {
    Ok(Oid::from_dotted(dotted)?)
}
