//! The rules of a supplement: it corrects the application it belongs to, and is held against what came before.
//!
//! S0:L228: an applicant who is told of errors or gaps supplements the data or files again. A supplement brings the whole
//! form once more, so what was asked of the first is asked of it. The surprising choice: person, entity and mailbox stay as
//! they were, wrong or not; who finds one of them wrong files again, and loses a place in the queue and no more.

use super::{Cepik, Form, Kind};
use crate::{
    application::Application,
    policy::{Violation, Violations},
};

pub(super) fn judge<K: Kind>(application: &Application<Cepik<K>>, corrected: &Form<K>, violations: &mut Violations) {
    let form = application.form();
    same_person(form, corrected, violations);
    same_entity(form, corrected, violations);
    same_mailbox(form, corrected, violations);
    same_decision(application, corrected, violations);
    renews_in_time(application, corrected, violations);
}

/// A supplement for somebody else is another application.
fn same_person<K: Kind>(form: &Form<K>, corrected: &Form<K>, violations: &mut Violations) {
    let pesel = |form: &Form<K>| K::person(&form.details).map(|person| person.pesel.clone());
    if pesel(form) != pesel(corrected) {
        let (asked, permitted) = ("another person", "the person of the application, or another application");
        violations.add(Violation::new("cepik.supplement.person", "event.form.details", asked, permitted, "S0:L228"));
    }
}

/// So is one for another entity: subjects are given to entities by their numbers.
fn same_entity<K: Kind>(form: &Form<K>, corrected: &Form<K>, violations: &mut Violations) {
    if form.entity.number != corrected.entity.number {
        let (asked, permitted) = ("another entity", "the entity of the application, or another application");
        let path = "event.form.entity.number";
        violations.add(Violation::new("cepik.supplement.entity", path, asked, permitted, "S0:L228"));
    }
}

/// CEP-16: everything goes to the mailbox of the application.
fn same_mailbox<K: Kind>(form: &Form<K>, corrected: &Form<K>, violations: &mut Violations) {
    if form.contact.email != corrected.contact.email {
        let (asked, permitted) = (corrected.contact.email.to_string(), form.contact.email.to_string());
        let path = "event.form.contact.email";
        violations.add(Violation::new("cepik.supplement.mailbox", path, asked, permitted, "CEP-16"));
    }
}

/// S0:L226: a decision that an officer recorded is not written over by the applicant.
fn same_decision<K: Kind>(application: &Application<Cepik<K>>, corrected: &Form<K>, violations: &mut Violations) {
    if let (Some(issued), Some(named)) = (application.issued_decision(), &corrected.legal_basis)
        && issued != named
    {
        let permitted = format!("{}, the decision that was issued, or none", issued.as_str());
        let (rule, path) = ("cepik.supplement.decision", "event.form.legal-basis");
        violations.add(Violation::new(rule, path, named.as_str(), permitted, "S0:L226"));
    }
}

/// What is renewed was valid when the application was filed, also where the supplement is the first to name it.
fn renews_in_time<K: Kind>(application: &Application<Cepik<K>>, corrected: &Form<K>, violations: &mut Violations) {
    if let (Some(previous), Some(filed)) = (&corrected.renews, application.submitted()) {
        previous.judge_filed("submitted.at", filed, ("cepik.renewal.late", "domain.md §5.1 rows 3 and 4"), violations);
    }
}
