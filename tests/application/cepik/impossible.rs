//! What could not have happened to an application to CEPiK, whichever way it comes in.
//!
//! Under the tests of CEPiK: rules that are asked of a form when it is filed are asked of a supplement too, and data that was
//! sound when it came is held against what followed. The surprising choice: each test is named after the thing that must not
//! be, since no id of the source says it.

use super::*;
use crate::made::moment;

/// Under review, and a supplement asked for on 10 February.
fn to_be_supplemented<K: Details>(form: Form<K>) -> Application<Cepik<K>> {
    taken(under_review(form), noon("2026-02-10"), officer(), correction(Correction::Supplement))
}

fn supplemented<K: Kind>(form: Form<K>) -> Event<K> {
    Event::Supplemented { form: Box::new(form), signatures: signed_by(&board(), SignatureKind::Handwritten) }
}

#[test]
fn a_supplement_renews_what_was_valid_when_the_application_was_filed() {
    let renewing = |until| supplemented(Form { renews: Some(previous(until)), ..form::<OperatorCard>() });
    let application = to_be_supplemented(form::<OperatorCard>());
    assert_violates(
        &violated(&application, noon("2026-02-11"), Actor::Applicant, renewing("2026-01-29")),
        "cepik.renewal.late",
        "submitted.at is 2026-01-30T12:00:00Z; permitted is from 2025-01-01T00:00:00Z to 2026-01-29T23:59:59Z, while the \
         previous certificate is valid (domain.md §5.1 rows 3 and 4)",
    );
    taken(application, noon("2026-02-11"), Actor::Applicant, renewing("2026-01-30"));
}

#[test]
fn a_supplement_is_of_the_same_entity() {
    let mut another = form::<Vpn>();
    another.entity.number = EntityNumber::Nip("8567346215".parse().unwrap());
    assert_violates(
        &violated(&to_be_supplemented(form::<Vpn>()), noon("2026-02-11"), Actor::Applicant, supplemented(another)),
        "cepik.supplement.entity",
        "event.form.entity.number is another entity; permitted is the entity of the application, or another application \
         (S0:L228)",
    );
}

#[test]
fn a_supplement_does_not_name_another_decision_than_the_one_that_was_issued() {
    let waiting = || {
        let mut deputy = Form { legal_basis: None, ..form::<OperatorCard>() };
        deputy.entity.category = Category::DeputyBailiff;
        deputy
    };
    let suspended = Event::Suspended { awaiting: Awaiting::Decision };
    let application = taken(under_review(waiting()), noon("2026-02-10"), officer(), suspended);
    let issued = Event::DecisionIssued { decision: decision() };
    let application = taken(application, noon("2026-02-11"), officer(), issued);
    let application = taken(application, noon("2026-02-12"), officer(), correction(Correction::Supplement));
    let named = |number| supplemented(Form { legal_basis: Some(DecisionNumber::new(text(number))), ..waiting() });
    assert_violates(
        &violated(&application, noon("2026-02-13"), Actor::Applicant, named("BM-1")),
        "cepik.supplement.decision",
        "event.form.legal-basis is BM-1; permitted is BM-WCC-I.6512.12.2026, the decision that was issued, or none \
         (S0:L226)",
    );
    taken(application.clone(), noon("2026-02-13"), Actor::Applicant, supplemented(waiting()));
    taken(application, noon("2026-02-13"), Actor::Applicant, named("BM-WCC-I.6512.12.2026"));
}

#[test]
fn nobody_but_a_deputy_bailiff_waits_for_a_decision() {
    let without = Form { legal_basis: None, ..form::<OperatorFile>() };
    assert_violates(
        &violated(
            &under_review(without),
            noon("2026-02-10"),
            officer(),
            Event::Suspended { awaiting: Awaiting::Decision },
        ),
        "cepik.suspension.deputy",
        "form.entity.category is Straż Miejska lub Gminna; permitted is Zastępca Komornika, who alone waits for a decision \
         (S0:L225, L226)",
    );
}

#[test]
fn cep_15_a_station_is_not_certified_by_the_forms_of_others() {
    fn refused<K: Details>() {
        let mut station = form::<K>();
        station.entity.category = Category::InspectionStation;
        assert_violates(
            &violated(
                &under_review(station),
                noon("2026-02-10"),
                officer(),
                Event::Accepted { holds: Holding::Nothing },
            ),
            "cepik.station",
            "form.entity.category is SKP; permitted is another body; stations have the forms cepik-skp-vpn and \
             cepik-skp-ssl (S0:L14, CEP-15)",
        );
    }
    refused::<OperatorCard>();
    refused::<OperatorFile>();
    refused::<Vpn>();
    accepted(form::<SkpSsl>());
    let mut guard = form::<SkpSsl>();
    guard.entity.category = Category::Guard;
    assert_violates(
        &violated(&under_review(guard), noon("2026-02-10"), officer(), Event::Accepted { holds: Holding::Nothing }),
        "cepik.station",
        "form.entity.category is Straż Miejska lub Gminna; permitted is an inspection station; the policy of this form is for \
         stations alone (S0:L14, CEP-15)",
    );
}

/// A trusted profile of Ewa Wilk.
fn profile() -> Event<OperatorCard> {
    let json = r#"{"trusted-profile":{"name":{"given-name":"Ewa","surname":"Wilk"},"pesel":"99723100018","user-id":"u",
        "profile-id":"p","confirmed":"2025-01-01T00:00:00Z","expires":"2027-01-01T00:00:00Z","email":"e@example.org",
        "phone":"+48600100200","authorisation":"sms"}}"#;
    Event::Identified { evidence: serde_json::from_str(json).unwrap() }
}

#[test]
fn who_was_identified_is_who_is_accepted() {
    let application = taken(under_review(form::<OperatorCard>()), noon("2026-02-09"), officer(), profile());
    let application = taken(application, noon("2026-02-10"), officer(), correction(Correction::Supplement));
    let mut another = form::<OperatorCard>();
    another.details.person.name = person("Ewa", "Wilga");
    let application = taken(application, noon("2026-02-11"), Actor::Applicant, supplemented(another));
    assert_violates(
        &violated(&application, noon("2026-02-12"), officer(), Event::Accepted { holds: Holding::Nothing }),
        "cepik.identified.other",
        "form.details is Ewa Wilga; permitted is Ewa Wilk, who was identified (domain.md §1.10)",
    );
    let document = IdentityEvidence::Document(IdentityDocument::Passport(text("ZS0000177")));
    let application = taken(application, noon("2026-02-12"), officer(), Event::Identified { evidence: document });
    taken(application, noon("2026-02-12"), officer(), Event::Accepted { holds: Holding::Nothing });
}

#[test]
fn a_licence_that_is_shown_was_issued() {
    let shown = |issued: &str| {
        let json = format!(r#"{{"document":{{"driving-licence":{{"number":"00123/26/0001","issued":"{issued}"}}}}}}"#);
        Event::Identified { evidence: serde_json::from_str(&json).unwrap() }
    };
    let application = under_review(form::<OperatorFile>());
    assert_violates(
        &violated(&application, noon("2026-02-10"), officer(), shown("2026-02-11")),
        "identity.document",
        "event.evidence.document.issued is 2026-02-11; permitted is 2026-02-10 or before (SEK-07)",
    );
    taken(application, noon("2026-02-10"), officer(), shown("2026-02-10"));
}

#[test]
fn a_request_does_not_come_before_the_application_is_drafted() {
    let application = signed_and_on_record(form::<OperatorFile>());
    assert_violates(
        &violated(&application, noon("2026-02-03"), Actor::Centre, request("straz@example.org", "2026-01-29")),
        "cepik.request.arrival",
        "event.mail.arrived is 2026-01-29T12:00:00Z; permitted is 2026-01-30T12:00:00Z or later, when the application was \
         drafted (domain.md §5.3 point 20)",
    );
    taken(application, noon("2026-02-03"), Actor::Centre, request("straz@example.org", "2026-01-30"));
}

#[test]
fn a_mail_does_not_come_on_another_day_than_it_is_recorded_at_the_same_second() {
    let application = signed_and_on_record(form::<OperatorFile>());
    let second = "2026-03-02T22:30:00Z";
    let mail = Mail::new("straz@example.org".parse().unwrap(), text("x"), moment(second, "2026-03-02"));
    let arrived = Event::RequestArrived { mail, key: KeyId::from_octets([1; 32]) };
    let violated = violated(&application, moment(second, "2026-03-03"), Actor::Centre, arrived);
    assert_violates(
        &violated,
        "cepik.request.arrival",
        "event.mail.arrived is 2026-03-02T22:30:00Z on 2026-03-02; permitted is 2026-03-02T22:30:00Z on 2026-03-03, or \
         before (domain.md §5.3 point 20)",
    );
}

#[test]
fn what_is_obtained_is_not_what_is_renewed() {
    let renewal = Form { renews: Some(previous("2026-12-31")), ..form::<OperatorCard>() };
    let holds = Holding::Certificate(record(1));
    let application = taken(under_review(renewal), noon("2026-02-10"), officer(), Event::Accepted { holds });
    let sent = Event::InstructionSent { to: contact().email };
    let application = taken(application, noon("2026-02-11"), Actor::Centre, sent);
    assert_violates(
        &violated(&application, noon("2026-02-12"), Actor::Centre, Event::Obtained { certificate: record(1) }),
        "cepik.obtained.renewed",
        "event.certificate is the certificate that is renewed; permitted is another one (domain.md §5.1 rows 3 and 4)",
    );
    taken(application, noon("2026-02-12"), Actor::Centre, Event::Obtained { certificate: record(2) });
}

#[test]
fn nobody_is_rejected_for_want_of_a_decision_that_was_issued() {
    let mut deputy = Form { legal_basis: None, ..form::<OperatorCard>() };
    deputy.entity.category = Category::DeputyBailiff;
    let suspended = Event::Suspended { awaiting: Awaiting::Decision };
    let application = taken(under_review(deputy), noon("2026-02-10"), officer(), suspended);
    let rejected = || Event::Declined(ENDINGS.decline(Reason::NoDecision));
    taken(application.clone(), noon("2026-02-11"), officer(), rejected());
    let issued = Event::DecisionIssued { decision: decision() };
    let application = taken(application, noon("2026-02-11"), officer(), issued);
    assert_violates(
        &violated(&application, noon("2026-02-12"), officer(), rejected()),
        "cepik.declined.decision",
        "event.reason is that no decision was issued; permitted is another reason, since BM-WCC-I.6512.12.2026 was \
         (S0:L225)",
    );
}
