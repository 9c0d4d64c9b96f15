//! an e-mail address stands in the SAN; emailAddress in the subject only repeats one (RFC 5280 §4.1.2.6).
//!
//! The repetition is deprecated yet permitted, for readers that look nowhere else.

use super::{
    Judged, Rule,
    attributes::{EMAIL_ADDRESS, attributes},
    names::{EMAIL, subject_alt_names},
};
use crate::x509::lint::{Citation, Finding, Part};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-13", clause: "RFC 5280 §4.1.2.6", part: Part::Variable }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    for attribute in attributes(judged.tbs.subject()).filter(|attribute| attribute.kind == EMAIL_ADDRESS) {
        let address = attribute.value.content;
        let repeats =
            subject_alt_names(judged.tbs).any(|name| name.tag == EMAIL && name.content.eq_ignore_ascii_case(address));
        if !repeats {
            return RULE.refuse("the subject has an emailAddress that is not in the SAN, wanted an rfc822Name there");
        }
    }
    Ok(())
}
