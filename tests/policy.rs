//! Policies: what each of the catalog grants, and what becomes of a request for more.
//!
//! Here are the certificates as they are meant, extension by extension; in `policy/` the rows, the facts, the limits of
//! issuers and the check a table passes. What is granted is read from the octets that would be signed, and every
//! refusal is asked for its sentence.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(clippy::unwrap_used, clippy::panic, reason = "what a policy cannot be asked is a failed test")]

#[path = "common/ca.rs"]
mod ca;
#[path = "policy/containment.rs"]
mod containment;
#[path = "policy/criticality.rs"]
mod criticality;
#[path = "policy/explain.rs"]
mod explain;
#[path = "policy/facts.rs"]
mod facts;
#[path = "policy/integration.rs"]
mod integration;
#[path = "policy/issuers.rs"]
mod issuers;
#[path = "policy/masking.rs"]
mod masking;
#[path = "policy/names.rs"]
mod names;
#[path = "policy/others.rs"]
mod others;
#[path = "policy/profile.rs"]
mod profile;
#[path = "policy/purposes.rs"]
mod purposes;
#[path = "policy/rows.rs"]
mod rows;
#[path = "policy/sekap.rs"]
mod sekap;

use chancery::{
    Authority,
    issuance::Approved,
    policy::{
        Policy, Profile, Rejection, SubscriberKey, SuspensionRule, Violations,
        catalog::{OcspResponder, OperatorCard, ServerCommonName, SkpSsl, SkpVpn},
    },
    request::VerifiedRequest,
    x509::{
        Name, Reason, TbsCertificate, Time,
        extension::{
            AccessMethod, AuthorityInfoAccess, AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies,
            Criticality, CrlDistributionPoints, ExtendedKeyUsage, ExtensionRef, KeyUsage, PolicyInformation,
            SubjectAltName, SubjectKeyIdentifier, TypedExtension, oid,
        },
    },
};

#[cfg(feature = "aws-lc-rs")]
use ca::{approve_generated, device};
#[cfg(feature = "aws-lc-rs")]
use chancery::policy::AuthorityKey;

use ca::{
    approve, authority, bare, client, client_policy, device_policy, now, operator, operator_policy, policy_oid,
    provider, responder, root_policy, sekap_office_policy, sekap_request_policy, server, server_policy,
    subordinate_applicant, subordinate_policy, system, system_policy,
};

#[path = "policy/workload.rs"]
mod workload;

/// Another policy's table with something changed.
#[derive(Debug)]
struct Changed<P>(P, fn(&mut Profile));

impl<P: Policy> Policy for Changed<P> {
    type Applicant = P::Applicant;
    type KeyOrigin = P::KeyOrigin;
    fn profile(&self) -> Profile {
        let mut profile = self.0.profile();
        (self.1)(&mut profile);
        profile
    }
    fn narrow(&self, request: Option<&VerifiedRequest>, who: &P::Applicant, now: Time, violations: &mut Violations) {
        self.0.narrow(request, who, now, violations);
    }
}

/// The sentences of a rejection, each behind its rule.
fn reasons(rejection: &Rejection) -> Vec<String> {
    rejection.violations().iter().map(|violation| format!("{}: {violation}", violation.rule())).collect()
}

/// Why this policy refuses, under the Ed25519 authority.
#[track_caller]
fn refusals<P: Policy<KeyOrigin = SubscriberKey>>(
    policy: P,
    request: VerifiedRequest,
    who: &P::Applicant,
) -> Vec<String> {
    match approve(&authority(provider(), "ed25519"), policy, request, who, now()) {
        Ok(approved) => panic!("granted {}", approved.subject()),
        Err(rejection) => reasons(&rejection),
    }
}

/// What this policy grants, under the Ed25519 authority.
#[track_caller]
fn granted<P: Policy<KeyOrigin = SubscriberKey>>(
    policy: P,
    request: VerifiedRequest,
    who: &P::Applicant,
) -> Approved<P> {
    approve(&authority(provider(), "ed25519"), policy, request, who, now())
        .unwrap_or_else(|rejection| panic!("{rejection}"))
}

/// What was asked and not granted, each as its sentence.
fn told<P: Policy>(approved: &Approved<P>) -> Vec<String> {
    approved.withheld().iter().map(ToString::to_string).collect()
}

/// Subject and extensions of what would be signed, one a line.
#[track_caller]
fn content<P: Policy<KeyOrigin = SubscriberKey>>(policy: P, key: &str, who: &P::Applicant) -> Vec<String> {
    let authority = authority(provider(), "ed25519");
    let approved = approve(&authority, policy, bare(provider(), key), who, now()).unwrap();
    lines(approved, &authority)
}

/// The same of a policy whose keys the authority makes.
#[cfg(feature = "aws-lc-rs")]
#[track_caller]
fn content_generated<P: Policy<KeyOrigin = AuthorityKey>>(policy: P, who: &P::Applicant) -> Vec<String> {
    let authority = authority(&chancery::crypto::aws_lc_rs::PROVIDER, "ed25519");
    let approved = approve_generated(&authority, policy, who, now()).unwrap();
    lines(approved, &authority)
}

#[track_caller]
fn lines<P: Policy>(approved: Approved<P>, authority: &Authority) -> Vec<String> {
    let prepared = approved.prepare(authority.slot().unwrap(), now()).unwrap();
    let tbs = TbsCertificate::from_der(prepared.tbs()).unwrap();
    assert_eq!(tbs.issuer(), authority.issuer().name().as_der());
    std::iter::once(tbs.subject_name().unwrap().to_string()).chain(tbs.extensions().iter().map(line)).collect()
}

fn value<E: TypedExtension>(extension: &ExtensionRef<'_>) -> E {
    extension.typed().unwrap().unwrap()
}

/// An extension, its criticality and what it says.
fn line(extension: &ExtensionRef<'_>) -> String {
    let list = |items: &mut dyn Iterator<Item = String>| items.collect::<Vec<_>>().join(", ");
    let (name, said) = match extension.oid {
        oid::SUBJECT_KEY_IDENTIFIER => (
            "SKI",
            list(
                &mut [value::<SubjectKeyIdentifier>(extension).as_octets().len()]
                    .iter()
                    .map(|octets| format!("{octets} octets")),
            ),
        ),
        oid::AUTHORITY_KEY_IDENTIFIER => (
            "AKI",
            if value::<AuthorityKeyIdentifier>(extension).key_identifier().is_some() {
                "key identifier".to_owned()
            } else {
                String::new()
            },
        ),
        oid::KEY_USAGE => ("KU", value::<KeyUsage>(extension).to_string()),
        oid::SUBJECT_ALT_NAME => {
            ("SAN", list(&mut value::<SubjectAltName>(extension).names().iter().map(ToString::to_string)))
        }
        oid::CERTIFICATE_POLICIES => (
            "CP",
            list(
                &mut value::<CertificatePolicies>(extension)
                    .policies()
                    .iter()
                    .map(PolicyInformation::policy)
                    .map(|oid| oid.to_string()),
            ),
        ),
        oid::BASIC_CONSTRAINTS => ("BC", value::<BasicConstraints>(extension).to_string()),
        oid::EXTENDED_KEY_USAGE => {
            ("EKU", list(&mut value::<ExtendedKeyUsage>(extension).purposes().iter().map(ToString::to_string)))
        }
        oid::CRL_DISTRIBUTION_POINTS => (
            "CRLDP",
            list(
                &mut value::<CrlDistributionPoints>(extension)
                    .points()
                    .iter()
                    .flat_map(|point| point.uris())
                    .map(ToString::to_string),
            ),
        ),
        oid::AUTHORITY_INFO_ACCESS => ("AIA", access(&value(extension))),
        oid::OCSP_NO_CHECK => ("nocheck", format!("{:02x?}", extension.value)),
        other => panic!("an extension nobody asked for: {other}"),
    };
    let critical = if extension.criticality == Criticality::Critical { " critical" } else { "" };
    format!("{name}{critical}: {said}")
}

fn access(access: &AuthorityInfoAccess) -> String {
    let uris = |method| access.uris(method).map(ToString::to_string).collect::<Vec<_>>().join(", ");
    format!("OCSP {}, issuer {}", uris(AccessMethod::Ocsp), uris(AccessMethod::CaIssuers))
}

const CRLDP: &str = "CRLDP: http://ca.example/root.crl";
const AIA: &str = "AIA: OCSP http://ocsp.ca.example/, issuer http://ca.example/root.cer";

#[test]
fn a_server_has_its_host_names_and_serves() {
    assert_eq!(
        content(server_policy(), "p256", &server(&["host.example", "*.host.example"])),
        [
            "CN=host.example",
            "SKI: 20 octets",
            "KU critical: digitalSignature",
            "SAN: DNS:host.example, DNS:*.host.example",
            "AKI: key identifier",
            "EKU: serverAuth",
            CRLDP,
            AIA,
        ]
    );
}

#[test]
fn a_server_with_an_rsa_key_enciphers_keys_too() {
    let lines = content(server_policy(), "rsa2048", &server(&["host.example"]));
    assert_eq!(lines[2], "KU critical: digitalSignature, keyEncipherment");
}

#[test]
fn a_server_has_the_organisation_and_the_addresses_that_are_vouched_for() {
    let mut who = server(&["host.example"]);
    who.organization = Some("Example".to_owned());
    who.country = Some("PL".to_owned());
    who.ip_addresses = vec!["192.0.2.7".parse().unwrap(), "2001:db8::7".parse().unwrap()];
    let lines = content(server_policy().with_policy(policy_oid()), "p256", &who);
    assert_eq!(
        lines,
        [
            "CN=host.example,O=Example,C=PL",
            "SKI: 20 octets",
            "KU critical: digitalSignature",
            "SAN: DNS:host.example, IP:192.0.2.7, IP:2001:db8::7",
            "AKI: key identifier",
            "CP: 2.999.1",
            "EKU: serverAuth",
            CRLDP,
            AIA,
        ]
    );
}

#[test]
fn a_server_without_a_subject_has_critical_alternative_names() {
    let policy = server_policy().with_common_name(ServerCommonName::Absent);
    let lines = content(policy, "p256", &server(&["host.example"]));
    assert_eq!(
        lines,
        [
            "",
            "SKI: 20 octets",
            "KU critical: digitalSignature",
            "SAN critical: DNS:host.example",
            "AKI: key identifier",
            "EKU: serverAuth",
            CRLDP,
            AIA,
        ]
    );
}

#[test]
fn a_client_has_its_name_and_its_mailbox() {
    assert_eq!(
        content(client_policy(), "p384", &client()),
        [
            "CN=Example Client",
            "SKI: 20 octets",
            "KU critical: digitalSignature",
            "SAN: email:client@host.example",
            "AKI: key identifier",
            "EKU: clientAuth",
            CRLDP,
            AIA,
        ]
    );
}

#[test]
fn a_client_without_a_mailbox_has_no_alternative_names() {
    let mut who = client();
    who.email = None;
    let lines = content(client_policy(), "rsa2048", &who);
    assert!(lines.iter().all(|line| !line.starts_with("SAN")), "{lines:?}");
    assert_eq!(lines[2], "KU critical: digitalSignature");
}

#[test]
fn an_operator_has_name_number_and_mailbox() {
    assert_eq!(
        content(operator_policy(), "rsa2048", &operator()),
        [
            "CN=Zażółć Gęślą,serialNumber=PNOPL-99723100018,SN=Gęślą,GN=Zażółć,O=Straż Miejska,C=PL",
            "SKI: 20 octets",
            "KU critical: digitalSignature",
            "SAN: email:operator@straz.example",
            "AKI: key identifier",
            "CP: 2.999.1",
            "EKU: clientAuth",
            CRLDP,
            AIA,
        ]
    );
}

#[test]
fn an_operator_on_a_card_and_a_diagnostician_have_what_an_operator_has() {
    let file = content(operator_policy(), "rsa2048", &operator());
    assert_eq!(content(OperatorCard::new(policy_oid()), "rsa2048", &operator()), file);
    assert_eq!(content(SkpSsl::new(policy_oid()), "rsa2048", &operator()), file);
}

#[cfg(feature = "aws-lc-rs")]
#[test]
fn a_device_authenticates_to_tls_and_ipsec() {
    let device_lines = content_generated(device_policy(), &device());
    assert_eq!(
        device_lines,
        [
            "CN=WA1M-0042,OU=Courts,O=Example,C=PL",
            "SKI: 20 octets",
            "KU critical: digitalSignature, keyEncipherment",
            "AKI: key identifier",
            "CP: 2.999.1",
            "EKU: clientAuth, ipsecIKE",
            CRLDP,
            AIA,
        ]
    );
    assert_eq!(content_generated(SkpVpn::new(policy_oid()), &device()), device_lines);
}

#[test]
fn a_responder_is_not_asked_about_itself() {
    assert_eq!(
        content(OcspResponder::new(OcspResponder::LIFETIME), "p256", &responder()),
        [
            "CN=Example Responder,O=Example,C=PL",
            "SKI: 20 octets",
            "KU critical: digitalSignature",
            "AKI: key identifier",
            "EKU: OCSPSigning",
            "AIA: OCSP , issuer http://ca.example/root.cer",
            "nocheck: [05, 00]",
        ]
    );
}

#[test]
fn every_policy_of_the_catalog_says_whether_its_certificates_can_be_suspended() {
    let open = SuspensionRule::Allowed { max_days: None, then: None };
    let suspension = |profile: Profile| profile.suspension;
    for allowed in [
        device_policy().profile(),
        system_policy().profile(),
        operator_policy().profile(),
        OperatorCard::new(policy_oid()).profile(),
        SkpVpn::new(policy_oid()).profile(),
        SkpSsl::new(policy_oid()).profile(),
    ] {
        assert_eq!(suspension(allowed), open);
    }
    let bounded = SuspensionRule::Allowed { max_days: Some(7), then: Some(Reason::CessationOfOperation) };
    assert_eq!(suspension(SkpVpn::new(policy_oid()).with_suspension(bounded).profile()), bounded);
    for forbidden in
        [root_policy().profile(), subordinate_policy().profile(), OcspResponder::new(OcspResponder::LIFETIME).profile()]
    {
        assert_eq!(suspension(forbidden), SuspensionRule::Forbidden);
    }
}

#[test]
fn a_system_has_the_number_of_its_entity() {
    assert_eq!(
        content(system_policy(), "rsa2048", &system()),
        [
            "CN=Example System,organizationIdentifier=VATPL-1234563218,O=Example,C=PL",
            "SKI: 20 octets",
            "KU critical: digitalSignature",
            "AKI: key identifier",
            "CP: 2.999.1",
            "EKU: clientAuth",
            CRLDP,
            AIA,
        ]
    );
}

#[test]
fn a_subordinate_is_an_authority_with_nothing_under_it() {
    assert_eq!(
        content(subordinate_policy(), "p384", &subordinate_applicant()),
        [
            "CN=Example Issuing,organizationIdentifier=VATPL-1234563218,O=Example,C=PL",
            "SKI: 20 octets",
            "KU critical: keyCertSign, cRLSign",
            "AKI: key identifier",
            "BC critical: cA TRUE with path length 0",
            CRLDP,
            AIA,
        ]
    );
}

#[test]
fn a_root_is_an_authority_that_points_at_nothing() {
    let root = ca::root(provider(), "p384");
    let read = TbsCertificate::from_der(root.to_be_signed()).unwrap();
    let lines: Vec<_> = read.extensions().iter().map(line).collect();
    assert_eq!(lines, ["SKI: 20 octets", "KU critical: keyCertSign, cRLSign", "BC critical: cA TRUE"]);
    assert!(root.is_self_issued());
    assert_eq!(root.subject().to_string(), "CN=Example Root,O=Example,C=PL");
}

#[test]
fn without_addresses_there_are_no_pointers() {
    let authority = ca::over(ca::issuer(provider(), "ed25519"), ca::inventory(provider()));
    let approved = approve(&authority, client_policy(), bare(provider(), "p256"), &client(), now()).unwrap();
    let prepared = approved.prepare(authority.slot().unwrap(), now()).unwrap();
    let tbs = TbsCertificate::from_der(prepared.tbs()).unwrap();
    assert!(
        tbs.extension(oid::CRL_DISTRIBUTION_POINTS).is_none() && tbs.extension(oid::AUTHORITY_INFO_ACCESS).is_none()
    );
}

#[test]
fn the_names_of_the_catalog_are_those_the_command_lines_use() {
    let names = [
        server_policy().profile().name,
        client_policy().profile().name,
        operator_policy().profile().name,
        system_policy().profile().name,
        root_policy().profile().name,
        subordinate_policy().profile().name,
        device_policy().profile().name,
        OperatorCard::new(policy_oid()).profile().name,
        SkpVpn::new(policy_oid()).profile().name,
        SkpSsl::new(policy_oid()).profile().name,
        OcspResponder::new(OcspResponder::LIFETIME).profile().name,
        sekap_office_policy().profile().name,
        sekap_request_policy().profile().name,
    ];
    let wanted = ["tls-server", "tls-client", "operator-file", "system", "root", "subordinate"];
    let delivered =
        ["vpn-device", "operator-card", "skp-vpn", "skp-ssl", "ocsp-responder", "sekap-office", "sekap-request"];
    assert_eq!(names.to_vec(), [wanted.as_slice(), &delivered].concat());
}

#[test]
fn the_key_identifier_is_made_of_the_key_and_points_at_the_issuers_octets() {
    let authority = authority(provider(), "ed25519");
    let request = bare(provider(), "p256");
    let wanted = SubjectKeyIdentifier::rfc7093_method_1(provider().digest, request.public_key());
    let certificate = ca::walk(&authority, server_policy(), request, &server(&["host.example"]));
    assert_eq!(certificate.subject_key_identifier().unwrap(), Some(wanted));
    let pointer: AuthorityKeyIdentifier = certificate.typed().unwrap().unwrap();
    assert_eq!(pointer.key_identifier(), Some(authority.issuer().key_identifier()));
}

/// The subject of requests whose name does not matter.
fn nobody() -> Name {
    Name::empty()
}
