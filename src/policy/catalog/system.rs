//! Systems and applications that call the services of CEPiK: `system`.
//!
//! domain §5.1 row 2: subject `C, O, organizationIdentifier = VATPL-<NIP>, CN = system name`; the key authenticates the
//! system and signs its messages, so `digitalSignature` alone. (Proposed.) The surprising choice: `organizationIdentifier`
//! is made from a proven NIP only; no text can stand in its place.

use std::borrow::Cow;

use serde::Deserialize;

use super::{authenticating, end_entity, required, with_keys, with_proposed};
use crate::{
    encoding::Oid,
    identity::Nip,
    inventory::SuspensionRule,
    policy::{
        Applicant, Fact, FactKind, KeyRule, List, Policy, Profile, Purpose, RenewalRule, SubjectRow, SubscriberKey,
        Surplus,
    },
    x509::{AttributeType, Lifetime},
};

/// A system or application.
#[derive(Clone, Debug)]
pub struct System {
    lifetime: Lifetime,
    suspension: SuspensionRule,
    renewal: RenewalRule,
    policy: Oid,
    keys: List<KeyRule>,
}

/// The entity that runs a system, and the system.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SystemApplicant {
    /// Country of the entity.
    pub country: String,
    /// The entity.
    pub organization: String,
    /// Its NIP.
    pub nip: Nip,
    /// The name of the system.
    pub system_name: String,
}

impl System {
    /// Two calendar years; no source states the validity. (Proposed.)
    pub const LIFETIME: Lifetime = Lifetime::Years(2);
    /// Allowed without a limit: the guidelines for location and user certificates have forms for it. (Proposed.)
    pub const SUSPENSION: SuspensionRule = SuspensionRule::Allowed { max_days: None, then: None };
    /// By a new application (S0:L3). (Proposed.)
    pub const RENEWAL: RenewalRule = RenewalRule::NEW_APPLICATION;
    /// RSA 2048, the only key any of the centre's policies names. (Proposed.)
    pub const KEYS: &'static [KeyRule] = &[KeyRule::RsaExactly(2048)];

    /// The policy with this identifier, which the host supplies, and the proposed values.
    #[must_use]
    pub const fn new(policy: Oid) -> Self {
        let keys = Cow::Borrowed(Self::KEYS);
        Self { lifetime: Self::LIFETIME, suspension: Self::SUSPENSION, renewal: Self::RENEWAL, policy, keys }
    }
}

with_keys!(System);

with_proposed!(System);

impl SystemApplicant {
    /// An entity and its system.
    #[must_use]
    pub const fn new(country: String, organization: String, nip: Nip, system_name: String) -> Self {
        Self { country, organization, nip, system_name }
    }
}

impl Applicant for SystemApplicant {
    fn facts(&self, kind: FactKind) -> Vec<Fact> {
        let Self { country, organization, nip, system_name } = self;
        match kind {
            FactKind::Country => vec![Fact::Country(country.clone())],
            FactKind::Organization => vec![Fact::Organization(organization.clone())],
            FactKind::Nip => vec![Fact::Nip(nip.clone())],
            FactKind::SystemName => vec![Fact::SystemName(system_name.clone())],
            _ => Vec::new(),
        }
    }
}

impl Policy for System {
    type Applicant = SystemApplicant;
    type KeyOrigin = SubscriberKey;

    fn profile(&self) -> Profile {
        let attributes = vec![
            required(AttributeType::COUNTRY, &[FactKind::Country]),
            required(AttributeType::ORGANIZATION, &[FactKind::Organization]),
            required(AttributeType::ORGANIZATION_IDENTIFIER, &[FactKind::Nip]),
            required(AttributeType::COMMON_NAME, &[FactKind::SystemName]),
        ];
        Profile {
            name: Cow::Borrowed("system"),
            keys: self.keys.clone(),
            keys_clause: Cow::Borrowed("domain.md §5.1 row 2, proposed"),
            subject: SubjectRow { attributes: attributes.into(), other_attributes: Surplus::Refuse },
            renewal: self.renewal,
            ..authenticating(end_entity(Purpose::Authentication, self.lifetime, Some(self.policy), self.suspension))
        }
    }
}
