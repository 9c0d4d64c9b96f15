//! What is prepared is on no rolls yet, so it has no signature.
use chancery::{issuance::Prepared, policy::SubscriberKey};

fn sign(prepared: Prepared<SubscriberKey>) {
    let _ = prepared.sign();
}

fn main() {}
