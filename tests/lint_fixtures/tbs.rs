//! A `TBSCertificate` as a list of octet strings, so that any one of them can be made wrong.
//!
//! The fixtures of the lint rules are these values, written with the crate's public `Writer` and nothing else: no
//! clock, no randomness, no key. The key is the base point of P-256, so its private half is 1 and nobody's secret.

use chancery::{
    encoding::{EncodeError, Oid, Tag, Writer},
    x509::{AttributeType, Name, Time, Validity},
};

/// The subject key identifier of the issuer.
pub(crate) const ISSUER_KEY: [u8; 20] = [0x11; 20];
/// `ecdsa-with-SHA256`
pub(crate) const ECDSA_SHA256: &[u8] = b"\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02";

/// `sha256WithRSAEncryption` without its parameters.
pub(crate) const RSA_WITHOUT_NULL: &[u8] = b"\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b";

const SUBJECT_KEY: [u8; 20] = [0x22; 20];
const SERIAL: [u8; 16] = *b"\x4c\x48\x41\x4e\x43\x45\x52\x59\x00\x01\x02\x03\x04\x05\x06\x07";
const P256_IDENTIFIER: &[u8] = b"\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07";
const P256_BASE_POINT: [u8; 65] = *b"\x04\
    \x6b\x17\xd1\xf2\xe1\x2c\x42\x47\xf8\xbc\xe6\xe5\x63\xa4\x40\xf2\
    \x77\x03\x7d\x81\x2d\xeb\x33\xa0\xf4\xa1\x39\x45\xd8\x98\xc2\x96\
    \x4f\xe3\x42\xe2\xfe\x1a\x7f\x9b\x8e\xe7\xeb\x4a\x7c\x0f\x9e\x16\
    \x2b\xce\x33\x57\x6b\x31\x5e\xce\xcb\xb6\x40\x68\x37\xbf\x51\xf5";

pub(crate) struct Tbs {
    pub(crate) version: u32,
    /// Content octets.
    pub(crate) serial: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    pub(crate) issuer: Vec<u8>,
    pub(crate) validity: Vec<u8>,
    pub(crate) subject: Vec<u8>,
    pub(crate) key: Vec<u8>,
    /// Whole elements, between key and extensions.
    pub(crate) unique_ids: Vec<u8>,
    pub(crate) extensions: Vec<(Oid, bool, Vec<u8>)>,
}

impl Tbs {
    /// A TLS server certificate nothing is wrong with.
    pub(crate) fn server() -> Self {
        let mut tbs = Self::bare("www.example.com");
        tbs.set("2.5.29.35", false, sequence(|w| w.element(Tag::context(0), &ISSUER_KEY)));
        tbs.set("2.5.29.14", false, der(|w| w.octet_string(&SUBJECT_KEY)));
        tbs.set("2.5.29.15", true, der(|w| w.named_bits(Tag::BIT_STRING, 1)));
        tbs.set("2.5.29.32", false, sequence(|w| w.sequence(|policy| policy.oid(&oid("2.999.1")))));
        tbs.set("2.5.29.17", false, sequence(|w| w.element(Tag::context(2), b"www.example.com")));
        tbs.set("2.5.29.37", false, sequence(|w| w.oid(&oid("1.3.6.1.5.5.7.3.1"))));
        tbs.set("2.5.29.31", false, sequence(|w| point(w, "http://crl.example.com/issuing.crl")));
        tbs.set(
            "1.3.6.1.5.5.7.1.1",
            false,
            sequence(|w| access(w, "1.3.6.1.5.5.7.48.2", "http://ca.example.com/ca.cer")),
        );
        tbs
    }

    /// A subordinate CA certificate nothing is wrong with.
    pub(crate) fn subordinate() -> Self {
        let mut tbs = Self::server();
        tbs.subject = name(&[(AttributeType::COUNTRY, "PL"), (AttributeType::COMMON_NAME, "Issuing CA")]);
        tbs.without("2.5.29.17");
        tbs.without("2.5.29.37");
        tbs.set("2.5.29.15", true, der(|w| w.named_bits(Tag::BIT_STRING, 1 << 5 | 1 << 6)));
        tbs.set("2.5.29.19", true, sequence(|w| w.boolean(true).and_then(|()| w.small_natural(0))));
        tbs.set("2.5.29.30", true, sequence(|w| permitted(w, Tag::context(2), b"example.com")));
        tbs
    }

    /// A root certificate nothing is wrong with.
    pub(crate) fn root() -> Self {
        let mut tbs = Self::subordinate();
        tbs.subject = tbs.issuer.clone();
        for absent in ["2.5.29.35", "2.5.29.30", "2.5.29.32", "2.5.29.31", "1.3.6.1.5.5.7.1.1"] {
            tbs.without(absent);
        }
        tbs.set("2.5.29.14", false, der(|w| w.octet_string(&ISSUER_KEY)));
        tbs
    }

    fn bare(common_name: &str) -> Self {
        let window = Validity::new(time("2026-01-01T00:00:00Z"), time("2026-12-31T23:59:59Z")).unwrap();
        Self {
            version: 2,
            serial: SERIAL.to_vec(),
            signature: ECDSA_SHA256.to_vec(),
            issuer: issuer(),
            validity: der(|w| window.encode(w)),
            subject: name(&[
                (AttributeType::COUNTRY, "PL"),
                (AttributeType::ORGANIZATION, "Urząd Przykładowy"),
                (AttributeType::COMMON_NAME, common_name),
            ]),
            key: key(P256_IDENTIFIER),
            unique_ids: Vec::new(),
            extensions: Vec::new(),
        }
    }

    /// Puts an extension in the place of the one with the same identifier, or at the end.
    pub(crate) fn set(&mut self, id: &str, critical: bool, value: Vec<u8>) {
        let id = oid(id);
        match self.extensions.iter_mut().find(|(known, ..)| *known == id) {
            Some(place) => *place = (id, critical, value),
            None => self.extensions.push((id, critical, value)),
        }
    }

    pub(crate) fn without(&mut self, id: &str) {
        self.extensions.retain(|(known, ..)| *known != oid(id));
    }

    pub(crate) fn to_der(&self) -> Vec<u8> {
        sequence(|w| {
            w.nested(Tag::context_constructed(0), |inner| inner.small_natural(self.version))?;
            w.element(Tag::INTEGER, &self.serial)?;
            for field in [&self.signature, &self.issuer, &self.validity, &self.subject, &self.key, &self.unique_ids] {
                w.raw(field)?;
            }
            w.nested(Tag::context_constructed(3), |inner| {
                inner.sequence(|list| self.extensions.iter().try_for_each(|extension| write_extension(list, extension)))
            })
        })
    }
}

fn write_extension(list: &mut Writer, (id, critical, value): &(Oid, bool, Vec<u8>)) -> Result<(), EncodeError> {
    list.sequence(|fields| {
        fields.oid(id)?;
        if *critical {
            fields.boolean(true)?;
        }
        fields.octet_string(value)
    })
}

/// The issuer's name.
pub(crate) fn issuer() -> Vec<u8> {
    name(&[(AttributeType::COUNTRY, "PL"), (AttributeType::COMMON_NAME, "chancery test CA")])
}

pub(crate) fn name(attributes: &[(AttributeType, &str)]) -> Vec<u8> {
    Name::of(attributes).unwrap().as_der().to_vec()
}

/// A name of single-attribute RDNs with any string type and any octets.
pub(crate) fn raw_name(attributes: &[(&str, Tag, &[u8])]) -> Vec<u8> {
    sequence(|w| {
        attributes.iter().try_for_each(|(kind, tag, text)| {
            w.nested(Tag::SET, |set| {
                set.sequence(|fields| {
                    fields.oid(&oid(kind))?;
                    fields.element(*tag, text)
                })
            })
        })
    })
}

/// The `SubjectPublicKeyInfo` of the base point under this `AlgorithmIdentifier`.
pub(crate) fn key(identifier: &[u8]) -> Vec<u8> {
    sequence(|w| {
        w.raw(identifier)?;
        w.bit_string_of_octets(&P256_BASE_POINT)
    })
}

/// A window with any two elements.
pub(crate) fn window(not_before: (Tag, &[u8]), not_after: (Tag, &[u8])) -> Vec<u8> {
    sequence(|w| {
        w.element(not_before.0, not_before.1)?;
        w.element(not_after.0, not_after.1)
    })
}

/// A distribution point with one URI.
pub(crate) fn point(w: &mut Writer, uri: &str) -> Result<(), EncodeError> {
    w.sequence(|point| {
        point.nested(Tag::context_constructed(0), |name| {
            name.nested(Tag::context_constructed(0), |full| full.element(Tag::context(6), uri.as_bytes()))
        })
    })
}

pub(crate) fn access(w: &mut Writer, method: &str, uri: &str) -> Result<(), EncodeError> {
    w.sequence(|entry| {
        entry.oid(&oid(method))?;
        entry.element(Tag::context(6), uri.as_bytes())
    })
}

/// permittedSubtrees with one base.
pub(crate) fn permitted(w: &mut Writer, tag: Tag, base: &[u8]) -> Result<(), EncodeError> {
    w.nested(Tag::context_constructed(0), |list| list.sequence(|subtree| subtree.element(tag, base)))
}

pub(crate) fn sequence(body: impl FnOnce(&mut Writer) -> Result<(), EncodeError>) -> Vec<u8> {
    der(|w| w.sequence(body))
}

pub(crate) fn der(body: impl FnOnce(&mut Writer) -> Result<(), EncodeError>) -> Vec<u8> {
    let mut writer = Writer::new();
    body(&mut writer).unwrap();
    writer.into_octets()
}

pub(crate) fn oid(dotted: &str) -> Oid {
    dotted.parse().unwrap()
}

pub(crate) fn time(text: &str) -> Time {
    text.parse().unwrap()
}
