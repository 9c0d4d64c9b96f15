//! an rfc822Name of nameConstraints is a host or a domain, not a single mailbox (RFC 9549 §2.2).
//!
//! RFC 5280 had permitted it.

use super::{
    Judged, Rule,
    name_constraints::bases,
    names::{EMAIL, shown},
};
use crate::x509::lint::{Citation, Finding, Part};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-24", clause: "RFC 9549 §2.2", part: Part::Constant }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    match bases(judged.tbs).iter().find(|base| base.tag == EMAIL && base.content.contains(&b'@')) {
        Some(found) => RULE.refuse(format!(
            "an rfc822Name of nameConstraints is the mailbox {}, wanted a host or a domain",
            shown(found.content)
        )),
        None => Ok(()),
    }
}
