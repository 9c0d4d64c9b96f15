//! A whole certification centre, from its root to its list of revoked certificates:
//! `cargo run --release --example certification_centre -- --out target/centre`
//!
//! A root and one issuing CA; every policy of the catalog once, with fresh keys; a request that is refused with all its
//! reasons; a certificate that is held, one that was released, one that is revoked; the list that says so. Keys made
//! here leave inside `.p12` files and nowhere else; the CA's own keys are gone when the program ends. What it did is
//! printed as a table, with the `openssl` commands to look at it. Exit status: 0 done, 4 anything else, with one
//! sentence on standard error.
//!
//! The surprising choice: nothing is written until everything is done, so a centre that fails leaves no certificate behind.
#![forbid(unsafe_code)]

use std::{
    env,
    error::Error,
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
    time::SystemTime,
};

use chancery::x509::Time;

#[path = "../support/arguments.rs"]
mod arguments;
#[path = "../support/ca.rs"]
mod ca;
#[path = "../support/ca_algorithm.rs"]
mod ca_algorithm;
mod centre;
mod files;
#[path = "../support/json_inventory.rs"]
mod json_inventory;
mod people;
#[path = "../support/sentence.rs"]
mod sentence;
mod table;
#[path = "../support/writing.rs"]
mod writing;

use arguments::{Arguments, Known};
use centre::Centre;

type Failure = Box<dyn Error>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", sentence::sentence(error.as_ref()));
            ExitCode::from(FAILED)
        }
    }
}

fn run() -> Result<(), Failure> {
    let arguments = Arguments::read(env::args_os().skip(1), &[Known::Lone("--help"), Known::Valued("--out")])?;
    if arguments.has_only("--help", &[])? {
        return Ok(io::stdout().lock().write_all(HELP.as_bytes())?);
    }
    let directory = if arguments.has("--out") { arguments.path("--out")? } else { PathBuf::from("target/centre") };
    let now = Time::try_from(SystemTime::now())?;

    // A root signs itself and the issuing CA; the issuing CA certifies everybody else.
    let mut centre = Centre::found(now)?;

    // Keys made by their owners: a request proves possession, a registration officer vouches for the rest.
    centre.serve_tls()?;
    centre.serve_systems()?;
    centre.serve_the_signature_node()?;
    centre.serve_operators()?;
    centre.serve_a_citizen()?;
    centre.serve_the_responder()?;

    // Keys made by the centre: no request, and the key leaves only under a password.
    centre.equip_devices()?;
    centre.equip_a_citizen()?;

    // What is refused is told with every reason, and what changes afterwards is on the rolls at once.
    centre.refuse_the_greedy()?;
    centre.suspend_release_and_revoke()?;
    centre.publish_the_list()?;

    let (files, table) = centre.close()?;
    files.write(&directory)?;
    Ok(table.print(&directory)?)
}

const FAILED: u8 = 4;
const HELP: &str = "\
Runs a whole certification centre once and writes what it made.

  certification_centre [--out DIR]

  --out   the directory, target/centre unless given; made when it is not there, files of the same names are replaced

Writes the certificates of a root and an issuing CA, one certificate or bundle for every policy of the catalog, the
list of revoked certificates, a rejection and the rolls. Exit status: 0 done; 4 anything else.
";
