//! The corners of a request: settings, DER inside what nobody understands, secrets, and every wish by its type.
//!
//! Here are the settings and the types; in `request_shape/` what must be DER all the way down,
//! and what is shown to nobody who did not ask. Limits and their price are in `request_allocations.rs`.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a fixture that cannot be made is a failed test")]

#[path = "common/ca.rs"]
mod ca;
#[allow(dead_code, reason = "these tests use some of the fixtures")]
#[path = "request/fixtures.rs"]
mod fixtures;
#[path = "request_shape/inside.rs"]
mod inside;
#[path = "request_shape/secrets.rs"]
mod secrets;

use chancery::{
    encoding::{
        DecodeErrorKind, Reader,
        pem::{self, Label},
    },
    request::{
        AbsentAttributes, AttributeOrder, CertificationRequest, RequestLimits, RequestSettings, RequestedExtensions,
        RequestedItem, VersionRule,
    },
    x509::{
        Extension, GeneralName, Validity,
        extension::{
            AccessDescription, AuthorityInfoAccess, AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies,
            Criticality, CrlDistributionPoints, DistributionPoint, ExtendedKeyUsage, FreshestCrl, GeneralSubtree,
            InhibitAnyPolicy, KeyPurpose, KeyUsage, NameConstraints, NoRevAvail, OcspNoCheck, PolicyConstraints,
            PolicyInformation, PolicyQualifier, PrivateKeyUsagePeriod, SubjectAltName, SubjectKeyIdentifier,
            TlsFeature, oid,
        },
    },
};

use fixtures::*;

const ABSENT: RequestSettings =
    RequestSettings { absent_attributes: AbsentAttributes::Refuse, ..RequestSettings::DEFAULT };
const ORDERED: RequestSettings =
    RequestSettings { attribute_order: AttributeOrder::Ascending, ..RequestSettings::DEFAULT };
const ANY_VERSION: RequestSettings = RequestSettings { version: VersionRule::Any, ..RequestSettings::DEFAULT };

fn read_with(der: &[u8], settings: &RequestSettings) -> Result<CertificationRequest, (DecodeErrorKind, String)> {
    CertificationRequest::from_der_with(der, settings).map_err(|error| (error.kind(), error.to_string()))
}

/// Where the octets of `part` start in `der`.
fn place(der: &[u8], part: &[u8]) -> usize {
    der.windows(part.len()).position(|window| window == part).expect("it is there")
}

#[test]
fn reads_what_tools_write_by_default() {
    assert_eq!(RequestSettings::DEFAULT.absent_attributes, AbsentAttributes::Accept);
    assert_eq!(RequestSettings::DEFAULT.attribute_order, AttributeOrder::Any);
    assert_eq!(RequestSettings::DEFAULT.version, VersionRule::Zero);
    assert_eq!(RequestSettings::DEFAULT.limits, RequestLimits::DEFAULT);
    assert_eq!(RequestSettings::STRICT.version, VersionRule::Zero);
}

#[test]
fn refuses_absent_attributes_where_told_to() {
    let der = by_hand(0, subject().as_der(), &[]);
    let read = CertificationRequest::from_der(&der).expect("accepted by default");
    let end = place(&der, read.info()) + read.info().len();
    let (_, sentence) = read_with(&der, &ABSENT).unwrap_err();
    assert_eq!(
        sentence,
        format!(
            "attributes [0] is left out; it is mandatory, empty or not (RFC 2986 §4.1) at byte {end} of \
             CertificationRequestInfo"
        )
    );
    assert!(read_with(&with_attributes(&[]), &ABSENT).is_ok());
    assert!(read_with(&der, &RequestSettings::STRICT).is_err());
}

#[test]
fn refuses_attributes_out_of_order_where_told_to() {
    let (one, two) = (attribute("2.999.1", &[NULL]), attribute("2.999.2", &[NULL]));
    assert!(read_with(&with_attributes(&[one.clone(), two.clone()]), &ORDERED).is_ok());
    let der = with_attributes(&[two, one.clone()]);
    let (kind, sentence) = read_with(&der, &ORDERED).unwrap_err();
    assert_eq!(kind, DecodeErrorKind::SetOrder);
    assert_eq!(
        sentence,
        format!(
            "the elements of the SET OF are not in ascending order of their encodings at byte {} of Attributes",
            place(&der, &one)
        )
    );
    assert!(read_with(&der, &RequestSettings::STRICT).is_err());
}

#[test]
fn remembers_another_version_where_it_may_be_read() {
    for version in [0, 1, 127, 128, 300, u32::MAX] {
        let der = by_hand(version, subject().as_der(), &[0xa0, 0]);
        let request = read_with(&der, &ANY_VERSION).expect("any version");
        assert_eq!(request.version(), version);
        assert_eq!(request.reencode().expect("small"), der);
        assert_eq!(request.verify(&PROVIDER).expect("proven").request().version(), version);
    }
    let der = by_hand(1, subject().as_der(), &[0xa0, 0]);
    assert_eq!(
        read_with(&der, &RequestSettings::DEFAULT).unwrap_err().0,
        DecodeErrorKind::Version { expected: 0, found: 1 }
    );
}

#[test]
fn refuses_a_version_that_is_no_small_number_under_any_settings() {
    let sound = by_hand(1, subject().as_der(), &[0xa0, 0]);
    let place = place(&sound, &[2, 1, 1]);
    let mut negative = sound.clone();
    *negative.get_mut(place + 2).unwrap() = 0xff;
    assert_eq!(read_with(&negative, &ANY_VERSION).unwrap_err().0, DecodeErrorKind::NegativeInteger);
    assert_eq!(
        read_with(&negative, &RequestSettings::DEFAULT).unwrap_err().0,
        DecodeErrorKind::Version { expected: 0, found: 255 }
    );
}

#[test]
fn settings_hold_for_text_and_for_files() {
    let der = by_hand(0, subject().as_der(), &[]);
    let text = pem::encode(Label::CertificateRequest, &der);
    assert!(CertificationRequest::from_pem_with(text.as_bytes(), &RequestSettings::DEFAULT).is_ok());
    assert!(CertificationRequest::from_pem_with(text.as_bytes(), &ABSENT).is_err());
    assert!(CertificationRequest::from_bytes_with(text.as_bytes(), &ABSENT).is_err());
    assert!(CertificationRequest::from_bytes_with(&der, &ABSENT).is_err());
    let limits = RequestLimits { text_octets: 10, ..RequestLimits::DEFAULT };
    let short = RequestSettings { limits, ..RequestSettings::DEFAULT };
    assert!(CertificationRequest::from_bytes_with(text.as_bytes(), &short).is_err());
}

#[test]
fn counts_the_attributes_of_the_subject() {
    let limits = RequestLimits { subject_attributes: 1, ..RequestLimits::DEFAULT };
    let der = by_hand(0, subject().as_der(), &[]);
    let one = RequestSettings { limits, ..RequestSettings::DEFAULT };
    assert_eq!(read_with(&der, &one).unwrap_err().0, DecodeErrorKind::TooMany { limit: 1 });
}

fn octets(length: usize) -> SubjectKeyIdentifier {
    SubjectKeyIdentifier::new(vec![7; length]).unwrap()
}

fn points() -> Vec<DistributionPoint> {
    vec![DistributionPoint::at(["http://elsewhere.example/x".parse().unwrap()]).unwrap()]
}

/// Every form of name.
fn names() -> SubjectAltName {
    let other: &[u8] = b"\xa0\x09\x06\x03\x88\x37\x01\xa0\x02\x05\x00";
    let forms: [&[u8]; 9] = [
        b"\x82\x09a.example",
        b"\x81\x0ba@a.example",
        b"\x86\x10https://example/",
        b"\x87\x04\x0a\0\0\x01",
        b"\xa0\x1b\x06\x0a\x2b\x06\x01\x04\x01\x82\x37\x14\x02\x03\xa0\x0d\x0c\x0ba@a.example",
        b"\xa0\x1a\x06\x08\x2b\x06\x01\x05\x05\x07\x08\x09\xa0\x0e\x0c\x0c\xc5\xbc@a.example",
        other,
        b"\x88\x03\x88\x37\x01",
        b"\xa3\x02\x05\x00",
    ];
    let name = |der: &[u8]| Reader::whole(der, "GeneralName", GeneralName::decode).expect("a name");
    let names: Vec<_> = forms.map(name).into_iter().chain([GeneralName::Directory(subject())]).collect();
    SubjectAltName::new(names).unwrap()
}

fn policy() -> PolicyInformation {
    PolicyInformation::new(oid_of("2.999.1"))
        .with_qualifier(PolicyQualifier::Cps("https://a.example/cps".parse().unwrap()))
}

/// One of each type.
fn everything() -> Vec<Extension> {
    let subtree = GeneralSubtree::Dns("example".parse().unwrap());
    let window = Validity::new(ca::at("2026-01-01T00:00:00Z"), ca::at("2027-01-01T00:00:00Z")).unwrap();
    vec![
        typed(&names()),
        typed(&(KeyUsage::DIGITAL_SIGNATURE | KeyUsage::DECIPHER_ONLY)),
        typed(&ExtendedKeyUsage::new([KeyPurpose::SERVER_AUTH, KeyPurpose::ANY]).unwrap()),
        typed(&BasicConstraints::Authority { path_len: Some(3) }),
        typed(&CertificatePolicies::new([policy(), PolicyInformation::new(oid_of("2.999.2"))]).unwrap()),
        typed(&TlsFeature::new([5, 17]).unwrap()),
        typed(&octets(20)),
        typed(&AuthorityKeyIdentifier::of(octets(19))),
        typed(&NameConstraints::new(vec![subtree], Vec::new()).unwrap()),
        typed(&CrlDistributionPoints::new(points()).unwrap()),
        typed(&AuthorityInfoAccess::new([AccessDescription::ocsp("http://a.example/".parse().unwrap())]).unwrap()),
        typed(&FreshestCrl::at(CrlDistributionPoints::new(points()).unwrap())),
        typed(&PolicyConstraints::RequireExplicitPolicy { skip_certs: 2 }),
        typed(&InhibitAnyPolicy::after(1)),
        typed(&PrivateKeyUsagePeriod::Between(window)),
        typed(&NoRevAvail),
        typed(&OcspNoCheck),
        Extension::opaque(oid_of("2.999.7"), Criticality::Critical, NULL).unwrap(),
    ]
}

#[test]
fn gives_every_wish_by_its_type() {
    let request = made(&asking_for(everything()));
    let requested = request.requested();
    assert_eq!(requested.subject_alt_name(), Some(&names()));
    assert_eq!(requested.key_usage(), Some(KeyUsage::DIGITAL_SIGNATURE | KeyUsage::DECIPHER_ONLY));
    assert_eq!(requested.extended_key_usage().unwrap().purposes(), [KeyPurpose::SERVER_AUTH, KeyPurpose::ANY]);
    assert_eq!(requested.basic_constraints(), Some(BasicConstraints::Authority { path_len: Some(3) }));
    assert_eq!(requested.certificate_policies().unwrap().policies().first(), Some(&policy()));
    assert_eq!(requested.tls_feature().unwrap().features(), [5, 17]);
    assert_eq!(requested.subject_key_identifier(), Some(&octets(20)));
    assert_eq!(requested.authority_key_identifier().unwrap().key_identifier(), Some(&octets(19)));
    assert_eq!(requested.name_constraints().unwrap().permitted().len(), 1);
    assert_eq!(requested.crl_distribution_points().unwrap().points(), points());
    assert_eq!(requested.authority_info_access().unwrap().descriptions().len(), 1);
    assert_eq!(requested.iter().count(), 18);
    assert_eq!(requested.others().count(), 7);
    assert_eq!(requested.find(oid::TLS_FEATURE).unwrap().value(), b"\x30\x06\x02\x01\x05\x02\x01\x11");
}

#[test]
fn lists_every_wish_with_its_place() {
    let request = made(&asking_for(everything()));
    let items = request.requested().items();
    let places: Vec<_> = items.iter().map(|(path, _)| path.as_str().trim_start_matches("extensionRequest.")).collect();
    let (names, rest) = places.split_at(10);
    assert_eq!((names.first(), names.last()), (Some(&"subjectAltName[0]"), Some(&"subjectAltName[9]")));
    assert_eq!(
        rest,
        [
            "keyUsage",
            "extKeyUsage[0]",
            "extKeyUsage[1]",
            "basicConstraints",
            "certificatePolicies[0]",
            "certificatePolicies[1]",
            "tlsfeature",
            "subjectKeyIdentifier",
            "authorityKeyIdentifier",
            "nameConstraints",
            "cRLDistributionPoints",
            "authorityInfoAccess",
            "freshestCRL",
            "policyConstraints",
            "inhibitAnyPolicy",
            "privateKeyUsagePeriod",
            "noRevAvail",
            "ocsp-nocheck",
            "extension(2.999.7)",
        ]
    );
    let others = items.iter().filter(|(_, item)| matches!(item, RequestedItem::Other(_)));
    assert_eq!(others.count(), 7);
    assert_eq!(RequestedExtensions::path(oid::TLS_FEATURE).as_str(), "extensionRequest.tlsfeature");
}

#[test]
fn writes_every_type_as_it_was_read() {
    let request = made(&asking_for(everything()));
    assert_eq!(request.reencode().expect("small"), request.as_der());
}

#[test]
fn whatever_is_read_of_a_request_with_one_octet_changed_is_written_as_it_was_received() {
    let password = attribute(CHALLENGE_PASSWORD, &[b"\x0c\x06secret"]);
    let asked: Vec<_> = everything();
    let list: Vec<_> = asked.iter().map(|extension| (extension.oid(), extension.value())).collect();
    let sound = with_attributes(&[password, attribute(EXTENSION_REQUEST, &[&extensions(&list)])]);
    let settings = RequestSettings { version: VersionRule::Any, ..RequestSettings::DEFAULT };
    let mut read = 0;
    for place in 0..sound.len() {
        for flip in [0x01, 0x20, 0x80, 0xff] {
            let mut changed = sound.clone();
            *changed.get_mut(place).unwrap() ^= flip;
            if let Ok(request) = CertificationRequest::from_der_with(&changed, &settings) {
                assert_eq!(request.reencode().expect("small"), changed);
                read += 1;
            }
        }
    }
    assert!(read > 100, "{read}");
}

#[test]
fn refuses_known_extensions_of_another_shape() {
    for known in [
        oid::TLS_FEATURE,
        oid::FRESHEST_CRL,
        oid::POLICY_CONSTRAINTS,
        oid::INHIBIT_ANY_POLICY,
        oid::PRIVATE_KEY_USAGE_PERIOD,
        oid::NO_REV_AVAIL,
        oid::OCSP_NO_CHECK,
        oid::CERTIFICATE_POLICIES,
        oid::SUBJECT_KEY_IDENTIFIER,
        oid::AUTHORITY_KEY_IDENTIFIER,
        oid::NAME_CONSTRAINTS,
        oid::CRL_DISTRIBUTION_POINTS,
        oid::AUTHORITY_INFO_ACCESS,
    ] {
        unreadable(&with_extensions(&[(known, &[0x01, 0x01, 0xff])]));
    }
}
