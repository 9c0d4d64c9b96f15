//! The environments of the register, as types: test and production.
//!
//! domain §1.8 form point 4, §5.3 point 11: production has the data of people, test a few that are made up, and a key of the one
//! is no key of the other. Under every type of this module that has an `E`. The surprising choice: the markers are those of
//! the [`catalog`](crate::policy::catalog), since both systems mean the same by them, and the trait is another, since here
//! nothing has to come before production but the reading of a policy.

use std::{fmt, hash::Hash};

use serde::{Deserialize, Serialize};

use crate::policy::catalog::{Production, Test};

mod sealed {
    /// Empty on purpose: a method here would be callable through a bound.
    #[expect(unnameable_types, reason = "sealing is the point")]
    pub trait Sealed {}
}

/// An environment of the register. Sealed: [`Test`] or [`Production`].
///
/// A key of one is no key of the other:
///
/// ```compile_fail,E0308
/// # use chancery::{application::pesel_register::ApiKeyId, policy::catalog::{Production, Test}};
/// fn in_production(id: ApiKeyId<Production>) {}
/// fn mixed_up(id: ApiKeyId<Test>) {
///     in_production(id);
/// }
/// ```
pub trait KeyEnvironment: sealed::Sealed + Copy + Ord + Hash + fmt::Debug + Send + Sync + 'static {
    /// Its name in journals and records.
    const NAME: &'static str;
    /// From where its systems connect.
    const REACH: Reach;
}

/// From which addresses the systems of an environment connect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "any address, or those on the Internet")]
pub enum Reach {
    /// Any IPv4 address.
    Any,
    /// Addresses on the Internet.
    Internet,
}

/// Something in exactly one of the environments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the source has two (S3:L74-84)")]
pub enum InEnvironment<T, P> {
    /// In the test environment.
    Test(T),
    /// In production.
    Production(P),
}

impl sealed::Sealed for Test {}
impl sealed::Sealed for Production {}

impl KeyEnvironment for Test {
    const NAME: &'static str = "test";
    /// The source asks for public addresses and the data are made up; special ranges are let pass. (Proposed.)
    const REACH: Reach = Reach::Any;
}

impl KeyEnvironment for Production {
    const NAME: &'static str = "production";
    /// Public addresses (S3:L89), which special ranges are not (domain §4.6, proposed).
    const REACH: Reach = Reach::Internet;
}
