//! A policy from a file: JSON, or TOML where the library was built with it, by the ending of the name.
//!
//! `issue` and `explain` begin from a request, so a policy whose keys the authority makes is refused here, as it is by
//! name. The surprising choice: a faulty file is not told in one sentence but in as many lines as it has faults, each with
//! file, line and column in the form compilers have, so that an editor can jump there.

use std::path::Path;

use chancery::policy::{
    Document, DocumentError, DocumentErrors, DocumentFault, Documented, Loaded, Policy as _, SubscriberKey,
};

use crate::{
    reading::{ReadError, read},
    sentence::{plain, sentence},
};

/// Why there is no policy in a file.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PolicyFileError {
    #[error("{path} ends neither in .json nor in .toml, which says what a policy is written in")]
    Ending { path: String },
    #[cfg(not(feature = "toml"))]
    #[error("{path} is TOML, which was left out of this program; build it with --features toml, or write JSON")]
    NoToml { path: String },
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("{path}: {errors}")]
    Faults { path: String, errors: DocumentErrors },
    #[error(
        "{path}: the authority makes the keys of {policy}, and a request brings its own; certification_centre shows how \
         to issue under such a policy, and with key-origin \"subscriber\" and delivery \"certificate-only\" it is taken here"
    )]
    AuthorityKey { path: String, policy: String },
}

impl PolicyFileError {
    /// What is said on standard error: one sentence, or a line for each fault.
    pub(crate) fn told(&self) -> String {
        let Self::Faults { path, errors } = self else { return sentence(self) };
        let path = plain(path);
        let line = |error: &DocumentError| format!("{path}:{}:{}: {}", error.line, error.column, shown(&error.fault));
        errors.errors().iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// A fault as it may be shown: with the numbers of the file masked, and without masking the limits of the library.
fn shown(fault: &DocumentFault) -> String {
    match fault {
        DocumentFault::WrongType { found, expected } => {
            DocumentFault::WrongType { found: plain(found), expected: expected.clone() }.to_string()
        }
        other => plain(&other.to_string()),
    }
}

/// The policy in this file, whose subscribers make their keys.
pub(crate) fn load(path: &Path) -> Result<Documented<SubscriberKey>, PolicyFileError> {
    let shown = || path.display().to_string();
    let decode = by_ending(path)?;
    let octets = read(path, Document::MAX_OCTETS)?;
    let text = std::str::from_utf8(&octets).map_err(|_| ReadError::NotUtf8 { path: shown() })?;
    let document = decode(text).map_err(|errors| PolicyFileError::Faults { path: shown(), errors })?;
    match document.load() {
        Loaded::Subscriber(policy) => Ok(policy),
        Loaded::Authority(policy) => {
            Err(PolicyFileError::AuthorityKey { path: shown(), policy: policy.profile().name.into_owned() })
        }
    }
}

type Decode = fn(&str) -> Result<Document, DocumentErrors>;

fn by_ending(path: &Path) -> Result<Decode, PolicyFileError> {
    let shown = || path.display().to_string();
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("json") => Ok(Document::from_json),
        #[cfg(feature = "toml")]
        Some("toml") => Ok(Document::from_toml),
        #[cfg(not(feature = "toml"))]
        Some("toml") => Err(PolicyFileError::NoToml { path: shown() }),
        _ => Err(PolicyFileError::Ending { path: shown() }),
    }
}
