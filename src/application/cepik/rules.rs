//! The rules of applications to CEPiK: what an event must bring, beyond that it can happen.
//!
//! One function for each rule with an id of domain §1.5, told all at once. The surprising choice: nothing is asked of papers
//! when they come in; it is asked when they are accepted, since whoever refuses to record a bad application cannot answer it.

use super::{Bodies, Cepik, Event, Form, Kind, supplement};
use crate::{
    application::{
        Application, Awaiting, Category, Entry, Holding, IdentityEvidence, Mail, Reason, Signature, SignatureKind,
        signature::SignatureRule,
    },
    inventory::RecordId,
    policy::{Violation, Violations},
    x509::EmailAddress,
};

pub(super) fn judge<K: Kind>(
    application: &Application<Cepik<K>>,
    entry: &Entry<Event<K>>,
    violations: &mut Violations,
) {
    let form = application.form();
    match &entry.event {
        Event::Signed { signatures } => all_sign(form, signatures, violations),
        Event::Submitted { .. } => renews_in_time(form, entry, violations),
        Event::RequestArrived { mail, .. } => {
            from_the_mailbox(form, mail, violations);
            in_time(application, mail, violations);
            mail.judge_arrival((application.opened(), entry.at), "cepik.request.arrival", violations);
        }
        Event::Identified { evidence } => {
            if let Some(person) = K::person(&form.details) {
                evidence.judge(&person.name, &person.pesel, entry.at, violations);
            } else {
                let permitted = "an application for a natural person";
                violations.add(Violation::new("cepik.identified", "event", K::NAME, permitted, "domain.md §1.10"));
            }
        }
        Event::Supplemented { form: corrected, signatures } => {
            all_sign(corrected, signatures, violations);
            supplement::judge(application, corrected, violations);
        }
        Event::Suspended { awaiting: Awaiting::Decision } => {
            no_decision_yet(application, violations);
            waits_for_a_decision(form, violations);
        }
        Event::Declined(declined) => match declined.reason() {
            Reason::RequestNotInTime => request_is_late(application, entry, violations),
            Reason::NoDecision => none_was_issued(application, violations),
            _ => {}
        },
        Event::Accepted { holds } => {
            is_signed(application, violations);
            rests_on_a_decision(application, violations);
            holds_one(form, *holds, violations);
            by_its_own_forms(form, violations);
            is_who_was_identified(application, violations);
        }
        Event::Obtained { certificate } => is_another(form, *certificate, violations),
        Event::InstructionSent { to } => to_the_mailbox(form, to, violations),
        _ => {}
    }
}

/// CEP-04: by hand, and everybody who represents the entity.
fn all_sign<K: Kind>(form: &Form<K>, signatures: &[Signature], violations: &mut Violations) {
    const RULE: SignatureRule =
        SignatureRule { rule: "cepik.signatures", kinds: &[SignatureKind::Handwritten], clause: "CEP-04" };
    form.entity.representation.judge(signatures, RULE, violations);
}

/// CEP-04 again: what is accepted was signed.
fn is_signed<K: Kind>(application: &Application<Cepik<K>>, violations: &mut Violations) {
    if !application.is_signed() {
        let permitted = "signed by everybody who represents the entity";
        violations.add(Violation::new("cepik.unsigned", "entries", "not signed", permitted, "CEP-04"));
    }
}

/// CEP-07: an operator's application rests on a decision on access.
fn rests_on_a_decision<K: Kind>(application: &Application<Cepik<K>>, violations: &mut Violations) {
    if K::person(&application.form().details).is_some() && application.decision().is_none() {
        let permitted = "the number of the decision on access";
        violations.add(Violation::new("cepik.decision", "form.legal-basis", "not there", permitted, "CEP-07"));
    }
}

/// CEP-10: the request comes from the mailbox of the application.
fn from_the_mailbox<K: Kind>(form: &Form<K>, mail: &Mail, violations: &mut Violations) {
    let mailbox = &form.contact.email;
    if !mail.from.is(mailbox) {
        let (asked, permitted) = (mail.from.to_string(), mailbox.to_string());
        violations.add(Violation::new("cepik.request.sender", "event.mail.from", asked, permitted, "CEP-10"));
    }
}

/// CEP-13: within 30 days of the receipt by COI Łódź.
fn in_time<K: Kind>(application: &Application<Cepik<K>>, mail: &Mail, violations: &mut Violations) {
    let Some(deadline) = application.csr_deadline() else { return };
    let day = mail.arrived.day();
    if !deadline.is_open(day) {
        let permitted = format!("until {deadline}");
        violations.add(Violation::new(
            "cepik.request.late",
            "event.mail.arrived",
            day.to_string(),
            permitted,
            "CEP-13",
        ));
    }
}

/// CEP-13 the other way round: nobody is late before the deadline.
fn request_is_late<K: Kind>(application: &Application<Cepik<K>>, entry: &Entry<Event<K>>, violations: &mut Violations) {
    let day = entry.at.day();
    let deadline = application.csr_deadline().filter(|_| K::ROUTE == super::Route::ByMail);
    let permitted = match deadline {
        Some(_) if application.request_key().is_some() => "another reason, since the request came in time".to_owned(),
        Some(deadline) if deadline.is_open(day) => format!("a day after {}", deadline.last_day()),
        Some(_) => return,
        None => "another reason, since no request comes by mail".to_owned(),
    };
    violations.add(Violation::new("cepik.request.not-late", "at", day.to_string(), permitted, "CEP-13"));
}

/// CEP-16: everything goes to the mailbox of the application.
fn to_the_mailbox<K: Kind>(form: &Form<K>, to: &EmailAddress, violations: &mut Violations) {
    let mailbox = &form.contact.email;
    if to != mailbox {
        let (asked, permitted) = (to.to_string(), mailbox.to_string());
        violations.add(Violation::new("cepik.instruction.mailbox", "event.to", asked, permitted, "CEP-16"));
    }
}

/// S0:L226: who has a decision does not wait for one.
fn no_decision_yet<K: Kind>(application: &Application<Cepik<K>>, violations: &mut Violations) {
    if let Some(decision) = application.decision() {
        let (asked, permitted) = (format!("the decision {}", decision.as_str()), "no decision yet");
        violations.add(Violation::new("cepik.suspension.decision", "form.legal-basis", asked, permitted, "S0:L226"));
    }
}

/// S0:L225: an officer who recorded the decision does not reject for want of it.
fn none_was_issued<K: Kind>(application: &Application<Cepik<K>>, violations: &mut Violations) {
    if let Some(issued) = application.issued_decision() {
        let permitted = format!("another reason, since {} was", issued.as_str());
        let (path, asked) = ("event.reason", "that no decision was issued");
        violations.add(Violation::new("cepik.declined.decision", path, asked, permitted, "S0:L225"));
    }
}

/// S0:L225 and L226: who has no decision is rejected, but for a deputy bailiff.
fn waits_for_a_decision<K: Kind>(form: &Form<K>, violations: &mut Violations) {
    let category = &form.entity.category;
    if *category != Category::DeputyBailiff {
        let permitted = format!("{}, who alone waits for a decision", Category::DeputyBailiff.name());
        let (rule, path) = ("cepik.suspension.deputy", "form.entity.category");
        violations.add(Violation::new(rule, path, category.name(), permitted, "S0:L225, L226"));
    }
}

/// CEP-15: a station is certified by its own policy, so never remotely; by no other way round it.
fn by_its_own_forms<K: Kind>(form: &Form<K>, violations: &mut Violations) {
    let category = &form.entity.category;
    let permitted = match (K::BODIES, *category == Category::InspectionStation) {
        (Bodies::Others, true) => "another body; stations have the forms cepik-skp-vpn and cepik-skp-ssl",
        (Bodies::Stations, false) => "an inspection station; the policy of this form is for stations alone",
        _ => return,
    };
    let (rule, path) = ("cepik.station", "form.entity.category");
    violations.add(Violation::new(rule, path, category.name(), permitted, "S0:L14, CEP-15"));
}

/// domain §1.10: a profile that was sound for one name vouches for no other that a supplement brought.
fn is_who_was_identified<K: Kind>(application: &Application<Cepik<K>>, violations: &mut Violations) {
    if let (Some(person), Some(IdentityEvidence::TrustedProfile(profile))) =
        (K::person(&application.form().details), application.identified_by())
        && person.name != profile.name
    {
        let permitted = format!("{}, who was identified", profile.name);
        let (rule, path) = ("cepik.identified.other", "form.details");
        violations.add(Violation::new(rule, path, person.name.to_string(), permitted, "domain.md §1.10"));
    }
}

/// A certificate does not renew itself.
fn is_another<K: Kind>(form: &Form<K>, certificate: RecordId, violations: &mut Violations) {
    if form.renews.as_ref().is_some_and(|previous| previous.record() == certificate) {
        let (asked, clause) = ("the certificate that is renewed", "domain.md §5.1 rows 3 and 4");
        violations.add(Violation::new("cepik.obtained.renewed", "event.certificate", asked, "another one", clause));
    }
}

/// domain §5.3 point 10, of persons: one active certificate each.
fn holds_one<K: Kind>(form: &Form<K>, holds: Holding, violations: &mut Violations) {
    if K::person(&form.details).is_some() {
        holds.judge(form.renews.as_ref(), violations);
    }
}

/// A renewal is filed while the previous certificate is valid.
fn renews_in_time<K: Kind>(form: &Form<K>, entry: &Entry<Event<K>>, violations: &mut Violations) {
    if let Some(previous) = &form.renews {
        previous.judge(entry.at, ("cepik.renewal.late", "domain.md §5.1 rows 3 and 4"), violations);
    }
}
