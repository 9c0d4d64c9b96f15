//! One spelling for each RSA and Ed25519 key: what `PublicKey` refuses of the ways there are to write one.
//!
//! Points have a file of their own, `public_key`. Whoever lists or remembers keys relies on there being one spelling.

use crate::{
    crypto::{KeyAlgorithm, PublicKey},
    encoding::{Oid, Writer, oid},
};

const RSA: Oid = oid("1.2.840.113549.1.1.1");
const ED25519: Oid = oid("1.3.101.112");
/// Modulus 35, exponent 5.
const NUMBERS: &[u8] = b"\x30\x06\x02\x01\x23\x02\x01\x05";

fn read(algorithm: Oid, parameters: &[u8], key: &[u8]) -> Result<KeyAlgorithm, String> {
    let mut writer = Writer::new();
    let written = writer.sequence(|spki| {
        spki.sequence(|identifier| {
            identifier.oid(&algorithm)?;
            identifier.raw(parameters)
        })?;
        spki.bit_string_of_octets(key)
    });
    written.expect("short");
    PublicKey::from_der(writer.octets()).map(|key| key.algorithm()).map_err(|error| error.to_string())
}

#[track_caller]
fn refused(read: Result<KeyAlgorithm, String>, sentence: &str) {
    let error = read.expect_err("another spelling");
    assert!(error.starts_with(sentence), "{error}");
}

#[test]
fn an_rsa_key_has_null_and_nothing_after_its_numbers() {
    assert_eq!(read(RSA, b"\x05\x00", NUMBERS), Ok(KeyAlgorithm::Rsa { bits: 6 }));
    for parameters in [&b""[..], b"\x30\x00"] {
        refused(read(RSA, parameters, NUMBERS), "the parameters of an RSA key must be NULL (RFC 3279 §2.3.1)");
    }
    refused(read(RSA, b"\x05\x00", &[NUMBERS, &[0]].concat()), "expected the end, found 1 more octets");
    let padded = b"\x30\x07\x02\x02\x00\x23\x02\x01\x05";
    refused(read(RSA, b"\x05\x00", padded), "the INTEGER is not written in its shortest form");
}

#[test]
fn an_ed25519_key_has_no_parameters_and_32_octets() {
    assert_eq!(read(ED25519, b"", &[9; 32]), Ok(KeyAlgorithm::Ed25519));
    refused(read(ED25519, b"\x05\x00", &[9; 32]), "the parameters of an Ed25519 key must be absent (RFC 8410 §3)");
    refused(read(ED25519, b"", &[9; 31]), "the content has 31 octets, expected 32");
}
