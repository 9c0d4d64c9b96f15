//! Nor is it copied by another spelling.
use chancery::issuance::Slot;

fn wrong(slot: Slot) -> (Slot, Slot) {
    (slot.clone(), slot)
}

fn main() {}
