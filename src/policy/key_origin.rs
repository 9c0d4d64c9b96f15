//! Who makes the key: the subscriber, or the authority.
//!
//! A type parameter of the whole pipeline, so that "approve a request" does not exist for a policy whose keys are made
//! here, and a secret cannot leave as a bare certificate. The surprising choice: the markers are empty enums; no value
//! of them exists, and deriving on them asks nothing of anyone.

use std::fmt;

mod sealed {
    /// Empty on purpose: a method here would be callable through a bound.
    #[expect(unnameable_types, reason = "sealing is the point")]
    pub trait Sealed {}
}

/// Where the key of a certificate comes from. Sealed: [`SubscriberKey`] or [`AuthorityKey`].
pub trait KeyOrigin: sealed::Sealed + Copy + fmt::Debug + Send + Sync + 'static {
    /// What travels with the certificate until it is handed out.
    type Secret: fmt::Debug + Send + Sync;
}

/// The subscriber made the key and proved possession with a request.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "a marker without values")]
pub enum SubscriberKey {}

/// The authority makes the key.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "a marker without values")]
pub enum AuthorityKey {}

impl sealed::Sealed for SubscriberKey {}
impl sealed::Sealed for AuthorityKey {}

impl KeyOrigin for SubscriberKey {
    type Secret = ();
}

impl KeyOrigin for AuthorityKey {
    type Secret = crate::crypto::SecretKey;
}

/// The bound of `approve`.
#[diagnostic::on_unimplemented(
    message = "this policy's keys are made by the authority, so it has no request to approve",
    label = "no request can be approved under it"
)]
pub trait FromSubscriber: KeyOrigin {}

impl FromSubscriber for SubscriberKey {}
