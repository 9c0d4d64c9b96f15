//! A verified request is not prepared: a policy decides first.
use chancery::{issuance::Slot, request::VerifiedRequest, x509::Time};

fn wrong(request: VerifiedRequest, slot: Slot, now: Time) {
    let _ = request.prepare(slot, now);
}

fn main() {}
