//! Weak keys of every kind, and what badkeys and this library say of each.
//!
//! A script of ours (`tests/data/judges/weak_keys.py`) makes the keys, badkeys 0.0.21 judges them with four of its checks
//! and with a blocklist, and the floor under every key must agree but for what [`EXCEPTIONS`] names; an exception that
//! is none any more fails too. badkeys reads RSA keys as JWK: the reader it has for PEM refuses some before a check runs.
//!
//! The surprising choice: what badkeys finds is written down as well, kind by kind. Two tools that find nothing agree.
#![cfg(all(feature = "aws-lc-rs", unix))]
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "what is not there is a failed test")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

use chancery::{
    crypto::{PublicKey, aws_lc_rs::PROVIDER},
    request::{BadkeysList, KeyBlocklist, KeyFloor, ListedEntry, SpkiHashes},
};
use rustls_pki_types::{SubjectPublicKeyInfoDer, pem::PemObject as _};
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    bench::run,
    judges::{Verdict, ask},
};

#[path = "common/bench.rs"]
mod bench;
#[path = "common/judges.rs"]
mod judges;

/// The RSA kinds, and what badkeys finds in each.
const KINDS: [(&str, &str); 27] = [
    ("bits-2047", ""),
    ("cube", ""),
    ("even-modulus", "smallfactors"),
    ("exponent-1", "rsainvalid"),
    ("exponent-256-bits", ""),
    ("exponent-3", ""),
    ("exponent-33-bits", ""),
    ("exponent-34-bits", ""),
    ("exponent-above-modulus", "rsainvalid"),
    ("exponent-even", ""),
    ("factor-3", "smallfactors"),
    ("factor-65537", "smallfactors"),
    ("factor-65539", ""),
    ("factor-751", "smallfactors"),
    ("factor-757", "smallfactors"),
    ("fermat-1", "fermat"),
    ("fermat-100", "fermat"),
    ("fermat-101", ""),
    ("fermat-2", "fermat"),
    ("fermat-50", "fermat"),
    ("prime-modulus", ""),
    ("roca-2048", "roca"),
    ("roca-3072", "roca"),
    ("roca-one-prime", ""),
    ("sound-2048", ""),
    ("sound-3072", ""),
    ("square", "fermat"),
];

/// The checks of badkeys, and our rules for the same fault.
const CHECKS: [(&str, &[&str]); 4] = [
    ("fermat", &["key.rsa.close-factors", "key.rsa.perfect-power"]),
    ("roca", &["key.rsa.roca"]),
    ("smallfactors", &["key.rsa.small-factor", "key.rsa.even-modulus"]),
    ("rsainvalid", &["key.rsa.exponent"]),
];

/// Kind, check, and why we list what badkeys does not. There is none the other way round.
const EXCEPTIONS: [(&str, &str, &str); 5] = [
    ("cube", "fermat", "of perfect powers, badkeys finds the square, with which Fermat's method begins"),
    (
        "exponent-34-bits",
        "rsainvalid",
        "badkeys asks for less than the modulus; nobody's provider verifies from 2^33 on",
    ),
    ("exponent-256-bits", "rsainvalid", "as the one of 34 bits"),
    ("exponent-3", "rsainvalid", "badkeys warns of it (rsawarnings); Baseline Requirements §6.1.6 want 65537 or more"),
    ("exponent-even", "rsainvalid", "badkeys does not look at the parity; its reader for PEM refuses the key"),
];

// ---- the checks -----------------------------------------------------------------------------------------------------

#[test]
fn badkeys_finds_in_each_kind_what_it_was_made_to_have() {
    let Some(found) = rsa_answers("fermat,roca,smallfactors,rsainvalid", &[]) else { return };
    let found: Vec<_> = found.iter().map(|(kind, answer)| (kind.as_str(), names(answer))).collect();
    let expected: Vec<_> = KINDS.iter().map(|(kind, check)| (*kind, (*check).to_owned())).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_floor_refuses_exactly_what_badkeys_detects() {
    let Some(found) = rsa_answers("fermat,roca,smallfactors,rsainvalid", &[]) else { return };
    let (mut missed, mut disagreements) = (Vec::new(), BTreeSet::new());
    for (kind, answer) in &found {
        let rules = floor(&key(kind));
        for (check, ours) in CHECKS {
            match (answer["results"].get(check).is_some(), ours.iter().any(|rule| rules.contains(*rule))) {
                (true, false) => missed.push(format!("badkeys finds {check} in {kind}, we find {rules:?}")),
                (false, true) => _ = disagreements.insert((kind.as_str(), check)),
                (true, true) | (false, false) => {}
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    let named: BTreeSet<_> = EXCEPTIONS.iter().map(|(kind, check, _)| (*kind, *check)).collect();
    assert_eq!(disagreements, named);
}

#[test]
fn the_floor_has_nothing_against_the_controls() {
    let Some(_) = &*MADE else { return };
    for kind in ["sound-2048", "sound-3072", "exponent-33-bits", "factor-65539", "fermat-101", "roca-one-prime"] {
        assert_eq!(floor(&key(kind)), BTreeSet::new(), "{kind}");
    }
}

#[test]
fn a_key_that_is_weak_is_never_answered_with_a_bad_signature() {
    let Some(made) = &*MADE else { return };
    let requests = files(made.path(), "csr");
    assert_eq!(requests.len(), KINDS.len() - 1, "every RSA key but one with an even exponent can sign");
    let requests: Vec<_> = requests.iter().map(|file| file.to_str().unwrap()).collect();
    let ran = run("check_csr", made.path(), &requests);
    ran.assert_done();
    for answer in ran.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        assert_eq!(answer["readable"], true, "{answer}");
        assert!(["proven", "not_checkable"].contains(&answer["possession"].as_str().unwrap()), "{answer}");
    }
}

// ---- blocklists -----------------------------------------------------------------------------------------------------

#[test]
fn a_list_of_badkeys_has_the_same_keys_for_badkeys_and_for_us() {
    let extra = ["--extrabl", "listed.dat"];
    let (Some(rsa), Some(curves)) = (rsa_answers("blocklist", &extra), curve_answers("blocklist", &extra)) else {
        return;
    };
    let list = BadkeysList::open(fs::read(made().join("listed.dat")).unwrap()).unwrap();
    let mut ids = BTreeSet::new();
    for (kind, answer) in rsa.iter().chain(&curves) {
        let theirs = answer["results"].get("blocklist").map(|found| found["blid"].as_u64().unwrap());
        let ours = list.find(&key(kind), PROVIDER.digest).map(|found| match found.entry {
            ListedEntry::Id(id) => u64::from(id),
            other => panic!("{other}"),
        });
        assert_eq!(ours, theirs, "{kind}");
        ids.extend(ours);
    }
    assert_eq!(ids, BTreeSet::from([1, 7, 8, 9, 10, 11, 12, 13, 14, 255]));
    assert_eq!(curves.len(), 12);
}

#[test]
fn a_list_of_hashes_has_the_keys_by_the_hash_that_badkeys_prints() {
    let Some(curves) = curve_answers("fermat", &[]) else { return };
    let listed = SpkiHashes::open(&fs::read(made().join("listed.txt")).unwrap()).unwrap();
    assert_eq!(listed.entries(), 10);
    for (kind, answer) in &curves {
        let text = format!("{}  {kind}\n", answer["spkisha256"].as_str().unwrap());
        let found = SpkiHashes::open(text.as_bytes()).unwrap().find(&key(kind), PROVIDER.digest);
        assert_eq!(found.unwrap().entry, ListedEntry::Line { line: 1, remark: Some(kind.clone()) });
        assert_eq!(listed.find(&key(kind), PROVIDER.digest).is_none(), kind.ends_with("-free"), "{kind}");
    }
}

#[test]
fn the_command_names_every_list_a_key_is_on() {
    let Some(made) = &*MADE else { return };
    let lists = ["--blocklist", "listed.dat", "--blocklist", "listed.txt"];
    let ran = run("check_csr", made.path(), &[&lists[..], &["sound-3072.csr", "cube.csr"]].concat());
    ran.assert_done();
    let answers: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let listed = |answer: &Value| {
        let problems = answer["problems"].as_array().unwrap().iter();
        let listed = problems.filter(|problem| problem["rule"] == "key.blocklisted");
        listed.map(|problem| problem["message"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let says = |place| {
        format!(
            "subjectPublicKeyInfo is a key on the blocklist {place}; permitted is a key on no blocklist \
             (Baseline Requirements §6.1.1.3)"
        )
    };
    assert_eq!(listed(&answers[0]), [says("listed.dat, id 7"), says("listed.txt, line 4: sound-3072")]);
    assert_eq!(listed(&answers[1]), [""; 0]);
}

// ---------------------------------------------------------------------------------------------------------------------

/// The directory the script wrote, once for all tests; `None` where it does not run.
static MADE: LazyLock<Option<TempDir>> = LazyLock::new(|| {
    let directory = tempfile::tempdir().unwrap();
    let mut python = Command::new(judges::judges().join("bin/python"));
    match judges::by_script("the judges' python", python.arg(judges::source("weak_keys.py")).arg(directory.path())) {
        Verdict::Accepted(_) => Some(directory),
        Verdict::Refused(text) => panic!("weak_keys.py fails: {text}"),
        Verdict::Absent(_) => None,
    }
});

/// What is known to have been made.
fn made() -> &'static Path {
    MADE.as_ref().map(TempDir::path).unwrap()
}

/// What badkeys says of the RSA keys.
fn rsa_answers(checks: &str, options: &[&str]) -> Option<BTreeMap<String, Value>> {
    let files = files(MADE.as_ref()?.path(), "jwk");
    badkeys(&[&["--jwk", "-c", checks], options].concat(), &files)
}

/// What badkeys says of the keys that are not RSA, which it reads as PEM.
fn curve_answers(checks: &str, options: &[&str]) -> Option<BTreeMap<String, Value>> {
    let mut files = files(MADE.as_ref()?.path(), "pem");
    files.retain(|file| !file.with_extension("jwk").exists());
    badkeys(&[&["-c", checks], options].concat(), &files)
}

/// Runs badkeys, whose own blocklist is the one the script made; one line of JSON a file.
fn badkeys(options: &[&str], files: &[PathBuf]) -> Option<BTreeMap<String, Value>> {
    let mut command = Command::new(judges::judges().join("bin/badkeys"));
    command.current_dir(made()).env("XDG_CACHE_HOME", made().join("cache"));
    let answer = ask("badkeys", command.args(["--json", "--all"]).args(options).args(files))?;
    assert!(answer.status.success(), "badkeys {options:?} fails: {}", answer.text);
    let answers = answer.text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let told: BTreeMap<_, _> = answers.map(|answer| (stem(answer["where"].as_str().unwrap()), answer)).collect();
    for answer in told.values() {
        assert!(!["unparseable", "unsupported", "notfound"].contains(&answer["type"].as_str().unwrap()), "{answer}");
    }
    assert_eq!(told.len(), files.len());
    Some(told)
}

/// The names of the checks that found something.
fn names(answer: &Value) -> String {
    answer["results"].as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn floor(key: &PublicKey) -> BTreeSet<String> {
    KeyFloor::BASELINE.violations(key).iter().map(|violation| violation.rule().to_string()).collect()
}

fn key(kind: &str) -> PublicKey {
    let der = SubjectPublicKeyInfoDer::from_pem_file(made().join(format!("{kind}.pem"))).unwrap();
    PublicKey::from_der(&der).unwrap()
}

fn files(directory: &Path, extension: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.filter(|file| file.extension().is_some_and(|found| found == extension)).collect();
    files.sort();
    files
}

fn stem(file: &str) -> String {
    Path::new(file).file_stem().unwrap().to_str().unwrap().to_owned()
}
