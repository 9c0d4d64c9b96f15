//! How `issue` fails: one sentence on standard error (a faulty policy file has a line for each fault), an exit status that
//! tells whose turn it is.
//!
//! 2 is the subscriber's answer (the policy says no, and says why as JSON on standard output), 3 is the sender's (the
//! request proves nothing), 4 is the operator's. The surprising choice: a rejection goes to standard output as well; it
//! is an answer like a certificate is one, and programs read it.

use std::{
    error::Error,
    io::{self, Write as _},
    path::Path,
    process::ExitCode,
};

use chancery::{policy::Rejection, x509::SerialNumber};

use crate::{
    arguments::ArgumentError,
    issuer_files::IssuerFilesError,
    json_inventory::OpenError,
    sentence::{plain, sentence},
    under::UnderError,
    writing::WriteError,
};

/// Why no certificate was issued, or none handed out.
pub(crate) enum Failure {
    /// The policy says no.
    Refused(Rejection),
    /// The request cannot be read, or possession was not proven.
    Request(String),
    /// The CA, the key, the applicant, the inventory or the arguments are wrong.
    SetUp(String),
}

impl Failure {
    /// The request is to blame.
    pub(crate) fn request(error: impl Error) -> Self {
        Self::Request(sentence(&error))
    }

    /// The operator's files or arguments are to blame.
    pub(crate) fn set_up(error: impl Error) -> Self {
        Self::SetUp(sentence(&error))
    }

    /// The certificate exists and is not where it was ordered.
    pub(crate) fn not_handed_out(error: &WriteError, serial: SerialNumber, inventory: &Path) -> Self {
        let (why, rolls) = (sentence(error), plain(&inventory.display().to_string()));
        Self::SetUp(format!("{why}; certificate {serial} was issued and can be found in the inventory {rolls}"))
    }

    /// Says it, and gives the exit status.
    pub(crate) fn report(self) -> ExitCode {
        let (sentence, status) = match &self {
            Self::Refused(rejection) => match answer(rejection) {
                Ok(()) => (rejection.to_string(), REFUSED),
                Err(error) => (format!("the rejection cannot be written to standard output: {error}"), WRONG_SET_UP),
            },
            Self::Request(sentence) => (format!("the request is not taken: {sentence}"), NO_REQUEST),
            Self::SetUp(sentence) => (sentence.clone(), WRONG_SET_UP),
        };
        eprintln!("{sentence}");
        ExitCode::from(status)
    }
}

/// One line of JSON.
fn answer(rejection: &Rejection) -> io::Result<()> {
    let mut line = serde_json::to_vec(rejection)?;
    line.push(b'\n');
    io::stdout().lock().write_all(&line)
}

impl From<UnderError> for Failure {
    fn from(error: UnderError) -> Self {
        Self::SetUp(error.told())
    }
}

macro_rules! set_up {
    ($($error:ty),*) => { $(
        impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::set_up(error)
            }
        }
    )* };
}

set_up!(ArgumentError, IssuerFilesError, OpenError, WriteError);

const REFUSED: u8 = 2;
const NO_REQUEST: u8 = 3;
const WRONG_SET_UP: u8 = 4;
