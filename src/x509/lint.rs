//! What a lint rule finds, and the runner.
//!
//! Rules stand in `issuance::lint` (certificates) and in `revocation` (CRLs), one a file; this is what they share. They
//! look at octets that were read back, before anything is signed (B-04). The surprising choice: a finding is always a
//! refusal; there are no warnings, because nobody reads them.

use std::{borrow::Cow, fmt};

/// Whether a rule looks at what is the same in every certificate of one policy under one issuer, or at what is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a field changes from certificate to certificate, or it does not")]
pub enum Part {
    /// Looked at once, when the policy is adopted.
    Constant,
    /// Looked at for every certificate.
    Variable,
}

/// What a rule is: its id in the rule table of the documentation, its clause, and what it looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a rule is cited by these three")]
pub struct Citation {
    /// The id, such as `X-02`.
    pub id: &'static str,
    /// The standard and section.
    pub clause: &'static str,
    /// Which part of the object it looks at.
    pub part: Part,
}

/// One thing a rule found wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    citation: Citation,
    message: Cow<'static, str>,
}

impl Finding {
    /// A finding of the rule with this citation; `message` is a sentence without final stop.
    #[must_use]
    pub fn new(citation: Citation, message: impl Into<Cow<'static, str>>) -> Self {
        Self { citation, message: message.into() }
    }

    /// The rule.
    #[must_use]
    pub const fn citation(&self) -> Citation {
        self.citation
    }

    /// The sentence.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.citation.id, self.citation.clause, self.message)
    }
}

/// Everything the rules found; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findings(Box<[Finding]>);

impl Findings {
    /// The findings, or `None` when there are none.
    #[must_use]
    pub fn of(findings: Vec<Finding>) -> Option<Self> {
        if findings.is_empty() { None } else { Some(Self(findings.into())) }
    }

    /// This one alone.
    #[must_use]
    pub fn one(finding: Finding) -> Self {
        Self(Box::new([finding]))
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            fmt::Display::fmt(finding, f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Findings {}
