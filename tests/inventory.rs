//! The memory inventory and the example store, held to the contract; and what is particular to each.
//!
//! The rules themselves are tested beside them, in `src/inventory/rules/tests.rs`. What needs the records of the contract
//! is in `inventory/contract.rs`, under the feature `testing`; the rest runs with either provider alone.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]

use std::sync::Arc;

#[cfg(not(feature = "ring"))]
use chancery::crypto::aws_lc_rs::PROVIDER;
#[cfg(feature = "ring")]
use chancery::crypto::ring::PROVIDER;
use chancery::inventory::{Inventory, MemoryInventory, PersonHash, PersonId};

#[cfg(feature = "testing")]
#[path = "inventory/contract.rs"]
mod contract;
#[path = "../examples/support/json_inventory.rs"]
mod json_inventory;

use json_inventory::{JsonInventory, OpenError};

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

/// Of two numbers the smaller would be given out again (RFC 5280 §5.2.3).
#[test]
fn json_inventory_refuses_two_last_numbers_of_one_scope() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("inventory.json");
    drop(JsonInventory::open(&path, PROVIDER.random, PROVIDER.digest).unwrap());
    let mut file: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let scope = serde_json::json!({"issuer": "aa".repeat(32), "shard": 0});
    file["crl-numbers"] = serde_json::json!([{"scope": scope, "last": 7}, {"scope": scope, "last": 3}]);
    std::fs::write(&path, file.to_string()).unwrap();
    let refusal = JsonInventory::open(&path, PROVIDER.random, PROVIDER.digest).unwrap_err();
    let shown = path.display();
    assert_eq!(refusal.to_string(), format!("{shown} holds two last CRL numbers of one scope, 7 and 3"));
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

pub(crate) fn person() -> PersonId {
    PersonId::new(b"PNOPL-99723100018")
}
