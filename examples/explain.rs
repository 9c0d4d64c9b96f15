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
    inventory::{Inventory, MemoryInventory},
    issuer::Issuer,
    policy::{Explanation, Policy, SubscriberKey},
    request::{CertificationRequest, RequestLimits, VerifiedRequest},
    x509::Time,
};

#[path = "support/applicant.rs"]
mod applicant;
#[path = "support/arguments.rs"]
mod arguments;
#[path = "support/certificate_file.rs"]
mod certificate_file;
#[path = "support/fact_template.rs"]
mod fact_template;
#[path = "support/identifiers.rs"]
mod identifiers;
#[path = "support/json_inventory.rs"]
mod json_inventory;
#[path = "support/order.rs"]
mod order;
#[path = "support/policies.rs"]
mod policies;
#[path = "support/policy_file.rs"]
mod policy_file;
#[path = "support/reading.rs"]
mod reading;
#[path = "support/renewal.rs"]
mod renewal;
#[path = "support/sentence.rs"]
mod sentence;
#[path = "support/serial.rs"]
mod serial;
#[path = "support/under.rs"]
mod under;

use arguments::{Arguments, Known};
use json_inventory::JsonInventory;
use order::Order;
use policies::PolicyName;
use renewal::Renewal;
use sentence::{plain, sentence};
use under::{ApplicantOf, POLICY, POLICY_FILE, Under, UnderError, Vouched, Work};

/// What is asked: the options, and who it is about.
struct Question<'a> {
    arguments: &'a Arguments,
    vouched: Vouched,
}

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
    let under = Under::of(&arguments).map_err(set_up)?;
    if arguments.has_only("--applicant-template", &[POLICY, POLICY_FILE]).map_err(set_up)? {
        return print(&under.applicant_template()?).map(|()| DONE);
    }
    let vouched = Vouched::of(&arguments, &under).map_err(set_up)?;
    let explanation = under.work(&Question { arguments: &arguments, vouched })?;
    tell(&explanation, arguments.has("--json"))
}

impl Work for Question<'_> {
    type Done = Explanation;
    type Stop = Stop;

    fn under<P>(&self, policy: P, applicant: ApplicantOf<P>) -> Result<Explanation, Stop>
    where
        P: Policy<KeyOrigin = SubscriberKey>,
    {
        explain(self, policy, applicant)
    }
}

/// The walk of `issue` as far as the decision, and the decision in full.
fn explain<P>(question: &Question<'_>, policy: P, applicant: ApplicantOf<P>) -> Result<Explanation, Stop>
where
    P: Policy<KeyOrigin = SubscriberKey>,
{
    let now = Time::try_from(SystemTime::now()).map_err(set_up)?;
    let (arguments, who) = (question.arguments, applicant(&question.vouched, now)?);
    // The key of the CA is somewhere else, and stays there: nothing is signed.
    let issuer = issuer(&arguments.path("--ca").map_err(set_up)?, now)?;
    let issuer = issuer.with_publication(order::publication(arguments).map_err(set_up)?);
    let inventory = inventory(&arguments.path("--inventory").map_err(set_up)?)?;

    // Without a request it is told what the facts alone make.
    let csr = arguments.has("--csr").then(|| arguments.path("--csr")).transpose().map_err(set_up)?;
    let request = csr.map(|csr| read_request(&csr)).transpose()?;

    // The policy in force, what is on record, and the decision, which this time is not made but told.
    let authority = Authority::new(issuer, inventory);
    let policy = authority.adopt(policy).map_err(set_up)?;
    let history = policy.history(request.as_ref(), &who).map_err(set_up)?;
    let renewal = Renewal::of(arguments).map_err(set_up)?;
    let history = renewal.named_in(history, &authority).map_err(set_up)?;
    Ok(policy.explain(request.as_ref(), &who, &history, now))
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

fn print(text: &str) -> Result<(), Stop> {
    io::stdout().lock().write_all(text.as_bytes()).map_err(set_up)
}

fn set_up(error: impl Error) -> Stop {
    Stop(sentence(&error), WRONG_SET_UP)
}

impl From<UnderError> for Stop {
    fn from(error: UnderError) -> Self {
        Self(error.told(), WRONG_SET_UP)
    }
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

  explain --ca CERT --inventory FILE.json (--policy NAME | --policy-file FILE) --applicant FILE.toml [--csr FILE]
          [--json] [--renews SERIAL] [--crl-url URL] [--ca-url URL]
          [--tested-with CERT --tested-at TIME] [--ca-key KEY] [--out FILE]
  explain --list-policies
  explain (--policy NAME | --policy-file FILE) --applicant-template

  --ca                  the certificate of the CA, PEM or DER
  --inventory           the rolls; where there are none yet, nothing is on record
  --policy              what is granted
  --policy-file         what is granted, written down, as issue takes it
  --applicant           what was vouched for; --applicant-template prints a sample of it
  --csr                 the request, PEM or DER; without it, what the facts alone make
  --json                one object on one line instead of a table
  --crl-url, --ca-url   addresses of the CA's list of revoked certificates and of its own certificate
  --renews              the serial number of the certificate that this one renews, hexadecimal; without it a first one
  --tested-with, --tested-at
                        as issue takes them, for integration-production
  --ca-key, --out       taken because issue takes them; the key is not opened and nothing is written

Exit status: 0 it would be issued; 2 it would be refused by the policy; 3 the request cannot be read or proves nothing;
4 the CA, the policy file, the applicant, the inventory or the arguments are wrong. A policy file that is wrong is told
with a line for each fault: FILE:LINE:COLUMN: what is wrong.
";
