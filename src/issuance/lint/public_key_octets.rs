//! B-07: the AlgorithmIdentifier of the subject's key is one of those the standards fix, octet by octet: rsaEncryption
//! with NULL, id-ecPublicKey with a named curve, Ed25519 without parameters (Baseline Requirements §7.1.3.1, RFC 8410
//! §3).
//!
//! The key itself was copied from the request verbatim and judged by the policy.

use super::{Judged, Rule};
use crate::{
    crypto::AlgorithmIdentifier,
    encoding::{Reader, Tag},
    x509::lint::{Citation, Finding, Part},
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "B-07", clause: "Baseline Requirements §7.1.3.1", part: Part::Variable }, judge };

/// RSA, P-256, P-384, P-521, Ed25519.
const PERMITTED: [&[u8]; 5] = [
    b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00",
    b"\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07",
    b"\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22",
    b"\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x23",
    b"\x30\x05\x06\x03\x2b\x65\x70",
];

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let whole = Reader::new(judged.tbs.subject_public_key_info(), "SubjectPublicKeyInfo").read(Tag::SEQUENCE);
    let key = whole.unwrap_or_default();
    if PERMITTED.iter().any(|permitted| key.starts_with(permitted)) {
        return Ok(());
    }
    match AlgorithmIdentifier::decode(&mut Reader::new(key, "SubjectPublicKeyInfo")) {
        Ok(found) => RULE.refuse(format!(
            "the algorithm of the subject's key is {} in octets no standard fixes, wanted rsaEncryption with NULL, \
             id-ecPublicKey with P-256, P-384 or P-521, or Ed25519 without parameters",
            found.algorithm
        )),
        Err(error) => RULE.refuse(format!("the subject's key has no algorithm: {error}")),
    }
}
