//! `pkcs12` by its public face: what it makes, what it shows, and how it fails.
//!
//! In the flow: above the examples, beside `examples.rs`. OpenSSL makes the keys and opens what was made; without it these
//! tests are skipped, by name.
#![cfg(all(feature = "aws-lc-rs", unix))]
#![expect(clippy::unwrap_used, reason = "what is not there is a failed test")]

use std::{fs, os::unix::fs::PermissionsExt as _};

use crate::bench::{Bench, Ran, ca, run};

#[path = "common/bench.rs"]
mod bench;
#[path = "common/judges.rs"]
mod judges;

const P256: [&str; 6] = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-subj", "/"];

/// A desk with a key and its certificate.
fn certified() -> Option<Bench> {
    let bench = Bench::with_request("tls-client", &P256)?;
    bench.issue("tls-client", &[]).assert_done();
    Some(bench)
}

fn make(bench: &Bench, more: &[&str]) -> Ran {
    let issuing = ca("issuing.pem");
    let usual = ["make", "--key", "request.key", "--certificate", "certificate.pem", "--out", "device.p12"];
    let quick = ["--iterations", "2048", "--chain", issuing.to_str().unwrap()];
    run("pkcs12", bench.path(), &[&usual[..], &quick, more].concat())
}

fn show(bench: &Bench, password: &str) -> Ran {
    run("pkcs12", bench.path(), &["show", "--in", "device.p12", "--password-file", password])
}

#[test]
fn makes_a_bundle_that_openssl_opens_and_shows_what_is_in_it() {
    let Some(bench) = certified() else { return };
    let named = ["--name", "Łącze 1", "--local-key-id", "01:ab", "--new-password-file", "password.txt"];
    make(&bench, &named).assert_done();
    for file in ["device.p12", "password.txt"] {
        assert_eq!(fs::metadata(bench.file(file)).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(bench.read("password.txt").trim_end().len(), 20);
    let arguments = ["pkcs12", "-in", "device.p12", "-passin", "file:password.txt", "-nodes"];
    let Some(opened) = bench.openssl(&arguments) else { return };
    assert!(opened.contains(bench.read("certificate.pem").trim()), "{opened}");
    assert!(opened.contains("localKeyID: 01 AB") && opened.contains("-----BEGIN PRIVATE KEY-----"), "{opened}");

    let shown = show(&bench, "password.txt");
    shown.assert_done();
    for line in ["key             EC P-256", "friendly name   Łącze 1", "local key id    01:ab", "chain           CN="]
    {
        assert!(shown.stdout.contains(line), "{line} is not in {}", shown.stdout);
    }
    assert!(!shown.stdout.contains("PRIVATE"), "{}", shown.stdout);
}

#[test]
fn opens_what_openssl_makes() {
    let Some(bench) = certified() else { return };
    bench.write("password.txt", "correct horse\n");
    let parts = ["pkcs12", "-export", "-in", "certificate.pem", "-inkey", "request.key", "-name", "of openssl"];
    let Some(_) = bench.openssl(&[&parts[..], &["-passout", "file:password.txt", "-out", "device.p12"]].concat())
    else {
        return;
    };
    let shown = show(&bench, "password.txt");
    shown.assert_done();
    assert!(shown.stdout.contains("friendly name   of openssl"), "{}", shown.stdout);
}

#[test]
fn answers_2_to_parts_that_do_not_belong_together() {
    let Some(bench) = certified() else { return };
    bench.write("password.txt", "correct horse\n");
    let key = ca("issuing.key");
    let parts = ["make", "--certificate", "certificate.pem", "--out", "device.p12", "--password-file", "password.txt"];
    let foreign = ["--key", key.to_str().unwrap()];
    let ran = run("pkcs12", bench.path(), &[&parts[..], &foreign].concat());
    ran.assert_failed(2, "the key does not belong to the certificate");
    assert!(!bench.has("device.p12"));
    let own = ["--key", "request.key", "--chain", "certificate.pem"];
    run("pkcs12", bench.path(), &[&parts[..], &own].concat()).assert_failed(2, "certificate 1 of the chain");
}

#[test]
fn answers_3_to_another_password_and_to_a_damaged_file() {
    let Some(bench) = certified() else { return };
    bench.write("password.txt", "correct horse\n");
    bench.write("other.txt", "wrong horse\n");
    make(&bench, &["--password-file", "password.txt"]).assert_done();
    show(&bench, "other.txt").assert_failed(3, "the password is wrong");
    let mut octets = fs::read(bench.file("device.p12")).unwrap();
    let middle = octets.len() / 2;
    if let Some(octet) = octets.get_mut(middle) {
        *octet ^= 1;
    }
    fs::write(bench.file("device.p12"), &octets).unwrap();
    show(&bench, "password.txt").assert_failed(3, "the password is right but the MAC does not hold");
    fs::write(bench.file("device.p12"), "no bundle").unwrap();
    show(&bench, "password.txt").assert_failed(3, "the file is no PKCS#12 file");
}

#[test]
fn answers_4_to_what_it_cannot_make_sense_of() {
    let Some(bench) = certified() else { return };
    bench.write("password.txt", "\n");
    make(&bench, &[]).assert_failed(4, "one of --password-file and --new-password-file is wanted");
    make(&bench, &["--password-file", "password.txt"]).assert_failed(4, "the password is empty");
    make(&bench, &["--password-file", "nowhere.txt"]).assert_failed(4, "nowhere.txt cannot be read");
    run("pkcs12", bench.path(), &["make", "--iterations", "10"]).assert_failed(4, "10 iterations are fewer than");
    run("pkcs12", bench.path(), &["turn"]).assert_failed(4, "make or show is wanted");
    for help in [&["--help"][..], &["make", "--help"], &["show", "--help"]] {
        assert!(run("pkcs12", bench.path(), help).stdout.contains("--new-password-file"));
    }
}

#[test]
fn a_bundle_and_its_password_take_no_place_of_another_file() {
    let Some(bench) = certified() else { return };
    let key = bench.read("request.key");
    let parts = ["make", "--key", "request.key", "--certificate", "certificate.pem"];
    let with = |places: &[&str]| run("pkcs12", bench.path(), &[&parts[..], places].concat());
    with(&["--out", "same", "--new-password-file", "./same"])
        .assert_failed(4, "--new-password-file names the file that --out names");
    with(&["--out", "a.p12", "--new-password-file", "request.key"])
        .assert_failed(4, "--new-password-file names the file that --key names");
    with(&["--out", "request.key", "--new-password-file", "a.txt"])
        .assert_failed(4, "--out names the file that --key names");
    bench.write("password.txt", "correct horse\n");
    with(&["--out", "password.txt", "--password-file", "password.txt"])
        .assert_failed(4, "--out names the file that --password-file names");
    assert_eq!((bench.read("request.key"), bench.read("password.txt")), (key, "correct horse\n".to_owned()));
    assert!(!bench.has("same") && !bench.has("a.p12") && !bench.has("a.txt"));
}

#[test]
fn a_file_named_after_a_person_is_told_without_the_number() {
    let Some(bench) = certified() else { return };
    bench.write("password.txt", "correct horse\n");
    let places = ["--password-file", "password.txt", "--out", "99723100018.p12", "--iterations", "2048"];
    let parts = ["make", "--key", "request.key", "--certificate", "certificate.pem"];
    run("pkcs12", bench.path(), &[&parts[..], &places].concat()).assert_done();
}

#[test]
fn says_what_is_wrong_with_a_password_file_and_with_digits() {
    let Some(bench) = certified() else { return };
    fs::write(bench.file("password.txt"), [0xff, b'\n']).unwrap();
    make(&bench, &["--password-file", "password.txt"]).assert_failed(4, "password.txt is not UTF-8 text");
    bench.write("password.txt", "correct horse\n");
    let sign = make(&bench, &["--password-file", "password.txt", "--local-key-id", "+1"]);
    sign.assert_failed(4, "pairs of hexadecimal digits are wanted");
}
