//! Independent programs that judge what the library made, each run on files.
//!
//! In the flow: after issuance, as the stranger who receives a chain and never heard of this crate. Every function
//! runs one program and answers with a [`Verdict`]. RFC 5280 §6 is what the path judges implement, each in its own
//! way; `pkilint` reads the profile of §4. A program that is not installed is said once, by name, and its verdict is
//! [`Verdict::Absent`]; with `CHANCERY_REQUIRE_JUDGES` in the environment it is a failure instead.
//!
//! The surprising choice: `certtool` and `pkilint` have no "as of" argument, so an instant other than now is given to
//! `certtool` by preloading libfaketime. `tests/judges.rs` shows each judge a chain that it must refuse.
#![allow(dead_code, unused_imports, reason = "each test binary that includes this file calls some of the judges")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a judge that cannot be asked is a failed test")]

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use self::program::{Answer, absent};

pub(crate) use self::pkilint::{Finding, Lint, pkilint, pkilint_crl};
pub(crate) use self::program::{ask, present};

#[path = "pkilint.rs"]
mod pkilint;
#[path = "program.rs"]
mod program;

/// What one program said.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub(crate) enum Verdict {
    /// It accepts; the text is what it printed.
    Accepted(String),
    /// It refuses; the text is what it printed, the reason among it.
    Refused(String),
    /// It is not installed, and was not required.
    Absent(&'static str),
}

impl Verdict {
    /// Fails the test unless the judge accepted or is absent.
    #[track_caller]
    pub(crate) fn assert_accepted(&self, judge: &str) {
        if let Self::Refused(reason) = self {
            panic!("{judge} refuses: {reason}");
        }
    }

    /// Fails the test unless the judge refused with `reason` among its words, or is absent.
    #[track_caller]
    pub(crate) fn assert_refused(&self, judge: &str, reason: &str) {
        match self {
            Self::Accepted(text) => panic!("{judge} accepts what it must refuse: {text}"),
            Self::Refused(text) => assert!(text.contains(reason), "{judge} refuses, but not for \"{reason}\": {text}"),
            Self::Absent(_) => {}
        }
    }
}

/// A chain in PEM files, and the instant at which it is judged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chain<'a> {
    pub(crate) root: &'a Path,
    /// `None`: the leaf stands directly under the root.
    pub(crate) issuing: Option<&'a Path>,
    pub(crate) leaf: &'a Path,
    /// Seconds since 1970; `None` is now.
    pub(crate) at: Option<u64>,
}

/// What the leaf is to be used for (RFC 5280 §4.2.1.12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The path alone is judged.
    Any,
    TlsServer,
    TlsClient,
    EmailProtection,
}

impl Purpose {
    fn openssl(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::TlsServer => "sslserver",
            Self::TlsClient => "sslclient",
            Self::EmailProtection => "smimesign",
        }
    }

    fn oid(self) -> Option<&'static str> {
        match self {
            Self::Any => None,
            Self::TlsServer => Some("1.3.6.1.5.5.7.3.1"),
            Self::TlsClient => Some("1.3.6.1.5.5.7.3.2"),
            Self::EmailProtection => Some("1.3.6.1.5.5.7.3.4"),
        }
    }
}

/// Every judge of paths on one chain, each with its name.
///
/// [`pyca_path`] is not among them: it judges the Web PKI's profile, which is narrower than RFC 5280.
pub(crate) fn every_path_judge(chain: &Chain<'_>, purpose: Purpose) -> [(&'static str, Verdict); 4] {
    [
        ("openssl", openssl_verify(chain, purpose)),
        ("certtool", certtool_verify_chain(chain, purpose)),
        ("java", java_path(chain, purpose)),
        ("pyca", pyca_verify(chain)),
    ]
}

/// `openssl verify -x509_strict`, the root's own signature included.
pub(crate) fn openssl_verify(chain: &Chain<'_>, purpose: Purpose) -> Verdict {
    let mut command = Command::new("openssl");
    command.args(["verify", "-x509_strict", "-check_ss_sig", "-purpose", purpose.openssl()]);
    command.arg("-CAfile").arg(present(chain.root));
    if let Some(issuing) = chain.issuing {
        command.arg("-untrusted").arg(present(issuing));
    }
    if let Some(at) = chain.at {
        command.arg("-attime").arg(at.to_string());
    }
    command.arg(present(chain.leaf));
    by_exit_status("openssl", ask_openssl(&mut command))
}

/// `openssl req -verify` on a PEM request: does the signature prove possession?
pub(crate) fn openssl_req_verify(csr: &Path) -> Verdict {
    let mut command = Command::new("openssl");
    command.args(["req", "-verify", "-noout", "-in"]).arg(present(csr));
    let Some(answer) = ask_openssl(&mut command) else {
        return Verdict::Absent("openssl");
    };
    // OpenSSL 3.0 exits 0 either way: only its sentence tells.
    if answer.status.success() && answer.text.contains("self-signature verify OK") {
        Verdict::Accepted(answer.text)
    } else {
        Verdict::Refused(answer.text)
    }
}

/// `certtool --verify` of leaf and issuing CA under the root, then `certtool --verify-chain` of all three.
pub(crate) fn certtool_verify_chain(chain: &Chain<'_>, purpose: Purpose) -> Verdict {
    let bundles = tempfile::tempdir().unwrap();
    let path = bundle(bundles.path().join("path.pem"), [Some(chain.leaf), chain.issuing, None]);
    let whole = bundle(bundles.path().join("whole.pem"), [Some(chain.leaf), chain.issuing, Some(chain.root)]);
    let Some(mut trusting) = certtool(chain.at) else {
        return unmoved();
    };
    trusting.arg("--verify").arg("--load-ca-certificate").arg(present(chain.root));
    if let Some(oid) = purpose.oid() {
        trusting.arg(format!("--verify-purpose={oid}"));
    }
    let trusted = ask("certtool", trusting.arg("--infile").arg(path));
    match by_exit_status("certtool", trusted) {
        Verdict::Accepted(_) => {}
        refused_or_absent => return refused_or_absent,
    }
    let Some(mut chaining) = certtool(chain.at) else {
        return unmoved();
    };
    chaining.arg("--verify-chain").arg("--infile").arg(whole);
    by_exit_status("certtool", ask("certtool", &mut chaining))
}

/// Java's PKIX `CertPathValidator` without revocation, through `tests/data/judges/PathJudge.java`.
pub(crate) fn java_path(chain: &Chain<'_>, purpose: Purpose) -> Verdict {
    let mut command = Command::new("java");
    command.arg("-XX:TieredStopAtLevel=1").arg(source("PathJudge.java"));
    command.args(chain_arguments(chain)).arg(purpose.oid().unwrap_or("-"));
    by_script("java", &mut command)
}

/// pyca/cryptography, hop by hop: names, signatures, windows, the issuers' CA bits. Any key algorithm.
pub(crate) fn pyca_verify(chain: &Chain<'_>) -> Verdict {
    by_script("pyca", pyca("verify").args(chain_arguments(chain)))
}

/// pyca/cryptography's own path validation, with the Web PKI's profile: ECDSA or RSA, a SAN in the leaf.
///
/// Only [`Purpose::TlsServer`] (judged for the first name in the SAN) and [`Purpose::TlsClient`] exist there.
pub(crate) fn pyca_path(chain: &Chain<'_>, purpose: Purpose) -> Verdict {
    let purpose = match purpose {
        Purpose::TlsServer => "server",
        Purpose::TlsClient => "client",
        Purpose::Any | Purpose::EmailProtection => {
            panic!("pyca has no path validation for {purpose:?}")
        }
    };
    by_script("pyca", pyca("path").args(chain_arguments(chain)).arg(purpose))
}

/// pyca/cryptography reads every field and extension and prints them, one a line.
pub(crate) fn pyca_parse(certificate: &Path) -> Verdict {
    by_script("pyca", pyca("parse").arg(present(certificate)))
}

/// pyca/cryptography reads the extensions of a CRL in DER and prints them, one a line.
pub(crate) fn pyca_crl_extensions(crl: &Path) -> Verdict {
    let mut command = Command::new(judges().join("bin/python"));
    by_script("pyca", command.arg(source("pyca_crl_extensions.py")).arg(present(crl)))
}

/// pyca/cryptography reads a PEM request and verifies its signature.
pub(crate) fn pyca_request(csr: &Path) -> Verdict {
    by_script("pyca", pyca("request").arg(present(csr)))
}

/// Runs `openssl` in a directory to make something to judge; fails the test unless it succeeds.
///
/// `None`: OpenSSL is not installed, and there is nothing to judge.
#[track_caller]
pub(crate) fn openssl_make(directory: &Path, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("openssl");
    let answer = ask_openssl(command.current_dir(directory).args(arguments))?;
    assert!(answer.status.success(), "openssl {arguments:?} fails: {}", answer.text);
    Some(answer.text)
}

/// What `openssl` says in a directory, on both streams, whether it succeeds or not; `None` without OpenSSL.
pub(crate) fn openssl_says(directory: &Path, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("openssl");
    Some(ask_openssl(command.current_dir(directory).args(arguments))?.text)
}

/// The status with which the judges of `tests/data/judges` refuse: an uncaught exception ends with 1.
const REFUSED: i32 = 3;

pub(crate) fn by_exit_status(judge: &'static str, answer: Option<Answer>) -> Verdict {
    match answer {
        None => Verdict::Absent(judge),
        Some(answer) if answer.status.success() => Verdict::Accepted(answer.text),
        Some(answer) => Verdict::Refused(answer.text),
    }
}

/// A judge of ours that breaks, such as under a Java before 11, is as good as absent; required, it is a failure.
pub(crate) fn by_script(judge: &'static str, command: &mut Command) -> Verdict {
    match ask(judge, command) {
        None => Verdict::Absent(judge),
        Some(answer) if answer.status.success() => Verdict::Accepted(answer.text),
        Some(answer) if answer.status.code() == Some(REFUSED) => Verdict::Refused(answer.text),
        Some(answer) => {
            absent(judge, &format!("does not run here: {}", answer.text.trim_end()));
            Verdict::Absent(judge)
        }
    }
}

/// Other programs go by the same name and know other options; only OpenSSL 3 and later is asked.
pub(crate) fn ask_openssl(command: &mut Command) -> Option<Answer> {
    static VERSION: LazyLock<Option<String>> =
        LazyLock::new(|| ask("openssl", Command::new("openssl").arg("version")).map(|answer| answer.text));
    let version = VERSION.as_deref()?;
    let major = version.strip_prefix("OpenSSL ").and_then(|rest| rest.split('.').next());
    if major.and_then(|digits| digits.parse::<u32>().ok()).is_some_and(|major| major >= 3) {
        return ask("openssl", command);
    }
    absent("openssl", &format!("3 is not installed, but {}", version.trim_end()));
    None
}

/// Where `.ci/run` put the judges that come from PyPI: a virtual environment.
pub(crate) fn judges() -> PathBuf {
    env::var_os("CHANCERY_JUDGES")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target/judges"), PathBuf::from)
}

fn pyca(verb: &str) -> Command {
    let mut command = Command::new(judges().join("bin/python"));
    command.arg(source("pyca_judge.py")).arg(verb);
    command
}

pub(crate) fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/judges").join(name)
}

fn chain_arguments<'a>(chain: &Chain<'a>) -> [Box<OsStr>; 4] {
    let issuing: &'a OsStr = chain.issuing.map_or_else(|| OsStr::new("-"), |file| present(file).as_os_str());
    let at = chain.at.map_or_else(|| "-".to_owned(), |seconds| seconds.to_string());
    [
        present(chain.root).as_os_str().into(),
        issuing.into(),
        present(chain.leaf).as_os_str().into(),
        OsStr::new(&at).into(),
    ]
}

fn bundle(into: PathBuf, certificates: [Option<&Path>; 3]) -> PathBuf {
    let texts: Vec<String> =
        certificates.into_iter().flatten().map(|file| fs::read_to_string(present(file)).unwrap()).collect();
    fs::write(&into, texts.join("\n")).unwrap();
    into
}

/// `certtool`, living at the given instant. `None`: the library that moves its clock is not installed.
pub(crate) fn certtool(at: Option<u64>) -> Option<Command> {
    let mut command = Command::new("certtool");
    if let Some(seconds) = at {
        command.env("LD_PRELOAD", faketime()?);
        command.env("FAKETIME_FMT", "%s").env("FAKETIME", seconds.to_string());
        command.env("TZ", "UTC");
    }
    Some(command)
}

/// Debian keeps the library under its architecture's directory.
fn faketime() -> Option<PathBuf> {
    let directories = fs::read_dir("/usr/lib").ok()?;
    directories.flatten().map(|entry| entry.path().join("faketime/libfaketime.so.1")).find(|library| library.is_file())
}

pub(crate) fn unmoved() -> Verdict {
    absent("libfaketime", "is not installed");
    Verdict::Absent("libfaketime")
}
