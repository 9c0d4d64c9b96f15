//! `issue` and `explain` under a policy of a file: what is written down is granted, and what is written wrong is told.
//!
//! In the flow: beside `tests/examples.rs`, on the same desk. The files are those of `examples/policies`, as they stand or
//! with a word changed. The surprising choice: a file and the policy it was written from are held against each other by
//! their certificates, extension by extension, so a row that a file loses would be missed here.
#![cfg(all(feature = "aws-lc-rs", unix))]
#![expect(clippy::unwrap_used, reason = "what is not there is a failed test")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use chancery::policy::Document;
use serde_json::Value;
use x509_parser::pem::parse_x509_pem;

use crate::bench::{Bench, Ran, ca, run};

#[path = "common/bench.rs"]
mod bench;
#[path = "common/judges.rs"]
mod judges;

const P256: [&str; 6] = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-subj", "/"];
const P384: [&str; 6] = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384", "-subj", "/"];
const RSA: [&str; 4] = ["-newkey", "rsa:2048", "-subj", "/"];

/// What this build reads.
const ENDINGS: &[&str] = if cfg!(feature = "toml") { &["json", "toml"] } else { &["json"] };

fn policies() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/policies")
}

fn policy(file: &str) -> String {
    fs::read_to_string(policies().join(file)).unwrap()
}

/// `issue` under the policy of a file instead of one by name.
fn issue(bench: &Bench, file: &str, changes: &[(&str, &str)]) -> Ran {
    bench.issue("tls-server", &[&[("--policy", ""), ("--policy-file", file)], changes].concat())
}

fn explain(bench: &Bench, under: [&str; 2]) -> Ran {
    let certificate = ca("issuing.pem");
    let files = ["--inventory", "rolls.json", "--applicant", "applicant.toml", "--csr", "request.pem", "--json"];
    run("explain", bench.path(), &[&["--ca", certificate.to_str().unwrap()], &under[..], &files].concat())
}

/// A text with one word changed, which must be in it.
fn changed(text: &str, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from} is not in {text}");
        text.replace(from, to)
    })
}

/// What a policy makes of a certificate.
#[derive(Debug, PartialEq)]
struct Granted {
    subject: String,
    /// Identifier, criticality and octets of each.
    extensions: Vec<(String, bool, Vec<u8>)>,
    seconds: i64,
}

fn granted(bench: &Bench, file: &str) -> Granted {
    let pem = parse_x509_pem(bench.read(file).as_bytes()).unwrap().1;
    let certificate = pem.parse_x509().unwrap();
    let extensions = certificate.extensions().iter();
    let extensions = extensions.map(|one| (one.oid.to_id_string(), one.critical, one.value.to_vec())).collect();
    let validity = certificate.validity();
    let seconds = validity.not_after.timestamp() - validity.not_before.timestamp();
    Granted { subject: certificate.subject().to_string(), extensions, seconds }
}

// ---- done -----------------------------------------------------------------------------------------------------------

#[test]
fn a_file_grants_what_the_policy_it_was_written_from_grants() {
    let Some(bench) = Bench::with_request("tls-server", &P256) else { return };
    bench.issue("tls-server", &[("--out", "by-name.pem")]).assert_done();
    for ending in ENDINGS {
        let file = format!("tls-server.{ending}");
        bench.write(&file, &policy(&file));
        bench.sample_for_file(&file);
        let ran = issue(&bench, &file, &[]);
        ran.assert_done();
        assert!(ran.stderr.contains(" under tls-server, valid until "), "{}", ran.stderr);
        bench.verdict().assert_accepted("openssl");
        let (by_name, by_file) = (granted(&bench, "by-name.pem"), granted(&bench, "certificate.pem"));
        assert_eq!(by_file, by_name);
        let extensions: Vec<_> = by_file.extensions.iter().map(|(oid, ..)| oid.as_str()).collect();
        for oid in ["2.5.29.15", "2.5.29.17", "2.5.29.37"] {
            assert!(extensions.contains(&oid), "{extensions:?}");
        }
    }
}

#[test]
fn issues_from_the_sample_of_every_file_as_it_is_printed() {
    let mut issued = 0;
    for entry in fs::read_dir(policies()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        // A root signs itself; see make_ca.
        let is_policy = path.extension().unwrap() == "json" && name != "schema";
        if !is_policy || text.contains("\"key-origin\": \"authority\"") || name == "root" {
            continue;
        }
        let key: &[&str] = match name.as_str() {
            "operator-file" | "operator-card" | "skp-ssl" | "sekap-request" | "system" => &RSA,
            "subordinate" => &P384,
            _ => &P256,
        };
        let Some(bench) = Bench::with_request("tls-server", key) else { return };
        let (root, root_key, file) = (ca("root.pem"), ca("root.key"), path.to_str().unwrap());
        bench.sample_for_file(file);
        let under_root = [("--ca", root.to_str().unwrap()), ("--ca-key", root_key.to_str().unwrap())];
        issue(&bench, file, if name == "subordinate" { &under_root } else { &[] }).assert_done();
        bench.verdict().assert_accepted("openssl");
        issued += 1;
    }
    assert_eq!(issued, 12);
}

#[test]
fn a_sample_says_what_may_be_left_out() {
    let bench = Bench::for_policy("tls-server");
    let sample = |name: &str| {
        bench.sample_for_file(policies().join(name).to_str().unwrap());
        bench.read("applicant.toml")
    };
    let server = sample("tls-server.json");
    for part in [
        "# May be left out: C of the subject.\ncountry = \"PL\"\n",
        "# May be left out where ip-address is given: CN of the subject, an alternative name.\ndns-name = [\"www.",
        "# May be left out where dns-name is given: an alternative name.\nip-address = []\n",
    ] {
        assert!(server.contains(part), "{part} is not in {server}");
    }
    let operator = sample("operator-card.json");
    for part in [
        "# Required: GN of the subject, part of CN of the subject.\ngiven-name = \"",
        "# Required: serialNumber of the subject.\npesel = \"",
        "# Required: an alternative name.\nemail = [\"",
    ] {
        assert!(operator.contains(part), "{part} is not in {operator}");
    }
    assert_eq!(operator.lines().filter(|line| line.contains(" = ")).count(), 6, "{operator}");
}

#[test]
fn a_changed_file_changes_what_is_granted() {
    let Some(bench) = Bench::with_request("tls-server", &P256) else { return };
    let changes = [
        ("\"days\": 90", "\"days\": 7"),
        ("\"excluded\": []", "\"excluded\": [{ \"dns\": { \"subtree\": \"secret.example.com\" } }]"),
    ];
    bench.write("seven-days.json", &changed(&policy("tls-server.json"), &changes));
    bench.sample_for_file("seven-days.json");
    issue(&bench, "seven-days.json", &[]).assert_done();
    bench.verdict().assert_accepted("openssl");
    assert_eq!(granted(&bench, "certificate.pem").seconds, 7 * 86_400 - 1);

    let sample = bench.read("applicant.toml");
    for (host, number) in [("*.example.com", 1), ("*.Example.COM", 2), ("a.SECRET.example.com", 3)] {
        // On rolls of its own, because the key is another's on those.
        let rolls = format!("rolls-{number}.json");
        bench.write("applicant.toml", &sample.replace("www.example.com", host));
        let ran = issue(&bench, "seven-days.json", &[("--inventory", &rolls), ("--out", "refused.pem")]);
        ran.assert_failed(2, "the request is refused for 1 reason: subjectAltName[0] is DNS:");
        let rejection: Value = serde_json::from_str(&ran.stdout).unwrap();
        let violation = &rejection["violations"][0];
        assert_eq!(
            (&violation["rule"], &violation["asked"]),
            (&"policy.names.excluded".into(), &format!("DNS:{host}").into())
        );
        assert!(!bench.has("refused.pem"));
    }
}

/// An explanation without the window, which begins when it is asked for.
fn but_for_times(explanation: &str) -> Value {
    let mut told: Value = serde_json::from_str(explanation).unwrap();
    let rows = told.get_mut("rows").and_then(Value::as_array_mut).unwrap();
    let before = rows.len();
    rows.retain(|row| row["row"] != "validity");
    assert_eq!(rows.len() + 1, before);
    told
}

#[test]
fn explains_the_rows_of_the_policy_it_was_written_from() {
    let more = ["-addext", "extendedKeyUsage=serverAuth,clientAuth"];
    let Some(bench) = Bench::with_request("tls-server", &[&P256[..], &more].concat()) else { return };
    let by_name = explain(&bench, ["--policy", "tls-server"]);
    by_name.assert_done();
    assert!(by_name.stdout.contains("clientAuth"), "{}", by_name.stdout);
    for ending in ENDINGS {
        let file = format!("tls-server.{ending}");
        bench.write(&file, &policy(&file));
        bench.sample_for_file(&file);
        let by_file = explain(&bench, ["--policy-file", &file]);
        by_file.assert_done();
        assert_eq!(but_for_times(&by_file.stdout), but_for_times(&by_name.stdout));
        let sample = run("explain", bench.path(), &["--policy-file", &file, "--applicant-template"]);
        assert_eq!((sample.status, sample.stdout), (0, bench.read("applicant.toml")));
    }
}

// ---- 4, the file is wrong -------------------------------------------------------------------------------------------

/// Both programs answer 4 with these lines, and nothing else.
#[track_caller]
fn assert_told(bench: &Bench, file: &str, lines: &[&str]) {
    for ran in [issue(bench, file, &[]), explain(bench, ["--policy-file", file])] {
        assert_eq!((ran.status, ran.stdout.as_str()), (4, ""), "{}", ran.stderr);
        assert_eq!(ran.stderr.lines().count(), lines.len(), "{}", ran.stderr);
        for (told, wanted) in ran.stderr.lines().zip(lines) {
            assert!(told.starts_with(wanted), "{wanted:?} does not begin {told:?}");
        }
    }
    bench.assert_no_certificate();
    assert!(!bench.has("rolls.json"));
}

#[test]
fn tells_every_fault_of_a_file_with_its_line_and_column() {
    let bench = Bench::for_policy("tls-server");
    let faults = [
        ("\"days\": 90", "\"days\": 0"),
        ("\"ed25519\"", "\"ed448\""),
        ("\"serverAuth\"", "\"OCSPSigning\""),
        ("\"others\": []", "\"others\": [], \"other\": []"),
    ];
    bench.write("faulty.json", &changed(&policy("tls-server.json"), &faults));
    let told = [
        "faulty.json:14:5: the word ed448 is not known here; known are rsa-exactly, ",
        "faulty.json:17:3: profile.lifetime is 0 days; permitted is one day or more (RFC 5280 §4.1.2.5)",
        "faulty.json:124:3: profile.extKeyUsage is OCSPSigning; permitted is OCSPSigning under the purpose status, and ",
        "faulty.json:146:17: the key other is not known here; known are ",
    ];
    assert_told(&bench, "faulty.json", &told);
    let sample = run("issue", bench.path(), &["--policy-file", "faulty.json", "--applicant-template"]);
    assert_eq!((sample.status, sample.stderr.lines().count()), (4, told.len()), "{}", sample.stderr);
    bench.write("none.json", "{");
    assert_told(&bench, "none.json", &["none.json:1:"]);
    // A file may be named after a person, and a person's number may have got into it.
    let number = [("\"days\": 90", "\"days\": \"99723100018\"")];
    bench.write("99723100018.json", &changed(&policy("tls-server.json"), &number));
    assert_told(
        &bench,
        "99723100018.json",
        &["*******0018.json:18:13: found the text \"*******0018\", expected a number from 0 to 4294967295"],
    );
}

#[cfg(feature = "toml")]
#[test]
fn tells_every_fault_of_toml_too() {
    let bench = Bench::for_policy("tls-server");
    let faults = [
        ("days = 90", "days = 0"),
        ("delivery = \"certificate-only\"", "delivery = \"pkcs12\""),
        ("permitted = []", "permitted = []\nforbidden = []"),
    ];
    bench.write("faulty.toml", &changed(&policy("tls-server.toml"), &faults));
    let told = [
        "faulty.toml:14:1: profile.delivery is pkcs12; permitted is certificate-only, since the subscriber makes the key",
        "faulty.toml:18:2: profile.lifetime is 0 days; permitted is one day or more (RFC 5280 §4.1.2.5)",
        "faulty.toml:88:1: the key forbidden is not known here; known are permitted, excluded, unlisted-forms",
    ];
    assert_told(&bench, "faulty.toml", &told);
}

#[cfg(not(feature = "toml"))]
#[test]
fn says_how_toml_is_read() {
    let bench = Bench::for_policy("tls-server");
    bench.write("tls-server.toml", &policy("tls-server.toml"));
    let says =
        "tls-server.toml is TOML, which was left out of this program; build it with --features toml, or write JSON";
    assert_told(&bench, "tls-server.toml", &[says]);
}

#[test]
fn answers_4_to_what_is_no_policy_file() {
    let bench = Bench::for_policy("tls-server");
    bench.write("policy.yaml", "name: tls-server\n");
    bench.write("policy", &policy("tls-server.json"));
    bench.write("large.json", &" ".repeat(Document::MAX_OCTETS + 1));
    fs::write(bench.file("latin.json"), b"{\"name\": \"\xb3\"}").unwrap();
    for (file, says) in [
        ("policy.yaml", "policy.yaml ends neither in .json nor in .toml, "),
        ("policy", "policy ends neither in .json nor in .toml, "),
        ("absent.json", "absent.json cannot be read: "),
        ("large.json", "large.json has more than 1048576 octets"),
        ("latin.json", "latin.json is not UTF-8 text"),
    ] {
        assert_told(&bench, file, &[says]);
    }
}

#[test]
fn answers_4_to_a_policy_whose_keys_the_authority_makes() {
    let bench = Bench::for_policy("tls-server");
    for name in ["vpn-device", "skp-vpn", "sekap-office"] {
        let file = format!("{name}.json");
        bench.write(&file, &policy(&file));
        let says = format!(
            "{file}: the authority makes the keys of {name}, and a request brings its own; certification_centre shows how"
        );
        assert_told(&bench, &file, &[&says]);
        run("issue", bench.path(), &["--policy-file", &file, "--applicant-template"]).assert_failed(4, &says);
    }
}

#[test]
fn answers_4_to_two_policies_to_none_and_to_one_in_the_place_of_the_certificate() {
    let bench = Bench::for_policy("tls-server");
    bench.write("tls-server.json", &policy("tls-server.json"));
    let (name, file) = (("--policy", "tls-server"), ("--policy-file", "tls-server.json"));
    bench.issue("", &[name, file]).assert_failed(4, "--policy has no place beside --policy-file");
    let both = ["--policy", "tls-server", "--policy-file", "tls-server.json", "--applicant-template"];
    for program in ["issue", "explain"] {
        run(program, bench.path(), &both).assert_failed(4, "--policy has no place beside --policy-file");
        run(program, bench.path(), &["--applicant-template"])
            .assert_failed(4, "--policy is missing, and --policy-file, which may take its place, is too");
    }
    issue(&bench, "tls-server.json", &[("--out", "tls-server.json")])
        .assert_failed(4, "--out names the file that --policy-file names");
    let tested = ("--tested-at", "2026-01-01T00:00:00Z");
    issue(&bench, "tls-server.json", &[tested]).assert_failed(
        4,
        "the value of --policy-file is refused: --tested-with and --tested-at are for integration-production",
    );
    assert_eq!(bench.read("tls-server.json"), policy("tls-server.json"));
}

// ---- 4, the applicant is wrong --------------------------------------------------------------------------------------

#[test]
fn answers_4_to_facts_without_quoting_the_file() {
    let bench = Bench::for_policy("operator-file");
    let file = policies().join("operator-file.json");
    let cases = [
        ("pesel = \"99723100019\"", "applicant.toml: the fact pesel is none: the check digit of this PESEL"),
        ("pesel = \"Łucja 99723100018\"", "applicant.toml: the fact pesel is none: "),
        ("pesel = 99723100018", "line 2 of applicant.toml: "),
        ("pesel = [\"99723100018\", 99723100018]", "line 2 of applicant.toml: "),
        (
            "99723100018 = \"pesel\"",
            "line 2 of applicant.toml: a kind of facts is not known here; known are dns-name, ",
        ),
        ("email = \"99723100018\"", "applicant.toml: the fact email is none: "),
        ("dns-name = \"99723100018\"", "applicant.toml: the fact dns-name is none: "),
        ("pesel = \"99723100018", "line 2 of applicant.toml: "),
        ("pesel = '99723100018'\npesel = '99723100018'", "line 3 of applicant.toml: "),
        ("surname = \"\"", "applicant.toml: the fact surname is empty; leave it out instead"),
    ];
    for (line, says) in cases {
        bench.write("applicant.toml", &format!("country = \"PL\"\n{line}\n"));
        let ran = issue(&bench, file.to_str().unwrap(), &[]);
        ran.assert_failed(4, says);
        assert!(!ran.stderr.contains("9972310") && !ran.stderr.contains("Łucja"), "{}", ran.stderr);
        bench.assert_no_certificate();
    }
}

#[test]
fn a_fact_that_a_row_requires_is_missed_by_the_policy() {
    let Some(bench) = Bench::with_request("tls-server", &RSA) else { return };
    let file = policies().join("system.json");
    bench.sample_for_file(file.to_str().unwrap());
    bench.write("applicant.toml", &changed(&bench.read("applicant.toml"), &[("system-name = ", "# ")]));
    let ran = issue(&bench, file.to_str().unwrap(), &[]);
    ran.assert_failed(2, "the fact system-name, from which system makes CN");
    assert!(ran.stdout.contains("policy.subject.missing"), "{}", ran.stdout);
}
