//! Devices that reach CEPiK over the public Internet: `vpn-device`.
//!
//! domain §5.1 row 1. The authority makes the key and hands it out as PKCS#12 (S0:L102, L121), so there is no request.
//! Subject `C, O, OU = category of the entity, CN = location or device`, `clientAuth` and `ipsecIKE`, without which IKE
//! peers refuse an extended key usage (RFC 4945 §5.1.3.12). (Proposed.) The surprising choice: `keyEncipherment` is set
//! although no key exchange of today needs it, because devices of this age do.

use std::borrow::Cow;

use serde::Deserialize;

use super::{end_entity, host_policy, required};
use crate::{
    encoding::Oid,
    inventory::{PersonId, SuspensionRule},
    policy::{
        Applicant, AuthorityKey, Delivery, Fact, FactKind, KeyRule, KeyUsageGrant, Policy, Profile, Purpose,
        RenewalKey, RenewalRule, Row, SubjectRow, Surplus,
    },
    x509::{
        AttributeType, Lifetime,
        extension::{KeyPurpose, KeyUsage},
    },
};

host_policy! {
    /// A device at a location.
    VpnDevice
}

/// The entity that connects, and from where.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DeviceApplicant {
    /// Country of the entity.
    pub country: String,
    /// The entity.
    pub organization: String,
    /// The category of the entity, such as a guard, a court or an inspection station.
    pub category: String,
    /// The id of the location, the device or the station.
    pub location: String,
    #[serde(skip)]
    entity: Option<PersonId>,
}

impl VpnDevice {
    /// Two calendar years; no source states the validity. (Proposed.)
    pub const LIFETIME: Lifetime = Lifetime::Years(2);
    /// Allowed without a limit: the guidelines for location certificates have forms for it. (Proposed.)
    pub const SUSPENSION: SuspensionRule = SuspensionRule::Allowed { max_days: None, then: None };
    /// By a new application (S0:L3), with the key that is made for it. (Proposed.)
    pub const RENEWAL: RenewalRule = RenewalRule { key: RenewalKey::Another, ..RenewalRule::NEW_APPLICATION };
}

impl DeviceApplicant {
    /// An entity of a category, and a location.
    #[must_use]
    pub const fn new(country: String, organization: String, category: String, location: String) -> Self {
        Self { country, organization, category, location, entity: None }
    }

    /// The same of an entity that the host knows by an id of its own, so that its name is refused to any other
    /// (GEN-6.3.3-10). Nothing else here tells one entity from another.
    #[must_use]
    pub fn with_entity(mut self, entity: PersonId) -> Self {
        self.entity = Some(entity);
        self
    }
}

impl Applicant for DeviceApplicant {
    fn facts(&self, kind: FactKind) -> Vec<Fact> {
        let Self { country, organization, category, location, entity: _ } = self;
        match kind {
            FactKind::Country => vec![Fact::Country(country.clone())],
            FactKind::Organization => vec![Fact::Organization(organization.clone())],
            FactKind::OrganizationalUnit => vec![Fact::OrganizationalUnit(category.clone())],
            FactKind::CommonName => vec![Fact::CommonName(location.clone())],
            _ => Vec::new(),
        }
    }

    fn person(&self) -> Option<PersonId> {
        self.entity.clone()
    }
}

impl Policy for VpnDevice {
    type Applicant = DeviceApplicant;
    type KeyOrigin = AuthorityKey;

    fn profile(&self) -> Profile {
        device(
            "vpn-device",
            "domain.md §5.1 row 1, proposed",
            self.renewal,
            end_entity(Purpose::Device, self.lifetime, Some(self.policy), self.suspension),
        )
    }
}

/// The table of a device: `C, O, OU, CN`, RSA 2048, `clientAuth` and `ipsecIKE`.
pub(super) fn device(name: &'static str, keys_clause: &'static str, renewal: RenewalRule, frame: Profile) -> Profile {
    let attributes = vec![
        required(AttributeType::COUNTRY, &[FactKind::Country]),
        required(AttributeType::ORGANIZATION, &[FactKind::Organization]),
        required(AttributeType::ORGANIZATIONAL_UNIT, &[FactKind::OrganizationalUnit]),
        required(AttributeType::COMMON_NAME, &[FactKind::CommonName]),
    ];
    Profile {
        name: Cow::Borrowed(name),
        renewal,
        delivery: Delivery::Pkcs12,
        keys: Cow::Borrowed(&[KeyRule::RsaExactly(2048)]),
        keys_clause: Cow::Borrowed(keys_clause),
        subject: SubjectRow { attributes: attributes.into(), other_attributes: Surplus::Refuse },
        key_usage: Row::Set {
            value: KeyUsageGrant::EveryKey(KeyUsage::DIGITAL_SIGNATURE.union(KeyUsage::KEY_ENCIPHERMENT)),
            if_asked_otherwise: Surplus::Refuse,
        },
        extended_key_usage: Row::Set {
            value: Cow::Borrowed(&[KeyPurpose::CLIENT_AUTH, KeyPurpose::IPSEC_IKE]),
            if_asked_otherwise: Surplus::Refuse,
        },
        ..frame
    }
}
