//! What is applied for: form point 1, with what belongs to each answer.
//!
//! PES-02 to PES-04, PES-06 and domain §1.8. The surprising choice: the id of a key is no field of the form but a part of the
//! three purposes that need it, so a new key has none and the others exactly one, and so is the reading of the security
//! policy a part of what is asked for in production. What is filled in otherwise does not deserialise.

use serde::{Deserialize, Serialize};

use super::{AllowList, ApiKeyId, InEnvironment, KeyEnvironment, NoticeMailboxes};
use crate::{
    application::Date,
    policy::catalog::{Production, Test},
};

/// The purpose of an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the form has a, b, c and d (S3:L25-45)")]
pub enum Purpose {
    /// a) a new key: the first, or one again, for example after the present one was disclosed (PES-02). Whether the present
    /// one dies by it no source states; another application deactivates it.
    NewKey(Environments),
    /// b) to deactivate a key: the register is used no more, or the key may be disclosed (PES-03).
    Deactivate(InEnvironment<ApiKeyId<Test>, ApiKeyId<Production>>),
    /// c) to change the addresses a key is used from; no new key (PES-04).
    ChangeAddresses(InEnvironment<AddressChange<Test>, AddressChange<Production>>),
    /// d) to change the mailboxes that are told of unavailability; no new key (PES-04).
    ChangeNotices(InEnvironment<NoticeChange<Test>, NoticeChange<Production>>),
}

/// For which environments a new key is asked: one key for each of them (S3:L82).
///
/// Production without the reading of the security policy cannot be written:
///
/// ```compile_fail,E0063
/// # use chancery::{application::pesel_register::{Connection, Environments}, policy::catalog::Production};
/// fn unread(connection: Connection<Production>) -> Environments {
///     Environments::Production { connection }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", rename_all_fields = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "one, the other or both (S3:L74-84)")]
pub enum Environments {
    /// The test environment: limited data, made up.
    Test {
        /// From where and for whom.
        connection: Connection<Test>,
    },
    /// Production: data of people.
    Production {
        /// From where and for whom.
        connection: Connection<Production>,
        /// The reading of the policy (PES-06).
        policy: PolicyRead,
    },
    /// Both: two keys.
    Both {
        /// From where and for whom in the test environment.
        test: Connection<Test>,
        /// From where and for whom in production.
        production: Connection<Production>,
        /// The reading of the policy (PES-06).
        policy: PolicyRead,
    },
}

/// From where a key is used, and who is told of unavailability: form points 5 and 6.
///
/// The form has the points once. With both environments asked for they are given for each, since a test system seldom
/// stands where the production does; the same may be given twice. (Proposed.)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", bound = "E: KeyEnvironment")]
#[expect(clippy::exhaustive_structs, reason = "forms are filled in field by field")]
pub struct Connection<E: KeyEnvironment> {
    /// The addresses; with an intermediary, those of the intermediary (S3:L92).
    pub addresses: AllowList<E>,
    /// The mailboxes for notices.
    pub notices: NoticeMailboxes,
}

/// That the applicant has read the Information Security Policy of the register, in the part about external systems (PES-06).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "that it was read, and when")]
pub struct PolicyRead {
    /// When. Before the form was filled in, which is asked when it is submitted.
    pub on: Date,
}

/// Other addresses for a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", bound = "E: KeyEnvironment")]
#[expect(clippy::exhaustive_structs, reason = "forms are filled in field by field")]
pub struct AddressChange<E: KeyEnvironment> {
    /// The key.
    pub key: ApiKeyId<E>,
    /// All its addresses from then on.
    pub addresses: AllowList<E>,
}

/// Other mailboxes for a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", bound = "E: KeyEnvironment")]
#[expect(clippy::exhaustive_structs, reason = "forms are filled in field by field")]
pub struct NoticeChange<E: KeyEnvironment> {
    /// The key.
    pub key: ApiKeyId<E>,
    /// All its mailboxes from then on.
    pub notices: NoticeMailboxes,
}

impl Purpose {
    /// The reading of the security policy, where it is asked for (PES-06).
    #[must_use]
    pub const fn policy_read(&self) -> Option<PolicyRead> {
        match self {
            Self::NewKey(Environments::Production { policy, .. } | Environments::Both { policy, .. }) => Some(*policy),
            _ => None,
        }
    }

    /// Its name in violations.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::NewKey(environments) => environments.name(),
            Self::Deactivate(_) => "a key deactivated",
            Self::ChangeAddresses(_) => "the addresses of a key changed",
            Self::ChangeNotices(_) => "the notices of a key changed",
        }
    }
}

impl Environments {
    const fn name(&self) -> &'static str {
        match self {
            Self::Test { .. } => "a key for test",
            Self::Production { .. } => "a key for production",
            Self::Both { .. } => "a key for test and another for production",
        }
    }
}
