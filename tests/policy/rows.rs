//! One row, one request for more, one answer: refused by a sentence, or not granted and told.
//!
//! The requests ask for one thing each; the last ones for many. R-04 and domain §5.1 say what each row does. Where a line
//! is told, the certificate is the one that asks for nothing would have got, which the last test holds for all of them.

use chancery::{
    encoding::Oid,
    policy::{
        KeyUsageGrant, OtherRow, Profile, Row, Surplus,
        catalog::{ServerCommonName, Subordinate, TlsApplicant},
    },
    request::{CertificationRequest, VerifiedRequest},
    x509::{
        AttributeType, Extension, GeneralName, Name, Uri,
        extension::{
            AccessDescription, AuthorityInfoAccess, AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies,
            Criticality, CrlDistributionPoints, DistributionPoint, ExtendedKeyUsage, GeneralSubtree, InhibitAnyPolicy,
            KeyPurpose, KeyUsage, NameConstraints, NoRevAvail, OcspNoCheck, PolicyInformation, SubjectAltName,
            SubjectKeyIdentifier, TlsFeature, TypedExtension,
        },
    },
};

use super::{
    Changed,
    ca::{
        self, bare, client, client_policy, name, operator, operator_policy, policy_oid, provider, request, server,
        server_policy, subordinate_applicant, subordinate_policy, system, system_policy, typed,
    },
    granted, nobody, refusals, told,
};

fn asking(key: &str, extension: Extension) -> VerifiedRequest {
    request(provider(), key, &nobody(), [extension])
}

fn named(key: &str, kind: AttributeType, text: &str) -> VerifiedRequest {
    request(provider(), key, &name(&[(kind, text)]), [])
}

pub(crate) fn alternative(names: &[&str]) -> Extension {
    let names: Vec<_> = names.iter().map(|name| GeneralName::Dns(name.parse().unwrap())).collect();
    typed(&SubjectAltName::new(names).unwrap())
}

pub(crate) fn mailbox(address: &str) -> Extension {
    typed(&SubjectAltName::new(vec![GeneralName::Email(address.parse().unwrap())]).unwrap())
}

pub(crate) fn purposes(purposes: &[KeyPurpose]) -> Extension {
    typed(&ExtendedKeyUsage::new(purposes.to_vec()).unwrap())
}

pub(crate) fn key_identifier() -> Extension {
    let key = bare(provider(), "p256");
    typed(&SubjectKeyIdentifier::rfc7093_method_1(provider().digest, key.public_key()))
}

pub(crate) fn authority_key_identifier() -> Extension {
    let key = bare(provider(), "p256");
    typed(&AuthorityKeyIdentifier::of(SubjectKeyIdentifier::rfc7093_method_1(provider().digest, key.public_key())))
}

pub(crate) fn policies(oid: Oid) -> Extension {
    typed(&CertificatePolicies::new(vec![PolicyInformation::new(oid)]).unwrap())
}

pub(crate) fn constraints() -> Extension {
    let subtree = GeneralSubtree::Dns("example".parse().unwrap());
    typed(&NameConstraints::new(vec![subtree], Vec::new()).unwrap())
}

fn elsewhere() -> Uri {
    "http://elsewhere.example/x".parse().unwrap()
}

pub(crate) fn distribution_points() -> Extension {
    typed(&CrlDistributionPoints::new([DistributionPoint::at([elsewhere()]).unwrap()]).unwrap())
}

pub(crate) fn info_access() -> Extension {
    typed(&AuthorityInfoAccess::new([AccessDescription::ocsp(elsewhere())]).unwrap())
}

pub(crate) fn unknown() -> Extension {
    Extension::opaque("2.999.9".parse().unwrap(), Criticality::NonCritical, *b"\x05\x00").unwrap()
}

fn fixed<E: TypedExtension>(profile: &mut Profile, value: &E, otherwise: Surplus) {
    profile.others = vec![OtherRow::typed(value, otherwise).unwrap()].into();
}

fn fixed_octets(profile: &mut Profile, value: &'static [u8], if_asked_otherwise: Surplus) {
    let (oid, criticality) = ("2.999.9".parse().unwrap(), Criticality::NonCritical);
    profile.others = vec![OtherRow { oid, criticality, value: value.into(), if_asked_otherwise }].into();
}

fn two_purposes(profile: &mut Profile) {
    let value = vec![KeyPurpose::SERVER_AUTH, KeyPurpose::CLIENT_AUTH].into();
    profile.extended_key_usage = Row::Set { value, if_asked_otherwise: Surplus::Refuse };
}

fn two_purposes_below(profile: &mut Profile) {
    let usage = KeyUsage::KEY_CERT_SIGN | KeyUsage::CRL_SIGN | KeyUsage::DIGITAL_SIGNATURE;
    profile.key_usage = Row::Set { value: KeyUsageGrant::EveryKey(usage), if_asked_otherwise: Surplus::Refuse };
    two_purposes(profile);
}

fn two_policies(profile: &mut Profile) {
    let value = [policy_oid(), "2.999.77".parse().unwrap()].map(PolicyInformation::new).to_vec().into();
    profile.certificate_policies = Row::Set { value, if_asked_otherwise: Surplus::Refuse };
}

pub(crate) fn authority_with(path_len: Option<u8>) -> Extension {
    typed(&BasicConstraints::Authority { path_len })
}

/// A test a line: who refuses which request by which sentence.
macro_rules! refused {
    ($($name:ident: $policy:expr, $who:expr, $request:expr => $sentence:literal;)*) => {
        $(#[test]
        fn $name() {
            assert_eq!(refusals($policy, $request, &$who), [$sentence]);
        })*
    };
}

/// A test a line: who grants which request, and tells what it did not grant.
macro_rules! told {
    ($($name:ident: $policy:expr, $who:expr, $request:expr => [$($sentence:literal),*];)*) => {
        $(#[test]
        fn $name() {
            let wanted: &[&str] = &[$($sentence),*];
            assert_eq!(told(&granted($policy, $request, &$who)), wanted);
        })*
    };
}

fn host() -> TlsApplicant {
    server(&["host.example", "www.host.example"])
}

refused! {
    a_server_refuses_a_common_name_that_is_no_name_of_it:
        server_policy(), host(), named("p256", AttributeType::COMMON_NAME, "other.example") =>
        "policy.subject.surplus: subject.CN is other.example; permitted is host.example (RFC 5280 §4.1.2.6)";
    a_server_refuses_a_host_that_is_not_vouched_for:
        server_policy(), host(), asking("p256", alternative(&["www.host.example", "other.example"])) =>
        "policy.san.surplus: extensionRequest.subjectAltName[1] is DNS:other.example; permitted is DNS:host.example, \
         DNS:www.host.example (RFC 5280 §4.2.1.6)";
    a_server_refuses_a_wildcard_over_the_host_vouched_for:
        server_policy(), server(&["host.example"]), asking("p256", alternative(&["*.host.example"])) =>
        "policy.san.surplus: extensionRequest.subjectAltName[0] is DNS:*.host.example; permitted is DNS:host.example \
         (RFC 5280 §4.2.1.6)";
    a_server_refuses_to_be_an_authority:
        server_policy(), host(), asking("p256", authority_with(None)) =>
        "policy.basic-constraints.surplus: extensionRequest.basicConstraints is cA TRUE; permitted is cA FALSE \
         (RFC 5280 §4.2.1.9)";
    a_server_refuses_policies_it_does_not_set:
        server_policy(), host(), asking("p256", policies(policy_oid())) =>
        "policy.certificate-policies.surplus: extensionRequest.certificatePolicies[0] is 2.999.1; permitted is no policies \
         (RFC 5280 §4.2.1.4)";
    a_server_refuses_another_policy_than_the_one_it_sets:
        server_policy().with_policy(policy_oid()), host(), asking("p256", policies("2.999.2".parse().unwrap())) =>
        "policy.certificate-policies.surplus: extensionRequest.certificatePolicies[0] is 2.999.2; permitted is 2.999.1 \
         (RFC 5280 §4.2.1.4)";
    a_server_refuses_name_constraints:
        server_policy(), host(), asking("p256", constraints()) =>
        "policy.name-constraints.surplus: extensionRequest.nameConstraints is 1 permitted and 0 excluded subtrees; \
         permitted is no name constraints (RFC 5280 §4.2.1.10)";
    a_server_without_a_common_name_refuses_one_that_is_no_name_of_it:
        server_policy().with_common_name(ServerCommonName::Absent), host(),
        named("p256", AttributeType::COMMON_NAME, "other.example") =>
        "policy.subject.surplus: subject.CN is other.example; permitted is no CN (RFC 5280 §4.1.2.6)";
    a_row_among_the_others_refuses_for_its_identifier:
        Changed(server_policy(), |profile| fixed(profile, &TlsFeature::MUST_STAPLE, Surplus::Refuse)), host(),
        asking("p256", typed(&TlsFeature::new([5, 17]).unwrap())) =>
        "policy.tls-feature.surplus: extensionRequest.tlsfeature is status_request, status_request_v2; permitted is \
         status_request (RFC 7633 §4)";
    a_row_of_octets_refuses_other_octets:
        Changed(server_policy(), |profile| fixed_octets(profile, b"\x04\x00", Surplus::Refuse)), host(),
        asking("p256", unknown()) =>
        "policy.extension.surplus: extensionRequest.extension(2.999.9) is an extension of 2 octets; permitted is the 2 \
         octets that the policy sets (RFC 5280 §4.2)";
    an_operator_refuses_must_staple:
        operator_policy(), operator(), asking("rsa2048", typed(&TlsFeature::MUST_STAPLE)) =>
        "policy.tls-feature.surplus: extensionRequest.tlsfeature is status_request; permitted is no such extension \
         (RFC 7633 §4)";
    an_operator_refuses_never_to_be_revoked:
        operator_policy(), operator(), asking("rsa2048", typed(&NoRevAvail)) =>
        "policy.no-rev-avail.surplus: extensionRequest.noRevAvail is an extension of 2 octets; permitted is no such \
         extension (RFC 9608 §3)";
    an_operator_refuses_to_be_a_responder_nobody_asks_about:
        operator_policy(), operator(), asking("rsa2048", typed(&OcspNoCheck)) =>
        "policy.ocsp-nocheck.surplus: extensionRequest.ocsp-nocheck is an extension of 2 octets; permitted is no such \
         extension (RFC 6960 §4.2.2.2.1)";
    an_operator_refuses_a_limit_of_policies:
        operator_policy(), operator(), asking("rsa2048", typed(&InhibitAnyPolicy::after(0))) =>
        "policy.inhibit-any-policy.surplus: extensionRequest.inhibitAnyPolicy is an extension of 3 octets; permitted is no \
         such extension (RFC 5280 §4.2.1.14)";
    a_client_refuses_another_name:
        client_policy(), client(), named("p256", AttributeType::COMMON_NAME, "Somebody Else") =>
        "policy.subject.surplus: subject.CN is Somebody Else; permitted is Example Client (RFC 5280 §4.1.2.6)";
    a_client_refuses_another_mailbox:
        client_policy(), client(), asking("p256", mailbox("other@host.example")) =>
        "policy.san.surplus: extensionRequest.subjectAltName[0] is email:other@host.example; permitted is \
         email:client@host.example (RFC 5280 §4.2.1.6)";
    a_client_refuses_a_host_name:
        client_policy(), client(), asking("p256", alternative(&["host.example"])) =>
        "policy.san.surplus: extensionRequest.subjectAltName[0] is DNS:host.example; permitted is \
         email:client@host.example (RFC 5280 §4.2.1.6)";
    an_operator_refuses_more_key_usage:
        operator_policy(), operator(), asking("rsa2048", typed(&(KeyUsage::DIGITAL_SIGNATURE | KeyUsage::NON_REPUDIATION))) =>
        "policy.key-usage.surplus: extensionRequest.keyUsage is digitalSignature, nonRepudiation; permitted is \
         digitalSignature (RFC 5280 §4.2.1.3)";
    an_operator_refuses_another_purpose:
        operator_policy(), operator(), asking("rsa2048", purposes(&[KeyPurpose::CLIENT_AUTH, KeyPurpose::EMAIL_PROTECTION])) =>
        "policy.extended-key-usage.surplus: extensionRequest.extKeyUsage[1] is emailProtection; permitted is clientAuth \
         (RFC 5280 §4.2.1.12)";
    an_operator_refuses_an_extension_no_row_names:
        operator_policy(), operator(), asking("rsa2048", unknown()) =>
        "policy.extension.surplus: extensionRequest.extension(2.999.9) is an extension of 2 octets; permitted is no such \
         extension (RFC 5280 §4.2)";
    an_operator_refuses_an_attribute_no_row_names:
        operator_policy(), operator(), named("rsa2048", AttributeType::LOCALITY, "Radom") =>
        "policy.subject.surplus: subject.L is Radom; permitted is no L (RFC 5280 §4.1.2.6)";
    an_operator_refuses_the_number_of_another_person_and_shows_neither:
        operator_policy(), operator(), named("rsa2048", AttributeType::SERIAL_NUMBER, "PNOPL-44051401359") =>
        "policy.subject.surplus: subject.serialNumber is PNOPL-*******1359; permitted is PNOPL-*******0018 \
         (RFC 5280 §4.1.2.6)";
    an_operator_refuses_an_organisation_spelled_otherwise:
        operator_policy(), operator(), named("rsa2048", AttributeType::ORGANIZATION, "Straz Miejska") =>
        "policy.subject.surplus: subject.O is Straz Miejska; permitted is Straż Miejska (RFC 5280 §4.1.2.6)";
    a_system_refuses_alternative_names:
        system_policy(), system(), asking("rsa2048", alternative(&["host.example"])) =>
        "policy.san.surplus: extensionRequest.subjectAltName[0] is DNS:host.example; permitted is no alternative names \
         (RFC 5280 §4.2.1.6)";
    a_system_refuses_the_number_of_another_entity:
        system_policy(), system(), named("rsa2048", AttributeType::ORGANIZATION_IDENTIFIER, "VATPL-8567346215") =>
        "policy.subject.surplus: subject.organizationIdentifier is VATPL-******6215; permitted is VATPL-******3218 \
         (RFC 5280 §4.1.2.6)";
    a_subordinate_refuses_a_longer_path:
        subordinate_policy(), subordinate_applicant(), asking("p384", authority_with(Some(1))) =>
        "policy.basic-constraints.surplus: extensionRequest.basicConstraints is cA TRUE with path length 1; permitted is \
         cA TRUE with path length 0 (RFC 5280 §4.2.1.9)";
    a_subordinate_refuses_a_key_that_is_to_be_no_authoritys:
        subordinate_policy(), subordinate_applicant(), asking("p384", typed(&BasicConstraints::EndEntity)) =>
        "policy.basic-constraints.surplus: extensionRequest.basicConstraints is cA FALSE; permitted is cA TRUE with path \
         length 0 (RFC 5280 §4.2.1.9)";
    a_subordinate_refuses_another_usage:
        subordinate_policy(), subordinate_applicant(), asking("p384", typed(&KeyUsage::DIGITAL_SIGNATURE)) =>
        "policy.key-usage.surplus: extensionRequest.keyUsage is digitalSignature; permitted is keyCertSign, cRLSign \
         (RFC 5280 §4.2.1.3)";
    a_subordinate_refuses_a_purpose:
        subordinate_policy(), subordinate_applicant(), asking("p384", purposes(&[KeyPurpose::SERVER_AUTH])) =>
        "policy.extended-key-usage.surplus: extensionRequest.extKeyUsage[0] is serverAuth; permitted is no extended key \
         usage (RFC 5280 §4.2.1.12)";
    // CEP-12
    an_operator_refuses_a_longer_rsa_key:
        operator_policy(), operator(), bare(provider(), "rsa3072") =>
        "policy.key: subjectPublicKeyInfo is RSA 3072; permitted is RSA 2048 (CEP-12: the operators policy certifies RSA \
         2048 only)";
    an_operator_refuses_an_elliptic_curve:
        operator_policy(), operator(), bare(provider(), "p256") =>
        "policy.key: subjectPublicKeyInfo is EC P-256; permitted is RSA 2048 (CEP-12: the operators policy certifies RSA \
         2048 only)";
    a_system_refuses_a_key_of_another_kind:
        system_policy(), system(), bare(provider(), "p384") =>
        "policy.key: subjectPublicKeyInfo is EC P-384; permitted is RSA 2048 (domain.md §5.1 row 2, proposed)";
    a_subordinate_of_the_proposed_keys_refuses_a_short_one:
        Subordinate::new(Subordinate::LIFETIME),
        subordinate_applicant(), bare(provider(), "rsa2048") =>
        "policy.key: subjectPublicKeyInfo is RSA 2048; permitted is RSA 3072 to 4096, EC P-384 (domain.md §5.1 rows 9 and \
         10, proposed)";
}

told! {
    a_server_tells_of_an_organisation_that_is_not_vouched_for:
        server_policy(), host(), named("p256", AttributeType::ORGANIZATION, "Example") =>
        ["subject.O asks for Example, which the policy does not grant"];
    a_server_tells_of_an_attribute_no_row_names:
        server_policy(), host(), named("p256", AttributeType::LOCALITY, "Radom") =>
        ["subject.L asks for Radom, which the policy does not grant"];
    a_server_tells_of_more_key_usage:
        server_policy(), host(), asking("p256", typed(&(KeyUsage::DIGITAL_SIGNATURE | KeyUsage::KEY_ENCIPHERMENT))) =>
        ["extensionRequest.keyUsage asks for digitalSignature, keyEncipherment, which the policy does not grant"];
    a_server_tells_of_another_purpose:
        server_policy(), host(), asking("p256", purposes(&[KeyPurpose::CODE_SIGNING, KeyPurpose::SERVER_AUTH])) =>
        ["extensionRequest.extKeyUsage[0] asks for codeSigning, which the policy does not grant"];
    a_server_tells_of_a_key_identifier:
        server_policy(), host(), asking("p256", key_identifier()) =>
        ["extensionRequest.subjectKeyIdentifier asks for an identifier of 20 octets, which the policy does not grant"];
    a_server_tells_of_an_authority_key_identifier:
        server_policy(), host(), asking("p256", authority_key_identifier()) =>
        ["extensionRequest.authorityKeyIdentifier asks for an identifier of 20 octets, which the policy does not grant"];
    a_server_tells_of_distribution_points:
        server_policy(), host(), asking("p256", distribution_points()) =>
        ["extensionRequest.cRLDistributionPoints asks for http://elsewhere.example/x, which the policy does not grant"];
    a_server_tells_of_an_access_address:
        server_policy(), host(), asking("p256", info_access()) =>
        ["extensionRequest.authorityInfoAccess asks for URI:http://elsewhere.example/x, which the policy does not grant"];
    a_server_tells_of_must_staple:
        server_policy(), host(), asking("p256", typed(&TlsFeature::MUST_STAPLE)) =>
        ["extensionRequest.tlsfeature asks for status_request, which the policy does not grant"];
    a_server_tells_of_an_extension_no_row_names:
        server_policy(), host(), asking("p256", unknown()) =>
        ["extensionRequest.extension(2.999.9) asks for an extension of 2 octets, which the policy does not grant"];
    an_operator_tells_of_a_key_identifier:
        operator_policy(), operator(), asking("rsa2048", key_identifier()) =>
        ["extensionRequest.subjectKeyIdentifier asks for an identifier of 20 octets, which the policy does not grant"];
    // Asking for what the row sets, or for less, is asking for nothing more.
    a_common_name_that_repeats_the_first_host_is_nothing_more:
        server_policy(), host(), named("p256", AttributeType::COMMON_NAME, "host.example") => [];
    a_common_name_that_repeats_another_host_is_nothing_more:
        server_policy(), host(), named("p256", AttributeType::COMMON_NAME, "WWW.host.example") => [];
    a_common_name_that_repeats_a_host_is_nothing_more_where_there_is_none:
        server_policy().with_common_name(ServerCommonName::Absent), host(),
        named("p256", AttributeType::COMMON_NAME, "host.example") => [];
    a_common_name_that_repeats_the_mailbox_is_nothing_more:
        client_policy(), client(), named("p256", AttributeType::COMMON_NAME, "client@host.example") => [];
    fewer_host_names_are_nothing_more:
        server_policy(), host(), asking("p256", alternative(&["www.host.example"])) => [];
    less_key_usage_is_nothing_more:
        server_policy(), host(), asking("rsa2048", typed(&KeyUsage::KEY_ENCIPHERMENT)) => [];
    the_same_purpose_is_nothing_more:
        server_policy(), host(), asking("p256", purposes(&[KeyPurpose::SERVER_AUTH])) => [];
    not_to_be_an_authority_is_nothing_more:
        server_policy(), host(), asking("p256", typed(&BasicConstraints::EndEntity)) => [];
    a_row_among_the_others_decides_for_its_identifier:
        Changed(server_policy(), |profile| fixed(profile, &TlsFeature::MUST_STAPLE, Surplus::Withhold)), host(),
        asking("p256", typed(&TlsFeature::new([17]).unwrap())) =>
        ["extensionRequest.tlsfeature asks for status_request_v2, which the policy does not grant"];
    the_features_that_are_set_are_nothing_more:
        Changed(server_policy(), |profile| fixed(profile, &TlsFeature::MUST_STAPLE, Surplus::Refuse)), host(),
        asking("p256", typed(&TlsFeature::MUST_STAPLE)) => [];
    fewer_features_are_nothing_more:
        Changed(server_policy(), |profile| fixed(profile, &TlsFeature::new([5, 17]).unwrap(), Surplus::Refuse)), host(),
        asking("p256", typed(&TlsFeature::MUST_STAPLE)) => [];
    the_same_octets_are_nothing_more:
        Changed(server_policy(), |profile| fixed_octets(profile, b"\x05\x00", Surplus::Refuse)), host(),
        asking("p256", unknown()) => [];
    the_policy_that_is_set_is_nothing_more:
        server_policy().with_policy(policy_oid()), host(), asking("p256", policies(policy_oid())) => [];
    the_approved_subject_is_nothing_more:
        operator_policy(), operator(), request(provider(), "rsa2048", &whole_subject(), []) => [];
    the_approved_subject_in_another_order_and_case_is_nothing_more:
        client_policy(), client(), named("p256", AttributeType::COMMON_NAME, "EXAMPLE  client") => [];
    no_path_length_is_told_the_length_of_the_row:
        subordinate_policy(), subordinate_applicant(), asking("p384", authority_with(None)) =>
        ["extensionRequest.basicConstraints asks for cA TRUE, which the policy does not grant"];
    a_shorter_path_length_is_told_not_to_be_the_one_of_the_row:
        subordinate_policy().with_path_len(1), subordinate_applicant(), asking("p384", authority_with(Some(0))) =>
        ["extensionRequest.basicConstraints asks for cA TRUE with path length 0, which the policy does not grant"];
    fewer_purposes_of_an_authority_are_told_not_to_be_all:
        Changed(subordinate_policy(), two_purposes_below), subordinate_applicant(),
        asking("p384", purposes(&[KeyPurpose::CLIENT_AUTH])) =>
        ["extensionRequest.extKeyUsage asks for no purpose but clientAuth, which the policy does not grant"];
    the_purposes_of_an_authority_in_another_order_are_nothing_more:
        Changed(subordinate_policy(), two_purposes_below), subordinate_applicant(),
        asking("p384", purposes(&[KeyPurpose::CLIENT_AUTH, KeyPurpose::SERVER_AUTH])) => [];
    fewer_purposes_of_a_host_are_nothing_more:
        Changed(server_policy(), two_purposes), host(), asking("p256", purposes(&[KeyPurpose::SERVER_AUTH])) => [];
    fewer_policies_of_an_authority_are_told_not_to_be_all:
        Changed(subordinate_policy(), two_policies), subordinate_applicant(), asking("p384", policies(policy_oid())) =>
        ["extensionRequest.certificatePolicies asks for no policy but 2.999.1, which the policy does not grant"];
    fewer_policies_of_a_host_are_nothing_more:
        Changed(server_policy(), two_policies), host(), asking("p256", policies(policy_oid())) => [];
    the_path_length_of_the_row_is_nothing_more:
        subordinate_policy(), subordinate_applicant(), asking("p384", authority_with(Some(0))) => [];
}

pub(crate) fn whole_subject() -> Name {
    name(&[
        (AttributeType::COUNTRY, "PL"),
        (AttributeType::ORGANIZATION, "Straż Miejska"),
        (AttributeType::GIVEN_NAME, "Zażółć"),
        (AttributeType::SURNAME, "Gęślą"),
        (AttributeType::SERIAL_NUMBER, "PNOPL-99723100018"),
        (AttributeType::COMMON_NAME, "Zażółć Gęślą"),
    ])
}

#[test]
fn a_request_for_fewer_hosts_gets_them_all() {
    let approved = granted(server_policy(), asking("p256", alternative(&["www.host.example"])), &host());
    let authority = ca::authority(provider(), "ed25519");
    let prepared = approved.prepare(authority.slot().unwrap(), ca::now()).unwrap();
    let names: SubjectAltName =
        chancery::x509::TbsCertificate::from_der(prepared.tbs()).unwrap().typed().unwrap().unwrap();
    assert_eq!(names.names().len(), 2);
}

/// A CSR that wants to be an authority, with a short key and a foreign name, as OpenSSL made it.
pub(crate) fn greedy() -> VerifiedRequest {
    let pem = include_bytes!("../data/request/rsa1024_ca_true_foreign_san.pem");
    CertificationRequest::from_pem(pem).unwrap().verify(provider()).unwrap()
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    assert_eq!(
        refusals(server_policy(), greedy(), &server(&["host.example"])),
        [
            "key.rsa.size: subjectPublicKeyInfo.modulus is RSA 1024; permitted is RSA of 2048 to 8192 bits (Baseline \
             Requirements §6.1.5)",
            "policy.key: subjectPublicKeyInfo is RSA 1024; permitted is RSA 2048 to 4096, EC P-256, EC P-384, Ed25519 \
             (Baseline Requirements §6.1.5 (B-05))",
            "policy.san.surplus: extensionRequest.subjectAltName[0] is DNS:foreign.example; permitted is \
             DNS:host.example (RFC 5280 §4.2.1.6)",
            "policy.subject.surplus: subject.CN is foreign.example; permitted is host.example (RFC 5280 §4.1.2.6)",
            "policy.basic-constraints.surplus: extensionRequest.basicConstraints is cA TRUE; permitted is cA FALSE \
             (RFC 5280 §4.2.1.9)",
        ]
    );
}

#[test]
fn a_rejection_says_how_many_reasons_it_has() {
    let authority = ca::authority(provider(), "ed25519");
    let rejection =
        ca::approve(&authority, server_policy(), greedy(), &server(&["host.example"]), ca::now()).unwrap_err();
    assert!(
        rejection.to_string().starts_with("the request is refused for 5 reasons: subjectPublicKeyInfo.modulus is ")
    );
    let one = ca::approve(&authority, operator_policy(), bare(provider(), "p256"), &operator(), ca::now()).unwrap_err();
    assert!(one.to_string().starts_with("the request is refused for 1 reason: "));
}

#[test]
fn a_rejection_is_one_json_object_of_six_fields_each() {
    let authority = ca::authority(provider(), "ed25519");
    let request = request(
        provider(),
        "p256",
        &name(&[(AttributeType::SERIAL_NUMBER, "PNOPL-44051401359")]),
        [authority_with(Some(3))],
    );
    let rejection = ca::approve(&authority, operator_policy(), request, &operator(), ca::now()).unwrap_err();
    assert_eq!(
        serde_json::to_string(&rejection).unwrap(),
        concat!(
            r#"{"violations":[{"rule":"policy.key","path":"subjectPublicKeyInfo","asked":"EC P-256","permitted":"RSA 2048","#,
            r#""clause":"CEP-12: the operators policy certifies RSA 2048 only","message":"subjectPublicKeyInfo is EC P-256; "#,
            r#"permitted is RSA 2048 (CEP-12: the operators policy certifies RSA 2048 only)"},"#,
            r#"{"rule":"policy.subject.surplus","path":"subject.serialNumber","asked":"PNOPL-*******1359","#,
            r#""permitted":"PNOPL-*******0018","clause":"RFC 5280 §4.1.2.6","message":"subject.serialNumber is "#,
            r#"PNOPL-*******1359; permitted is PNOPL-*******0018 (RFC 5280 §4.1.2.6)"},"#,
            r#"{"rule":"policy.basic-constraints.surplus","path":"extensionRequest.basicConstraints","#,
            r#""asked":"cA TRUE with path length 3","permitted":"cA FALSE","clause":"RFC 5280 §4.2.1.9","#,
            r#""message":"extensionRequest.basicConstraints is cA TRUE with path length 3; permitted is cA FALSE "#,
            r#"(RFC 5280 §4.2.1.9)"}]}"#,
        )
    );
}

#[test]
fn what_is_not_granted_appears_nowhere_in_the_certificate() {
    let authority = ca::authority(provider(), "ed25519");
    let modest = ca::walk(&authority, server_policy(), bare(provider(), "p256"), &host());
    let subject = name(&[(AttributeType::ORGANIZATION, "Greedy"), (AttributeType::COMMON_NAME, "host.example")]);
    let asked = [
        key_identifier(),
        authority_key_identifier(),
        distribution_points(),
        info_access(),
        unknown(),
        purposes(&[KeyPurpose::ANY]),
        typed(&(KeyUsage::DIGITAL_SIGNATURE | KeyUsage::KEY_AGREEMENT)),
    ];
    let greedy = request(provider(), "p256", &subject, asked);
    let authority = ca::authority(provider(), "ed25519");
    assert_eq!(ca::walk(&authority, server_policy(), greedy, &host()), modest);
}
