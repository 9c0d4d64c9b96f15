//! Runs one judge program to its end, within bounds.
//!
//! In the flow: under `judges.rs`, which knows the command lines; this file knows only processes. A program that is
//! not installed is said once, by name, unless `CHANCERY_REQUIRE_JUDGES` makes that a failure; one that does not end
//! is stopped by its own id after a minute.
//!
//! The surprising choice: "skipped" goes to the process's standard error and not through `eprintln!`, which the test
//! harness captures and drops when the test passes: a skip that nobody reads is a silent one.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a judge that cannot be asked is a failed test")]

use std::collections::BTreeSet;
use std::env;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

/// How a program ended, and its two streams one after the other.
pub(crate) struct Answer {
    pub(crate) status: ExitStatus,
    pub(crate) text: String,
}

/// Longer than any judge needs on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs a judge to its end, or for [`PATIENCE`]. `None`: it is not installed, which has been said.
pub(crate) fn ask(judge: &'static str, command: &mut Command) -> Option<Answer> {
    // Files and no pipes: a talkative judge never waits for a reader.
    let (mut out, mut err) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    command.env("LC_ALL", "C").stdin(Stdio::null());
    command.stdout(out.try_clone().unwrap()).stderr(err.try_clone().unwrap());
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            absent(judge, "is not installed");
            return None;
        }
        Err(error) => panic!("{judge} does not start: {error}"),
    };
    let Some(status) = wait(&mut child) else {
        panic!("{judge} did not end within {} s and was stopped: {}", PATIENCE.as_secs(), text(&mut out, &mut err));
    };
    let text = text(&mut out, &mut err);
    assert!(status.code().is_some(), "{judge} was ended by a signal ({status}): {text}");
    Some(Answer { status, text })
}

fn wait(child: &mut Child) -> Option<ExitStatus> {
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status);
        }
        thread::sleep(Duration::from_millis(10));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    None
}

fn text(out: &mut File, err: &mut File) -> String {
    let mut bytes = Vec::new();
    for stream in [out, err] {
        stream.rewind().unwrap();
        stream.read_to_end(&mut bytes).unwrap();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Says by name, once a test binary and past the harness's capture, that a judge is not to be had.
#[track_caller]
pub(crate) fn absent(judge: &'static str, why: &str) {
    static SAID: Mutex<BTreeSet<&str>> = Mutex::new(BTreeSet::new());
    assert!(
        env::var_os("CHANCERY_REQUIRE_JUDGES").is_none(),
        "{judge} {why}, and CHANCERY_REQUIRE_JUDGES asks for every judge"
    );
    #[expect(clippy::explicit_write, reason = "`eprintln!` is captured, see above")]
    if SAID.lock().unwrap().insert(judge) {
        writeln!(io::stderr(), "skipped: {judge} {why}").unwrap();
    }
}

/// A file that is not there would be refused by every judge, and pass for a negative case.
#[allow(dead_code, reason = "a test binary may ask for nothing but programs that write")]
#[track_caller]
pub(crate) fn present(file: &Path) -> &Path {
    assert!(file.is_file(), "{} is not a file", file.display());
    file
}
