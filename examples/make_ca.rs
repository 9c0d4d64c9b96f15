//! Makes a root and an issuing CA under it: `cargo run --release --example make_ca -- --out target/ca`
//!
//! Writes `root.pem`, `root.key`, `issuing.pem` and `issuing.key`; what is there under these names is replaced, one file
//! at a time, when all four are ready. `--algorithm` takes p-384 (the default), rsa-4096, rsa-3072, p-256 and ed25519; the
//! last two are for trying things, because the policies `root` and `subordinate` would not have them. With
//! `--exclude HOST` the issuing CA certifies neither that host nor any below it. Keys are PKCS#8, not encrypted,
//! readable by their owner. Exit status: 0 done, 4 anything else, with one sentence on standard error.
//!
//! The surprising choice: the root has rolls like any authority, and they are gone when the program ends. A root that is
//! to revoke its issuing CA one day needs an inventory that stays, as `issue` has.
#![forbid(unsafe_code)]

use std::{
    env,
    error::Error,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::SystemTime,
};

use chancery::{
    inventory::MemoryInventory,
    x509::{
        Time,
        extension::{DnsConstraint, GeneralSubtree},
    },
};

#[path = "support/arguments.rs"]
mod arguments;
#[path = "support/ca.rs"]
mod ca;
#[path = "support/ca_algorithm.rs"]
mod ca_algorithm;
#[path = "support/sentence.rs"]
mod sentence;
#[path = "support/writing.rs"]
mod writing;

use arguments::{Arguments, Known};
use ca::{Ca, PROVIDER_USED};
use ca_algorithm::CaAlgorithm;
use writing::Draft;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", sentence::sentence(error.as_ref()));
            ExitCode::from(FAILED)
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::read(env::args_os().skip(1), OPTIONS)?;
    if arguments.has_only("--help", &[])? {
        return Ok(io::stdout().lock().write_all(HELP.as_bytes())?);
    }
    let directory = arguments.path("--out")?;
    let algorithm = arguments.typed("--algorithm")?.unwrap_or(CaAlgorithm::P384);
    let rolls = Arc::new(MemoryInventory::new(PROVIDER_USED.random, PROVIDER_USED.digest)?);
    let excluded = arguments.typed::<DnsConstraint>("--exclude")?.map(GeneralSubtree::Dns);
    let ca = ca::make(algorithm, excluded, rolls, Time::try_from(SystemTime::now())?)?;
    fs::create_dir_all(&directory).map_err(|error| format!("{} cannot be made: {error}", directory.display()))?;
    for file in write(&ca, &directory)? {
        eprintln!("wrote {}", sentence::plain(&file.display().to_string()));
    }
    Ok(())
}

/// Writes the four files. They take their places when all are on the disk, keys before their certificates; if power
/// fails in between, run it again.
fn write(ca: &Ca, directory: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let Ca { root, root_key, issuing, issuing_key } = ca;
    let drafts = [
        draft(directory.join("root.key"), KEY_MODE, root_key.secret_pkcs8_pem()?.as_bytes())?,
        draft(directory.join("root.pem"), CERTIFICATE_MODE, root.to_pem().as_bytes())?,
        draft(directory.join("issuing.key"), KEY_MODE, issuing_key.secret_pkcs8_pem()?.as_bytes())?,
        draft(directory.join("issuing.pem"), CERTIFICATE_MODE, issuing.to_pem().as_bytes())?,
    ];
    drafts.into_iter().map(|draft| Ok(draft.put()?)).collect()
}

fn draft(place: PathBuf, mode: u32, octets: &[u8]) -> Result<Draft, Box<dyn Error>> {
    let mut draft = Draft::beside(&place, mode)?;
    draft.write(octets)?;
    Ok(draft)
}

const FAILED: u8 = 4;
const CERTIFICATE_MODE: u32 = 0o644;
const KEY_MODE: u32 = 0o600;

const OPTIONS: &[Known] =
    &[Known::Lone("--help"), Known::Valued("--out"), Known::Valued("--algorithm"), Known::Valued("--exclude")];
const HELP: &str = "\
Makes a root and an issuing CA under it.

  make_ca --out DIR [--algorithm p-384|rsa-4096|rsa-3072|p-256|ed25519] [--exclude HOST]

Writes root.pem, root.key, issuing.pem and issuing.key into DIR, which is made when it is not there; files of these
names are replaced. The keys are PKCS#8 and not encrypted. p-256 and ed25519 are for trying things. With --exclude the issuing CA
certifies neither HOST nor any host below it.
";
