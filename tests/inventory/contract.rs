//! The inventory contract of `chancery::testing`, on the memory inventory claim by claim and on the JSON store at once.
//!
//! And the tests that need its records: what a store leaves behind when it is closed, and what it does when it fails.
//! The surprising choice: a store that forgets is among those held to it, so that a suite that never looks is noticed.

use std::{cell::Cell, ops::ControlFlow, sync::Arc};

use chancery::{
    crypto::ring::PROVIDER,
    inventory::{
        Actor, Change, ComparisonKey, Event, Foreign, ForeignId, History, Inquiry, Inventory, InventoryError,
        LedgerEntry, MemoryInventory, Object, Outcome, Owner, PersonId, Record, RecordId, RegisteredForeign, Requester,
        RevokedEntry, Scope, Standing, Withdrawal,
    },
    testing::inventory_contract,
    x509::Name,
};

use crate::{json_inventory::JsonInventory, person};

mod memory_inventory {
    use super::*;

    chancery::inventory_contract_tests!(|| Arc::new(MemoryInventory::with_salt([7; 32], PROVIDER.digest)));
}

#[test]
fn json_inventory_holds_to_the_contract() {
    let directory = tempfile::tempdir().unwrap();
    let made = Cell::new(0);
    inventory_contract::run_all(&|| {
        made.set(made.get() + 1);
        let path = directory.path().join(format!("{}.json", made.get()));
        Arc::new(JsonInventory::open(&path, PROVIDER.random, PROVIDER.digest).unwrap())
    });
}

#[test]
#[should_panic(expected = "does not hold to its contract: finds_what_was_inserted, refuses_a_serial_number_in_use")]
fn contract_names_the_claims_a_store_breaks() {
    inventory_contract::run_all(&|| Arc::new(Forgetful(MemoryInventory::with_salt([7; 32], PROVIDER.digest))));
}

#[test]
#[should_panic(expected = "the inventory does not hold to its contract: finds_what_was_inserted")]
fn contract_names_the_one_claim_a_store_breaks() {
    inventory_contract::run("finds_what_was_inserted", &|| {
        Arc::new(Forgetful(MemoryInventory::with_salt([7; 32], PROVIDER.digest)))
    });
}

#[test]
#[should_panic(expected = "the inventory contract has no claim takes_a_walk")]
fn contract_has_no_claim_of_another_name() {
    inventory_contract::run("takes_a_walk", &|| Arc::new(MemoryInventory::with_salt([7; 32], PROVIDER.digest)));
}

/// A store that says yes to every insertion and keeps none.
struct Forgetful(MemoryInventory);

impl Inventory for Forgetful {
    fn insert(&self, _: &Record, _: Option<&PersonId>, _: &Change) -> Result<(), InventoryError> {
        Ok(())
    }

    fn commit(&self, change: &Change) -> Result<(), InventoryError> {
        self.0.commit(change)
    }

    fn note(&self, entry: &LedgerEntry) -> Result<(), InventoryError> {
        self.0.note(entry)
    }

    fn find(&self, id: RecordId) -> Result<Option<Record>, InventoryError> {
        self.0.find(id)
    }

    fn history(&self, inquiry: &Inquiry) -> Result<History, InventoryError> {
        self.0.history(inquiry)
    }

    fn undetermined(&self, visit: &mut dyn FnMut(&Record) -> ControlFlow<()>) -> Result<(), InventoryError> {
        self.0.undetermined(visit)
    }

    fn next_crl_number(&self, scope: Scope, floor: u64) -> Result<u64, InventoryError> {
        self.0.next_crl_number(scope, floor)
    }

    fn revoked(
        &self,
        scope: Scope,
        visit: &mut dyn FnMut(&RevokedEntry) -> ControlFlow<()>,
    ) -> Result<(), InventoryError> {
        self.0.revoked(scope, visit)
    }

    fn register(&self, foreign: &Foreign, person: Option<&PersonId>) -> Result<(), InventoryError> {
        self.0.register(foreign, person)
    }

    fn withdraw(&self, withdrawal: &Withdrawal) -> Result<(), InventoryError> {
        self.0.withdraw(withdrawal)
    }

    fn registered(&self, id: ForeignId) -> Result<Option<RegisteredForeign>, InventoryError> {
        self.0.registered(id)
    }

    fn registered_as(
        &self,
        subject: &ComparisonKey,
        visit: &mut dyn FnMut(&RegisteredForeign) -> ControlFlow<()>,
    ) -> Result<(), InventoryError> {
        self.0.registered_as(subject, visit)
    }
}

#[test]
fn memory_inventory_writes_the_ledger_with_what_it_is_about() {
    let inventory = MemoryInventory::with_salt([7; 32], PROVIDER.digest);
    let id = inventory_contract::a_persons_revoked_record(&inventory, &person());
    inventory_contract::an_insertion(&inventory).unwrap_err();
    let ledger = inventory.ledger().unwrap();
    assert_eq!(ledger.len(), 4, "planned, issued, revoked, a note; nothing for what was refused");
    assert_eq!(*ledger[2].object(), Object::Record(id));
    assert!(!serde_json::to_string(&ledger).unwrap().contains("99723100018"));
}

#[test]
fn json_inventory_is_read_again_as_it_was_left() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("inventory.json");
    let id = {
        let inventory = JsonInventory::open(&path, PROVIDER.random, PROVIDER.digest).unwrap();
        inventory_contract::a_persons_revoked_record(&inventory, &person())
    };
    let inventory = JsonInventory::open(&path, PROVIDER.random, PROVIDER.digest).unwrap();
    let record = inventory.find(id).unwrap().unwrap();
    assert!(record.revoked_entry().is_some());
    let inquiry = Inquiry::new(None, &Name::empty(), Some(person()));
    assert_eq!(inventory.history(&inquiry).unwrap().records()[0].owner(), Owner::Inquired, "the salt was kept");
    assert_eq!(inventory.next_crl_number(record.scope(), 0).unwrap(), 2);
    let text = std::fs::read_to_string(&path).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["ledger"].as_array().unwrap().len(), 4, "planned, issued, revoked, a note");
    assert!(!text.contains("99723100018"), "no PESEL in clear");
}

#[test]
fn json_inventory_has_its_register_again() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("inventory.json");
    let open = || JsonInventory::open(&path, PROVIDER.random, PROVIDER.digest);
    let id = inventory_contract::a_persons_withdrawn_foreign_certificate(&open().unwrap(), &person());
    let registered = open().unwrap().registered(id).unwrap().unwrap();
    assert!(matches!(registered.standing(), Standing::Withdrawn { .. }));
    let text = std::fs::read_to_string(&path).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let events: Vec<_> = value["ledger"].as_array().unwrap().iter().map(|entry| entry["event"].to_string()).collect();
    assert_eq!(events.len(), 2);
    assert!(events[0].contains("\"registered\"") && events[1].contains("\"withdrawn\""), "{events:?}");
    assert!(!text.contains("99723100018"), "no PESEL in clear");
    let other = ForeignId::from_octets([7; 32]).to_string();
    std::fs::write(&path, text.replace(&id.to_string(), &other)).unwrap();
    let refusal = open().unwrap_err().to_string();
    assert_eq!(refusal, format!("{} holds a foreign certificate that this program did not write", path.display()));
    // A file from before there was a register.
    let mut value = value;
    value.as_object_mut().unwrap().remove("register");
    std::fs::write(&path, value.to_string()).unwrap();
    assert_eq!(open().unwrap().registered(id).unwrap(), None);
}

#[test]
fn memory_inventory_writes_in_the_ledger_what_became_of_a_foreign_certificate() {
    let inventory = MemoryInventory::with_salt([7; 32], PROVIDER.digest);
    let id = inventory_contract::a_persons_withdrawn_foreign_certificate(&inventory, &person());
    let ledger = inventory.ledger().unwrap();
    let [registered, withdrawn] = ledger.as_slice() else { panic!("{ledger:?}") };
    for entry in [registered, withdrawn] {
        assert_eq!((entry.object(), entry.actor()), (&Object::Foreign(id), Actor::Requester(Requester::Officer)));
    }
    assert!(matches!(registered.event(), Event::Registered { .. }), "{registered:?}");
    assert!(matches!(withdrawn.event(), Event::Withdrawn { .. }), "{withdrawn:?}");
    assert!(registered.at() < withdrawn.at());
}

#[test]
fn json_inventory_changes_nothing_when_it_cannot_write() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("inventory.json");
    let inventory = JsonInventory::open(&path, PROVIDER.random, PROVIDER.digest).unwrap();
    let before = std::fs::read(&path).unwrap();
    // A directory where the new file would be written: no user, not even root, writes a file there.
    let in_the_way = directory.path().join("inventory.json.new");
    std::fs::create_dir(&in_the_way).unwrap();
    match inventory_contract::an_insertion(&inventory) {
        Err(InventoryError::Store(error)) => assert_eq!(error.outcome(), Outcome::NotApplied),
        other => panic!("{other:?}"),
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);
    std::fs::remove_dir(&in_the_way).unwrap();
    inventory_contract::an_insertion(&inventory).unwrap();
}
