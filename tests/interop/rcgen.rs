//! The same certificates made by rcgen, octet for octet, where rcgen is right.
//!
//! In the flow: beside the judges, a second maker. Ed25519 signs alike everywhere (RFC 8032), so the whole certificate
//! can be compared and not its fields. Names have one attribute to a relative name and no type twice, because rcgen
//! knows no other names.
//!
//! The surprising choice: two comparisons. rcgen writes its own extensions in an order of its own, so the whole is
//! compared with contents handed over in our order, and the contents are compared with those rcgen writes itself.

use chancery::x509::{Certificate, extension::Criticality};
use rcgen::{
    BasicConstraints, CertificateParams, CrlDistributionPoint, CustomExtension, DistinguishedName, DnType, DnValue,
    ExtendedKeyUsagePurpose, IsCa, Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose, SanType, SerialNumber,
};
use time::OffsetDateTime;

use crate::ca;

fn key(name: &str) -> KeyPair {
    let file = format!("{}/tests/data/keys/{name}.pkcs8.pem", env!("CARGO_MANIFEST_DIR"));
    KeyPair::from_pem(&std::fs::read_to_string(file).unwrap()).unwrap()
}

/// `ca::ca_name`.
fn ca_name() -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CountryName, DnValue::PrintableString("PL".try_into().unwrap()));
    name.push(DnType::OrganizationName, "Example");
    name.push(DnType::CommonName, "Example Root");
    name
}

/// rcgen hashes the whole `SubjectPublicKeyInfo`; RFC 7093 §2 method 1 hashes the octets of the key. It is told ours.
fn key_identifier(certificate: &Certificate) -> KeyIdMethod {
    KeyIdMethod::PreSpecified(certificate.subject_key_identifier().unwrap().unwrap().as_octets().to_vec())
}

fn issuer() -> Issuer<'static, KeyPair> {
    let mut params = CertificateParams::default();
    params.key_identifier_method = key_identifier(&ca::root(ca::provider(), "ed25519"));
    params.distinguished_name = ca_name();
    Issuer::new(params, key("ed25519"))
}

/// The serial number and the dates of a certificate, under this name.
fn params(ours: &Certificate, subject: DistinguishedName) -> CertificateParams {
    let mut params = CertificateParams::default();
    let instant = |time: chancery::x509::Time| OffsetDateTime::from_unix_timestamp(time.unix_seconds()).unwrap();
    params.serial_number = Some(SerialNumber::from(ours.serial_number().as_octets().to_vec()));
    params.not_before = instant(ours.validity().not_before());
    params.not_after = instant(ours.validity().not_after());
    params.distinguished_name = subject;
    params
}

/// The same with the extensions of a certificate, in its order.
fn with_extensions_of(ours: &Certificate, mut params: CertificateParams) -> CertificateParams {
    params.custom_extensions = ours.extensions().iter().map(handed_over).collect();
    params
}

fn handed_over(extension: &chancery::x509::Extension) -> CustomExtension {
    let arcs: Vec<u64> = extension.oid().to_string().split('.').map(|arc| arc.parse().unwrap()).collect();
    let mut handed_over = CustomExtension::from_oid_content(&arcs, extension.value().to_vec());
    handed_over.set_criticality(extension.criticality() == Criticality::Critical);
    handed_over
}

/// Every extension that rcgen wrote of itself is in our certificate, with the same octets.
#[track_caller]
fn assert_has_extensions_of(ours: &Certificate, theirs: &rcgen::Certificate, count: usize) {
    let theirs = Certificate::from_der(theirs.der()).unwrap();
    assert_eq!(theirs.extensions().iter().count(), count);
    for extension in theirs.extensions() {
        assert_eq!(ours.extensions().find(extension.oid()), Some(extension));
    }
}

fn server_certificate() -> Certificate {
    let (provider, applicant) = (ca::provider(), ca::server(&["host.example", "www.host.example"]));
    ca::walk(&ca::authority(provider, "ed25519"), ca::server_policy(), ca::bare(provider, "p256"), &applicant)
}

fn server_name() -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, "host.example");
    name
}

#[test]
fn a_root_is_the_octets_that_rcgen_writes() {
    let ours = ca::root(ca::provider(), "ed25519");
    let theirs = with_extensions_of(&ours, params(&ours, ca_name())).self_signed(&key("ed25519")).unwrap();
    assert_eq!(ours.as_der(), theirs.der().as_ref());
}

#[test]
fn a_leaf_is_the_octets_that_rcgen_writes() {
    let ours = server_certificate();
    let theirs = with_extensions_of(&ours, params(&ours, server_name())).signed_by(&key("p256"), &issuer()).unwrap();
    assert_eq!(ours.as_der(), theirs.der().as_ref());
}

#[test]
fn the_extensions_of_a_root_are_those_that_rcgen_writes() {
    let ours = ca::root(ca::provider(), "ed25519");
    let mut params = params(&ours, ca_name());
    params.key_identifier_method = key_identifier(&ours);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    assert_has_extensions_of(&ours, &params.self_signed(&key("ed25519")).unwrap(), 3);
}

#[test]
fn the_extensions_of_a_leaf_are_those_that_rcgen_writes() {
    let ours = server_certificate();
    let mut params = params(&ours, server_name());
    params.use_authority_key_identifier_extension = true;
    params.subject_alt_names =
        ["host.example", "www.host.example"].map(|host| SanType::DnsName(host.try_into().unwrap())).to_vec();
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.crl_distribution_points = vec![CrlDistributionPoint { uris: vec!["http://ca.example/root.crl".to_owned()] }];
    let theirs = params.signed_by(&key("p256"), &issuer()).unwrap();
    assert_has_extensions_of(&ours, &theirs, 5);
}
