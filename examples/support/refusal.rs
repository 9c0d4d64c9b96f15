//! How `revoke` and `crl` fail: one sentence on standard error, an exit status that tells whose turn it is.
//!
//! 2 is what the rules say of certificates and lists, and goes to standard output too, as one line of JSON; 4 is the
//! operator's. `issue` has a third kind and more to say: see `failure`.

use std::{
    error::Error,
    io::{self, Write as _},
    process::ExitCode,
};

use crate::{arguments::ArgumentError, sentence::sentence};

/// Why nothing was done.
pub(crate) enum Refusal {
    /// The rules say no.
    ByTheRules(String),
    /// The CA, the inventory or the arguments are wrong.
    SetUp(String),
}

impl Refusal {
    pub(crate) fn by_the_rules(error: impl Error) -> Self {
        Self::ByTheRules(sentence(&error))
    }

    pub(crate) fn set_up(error: impl Error) -> Self {
        Self::SetUp(sentence(&error))
    }

    /// Says it, and gives the exit status.
    pub(crate) fn report(self) -> ExitCode {
        let (sentence, status) = match self {
            Self::ByTheRules(sentence) => {
                let line = format!("{}\n", serde_json::json!({ "refusal": sentence }));
                match io::stdout().lock().write_all(line.as_bytes()) {
                    Ok(()) => (sentence, BY_THE_RULES),
                    Err(error) => (format!("the refusal cannot be written to standard output: {error}"), WRONG_SET_UP),
                }
            }
            Self::SetUp(sentence) => (sentence, WRONG_SET_UP),
        };
        eprintln!("{sentence}");
        ExitCode::from(status)
    }
}

impl From<ArgumentError> for Refusal {
    fn from(error: ArgumentError) -> Self {
        Self::set_up(error)
    }
}

const BY_THE_RULES: u8 = 2;
const WRONG_SET_UP: u8 = 4;
