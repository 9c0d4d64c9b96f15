//! Requests as fixtures: made by the library where it makes them, by hand where no sound tool would.
//!
//! Keys are Ed25519 drawn anew, since nothing in these tests depends on their value.

use std::sync::Arc;

#[cfg(feature = "aws-lc-rs")]
pub(crate) use chancery::crypto::aws_lc_rs::PROVIDER;
#[cfg(not(feature = "aws-lc-rs"))]
pub(crate) use chancery::crypto::ring::PROVIDER;
use chancery::{
    crypto::{KeyAlgorithm, SignatureAlgorithm, Signer},
    encoding::{DecodeError, EncodeError, Oid, Tag, Writer},
    request::CertificationRequest,
    x509::{
        AttributeType, DnsName, Extension, Extensions, GeneralName, Name,
        extension::{SubjectAltName, SubjectName},
    },
};

pub(crate) const EXTENSION_REQUEST: &str = "1.2.840.113549.1.9.14";
pub(crate) const MICROSOFT: &str = "1.3.6.1.4.1.311.2.1.14";
pub(crate) const CHALLENGE_PASSWORD: &str = "1.2.840.113549.1.9.7";

pub(crate) fn signer() -> Arc<dyn Signer> {
    let key = PROVIDER.keys.generate(KeyAlgorithm::Ed25519).expect("both providers make Ed25519 keys");
    PROVIDER.keys.signer(&key, SignatureAlgorithm::Ed25519).expect("and sign with them")
}

pub(crate) fn subject() -> Name {
    Name::of(&[(AttributeType::COUNTRY, "PL"), (AttributeType::COMMON_NAME, "applicant")]).expect("a name")
}

pub(crate) fn oid_of(dotted: &str) -> Oid {
    dotted.parse().expect("an identifier")
}

pub(crate) fn typed<E: chancery::x509::extension::TypedExtension>(value: &E) -> Extension {
    Extension::typed(value, SubjectName::NonEmpty).expect("small")
}

pub(crate) fn dns(names: &[&str]) -> SubjectAltName {
    let names: Vec<_> =
        names.iter().map(|name| GeneralName::Dns(name.parse::<DnsName>().expect("a host name"))).collect();
    SubjectAltName::new(names).expect("names")
}

pub(crate) fn asking_for(extensions: impl IntoIterator<Item = Extension>) -> Extensions {
    let mut list = Extensions::new();
    for extension in extensions {
        list.push(extension).expect("each once");
    }
    list
}

pub(crate) fn made(requested: &Extensions) -> CertificationRequest {
    CertificationRequest::sign(&subject(), requested, signer().as_ref()).expect("a sound request")
}

/// What `body` writes.
pub(crate) fn der(body: impl FnOnce(&mut Writer) -> Result<(), EncodeError>) -> Vec<u8> {
    let mut writer = Writer::new();
    body(&mut writer).expect("small");
    writer.into_octets()
}

/// A request made by hand: version, name, what follows the key, correctly signed.
pub(crate) fn by_hand(version: u32, name: &[u8], attributes: &[u8]) -> Vec<u8> {
    let signer = signer();
    let info = der(|w| {
        w.sequence(|info| {
            info.small_natural(version)?;
            info.raw(name)?;
            info.raw(signer.public_key().as_spki())?;
            info.raw(attributes)
        })
    });
    let signature = signer.sign(&info).expect("a key here");
    envelope(&info, SignatureAlgorithm::Ed25519.identifier(), signature.as_octets())
}

pub(crate) fn envelope(info: &[u8], identifier: &[u8], signature: &[u8]) -> Vec<u8> {
    der(|w| {
        w.sequence(|fields| {
            fields.raw(info)?;
            fields.raw(identifier)?;
            fields.bit_string_of_octets(signature)
        })
    })
}

/// A request with these attributes, in this order.
pub(crate) fn with_attributes(attributes: &[Vec<u8>]) -> Vec<u8> {
    by_hand(0, subject().as_der(), &der(|w| w.element(Tag::context_constructed(0), &attributes.concat())))
}

pub(crate) fn attribute(kind: &str, values: &[&[u8]]) -> Vec<u8> {
    der(|w| {
        w.sequence(|fields| {
            fields.oid(&oid_of(kind))?;
            fields.element(Tag::SET, &values.concat())
        })
    })
}

/// A SEQUENCE of these extensions.
pub(crate) fn extensions(list: &[(Oid, &[u8])]) -> Vec<u8> {
    der(|w| {
        w.sequence(|all| {
            list.iter().try_for_each(|(kind, value)| {
                all.sequence(|fields| {
                    fields.oid(kind)?;
                    fields.octet_string(value)
                })
            })
        })
    })
}

/// A request that asks for these extensions.
pub(crate) fn with_extensions(list: &[(Oid, &[u8])]) -> Vec<u8> {
    with_attributes(&[attribute(EXTENSION_REQUEST, &[&extensions(list)])])
}

pub(crate) fn read(der: &[u8]) -> CertificationRequest {
    CertificationRequest::from_der(der).expect("a request that can be read")
}

#[track_caller]
pub(crate) fn unreadable(der: &[u8]) -> DecodeError {
    let error = CertificationRequest::from_der(der).expect_err("it must not be read");
    let again = CertificationRequest::from_der(der).expect_err("nor the second time");
    assert_eq!(error, again);
    error
}

pub(crate) const NULL: &[u8] = &[0x05, 0x00];

/// The `SubjectPublicKeyInfo` of a key nobody holds any more.
pub(crate) fn ed25519() -> Vec<u8> {
    signer().public_key().as_spki().to_vec()
}
