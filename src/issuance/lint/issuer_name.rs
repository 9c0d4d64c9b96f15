//! the issuer is a non-empty name, octet by octet the subject of the issuing certificate (RFC 5280 §4.1.2.4).
//!
//! Whatever string types and RDNs its authors chose; comparing octets is what path building does first.

use super::{Judged, Relation, Rule};
use crate::x509::lint::{Citation, Finding, Part};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "X-04", clause: "RFC 5280 §4.1.2.4", part: Part::Variable }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    let (found, wanted) = (judged.tbs.issuer(), judged.issuer.subject);
    if found == [0x30, 0x00] {
        return RULE.refuse("the issuer is an empty name, at least one attribute is wanted");
    }
    if found != wanted {
        let same = found.iter().zip(wanted).take_while(|(found, wanted)| found == wanted).count();
        return RULE.refuse(format!(
            "the issuer is not octet by octet the subject of the issuing certificate: they differ from octet {same} on"
        ));
    }
    if judged.issuer.relation == Relation::SelfSigned && judged.tbs.subject() != found {
        return RULE.refuse("the certificate is self-signed, and its subject is not octet by octet its issuer");
    }
    Ok(())
}
