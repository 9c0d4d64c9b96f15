//! One chain, one fault, one sentence.
//!
//! RFC 5280 §6.1.3 and §6.1.4 question by question, at every place where it is asked; then those of WP-03. At the end a
//! chain with many faults, which are all told at once.

use chancery::{
    inventory::{Demanded, Registration, TrustedIssuers},
    x509::{
        Name,
        extension::{CertificatePolicies, Criticality, KeyUsage, PolicyInformation},
    },
};

use crate::{
    ca::{self, at, now, provider},
    chain::{self, Chain, own},
    forge,
};

/// Holds a chain that was changed to one sentence.
#[track_caller]
fn refuses(change: impl FnOnce(&mut Chain), sentence: &str) {
    let mut chain = Chain::sound();
    change(&mut chain);
    assert_eq!(chain.faults(), [sentence]);
}

#[test]
fn refuses_what_is_outside_its_window() {
    let past = (at("2020-01-01T00:00:00Z"), at("2021-01-01T00:00:00Z"));
    let future = (at("2027-01-01T00:00:00Z"), at("2028-01-01T00:00:00Z"));
    refuses(
        |chain| chain.leaf.validity = past,
        "the certificate: it is valid from 2020-01-01T00:00:00Z to 2021-01-01T00:00:00Z, and now is \
         2026-11-22T10:00:00Z (RFC 5280 §6.1.3 (a)(2))",
    );
    refuses(
        |chain| chain.issuing.validity = future,
        "authority 1 of the chain: it is valid from 2027-01-01T00:00:00Z to 2028-01-01T00:00:00Z, and now is \
         2026-11-22T10:00:00Z (RFC 5280 §6.1.3 (a)(2))",
    );
    refuses(
        |chain| chain.root.validity = past,
        "the trusted issuer: it is valid from 2020-01-01T00:00:00Z to 2021-01-01T00:00:00Z, and now is \
         2026-11-22T10:00:00Z (RFC 5280 §6.1.3 (a)(2))",
    );
}

#[test]
fn refuses_names_that_do_not_chain() {
    let other = || chain::name("Somebody").as_der().to_vec();
    refuses(
        |chain| chain.leaf.issuer = other(),
        "the certificate: the issuer it names is not the subject of the certificate above it (RFC 5280 §6.1.3 (a)(4))",
    );
    refuses(
        |chain| chain.issuing.issuer = other(),
        "authority 1 of the chain: none of the trusted issuers has the name it gives as its issuer (WP-03)",
    );
}

#[test]
fn refuses_a_signature_by_another_key() {
    refuses(
        |chain| chain.leaf.signer = ca::signer(provider(), "rsa4096"),
        "the certificate: its signature was not found to hold under the key above it: the signature does not \
         hold under this key (RFC 5280 §6.1.3 (a)(1))",
    );
    refuses(
        |chain| chain.issuing.signer = ca::signer(provider(), "p256"),
        "authority 1 of the chain: its signature was not found to hold under the key above it: this provider cannot check \
         ecdsa-with-SHA256 under Ed25519; name a signature algorithm that keys of this kind make (RFC 5280 §6.1.3 (a)(1))",
    );
}

#[test]
fn refuses_authorities_that_are_none() {
    refuses(
        |chain| chain.issuing.extensions[0] = forge::extension(&chancery::x509::extension::BasicConstraints::EndEntity),
        "authority 1 of the chain: the certificate is not a CA certificate: basicConstraints does not say cA TRUE (RFC \
         5280 §4.2.1.9)",
    );
    refuses(
        |chain| chain.issuing.extensions[1] = forge::key_usage(KeyUsage::CRL_SIGN),
        "authority 1 of the chain: the certificate may not sign certificates: keyUsage has no keyCertSign (RFC 5280 \
         §4.2.1.3)",
    );
    refuses(
        |chain| drop(chain.root.extensions.remove(1)),
        "the trusted issuer: the certificate has no keyUsage, which a CA certificate must have (RFC 5280 §4.2.1.3)",
    );
    refuses(
        |chain| drop(chain.root.extensions.remove(0)),
        "the trusted issuer: the certificate is not a CA certificate: basicConstraints does not say cA TRUE (RFC 5280 \
         §4.2.1.9)",
    );
}

#[test]
fn refuses_more_authorities_than_one_permits() {
    refuses(
        |chain| chain.root.extensions[0] = forge::basic_constraints(Some(0)),
        "the trusted issuer: it permits 0 authorities between it and the certificate, and there are 1 (RFC 5280 §6.1.4 \
         (m))",
    );
}

#[test]
fn does_not_count_authorities_that_issued_themselves() {
    // The issuing authority under a new key, certified by its old one.
    let mut chain = Chain::sound();
    chain.leaf.signer = ca::signer(provider(), "p384");
    chain.leaf.key = ca::signer(provider(), "p256").public_key().clone();
    let mut rollover = Chain::sound().issuing;
    rollover.issuer.clone_from(&rollover.subject);
    rollover.signer = ca::signer(provider(), "rsa3072");
    rollover.key = ca::signer(provider(), "p384").public_key().clone();
    let [root, issuing, _] = chain.certificates();
    let mut registration = chain.registration(None);
    registration.authorities = vec![rollover.certificate(), issuing];
    let trusted = TrustedIssuers::new([root]).unwrap();
    let foreign = registration.verify(&trusted, &own(), provider(), now()).unwrap();
    assert_eq!(foreign.certificate().authorities().count(), 3);
}

#[test]
fn refuses_a_certificate_that_stands_in_its_chain_twice() {
    let mut chain = Chain::sound();
    chain.root.extensions[0] = forge::basic_constraints(None);
    // A certificate of the root's name and key that is not the trusted one and may stand above itself.
    let mut other = Chain::sound().root;
    other.serial = vec![9];
    let other = other.certificate();
    let [root, issuing, _] = chain.certificates();
    let mut registration = chain.registration(None);
    let trusted = TrustedIssuers::new([root]).unwrap();
    registration.authorities = vec![issuing.clone(), other.clone()];
    assert!(registration.clone().verify(&trusted, &own(), provider(), now()).is_ok());
    registration.authorities = vec![issuing, other.clone(), other];
    let error = registration.verify(&trusted, &own(), provider(), now()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the certificate is not registered for 1 reason: authority 3 of the chain: it stands in the chain twice; a path \
         has each certificate once (RFC 5280 §6.1)"
    );
}

#[test]
fn refuses_a_certificate_that_may_sign_certificates() {
    let usage = || forge::key_usage(KeyUsage::DIGITAL_SIGNATURE | KeyUsage::KEY_CERT_SIGN);
    let sentence = "the certificate: its keyUsage has keyCertSign, which only the certificate of an authority may have \
                    (RFC 5280 §4.2.1.9)";
    refuses(|chain| chain.leaf.extensions[1] = usage(), sentence);
    refuses(|chain| chain.leaf.extensions = vec![usage()], sentence);
}

#[test]
fn refuses_critical_extensions_nobody_knows() {
    let unknown = || forge::opaque("2.999.7", Criticality::Critical, &[0x05, 0x00]);
    let sentence = |place: &str| {
        format!(
            "{place}: the certificate has the critical extension 2.999.7, which this library does not know and may not \
             ignore (RFC 5280 §4.2)"
        )
    };
    refuses(|chain| chain.leaf.extensions.push(unknown()), &sentence("the certificate"));
    refuses(|chain| chain.issuing.extensions.push(unknown()), &sentence("authority 1 of the chain"));
    refuses(|chain| chain.root.extensions.push(unknown()), &sentence("the trusted issuer"));
    let mut chain = Chain::sound();
    chain.leaf.extensions.push(forge::opaque("2.999.7", Criticality::NonCritical, &[0x05, 0x00]));
    assert!(chain.verify().is_ok(), "what is not critical may be ignored");
}

#[test]
fn refuses_what_limits_a_path_in_a_way_that_is_not_processed() {
    let sentence = |place: &str, oid: &str| {
        format!("{place}: it has the extension {oid}, which limits a path and is not processed here (RFC 5280 §6.1.4)")
    };
    // permittedSubtrees of one dNSName, requireExplicitPolicy 0, skipCerts 0.
    let constraints: [(&str, &[u8]); 3] = [
        ("2.5.29.30", &[0x30, 0x0a, 0xa0, 0x08, 0x30, 0x06, 0x82, 0x04, b'h', b'o', b's', b't']),
        ("2.5.29.36", &[0x30, 0x03, 0x80, 0x01, 0x00]),
        ("2.5.29.54", &[0x02, 0x01, 0x00]),
    ];
    for (oid, value) in constraints {
        for criticality in [Criticality::Critical, Criticality::NonCritical] {
            let extension = || forge::opaque(oid, criticality, value);
            refuses(|chain| chain.issuing.extensions.push(extension()), &sentence("authority 1 of the chain", oid));
            refuses(|chain| chain.root.extensions.push(extension()), &sentence("the trusted issuer", oid));
        }
    }
}

#[test]
fn refuses_what_a_second_reader_reads_differently() {
    // An extension it knows, with a value that is none: subjectInfoAccess is not read by ours.
    let mut chain = Chain::sound();
    chain.leaf.extensions.push(forge::opaque("2.5.29.32", Criticality::NonCritical, &[0x30, 0x01]));
    let faults = chain.faults();
    assert_eq!(
        faults,
        [
            "the certificate: a second reader does not agree on what it says: a second reader cannot read the value of the \
          extension 2.5.29.32"
        ]
    );
}

#[test]
fn refuses_an_authority_as_what_a_system_is_known_by() {
    refuses(
        |chain| chain.leaf.extensions[0] = forge::basic_constraints(None),
        "the certificate: it is an authority, and what a system is known by is an end-entity certificate (RFC 5280 \
         §4.2.1.9)",
    );
    let mut chain = Chain::sound();
    drop(chain.leaf.extensions.remove(0));
    assert!(chain.verify().is_ok(), "an end entity need not say that it is one");
    let broken = forge::opaque("2.5.29.19", Criticality::Critical, &[0x04, 0x00]);
    chain.leaf.extensions.push(broken);
    let faults = chain.faults();
    assert!(faults[0].starts_with("the certificate: an extension of it cannot be read: "), "{faults:?}");
}

#[test]
fn refuses_an_empty_subject() {
    refuses(
        |chain| chain.leaf.subject = Name::empty().as_der().to_vec(),
        "the certificate: its subject is empty, and the subject is what a system is known by (WP-08)",
    );
}

const NOT_QUALIFIED: &str = "the certificate: it does not say that it is qualified: neither QcCompliance in qcStatements \
                             (ETSI EN 319 412-5 §4.2.1) nor a policy of ETSI EN 319 411-2 §5.3 (WP-03)";

/// `qcStatements` with one statement, by the last arc under 0.4.0.1862.1.
fn statements(arc: u8, criticality: Criticality) -> Vec<u8> {
    let value = [0x30, 0x0a, 0x30, 0x08, 0x06, 0x06, 0x04, 0x00, 0x8e, 0x46, 0x01, arc];
    forge::opaque("1.3.6.1.5.5.7.1.3", criticality, &value)
}

fn policy(oid: &str) -> Vec<u8> {
    forge::extension(&CertificatePolicies::new([PolicyInformation::new(oid.parse().unwrap())]).unwrap())
}

#[test]
fn takes_what_says_that_it_is_qualified_where_that_is_demanded() {
    let said = |extension: Vec<u8>| {
        let mut chain = Chain::sound();
        chain.demanded = Demanded::Qualified;
        chain.leaf.extensions.push(extension);
        chain
    };
    assert!(said(statements(1, Criticality::NonCritical)).verify().is_ok());
    for policy in ["0.4.0.194112.1.0", "0.4.0.194112.1.6"].map(policy) {
        assert!(said(policy).verify().is_ok());
    }
    for other in [statements(4, Criticality::NonCritical), policy("0.4.0.194112.1.7"), policy("0.4.0.2042.1.1")] {
        assert_eq!(said(other).faults(), [NOT_QUALIFIED]);
    }
    refuses(|chain| chain.demanded = Demanded::Qualified, NOT_QUALIFIED);
    let broken = forge::opaque("1.3.6.1.5.5.7.1.3", Criticality::NonCritical, &[0x30, 0x02, 0x05, 0x00]);
    let faults = said(broken).faults();
    assert!(faults[0].starts_with("the certificate: an extension of it cannot be read: "), "{faults:?}");
    let faults = said(statements(1, Criticality::Critical)).faults();
    assert!(faults[0].contains("the critical extension 1.3.6.1.5.5.7.1.3"), "E-09 has it non-critical: {faults:?}");
}

#[test]
fn refuses_what_is_under_the_key_of_this_authority() {
    let sentence = |place: &str| {
        format!(
            "{place}: its key is the key of this authority, whose certificates are issued and not registered (WP-03)"
        )
    };
    let own = || ca::signer(provider(), "rsa2048");
    refuses(
        |chain| {
            // The own authority, certified by somebody else under another name.
            chain.issuing.key = own().public_key().clone();
            chain.leaf.signer = own();
        },
        &sentence("authority 1 of the chain"),
    );
    refuses(
        |chain| {
            (chain.root.key, chain.root.signer, chain.issuing.signer) = (own().public_key().clone(), own(), own());
        },
        &sentence("the trusted issuer"),
    );
}

#[test]
fn refuses_the_test_kit() {
    let mark = "chancery test PKI, not for production";
    let name = Name::of(&[(chancery::x509::AttributeType::ORGANIZATION, mark)]).unwrap();
    let mut chain = Chain::sound();
    (chain.root.issuer, chain.root.subject) = (name.as_der().to_vec(), name.as_der().to_vec());
    chain.issuing.issuer = name.as_der().to_vec();
    let sentence = |place: &str| {
        format!("{place}: it is of a test PKI, known by the organization \"{mark}\", whose keys everybody has")
    };
    assert_eq!(chain.faults(), ["authority 1 of the chain", "the trusted issuer"].map(sentence));
}

#[test]
fn refuses_what_stands_above_a_trusted_issuer() {
    let chain = Chain::sound();
    let [root, issuing, _] = chain.certificates();
    let trusted = TrustedIssuers::new([issuing.clone()]).unwrap();
    let mut registration = chain.registration(None);
    registration.authorities = vec![issuing, root];
    let error = registration.verify(&trusted, &own(), provider(), now()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the certificate is not registered for 1 reason: authority 2 of the chain: it stands above a trusted issuer, at \
         which the chain ends; leave it out"
    );
}

#[test]
fn refuses_a_chain_of_no_end() {
    let chain = Chain::sound();
    let [root, issuing, _] = chain.certificates();
    let mut registration = chain.registration(None);
    registration.authorities = vec![issuing; Registration::MAX_AUTHORITIES + 1];
    let trusted = TrustedIssuers::new([root]).unwrap();
    let error = registration.verify(&trusted, &own(), provider(), now()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the certificate is not registered for 1 reason: the certificate: 9 authorities were given, and at most 8 are \
         looked at"
    );
}

#[test]
fn refuses_a_request_from_the_future() {
    refuses(
        |chain| chain.requested.at = at("2026-11-23T00:00:00Z"),
        "the certificate: its registration was asked for at 2026-11-23T00:00:00Z, which is after now, \
         2026-11-22T10:00:00Z",
    );
}

#[test]
fn refuses_a_leaf_that_issued_itself() {
    let mut chain = Chain::sound();
    chain.leaf.issuer.clone_from(&chain.leaf.subject);
    chain.leaf.signer = ca::signer(provider(), "p384");
    let mut registration = chain.registration(None);
    registration.authorities = Vec::new();
    let [root, ..] = chain.certificates();
    let trusted = TrustedIssuers::new([root]).unwrap();
    let error = registration.verify(&trusted, &own(), provider(), now()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the certificate is not registered for 1 reason: the certificate: none of the trusted issuers has the name it \
         gives as its issuer (WP-03)"
    );
    // Not even when it is on the list itself.
    let leaf = chain.leaf.certificate();
    let mut registration = chain.registration(None);
    registration.authorities = vec![leaf.clone()];
    let error = registration.verify(&TrustedIssuers::new([leaf]).unwrap(), &own(), provider(), now()).unwrap_err();
    assert!(error.to_string().contains("the trusted issuer: the certificate is not a CA certificate"), "{error}");
}

#[test]
fn tells_every_fault_at_once_from_the_certificate_upwards() {
    let mut chain = Chain::sound();
    chain.demanded = Demanded::Qualified;
    chain.leaf.subject = Name::empty().as_der().to_vec();
    chain.leaf.validity = (at("2020-01-01T00:00:00Z"), at("2021-01-01T00:00:00Z"));
    chain.issuing.extensions = vec![forge::opaque("2.999.7", Criticality::Critical, &[0x05, 0x00])];
    chain.issuing.signer = ca::signer(provider(), "p256");
    chain.root.extensions[1] = forge::key_usage(KeyUsage::CRL_SIGN);
    let error = chain.verify().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the certificate is not registered for 8 reasons: \
         the certificate: it is valid from 2020-01-01T00:00:00Z to 2021-01-01T00:00:00Z, and now is \
         2026-11-22T10:00:00Z (RFC 5280 §6.1.3 (a)(2)); \
         the certificate: its subject is empty, and the subject is what a system is known by (WP-08); \
         the certificate: it does not say that it is qualified: neither QcCompliance in qcStatements (ETSI EN 319 412-5 \
         §4.2.1) nor a policy of ETSI EN 319 411-2 §5.3 (WP-03); \
         authority 1 of the chain: the certificate has the critical extension 2.999.7, which this library does not know \
         and may not ignore (RFC 5280 §4.2); \
         authority 1 of the chain: the certificate is not a CA certificate: basicConstraints does not say cA TRUE (RFC \
         5280 §4.2.1.9); \
         authority 1 of the chain: the certificate has no keyUsage, which a CA certificate must have (RFC 5280 \
         §4.2.1.3); \
         authority 1 of the chain: its signature was not found to hold under the key above it: this provider cannot check \
         ecdsa-with-SHA256 under Ed25519; name a signature algorithm that keys of this kind make (RFC 5280 §6.1.3 (a)(1)); \
         the trusted issuer: the certificate may not sign certificates: keyUsage has no keyCertSign (RFC 5280 §4.2.1.3)"
    );
}
