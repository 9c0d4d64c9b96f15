//! Delegated OCSP responders: `ocsp-responder`.
//!
//! RFC 6960 §4.2.2.2, domain §5.1 row 11: `digitalSignature`, `OCSPSigning`, `id-pkix-ocsp-nocheck`; no CRLDP and no
//! address of a responder, so that nobody asks a responder about itself. The surprising choice: it is short-lived and
//! cannot be suspended, because with nocheck no client would hear of it.

use std::borrow::Cow;

use serde::Deserialize;

use super::{end_entity, required, with_keys, with_policy};
use crate::{
    encoding::Oid,
    inventory::SuspensionRule,
    policy::{
        Applicant, Fact, FactKind, IssuerOrigin, KeyRule, KeyUsageGrant, List, OtherRow, Policy, Presence, Profile,
        Purpose, Row, SubjectRow, SubscriberKey, Surplus,
    },
    x509::{
        AttributeType, Lifetime,
        extension::{Criticality, KeyPurpose, KeyUsage, oid},
    },
};

/// A responder that answers for its issuer.
#[derive(Clone, Debug)]
pub struct OcspResponder {
    lifetime: Lifetime,
    policy: Option<Oid>,
    keys: List<KeyRule>,
}

/// The responder.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ResponderApplicant {
    /// Country of the authority.
    pub country: String,
    /// The authority.
    pub organization: String,
    /// The name of the responder.
    pub common_name: String,
}

impl OcspResponder {
    /// 90 days, the most the table of the domain has. (Proposed.)
    pub const LIFETIME: Lifetime = Lifetime::Days(90);
    /// What issuers sign with. (Proposed.)
    pub const KEYS: &'static [KeyRule] =
        &[KeyRule::RsaBetween { least: 2048, most: 4096 }, KeyRule::P256, KeyRule::P384, KeyRule::Ed25519];

    /// A policy with this lifetime; [`OcspResponder::LIFETIME`] is the proposed one.
    #[must_use]
    pub const fn new(lifetime: Lifetime) -> Self {
        Self { lifetime, policy: None, keys: Cow::Borrowed(Self::KEYS) }
    }
}

with_policy!(OcspResponder);

with_keys!(OcspResponder);

impl ResponderApplicant {
    /// A responder of an authority.
    #[must_use]
    pub const fn new(country: String, organization: String, common_name: String) -> Self {
        Self { country, organization, common_name }
    }
}

impl Applicant for ResponderApplicant {
    fn facts(&self, kind: FactKind) -> Vec<Fact> {
        let Self { country, organization, common_name } = self;
        match kind {
            FactKind::Country => vec![Fact::Country(country.clone())],
            FactKind::Organization => vec![Fact::Organization(organization.clone())],
            FactKind::CommonName => vec![Fact::CommonName(common_name.clone())],
            _ => Vec::new(),
        }
    }
}

impl Policy for OcspResponder {
    type Applicant = ResponderApplicant;
    type KeyOrigin = SubscriberKey;

    fn profile(&self) -> Profile {
        let attributes = vec![
            required(AttributeType::COUNTRY, &[FactKind::Country]),
            required(AttributeType::ORGANIZATION, &[FactKind::Organization]),
            required(AttributeType::COMMON_NAME, &[FactKind::CommonName]),
        ];
        Profile {
            name: Cow::Borrowed("ocsp-responder"),
            keys: self.keys.clone(),
            keys_clause: Cow::Borrowed("domain.md §5.1 row 11, proposed"),
            subject: SubjectRow { attributes: attributes.into(), other_attributes: Surplus::Refuse },
            key_usage: Row::Set {
                value: KeyUsageGrant::EveryKey(KeyUsage::DIGITAL_SIGNATURE),
                if_asked_otherwise: Surplus::Refuse,
            },
            extended_key_usage: Row::Set {
                value: Cow::Borrowed(&[KeyPurpose::OCSP_SIGNING]),
                if_asked_otherwise: Surplus::Refuse,
            },
            crl_distribution_points: Row::Absent { if_asked: Surplus::Refuse },
            authority_info_access: Row::FromIssuer {
                presence: Presence::Optional,
                origin: IssuerOrigin::CertificateAddresses,
                if_asked: Surplus::Withhold,
            },
            others: Cow::Borrowed(NO_CHECK),
            ..end_entity(Purpose::Status, self.lifetime, self.policy, SuspensionRule::Forbidden)
        }
    }
}

/// `id-pkix-ocsp-nocheck`, a NULL (RFC 6960 §4.2.2.2.1)
const NO_CHECK: &[OtherRow] = &[OtherRow {
    oid: oid::OCSP_NO_CHECK,
    criticality: Criticality::NonCritical,
    value: Cow::Borrowed(&[0x05, 0x00]),
    if_asked_otherwise: Surplus::Refuse,
}];
