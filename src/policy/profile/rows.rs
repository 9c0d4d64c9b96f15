//! The rows of a table in words: which field or extension, where its value comes from, what becomes of a request for more.
//!
//! One walk in the order of RFC 5280 §4.1 and §4.2, read by the explanation of a decision and by `docs/POLICIES.md`. What
//! no row names has a row of its own at the end of the subject and of the extensions. The surprising choice: a row is
//! called what a violation calls its place (`subject.CN`, `keyUsage`), so that each can be laid beside the other.

use std::borrow::Cow;

use serde::Serialize;

use super::{Profile, words};
use crate::{
    encoding::Oid,
    inventory::KeyMaker,
    policy::{AttributeRow, Never, Row, Surplus},
    request::{Path, RequestedExtensions, presentable},
    x509::{AttributeType, extension::oid},
};

/// One row of a profile, in words.
///
/// As JSON: `{"row","source","surplus","clause"}`; `surplus` is `refuse`, `withhold`, or nothing where no request can ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowView {
    #[serde(skip)]
    field: RowField,
    row: String,
    source: String,
    surplus: Option<Surplus>,
    clause: Cow<'static, str>,
}

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowField {
    Key,
    Validity,
    /// The attribute, and which row of the subject it is.
    Attribute(AttributeType, usize),
    OtherAttributes,
    Extension(Oid),
    OtherExtensions,
}

impl RowView {
    /// The field or extension, as violations call it.
    #[must_use]
    pub fn row(&self) -> &str {
        &self.row
    }

    /// Where the value comes from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What becomes of a request for more; `None` where no request can ask.
    #[must_use]
    pub const fn surplus(&self) -> Option<Surplus> {
        self.surplus
    }

    /// The document and section the field, or its limits, come from.
    #[must_use]
    pub fn clause(&self) -> &str {
        &self.clause
    }

    pub(crate) const fn field(&self) -> RowField {
        self.field
    }

    /// Whether something at this place of a request, an applicant or a certificate is this row's.
    pub(crate) fn owns(&self, path: &Path) -> bool {
        let text = path.as_str();
        let (asked, vouched) = (text.strip_prefix("extensionRequest."), text.strip_prefix("applicant."));
        let place = asked.or(vouched).unwrap_or(text);
        let place = place.split_once('[').map_or(place, |(list, _)| list);
        let within = |row: &str| place.strip_prefix(row).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        match self.field {
            RowField::OtherAttributes => text.starts_with("subject."),
            RowField::OtherExtensions => asked.is_some(),
            RowField::Attribute(kind, _) if vouched.is_some() => place == kind.to_string(),
            RowField::Attribute(..) => place == self.row,
            _ => within(&self.row),
        }
    }

    fn of<V, R: words::Rule, O: words::Origin>(oid: Oid, row: &Row<V, R, O>, value: impl Fn(&V) -> String) -> Self {
        let (source, surplus) = (words::source(oid, row, value), Some(row.surplus()));
        Self { field: RowField::Extension(oid), row: name_of(oid), source, surplus, clause: clause_of(oid).into() }
    }

    fn of_attribute(index: usize, row: &AttributeRow) -> Self {
        Self {
            field: RowField::Attribute(row.attribute, index),
            row: format!("subject.{}", row.attribute),
            source: words::attribute(row),
            surplus: Some(row.if_asked_otherwise),
            clause: "RFC 5280 §4.1.2.6".into(),
        }
    }

    fn of_the_rest(field: RowField, row: &str, surplus: Surplus, clause: &'static str) -> Self {
        let (row, source) = (row.to_owned(), words::ABSENT.to_owned());
        Self { field, row, source, surplus: Some(surplus), clause: clause.into() }
    }
}

impl Profile {
    /// Every row in words, in the order of the fields of a certificate: key, validity, subject, extensions.
    ///
    /// Where the authority makes the key there is no request, and no row has an answer to one.
    pub fn rows(&self) -> impl Iterator<Item = RowView> {
        let asked = self.delivery.key_maker() == KeyMaker::Subscriber;
        self.every_row().map(move |row| RowView { surplus: row.surplus.filter(|_| asked), ..row })
    }

    fn every_row(&self) -> impl Iterator<Item = RowView> {
        let frame = [self.key_row(), self.validity_row()];
        let attributes =
            self.subject.attributes.iter().enumerate().map(|(index, row)| RowView::of_attribute(index, row));
        let other = self.subject.other_attributes;
        let other = RowView::of_the_rest(RowField::OtherAttributes, "any other attribute", other, "RFC 5280 §4.1.2.6");
        let others = self.others.iter().map(|row| {
            let source = format!("set to {}", presentable(&words::octets(row.oid, &row.value)));
            let (row_name, surplus) = (name_of(row.oid), Some(row.if_asked_otherwise));
            let (field, clause) = (RowField::Extension(row.oid), clause_of(row.oid).into());
            RowView { field, row: row_name, source, surplus, clause }
        });
        let unnamed = self.unnamed_extensions;
        let unnamed = RowView::of_the_rest(RowField::OtherExtensions, "any other extension", unnamed, "RFC 5280 §4.2");
        frame.into_iter().chain(attributes).chain([other]).chain(self.extension_rows()).chain(others).chain([unnamed])
    }

    fn key_row(&self) -> RowView {
        RowView {
            field: RowField::Key,
            row: "subjectPublicKeyInfo".to_owned(),
            source: format!("a key of {}", words::list(self.keys.iter())),
            surplus: Some(Surplus::Refuse),
            clause: self.keys_clause.clone(),
        }
    }

    fn validity_row(&self) -> RowView {
        let start = match self.backdating_seconds {
            0 => "the time of issue".to_owned(),
            seconds => format!("{seconds} s before the time of issue"),
        };
        RowView {
            field: RowField::Validity,
            row: "validity".to_owned(),
            source: format!("{} from {start}", self.lifetime),
            surplus: None,
            clause: "RFC 5280 §4.1.2.5".into(),
        }
    }

    fn extension_rows(&self) -> [RowView; 10] {
        let never = |never: &Never| match *never {};
        [
            RowView::of(oid::AUTHORITY_KEY_IDENTIFIER, &self.authority_key_identifier, never),
            RowView::of(oid::SUBJECT_KEY_IDENTIFIER, &self.subject_key_identifier, never),
            RowView::of(oid::KEY_USAGE, &self.key_usage, |grant| words::key_usage(*grant)),
            RowView::of(oid::CERTIFICATE_POLICIES, &self.certificate_policies, |policies| words::policies(policies)),
            RowView::of(oid::SUBJECT_ALT_NAME, &self.subject_alt_name, never),
            RowView::of(oid::BASIC_CONSTRAINTS, &self.basic_constraints, ToString::to_string),
            RowView::of(oid::NAME_CONSTRAINTS, &self.name_constraints, |value| words::constraints(value).join("; ")),
            RowView::of(oid::EXTENDED_KEY_USAGE, &self.extended_key_usage, |purposes| words::list(purposes.iter())),
            RowView::of(oid::CRL_DISTRIBUTION_POINTS, &self.crl_distribution_points, never),
            RowView::of(oid::AUTHORITY_INFO_ACCESS, &self.authority_info_access, never),
        ]
    }
}

/// What a request calls the extension.
fn name_of(oid: Oid) -> String {
    let path = RequestedExtensions::path(oid);
    path.as_str().strip_prefix("extensionRequest.").unwrap_or(path.as_str()).to_owned()
}

fn clause_of(oid: Oid) -> &'static str {
    CLAUSES.iter().find(|(known, _)| *known == oid).map_or("RFC 5280 §4.2", |(_, clause)| clause)
}

const CLAUSES: [(Oid, &str); 17] = [
    (oid::AUTHORITY_KEY_IDENTIFIER, "RFC 5280 §4.2.1.1"),
    (oid::SUBJECT_KEY_IDENTIFIER, "RFC 5280 §4.2.1.2"),
    (oid::KEY_USAGE, "RFC 5280 §4.2.1.3"),
    (oid::CERTIFICATE_POLICIES, "RFC 5280 §4.2.1.4"),
    (oid::SUBJECT_ALT_NAME, "RFC 5280 §4.2.1.6"),
    (oid::BASIC_CONSTRAINTS, "RFC 5280 §4.2.1.9"),
    (oid::NAME_CONSTRAINTS, "RFC 5280 §4.2.1.10"),
    (oid::EXTENDED_KEY_USAGE, "RFC 5280 §4.2.1.12"),
    (oid::CRL_DISTRIBUTION_POINTS, "RFC 5280 §4.2.1.13"),
    (oid::AUTHORITY_INFO_ACCESS, "RFC 5280 §4.2.2.1"),
    (oid::TLS_FEATURE, "RFC 7633 §4"),
    (oid::FRESHEST_CRL, "RFC 5280 §4.2.1.15"),
    (oid::POLICY_CONSTRAINTS, "RFC 5280 §4.2.1.11"),
    (oid::INHIBIT_ANY_POLICY, "RFC 5280 §4.2.1.14"),
    (oid::PRIVATE_KEY_USAGE_PERIOD, "RFC 3280 §4.2.1.4"),
    (oid::NO_REV_AVAIL, "RFC 9608 §3"),
    (oid::OCSP_NO_CHECK, "RFC 6960 §4.2.2.2.1"),
];
