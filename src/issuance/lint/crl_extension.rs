//! L-02: no extension of a CRL or of its entries is in a certificate (RFC 5280 §5.2, §5.3).
//!
//! They say something of a list or of what it names. Whoever reads one in a certificate has no clause to read it by,
//! and a critical one makes the certificate useless.

use super::{Judged, Rule};
use crate::x509::{
    extension::oid,
    lint::{Citation, Finding, Part},
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "L-02", clause: "RFC 5280 §5.2, §5.3", part: Part::Constant }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let extensions = judged.tbs.extensions().iter();
    let mut names = extensions.filter_map(|extension| oid::OF_CRLS.iter().find(|(known, _)| *known == extension.oid));
    match names.next() {
        Some((_, name)) => RULE.refuse(format!("the certificate has {name}, which is an extension of CRLs")),
        None => Ok(()),
    }
}
