//! O-06: ocsp-nocheck is NULL, non-critical, and only in the certificate of an OCSP responder, which is no CA's
//! (RFC 6960 §4.2.2.2, §4.2.2.2.1).
//!
//! Whoever has it is never asked about, so it would hide the revocation of anything else. That a responder names no
//! responder and no CRL of its own is the policy's.

use super::{Judged, Rule, names::elements, usages::is_authority};
use crate::{
    encoding::{Reader, Tag},
    x509::{
        TbsCertificate,
        extension::{Criticality, oid},
        lint::{Citation, Finding, Part},
    },
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "O-06", clause: "RFC 6960 §4.2.2.2, §4.2.2.2.1", part: Part::Constant }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let tbs = judged.tbs;
    let Some(extension) = tbs.extension(oid::OCSP_NO_CHECK) else { return Ok(()) };
    if extension.criticality == Criticality::Critical {
        return RULE.refuse("ocsp-nocheck is critical, wanted non-critical");
    }
    if let Err(error) = Reader::whole(extension.value, "ocsp-nocheck", Reader::null) {
        return RULE.refuse(format!("ocsp-nocheck cannot be read: {error}"));
    }
    if is_authority(tbs) {
        return RULE.refuse("ocsp-nocheck is in a CA certificate");
    }
    if !signs_responses(tbs) {
        return RULE.refuse("ocsp-nocheck is in a certificate whose extendedKeyUsage does not name OCSPSigning");
    }
    Ok(())
}

/// By name: anyExtendedKeyUsage makes no responder (RFC 6960 §4.2.2.2).
fn signs_responses(tbs: &TbsCertificate<'_>) -> bool {
    let value = tbs.extension(oid::EXTENDED_KEY_USAGE).map(|extension| extension.value).unwrap_or_default();
    let purposes = Reader::new(value, "ExtKeyUsageSyntax").read(Tag::SEQUENCE).unwrap_or_default();
    elements(purposes).any(|purpose| purpose.content == oid::OCSP_SIGNING.as_octets())
}
