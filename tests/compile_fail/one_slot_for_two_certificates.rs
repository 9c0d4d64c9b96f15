//! A serial number is of one certificate.
use chancery::{
    issuance::{Approved, Slot},
    policy::catalog::TlsClient,
    x509::Time,
};

fn prepare(first: Approved<TlsClient>, second: Approved<TlsClient>, slot: Slot, now: Time) {
    let _ = first.prepare(slot, now);
    let _ = second.prepare(slot, now);
}

fn main() {}
