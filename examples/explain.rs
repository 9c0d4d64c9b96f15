//! What `issue` would answer to a request, and why, row by row, without issuing or signing anything.
//!
//! ```text
//! cargo run --example explain -- --ca target/ca/issuing.pem --inventory rolls.json \
//!     --policy tls-server --applicant applicant.toml --csr request.pem [--json]
//! ```
//!
//! It takes the options of `issue`, so that a line of one can be used for the other, and leaves the key of the CA and the
//! place of the certificate alone: the surprising choice is that the CA's key is never opened. Nothing is written, not
//! even a refusal to the ledger. Exit status: 0 it would be issued; 2 it would be refused by the policy; 3 the request
//! cannot be read or proves nothing; 4 the CA, the applicant, the inventory or the arguments are wrong.
#![forbid(unsafe_code)]

use std::{
    env,
    error::Error,
    io::{self, Write as _},
    path::Path,
    process::ExitCode,
    sync::Arc,
    time::SystemTime,
};

use chancery::{
    Authority,
    crypto::{Provider, RemoteKey, SignatureAlgorithm, aws_lc_rs::PROVIDER},
    encoding::Oid,
    inventory::{Inventory, MemoryInventory},
    issuer::Issuer,
    policy::{
        Explanation, Policy, SubscriberKey,
        catalog::{
            Integration, IntegrationApplicant, OcspResponder, OperatorCard, OperatorFile, Production, SekapRequest,
            SkpSsl, Subordinate, System, Test, TlsClient, TlsServer, VerifiedTestIntegration, Workload,
        },
    },
    request::{CertificationRequest, RequestLimits, VerifiedRequest},
    x509::Time,
};
use serde::de::DeserializeOwned;

#[path = "support/applicant.rs"]
mod applicant;
#[path = "support/arguments.rs"]
mod arguments;
#[path = "support/certificate_file.rs"]
mod certificate_file;
#[path = "support/identifiers.rs"]
mod identifiers;
#[path = "support/json_inventory.rs"]
mod json_inventory;
#[path = "support/order.rs"]
mod order;
#[path = "support/policies.rs"]
mod policies;
#[path = "support/reading.rs"]
mod reading;
#[path = "support/sentence.rs"]
mod sentence;

use arguments::{ArgumentError, Arguments, Known};
use json_inventory::JsonInventory;
use order::Order;
use policies::PolicyName;
use sentence::{plain, sentence};

/// Why there is no explanation, and the exit status that says whose turn it is.
struct Stop(String, u8);

fn main() -> ExitCode {
    match run() {
        Ok(status) => ExitCode::from(status),
        Err(Stop(sentence, status)) => {
            eprintln!("{sentence}");
            ExitCode::from(status)
        }
    }
}

fn run() -> Result<u8, Stop> {
    let options = [Order::OPTIONS, &[Known::Lone("--json")]].concat();
    let arguments = Arguments::read(env::args_os().skip(1), &options).map_err(set_up)?;
    if arguments.has_only("--help", &[]).map_err(set_up)? {
        return print(HELP).map(|()| DONE);
    }
    if arguments.has_only("--list-policies", &[]).map_err(set_up)? {
        return print(&PolicyName::ALL.map(|policy| format!("{policy}\n")).concat()).map(|()| DONE);
    }
    let policy = order::policy(&arguments).map_err(set_up)?;
    if arguments.has_only("--applicant-template", &["--policy"]).map_err(set_up)? {
        return print(policy.applicant_template()).map(|()| DONE);
    }
    let explanation = match policy {
        PolicyName::TlsServer => explain(&arguments, TlsServer::new(TlsServer::LIFETIME), vouched),
        PolicyName::TlsClient => explain(&arguments, TlsClient::new(TlsClient::LIFETIME), vouched),
        PolicyName::Workload => explain(&arguments, Workload::new(Workload::LIFETIME), vouched),
        PolicyName::OperatorFile => {
            explain(&arguments, OperatorFile::new(identifier(identifiers::OPERATOR_FILE)?), vouched)
        }
        PolicyName::OperatorCard => {
            explain(&arguments, OperatorCard::new(identifier(identifiers::OPERATOR_CARD)?), vouched)
        }
        PolicyName::SkpSsl => explain(&arguments, SkpSsl::new(identifier(identifiers::SKP_SSL)?), vouched),
        PolicyName::OcspResponder => explain(&arguments, OcspResponder::new(OcspResponder::LIFETIME), vouched),
        PolicyName::System => explain(&arguments, System::new(identifier(identifiers::SYSTEM)?), vouched),
        PolicyName::IntegrationTest => {
            explain(&arguments, Integration::<Test>::new(identifier(identifiers::INTEGRATION_TEST)?), vouched)
        }
        PolicyName::IntegrationProduction => explain(
            &arguments,
            Integration::<Production>::new(identifier(identifiers::INTEGRATION_PRODUCTION)?),
            vouched_and_tested,
        ),
        PolicyName::SekapRequest => {
            explain(&arguments, SekapRequest::new(identifier(identifiers::SEKAP_REQUEST)?), vouched)
        }
        PolicyName::Subordinate => explain(&arguments, Subordinate::new(Subordinate::LIFETIME), vouched),
    }?;
    tell(&explanation, arguments.has("--json"))
}

/// The walk of `issue` as far as the decision, and the decision in full.
fn explain<P>(
    arguments: &Arguments,
    policy: P,
    applicant: fn(&Arguments, Time) -> Result<P::Applicant, Stop>,
) -> Result<Explanation, Stop>
where
    P: Policy<KeyOrigin = SubscriberKey>,
{
    let now = Time::try_from(SystemTime::now()).map_err(set_up)?;
    let who = applicant(arguments, now)?;
    // The key of the CA is somewhere else, and stays there: nothing is signed.
    let issuer = issuer(&arguments.path("--ca").map_err(set_up)?, now)?;
    let issuer = issuer.with_publication(order::publication(arguments).map_err(set_up)?);
    let inventory = inventory(&arguments.path("--inventory").map_err(set_up)?)?;

    // Without a request it is told what the facts alone make.
    let csr = arguments.has("--csr").then(|| arguments.path("--csr")).transpose().map_err(set_up)?;
    let request = csr.map(|csr| read_request(&csr)).transpose()?;

    // The policy in force, what is on record, and the decision, which this time is not made but told.
    let policy = Authority::new(issuer, inventory).adopt(policy).map_err(set_up)?;
    let history = policy.history(request.as_ref(), &who).map_err(set_up)?;
    Ok(policy.explain(request.as_ref(), &who, &history, now))
}

/// The applicant of the file.
fn vouched<A: DeserializeOwned>(arguments: &Arguments, _: Time) -> Result<A, Stop> {
    applicant::load(&arguments.path("--applicant").map_err(set_up)?).map_err(set_up)
}

/// The same for production, which a file alone never reaches.
fn vouched_and_tested(arguments: &Arguments, now: Time) -> Result<IntegrationApplicant<Production>, Stop> {
    let who: IntegrationApplicant<Test> = vouched(arguments, now)?;
    let missing = || set_up(ArgumentError::Missing { name: "--tested-with" });
    let (file, time) = order::tested(arguments).map_err(set_up)?.ok_or_else(missing)?;
    let certificate = certificate_file::read_certificate(&file).map_err(set_up)?;
    who.for_production(VerifiedTestIntegration::of(&certificate, time, now).map_err(set_up)?).map_err(set_up)
}

fn issuer(certificate: &Path, now: Time) -> Result<Issuer, Stop> {
    let ca = certificate_file::read_certificate(certificate).map_err(set_up)?;
    let key = ca.public_key().clone();
    let signer = SignatureAlgorithm::usual_for(key.algorithm()).and_then(|algorithm| RemoteKey::new(key, algorithm));
    let shown = plain(&certificate.display().to_string());
    let signer = signer.ok_or_else(|| Stop(format!("{shown} has a key that signs nothing here"), WRONG_SET_UP))?;
    Issuer::new(ca, Arc::new(signer), PROVIDER_USED, now)
        .map_err(|error| Stop(format!("{shown} makes no issuer: {}", sentence(&error)), WRONG_SET_UP))
}

/// The rolls; where there are none yet, nothing is on record, and that is said.
fn inventory(path: &Path) -> Result<Arc<dyn Inventory>, Stop> {
    if path.exists() {
        let rolls = JsonInventory::open(path, PROVIDER_USED.random, PROVIDER_USED.digest).map_err(set_up)?;
        return Ok(Arc::new(rolls));
    }
    eprintln!("there are no rolls {} yet: nothing is on record", plain(&path.display().to_string()));
    Ok(Arc::new(MemoryInventory::with_salt([0; 32], PROVIDER_USED.digest)))
}

fn read_request(csr: &Path) -> Result<VerifiedRequest, Stop> {
    let octets = reading::read(csr, RequestLimits::DEFAULT.text_octets).map_err(no_request)?;
    let request = CertificationRequest::from_bytes(&octets).map_err(no_request)?;
    request.verify(PROVIDER_USED).map_err(no_request)
}

/// The explanation on standard output; what it comes to as exit status, and on standard error if it is a refusal.
fn tell(explanation: &Explanation, json: bool) -> Result<u8, Stop> {
    if json {
        print(&format!("{}\n", serde_json::to_string(explanation).map_err(set_up)?))?;
    } else {
        print(&explanation.to_string())?;
    }
    let Some(rejection) = explanation.rejection() else { return Ok(DONE) };
    eprintln!("{rejection}");
    Ok(REFUSED)
}

fn identifier(dotted: &str) -> Result<Oid, Stop> {
    Oid::from_dotted(dotted).map_err(set_up)
}

fn print(text: &str) -> Result<(), Stop> {
    io::stdout().lock().write_all(text.as_bytes()).map_err(set_up)
}

fn set_up(error: impl Error) -> Stop {
    Stop(sentence(&error), WRONG_SET_UP)
}

fn no_request(error: impl Error) -> Stop {
    Stop(format!("the request is not taken: {}", sentence(&error)), NO_REQUEST)
}

/// The one `issue` uses.
const PROVIDER_USED: &Provider = &PROVIDER;
const DONE: u8 = 0;
const REFUSED: u8 = 2;
const NO_REQUEST: u8 = 3;
const WRONG_SET_UP: u8 = 4;

const HELP: &str = "\
Tells what issue would answer, row by row, without issuing or signing anything.

  explain --ca CERT --inventory FILE.json --policy NAME --applicant FILE.toml [--csr FILE] [--json]
          [--crl-url URL] [--ca-url URL] [--tested-with CERT --tested-at TIME] [--ca-key KEY] [--out FILE]
  explain --list-policies
  explain --policy NAME --applicant-template

  --ca                  the certificate of the CA, PEM or DER
  --inventory           the rolls; where there are none yet, nothing is on record
  --policy              what is granted
  --applicant           what was vouched for; --applicant-template prints a sample of it
  --csr                 the request, PEM or DER; without it, what the facts alone make
  --json                one object on one line instead of a table
  --crl-url, --ca-url   addresses of the CA's list of revoked certificates and of its own certificate
  --tested-with, --tested-at
                        as issue takes them, for integration-production
  --ca-key, --out       taken because issue takes them; the key is not opened and nothing is written

Exit status: 0 it would be issued; 2 it would be refused by the policy; 3 the request cannot be read or proves nothing;
4 the CA, the applicant, the inventory or the arguments are wrong.
";
