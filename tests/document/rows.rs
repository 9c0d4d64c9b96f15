//! Parts of rows that never fire, each with its sentence.

use chancery::policy::{
    AttributeRow, AttributeValue, FactKind, IssuerOrigin, KeyIdentifierOrigin, KeyRule, KeyUsageGrant, Policy,
    Presence, Profile, Row, Surplus, catalog::TlsServer,
};
use chancery::x509::{AttributeType, Lifetime, extension::KeyUsage};

/// What is said of the server's table with something changed.
#[track_caller]
fn wrong(change: impl FnOnce(&mut Profile)) -> Vec<String> {
    let mut profile = TlsServer::new(TlsServer::LIFETIME).profile();
    change(&mut profile);
    let errors = profile.check().unwrap_err();
    errors.violations().iter().map(|violation| format!("{}: {violation}", violation.rule().as_str())).collect()
}

/// A test a line: a change, and what is said of it.
macro_rules! idle {
    ($($name:ident: $change:expr => $($sentence:literal),+;)*) => {
        $(#[test]
        fn $name() {
            assert_eq!(wrong($change), [$($sentence),+]);
        })*
    };
}

fn row(value: AttributeValue, presence: Presence) -> AttributeRow {
    AttributeRow { attribute: AttributeType::ORGANIZATIONAL_UNIT, value, presence, if_asked_otherwise: Surplus::Refuse }
}

fn by_key() -> Row<KeyUsageGrant> {
    let value = KeyUsageGrant::ByKey {
        rsa: KeyUsage::DIGITAL_SIGNATURE.union(KeyUsage::KEY_ENCIPHERMENT),
        other: KeyUsage::DIGITAL_SIGNATURE,
    };
    Row::Set { value, if_asked_otherwise: Surplus::Refuse }
}

idle! {
    refuses_a_key_rule_that_another_has_already:
        |profile| profile.keys = vec![KeyRule::RsaExactly(2048), KeyRule::RsaBetween { least: 2048, most: 4096 }, KeyRule::P256].into() =>
        "profile.keys: profile.keys[0] is RSA 2048; permitted is a rule for keys that no other rule admits (Baseline \
         Requirements §6.1.5)";
    refuses_a_key_rule_twice: |profile| profile.keys = vec![KeyRule::RsaExactly(2048), KeyRule::P521, KeyRule::P521].into() =>
        "profile.keys: profile.keys[2] is EC P-521; permitted is a rule for keys that no other rule admits (Baseline \
         Requirements §6.1.5)";
    refuses_a_usage_for_rsa_where_none_is_certified: |profile| {
        profile.keys = vec![KeyRule::P256, KeyRule::Ed25519].into();
        profile.key_usage = by_key();
    } =>
        "profile.usage-by-key: profile.keyUsage is a usage for RSA keys, and none is certified; permitted is one usage \
         for every key (RFC 5280 §4.2.1.3)";
    refuses_a_usage_for_other_keys_where_all_are_rsa: |profile| {
        profile.keys = vec![KeyRule::RsaExactly(3072)].into();
        profile.key_usage = by_key();
    } =>
        "profile.usage-by-key: profile.keyUsage is a usage for keys other than RSA, and none is certified; permitted is \
         one usage for every key (RFC 5280 §4.2.1.3)";
    refuses_a_source_of_an_attribute_twice: |profile| {
        let each = row(AttributeValue::Each(FactKind::OrganizationalUnit), Presence::Optional);
        profile.subject.attributes.to_mut().extend([each.clone(), each]);
    } =>
        "profile.subject: profile.subject.attributes[4] is OU from one source twice; permitted is each source of an \
         attribute once (RFC 5280 §4.1.2.6)";
    refuses_a_fixed_value_that_is_optional: |profile| {
        profile.subject.attributes.to_mut().push(row(AttributeValue::Fixed("Unit".into()), Presence::Optional));
    } =>
        "profile.subject: profile.subject.attributes[3] is a fixed value that is optional; permitted is a required one, \
         since it is always there (RFC 5280 §4.1.2.6)";
    refuses_two_answers_to_one_request: |profile| {
        let each = row(AttributeValue::Each(FactKind::OrganizationalUnit), Presence::Optional);
        let fixed = row(AttributeValue::Fixed("Unit".into()), Presence::Required);
        profile.subject.attributes.to_mut().extend([each, AttributeRow { if_asked_otherwise: Surplus::Withhold, ..fixed }]);
    } =>
        "profile.subject: profile.subject.attributes[4] is another answer to requests for OU than the first of its rows \
         has; permitted is the same answer, since that of the first row is given (RFC 5280 §4.1.2.6)";
    refuses_identifiers_that_are_optional: |profile| {
        let (presence, if_asked) = (Presence::Optional, Surplus::Withhold);
        let row = Row::FromIssuer { presence, origin: KeyIdentifierOrigin::Rfc7093Method1, if_asked };
        profile.authority_key_identifier = row.clone();
        profile.subject_key_identifier = row;
    } =>
        "profile.row: profile.authorityKeyIdentifier is an identifier that is optional; permitted is a required one, \
         since there is always a key to make it of (RFC 5280 §4.2.1.1)",
        "profile.row: profile.subjectKeyIdentifier is an identifier that is optional; permitted is a required one, since \
         there is always a key to make it of (RFC 5280 §4.2.1.2)";
    refuses_lists_at_the_addresses_of_services: |profile| {
        let (presence, if_asked) = (Presence::Optional, Surplus::Withhold);
        profile.crl_distribution_points =
            Row::FromIssuer { presence, origin: IssuerOrigin::CertificateAddresses, if_asked };
        profile.authority_info_access = Row::FromIssuer { presence, origin: IssuerOrigin::CrlAddresses, if_asked };
    } =>
        "profile.row: profile.cRLDistributionPoints is made of addresses of certificates or of the status service; \
         permitted is one of the addresses of lists (RFC 5280 §4.2.1.13)",
        "profile.row: profile.authorityInfoAccess is made of addresses of lists; permitted is one of the addresses of \
         certificates and of the status service (RFC 5280 §4.2.2.1)";
    refuses_certificates_that_have_ended_when_they_are_issued: |profile| {
        profile.lifetime = Lifetime::Days(2);
        profile.backdating_seconds = 172_800;
    } =>
        "profile.validity: profile.backdating is 172800 s of a lifetime of 2 days; permitted is less than the lifetime, \
         since certificates would have ended when they are issued (RFC 5280 §4.1.2.5)";
    refuses_a_fact_twice: |profile| {
        let facts = vec![FactKind::DnsName, FactKind::IpAddress, FactKind::DnsName].into();
        profile.subject_alt_name = Row::FromFacts { presence: Presence::Required, facts, surplus: Surplus::Refuse };
    } =>
        "profile.san: profile.subjectAltName is one of the list twice; permitted is each once (RFC 5280 §4.2.1.6)";
}

#[test]
fn lets_two_sources_of_one_attribute_stand() {
    let mut profile = TlsServer::new(TlsServer::LIFETIME).profile();
    let fixed = row(AttributeValue::Fixed("Unit".into()), Presence::Required);
    let each = row(AttributeValue::Each(FactKind::OrganizationalUnit), Presence::Optional);
    profile.subject.attributes.to_mut().extend([fixed, each]);
    assert!(profile.check().is_ok());
}
