//! Looks at certification requests: `cargo run --example check_csr -- [--blocklist FILE]... FILE...`
//!
//! Prints one JSON line a file, `{"file","readable","possession","key","problems":[{"rule","path","message"}]}`, for DER
//! and PEM alike. Shape, possession and the quality of the key are judged, names are not. With `--blocklist`, a key on
//! that list is a problem `key.blocklisted`. Exit status: 0 when every file got an answer, 4 when one could not be read
//! from disk (the other files are answered all the same), or when the arguments or a blocklist are wrong (nothing is).
#![forbid(unsafe_code)]

use std::{
    env,
    ffi::OsString,
    fs::File,
    io::{self, Read, Write},
    process::ExitCode,
};

use chancery::request::{KeyBlocklist, RequestLimits};

#[path = "support/blocklists.rs"]
mod blocklists;
#[path = "support/report.rs"]
mod report;
#[path = "support/sentence.rs"]
mod sentence;

use blocklists::ListError;
use report::Report;
use sentence::{plain, sentence};

fn main() -> ExitCode {
    let done = Order::read(env::args_os().skip(1)).and_then(|order| match order {
        Order::Help => print(HELP.as_bytes()).map(|()| ExitCode::SUCCESS).map_err(Wrong::Output),
        Order::Look { files, blocklists } => {
            let blocklists = blocklists.iter().map(blocklists::open).collect::<Result<Vec<_>, _>>()?;
            Ok(look(files, &blocklists))
        }
    });
    done.unwrap_or_else(|wrong| {
        eprintln!("{}", sentence(&wrong));
        ExitCode::from(WRONG_SET_UP)
    })
}

/// What the command is to do.
enum Order {
    Help,
    Look { files: Vec<OsString>, blocklists: Vec<OsString> },
}

/// Why nothing is looked at.
#[derive(Debug, thiserror::Error)]
enum Wrong {
    #[error("no file was named; usage: check_csr [--blocklist FILE]... FILE...")]
    NoFile,
    #[error("--blocklist lacks its value")]
    NoValue,
    #[error("there is no option {found}; there are --blocklist, --help, and a file of that name is given as ./{found}")]
    Unknown { found: String },
    #[error("standard output cannot be written")]
    Output(#[source] io::Error),
    #[error(transparent)]
    Blocklist(#[from] ListError),
}

impl Order {
    /// Reads what follows the name of the program. A value never begins with `--`, so a forgotten one is found.
    fn read(mut given: impl Iterator<Item = OsString>) -> Result<Self, Wrong> {
        let (mut files, mut blocklists) = (Vec::new(), Vec::new());
        while let Some(argument) = given.next() {
            match argument.to_str() {
                Some("--help") => return Ok(Self::Help),
                Some("--blocklist") => blocklists.push(given.next().filter(is_value).ok_or(Wrong::NoValue)?),
                _ if is_value(&argument) => files.push(argument),
                _ => return Err(Wrong::Unknown { found: argument.to_string_lossy().into_owned() }),
            }
        }
        if files.is_empty() { Err(Wrong::NoFile) } else { Ok(Self::Look { files, blocklists }) }
    }
}

fn is_value(argument: &OsString) -> bool {
    !argument.as_encoded_bytes().starts_with(b"--")
}

fn look(files: Vec<OsString>, blocklists: &[Box<dyn KeyBlocklist>]) -> ExitCode {
    let mut status = ExitCode::SUCCESS;
    for file in files {
        let name = file.to_string_lossy().into_owned();
        if let Err(error) = read(&file).and_then(|octets| answer(&Report::of(name.clone(), &octets, blocklists))) {
            eprintln!("{} got no answer: {error}", plain(&name));
            status = ExitCode::from(WRONG_SET_UP);
        }
    }
    status
}

/// The file, or as much of it as shows that it is too large: nothing is read that no request may have.
fn read(file: &OsString) -> io::Result<Vec<u8>> {
    let most = RequestLimits::DEFAULT.text_octets.saturating_add(1);
    let mut octets = Vec::new();
    File::open(file)?.take(u64::try_from(most).unwrap_or(u64::MAX)).read_to_end(&mut octets)?;
    Ok(octets)
}

fn answer(report: &Report) -> io::Result<()> {
    let mut line = serde_json::to_vec(report)?;
    line.push(b'\n');
    print(&line)
}

fn print(octets: &[u8]) -> io::Result<()> {
    io::stdout().lock().write_all(octets)
}

const WRONG_SET_UP: u8 = 4;
const HELP: &str = "\
usage: check_csr [--blocklist FILE]... FILE...

Looks at certification requests, DER or PEM, and prints one line of JSON about each.

  --blocklist FILE  keys that are not to be certified; may be given several times
  --help            this text

A blocklist that is text has the SHA-256 of one SubjectPublicKeyInfo a line, in hex, as
openssl pkey -pubin -outform der | sha256sum prints it; a remark may follow, lines that begin with # are
comments. Any other file has the records of badkeys, unpacked: 15 octets of a hash and an id, sorted.

Exit status: 0 every file got an answer; 4 a file, a blocklist or an argument is wrong.
";
