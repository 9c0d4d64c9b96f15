//! The record of an API key: what the register stores, and holds every use of the key against.
//!
//! domain §1.9: `Active` until `Deactivated`; purposes c and d edit the record and leave the secret as it is (PES-04), b ends
//! it (PES-03). Everything is changed by the orders of accepted applications. The surprising choice: who presents a wrong
//! secret is told that alone, whether or not the key is active and the address in the list, since they have shown nothing
//! yet.

use std::{borrow::Cow, marker::PhantomData, net::Ipv4Addr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{api_key::SECRET_CHARACTERS, secret_hash::SecretHash};
use crate::{
    application::{
        EntityNumber, Moment, Text,
        pesel_register::{AllowList, ApiKeyId, Deactivation, KeyChange, KeyEnvironment, NewKey, NoticeMailboxes},
    },
    crypto::Digest,
    x509::Kept,
};

/// The record of an API key of one environment. It has no secret.
///
/// A record of one environment is not read as one of the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", bound = "E: KeyEnvironment")]
pub struct ApiKeyRecord<E: KeyEnvironment> {
    environment: EnvironmentName<E>,
    id: ApiKeyId<E>,
    holder: EntityNumber,
    system_name: Text,
    addresses: AllowList<E>,
    notices: NoticeMailboxes,
    status: KeyStatus,
    hash: SecretHash,
}

/// Whether a key is in use. No source knows a suspension or an end of validity (PES-10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", rename_all_fields = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the two of domain §1.9")]
pub enum KeyStatus {
    /// In use.
    Active,
    /// Not any more, and never again.
    Deactivated {
        /// Since when.
        at: Moment,
    },
}

/// Why a call is not admitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAdmitted {
    /// The secret is another one.
    #[error("what is presented is not the secret of this key")]
    WrongSecret,
    /// The key is not in use any more.
    #[error("the key was deactivated at {at} and is not used again; a new one is applied for (PES-02)")]
    Deactivated {
        /// Since when.
        at: Moment,
    },
    /// The call comes from elsewhere.
    #[error(
        "the call comes from {found}, which is not among the addresses of the key; others are applied for (PES-04)"
    )]
    OtherAddress {
        /// From where.
        found: Ipv4Addr,
    },
}

/// Why a record is not changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ChangeError {
    /// The order is for another key.
    #[error("the order is for the key {expected}, and this is {found} (S3:L60)")]
    OtherKey {
        /// The key of the record.
        found: Box<str>,
        /// The key of the order.
        expected: Box<str>,
    },
    /// The order is of another unit.
    #[error("the unit that ordered the change does not hold the key; every unit has a key of its own (S3:L71)")]
    OtherHolder,
    /// The key is not in use any more.
    #[error("the key was deactivated at {at}, and nothing about it is changed any more (PES-03)")]
    Deactivated {
        /// Since when.
        at: Moment,
    },
}

impl<E: KeyEnvironment> ApiKeyRecord<E> {
    pub(super) fn of(id: ApiKeyId<E>, order: NewKey<E>, hash: SecretHash) -> Self {
        Self {
            environment: EnvironmentName(PhantomData),
            id,
            holder: order.holder().clone(),
            system_name: order.system_name().clone(),
            addresses: order.connection().addresses.clone(),
            notices: order.connection().notices.clone(),
            status: KeyStatus::Active,
            hash,
        }
    }

    /// Lets a call with this secret from this address pass.
    ///
    /// # Errors
    /// [`NotAdmitted`]: the secret first, then the status, then the address.
    pub fn admits(&self, presented: &str, from: Ipv4Addr, digest: &dyn Digest) -> Result<(), NotAdmitted> {
        // How long a secret is, everybody knows; what has another length is neither copied nor hashed.
        let of_its_length = (presented.len() == SECRET_CHARACTERS).then_some(presented);
        let hash = of_its_length.and_then(|presented| SecretHash::of::<E>(presented, digest));
        if !hash.is_some_and(|hash| self.hash.is(&hash)) {
            return Err(NotAdmitted::WrongSecret);
        }
        if let KeyStatus::Deactivated { at } = self.status {
            return Err(NotAdmitted::Deactivated { at });
        }
        if self.addresses.has(from) { Ok(()) } else { Err(NotAdmitted::OtherAddress { found: from }) }
    }

    /// The record with the key out of use (PES-03).
    ///
    /// ```compile_fail,E0308
    /// # use chancery::{application::{Moment, pesel_register::{Deactivation, KeyChange}}, credential::ApiKeyRecord};
    /// # use chancery::policy::catalog::{Production, Test};
    /// fn mixed_up(record: ApiKeyRecord<Production>, order: &KeyChange<Test, Deactivation>, at: Moment) {
    ///     let _ = record.deactivate(order, at);
    /// }
    /// ```
    ///
    /// # Errors
    /// [`ChangeError`]; the record is given back.
    pub fn deactivate(self, order: &KeyChange<E, Deactivation>, at: Moment) -> Result<Self, Kept<Self, ChangeError>> {
        self.changed(order, |record, Deactivation| record.status = KeyStatus::Deactivated { at })
    }

    /// The record with other addresses, and the same secret (PES-04).
    ///
    /// # Errors
    /// [`ChangeError`]; the record is given back.
    pub fn with_addresses(self, order: &KeyChange<E, AllowList<E>>) -> Result<Self, Kept<Self, ChangeError>> {
        self.changed(order, |record, addresses| record.addresses = addresses.clone())
    }

    /// The record with other mailboxes for notices, and the same secret (PES-04).
    ///
    /// # Errors
    /// [`ChangeError`]; the record is given back.
    pub fn with_notices(self, order: &KeyChange<E, NoticeMailboxes>) -> Result<Self, Kept<Self, ChangeError>> {
        self.changed(order, |record, notices| record.notices = notices.clone())
    }

    fn changed<T>(
        mut self,
        order: &KeyChange<E, T>,
        change: impl FnOnce(&mut Self, &T),
    ) -> Result<Self, Kept<Self, ChangeError>> {
        match self.refusal(order) {
            Some(cause) => Err(Kept::new(self, cause)),
            None => {
                change(&mut self, order.to());
                Ok(self)
            }
        }
    }

    fn refusal<T>(&self, order: &KeyChange<E, T>) -> Option<ChangeError> {
        if self.id != *order.key() {
            return Some(ChangeError::OtherKey {
                found: self.id.as_str().into(),
                expected: order.key().as_str().into(),
            });
        }
        if self.holder != *order.holder() {
            return Some(ChangeError::OtherHolder);
        }
        match self.status {
            KeyStatus::Active => None,
            KeyStatus::Deactivated { at } => Some(ChangeError::Deactivated { at }),
        }
    }

    /// The id of the key.
    #[must_use]
    pub const fn id(&self) -> &ApiKeyId<E> {
        &self.id
    }

    /// Whose key it is.
    #[must_use]
    pub const fn holder(&self) -> &EntityNumber {
        &self.holder
    }

    /// The system that uses it.
    #[must_use]
    pub const fn system_name(&self) -> &Text {
        &self.system_name
    }

    /// From where it is used.
    #[must_use]
    pub const fn addresses(&self) -> &AllowList<E> {
        &self.addresses
    }

    /// Who is told of unavailability.
    #[must_use]
    pub const fn notices(&self) -> &NoticeMailboxes {
        &self.notices
    }

    /// Whether it is in use.
    #[must_use]
    pub const fn status(&self) -> KeyStatus {
        self.status
    }
}

/// The name of an environment, which is written and has to be found again.
#[derive(Clone, Copy, PartialEq, Eq)]
struct EnvironmentName<E>(PhantomData<fn() -> E>);

impl<E: KeyEnvironment> std::fmt::Debug for EnvironmentName<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(E::NAME)
    }
}

impl<E: KeyEnvironment> Serialize for EnvironmentName<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(E::NAME)
    }
}

impl<'de, E: KeyEnvironment> Deserialize<'de> for EnvironmentName<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if <Cow<'de, str>>::deserialize(deserializer)? == E::NAME {
            return Ok(Self(PhantomData));
        }
        Err(de::Error::custom(format_args!("the record is not of a key for {}", E::NAME)))
    }
}
