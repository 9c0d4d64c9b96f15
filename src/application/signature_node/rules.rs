//! The rules of applications to the signature node: what an event must bring, beyond that it can happen.
//!
//! One function for each rule with an id of domain §1.6, told all at once; WP-06 and the order of WP-07 and WP-09 are in the
//! graph. The surprising choice: subjects of mail are compared to the letter, since the office sorts by them (WP-04).

use std::slice;

use super::{
    BroughtCertificate, COI_MAILBOX, Empowerment, Event, Filled, LOADING_SUBJECT, Node, PowerOfAttorney, Previous,
    Procedure, TestIntegration, UPDATE_SUBJECT, Update,
};
use crate::{
    application::{
        Application, Entry, Mail, Moment, Representation, Signature, SignatureKind,
        signature::{SignatureRule, Signers},
    },
    policy::{Violation, Violations},
    x509::EmailAddress,
};

const ARRIVAL: &str = "signature-node.arrival";

pub(super) fn judge<P: Procedure>(
    application: &Application<Node<P>>,
    entry: &Entry<Event>,
    violations: &mut Violations,
) {
    let (form, at) = (application.form(), entry.at);
    let filled = P::filled(form);
    match &entry.event {
        Event::Filed { .. } => {
            replaces_in_time(P::previous(form), at, violations);
            tested_before(filled, at, violations);
        }
        Event::CertificateBrought { certificate } => {
            is_valid(certificate, at, violations);
            bears_the_address(filled, certificate, violations);
            tested_before(filled, at, violations);
            is_another(&certificate.id(), P::previous(form).and_then(Previous::brought), violations);
        }
        Event::Obtained { certificate } => {
            is_another(certificate, P::previous(form).and_then(Previous::issued), violations);
        }
        Event::AccessRequested { to, signatures, empowerment } => {
            to_coi(to, "WP-05", violations);
            who_is_empowered_signs(filled, signatures, empowerment, violations);
        }
        Event::LoadingRequested { to, mail } => {
            is_mail_to_coi(to, mail, (LOADING_SUBJECT, "WP-04"), violations);
            mail.judge_arrival((application.opened(), at), ARRIVAL, violations);
        }
        Event::UpdateRequested { to, mail, update } => {
            is_mail_to_coi(to, mail, (UPDATE_SUBJECT, "WP-12"), violations);
            mail.judge_arrival((application.opened(), at), ARRIVAL, violations);
            for_the_system(filled, update, violations);
        }
        Event::Tested { integration } => {
            not_to_come(integration, "event.integration.time", at, violations);
            tried_out_when_loaded(application, integration, violations);
        }
        Event::IntegrationVerified { integration } => is_the_one_of_the_form(filled, integration, violations),
        _ => {}
    }
}

/// WP-11: the application is filed while the previous certificate is valid. Who brings a certificate files none.
fn replaces_in_time(previous: Option<&Previous>, at: Moment, violations: &mut Violations) {
    const RULE: &str = "signature-node.replacement.late";
    match previous {
        Some(Previous::Issued(previous)) => previous.judge(at, (RULE, "WP-11"), violations),
        Some(Previous::Brought(previous)) if !previous.is_valid_at(at.time()) => {
            let (first, last) = previous.window();
            let permitted = format!("from {first} to {last}, while the previous certificate is valid");
            violations.add(Violation::new(RULE, "at", at.to_string(), permitted, "WP-11"));
        }
        Some(Previous::Brought(_)) | None => {}
    }
}

/// WP-07: the test integration lies before the request.
fn tested_before(filled: Filled<'_>, at: Moment, violations: &mut Violations) {
    if let Filled::Production(form) = filled {
        not_to_come(form.tested(), "form.tested.time", at, violations);
    }
}

/// WP-07 of any integration: it was before it is recorded.
fn not_to_come(integration: &TestIntegration, path: &'static str, at: Moment, violations: &mut Violations) {
    let (time, now) = (integration.time(), at.time());
    if now < time {
        let (asked, permitted) = (time.to_string(), format!("{now} or before"));
        violations.add(Violation::new("signature-node.tested.to-come", path, asked, permitted, "WP-07"));
    }
}

/// WP-11: a certificate does not replace itself.
fn is_another<T: PartialEq>(certificate: &T, replaced: Option<T>, violations: &mut Violations) {
    if replaced.as_ref() == Some(certificate) {
        let (rule, asked) = ("signature-node.replacement.same", "the certificate that is replaced");
        violations.add(Violation::new(rule, "event.certificate", asked, "another one", "WP-11"));
    }
}

/// WP-07: nothing is called before the certificate is loaded.
fn tried_out_when_loaded<P: Procedure>(
    application: &Application<Node<P>>,
    integration: &TestIntegration,
    violations: &mut Violations,
) {
    let loaded = application.latest(|entry| matches!(entry.event, Event::Loaded).then_some(entry.at));
    if let Some(loaded) = loaded.filter(|loaded| integration.time() < loaded.time()) {
        let permitted = format!("{loaded} or later, when the certificate was loaded");
        let (rule, path) = ("signature-node.tested.too-soon", "event.integration.time");
        violations.add(Violation::new(rule, path, integration.time().to_string(), permitted, "WP-07"));
    }
}

/// WP-03: what is brought is valid.
fn is_valid(certificate: &BroughtCertificate, at: Moment, violations: &mut Violations) {
    if !certificate.is_valid_at(at.time()) {
        let (first, last) = certificate.window();
        let permitted = format!("from {first} to {last}, while the certificate is valid");
        violations.add(Violation::new("signature-node.brought.validity", "at", at.to_string(), permitted, "WP-03"));
    }
}

/// WP-08: in production, CN is the address of the system.
fn bears_the_address(filled: Filled<'_>, certificate: &BroughtCertificate, violations: &mut Violations) {
    let Filled::Production(form) = filled else { return };
    if certificate.address() != Some(form.address()) {
        let found = certificate.address().map_or_else(|| "no address".to_owned(), ToString::to_string);
        let (path, permitted) = ("event.certificate.address", form.address().to_string());
        violations.add(Violation::new("signature-node.brought.address", path, found, permitted, "WP-08"));
    }
}

/// WP-04, WP-12: to COI, under the subject.
fn is_mail_to_coi(
    to: &EmailAddress,
    mail: &Mail,
    (subject, clause): (&'static str, &'static str),
    violations: &mut Violations,
) {
    to_coi(to, clause, violations);
    under_the_subject(mail, subject, clause, violations);
}

/// WP-04, WP-05, WP-12: to COI and to nobody else.
fn to_coi(to: &EmailAddress, clause: &'static str, violations: &mut Violations) {
    if !COI_MAILBOX.parse().is_ok_and(|mailbox: EmailAddress| mailbox == *to) {
        violations.add(Violation::new("signature-node.addressee", "event.to", to.to_string(), COI_MAILBOX, clause));
    }
}

/// WP-04, WP-12: to the letter, with the tag or without it.
fn under_the_subject(mail: &Mail, subject: &'static str, clause: &'static str, violations: &mut Violations) {
    if mail.subject.as_str() != subject {
        let path = "event.mail.subject";
        violations.add(Violation::new("signature-node.subject", path, mail.subject.as_str(), subject, clause));
    }
}

/// WP-05: with a trusted or a qualified signature, by who represents the entity or by their attorney.
fn who_is_empowered_signs(
    filled: Filled<'_>,
    signatures: &[Signature],
    empowerment: &Empowerment,
    violations: &mut Violations,
) {
    const RULE: SignatureRule = SignatureRule {
        rule: "signature-node.signatures",
        kinds: &[SignatureKind::Trusted, SignatureKind::Qualified],
        clause: "WP-05",
    };
    let representation = &filled.applicant().entity.representation;
    match empowerment {
        Empowerment::Krs => representation.judge(signatures, RULE, violations),
        Empowerment::PowerOfAttorney(power) => {
            RULE.judge(slice::from_ref(&power.attorney), signatures, violations);
            power_is_signed(representation, power, violations);
        }
    }
}

/// WP-05: the power of attorney is signed.
fn power_is_signed(representation: &Representation, power: &PowerOfAttorney, violations: &mut Violations) {
    let (persons, path) = (representation.persons(), "event.empowerment.signatures");
    let signers = Signers { persons, standing: "represents the entity", path };
    signers.judge(&power.signatures, ("signature-node.power-of-attorney", "WP-05"), violations);
}

/// WP-12: the mail is about the system of the form.
fn for_the_system(filled: Filled<'_>, update: &Update, violations: &mut Violations) {
    let (asked, permitted) = (update.system_name.as_str(), filled.system_name().as_str());
    if asked != permitted {
        let (rule, path) = ("signature-node.update.system", "event.update.system-name");
        violations.add(Violation::new(rule, path, asked, permitted, "WP-12"));
    }
}

/// WP-09: what COI verified is what the form names.
fn is_the_one_of_the_form(filled: Filled<'_>, integration: &TestIntegration, violations: &mut Violations) {
    let Filled::Production(form) = filled else { return };
    if !form.tested().is(integration) {
        let (asked, permitted) = (integration.to_string(), form.tested().to_string());
        violations.add(Violation::new("signature-node.tested.other", "event.integration", asked, permitted, "WP-09"));
    }
}
