//! encipherOnly and decipherOnly narrow keyAgreement and mean nothing without it (RFC 5280 §4.2.1.3).
//!
//! A changing rule like the others on keyUsage; it looks at bits that X-18 found well formed.

use super::{
    Judged, Rule,
    usages::{DECIPHER_ONLY, ENCIPHER_ONLY, KEY_AGREEMENT, key_usage},
};
use crate::x509::lint::{Citation, Finding, Part};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-19", clause: "RFC 5280 §4.2.1.3", part: Part::Variable }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let usage = key_usage(judged.tbs).unwrap_or_default();
    if usage & (ENCIPHER_ONLY | DECIPHER_ONLY) != 0 && usage & KEY_AGREEMENT == 0 {
        return RULE.refuse("keyUsage has encipherOnly or decipherOnly without keyAgreement");
    }
    Ok(())
}
