//! What `check_csr` says about one file: shape, possession, the quality of the key. Names are not judged.
//!
//! Apart from the command line, so that the tests over collections of requests ask the same question in process.

use chancery::{
    crypto::aws_lc_rs::PROVIDER,
    encoding::{DecodeError, DecodeErrorKind},
    request::{CertificationRequest, KeyBlocklist, KeyFloor, Possession, VerifySettings, Violation},
};

/// One line of output.
#[derive(Debug, serde::Serialize)]
pub(crate) struct Report {
    pub file: String,
    pub readable: bool,
    pub possession: &'static str,
    pub key: Option<String>,
    pub problems: Vec<Problem>,
}

/// One thing that is wrong with the request.
#[derive(Debug, serde::Serialize)]
pub(crate) struct Problem {
    pub rule: String,
    pub path: String,
    pub message: String,
}

impl Report {
    /// The answer for these octets, DER or PEM.
    pub(crate) fn of(file: String, octets: &[u8], blocklists: &[Box<dyn KeyBlocklist>]) -> Self {
        let request = match CertificationRequest::from_bytes(octets) {
            Ok(request) => request,
            Err(error) => return Self::unreadable(file, &error),
        };
        let blocklists: Vec<_> = blocklists.iter().map(AsRef::as_ref).collect();
        let settings = VerifySettings { blocklists: &blocklists };
        let examined = request.examine(&PROVIDER, &KeyFloor::BASELINE, &settings);
        let mut problems: Vec<_> = examined.violations.iter().map(Problem::of).collect();
        let possession = match &examined.possession {
            Ok(()) => "proven",
            Err(error) => {
                // The violation stands first; the sentence of the error says what to do about it.
                problems.iter_mut().take(1).for_each(|problem| problem.message = error.to_string());
                match error.possession() {
                    Possession::Failed => "failed",
                    Possession::NotCheckable => "not_checkable",
                }
            }
        };
        let key = Some(request.facts().algorithm.to_string());
        Self { file, readable: true, possession, key, problems }
    }

    fn unreadable(file: String, error: &DecodeError) -> Self {
        let path = match error.kind() {
            DecodeErrorKind::Pem(_) => "PEM text".to_owned(),
            _ => format!("byte {} of {}", error.position(), error.within()),
        };
        let problem = Problem { rule: "request.decode".to_owned(), path, message: error.to_string() };
        Self { file, readable: false, possession: "unknown", key: None, problems: vec![problem] }
    }
}

impl Problem {
    fn of(violation: &Violation) -> Self {
        let (rule, path) = (violation.rule().to_string(), violation.path().to_string());
        Self { rule, path, message: violation.message() }
    }
}
