//! One rule that is not met: which, where, what was asked, what is permitted, by which clause.
//!
//! The word in which every stage says no to a person: made here for weak keys and unproven possession, and by `policy`,
//! which re-exports these types, for everything else. A rejection is a list of them; a help desk forwards it as it is.
//! The surprising choice: texts are masked and hidden characters escaped when a violation is made, so no later use,
//! serialization included, can show a whole identity number or break a line of a log.

use std::{borrow::Cow, fmt};

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::subject::is_hidden;
use crate::x509::mask_digits;

/// The name of a rule, such as `key.rsa.size`. Stable: embedders match on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct RuleId(Cow<'static, str>);

impl RuleId {
    /// A rule that is known when the program is written.
    #[must_use]
    pub const fn new(id: &'static str) -> Self {
        Self(Cow::Borrowed(id))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&'static str> for RuleId {
    fn from(id: &'static str) -> Self {
        Self::new(id)
    }
}

impl From<String> for RuleId {
    fn from(id: String) -> Self {
        Self(Cow::Owned(id))
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where something stands in what was handed in, such as `extensionRequest.subjectAltName[3]`.
///
/// ```
/// use chancery::request::Path;
/// let path = Path::new("extensionRequest").field("subjectAltName").index(3);
/// assert_eq!(path.as_str(), "extensionRequest.subjectAltName[3]");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Path(String);

impl Path {
    /// The path of an outermost field.
    #[must_use]
    pub fn new(field: impl Into<String>) -> Self {
        Self(field.into())
    }

    /// A field of what is here.
    #[must_use]
    pub fn field(mut self, name: &str) -> Self {
        self.0.push('.');
        self.0.push_str(name);
        self
    }

    /// An element of the list that is here; the first is 0.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.0.push_str(&format!("[{index}]"));
        self
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Path {
    fn from(path: &str) -> Self {
        Self::new(path)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One rule that is not met.
///
/// ```
/// use chancery::request::Violation;
/// let violation = Violation::new(
///     "key.rsa.size", "subjectPublicKeyInfo", "RSA 1024", "RSA of 2048 to 8192 bits", "Baseline Requirements §6.1.5",
/// );
/// assert_eq!(
///     violation.message(),
///     "subjectPublicKeyInfo is RSA 1024; permitted is RSA of 2048 to 8192 bits (Baseline Requirements §6.1.5)",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    rule: RuleId,
    path: Path,
    asked: String,
    permitted: String,
    clause: Cow<'static, str>,
}

impl Violation {
    /// A violation. Identity numbers in `asked` and `permitted` are masked, characters that cannot be seen are escaped.
    #[must_use]
    pub fn new(
        rule: impl Into<RuleId>,
        path: impl Into<Path>,
        asked: impl AsRef<str>,
        permitted: impl AsRef<str>,
        clause: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            rule: rule.into(),
            path: path.into(),
            asked: presentable(asked.as_ref()),
            permitted: presentable(permitted.as_ref()),
            clause: clause.into(),
        }
    }

    /// Which rule.
    #[must_use]
    pub const fn rule(&self) -> &RuleId {
        &self.rule
    }

    /// Where.
    #[must_use]
    pub const fn path(&self) -> &Path {
        &self.path
    }

    /// What is there.
    #[must_use]
    pub fn asked(&self) -> &str {
        &self.asked
    }

    /// What may be there.
    #[must_use]
    pub fn permitted(&self) -> &str {
        &self.permitted
    }

    /// The document and section the rule comes from.
    #[must_use]
    pub fn clause(&self) -> &str {
        &self.clause
    }

    /// All of it as one sentence without final stop.
    #[must_use]
    pub fn message(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule: _, path, asked, permitted, clause } = self;
        write!(f, "{path} is {asked}; permitted is {permitted} ({clause})")
    }
}

impl Serialize for Violation {
    /// `{"rule","path","asked","permitted","clause","message"}`
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { rule, path, asked, permitted, clause } = self;
        let mut fields = serializer.serialize_struct("Violation", 6)?;
        fields.serialize_field("rule", rule)?;
        fields.serialize_field("path", path)?;
        fields.serialize_field("asked", asked)?;
        fields.serialize_field("permitted", permitted)?;
        fields.serialize_field("clause", clause)?;
        fields.serialize_field("message", &self.message())?;
        fields.end()
    }
}

/// Masked, on one line, and with nothing in it that cannot be seen.
pub(crate) fn presentable(text: &str) -> String {
    let unfit = |character: char| character.is_control() || is_hidden(character);
    let masked = mask_digits(text);
    if !masked.contains(unfit) {
        return masked;
    }
    let mut shown = String::with_capacity(masked.len());
    for character in masked.chars() {
        if unfit(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{Path, Violation};

    fn violation() -> Violation {
        Violation::new(
            "subject.serial-number",
            Path::new("subject").field("serialNumber"),
            "PNOPL-99723100018",
            "PNOPL-85673462151",
            "CEP-12",
        )
    }

    #[test]
    fn masks_what_was_asked_and_what_is_permitted() {
        assert_eq!(violation().asked(), "PNOPL-*******0018");
        assert_eq!(violation().permitted(), "PNOPL-*******2151");
    }

    #[test]
    fn shows_no_identity_number_in_debug() {
        let shown = format!("{:?}", violation());
        assert!(!shown.contains("9972310") && shown.contains("*******0018"), "{shown}");
    }

    #[test]
    fn serializes_its_five_fields_and_the_sentence() {
        let json = serde_json::to_string(&violation()).expect("a violation serializes");
        assert_eq!(
            json,
            r#"{"rule":"subject.serial-number","path":"subject.serialNumber","asked":"PNOPL-*******0018","permitted":"PNOPL-*******2151","clause":"CEP-12","message":"subject.serialNumber is PNOPL-*******0018; permitted is PNOPL-*******2151 (CEP-12)"}"#
        );
    }

    #[test]
    fn escapes_what_breaks_a_line_or_turns_it_around() {
        let violation = Violation::new("a", "b", "one\ntwo\u{85}\u{202e}", "c", "d");
        assert_eq!(violation.message(), "b is one\\ntwo\\u{85}\\u{202e}; permitted is c (d)");
    }
}
