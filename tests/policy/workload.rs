//! Workloads: one SPIFFE ID, both ends of TLS, and no other name.
//!
//! What is granted with an empty subject and with what is vouched for, what is told and what is refused.

use chancery::{
    policy::{
        Policy as _, Purpose,
        catalog::{Workload, WorkloadApplicant},
    },
    x509::{
        AttributeType, GeneralName, Lifetime,
        extension::{KeyPurpose, KeyUsage, SubjectAltName},
    },
};

use super::{
    AIA, CRLDP,
    ca::{name, policy_oid, provider, request, typed},
    content, granted, refusals, told,
};

fn policy() -> Workload {
    Workload::new(Workload::LIFETIME)
}

fn payments() -> WorkloadApplicant {
    WorkloadApplicant::new("spiffe://example.org/billing/payments".parse().unwrap())
}

#[test]
fn a_workload_has_its_identity_and_an_empty_subject() {
    assert_eq!(
        content(policy(), "p256", &payments()),
        [
            "",
            "SKI: 20 octets",
            "KU critical: digitalSignature",
            "SAN critical: URI:spiffe://example.org/billing/payments",
            "AKI: key identifier",
            "EKU: serverAuth, clientAuth",
            CRLDP,
            AIA,
        ]
    );
}

#[test]
fn a_workload_has_the_subject_that_is_vouched_for() {
    let mut who = payments();
    who.country = Some("PL".to_owned());
    who.organization = Some("Example".to_owned());
    who.common_name = Some("Payments".to_owned());
    let lines = content(policy().with_policy(policy_oid()), "rsa2048", &who);
    assert_eq!(lines[0], "CN=Payments,O=Example,C=PL");
    assert_eq!(lines[2], "KU critical: digitalSignature");
    assert_eq!(lines[3], "SAN: URI:spiffe://example.org/billing/payments");
    assert_eq!(lines[5], "CP: 2.999.1");
}

#[test]
fn a_workload_is_a_service_for_a_day_unless_said_otherwise() {
    let profile = policy().profile();
    assert_eq!((&*profile.name, profile.purpose, profile.lifetime), ("workload", Purpose::Service, Lifetime::Days(1)));
    assert_eq!(Workload::new(Lifetime::Days(7)).profile().lifetime, Lifetime::Days(7));
}

#[test]
fn tells_of_more_usages_and_of_a_subject_nobody_vouched_for() {
    let subject = name(&[(AttributeType::ORGANIZATION, "SPIRE")]);
    let more = KeyUsage::DIGITAL_SIGNATURE | KeyUsage::KEY_AGREEMENT;
    let purposes = chancery::x509::extension::ExtendedKeyUsage::new([KeyPurpose::CODE_SIGNING]).unwrap();
    let approved =
        granted(policy(), request(provider(), "p256", &subject, [typed(&more), typed(&purposes)]), &payments());
    assert_eq!(
        told(&approved),
        [
            "subject.O asks for SPIRE, which the policy does not grant",
            "extensionRequest.keyUsage asks for digitalSignature, keyAgreement, which the policy does not grant",
            "extensionRequest.extKeyUsage[0] asks for codeSigning, which the policy does not grant",
        ]
    );
}

#[test]
fn refuses_another_identity_and_any_name_beside_it() {
    let names = [
        GeneralName::Uri("spiffe://example.org/billing/refunds".parse().unwrap()),
        GeneralName::Dns("host.example".parse().unwrap()),
    ];
    let asked = SubjectAltName::new(names).unwrap();
    assert_eq!(
        refusals(policy(), request(provider(), "p256", &name(&[]), [typed(&asked)]), &payments()),
        [
            "policy.san.surplus: extensionRequest.subjectAltName[0] is URI:spiffe://example.org/billing/refunds; permitted \
             is URI:spiffe://example.org/billing/payments (RFC 5280 §4.2.1.6)",
            "policy.san.surplus: extensionRequest.subjectAltName[1] is DNS:host.example; permitted is \
             URI:spiffe://example.org/billing/payments (RFC 5280 §4.2.1.6)",
        ]
    );
}

#[test]
fn an_applicant_is_read_with_its_identity_alone() {
    let read = |text: &str| serde_json::from_str::<WorkloadApplicant>(text);
    assert_eq!(read(r#"{"spiffe_id":"spiffe://example.org/a"}"#).unwrap().spiffe_id.path(), "/a");
    assert!(read(r#"{"spiffe_id":"spiffe://example.org/a","dns_names":["a.example"]}"#).is_err());
    assert!(read(r#"{"spiffe_id":"https://example.org/a"}"#).is_err());
}
