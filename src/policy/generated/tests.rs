//! What a policy whose keys the authority makes is refused for, each sentence whole.

use std::borrow::Cow;

use super::*;
use crate::crypto::Curve;
use crate::policy::{AlternativeNameRule, FactKind, KeyRule, Policy, Presence, Purpose, Surplus, catalog::VpnDevice};

fn changed(change: impl FnOnce(&mut Profile)) -> CheckedProfile {
    let mut profile = VpnDevice::new("2.999.1".parse().unwrap()).profile();
    change(&mut profile);
    profile.check().unwrap()
}

/// The key the authority makes.
fn made(profile: &CheckedProfile) -> Result<Option<KeyAlgorithm>, ProfileErrors> {
    key_to_make(profile, KeyMaker::Authority)
}

fn purposes(purposes: &'static [KeyPurpose]) -> String {
    let row = Row::Set { value: Cow::Borrowed(purposes), if_asked_otherwise: Surplus::Refuse };
    let serving = changed(|profile| {
        profile.purpose = Purpose::Service;
        profile.extended_key_usage = row;
    });
    made(&serving).unwrap_err().to_string()
}

#[test]
fn makes_the_key_of_the_rule() {
    assert_eq!(made(&changed(|_| ())), Ok(Some(KeyAlgorithm::Rsa { bits: 2048 })));
    let keys = |rule| changed(|profile| profile.keys = Cow::Owned(vec![rule]));
    assert_eq!(made(&keys(KeyRule::P256)), Ok(Some(KeyAlgorithm::Ec(Curve::P256))));
    assert_eq!(
        made(&keys(KeyRule::RsaBetween { least: 2560, most: 8192 })),
        Ok(Some(KeyAlgorithm::Rsa { bits: 3072 }))
    );
}

#[test]
fn refuses_keys_for_tls_servers() {
    for (purpose, name) in [(&[KeyPurpose::SERVER_AUTH], "serverAuth"), (&[KeyPurpose::ANY], "anyExtendedKeyUsage")] {
        let told = purposes(purpose);
        assert!(told.contains(name), "{told}");
        assert!(told.contains("named purposes without serverAuth, when the authority makes the keys"), "{told}");
        assert!(told.contains("B-16"), "{told}");
    }
}

#[test]
fn refuses_a_policy_that_names_no_purpose() {
    let row = Row::Absent { if_asked: Surplus::Refuse };
    let told = made(&changed(|profile| profile.extended_key_usage = row)).unwrap_err().to_string();
    assert!(told.contains("no purpose, which is every purpose"), "{told}");
}

#[test]
fn refuses_a_row_that_waits_for_a_request() {
    let rule = AlternativeNameRule::EqualToFact(Cow::Borrowed(&[FactKind::DnsName]));
    let row = Row::FromRequest { presence: Presence::Optional, rule, surplus: Surplus::Refuse };
    let told = made(&changed(|profile| profile.subject_alt_name = row)).unwrap_err().to_string();
    assert!(told.contains("a row that needs no request"), "{told}");
}

#[test]
fn makes_no_key_where_the_subscriber_does() {
    let alone = changed(|profile| profile.delivery = Delivery::CertificateOnly);
    assert_eq!(key_to_make(&alone, KeyMaker::Subscriber), Ok(None));
}

#[test]
fn refuses_to_hand_out_a_key_it_did_not_make() {
    for (way, name) in [(Delivery::Pkcs12, "pkcs12"), (Delivery::Card, "card")] {
        let told = key_to_make(&changed(|profile| profile.delivery = way), KeyMaker::Subscriber).unwrap_err();
        assert_eq!(
            told.to_string(),
            format!(
                "the profile cannot be adopted: profile.delivery is {name}; permitted is \
                 certificate-only, since the subscriber makes the key (domain.md §5.3 point 2)"
            )
        );
    }
}

#[test]
fn refuses_to_keep_a_key_it_made() {
    let told = made(&changed(|profile| profile.delivery = Delivery::CertificateOnly)).unwrap_err().to_string();
    let wanted = "profile.delivery is certificate-only; permitted is pkcs12 or card, since the authority makes the key";
    assert!(told.contains(wanted), "{told}");
}

#[test]
fn refuses_to_renew_with_the_same_key_where_it_makes_one() {
    let told = made(&changed(|profile| profile.renewal.key = RenewalKey::SameOrAnother)).unwrap_err().to_string();
    assert!(told.contains("another key, since the authority makes one for each certificate"), "{told}");
}

#[test]
fn refuses_rules_of_keys_it_never_makes() {
    let keys = vec![KeyRule::RsaExactly(2048), KeyRule::P256];
    let told = made(&changed(|profile| profile.keys = Cow::Owned(keys))).unwrap_err().to_string();
    let wanted = "profile.keys[1] is EC P-256; permitted is one rule of keys, since the authority makes them all by the \
                  first (domain.md §5.3 point 18)";
    assert!(told.contains(wanted), "{told}");
}
