//! Revocation lists: what is drafted, what follows what, what is read and what is not.
//!
//! One rule, one fixture, one test (C-01 to C-05, C-09 to C-13). Lists are drawn from rolls that hold entries and nothing
//! else (`common/rolls.rs`), signed with the fixture keys at a clock that stands; malformed ones are ours with an octet
//! changed. The surprising choice: what other programs make of these lists is not here but in `interop_crl.rs`.
#![cfg(feature = "ring")]
#![expect(clippy::unwrap_used, reason = "what cannot be made is a failed test")]
#![expect(clippy::indexing_slicing, reason = "octets of our own making are where they are")]

#[path = "common/ca.rs"]
mod ca;
#[path = "revocation/draft.rs"]
mod draft;
#[path = "common/forge.rs"]
mod forge;
#[path = "revocation/laws.rs"]
mod laws;
#[path = "revocation/lint.rs"]
mod lint;
#[path = "revocation/made.rs"]
mod made;
#[path = "revocation/reading.rs"]
mod reading;
#[path = "common/rolls.rs"]
mod rolls;
#[path = "revocation/succession.rs"]
mod succession;
#[path = "revocation/verifying.rs"]
mod verifying;

use chancery::{
    inventory::Inventory,
    issuer::Issuer,
    revocation::{Crl, CrlDraft, CrlDraftError, CrlOrder, CrlSchedule},
    x509::Time,
};

use ca::{at, provider};
use rolls::Rolls;

/// Under a root on Ed25519, whose signatures are the same in every run.
fn issuer() -> Issuer {
    ca::issuer(provider(), "ed25519")
}

/// 22 November 2026, ten o'clock.
fn now() -> Time {
    ca::now()
}

fn days(count: i64) -> Time {
    now().plus_seconds(count * 86_400).unwrap()
}

fn order(at: Time) -> CrlOrder<'static> {
    CrlOrder::new(at, CrlSchedule::PROPOSED)
}

fn draw(rolls: &dyn Inventory, order: &CrlOrder<'_>) -> Result<CrlDraft, CrlDraftError> {
    CrlDraft::draw(&issuer(), rolls, order)
}

/// The list of a moment, without a previous one.
fn list(rolls: &Rolls, at: Time) -> Crl {
    draw(rolls, &order(at)).unwrap().sign().unwrap()
}

/// The list of a moment after another list.
fn next(rolls: &Rolls, at: Time, previous: &Crl) -> Crl {
    draw(rolls, &order(at).after(previous)).unwrap().sign().unwrap()
}

#[track_caller]
fn refusal<T: std::fmt::Debug>(drawn: Result<T, CrlDraftError>) -> String {
    drawn.unwrap_err().to_string()
}

/// The last four octets of each serial number listed.
fn listed(crl: &Crl) -> Vec<u32> {
    crl.entries().map(|entry| u32::from_be_bytes(entry.serial()[12..].try_into().unwrap())).collect()
}
