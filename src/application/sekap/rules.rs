//! The rules of applications to CC-SEKAP: what an event must bring, beyond that it can happen.
//!
//! One function for each rule with an id of domain §1.7, told all at once; SEK-05, SEK-07 and SEK-08 are types and need none.
//! The surprising choice: the visit is judged when it is recorded and not at acceptance, because the citizen still stands
//! there and a wrong office or another person's document is known at once.

use super::{Event, Form, Office, ReadInDocument, Sekap, Visit, Way};
use crate::{
    application::{
        Application, Date, Entry, IdentityDocument, Signature, SignatureKind,
        outcome::{OF_DECISION_AND_REQUEST, ReasonRule},
    },
    policy::{Violation, Violations},
    x509::EmailAddress,
};

pub(super) fn judge<W: Way>(application: &Application<Sekap<W>>, entry: &Entry<Event<W>>, violations: &mut Violations) {
    let form = application.form();
    match &entry.event {
        Event::ActivationLinkSent { to } => to_the_mailbox::<W>(form, to, violations),
        Event::IdentityConfirmed(visit) => {
            at_the_chosen_office::<W>(application.chosen_office(), &visit.office, violations);
            same_person(form, &visit.read, violations);
            issued_by_then(&visit.document, entry.at.day(), violations);
        }
        Event::AgreementSigned { agreement, application } => {
            signed_by_hand::<W>(form, "event.agreement", agreement, violations);
            signed_by_hand::<W>(form, "event.application", application, violations);
        }
        Event::Declined(declined) => declined.reason().judge(REASONS, violations),
        Event::Issued { delivery, .. } => on_what_was_brought(application.visit(), delivery, violations),
        _ => {}
    }
}

/// SEK-03, SEK-04: the link goes to the mailbox that was given.
fn to_the_mailbox<W: Way>(form: &Form, to: &EmailAddress, violations: &mut Violations) {
    if *to != form.email {
        let (asked, permitted) = (to.to_string(), form.email.to_string());
        violations.add(Violation::new("sekap.activation.mailbox", "event.to", asked, permitted, W::CLAUSE));
    }
}

/// SEK-03, SEK-04: the citizen comes to the office they chose. In way 1 they chose none.
fn at_the_chosen_office<W: Way>(chosen: Option<&Office>, visited: &Office, violations: &mut Violations) {
    if let Some(chosen) = chosen
        && chosen != visited
    {
        let (asked, permitted) = (visited.to_string(), format!("{chosen}, which was chosen when it was filed"));
        violations.add(Violation::new("sekap.office", "event.office", asked, permitted, W::CLAUSE));
    }
}

/// SEK-02: the inspector verifies the identity data, so those of the document are those of the form.
fn same_person(form: &Form, read: &ReadInDocument, violations: &mut Violations) {
    if read.name != form.name {
        let (asked, permitted) = (read.name.to_string(), form.name.to_string());
        violations.add(Violation::new("sekap.identity", "event.read.name", asked, permitted, "SEK-02"));
    }
    if read.pesel != form.pesel {
        let (asked, permitted) = (read.pesel.masked(), form.pesel.masked());
        violations.add(Violation::new("sekap.identity", "event.read.pesel", asked, permitted, "SEK-02"));
    }
}

/// SEK-07, its other end: a licence that is shown was issued by then.
fn issued_by_then(document: &IdentityDocument, day: Date, violations: &mut Violations) {
    if let IdentityDocument::DrivingLicence(licence) = document
        && licence.issued() > day
    {
        let (asked, permitted) = (licence.issued().to_string(), format!("{day} or before"));
        violations.add(Violation::new("sekap.document.issued", "event.document", asked, permitted, "SEK-07"));
    }
}

/// SEK-02, SEK-03, SEK-04: the subscriber signs, by hand.
fn signed_by_hand<W: Way>(form: &Form, path: &'static str, signature: &Signature, violations: &mut Violations) {
    if signature.by != form.name {
        let (path, asked) = (format!("{path}.by"), signature.by.to_string());
        let permitted = format!("{}, the subscriber", form.name);
        violations.add(Violation::new("sekap.signature", path.as_str(), asked, permitted, W::CLAUSE));
    }
    if signature.how != SignatureKind::Handwritten {
        let (path, asked) = (format!("{path}.how"), signature.how.name());
        let permitted = SignatureKind::Handwritten.name();
        violations.add(Violation::new("sekap.signature", path.as_str(), asked, permitted, W::CLAUSE));
    }
}

/// domain §5.2: no decision on access is needed, and no request comes apart from the application.
const REASONS: ReasonRule = ReasonRule {
    rule: "sekap.reason",
    foreign: OF_DECISION_AND_REQUEST,
    permitted: "a reason that applies to CC-SEKAP",
    clause: "domain.md §5.2",
};

/// SEK-01: what is handed out goes on what was brought.
fn on_what_was_brought<W: Way>(visit: Option<&Visit<W>>, delivery: &W::Delivery, violations: &mut Violations) {
    let Some(visit) = visit else { return };
    let brought = W::delivery_on(&visit.carrier);
    if *delivery != brought {
        let (asked, permitted) = (delivery.to_string(), brought.to_string());
        violations.add(Violation::new("sekap.delivery", "event.delivery", asked, permitted, "SEK-01"));
    }
}
