//! The example `applications` by its public face: every system to its delivery, every bad end, and nobody's number.
#![cfg(all(feature = "aws-lc-rs", unix))]
#![expect(clippy::unwrap_used, reason = "what is not there is a failed test")]

use std::sync::LazyLock;

use crate::bench::{Ran, run};

#[path = "common/bench.rs"]
mod bench;
#[path = "common/judges.rs"]
mod judges;

static RAN: LazyLock<Ran> = LazyLock::new(|| {
    let directory = tempfile::tempdir().unwrap();
    run("applications", directory.path(), &[])
});

#[track_caller]
fn assert_told(line: &str) {
    assert!(RAN.stdout.lines().any(|told| told == line), "{line:?} is not told in\n{}", RAN.stdout);
}

#[test]
fn every_system_comes_to_its_delivery() {
    RAN.assert_done();
    for (id, system) in [
        ("cepik/vpn", "cepik-vpn"),
        ("cepik/system", "cepik-system"),
        ("cepik/file", "cepik-operator-file"),
        ("cepik/card", "cepik-operator-card"),
        ("cepik/skp-vpn", "cepik-skp-vpn"),
        ("cepik/skp-ssl", "cepik-skp-ssl"),
        ("podpis/integration", "signature-node-integration"),
        ("podpis/foreign", "signature-node-integration"),
        ("podpis/production", "signature-node-production"),
        ("podpis/replacement", "signature-node-replacement"),
        ("sekap/1", "sekap-in-person"),
        ("sekap/2", "sekap-electronic"),
        ("sekap/3", "sekap-with-request"),
        ("pesel/keys", "pesel-register"),
        ("pesel/end", "pesel-register"),
        ("pesel/addresses", "pesel-register"),
        ("pesel/notices", "pesel-register"),
        ("node/1", "national-node"),
    ] {
        assert_told(&format!("{id} to {system}: accepted"));
    }
}

#[test]
fn every_bad_outcome_is_there_once() {
    for (id, system, outcome) in [
        ("cepik/rejected", "cepik-operator-file", "rejected"),
        ("cepik/cancelled", "cepik-operator-file", "cancelled"),
        ("cepik/left", "cepik-vpn", "left without consideration"),
        ("cepik/file-again", "cepik-vpn", "to be filed again"),
        ("pesel/altered", "pesel-register", "not processed"),
        ("podpis/refused", "signature-node-integration", "refused"),
    ] {
        assert_told(&format!("{id} to {system}: {outcome}"));
    }
    for detour in ["suspended until a decision is issued", "suspended until another audit", "to be supplemented"] {
        assert!(RAN.stdout.lines().any(|line| line.ends_with(&format!("is {detour}"))), "{detour}");
    }
}

#[test]
fn nothing_is_printed_that_could_be_somebodys_number() {
    let mut run = 0;
    for character in RAN.stdout.chars() {
        run = if character.is_ascii_digit() { run + 1 } else { 0 };
        assert!(run < 10, "ten digits in a row:\n{}", RAN.stdout);
    }
    assert!(RAN.stdout.contains("+48 600 100 200"), "telephone numbers are printed in groups");
}

#[test]
fn what_cannot_happen_is_refused_by_state_event_and_what_can() {
    assert_told(
        "    refused: an application to cepik-vpn that is installed does not take the event installed; nothing follows, \
         since the state is final",
    );
}
