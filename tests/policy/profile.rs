//! The check a table passes before it is in force: one contradiction, one test, one sentence.
//!
//! Each test changes one row of a sound table. What is wrong is told all at once, in the order of the fields.

use chancery::{
    policy::{
        AlternativeNameRule, AttributeRow, AttributeValue, Criticality, FactKind, KeyRule, KeyUsageGrant, Lifetime,
        OtherRow, Policy, Presence, Profile, Row, Surplus,
    },
    x509::{
        AttributeType,
        extension::{
            BasicConstraints, CrlContents, CrlDistributionPoints, DeltaCrlIndicator, DistributionPoint, FreshestCrl,
            GeneralSubtree, InhibitAnyPolicy, IssuingDistributionPoint, KeyPurpose, KeyUsage, NameConstraints,
            NoRevAvail, OcspNoCheck, PolicyConstraints, PolicyInformation, PrivateKeyUsagePeriod, TypedExtension, oid,
        },
    },
};

use super::ca::{policy_oid, server_policy, subordinate_policy};

pub(super) fn wrong(mut profile: Profile, change: impl FnOnce(&mut Profile)) -> Vec<String> {
    change(&mut profile);
    match profile.check() {
        Ok(_) => Vec::new(),
        Err(errors) => {
            errors.violations().iter().map(|violation| format!("{}: {violation}", violation.rule())).collect()
        }
    }
}

/// A test a line: what is changed in the table of a server, and what is said.
macro_rules! contradictions {
    ($($name:ident: $change:expr => $($sentence:literal),+;)*) => {
        $(#[test]
        fn $name() {
            assert_eq!(wrong(server_policy().profile(), $change), [$($sentence),+]);
        })*
    };
}

fn row(attribute: AttributeType, value: AttributeValue) -> AttributeRow {
    AttributeRow { attribute, value, presence: Presence::Optional, if_asked_otherwise: Surplus::Refuse }
}

fn only(profile: &mut Profile, attribute: AttributeType, value: AttributeValue) {
    profile.subject.attributes = vec![AttributeRow { presence: Presence::Required, ..row(attribute, value) }].into();
}

fn purposes(profile: &mut Profile, purposes: Vec<KeyPurpose>) {
    profile.extended_key_usage = Row::Set { value: purposes.into(), if_asked_otherwise: Surplus::Refuse };
}

fn policies(profile: &mut Profile, policies: Vec<PolicyInformation>) {
    profile.certificate_policies = Row::Set { value: policies.into(), if_asked_otherwise: Surplus::Refuse };
}

fn names(profile: &mut Profile, facts: Vec<FactKind>) {
    profile.subject_alt_name =
        Row::FromFacts { presence: Presence::Optional, facts: facts.into(), surplus: Surplus::Refuse };
}

fn other(oid: &str, value: &'static [u8]) -> OtherRow {
    OtherRow {
        oid: oid.parse().unwrap(),
        criticality: Criticality::NonCritical,
        value: value.into(),
        if_asked_otherwise: Surplus::Refuse,
    }
}

fn critical(oid: &str, value: &'static [u8]) -> OtherRow {
    OtherRow { criticality: Criticality::Critical, ..other(oid, value) }
}

fn only_other(profile: &mut Profile, row: OtherRow) {
    profile.others = vec![row].into();
}

fn fixed<E: TypedExtension>(value: &E) -> OtherRow {
    OtherRow::typed(value, Surplus::Refuse).unwrap()
}

contradictions! {
    refuses_a_policy_without_a_name: |profile| profile.name = "".into() =>
        "profile.name: profile.name is nothing; permitted is a name (domain.md §5.1)";
    refuses_a_policy_without_keys: |profile| profile.keys = Vec::new().into() =>
        "profile.keys: profile.keys is no key rule; permitted is at least one (Baseline Requirements §6.1.5)";
    refuses_a_key_that_is_too_short: |profile| profile.keys = vec![KeyRule::P256, KeyRule::RsaExactly(1024)].into() =>
        "profile.keys: profile.keys[1] is RSA 1024; permitted is a rule some key satisfies (Baseline Requirements §6.1.5)";
    refuses_a_key_of_a_broken_length: |profile| profile.keys = vec![KeyRule::P256, KeyRule::RsaExactly(2052)].into() =>
        "profile.keys: profile.keys[1] is RSA 2052; permitted is a rule some key satisfies (Baseline Requirements §6.1.5)";
    refuses_a_range_of_keys_that_is_empty:
        |profile| profile.keys = vec![KeyRule::P256, KeyRule::RsaBetween { least: 4096, most: 2048 }].into() =>
        "profile.keys: profile.keys[1] is RSA 4096 to 2048; permitted is a rule some key satisfies (Baseline Requirements \
         §6.1.5)";
    refuses_a_range_of_keys_that_are_all_too_short:
        |profile| profile.keys = vec![KeyRule::P256, KeyRule::RsaBetween { least: 1024, most: 2040 }].into() =>
        "profile.keys: profile.keys[1] is RSA 1024 to 2040; permitted is a rule some key satisfies (Baseline Requirements \
         §6.1.5)";
    refuses_a_lifetime_of_no_days: |profile| profile.lifetime = Lifetime::Days(0) =>
        "profile.lifetime: profile.lifetime is 0 days; permitted is one day or more (RFC 5280 §4.1.2.5)";
    refuses_a_lifetime_of_no_years: |profile| profile.lifetime = Lifetime::Years(0) =>
        "profile.lifetime: profile.lifetime is 0 calendar years; permitted is one day or more (RFC 5280 §4.1.2.5)";
    refuses_backdating_by_more_than_48_hours: |profile| profile.backdating_seconds = 172_801 =>
        "profile.backdating: profile.backdating is 172801 s; permitted is at most 172800 s (Baseline Requirements \
         §7.1.2.7 (B-02))";
    refuses_approvals_that_never_hold: |profile| profile.approval_seconds = 0 =>
        "profile.approval: profile.approval is 0 s; permitted is a second or more (design §2)";
    refuses_a_fixed_text_the_attribute_does_not_take:
        |profile| only(profile, AttributeType::COUNTRY, AttributeValue::Fixed("Polska".into())) =>
        "profile.subject: profile.subject.attributes[0] is C has 6 characters, at most 2 are permitted (RFC 5280 Appendix A.1); \
         permitted is a text of the attribute (RFC 5280 Appendix A.1)";
    refuses_an_attribute_made_of_no_facts:
        |profile| only(profile, AttributeType::COMMON_NAME, AttributeValue::Joined(Vec::new().into())) =>
        "profile.subject: profile.subject.attributes[0] is CN of no facts; permitted is at least one (RFC 5280 §4.1.2.6)";
    refuses_an_attribute_made_of_a_fact_that_makes_none:
        |profile| only(profile, AttributeType::COMMON_NAME, AttributeValue::Each(FactKind::Pesel)) =>
        "profile.subject: profile.subject.attributes[0] is CN of pesel; permitted is a fact that makes the attribute (EN 319 412-1)";
    refuses_alternative_names_of_no_facts: |profile| names(profile, Vec::new()) =>
        "profile.san: profile.subjectAltName is no facts; permitted is at least one (RFC 5280 §4.2.1.6)";
    refuses_alternative_names_of_a_fact_that_makes_none: |profile| names(profile, vec![FactKind::Surname]) =>
        "profile.san: profile.subjectAltName is surname; permitted is a fact that makes alternative names (RFC 5280 \
         §4.2.1.6)";
    refuses_a_rule_for_alternative_names_without_facts: |profile| profile.subject_alt_name = Row::FromRequest {
            presence: Presence::Optional,
            rule: AlternativeNameRule::EqualToFact(Vec::new().into()),
            surplus: Surplus::Refuse,
        } =>
        "profile.san: profile.subjectAltName is no facts; permitted is at least one (RFC 5280 §4.2.1.6)";
    refuses_key_cert_sign_without_ca: |profile| profile.key_usage = Row::Set {
            value: KeyUsageGrant::ByKey { rsa: KeyUsage::KEY_CERT_SIGN, other: KeyUsage::DIGITAL_SIGNATURE },
            if_asked_otherwise: Surplus::Refuse,
        } =>
        "profile.authority: profile.basicConstraints is keyCertSign without cA; permitted is both (RFC 5280 §4.2.1.3)",
        "profile.purpose: profile.keyUsage is keyCertSign; permitted is digitalSignature, keyEncipherment, \
         dataEncipherment, keyAgreement or fewer, since the purpose is service (domain.md §5.1, proposed)";
    refuses_ca_without_key_cert_sign: |profile| profile.basic_constraints = Row::Set {
            value: BasicConstraints::Authority { path_len: None },
            if_asked_otherwise: Surplus::Refuse,
        } =>
        "profile.authority: profile.keyUsage is cA without keyCertSign; permitted is both (RFC 5280 §4.2.1.9)";
    refuses_name_constraints_without_ca: |profile| profile.name_constraints = Row::Set {
            value: NameConstraints::new(vec![GeneralSubtree::Dns("example".parse().unwrap())], Vec::new()).unwrap(),
            if_asked_otherwise: Surplus::Refuse,
        } =>
        "profile.authority: profile.nameConstraints is name constraints without cA; permitted is both (RFC 5280 \
         §4.2.1.10)";
    refuses_an_empty_list_of_purposes: |profile| purposes(profile, Vec::new()) =>
        "profile.eku: profile.extKeyUsage is an empty list; permitted is at least one (RFC 5280 §4.2.1.12)";
    refuses_a_purpose_twice: |profile| purposes(profile, vec![KeyPurpose::SERVER_AUTH, KeyPurpose::SERVER_AUTH]) =>
        "profile.eku: profile.extKeyUsage is one of the list twice; permitted is each once (RFC 5280 §4.2.1.12)";
    refuses_an_empty_list_of_policies: |profile| policies(profile, Vec::new()) =>
        "profile.policies: profile.certificatePolicies is an empty list; permitted is at least one (RFC 5280 §4.2.1.4)";
    refuses_a_policy_identifier_twice:
        |profile| policies(profile, vec![PolicyInformation::new(policy_oid()), PolicyInformation::new(policy_oid())]) =>
        "profile.policies: profile.certificatePolicies is one of the list twice; permitted is each once (RFC 5280 \
         §4.2.1.4)";
    refuses_a_second_row_for_an_extension_that_has_one:
        |profile| profile.others = vec![other("2.5.29.19", b"\x30\x00")].into() =>
        "profile.others: profile.others[0] is 2.5.29.19; permitted is an identifier without another row (RFC 5280 §4.2)";
    refuses_two_rows_for_one_extension:
        |profile| profile.others = vec![other("2.999.1", b"\x05\x00"), other("2.999.1", b"\x05\x00")].into() =>
        "profile.others: profile.others[1] is 2.999.1; permitted is an identifier without another row (RFC 5280 §4.2)";
    refuses_a_value_that_is_no_der: |profile| profile.others = vec![other("2.999.1", b"\x05")].into() =>
        "profile.others: profile.others[0] is 2.999.1; permitted is a value that is one DER element (RFC 5280 §4.2)";
    refuses_a_value_with_something_after_it: |profile| profile.others = vec![other("2.999.1", b"\x05\x00\x00")].into() =>
        "profile.others: profile.others[0] is 2.999.1; permitted is a value that is one DER element (RFC 5280 §4.2)";
    refuses_ocsp_no_check_that_is_not_null: |profile| only_other(profile, other("1.3.6.1.5.5.7.48.1.5", b"\x30\x00")) =>
        "profile.others: profile.others[0] is ocsp-nocheck of which the value cannot be read: expected NULL, found SEQUENCE \
         at byte 0 of extnValue; permitted is a value of its type (RFC 6960 §4.2.2.2.1)";
    refuses_critical_ocsp_no_check: |profile| only_other(profile, critical("1.3.6.1.5.5.7.48.1.5", b"\x05\x00")) =>
        "profile.others: profile.others[0] is ocsp-nocheck that is critical; permitted is a non-critical one (RFC 6960 \
         §4.2.2.2.1)";
    refuses_critical_no_rev_avail: |profile| only_other(profile, critical("2.5.29.56", b"\x05\x00")) =>
        "profile.others: profile.others[0] is noRevAvail that is critical; permitted is a non-critical one (RFC 9608 §3)";
    refuses_a_critical_tls_feature: |profile| only_other(profile, critical("1.3.6.1.5.5.7.1.24", b"\x30\x03\x02\x01\x05")) =>
        "profile.others: profile.others[0] is TLS feature that is critical; permitted is a non-critical one (RFC 7633 §4)";
    refuses_a_tls_feature_of_another_type: |profile| only_other(profile, other("1.3.6.1.5.5.7.1.24", b"\x05\x00")) =>
        "profile.others: profile.others[0] is TLS feature of which the value cannot be read: expected SEQUENCE, found NULL at \
         byte 0 of extnValue; permitted is a value of its type (RFC 7633 §4)";
    refuses_a_value_that_is_no_der_inside: |profile| profile.others = vec![other("2.999.1", b"\x30\x03\x01\x01\x01")].into() =>
        "profile.others: profile.others[0] is 2.999.1; permitted is a value that is one DER element (RFC 5280 §4.2)";
    refuses_policy_constraints_that_are_not_critical:
        |profile| only_other(profile, other("2.5.29.36", b"\x30\x03\x80\x01\x00")) =>
        "profile.others: profile.others[0] is policyConstraints that is not critical; permitted is a critical one (RFC 5280 \
         §4.2.1.11)";
    refuses_empty_policy_constraints: |profile| only_other(profile, critical("2.5.29.36", b"\x30\x00")) =>
        "profile.others: profile.others[0] is policyConstraints of which the value cannot be read: policyConstraints has \
         requireExplicitPolicy or inhibitPolicyMapping, and is never empty (RFC 5280 §4.2.1.11) at byte 0 of \
         PolicyConstraints; permitted is a value of its type (RFC 5280 §4.2.1.11)";
    refuses_a_negative_inhibit_any_policy: |profile| only_other(profile, critical("2.5.29.54", b"\x02\x01\xff")) =>
        "profile.others: profile.others[0] is inhibitAnyPolicy of which the value cannot be read: the INTEGER is negative at \
         byte 0 of extnValue; permitted is a value of its type (RFC 5280 §4.2.1.14)";
    refuses_a_freshest_crl_without_points: |profile| only_other(profile, other("2.5.29.46", b"\x30\x00")) =>
        "profile.others: profile.others[0] is freshestCRL of which the value cannot be read: there must be at least one \
         element at byte 2 of CRLDistributionPoints; permitted is a value of its type (RFC 5280 §4.2.1.15)";
    refuses_an_empty_private_key_usage_period: |profile| only_other(profile, other("2.5.29.16", b"\x30\x00")) =>
        "profile.others: profile.others[0] is privateKeyUsagePeriod of which the value cannot be read: privateKeyUsagePeriod \
         has notBefore or notAfter (RFC 3280 §4.2.1.4) at byte 0 of PrivateKeyUsagePeriod; permitted is a value of its \
         type (RFC 3280 §4.2.1.4)";
    refuses_an_issuing_distribution_point: |profile| only_other(
            profile,
            fixed(&IssuingDistributionPoint::only(CrlContents::EndEntityCertificates).unwrap()),
        ) =>
        "profile.others: profile.others[0] is issuingDistributionPoint; permitted is an extension of certificates, and this \
         one is of CRLs (RFC 5280 §5.2, §5.3)";
    refuses_a_delta_crl_indicator: |profile| only_other(profile, fixed(&DeltaCrlIndicator::from(7))) =>
        "profile.others: profile.others[0] is deltaCRLIndicator; permitted is an extension of certificates, and this one is \
         of CRLs (RFC 5280 §5.2, §5.3)";
    refuses_a_crl_number: |profile| only_other(profile, other("2.5.29.20", b"\x02\x01\x07")) =>
        "profile.others: profile.others[0] is cRLNumber; permitted is an extension of certificates, and this one is of CRLs \
         (RFC 5280 §5.2, §5.3)";
}

#[test]
fn rows_of_typed_values_pass() {
    let point = DistributionPoint::at(["http://crl.host.example/delta.crl".parse().unwrap()]).unwrap();
    let rows = vec![
        fixed(&FreshestCrl::at(CrlDistributionPoints::new([point]).unwrap())),
        fixed(&OcspNoCheck),
        fixed(&NoRevAvail),
        fixed(&PolicyConstraints::RequireExplicitPolicy { skip_certs: 0 }),
        fixed(&InhibitAnyPolicy::after(0)),
        fixed(&PrivateKeyUsagePeriod::Until("2027-01-01T00:00:00Z".parse().unwrap())),
    ];
    let criticalities: Vec<_> = rows.iter().map(|row| row.criticality).collect();
    let (critical, not) = (Criticality::Critical, Criticality::NonCritical);
    assert_eq!(criticalities, [not, not, not, critical, critical, not]);
    assert_eq!(*fixed(&NoRevAvail).value, [0x05, 0x00]);
    // What contradicts what is for the rules that see a whole certificate.
    assert!(wrong(server_policy().profile(), |profile| profile.others = rows.into()).is_empty());
}

#[test]
fn a_table_of_the_catalog_passes() {
    assert!(wrong(server_policy().profile(), |_| {}).is_empty());
    assert!(wrong(subordinate_policy().profile(), |_| {}).is_empty());
    let edge = |profile: &mut Profile| {
        profile.backdating_seconds = 172_800;
        profile.others = vec![other("2.999.1", b"\x05\x00")].into();
    };
    assert!(wrong(server_policy().profile(), edge).is_empty());
}

#[test]
fn everything_that_is_wrong_with_a_table_is_told_at_once() {
    let mut profile = server_policy().profile();
    profile.name = "".into();
    profile.keys = Vec::new().into();
    profile.approval_seconds = 0;
    let errors = profile.check().unwrap_err();
    assert_eq!(
        errors.to_string(),
        "the profile cannot be adopted: profile.name is nothing; permitted is a name (domain.md §5.1); profile.keys is no \
         key rule; permitted is at least one (Baseline Requirements §6.1.5); profile.approval is 0 s; permitted is a \
         second or more (design §2)"
    );
}

#[test]
fn a_table_names_what_it_has_rows_for() {
    let mut profile = server_policy().profile();
    assert!(profile.names(oid::SUBJECT_ALT_NAME) && !profile.names("2.999.1".parse().unwrap()));
    profile.others = vec![other("2.999.1", b"\x05\x00")].into();
    assert!(profile.names("2.999.1".parse().unwrap()));
}
