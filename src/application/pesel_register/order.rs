//! From an accepted application to the order that is carried out on the keys of the register.
//!
//! The way to [`credential`](crate::credential): a [`NewKey`] makes a key, a [`KeyChange`] changes the record of one. The
//! surprising choice: orders are not read from files and have no constructor, so that a key is made, changed or deactivated
//! because somebody accepted an application; each is of one environment and fits keys of no other.

use super::{
    AddressChange, AllowList, ApiKeyId, Connection, Environments, Form, InEnvironment, KeyEnvironment, NoticeChange,
    NoticeMailboxes, PeselRegister, Purpose,
};
use crate::{
    application::{Accepted, Contact, EntityNumber, Text},
    policy::catalog::{Production, Test},
};

/// What an accepted application orders.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "an order is there to be carried out"]
#[expect(clippy::exhaustive_enums, reason = "the form has a, b, c and d (S3:L25-45)")]
pub enum KeyOrder {
    /// To make new keys.
    NewKeys(NewKeys),
    /// To deactivate a key.
    Deactivate(InEnvironment<KeyChange<Test, Deactivation>, KeyChange<Production, Deactivation>>),
    /// To change the addresses of a key.
    ChangeAddresses(InEnvironment<KeyChange<Test, AllowList<Test>>, KeyChange<Production, AllowList<Production>>>),
    /// To change the mailboxes of a key.
    ChangeNotices(InEnvironment<KeyChange<Test, NoticeMailboxes>, KeyChange<Production, NoticeMailboxes>>),
}

/// Which new keys.
#[derive(Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "those that can be asked for")]
pub enum NewKeys {
    /// One for test.
    Test(NewKey<Test>),
    /// One for production.
    Production(NewKey<Production>),
    /// One for each.
    Both {
        /// The one for test.
        test: NewKey<Test>,
        /// The one for production.
        production: NewKey<Production>,
    },
}

/// One key to be made.
///
/// An order is not read from a file:
///
/// ```compile_fail,E0277
/// # use chancery::{application::pesel_register::NewKey, policy::catalog::Test};
/// let _: NewKey<Test> = serde_json::from_str("{}").unwrap();
/// ```
///
/// Nor is it copied, so that it is carried out once. (An application that is asked twice gives two, until
/// [`KeysMade`](super::Event::KeysMade) is recorded.)
///
/// ```compile_fail,E0277
/// # use chancery::{application::pesel_register::NewKey, policy::catalog::Test};
/// fn copied<T: Clone>() {}
/// copied::<NewKey<Test>>();
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct NewKey<E: KeyEnvironment> {
    holder: EntityNumber,
    system_name: Text,
    deliver_to: Contact,
    connection: Connection<E>,
}

/// One change to one key: a [`Deactivation`], an [`AllowList`], or [`NoticeMailboxes`].
#[derive(Debug, PartialEq, Eq)]
pub struct KeyChange<E: KeyEnvironment, T> {
    holder: EntityNumber,
    key: ApiKeyId<E>,
    to: T,
}

/// That a key is to be deactivated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deactivation;

impl Accepted<PeselRegister> {
    /// The order.
    pub fn into_order(self) -> KeyOrder {
        let form = self.form();
        match &form.purpose {
            Purpose::NewKey(environments) => KeyOrder::NewKeys(new_keys(form, environments)),
            Purpose::Deactivate(key) => KeyOrder::Deactivate(match key {
                InEnvironment::Test(key) => InEnvironment::Test(change(form, key, Deactivation)),
                InEnvironment::Production(key) => InEnvironment::Production(change(form, key, Deactivation)),
            }),
            Purpose::ChangeAddresses(asked) => KeyOrder::ChangeAddresses(match asked {
                InEnvironment::Test(asked) => InEnvironment::Test(addresses(form, asked)),
                InEnvironment::Production(asked) => InEnvironment::Production(addresses(form, asked)),
            }),
            Purpose::ChangeNotices(asked) => KeyOrder::ChangeNotices(match asked {
                InEnvironment::Test(asked) => InEnvironment::Test(notices(form, asked)),
                InEnvironment::Production(asked) => InEnvironment::Production(notices(form, asked)),
            }),
        }
    }
}

fn new_keys(form: &Form, environments: &Environments) -> NewKeys {
    match environments {
        Environments::Test { connection } => NewKeys::Test(new_key(form, connection)),
        Environments::Production { connection, .. } => NewKeys::Production(new_key(form, connection)),
        Environments::Both { test, production, .. } => {
            NewKeys::Both { test: new_key(form, test), production: new_key(form, production) }
        }
    }
}

fn new_key<E: KeyEnvironment>(form: &Form, connection: &Connection<E>) -> NewKey<E> {
    NewKey {
        holder: form.unit.number.clone(),
        system_name: form.system_name.clone(),
        deliver_to: form.technical_contact.contact.clone(),
        connection: connection.clone(),
    }
}

fn change<E: KeyEnvironment, T>(form: &Form, key: &ApiKeyId<E>, to: T) -> KeyChange<E, T> {
    KeyChange { holder: form.unit.number.clone(), key: key.clone(), to }
}

fn addresses<E: KeyEnvironment>(form: &Form, asked: &AddressChange<E>) -> KeyChange<E, AllowList<E>> {
    change(form, &asked.key, asked.addresses.clone())
}

fn notices<E: KeyEnvironment>(form: &Form, asked: &NoticeChange<E>) -> KeyChange<E, NoticeMailboxes> {
    change(form, &asked.key, asked.notices.clone())
}

impl<E: KeyEnvironment> NewKey<E> {
    /// Whose key it will be.
    #[must_use]
    pub const fn holder(&self) -> &EntityNumber {
        &self.holder
    }

    /// The system that will use it.
    #[must_use]
    pub const fn system_name(&self) -> &Text {
        &self.system_name
    }

    /// Where the archive goes, and where its password goes (PES-07).
    #[must_use]
    pub const fn deliver_to(&self) -> &Contact {
        &self.deliver_to
    }

    /// From where it will be used, and who is told of unavailability.
    #[must_use]
    pub const fn connection(&self) -> &Connection<E> {
        &self.connection
    }
}

impl<E: KeyEnvironment, T> KeyChange<E, T> {
    /// Whose key is to be changed.
    #[must_use]
    pub const fn holder(&self) -> &EntityNumber {
        &self.holder
    }

    /// Which key.
    #[must_use]
    pub const fn key(&self) -> &ApiKeyId<E> {
        &self.key
    }

    /// What it is changed to.
    #[must_use]
    pub const fn to(&self) -> &T {
        &self.to
    }
}
