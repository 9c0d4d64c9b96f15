//! Citizens who sign on SEKAP: `sekap-office`, whose key the registration office makes, and `sekap-request`, whose own key
//! comes in a request.
//!
//! domain §5.1 rows 7a and 7b. Ways 1 and 2 end with key and certificate in a file or on a card (SEK-02, SEK-03), way 3
//! with the certificate alone (SEK-05). Subject `C, GN, SN, serialNumber = PNOPL-<PESEL>, CN = GN SN`, SAN the mailbox,
//! `nonRepudiation` and `emailProtection`. (Proposed, but for two years.) The surprising choice: the registration office
//! acts for the authority, so a key it makes is one that the authority makes, and is bound by the same rules.

use std::borrow::Cow;

use serde::Deserialize;

use super::{end_entity, mailbox, natural_person, required, with_keys, with_proposed};
use crate::{
    encoding::Oid,
    identity::Pesel,
    inventory::SuspensionRule,
    policy::{
        Applicant, AuthorityKey, Delivery, Fact, FactKind, KeyRule, KeyUsageGrant, List, Policy, Profile, Purpose,
        RenewalKey, RenewalRule, Row, SubscriberKey, Surplus,
    },
    x509::{
        AttributeType, EmailAddress, Lifetime,
        extension::{KeyPurpose, KeyUsage},
    },
};

/// Ways 1 and 2: the registration office makes the key.
#[derive(Clone, Debug)]
pub struct SekapOffice {
    lifetime: Lifetime,
    suspension: SuspensionRule,
    renewal: RenewalRule,
    policy: Oid,
    keys: List<KeyRule>,
    purpose: SekapUse,
    delivery: OfficeDelivery,
}

/// Way 3: the citizen makes the key, and gets the certificate alone (SEK-05).
#[derive(Clone, Debug)]
pub struct SekapRequest {
    lifetime: Lifetime,
    suspension: SuspensionRule,
    renewal: RenewalRule,
    policy: Oid,
    keys: List<KeyRule>,
    purpose: SekapUse,
}

/// What citizens use their certificates for. The rows of keyUsage and extKeyUsage follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "§3.8 knows the one and the mixture")]
pub enum SekapUse {
    /// Documents are signed: `nonRepudiation`, `emailProtection`. (Proposed; that they are signed is S2:L37.)
    Signature,
    /// The same key opens sessions too: `digitalSignature` and `clientAuth` besides. A mixture of two areas of eIDAS, which
    /// a host chooses by saying so.
    SignatureAndAuthentication,
}

/// How the registration office hands out the key that it made (SEK-02, SEK-03).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the sources have two carriers")]
pub enum OfficeDelivery {
    /// A PKCS#12 file, on the pendrive the citizen brought.
    Pkcs12,
    /// A card.
    Card,
}

/// A natural person who showed the registration office an identity document (SEK-07; which one is the host's to record).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SekapApplicant {
    /// Country of the person.
    pub country: String,
    /// First name or names.
    pub given_name: String,
    /// Surname.
    pub surname: String,
    /// PESEL.
    pub pesel: Pesel,
    /// The mailbox of the application.
    pub email: EmailAddress,
}

impl SekapOffice {
    /// Two years, as an office of the project published (domain §2.3).
    pub const LIFETIME: Lifetime = Lifetime::Years(2);
    /// Allowed for seven days; no source states whether, nor what follows. (Proposed.)
    pub const SUSPENSION: SuspensionRule = SuspensionRule::Allowed { max_days: Some(7), then: None };
    /// By a new application, with the key that is made for it; no source speaks of it. (Proposed.)
    pub const RENEWAL: RenewalRule = RenewalRule { key: RenewalKey::Another, ..RenewalRule::NEW_APPLICATION };
    /// RSA 2048; no source states the key. (Proposed.)
    pub const KEYS: &'static [KeyRule] = &[KeyRule::RsaExactly(2048)];
    /// Documents are signed and nothing else, since the host did not ask for more (domain §3.8). (Proposed.)
    pub const USE: SekapUse = SekapUse::Signature;
    /// In a file; the sources leave the choice between file and card to the citizen. (Proposed.)
    pub const DELIVERY: OfficeDelivery = OfficeDelivery::Pkcs12;

    /// The policy with this identifier, which the host supplies, and the proposed values.
    #[must_use]
    pub const fn new(policy: Oid) -> Self {
        Self {
            lifetime: Self::LIFETIME,
            suspension: Self::SUSPENSION,
            renewal: Self::RENEWAL,
            policy,
            keys: Cow::Borrowed(Self::KEYS),
            purpose: Self::USE,
            delivery: Self::DELIVERY,
        }
    }

    /// The same for another use.
    #[must_use]
    pub const fn with_use(mut self, purpose: SekapUse) -> Self {
        self.purpose = purpose;
        self
    }

    /// The same, handed out another way.
    #[must_use]
    pub const fn with_delivery(mut self, delivery: OfficeDelivery) -> Self {
        self.delivery = delivery;
        self
    }
}

with_keys!(SekapOffice);

impl SekapRequest {
    /// As [`SekapOffice::LIFETIME`].
    pub const LIFETIME: Lifetime = SekapOffice::LIFETIME;
    /// As [`SekapOffice::SUSPENSION`]. (Proposed.)
    pub const SUSPENSION: SuspensionRule = SekapOffice::SUSPENSION;
    /// By a new application, with the same key or another; no source speaks of it. (Proposed.)
    pub const RENEWAL: RenewalRule = RenewalRule::NEW_APPLICATION;
    /// As [`SekapOffice::KEYS`]. (Proposed.)
    pub const KEYS: &'static [KeyRule] = SekapOffice::KEYS;
    /// As [`SekapOffice::USE`]. (Proposed.)
    pub const USE: SekapUse = SekapOffice::USE;

    /// The policy with this identifier, which the host supplies, and the proposed values.
    #[must_use]
    pub const fn new(policy: Oid) -> Self {
        Self {
            lifetime: Self::LIFETIME,
            suspension: Self::SUSPENSION,
            renewal: Self::RENEWAL,
            policy,
            keys: Cow::Borrowed(Self::KEYS),
            purpose: Self::USE,
        }
    }

    /// The same for another use.
    #[must_use]
    pub const fn with_use(mut self, purpose: SekapUse) -> Self {
        self.purpose = purpose;
        self
    }
}

with_keys!(SekapRequest);

with_proposed!(SekapOffice);
with_proposed!(SekapRequest);

impl SekapUse {
    const fn purpose(self) -> Purpose {
        match self {
            Self::Signature => Purpose::Signature,
            Self::SignatureAndAuthentication => Purpose::SignatureAndAuthentication,
        }
    }

    const fn usage(self) -> KeyUsage {
        match self {
            Self::Signature => KeyUsage::NON_REPUDIATION,
            Self::SignatureAndAuthentication => KeyUsage::DIGITAL_SIGNATURE.union(KeyUsage::NON_REPUDIATION),
        }
    }

    const fn purposes(self) -> &'static [KeyPurpose] {
        match self {
            Self::Signature => &[KeyPurpose::EMAIL_PROTECTION],
            Self::SignatureAndAuthentication => &[KeyPurpose::EMAIL_PROTECTION, KeyPurpose::CLIENT_AUTH],
        }
    }
}

impl From<OfficeDelivery> for Delivery {
    fn from(delivery: OfficeDelivery) -> Self {
        match delivery {
            OfficeDelivery::Pkcs12 => Self::Pkcs12,
            OfficeDelivery::Card => Self::Card,
        }
    }
}

impl SekapApplicant {
    /// A person whose identity was checked, and a mailbox.
    #[must_use]
    pub fn new(country: String, (given_name, surname): (String, String), pesel: Pesel, email: EmailAddress) -> Self {
        Self { country, given_name, surname, pesel, email }
    }
}

impl Applicant for SekapApplicant {
    fn facts(&self, kind: FactKind) -> Vec<Fact> {
        let Self { country, given_name, surname, pesel, email } = self;
        match kind {
            FactKind::Country => vec![Fact::Country(country.clone())],
            FactKind::GivenName => vec![Fact::GivenName(given_name.clone())],
            FactKind::Surname => vec![Fact::Surname(surname.clone())],
            FactKind::Pesel => vec![Fact::Pesel(pesel.clone())],
            FactKind::Email => vec![Fact::Email(email.clone())],
            _ => Vec::new(),
        }
    }
}

impl Policy for SekapOffice {
    type Applicant = SekapApplicant;
    type KeyOrigin = AuthorityKey;

    fn profile(&self) -> Profile {
        Profile {
            name: Cow::Borrowed("sekap-office"),
            keys: self.keys.clone(),
            keys_clause: Cow::Borrowed("domain.md §5.1 row 7a, proposed"),
            renewal: self.renewal,
            delivery: self.delivery.into(),
            ..citizen(self.purpose, self.lifetime, self.policy, self.suspension)
        }
    }
}

impl Policy for SekapRequest {
    type Applicant = SekapApplicant;
    type KeyOrigin = SubscriberKey;

    fn profile(&self) -> Profile {
        Profile {
            name: Cow::Borrowed("sekap-request"),
            keys: self.keys.clone(),
            keys_clause: Cow::Borrowed("domain.md §5.1 row 7b, proposed"),
            renewal: self.renewal,
            ..citizen(self.purpose, self.lifetime, self.policy, self.suspension)
        }
    }
}

/// The rows of a citizen: `C, GN, SN, serialNumber = PNOPL-<PESEL>, CN = GN SN`, the mailbox in SAN, usages for this use.
fn citizen(purpose: SekapUse, lifetime: Lifetime, policy: Oid, suspension: SuspensionRule) -> Profile {
    Profile {
        subject: natural_person(vec![required(AttributeType::COUNTRY, &[FactKind::Country])]),
        key_usage: Row::Set { value: KeyUsageGrant::EveryKey(purpose.usage()), if_asked_otherwise: Surplus::Refuse },
        extended_key_usage: Row::Set { value: Cow::Borrowed(purpose.purposes()), if_asked_otherwise: Surplus::Refuse },
        subject_alt_name: mailbox(),
        ..end_entity(purpose.purpose(), lifetime, Some(policy), suspension)
    }
}
