//! Keys made by the authority: where they are made, for what they are refused, and what becomes of them after a crash.
//!
//! RSA keys are made by one of the two providers only, so what does not depend on the kind of key is asked on P-256. The
//! surprising choice: a provider of these tests makes the wrong key on purpose, because a key that is not the approved one
//! must be noticed before the rolls are.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(clippy::unwrap_used, reason = "what cannot be made is a failed test")]

#[path = "common/ca.rs"]
mod ca;

use std::sync::Arc;

use ca::{approve, approve_generated, at, authority, bare, device, device_policy, inventory, now, over, provider};
use chancery::{
    crypto::{Curve, KeyAlgorithm, Keys, Provider, ProviderError, SecretKey, Signature, SignatureAlgorithm, Signer},
    inventory::{KeyMaker, RecordId, State, Status},
    issuance::{PrepareError, ResumeError},
    issuer::Issuer,
    policy::{
        AuthorityKey, Delivery, KeyRule, KeyUsageGrant, Policy, Profile, Purpose, RenewalRule, Row, SubscriberKey,
        Surplus,
        catalog::{DeviceApplicant, VpnDevice},
    },
    x509::{
        Reason,
        extension::{ExtendedKeyUsage, KeyPurpose, KeyUsage},
    },
};

/// The device's table with something changed.
#[derive(Debug)]
struct Changed(fn(&mut Profile));

impl Policy for Changed {
    type Applicant = DeviceApplicant;
    type KeyOrigin = AuthorityKey;
    fn profile(&self) -> Profile {
        let mut profile = device_policy().profile();
        (self.0)(&mut profile);
        profile
    }
}

/// Keys on P-256, which every provider makes and which encipher no keys.
const ON_P256: Changed = Changed(|profile| {
    profile.keys = vec![KeyRule::P256].into();
    let value = KeyUsageGrant::EveryKey(KeyUsage::DIGITAL_SIGNATURE);
    profile.key_usage = Row::Set { value, if_asked_otherwise: Surplus::Refuse };
});

/// Makes what it is told to make, whatever it is asked for.
struct Elsewhere(fn() -> Result<SecretKey, ProviderError>);

impl Keys for Elsewhere {
    fn makes(&self, _: KeyAlgorithm) -> Result<(), ProviderError> {
        Ok(())
    }
    fn generate(&self, _: KeyAlgorithm) -> Result<SecretKey, ProviderError> {
        (self.0)()
    }
    fn signer(&self, key: &SecretKey, algorithm: SignatureAlgorithm) -> Result<Arc<dyn Signer>, ProviderError> {
        provider().keys.signer(key, algorithm)
    }
}

fn over_keys(keys: &'static dyn Keys) -> chancery::Authority {
    let provider: Provider = provider().with_keys(keys);
    let issuer =
        Issuer::new(ca::root(&provider, "ed25519"), ca::signer(&provider, "ed25519"), &provider, now()).unwrap();
    over(issuer, inventory(&provider))
}

#[test]
fn a_key_made_here_is_certified_and_stays_with_its_certificate() {
    let authority = authority(provider(), "ed25519");
    let approved = approve_generated(&authority, ON_P256, &device(), now()).unwrap();
    let enrolled = authority.issue(approved, now()).unwrap();
    assert_eq!(enrolled.certificate().public_key().algorithm(), KeyAlgorithm::Ec(Curve::P256));
    assert_eq!(enrolled.certificate().subject().to_string(), "CN=WA1M-0042,OU=Courts,O=Example,C=PL");
    let record = authority.inventory().find(enrolled.id()).unwrap().unwrap();
    assert_eq!((record.key_maker(), record.status()), (KeyMaker::Authority, Status::Issued));
    assert!(format!("{enrolled:?}").contains("SecretKey(EC P-256, [elided])"), "{enrolled:?}");
}

#[test]
fn every_certificate_gets_a_key_of_its_own() {
    let authority = authority(provider(), "ed25519");
    let key = || {
        let approved = approve_generated(&authority, ON_P256, &device(), now()).unwrap();
        authority.issue(approved, now()).unwrap().certificate().public_key().clone()
    };
    assert_ne!(key(), key());
}

#[cfg(feature = "aws-lc-rs")]
#[test]
fn makes_rsa_keys_where_the_provider_does() {
    let authority = authority(&chancery::crypto::aws_lc_rs::PROVIDER, "ed25519");
    let approved = approve_generated(&authority, device_policy(), &device(), now()).unwrap();
    let enrolled = authority.issue(approved, now()).unwrap();
    assert_eq!(enrolled.certificate().public_key().algorithm(), KeyAlgorithm::Rsa { bits: 2048 });
}

#[cfg(feature = "ring")]
#[test]
fn refuses_to_adopt_a_policy_whose_keys_the_provider_does_not_make() {
    use chancery::{crypto::Remedy, issuance::AdoptError};

    let authority = authority(&chancery::crypto::ring::PROVIDER, "ed25519");
    let refusal = authority.adopt(device_policy()).unwrap_err();
    assert!(
        matches!(
            refusal,
            AdoptError::KeysToMake(ProviderError::NoKeyGeneration {
                algorithm: KeyAlgorithm::Rsa { bits: 2048 },
                remedy: Remedy::UseAwsLcRs
            })
        ),
        "{refusal:?}"
    );
    assert_eq!(
        refusal.to_string(),
        "the policy has its keys made by the authority, and this provider makes no RSA 2048 keys; use the provider \
         aws_lc_rs::PROVIDER"
    );
}

fn serve(profile: &mut Profile, purpose: KeyPurpose) {
    profile.purpose = Purpose::Service;
    profile.extended_key_usage = purposes(purpose);
}

#[test]
fn refuses_to_adopt_a_policy_that_makes_keys_for_tls_servers() {
    let authority = authority(provider(), "ed25519");
    let serving: [fn(&mut Profile); 3] = [
        |profile| serve(profile, KeyPurpose::SERVER_AUTH),
        |profile| serve(profile, KeyPurpose::ANY),
        |profile| profile.extended_key_usage = Row::Absent { if_asked: Surplus::Refuse },
    ];
    for change in serving {
        let refusal = authority.adopt(Changed(change)).unwrap_err().to_string();
        assert!(refusal.contains("B-16"), "{refusal}");
    }
}

/// A table for the device's subject whose keys the subscriber makes.
#[derive(Debug)]
struct ByRequest(KeyPurpose);

impl Policy for ByRequest {
    type Applicant = DeviceApplicant;
    type KeyOrigin = SubscriberKey;
    fn profile(&self) -> Profile {
        let purpose = if self.0 == KeyPurpose::IPSEC_IKE { Purpose::Device } else { Purpose::Service };
        let extended_key_usage = purposes(self.0);
        let (delivery, renewal) = (Delivery::CertificateOnly, RenewalRule::FREE);
        let name = "device-by-request".into();
        Profile { name, purpose, delivery, renewal, extended_key_usage, ..ON_P256.profile() }
    }
}

#[test]
fn refuses_a_key_it_once_made_in_a_request_for_a_tls_server() {
    static KNOWN: Elsewhere = Elsewhere(|| Ok(ca::secret("p256")));
    let authority = over_keys(&KNOWN);
    let approved = approve_generated(&authority, ON_P256, &device(), now()).unwrap();
    let _ = authority.issue(approved, now()).unwrap();
    let ask = |purpose| approve(&authority, ByRequest(purpose), bare(authority.provider(), "p256"), &device(), now());
    for purpose in [KeyPurpose::SERVER_AUTH, KeyPurpose::ANY] {
        let refusal = ask(purpose).unwrap_err();
        let rules: Vec<_> = refusal.violations().iter().map(|violation| violation.rule().as_str().to_owned()).collect();
        assert_eq!(rules, ["policy.key.made-by-authority"]);
    }
    assert!(ask(KeyPurpose::IPSEC_IKE).is_ok());
}

#[test]
fn the_history_of_another_key_says_nothing_of_who_made_this_one() {
    static KNOWN: Elsewhere = Elsewhere(|| Ok(ca::secret("p256")));
    let authority = over_keys(&KNOWN);
    let approved = approve_generated(&authority, ON_P256, &device(), now()).unwrap();
    let _ = authority.issue(approved, now()).unwrap();
    let policy = authority.adopt(ByRequest(KeyPurpose::SERVER_AUTH)).unwrap();
    let made_here = policy.history(Some(&bare(authority.provider(), "p256")), &device()).unwrap();
    let rejection = policy.approve(bare(authority.provider(), "p384"), &device(), &made_here, now()).unwrap_err();
    let rules: Vec<_> = rejection.violations().iter().map(|violation| violation.rule().as_str().to_owned()).collect();
    assert_eq!(rules, ["policy.key", "policy.history"]);
}

fn purposes(purpose: KeyPurpose) -> Row<chancery::policy::List<KeyPurpose>> {
    Row::Set { value: vec![KeyPurpose::CLIENT_AUTH, purpose].into(), if_asked_otherwise: Surplus::Refuse }
}

#[test]
fn refuses_a_key_of_another_size_than_the_policys() {
    static WRONG: Elsewhere = Elsewhere(|| Ok(ca::secret("rsa3072")));
    let authority = over_keys(&WRONG);
    let approved = approve_generated(&authority, device_policy(), &device(), now()).unwrap();
    let slot = authority.slot().unwrap();
    let id = RecordId { issuer: authority.id(), serial: slot.serial() };
    let refusal = approved.prepare(slot, now()).unwrap_err();
    assert_eq!(refusal.to_string(), "what was read back is not what was approved: subjectPublicKeyInfo differs");
    assert_eq!(authority.inventory().find(id).unwrap(), None);
}

#[test]
fn says_why_no_key_was_made() {
    static FAILING: Elsewhere = Elsewhere(|| Err(ProviderError::Derivation));
    let authority = over_keys(&FAILING);
    let approved = approve_generated(&authority, ON_P256, &device(), now()).unwrap();
    let refusal = approved.prepare(authority.slot().unwrap(), now()).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "the key was not made: the parameters of the key derivation are outside what the function takes"
    );
}

#[test]
fn a_plan_whose_key_is_gone_is_not_taken_up_again_but_revoked() {
    let authority = authority(provider(), "ed25519");
    let approved = approve_generated(&authority, ON_P256, &device(), now()).unwrap();
    let planned = approved.prepare(authority.slot().unwrap(), now()).unwrap().plan().unwrap();
    let id = planned.id();
    drop(planned);
    let refusal = authority.resume(id).unwrap_err();
    assert!(matches!(refusal, ResumeError::SecretGone { .. }), "{refusal:?}");
    assert_eq!(
        refusal.to_string(),
        format!(
            "the key of record {id} was made by the authority and is gone, so its certificate could serve nobody; settle \
             it with `recover` and without a signature, which revokes it"
        )
    );
    let found = Signature::from_octets([0; 64]);
    assert!(authority.recover(id, Some(&found), now()).is_err());
    authority.recover(id, None, now()).unwrap();
    let status = authority.inventory().find(id).unwrap().unwrap().status();
    assert_eq!(status, Status::Revoked { at: now(), reason: Reason::Unspecified, invalid_since: None });
    assert_eq!(status.state(), State::Revoked);
}

#[test]
fn an_approval_that_waited_too_long_makes_no_key() {
    static UNASKED: Elsewhere = Elsewhere(|| Err(ProviderError::Derivation));
    let authority = over_keys(&UNASKED);
    let approved = approve_generated(&authority, ON_P256, &device(), now()).unwrap();
    let refusal = approved.prepare(authority.slot().unwrap(), at("2026-11-24T10:00:00Z")).unwrap_err();
    assert!(matches!(refusal, PrepareError::Stale { .. }), "{refusal:?}");
}

#[test]
fn the_certificate_of_a_device_names_its_purposes() {
    let authority = authority(provider(), "ed25519");
    let approved = approve_generated(&authority, ON_P256, &device(), now()).unwrap();
    let enrolled = authority.issue(approved, now()).unwrap();
    let purposes: ExtendedKeyUsage = enrolled.certificate().typed().unwrap().unwrap();
    assert_eq!(purposes.purposes(), [KeyPurpose::CLIENT_AUTH, KeyPurpose::IPSEC_IKE]);
    assert_eq!(VpnDevice::LIFETIME.to_string(), "2 calendar years");
}
