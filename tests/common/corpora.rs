//! The collections of other people's files: where they are, and every request in them.
//!
//! `CHANCERY_CORPORA` names the directory, `../shared/corpora` is looked at without it, and a test that needs one says by
//! name that it was skipped. Of the files made by hand only the requests count; the others are certificates.
#![allow(dead_code, reason = "not every test that includes this file needs all of it")]
#![allow(clippy::expect_used, reason = "a collection that cannot be read is a failed test")]

use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// Folders that hold requests.
const FOLDERS: [&str; 5] = ["csr", "csr-generated", "weak", "hostile", "handmade"];

/// The directory, or a word that the test was skipped.
pub(crate) fn collection(test: &str) -> Option<PathBuf> {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let directory = env::var_os("CHANCERY_CORPORA").map_or_else(default, PathBuf::from);
    if directory.is_dir() {
        return Some(directory);
    }
    eprintln!("skipped {test}: {} is not there, CHANCERY_CORPORA names another", directory.display());
    None
}

/// Every request, by its path from the root, in order.
pub(crate) fn requests(root: &Path) -> Vec<(String, PathBuf)> {
    requests_in(root, &FOLDERS)
}

/// Every request under these folders.
pub(crate) fn requests_in(root: &Path, folders: &[&str]) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(&directory).expect("a folder of the collection") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(root).expect("below the root").to_string_lossy().into_owned();
            match path.is_dir() {
                true => open.push(path),
                false if name.starts_with("handmade/") && !name.starts_with("handmade/csr_") => {}
                false => found.push((name, path)),
            }
        }
    }
    found.sort();
    found
}
