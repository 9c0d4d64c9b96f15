//! Lint rules: each has a list that breaks it and nothing else, and the sentence it breaks it with.
//!
//! C-01 to C-05, C-07, C-09 to C-11, L-08, L-09, and those the reader keeps (B-04). What is linted here was never signed.

use std::collections::BTreeSet;

use chancery::{
    revocation::lint::{self, Issuing, Judge},
    x509::{
        Reason,
        extension::{AuthorityKeyIdentifier, Criticality, ReasonCode, SubjectKeyIdentifier},
    },
};

use super::{
    at, ca, days,
    forge::{der, extension, opaque},
    issuer,
    made::{Made, entry, invalid, key_identifier, number, time},
    now,
};

#[track_caller]
fn findings(made: &Made) -> Vec<String> {
    let (issuer, tbs) = (issuer(), made.tbs());
    match lint::run(&tbs, &Issuing::of(&issuer)) {
        Ok(_) => Vec::new(),
        Err(findings) => findings.iter().map(ToString::to_string).collect(),
    }
}

/// One entry with these extensions, on the list of now.
fn of_entry(date: Vec<u8>, extensions: Vec<Vec<u8>>) -> Made {
    Made::sound().with_entries([entry(&[1], date, Some(extensions))])
}

fn code(value: u8, criticality: Criticality) -> Vec<u8> {
    opaque("2.5.29.21", criticality, &[0x0a, 1, value])
}

#[test]
fn finds_nothing_in_a_sound_list() {
    assert_eq!(findings(&Made::sound()), [""; 0]);
}

/// Every rule breaks alone.
fn broken() -> Vec<(Made, &'static str)> {
    let sound = Made::sound;
    let identifier = SubjectKeyIdentifier::new([7; 20]).unwrap();
    let critical = Criticality::Critical;
    vec![
        (
            Made { version: None, extensions: None, ..sound() }.with_entries([entry(&[1], time(now()), None)]),
            "C-01 (RFC 5280 §5.1.2.1): the version is absent, wanted version 2",
        ),
        (
            Made { version: Some(2), ..sound() },
            "C-01 (RFC 5280 §5.1.2.1): the version is 2, expected 1 at byte 3 of TBSCertList",
        ),
        (
            Made { algorithm: chancery::crypto::SignatureAlgorithm::EcdsaSha256.identifier().to_vec(), ..sound() },
            "C-01 (RFC 5280 §5.1.1.2, §5.1.2.2): the signature field names 1.2.840.10045.4.3.2 and is not, octet by \
             octet, the algorithm the issuer signs with",
        ),
        (
            Made { issuer: ca::name(&[(chancery::x509::AttributeType::COUNTRY, "PL")]).as_der().to_vec(), ..sound() },
            "C-01 (RFC 5280 §5.1.2.3): the issuer is not octet by octet the subject of the issuing certificate: they \
             differ from octet 1 on",
        ),
        (Made { next_update: None, ..sound() }, "C-02 (RFC 5280 §5.1.2.5): nextUpdate is missing"),
        (
            Made { next_update: Some(time(now())), ..sound() },
            "C-02 (RFC 5280 §5.1.2.5): nextUpdate is 2026-11-22T10:00:00Z, not after thisUpdate, which is \
             2026-11-22T10:00:00Z",
        ),
        (
            Made { next_update: Some(time(at("2046-01-01T00:00:00Z"))), ..sound() },
            "C-02 (RFC 5280 §5.1.2.5): nextUpdate is 2046-01-01T00:00:00Z, after the issuer, which ends at \
             2045-12-31T23:59:59Z",
        ),
        (
            Made { this_update: der(|writer| now().encode_generalized(writer)), ..sound() },
            "C-02 (RFC 5280 §5.1.2.4): a time before 2050 is written as UTCTime at byte 69 of TBSCertList",
        ),
        (
            sound().with_entries([]),
            "C-03 (RFC 5280 §5.1.2.6): revokedCertificates is absent when nothing is revoked, never empty \
             (RFC 5280 §5.1.2.6) at byte 101 of revokedCertificates",
        ),
        (
            sound().with_extensions([number(7)]),
            "C-04 (RFC 5280 §5.2.1): authorityKeyIdentifier is missing, wanted one with a keyIdentifier",
        ),
        (
            sound().with_extensions([opaque("2.5.29.35", critical, &[0x30, 2, 0x80, 0]), number(7)]),
            "C-04 (RFC 5280 §5.2.1): authorityKeyIdentifier is critical, wanted non-critical",
        ),
        (
            sound().with_extensions([opaque("2.5.29.35", Criticality::NonCritical, &[0x30, 0]), number(7)]),
            "C-04 (RFC 5280 §5.2.1): authorityKeyIdentifier has no keyIdentifier",
        ),
        (
            sound().with_extensions([extension(&AuthorityKeyIdentifier::of(identifier)), number(7)]),
            "C-04 (RFC 5280 §5.2.1): authorityKeyIdentifier is not the subjectKeyIdentifier of the issuing certificate",
        ),
        (sound().with_extensions([key_identifier()]), "C-05 (RFC 5280 §5.2.3): the CRL number is missing"),
        (
            sound().with_extensions([key_identifier(), opaque("2.5.29.20", critical, &[2, 1, 7])]),
            "C-05 (RFC 5280 §5.2.3): the CRL number is critical, wanted non-critical",
        ),
        (
            of_entry(time(now()), vec![code(8, Criticality::NonCritical)]),
            "C-07 (RFC 5280 §5.3.1): the entry 01 has the reason removeFromCRL, which is for delta CRLs",
        ),
        (
            of_entry(time(now()), vec![extension(&ReasonCode::from(Reason::Unspecified))]),
            "C-09 (RFC 5280 §5.3.1): the entry 01 has the reason unspecified, which is to be left out",
        ),
        (
            of_entry(time(now()), vec![code(10, Criticality::NonCritical)]),
            "C-09 (RFC 5280 §5.3.1): the entry 01 has the reason aACompromise, which is for attribute certificates",
        ),
        (
            of_entry(time(now()), vec![code(1, critical)]),
            "C-09 (RFC 5280 §5.3.1, §5.3.2): the entry 01 has a critical extension, wanted non-critical ones",
        ),
        (
            of_entry(time(days(-2)), vec![invalid(days(-1))]),
            "C-10 (RFC 5280 §5.3.2): the entry 01 is invalid since 2026-11-21T10:00:00Z, after its revocation at \
             2026-11-20T10:00:00Z",
        ),
        (
            sound().with_entries([entry(&[1], time(days(1)), None)]),
            "C-11 (RFC 5280 §5.1.2.6, §5.3.2): the entry 01 is revoked at 2026-11-23T10:00:00Z, after thisUpdate, \
             which is 2026-11-22T10:00:00Z",
        ),
        (
            sound().with_extensions([key_identifier(), number(7), opaque("2.999.1", critical, &[5, 0])]),
            "L-08 (RFC 5280 §5.2): the critical extension 2.999.1 has no meaning here",
        ),
        (
            sound().with_entries([2, 1].map(|serial| entry(&[serial], time(now()), None))),
            "L-09 (RFC 5280 §5.1.2.6): the entries are not in strictly ascending order of serial numbers",
        ),
        (
            sound().with_extensions([key_identifier(), number(7), number(7)]),
            "X-15 (RFC 5280 §4.2): 2.5.29.20 occurs more than once at byte 230 of crlExtensions",
        ),
    ]
}

#[test]
fn finds_each_thing_that_is_wrong_in_its_own_words() {
    for (made, sentence) in broken() {
        let found = findings(&made);
        let wanted = [sentence.to_owned()];
        // A list of version 1 has none of the extensions either.
        let found = if made.version.is_none() { found.into_iter().take(1).collect() } else { found };
        assert_eq!(found, wanted);
    }
}

#[test]
fn has_a_list_that_breaks_every_rule() {
    let broken = broken();
    for rule in lint::rules() {
        let citation = format!("{} ({}): ", rule.citation.id, rule.citation.clause);
        assert!(broken.iter().any(|(_, sentence)| sentence.starts_with(&citation)), "{citation}has no fixture");
    }
}

#[test]
fn finds_what_is_wrong_with_entries_once_a_rule() {
    let entries: Vec<_> = (1..100).map(|serial| entry(&[serial], time(days(1)), None)).collect();
    assert_eq!(findings(&Made::sound().with_entries(entries)).len(), 1);
    let judged_by_entry = lint::rules().iter().filter(|rule| matches!(rule.judge, Judge::Entry(_))).count();
    assert_eq!(judged_by_entry, 5);
}

#[test]
fn cites_the_rules_of_the_profile() {
    let ids: BTreeSet<_> = lint::rules().iter().map(|rule| rule.citation.id).collect();
    let wanted = ["C-01", "C-02", "C-04", "C-05", "C-07", "C-09", "C-10", "C-11", "L-08", "L-09"];
    assert_eq!(ids.into_iter().collect::<Vec<_>>(), wanted);
}
