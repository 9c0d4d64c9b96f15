//! TLS servers and clients.
//!
//! Not a centre of the domain, but what every service asks for first. RFC 5280 §4.2.1.12 for the purposes, Baseline
//! Requirements §7.1.2.7 as a guide, EN 319 412-4 (E-08) for the common name. The surprising choice: the alternative
//! names of a server are the names vouched for, whatever the request asks; a request may ask for fewer and gets them all.

use std::borrow::Cow;

use serde::Deserialize;

use super::{attribute, end_entity, text, with_policy};
use crate::{
    encoding::Oid,
    inventory::SuspensionRule,
    policy::{
        Applicant, AttributeRow, Fact, FactKind, KeyRule, KeyUsageGrant, Policy, Presence, Profile, Purpose, Row,
        SubjectRow, SubscriberKey, Surplus,
    },
    x509::{
        AttributeType, DnsName, EmailAddress, IpAddress, Lifetime,
        extension::{KeyPurpose, KeyUsage},
    },
};

/// A TLS server: `tls-server`.
///
/// Subject `C, O` if vouched for, `CN` the first host name; SAN all host names and addresses vouched for; `serverAuth`;
/// `digitalSignature`, and `keyEncipherment` for RSA keys, without which NSS refuses an RSA server.
#[derive(Clone, Debug)]
pub struct TlsServer {
    lifetime: Lifetime,
    policy: Option<Oid>,
    common_name: ServerCommonName,
}

/// Whether the subject of a server repeats its first host name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "it does or it does not")]
pub enum ServerCommonName {
    /// It does, which readers that know no SAN like. A host name over 64 characters is refused.
    FirstHostName,
    /// It does not; with no organisation vouched for the subject is empty and SAN critical.
    Absent,
}

/// Whom a server certificate is for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TlsApplicant {
    /// Host names, the first of them the common name.
    pub dns_names: Vec<DnsName>,
    /// Addresses.
    #[serde(default)]
    pub ip_addresses: Vec<IpAddress>,
    /// The organisation.
    #[serde(default)]
    pub organization: Option<String>,
    /// Its country.
    #[serde(default)]
    pub country: Option<String>,
}

/// A TLS client: `tls-client`.
///
/// Subject `C, O` if vouched for and `CN`; SAN the mailbox if vouched for; `clientAuth`; `digitalSignature`.
#[derive(Clone, Debug)]
pub struct TlsClient {
    lifetime: Lifetime,
    policy: Option<Oid>,
}

/// Whom a client certificate is for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TlsClientApplicant {
    /// The name the client goes by.
    pub common_name: String,
    /// The organisation.
    #[serde(default)]
    pub organization: Option<String>,
    /// Its country.
    #[serde(default)]
    pub country: Option<String>,
    /// A mailbox.
    #[serde(default)]
    pub email: Option<EmailAddress>,
}

/// Keys for TLS: RSA 2048 to 4096, P-256, P-384, Ed25519 (Baseline Requirements §6.1.5, and RFC 8410).
pub(super) const KEYS: &[KeyRule] =
    &[KeyRule::RsaBetween { least: 2048, most: 4096 }, KeyRule::P256, KeyRule::P384, KeyRule::Ed25519];

impl TlsServer {
    /// 90 days, well under what public servers may have (B-14). (Proposed.)
    pub const LIFETIME: Lifetime = Lifetime::Days(90);

    /// A policy with this lifetime; [`TlsServer::LIFETIME`] is the proposed one.
    #[must_use]
    pub const fn new(lifetime: Lifetime) -> Self {
        Self { lifetime, policy: None, common_name: ServerCommonName::FirstHostName }
    }

    /// The same with another common name.
    #[must_use]
    pub const fn with_common_name(mut self, common_name: ServerCommonName) -> Self {
        self.common_name = common_name;
        self
    }
}

with_policy!(TlsServer);

impl TlsClient {
    /// 365 days. (Proposed.)
    pub const LIFETIME: Lifetime = Lifetime::Days(365);

    /// A policy with this lifetime; [`TlsClient::LIFETIME`] is the proposed one.
    #[must_use]
    pub const fn new(lifetime: Lifetime) -> Self {
        Self { lifetime, policy: None }
    }
}

with_policy!(TlsClient);

impl TlsApplicant {
    /// A server with these host names.
    #[must_use]
    pub const fn new(dns_names: Vec<DnsName>) -> Self {
        Self { dns_names, ip_addresses: Vec::new(), organization: None, country: None }
    }
}

impl TlsClientApplicant {
    /// A client that goes by this name.
    pub fn new(common_name: impl Into<String>) -> Self {
        Self { common_name: common_name.into(), organization: None, country: None, email: None }
    }
}

impl Applicant for TlsApplicant {
    fn facts(&self, kind: FactKind) -> Vec<Fact> {
        match kind {
            FactKind::DnsName => self.dns_names.iter().cloned().map(Fact::DnsName).collect(),
            FactKind::IpAddress => self.ip_addresses.iter().copied().map(Fact::IpAddress).collect(),
            FactKind::Organization => text(self.organization.as_ref(), Fact::Organization),
            FactKind::Country => text(self.country.as_ref(), Fact::Country),
            _ => Vec::new(),
        }
    }
}

impl Applicant for TlsClientApplicant {
    fn facts(&self, kind: FactKind) -> Vec<Fact> {
        match kind {
            FactKind::CommonName => vec![Fact::CommonName(self.common_name.clone())],
            FactKind::Organization => text(self.organization.as_ref(), Fact::Organization),
            FactKind::Country => text(self.country.as_ref(), Fact::Country),
            FactKind::Email => self.email.iter().cloned().map(Fact::Email).collect(),
            _ => Vec::new(),
        }
    }
}

impl Policy for TlsServer {
    type Applicant = TlsApplicant;
    type KeyOrigin = SubscriberKey;

    fn profile(&self) -> Profile {
        let mut attributes = organization();
        let other_attributes = match self.common_name {
            ServerCommonName::FirstHostName => {
                let names = &[FactKind::DnsName];
                attributes.push(attribute(AttributeType::COMMON_NAME, names, Presence::Optional, Surplus::Refuse));
                Surplus::Withhold
            }
            // Without a row for it, an asked-for common name is an attribute no row names; a foreign one is refused.
            ServerCommonName::Absent => Surplus::Refuse,
        };
        let subject = SubjectRow { attributes: attributes.into(), other_attributes };
        let usage = KeyUsageGrant::ByKey {
            rsa: KeyUsage::DIGITAL_SIGNATURE.union(KeyUsage::KEY_ENCIPHERMENT),
            other: KeyUsage::DIGITAL_SIGNATURE,
        };
        Profile {
            name: Cow::Borrowed("tls-server"),
            subject,
            subject_alt_name: Row::FromFacts {
                presence: Presence::Required,
                facts: Cow::Borrowed(&[FactKind::DnsName, FactKind::IpAddress]),
                surplus: Surplus::Refuse,
            },
            ..tls(Purpose::Service, (self.lifetime, self.policy), usage, &[KeyPurpose::SERVER_AUTH])
        }
    }
}

impl Policy for TlsClient {
    type Applicant = TlsClientApplicant;
    type KeyOrigin = SubscriberKey;

    fn profile(&self) -> Profile {
        let mut attributes = organization();
        attributes.push(attribute(
            AttributeType::COMMON_NAME,
            &[FactKind::CommonName],
            Presence::Required,
            Surplus::Refuse,
        ));
        let usage = KeyUsageGrant::EveryKey(KeyUsage::DIGITAL_SIGNATURE);
        Profile {
            name: Cow::Borrowed("tls-client"),
            subject: SubjectRow { attributes: attributes.into(), other_attributes: Surplus::Withhold },
            subject_alt_name: Row::FromFacts {
                presence: Presence::Optional,
                facts: Cow::Borrowed(&[FactKind::Email]),
                surplus: Surplus::Refuse,
            },
            ..tls(Purpose::Authentication, (self.lifetime, self.policy), usage, &[KeyPurpose::CLIENT_AUTH])
        }
    }
}

/// Country and organisation, where they are vouched for.
fn organization() -> Vec<AttributeRow> {
    vec![
        attribute(AttributeType::COUNTRY, &[FactKind::Country], Presence::Optional, Surplus::Withhold),
        attribute(AttributeType::ORGANIZATION, &[FactKind::Organization], Presence::Optional, Surplus::Withhold),
    ]
}

/// What servers and clients share; name, subject and alternative names are theirs.
fn tls(
    purpose: Purpose,
    (lifetime, policy): (Lifetime, Option<Oid>),
    usage: KeyUsageGrant,
    purposes: &'static [KeyPurpose],
) -> Profile {
    Profile {
        name: Cow::Borrowed(""),
        keys: Cow::Borrowed(KEYS),
        keys_clause: Cow::Borrowed("Baseline Requirements §6.1.5 (B-05)"),
        subject: SubjectRow { attributes: Cow::Borrowed(&[]), other_attributes: Surplus::Refuse },
        subject_alt_name: Row::Absent { if_asked: Surplus::Refuse },
        // A request written for a web server asks for both purposes and more usages than a key needs; it is told.
        key_usage: Row::Set { value: usage, if_asked_otherwise: Surplus::Withhold },
        extended_key_usage: Row::Set { value: Cow::Borrowed(purposes), if_asked_otherwise: Surplus::Withhold },
        unnamed_extensions: Surplus::Withhold,
        ..end_entity(purpose, lifetime, policy, SuspensionRule::Forbidden)
    }
}
