//! B-03: no attribute of the subject is a mere placeholder, such as "-", " " or "N/A" (Baseline Requirements §7.1.4.2).
//!
//! What is not known is left out. "NA" is not among them, being a country and a family name.

use super::{
    Judged, Rule,
    attributes::{attributes, keyword, text},
};
use crate::x509::lint::{Citation, Finding, Part};

pub(super) const RULE: Rule =
    Rule { citation: Citation { id: "B-03", clause: "Baseline Requirements §7.1.4.2", part: Part::Variable }, judge };

fn judge(judged: &Judged<'_>) -> Result<(), Finding> {
    for attribute in attributes(judged.tbs.subject()) {
        if let Some(text) = text(&attribute.value).filter(|text| says_nothing(text)) {
            let kind = keyword(attribute.kind);
            return RULE.refuse(format!("{kind} of the subject is the placeholder {text:?}, leave the attribute out"));
        }
    }
    Ok(())
}

fn says_nothing(text: &str) -> bool {
    let has_words = text.chars().any(char::is_alphanumeric);
    !has_words || text.trim().eq_ignore_ascii_case("n/a")
}
