//! Rows of a profile: where a value comes from, and what becomes of a request for more.
//!
//! One row per field and extension; approval, explanation, documentation and tests walk the same rows. A row has only
//! the columns that make sense for its field: `Row<KeyUsageGrant>` cannot be granted from a request, because the rule
//! type is [`Never`]. The surprising choice: no row names a criticality, since the extension type decides it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::FactKind;
use crate::x509::AttributeType;

/// A list that is `const` in the catalog and owned when it is read from a file.
pub type List<T> = Cow<'static, [T]>;

/// Whether a certificate must have the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "a value must be there or it need not")]
pub enum Presence {
    /// Without it the applicant is refused.
    Required,
    /// Without it the field is left out.
    Optional,
}

/// What becomes of a request that asks for more than its row grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "told or refused, never silent")]
pub enum Surplus {
    /// The request is refused.
    Refuse,
    /// It is not granted, and the approval says so.
    Withhold,
}

/// A column a row does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[expect(clippy::exhaustive_enums, reason = "no value exists")]
pub enum Never {}

/// One row: the source of a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(clippy::exhaustive_enums, reason = "every consumer must treat every source")]
pub enum Row<Value, Rule = Never, Origin = Never> {
    /// Not in the certificate.
    #[serde(rename_all = "kebab-case")]
    Absent {
        /// What becomes of a request that asks for it.
        if_asked: Surplus,
    },
    /// Fixed by the policy.
    #[serde(rename_all = "kebab-case")]
    Set {
        /// The value.
        value: Value,
        /// What becomes of a request for anything the value does not include.
        if_asked_otherwise: Surplus,
    },
    /// Asked for, and granted where the rule allows it.
    #[serde(rename_all = "kebab-case")]
    FromRequest {
        /// Whether the request must ask.
        presence: Presence,
        /// What may be granted.
        rule: Rule,
        /// What becomes of the rest.
        surplus: Surplus,
    },
    /// From what is vouched for, asked for or not.
    #[serde(rename_all = "kebab-case")]
    FromFacts {
        /// Whether there must be such a fact.
        presence: Presence,
        /// Which facts, in the order they are written.
        facts: List<FactKind>,
        /// What becomes of a request for anything else.
        surplus: Surplus,
    },
    /// From what the issuer knows: its certificate, its addresses, the key it is about to certify.
    #[serde(rename_all = "kebab-case")]
    FromIssuer {
        /// Whether the issuer must know it.
        presence: Presence,
        /// What exactly.
        origin: Origin,
        /// What becomes of a request for it.
        if_asked: Surplus,
    },
}

impl<Value, Rule, Origin> Row<Value, Rule, Origin> {
    /// What becomes of a request for more.
    #[must_use]
    pub const fn surplus(&self) -> Surplus {
        match self {
            Self::Absent { if_asked } | Self::FromIssuer { if_asked, .. } => *if_asked,
            Self::Set { if_asked_otherwise, .. } => *if_asked_otherwise,
            Self::FromRequest { surplus, .. } | Self::FromFacts { surplus, .. } => *surplus,
        }
    }
}

/// Which asked-for alternative names are granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum AlternativeNameRule {
    /// Those that equal a fact of one of these kinds.
    EqualToFact(List<FactKind>),
}

/// How a key identifier is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum KeyIdentifierOrigin {
    /// The leftmost 160 bits of SHA-256 over the key (RFC 7093 §2, method 1); for the authority key identifier, the
    /// octets of the issuer's own subject key identifier, however they were made.
    Rfc7093Method1,
}

/// Which of the issuer's addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum IssuerOrigin {
    /// The addresses of its CRL.
    CrlAddresses,
    /// The addresses of its certificate and of its OCSP responder.
    AccessAddresses,
    /// The addresses of its certificate alone, for status services (O-06).
    CertificateAddresses,
}

/// The rows of the subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "a new column is a decision for every policy")]
pub struct SubjectRow {
    /// The attributes, most general first.
    pub attributes: List<AttributeRow>,
    /// What becomes of a request for an attribute that no row names.
    pub other_attributes: Surplus,
}

/// The row of one attribute of the subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "a new column is a decision for every policy")]
pub struct AttributeRow {
    /// The attribute.
    pub attribute: AttributeType,
    /// Where its value comes from.
    pub value: AttributeValue,
    /// Whether the subject must have it.
    pub presence: Presence,
    /// What becomes of a request for another value. A common name that repeats a granted alternative name is not one.
    pub if_asked_otherwise: Surplus,
}

/// Where the value of an attribute comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(clippy::exhaustive_enums, reason = "every consumer must treat every source")]
pub enum AttributeValue {
    /// Fixed by the policy.
    Fixed(Cow<'static, str>),
    /// The first fact of each kind, joined by a space: given name and surname make a common name.
    Joined(List<FactKind>),
    /// One attribute for each fact of the kind.
    Each(FactKind),
}
