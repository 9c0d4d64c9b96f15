//! The three procedures at the signature node: what is filled in, and how access is asked for.
//!
//! S1 §4 to §7. The surprising choice: a replacement is one procedure for both environments, since the source has one, and the
//! form says which; its form holds the whole application of the first time (WP-11).

use std::fmt;

use serde::{Serialize, de::DeserializeOwned};

use super::{IntegrationForm, Previous, ProductionForm, PublicEntity, Replaced, ReplacementForm};
use crate::{application::Text, policy::catalog::SystemAddress};

pub(super) mod sealed {
    /// Empty on purpose: a method here would be callable through a bound.
    #[expect(unnameable_types, reason = "sealing is the point")]
    pub trait Sealed {}
}

/// A procedure at the signature node. Sealed: one of the three below.
pub trait Procedure: sealed::Sealed + Clone + PartialEq + fmt::Debug + 'static {
    /// What is filled in.
    type Form: Clone + PartialEq + fmt::Debug + Send + Sync + Serialize + DeserializeOwned;
    /// The name of the system in journals.
    const NAME: &'static str;
    /// How access is asked for.
    const ROUTE: Route;

    /// The application of the first time; of a replacement, the one it holds.
    fn filled(form: &Self::Form) -> Filled<'_>;

    /// The certificate that is replaced.
    fn previous(_form: &Self::Form) -> Option<&Previous> {
        None
    }
}

/// How access is asked for, and what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "one for each procedure")]
pub enum Route {
    /// By a signed request and a mail; then the system is tried out (S1 §4).
    Integration,
    /// By a mail; then COI verifies the integration (S1 §5).
    Production,
    /// By another mail (S1 §7).
    Replacement,
}

/// What both forms of a first time have.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "the two environments")]
pub enum Filled<'a> {
    /// For the integration environment.
    Integration(&'a IntegrationForm),
    /// For production.
    Production(&'a ProductionForm),
}

/// [`NodeIntegration`](super::NodeIntegration).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a marker without values")]
pub enum IntegrationProcedure {}

/// [`NodeProduction`](super::NodeProduction).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a marker without values")]
pub enum ProductionProcedure {}

/// [`NodeReplacement`](super::NodeReplacement).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a marker without values")]
pub enum ReplacementProcedure {}

impl sealed::Sealed for IntegrationProcedure {}
impl sealed::Sealed for ProductionProcedure {}
impl sealed::Sealed for ReplacementProcedure {}

impl Procedure for IntegrationProcedure {
    type Form = IntegrationForm;
    const NAME: &'static str = "signature-node-integration";
    const ROUTE: Route = Route::Integration;

    fn filled(form: &IntegrationForm) -> Filled<'_> {
        Filled::Integration(form)
    }
}

impl Procedure for ProductionProcedure {
    type Form = ProductionForm;
    const NAME: &'static str = "signature-node-production";
    const ROUTE: Route = Route::Production;

    fn filled(form: &ProductionForm) -> Filled<'_> {
        Filled::Production(form)
    }
}

impl Procedure for ReplacementProcedure {
    type Form = ReplacementForm;
    const NAME: &'static str = "signature-node-replacement";
    const ROUTE: Route = Route::Replacement;

    fn filled(form: &ReplacementForm) -> Filled<'_> {
        match &form.application {
            Replaced::Integration(form) => Filled::Integration(form),
            Replaced::Production(form) => Filled::Production(form),
        }
    }

    fn previous(form: &ReplacementForm) -> Option<&Previous> {
        Some(&form.previous)
    }
}

impl<'a> Filled<'a> {
    /// Who applies.
    #[must_use]
    pub const fn applicant(self) -> &'a PublicEntity {
        match self {
            Self::Integration(form) => &form.applicant,
            Self::Production(form) => form.applicant(),
        }
    }

    /// What the system is called.
    #[must_use]
    pub const fn system_name(self) -> &'a Text {
        match self {
            Self::Integration(form) => &form.system_name,
            Self::Production(form) => form.system_name(),
        }
    }

    /// Where the system is in the environment applied for.
    #[must_use]
    pub const fn address(self) -> &'a SystemAddress {
        match self {
            Self::Integration(form) => &form.address,
            Self::Production(form) => form.address(),
        }
    }
}
