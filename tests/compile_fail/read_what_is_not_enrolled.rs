//! The octets of a certificate come out when the rolls have it.
use chancery::{issuance::Unrecorded, policy::SubscriberKey};

fn read(unrecorded: Unrecorded<SubscriberKey>) {
    let _ = unrecorded.certificate();
}

fn main() {}
