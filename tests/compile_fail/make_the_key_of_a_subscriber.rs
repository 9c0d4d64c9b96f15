//! A policy whose keys are made by the subscriber has none made.
use chancery::{
    inventory::History,
    issuance::Adopted,
    policy::{Policy, SubscriberKey},
    x509::Time,
};

fn approve<P: Policy<KeyOrigin = SubscriberKey>>(
    policy: &Adopted<P>,
    applicant: &P::Applicant,
    history: &History,
    now: Time,
) {
    let _ = policy.approve_generated(applicant, history, now);
}

fn main() {}
