//! L-03: keyUsage has no bit that the kind of key cannot serve: no agreement under rsaEncryption (RFC 3279 §2.3.1), no
//! encipherment under id-ecPublicKey (RFC 8813 §3), nothing but signatures under id-Ed25519 (RFC 9295 §3, which stands for
//! RFC 8410 §5).
//!
//! An RSA key enciphers keys and agrees on none, an EC key the other way round; an Ed25519 key does neither. A changing
//! rule, because a policy may certify several kinds of key.

use super::{
    Judged, Rule,
    usages::{DATA_ENCIPHERMENT, DECIPHER_ONLY, ENCIPHER_ONLY, KEY_AGREEMENT, KEY_ENCIPHERMENT, key_usage},
};
use crate::{
    encoding::{DecodeError, Oid, Reader, Tag, oid},
    x509::{
        TbsCertificate,
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule = Rule {
    citation: Citation { id: "L-03", clause: "RFC 3279 §2.3.1, RFC 8813 §3, RFC 9295 §3", part: Part::Variable },
    judge,
};

/// `rsaEncryption` (RFC 3279)
const RSA_ENCRYPTION: Oid = oid("1.2.840.113549.1.1.1");
/// `id-ecPublicKey` (RFC 5480)
const EC_PUBLIC_KEY: Oid = oid("1.2.840.10045.2.1");
/// `id-Ed25519` (RFC 8410)
const ED25519: Oid = oid("1.3.101.112");

const ENCIPHERMENT: u16 = KEY_ENCIPHERMENT | DATA_ENCIPHERMENT;
const AGREEMENT: u16 = KEY_AGREEMENT | ENCIPHER_ONLY | DECIPHER_ONLY;
const NO_SIGNATURE: u16 = ENCIPHERMENT | AGREEMENT;

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let Some(usage) = key_usage(judged.tbs) else { return Ok(()) };
    // Without an algorithm it is B-07.
    let Ok(algorithm) = algorithm(judged.tbs) else { return Ok(()) };
    let (kind, refused) = match algorithm {
        RSA_ENCRYPTION => ("rsaEncryption", AGREEMENT),
        EC_PUBLIC_KEY => ("id-ecPublicKey", ENCIPHERMENT),
        ED25519 => ("id-Ed25519", NO_SIGNATURE),
        _ => return Ok(()),
    };
    match NAMES.iter().find(|(bit, _)| usage & refused & bit != 0) {
        Some((_, name)) => RULE.refuse(format!("keyUsage has {name}, which no key of {kind} serves")),
        None => Ok(()),
    }
}

const NAMES: [(u16, &str); 5] = [
    (KEY_ENCIPHERMENT, "keyEncipherment"),
    (DATA_ENCIPHERMENT, "dataEncipherment"),
    (KEY_AGREEMENT, "keyAgreement"),
    (ENCIPHER_ONLY, "encipherOnly"),
    (DECIPHER_ONLY, "decipherOnly"),
];

fn algorithm(tbs: &TbsCertificate<'_>) -> Result<Oid, DecodeError> {
    let key = Reader::new(tbs.subject_public_key_info(), "SubjectPublicKeyInfo").read(Tag::SEQUENCE)?;
    let identifier = Reader::new(key, "SubjectPublicKeyInfo").read(Tag::SEQUENCE)?;
    Reader::new(identifier, "AlgorithmIdentifier").oid()
}
