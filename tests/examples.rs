//! The examples by their public face: command lines, exit statuses, files, sentences.
//!
//! In the flow: above the library and its examples, as the shell script that calls them. Requests and foreign CAs are
//! made by OpenSSL, which also judges the chains; without it those tests are skipped, by name. `check_csr` has its own
//! tests over the corpora.
//!
//! The surprising choice: nothing of the library is called here. What the examples promise holds for their files and
//! streams, so a second reader (x509-parser) and a stranger (OpenSSL) read them.
#![cfg(all(feature = "aws-lc-rs", unix))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not there is a failed test")]

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

use serde_json::Value;
use x509_parser::{pem::parse_x509_pem, prelude::Pem};

use crate::{
    bench::{Bench, PESEL, ca, run, run_into},
    judges::{Chain, Purpose},
};

#[path = "common/bench.rs"]
mod bench;
#[path = "common/judges.rs"]
mod judges;

const POLICIES: [&str; 12] = [
    "tls-server",
    "tls-client",
    "workload",
    "operator-file",
    "operator-card",
    "skp-ssl",
    "system",
    "integration-test",
    "integration-production",
    "sekap-request",
    "ocsp-responder",
    "subordinate",
];
const P256: [&str; 6] = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-subj", "/CN=www.example.com"];
const NO_NAME: [&str; 2] = ["-subj", "/"];

// ---- issue: what it says without an order ---------------------------------------------------------------------------

#[test]
fn lists_the_policies_it_issues_under_one_a_line() {
    let ran = run("issue", Path::new("."), &["--list-policies"]);
    ran.assert_done();
    assert_eq!(ran.stdout, POLICIES.map(|policy| format!("{policy}\n")).concat());
}

#[test]
fn says_that_a_root_is_made_elsewhere() {
    let ran = run("issue", Path::new("."), &["--policy", "root", "--applicant-template"]);
    ran.assert_failed(4, "there is no policy root");
    assert!(ran.stderr.contains("a root is made by make_ca"), "{}", ran.stderr);
    assert!(run("issue", Path::new("."), &["--help"]).stdout.contains("make_ca"));
}

// ---- issue: done ----------------------------------------------------------------------------------------------------

#[test]
fn issues_from_every_sample_as_it_is_printed() {
    for policy in POLICIES {
        let key: &[&str] = match policy {
            "operator-file" | "operator-card" | "skp-ssl" | "sekap-request" | "system" => &["-newkey", "rsa:2048"],
            "subordinate" => &["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"],
            _ => &["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
        };
        let Some(bench) = Bench::with_request(policy, &[key, &NO_NAME].concat()) else { return };
        // Under the issuing CA no authority may follow; a subordinate asks the root.
        let (root, root_key) = (ca("root.pem"), ca("root.key"));
        let under_root = [("--ca", root.to_str().unwrap()), ("--ca-key", root_key.to_str().unwrap())];
        let (tried, then) = (ca("issuing.pem"), start_of(&ca("issuing.pem")));
        let tested = [("--tested-with", tried.to_str().unwrap()), ("--tested-at", then.as_str())];
        let ran = bench.issue(
            policy,
            match policy {
                "subordinate" => &under_root[..],
                "integration-production" => &tested,
                _ => &[],
            },
        );
        ran.assert_done();
        assert_eq!(ran.stdout, "");
        assert!(ran.stderr.contains("issued certificate "), "{}", ran.stderr);
        bench.verdict().assert_accepted("openssl");
        assert!(!bench.read("rolls.json").contains(PESEL));
        assert_eq!(states(&bench), ["issued"]);
    }
}

/// The first second of the certificate in a file.
fn start_of(file: &Path) -> String {
    let pem = pem(file);
    let start = pem.parse_x509().unwrap().validity().not_before.to_datetime();
    let (date, time) = (start.date(), start.time());
    let (month, second) = (u8::from(date.month()), time.second());
    format!("{}-{month:02}-{:02}T{:02}:{:02}:{second:02}Z", date.year(), date.day(), time.hour(), time.minute())
}

#[test]
fn production_of_the_signature_node_comes_after_a_test_integration() {
    let Some(bench) = Bench::with_request("integration-production", &[&P256[..4], &NO_NAME].concat()) else { return };
    let (tried, then) = (ca("issuing.pem"), start_of(&ca("issuing.pem")));
    let (tried, then) = (("--tested-with", tried.to_str().unwrap()), ("--tested-at", then.as_str()));
    let issue = |changes: &[(&str, &str)]| bench.issue("integration-production", changes);
    issue(&[]).assert_failed(4, "--tested-with is missing");
    issue(&[tried]).assert_failed(4, "--tested-at is missing");
    issue(&[tried, ("--tested-at", "2001-01-01T00:00:00Z")]).assert_failed(4, "the test integration is dated");
    bench
        .issue("integration-test", &[tried, then])
        .assert_failed(4, "--tested-with and --tested-at are for integration-production");
    bench.write("applicant.toml", "country = 'PL'\norganization = 'X'\naddress = '10.1.2.3'\n");
    issue(&[tried, then]).assert_failed(4, "10.1.2.3 is no address on the Internet");
    bench.issue("integration-test", &[]).assert_done();
}

#[test]
fn names_the_first_host_of_the_sample_and_no_other() {
    let Some(bench) = Bench::with_request("tls-server", &P256) else { return };
    bench.issue("tls-server", &[]).assert_done();
    let Some(names) = bench.openssl(&["x509", "-in", "certificate.pem", "-noout", "-ext", "subjectAltName"]) else {
        return;
    };
    assert!(names.trim_end().ends_with("DNS:www.example.com") && !names.contains(','), "{names}");
}

#[test]
fn keeps_the_public_key_of_a_request_signed_with_another_hash() {
    let Some(bench) = Bench::with_request("tls-server", &[&P256[..], &["-sha384"]].concat()) else { return };
    bench.issue("tls-server", &[]).assert_done();
    let asked = bench.openssl(&["req", "-in", "request.pem", "-noout", "-pubkey"]);
    let granted = bench.openssl(&["x509", "-in", "certificate.pem", "-noout", "-pubkey"]);
    assert_eq!(asked, granted);
    bench.verdict().assert_accepted("openssl");
}

#[test]
fn issues_under_a_name_only_openssl_would_make() {
    let Some(bench) = Bench::with_request("tls-server", &P256) else { return };
    bench.write("ca.cnf", FOREIGN_CA);
    let made = ["req", "-x509", "-new", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
    let named = ["-multivalue-rdn", "-subj", "/DC=pl/DC=gov/OU=A/OU=B+CN=ca", "-days", "3650", "-config", "ca.cnf"];
    bench.openssl(&[&made[..], &named, &["-keyout", "ca.key", "-out", "ca.pem"]].concat());
    bench.issue("tls-server", &[("--ca", "ca.pem"), ("--ca-key", "ca.key")]).assert_done();
    let (root, leaf) = (bench.file("ca.pem"), bench.file("certificate.pem"));
    let chain = Chain { root: &root, issuing: None, leaf: &leaf, at: None };
    judges::openssl_verify(&chain, Purpose::TlsServer).assert_accepted("openssl");
    let (root, leaf) = (pem(&root), pem(&leaf));
    let (root, leaf) = (root.parse_x509().unwrap(), leaf.parse_x509().unwrap());
    assert_eq!(leaf.issuer().as_raw(), root.subject().as_raw());
}

#[test]
fn reads_der_as_well_as_pem() {
    let Some(bench) = Bench::with_request("tls-server", &P256) else { return };
    let (certificate, key) = (ca("issuing.pem"), ca("issuing.key"));
    bench.openssl(&["req", "-in", "request.pem", "-outform", "DER", "-out", "request.der"]);
    bench.openssl(&["x509", "-in", certificate.to_str().unwrap(), "-outform", "DER", "-out", "ca.der"]);
    bench.openssl(&["pkey", "-in", key.to_str().unwrap(), "-outform", "DER", "-out", "key.der"]);
    bench.issue("tls-server", &[("--csr", "request.der"), ("--ca", "ca.der"), ("--ca-key", "key.der")]).assert_done();
    bench.verdict().assert_accepted("openssl");
}

#[test]
fn tells_what_it_withheld_and_writes_the_addresses() {
    let asked = ["-addext", "extendedKeyUsage=serverAuth,clientAuth", "-addext", "1.2.3.4=ASN1:UTF8:more"];
    let Some(bench) = Bench::with_request("tls-server", &[&P256[..], &asked].concat()) else { return };
    let addresses = [("--crl-url", "http://crl.example.com/ca.crl"), ("--ca-url", "http://crl.example.com/ca.cer")];
    let ran = bench.issue("tls-server", &addresses);
    ran.assert_done();
    let withheld = ran.stderr.lines().filter(|line| line.starts_with("withheld: extensionRequest")).count();
    assert_eq!(withheld, 2, "{}", ran.stderr);
    bench.verdict().assert_accepted("openssl");
    let Some(text) = bench.openssl(&["x509", "-in", "certificate.pem", "-noout", "-text"]) else { return };
    assert!(text.contains("URI:http://crl.example.com/ca.crl") && text.contains("URI:http://crl.example.com/ca.cer"));
    assert!(!text.contains("Client Authentication") && !text.contains("1.2.3.4"), "{text}");
}

// ---- issue: 2, the policy says no -----------------------------------------------------------------------------------

#[test]
fn refuses_with_every_reason_in_one_line_of_json() {
    let asked = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "subjectAltName=DNS:evil.example.org"];
    let subject = ["-newkey", "rsa:1024", "-subj", "/CN=www.example.com"];
    let Some(bench) = Bench::with_request("tls-server", &[&subject[..], &asked].concat()) else { return };
    let ran = bench.issue("tls-server", &[]);
    ran.assert_failed(2, "the request is refused for ");
    assert_eq!(ran.stdout.lines().count(), 1);
    let rejection: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(keys(&rejection), ["violations"]);
    let violations = rejection["violations"].as_array().unwrap();
    for violation in violations {
        assert_eq!(keys(violation), ["asked", "clause", "message", "path", "permitted", "rule"]);
        assert!(
            violation.as_object().unwrap().values().all(|value| value.as_str().is_some_and(|text| !text.is_empty()))
        );
    }
    for about in ["cA TRUE", "RSA 1024", "DNS:evil.example.org"] {
        assert!(violations.iter().any(|violation| violation["asked"] == about), "{about} is not in {}", ran.stdout);
    }
    bench.assert_no_certificate();
    let rolls: Value = serde_json::from_str(&bench.read("rolls.json")).unwrap();
    assert_eq!(rolls["records"], Value::Array(Vec::new()));
    assert_eq!(rolls["ledger"][0]["event"]["refused"]["policy"], "tls-server");
}

#[test]
fn renews_the_one_certificate_of_a_person_and_gives_no_second() {
    let Some(bench) = Bench::with_request("operator-file", &["-newkey", "rsa:2048", "-subj", "/"]) else { return };
    bench.issue("operator-file", &[]).assert_done();
    let rolls: Value = serde_json::from_str(&bench.read("rolls.json")).unwrap();
    let serial = rolls["records"][0]["record"]["serial"].as_str().unwrap();

    let second = bench.issue("operator-file", &[]);
    second.assert_failed(2, "the request is refused for 1 reason");
    let rejection: Value = serde_json::from_str(&second.stdout).unwrap();
    assert_eq!(rejection["violations"][0]["rule"], "policy.person.already-holds");

    bench.issue("operator-file", &[("--renews", serial)]).assert_done();
    bench.verdict().assert_accepted("openssl");
    let other = bench.issue("operator-file", &[("--renews", "40aabbccddeeff00112233445566778f")]);
    other.assert_failed(4, "only a certificate of the holder is renewed");
    bench.issue("operator-file", &[("--renews", "no number")]).assert_failed(4, "--renews");
}

#[test]
fn refuses_a_wildcard_under_a_ca_that_excludes_one_host_of_it() {
    let Some(bench) = Bench::with_request("tls-server", &[&P256[..4], &NO_NAME].concat()) else { return };
    run("make_ca", bench.path(), &["--out", "ca", "--algorithm", "p-256", "--exclude", "secret.example.com"])
        .assert_done();
    let under = [("--ca", "ca/issuing.pem"), ("--ca-key", "ca/issuing.key")];
    let sample = bench.read("applicant.toml");
    for host in ["*.example.com", "*.Example.com", "secret.example.com", "a.SECRET.example.com"] {
        bench.write("applicant.toml", &sample.replace("www.example.com", host));
        let ran = bench.issue("tls-server", &under);
        ran.assert_failed(2, "the request is refused for 1 reason");
        let rejection: Value = serde_json::from_str(&ran.stdout).unwrap();
        assert_eq!(rejection["violations"][0]["rule"], "policy.constraints.excluded");
        let message = format!(
            "subjectAltName[0] is DNS:{host}; permitted is a name outside DNS:secret.example.com, which the issuer's \
             certificate excludes (RFC 5280 §4.2.1.10)"
        );
        assert_eq!(rejection["violations"][0]["message"], message);
        bench.assert_no_certificate();
    }
    bench.write("applicant.toml", &sample);
    bench.issue("tls-server", &under).assert_done();
    let files = ["ca/root.pem", "ca/issuing.pem", "certificate.pem"].map(|file| bench.file(file));
    let chain = Chain { root: &files[0], issuing: Some(&files[1]), leaf: &files[2], at: None };
    judges::openssl_verify(&chain, Purpose::TlsServer).assert_accepted("openssl");
}

#[test]
fn refuses_a_key_that_the_rolls_know_under_another_name() {
    let Some(bench) = Bench::with_request("tls-server", &[&P256[..4], &NO_NAME].concat()) else { return };
    bench.issue("tls-server", &[]).assert_done();
    let first = bench.read("certificate.pem");
    bench.write("applicant.toml", &bench.read("applicant.toml").replace("www.example.com", "other.example.com"));
    let ran = bench.issue("tls-server", &[]);
    ran.assert_failed(2, "certifies for another subject");
    assert!(ran.stdout.contains("policy.key.in-use"), "{}", ran.stdout);
    // What stood in the place of the certificate stands there still.
    assert_eq!(bench.read("certificate.pem"), first);
}

#[test]
fn masks_a_person_in_a_rejection() {
    let stranger = ["-newkey", "rsa:2048", "-subj", "/serialNumber=PNOPL-99723100018/CN=A"];
    let Some(bench) = Bench::with_request("tls-client", &stranger) else { return };
    let ran = bench.issue("tls-client", &[]);
    ran.assert_failed(2, "the request is refused for ");
    bench.assert_no_certificate();
    let Some(bench) = Bench::with_request("operator-file", &stranger) else { return };
    let ran = bench.issue("operator-file", &[]);
    ran.assert_failed(2, "the request is refused for ");
    assert!(!bench.read("rolls.json").contains(PESEL));
}

// ---- issue: 3, the request proves nothing ---------------------------------------------------------------------------

#[test]
fn answers_3_to_what_is_no_request() {
    let bench = Bench::for_policy("tls-server");
    bench.write("text", "no request at all\n");
    bench.write("large", &"a".repeat(200_000));
    for (csr, says) in
        [("absent", "absent cannot be read"), ("text", "PEM block"), ("large", "more than 131072 octets")]
    {
        let ran = bench.issue("tls-server", &[("--csr", csr)]);
        ran.assert_failed(3, says);
        assert!(ran.stderr.starts_with("the request is not taken: "), "{}", ran.stderr);
        assert_eq!(ran.stdout, "");
        bench.assert_no_certificate();
        assert!(!bench.has("rolls.json"));
    }
}

#[test]
fn answers_3_to_a_request_of_somebody_elses_key() {
    let Some(bench) = Bench::with_request("tls-server", &P256) else { return };
    bench.openssl(&["req", "-in", "request.pem", "-outform", "DER", "-out", "request.der"]);
    let mut der = fs::read(bench.file("request.der")).unwrap();
    *der.last_mut().unwrap() ^= 1;
    fs::write(bench.file("request.der"), der).unwrap();
    bench.issue("tls-server", &[("--csr", "request.der")]).assert_failed(3, "does not hold under the key in it");
    bench.assert_no_certificate();
    assert!(!bench.has("rolls.json"));
}

// ---- issue: 4, the operator's files and arguments -------------------------------------------------------------------

#[test]
fn answers_4_to_wrong_arguments_by_name() {
    let bench = Bench::for_policy("tls-server");
    let cases = [
        ("--ca", "", "--ca is missing"),
        ("--out", "", "--out is missing"),
        ("--policy", "no-such", "there is no policy no-such; there are tls-server, "),
        ("--crl-url", "crl.example.com", "the value of --crl-url is refused: "),
        ("--surplus", "x", "there is no option --surplus; there are --help, "),
        ("--csr", "--out", "--csr lacks its value"),
        ("--list-policies", "x", "x stands where an option was expected"),
        ("--out", "applicant.toml", "--out names the file that --applicant names"),
    ];
    for (name, value, says) in cases {
        bench.issue("tls-server", &[(name, value)]).assert_failed(4, says);
        bench.assert_no_certificate();
    }
    let twice = ["--policy", "system", "--policy", "system", "--applicant-template"];
    run("issue", bench.path(), &twice).assert_failed(4, "--policy was given twice");
    run("issue", bench.path(), &["--list-policies", "--policy", "system"])
        .assert_failed(4, "--policy has no place beside --list-policies");
    run("issue", bench.path(), &["--applicant-template"]).assert_failed(4, "--policy is missing");
}

#[test]
fn answers_4_to_files_that_are_not_what_they_should_be() {
    let Some(bench) = Bench::with_request("tls-server", &P256) else { return };
    bench.write("list.json", "[]");
    let (leaf, root_key) = (ca("root.pem"), ca("root.key"));
    let cases = [
        ("--ca", "absent.pem", "absent.pem cannot be read"),
        ("--ca", "request.pem", "request.pem is not a certificate"),
        ("--ca", leaf.to_str().unwrap(), "the key does not match the certificate"),
        ("--ca-key", "request.pem", "request.pem is not a key that can be used"),
        ("--ca-key", root_key.to_str().unwrap(), "the key does not match the certificate"),
        ("--applicant", "absent.toml", "absent.toml cannot be read"),
        ("--inventory", "list.json", "list.json is not an inventory"),
        ("--inventory", "absent/rolls.json", "absent/rolls.json"),
        ("--out", "absent/certificate.pem", "absent/certificate.pem cannot be written"),
    ];
    for (name, value, says) in cases {
        let ran = bench.issue("tls-server", &[(name, value)]);
        ran.assert_failed(4, says);
        assert_eq!(ran.stdout, "");
        bench.assert_no_certificate();
    }
    bench.openssl(&["pkey", "-in", "request.key", "-aes128", "-passout", "pass:secret", "-out", "locked.key"]);
    bench.issue("tls-server", &[("--ca-key", "locked.key")]).assert_failed(4, "a password is needed");
    bench.assert_no_certificate();
}

#[test]
fn answers_4_to_an_issuer_that_may_certify_no_authority() {
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384", "-subj", "/"];
    let Some(bench) = Bench::with_request("subordinate", &key) else { return };
    bench.issue("subordinate", &[]).assert_failed(4, "the issuer's path length is spent");
    bench.assert_no_certificate();
}

#[test]
fn answers_4_to_an_applicant_without_quoting_the_file() {
    let bench = Bench::for_policy("operator-file");
    let sample = bench.read("applicant.toml");
    let pesel = format!("pesel = \"{PESEL}\"");
    assert!(sample.contains(&pesel));
    let cases = [
        (format!("pesel = {PESEL}"), "line 10 of applicant.toml: a PESEL is written as a string of 11 digits"),
        ("pesel = \"99723100019\"".to_owned(), "line 10 of applicant.toml: the check digit of this PESEL"),
        (format!("pesel = \"{PESEL}"), "line 10 of applicant.toml: "),
        (format!("{pesel}\n{pesel}"), "line 11 of applicant.toml: "),
        (
            format!("{pesel}\n{PESEL} = 1"),
            "line 11 of applicant.toml: unknown field [elided], expected one of `country`",
        ),
        (format!("{pesel}\nnote = \"{PESEL}\""), "line 11 of applicant.toml: unknown field [elided], expected one of"),
        (format!("{pesel}\n{PESEL}"), "line 11 of applicant.toml: "),
    ];
    for (line, says) in cases {
        bench.write("applicant.toml", &sample.replace(&pesel, &line));
        bench.issue("operator-file", &[]).assert_failed(4, says);
        bench.assert_no_certificate();
    }
    bench.write("applicant.toml", &sample.replace("surname = ", "# "));
    bench.issue("operator-file", &[]).assert_failed(4, "applicant.toml: missing field `surname`");
    bench.write("applicant.toml", &sample.replace("\"Łucja\"", PESEL));
    bench.issue("operator-file", &[]).assert_failed(4, "invalid type: integer [elided], expected a string");
}

// ---- make_ca and external_signer ------------------------------------------------------------------------------------

#[test]
fn makes_a_ca_of_every_quick_algorithm_and_makes_it_anew() {
    let bench = Bench::for_policy("tls-server");
    for algorithm in ["p-384", "p-256", "ed25519", "rsa-3072"] {
        let arguments =
            if algorithm == "p-384" { &["--out", "ca"][..] } else { &["--out", "ca", "--algorithm", algorithm] };
        let before = fs::read(bench.file("ca/root.pem")).ok();
        run("make_ca", bench.path(), arguments).assert_done();
        let (root, issuing) = (bench.file("ca/root.pem"), bench.file("ca/issuing.pem"));
        assert_ne!(before, fs::read(&root).ok());
        judges::openssl_verify(&Chain { root: &root, issuing: None, leaf: &issuing, at: None }, Purpose::Any)
            .assert_accepted("openssl");
        for key in ["ca/root.key", "ca/issuing.key"] {
            assert_eq!(fs::metadata(bench.file(key)).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
    assert_eq!(fs::read_dir(bench.file("ca")).unwrap().count(), 4);
    run("make_ca", bench.path(), &[]).assert_failed(4, "--out is missing");
    run("make_ca", bench.path(), &["--out", "ca", "--algorithm", "rsa-1024"]).assert_failed(4, "rsa-1024");
    run("make_ca", bench.path(), &["--out", "ca", "--exclude", "*.example.com"]).assert_failed(4, "leave out the *.");
    run("make_ca", bench.path(), &["--out", "applicant.toml"]).assert_failed(4, "applicant.toml cannot be made");
}

#[test]
fn a_directory_named_after_a_person_is_told_without_the_number() {
    let bench = Bench::for_policy("tls-server");
    run("make_ca", bench.path(), &["--out", "99723100018", "--algorithm", "p-256"]).assert_done();
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_takes_nothing_is_a_sentence_and_not_a_panic() {
    for (example, arguments) in [("make_ca", &["--help"][..]), ("certification_centre", &["--help"])] {
        run_into("/dev/full", example, arguments).assert_failed(4, "No space left on device");
    }
}

#[test]
fn has_a_device_sign_once_more_with_the_plan_it_kept() {
    let bench = Bench::for_policy("tls-server");
    let ran = run("external_signer", bench.path(), &[]);
    ran.assert_done();
    assert!(ran.stderr.contains("the signature does not hold under this key; the plan is kept"), "{}", ran.stderr);
    let (leaf, root) = ran.stdout.split_at(ran.stdout.rfind("-----BEGIN").unwrap());
    bench.write("leaf.pem", leaf);
    bench.write("root.pem", root);
    let (root, leaf) = (bench.file("root.pem"), bench.file("leaf.pem"));
    let chain = Chain { root: &root, issuing: None, leaf: &leaf, at: None };
    judges::openssl_verify(&chain, Purpose::TlsServer).assert_accepted("openssl");
}

// ---------------------------------------------------------------------------------------------------------------------

/// The state of each record on the rolls.
fn states(bench: &Bench) -> Vec<String> {
    let rolls: Value = serde_json::from_str(&bench.read("rolls.json")).unwrap();
    let status = |row: &Value| match &row["record"]["status"] {
        Value::String(state) => state.clone(),
        other => keys(other).concat(),
    };
    rolls["records"].as_array().unwrap().iter().map(status).collect()
}

fn keys(object: &Value) -> Vec<&str> {
    let mut keys: Vec<_> = object.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

fn pem(file: &Path) -> Pem {
    parse_x509_pem(&fs::read(file).unwrap()).unwrap().1
}

/// What OpenSSL puts into a CA certificate when it is asked properly.
const FOREIGN_CA: &str = "\
[req]
distinguished_name = name
x509_extensions = ca
[name]
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
";
