//! Chains made by OpenSSL for the judges to judge: a good one, and the bad ones beside it.
//!
//! In the flow: under `tests/judges.rs`, which asks every judge about them. No line of the library is involved, so a
//! judge that errs is told apart from a library that errs.
//!
//! The surprising choice: the two issuing CAs carry the same name and the same key identifier, so that the signature
//! is the one thing by which the forged leaf can be told from the good one (RFC 5280 §6.1.3 (a)(1)).
#![allow(clippy::unwrap_used, reason = "a chain that cannot be made is a failed test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tempfile::TempDir;

use crate::judges::{self, Chain};

/// What OpenSSL made: a root, an issuing CA, a leaf of 90 days, and the bad ones beside them.
pub(crate) struct Made {
    directory: TempDir,
    names: [PathBuf; 6],
}

impl Made {
    /// `None`: OpenSSL is not installed, so there is nothing to judge.
    pub(crate) fn new() -> Option<Self> {
        let directory = tempfile::tempdir().unwrap();
        let at = directory.path();
        fs::write(at.join("openssl.cnf"), EXTENSIONS).unwrap();
        for root in ["root", "rogue-root"] {
            key(at, root)?;
            self_signed(at, root)?;
        }
        for (name, subject) in [("issuing", "issuing"), ("rogue-issuing", "issuing"), ("leaf", "leaf")] {
            key(at, name)?;
            request(at, name, subject)?;
        }
        // Which request, by which CA, with which extensions, into which certificate.
        for [csr, ca, extensions, certificate] in [
            ["issuing", "root", "issuing", "issuing"],
            ["rogue-issuing", "root", "issuing", "rogue-issuing"],
            ["issuing", "root", "meek", "meek"],
            ["leaf", "issuing", "leaf", "leaf"],
            ["leaf", "rogue-issuing", "leaf", "forged"],
            ["leaf", "issuing", "nameless", "nameless"],
            ["leaf", "issuing", "ber", "ber"],
        ] {
            certify(at, csr, ca, extensions, certificate)?;
        }
        touch(at)?;
        let names = ["root", "rogue-root", "issuing", "leaf", "forged", "nameless"];
        let names = names.map(|name| at.join(name).with_extension("pem"));
        Some(Self { directory, names })
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub(crate) fn good(&self) -> Chain<'_> {
        let [root, _, issuing, leaf, ..] = &self.names;
        Chain { root, issuing: Some(issuing), leaf, at: None }
    }

    /// The leaf was signed with another key under the issuing CA's name.
    pub(crate) fn forged(&self) -> Chain<'_> {
        Chain { leaf: &self.names[4], ..self.good() }
    }

    /// The good chain half a year after the leaf's end.
    pub(crate) fn expired(&self) -> Chain<'_> {
        Chain { at: Some(days_from_now(270)), ..self.good() }
    }

    /// The trusted root has the right name and another key.
    pub(crate) fn under_another_root(&self) -> Chain<'_> {
        Chain { root: &self.names[1], ..self.good() }
    }

    /// The leaf has no authority key identifier (RFC 5280 §4.2.1.1 asks for one).
    pub(crate) fn nameless_key(&self) -> Chain<'_> {
        Chain { leaf: &self.names[5], ..self.good() }
    }
}

fn key(at: &Path, name: &str) -> Option<String> {
    let out = format!("{name}.key");
    let arguments = ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", &out];
    judges::openssl_make(at, &arguments)
}

fn self_signed(at: &Path, name: &str) -> Option<String> {
    let (key, out) = (format!("{name}.key"), format!("{name}.pem"));
    let arguments = ["req", "-x509", "-new", "-config", "openssl.cnf", "-extensions", "root", "-subj", "/CN=root"];
    judges::openssl_make(at, &[&arguments[..], &["-days", "3650", "-key", &key, "-out", &out]].concat())
}

fn request(at: &Path, name: &str, subject: &str) -> Option<String> {
    let (key, out, subject) = (format!("{name}.key"), format!("{name}.csr"), format!("/CN={subject}"));
    let arguments = ["req", "-new", "-config", "openssl.cnf", "-subj", &subject, "-key", &key, "-out", &out];
    judges::openssl_make(at, &arguments)
}

fn certify(at: &Path, csr: &str, ca: &str, extensions: &str, certificate: &str) -> Option<String> {
    let (csr, out) = (format!("{csr}.csr"), format!("{certificate}.pem"));
    let (ca, ca_key) = (format!("{ca}.pem"), format!("{ca}.key"));
    let days = if csr == "leaf.csr" { "90" } else { "3000" };
    let arguments = ["x509", "-req", "-in", &csr, "-CA", &ca, "-CAkey", &ca_key, "-out", &out, "-days", days];
    judges::openssl_make(at, &[&arguments[..], &["-extfile", "openssl.cnf", "-extensions", extensions]].concat())
}

/// `touched.csr` is `leaf.csr` with the last bit of its signature turned.
fn touch(at: &Path) -> Option<String> {
    judges::openssl_make(at, &["req", "-in", "leaf.csr", "-outform", "DER", "-out", "touched.der"])?;
    let mut der = fs::read(at.join("touched.der")).unwrap();
    *der.last_mut().unwrap() ^= 1;
    fs::write(at.join("touched.der"), der).unwrap();
    judges::openssl_make(at, &["req", "-in", "touched.der", "-inform", "DER", "-out", "touched.csr"])
}

pub(crate) fn days_from_now(days: u64) -> u64 {
    let instant = SystemTime::now() + Duration::from_secs(days * 24 * 60 * 60);
    instant.duration_since(UNIX_EPOCH).unwrap().as_secs()
}

/// Both issuing CAs are given the same key identifier; `ber` writes TRUE as 01, which X.690 §11.1 forbids in DER.
const EXTENSIONS: &str = "
[req]
distinguished_name = subject
[subject]
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = 00112233445566778899aabbccddeeff00112233
[issuing]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = ffeeddccbbaa99887766554433221100ffeeddcc
authorityKeyIdentifier = keyid:always
[meek]
basicConstraints = CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
[leaf]
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:host.example.test
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
[nameless]
keyUsage = critical, digitalSignature
subjectAltName = DNS:host.example.test
subjectKeyIdentifier = hash
authorityKeyIdentifier = none
[ber]
2.5.29.19 = critical, DER:30:03:01:01:01
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
";
