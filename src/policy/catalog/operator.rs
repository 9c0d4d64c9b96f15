//! Operators of CEPiK applications: `operator-file`, whose request comes in a file, and `operator-card`, whose request the
//! remote application makes on the card.
//!
//! domain §5.1 rows 3 and 4. CEP-12: RSA with exactly 2048 bits. Subject `C, O, GN, SN, serialNumber = PNOPL-<PESEL>, CN = GN SN`,
//! SAN the mailbox of the application. (Proposed, but for the key.) The surprising choice: the subject a request asks for
//! must be the approved one or be left out; any other is refused, as the ministry's KSeF centre does.

use std::borrow::Cow;

use serde::Deserialize;

use super::{authenticating, end_entity, host_policy, mailbox, natural_person, required};
use crate::{
    encoding::Oid,
    identity::Pesel,
    inventory::SuspensionRule,
    policy::{
        Applicant, CertificatesAtOnce, Fact, FactKind, KeyRule, Policy, Profile, Purpose, RenewalKey, RenewalRule,
        RenewalWindow, SubscriberKey,
    },
    x509::{AttributeType, EmailAddress, Lifetime},
};

host_policy! {
    /// An operator whose key is made on a card and whose request comes in a file.
    OperatorFile
}

host_policy! {
    /// An operator whose key and request are made on a card by the remote application (CEP-20, CEP-21: which cards is the
    /// host's to know). The same table as [`OperatorFile`], under its own name and identifier.
    OperatorCard
}

/// A person who uses the applications, and the body they work for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OperatorApplicant {
    /// Country of the body.
    pub country: String,
    /// The body: a guard, a bailiff's office.
    pub organization: String,
    /// First name or names.
    pub given_name: String,
    /// Surname.
    pub surname: String,
    /// PESEL.
    pub pesel: Pesel,
    /// The mailbox of the application.
    pub email: EmailAddress,
}

impl OperatorFile {
    /// Two calendar years; no source states the validity. (Proposed.)
    pub const LIFETIME: Lifetime = Lifetime::Years(2);
    /// Allowed without a limit: the application forms of the system know suspension and its lifting. (Proposed.)
    pub const SUSPENSION: SuspensionRule = SuspensionRule::Allowed { max_days: None, then: None };
    /// One active certificate for each person (domain §5.3 point 10), and recertification as long as it is valid; with
    /// which key no source states. (Proposed.)
    pub const RENEWAL: RenewalRule = RenewalRule {
        at_once: CertificatesAtOnce::One,
        window: RenewalWindow::WhileValid,
        key: RenewalKey::SameOrAnother,
    };
}

impl OperatorCard {
    /// As [`OperatorFile::LIFETIME`]. (Proposed.)
    pub const LIFETIME: Lifetime = OperatorFile::LIFETIME;
    /// As [`OperatorFile::SUSPENSION`]. (Proposed.)
    pub const SUSPENSION: SuspensionRule = OperatorFile::SUSPENSION;
    /// As [`OperatorFile::RENEWAL`]. (Proposed.)
    pub const RENEWAL: RenewalRule = OperatorFile::RENEWAL;
}

impl OperatorApplicant {
    /// A person and the body they work for.
    #[must_use]
    pub fn new(
        country: String,
        organization: String,
        (given_name, surname): (String, String),
        pesel: Pesel,
        email: EmailAddress,
    ) -> Self {
        Self { country, organization, given_name, surname, pesel, email }
    }
}

impl Applicant for OperatorApplicant {
    fn facts(&self, kind: FactKind) -> Vec<Fact> {
        let Self { country, organization, given_name, surname, pesel, email } = self;
        match kind {
            FactKind::Country => vec![Fact::Country(country.clone())],
            FactKind::Organization => vec![Fact::Organization(organization.clone())],
            FactKind::GivenName => vec![Fact::GivenName(given_name.clone())],
            FactKind::Surname => vec![Fact::Surname(surname.clone())],
            FactKind::Pesel => vec![Fact::Pesel(pesel.clone())],
            FactKind::Email => vec![Fact::Email(email.clone())],
            _ => Vec::new(),
        }
    }
}

impl Policy for OperatorFile {
    type Applicant = OperatorApplicant;
    type KeyOrigin = SubscriberKey;

    fn profile(&self) -> Profile {
        let clause = "CEP-12: the operators policy certifies RSA 2048 only";
        personal(
            "operator-file",
            clause,
            self.renewal,
            end_entity(Purpose::Authentication, self.lifetime, Some(self.policy), self.suspension),
        )
    }
}

impl Policy for OperatorCard {
    type Applicant = OperatorApplicant;
    type KeyOrigin = SubscriberKey;

    fn profile(&self) -> Profile {
        let clause = "CEP-12: the operators policy certifies RSA 2048 only";
        personal(
            "operator-card",
            clause,
            self.renewal,
            end_entity(Purpose::Authentication, self.lifetime, Some(self.policy), self.suspension),
        )
    }
}

/// The table of a person who authenticates with a card: `C, O, GN, SN, serialNumber = PNOPL-<PESEL>, CN = GN SN`, the mailbox
/// in SAN, RSA 2048.
pub(super) fn personal(name: &'static str, keys_clause: &'static str, renewal: RenewalRule, frame: Profile) -> Profile {
    let attributes = vec![
        required(AttributeType::COUNTRY, &[FactKind::Country]),
        required(AttributeType::ORGANIZATION, &[FactKind::Organization]),
    ];
    Profile {
        name: Cow::Borrowed(name),
        renewal,
        keys: Cow::Borrowed(&[KeyRule::RsaExactly(2048)]),
        keys_clause: Cow::Borrowed(keys_clause),
        subject: natural_person(attributes),
        subject_alt_name: mailbox(),
        ..authenticating(frame)
    }
}
