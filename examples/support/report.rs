//! What `check_csr` says about one file: shape, possession, and a floor for the key. Names are not judged.
//!
//! Apart from the command line, so that the tests over collections of requests ask the same question in process.

use chancery::{
    crypto::aws_lc_rs,
    encoding::{DecodeError, DecodeErrorKind},
    request::{CertificationRequest, KeyFloor, Possession, PossessionError, Violation},
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
    pub(crate) fn of(file: String, octets: &[u8]) -> Self {
        let request = match CertificationRequest::from_bytes(octets) {
            Ok(request) => request,
            Err(error) => return Self::unreadable(file, &error),
        };
        let key = Some(request.facts().algorithm.to_string());
        let mut problems: Vec<Problem> = Vec::new();
        let floor = KeyFloor::BASELINE.violations(request.public_key());
        let possession = match request.verify(&aws_lc_rs::PROVIDER) {
            Ok(_) => "proven",
            Err(error) => {
                problems.push(Problem::possession(&error));
                match error.possession() {
                    Possession::Failed => "failed",
                    Possession::NotCheckable => "not_checkable",
                }
            }
        };
        problems.extend(floor.iter().map(Problem::key));
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
    fn key(violation: &Violation) -> Self {
        let (rule, path) = (violation.rule().to_string(), violation.path().to_string());
        Self { rule, path, message: violation.message() }
    }

    /// The sentence of the error says what to do about it; rule and path are those of the violation.
    fn possession(error: &PossessionError) -> Self {
        Self { message: error.to_string(), ..Self::key(&error.violation()) }
    }
}
