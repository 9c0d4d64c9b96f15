//! The programs that judge revocation: OpenSSL, GnuTLS, Java.
//!
//! In the flow: beside `common/judges.rs`, which knows how a program is run and what "absent" means. RFC 5280 §6.3 is what
//! they implement. The surprising choice: `openssl crl` exits with 0 whatever it finds in version 3.0, so its sentence is
//! what counts.
#![allow(clippy::unwrap_used, reason = "a judge that cannot be asked is a failed test")]

use std::{fs, process::Command};

use crate::{
    centre::{Centre, judged_at},
    judges::{Verdict, ask, ask_openssl, by_exit_status, by_script, certtool, present, source, unmoved},
};

/// A certificate, and the list that is to speak of it.
pub(crate) struct Asked<'a> {
    pub(crate) centre: &'a Centre,
    pub(crate) leaf: &'a str,
    pub(crate) list: &'a str,
}

/// `openssl verify -crl_check_all`: the leaf and the issuing CA are looked up.
pub(crate) fn openssl_verify(asked: &Asked<'_>) -> Verdict {
    let Asked { centre, leaf, list } = asked;
    let mut command = Command::new("openssl");
    command.args(["verify", "-x509_strict", "-crl_check_all", "-attime", &judged_at().to_string()]);
    command.arg("-CAfile").arg(present(&centre.file("root", "pem")));
    command.arg("-untrusted").arg(present(&centre.file("issuing", "pem")));
    for list in ["root", list] {
        command.arg("-CRLfile").arg(present(&centre.file(list, "crl.pem")));
    }
    command.arg(present(&centre.file(leaf, "pem")));
    by_exit_status("openssl", ask_openssl(&mut command))
}

/// `openssl crl -CAfile`: the signature of a list under the certificate of an issuer.
pub(crate) fn openssl_crl(centre: &Centre, issuer: &str, list: &str) -> Verdict {
    let mut command = Command::new("openssl");
    command.args(["crl", "-noout", "-verify", "-CAfile"]).arg(present(&centre.file(issuer, "pem")));
    command.arg("-in").arg(present(&centre.file(list, "crl.pem")));
    match ask_openssl(&mut command) {
        None => Verdict::Absent("openssl"),
        Some(answer) if answer.text.contains("verify OK") => Verdict::Accepted(answer.text),
        Some(answer) => Verdict::Refused(answer.text),
    }
}

/// `certtool --verify --load-crl`.
pub(crate) fn certtool_verify(asked: &Asked<'_>) -> Verdict {
    let Asked { centre, leaf, list } = asked;
    let joined = |names: [&str; 2], ending: &str| {
        let texts = names.map(|name| fs::read_to_string(centre.file(name, ending)).unwrap());
        let file = centre.file(&format!("{leaf}-{list}"), &format!("joined.{ending}"));
        fs::write(&file, texts.concat()).unwrap();
        file
    };
    let Some(mut command) = certtool(Some(judged_at())) else { return unmoved() };
    command.arg("--verify").arg("--load-ca-certificate").arg(present(&centre.file("root", "pem")));
    command.arg("--load-crl").arg(joined(["root", list], "crl.pem"));
    command.arg("--infile").arg(joined([leaf, "issuing"], "pem"));
    by_exit_status("certtool", ask("certtool", &mut command))
}

/// `certtool --verify-crl`.
pub(crate) fn certtool_crl(centre: &Centre, issuer: &str, list: &str) -> Verdict {
    let Some(mut command) = certtool(Some(judged_at())) else { return unmoved() };
    command.arg("--verify-crl").arg("--load-ca-certificate").arg(present(&centre.file(issuer, "pem")));
    command.arg("--infile").arg(present(&centre.file(list, "crl.pem")));
    match ask("certtool", &mut command) {
        None => Verdict::Absent("certtool"),
        // It exits with 0 for a list that does not hold, too.
        Some(answer) if answer.text.contains("Verified.") => Verdict::Accepted(answer.text),
        Some(answer) => Verdict::Refused(answer.text),
    }
}

/// Java's `CertPathValidator` with revocation, through `tests/data/judges/CrlJudge.java`.
pub(crate) fn java(asked: &Asked<'_>) -> Verdict {
    let Asked { centre, leaf, list } = asked;
    let mut command = Command::new("java");
    command.arg("-XX:TieredStopAtLevel=1").arg(source("CrlJudge.java"));
    for name in ["root", "issuing", leaf] {
        command.arg(present(&centre.file(name, "pem")));
    }
    command.arg(judged_at().to_string());
    for list in ["root", list] {
        command.arg(present(&centre.file(list, "crl.pem")));
    }
    by_script("java", &mut command)
}
