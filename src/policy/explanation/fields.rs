//! What was asked and what would be granted in one field, each entry as a text.
//!
//! Under `explanation`. What was asked comes from the request and decides nothing; what would be granted comes from the
//! decision and from what `issuance` is about to write. The surprising choice: what several rows of the subject make of
//! one kind of attribute is told apart by the row that made it, but was asked of the first of them, as in `decide`.

use super::Grants;
use crate::{
    policy::{Decision, Path, Profile, VerifiedRequest, profile::RowField, values},
    request::{RequestedExtensions, presentable},
    x509::{Attribute, AttributeType},
};

/// Everything a row may be told of.
pub(super) struct Fields<'a> {
    pub(super) profile: &'a Profile,
    pub(super) request: Option<&'a VerifiedRequest>,
    pub(super) decision: &'a Decision,
    pub(super) grants: &'a Grants,
}

impl Fields<'_> {
    pub(super) fn asked(&self, field: RowField) -> Vec<String> {
        let Some(request) = self.request else { return Vec::new() };
        let requested = request.requested();
        match field {
            RowField::Key => vec![request.public_key().algorithm().to_string()],
            RowField::Validity => Vec::new(),
            RowField::Attribute(..) => self.attributes_asked(field).map(text).collect(),
            RowField::OtherAttributes => {
                self.attributes_asked(field).map(|asked| format!("{}={}", asked.kind(), text(asked))).collect()
            }
            RowField::Extension(oid) => requested.find(oid).map(|asked| values(oid, asked.value())).unwrap_or_default(),
            RowField::OtherExtensions => {
                let others = requested.iter().filter(|asked| !self.profile.names(asked.oid()));
                others.map(|asked| named(asked.oid(), &values(asked.oid(), asked.value()))).collect()
            }
        }
    }

    pub(super) fn granted(&self, field: RowField) -> Vec<String> {
        let Grants { key, validity, extensions } = self.grants;
        match field {
            RowField::Key => key.iter().cloned().collect(),
            RowField::Validity => validity.iter().cloned().collect(),
            RowField::Attribute(_, index) => {
                let made = self.decision.subject.attributes().zip(&self.decision.attribute_rows);
                made.filter(|(_, row)| **row == index).map(|(attribute, _)| text(attribute)).collect()
            }
            RowField::OtherAttributes => Vec::new(),
            RowField::Extension(oid) => {
                let of_it = extensions.iter().filter(|(granted, _)| *granted == oid);
                of_it.flat_map(|(_, values)| values).map(|value| presentable(value)).collect()
            }
            RowField::OtherExtensions => {
                let others = extensions.iter().filter(|(oid, _)| !self.profile.names(*oid));
                others.map(|(oid, values)| named(*oid, values)).collect()
            }
        }
    }

    /// Asked-for attributes that the subject would not have, each with its place.
    pub(super) fn beyond_the_subject(&self, field: RowField) -> Vec<(Path, String)> {
        let granted = |asked: &Attribute| self.decision.subject.attributes().any(|granted| granted.matches(asked));
        self.attributes_asked(field)
            .filter(|asked| !granted(asked))
            .map(|asked| (Path::new("subject").field(&asked.kind().to_string()), text(asked)))
            .collect()
    }

    /// What is asked of this row of the subject, or of the row of all other attributes.
    fn attributes_asked(&self, field: RowField) -> impl Iterator<Item = &Attribute> {
        let asked = self.request.into_iter().flat_map(|request| request.subject().attributes());
        asked.filter(move |asked| match (self.row_of(asked.kind()), field) {
            (Some(row), RowField::Attribute(_, index)) => row == index,
            (None, RowField::OtherAttributes) => true,
            _ => false,
        })
    }

    fn row_of(&self, kind: AttributeType) -> Option<usize> {
        self.profile.subject.attributes.iter().position(|row| row.attribute == kind)
    }
}

fn text(attribute: &Attribute) -> String {
    attribute.text().map_or_else(|| "octets that are no text".to_owned(), |text| presentable(&text))
}

/// An extension that has no row, by its name.
fn named(oid: crate::encoding::Oid, values: &[String]) -> String {
    let path = RequestedExtensions::path(oid);
    let name = path.as_str().strip_prefix("extensionRequest.").unwrap_or(path.as_str());
    presentable(&format!("{name}: {}", values.join(", ")))
}
