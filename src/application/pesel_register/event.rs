//! What happens to applications to the register.
//!
//! domain §1.9; registration and review are steps between named ones. The surprising choice: that a form is as it was
//! published is an event of its own ([`Event::FoundInOrder`]) and not taken for granted, because an altered one is not
//! rejected but not processed (PES-05), which is an outcome of its own.

use serde::{Deserialize, Serialize};

use super::{ApiKeyId, Entitlement, EventKind};
use crate::{
    application::{Declined, Ending, Mail, PersonName, PhoneNumber, Signature, Text},
    policy::catalog::{Production, Test},
    x509::EmailAddress,
};

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Event {
    /// It was signed electronically (PES-08).
    Signed {
        /// The signatures under the form.
        signatures: Vec<Signature>,
        /// By which right.
        basis: SigningBasis,
    },
    /// It was sent.
    Submitted {
        /// To this mailbox (PES-09).
        to: EmailAddress,
    },
    /// It was received.
    Received {
        /// The mail; that it comes from the mailbox of point 3d is advised (PES-09).
        mail: Mail,
    },
    /// It was registered.
    Registered {
        /// Under which number, the centre's own.
        number: Text,
    },
    /// The form is as it was published, complete and filled in electronically (PES-05).
    FoundInOrder,
    /// It is not processed (*brak realizacji*, PES-05).
    NotProcessed {
        /// Why.
        faults: Faults,
    },
    /// It was not granted.
    Declined(Declined),
    /// It was granted.
    Accepted {
        /// The entitlement that was looked up and found to hold (PES-01).
        entitlement: Entitlement,
    },
    /// The keys were made, one for each environment.
    KeysMade(MadeKeys),
    /// The archive of every key was mailed (PES-07).
    ArchiveMailed {
        /// To this mailbox.
        to: EmailAddress,
    },
    /// The password of every archive was sent by SMS (PES-07).
    PasswordSent {
        /// To this telephone.
        to: PhoneNumber,
    },
    /// The key was deactivated (PES-03).
    Deactivated,
    /// The addresses of the key were changed (PES-04).
    AddressesChanged,
    /// The mailboxes of the key were changed (PES-04).
    NoticesChanged,
}

/// By which right somebody signs for a unit (PES-08).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the source has two (S3:L102-106)")]
pub enum SigningBasis {
    /// As its head; where several act jointly, all of them sign.
    Head,
    /// By an authorisation that the head signed, attached.
    Authorised(SignedAuthorisation),
}

/// An authorisation to apply on behalf of a unit, itself signed electronically by the head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "who may, and who says so")]
pub struct SignedAuthorisation {
    /// Who is authorised, and signs the form.
    pub person: PersonName,
    /// The signatures under the authorisation.
    pub signatures: Vec<Signature>,
}

/// The keys that were made, by the ids they got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
#[expect(clippy::exhaustive_enums, reason = "those that can be asked for")]
pub enum MadeKeys {
    /// One for test.
    Test(ApiKeyId<Test>),
    /// One for production.
    Production(ApiKeyId<Production>),
    /// One for each.
    Both {
        /// The one for test.
        test: ApiKeyId<Test>,
        /// The one for production.
        production: ApiKeyId<Production>,
    },
}

/// Why an application is not processed (PES-05).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Fault {
    /// The layout or the text of the form was changed (S3:L20).
    Altered(Text),
    /// A point is not filled in (S3:L21).
    Incomplete(Text),
    /// It was filled in by hand (S3:L22).
    NotElectronic,
    /// Another, in the words of the officer.
    Other(Text),
}

/// One fault at least.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Fault>", into = "Vec<Fault>")]
pub struct Faults(Vec<Fault>);

/// No fault for which an application is not processed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an application is not processed for one fault at least, and none is given (PES-05)")]
#[non_exhaustive]
pub struct NoFault;

impl Faults {
    /// These faults.
    ///
    /// # Errors
    /// [`NoFault`] for none.
    pub fn new(faults: Vec<Fault>) -> Result<Self, NoFault> {
        if faults.is_empty() { Err(NoFault) } else { Ok(Self(faults)) }
    }

    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.0
    }
}

impl TryFrom<Vec<Fault>> for Faults {
    type Error = NoFault;
    fn try_from(faults: Vec<Fault>) -> Result<Self, NoFault> {
        Self::new(faults)
    }
}

impl From<Faults> for Vec<Fault> {
    fn from(faults: Faults) -> Self {
        faults.0
    }
}

impl MadeKeys {
    /// Its name in violations.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Test(_) => "a key for test",
            Self::Production(_) => "a key for production",
            Self::Both { .. } => "a key for test and another for production",
        }
    }
}

impl Event {
    /// Its name.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        match self {
            Self::Signed { .. } => EventKind::Signed,
            Self::Submitted { .. } => EventKind::Submitted,
            Self::Received { .. } => EventKind::Received,
            Self::Registered { .. } => EventKind::Registered,
            Self::FoundInOrder => EventKind::FoundInOrder,
            Self::NotProcessed { .. } => EventKind::NotProcessed,
            Self::Declined(declined) => match declined.ending() {
                Ending::Rejected => EventKind::Rejected,
                Ending::Cancelled => EventKind::Cancelled,
                Ending::LeftWithoutConsideration => EventKind::LeftWithoutConsideration,
            },
            Self::Accepted { .. } => EventKind::Accepted,
            Self::KeysMade(_) => EventKind::KeysMade,
            Self::ArchiveMailed { .. } => EventKind::ArchiveMailed,
            Self::PasswordSent { .. } => EventKind::PasswordSent,
            Self::Deactivated => EventKind::Deactivated,
            Self::AddressesChanged => EventKind::AddressesChanged,
            Self::NoticesChanged => EventKind::NoticesChanged,
        }
    }
}
