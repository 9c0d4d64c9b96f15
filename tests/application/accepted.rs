//! From an accepted application to a certificate on the rolls, by the walk everybody takes.
//!
//! The evidence leads to the policy's applicant and to no other; where a request came by mail, to that request. The rolls
//! answer what a person holds and what is renewed.

use chancery::{
    application::{
        Actor, Application, Holding, Mail, PreviousCertificate,
        cepik::{Cepik, Event, Form, OPERATOR_POLICIES, OperatorCard, OperatorFile, OwnSystem, SkpSsl, Vpn},
    },
    inventory::{KeyId, RecordId, Requested, Requester, Revocation},
    policy::{
        Applicant, Fact, FactKind, KeyRule, Policy,
        catalog::{self, OperatorApplicant},
    },
    request::VerifiedRequest,
    x509::{Certificate, Reason},
};

use super::{
    ca,
    cepik::{accepted, form, signed_and_on_record, under_review},
    made::{PESEL, noon, officer, taken, text, violated},
};

/// Accepted, with this request sent by mail from the mailbox of the application.
fn accepted_with(request: &VerifiedRequest) -> Application<Cepik<OperatorFile>> {
    let mail = Mail::new("straz@example.org".parse().unwrap(), text("Zgłoszenie"), noon("2026-02-03"));
    let arrived = Event::request_arrived(mail, request, ca::provider().digest);
    let application = taken(signed_and_on_record(form::<OperatorFile>()), noon("2026-02-03"), Actor::Centre, arrived);
    taken(application, noon("2026-02-10"), officer(), Event::Accepted { holds: Holding::Nothing })
}

fn issued(
    authority: &chancery::Authority,
    who: &OperatorApplicant,
    request: VerifiedRequest,
) -> (RecordId, Certificate) {
    let approved =
        ca::approve(authority, catalog::OperatorFile::new(ca::policy_oid()), request, who, ca::now()).unwrap();
    let enrolled = authority.issue(approved, ca::now()).unwrap();
    (enrolled.id(), enrolled.into_certificate())
}

#[test]
fn an_operator_gets_a_certificate_for_the_request_that_came_by_mail() {
    let request = ca::bare(ca::provider(), "rsa2048");
    let who = accepted_with(&request).accepted().unwrap().into_applicant_for(&request, ca::provider().digest).unwrap();
    assert_eq!(who.pesel.digits_in_full(), PESEL);
    let (_, certificate) = issued(&ca::authority(ca::provider(), "p256"), &who, request);
    assert!(certificate.subject().to_string().contains("CN=Ewa Wilk"), "{}", certificate.subject());
}

#[test]
fn cep_10_another_request_is_not_the_one_that_came_by_mail() {
    let (sent, another) = (ca::bare(ca::provider(), "rsa2048"), ca::bare(ca::provider(), "rsa3072"));
    let accepted = accepted_with(&sent).accepted().unwrap();
    let error = accepted.into_applicant_for(&another, ca::provider().digest).unwrap_err();
    let (found, expected) =
        (KeyId::of(another.public_key(), ca::provider().digest), KeyId::of(sent.public_key(), ca::provider().digest));
    assert_eq!(
        error.to_string(),
        format!(
            "the request has the key {found}, and the one that came from the mailbox of the application has {expected} (CEP-10)"
        )
    );
}

#[test]
fn each_kind_leads_to_the_applicant_of_its_policy() {
    let device = accepted(form::<Vpn>()).accepted().unwrap().into_applicant();
    assert_eq!(device.facts(FactKind::CommonName), [Fact::CommonName("rybnik-1".to_owned())]);
    assert!(device.person().is_some(), "the entity keeps its name");
    let holder = accepted(form::<OperatorCard>()).accepted().unwrap().into_card_applicant();
    assert_eq!(holder.email.as_str(), "straz@example.org");
    let by_mail = KeyId::from_octets([1; 32]);
    assert_eq!(accepted(form::<OwnSystem>()).request_key(), Some(by_mail));
    assert_eq!(accepted(form::<SkpSsl>()).request_key(), Some(by_mail));
}

#[test]
fn cep_12_operators_have_rsa_2048() {
    for keys in [
        catalog::OperatorFile::new(ca::policy_oid()).profile().keys,
        catalog::OperatorCard::new(ca::policy_oid()).profile().keys,
    ] {
        assert_eq!(keys[..], [KeyRule::RsaExactly(2048)]);
    }
}

#[test]
fn the_rolls_say_what_a_person_holds_and_what_is_renewed() {
    let provider = ca::provider();
    let authority = ca::authority(provider, "p256");
    let request = ca::bare(provider, "rsa2048");
    let who = accepted_with(&request).accepted().unwrap().into_applicant_for(&request, provider.digest).unwrap();
    let policy = authority.adopt(catalog::OperatorFile::new(ca::policy_oid())).unwrap();
    let nothing = policy.history(Some(&request), &who).unwrap();
    assert_eq!(Holding::of(&nothing, &OPERATOR_POLICIES, ca::now()), Holding::Nothing);

    let (record, _) = issued(&authority, &who, request.clone());
    let history = policy.history(Some(&request), &who).unwrap();
    let holds = Holding::of(&history, &OPERATOR_POLICIES, ca::now());
    assert_eq!(holds, Holding::Certificate(record));
    let first = under_review(form::<OperatorFile>());
    let refused = violated(&first, noon("2026-02-10"), officer(), Event::Accepted { holds });
    assert_eq!(refused[0].0, "application.already-holds");

    // The certificate in a file is the one personal certificate, also of somebody who asks for one on a card.
    let card = authority.adopt(catalog::OperatorCard::new(ca::policy_oid())).unwrap();
    let history = card.history(None, &who).unwrap();
    let holds = Holding::of(&history, &OPERATOR_POLICIES, ca::now());
    let refused =
        violated(&under_review(form::<OperatorCard>()), noon("2026-02-10"), officer(), Event::Accepted { holds });
    assert_eq!(refused[0].0, "application.already-holds");

    // The certificate is of November, so the renewal is filed in December.
    let on_the_rolls = authority.inventory().find(record).unwrap().unwrap();
    let renews = Some(PreviousCertificate::of(&on_the_rolls).unwrap());
    let renewal = Application::<Cepik<OperatorFile>>::draft(
        "cepik/2".parse().unwrap(),
        Form { renews, ..form::<OperatorFile>() },
        noon("2026-12-01"),
    );
    let submitted = Event::Submitted { channel: chancery::application::cepik::Channel::Epuap, enclosures: Vec::new() };
    taken(renewal, noon("2026-12-01"), Actor::Applicant, submitted);

    let (at, reason) = (ca::now(), Reason::Superseded);
    let requested = Requested { by: Requester::Subscriber, at };
    authority.revoke(record.serial, Revocation { at, reason, invalid_since: None, requested }).unwrap();
    let revoked = authority.inventory().find(record).unwrap().unwrap();
    assert_eq!(
        PreviousCertificate::of(&revoked).unwrap_err().to_string(),
        format!(
            "record {record} is revoked, and what is renewed was issued and is neither held nor revoked (domain.md §5.1 \
             rows 3 to 6)"
        )
    );
}

#[test]
fn a_person_who_holds_two_holds_another_than_the_one_that_is_renewed() {
    let provider = ca::provider();
    let authority = ca::authority(provider, "p256");
    let request = ca::bare(provider, "rsa2048");
    let who = accepted_with(&request).accepted().unwrap().into_applicant_for(&request, provider.digest).unwrap();
    let (first, _) = issued(&authority, &who, request.clone());
    let policy = authority.adopt(catalog::OperatorFile::new(ca::policy_oid())).unwrap();
    let history = || policy.history(Some(&request), &who).unwrap();
    let approved = policy.approve(request.clone(), &who, &history().for_renewal_of(first).unwrap(), ca::now()).unwrap();
    let second = authority.issue(approved, ca::now()).unwrap().id();
    for (renewed, other) in [(first, second), (second, first)] {
        let history = history().for_renewal_of(renewed).unwrap();
        assert_eq!(Holding::of(&history, &OPERATOR_POLICIES, ca::now()), Holding::Certificate(other));
    }
}
