//! The whole centre by its public face: the files, what strangers say of them, and what none of them may show.
//!
//! In the flow: above everything; the example is run once and its directory looked at by every test. OpenSSL judges the
//! chains, the list and the bundles; without it those tests are skipped, by name. The surprising choice: the directory
//! is compared as a whole, so that a private key that strays into it is a failed test and not an oversight.
#![cfg(all(feature = "aws-lc-rs", unix))]
#![expect(clippy::unwrap_used, reason = "what is not there is a failed test")]

use std::{
    collections::BTreeSet,
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use serde_json::Value;
use tempfile::TempDir;

use crate::bench::{PESEL, Ran, run};

#[path = "common/bench.rs"]
mod bench;
#[path = "common/judges.rs"]
mod judges;

/// Every person of the example.
const PESELS: [&str; 5] = [PESEL, "99723101026", "89711502034", "88702003031", "89701204041"];

const END_ENTITIES: [&str; 19] = [
    "held/held.pem",
    "integration-production/system.pem",
    "integration-test/system.pem",
    "ocsp-responder/responder.pem",
    "operator-card/operator.pem",
    "operator-file/operator.pem",
    "released/released.pem",
    "revoked/revoked.pem",
    "sekap-office/citizen.pem",
    "sekap-request/citizen.pem",
    "skp-ssl/diagnostician.pem",
    "skp-vpn/device.pem",
    "system/system.pem",
    "tls-client/client.pem",
    "tls-server/server.pem",
    "vpn-device/device.pem",
    "workload/workload.pem",
    "issuing.pem",
    "root.pem",
];
const OTHERS: [&str; 9] = [
    "inventory.json",
    "issuing.crl",
    "rejection.json",
    "sekap-office/citizen.p12",
    "sekap-office/password.txt",
    "skp-vpn/device.p12",
    "skp-vpn/password.txt",
    "vpn-device/device.p12",
    "vpn-device/password.txt",
];

struct Centre {
    directory: TempDir,
    ran: Ran,
}

/// Run once; and once more over it, because a second run replaces the first.
static CENTRE: LazyLock<Centre> = LazyLock::new(|| {
    let directory = tempfile::tempdir().unwrap();
    let order = ["--out", "centre"];
    run("certification_centre", directory.path(), &order).assert_done();
    let ran = run("certification_centre", directory.path(), &order);
    ran.assert_done();
    Centre { directory, ran }
});

fn out() -> PathBuf {
    CENTRE.directory.path().join("centre")
}

fn text(file: &str) -> String {
    fs::read_to_string(out().join(file)).unwrap()
}

fn files(directory: &Path, under: &str, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(directory).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{under}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            files(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name);
        }
    }
}

fn openssl(arguments: &[&str]) -> Option<String> {
    judges::openssl_make(&out(), arguments)
}

#[test]
fn writes_these_files_and_no_other() {
    let mut found = BTreeSet::new();
    files(&out(), "", &mut found);
    let wanted: BTreeSet<_> = END_ENTITIES.iter().chain(&OTHERS).map(ToString::to_string).collect();
    assert_eq!(found, wanted);
}

#[test]
fn every_pem_is_one_certificate_and_no_key() {
    for file in END_ENTITIES {
        let text = text(file);
        assert_eq!(text.matches("-----BEGIN ").count(), 1, "{file}");
        assert!(text.starts_with("-----BEGIN CERTIFICATE-----\n"), "{file}");
    }
}

#[test]
fn keeps_bundles_passwords_and_rolls_for_their_owner() {
    for file in ["inventory.json", "vpn-device/device.p12", "skp-vpn/password.txt", "sekap-office/citizen.p12"] {
        assert_eq!(fs::metadata(out().join(file)).unwrap().permissions().mode() & 0o777, 0o600, "{file}");
    }
    let password = text("vpn-device/password.txt");
    assert_eq!(password.lines().count(), 1);
    assert!(password.ends_with('\n') && password.trim_end().bytes().all(|octet| octet.is_ascii_graphic()));
    assert_ne!(password, text("skp-vpn/password.txt"));
}

#[test]
fn openssl_verifies_every_certificate_of_the_centre() {
    for file in END_ENTITIES {
        let chain = ["verify", "-x509_strict", "-CAfile", "root.pem", "-untrusted", "issuing.pem", file];
        let Some(said) = openssl(&chain) else { return };
        assert_eq!(said.trim(), format!("{file}: OK"));
    }
}

/// What OpenSSL says of a certificate with the list at hand: the text, and whether it verified.
fn checked(file: &str) -> Option<String> {
    let order = ["-CAfile", "root.pem", "-untrusted", "issuing.pem", "-crl_check", "-CRLfile", "issuing.crl"];
    judges::openssl_says(&out(), &[&["verify"], &order[..], &[file]].concat())
}

#[test]
fn openssl_finds_the_held_and_the_revoked_on_the_list_and_nobody_else() {
    for file in END_ENTITIES.into_iter().filter(|file| file.contains('/')) {
        let Some(said) = checked(file) else { return };
        let listed = ["held/held.pem", "revoked/revoked.pem"].contains(&file);
        assert_eq!(said.contains("certificate revoked"), listed, "{file}: {said}");
        assert_eq!(said.contains(": OK"), !listed, "{file}: {said}");
    }
}

#[test]
fn openssl_opens_a_bundle_with_its_password_and_with_no_other() {
    let export = |bundle: &str, password: &str| {
        let password = format!("file:{password}");
        judges::openssl_says(&out(), &["pkcs12", "-in", bundle, "-passin", &password, "-nodes"])
    };
    for (policy, holder) in [("vpn-device", "device"), ("skp-vpn", "device"), ("sekap-office", "citizen")] {
        let (bundle, password) = (format!("{policy}/{holder}.p12"), format!("{policy}/password.txt"));
        let Some(opened) = export(&bundle, &password) else { return };
        assert_eq!(opened.matches("-----BEGIN CERTIFICATE-----").count(), 2, "{opened}");
        assert_eq!(opened.matches("-----BEGIN PRIVATE KEY-----").count(), 1, "{policy}");
        assert!(opened.contains(&format!("friendlyName: {policy}")), "{opened}");
        let certificate = text(&format!("{policy}/{holder}.pem"));
        assert!(opened.contains(certificate.trim()), "{bundle} holds another certificate than {policy}/{holder}.pem");
    }
    let Some(refused) = export("vpn-device/device.p12", "skp-vpn/password.txt") else { return };
    assert!(refused.contains("invalid password") && !refused.contains("PRIVATE KEY"), "{refused}");
}

#[test]
fn the_rejection_lists_everything_that_was_wrong() {
    let rejection: Value = serde_json::from_str(&text("rejection.json")).unwrap();
    let asked: Vec<_> =
        rejection["violations"].as_array().unwrap().iter().map(|one| one["asked"].as_str().unwrap()).collect();
    for wanted in ["RSA 1024", "cA TRUE", "DNS:foreign.example"] {
        assert!(asked.contains(&wanted), "{wanted} is not in {asked:?}");
    }
}

#[test]
fn the_rolls_know_every_certificate_and_where_it_stands() {
    let rolls: Value = serde_json::from_str(&text("inventory.json")).unwrap();
    let records = rolls["records"].as_array().unwrap();
    assert_eq!(records.len(), END_ENTITIES.len());
    let in_state = |state: &str| {
        let is = |row: &&Value| {
            let status = &row["record"]["status"];
            status == state || status.get(state).is_some()
        };
        records.iter().filter(is).count()
    };
    assert_eq!((in_state("issued"), in_state("held"), in_state("revoked")), (17, 1, 1));
    let made_here = records.iter().filter(|row| row["record"]["key-maker"] == "authority").count();
    assert_eq!(made_here, 3);
    assert_eq!(rolls["crl-numbers"][0]["last"], 1);
}

#[test]
fn tells_what_it_did_in_a_table_with_commands_that_work() {
    let told = &CENTRE.ran.stdout;
    for file in END_ENTITIES.into_iter().chain(["issuing.crl", "rejection.json"]) {
        assert_eq!(told.lines().filter(|line| line.split("  ").any(|cell| cell.trim() == file)).count(), 1, "{file}");
    }
    for outcome in ["held and released", "revoked: keyCompromise", "lists 2 certificates", "refused for 5 reasons"] {
        assert!(told.contains(outcome), "{outcome} is not in {told}");
    }
    let commands: Vec<_> = told.lines().filter_map(|line| line.strip_prefix("  openssl ")).collect();
    assert_eq!(commands.len(), 5);
    let directory = tempfile::tempdir().unwrap();
    for file in END_ENTITIES.iter().chain(&OTHERS) {
        let place = directory.path().join(file);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::copy(out().join(file), place).unwrap();
    }
    for command in commands {
        let arguments: Vec<_> = command.split(' ').collect();
        let Some(said) = judges::openssl_says(directory.path(), &arguments) else { return };
        let revoked = command.contains("revoked/revoked.pem");
        assert_eq!(said.contains("certificate revoked"), revoked, "{command}: {said}");
        assert!(!said.contains("rror:") && !said.contains("Unable to load"), "{command}: {said}");
    }
}

#[test]
fn no_whole_identity_number_is_in_any_text_that_leaves() {
    let told = format!("{}{}", CENTRE.ran.stdout, CENTRE.ran.stderr);
    let texts = [
        "inventory.json",
        "rejection.json",
        "vpn-device/password.txt",
        "skp-vpn/password.txt",
        "sekap-office/password.txt",
    ];
    for (name, text) in texts.map(|file| (file, text(file))).into_iter().chain([("the table", told.clone())]) {
        for pesel in PESELS {
            assert!(!text.contains(pesel), "{name} shows {pesel}");
        }
    }
    assert!(told.contains("*******0018"), "{told}");
}
