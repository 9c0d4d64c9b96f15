//! A signature from elsewhere is not attached to what the rolls do not know.
use chancery::{crypto::Signature, issuance::Prepared, policy::SubscriberKey};

fn wrong(prepared: Prepared<SubscriberKey>, signature: &Signature) {
    let _ = prepared.attach(signature);
}

fn main() {}
