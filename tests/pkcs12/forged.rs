//! Files that `seal` would not write, with a MAC that holds.
//!
//! In the flow: before `open`, in place of another program. Everything is written once more from RFC 7292 and RFC 8018
//! with the DER writer and the provider's primitives, so that the reader meets a second opinion. The surprising choice:
//! all salts and vectors are fixed, and iterations few; nothing here keeps a secret.
#![allow(clippy::unwrap_used, reason = "what cannot be made is a failed test")]

use aes::Aes256;
use cbc::{
    Encryptor,
    cipher::{Block, BlockModeEncrypt, KeyIvInit},
};
use chancery::{
    crypto::{Hash, Provider},
    encoding::{EncodeError, Oid, Tag, Writer},
};

use crate::bundle::PASSWORD;

pub(crate) const DATA: &str = "1.2.840.113549.1.7.1";
pub(crate) const ENCRYPTED_DATA: &str = "1.2.840.113549.1.7.6";
pub(crate) const KEY: &str = "1.2.840.113549.1.12.10.1.1";
pub(crate) const SHROUDED_KEY: &str = "1.2.840.113549.1.12.10.1.2";
pub(crate) const CERTIFICATE: &str = "1.2.840.113549.1.12.10.1.3";
pub(crate) const CRL: &str = "1.2.840.113549.1.12.10.1.4";
pub(crate) const FRIENDLY_NAME: &str = "1.2.840.113549.1.9.20";
pub(crate) const LOCAL_KEY_ID: &str = "1.2.840.113549.1.9.21";
pub(crate) const SHA256: &str = "2.16.840.1.101.3.4.2.1";
pub(crate) const EXPLICIT: Tag = Tag::context_constructed(0);
pub(crate) const ITERATIONS: u32 = 2;

pub(crate) fn oid(text: &str) -> Oid {
    text.parse().unwrap()
}

pub(crate) fn der(body: impl FnOnce(&mut Writer) -> Result<(), EncodeError>) -> Vec<u8> {
    let mut writer = Writer::new();
    body(&mut writer).unwrap();
    writer.into_octets()
}

pub(crate) fn sequence(elements: &[&[u8]]) -> Vec<u8> {
    der(|writer| writer.sequence(|inner| inner.raw(&elements.concat())))
}

/// A bag of that type with this value and these attributes, each whole.
pub(crate) fn bag(kind: &str, value: &[u8], attributes: &[Vec<u8>]) -> Vec<u8> {
    der(|writer| {
        writer.sequence(|fields| {
            fields.oid(&oid(kind))?;
            fields.nested(EXPLICIT, |inner| inner.raw(value))?;
            if attributes.is_empty() { Ok(()) } else { fields.set_of(attributes.to_vec()) }
        })
    })
}

pub(crate) fn certificate_bag(certificate: &[u8], attributes: &[Vec<u8>]) -> Vec<u8> {
    bag_of_kind("1.2.840.113549.1.9.22.1", certificate, attributes)
}

pub(crate) fn bag_of_kind(kind: &str, certificate: &[u8], attributes: &[Vec<u8>]) -> Vec<u8> {
    let value = der(|writer| {
        writer.sequence(|fields| {
            fields.oid(&oid(kind))?;
            fields.nested(EXPLICIT, |inner| inner.octet_string(certificate))
        })
    });
    bag(CERTIFICATE, &value, attributes)
}

pub(crate) fn key_bag(provider: &Provider, pkcs8: &[u8], attributes: &[Vec<u8>]) -> Vec<u8> {
    let value = der(|writer| {
        writer.sequence(|fields| {
            fields.raw(&pbes2(ITERATIONS))?;
            fields.octet_string(&encrypted(provider, pkcs8))
        })
    });
    bag(SHROUDED_KEY, &value, attributes)
}

pub(crate) fn attribute(kind: &str, tag: Tag, content: &[u8]) -> Vec<u8> {
    der(|writer| {
        writer.sequence(|fields| {
            fields.oid(&oid(kind))?;
            fields.nested(Tag::SET, |values| values.element(tag, content))
        })
    })
}

pub(crate) fn local_key_id(octets: &[u8]) -> Vec<u8> {
    attribute(LOCAL_KEY_ID, Tag::OCTET_STRING, octets)
}

pub(crate) fn friendly_name(text: &str) -> Vec<u8> {
    let octets: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    attribute(FRIENDLY_NAME, Tag::BMP_STRING, &octets)
}

/// A content anybody can read.
pub(crate) fn clear(bags: &[Vec<u8>]) -> Vec<u8> {
    content(DATA, |inner| inner.octet_string_of(|octets| octets.sequence(|all| all.raw(&bags.concat()))))
}

/// A content under the password.
pub(crate) fn covered(provider: &Provider, bags: &[Vec<u8>]) -> Vec<u8> {
    let plain = der(|writer| writer.sequence(|all| all.raw(&bags.concat())));
    covered_octets(provider, &plain, &pbes2(ITERATIONS))
}

pub(crate) fn covered_octets(provider: &Provider, plain: &[u8], scheme: &[u8]) -> Vec<u8> {
    content(ENCRYPTED_DATA, |inner| {
        inner.sequence(|data| {
            data.small_natural(0)?;
            data.sequence(|info| {
                info.oid(&oid(DATA))?;
                info.raw(scheme)?;
                info.element(Tag::context(0), &encrypted(provider, plain))
            })
        })
    })
}

pub(crate) fn content(kind: &str, body: impl FnOnce(&mut Writer) -> Result<(), EncodeError>) -> Vec<u8> {
    der(|writer| {
        writer.sequence(|info| {
            info.oid(&oid(kind))?;
            info.nested(EXPLICIT, body)
        })
    })
}

/// PBKDF2-HMAC-SHA-256 and AES-256-CBC.
pub(crate) fn pbes2(iterations: u32) -> Vec<u8> {
    scheme(
        "1.2.840.113549.1.5.13",
        "1.2.840.113549.1.5.12",
        "1.2.840.113549.2.9",
        "2.16.840.1.101.3.4.1.42",
        iterations,
    )
}

/// With these four identifiers.
pub(crate) fn scheme(pbes: &str, kdf: &str, prf: &str, cipher: &str, iterations: u32) -> Vec<u8> {
    der(|writer| {
        writer.sequence(|algorithm| {
            algorithm.oid(&oid(pbes))?;
            algorithm.sequence(|parameters| {
                parameters.sequence(|derivation| {
                    derivation.oid(&oid(kdf))?;
                    derivation.sequence(|fields| {
                        fields.octet_string(&SALT)?;
                        fields.small_natural(iterations)?;
                        fields.sequence(|algorithm| {
                            algorithm.oid(&oid(prf))?;
                            algorithm.null()
                        })
                    })
                })?;
                parameters.sequence(|encryption| {
                    encryption.oid(&oid(cipher))?;
                    encryption.octet_string(&IV)
                })
            })
        })
    })
}

const SALT: [u8; 8] = [3; 8];
pub(crate) const IV: [u8; 16] = [4; 16];

pub(crate) fn encrypted(provider: &Provider, plain: &[u8]) -> Vec<u8> {
    let mut key = [0; 32];
    provider.kdf.pbkdf2(Hash::Sha256, PASSWORD.as_bytes(), &SALT, ITERATIONS, &mut key).unwrap();
    let count = 16 - plain.len() % 16;
    let mut octets = [plain, &vec![u8::try_from(count).unwrap(); count]].concat();
    let (blocks, _) = Block::<Encryptor<Aes256>>::slice_as_chunks_mut(&mut octets);
    Encryptor::<Aes256>::new(&key.into(), &IV.into()).encrypt_blocks(blocks);
    octets
}

/// The file of these contents, with a MAC that holds.
pub(crate) fn pfx(provider: &Provider, contents: &[Vec<u8>]) -> Vec<u8> {
    let authenticated = der(|writer| writer.sequence(|safe| safe.raw(&contents.concat())));
    let mac = mac_data(SHA256, &mac(provider, &authenticated), ITERATIONS);
    parts(3, DATA, &authenticated, Some(&mac))
}

pub(crate) fn parts(version: u32, kind: &str, authenticated: &[u8], mac: Option<&[u8]>) -> Vec<u8> {
    der(|writer| {
        writer.sequence(|pfx| {
            pfx.small_natural(version)?;
            pfx.raw(&content(kind, |inner| inner.octet_string(authenticated)))?;
            pfx.raw(mac.unwrap_or_default())
        })
    })
}

pub(crate) fn mac_data(digest: &str, mac: &[u8], iterations: u32) -> Vec<u8> {
    der(|writer| {
        writer.sequence(|fields| {
            fields.sequence(|info| {
                info.sequence(|algorithm| {
                    algorithm.oid(&oid(digest))?;
                    algorithm.null()
                })?;
                info.octet_string(mac)
            })?;
            fields.octet_string(&SALT)?;
            fields.small_natural(iterations)
        })
    })
}

/// HMAC-SHA-256 under the key of RFC 7292 Appendix B.
pub(crate) fn mac(provider: &Provider, message: &[u8]) -> Vec<u8> {
    let mut password: Vec<u8> = PASSWORD.encode_utf16().flat_map(u16::to_be_bytes).collect();
    password.extend([0, 0]);
    let mut input = vec![3; 64];
    input.extend(SALT.iter().cycle().take(64));
    input.extend(password.iter().cycle().take(64));
    for _ in 0..ITERATIONS {
        input = provider.digest.digest(Hash::Sha256, &input).into_vec();
    }
    provider.kdf.hmac(Hash::Sha256, &input, message).into_vec()
}
