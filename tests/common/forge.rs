//! Certificates that no sound authority would make, correctly signed.
//!
//! Made field by field with the crate's writer and one of the fixture keys, so that each differs from a sound CA
//! certificate in exactly what its test is about. RFC 5280 §4.1. The surprising choice: a forgery starts sound and is
//! changed by name, so a test shows the one thing that is wrong and nothing else.
#![allow(dead_code, reason = "each test binary that includes this file uses some of it")]
#![allow(clippy::unwrap_used, reason = "what cannot be made is a failed test")]

use std::sync::Arc;

use chancery::{
    crypto::{PublicKey, Signer},
    encoding::{EncodeError, Tag, Writer},
    x509::{
        AttributeType, Certificate, Extension, Name, Time, Validity,
        extension::{BasicConstraints, Criticality, KeyUsage, SubjectKeyIdentifier, SubjectName, TypedExtension},
    },
};

/// A certificate about to be forged.
pub(crate) struct Forgery {
    pub(crate) signer: Arc<dyn Signer>,
    /// Content octets of the INTEGER.
    pub(crate) serial: Vec<u8>,
    pub(crate) version: Option<u32>,
    pub(crate) issuer: Vec<u8>,
    pub(crate) subject: Vec<u8>,
    pub(crate) validity: (Time, Time),
    pub(crate) key: PublicKey,
    /// Whole `Extension` elements.
    pub(crate) extensions: Vec<Vec<u8>>,
    /// The outer algorithm where it is not the inner one.
    pub(crate) outer_algorithm: Option<Vec<u8>>,
}

/// What `body` writes.
pub(crate) fn der(body: impl FnOnce(&mut Writer) -> Result<(), EncodeError>) -> Vec<u8> {
    let mut writer = Writer::new();
    body(&mut writer).unwrap();
    writer.into_octets()
}

pub(crate) fn extension<E: TypedExtension>(value: &E) -> Vec<u8> {
    der(|writer| Extension::typed(value, SubjectName::NonEmpty).unwrap().encode(writer))
}

/// An extension of any octets.
pub(crate) fn opaque(oid: &str, criticality: Criticality, value: &[u8]) -> Vec<u8> {
    der(|writer| {
        writer.sequence(|fields| {
            fields.oid(&oid.parse().unwrap())?;
            if criticality == Criticality::Critical {
                fields.boolean(true)?;
            }
            fields.octet_string(value)
        })
    })
}

impl Forgery {
    /// A sound self-signed CA certificate, valid in 2026.
    pub(crate) fn authority(signer: Arc<dyn Signer>) -> Self {
        let name = Name::of(&[(AttributeType::COMMON_NAME, "Forged")]).unwrap();
        let key = signer.public_key().clone();
        Self {
            signer,
            serial: vec![1],
            version: Some(2),
            issuer: name.as_der().to_vec(),
            subject: name.as_der().to_vec(),
            validity: ("2026-01-01T00:00:00Z".parse().unwrap(), "2026-12-31T23:59:59Z".parse().unwrap()),
            key,
            extensions: vec![basic_constraints(None), key_usage(KeyUsage::KEY_CERT_SIGN), key_identifier()],
            outer_algorithm: None,
        }
    }

    /// The same with these extensions and no others.
    pub(crate) fn with_extensions(mut self, extensions: impl Into<Vec<Vec<u8>>>) -> Self {
        self.extensions = extensions.into();
        self
    }

    /// The same with one more extension.
    pub(crate) fn and(mut self, extension: Vec<u8>) -> Self {
        self.extensions.push(extension);
        self
    }

    /// The same under this name, as issuer and as subject.
    pub(crate) fn named(mut self, name: Vec<u8>) -> Self {
        (self.issuer, self.subject) = (name.clone(), name);
        self
    }

    pub(crate) fn tbs(&self) -> Vec<u8> {
        let (not_before, not_after) = self.validity;
        der(|writer| {
            writer.sequence(|tbs| {
                if let Some(version) = self.version {
                    tbs.nested(Tag::context_constructed(0), |version_field| version_field.small_natural(version))?;
                }
                tbs.element(Tag::INTEGER, &self.serial)?;
                self.signer.algorithm().encode(tbs)?;
                tbs.raw(&self.issuer)?;
                match Validity::new(not_before, not_after) {
                    Ok(validity) => validity.encode(tbs)?,
                    Err(_) => tbs.sequence(|window| {
                        not_before.encode(window)?;
                        not_after.encode(window)
                    })?,
                }
                tbs.raw(&self.subject)?;
                tbs.raw(self.key.as_spki())?;
                if self.version != Some(2) && self.extensions.is_empty() {
                    return Ok(());
                }
                tbs.nested(Tag::context_constructed(3), |explicit| {
                    explicit.sequence(|list| self.extensions.iter().try_for_each(|extension| list.raw(extension)))
                })
            })
        })
    }

    /// The whole certificate in DER, signed.
    pub(crate) fn signed(&self) -> Vec<u8> {
        let tbs = self.tbs();
        let signature = self.signer.sign(&tbs).unwrap();
        der(|writer| {
            writer.sequence(|fields| {
                fields.raw(&tbs)?;
                match &self.outer_algorithm {
                    Some(octets) => fields.raw(octets)?,
                    None => self.signer.algorithm().encode(fields)?,
                }
                fields.bit_string_of_octets(signature.as_octets())
            })
        })
    }

    pub(crate) fn certificate(&self) -> Certificate {
        Certificate::from_der(&self.signed()).unwrap()
    }
}

pub(crate) fn basic_constraints(path_len: Option<u8>) -> Vec<u8> {
    extension(&BasicConstraints::Authority { path_len })
}

pub(crate) fn key_usage(usage: KeyUsage) -> Vec<u8> {
    extension(&usage)
}

pub(crate) fn key_identifier() -> Vec<u8> {
    opaque("2.5.29.14", Criticality::NonCritical, &der(|writer| writer.octet_string(&[0xaa; 20])))
}

/// An octet string of the extension type, for pointers.
pub(crate) fn identifier(octets: &[u8]) -> SubjectKeyIdentifier {
    SubjectKeyIdentifier::new(octets).unwrap()
}
