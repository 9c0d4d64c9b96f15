//! Explanations: what a row is told, the table for people, the words for machines, and what belongs to no row.
//!
//! That an explanation is the decision is held for the whole catalog in `explain/property.rs`; here are the sentences, one
//! request at a time. The surprising choice: the table is a file, because a person reads it as a whole and so must whoever
//! reviews a change of it. `CHANCERY_WRITE_FIXTURES=1 cargo test --test policy` writes it anew.

use std::{env, fs, path::Path};

use chancery::{
    policy::{
        AttributeRow, AttributeValue, ExplainedRow, Explanation, Outcome, Policy, Presence, Profile, SubscriberKey,
        Surplus, Violations,
    },
    request::{VerifiedRequest, Violation},
    x509::{
        AttributeType, Name, Time,
        extension::{KeyPurpose, TlsFeature},
    },
};

use super::{
    Changed,
    ca::{
        authority, bare, client, client_policy, name, now, operator, operator_policy, provider, request, server,
        server_policy, typed,
    },
    rows,
};

#[path = "explain/property.rs"]
mod property;

fn explained<P: Policy>(policy: P, request: Option<&VerifiedRequest>, who: &P::Applicant) -> Explanation {
    let policy = authority(provider(), "ed25519").adopt(policy).unwrap();
    let history = policy.history(request, who).unwrap();
    policy.explain(request, who, &history, now())
}

#[track_caller]
fn row<'a>(explanation: &'a Explanation, name: &str) -> &'a ExplainedRow {
    explanation.rows().iter().find(|row| row.view().row() == name).unwrap_or_else(|| panic!("no row {name}"))
}

// ---- what a row is told ---------------------------------------------------------------------------------------------

#[test]
fn a_row_says_what_was_asked_and_what_comes_of_it() {
    let request = request(
        provider(),
        "p256",
        &name(&[(AttributeType::COMMON_NAME, "www.host.example"), (AttributeType::LOCALITY, "Radom")]),
        [rows::purposes(&[KeyPurpose::SERVER_AUTH, KeyPurpose::CODE_SIGNING]), rows::unknown()],
    );
    let explanation = explained(server_policy(), Some(&request), &server(&["host.example", "www.host.example"]));
    let told = |name: &str| {
        let row = row(&explanation, name);
        let withheld: Vec<_> = row.withheld().iter().map(|withheld| withheld.asked().to_owned()).collect();
        (row.outcome(), row.asked().join(", "), row.granted().join(", "), withheld.join(", "))
    };
    let words = |outcome, asked: &str, granted: &str, withheld: &str| {
        (outcome, asked.to_owned(), granted.to_owned(), withheld.to_owned())
    };
    assert_eq!(told("extKeyUsage"), words(Outcome::Withheld, "serverAuth, codeSigning", "serverAuth", "codeSigning"));
    assert_eq!(told("subject.CN"), words(Outcome::Granted, "www.host.example", "host.example", ""));
    assert_eq!(row(&explanation, "subject.CN").repeated(), ["www.host.example"]);
    assert_eq!(told("any other attribute"), words(Outcome::Withheld, "L=Radom", "", "Radom"));
    let unknown = "extension(2.999.9): an extension of 2 octets";
    assert_eq!(told("any other extension"), words(Outcome::Withheld, unknown, "", "an extension of 2 octets"));
    assert_eq!(told("nameConstraints"), words(Outcome::Absent, "", "", ""));
    assert_eq!(explanation.policy(), "tls-server");
}

/// Two rows of one attribute, each of which makes one.
fn two_units(profile: &mut Profile) {
    let unit = |text: &'static str| AttributeRow {
        attribute: AttributeType::ORGANIZATIONAL_UNIT,
        value: AttributeValue::Fixed(text.into()),
        presence: Presence::Required,
        if_asked_otherwise: Surplus::Refuse,
    };
    profile.subject.attributes.to_mut().extend([unit("One"), unit("Two")]);
}

#[test]
fn each_of_two_rows_of_an_attribute_is_told_its_own() {
    let request = request(provider(), "p256", &name(&[(AttributeType::ORGANIZATIONAL_UNIT, "Two")]), []);
    let explanation = explained(Changed(client_policy(), two_units), Some(&request), &client());
    let units: Vec<_> = explanation.rows().iter().filter(|row| row.view().row() == "subject.OU").collect();
    let granted: Vec<_> = units.iter().map(|row| row.granted().join(", ")).collect();
    assert_eq!(granted, ["One", "Two"]);
    assert_eq!(units.first().unwrap().asked(), ["Two"]);
}

/// Refuses everything, about something that is in no table.
#[derive(Debug)]
struct Closed;

impl Policy for Closed {
    type Applicant = chancery::policy::catalog::TlsClientApplicant;
    type KeyOrigin = SubscriberKey;
    fn profile(&self) -> Profile {
        client_policy().profile()
    }
    fn narrow(&self, _: Option<&VerifiedRequest>, _: &Self::Applicant, _: Time, violations: &mut Violations) {
        violations.add(Violation::new("example.closed", "office", "closed", "open", "house rule 1"));
    }
}

#[test]
fn what_a_hook_refuses_is_told_beside_the_rows() {
    let request = bare(provider(), "p256");
    let explanation = explained(Closed, Some(&request), &client());
    let beside: Vec<_> = explanation.violations_beside_the_rows().map(|violation| violation.rule().as_str()).collect();
    assert_eq!(beside, ["example.closed"]);
    let shown = explanation.to_string();
    assert!(
        shown.starts_with("tls-client: would be refused for 1 reason; what is marked granted would be so without it\n"),
        "{shown}"
    );
    assert!(shown.ends_with("\n\nrefused: office is closed; permitted is open (house rule 1)\n"), "{shown}");
}

#[test]
fn a_history_of_somebody_else_is_told_as_approve_tells_it() {
    let policy = authority(provider(), "ed25519").adopt(client_policy()).unwrap();
    let (request, other) = (bare(provider(), "p256"), bare(provider(), "p384"));
    let history = policy.history(Some(&other), &client()).unwrap();
    let explanation = policy.explain(Some(&request), &client(), &history, now());
    let rejection = policy.approve(request, &client(), &history, now()).unwrap_err();
    assert_eq!(explanation.violations(), rejection.violations());
    assert_eq!(explanation.violations_beside_the_rows().count(), 1);
}

// ---- for people and for machines ------------------------------------------------------------------------------------

#[test]
fn the_table_is_aligned_and_wrapped_and_complete() {
    let explanation = explained(server_policy(), Some(&rows::greedy()), &server(&["host.example"]));
    let shown = explanation.to_string();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/explain/greedy.txt");
    if env::var_os("CHANCERY_WRITE_FIXTURES").is_some() {
        fs::write(&file, &shown).unwrap();
    }
    assert_eq!(shown, fs::read_to_string(&file).unwrap(), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 130 && line == line.trim_end()));
}

#[test]
fn nobodys_number_is_shown() {
    let subject = name(&[(AttributeType::SERIAL_NUMBER, "PNOPL-44051401359")]);
    let request = request(provider(), "rsa2048", &subject, []);
    let explanation = explained(operator_policy(), Some(&request), &operator());
    let json = serde_json::to_string(&explanation).unwrap();
    for shown in [explanation.to_string(), json, format!("{explanation:?}")] {
        assert!(!shown.contains("9972310") && !shown.contains("4405140"), "{shown}");
        assert!(shown.contains("*******1359"), "{shown}");
    }
    let numbers = row(&explained(operator_policy(), None, &operator()), "subject.serialNumber").granted().to_vec();
    assert_eq!(numbers, ["PNOPL-*******0018"]);
}

#[test]
fn a_machine_reads_one_object() {
    let request = request(provider(), "p256", &Name::empty(), [typed(&TlsFeature::MUST_STAPLE)]);
    let explanation = explained(server_policy(), Some(&request), &server(&["host.example"]));
    let json: serde_json::Value = serde_json::to_value(&explanation).unwrap();
    assert_eq!((json["policy"].as_str(), json["outcome"].as_str()), (Some("tls-server"), Some("approved")));
    let rows = json["rows"].as_array().unwrap();
    assert_eq!(rows.len(), explanation.rows().len());
    assert_eq!(
        rows.last().unwrap(),
        &serde_json::json!({
            "row": "any other extension",
            "source": "absent",
            "surplus": "withhold",
            "clause": "RFC 5280 §4.2",
            "outcome": "withheld",
            "asked": ["tlsfeature: status_request"],
            "granted": [],
            "repeated": [],
            "withheld": [{ "path": "extensionRequest.tlsfeature", "asked": "status_request" }],
            "violations": [],
        })
    );
    assert_eq!(json["withheld"].as_array().unwrap().len(), 1);
    assert_eq!(json["violations"].as_array().unwrap().len(), 0);
}
