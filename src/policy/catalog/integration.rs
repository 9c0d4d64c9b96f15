//! Systems of public entities that call the signature node (Węzeł Podpisu): `integration-test` and
//! `integration-production`.
//!
//! domain §5.1 row 6: subject `C, O, CN = domain or fixed IP address`, SAN equal to CN; `digitalSignature`, `clientAuth`.
//! The CN is stated (WP-08), all else is proposed. Production comes after a verified integration in the test environment
//! (WP-07 to WP-09). The surprising choice: environments are types, so that an applicant for production without a
//! [`VerifiedTestIntegration`] does not compile and cannot be read from a file.

use std::{borrow::Cow, fmt, marker::PhantomData};

use serde::Deserialize;

use super::{authenticating, end_entity, required, with_keys, with_proposed};
use crate::{
    encoding::Oid,
    inventory::{PersonId, SuspensionRule},
    policy::{
        Applicant, CertificatesAtOnce, Fact, FactKind, KeyRule, List, Policy, Presence, Profile, Purpose, RenewalKey,
        RenewalRule, RenewalWindow, Row, SubjectRow, SubscriberKey, Surplus,
    },
    x509::{AttributeType, Lifetime},
};

mod reach;
mod system_address;
mod verified_test;

pub use reach::OutOfReach;
pub(crate) use reach::{refuse_special, special as special_range};
pub use system_address::{SystemAddress, SystemAddressError};
pub use verified_test::{TestIntegrationError, VerifiedTestIntegration};

mod sealed {
    /// Empty on purpose: a method here would be callable through a bound.
    #[expect(unnameable_types, reason = "sealing is the point")]
    pub trait Sealed {}
}

/// An environment of the signature node. Sealed: [`Test`] or [`Production`].
pub trait Environment: sealed::Sealed + Copy + fmt::Debug + Send + Sync + 'static {
    /// What must have come before.
    type Evidence: Clone + fmt::Debug + Send + Sync + 'static;
    /// The name of the policy.
    const NAME: &'static str;
}

/// The integration environment, in which a system is tried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a marker without values")]
pub enum Test {}

/// The production environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "a marker without values")]
pub enum Production {}

impl sealed::Sealed for Test {}
impl sealed::Sealed for Production {}

impl Environment for Test {
    type Evidence = ();
    const NAME: &'static str = "integration-test";
}

impl Environment for Production {
    type Evidence = VerifiedTestIntegration;
    const NAME: &'static str = "integration-production";
}

/// A system in one environment of the signature node.
///
/// What must come before production is in the type of the applicant and no row of the table, so a
/// [`Document`](crate::policy::Document) of this policy does not have it: whoever adopts that file sees to WP-07.
#[derive(Clone, Debug)]
pub struct Integration<E: Environment> {
    lifetime: Lifetime,
    suspension: SuspensionRule,
    renewal: RenewalRule,
    policy: Oid,
    keys: List<KeyRule>,
    environment: PhantomData<E>,
}

/// A public entity and its system. That it has the rights of a public entity (WP-01, WP-06) is the host's to verify.
///
/// The one for production cannot be read from a file:
///
/// ```compile_fail
/// # use chancery::policy::catalog::{IntegrationApplicant, Production};
/// let _: IntegrationApplicant<Production> = serde_json::from_str("{}").unwrap();
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "E: Environment<Evidence = ()>"))]
#[non_exhaustive]
pub struct IntegrationApplicant<E: Environment> {
    /// Country of the entity.
    pub country: String,
    /// The entity.
    pub organization: String,
    address: SystemAddress,
    #[serde(skip)]
    entity: Option<PersonId>,
    #[serde(skip)]
    tested: E::Evidence,
}

impl<E: Environment> Integration<E> {
    /// Two calendar years; no source states the validity. (Proposed.)
    pub const LIFETIME: Lifetime = Lifetime::Years(2);
    /// Forbidden; no source speaks of it. (Proposed.)
    pub const SUSPENSION: SuspensionRule = SuspensionRule::Forbidden;
    /// As long as the certificate is valid (S1:L184-195); whether with the same key no source states. (Proposed.)
    pub const RENEWAL: RenewalRule = RenewalRule {
        at_once: CertificatesAtOnce::Any,
        window: RenewalWindow::WhileValid,
        key: RenewalKey::SameOrAnother,
    };
    /// RSA 2048 to 4096, P-256, P-384; no source states the key. (Proposed.)
    pub const KEYS: &'static [KeyRule] =
        &[KeyRule::RsaBetween { least: 2048, most: 4096 }, KeyRule::P256, KeyRule::P384];

    /// The policy with this identifier, which the host supplies, and the proposed values.
    #[must_use]
    pub const fn new(policy: Oid) -> Self {
        let keys = Cow::Borrowed(Self::KEYS);
        Self {
            lifetime: Self::LIFETIME,
            suspension: Self::SUSPENSION,
            renewal: Self::RENEWAL,
            policy,
            keys,
            environment: PhantomData,
        }
    }
}

with_keys!(Integration<E: Environment>);

with_proposed!(Integration<E: Environment>);

impl IntegrationApplicant<Test> {
    /// An entity, and where its system is.
    #[must_use]
    pub const fn new(country: String, organization: String, address: SystemAddress) -> Self {
        Self { country, organization, address, entity: None, tested: () }
    }

    /// The same for production, where `address` is the system's there, after an integration that was verified.
    ///
    /// # Errors
    /// [`OutOfReach`] for an address that is not on the Internet. (Proposed.)
    pub fn for_production(
        self,
        tested: VerifiedTestIntegration,
    ) -> Result<IntegrationApplicant<Production>, OutOfReach> {
        let Self { country, organization, address, entity, tested: () } = self;
        refuse_special(&address)?;
        Ok(IntegrationApplicant { country, organization, address, entity, tested })
    }
}

impl IntegrationApplicant<Production> {
    /// The integration that came before, with the name in the certificate it was done with.
    #[must_use]
    pub const fn tested(&self) -> &VerifiedTestIntegration {
        &self.tested
    }
}

impl<E: Environment> IntegrationApplicant<E> {
    /// The same of an entity that the host knows by an id of its own, so that its name is refused to any other
    /// (GEN-6.3.3-10), whoever has the domain later. Nothing else here tells one entity from another.
    #[must_use]
    pub fn with_entity(mut self, entity: PersonId) -> Self {
        self.entity = Some(entity);
        self
    }

    /// Where the system is: what CN and SAN say.
    #[must_use]
    pub const fn address(&self) -> &SystemAddress {
        &self.address
    }
}

impl<E: Environment> Applicant for IntegrationApplicant<E> {
    fn facts(&self, kind: FactKind) -> Vec<Fact> {
        match kind {
            FactKind::Country => vec![Fact::Country(self.country.clone())],
            FactKind::Organization => vec![Fact::Organization(self.organization.clone())],
            FactKind::CommonName => vec![Fact::CommonName(self.address.to_string())],
            FactKind::DnsName => self.address.as_domain().cloned().map(Fact::DnsName).into_iter().collect(),
            FactKind::IpAddress => self.address.as_ip_address().map(Fact::IpAddress).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn person(&self) -> Option<PersonId> {
        self.entity.clone()
    }
}

impl<E: Environment> Policy for Integration<E> {
    type Applicant = IntegrationApplicant<E>;
    type KeyOrigin = SubscriberKey;

    fn profile(&self) -> Profile {
        let attributes = vec![
            required(AttributeType::COUNTRY, &[FactKind::Country]),
            required(AttributeType::ORGANIZATION, &[FactKind::Organization]),
            required(AttributeType::COMMON_NAME, &[FactKind::CommonName]),
        ];
        Profile {
            name: Cow::Borrowed(E::NAME),
            keys: self.keys.clone(),
            keys_clause: Cow::Borrowed("domain.md §5.1 row 6, proposed"),
            subject: SubjectRow { attributes: attributes.into(), other_attributes: Surplus::Refuse },
            subject_alt_name: Row::FromFacts {
                presence: Presence::Required,
                // An address is one or the other, so there is one name, equal to CN.
                facts: Cow::Borrowed(&[FactKind::DnsName, FactKind::IpAddress]),
                surplus: Surplus::Refuse,
            },
            renewal: self.renewal,
            ..authenticating(end_entity(Purpose::Authentication, self.lifetime, Some(self.policy), self.suspension))
        }
    }
}
