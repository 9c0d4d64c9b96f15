//! Who makes the key: the subscriber, or the authority.
//!
//! A type parameter of the whole pipeline, so that "approve a request" does not exist for a policy whose keys are made
//! here, and a secret cannot leave as a bare certificate. The surprising choice: the markers are empty enums; no value
//! of them exists, and deriving on them asks nothing of anyone.

use std::fmt;

use crate::{crypto::SecretKey, inventory::KeyMaker};

mod sealed {
    /// Empty on purpose: a method here would be callable through a bound.
    #[expect(unnameable_types, reason = "sealing is the point")]
    pub trait SealedOrigin {}
}

/// Where the key of a certificate comes from. Sealed: [`SubscriberKey`] or [`AuthorityKey`].
pub trait KeyOrigin: sealed::SealedOrigin + Copy + fmt::Debug + Send + Sync + 'static {
    /// What travels with the certificate until it is handed out.
    type Secret: fmt::Debug + Send + Sync;
    /// The same as a value, for records and rows.
    const MAKER: KeyMaker;
}

/// The subscriber made the key and proved possession with a request.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "a marker without values")]
pub enum SubscriberKey {}

/// The authority makes the key.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "a marker without values")]
pub enum AuthorityKey {}

impl sealed::SealedOrigin for SubscriberKey {}
impl sealed::SealedOrigin for AuthorityKey {}

impl KeyOrigin for SubscriberKey {
    type Secret = ();
    const MAKER: KeyMaker = KeyMaker::Subscriber;
}

impl KeyOrigin for AuthorityKey {
    type Secret = SecretKey;
    const MAKER: KeyMaker = KeyMaker::Authority;
}

/// The bound of `approve`.
#[diagnostic::on_unimplemented(
    message = "this policy's keys are made by the authority, so it has no request to approve",
    label = "no request can be approved under it"
)]
pub trait FromSubscriber: KeyOrigin<Secret = ()> {}

/// The bound of `approve_generated`.
#[diagnostic::on_unimplemented(
    message = "this policy's keys are made by the subscriber, so the authority makes none",
    label = "call `approve` with a `VerifiedRequest`"
)]
pub trait FromAuthority: KeyOrigin<Secret = SecretKey> {}

impl FromSubscriber for SubscriberKey {}
impl FromAuthority for AuthorityKey {}
