//! The evidence that an application was accepted.
//!
//! Made by [`Application::accepted`] and by nothing else, and the way from an application to the applicant of a policy:
//! each system has its own `into_applicant`. It is never read from a file; an embedder who knows applicants by other means
//! makes the policy's applicant directly. The surprising choice: it holds the whole application, so that what is asked for
//! later (was this the request that came by mail?) is answered from the journal.

use super::{Application, ApplicationId, System};

/// An application that was accepted and whose certificate or key is still to be made.
///
/// [`NationalNode`](super::national_node::NationalNode) shows one from its draft to what it grants. It is read from nothing:
///
/// ```compile_fail,E0277
/// # use chancery::application::{Accepted, cepik::{Cepik, Vpn}};
/// let _: Accepted<Cepik<Vpn>> = serde_json::from_str("{}").unwrap();
/// ```
#[must_use = "an accepted application is there to have something issued"]
#[derive(Debug)]
pub struct Accepted<S: System>(Application<S>);

impl<S: System> Accepted<S> {
    pub(super) const fn of(application: Application<S>) -> Self {
        Self(application)
    }

    /// The id of the application.
    #[must_use]
    pub const fn id(&self) -> &ApplicationId {
        self.0.id()
    }

    /// The form that was accepted.
    #[must_use]
    pub fn form(&self) -> &S::Form {
        self.0.form()
    }

    /// The application.
    #[must_use]
    pub const fn application(&self) -> &Application<S> {
        &self.0
    }
}
