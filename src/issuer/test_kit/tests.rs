//! The list of hashes is the list of files.

use std::{collections::BTreeSet, fs, path::Path};

use super::KEYS;
#[cfg(not(feature = "ring"))]
use crate::crypto::aws_lc_rs::PROVIDER;
#[cfg(feature = "ring")]
use crate::crypto::ring::PROVIDER;
use crate::crypto::{Hash, SecretKey};

#[test]
fn the_hashes_are_those_of_the_committed_keys() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/testing/keys");
    let files = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let keys = files.filter(|file| file.extension().is_some_and(|extension| extension == "pem"));
    let hashes: BTreeSet<Box<[u8]>> = keys
        .map(|file| SecretKey::from_pem(&fs::read(file).unwrap()).unwrap().stated_public_key().unwrap())
        .map(|key| PROVIDER.digest.digest(Hash::Sha256, key.as_spki()))
        .collect();
    let listed: BTreeSet<Box<[u8]>> = KEYS.iter().map(|hash| Box::from(hash.as_slice())).collect();
    assert_eq!(listed, hashes);
    assert_eq!(listed.len(), KEYS.len(), "none twice");
}
