//! `check_csr` by its public face: options, blocklists of both formats, exit statuses, sentences.
//!
//! In the flow: beside `tests/examples.rs`; what is said of requests themselves is asked over the corpora. OpenSSL makes
//! the request and prints the hash the help text speaks of. The surprising choice: the names of the lists here say the
//! opposite of what is in them, because only what is in them may count.
#![cfg(all(feature = "aws-lc-rs", unix))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not there is a failed test")]

use std::{fs, path::Path};

use serde_json::Value;

use crate::bench::{Bench, run, run_into};

#[path = "common/bench.rs"]
mod bench;
#[path = "common/judges.rs"]
mod judges;

const P256: [&str; 6] = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-subj", "/CN=www.example.com"];

/// The rules of the problems in the only line.
fn rules(stdout: &str) -> Vec<String> {
    let answer: Value = serde_json::from_str(stdout).unwrap();
    let problems = answer["problems"].as_array().unwrap().iter();
    problems.map(|problem| problem["rule"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn prints_how_it_is_used() {
    let ran = run("check_csr", Path::new("."), &["--help"]);
    ran.assert_done();
    assert!(ran.stdout.starts_with("usage: check_csr [--blocklist FILE]... FILE...\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("openssl pkey -pubin -outform der | sha256sum"), "{}", ran.stdout);
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_takes_nothing_is_a_sentence() {
    run_into("/dev/full", "check_csr", &["--help"]).assert_failed(4, "No space left on device");
}

#[test]
fn answers_4_to_wrong_arguments_by_name() {
    let refused = |arguments: &[&str], says| run("check_csr", Path::new("."), arguments).assert_failed(4, says);
    refused(&[], "no file was named; usage: check_csr [--blocklist FILE]... FILE...");
    refused(&["--blocklist"], "--blocklist lacks its value");
    refused(&["--blocklist", "--help"], "--blocklist lacks its value");
    refused(&["--blocklist", "Cargo.toml"], "no file was named");
    refused(&["--block", "list"], "there is no option --block; there are --blocklist, --help");
}

#[test]
fn finds_a_key_by_the_hash_that_openssl_prints() {
    let Some(bench) = Bench::with_request("tls-server", &P256) else { return };
    bench.openssl(&["pkey", "-in", "request.key", "-pubout", "-outform", "der", "-out", "key.der"]);
    let Some(line) = bench.openssl(&["dgst", "-sha256", "-r", "key.der"]) else { return };
    bench.write("lost.dat", &format!("# keys of May\r\n{line}"));
    bench.write("found.dat", &"0a".repeat(32));
    let ran = run("check_csr", bench.path(), &["--blocklist", "lost.dat", "--blocklist", "found.dat", "request.pem"]);
    ran.assert_done();
    assert_eq!(rules(&ran.stdout), ["key.blocklisted"]);
    assert!(ran.stdout.contains("a key on the blocklist lost.dat, line 2: *key.der; permitted"), "{}", ran.stdout);
    let ran = run("check_csr", bench.path(), &["request.pem", "--blocklist", "found.dat"]);
    ran.assert_done();
    assert_eq!(rules(&ran.stdout), [""; 0]);
}

#[test]
fn a_blocklist_that_cannot_be_used_stops_everything() {
    let Some(bench) = Bench::with_request("tls-server", &P256) else { return };
    let hashes = "was read as hashes, because it is text, and is no such list";
    let records = "was read as records of badkeys, because it is not text, and is no such list";
    let sorted = [[0; 16], [1; 16]].concat();
    let lists: [(&str, &[u8], String); 6] = [
        ("empty", b"", format!("empty {hashes}: the blocklist has no entry")),
        ("list.dat", b"0a0b\n", format!("list.dat {hashes}: line 1 of the blocklist begins with 4 characters")),
        ("list.xz", b"\xfd7zXZ\0\0\x04", format!("list.xz {records}: the blocklist is compressed with xz")),
        ("short.txt", &sorted[1..], format!("short.txt {records}: the blocklist has 31 octets")),
        ("turned.txt", &[[1; 16], [0; 16]].concat(), format!("turned.txt {records}: record 2 of the blocklist")),
        ("99723100018", b"", format!("*******0018 {hashes}")),
    ];
    for (name, octets, says) in lists {
        fs::write(bench.file(name), octets).unwrap();
        let ran = run("check_csr", bench.path(), &["--blocklist", name, "request.pem"]);
        ran.assert_failed(4, &says);
        assert_eq!(ran.stdout, "");
    }
    let ran = run("check_csr", bench.path(), &["--blocklist", "absent", "request.pem"]);
    ran.assert_failed(4, "the blocklist absent cannot be read: No such file");
    assert_eq!(ran.stdout, "");
    fs::write(bench.file("sorted.txt"), sorted).unwrap();
    run("check_csr", bench.path(), &["--blocklist", "sorted.txt", "request.pem"]).assert_done();
}

#[test]
fn a_request_that_is_not_there_leaves_the_others_their_answers() {
    let Some(bench) = Bench::with_request("tls-server", &P256) else { return };
    let ran = run("check_csr", bench.path(), &["absent", "request.pem"]);
    ran.assert_failed(4, "absent got no answer: No such file");
    assert_eq!(rules(&ran.stdout), [""; 0]);
}
