//! Seeds of `crl_round_trip`: lists with each thing an entry may say, each shape that is wrong, and rolls.
//!
//! Signed with the Ed25519 key of `tests/data/keys`, so they are the same in every run. The surprising choice: lists are put
//! together by hand, since the library draws none of the odd ones.

use chancery::{
    crypto::SignatureAlgorithm,
    encoding::{
        Tag,
        pem::{self, Label},
    },
    x509::{AttributeType, Name},
};

use super::{Seeds, der, seed, spoil};
use crate::csr_to_certificate::centre::signer;

/// 1 and 3 January 2026.
const TIMES: &[u8] = b"\x17\x0d260101000000Z\x17\x0d260103000000Z";
const DATE: &[u8] = b"\x17\x0d251231000000Z";
const NUMBER: &[u8] = b"\x30\x0a\x06\x03\x55\x1d\x14\x04\x03\x02\x01\x07";
const CRITICAL: &[u8] = b"\x30\x0b\x06\x03\x88\x37\x01\x01\x01\xff\x04\x01\x00";

pub(crate) fn crl_round_trip() -> Seeds {
    let mut seeds = Seeds::new();
    let reasons: Vec<u8> = (0..=10).filter(|code| *code != 7).flat_map(|code| entry(code + 1, &reason(code))).collect();
    let dated = b"\x30\x18\x06\x03\x55\x1d\x18\x04\x11\x18\x0f20251201000000Z";
    for (name, version, entries, extensions) in [
        ("empty", Some(1), None, NUMBER),
        ("one", Some(1), Some(entry(1, &[])), NUMBER),
        ("every_reason", Some(1), Some(reasons), NUMBER),
        ("invalidity_date", Some(1), Some(entry(1, &[&reason(1), &dated[..]].concat())), NUMBER),
        ("version_1", None, Some(entry(1, &[])), &[]),
        ("unordered", Some(1), Some([entry(2, &[]), entry(1, &[]), entry(2, &[])].concat()), NUMBER),
        ("critical_extension", Some(1), None, CRITICAL),
        ("critical_extension_of_an_entry", Some(1), Some(entry(1, CRITICAL)), NUMBER),
        ("no_entries", Some(1), Some(Vec::new()), NUMBER),
        ("version_1_with_extensions", None, None, NUMBER),
        ("version_3", Some(2), None, NUMBER),
        ("number_twice", Some(1), None, &[NUMBER, NUMBER].concat()),
        ("reason_7", Some(1), Some(entry(1, &reason(7))), NUMBER),
        ("reason_twice", Some(1), Some(entry(1, &[reason(1), reason(1)].concat())), NUMBER),
    ] {
        seeds.insert(name.to_owned(), list(version, entries.as_deref(), extensions));
    }
    let text = pem::encode(Label::Crl, &seed(&seeds, "every_reason"));
    seeds.insert("text.pem".to_owned(), text.into_bytes());
    seeds.insert("tbs".to_owned(), tbs(Some(1), Some(&entry(1, &reason(6))), NUMBER));
    seeds.insert("rolls".to_owned(), rolls());
    spoil(&mut seeds, "invalidity_date");
    seeds
}

/// Of each reason a revocation long ago, one in the future, and one of a certificate that expired.
fn rolls() -> Vec<u8> {
    let one = |number: u8, seconds: i32, reason: u8, invalid: u8, days: i16| {
        let [e, f, g, h] = seconds.to_be_bytes();
        let [life, more] = days.to_be_bytes();
        [0, 0, 0, number, e, f, g, h, reason, invalid, life, more]
    };
    let each = |reason: u8| {
        [
            one(reason, -900_000_000, reason, 1, 300),
            one(reason + 8, 10_000_000, reason, 2, 300),
            one(reason + 16, -900_000_000, reason, 0, -10),
            one(reason + 24, 90_000_000, reason, 0, 300),
        ]
    };
    (0..8).flat_map(each).flatten().collect()
}

fn list(version: Option<u32>, entries: Option<&[u8]>, extensions: &[u8]) -> Vec<u8> {
    let tbs = tbs(version, entries, extensions);
    let signature = signer().sign(&tbs).expect("signed");
    der(|writer| {
        writer.sequence(|fields| {
            fields.raw(&tbs)?;
            SignatureAlgorithm::Ed25519.encode(fields)?;
            fields.bit_string_of_octets(signature.as_octets())
        })
    })
}

fn tbs(version: Option<u32>, entries: Option<&[u8]>, extensions: &[u8]) -> Vec<u8> {
    let issuer = Name::of(&[(AttributeType::COMMON_NAME, "Centrum Root")]).expect("a name");
    der(|writer| {
        writer.sequence(|fields| {
            version.map_or(Ok(()), |version| fields.small_natural(version))?;
            SignatureAlgorithm::Ed25519.encode(fields)?;
            fields.raw(issuer.as_der())?;
            fields.raw(TIMES)?;
            entries.map_or(Ok(()), |entries| fields.element(Tag::SEQUENCE, entries))?;
            if extensions.is_empty() {
                return Ok(());
            }
            fields.nested(Tag::context_constructed(0), |explicit| explicit.element(Tag::SEQUENCE, extensions))
        })
    })
}

fn entry(serial: u8, extensions: &[u8]) -> Vec<u8> {
    der(|writer| {
        writer.sequence(|fields| {
            fields.natural(&[serial])?;
            fields.raw(DATE)?;
            if extensions.is_empty() { Ok(()) } else { fields.element(Tag::SEQUENCE, extensions) }
        })
    })
}

fn reason(code: u8) -> Vec<u8> {
    [b"\x30\x0a\x06\x03\x55\x1d\x15\x04\x03\x0a\x01", &[code][..]].concat()
}
