//! From bytes to certificate: a request, an applicant and a CA go in, a certificate comes out, or every reason why not.
//!
//! ```text
//! cargo run --example issue -- --policy tls-server --applicant-template > applicant.toml
//! cargo run --example issue -- --ca target/ca/issuing.pem --ca-key target/ca/issuing.key --inventory rolls.json \
//!     --policy tls-server --applicant applicant.toml --csr request.pem --out certificate.pem
//! ```
//!
//! `--policy-file FILE` takes the place of `--policy NAME`: the table is read from JSON or TOML instead.
//!
//! Exit status: 0 done; 2 refused by the policy, with the rejection as one line of JSON on standard output; 3 the request
//! cannot be read, or its sender did not prove to hold the key; 4 the CA, its key, the applicant, the inventory or the
//! arguments are wrong. Whatever fails says so in one sentence on standard error. The clock is read here, once, at the
//! edge; the library is given the time.
#![forbid(unsafe_code)]

use std::{
    env,
    io::{self, Write as _},
    process::ExitCode,
    sync::Arc,
    time::SystemTime,
};

use chancery::{
    Authority,
    crypto::{Provider, aws_lc_rs::PROVIDER},
    inventory::{KeyId, LedgerEntry},
    issuance::{Adopted, Approved, Enrolled},
    policy::{Policy, SubscriberKey},
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
#[path = "support/failure.rs"]
mod failure;
#[path = "support/identifiers.rs"]
mod identifiers;
#[path = "support/issuer_files.rs"]
mod issuer_files;
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
#[path = "support/writing.rs"]
mod writing;

use arguments::Arguments;
use failure::Failure;
use json_inventory::JsonInventory;
use order::Order;
use policies::PolicyName;
use renewal::Renewal;
use sentence::plain;
use under::{ApplicantOf, POLICY, POLICY_FILE, Under, Work};
use writing::Draft;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn run() -> Result<(), Failure> {
    let arguments = Arguments::read(env::args_os().skip(1), Order::OPTIONS)?;
    if arguments.has_only("--help", &[])? {
        return print(HELP);
    }
    if arguments.has_only("--list-policies", &[])? {
        return print(&PolicyName::ALL.map(|policy| format!("{policy}\n")).concat());
    }
    if arguments.has_only("--applicant-template", &[POLICY, POLICY_FILE])? {
        return print(&Under::of(&arguments)?.applicant_template()?);
    }
    let order = Order::of(&arguments)?;
    order.under.work(&order)
}

impl Work for Order {
    type Done = ();
    type Stop = Failure;

    fn under<P>(&self, policy: P, applicant: ApplicantOf<P>) -> Result<(), Failure>
    where
        P: Policy<KeyOrigin = SubscriberKey>,
    {
        fulfil(self, policy, applicant)
    }
}

/// The whole walk under one policy.
fn fulfil<P>(order: &Order, policy: P, applicant: ApplicantOf<P>) -> Result<(), Failure>
where
    P: Policy<KeyOrigin = SubscriberKey>,
{
    // The files of the authority and of the registration officer are read first.
    // The certificate gets its draft before any key is used, so that a place that cannot be written is known in time.
    let now = Time::try_from(SystemTime::now()).map_err(Failure::set_up)?;
    let who = applicant(&order.vouched, now)?;
    let issuer = issuer_files::open(&order.ca, &order.ca_key, PROVIDER_USED, now)?;
    let draft = Draft::beside(&order.out, MODE)?;

    // A request arrives as octets and has to have the shape, nothing more.
    // Then its sender proves to hold the key: the signature is checked over the octets received.
    let request = read_request(order)?;

    // The authority is the issuer with its rolls; the policy is put in force under it.
    // What every certificate of the policy has in common is encoded and linted here, once.
    let inventory = JsonInventory::open(&order.inventory, PROVIDER_USED.random, PROVIDER_USED.digest)?;
    let authority = Authority::new(issuer.with_publication(order.publication.clone()), Arc::new(inventory));
    let policy = authority.adopt(policy).map_err(Failure::set_up)?;

    let approved = decide(&authority, &policy, request, (&who, order.renewal), now)?;
    let withheld: Vec<_> = approved.withheld().iter().map(ToString::to_string).collect();
    let enrolled = draw_up(&authority, approved, now).map_err(Failure::set_up)?;
    hand_out(order, policy.name(), &enrolled, draft)?;
    for asked in withheld {
        eprintln!("withheld: {}", asked.replace(char::is_control, " "));
    }
    Ok(())
}

fn read_request(order: &Order) -> Result<VerifiedRequest, Failure> {
    let octets = reading::read(&order.csr, RequestLimits::DEFAULT.text_octets).map_err(Failure::request)?;
    let request = CertificationRequest::from_bytes(&octets).map_err(Failure::request)?;
    request.verify(PROVIDER_USED).map_err(Failure::request)
}

fn decide<P>(
    authority: &Authority,
    policy: &Adopted<P>,
    request: VerifiedRequest,
    (who, renewal): (&P::Applicant, Renewal),
    now: Time,
) -> Result<Approved<P>, Failure>
where
    P: Policy<KeyOrigin = SubscriberKey>,
{
    // The rolls are asked about this key, this name and this person, and told which certificate is renewed, if one is.
    // The policy decides about the facts, the request and what is on record; a refusal goes on the ledger too.
    let history = policy.history(Some(&request), who).map_err(Failure::set_up)?;
    let history = renewal.named_in(history, authority).map_err(Failure::set_up)?;
    let key = KeyId::of(request.public_key(), PROVIDER_USED.digest);
    policy.approve(request, who, &history, now).or_else(|rejection| {
        let rules = rejection.violations().iter().map(|violation| violation.rule().as_str());
        let entry = LedgerEntry::refused(now, policy.name(), Some(key), rules);
        authority.inventory().note(&entry).map_err(Failure::set_up)?;
        Err(Failure::Refused(rejection))
    })
}

fn draw_up<P>(
    authority: &Authority,
    approved: Approved<P>,
    now: Time,
) -> Result<Enrolled<SubscriberKey>, chancery::Error>
where
    P: Policy<KeyOrigin = SubscriberKey>,
{
    // A serial number is drawn, the form filled, read back and linted.
    // The intent goes on the rolls before the key is touched.
    let planned = approved.prepare(authority.slot()?, now)?.plan()?;

    // Only now is the key used, once, and what was signed cannot be seen before it is on the rolls itself.
    // `?` gives up what a failed step gives back; `external_signer` shows how to go on with it.
    Ok(planned.sign()?.complete()?)
}

/// Puts the certificate where it was ordered; should that fail, the rolls have it.
fn hand_out(order: &Order, policy: &str, enrolled: &Enrolled<SubscriberKey>, mut draft: Draft) -> Result<(), Failure> {
    let serial = enrolled.id().serial;
    let written = draft.write(enrolled.certificate().to_pem()).and_then(|()| draft.put());
    written.map_err(|error| Failure::not_handed_out(&error, serial, &order.inventory))?;
    let end = enrolled.certificate().validity().not_after();
    eprintln!("issued certificate {serial} under {}, valid until {end}", plain(policy));
    Ok(())
}

fn print(text: &str) -> Result<(), Failure> {
    io::stdout().lock().write_all(text.as_bytes()).map_err(Failure::set_up)
}

/// It makes and checks everything the other does, and P-521 besides.
const PROVIDER_USED: &Provider = &PROVIDER;
/// A certificate is for everybody to read.
const MODE: u32 = 0o644;

const HELP: &str = "\
Issues one certificate for a request, under one policy.

  issue --ca CERT --ca-key KEY --inventory FILE.json (--policy NAME | --policy-file FILE) --applicant FILE.toml
        --csr FILE --out FILE [--crl-url URL] [--ca-url URL] [--renews SERIAL] [--tested-with CERT --tested-at TIME]
  issue --list-policies
  issue (--policy NAME | --policy-file FILE) --applicant-template

  --ca, --ca-key        the certificate of the CA and its key, PEM or DER
  --inventory           the rolls; made when there are none
  --policy              what is granted; a root is not among the policies, see make_ca
  --policy-file         what is granted, written down: .json, or .toml where this was built with --features toml; see
                        examples/policies. It grants what its rows say; what a policy of a name demands beside them, as
                        integration-production does, no file can say. Its applicants are facts by their kinds
  --applicant           what was vouched for; --applicant-template prints a sample of it
  --csr                 the request, PEM or DER
  --out                 the certificate, PEM; replaced when it is there
  --crl-url, --ca-url   addresses of the CA's list of revoked certificates and of its own certificate
  --renews              the serial number of the certificate that this one renews, hexadecimal; without it a first one
  --tested-with, --tested-at
                        for integration-production: the certificate the test integration was done with, and when it
                        went right, as 2026-11-22T10:00:00Z

Exit status: 0 done; 2 refused by the policy, with the reasons as JSON on standard output; 3 the request cannot be
read or proves nothing; 4 the CA, its key, the policy file, the applicant, the inventory or the arguments are wrong. A
policy file that is wrong is told with a line for each fault: FILE:LINE:COLUMN: what is wrong.
";
