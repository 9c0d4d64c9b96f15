//! The archive of the example `applications`, opened by another program with the password that went the other way.
//!
//! In the flow: after `Parcel::split`, at the receiver (PES-07). pyzipper shares no code with what wrote it; without it these
//! tests are skipped, by name. The surprising choice: the archive is opened without the password too, because one that
//! opens for everybody would please any reader.
#![cfg(feature = "ring")]
#![expect(clippy::unwrap_used, reason = "what cannot be opened is a failed test")]

use std::{fs, process::Command};

use chancery::{credential::Archive as _, crypto::ring::PROVIDER, pkcs12::Password};
use serde_json::Value;

#[path = "../examples/applications/archive.rs"]
mod archive;
#[path = "common/judges.rs"]
mod judges;

use judges::{Verdict, by_script, source};

fn opened(content: &[u8], password: &str) -> Verdict {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("key.zip");
    fs::write(&file, content).unwrap();
    let mut command = Command::new(judges::judges().join("bin/python"));
    by_script("pyzipper", command.arg(source("zip_judge.py")).arg(file).arg(password))
}

#[test]
fn another_program_opens_the_archive_with_the_password_and_not_without() {
    let password = Password::generate(PROVIDER.random).unwrap();
    let content = archive::Zip.seal("rzp-1", b"a secret of the register", &password).unwrap();
    match opened(&content, password.secret_text()) {
        Verdict::Absent(_) => return,
        Verdict::Refused(reason) => panic!("pyzipper refuses the archive: {reason}"),
        Verdict::Accepted(answer) => {
            let files: Value = serde_json::from_str(&answer).unwrap();
            let expected = serde_json::json!([{
                "name": "rzp-1", "text": "a secret of the register", "bits": 256, "version": 1,
            }]);
            assert_eq!(files, expected, "AES-256, AE-1");
        }
    }
    opened(&content, "another password").assert_refused("pyzipper", "Bad password");
}
