//! The memory inventory and the example store, held to the contract; and what is particular to each.
//!
//! The rules themselves are tested beside them, in `src/inventory/rules/tests.rs`.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]

use std::{ops::ControlFlow, sync::Arc};

#[cfg(not(feature = "ring"))]
use chancery::crypto::aws_lc_rs::PROVIDER;
#[cfg(feature = "ring")]
use chancery::crypto::ring::PROVIDER;
use chancery::{
    inventory::{
        Change, History, Inquiry, Inventory, InventoryError, LedgerEntry, MemoryInventory, Object, Outcome, Owner,
        PersonHash, PersonId, Record, RecordId, RevokedEntry, Scope,
    },
    x509::Name,
};

#[path = "common/inventory_contract.rs"]
mod inventory_contract;
#[path = "../examples/support/json_inventory.rs"]
mod json_inventory;

use json_inventory::{JsonInventory, OpenError};

#[test]
fn memory_inventory_holds_to_the_contract() {
    inventory_contract::run(&|| Arc::new(MemoryInventory::with_salt([7; 32], PROVIDER.digest)));
}

#[test]
fn json_inventory_holds_to_the_contract() {
    let directory = tempfile::tempdir().unwrap();
    let made = std::cell::Cell::new(0);
    inventory_contract::run(&|| {
        made.set(made.get() + 1);
        let path = directory.path().join(format!("{}.json", made.get()));
        Arc::new(JsonInventory::open(&path, PROVIDER.random, PROVIDER.digest).unwrap())
    });
}

#[test]
#[should_panic(expected = "does not hold to its contract: finds_what_was_inserted, refuses_a_serial_number_in_use")]
fn contract_names_the_claims_a_store_breaks() {
    inventory_contract::run(&|| Arc::new(Forgetful(MemoryInventory::with_salt([7; 32], PROVIDER.digest))));
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
}

#[test]
fn hashes_a_person_under_the_salt_of_a_store() {
    let person = person();
    let hash = PersonHash::of(&person, &[7; 32], PROVIDER.digest);
    // printf 'chancery person 1\0' + 32 octets 07 + 'PNOPL-99723100018' | sha256sum
    assert_eq!(hash.to_string(), "38aeded7750f11ec007eb9bdf8cfad37d359adb5a1254084f010112f12a1f7aa");
    assert_ne!(hash, PersonHash::of(&person, &[8; 32], PROVIDER.digest));
    assert_ne!(hash, PersonHash::of(&PersonId::new(b"PNOPL-99723100019"), &[7; 32], PROVIDER.digest));
}

#[test]
fn draws_a_salt_for_each_memory_inventory() {
    let inventory = MemoryInventory::new(PROVIDER.random, PROVIDER.digest).unwrap();
    assert!(inventory.ledger().unwrap().is_empty());
    assert_eq!(format!("{inventory:?}"), "MemoryInventory { records: Some(0), .. }");
    let inventory: Arc<dyn Inventory> = Arc::new(inventory);
    assert_eq!(format!("{inventory:?}"), "Inventory");
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
fn json_inventory_refuses_a_file_of_another_version() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("inventory.json");
    std::fs::write(&path, r#"{"version": 9, "colour": "red"}"#).unwrap();
    let refusal = JsonInventory::open(&path, PROVIDER.random, PROVIDER.digest).unwrap_err();
    let shown = path.display();
    assert_eq!(refusal.to_string(), format!("{shown} is an inventory of version 9; this program reads version 1"));
}

#[test]
fn json_inventory_refuses_what_is_no_inventory_and_leaves_it() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("inventory.json");
    for text in ["", "not json", r#"{"version": 1}"#, "[]"] {
        std::fs::write(&path, text).unwrap();
        let refusal = JsonInventory::open(&path, PROVIDER.random, PROVIDER.digest).unwrap_err();
        assert_eq!(refusal.to_string(), format!("{} is not an inventory", path.display()), "{text:?}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }
}

#[test]
fn json_inventory_lets_one_process_in_at_a_time() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("inventory.json");
    let first = JsonInventory::open(&path, PROVIDER.random, PROVIDER.digest).unwrap();
    let patience = std::time::Duration::from_millis(120);
    let refusal = JsonInventory::open_within(patience, &path, PROVIDER.random, PROVIDER.digest).unwrap_err();
    assert!(matches!(refusal, OpenError::InUse { .. }), "{refusal:?}");
    assert_eq!(refusal.to_string(), format!("{} is in use by another process", path.display()));
    drop(first);
    JsonInventory::open(&path, PROVIDER.random, PROVIDER.digest).unwrap();
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

fn person() -> PersonId {
    PersonId::new(b"PNOPL-99723100018")
}
