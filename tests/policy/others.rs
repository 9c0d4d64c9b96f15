//! Extensions fixed among the other rows, and keys with the usages they can serve: what is adopted and what is not.
//!
//! A table that passes its check may still make certificates no rule lets through; that is told when it is adopted, over
//! a specimen for each kind of key (L-03 to L-07, O-06, X-29).

use chancery::{
    issuance::AdoptError,
    policy::{KeyRule, KeyUsageGrant, OtherRow, Policy, Profile, Purpose, Row, Surplus},
    x509::{
        Extension,
        extension::{
            Criticality, InhibitAnyPolicy, KeyPurpose, KeyUsage, NoRevAvail, OcspNoCheck, PolicyConstraints,
            PrivateKeyUsagePeriod, TlsFeature, TypedExtension, oid,
        },
    },
};

use super::{
    Changed,
    ca::{self, authority, bare, client, client_policy, provider, root_policy, server_policy, subordinate_policy},
};

/// The ids of the rules that refuse this policy under the Ed25519 authority, none when it is adopted.
fn refused_by<P: Policy>(policy: P) -> Vec<&'static str> {
    match authority(provider(), "ed25519").adopt(policy) {
        Ok(_) => Vec::new(),
        Err(AdoptError::Lint(findings)) => findings.iter().map(|finding| finding.citation().id).collect(),
        Err(other) => panic!("{other}"),
    }
}

fn only<E: TypedExtension>(profile: &mut Profile, value: &E) {
    profile.others = vec![OtherRow::typed(value, Surplus::Refuse).unwrap()].into();
}

fn set_purpose(profile: &mut Profile, purpose: KeyPurpose) {
    if purpose == KeyPurpose::OCSP_SIGNING {
        profile.purpose = Purpose::Status;
    }
    profile.extended_key_usage = Row::Set { value: vec![purpose].into(), if_asked_otherwise: Surplus::Refuse };
}

fn set_usage(profile: &mut Profile, value: KeyUsageGrant, keys: &'static [KeyRule]) {
    profile.key_usage = Row::Set { value, if_asked_otherwise: Surplus::Refuse };
    profile.keys = keys.into();
}

const BOTH: KeyUsage = KeyUsage::DIGITAL_SIGNATURE.union(KeyUsage::KEY_ENCIPHERMENT);
const RSA: KeyRule = KeyRule::RsaExactly(2048);

#[test]
fn ocsp_no_check_is_for_responders() {
    assert_eq!(refused_by(Changed(client_policy(), |profile| only(profile, &OcspNoCheck))), ["O-06"]);
    let responder = Changed(client_policy(), |profile| {
        only(profile, &OcspNoCheck);
        set_purpose(profile, KeyPurpose::OCSP_SIGNING);
    });
    assert_eq!(refused_by(responder), [""; 0]);
}

/// A row of an identifier that nobody knows.
fn unknown(profile: &mut Profile, value: &'static [u8]) {
    let row = OtherRow {
        oid: "2.999.9".parse().unwrap(),
        criticality: Criticality::NonCritical,
        value: value.into(),
        if_asked_otherwise: Surplus::Refuse,
    };
    profile.others = vec![row].into();
}

#[test]
fn octets_of_a_row_that_the_table_takes_can_be_written() {
    // [31], a tag of two octets.
    assert_eq!(refused_by(Changed(client_policy(), |profile| unknown(profile, b"\x9f\x1f\x00"))), [""; 0]);
    let inside = Extension::opaque("2.999.9".parse().unwrap(), Criticality::NonCritical, *b"\x30\x02\x24\x00");
    let sentence = "the OCTET STRING is constructed, and DER has it in one piece at byte 2 of extnValue";
    assert_eq!(inside.unwrap_err().to_string(), sentence);
}

#[test]
fn a_fixed_extension_is_in_the_certificate() {
    let policy = Changed(client_policy(), |profile| {
        only(profile, &OcspNoCheck);
        set_purpose(profile, KeyPurpose::OCSP_SIGNING);
    });
    let certificate = ca::walk(&authority(provider(), "ed25519"), policy, bare(provider(), "p256"), &client());
    assert_eq!(certificate.typed::<OcspNoCheck>(), Ok(Some(OcspNoCheck)));
    assert_eq!(certificate.extensions().find(oid::OCSP_NO_CHECK).unwrap().value(), [0x05, 0x00]);
}

#[test]
fn a_fixed_must_staple_is_in_the_certificate() {
    let policy = Changed(server_policy(), |profile| only(profile, &TlsFeature::MUST_STAPLE));
    let request = bare(provider(), "p256");
    let certificate = ca::walk(&authority(provider(), "ed25519"), policy, request, &ca::server(&["host.example"]));
    assert_eq!(certificate.typed::<TlsFeature>(), Ok(Some(TlsFeature::MUST_STAPLE)));
}

#[test]
fn no_rev_avail_is_not_for_issuers_that_publish_revocations() {
    assert_eq!(refused_by(Changed(client_policy(), |profile| only(profile, &NoRevAvail))), ["X-29"]);
}

#[test]
fn limits_of_policies_are_for_authorities() {
    fn explicit(profile: &mut Profile) {
        only(profile, &PolicyConstraints::RequireExplicitPolicy { skip_certs: 0 });
    }
    fn no_any(profile: &mut Profile) {
        only(profile, &InhibitAnyPolicy::after(0));
    }
    assert_eq!(refused_by(Changed(client_policy(), explicit)), ["L-05"]);
    assert_eq!(refused_by(Changed(client_policy(), no_any)), ["L-06"]);
    assert_eq!(refused_by(Changed(subordinate_policy(), explicit)), [""; 0]);
    assert_eq!(refused_by(Changed(subordinate_policy(), no_any)), [""; 0]);
}

#[test]
fn the_period_of_a_private_key_lies_within_what_the_issuer_can_give() {
    fn until(profile: &mut Profile, end: &str) {
        only(profile, &PrivateKeyUsagePeriod::Until(end.parse().unwrap()));
    }
    assert_eq!(refused_by(Changed(client_policy(), |profile| until(profile, "2027-01-01T00:00:00Z"))), [""; 0]);
    assert_eq!(refused_by(Changed(client_policy(), |profile| until(profile, "1999-01-01T00:00:00Z"))), ["L-04"]);
}

#[test]
fn a_root_may_say_until_when_it_signs() {
    use chancery::issuer::Issuer;
    let founding = Issuer::founding(ca::ca_name(), ca::signer(provider(), "p384"), provider()).unwrap();
    let policy = Changed(root_policy(), |profile| {
        only(profile, &PrivateKeyUsagePeriod::Until("2031-11-22T10:00:00Z".parse().unwrap()));
    });
    assert!(ca::over(founding, ca::inventory(provider())).adopt(policy).is_ok());
}

#[test]
fn rsa_keys_encipher_keys_whatever_the_issuer_signs_with() {
    let rsa_only = Changed(server_policy(), |profile| set_usage(profile, KeyUsageGrant::EveryKey(BOTH), &[RSA]));
    assert_eq!(refused_by(rsa_only), [""; 0]);
}

#[test]
fn a_usage_that_one_kind_of_key_cannot_serve_is_not_adopted() {
    let ec_too =
        Changed(server_policy(), |profile| set_usage(profile, KeyUsageGrant::EveryKey(BOTH), &[RSA, KeyRule::P256]));
    assert_eq!(refused_by(ec_too), ["L-03"]);
    let by_key = Changed(server_policy(), |profile| {
        let value = KeyUsageGrant::ByKey { rsa: BOTH, other: KeyUsage::DIGITAL_SIGNATURE };
        set_usage(profile, value, &[RSA, KeyRule::P256, KeyRule::Ed25519]);
    });
    assert_eq!(refused_by(by_key), [""; 0]);
    let agreeing = Changed(server_policy(), |profile| {
        let usage = KeyUsage::DIGITAL_SIGNATURE.union(KeyUsage::KEY_AGREEMENT);
        set_usage(profile, KeyUsageGrant::EveryKey(usage), &[KeyRule::P256, KeyRule::Ed25519]);
    });
    assert_eq!(refused_by(agreeing), ["L-03"]);
    let rsa_agreeing = Changed(server_policy(), |profile| {
        let usage = KeyUsage::DIGITAL_SIGNATURE.union(KeyUsage::KEY_AGREEMENT);
        set_usage(profile, KeyUsageGrant::EveryKey(usage), &[RSA]);
    });
    assert_eq!(refused_by(rsa_agreeing), ["L-03"]);
}
