//! Applicant files: TOML in, a typed applicant out.
//!
//! What a registration officer vouched for, and so the most personal file there is. Unknown keys are refused by the
//! applicants themselves. The surprising choice: parsers like to quote what they could not read, so a refusal is told in
//! words from which everything that came from the file was taken out; the number of the line is enough to find it.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::reading::{ReadError, read};

/// Why an applicant file was not read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApplicantError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("{path} is not UTF-8 text")]
    NotUtf8 { path: String },
    #[error("line {line} of {path}: {problem}")]
    Line { path: String, line: usize, problem: String },
    #[error("{path}: {problem}")]
    File { path: String, problem: String },
}

/// The applicant in this file.
pub(crate) fn load<A: DeserializeOwned>(path: &Path) -> Result<A, ApplicantError> {
    let octets = read(path, MOST_OCTETS)?;
    let shown = || path.display().to_string();
    let text = std::str::from_utf8(&octets).map_err(|_| ApplicantError::NotUtf8 { path: shown() })?;
    toml::from_str(text).map_err(|error| {
        let (path, problem) = (shown(), without_input(error.message()));
        // What is wrong with all of the file has no line: a key that is missing, a fact that is none of its kind.
        let place = error.span().filter(|place| *place != (0..0) && !problem.starts_with(MISSING));
        match place.and_then(|place| text.get(..place.start)) {
            Some(before) => {
                ApplicantError::Line { path, line: before.matches('\n').count().saturating_add(1), problem }
            }
            None => ApplicantError::File { path, problem },
        }
    })
}

/// What the parser said, without what it quotes from the file. What it expected comes from the program and stays.
fn without_input(message: &str) -> String {
    if message.starts_with(MISSING) {
        return message.to_owned();
    }
    let (found, expected) = message.rfind(EXPECTED).map_or((message, ""), |at| message.split_at(at));
    let quotes = ['`', '"', '\''];
    match (found.find(quotes), found.rfind(quotes)) {
        (Some(first), Some(last)) if first < last => {
            let (before, after) = (found.get(..first), found.get(last.saturating_add(1)..));
            [before.unwrap_or_default(), "[elided]", after.unwrap_or_default(), expected].concat()
        }
        _ => message.to_owned(),
    }
}

/// An applicant is a dozen lines.
const MOST_OCTETS: usize = 64 * 1024;
const MISSING: &str = "missing field ";
const EXPECTED: &str = ", expected ";
