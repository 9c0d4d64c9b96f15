//! A foreign authority that no line of the library made: OpenSSL issues, and both verify.
//!
//! In the flow: what a real applicant brings. Skipped by name without OpenSSL. The surprising choice: the clock is the
//! machine's, because OpenSSL has no other; the library is told what it says.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use chancery::{
    inventory::{Demanded, Registration, Requested, Requester, TrustedIssuers},
    x509::{Certificate, Time},
};

use crate::{
    ca::{name, provider},
    chain::own,
    judges::{self, Purpose},
};

const EXTENSIONS: &str = "
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[issuing]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
# Both issuing authorities have it, so that the signature alone tells the forged certificate from the good one.
subjectKeyIdentifier = ffeeddccbbaa99887766554433221100ffeeddcc
authorityKeyIdentifier = keyid
certificatePolicies = 2.5.29.32.0
[leaf]
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
certificatePolicies = 0.4.0.194112.1.1
1.3.6.1.5.5.7.1.3 = DER:300a3008060604008e460101
";

const LEAF: &str = "/C=PL/O=Example Office/2.5.4.97=VATPL-1234563218/CN=host.example";

fn now() -> Time {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    Time::from_unix_seconds(seconds.try_into().unwrap()).unwrap()
}

/// A root, two issuing authorities of one name, and a system under each; `None` without OpenSSL.
fn make(at: &Path) -> Option<()> {
    fs::write(at.join("cnf"), EXTENSIONS).unwrap();
    for (file, subject) in [
        ("root", "/C=PL/CN=Foreign Root"),
        ("issuing", "/C=PL/CN=Foreign Issuing"),
        ("rogue", "/C=PL/CN=Foreign Issuing"),
        ("leaf", LEAF),
    ] {
        let (key, csr) = (format!("{file}.key"), format!("{file}.csr"));
        let arguments =
            ["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-sha256", "-noenc", "-utf8"];
        let named = ["-config", "/dev/null", "-subj", subject, "-keyout", &key, "-out", &csr];
        judges::openssl_make(at, &[&arguments[..], &named].concat())?;
    }
    let self_signed = ["x509", "-req", "-in", "root.csr", "-key", "root.key", "-days", "3000", "-extfile", "cnf"];
    judges::openssl_make(at, &[&self_signed[..], &["-extensions", "root", "-out", "root.pem"]].concat())?;
    for [subject, issuer, extensions, out] in [
        ["issuing", "root", "issuing", "issuing"],
        ["rogue", "root", "issuing", "rogue"],
        ["leaf", "issuing", "leaf", "leaf"],
        ["leaf", "rogue", "leaf", "forged"],
    ] {
        let [csr, ca, key, pem] = [(subject, "csr"), (issuer, "pem"), (issuer, "key"), (out, "pem")]
            .map(|(file, kind)| format!("{file}.{kind}"));
        let arguments = ["x509", "-req", "-in", &csr, "-CA", &ca, "-CAkey", &key, "-out", &pem, "-days", "90"];
        judges::openssl_make(at, &[&arguments[..], &["-extfile", "cnf", "-extensions", extensions]].concat())?;
    }
    Some(())
}

#[test]
fn registers_what_openssl_issued_and_refuses_what_openssl_refuses() {
    let directory = tempfile::tempdir().unwrap();
    let file = |name: &str| -> PathBuf { directory.path().join(name) };
    let Some(()) = make(directory.path()) else { return };
    let read = |name: &str| Certificate::from_pem(&fs::read(file(name)).unwrap()).unwrap();
    let trusted = TrustedIssuers::new([read("root.pem")]).unwrap();
    let verify = |leaf: &str| {
        let registration = Registration {
            leaf: read(leaf),
            authorities: vec![read("issuing.pem")],
            demanded: Demanded::Qualified,
            person: None,
            requested: Requested { by: Requester::Officer, at: now() },
        };
        let (root, issuing, leaf) = (file("root.pem"), file("issuing.pem"), file(leaf));
        let chain = judges::Chain { root: &root, issuing: Some(&issuing), leaf: &leaf, at: None };
        let judged = judges::openssl_verify(&chain, Purpose::Any);
        (registration.verify(&trusted, &own(), provider(), now()), judged)
    };
    let (foreign, judged) = verify("leaf.pem");
    judged.assert_accepted("openssl");
    let foreign = foreign.unwrap();
    let told = judges::openssl_says(
        directory.path(),
        &["x509", "-in", "leaf.pem", "-noout", "-serial", "-fingerprint", "-sha256"],
    );
    let told = told.unwrap_or_default().to_lowercase().replace(':', "");
    assert!(told.contains(&format!("serial={}", foreign.certificate().serial_number()).replace("=00", "=")), "{told}");
    assert!(told.contains(&foreign.certificate().id().to_string()), "the id is the fingerprint: {told}");
    let country = (chancery::x509::AttributeType::COUNTRY, "PL");
    let common_name = (chancery::x509::AttributeType::COMMON_NAME, "Foreign Issuing");
    assert!(foreign.certificate().issuer().matches(&name(&[country, common_name])));

    let (error, judged) = verify("forged.pem");
    judged.assert_refused("openssl", "certificate signature failure");
    assert_eq!(
        error.unwrap_err().to_string(),
        "the certificate is not registered for 1 reason: the certificate: its signature was not found to hold under the \
         key above it: the signature does not hold under this key (RFC 5280 §6.1.3 (a)(1))"
    );
}
