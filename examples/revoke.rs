//! Suspends, releases or revokes one certificate on the rolls: no key is needed, only the list of revoked certificates is
//! signed (see `crl`).
//!
//! ```text
//! cargo run --example revoke -- --ca target/ca/issuing.pem --inventory rolls.json --serial 4F...
//!     --reason keyCompromise --at 2026-11-22T12:00:00Z
//! ```
//!
//! Exit status: 0 done; 2 the rules refuse, with the sentence as one line of JSON on standard output; 4 the CA, the
//! inventory or the arguments are wrong. The surprising choice: the time is an argument like the reason, and both the
//! request and its effect are of that time; what was compromised earlier is said with `--invalid-since`, because a
//! revocation is not dated back (RFC 5280 §5.3.2).
#![forbid(unsafe_code)]

use std::{
    env,
    io::{self, Write as _},
    process::ExitCode,
};

use chancery::{
    crypto::{Provider, aws_lc_rs::PROVIDER},
    inventory::{
        Change, IllegalTransition, Inventory, InventoryError, IssuerId, Record, RecordId, Requested, Requester,
        Revocation, Status,
    },
    x509::{Reason, Time},
};

#[path = "support/arguments.rs"]
mod arguments;
#[path = "support/certificate_file.rs"]
mod certificate_file;
#[path = "support/json_inventory.rs"]
mod json_inventory;
#[path = "support/reading.rs"]
mod reading;
#[path = "support/refusal.rs"]
mod refusal;
#[path = "support/sentence.rs"]
mod sentence;
#[path = "support/serial.rs"]
mod serial;

use arguments::{ArgumentError, Arguments, Known};
use json_inventory::JsonInventory;
use refusal::Refusal;
use serial::Digits;

fn main() -> ExitCode {
    run().map_or_else(Refusal::report, |()| ExitCode::SUCCESS)
}

fn run() -> Result<(), Refusal> {
    let arguments = Arguments::read(env::args_os().skip(1), OPTIONS)?;
    if arguments.has_only("--help", &[])? {
        return io::stdout().lock().write_all(HELP.as_bytes()).map_err(Refusal::set_up);
    }
    let step = Step::of(&arguments)?;
    let at: Time = required(&arguments, AT)?;
    let Digits(serial) = required(&arguments, SERIAL)?;

    // The issuer is known by its name and its key; its certificate need not be valid any more.
    // A certificate on the rolls is found by issuer and serial number.
    let ca = certificate_file::read_certificate(&arguments.path(CA)?).map_err(Refusal::set_up)?;
    let issuer = IssuerId::of(ca.subject(), ca.public_key(), PROVIDER_USED.digest);
    let inventory = arguments.path(INVENTORY)?;
    reading::is_there(&inventory).map_err(Refusal::set_up)?;
    let rolls = JsonInventory::open(&inventory, PROVIDER_USED.random, PROVIDER_USED.digest).map_err(Refusal::set_up)?;
    let id = RecordId { issuer, serial };
    let record = rolls.find(id).map_err(Refusal::set_up)?;
    let record = record.ok_or_else(|| Refusal::set_up(InventoryError::NotFound(id)))?;

    // The rules of the record allow the step or say why not; the store only applies it.
    let change = step.change(&record, at).map_err(Refusal::by_the_rules)?;
    rolls.commit(&change).map_err(Refusal::set_up)?;
    eprintln!("certificate {serial} {}", told(change.next()));
    Ok(())
}

/// What was asked for.
enum Step {
    Revoke { reason: Reason, invalid_since: Option<Time> },
    Hold { until: Option<Time> },
    Release,
}

impl Step {
    fn of(arguments: &Arguments) -> Result<Self, Refusal> {
        let reason = arguments.typed::<Reason>(REASON)?;
        let (invalid_since, until) = (arguments.typed(INVALID_SINCE)?, arguments.typed(UNTIL)?);
        let asked = (reason, arguments.has(HOLD), arguments.has(RELEASE));
        match (asked, invalid_since, until) {
            ((Some(reason), false, false), invalid_since, None) => Ok(Self::Revoke { reason, invalid_since }),
            ((None, true, false), None, until) => Ok(Self::Hold { until }),
            ((None, false, true), None, None) => Ok(Self::Release),
            _ => Err(Refusal::SetUp(ONE_STEP.to_owned())),
        }
    }

    fn change(&self, record: &Record, at: Time) -> Result<Change, IllegalTransition> {
        let requested = Requested { by: Requester::Officer, at };
        match *self {
            Self::Revoke { reason, invalid_since } => {
                record.revoke(Revocation { at, reason, invalid_since, requested })
            }
            Self::Hold { until } => record.hold(at, until, requested),
            Self::Release => record.release(at, requested),
        }
    }
}

fn required<T: std::str::FromStr<Err: std::fmt::Display>>(
    arguments: &Arguments,
    name: &'static str,
) -> Result<T, Refusal> {
    Ok(arguments.typed(name)?.ok_or(ArgumentError::Missing { name })?)
}

fn told(status: Status) -> String {
    match status {
        Status::Held { since, until: Some(until) } => format!("is held from {since} until {until}"),
        Status::Held { since, until: None } => format!("is held from {since} until it is released or revoked"),
        Status::Revoked { at, reason, .. } => format!("is revoked from {at} for {reason}"),
        other => format!("is {} again", other.state()),
    }
}

const PROVIDER_USED: &Provider = &PROVIDER;

const CA: &str = "--ca";
const INVENTORY: &str = "--inventory";
const SERIAL: &str = "--serial";
const REASON: &str = "--reason";
const INVALID_SINCE: &str = "--invalid-since";
const HOLD: &str = "--hold";
const UNTIL: &str = "--until";
const RELEASE: &str = "--release";
const AT: &str = "--at";
const OPTIONS: &[Known] = &[
    Known::Lone("--help"),
    Known::Valued(CA),
    Known::Valued(INVENTORY),
    Known::Valued(SERIAL),
    Known::Valued(REASON),
    Known::Valued(INVALID_SINCE),
    Known::Lone(HOLD),
    Known::Valued(UNTIL),
    Known::Lone(RELEASE),
    Known::Valued(AT),
];
const ONE_STEP: &str = "one of --reason, --hold and --release is wanted, --invalid-since only beside --reason and \
                        --until only beside --hold";

const HELP: &str = "\
Suspends, releases or revokes one certificate on the rolls.

  revoke --ca CERT --inventory FILE.json --serial HEX --at TIME
         (--reason NAME [--invalid-since TIME] | --hold [--until TIME] | --release)

  --ca              the certificate of the CA that issued it, PEM or DER
  --inventory       the rolls
  --serial          its serial number, hexadecimal
  --at              when, in UTC as RFC 3339 writes it: 2026-11-22T12:00:00Z
  --reason          revokes it for good: unspecified, keyCompromise, cACompromise, affiliationChanged, superseded,
                    cessationOfOperation or privilegeWithdrawn (RFC 5280 section 5.3.1)
  --invalid-since   from when its key was not safe
  --hold            suspends it, where its policy allows that
  --until           when the suspension is to end
  --release         ends the suspension

Exit status: 0 done; 2 refused by the rules, with the sentence as JSON on standard output; 4 the CA, the inventory or
the arguments are wrong.
";
