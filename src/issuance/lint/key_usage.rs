//! keyUsage is there in CA certificates, critical wherever it is, with at least one bit; keyCertSign goes with
//! `cA TRUE` (RFC 5280 §4.2.1.3).
//!
//! A changing rule, because the usages of a server may depend on the kind of its key.

use super::{
    Judged, Rule,
    usages::{self, KEY_CERT_SIGN, is_authority},
};
use crate::{
    encoding::Reader,
    x509::{
        extension::{Criticality, oid},
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-18", clause: "RFC 5280 §4.2.1.3", part: Part::Variable }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let is_authority = is_authority(judged.tbs);
    let Some(extension) = judged.tbs.extension(oid::KEY_USAGE) else {
        return if is_authority { RULE.refuse("keyUsage is missing from a CA certificate") } else { Ok(()) };
    };
    if extension.criticality == Criticality::NonCritical {
        return RULE.refuse("keyUsage is non-critical, wanted critical");
    }
    let bits = match Reader::whole(extension.value, "KeyUsage", Reader::bit_string) {
        Ok(bits) => bits,
        Err(error) => return RULE.refuse(format!("keyUsage cannot be read: {error}")),
    };
    match bits.octets.last() {
        None | Some(0) => RULE.refuse("keyUsage has no bit set or ends in an octet of zeros, wanted at least one bit"),
        Some(last) if last.trailing_zeros() != u32::from(bits.unused_bits) => {
            RULE.refuse("keyUsage ends in zero bits, which DER removes")
        }
        _ if bits.octets.len() > 2 => RULE.refuse("keyUsage has a bit after decipherOnly, which has no meaning"),
        _ => certificate_signing(usages::key_usage(judged.tbs).unwrap_or_default(), is_authority),
    }
}

fn certificate_signing(usage: u16, is_authority: bool) -> Result<(), Finding> {
    if usage & KEY_CERT_SIGN != 0 && !is_authority {
        return RULE.refuse("keyUsage has keyCertSign, and basicConstraints does not say cA TRUE");
    }
    Ok(())
}
