//! What a store gives back is what it says, or is refused.
//!
//! The stored form goes out as JSON and in again; then one field at a time says something else.

use chancery::{
    inventory::{
        ForeignId, KeyId, Octets, Ownership, PersonId, RegisteredForeign, Requested, Requester, Standing,
        StoredForeign, StoredForeignError,
    },
    x509::Time,
};

use crate::{
    ca::{at, now, provider},
    chain::{Chain, requested},
};

fn registered() -> RegisteredForeign {
    Chain::sound().verify_for(Some(&PersonId::new(b"7"))).unwrap().to_registered()
}

fn withdrawn(at: Time, requested: Requested) -> Standing {
    Standing::Withdrawn { at, requested }
}

#[track_caller]
fn refusal(change: impl FnOnce(&mut StoredForeign)) -> StoredForeignError {
    let mut stored = registered().to_stored();
    change(&mut stored);
    RegisteredForeign::from_stored(&stored, provider().digest).unwrap_err()
}

#[test]
fn comes_back_from_json_as_it_went() {
    let registered = registered();
    let text = serde_json::to_string(&registered.to_stored()).unwrap();
    let stored: StoredForeign = serde_json::from_str(&text).unwrap();
    assert_eq!(stored.ownership, Ownership::Person);
    assert_eq!(RegisteredForeign::from_stored(&stored, provider().digest).unwrap(), registered);
    let standing = withdrawn(now(), requested());
    let stored = StoredForeign { standing, ..stored };
    let text = serde_json::to_string(&stored).unwrap();
    let stored: StoredForeign = serde_json::from_str(&text).unwrap();
    let back = RegisteredForeign::from_stored(&stored, provider().digest).unwrap();
    assert_eq!((back.standing(), back.to_stored()), (standing, stored));
}

#[test]
fn refuses_another_version() {
    let error = refusal(|stored| stored.version = 2);
    assert_eq!(error.to_string(), "a stored foreign certificate of version 2; this library reads version 1");
}

#[test]
fn refuses_octets_that_are_no_certificate() {
    let sentence = |place: &str| format!("a stored foreign certificate cannot be read at {place}");
    let nothing = || Octets::new([0x30, 0x00]);
    assert_eq!(refusal(|stored| stored.certificate = nothing()).to_string(), sentence("the certificate"));
    assert_eq!(refusal(|stored| stored.authorities[0] = nothing()).to_string(), sentence("authority 1 of the chain"));
    assert_eq!(refusal(|stored| stored.authorities[1] = nothing()).to_string(), sentence("the trusted issuer"));
}

#[test]
fn refuses_a_chain_that_is_none() {
    let error = refusal(|stored| stored.authorities.clear());
    assert_eq!(error.to_string(), "a stored foreign certificate comes without the authorities above it");
    let sentence = |place: &str| {
        format!("in the chain of a stored foreign certificate the issuer of {place} is not the one above it")
    };
    assert_eq!(refusal(|stored| stored.authorities.reverse()).to_string(), sentence("the certificate"));
    let error = refusal(|stored| {
        let issuing = stored.authorities[0].clone();
        stored.authorities[1] = issuing;
    });
    assert_eq!(error.to_string(), sentence("authority 1 of the chain"));
}

#[test]
fn refuses_a_certificate_without_a_subject() {
    let mut chain = Chain::sound();
    chain.leaf.subject = chancery::x509::Name::empty().as_der().to_vec();
    let [.., leaf] = chain.certificates();
    let error = refusal(|stored| stored.certificate = Octets::new(leaf.as_der()));
    assert_eq!(error.to_string(), "a stored foreign certificate has no subject");
}

#[test]
fn refuses_another_certificate_or_key_than_it_says() {
    let found = registered().certificate().id();
    let stated = ForeignId::from_octets([7; 32]);
    let error = refusal(|stored| stored.id = stated);
    assert_eq!(error.to_string(), format!("a stored foreign certificate says it is {stated} and is {found}"));
    let mut other = Chain::sound();
    other.leaf.serial = vec![9];
    let [.., leaf] = other.certificates();
    let error = refusal(|stored| stored.certificate = Octets::new(leaf.as_der()));
    assert!(matches!(error, StoredForeignError::AnotherCertificate { .. }), "{error}");
    let error = refusal(|stored| stored.key = KeyId::from_octets([7; 32]));
    assert!(matches!(error, StoredForeignError::AnotherKey { .. }), "{error}");
    assert!(error.to_string().starts_with("the stored foreign certificate "), "{error}");
}

#[test]
fn refuses_times_that_cannot_be() {
    let id = registered().certificate().id();
    let later = at("2026-11-23T00:00:00Z");
    let error = refusal(|stored| stored.requested.at = later);
    assert_eq!(
        error.to_string(),
        format!(
            "the stored foreign certificate {id} was verified at 2026-11-22T10:00:00Z, before that was asked for at \
             2026-11-23T00:00:00Z"
        )
    );
    let asked_later = Requested { by: Requester::Officer, at: later };
    let error = refusal(|stored| stored.standing = withdrawn(now(), asked_later));
    assert!(error.to_string().contains("before that was asked for"), "{error}");
    let early = at("2026-11-22T09:59:59Z");
    let error = refusal(|stored| stored.standing = withdrawn(early, Requested { at: early, ..requested() }));
    assert!(error.to_string().contains("before it was verified"), "{error}");
}

#[test]
fn refuses_a_field_it_does_not_know() {
    let mut value = serde_json::to_value(registered().to_stored()).unwrap();
    value["colour"] = "red".into();
    let error = serde_json::from_value::<StoredForeign>(value).unwrap_err();
    assert!(error.to_string().contains("colour"), "{error}");
}
