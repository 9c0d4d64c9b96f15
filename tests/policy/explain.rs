//! Explanations are the decision: what one says is granted is in the certificate, and its violations are the rejection's.
//!
//! The property walks the catalog with the applicants of these tests and random requests, and reads what is granted from
//! the octets that would be signed. Below it the table, the words for machines, and what belongs to no
//! row. `CHANCERY_WRITE_FIXTURES=1 cargo test --test policy` writes the table anew.

use std::{env, fs, path::Path};

use chancery::{
    Authority,
    encoding::Oid,
    issuance::Approved,
    policy::{
        AttributeRow, AttributeValue, ExplainedRow, Explanation, Outcome, Policy, Presence, Profile, SubscriberKey,
        Surplus, Violations,
        catalog::{OcspResponder, OperatorCard, ServerCommonName, SkpSsl},
    },
    request::{RequestedExtensions, VerifiedRequest, Violation},
    x509::{
        AttributeType, Extension, Name, TbsCertificate, Time,
        extension::{
            AuthorityInfoAccess, BasicConstraints, CertificatePolicies, CrlDistributionPoints, ExtendedKeyUsage,
            ExtensionRef, KeyPurpose, KeyUsage, PolicyInformation, SubjectAltName, TlsFeature, oid,
        },
        mask_digits,
    },
};
use proptest::prelude::*;

use super::{
    Changed,
    ca::{
        authority, bare, client, client_policy, name, now, operator, operator_policy, policy_oid, provider, request,
        responder, server, server_policy, subordinate_applicant, subordinate_policy, system, system_policy, typed,
    },
    rows, value,
};

fn explained<P: Policy>(policy: P, request: Option<&VerifiedRequest>, who: &P::Applicant) -> Explanation {
    let policy = authority(provider(), "ed25519").adopt(policy).unwrap();
    let history = policy.history(request, who).unwrap();
    policy.explain(request, who, &history, now())
}

#[track_caller]
fn row<'a>(explanation: &'a Explanation, name: &str) -> &'a ExplainedRow {
    explanation.rows().iter().find(|row| row.view().row() == name).unwrap_or_else(|| panic!("no row {name}"))
}

// ---- the property ---------------------------------------------------------------------------------------------------

/// Explains and approves the same, and holds one against the other.
fn agrees<P: Policy<KeyOrigin = SubscriberKey>>(policy: P, request: VerifiedRequest, who: &P::Applicant) {
    let authority = authority(provider(), "ed25519");
    let policy = authority.adopt(policy).unwrap();
    let history = policy.history(Some(&request), who).unwrap();
    let explanation = policy.explain(Some(&request), who, &history, now());
    let key = request.public_key().algorithm().to_string();
    every_violation_is_told(&explanation);
    match policy.approve(request, who, &history, now()) {
        Err(rejection) => {
            assert_eq!(explanation.rejection(), Some(&rejection));
            let refused = |row: &&ExplainedRow| row.outcome() == Outcome::Refused;
            assert!(explanation.rows().iter().filter(refused).all(|row| row.granted().is_empty()));
        }
        Ok(approved) => {
            assert_eq!((explanation.rejection(), explanation.withheld()), (None, approved.withheld()));
            assert_eq!(row(&explanation, "subjectPublicKeyInfo").granted(), [key]);
            is_what_is_written(&explanation, approved, &authority);
        }
    }
}

/// Each violation and each thing withheld is told once: in a row, or beside the rows.
fn every_violation_is_told(explanation: &Explanation) {
    let of_rows = explanation.rows().iter().flat_map(ExplainedRow::violations);
    let mut told: Vec<_> = of_rows.chain(explanation.violations_beside_the_rows()).map(ToString::to_string).collect();
    let mut wanted: Vec<_> = explanation.violations().iter().map(ToString::to_string).collect();
    told.sort();
    wanted.sort();
    assert_eq!(told, wanted);
    let withheld = explanation.rows().iter().map(|row| row.withheld().len()).sum::<usize>();
    assert_eq!(withheld, explanation.withheld().len());
    // A row and what the engine says of it name the same clause.
    for row in explanation.rows() {
        let surplus = row.violations().iter().filter(|violation| violation.rule().as_str().ends_with(".surplus"));
        surplus.for_each(|violation| {
            let of_its_type = row.view().row() == "any other extension";
            assert!(of_its_type || violation.clause() == row.view().clause(), "{violation}");
        });
    }
}

/// Subject, validity and extensions, read from the octets that would be signed.
fn is_what_is_written<P: Policy>(explanation: &Explanation, approved: Approved<P>, authority: &Authority) {
    let prepared = approved.prepare(authority.slot().unwrap(), now()).unwrap();
    let tbs = TbsCertificate::from_der(prepared.tbs()).unwrap();
    let subject: Vec<_> = tbs
        .subject_name()
        .unwrap()
        .attributes()
        .map(|attribute| format!("subject.{} {}", attribute.kind(), mask_digits(&attribute.text().unwrap())))
        .collect();
    let rows = || explanation.rows().iter();
    let told = |row: &ExplainedRow| {
        row.granted().iter().map(|granted| format!("{} {granted}", row.view().row())).collect::<Vec<_>>()
    };
    let of_subject = rows().filter(|row| row.view().row().starts_with("subject."));
    assert_eq!(of_subject.flat_map(told).collect::<Vec<_>>(), subject);
    let window = format!("{} to {}", tbs.validity().not_before(), tbs.validity().not_after());
    assert_eq!(row(explanation, "validity").granted(), [window]);
    let mut extensions: Vec<_> = tbs.extensions().iter().flat_map(said).collect();
    let of_frame = |row: &&ExplainedRow| {
        let name = row.view().row();
        !name.starts_with("subject.") && name != "validity" && name != "subjectPublicKeyInfo"
    };
    let mut granted: Vec<_> = rows().filter(of_frame).flat_map(told).collect();
    extensions.sort();
    granted.sort();
    assert_eq!(granted, extensions);
}

/// The entries of an extension, each behind its name.
fn said(extension: &ExtensionRef<'_>) -> Vec<String> {
    let texts = |items: &mut dyn Iterator<Item = String>| items.collect::<Vec<_>>();
    let entries = match extension.oid {
        oid::KEY_USAGE => vec![value::<KeyUsage>(extension).to_string()],
        oid::BASIC_CONSTRAINTS => vec![value::<BasicConstraints>(extension).to_string()],
        oid::SUBJECT_ALT_NAME => texts(&mut value::<SubjectAltName>(extension).names().iter().map(ToString::to_string)),
        oid::EXTENDED_KEY_USAGE => {
            texts(&mut value::<ExtendedKeyUsage>(extension).purposes().iter().map(ToString::to_string))
        }
        oid::CERTIFICATE_POLICIES => texts(
            &mut value::<CertificatePolicies>(extension)
                .policies()
                .iter()
                .map(PolicyInformation::policy)
                .map(|oid| oid.to_string()),
        ),
        oid::CRL_DISTRIBUTION_POINTS => texts(
            &mut value::<CrlDistributionPoints>(extension)
                .points()
                .iter()
                .flat_map(|point| point.uris())
                .map(ToString::to_string),
        ),
        oid::AUTHORITY_INFO_ACCESS => texts(
            &mut value::<AuthorityInfoAccess>(extension)
                .descriptions()
                .iter()
                .map(|access| access.location().to_string()),
        ),
        oid::SUBJECT_KEY_IDENTIFIER | oid::AUTHORITY_KEY_IDENTIFIER => vec!["an identifier of 20 octets".to_owned()],
        _ => vec![format!("an extension of {} octets", extension.value.len())],
    };
    let path = RequestedExtensions::path(extension.oid);
    let name = path.as_str().strip_prefix("extensionRequest.").unwrap();
    entries.into_iter().map(|entry| format!("{name} {entry}")).collect()
}

/// What the requests of these tests ask for.
fn wishes() -> Vec<Extension> {
    vec![
        rows::alternative(&["host.example"]),
        rows::alternative(&["host.example", "foreign.example"]),
        rows::mailbox("client@host.example"),
        typed(&KeyUsage::DIGITAL_SIGNATURE),
        typed(&(KeyUsage::DIGITAL_SIGNATURE | KeyUsage::KEY_ENCIPHERMENT)),
        rows::purposes(&[KeyPurpose::CLIENT_AUTH]),
        rows::purposes(&[KeyPurpose::SERVER_AUTH, KeyPurpose::CODE_SIGNING]),
        typed(&BasicConstraints::EndEntity),
        rows::authority_with(None),
        rows::authority_with(Some(1)),
        rows::policies(policy_oid()),
        rows::policies("2.999.7".parse::<Oid>().unwrap()),
        rows::key_identifier(),
        rows::authority_key_identifier(),
        rows::constraints(),
        rows::distribution_points(),
        rows::info_access(),
        typed(&TlsFeature::MUST_STAPLE),
        rows::unknown(),
    ]
}

fn subjects() -> Vec<Name> {
    vec![
        Name::empty(),
        name(&[(AttributeType::COMMON_NAME, "host.example")]),
        name(&[(AttributeType::COMMON_NAME, "client@host.example")]),
        name(&[(AttributeType::COMMON_NAME, "foreign.example"), (AttributeType::LOCALITY, "Radom")]),
        name(&[(AttributeType::ORGANIZATION, "Example"), (AttributeType::SERIAL_NUMBER, "PNOPL-44051401359")]),
        rows::whole_subject(),
    ]
}

const KEYS: [&str; 5] = ["p256", "p384", "ed25519", "rsa2048", "rsa3072"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_explained_is_what_is_approved(
        policy in 0usize..10,
        key in prop::sample::select(&KEYS[..]),
        subject in prop::sample::select(subjects()),
        asked in prop::sample::subsequence(wishes(), 0..5),
    ) {
        let mut once: Vec<Extension> = Vec::new();
        for wish in asked {
            if once.iter().all(|known| known.oid() != wish.oid()) {
                once.push(wish);
            }
        }
        let request = request(provider(), key, &subject, once);
        match policy {
            0 => agrees(server_policy(), request, &server(&["host.example", "*.host.example"])),
            1 => agrees(server_policy().with_common_name(ServerCommonName::Absent).with_policy(policy_oid()), request,
                &server(&["host.example"])),
            2 => agrees(client_policy(), request, &client()),
            3 => agrees(operator_policy(), request, &operator()),
            4 => agrees(OperatorCard::new(policy_oid()), request, &operator()),
            5 => agrees(SkpSsl::new(policy_oid()), request, &operator()),
            6 => agrees(system_policy(), request, &system()),
            7 => agrees(OcspResponder::new(OcspResponder::LIFETIME), request, &responder()),
            8 => agrees(subordinate_policy(), request, &subordinate_applicant()),
            _ => agrees(server_policy(), request, &server(&[])),
        }
    }
}

#[cfg(feature = "aws-lc-rs")]
#[test]
fn a_device_is_explained_without_a_request() {
    let authority = authority(&chancery::crypto::aws_lc_rs::PROVIDER, "ed25519");
    let policy = authority.adopt(super::ca::device_policy()).unwrap();
    let history = policy.history(None, &super::ca::device()).unwrap();
    let explanation = policy.explain(None, &super::ca::device(), &history, now());
    assert_eq!(row(&explanation, "subjectPublicKeyInfo").granted(), ["RSA 2048, made by the authority"]);
    let approved = policy.approve_generated(&super::ca::device(), &history, now()).unwrap();
    is_what_is_written(&explanation, approved, &authority);
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
