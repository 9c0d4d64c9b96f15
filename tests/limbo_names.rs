//! The name-constraint cases of x509-limbo, answered by the sets of names.
//!
//! A case is a graph of certificates and a verdict on its leaf. Here every chain from the leaf to a trusted certificate is
//! walked: what the CAs of a chain leave is intersected, and every name below a CA is held against what is left there
//! (RFC 5280 §6.1.4). The collection stays where it is (`CHANCERY_CORPORA`); without it the test is skipped by name. The
//! surprising choice: where we disagree the case is listed with our answer and its reason, and a disagreement that is gone
//! must be taken off the list.
#![expect(clippy::unwrap_used, reason = "a case that cannot be read is a failed test")]

use std::{collections::BTreeMap, fs};

use chancery::{
    policy::names::{NameBounds, NameRules},
    x509::{
        Certificate, GeneralName,
        extension::{BasicConstraints, Criticality, NameConstraints, SubjectAltName, oid},
    },
};
use serde_json::Value;

#[path = "common/corpora.rs"]
mod corpora;

/// Cases of which limbo has another verdict, with our answer.
const DISAGREEMENTS: [(&str, &str); 6] = [
    // RFC 5280 has no dot at the start of a dNSName constraint. CA certificates in use have it, and every program that
    // reads it takes it for the hosts below: so do we, when a CA has it.
    ("rfc5280::nc::invalid-dnsname-leading-period", ACCEPTED),
    // RFC 5280 had permitted a single mailbox; RFC 9549 §2.2 does not, and such a CA is no issuer here.
    ("rfc5280::nc::nc-permits-email-exact", MAILBOX),
    ("rfc5280::nc::nc-permits-email-literal-asterisk-exact-match", MAILBOX),
    ("rfc5280::nc::nc-permits-email-literal-double-asterisk", MAILBOX),
    ("rfc5280::nc::nc-permits-email-literal-mid-asterisk", MAILBOX),
    // The Baseline Requirements once let it be; RFC 5280 §4.2.1.10 does not.
    ("webpki::nc::permitted-dns-match-noncritical", "name constraints that are not critical (X-23)"),
];

const ACCEPTED: &str = "accepted";
const MAILBOX: &str = "an e-mail constraint is a host or a domain, a single mailbox is no longer allowed (RFC 9549 §2.2) \
                       at byte 6 of rfc822Name";

/// The certificates of a case.
struct Graph {
    trusted: Vec<Result<Certificate, String>>,
    untrusted: Vec<Result<Certificate, String>>,
    leaf: Result<Certificate, String>,
}

fn read(pem: &Value) -> Result<Certificate, String> {
    Certificate::from_pem(pem.as_str().unwrap().as_bytes()).map_err(|error| error.to_string())
}

fn all(list: &Value) -> Vec<Result<Certificate, String>> {
    list.as_array().unwrap().iter().map(read).collect()
}

impl Graph {
    fn of(case: &Value) -> Self {
        Self {
            trusted: all(&case["trusted_certs"]),
            untrusted: all(&case["untrusted_intermediates"]),
            leaf: read(&case["peer_certificate"]),
        }
    }

    /// Whether some chain leaves the leaf its names; otherwise why the last one does not.
    fn answer(&self) -> Result<(), String> {
        let leaf = self.leaf.as_ref().map_err(Clone::clone)?;
        if leaf.extensions().find(oid::NAME_CONSTRAINTS).is_some() && !is_authority(leaf) {
            return Err("name constraints of an end entity".to_owned());
        }
        self.climb(&mut vec![leaf])
    }

    /// Goes on from the last certificate of a chain to those that may have issued it.
    fn climb<'a>(&'a self, chain: &mut Vec<&'a Certificate>) -> Result<(), String> {
        let last = *chain.last().unwrap();
        let mut why = Err("no chain to a trusted certificate".to_owned());
        for (list, ends) in [(&self.trusted, true), (&self.untrusted, false)] {
            for above in list {
                let above = match above {
                    Ok(above) if above.subject().matches(last.issuer()) && !chain.contains(&above) => above,
                    Ok(_) => continue,
                    Err(error) => {
                        why = Err(error.clone());
                        continue;
                    }
                };
                chain.push(above);
                let answer = if ends { judge(chain) } else { self.climb(chain) };
                chain.pop();
                match answer {
                    Ok(()) => return Ok(()),
                    refused => why = refused,
                }
            }
        }
        why
    }
}

fn is_authority(certificate: &Certificate) -> bool {
    matches!(certificate.typed(), Ok(Some(BasicConstraints::Authority { .. })))
}

/// Walks a chain from its root to its leaf. A self-issued certificate that is not the leaf is not held to anything.
fn judge(chain: &[&Certificate]) -> Result<(), String> {
    let mut bounds = NameRules::UNBOUNDED.bounds();
    for (at, certificate) in chain.iter().enumerate().rev() {
        let is_root = at + 1 == chain.len();
        if !is_root && (at == 0 || !certificate.is_self_issued()) {
            names(certificate)?.iter().try_for_each(|name| match bounds.grant(name) {
                true => Ok(()),
                false => Err(format!("{name} is not among the names left")),
            })?;
        }
        if let Some(constraints) = constraints(certificate)? {
            bounds = bounds.intersection(&NameBounds::of_constraints(&constraints));
        }
    }
    Ok(())
}

fn names(certificate: &Certificate) -> Result<Vec<GeneralName>, String> {
    let names: Option<SubjectAltName> = certificate.typed().map_err(|error| error.to_string())?;
    let mut names = names.map(|names| names.names().to_vec()).unwrap_or_default();
    if !certificate.subject().is_empty() {
        names.push(GeneralName::Directory(certificate.subject().clone()));
    }
    Ok(names)
}

fn constraints(certificate: &Certificate) -> Result<Option<NameConstraints>, String> {
    match certificate.extensions().find(oid::NAME_CONSTRAINTS) {
        Some(extension) if extension.criticality() == Criticality::NonCritical => {
            Err("name constraints that are not critical (X-23)".to_owned())
        }
        _ => certificate.typed().map_err(|error| error.to_string()),
    }
}

#[test]
fn answers_the_name_constraint_cases_of_limbo() {
    let Some(root) = corpora::collection("answers_the_name_constraint_cases_of_limbo") else { return };
    let limbo: Value = serde_json::from_slice(&fs::read(root.join("json/limbo.json")).unwrap()).unwrap();
    let cases = limbo["testcases"].as_array().unwrap();
    let mut expected: BTreeMap<_, _> = DISAGREEMENTS.into_iter().collect();
    let (mut accepted, mut refused, mut wrong) = (0_u32, 0_u32, Vec::new());
    for case in cases.iter().filter(|case| case["id"].as_str().unwrap().contains("::nc::")) {
        let (id, answer) = (case["id"].as_str().unwrap(), Graph::of(case).answer());
        let ours = answer.as_ref().err().map_or(ACCEPTED, String::as_str);
        match (answer.is_ok(), case["expected_result"] == "SUCCESS") {
            (true, true) => accepted += 1,
            (false, false) => refused += 1,
            _ if expected.remove(id) == Some(ours) => {}
            _ => wrong.push(format!("{id}: {ours}")),
        }
    }
    wrong.extend(expected.keys().map(|id| format!("{id}: no longer a disagreement")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(accepted >= 13 && refused >= 33, "{accepted} accepted, {refused} refused");
}
