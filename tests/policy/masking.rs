//! No number of a person is shown by what is printed in passing.
//!
//! Every value of the walk that knows an operator is printed with `Debug`, and with `Display` where it is a sentence. A
//! name printed for its own sake (`Name`'s `Display`) is the one that shows it. Octets count too: a list of decimal octets
//! is the number in other letters.

use chancery::{policy::Applicant, x509::AttributeType};

use super::ca::{self, approve, authority, bare, name, now, operator, operator_policy, provider, request};

const PESEL: &str = "99723100018";

/// Fails where the first seven digits stand, as text, as decimal octets or as hexadecimal ones.
#[track_caller]
fn assert_hidden(what: &str, shown: &str) {
    let hidden = PESEL.get(..7).unwrap();
    let octets = hidden.as_bytes();
    let decimal: Vec<_> = octets.iter().map(ToString::to_string).collect();
    let spread: Vec<_> = octets.iter().map(|octet| format!("{octet:02x}")).collect();
    let squeezed: String = shown.split_whitespace().collect();
    for number in [hidden.to_owned(), decimal.join(","), spread.concat(), spread.join(",")] {
        assert!(!squeezed.contains(&number), "{what} shows the number of a person: {shown}");
    }
}

#[test]
fn nothing_of_the_walk_shows_the_number_of_a_person_in_passing() {
    let authority = authority(provider(), "ed25519");
    assert_hidden("the applicant", &format!("{:?}", operator()));
    assert_hidden("the facts", &format!("{:?}", operator().facts(chancery::policy::FactKind::Pesel)));
    assert_hidden("the person", &format!("{:?}", operator().person()));
    let subject = name(&[(AttributeType::SERIAL_NUMBER, "PNOPL-99723100018")]);
    let request = request(provider(), "rsa2048", &subject, []);
    assert_hidden("the request", &format!("{request:?} {:#?}", request.request()));
    let policy = authority.adopt(operator_policy()).unwrap();
    let history = policy.history(Some(&request), &operator()).unwrap();
    assert_hidden("the history", &format!("{history:?}"));
    let approved = policy.approve(request, &operator(), &history, now()).unwrap();
    assert_hidden("the approval", &format!("{approved:?}"));
    let prepared = approved.prepare(authority.slot().unwrap(), now()).unwrap();
    assert_hidden("what is prepared", &format!("{prepared:?}"));
    let planned = prepared.plan().unwrap();
    assert_hidden("what is planned", &format!("{planned:?}"));
    let record = authority.inventory().find(planned.id()).unwrap().unwrap();
    assert_hidden("the record", &format!("{record:?}"));
    let unrecorded = planned.sign().unwrap();
    assert_hidden("what is signed", &format!("{unrecorded:?}"));
    let enrolled = unrecorded.complete().unwrap();
    assert_hidden("what is enrolled", &format!("{enrolled:?} {:?}", enrolled.certificate()));
    let record = authority.inventory().find(enrolled.id()).unwrap().unwrap();
    assert_hidden("the completed record", &format!("{record:?}"));
}

#[test]
fn what_is_to_be_signed_shows_the_number_of_nobody() {
    let authority = authority(provider(), "ed25519");
    let approved = approve(&authority, operator_policy(), bare(provider(), "rsa2048"), &operator(), now()).unwrap();
    let planned = approved.prepare(authority.slot().unwrap(), now()).unwrap().plan().unwrap();
    assert_hidden("what is to be signed", &format!("{:?}", planned.to_be_signed()));
}

#[test]
fn a_rejection_shows_the_number_of_nobody() {
    let authority = authority(provider(), "ed25519");
    let mut who = operator();
    who.organization = PESEL.repeat(7);
    for asked in ["PNOPL-99723100018", "99723100018", "997-231-000-18", "NUMER 9972310 0018"] {
        let request = request(provider(), "p256", &name(&[(AttributeType::COMMON_NAME, asked)]), []);
        let rejection = approve(&authority, operator_policy(), request, &who, now()).unwrap_err();
        let json = serde_json::to_string(&rejection).unwrap();
        assert_hidden("the rejection", &format!("{rejection} {rejection:?} {json}"));
    }
}

#[test]
fn what_is_withheld_shows_the_number_of_nobody() {
    let subject = name(&[(AttributeType::SERIAL_NUMBER, "PNOPL-99723100018")]);
    let request = request(provider(), "p256", &subject, []);
    let authority = authority(provider(), "ed25519");
    let approved = approve(&authority, ca::server_policy(), request, &ca::server(&["host.example"]), now()).unwrap();
    let [withheld] = approved.withheld() else { panic!("one thing is withheld") };
    assert_eq!(
        withheld.to_string(),
        "subject.serialNumber asks for PNOPL-*******0018, which the policy does not grant"
    );
    let json = serde_json::to_string(withheld).unwrap();
    assert_hidden("what is withheld", &format!("{withheld:?} {json} {approved:?}"));
}

#[test]
fn the_name_itself_is_shown_when_it_is_asked_for() {
    let authority = authority(provider(), "ed25519");
    let request = bare(provider(), "rsa2048");
    let approved = approve(&authority, operator_policy(), request, &operator(), now()).unwrap();
    assert!(approved.subject().to_string().contains(PESEL));
}
