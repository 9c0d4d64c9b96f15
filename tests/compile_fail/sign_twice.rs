//! A plan is signed once.
use chancery::{issuance::Planned, policy::SubscriberKey};

fn sign(planned: Planned<SubscriberKey>) {
    let _ = planned.sign();
    let _ = planned.sign();
}

fn main() {}
