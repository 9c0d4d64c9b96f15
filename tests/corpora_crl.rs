//! Revocation lists of other people's tools, good and bad, and what we answer.
//!
//! The collections stay where they are: `CHANCERY_CORPORA` names the directory, `../shared/corpora` is looked at without
//! it, and each test skips by name where it is absent. Where we disagree with the majority of eight other parsers, the file
//! stands in [`DISAGREEMENTS`] and, with the reason, in `docs/DIVERGENCES.md`; a disagreement that is gone must be taken
//! off both.
#![expect(clippy::expect_used, reason = "a file that cannot be read is a failed test")]

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    time::{Duration, Instant},
};

use chancery::revocation::Crl;

#[path = "common/corpora.rs"]
mod corpora;

use corpora::collection;

/// Files where five or more of eight parsers accept and we refuse, with the sentence; or four or fewer and we accept.
const DISAGREEMENTS: [(&str, &str); 9] = [
    (
        "crl/nss/issuer-none.crl",
        "a reason code is one octet from 0 to 10 and not 7 (RFC 5280 §5.3.1) at byte 130 of CRLReason",
    ),
    ("crl/pyca-vectors/crl_dup_entry_ext.pem", GENERALIZED),
    ("crl/pyca-vectors/crl_inval_cert_issuer_entry_ext.pem", GENERALIZED),
    ("crl/pyca-vectors/crl_md2_unknown_crit_entry_ext.pem", GENERALIZED),
    ("crl/pyca-vectors/crl_unsupported_reason.pem", GENERALIZED),
    (
        "crl/rustls-webpki/crl.entry.empty.ext.seq.der",
        "crlEntryExtensions is absent when there are none, never empty (RFC 5280 §5.1) at byte 207 of crlEntryExtensions",
    ),
    ("crl/rustls-webpki/crl.idp.invalid.name.der", "read, not to be used: 2.5.29.28"),
    ("crl/rustls-webpki/crl.idp.unknown.tag.der", "read, not to be used: 2.5.29.28"),
    (
        "malformed/fuzz-corpora/crl-f03efb0f1437a49eac3e41e6.der",
        "the INTEGER is negative at byte 290 of revokedCertificates",
    ),
];

const GENERALIZED: &str = "a time before 2050 is written as UTCTime at byte 66 of TBSCertList";

/// What the index says of one list.
struct Row {
    file: String,
    expected: String,
    /// How many of eight parsers accept it.
    accepting: u32,
    octets: Vec<u8>,
}

fn index(root: &Path) -> Vec<Row> {
    let text = fs::read_to_string(root.join("index.tsv")).expect("the index");
    let row = |line: &str| {
        let columns: Vec<_> = line.split('\t').collect();
        let [file, kind, expected, consensus, ..] = columns.as_slice() else { return None };
        let accepting = consensus.split(' ').find_map(|verdict| verdict.strip_prefix("ok="));
        kind.starts_with("crl-").then(|| Row {
            file: (*file).to_owned(),
            expected: (*expected).to_owned(),
            accepting: accepting.map_or(0, |count| count.parse().expect("a count")),
            octets: fs::read(root.join(file)).expect("a file of the collection"),
        })
    };
    let rows: Vec<_> = text.lines().filter_map(row).collect();
    assert!(rows.len() >= 180, "{} lists", rows.len());
    rows
}

#[test]
fn answers_every_list_within_a_second() {
    let Some(root) = collection("answers_every_list_within_a_second") else { return };
    for row in index(&root) {
        let start = Instant::now();
        let read = Crl::from_bytes(&row.octets);
        assert!(start.elapsed() < Duration::from_secs(1), "{} took {:?}", row.file, start.elapsed());
        if let Err(error) = read {
            assert!(!error.to_string().is_empty());
        }
    }
}

#[test]
fn keeps_every_list_it_reads_as_it_was_received() {
    let Some(root) = collection("keeps_every_list_it_reads_as_it_was_received") else { return };
    for row in index(&root) {
        let Ok(crl) = Crl::from_bytes(&row.octets) else { continue };
        assert_eq!(Crl::from_der(crl.as_der()).as_ref(), Ok(&crl), "{}", row.file);
        assert_eq!(Crl::from_pem(crl.to_pem().as_bytes()).as_ref(), Ok(&crl), "{}", row.file);
        assert_eq!(crl.entries().count(), crl.entries().len(), "{}", row.file);
        for entry in crl.entries() {
            assert!(crl.find(entry.serial_number()).is_some(), "{}", row.file);
        }
    }
}

#[test]
fn accepts_no_list_that_no_tool_accepts() {
    let Some(root) = collection("accepts_no_list_that_no_tool_accepts") else { return };
    for row in index(&root).into_iter().filter(|row| row.accepting == 0) {
        assert!(Crl::from_bytes(&row.octets).is_err(), "{}", row.file);
    }
}

#[test]
fn refuses_every_list_whose_source_says_that_it_is_malformed() {
    let Some(root) = collection("refuses_every_list_whose_source_says_that_it_is_malformed") else { return };
    for row in index(&root).into_iter().filter(|row| row.expected == "reject") {
        assert!(Crl::from_bytes(&row.octets).is_err(), "{}", row.file);
    }
}

/// A list with a critical extension that is not known is read, and fails every verification.
fn answer(crl: &Crl) -> String {
    crl.unknown_critical().map_or_else(|| "read".to_owned(), |oid| format!("read, not to be used: {oid}"))
}

#[test]
fn disagrees_with_the_majority_only_where_it_is_written_down() {
    let Some(root) = collection("disagrees_with_the_majority_only_where_it_is_written_down") else { return };
    let mut found = BTreeMap::new();
    for row in index(&root) {
        match (Crl::from_bytes(&row.octets), row.accepting) {
            (Err(error), 5..) => found.insert(row.file, error.to_string()),
            (Ok(crl), ..=4) => found.insert(row.file, answer(&crl)),
            _ => None,
        };
    }
    let written: BTreeMap<_, _> = DISAGREEMENTS.map(|(file, answer)| (file.to_owned(), answer.to_owned())).into();
    assert_eq!(found, written);
}

#[test]
fn itemises_every_disagreement_in_the_documentation() {
    let document = include_str!("../docs/DIVERGENCES.md");
    for (file, _) in DISAGREEMENTS {
        assert!(document.contains(&format!("`{file}`")), "docs/DIVERGENCES.md does not name {file}");
    }
}
