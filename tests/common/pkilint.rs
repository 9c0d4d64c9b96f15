//! `pkilint`, the linter of PyPI, reads one certificate against RFC 5280 §4.
//!
//! In the flow: beside the path judges of `judges.rs`, which re-exports it. A path judge says whether a chain holds;
//! this one says whether each certificate is what the profile asks for, with a code for every departure.
//!
//! The surprising choice: its exit status is not looked at, because it counts mild findings too. The report decides:
//! ERROR and FATAL refuse.

use std::path::Path;
use std::process::Command;

use super::program::{ask, present};
use super::{Verdict, judges};

/// One line of a linter's report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) severity: String,
    /// Such as `pkix.basic_constraints_extension_not_critical`.
    pub(crate) code: String,
    /// The whole line as the linter printed it: where, by which validator, and its sentence.
    pub(crate) line: String,
}

/// What `pkilint` says of one certificate.
#[derive(Clone, Debug)]
#[must_use]
pub(crate) struct Lint {
    /// Refused when `severe` is not empty, with those lines as the reason, or when the file cannot be read at all.
    pub(crate) verdict: Verdict,
    /// The findings of severity ERROR and FATAL.
    pub(crate) severe: Vec<Finding>,
    /// All others.
    pub(crate) rest: Vec<Finding>,
}

/// `lint_pkix_cert lint`: the profile of RFC 5280 §4, not that of the Web PKI.
pub(crate) fn pkilint(certificate: &Path) -> Lint {
    let mut command = Command::new(judges().join("bin/lint_pkix_cert"));
    report(command.args(["lint", "-s", "ALL", "-f", "CSV"]).arg(present(certificate)))
}

/// `lint_crl lint` of a list of end-entity certificates (`CRL`) or of authorities (`ARL`): the profile of RFC 5280 §5.
pub(crate) fn pkilint_crl(crl: &Path, of: &str) -> Lint {
    let mut command = Command::new(judges().join("bin/lint_crl"));
    report(command.args(["lint", "-t", of, "-p", "PKIX", "-s", "ALL", "-f", "CSV"]).arg(present(crl)))
}

fn report(command: &mut Command) -> Lint {
    let Some(answer) = ask("pkilint", command) else {
        return Lint { verdict: Verdict::Absent("pkilint"), severe: Vec::new(), rest: Vec::new() };
    };
    let Some((_, report)) = answer.text.split_once("node_path,validator,severity,code,message") else {
        assert!(answer.text.starts_with("Failed to load"), "pkilint printed no report: {}", answer.text);
        return Lint { verdict: Verdict::Refused(answer.text), severe: Vec::new(), rest: Vec::new() };
    };
    let (severe, rest): (Vec<_>, Vec<_>) =
        report.lines().filter_map(finding).partition(|found| ["ERROR", "FATAL"].contains(&found.severity.as_str()));
    let verdict = if severe.is_empty() {
        Verdict::Accepted(answer.text)
    } else {
        Verdict::Refused(severe.iter().map(|found| found.line.as_str()).collect::<Vec<_>>().join("\n"))
    };
    Lint { verdict, severe, rest }
}

/// A line of the CSV report; a message that runs over several lines yields nothing for the lines after its first.
fn finding(line: &str) -> Option<Finding> {
    let mut cells = line.splitn(5, ',').skip(2);
    let (severity, code) = (cells.next()?.to_owned(), cells.next()?.to_owned());
    let known = ["FATAL", "ERROR", "WARNING", "NOTICE", "INFO", "DEBUG"].contains(&severity.as_str());
    known.then(|| Finding { severity, code, line: line.to_owned() })
}
