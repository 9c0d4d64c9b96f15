//! Certificates of other issuers: what is verified and registered, and every reason why one is not.
//!
//! The chains are made field by field under keys of their own (`common/forge.rs`), so that each differs from a sound one
//! in what its test is about; OpenSSL makes one too (`foreign/openssl.rs`). RFC 5280 §6.1, WP-03. The surprising choice:
//! sentences are asserted whole, since they are what an applicant gets to read.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what cannot be made is a failed test")]

#[path = "common/ca.rs"]
mod ca;
#[path = "foreign/chain.rs"]
mod chain;
#[path = "foreign/faults.rs"]
mod faults;
#[path = "common/forge.rs"]
mod forge;
#[cfg(unix)]
#[path = "common/judges.rs"]
mod judges;
#[cfg(unix)]
#[path = "foreign/openssl.rs"]
mod openssl;
#[path = "foreign/stored.rs"]
mod stored;

use chancery::{
    Error,
    inventory::{
        Demanded, ForeignCause, ForeignPlace, IllegalWithdrawal, InventoryError, Ownership, PersonId, Requested,
        Requester, Standing, TrustedIssuers, TrustedIssuersError,
    },
    x509::Certificate,
};
use proptest::prelude::*;

use ca::{at, authority, now, provider};
use chain::{Chain, own, requested};

#[test]
fn verifies_a_chain_and_keeps_what_it_says() {
    let chain = Chain::sound();
    let person = PersonId::new(b"7");
    let foreign = chain.verify_for(Some(&person)).unwrap();
    let certificate = foreign.certificate();
    let [root, issuing, leaf] = chain.certificates();
    assert_eq!(*certificate.leaf(), leaf);
    assert_eq!(certificate.authorities().collect::<Vec<_>>(), [&issuing, &root]);
    assert_eq!((certificate.subject(), certificate.issuer()), (leaf.subject(), issuing.subject()));
    assert_eq!(certificate.serial_number(), leaf.serial_number());
    assert_eq!(certificate.validity(), leaf.validity());
    assert_eq!(certificate.key(), chancery::inventory::KeyId::of(leaf.public_key(), provider().digest));
    assert_eq!((certificate.requested(), certificate.verified_at()), (requested(), now()));
    assert_eq!((certificate.demanded(), certificate.ownership()), (Demanded::AnyCertificate, Ownership::Person));
    let shown = format!("{foreign:?}");
    assert!(shown.contains("CN=System") && !shown.contains("authorities"), "{shown}");
}

#[test]
fn takes_the_trusted_issuer_with_the_chain_or_without_it() {
    let chain = Chain::sound();
    let [root, issuing, leaf] = chain.certificates();
    let with = |authorities: &[&Certificate], trusted: &Certificate| {
        let mut registration = chain.registration(None);
        registration.authorities = authorities.iter().map(|authority| (*authority).clone()).collect();
        let trusted = TrustedIssuers::new([trusted.clone()]).unwrap();
        let foreign = registration.verify(&trusted, &own(), provider(), now()).unwrap();
        assert_eq!(*foreign.certificate().leaf(), leaf);
        foreign.certificate().authorities().count()
    };
    assert_eq!(with(&[&issuing], &root), 2);
    assert_eq!(with(&[&issuing, &root], &root), 2);
    assert_eq!(with(&[], &issuing), 1, "an issuer that is trusted itself needs nobody above it");
    assert_eq!(with(&[&issuing], &issuing), 1);
}

#[test]
fn finds_the_trusted_issuer_that_signed_among_those_of_one_name() {
    let chain = Chain::sound();
    let [root, ..] = chain.certificates();
    let mut other = Chain::sound();
    other.root.signer = ca::signer(provider(), "p256");
    other.root.key = other.root.signer.public_key().clone();
    let other = other.root.certificate();
    let mut expired = Chain::sound();
    expired.root.validity = (at("2020-01-01T00:00:00Z"), at("2021-01-01T00:00:00Z"));
    let expired = expired.root.certificate();
    let trusted = TrustedIssuers::new([other.clone(), expired.clone(), root.clone()]).unwrap();
    assert_eq!(trusted.certificates().len(), 3);
    let foreign = chain.registration(None).verify(&trusted, &own(), provider(), now()).unwrap();
    assert_eq!(foreign.certificate().authorities().last(), Some(&root));
    let trusted = TrustedIssuers::new([other, expired]).unwrap();
    let error = chain.registration(None).verify(&trusted, &own(), provider(), now()).unwrap_err();
    let [fault] = error.faults() else { panic!("{error}") };
    assert_eq!(fault.place(), ForeignPlace::TrustedIssuer, "the one that signed, and has expired");
    assert!(matches!(fault.cause(), ForeignCause::OutsideWindow { .. }), "{error}");
}

#[test]
fn a_list_of_trusted_issuers_has_at_least_one_and_each_once() {
    let [root, issuing, _] = Chain::sound().certificates();
    assert_eq!(TrustedIssuers::new([]).unwrap_err(), TrustedIssuersError::Empty);
    assert_eq!(
        TrustedIssuersError::Empty.to_string(),
        "no issuer is trusted, so no certificate of another issuer could be registered (WP-03)"
    );
    let twice = TrustedIssuers::new([root.clone(), issuing, root]).unwrap_err();
    assert_eq!(twice.to_string(), "the trusted issuer at place 3 is the one at place 1; list each once");
}

#[test]
fn names_chain_as_names_are_compared() {
    let mut chain = Chain::sound();
    chain.leaf.issuer = chain::name("ISSUING  authority").as_der().to_vec();
    chain.issuing.subject = chain::name("Issuing Authority").as_der().to_vec();
    assert!(chain.verify().is_ok());
}

#[test]
fn an_authority_registers_and_withdraws() {
    let authority = authority(provider(), "rsa2048");
    let chain = Chain::sound();
    let [root, ..] = chain.certificates();
    let trusted = TrustedIssuers::new([root]).unwrap();
    let id = authority.register(chain.registration(None), &trusted, now()).unwrap();
    let inventory = authority.inventory();
    assert!(inventory.registered(id).unwrap().unwrap().is_active(now()));
    assert!(!inventory.registered(id).unwrap().unwrap().is_active(at("2027-01-01T00:00:00Z")), "it has expired");
    let error = authority.register(chain.registration(None), &trusted, now()).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("the foreign certificate {id} was registered before; what was withdrawn does not come back")
    );
    let early = authority.withdraw(id, at("2026-11-22T09:00:00Z"), requested()).unwrap_err();
    assert_eq!(
        early.to_string(),
        format!(
            "the foreign certificate {id} was to be withdrawn at 2026-11-22T09:00:00Z, before that was asked for at \
             2026-11-22T10:00:00Z"
        )
    );
    let earlier = Requested { by: Requester::PolicyOwner, at: at("2026-11-01T00:00:00Z") };
    let early = authority.withdraw(id, at("2026-11-22T09:00:00Z"), earlier).unwrap_err();
    assert_eq!(
        early.to_string(),
        format!(
            "the foreign certificate {id} was to be withdrawn at 2026-11-22T09:00:00Z, before it was verified at \
             2026-11-22T10:00:00Z"
        )
    );
    let standing = authority.withdraw(id, now(), earlier).unwrap();
    assert_eq!(standing, Standing::Withdrawn { at: now(), requested: earlier });
    assert!(!inventory.registered(id).unwrap().unwrap().is_active(now()));
    let again = authority.withdraw(id, now(), earlier).unwrap_err();
    assert!(
        matches!(again, InventoryError::Withdrawal(IllegalWithdrawal::AlreadyWithdrawn { .. })),
        "nothing follows: {again}"
    );
    assert_eq!(
        again.to_string(),
        format!(
            "the foreign certificate {id} was withdrawn from the register at 2026-11-22T10:00:00Z; nothing can follow"
        )
    );
}

#[test]
fn an_authority_registers_nothing_it_issued() {
    let authority = authority(provider(), "p256");
    let leaf = ca::walk(&authority, ca::client_policy(), ca::bare(provider(), "p384"), &ca::client());
    let mut registration = Chain::sound().registration(None);
    (registration.leaf, registration.authorities) = (leaf, Vec::new());
    let root = authority.issuer().certificate().unwrap().clone();
    let trusted = TrustedIssuers::new([root]).unwrap();
    let error = authority.register(registration.clone(), &trusted, now()).unwrap_err();
    assert!(matches!(error, Error::Foreign(_)));
    assert_eq!(
        error.to_string(),
        "the certificate is not registered for 1 reason: the trusted issuer: its key is the key of this authority, whose \
         certificates are issued and not registered (WP-03)"
    );
    // Told another key, the rolls still know their issuer.
    let foreign = registration.verify(&trusted, &own(), provider(), now()).unwrap();
    let error = authority.inventory().register(&foreign, None).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "issuer {} issues on these rolls; its certificates have records and are not registered (WP-03)",
            authority.id()
        )
    );
}

#[test]
fn registers_a_subject_for_one_entity() {
    let inventory = ca::inventory(provider());
    let (seven, eight) = (PersonId::new(b"7"), PersonId::new(b"8"));
    let first = Chain::sound().verify_for(Some(&seven)).unwrap();
    inventory.register(&first, Some(&seven)).unwrap();
    let mut renewed = Chain::sound();
    renewed.leaf.serial = vec![7];
    renewed.leaf.subject = chain::name("SYSTEM").as_der().to_vec();
    let second = renewed.verify_for(Some(&eight)).unwrap();
    let error = inventory.register(&second, Some(&eight)).unwrap_err();
    let id = first.certificate().id();
    assert_eq!(
        error.to_string(),
        format!(
            "the subject was given to another person before, or to one not known to be the same, in the registered \
             foreign certificate {id}"
        )
    );
    let error = inventory.register(&second, None).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "the foreign certificate {} was verified for a person and registered for nobody in person",
            second.certificate().id()
        )
    );
}

/// Two persons of one name, of whom neither the name nor anybody says who they are (GEN-6.3.3-10).
#[test]
fn namesakes_nobody_can_tell_apart_do_not_share_a_name_across_the_register_and_the_rolls() {
    use chancery::{
        inventory::{Octets, Record, StoredBody, StoredRecord},
        x509::{AttributeType, Name},
    };
    let kowalski = |surname: &str, number: Option<&'static str>| {
        let mut all = vec![(AttributeType::GIVEN_NAME, "Jan"), (AttributeType::SURNAME, surname)];
        all.extend(number.map(|number| (AttributeType::SERIAL_NUMBER, number)));
        Name::of(&all).unwrap()
    };
    let registered = |serial: u8, subject: &Name| {
        let mut chain = Chain::sound();
        (chain.leaf.serial, chain.leaf.subject) = (vec![serial], subject.as_der().to_vec());
        chain.verify().unwrap()
    };
    let authority = authority(provider(), "p256");
    let leaf = ca::walk(&authority, ca::client_policy(), ca::bare(provider(), "p384"), &ca::client());
    let id = chancery::inventory::RecordId {
        issuer: authority.id(),
        serial: chancery::x509::SerialNumber::from_octets(leaf.serial_number().as_octets().try_into().unwrap())
            .unwrap(),
    };
    let template = authority.inventory().find(id).unwrap().unwrap().to_stored();
    let record = |subject: &Name| {
        let body = StoredBody::ToBeSigned(Octets::new([0x30, 0x00]));
        let (subject, status) = (Octets::new(subject.as_der()), chancery::inventory::Status::Planned);
        Record::from_stored(StoredRecord { subject, body, status, ..template.clone() }).unwrap()
    };
    for (number, told_apart) in [(None, false), (Some("1"), true)] {
        let [one, other] = ["Kowalski", "KOWALSKI"].map(|surname| kowalski(surname, number));
        let on_register = ca::inventory(provider());
        on_register.register(&registered(1, &one), None).unwrap();
        let again = on_register.register(&registered(2, &other), None);
        assert_eq!(again.is_ok(), told_apart, "twice on the register: {again:?}");
        let planned = record(&other);
        let inserted = on_register.insert(&planned, None, &planned.insertion().unwrap());
        assert_eq!(inserted.is_ok(), told_apart, "from the register onto the rolls: {inserted:?}");
        let on_rolls = ca::inventory(provider());
        on_rolls.insert(&planned, None, &planned.insertion().unwrap()).unwrap();
        let refused = on_rolls.register(&registered(1, &one), None);
        assert_eq!(refused.is_ok(), told_apart, "from the rolls onto the register: {refused:?}");
    }
}

/// An issuer of these rolls, trusted by a certificate that spells its name in another way.
#[test]
fn an_issuer_of_the_rolls_is_known_under_another_spelling_of_its_name() {
    let authority = authority(provider(), "ed25519");
    let leaf = ca::walk(&authority, ca::client_policy(), ca::bare(provider(), "p384"), &ca::client());
    let spelt = authority.issuer().name().attributes().map(|one| (one.kind(), one.text().unwrap().to_uppercase()));
    let spelt: Vec<_> = spelt.collect();
    let spelt: Vec<_> = spelt.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
    let spelt = chancery::x509::Name::of(&spelt).unwrap();
    assert!(spelt.matches(authority.issuer().name()) && spelt != *authority.issuer().name());
    let root = forge::Forgery::authority(ca::signer(provider(), "ed25519")).named(spelt.as_der().to_vec());
    let trusted = TrustedIssuers::new([root.certificate()]).unwrap();
    let mut registration = Chain::sound().registration(None);
    (registration.leaf, registration.authorities) = (leaf, Vec::new());
    let foreign = registration.verify(&trusted, &own(), provider(), now()).unwrap();
    let refusal = authority.inventory().register(&foreign, None);
    assert!(matches!(refusal, Err(InventoryError::IssuedHere { issuer }) if issuer == authority.id()), "{refusal:?}");
}

/// The octets of a certificate with one bit of its signature turned.
fn turned(certificate: &Certificate, octet: usize, bit: u8) -> Certificate {
    let mut der = certificate.as_der().to_vec();
    // The signature is the last field: Ed25519 has 64 octets, RSA more.
    let at = der.len() - 1 - octet;
    der[at] ^= 1 << bit;
    Certificate::from_der(&der).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn refuses_every_chain_with_a_bit_of_a_signature_turned(which in 0_usize..3, octet in 0_usize..64, bit in 0_u8..8) {
        let chain = Chain::sound();
        let mut certificates = chain.certificates();
        certificates[which] = turned(&certificates[which], octet, bit);
        let [root, issuing, leaf] = certificates;
        let mut registration = chain.registration(None);
        (registration.leaf, registration.authorities) = (leaf, vec![issuing]);
        let trusted = TrustedIssuers::new([root]).unwrap();
        let error = registration.verify(&trusted, &own(), provider(), now()).unwrap_err();
        let places = [ForeignPlace::TrustedIssuer, ForeignPlace::Authority(1), ForeignPlace::Certificate];
        prop_assert_eq!(error.faults().len(), 1, "{}", error);
        prop_assert_eq!(error.faults()[0].place(), places[which], "{}", error);
    }
}
