//! Certificate policies (RFC 5280 §4.2.1.4, RFC 6818 §3, X-20): under which rules the certificate was issued.
//!
//! Set by the profile of a policy, read from CA certificates. Plain identifiers are recommended; qualifiers say where
//! the rules are and what a person should read. The surprising choice: explicitText is read as UTF8String and nothing
//! else; RFC 6818 forbids IA5String and leaves the rest to taste.

use serde::{Deserialize, Serialize};

use super::{Criticality, SubjectName, TypedExtension, oid};
use crate::encoding::{DecodeError, DecodeErrorKind, EncodeError, Oid, Reader, Writer};

mod qualifier;

pub use qualifier::{OtherQualifier, PolicyQualifier, UserNotice, UserNoticeError};

/// One policy or more, none twice.
///
/// ```text
/// certificatePolicies ::= SEQUENCE SIZE (1..MAX) OF PolicyInformation
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<PolicyInformation>", into = "Vec<PolicyInformation>")]
pub struct CertificatePolicies(Vec<PolicyInformation>);

/// One policy and what is said about it.
///
/// ```text
/// PolicyInformation ::= SEQUENCE { policyIdentifier CertPolicyId,
///     policyQualifiers SEQUENCE SIZE (1..MAX) OF PolicyQualifierInfo OPTIONAL }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PolicyInformation {
    policy: Oid,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    qualifiers: Vec<PolicyQualifier>,
}

impl PolicyInformation {
    /// A policy without qualifiers. `const`, for the tables of profiles.
    #[must_use]
    pub const fn new(policy: Oid) -> Self {
        Self { policy, qualifiers: Vec::new() }
    }

    /// The same with one more qualifier at the end.
    #[must_use]
    pub fn with_qualifier(mut self, qualifier: PolicyQualifier) -> Self {
        self.qualifiers.push(qualifier);
        self
    }

    /// The identifier.
    #[must_use]
    pub const fn policy(&self) -> Oid {
        self.policy
    }

    /// The qualifiers in order.
    #[must_use]
    pub fn qualifiers(&self) -> &[PolicyQualifier] {
        &self.qualifiers
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.sequence("PolicyInformation", |fields| {
            let policy = fields.oid()?;
            let mut qualifiers = Vec::new();
            if !fields.is_at_end() {
                fields.sequence("policyQualifiers", |list| {
                    while !list.is_at_end() {
                        if qualifiers.len() >= CertificatePolicies::MAX_QUALIFIERS {
                            let limit = CertificatePolicies::MAX_QUALIFIERS;
                            return Err(list.error(DecodeErrorKind::TooMany { limit }));
                        }
                        qualifiers.push(PolicyQualifier::decode(list)?);
                    }
                    if qualifiers.is_empty() { Err(list.error(DecodeErrorKind::Empty)) } else { Ok(()) }
                })?;
            }
            Ok(Self { policy, qualifiers })
        })
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|fields| {
            fields.oid(&self.policy)?;
            if self.qualifiers.is_empty() {
                return Ok(());
            }
            fields.sequence(|list| self.qualifiers.iter().try_for_each(|qualifier| qualifier.encode(list)))
        })
    }

    fn has_a_foreign_qualifier(&self) -> bool {
        self.qualifiers.iter().any(|qualifier| matches!(qualifier, PolicyQualifier::Other(_)))
    }
}

impl CertificatePolicies {
    /// Most policies that are read.
    pub const MAX_POLICIES: usize = 100;
    /// Most qualifiers of one policy; two kinds are defined.
    pub const MAX_QUALIFIERS: usize = 16;

    /// These policies, in this order.
    ///
    /// # Errors
    /// [`CertificatePoliciesError`].
    pub fn new(policies: impl Into<Vec<PolicyInformation>>) -> Result<Self, CertificatePoliciesError> {
        let policies = policies.into();
        if policies.is_empty() {
            return Err(CertificatePoliciesError::Empty);
        }
        if policies.len() > Self::MAX_POLICIES {
            return Err(CertificatePoliciesError::TooMany { found: policies.len() });
        }
        for (place, information) in policies.iter().enumerate() {
            let policy = information.policy;
            if policies.iter().take(place).any(|earlier| earlier.policy == policy) {
                return Err(CertificatePoliciesError::Duplicate { policy });
            }
            if information.qualifiers.len() > Self::MAX_QUALIFIERS {
                return Err(CertificatePoliciesError::TooManyQualifiers {
                    policy,
                    found: information.qualifiers.len(),
                });
            }
            if policy == oid::ANY_POLICY && information.has_a_foreign_qualifier() {
                return Err(CertificatePoliciesError::AnyPolicyQualifier);
            }
        }
        Ok(Self(policies))
    }

    /// The policies in order.
    #[must_use]
    pub fn policies(&self) -> &[PolicyInformation] {
        &self.0
    }
}

/// Why a list is not a list of certificate policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CertificatePoliciesError {
    /// No policy.
    #[error("certificatePolicies has at least one policy (RFC 5280 §4.2.1.4)")]
    Empty,
    /// A policy twice.
    #[error("certificatePolicies has each policy once, {policy} occurs again (RFC 5280 §4.2.1.4)")]
    Duplicate {
        /// The policy.
        policy: Oid,
    },
    /// A qualifier RFC 5280 does not define, on anyPolicy.
    #[error("{ANY_POLICY_QUALIFIER}")]
    AnyPolicyQualifier,
    /// More than [`CertificatePolicies::MAX_POLICIES`].
    #[error("certificatePolicies has at most {} policies here, found {found}", CertificatePolicies::MAX_POLICIES)]
    TooMany {
        /// The policies found.
        found: usize,
    },
    /// More than [`CertificatePolicies::MAX_QUALIFIERS`] for one policy.
    #[error("{policy} has at most {} qualifiers here, found {found}", CertificatePolicies::MAX_QUALIFIERS)]
    TooManyQualifiers {
        /// The policy.
        policy: Oid,
        /// The qualifiers found.
        found: usize,
    },
}

const ANY_POLICY_QUALIFIER: &str =
    "anyPolicy has no qualifiers but a CPS address and a user notice (RFC 5280 §4.2.1.4)";

impl From<CertificatePoliciesError> for DecodeErrorKind {
    fn from(error: CertificatePoliciesError) -> Self {
        match error {
            CertificatePoliciesError::Empty => Self::Empty,
            CertificatePoliciesError::Duplicate { policy } => Self::Duplicate { oid: policy },
            CertificatePoliciesError::AnyPolicyQualifier => Self::Rule { rule: ANY_POLICY_QUALIFIER },
            CertificatePoliciesError::TooMany { .. } => Self::TooMany { limit: CertificatePolicies::MAX_POLICIES },
            CertificatePoliciesError::TooManyQualifiers { .. } => {
                Self::TooMany { limit: CertificatePolicies::MAX_QUALIFIERS }
            }
        }
    }
}

impl TypedExtension for CertificatePolicies {
    const OID: Oid = oid::CERTIFICATE_POLICIES;

    /// Non-critical; RFC 5280 §4.2.1.4 lets the issuer choose.
    fn criticality(&self, _: SubjectName) -> Criticality {
        Criticality::NonCritical
    }

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let position = reader.position();
        reader.sequence("CertificatePolicies", |list| {
            let mut policies = Vec::new();
            while !list.is_at_end() {
                if policies.len() >= Self::MAX_POLICIES {
                    return Err(list.error(DecodeErrorKind::TooMany { limit: Self::MAX_POLICIES }));
                }
                policies.push(PolicyInformation::decode(list)?);
            }
            Self::new(policies).map_err(|error| list.error_at(position, error.into()))
        })
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|list| self.0.iter().try_for_each(|information| information.encode(list)))
    }
}

impl TryFrom<Vec<PolicyInformation>> for CertificatePolicies {
    type Error = CertificatePoliciesError;
    fn try_from(policies: Vec<PolicyInformation>) -> Result<Self, CertificatePoliciesError> {
        Self::new(policies)
    }
}

impl From<CertificatePolicies> for Vec<PolicyInformation> {
    fn from(policies: CertificatePolicies) -> Self {
        policies.0
    }
}

#[cfg(test)]
mod tests;
