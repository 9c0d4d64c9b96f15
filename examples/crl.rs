//! Signs the list of revoked certificates of a CA: everything its rolls have as revoked or held, now.
//!
//! ```text
//! cargo run --example crl -- --ca target/ca/issuing.pem --ca-key target/ca/issuing.key --inventory rolls.json
//!     --out issuing.crl
//! ```
//!
//! Exit status: 0 done; 2 the list may not follow the one before it, with the sentence as one line of JSON on standard
//! output; 4 the CA, its key, the inventory or the arguments are wrong. The clock is read here, once, at the edge. The
//! surprising choice: entries of expired certificates are left out only when `--previous` shows that a list issued after
//! their end had them (RFC 5280 §3.3); without it the list only grows.
#![forbid(unsafe_code)]

use std::{
    env,
    io::{self, Write as _},
    path::Path,
    process::ExitCode,
    sync::Arc,
    time::SystemTime,
};

use chancery::{
    Authority,
    crypto::{Provider, aws_lc_rs::PROVIDER},
    revocation::{Crl, CrlDraftError, CrlLimits, CrlOrder, CrlSchedule},
    x509::Time,
};

#[path = "support/arguments.rs"]
mod arguments;
#[path = "support/certificate_file.rs"]
mod certificate_file;
#[path = "support/issuer_files.rs"]
mod issuer_files;
#[path = "support/json_inventory.rs"]
mod json_inventory;
#[path = "support/reading.rs"]
mod reading;
#[path = "support/refusal.rs"]
mod refusal;
#[path = "support/sentence.rs"]
mod sentence;
#[path = "support/writing.rs"]
mod writing;

use arguments::{Arguments, Known};
use json_inventory::JsonInventory;
use refusal::Refusal;
use sentence::plain;
use writing::Draft;

fn main() -> ExitCode {
    run().map_or_else(Refusal::report, |()| ExitCode::SUCCESS)
}

fn run() -> Result<(), Refusal> {
    let arguments = Arguments::read(env::args_os().skip(1), OPTIONS)?;
    if arguments.has_only("--help", &[])? {
        return io::stdout().lock().write_all(HELP.as_bytes()).map_err(Refusal::set_up);
    }
    arguments.keeps_apart(OUT, &[CA, CA_KEY, INVENTORY])?;
    let now = Time::try_from(SystemTime::now()).map_err(Refusal::set_up)?;
    let hours = arguments.typed::<u16>(HOURS)?;
    let schedule = hours.map_or(CrlSchedule::PROPOSED, |hours| CrlSchedule::Seconds(u32::from(hours) * 3_600));
    let previous = if arguments.has(PREVIOUS) { Some(read_list(&arguments.path(PREVIOUS)?)?) } else { None };
    let issuer = issuer_files::open(&arguments.path(CA)?, &arguments.path(CA_KEY)?, PROVIDER_USED, now);
    let issuer = issuer.map_err(Refusal::set_up)?;
    let mut draft = Draft::beside(&arguments.path(OUT)?, FOR_EVERYBODY).map_err(Refusal::set_up)?;
    let rolls = arguments.path(INVENTORY)?;
    reading::is_there(&rolls).map_err(Refusal::set_up)?;
    let inventory = JsonInventory::open(&rolls, PROVIDER_USED.random, PROVIDER_USED.digest);
    let authority = Authority::new(issuer, Arc::new(inventory.map_err(Refusal::set_up)?));

    // The rolls give the list a number before anything else, and then what is revoked or held.
    // The draft is read back and linted before the key is used, once.
    let mut order = CrlOrder::new(now, schedule).with_floor(arguments.typed(FLOOR)?.unwrap_or_default());
    if let Some(previous) = &previous {
        order = order.after(previous);
    }
    let drafted = authority.crl(&order).map_err(refused)?;
    let (edition, entries) = (drafted.edition(), drafted.entries());
    let (left_out, later) = (drafted.left_out(), drafted.not_yet_effective());
    let crl = drafted.sign().map_err(Refusal::set_up)?;

    draft.write(crl.as_der()).map_err(Refusal::set_up)?;
    let place = draft.put().map_err(Refusal::set_up)?;
    let (number, place) = (edition.number, plain(&place.display().to_string()));
    eprintln!("wrote CRL {number} with {entries} certificates to {place}, valid until {}", edition.next_update);
    if left_out > 0 {
        eprintln!("left out: {left_out} that expired and were on the list before");
    }
    if later > 0 {
        eprintln!("not listed yet: {later} whose revocation takes effect later");
    }
    Ok(())
}

/// The list before may have more entries than the list of a stranger should: it is our own.
fn read_list(path: &Path) -> Result<Crl, Refusal> {
    let octets = reading::read(path, CrlLimits::DEFAULT.text_octets).map_err(Refusal::set_up)?;
    Crl::from_bytes(&octets).map_err(Refusal::set_up)
}

/// What the rolls and the list before say against each other is a refusal; the rest is something to set right.
fn refused(error: CrlDraftError) -> Refusal {
    match error {
        CrlDraftError::Previous(_) | CrlDraftError::RevocationLost { .. } => Refusal::by_the_rules(error),
        other => Refusal::set_up(other),
    }
}

const PROVIDER_USED: &Provider = &PROVIDER;
const FOR_EVERYBODY: u32 = 0o644;

const CA: &str = "--ca";
const CA_KEY: &str = "--ca-key";
const INVENTORY: &str = "--inventory";
const PREVIOUS: &str = "--previous";
const HOURS: &str = "--hours";
const FLOOR: &str = "--floor";
const OUT: &str = "--out";
const OPTIONS: &[Known] = &[
    Known::Lone("--help"),
    Known::Valued(CA),
    Known::Valued(CA_KEY),
    Known::Valued(INVENTORY),
    Known::Valued(PREVIOUS),
    Known::Valued(HOURS),
    Known::Valued(FLOOR),
    Known::Valued(OUT),
];

const HELP: &str = "\
Signs the list of revoked certificates of a CA.

  crl --ca CERT --ca-key KEY --inventory FILE.json --out FILE [--previous FILE] [--hours N] [--floor N]

  --ca, --ca-key   the certificate of the CA and its key, PEM or DER
  --inventory      the rolls, as issue keeps them; they number the list
  --out            the list, DER; replaced when it is there
  --previous       the list published before, PEM or DER: what expired and is on it is left out
  --hours          how long the list may be relied on; 48 unless given
  --floor          its number at least; for rolls that were restored from a backup

Exit status: 0 done; 2 the list may not follow the one before it, with the sentence as JSON on standard output; 4 the
CA, its key, the inventory or the arguments are wrong.
";
