//! the keyIdentifier of authorityKeyIdentifier is the issuer's subjectKeyIdentifier, octet by octet
//! (RFC 5280 §4.2.1.2).
//!
//! The octets in the CA certificate, never a hash computed anew: two ways to compute it make a chain nobody can build.

use super::{Judged, Rule, authority_key_identifier::key_identifier};
use crate::x509::lint::{Citation, Finding, Part};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-17", clause: "RFC 5280 §4.2.1.1, §4.2.1.2", part: Part::Variable }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let wanted = judged.issuer.key_identifier;
    match key_identifier(judged.tbs) {
        // None and empty are X-16.
        None | Some([]) => Ok(()),
        Some(found) if found == wanted => Ok(()),
        Some(found) => RULE.refuse(format!(
            "authorityKeyIdentifier is {}, wanted the subjectKeyIdentifier of the issuer, {}",
            hexadecimal(found),
            hexadecimal(wanted)
        )),
    }
}

fn hexadecimal(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}
