//! keyUsage and extendedKeyUsage agree: every purpose has a usage it can be served with (RFC 5280 §4.2.1.12).
//!
//! A certificate with only one of the two has nothing to agree with, and neither has one whose key signs certificates: the
//! purposes of an authority limit those below it (Baseline Requirements §7.1.2.10.6). A changing rule, as keyUsage may
//! depend on the key.

use super::{
    Judged, Rule,
    names::elements,
    usages::{DIGITAL_SIGNATURE, KEY_AGREEMENT, KEY_CERT_SIGN, KEY_ENCIPHERMENT, NON_REPUDIATION, key_usage},
};
use crate::{
    encoding::{Reader, Tag},
    x509::{
        extension::oid,
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-26", clause: "RFC 5280 §4.2.1.12", part: Part::Variable }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let Some(usage) = key_usage(judged.tbs) else { return Ok(()) };
    if usage & KEY_CERT_SIGN != 0 {
        return Ok(());
    }
    let Some(extension) = judged.tbs.extension(oid::EXTENDED_KEY_USAGE) else { return Ok(()) };
    let purposes = Reader::new(extension.value, "ExtKeyUsageSyntax").read(Tag::SEQUENCE).unwrap_or_default();
    for (purpose, wanted, names) in elements(purposes).filter_map(|purpose| serves(purpose.content)) {
        if usage & wanted == 0 {
            return RULE.refuse(format!("extendedKeyUsage names {purpose}, and keyUsage has none of {names}"));
        }
    }
    Ok(())
}

/// For a purpose under id-kp: its name, the usages of which it needs one, and their names.
const fn serves(purpose: &[u8]) -> Option<(&'static str, u16, &'static str)> {
    let [0x2b, 6, 1, 5, 5, 7, 3, number] = purpose else { return None };
    Some(match number {
        1 => (
            "serverAuth",
            DIGITAL_SIGNATURE | KEY_ENCIPHERMENT | KEY_AGREEMENT,
            "digitalSignature, keyEncipherment, keyAgreement",
        ),
        2 => ("clientAuth", DIGITAL_SIGNATURE | KEY_AGREEMENT, "digitalSignature, keyAgreement"),
        3 => ("codeSigning", DIGITAL_SIGNATURE, "digitalSignature"),
        4 => (
            "emailProtection",
            DIGITAL_SIGNATURE | NON_REPUDIATION | KEY_ENCIPHERMENT | KEY_AGREEMENT,
            "digitalSignature, nonRepudiation, keyEncipherment, keyAgreement",
        ),
        8 => ("timeStamping", DIGITAL_SIGNATURE | NON_REPUDIATION, "digitalSignature, nonRepudiation"),
        9 => ("OCSPSigning", DIGITAL_SIGNATURE | NON_REPUDIATION, "digitalSignature, nonRepudiation"),
        _ => return None,
    })
}
