//! Authorities: a root that signs itself, and a subordinate under it.
//!
//! domain §5.1 rows 9 and 10: `keyCertSign` and `cRLSign`, cA critical, a path length for the subordinate, 20 and 10
//! years, RSA 3072 or 4096 or P-384. (Proposed.) EN 319 412-2 wants `C, O, CN` of an issuer. The surprising choice: the
//! applicant of an authority is a name that was decided in full; nothing of it is composed here.

use std::borrow::Cow;

use serde::Deserialize;

use super::{attribute, end_entity, required, text, with_keys, with_policy};
use crate::{
    encoding::Oid,
    identity::Nip,
    inventory::SuspensionRule,
    policy::{
        Applicant, Fact, FactKind, KeyRule, KeyUsageGrant, List, Policy, Presence, Profile, Purpose, Row, SubjectRow,
        SubscriberKey, Surplus,
    },
    x509::{
        AttributeType, Lifetime,
        extension::{BasicConstraints, KeyUsage, NameConstraints},
    },
};

/// A root: `root`. It can be adopted under an issuer that has no certificate yet, and only there makes sense.
#[derive(Clone, Debug)]
pub struct Root {
    lifetime: Lifetime,
    keys: List<KeyRule>,
}

/// An issuing authority under another: `subordinate`.
#[derive(Clone, Debug)]
pub struct Subordinate {
    lifetime: Lifetime,
    keys: List<KeyRule>,
    path_len: u8,
    policy: Option<Oid>,
    name_constraints: Option<NameConstraints>,
}

/// The name of an authority.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AuthorityApplicant {
    /// Country.
    pub country: String,
    /// The entity that runs it.
    pub organization: String,
    /// Its NIP, for `organizationIdentifier`.
    #[serde(default)]
    pub nip: Option<Nip>,
    /// The name of the authority.
    pub common_name: String,
}

/// RSA 3072 to 4096 and P-384. (Proposed.)
const KEYS: &[KeyRule] = &[KeyRule::RsaBetween { least: 3072, most: 4096 }, KeyRule::P384];

impl Root {
    /// Twenty calendar years. (Proposed.)
    pub const LIFETIME: Lifetime = Lifetime::Years(20);

    /// A root with this lifetime and the proposed keys.
    #[must_use]
    pub const fn new(lifetime: Lifetime) -> Self {
        Self { lifetime, keys: Cow::Borrowed(KEYS) }
    }
}

with_keys!(Root);

impl Subordinate {
    /// Ten calendar years. (Proposed.)
    pub const LIFETIME: Lifetime = Lifetime::Years(10);

    /// A subordinate with this lifetime, the proposed keys, and no authorities under it.
    #[must_use]
    pub const fn new(lifetime: Lifetime) -> Self {
        Self { lifetime, keys: Cow::Borrowed(KEYS), path_len: 0, policy: None, name_constraints: None }
    }

    /// The same with this many levels of authorities under it.
    #[must_use]
    pub const fn with_path_len(mut self, path_len: u8) -> Self {
        self.path_len = path_len;
        self
    }

    /// The same with these constraints on the names that the authority may certify. Under an issuer that has some
    /// itself they must lie within those, or the policy is not adopted.
    #[must_use]
    pub fn with_name_constraints(mut self, constraints: NameConstraints) -> Self {
        self.name_constraints = Some(constraints);
        self
    }
}

with_policy!(Subordinate);

with_keys!(Subordinate);

impl AuthorityApplicant {
    /// An authority with this name.
    #[must_use]
    pub const fn new(country: String, organization: String, common_name: String) -> Self {
        Self { country, organization, nip: None, common_name }
    }
}

impl Applicant for AuthorityApplicant {
    fn facts(&self, kind: FactKind) -> Vec<Fact> {
        match kind {
            FactKind::Country => vec![Fact::Country(self.country.clone())],
            FactKind::Organization => text(Some(&self.organization), Fact::Organization),
            FactKind::Nip => self.nip.iter().cloned().map(Fact::Nip).collect(),
            FactKind::CommonName => vec![Fact::CommonName(self.common_name.clone())],
            _ => Vec::new(),
        }
    }
}

impl Policy for Root {
    type Applicant = AuthorityApplicant;
    type KeyOrigin = SubscriberKey;

    fn profile(&self) -> Profile {
        Profile {
            name: Cow::Borrowed("root"),
            // A root points at nothing above it and publishes nothing about itself.
            authority_key_identifier: Row::Absent { if_asked: Surplus::Withhold },
            crl_distribution_points: Row::Absent { if_asked: Surplus::Refuse },
            authority_info_access: Row::Absent { if_asked: Surplus::Refuse },
            ..authority(self.lifetime, &self.keys, None, None)
        }
    }
}

impl Policy for Subordinate {
    type Applicant = AuthorityApplicant;
    type KeyOrigin = SubscriberKey;

    fn profile(&self) -> Profile {
        Profile {
            name: Cow::Borrowed("subordinate"),
            name_constraints: match self.name_constraints.clone() {
                Some(value) => Row::Set { value, if_asked_otherwise: Surplus::Refuse },
                None => Row::Absent { if_asked: Surplus::Refuse },
            },
            ..authority(self.lifetime, &self.keys, Some(self.path_len), self.policy)
        }
    }
}

fn authority(lifetime: Lifetime, keys: &List<KeyRule>, path_len: Option<u8>, policy: Option<Oid>) -> Profile {
    let attributes = vec![
        required(AttributeType::COUNTRY, &[FactKind::Country]),
        required(AttributeType::ORGANIZATION, &[FactKind::Organization]),
        attribute(AttributeType::ORGANIZATION_IDENTIFIER, &[FactKind::Nip], Presence::Optional, Surplus::Refuse),
        required(AttributeType::COMMON_NAME, &[FactKind::CommonName]),
    ];
    Profile {
        keys: keys.clone(),
        keys_clause: Cow::Borrowed("domain.md §5.1 rows 9 and 10, proposed"),
        subject: SubjectRow { attributes: attributes.into(), other_attributes: Surplus::Refuse },
        key_usage: Row::Set {
            value: KeyUsageGrant::EveryKey(KeyUsage::KEY_CERT_SIGN.union(KeyUsage::CRL_SIGN)),
            if_asked_otherwise: Surplus::Refuse,
        },
        basic_constraints: Row::Set {
            value: BasicConstraints::Authority { path_len },
            if_asked_otherwise: Surplus::Refuse,
        },
        ..end_entity(Purpose::Authority, lifetime, policy, SuspensionRule::Forbidden)
    }
}
