//! A policy whose keys are made by the authority has no request to approve.
use chancery::{
    inventory::History,
    issuance::Adopted,
    policy::{AuthorityKey, Policy},
    request::VerifiedRequest,
    x509::Time,
};

fn approve<P: Policy<KeyOrigin = AuthorityKey>>(
    policy: &Adopted<P>,
    request: VerifiedRequest,
    applicant: &P::Applicant,
    history: &History,
    now: Time,
) {
    let _ = policy.approve(request, applicant, history, now);
}

fn main() {}
