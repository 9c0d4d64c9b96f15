//! A desk to run the examples at: a directory of its own, a CA made by `make_ca`, commands by their face.
//!
//! In the flow: under `tests/examples.rs`. The programs are those cargo built beside the test; a test run that leaves
//! the examples out is told how to build them.
//!
//! The surprising choice: every run is looked through for identity numbers, whatever the test is about, and every
//! failure for its one sentence.
#![allow(dead_code, reason = "each test binary that includes this file uses some of it")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a program that cannot be run is a failed test")]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::LazyLock,
};

use tempfile::TempDir;

use crate::judges::{self, Chain, Purpose, Verdict};

/// The person in the sample of `operator-file`.
pub(crate) const PESEL: &str = "99723100018";

/// A directory with the files of one order under their usual names.
pub(crate) struct Bench(TempDir);

/// How a program ended.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Made once: P-256, because it is made at once.
static CA: LazyLock<TempDir> = LazyLock::new(|| {
    let directory = tempfile::tempdir().unwrap();
    let out = directory.path().to_str().unwrap();
    assert_eq!(run("make_ca", directory.path(), &["--out", out, "--algorithm", "p-256"]).status, 0);
    directory
});

/// A file of the CA every desk has.
pub(crate) fn ca(file: &str) -> PathBuf {
    CA.path().join(file)
}

impl Bench {
    /// A desk with the sample applicant of a policy, and nothing else on it.
    pub(crate) fn for_policy(policy: &str) -> Self {
        let bench = Self(tempfile::tempdir().unwrap());
        let sample = run_unread("issue", bench.path(), &["--policy", policy, "--applicant-template"]);
        assert_eq!((sample.status, sample.stderr.as_str()), (0, ""));
        bench.write("applicant.toml", &sample.stdout);
        bench
    }

    /// The same with a request made by OpenSSL from these arguments; `None` without OpenSSL.
    pub(crate) fn with_request(policy: &str, arguments: &[&str]) -> Option<Self> {
        let bench = Self::for_policy(policy);
        bench.openssl_request(arguments)?;
        Some(bench)
    }

    /// `applicant.toml` anew: the sample for the policy of a file.
    pub(crate) fn sample_for_file(&self, policy_file: &str) {
        let sample = run_unread("issue", self.path(), &["--policy-file", policy_file, "--applicant-template"]);
        assert_eq!((sample.status, sample.stderr.as_str()), (0, ""), "{policy_file}");
        self.write("applicant.toml", &sample.stdout);
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.file(name).exists()
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).unwrap()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.file(name), text).unwrap();
    }

    /// `request.pem`, anew.
    pub(crate) fn openssl_request(&self, arguments: &[&str]) -> Option<String> {
        let fixed = ["req", "-new", "-nodes", "-keyout", "request.key", "-out", "request.pem"];
        self.openssl(&[&fixed, arguments].concat())
    }

    pub(crate) fn openssl(&self, arguments: &[&str]) -> Option<String> {
        judges::openssl_make(self.path(), arguments)
    }

    /// Runs `issue` with the usual options, some of them changed, added, or left out (an empty value).
    pub(crate) fn issue(&self, policy: &str, changes: &[(&str, &str)]) -> Ran {
        let (certificate, key) = (ca("issuing.pem"), ca("issuing.key"));
        let usual = [
            ("--ca", certificate.to_str().unwrap()),
            ("--ca-key", key.to_str().unwrap()),
            ("--inventory", "rolls.json"),
            ("--policy", policy),
            ("--applicant", "applicant.toml"),
            ("--csr", "request.pem"),
            ("--out", "certificate.pem"),
        ];
        let kept = usual.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        let options: Vec<_> = kept.chain(changes.iter().filter(|(_, value)| !value.is_empty())).collect();
        let arguments: Vec<_> = options.into_iter().flat_map(|(name, value)| [*name, *value]).collect();
        run("issue", self.path(), &arguments)
    }

    /// What OpenSSL says of `certificate.pem` under the CA of the desk.
    pub(crate) fn verdict(&self) -> Verdict {
        let (root, issuing) = (ca("root.pem"), ca("issuing.pem"));
        let chain = Chain { root: &root, issuing: Some(&issuing), leaf: &self.file("certificate.pem"), at: None };
        judges::openssl_verify(&chain, Purpose::Any)
    }

    /// Nothing was issued, nothing half-written was left.
    #[track_caller]
    pub(crate) fn assert_no_certificate(&self) {
        assert!(!self.has("certificate.pem"));
        let names = fs::read_dir(self.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let drafts: Vec<_> = names.filter(|name| name.to_string_lossy().starts_with(".draft")).collect();
        assert!(drafts.is_empty(), "{drafts:?}");
    }
}

impl Ran {
    /// Fails the test unless it ended with this status and one sentence that says this much.
    #[track_caller]
    pub(crate) fn assert_failed(&self, status: i32, says: &str) {
        let Self { status: found, stdout: _, stderr } = self;
        assert_eq!(*found, status, "{stderr}");
        assert_eq!(stderr.lines().count(), 1, "one sentence: {stderr}");
        assert!(stderr.contains(says), "{says:?} is not in: {stderr}");
    }

    #[track_caller]
    pub(crate) fn assert_done(&self) {
        assert_eq!(self.status, 0, "{}", self.stderr);
    }
}

/// Runs an example in a directory, and looks for identity numbers in what it says.
pub(crate) fn run(example: &str, directory: &Path, arguments: &[&str]) -> Ran {
    let ran = run_unread(example, directory, arguments);
    for stream in [&ran.stdout, &ran.stderr] {
        assert!(!stream.contains(PESEL), "{example} {arguments:?} shows a PESEL: {stream}");
    }
    ran
}

/// Runs an example with its standard output into a file.
pub(crate) fn run_into(file: &str, example: &str, arguments: &[&str]) -> Ran {
    let file = fs::OpenOptions::new().write(true).open(file).unwrap();
    let output = Command::new(program(example)).args(arguments).stdin(Stdio::null()).stdout(file).output().unwrap();
    Ran {
        status: output.status.code().unwrap(),
        stdout: String::new(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs an example in a directory.
fn run_unread(example: &str, directory: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::new(program(example));
    let output = command.args(arguments).current_dir(directory).stdin(Stdio::null()).output().unwrap();
    let text = |octets| String::from_utf8(octets).unwrap();
    let status = output.status.code().unwrap_or_else(|| panic!("{example} was ended by a signal"));
    Ran { status, stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// `target/<profile>/examples/NAME`; the test itself is in `target/<profile>/deps`.
fn program(example: &str) -> PathBuf {
    let test = env::current_exe().unwrap();
    let profile = test.parent().and_then(Path::parent).unwrap();
    let program = profile.join("examples").join(format!("{example}{}", env::consts::EXE_SUFFIX));
    assert!(program.is_file(), "{} is not there; build it with cargo build --examples", program.display());
    program
}
