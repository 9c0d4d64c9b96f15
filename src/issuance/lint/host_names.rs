//! hosts in the SAN are A-labels (RFC 5280 §7.2, RFC 9549, IDNA 2008).
//!
//! Of dNSName, rfc822Name and URI alike. Text outside ASCII was never converted; a label with hyphens in the third and
//! fourth place that does not begin with `xn--` is reserved (RFC 5891 §4.2.3.1).

use super::{
    Judged, Rule,
    names::{host, shown, subject_alt_names},
};
use crate::x509::lint::{Citation, Finding, Part};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-31", clause: "RFC 5280 §7.2, RFC 9549", part: Part::Variable }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    for host in subject_alt_names(judged.tbs).filter_map(|name| host(&name)) {
        if !host.is_ascii() {
            return RULE.refuse(format!("subjectAltName has the host {}, wanted A-labels", shown(host)));
        }
        if !host.split(|octet| *octet == b'.').all(is_label_of_ascii_or_a_label) {
            let host = shown(host);
            return RULE.refuse(format!("subjectAltName has the host {host} with a label that is reserved"));
        }
    }
    Ok(())
}

fn is_label_of_ascii_or_a_label(label: &[u8]) -> bool {
    match label {
        [b'x' | b'X', b'n' | b'N', b'-', b'-', rest @ ..] => !rest.is_empty(),
        [_, _, b'-', b'-', ..] => false,
        _ => true,
    }
}
