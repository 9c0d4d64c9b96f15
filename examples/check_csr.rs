//! Looks at certification requests: `cargo run --example check_csr -- FILE...`
//!
//! Prints one JSON line a file, `{"file","readable","possession","key","problems":[{"rule","path","message"}]}`, for DER
//! and PEM alike. Shape, possession and a floor for the key are judged (RSA of 2048 bits or more with a length divisible
//! by 8, exponent 65537 or more; no SHA-1, no MD5), names are not. Exit status: 0 when every file got an answer, 4 when
//! one could not be read from disk or the arguments are wrong; the other files are answered all the same.

use std::{
    env,
    ffi::OsString,
    fs::File,
    io::{self, Read, Write},
    process::ExitCode,
};

use chancery::request::RequestLimits;

#[path = "support/report.rs"]
mod report;

use report::Report;

fn main() -> ExitCode {
    let files: Vec<OsString> = env::args_os().skip(1).collect();
    if files.is_empty() {
        eprintln!("no file was named; usage: check_csr FILE...");
        return ExitCode::from(WRONG_ARGUMENTS);
    }
    let mut status = ExitCode::SUCCESS;
    for file in files {
        let name = file.to_string_lossy().into_owned();
        if let Err(error) = read(&file).and_then(|octets| answer(&Report::of(name.clone(), &octets))) {
            eprintln!("{name} got no answer: {error}");
            status = ExitCode::from(WRONG_ARGUMENTS);
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
    io::stdout().lock().write_all(&line)
}

const WRONG_ARGUMENTS: u8 = 4;
