//! Seeds of `csr_to_certificate` and `csr_decode`: each key, each thing a request may ask for, each shape that is wrong.
//!
//! Host names and organisation are those the centre vouches for, so some requests are granted; the others ask for more.
//! Keys on a curve sign with [`Pretender`], RSA and Ed25519 truly. The surprising choice: the subscriber's Ed25519 key is
//! written out here, because the one in `tests/data/keys` is the issuer's, whose own key no policy certifies again.

use std::{net::IpAddr, sync::Arc};

use chancery::{
    crypto::{PublicKey, SecretKey, SignatureAlgorithm, Signer, ring},
    encoding::{Oid, Tag},
    request::CertificationRequest,
    x509::{
        AttributeType, Extension, Extensions, GeneralName, Name, Uri,
        extension::{
            AccessDescription, AuthorityInfoAccess, BasicConstraints, CertificatePolicies, Criticality,
            CrlDistributionPoints, DistributionPoint, ExtendedKeyUsage, GeneralSubtree, KeyPurpose, KeyUsage,
            NameConstraints, PolicyInformation, SubjectAltName, SubjectName, TlsFeature, TypedExtension,
        },
    },
};

use super::{Seeds, der, key_path, rsa_signer, secret};
use crate::csr_to_certificate::centre::{Pretender, signer as issuer};

pub(crate) fn csr_to_certificate() -> Seeds {
    let mut seeds = Seeds::new();
    let mut add = |name: &str, octets: Vec<u8>| drop(seeds.insert(name.to_owned(), octets));
    for (name, signer) in signers() {
        add(name, made(&Name::empty(), [], signer.as_ref()));
    }
    let signer = subscriber();
    for (name, extensions) in asking() {
        add(name, made(&Name::empty(), extensions, signer.as_ref()));
    }
    for (name, attributes) in [
        ("named", vec![(AttributeType::COMMON_NAME, "host.example")]),
        ("named_in_full", vec![(AttributeType::COUNTRY, "PL"), (AttributeType::ORGANIZATION, "Zażółć")]),
        ("another_host", vec![(AttributeType::COMMON_NAME, "another.example")]),
        ("issuers_name", vec![(AttributeType::COUNTRY, "PL"), (AttributeType::COMMON_NAME, "Centrum Root")]),
    ] {
        add(name, made(&Name::of(&attributes).expect("a name"), [], signer.as_ref()));
    }
    for (name, attributes) in attributes() {
        add(name, by_hand(0, Name::empty().as_der(), &attributes));
    }
    add("teletex", by_hand(0, b"\x30\x0e\x31\x0c\x30\x0a\x06\x03\x55\x04\x03\x14\x03a\xe4b", EMPTY));
    seeds
}

/// What is no request, or no request of ours.
pub(crate) fn add_malformed(seeds: &mut Seeds) {
    let twice = [PASSWORD, PASSWORD].concat();
    for (name, octets) in [
        ("version_1", by_hand(1, Name::empty().as_der(), EMPTY)),
        (
            "attribute_twice",
            by_hand(0, Name::empty().as_der(), &der(|w| w.element(Tag::context_constructed(0), &twice))),
        ),
        (
            "attributes_empty_set",
            by_hand(0, Name::empty().as_der(), b"\xa0\x0f\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x0e\x31\x00"),
        ),
        ("tls_feature_of_null", asking_in_octets(TlsFeature::OID, b"\x30\x02\x05\x00")),
        ("key_usage_with_unused_bits_set", asking_in_octets(KeyUsage::OID, b"\x03\x02\x07\xff")),
        (
            "qualifier_of_null",
            asking_in_octets(
                CertificatePolicies::OID,
                b"\x30\x17\x30\x15\x06\x03\x88\x37\x01\x30\x0e\x30\x0c\x06\x08\x2b\x06\x01\x05\x05\x07\x02\x01\x05\x00",
            ),
        ),
        ("other_name_of_nothing", asking_in_octets(NameConstraints::OID, b"\x30\x06\xa0\x04\x30\x02\xa0\x00")),
        ("password_in_a_universal_string", by_hand(0, Name::empty().as_der(), UNIVERSAL_PASSWORD)),
        ("nothing", Vec::new()),
        ("sequences", [0x30, 0x80].repeat(64)),
        ("long_length", vec![0x30, 0x84, 0xff, 0xff, 0xff, 0xff]),
    ] {
        seeds.insert(name.to_owned(), octets);
    }
}

const EMPTY: &[u8] = b"\xa0\x00";
/// `attributes` with the challengePassword "a" as a UniversalString
const UNIVERSAL_PASSWORD: &[u8] =
    b"\xa0\x15\x30\x13\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x07\x31\x06\x1c\x04\x00\x00\x00a";
/// challengePassword "secret"
const PASSWORD: &[u8] = b"\x30\x15\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x07\x31\x08\x0c\x06secret";

fn attributes() -> [(&'static str, Vec<u8>); 3] {
    let unknown = b"\x30\x09\x06\x03\x88\x37\x01\x31\x02\x05\x00";
    let listed = |attribute: &[u8]| der(|w| w.element(Tag::context_constructed(0), attribute));
    [("no_attributes", Vec::new()), ("challenge_password", listed(PASSWORD)), ("unknown_attribute", listed(unknown))]
}

fn signers() -> Vec<(&'static str, Arc<dyn Signer>)> {
    let pretend = |key: PublicKey| -> Arc<dyn Signer> { Arc::new(Pretender::new(key).expect("an algorithm")) };
    let file = |name: &str| pretend(secret(name).stated_public_key().expect("a public half"));
    let spki =
        |name: &str| pretend(PublicKey::from_der(&std::fs::read(key_path(name)).expect("a key")).expect("a sound key"));
    vec![
        ("ed25519", subscriber()),
        ("ed25519_issuers", issuer()),
        ("rsa1024", spki("rsa1024.spki.der")),
        ("rsa2048", rsa_signer()),
        ("rsa3072", file("rsa3072.pkcs8.pem")),
        ("rsa4096", file("rsa4096.pkcs8.pem")),
        ("p256", file("p256.pkcs8.pem")),
        ("p384", file("p384.pkcs8.pem")),
        ("p521", spki("p521.spki.der")),
    ]
}

/// PKCS#8 around 32 octets of 7.
fn subscriber() -> Arc<dyn Signer> {
    let key = [b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20".as_slice(), &[7; 32]].concat();
    let key = SecretKey::from_der(&key).expect("a key");
    ring::PROVIDER.keys.signer(&key, SignatureAlgorithm::Ed25519).expect("a signer")
}

fn asking() -> Vec<(&'static str, Vec<Extension>)> {
    let foreign: Oid = "2.999.7".parse().expect("an identifier");
    let opaque = |criticality| Extension::opaque(foreign, criticality, b"\x05\x00".as_slice()).expect("an element");
    let authority = BasicConstraints::Authority { path_len: None };
    let web = typed(&ExtendedKeyUsage::new(vec![KeyPurpose::SERVER_AUTH, KeyPurpose::CLIENT_AUTH]).expect("purposes"));
    let usage = typed(&KeyUsage::DIGITAL_SIGNATURE.union(KeyUsage::KEY_ENCIPHERMENT));
    vec![
        ("subject_alt_name", vec![hosts(&["host.example", "www.host.example"])]),
        ("one_name", vec![hosts(&["host.example"])]),
        ("foreign_name", vec![hosts(&["host.example", "another.example"])]),
        ("wildcard", vec![hosts(&["*.host.example"])]),
        ("authority", vec![typed(&authority), typed(&KeyUsage::KEY_CERT_SIGN)]),
        ("end_entity", vec![typed(&BasicConstraints::EndEntity)]),
        ("as_web_servers_ask", vec![usage, web, hosts(&["host.example"])]),
        ("unknown", vec![opaque(Criticality::NonCritical)]),
        ("unknown_critical", vec![opaque(Criticality::Critical)]),
        ("of_the_issuer", of_the_issuer(foreign)),
        ("name_constraints", vec![typed(&constraints())]),
    ]
}

/// What only an issuer knows.
fn of_the_issuer(policy: Oid) -> Vec<Extension> {
    let uri = || "http://pki.another.example/".parse::<Uri>().expect("an address");
    let point = DistributionPoint::at([uri()]).expect("a point");
    vec![
        typed(&CertificatePolicies::new(vec![PolicyInformation::new(policy)]).expect("policies")),
        typed(&CrlDistributionPoints::new(vec![point]).expect("points")),
        typed(&AuthorityInfoAccess::new(vec![AccessDescription::ocsp(uri())]).expect("addresses")),
    ]
}

fn constraints() -> NameConstraints {
    let host = GeneralSubtree::dns("example").expect("a host");
    let network = GeneralSubtree::ip(IpAddr::from([192, 0, 2, 0]), 24).expect("a network");
    NameConstraints::new(vec![host], vec![network]).expect("constraints")
}

fn hosts(names: &[&str]) -> Extension {
    let names: Vec<_> = names.iter().map(|name| GeneralName::Dns(name.parse().expect("a host name"))).collect();
    typed(&SubjectAltName::new(names).expect("names"))
}

fn typed<E: TypedExtension>(value: &E) -> Extension {
    Extension::typed(value, SubjectName::NonEmpty).expect("small")
}

fn made(subject: &Name, requested: impl IntoIterator<Item = Extension>, signer: &dyn Signer) -> Vec<u8> {
    let mut extensions = Extensions::new();
    for extension in requested {
        extensions.push(extension).expect("each once");
    }
    CertificationRequest::sign(subject, &extensions, signer).expect("a request").as_der().to_vec()
}

/// A request for an extension of this value, whatever it is.
fn asking_in_octets(kind: Oid, value: &[u8]) -> Vec<u8> {
    let attributes = der(|w| {
        w.nested(Tag::context_constructed(0), |list| {
            list.sequence(|attribute| {
                attribute.raw(b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x0e")?;
                attribute.nested(Tag::SET, |values| {
                    values.sequence(|extensions| {
                        extensions.sequence(|fields| {
                            fields.oid(&kind)?;
                            fields.octet_string(value)
                        })
                    })
                })
            })
        })
    });
    by_hand(0, Name::empty().as_der(), &attributes)
}

/// A request that [`CertificationRequest::sign`] would not make, signed all the same.
fn by_hand(version: u32, subject: &[u8], attributes: &[u8]) -> Vec<u8> {
    let signer = subscriber();
    let info = der(|w| {
        w.sequence(|info| {
            info.small_natural(version)?;
            info.raw(subject)?;
            info.raw(signer.public_key().as_spki())?;
            info.raw(attributes)
        })
    });
    let signature = signer.sign(&info).expect("signed");
    der(|w| {
        w.sequence(|fields| {
            fields.raw(&info)?;
            SignatureAlgorithm::Ed25519.encode(fields)?;
            fields.bit_string_of_octets(signature.as_octets())
        })
    })
}
