//! Facts: what must be there, what may be, and texts that do not fit.
//!
//! A policy's table over a plain list of facts, so that any of them can be missing. RFC 5280 Appendix A.1 has the upper
//! bounds, counted in characters; nothing is cut to fit.

use chancery::{
    policy::{Fact, Facts, Policy, Profile, SubscriberKey, catalog::TlsApplicant},
    x509::AttributeType,
};

use super::{
    Changed,
    ca::{
        at, authority, bare, operator, operator_policy, provider, server, server_policy, system, system_policy, walk,
    },
    granted, refusals,
};

/// A policy of the catalog whose applicant is a list.
#[derive(Debug)]
struct OverFacts<P>(P);

impl<P: Policy> Policy for OverFacts<P> {
    type Applicant = Facts;
    type KeyOrigin = SubscriberKey;
    fn profile(&self) -> Profile {
        self.0.profile()
    }
}

fn person() -> Vec<Fact> {
    vec![
        Fact::Country("PL".to_owned()),
        Fact::Organization("Example".to_owned()),
        Fact::GivenName("Zażółć".to_owned()),
        Fact::Surname("Gęślą".to_owned()),
        Fact::Pesel("99723100018".parse().unwrap()),
        Fact::Email("operator@straz.example".parse().unwrap()),
    ]
}

fn without(kind: &str) -> Facts {
    Facts::new(person().into_iter().filter(|fact| fact.kind().name() != kind).collect())
}

#[track_caller]
fn refusals_without(kind: &str) -> Vec<String> {
    refusals(OverFacts(operator_policy()), bare(provider(), "rsa2048"), &without(kind))
}

#[test]
fn a_list_of_facts_makes_the_same_subject_as_a_typed_applicant() {
    let of_list = granted(OverFacts(operator_policy()), bare(provider(), "rsa2048"), &Facts::new(person()));
    let mut typed = operator();
    typed.organization = "Example".to_owned();
    let of_type = granted(operator_policy(), bare(provider(), "rsa2048"), &typed);
    assert_eq!(of_list.subject(), of_type.subject());
}

#[test]
fn refuses_an_applicant_without_a_required_fact() {
    assert_eq!(
        refusals_without("organization"),
        [
            "policy.subject.missing: applicant.O is nothing; permitted is the fact organization, from which operator-file \
          makes O (RFC 5280 §4.1.2.6)"
        ]
    );
    assert_eq!(
        refusals_without("pesel"),
        [
            "policy.subject.missing: applicant.serialNumber is nothing; permitted is the fact pesel, from which \
             operator-file makes serialNumber (RFC 5280 §4.1.2.6)",
            "policy.person.unknown: applicant.person is nobody who is known; permitted is a person who is known, since \
             operator-file gives each one certificate at once (domain.md §5.3 point 10)",
        ]
    );
}

#[test]
fn a_fact_that_makes_two_attributes_is_missed_in_both() {
    assert_eq!(
        refusals_without("surname"),
        [
            "policy.subject.missing: applicant.SN is nothing; permitted is the fact surname, from which operator-file \
             makes SN (RFC 5280 §4.1.2.6)",
            "policy.subject.missing: applicant.CN is nothing; permitted is the fact given-name and surname, from which \
             operator-file makes CN (RFC 5280 §4.1.2.6)",
        ]
    );
}

#[test]
fn refuses_an_applicant_without_a_required_alternative_name() {
    assert_eq!(
        refusals_without("email"),
        ["policy.san.missing: applicant.subjectAltName is nothing; permitted is at least one of email \
          (RFC 5280 §4.2.1.6)"]
    );
    assert_eq!(
        refusals(server_policy(), bare(provider(), "p256"), &TlsApplicant::new(Vec::new())),
        ["policy.san.missing: applicant.subjectAltName is nothing; permitted is at least one of dns-name, ip-address \
          (RFC 5280 §4.2.1.6)"]
    );
}

#[test]
fn leaves_out_an_optional_fact_that_is_missing() {
    let approved = granted(server_policy(), bare(provider(), "p256"), &server(&["host.example"]));
    let kinds: Vec<_> = approved.subject().attributes().map(|attribute| attribute.kind()).collect();
    assert_eq!(kinds, [AttributeType::COMMON_NAME]);
}

#[test]
fn writes_a_fact_that_is_given_twice_once() {
    let approved = granted(server_policy(), bare(provider(), "p256"), &server(&["host.example", "host.example"]));
    let authority = authority(provider(), "ed25519");
    let prepared = approved.prepare(authority.slot().unwrap(), super::now()).unwrap();
    let once = granted(server_policy(), bare(provider(), "p256"), &server(&["host.example"]));
    let authority = super::authority(provider(), "ed25519");
    assert_eq!(prepared.tbs(), once.prepare(authority.slot().unwrap(), super::now()).unwrap().tbs());
}

/// Seventy-nine characters, as an office of the courts has.
const OFFICE: &str = "Komornik Sądowy przy Sądzie Rejonowym dla Łodzi-Śródmieścia, Kancelaria nr XLII";

#[test]
fn refuses_an_office_of_79_characters_and_shows_it_whole() {
    assert_eq!(OFFICE.chars().count(), 79);
    let mut who = operator();
    who.organization = OFFICE.to_owned();
    assert_eq!(
        refusals(operator_policy(), bare(provider(), "rsa2048"), &who),
        [format!(
            "policy.subject.text: applicant.O is {OFFICE}; permitted is at most 64 characters, not 79 \
             (RFC 5280 Appendix A.1)"
        )]
    );
}

#[test]
fn takes_an_office_of_64_characters_whatever_octets_they_take() {
    for character in ["x", "Ż", "本"] {
        let mut who = operator();
        who.organization = character.repeat(64);
        let approved = granted(operator_policy(), bare(provider(), "rsa2048"), &who);
        let written =
            approved.subject().attributes().find(|found| found.kind() == AttributeType::ORGANIZATION).unwrap();
        assert_eq!(written.text().unwrap(), who.organization);
        who.organization.push('x');
        assert_eq!(refusals(operator_policy(), bare(provider(), "rsa2048"), &who).len(), 1);
    }
}

#[test]
fn refuses_two_names_that_make_a_common_name_of_65_characters() {
    let mut who = operator();
    (who.given_name, who.surname) = ("G".repeat(32), "S".repeat(32));
    let reasons = refusals(operator_policy(), bare(provider(), "rsa2048"), &who);
    assert_eq!(reasons.len(), 1);
    assert!(reasons[0].contains("permitted is at most 64 characters, not 65"), "{reasons:?}");
    who.surname.pop();
    let _ = granted(operator_policy(), bare(provider(), "rsa2048"), &who);
}

#[test]
fn refuses_a_host_name_too_long_for_a_common_name() {
    let host = format!("{}.{}.example", "a".repeat(40), "b".repeat(40));
    let reasons = refusals(server_policy(), bare(provider(), "p256"), &server(&[&host]));
    assert!(reasons[0].contains("permitted is at most 64 characters, not 89"), "{reasons:?}");
    let policy = server_policy().with_common_name(super::ServerCommonName::Absent);
    let _ = granted(policy, bare(provider(), "p256"), &server(&[&host]));
}

#[test]
fn refuses_texts_a_reader_would_be_misled_by() {
    for (text, sentence) in [
        ("", "permitted is at least one character"),
        (" Example", "permitted is a text without white space at its ends"),
        ("Exam\u{202e}ple", "a text without the character U+202E, which cannot be seen"),
        ("Exam\u{200b}ple", "a text without the character U+200B, which cannot be seen"),
        ("Exam\nple", "a text without the character U+000A, which cannot be seen"),
        ("Z\u{307}", "permitted is a text in Unicode normalization form C"),
    ] {
        let mut who = system();
        who.organization = text.to_owned();
        let reasons = refusals(system_policy(), bare(provider(), "rsa2048"), &who);
        assert!(reasons[0].contains(sentence), "{text:?}: {reasons:?}");
    }
}

#[test]
fn refuses_a_country_that_is_none() {
    for text in ["pl", "POL", "P", "P1"] {
        let mut who = system();
        who.country = text.to_owned();
        let reasons = refusals(system_policy(), bare(provider(), "rsa2048"), &who);
        assert_eq!(reasons.len(), 1);
        let wanted =
            if text == "POL" { "at most 2 characters, not 3" } else { "permitted is two capital letters of ISO 3166" };
        assert!(reasons[0].contains(wanted), "{text}: {reasons:?}");
    }
}

#[test]
fn two_years_from_29_february_end_on_28_february() {
    let authority = authority(provider(), "ed25519");
    let start = at("2028-02-29T10:00:00Z");
    let request = bare(provider(), "rsa2048");
    let approved = super::approve(&authority, system_policy(), request, &system(), start).unwrap();
    let validity = authority.issue(approved, start).unwrap().into_certificate().validity();
    assert_eq!(validity.not_before(), start);
    assert_eq!(validity.not_after(), at("2030-02-28T09:59:59Z"));
}

#[test]
fn two_years_are_calendar_years() {
    let authority = authority(provider(), "ed25519");
    let certificate = walk(&authority, system_policy(), bare(provider(), "rsa2048"), &system());
    assert_eq!(certificate.validity().not_after(), at("2028-11-22T09:59:59Z"));
}

#[test]
fn a_backdated_certificate_starts_and_ends_earlier() {
    let authority = authority(provider(), "ed25519");
    let policy = Changed(server_policy(), |profile| profile.backdating_seconds = 172_800);
    let certificate = walk(&authority, policy, bare(provider(), "p256"), &server(&["host.example"]));
    assert_eq!(certificate.validity().not_before(), at("2026-11-20T10:00:00Z"));
    assert_eq!(certificate.validity().not_after(), at("2027-02-18T09:59:59Z"));
}

#[test]
fn a_certificate_is_not_backdated_before_its_issuer() {
    let authority = authority(provider(), "ed25519");
    let policy = Changed(server_policy(), |profile| profile.backdating_seconds = 3600);
    let early = at("2026-01-01T00:59:59Z");
    let request = bare(provider(), "p256");
    let rejection = super::approve(&authority, policy, request, &server(&["host.example"]), early).unwrap_err();
    assert_eq!(rejection.violations()[0].rule().as_str(), "policy.validity.issuers-end");
}

#[test]
fn refuses_a_lifetime_no_calendar_has() {
    use chancery::x509::Lifetime;
    let authority = authority(provider(), "ed25519");
    let policy = Changed(server_policy(), |profile| profile.lifetime = Lifetime::Days(9_000_000));
    let request = bare(provider(), "p256");
    let rejection = super::approve(&authority, policy, request, &server(&["host.example"]), super::now()).unwrap_err();
    assert_eq!(
        super::reasons(&rejection),
        ["policy.validity: validity is 9000000 days; permitted is an end before the year 10000 (RFC 5280 §4.1.2.5)"]
    );
}
