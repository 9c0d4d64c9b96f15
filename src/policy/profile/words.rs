//! Sources and values of rows, in words.
//!
//! Under `rows`, and for the values of an explanation. The words of a column are those of its type, so a column that a
//! row does not have needs none. The surprising choice: values of extensions are read from octets, those asked for and
//! those about to be signed alike, so that a person compares what was said in the same words.

use std::fmt;

use super::KeyUsageGrant;
use crate::{
    encoding::{Oid, Reader},
    policy::{
        AlternativeNameRule, AttributeRow, AttributeValue, FactKind, IssuerOrigin, KeyIdentifierOrigin, Never,
        Presence, Row,
    },
    request::presentable,
    x509::extension::{
        AuthorityInfoAccess, AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies, CrlDistributionPoints,
        ExtendedKeyUsage, KeyUsage, NameConstraints, PolicyInformation, SubjectAltName, SubjectKeyIdentifier,
        TlsFeature, TypedExtension, oid,
    },
};

pub(super) const ABSENT: &str = "absent";

/// What may be granted from a request, in words.
pub(super) trait Rule {
    fn facts(&self) -> &[FactKind];
}

/// What the issuer knows, in words.
pub(super) trait Origin {
    fn what(&self, oid: Oid) -> &'static str;
}

impl Rule for Never {
    fn facts(&self) -> &[FactKind] {
        match *self {}
    }
}

impl Rule for AlternativeNameRule {
    fn facts(&self) -> &[FactKind] {
        match self {
            Self::EqualToFact(facts) => facts,
        }
    }
}

impl Origin for Never {
    fn what(&self, _: Oid) -> &'static str {
        match *self {}
    }
}

impl Origin for KeyIdentifierOrigin {
    fn what(&self, oid: Oid) -> &'static str {
        match (self, oid) {
            (Self::Rfc7093Method1, oid::AUTHORITY_KEY_IDENTIFIER) => "its own subject key identifier",
            (Self::Rfc7093Method1, _) => "160 bits of SHA-256 over the key (RFC 7093 §2, method 1)",
        }
    }
}

impl Origin for IssuerOrigin {
    fn what(&self, _: Oid) -> &'static str {
        match self {
            Self::CrlAddresses => "the addresses of its CRL",
            Self::AccessAddresses => "the addresses of its OCSP responder and of its certificate",
            Self::CertificateAddresses => "the addresses of its certificate",
        }
    }
}

/// Where the value of an extension comes from.
pub(super) fn source<V, R: Rule, O: Origin>(oid: Oid, row: &Row<V, R, O>, value: impl Fn(&V) -> String) -> String {
    match row {
        Row::Absent { .. } => ABSENT.to_owned(),
        Row::Set { value: set, .. } => format!("set to {}", value(set)),
        Row::FromRequest { presence, rule, .. } => {
            let required = least(*presence, "; at least one", "");
            format!("from the request, where it equals a fact: {}{required}", list(rule.facts()))
        }
        Row::FromFacts { presence, facts, .. } => {
            let required = least(*presence, "; at least one", ", where vouched for");
            format!("from the facts {}{required}", list(facts.iter()))
        }
        Row::FromIssuer { presence, origin, .. } => {
            let required = least(*presence, "", ", where it has any");
            format!("from the issuer: {}{required}", origin.what(oid))
        }
    }
}

/// Where the value of an attribute comes from.
pub(super) fn attribute(row: &AttributeRow) -> String {
    let required = least(row.presence, "; required", ", where vouched for");
    match &row.value {
        AttributeValue::Fixed(text) => format!("set to {}", presentable(text)),
        AttributeValue::Each(kind) => format!("one for each fact {kind}{required}"),
        AttributeValue::Joined(kinds) => match &**kinds {
            [kind] => format!("from the fact {kind}{required}"),
            kinds => format!("from the facts {}, joined by a space{required}", joined(kinds, " and ")),
        },
    }
}

const fn least(presence: Presence, required: &'static str, optional: &'static str) -> &'static str {
    match presence {
        Presence::Required => required,
        Presence::Optional => optional,
    }
}

pub(super) fn list<T: fmt::Display>(items: impl IntoIterator<Item = T>) -> String {
    joined(items, ", ")
}

fn joined<T: fmt::Display>(items: impl IntoIterator<Item = T>, by: &str) -> String {
    items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join(by)
}

pub(super) fn key_usage(grant: KeyUsageGrant) -> String {
    match grant {
        KeyUsageGrant::EveryKey(usage) => usage.to_string(),
        KeyUsageGrant::ByKey { rsa, other } => format!("{rsa} for RSA keys, {other} for others"),
    }
}

pub(super) fn policies(policies: &[PolicyInformation]) -> String {
    list(policies.iter().map(policy))
}

fn policy(policy: &PolicyInformation) -> String {
    let qualifiers = if policy.qualifiers().is_empty() { "" } else { " with qualifiers" };
    format!("{}{qualifiers}", policy.policy())
}

pub(super) fn constraints(constraints: &NameConstraints) -> Vec<String> {
    let permitted = constraints.permitted().iter().map(|subtree| format!("permitted {subtree}"));
    permitted.chain(constraints.excluded().iter().map(|subtree| format!("excluded {subtree}"))).collect()
}

/// The value of an extension without a row of its own.
pub(super) fn octets(oid: Oid, value: &[u8]) -> String {
    match (oid, value) {
        (oid::TLS_FEATURE, _) => list(values(oid, value)),
        (_, [0x05, 0x00]) => "NULL".to_owned(),
        _ => format!("{} octets", value.len()),
    }
}

/// What the value of an extension says, entry by entry, masked and fit to be shown.
pub(crate) fn values(oid: Oid, value: &[u8]) -> Vec<String> {
    let read = match oid {
        oid::SUBJECT_ALT_NAME => typed(value, |names: SubjectAltName| texts(names.names())),
        oid::KEY_USAGE => typed(value, |usage: KeyUsage| texts([usage])),
        oid::EXTENDED_KEY_USAGE => typed(value, |purposes: ExtendedKeyUsage| texts(purposes.purposes())),
        oid::BASIC_CONSTRAINTS => typed(value, |constraints: BasicConstraints| texts([constraints])),
        oid::CERTIFICATE_POLICIES => {
            typed(value, |list: CertificatePolicies| list.policies().iter().map(policy).collect())
        }
        oid::NAME_CONSTRAINTS => typed(value, |value: NameConstraints| constraints(&value)),
        oid::SUBJECT_KEY_IDENTIFIER => typed(value, |key: SubjectKeyIdentifier| vec![identifier(Some(&key))]),
        oid::AUTHORITY_KEY_IDENTIFIER => {
            typed(value, |key: AuthorityKeyIdentifier| vec![identifier(key.key_identifier())])
        }
        oid::CRL_DISTRIBUTION_POINTS => typed(value, |points: CrlDistributionPoints| {
            points.points().iter().flat_map(|point| point.uris()).map(ToString::to_string).collect()
        }),
        oid::AUTHORITY_INFO_ACCESS => typed(value, |access: AuthorityInfoAccess| {
            texts(access.descriptions().iter().map(|description| description.location()))
        }),
        oid::TLS_FEATURE => typed(value, |features: TlsFeature| texts([features])),
        _ => None,
    };
    let read = read.unwrap_or_else(|| vec![format!("an extension of {} octets", value.len())]);
    read.iter().map(|text| presentable(text)).collect()
}

fn typed<E: TypedExtension>(value: &[u8], shown: impl Fn(E) -> Vec<String>) -> Option<Vec<String>> {
    Reader::whole(value, "extnValue", E::decode).ok().map(shown)
}

fn texts<T: fmt::Display>(values: impl IntoIterator<Item = T>) -> Vec<String> {
    values.into_iter().map(|value| value.to_string()).collect()
}

/// Not the octets: their digits would be masked as those of a person's number are.
fn identifier(identifier: Option<&SubjectKeyIdentifier>) -> String {
    identifier.map_or_else(
        || "no identifier of a key".to_owned(),
        |identifier| format!("an identifier of {} octets", identifier.as_octets().len()),
    )
}
