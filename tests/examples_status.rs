//! `revoke` and `crl` by their public face: command lines, exit statuses, sentences, and what the rolls and the lists say
//! afterwards.
//!
//! In the flow: above the examples, beside `examples.rs`. Certificates are issued by `issue` first, from a request that
//! OpenSSL makes; without it these tests are skipped, by name.
#![cfg(all(feature = "aws-lc-rs", unix))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not there is a failed test")]

use serde_json::Value;

use crate::bench::{Bench, Ran, ca, run};

#[path = "common/bench.rs"]
mod bench;
#[path = "common/judges.rs"]
mod judges;

/// A desk with one certificate of that policy on its rolls, and its serial number.
fn issued(policy: &str) -> Option<(Bench, String)> {
    let bench = Bench::with_request(policy, &["-newkey", "rsa:2048", "-subj", "/"])?;
    bench.issue(policy, &[]).assert_done();
    let serial = bench.openssl(&["x509", "-in", "certificate.pem", "-noout", "-serial"])?;
    Some((bench, serial.trim().trim_start_matches("serial=").to_owned()))
}

fn revoke(bench: &Bench, serial: &str, step: &[&str], at: &str) -> Ran {
    let certificate = ca("issuing.pem");
    let order = ["--ca", certificate.to_str().unwrap(), "--inventory", "rolls.json", "--serial", serial, "--at", at];
    run("revoke", bench.path(), &[&order, step].concat())
}

fn rolls(bench: &Bench) -> Value {
    serde_json::from_str(&bench.read("rolls.json")).unwrap()
}

fn status(bench: &Bench) -> Value {
    rolls(bench)["records"][0]["record"]["status"].clone()
}

const MONDAY: &str = "2027-01-04T12:00:00Z";
const TUESDAY: &str = "2027-01-05T12:00:00Z";

#[test]
fn revokes_for_a_reason_of_the_standard() {
    let Some((bench, serial)) = issued("tls-client") else { return };
    let earlier = "2027-01-01T00:00:00Z";
    let ran = revoke(&bench, &serial, &["--reason", "keyCompromise", "--invalid-since", earlier], MONDAY);
    ran.assert_done();
    assert!(ran.stderr.ends_with("is revoked from 2027-01-04T12:00:00Z for keyCompromise\n"), "{}", ran.stderr);
    let revoked = &status(&bench)["revoked"];
    assert_eq!(revoked["at"], MONDAY);
    assert_eq!(revoked["reason"], "keyCompromise");
    assert_eq!(revoked["invalid-since"], earlier);
    let entry = &rolls(&bench)["ledger"][2];
    assert_eq!(entry["actor"]["requester"], "officer", "{entry}");
}

#[test]
fn holds_and_releases_where_the_policy_allows_it() {
    let Some((bench, serial)) = issued("system") else { return };
    revoke(&bench, &serial, &["--hold", "--until", TUESDAY], MONDAY).assert_done();
    assert_eq!(status(&bench)["held"]["until"], TUESDAY);
    let ran = revoke(&bench, &serial, &["--release"], TUESDAY);
    ran.assert_done();
    assert!(ran.stderr.ends_with("is issued again\n"), "{}", ran.stderr);
    assert_eq!(status(&bench), "issued");
}

#[test]
fn answers_2_to_what_the_rules_refuse() {
    let Some((bench, serial)) = issued("tls-client") else { return };
    let ran = revoke(&bench, &serial, &["--hold"], MONDAY);
    ran.assert_failed(2, "was issued under a policy that forbids suspension; it can only be revoked");
    let told: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(told["refusal"], ran.stderr.trim());
    revoke(&bench, &serial, &["--reason", "certificateHold"], MONDAY).assert_failed(2, "hold it instead");
    revoke(&bench, &serial, &["--reason", "superseded"], MONDAY).assert_done();
    let before = bench.read("rolls.json");
    let again = revoke(&bench, &serial, &["--reason", "keyCompromise"], TUESDAY);
    again.assert_failed(2, "is revoked and cannot be revoked; nothing can follow");
    assert_eq!(bench.read("rolls.json"), before);
}

#[test]
fn answers_4_to_what_it_cannot_make_sense_of() {
    let Some((bench, serial)) = issued("tls-client") else { return };
    let one = "one of --reason, --hold and --release is wanted";
    revoke(&bench, &serial, &[], MONDAY).assert_failed(4, one);
    revoke(&bench, &serial, &["--hold", "--release"], MONDAY).assert_failed(4, one);
    revoke(&bench, &serial, &["--release", "--until", TUESDAY], MONDAY).assert_failed(4, one);
    revoke(&bench, &serial, &["--reason", "lost"], MONDAY).assert_failed(4, "is no reason of RFC 5280 §5.3.1");
    revoke(&bench, &serial, &["--hold"], "yesterday").assert_failed(4, "the value of --at is refused");
    revoke(&bench, "12", &["--hold"], MONDAY).assert_failed(4, "the value of --serial is refused");
    let unknown = "4".repeat(32);
    revoke(&bench, &unknown, &["--hold"], MONDAY).assert_failed(4, "is not on the rolls");
    assert!(run("revoke", bench.path(), &["--help"]).stdout.contains("--invalid-since"));
}

#[test]
fn takes_a_serial_number_with_colons() {
    let Some((bench, serial)) = issued("tls-client") else { return };
    let pairs: Vec<_> = serial.as_bytes().chunks(2).map(|pair| str::from_utf8(pair).unwrap()).collect();
    revoke(&bench, &pairs.join(":"), &["--reason", "superseded"], MONDAY).assert_done();
}

// ---- crl ------------------------------------------------------------------------------------------------------------

fn list(bench: &Bench, more: &[&str]) -> Ran {
    let (certificate, key) = (ca("issuing.pem"), ca("issuing.key"));
    let files = ["--ca", certificate.to_str().unwrap(), "--ca-key", key.to_str().unwrap(), "--inventory", "rolls.json"];
    run("crl", bench.path(), &[&files, more].concat())
}

fn checked(bench: &Bench, list: &str) -> Option<String> {
    let (root, issuing) = (ca("root.pem"), ca("issuing.pem"));
    let chain = ["-CAfile", root.to_str().unwrap(), "-untrusted", issuing.to_str().unwrap()];
    let order = ["-crl_check", "-CRLfile", list, "certificate.pem"];
    judges::openssl_says(bench.path(), &[&["verify"], &chain[..], &order].concat())
}

const YESTERDAY: &str = "2026-11-01T00:00:00Z";

#[test]
fn lists_what_is_revoked_and_numbers_every_list() {
    let Some((bench, serial)) = issued("tls-client") else { return };
    let ran = list(&bench, &["--out", "first.crl"]);
    ran.assert_done();
    assert!(ran.stderr.starts_with("wrote CRL 1 with 0 certificates to first.crl, valid until "), "{}", ran.stderr);
    let Some(said) = checked(&bench, "first.crl") else { return };
    assert!(said.contains("certificate.pem: OK"), "{said}");

    revoke(&bench, &serial, &["--reason", "keyCompromise"], YESTERDAY).assert_done();
    list(&bench, &["--out", "second.crl", "--hours", "24"]).assert_done();
    let Some(said) = checked(&bench, "second.crl") else { return };
    assert!(said.contains("certificate revoked"), "{said}");
    let text = bench.openssl(&["crl", "-inform", "DER", "-in", "second.crl", "-noout", "-text"]).unwrap();
    for shown in ["X509v3 CRL Number: \n                2", &serial, "Nov  1 00:00:00 2026 GMT", "Key Compromise"] {
        assert!(text.contains(shown), "{shown} is not in {text}");
    }
}

#[test]
fn a_restored_backup_does_not_number_a_list_twice() {
    let Some((bench, _)) = issued("tls-client") else { return };
    let backup = bench.read("rolls.json");
    for file in ["first.crl", "second.crl"] {
        list(&bench, &["--out", file]).assert_done();
    }
    bench.write("rolls.json", &backup);
    let ran = list(&bench, &["--out", "third.crl", "--floor", "7"]);
    assert!(ran.stderr.starts_with("wrote CRL 7 "), "{}", ran.stderr);
}

#[test]
fn answers_2_to_a_list_that_would_take_a_revocation_back() {
    let Some((bench, serial)) = issued("tls-client") else { return };
    let backup = bench.read("rolls.json");
    revoke(&bench, &serial, &["--reason", "superseded"], YESTERDAY).assert_done();
    list(&bench, &["--out", "published.crl"]).assert_done();
    bench.write("rolls.json", &backup);
    // The next list has to be of a later second.
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    let ran = list(&bench, &["--out", "next.crl", "--previous", "published.crl"]);
    ran.assert_failed(2, "nothing leaves revoked, so bring the inventory up to date first");
    let told: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(told["refusal"], ran.stderr.trim());
    assert!(!bench.has("next.crl"));
}

#[test]
fn answers_4_where_no_list_can_be_signed() {
    let Some((bench, _)) = issued("tls-client") else { return };
    list(&bench, &[]).assert_failed(4, "--out is missing");
    list(&bench, &["--out", "a.crl", "--hours", "0"]).assert_failed(4, "not after thisUpdate");
    list(&bench, &["--out", "a.crl", "--previous", "rolls.json"]).assert_failed(4, "");
    let root = ca("root.key");
    let ran = list(&bench, &["--out", "a.crl", "--floor", "x"]);
    ran.assert_failed(4, "the value of --floor is refused");
    let (certificate, key) = (ca("issuing.pem"), root);
    let files = ["--ca", certificate.to_str().unwrap(), "--ca-key", key.to_str().unwrap()];
    let foreign = run("crl", bench.path(), &[&files[..], &["--inventory", "rolls.json", "--out", "a.crl"]].concat());
    foreign.assert_failed(4, "make no issuer");
    assert!(!bench.has("a.crl"));
}

#[test]
fn a_list_takes_the_place_of_no_file_it_is_made_from() {
    let Some((bench, _)) = issued("tls-client") else { return };
    let (certificate, key) = (ca("issuing.pem"), ca("issuing.key"));
    let (before, rolls) = (std::fs::read(&key).unwrap(), bench.read("rolls.json"));
    for (file, option) in [(&key, "--ca-key"), (&certificate, "--ca")] {
        let ran = list(&bench, &["--out", file.to_str().unwrap()]);
        ran.assert_failed(4, &format!("--out names the file that {option} names"));
    }
    list(&bench, &["--out", "./rolls.json"]).assert_failed(4, "--out names the file that --inventory names");
    assert_eq!((std::fs::read(&key).unwrap(), bench.read("rolls.json")), (before, rolls));
}

#[test]
fn rolls_that_are_not_there_are_not_made() {
    let Some((bench, serial)) = issued("tls-client") else { return };
    let elsewhere = ["--inventory", "role.json", "--out", "a.crl"];
    let (certificate, key) = (ca("issuing.pem"), ca("issuing.key"));
    let files = ["--ca", certificate.to_str().unwrap(), "--ca-key", key.to_str().unwrap()];
    run("crl", bench.path(), &[&files[..], &elsewhere].concat()).assert_failed(4, "role.json cannot be read");
    let step = ["--serial", &serial, "--reason", "superseded", "--at", MONDAY, "--inventory", "role.json"];
    run("revoke", bench.path(), &[&files[..2], &step].concat()).assert_failed(4, "role.json cannot be read");
    assert!(!bench.has("role.json") && !bench.has("role.json.lock") && !bench.has("a.crl"));
}

#[test]
fn a_list_in_a_file_named_after_a_person_is_told_without_the_number() {
    let Some((bench, _)) = issued("tls-client") else { return };
    list(&bench, &["--out", "99723100018.crl"]).assert_done();
}
