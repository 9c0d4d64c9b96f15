//! C-01: the list says that it is version 2, as it has extensions (RFC 5280 §5.1.2.1).
//!
//! Another version than 2, extensions in version 1 and an empty issuer are refused by the reader already, for lists of
//! anyone; a list of ours must also say the version.

use super::{Judge, Judged, Refusal, Rule, citation, refuse};
use crate::{
    encoding::DecodeErrorKind,
    revocation::{
        CrlVersion,
        tbs::{EXTENSIONS_IN_V1, NO_ISSUER},
    },
    x509::lint::{Citation, Finding},
};

const CITATION: Citation = citation("C-01", "RFC 5280 §5.1.2.1");

pub(super) const RULE: Rule = Rule { citation: CITATION, judge: Judge::List(judge) };

pub(super) const REFUSAL: Refusal = Refusal {
    citation: CITATION,
    covers: |error| match error.kind() {
        DecodeErrorKind::Version { .. } => true,
        DecodeErrorKind::Rule { rule } => [EXTENSIONS_IN_V1, NO_ISSUER].contains(&rule),
        _ => false,
    },
};

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    match judged.tbs.version() {
        CrlVersion::V2 => Ok(()),
        CrlVersion::V1 => refuse(CITATION, "the version is absent, wanted version 2"),
    }
}
