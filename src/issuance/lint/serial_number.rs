//! the serial number is positive, minimal, and at most 20 octets long (RFC 5280 §4.1.2.2).
//!
//! That it is unique and random cannot be seen in one certificate; `inventory` and `authority` see to it.

use super::{Judged, Rule};
use crate::x509::lint::{Citation, Finding, Part};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-02", clause: "RFC 5280 §4.1.2.2", part: Part::Variable }, judge };

const MAX_OCTETS: usize = 20;

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    match judged.tbs.serial() {
        [] => RULE.refuse("the serial number has no octets, a positive INTEGER is wanted"),
        [0] => RULE.refuse("the serial number is zero, a positive INTEGER is wanted"),
        [first, ..] if first & 0x80 != 0 => RULE.refuse("the serial number is negative, a positive INTEGER is wanted"),
        [0, second, ..] if second & 0x80 == 0 => {
            RULE.refuse("the serial number begins with a zero octet that its sign does not need")
        }
        serial if serial.len() > MAX_OCTETS => {
            RULE.refuse(format!("the serial number has {} octets, at most {MAX_OCTETS} are permitted", serial.len()))
        }
        _ => Ok(()),
    }
}
