//! What a decision says when it says no, and what it did not grant when it says yes.
//!
//! `decide` and `Policy::narrow` add to [`Violations`]; an approval fails with a [`Rejection`] that holds every one of
//! them, so that a subscriber mends a request once. The surprising choice: a rejection cannot be made empty, and it is
//! data that serialises; its sentences are for the help desk that forwards them.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{Path, Violation};
use crate::request::presentable;

/// Violations being collected.
#[derive(Clone, Debug)]
pub struct Violations(Vec<Violation>);

impl Violations {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds one.
    pub fn add(&mut self, violation: Violation) {
        self.0.push(violation);
    }

    pub(crate) fn append(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Those collected so far.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The rejection they make, if there is any.
    pub(crate) fn into_rejection(self) -> Option<Rejection> {
        if self.0.is_empty() { None } else { Some(Rejection(self.0.into())) }
    }

    pub(crate) fn into_boxed(self) -> Option<Box<[Violation]>> {
        if self.0.is_empty() { None } else { Some(self.0.into()) }
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Why a request is refused: every violation, never none.
///
/// As JSON: `{"violations":[{"rule","path","asked","permitted","clause","message"}]}`. Identity numbers are masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection(Box<[Violation]>);

impl Rejection {
    /// The violations, in the order of the certificate's fields.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.0
    }
}

impl Serialize for Rejection {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rejection = serializer.serialize_struct("Rejection", 1)?;
        rejection.serialize_field("violations", &self.0)?;
        rejection.end()
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.len() {
            1 => f.write_str("the request is refused for 1 reason: ")?,
            reasons => write!(f, "the request is refused for {reasons} reasons: ")?,
        }
        for (index, violation) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            fmt::Display::fmt(violation, f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Rejection {}

/// Something a request asked for and an approval does not grant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Withheld {
    path: Path,
    asked: String,
}

impl Withheld {
    pub(crate) fn new(path: Path, asked: &str) -> Self {
        Self { path, asked: presentable(asked) }
    }

    /// Where in the request it stands.
    #[must_use]
    pub const fn path(&self) -> &Path {
        &self.path
    }

    /// What was asked, identity numbers masked and control characters escaped.
    #[must_use]
    pub fn asked(&self) -> &str {
        &self.asked
    }
}

impl fmt::Display for Withheld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} asks for {}, which the policy does not grant", self.path, self.asked)
    }
}
