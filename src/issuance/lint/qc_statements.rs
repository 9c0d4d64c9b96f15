//! E-09: no qcStatements: a private authority does not say that its certificates are qualified (ETSI EN 319 412-5).
//!
//! There is no policy here that declares itself qualified, so there is no exception.

use super::{Judged, Rule};
use crate::{
    encoding::{Oid, oid},
    x509::lint::{Citation, Finding, Part},
};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "E-09", clause: "ETSI EN 319 412-5 §4", part: Part::Constant }, judge };

/// `id-pe-qcStatements` (RFC 3739)
const QC_STATEMENTS: Oid = oid("1.3.6.1.5.5.7.1.3");

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    if judged.tbs.extension(QC_STATEMENTS).is_some() {
        return RULE
            .refuse("the certificate has qcStatements, which only an authority for qualified certificates writes");
    }
    Ok(())
}
