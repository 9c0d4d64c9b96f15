//! What the centre did, one line each, and the commands to look at it.
//!
//! Printed to standard output when everything is written. Identity numbers are masked: a subject is shown as it reads,
//! but for its digits.

use std::{
    io::{self, Write as _},
    path::Path,
};

use chancery::{
    inventory::RecordId,
    revocation::Crl,
    x509::{Certificate, mask_digits},
};

use crate::sentence::plain;

/// The lines, in the order things were done.
pub(crate) struct Table(Vec<Line>);

struct Line {
    policy: String,
    file: &'static str,
    about: String,
    outcome: String,
    id: Option<RecordId>,
}

impl Table {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// A certificate of an authority.
    pub(crate) fn add(&mut self, policy: &str, file: &'static str, certificate: &Certificate, outcome: &str) {
        self.line(policy, file, subject_of(certificate), outcome.to_owned(), None);
    }

    pub(crate) fn enrolled(&mut self, policy: &str, file: &'static str, certificate: &Certificate, id: RecordId) {
        self.line(policy, file, subject_of(certificate), "issued".to_owned(), Some(id));
    }

    pub(crate) fn refused(&mut self, policy: &str, file: &'static str, violations: usize) {
        let about = "RSA 1024, cA TRUE, DNS:foreign.example".to_owned();
        self.line(policy, file, about, format!("refused for {violations} reasons"), None);
    }

    pub(crate) fn listed(&mut self, file: &'static str, crl: &Crl) {
        let number = crl.number().map_or_else(String::new, |number| format!("CRL number {number}"));
        let outcome = format!("lists {} certificates", crl.entries().count());
        self.line("", file, number, outcome, None);
    }

    /// What became of a certificate that is in the table.
    pub(crate) fn amend(&mut self, id: RecordId, outcome: &str) {
        for line in self.0.iter_mut().filter(|line| line.id == Some(id)) {
            outcome.clone_into(&mut line.outcome);
        }
    }

    fn line(&mut self, policy: &str, file: &'static str, about: String, outcome: String, id: Option<RecordId>) {
        self.0.push(Line { policy: policy.to_owned(), file, about, outcome, id });
    }

    pub(crate) fn print(&self, directory: &Path) -> io::Result<()> {
        let mut out = io::stdout().lock();
        for Line { policy, file, about, outcome, .. } in &self.0 {
            writeln!(out, "{policy:<15}  {file:<28}  {outcome:<24}  {about}")?;
        }
        let shown = plain(&directory.display().to_string());
        writeln!(out, "\nWritten to {shown}, with the rolls in inventory.json. To look at it:\n")?;
        writeln!(out, "  cd {shown}")?;
        for command in COMMANDS {
            writeln!(out, "  {command}")?;
        }
        Ok(())
    }
}

fn subject_of(certificate: &Certificate) -> String {
    mask_digits(&certificate.subject().to_string())
}

const COMMANDS: [&str; 5] = [
    "openssl x509 -noout -text -in tls-server/server.pem",
    "openssl verify -x509_strict -CAfile root.pem -untrusted issuing.pem tls-server/server.pem",
    "openssl crl -inform DER -noout -text -in issuing.crl",
    "openssl verify -CAfile root.pem -untrusted issuing.pem -crl_check -CRLfile issuing.crl revoked/revoked.pem",
    "openssl pkcs12 -info -nokeys -in vpn-device/device.p12 -passin file:vpn-device/password.txt",
];
