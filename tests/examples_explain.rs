//! `explain` by its public face: the options of `issue`, a table or one JSON object, and nothing that was changed.
//!
//! In the flow: beside `tests/examples.rs`, on the same desk. Each explanation is held against what `issue` then answers
//! to the same files. The surprising choice: there is no key of the CA on this desk, because none is needed.
#![cfg(all(feature = "aws-lc-rs", unix))]
#![expect(clippy::unwrap_used, reason = "what is not there is a failed test")]

use std::path::Path;

use serde_json::Value;

use crate::bench::{Bench, PESEL, Ran, ca, run, run_into};

#[path = "common/bench.rs"]
mod bench;
#[path = "common/judges.rs"]
mod judges;

const P256: [&str; 6] = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-subj", "/CN=www.example.com"];
const MORE: [&str; 2] = ["-addext", "extendedKeyUsage=serverAuth,clientAuth"];
const AUTHORITY: [&str; 2] = ["-addext", "basicConstraints=critical,CA:TRUE"];

fn explain(bench: &Bench, policy: &str, more: &[&str]) -> Ran {
    let certificate = ca("issuing.pem");
    let usual = ["--ca", certificate.to_str().unwrap(), "--inventory", "rolls.json", "--policy", policy];
    let files = ["--applicant", "applicant.toml", "--csr", "request.pem"];
    run("explain", bench.path(), &[&usual[..], &files, more].concat())
}

fn json(ran: &Ran) -> Value {
    assert_eq!(ran.stdout.lines().count(), 1, "{}", ran.stdout);
    serde_json::from_str(&ran.stdout).unwrap()
}

#[test]
fn explains_what_issue_grants_and_withholds() {
    let Some(bench) = Bench::with_request("tls-server", &[&P256[..], &MORE].concat()) else { return };
    let ran = explain(&bench, "tls-server", &[]);
    ran.assert_done();
    assert!(ran.stdout.starts_with("tls-server: would be approved, with 1 withheld\n\nrow "), "{}", ran.stdout);
    let purposes = ran.stdout.lines().find(|line| line.starts_with("extKeyUsage ")).unwrap();
    assert!(purposes.contains("serverAuth, clientAuth") && purposes.ends_with("withheld: clientAuth"), "{purposes}");
    assert_eq!(ran.stderr, "there are no rolls rolls.json yet: nothing is on record\n");
    assert!(!bench.has("rolls.json"));
    bench.assert_no_certificate();

    let explained = json(&explain(&bench, "tls-server", &["--json"]));
    let issued = bench.issue("tls-server", &[]);
    issued.assert_done();
    let withheld = explained["withheld"].as_array().unwrap();
    assert_eq!(withheld.len(), issued.stderr.lines().filter(|line| line.starts_with("withheld: ")).count());
    assert_eq!(explained["outcome"], "approved");
}

#[test]
fn explains_with_2_what_issue_refuses_with_2() {
    let Some(bench) = Bench::with_request("tls-server", &[&P256[..], &AUTHORITY].concat()) else { return };
    let refused = bench.issue("tls-server", &[]);
    let rolls = bench.read("rolls.json");
    let ran = explain(&bench, "tls-server", &["--json"]);
    ran.assert_failed(2, "the request is refused for 1 reason: extensionRequest.basicConstraints is cA TRUE");
    assert_eq!(ran.stderr, refused.stderr);
    assert_eq!(json(&ran)["violations"], json(&refused)["violations"]);
    assert_eq!(bench.read("rolls.json"), rolls, "an explanation is on no record");
    let table = explain(&bench, "tls-server", &[]);
    table.assert_failed(2, "the request is refused for 1 reason: ");
    assert!(table.stdout.starts_with("tls-server: would be refused for 1 reason; "), "{}", table.stdout);
}

#[test]
fn knows_what_is_on_record() {
    let Some(bench) = Bench::with_request("tls-server", &[&P256[..4], &["-subj", "/"]].concat()) else { return };
    bench.issue("tls-server", &[]).assert_done();
    bench.write("applicant.toml", &bench.read("applicant.toml").replace("www.example.com", "other.example.com"));
    explain(&bench, "tls-server", &[]).assert_failed(2, "certifies for another subject");
}

#[test]
fn takes_a_line_of_issue_and_opens_no_key() {
    let Some(bench) = Bench::with_request("tls-server", &P256) else { return };
    let ran = explain(&bench, "tls-server", &["--ca-key", "absent.key", "--out", "certificate.pem"]);
    ran.assert_done();
    bench.assert_no_certificate();
}

#[test]
fn explains_a_person_without_a_request_and_without_the_number() {
    let bench = Bench::for_policy("operator-file");
    let certificate = ca("issuing.pem");
    let order = ["--ca", certificate.to_str().unwrap(), "--inventory", "rolls.json", "--policy", "operator-file"];
    let ran = run("explain", bench.path(), &[&order[..], &["--applicant", "applicant.toml"]].concat());
    ran.assert_done();
    assert!(ran.stdout.contains("granted: PNOPL-*******0018") && !ran.stdout.contains(PESEL), "{}", ran.stdout);
}

#[test]
fn answers_3_and_4_as_issue_does() {
    let bench = Bench::for_policy("tls-server");
    bench.write("rolls.json", "[]");
    explain(&bench, "tls-server", &[]).assert_failed(4, "rolls.json is not an inventory");
    explain(&bench, "no-such", &[]).assert_failed(4, "there is no policy no-such; there are tls-server, ");
    let missing = run("explain", bench.path(), &["--policy", "tls-server"]);
    missing.assert_failed(4, "--applicant is missing");
    let bench = Bench::for_policy("tls-server");
    bench.issue("tls-server", &[]).assert_failed(3, "request.pem cannot be read");
    bench.write("request.pem", "no request at all\n");
    let ran = explain(&bench, "tls-server", &[]);
    assert_eq!((ran.status, ran.stdout.as_str()), (3, ""));
    assert!(ran.stderr.lines().last().unwrap().starts_with("the request is not taken: "), "{}", ran.stderr);
}

#[test]
fn prints_how_it_is_used_and_the_samples_of_issue() {
    let ran = run("explain", Path::new("."), &["--help"]);
    ran.assert_done();
    assert!(ran.stdout.contains("--json") && ran.stdout.contains("without issuing or signing"), "{}", ran.stdout);
    for arguments in [&["--list-policies"][..], &["--policy", "system", "--applicant-template"]] {
        let (own, issues) = (run("explain", Path::new("."), arguments), run("issue", Path::new("."), arguments));
        assert_eq!((own.status, own.stdout), (0, issues.stdout));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_takes_nothing_is_a_sentence() {
    run_into("/dev/full", "explain", &["--help"]).assert_failed(4, "No space left on device");
}
