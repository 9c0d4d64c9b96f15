//! The policies this library ships.
//!
//! Tables for the centres of `domain.md` §5.1 and for TLS. Each is a value whose constructor takes what no source
//! states, with the proposed value as a named constant; each has a typed applicant. The surprising choice: a policy
//! identifier is always the host's, because none of the real ones could be found.

mod authority;
mod external_skp;
mod integration;
mod ocsp_responder;
mod operator;
mod sekap;
mod system;
mod tls;
mod vpn_device;
mod workload;

pub use authority::{AuthorityApplicant, Root, Subordinate};
pub use external_skp::{SkpSsl, SkpVpn};
pub use integration::{
    Environment, Integration, IntegrationApplicant, OutOfReach, Production, SystemAddress, SystemAddressError, Test,
    TestIntegrationError, VerifiedTestIntegration,
};
pub(crate) use integration::{refuse_special, special_range};
pub use ocsp_responder::{OcspResponder, ResponderApplicant};
pub use operator::{OperatorApplicant, OperatorCard, OperatorFile};
pub use sekap::{OfficeDelivery, SekapApplicant, SekapOffice, SekapRequest, SekapUse};
pub use system::{System, SystemApplicant};
pub use tls::{ServerCommonName, TlsApplicant, TlsClient, TlsClientApplicant, TlsServer};
pub use vpn_device::{DeviceApplicant, VpnDevice};
pub use workload::{Workload, WorkloadApplicant};

use std::borrow::Cow;

use super::{
    AlternativeNameRule, AttributeRow, AttributeValue, Delivery, Fact, FactKind, IssuerOrigin, KeyIdentifierOrigin,
    KeyUsageGrant, List, Never, Presence, Profile, Purpose, RenewalRule, Row, SubjectRow, Surplus, names::NameRules,
};
use crate::{
    encoding::Oid,
    inventory::SuspensionRule,
    x509::{
        AttributeType, Lifetime,
        extension::{KeyPurpose, KeyUsage, PolicyInformation},
    },
};

/// 24 hours: what a registration officer vouched for holds at the time of issue (REG-6.3.1-00B). (Proposed.)
pub const APPROVAL_SECONDS: u32 = 86_400;

/// The setters of what no source states, for a policy with the fields `lifetime`, `suspension` and `renewal`.
macro_rules! with_proposed {
    ($policy:ident $(<$parameter:ident: $bound:ident>)?) => {
        impl $(<$parameter: $bound>)? $policy $(<$parameter>)? {
            /// The same with another lifetime.
            #[must_use]
            pub const fn with_lifetime(mut self, lifetime: Lifetime) -> Self {
                self.lifetime = lifetime;
                self
            }

            /// The same with another suspension rule.
            #[must_use]
            pub const fn with_suspension(mut self, suspension: SuspensionRule) -> Self {
                self.suspension = suspension;
                self
            }

            /// The same with another renewal rule.
            #[must_use]
            pub const fn with_renewal(mut self, renewal: RenewalRule) -> Self {
                self.renewal = renewal;
                self
            }
        }
    };
}
use with_proposed;

/// The setter of the keys a policy certifies, for one with the field `keys`.
macro_rules! with_keys {
    ($policy:ident $(<$parameter:ident: $bound:ident>)?) => {
        impl $(<$parameter: $bound>)? $policy $(<$parameter>)? {
            /// The same with another set of keys. Where the authority makes them, one rule says which.
            #[must_use]
            pub fn with_keys(mut self, keys: impl Into<$crate::policy::List<$crate::policy::KeyRule>>) -> Self {
                self.keys = keys.into();
                self
            }
        }
    };
}
use with_keys;

/// The setter of the identifier of a policy that may do without one, for one with the field `policy`.
macro_rules! with_policy {
    ($policy:ident) => {
        impl $policy {
            /// The same with a policy identifier in its certificates.
            #[must_use]
            pub const fn with_policy(mut self, policy: Oid) -> Self {
                self.policy = Some(policy);
                self
            }
        }
    };
}
use with_policy;

/// A policy whose identifier the host supplies, with the constants `LIFETIME`, `SUSPENSION` and `RENEWAL` beside it.
macro_rules! host_policy {
    ($(#[$documentation:meta])* $policy:ident) => {
        $(#[$documentation])*
        #[derive(Clone, Debug)]
        pub struct $policy {
            lifetime: Lifetime,
            suspension: SuspensionRule,
            renewal: RenewalRule,
            policy: Oid,
        }

        impl $policy {
            /// The policy with this identifier, which the host supplies, and the proposed values.
            #[must_use]
            pub const fn new(policy: Oid) -> Self {
                Self { lifetime: Self::LIFETIME, suspension: Self::SUSPENSION, renewal: Self::RENEWAL, policy }
            }
        }

        $crate::policy::catalog::with_proposed!($policy);
    };
}
use host_policy;

/// One attribute from one kind of fact.
pub(super) const fn attribute(
    attribute: AttributeType,
    facts: &'static [FactKind],
    presence: Presence,
    if_asked_otherwise: Surplus,
) -> AttributeRow {
    AttributeRow { attribute, value: AttributeValue::Joined(Cow::Borrowed(facts)), presence, if_asked_otherwise }
}

/// The same for an attribute that every subject has and that no request may ask for otherwise.
pub(super) const fn required(kind: AttributeType, facts: &'static [FactKind]) -> AttributeRow {
    attribute(kind, facts, Presence::Required, Surplus::Refuse)
}

/// The subject of a natural person, behind the attributes that are given: `GN, SN, serialNumber = PNOPL-<PESEL>, CN = GN SN`.
pub(super) fn natural_person(mut attributes: Vec<AttributeRow>) -> SubjectRow {
    attributes.extend([
        required(AttributeType::GIVEN_NAME, &[FactKind::GivenName]),
        required(AttributeType::SURNAME, &[FactKind::Surname]),
        required(AttributeType::SERIAL_NUMBER, &[FactKind::Pesel]),
        required(AttributeType::COMMON_NAME, &[FactKind::GivenName, FactKind::Surname]),
    ]);
    SubjectRow { attributes: attributes.into(), other_attributes: Surplus::Refuse }
}

/// The mailbox as the alternative name, which there must be.
pub(super) const fn mailbox() -> Row<Never, AlternativeNameRule> {
    Row::FromFacts { presence: Presence::Required, facts: Cow::Borrowed(&[FactKind::Email]), surplus: Surplus::Refuse }
}

/// A profile whose keys authenticate a client and do nothing else: `digitalSignature`, `clientAuth`.
pub(super) fn authenticating(frame: Profile) -> Profile {
    Profile {
        key_usage: Row::Set {
            value: KeyUsageGrant::EveryKey(KeyUsage::DIGITAL_SIGNATURE),
            if_asked_otherwise: Surplus::Refuse,
        },
        extended_key_usage: Row::Set {
            value: Cow::Borrowed(&[KeyPurpose::CLIENT_AUTH]),
            if_asked_otherwise: Surplus::Refuse,
        },
        ..frame
    }
}

/// What every end entity's profile has, under the strictest reading: its policy fills in the rest with struct update, so
/// that a forgotten row refuses and a forgotten name does not pass the check.
pub(super) fn end_entity(
    purpose: Purpose,
    lifetime: Lifetime,
    policy: Option<Oid>,
    suspension: SuspensionRule,
) -> Profile {
    let from_issuer = |origin| Row::FromIssuer { presence: Presence::Optional, origin, if_asked: Surplus::Withhold };
    let key_identifier = Row::FromIssuer {
        presence: Presence::Required,
        origin: KeyIdentifierOrigin::Rfc7093Method1,
        // OpenSSL's request templates ask for one; the value is the authority's to make.
        if_asked: Surplus::Withhold,
    };
    Profile {
        name: Cow::Borrowed(""),
        purpose,
        keys: Cow::Borrowed(&[]),
        keys_clause: Cow::Borrowed(""),
        lifetime,
        backdating_seconds: 0,
        approval_seconds: APPROVAL_SECONDS,
        suspension,
        renewal: RenewalRule::FREE,
        // Whoever asks with a request has the key (SEK-05).
        delivery: Delivery::CertificateOnly,
        subject: SubjectRow { attributes: Cow::Borrowed(&[]), other_attributes: Surplus::Refuse },
        authority_key_identifier: key_identifier.clone(),
        subject_key_identifier: key_identifier,
        key_usage: Row::Absent { if_asked: Surplus::Refuse },
        certificate_policies: policies(policy),
        subject_alt_name: Row::Absent { if_asked: Surplus::Refuse },
        // What is vouched for is bounded by whoever knows the namespace: the host, or the issuer's certificate.
        names: NameRules::UNBOUNDED,
        // An end entity says nothing about being a CA.
        basic_constraints: Row::Absent { if_asked: Surplus::Refuse },
        name_constraints: Row::Absent { if_asked: Surplus::Refuse },
        extended_key_usage: Row::Absent { if_asked: Surplus::Refuse },
        crl_distribution_points: from_issuer(IssuerOrigin::CrlAddresses),
        authority_info_access: from_issuer(IssuerOrigin::AccessAddresses),
        others: Cow::Borrowed(&[]),
        unnamed_extensions: Surplus::Refuse,
    }
}

/// The row of certificate policies for one identifier, or for none.
fn policies(policy: Option<Oid>) -> Row<List<PolicyInformation>> {
    match policy {
        None => Row::Absent { if_asked: Surplus::Refuse },
        Some(policy) => {
            let value = Cow::Owned(vec![PolicyInformation::new(policy)]);
            Row::Set { value, if_asked_otherwise: Surplus::Refuse }
        }
    }
}

/// A fact for a text that may be missing.
pub(super) fn text(value: Option<&String>, fact: fn(String) -> Fact) -> Vec<Fact> {
    value.map(|value| fact(value.clone())).into_iter().collect()
}
