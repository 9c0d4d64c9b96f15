//! A policy of a file decides as the one of the program does.
//!
//! Each is adopted from its own text under one authority and asked about the facts of the applicants of these tests; what
//! both explain is compared whole. The surprising choice: the facts go through a file too, so that an applicant in a file
//! is one.

use chancery::{
    issuance::Adopted,
    policy::{Applicant, Document, Fact, FactKind, Facts, Loaded, Policy, SubscriberKey},
    x509::AttributeType,
};

use super::{
    ca::{
        authority, bare, client, client_policy, name, now, operator, operator_policy, provider, request, server,
        server_policy, system, system_policy,
    },
    host,
};

/// What a typed applicant has, as the file of an applicant of a document says it.
fn facts_of(applicant: &dyn Applicant) -> Facts {
    let mut kinds = serde_json::Map::new();
    for kind in FactKind::ALL {
        let texts: Vec<serde_json::Value> = applicant.facts(kind).iter().map(|fact| text(fact).into()).collect();
        match <[_; 1]>::try_from(texts) {
            Ok([text]) => drop(kinds.insert(kind.to_string(), text)),
            Err(texts) if texts.is_empty() => {}
            Err(texts) => drop(kinds.insert(kind.to_string(), texts.into())),
        }
    }
    serde_json::from_value(kinds.into()).unwrap()
}

fn text(fact: &Fact) -> String {
    match fact {
        Fact::DnsName(name) => name.to_string(),
        Fact::IpAddress(address) => address.to_string(),
        Fact::Email(address) => address.to_string(),
        Fact::Uri(uri) => uri.to_string(),
        Fact::Upn(upn) => upn.to_string(),
        Fact::Pesel(number) => number.digits_in_full().to_owned(),
        Fact::Nip(number) => number.digits_in_full().to_owned(),
        Fact::Krs(number) => number.digits_in_full().to_owned(),
        other => other.in_attribute(AttributeType::COMMON_NAME).unwrap().into_owned(),
    }
}

/// The policy of the text that this one makes.
fn of_a_file<P: Policy>(policy: &P) -> Loaded {
    Document::from_json(&Document::of(policy).unwrap().to_json().unwrap()).unwrap().load()
}

#[track_caller]
fn decide_alike<P: Policy<KeyOrigin = SubscriberKey>>(policy: P, key: &str, who: &P::Applicant) {
    let authority = authority(provider(), "ed25519");
    let Loaded::Subscriber(loaded) = of_a_file(&policy) else { panic!("its subscribers make the keys") };
    let (typed, loaded) = (authority.adopt(policy).unwrap(), authority.adopt(loaded).unwrap());
    let facts = facts_of(who);
    for request in [
        bare(provider(), key),
        request(provider(), key, &name(&[(AttributeType::COMMON_NAME, "other.example.com")]), []),
    ] {
        let told = explained(&typed, &request, who);
        assert_eq!(told, explained(&loaded, &request, &facts));
        assert!(told.contains("\"row\""), "{told}");
    }
}

fn explained<P: Policy>(
    policy: &Adopted<P>,
    request: &chancery::request::VerifiedRequest,
    who: &P::Applicant,
) -> String {
    let history = policy.history(Some(request), who).unwrap();
    serde_json::to_string(&policy.explain(Some(request), who, &history, now())).unwrap()
}

#[test]
fn a_server_is_granted_the_same() {
    decide_alike(server_policy(), "p256", &server(&["www.example.com", "example.com"]));
}

#[test]
fn a_client_is_granted_the_same() {
    decide_alike(client_policy(), "ed25519", &client());
}

#[test]
fn a_person_is_granted_the_same() {
    decide_alike(operator_policy(), "rsa2048", &operator());
}

#[test]
fn a_system_is_granted_the_same() {
    decide_alike(system_policy(), "rsa2048", &system());
}

#[test]
fn a_key_of_the_wrong_kind_is_refused_the_same() {
    decide_alike(operator_policy(), "p256", &operator());
}

#[test]
#[cfg(feature = "aws-lc-rs")]
fn a_key_is_made_under_a_policy_of_a_file() {
    let authority = authority(&chancery::crypto::aws_lc_rs::PROVIDER, "ed25519");
    let Loaded::Authority(loaded) = of_a_file(&super::ca::device_policy()) else {
        panic!("the authority makes the keys")
    };
    let approved = super::ca::approve_generated(&authority, loaded, &facts_of(&super::ca::device()), now()).unwrap();
    let enrolled = authority.issue(approved, now()).unwrap();
    let validity: chancery::x509::Validity = enrolled.certificate().validity();
    assert_eq!(validity.not_before(), now());
    assert_eq!(enrolled.certificate().subject().to_string(), "CN=WA1M-0042,OU=Courts,O=Example,C=PL");
}

#[test]
fn many_policies_of_files_stand_in_one_map() {
    let authority = authority(provider(), "ed25519");
    let mut policies = std::collections::HashMap::new();
    for document in super::catalog() {
        let name = document.profile().name.to_string();
        let Loaded::Subscriber(loaded) = document.load() else { continue };
        if let Ok(adopted) = authority.adopt(loaded) {
            policies.insert(name, adopted);
        }
    }
    assert!(policies.len() >= 10, "{:?}", policies.keys());
    let facts: Facts = serde_json::from_str(r#"{"common-name": "robot", "email": "robot@example.com"}"#).unwrap();
    let request = bare(provider(), "p256");
    let client = &policies["tls-client"];
    let history = client.history(Some(&request), &facts).unwrap();
    assert!(client.approve(request, &facts, &history, now()).is_ok());
    assert_eq!(host().to_string(), "2.999.1");
}

// ---- facts of a file ------------------------------------------------------------------------------------------------

#[track_caller]
fn refused(text: &str) -> String {
    let told = serde_json::from_str::<Facts>(text).unwrap_err().to_string();
    told.split(" at line ").next().unwrap().to_owned()
}

#[test]
fn refuses_a_number_that_is_none_without_repeating_it() {
    let told = refused(r#"{"pesel": "99723100019"}"#);
    assert!(told.starts_with("the fact pesel is none: "), "{told}");
    assert!(!told.contains("99723100019"), "{told}");
}

#[test]
fn refuses_a_name_that_is_none() {
    let told = refused(r#"{"dns-name": ["www.example.com", "no host"]}"#);
    assert!(told.starts_with("the fact dns-name is none: "), "{told}");
}

#[test]
fn refuses_an_empty_fact() {
    assert_eq!(refused(r#"{"organization": ""}"#), "the fact organization is empty; leave it out instead");
}

#[test]
fn refuses_a_kind_that_is_there_twice() {
    let told = refused(r#"{"email": "a@example.com", "email": "b@example.com"}"#);
    assert_eq!(told, "the facts email are there twice; write them as one list");
}

#[test]
fn refuses_a_kind_nobody_knows() {
    let told = refused(r#"{"shoe-size": "44"}"#);
    assert!(told.starts_with("the kind of facts shoe-size is not known here; known are dns-name, "), "{told}");
}

#[test]
fn repeats_no_number_that_stands_in_the_wrong_place() {
    const NUMBER: &str = "99723100018";
    let said = [
        (r#"{"99723100018": "pesel"}"#, "a kind of facts is not known here; known are dns-name, "),
        (r#"{"pesel-99723100018": "x"}"#, "a kind of facts is not known here; known are dns-name, "),
        ("99723100018", "found a number, expected facts by their kinds"),
        ("-99723100018", "found a number, expected facts by their kinds"),
        ("99723100018.5", "found a number, expected facts by their kinds"),
        (r#""99723100018""#, "found a text, expected facts by their kinds"),
        (r#"{"pesel": 99723100018}"#, "a text or a list of texts"),
        (r#"{"pesel": [99723100018]}"#, "a text or a list of texts"),
        (r#"{"pesel": {"99723100018": 1}}"#, "a text or a list of texts"),
        (r#"{"nip": "99723100018"}"#, "the fact nip is none: "),
        (r#"{"email": "99723100018"}"#, "the fact email is none: "),
        (r#"{"upn": "99723100018"}"#, "the fact upn is none: "),
    ];
    for (text, wanted) in said {
        let told = refused(text);
        assert!(told.starts_with(wanted) && !told.contains(NUMBER), "{text}: {told}");
    }
}
