//! What `check_csr` says about one file: shape, possession, the quality of the key. Names are not judged.
//!
//! Apart from the command line, so that the tests over collections of requests ask the same question in process.

use chancery::{
    crypto::{PublicKey, aws_lc_rs::PROVIDER},
    encoding::{DecodeError, DecodeErrorKind},
    request::{CertificationRequest, KeyBlocklist, KeyFloor, Possession, PossessionError, Violation},
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
        let key = Some(request.facts().algorithm.to_string());
        let mut problems: Vec<Problem> = Vec::new();
        let faults = faults(request.public_key(), blocklists);
        let possession = match request.verify(&PROVIDER) {
            Ok(_) => "proven",
            Err(error) => {
                problems.push(Problem::possession(&error));
                match error.possession() {
                    Possession::Failed => "failed",
                    Possession::NotCheckable => "not_checkable",
                }
            }
        };
        problems.extend(faults.iter().map(Problem::key));
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

/// What is wrong with a key by itself, whoever has it: below the floor, or on a list.
fn faults(key: &PublicKey, blocklists: &[Box<dyn KeyBlocklist>]) -> Vec<Violation> {
    let mut faults = KeyFloor::BASELINE.violations(key);
    faults
        .extend(blocklists.iter().filter_map(|list| list.find(key, PROVIDER.digest)).map(|listed| listed.violation()));
    faults
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
