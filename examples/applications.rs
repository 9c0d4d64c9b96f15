//! Applications to the centres of the domain, each from draft to delivery, and each bad outcome once:
//! `cargo run --release --example applications`
//!
//! CEPiK with its six forms, the signature node in integration, production and replacement, the three ways of CC-SEKAP, the
//! four purposes of the register of PESEL restrictions, the national node. What is accepted is issued by an authority made
//! for the occasion, or becomes an API key in an archive. Every journal is printed; no whole PESEL is. Exit status: 0 done, 4
//! anything else, with one sentence on standard error.
//!
//! The surprising choice: the days are those of 2026 and not today, so that deadlines end where the text says.
#![forbid(unsafe_code)]

use std::{error::Error, process::ExitCode};

#[path = "applications/archive.rs"]
mod archive;
#[path = "support/ca.rs"]
mod ca;
#[path = "support/ca_algorithm.rs"]
mod ca_algorithm;
#[path = "applications/cepik.rs"]
mod cepik;
#[path = "applications/desk.rs"]
mod desk;
#[path = "applications/issuing.rs"]
mod issuing;
#[path = "applications/national_node.rs"]
mod national_node;
#[path = "applications/people.rs"]
mod people;
#[path = "applications/pesel_register.rs"]
mod pesel_register;
#[path = "applications/sekap.rs"]
mod sekap;
#[path = "support/sentence.rs"]
mod sentence;
#[path = "applications/signature_node.rs"]
mod signature_node;

use issuing::Issuing;

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
    let issuing = Issuing::found("2026-01-15T12:00:00Z".parse()?)?;

    // What is not granted, and what takes longer.
    cepik::bad_ends()?;
    cepik::detours()?;
    signature_node::bad_ends()?;
    pesel_register::bad_ends()?;

    // What is granted, from the draft to the hands of the applicant.
    cepik::deliveries(&issuing)?;
    signature_node::deliveries(&issuing)?;
    sekap::deliveries(&issuing)?;
    pesel_register::deliveries()?;
    national_node::delivery()?;
    Ok(())
}

const FAILED: u8 = 4;
