//! PKCS#12 files of other people's tools, good and bad, and what we answer.
//!
//! The collection stays where it is: `CHANCERY_CORPORA` names the directory, `../shared/corpora` is looked at without it,
//! and each test skips by name where it is absent. Every file that its source calls good is opened or refused by a type
//! that names the reason; [`REFUSED`] counts them by reason, and `docs/DIVERGENCES.md` says why. What a source calls bad
//! is never opened. The surprising choice: a file that is refused is asked for its reason, so that a reader that refuses
//! everything fails here.
#![cfg(feature = "aws-lc-rs")]
#![expect(clippy::unwrap_used, reason = "a file that cannot be read is a failed test")]

use std::{collections::BTreeMap, fs, path::Path};

use chancery::{
    crypto::{KeyAlgorithm, ProviderError, aws_lc_rs::PROVIDER},
    pkcs12::{OpenError, OpenLimits, Opened, Password, Pfx, Unsupported},
};

#[path = "common/corpora.rs"]
mod corpora;

use corpora::collection;

/// How many files that their sources call good are refused, by reason.
const REFUSED: [(&str, usize); 8] = [
    ("BER", 4),
    ("MAC with SHA-1", 36),
    ("PBMAC1", 3),
    ("a key in clear", 1),
    ("an RSA key of 1024 bits", 3),
    ("an empty password", 2),
    ("derived with HMAC with SHA-1", 2),
    ("no MAC", 1),
];

/// One row of the index: the file, what its source says of it, the password.
struct Row {
    path: String,
    octets: Vec<u8>,
    expected: String,
    password: String,
}

fn rows(root: &Path) -> Vec<Row> {
    let index = fs::read_to_string(root.join("index.tsv")).unwrap();
    let of_line = |line: &str| {
        let mut fields = line.split('\t');
        let (path, kind, expected) = (fields.next()?, fields.next()?, fields.next()?);
        let quoted = expected.split_once("pw='").and_then(|(_, rest)| rest.strip_suffix('\''));
        (kind == "p12").then(|| Row {
            path: path.to_owned(),
            octets: fs::read(root.join(path)).unwrap(),
            expected: expected.split(' ').next().unwrap_or_default().to_owned(),
            password: quoted.unwrap_or_default().to_owned(),
        })
    };
    let rows: Vec<_> = index.lines().filter_map(of_line).collect();
    assert!(rows.len() > 50, "only {} files are in the index", rows.len());
    rows
}

/// What is answered to a file, with any password its source has used where none is stated.
fn answers(row: &Row) -> Vec<Result<Opened, String>> {
    let tried = ["1234", "password", "nss", "foobar", "cryptography"];
    let passwords = if row.password.is_empty() { tried.to_vec() } else { vec![row.password.as_str()] };
    let open = |password: &str| {
        let password = Password::new(password).unwrap();
        Pfx::open(&row.octets, &password, &OpenLimits::DEFAULT, &PROVIDER).map_err(|error| reason(&error))
    };
    passwords.into_iter().map(open).collect()
}

fn reason(error: &OpenError) -> String {
    assert!(!error.to_string().is_empty());
    match error {
        OpenError::Unsupported(Unsupported::Encryption { name, .. }) => format!("encrypted with {name}"),
        OpenError::Unsupported(Unsupported::Mac { name, .. }) => format!("MAC with {name}"),
        OpenError::Unsupported(Unsupported::KeyDerivation { name, .. }) => format!("derived with {name}"),
        OpenError::Unsupported(Unsupported::Pbmac1) => "PBMAC1".to_owned(),
        OpenError::Unsupported(Unsupported::NoMac) => "no MAC".to_owned(),
        OpenError::Unsupported(Unsupported::Ber { .. }) => "BER".to_owned(),
        OpenError::Unsupported(Unsupported::KeyInClear) => "a key in clear".to_owned(),
        OpenError::Provider(ProviderError::NoSigning { key: KeyAlgorithm::Rsa { bits }, .. }) => {
            format!("an RSA key of {bits} bits")
        }
        other => other.to_string(),
    }
}

#[test]
fn no_file_that_is_bad_is_opened() {
    let Some(root) = collection("no_file_that_is_bad_is_opened") else { return };
    let bad: Vec<_> = rows(&root).into_iter().filter(|row| row.expected == "reject").collect();
    assert!(bad.len() >= 7, "{} are bad", bad.len());
    for row in bad {
        assert!(answers(&row).iter().all(Result::is_err), "{} is opened", row.path);
    }
}

#[test]
fn every_file_that_is_good_is_opened_or_refused_for_a_reason() {
    let Some(root) = collection("every_file_that_is_good_is_opened_or_refused_for_a_reason") else { return };
    let mut refused: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut opened = Vec::new();
    for row in rows(&root).into_iter().filter(|row| row.expected == "accept") {
        match answers(&row).swap_remove(0) {
            Ok(_) => opened.push(row.path),
            // The first password of the list was tried: its own cannot be made.
            Err(reason) if row.password.is_empty() && reason == OpenError::WrongPassword.to_string() => {
                refused.entry("an empty password".to_owned()).or_default().push(row.path);
            }
            Err(reason) => refused.entry(reason).or_default().push(row.path),
        }
    }
    println!("opened: {opened:#?}\nrefused: {refused:#?}");
    // The collection is older than the algorithms read here. Three files are read up to a key no provider signs with.
    assert_eq!(opened, [""; 0]);
    let counted: Vec<_> = refused.iter().map(|(reason, files)| (reason.as_str(), files.len())).collect();
    assert_eq!(counted, REFUSED);
}
