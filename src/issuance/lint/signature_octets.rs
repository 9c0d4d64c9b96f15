//! B-07: the signature field is one of the AlgorithmIdentifiers we sign with, octet by octet: parameters NULL for RSA
//! PKCS#1 v1.5, one hash throughout and a salt of its length for RSASSA-PSS, absent for ECDSA and Ed25519 (Baseline
//! Requirements §7.1.3.2).
//!
//! SHA-1 is not among them (B-08).

use super::{Judged, Rule};
use crate::{
    crypto::SignatureAlgorithm,
    x509::lint::{Citation, Finding, Part},
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "B-07", clause: "Baseline Requirements §7.1.3.2", part: Part::Variable }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let found = judged.tbs.signature();
    if SignatureAlgorithm::ALL.iter().any(|known| known.identifier() == found.octets) {
        return Ok(());
    }
    let parameters = if found.parameters.is_some() { "with parameters" } else { "without parameters" };
    RULE.refuse(format!(
        "the signature algorithm is {} {parameters}, wanted RSA PKCS#1 v1.5 with NULL, RSASSA-PSS with one hash and \
         a salt of its length, or ECDSA or Ed25519 without parameters, over SHA-256 or better",
        found.algorithm
    ))
}
