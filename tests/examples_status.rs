//! `revoke` by its public face: command lines, exit statuses, sentences, and what the rolls say afterwards.
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
