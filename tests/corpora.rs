//! Requests of other people's tools, good and bad, and what we answer.
//!
//! The collections stay where they are: `CHANCERY_CORPORA` names the directory, `../shared/corpora` is looked at without
//! it, and each test skips by name where it is absent. The same question is asked as in the example `check_csr`.
//! Where we disagree with the majority of ten other parsers, the file stands in [`DISAGREEMENTS`] and, with the reason,
//! in `docs/DIVERGENCES.md`; a disagreement that is gone must be taken off both.
#![cfg(feature = "aws-lc-rs")]
#![expect(clippy::expect_used, clippy::panic, reason = "a file that cannot be read is a failed test")]

use std::{
    collections::BTreeMap,
    env, fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use chancery::request::CertificationRequest;

#[path = "common/corpora.rs"]
mod corpora;
#[path = "../examples/support/report.rs"]
mod report;

use corpora::{collection, requests, requests_in};
use report::Report;

/// Files where six or more of ten parsers accept and we refuse, with the first rule we refuse by. There is none the other
/// way round: what four or fewer accept, we refuse.
const DISAGREEMENTS: [(&str, &str); 58] = [
    ("csr-generated/keytool13-Ed448.pem", "request.signature.unknown-algorithm"),
    ("csr-generated/odd-bom-opensslhost.pem", "request.decode"),
    ("csr-generated/openssl13-ED448-plain.der", "request.signature.unknown-algorithm"),
    ("csr-generated/opensslhost-ED448-full.pem", "request.signature.unknown-algorithm"),
    ("csr-generated/opensslhost-ED448-plain.der", "request.signature.unknown-algorithm"),
    ("csr-generated/opensslhost-RSA-PSS-2048-full.pem", "request.signature.pss.salt"),
    ("csr/acme/csr-100sans.pem", "request.signature.not-checkable"),
    ("csr/acme/csr-idnsans.pem", "request.decode"),
    ("csr/acme/csr-ipsans.pem", "request.decode"),
    ("csr/acme/csr-ipv6sans.pem", "request.decode"),
    ("csr/acme/csr-nosans.pem", "request.signature.not-checkable"),
    ("csr/acme/csr-san.pem", "request.signature.not-checkable"),
    ("csr/acme/csr.pem", "request.signature.not-checkable"),
    ("csr/boulder/bad_algorithm.der.csr.der", "request.signature.weak-hash"),
    ("csr/boulder/ct_poison_extension_empty.der.csr.der", "request.decode"),
    ("csr/boulder/fermat_csr.pem", "key.rsa.close-factors"),
    ("csr/bouncycastle/ESTParsingTest.java-b64-c8c8c5.der", "request.signature.weak-hash"),
    ("csr/bouncycastle/PKCS10Test.java-b64-d7f2e2.der", "request.decode"),
    ("csr/certbot/csr-nonames_512.pem", "request.signature.not-checkable"),
    ("csr/cfssl/ip.csr.pem", "key.rsa.size"),
    ("csr/cfssl/server.csr.pem", "request.signature.weak-hash"),
    ("csr/go/x509_test.go-0.pem", "request.decode"),
    ("csr/libest/perftest.c-b64-27dd9a.der", "request.signature.weak-hash"),
    ("csr/libest/perftest.c-b64-dc3260.der", "request.signature.weak-hash"),
    ("csr/libest/us1060.c-b64-7e1b9c.der", "request.signature.weak-hash"),
    ("csr/libest/us1864.c-b64-17de46.der", "request.signature.weak-hash"),
    ("csr/libest/us748.c-b64-5f7c4b.der", "request.signature.weak-hash"),
    ("csr/libest/us899.c-0.pem", "request.signature.weak-hash"),
    ("csr/mbedtls-framework/server1.req.cert_type_empty-0.pem", "request.signature.weak-hash"),
    ("csr/mbedtls-framework/server1.req.sha224-0.pem", "request.signature.unknown-algorithm"),
    ("csr/mbedtls-framework/server5.req.sha1-0.pem", "request.signature.weak-hash"),
    ("csr/mbedtls-framework/server5.req.sha224-0.pem", "request.signature.unknown-algorithm"),
    ("csr/mbedtls-framework/server9.req.sha256-0.pem", "request.signature.pss.salt"),
    ("csr/mbedtls-framework/test_csr_v3_all.csr.der", "key.rsa.size"),
    ("csr/mbedtls-framework/test_csr_v3_keyUsage.csr.der", "key.rsa.size"),
    ("csr/mbedtls/suite-003.der", "request.decode"),
    ("csr/mbedtls/suite-004.der", "request.decode"),
    ("csr/openssl/ca-req.pem-0.pem", "key.rsa.size"),
    ("csr/openssl/x509-req-detect-invalid-version.pem-0.pem", "request.decode"),
    ("csr/phpseclib/CSRTest.php-0.pem", "request.decode"),
    ("csr/pyca-vectors/dsa_sha1.pem", "request.signature.weak-hash"),
    ("csr/pyca-vectors/freeipa-bad-critical.pem", "request.decode"),
    ("csr/pyca-vectors/san_rsa_sha1.pem", "request.signature.weak-hash"),
    ("csr/smallstep-certificates/short-rsa.csr.pem", "key.rsa.size"),
    ("csr/smallstep-certificates/tls_test.go-0.pem", "request.decode"),
    ("csr/smallstep-crypto/challengePasswordUTF8.csr.pem", "request.decode"),
    ("csr/zcrypto/x509_test.go-b64-50da68.der", "request.signature.weak-hash"),
    ("hostile/h-0011.der", "request.decode"),
    ("hostile/h-0165.der", "request.decode"),
    ("hostile/h-0230.der", "request.decode"),
    ("hostile/h-0258.der", "request.decode"),
    ("hostile/h-0303.der", "request.decode"),
    ("hostile/h-0321.der", "request.decode"),
    ("hostile/h-0345.der", "request.decode"),
    ("hostile/h-0377.der", "request.signature.unknown-algorithm"),
    ("hostile/h-0436.der", "request.decode"),
    ("hostile/h-0446.der", "request.decode"),
    ("hostile/h-0470.der", "request.decode"),
];

/// Keys that share a prime, which only somebody who has both keys finds out.
const WEAK_TOGETHER: [&str; 2] = ["rsa-shared-a", "rsa-shared-b"];

/// Of the requests made by hand, those that are sound, odd as they are. `csr_sig_unused_bits` is among them: its BIT STRING
/// has no unused bits, whatever the name says.
const SOUND_BY_HAND: [&str; 29] = [
    "csr_ca_true",
    "csr_certpol_ext",
    "csr_challenge_pw",
    "csr_ed25519",
    "csr_eku_client",
    "csr_eku_other",
    "csr_empty_subject",
    "csr_ku_crit",
    "csr_ms_extreq",
    "csr_multi_rdn",
    "csr_mustStaple",
    "csr_noattrs_absent",
    "csr_noattrs_empty",
    "csr_ok_san",
    "csr_p256_sha384",
    "csr_p256_sha512",
    "csr_p384_sha256",
    "csr_p384_sha384",
    "csr_p521_sha512",
    "csr_rsa2048",
    "csr_rsa2048_absent_null",
    "csr_rsa2048_pss",
    "csr_san_dirname",
    "csr_san_othername_ia5",
    "csr_san_regid",
    "csr_san_upn_utf8",
    "csr_sig_unused_bits",
    "csr_ski_ext",
    "csr_two_ou",
];
/// And these, which ask for what nobody knows.
const UNKNOWN_BY_HAND: [&str; 2] = ["csr_unknown_attr", "csr_unknown_ext"];

fn report(name: &str, path: &Path) -> Report {
    Report::of(name.to_owned(), &fs::read(path).expect("a file of the collection"), &[])
}

fn rules(report: &Report) -> Vec<&str> {
    report.problems.iter().map(|problem| problem.rule.as_str()).collect()
}

/// What the index says of one request.
struct Row {
    file: String,
    expected: String,
    /// How many of ten parsers accept it.
    accepting: u32,
    note: String,
}

fn index(root: &Path) -> Vec<Row> {
    let text = fs::read_to_string(root.join("index.tsv")).expect("the index");
    let row = |line: &str| {
        let columns: Vec<_> = line.split('\t').collect();
        let [file, kind, expected, consensus, _, _, _, note] = columns.as_slice() else { return None };
        let accepting = consensus.split(' ').find_map(|verdict| verdict.strip_prefix("ok="));
        kind.starts_with("csr-").then(|| Row {
            file: (*file).to_owned(),
            expected: (*expected).to_owned(),
            accepting: accepting.map_or(0, |count| count.parse().expect("a count")),
            note: (*note).to_owned(),
        })
    };
    text.lines().filter_map(row).collect()
}

#[test]
fn answers_every_file_within_a_second() {
    let Some(root) = collection("answers_every_file_within_a_second") else { return };
    let files = requests(&root);
    assert!(files.len() > 500, "{} files", files.len());
    for (name, path) in files {
        let start = Instant::now();
        let report = report(&name, &path);
        assert!(start.elapsed() < Duration::from_secs(1), "{name} took {:?}", start.elapsed());
        assert_eq!(report.readable, report.possession != "unknown", "{name}");
        assert_eq!(report.readable, report.key.is_some(), "{name}");
        assert!(report.possession == "proven" || !report.problems.is_empty(), "{name}");
    }
}

#[test]
fn writes_every_readable_request_as_it_was_received() {
    let Some(root) = collection("writes_every_readable_request_as_it_was_received") else { return };
    for (name, path) in requests(&root) {
        let Ok(request) = CertificationRequest::from_bytes(&fs::read(&path).expect("a file")) else { continue };
        assert_eq!(request.reencode().expect("within the limits"), request.as_der(), "{name}");
    }
}

#[test]
fn answers_every_file_in_one_run_of_the_command() {
    let Some(root) = collection("answers_every_file_in_one_run_of_the_command") else { return };
    let tests = env::current_exe().expect("this test");
    let program = tests.ancestors().nth(2).expect("the target directory").join("examples/check_csr");
    if !program.is_file() {
        eprintln!("skipped the command: {} was not built, `cargo build --examples` builds it", program.display());
        return;
    }
    let files = requests(&root);
    let output = Command::new(program).args(files.iter().map(|(_, path)| path)).output().expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines: Vec<_> = output.stdout.split(|octet| *octet == b'\n').filter(|line| !line.is_empty()).collect();
    assert_eq!(lines.len(), files.len());
    for line in lines {
        let answer: serde_json::Value = serde_json::from_slice(line).expect("one JSON object a line");
        assert!(answer.get("problems").is_some_and(serde_json::Value::is_array), "{answer}");
    }
}

#[test]
fn judges_requests_made_by_hand_as_their_names_say() {
    let Some(root) = collection("judges_requests_made_by_hand_as_their_names_say") else { return };
    for (name, path) in requests_in(&root, &["handmade"]) {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let sound = SOUND_BY_HAND.contains(&stem.as_str()) || UNKNOWN_BY_HAND.contains(&stem.as_str());
        let report = report(&name, &path);
        assert_eq!(report.problems.is_empty(), sound, "{name}: {:?}", report.problems);
    }
}

#[test]
fn refuses_weak_requests_for_the_reason_listed() {
    let Some(root) = collection("refuses_weak_requests_for_the_reason_listed") else { return };
    for row in index(&root).into_iter().filter(|row| row.file.starts_with("weak/")) {
        let report = report(&row.file, &root.join(&row.file));
        let stem = Path::new(&row.file).file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let stem = stem.unwrap_or_default();
        let (class, _) = row.note.split_once(';').expect("a class");
        let permitted = reasons(class, &stem);
        let found = rules(&report);
        match permitted {
            [] => assert!(found.is_empty(), "{}: {:?}", row.file, report.problems),
            some => assert!(some.iter().any(|rule| found.contains(rule)), "{} ({class}): {found:?}", row.file),
        }
    }
}

/// The rules one of which must refuse a weak request; none for what is accepted.
fn reasons(class: &str, stem: &str) -> &'static [&'static str] {
    match class {
        _ if WEAK_TOGETHER.contains(&stem) => &[],
        // RFC 4055 §5: absent parameters are accepted.
        "encoding" if stem == "rsa-sig-no-null" => &[],
        "control" | "odd-exponent" => &[],
        "small-order" => &["key.ed25519.small-order"],
        "short" | "large" => &["key.rsa.size"],
        "small-exponent" | "small-d" => &["key.rsa.exponent"],
        "exponent" if stem == "rsa-e-negative" => &["request.decode"],
        "exponent" => &["key.rsa.exponent"],
        "modulus" if stem == "rsa-square" => &["key.rsa.perfect-power"],
        "modulus" if stem == "rsa-prime-modulus" => &["key.rsa.prime-modulus"],
        "modulus" if stem == "rsa-even-modulus" => &["key.rsa.even-modulus"],
        "modulus" => &["key.rsa.small-factor"],
        "fermat" => &["key.rsa.close-factors"],
        "roca" => &["key.rsa.roca"],
        "weak-hash" => &["request.signature.weak-hash"],
        "mismatch" => &["request.signature.does-not-fit"],
        "badsig" if stem == "ec-p256-sig-rn" => &["request.signature.bad"],
        "badsig" => &["request.signature.malformed"],
        "encoding" => &["request.decode", "request.signature.parameters"],
        "ec-point" => &["request.decode", "key.point.not-on-curve", "key.point.coordinate"],
        "curve" => &["request.decode", "key.algorithm"],
        "unsupported" => &["key.algorithm"],
        unknown => panic!("{stem} is of the class {unknown}, which has no reason here"),
    }
}

#[test]
fn accepts_what_nineteen_generators_make() {
    let Some(root) = collection("accepts_what_nineteen_generators_make") else { return };
    let rows = index(&root).into_iter().filter(|row| row.file.starts_with("csr-generated/"));
    for row in rows.filter(|row| row.expected == "accept") {
        let report = report(&row.file, &root.join(&row.file));
        assert!(report.problems.is_empty(), "{}: {:?}", row.file, report.problems);
    }
}

#[test]
fn proves_possession_by_rsassa_pss_where_the_salt_is_as_long_as_the_digest() {
    let Some(root) = collection("proves_possession_by_rsassa_pss_where_the_salt_is_as_long_as_the_digest") else {
        return;
    };
    let files: [(&str, &[&str]); 5] = [
        ("csr-generated/gnutls13-rsa-pss-2048.pem", &[]),
        ("csr-generated/gnutlshost-rsa-pss-2048.pem", &[]),
        ("csr-generated/openssl13-RSA-PSS-2048-full.pem", &[]),
        ("csr-generated/opensslhost-RSA-PSS-2048-full.pem", &["request.signature.pss.salt"]),
        ("csr/mbedtls-framework/server9.req.sha256-0.pem", &["request.signature.pss.salt", "key.rsa.size"]),
    ];
    for (file, refused_by) in files {
        let report = report(file, &root.join(file));
        assert_eq!(
            (rules(&report).as_slice(), report.possession == "proven"),
            (refused_by, refused_by.is_empty()),
            "{file}"
        );
    }
}

#[test]
fn accepts_nothing_that_no_tool_accepts() {
    let Some(root) = collection("accepts_nothing_that_no_tool_accepts") else { return };
    for row in index(&root).into_iter().filter(|row| row.accepting == 0) {
        assert!(!report(&row.file, &root.join(&row.file)).problems.is_empty(), "{}", row.file);
    }
}

#[test]
fn disagrees_with_the_majority_only_where_it_is_written_down() {
    let Some(root) = collection("disagrees_with_the_majority_only_where_it_is_written_down") else { return };
    let mut found = BTreeMap::new();
    for row in index(&root).into_iter().filter(|row| !row.file.starts_with("weak/")) {
        let report = report(&row.file, &root.join(&row.file));
        match (report.problems.first(), row.accepting) {
            (Some(problem), 6..) => found.insert(row.file, problem.rule.clone()),
            (None, ..=4) => found.insert(row.file, "accepted".to_owned()),
            _ => None,
        };
    }
    let written: BTreeMap<_, _> = DISAGREEMENTS.map(|(file, rule)| (file.to_owned(), rule.to_owned())).into();
    assert_eq!(found, written);
}

#[test]
fn itemises_every_disagreement_in_the_documentation() {
    let document = include_str!("../docs/DIVERGENCES.md");
    for (file, _) in DISAGREEMENTS {
        assert!(document.contains(&format!("`{file}`")), "docs/DIVERGENCES.md does not name {file}");
    }
}
