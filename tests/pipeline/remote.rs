//! Keys that are elsewhere, and what a crash leaves behind.
//!
//! A `RemoteKey` signs nothing; what is to be signed leaves, a signature comes back and is verified. Between planning
//! and completing the power may fail: the plan is taken up again, or settled. What a store that lies can do has tests
//! of its own in `tests/resume.rs`.

use std::{ops::ControlFlow, sync::Arc};

use chancery::{
    Authority, Error,
    crypto::{RemoteKey, SignError, Signature, Signer, VerifyError},
    inventory::{Inventory, InventoryError, RecordId, State, Status},
    issuance::AbandonError,
    issuer::Issuer,
    x509::Reason,
};

use super::{
    ca::{self, PROVIDERS, inventory, now, over, provider, root},
    doubles::turned,
    prepared, with_inventory,
};

/// An authority whose key is elsewhere, and the key.
fn remote(provider: &'static chancery::crypto::Provider, key: &str) -> (Authority, Arc<dyn Signer>) {
    let signer = ca::signer(provider, key);
    let remote = RemoteKey::new(signer.public_key().clone(), signer.algorithm()).unwrap();
    let issuer = Issuer::new(root(provider, key), Arc::new(remote), provider, now()).unwrap();
    (over(issuer.with_publication(ca::publication()), inventory(provider)), signer)
}

#[test]
fn a_key_elsewhere_does_not_sign_here() {
    let (authority, _) = remote(provider(), "ed25519");
    let failed = prepared(&authority).plan().unwrap().sign().unwrap_err();
    assert!(matches!(failed.cause, SignError::Remote));
    assert_eq!(
        failed.to_string(),
        "the key is held elsewhere; have it sign `to_be_signed()` and pass the signature to `attach`"
    );
    assert_eq!(authority.inventory().find(failed.kept.id()).unwrap().unwrap().status(), Status::Planned);
}

#[test]
fn a_signature_from_elsewhere_makes_the_same_certificate() {
    for (made_by, provider) in PROVIDERS {
        for key in ["ed25519", "rsa3072"] {
            let (authority, signer) = remote(provider, key);
            let planned = prepared(&authority).plan().unwrap();
            let signature = signer.sign(planned.to_be_signed().message()).unwrap();
            let attached = planned.attach(&signature).unwrap().complete().unwrap();
            let here = prepared(&ca::authority(provider, key)).plan().unwrap().sign().unwrap().complete().unwrap();
            assert_eq!(attached.certificate(), here.certificate(), "{made_by}, {key}");
        }
    }
}

#[test]
fn what_is_to_be_signed_comes_with_the_digest_a_device_wants() {
    let (authority, _) = remote(provider(), "p384");
    let planned = prepared(&authority).plan().unwrap();
    let wanted = provider().digest.digest(chancery::crypto::Hash::Sha384, planned.to_be_signed().message());
    assert_eq!(planned.to_be_signed().digest(), Some(&*wanted));
    let (authority, _) = remote(provider(), "ed25519");
    assert_eq!(prepared(&authority).plan().unwrap().to_be_signed().digest(), None);
}

#[test]
fn refuses_a_signature_that_does_not_hold_and_gives_the_plan_back() {
    for key in ["ed25519", "p384", "rsa3072"] {
        let (authority, signer) = remote(provider(), key);
        let planned = prepared(&authority).plan().unwrap();
        let good = signer.sign(planned.to_be_signed().message()).unwrap();
        let failed = planned.attach(&turned(&good)).unwrap_err();
        assert!(matches!(failed.cause, VerifyError::BadSignature), "{key}");
        assert_eq!(failed.to_string(), "the signature does not hold under this key");
        let failed = failed.kept.attach(&Signature::from_octets(Vec::new())).unwrap_err();
        assert!(failed.kept.attach(&good).unwrap().complete().is_ok(), "{key}");
    }
}

#[test]
fn refuses_the_signature_of_another_certificate() {
    let (authority, signer) = remote(provider(), "ed25519");
    let first = prepared(&authority).plan().unwrap();
    let signature = signer.sign(first.to_be_signed().message()).unwrap();
    let second = prepared(&authority).plan().unwrap();
    assert!(matches!(second.attach(&signature).unwrap_err().cause, VerifyError::BadSignature));
}

/// The ids of what is planned and not settled.
fn undetermined(inventory: &dyn Inventory) -> Vec<RecordId> {
    let mut ids = Vec::new();
    inventory
        .undetermined(&mut |record| {
            ids.push(record.id());
            ControlFlow::Continue(())
        })
        .unwrap();
    ids
}

/// Plans, loses the process, and starts another one over the same store.
fn crashed(rolls: &Arc<dyn Inventory>) -> (Authority, RecordId) {
    let id = prepared(&with_inventory(provider(), Arc::clone(rolls))).plan().unwrap().id();
    (with_inventory(provider(), Arc::clone(rolls)), id)
}

#[test]
fn a_plan_is_found_and_taken_up_after_a_crash() {
    let rolls = inventory(provider());
    let (authority, id) = crashed(&rolls);
    assert_eq!(undetermined(rolls.as_ref()), [id]);
    let enrolled = authority.resume(id).unwrap().sign().unwrap().complete().unwrap();
    let uninterrupted = prepared(&ca::authority(provider(), "ed25519")).plan().unwrap().sign().unwrap();
    assert_eq!(enrolled.certificate(), uninterrupted.complete().unwrap().certificate());
    assert_eq!(undetermined(rolls.as_ref()), []);
}

#[test]
fn a_plan_is_settled_with_the_signature_that_turned_up() {
    let rolls = inventory(provider());
    let (authority, id) = crashed(&rolls);
    let message = authority.resume(id).unwrap().to_be_signed().message().to_vec();
    let signature = ca::signer(provider(), "ed25519").sign(&message).unwrap();
    authority.recover(id, Some(&signature), now()).unwrap();
    let record = rolls.find(id).unwrap().unwrap();
    assert_eq!(record.status(), Status::Issued);
    assert!(record.certificate_der().is_some());
}

#[test]
fn a_plan_is_not_settled_with_a_signature_that_does_not_hold() {
    let rolls = inventory(provider());
    let (authority, id) = crashed(&rolls);
    let error = authority.recover(id, Some(&Signature::from_octets([0; 64])), now()).unwrap_err();
    assert!(matches!(error, Error::Attach(VerifyError::BadSignature)), "{error}");
    assert_eq!(rolls.find(id).unwrap().unwrap().status(), Status::Planned);
}

#[test]
fn a_plan_nobody_knows_the_end_of_is_settled_by_revoking_it() {
    let rolls = inventory(provider());
    let (authority, id) = crashed(&rolls);
    authority.recover(id, None, now()).unwrap();
    let status = rolls.find(id).unwrap().unwrap().status();
    assert_eq!(status, Status::Revoked { at: now(), reason: Reason::Unspecified, invalid_since: None });
    assert_eq!(undetermined(rolls.as_ref()), []);
}

#[test]
fn what_is_issued_is_not_settled_again() {
    let authority = ca::authority(provider(), "ed25519");
    let enrolled = prepared(&authority).plan().unwrap().sign().unwrap().complete().unwrap();
    let error = authority.recover(enrolled.id(), None, now()).unwrap_err();
    assert!(matches!(error, Error::Inventory(InventoryError::Illegal(_))), "{error}");
    assert_eq!(authority.inventory().find(enrolled.id()).unwrap().unwrap().status(), Status::Issued);
}

#[test]
fn an_abandoned_plan_burns_its_serial_number() {
    let issuer = ca::issuer(provider(), "ed25519");
    let authority = Authority::new(issuer, inventory(provider())).with_random(Arc::new(ca::Stuck));
    let planned = prepared(&authority).plan().unwrap();
    let id = planned.id();
    planned.abandon().unwrap();
    assert_eq!(authority.inventory().find(id).unwrap().unwrap().status().state(), State::Abandoned);
    let failed = prepared(&authority).plan().unwrap_err();
    assert!(matches!(failed.cause, InventoryError::SerialInUse { .. }), "{failed}");
    assert!(authority.resume(id).is_err());
}

#[test]
fn a_plan_whose_octets_were_shown_is_not_abandoned() {
    let (authority, signer) = remote(provider(), "ed25519");
    let planned = prepared(&authority).plan().unwrap();
    let message = planned.to_be_signed().message().to_vec();
    let failed = planned.abandon().unwrap_err();
    assert!(matches!(failed.cause, AbandonError::MayBeSigned(_)), "{failed}");
    let id = failed.kept.id();
    let sentence = format!(
        "record {id} may have been signed already, so it cannot be abandoned; complete it, or settle it with `recover`"
    );
    assert_eq!(failed.to_string(), sentence);
    // The signature that turns up later still completes it.
    let _ = failed.kept.attach(&signer.sign(&message).unwrap()).unwrap().complete().unwrap();
}

#[test]
fn a_plan_that_was_taken_up_again_is_not_abandoned() {
    let authority = ca::authority(provider(), "ed25519");
    let id = prepared(&authority).plan().unwrap().id();
    let failed = authority.resume(id).unwrap().abandon().unwrap_err();
    assert!(matches!(failed.cause, AbandonError::MayBeSigned(found) if found == id), "{failed}");
}

#[test]
fn a_remote_key_that_was_not_asked_leaves_a_plan_to_be_abandoned() {
    let (authority, _) = remote(provider(), "ed25519");
    let failed = prepared(&authority).plan().unwrap().sign().unwrap_err();
    failed.kept.abandon().unwrap();
}
