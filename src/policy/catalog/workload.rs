//! Workloads that call each other over mutual TLS: `workload`.
//!
//! The leaf of the X.509-SVID specification of SPIFFE: exactly one URI in SAN, the [`SpiffeId`]; `digitalSignature`;
//! `serverAuth` and `clientAuth`, since a workload answers and calls with one certificate. The subject is empty, and SAN
//! then critical, or says what is vouched for. The surprising choice: there are no host names beside the URI; who
//! needs them takes `tls-server`, so that no relying party chooses between two names.

use std::borrow::Cow;

use serde::Deserialize;

use super::{attribute, end_entity, text, tls::KEYS, with_keys, with_policy};
use crate::{
    encoding::Oid,
    inventory::SuspensionRule,
    policy::{
        Applicant, Fact, FactKind, KeyRule, KeyUsageGrant, List, Policy, Presence, Profile, Purpose, Row, SubjectRow,
        SubscriberKey, Surplus,
    },
    x509::{
        AttributeType, Lifetime, SpiffeId,
        extension::{KeyPurpose, KeyUsage},
    },
};

/// A workload.
#[derive(Clone, Debug)]
pub struct Workload {
    lifetime: Lifetime,
    policy: Option<Oid>,
    keys: List<KeyRule>,
}

/// Which workload.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WorkloadApplicant {
    /// Its identity.
    pub spiffe_id: SpiffeId,
    /// The country of the organisation that runs it.
    #[serde(default)]
    pub country: Option<String>,
    /// The organisation.
    #[serde(default)]
    pub organization: Option<String>,
    /// A name for people.
    #[serde(default)]
    pub common_name: Option<String>,
}

impl Workload {
    /// One day, the shortest there is: a workload fetches the next certificate before anybody could revoke this one.
    /// (Proposed.)
    pub const LIFETIME: Lifetime = Lifetime::Days(1);

    /// A policy with this lifetime; [`Workload::LIFETIME`] is the proposed one.
    #[must_use]
    pub const fn new(lifetime: Lifetime) -> Self {
        Self { lifetime, policy: None, keys: Cow::Borrowed(KEYS) }
    }
}

with_policy!(Workload);

with_keys!(Workload);

impl WorkloadApplicant {
    /// The workload with this identity.
    #[must_use]
    pub const fn new(spiffe_id: SpiffeId) -> Self {
        Self { spiffe_id, country: None, organization: None, common_name: None }
    }
}

impl Applicant for WorkloadApplicant {
    fn facts(&self, kind: FactKind) -> Vec<Fact> {
        match kind {
            FactKind::Uri => vec![Fact::Uri(self.spiffe_id.as_uri().clone())],
            FactKind::Country => text(self.country.as_ref(), Fact::Country),
            FactKind::Organization => text(self.organization.as_ref(), Fact::Organization),
            FactKind::CommonName => text(self.common_name.as_ref(), Fact::CommonName),
            _ => Vec::new(),
        }
    }
}

impl Policy for Workload {
    type Applicant = WorkloadApplicant;
    type KeyOrigin = SubscriberKey;

    fn profile(&self) -> Profile {
        let may = |kind, facts| attribute(kind, facts, Presence::Optional, Surplus::Withhold);
        let attributes = vec![
            may(AttributeType::COUNTRY, &[FactKind::Country]),
            may(AttributeType::ORGANIZATION, &[FactKind::Organization]),
            may(AttributeType::COMMON_NAME, &[FactKind::CommonName]),
        ];
        Profile {
            name: Cow::Borrowed("workload"),
            keys: self.keys.clone(),
            keys_clause: Cow::Borrowed("Baseline Requirements §6.1.5 (B-05)"),
            // Workloads write what their library writes into the subject of a request; they are told.
            subject: SubjectRow { attributes: attributes.into(), other_attributes: Surplus::Withhold },
            subject_alt_name: Row::FromFacts {
                presence: Presence::Required,
                facts: Cow::Borrowed(&[FactKind::Uri]),
                surplus: Surplus::Refuse,
            },
            key_usage: Row::Set {
                value: KeyUsageGrant::EveryKey(KeyUsage::DIGITAL_SIGNATURE),
                if_asked_otherwise: Surplus::Withhold,
            },
            extended_key_usage: Row::Set {
                value: Cow::Borrowed(&[KeyPurpose::SERVER_AUTH, KeyPurpose::CLIENT_AUTH]),
                if_asked_otherwise: Surplus::Withhold,
            },
            ..end_entity(Purpose::Service, self.lifetime, self.policy, SuspensionRule::Forbidden)
        }
    }
}
