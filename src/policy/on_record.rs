//! What is on record of the key, the name and the person, held against a profile.
//!
//! After `decide`, which knows the applicant and no past; called by `Adopted::approve` with a history that answers its
//! inquiry. Every rule has an id of its own and all are told at once. Domain §5.3 points 3 and 10, EN 319 411-1
//! GEN-6.3.3-10 (one name, one entity, over the life of the CA), §6.3.6 to §6.3.8 (renewal, re-key, modification). The
//! surprising choice: most of this is repeated by `insert` in the store's transaction; here it is told in sentences and
//! before anything is made.

use super::{
    CertificatesAtOnce, Profile, RenewalKey, RenewalWindow, Violation, Violations, generated::is_for_tls_servers,
};
use crate::{
    inventory::{History, PastRecord, RecordId, State, Status, leaves_the_person_open},
    x509::{Name, Time},
};

/// Adds what stands against an approval now.
pub(crate) fn judge(history: &History, profile: &Profile, subject: &Name, now: Time, violations: &mut Violations) {
    judge_key(history, profile, violations);
    judge_subject(history, subject, violations);
    if profile.renewal.at_once == CertificatesAtOnce::One {
        judge_person(history, profile, now, violations);
    }
    if let Some(renewed) = history.renewed() {
        judge_renewal(renewed, profile, now, violations);
    }
}

fn judge_key(history: &History, profile: &Profile, violations: &mut Violations) {
    let mut refuse = |rule: &'static str, asked: String, permitted: &str, clause: &'static str| {
        violations.add(Violation::new(rule, "subjectPublicKeyInfo", asked, permitted, clause));
    };
    if let Some(other) = history.key_of_another_subject() {
        let asked = format!("a key that certificate {} certifies for another subject", in_pairs(other));
        refuse("policy.key.in-use", asked, "a key of its own", "domain.md §5.3 point 3");
    }
    if let Some(other) = history.key_compromised() {
        let asked = format!("a key that was revoked for compromise with certificate {}", in_pairs(other));
        refuse("policy.key.compromised", asked, "a new key", "EN 319 411-1 REG-6.3.6-01A");
    }
    if let (RenewalKey::Another, Some(other)) = (profile.renewal.key, history.key_certified()) {
        let asked = format!("a key that certificate {} certifies already", in_pairs(other));
        let permitted = format!("a key that was never certified, under {}", profile.name);
        refuse("policy.key.used-before", asked, &permitted, "EN 319 411-1 §6.3.7");
    }
    // A key the authority once made does not come back in a request for a TLS server.
    if let (true, Some(other)) = (is_for_tls_servers(profile), history.key_made_by_authority()) {
        let asked = format!("a key that the authority made for certificate {}", in_pairs(other));
        let permitted = "a key that its subscriber made, in a certificate for TLS servers";
        refuse("policy.key.made-by-authority", asked, permitted, "Baseline Requirements §6.1.1.3 (B-16)");
    }
}

/// The register of names: one that was given is never given to another entity, nor to one that may be another.
fn judge_subject(history: &History, subject: &Name, violations: &mut Violations) {
    let mut refuse = |rule: &'static str, permitted: String| {
        let clause = "EN 319 411-1 GEN-6.3.3-10";
        violations.add(Violation::new(rule, "subject", subject.to_string(), permitted, clause));
    };
    if let (false, Some(_)) = (subject.is_empty(), history.subject_of_another()) {
        refuse("policy.subject.in-use", "a name that was never given to another person".to_owned());
    }
    if let (true, Some(other)) = (leaves_the_person_open(subject), history.subject_of_nobody()) {
        let other = in_pairs(other);
        refuse(
            "policy.subject.person-unknown",
            format!("a name with a serialNumber, or a person who is known: certificate {other} has this name"),
        );
    }
}

/// One active certificate for each person.
fn judge_person(history: &History, profile: &Profile, now: Time, violations: &mut Violations) {
    let mut refuse = |rule: &'static str, asked: String, permitted: String| {
        violations.add(Violation::new(rule, "applicant.person", asked, permitted, "domain.md §5.3 point 10"));
    };
    let policy = &profile.name;
    if history.inquiry().person().is_none() {
        let permitted = format!("a person who is known, since {policy} gives each one certificate at once");
        refuse("policy.person.unknown", "nobody who is known".to_owned(), permitted);
    }
    if let Some(other) = history.another_of_person(policy, now) {
        let (serial, state) = (in_pairs(other.id()), standing(other.status()));
        refuse(
            "policy.person.already-holds",
            format!("the holder of certificate {serial}, which is {state}"),
            format!("a person without a certificate of {policy}, but for the one that is renewed"),
        );
    }
}

/// Whether the policy lets this certificate be renewed.
fn judge_renewal(renewed: &PastRecord, profile: &Profile, now: Time, violations: &mut Violations) {
    let (policy, serial) = (&profile.name, in_pairs(renewed.id()));
    let mut refuse = |rule: &'static str, why: String, permitted: String, clause: &'static str| {
        let asked = format!("that of certificate {serial}{why}");
        violations.add(Violation::new(rule, "renewal", asked, permitted, clause));
    };
    if profile.renewal.window == RenewalWindow::Never {
        let permitted = format!("a new application, the only way to another certificate of {policy}");
        refuse("policy.renewal.none", String::new(), permitted, "domain.md §5.1");
    }
    if renewed.policy() != policy {
        let why = format!(", which {} granted", renewed.policy());
        refuse("policy.renewal.policy", why, format!("one that {policy} granted"), "EN 319 411-1 §6.3.6");
    }
    let (state, ended) = (renewed.status().state(), renewed.validity().not_after());
    match state {
        State::Planned | State::Abandoned => {
            let permitted = "one that was issued".to_owned();
            refuse("policy.renewal.not-issued", format!(", which is {state}"), permitted, "EN 319 411-1 §6.3.6");
        }
        State::Held | State::Revoked => {
            let permitted = "one that is neither held nor revoked".to_owned();
            refuse("policy.renewal.ended", format!(", which is {state}"), permitted, "EN 319 411-1 §6.3.6");
        }
        State::Issued if profile.renewal.window == RenewalWindow::WhileValid && ended < now => {
            let permitted = format!("one that is still valid, under {policy}");
            refuse("policy.renewal.window", format!(", which expired at {ended}"), permitted, "domain.md §5.1");
        }
        State::Issued => {}
    }
}

/// The state, and from when on where that is still to come: a revocation of a later time does not make room yet.
fn standing(status: Status) -> String {
    match status {
        Status::Revoked { at, .. } => format!("revoked from {at} on and not before"),
        _ => status.state().to_string(),
    }
}

fn in_pairs(record: RecordId) -> String {
    record.serial.in_pairs()
}
