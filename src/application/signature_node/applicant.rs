//! From an accepted application to the signature node to the applicant of its policy.
//!
//! The policies are `integration-test` and `integration-production` of [`catalog`](crate::policy::catalog). An applicant is
//! given for the request that was pasted into the form and for no other (domain §2.4). The surprising choice: for production the
//! test integration is asked for a second time, because what was written into the form is data that anybody can write.

use super::{
    Node, NodeIntegration, NodeProduction, NodeReplacement, Procedure, ProductionForm, Replaced, TestIntegration,
};
use crate::{
    application::Accepted,
    crypto::Digest,
    inventory::KeyId,
    policy::catalog::{IntegrationApplicant, OutOfReach, Production, Test, VerifiedTestIntegration},
    request::VerifiedRequest,
};

/// Why an application makes no applicant of this.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotTheApplicant {
    /// Another request than the one in the form.
    #[error(
        "the request has the key {found}, and the one that was pasted into the form has {} (domain.md §2.4)", shown(*.expected)
    )]
    OtherRequest {
        /// Its key.
        found: KeyId,
        /// The key of the one in the form.
        expected: Option<KeyId>,
    },
    /// Another test integration than the one in the form.
    #[error("the test integration is {found}, and the form names {expected} (WP-08)")]
    OtherIntegration {
        /// The one given.
        found: Box<TestIntegration>,
        /// The one in the form.
        expected: Box<TestIntegration>,
    },
    /// A replacement in the integration environment, where one in production was asked for.
    #[error(
        "the application is for a replacement in the integration environment, and production was asked for (WP-11)"
    )]
    NotProduction,
    /// A replacement in production, where one in the integration environment was asked for.
    #[error(
        "the application is for a replacement in production, and the integration environment was asked for (WP-11)"
    )]
    NotIntegration,
    /// An address that is not on the Internet.
    #[error(transparent)]
    OutOfReach(#[from] OutOfReach),
}

impl Accepted<NodeIntegration> {
    /// The applicant, for the request in the form.
    ///
    /// # Errors
    /// [`NotTheApplicant::OtherRequest`].
    pub fn into_applicant_for(
        self,
        request: &VerifiedRequest,
        digest: &dyn Digest,
    ) -> Result<IntegrationApplicant<Test>, NotTheApplicant> {
        is_pasted(&self, request, digest)?;
        Ok(self.form().applicant.with_system_at(self.form().address.clone()))
    }
}

impl Accepted<NodeProduction> {
    /// The applicant, for the request in the form and after the test integration that the form names.
    ///
    /// Without one there is none:
    ///
    /// ```compile_fail,E0061
    /// # use chancery::{application::{Accepted, signature_node::NodeProduction}, crypto::Digest, request::VerifiedRequest};
    /// fn applicant(accepted: Accepted<NodeProduction>, request: &VerifiedRequest, digest: &dyn Digest) {
    ///     let _ = accepted.into_applicant_for(request, digest);
    /// }
    /// ```
    ///
    /// # Errors
    /// [`NotTheApplicant::OtherRequest`], [`NotTheApplicant::OtherIntegration`], [`NotTheApplicant::OutOfReach`].
    pub fn into_applicant_for(
        self,
        tested: VerifiedTestIntegration,
        request: &VerifiedRequest,
        digest: &dyn Digest,
    ) -> Result<IntegrationApplicant<Production>, NotTheApplicant> {
        is_pasted(&self, request, digest)?;
        in_production(self.form(), tested)
    }
}

impl Accepted<NodeReplacement> {
    /// The applicant of a replacement in the integration environment, for the request in the form.
    ///
    /// # Errors
    /// [`NotTheApplicant::OtherRequest`], [`NotTheApplicant::NotIntegration`].
    pub fn into_integration_applicant_for(
        self,
        request: &VerifiedRequest,
        digest: &dyn Digest,
    ) -> Result<IntegrationApplicant<Test>, NotTheApplicant> {
        is_pasted(&self, request, digest)?;
        match &self.form().application {
            Replaced::Integration(form) => Ok(form.applicant.with_system_at(form.address.clone())),
            Replaced::Production(_) => Err(NotTheApplicant::NotIntegration),
        }
    }

    /// The applicant of a replacement in production, for the request in the form.
    ///
    /// The source asks for no test integration anew; `tested` is the one of the first time, as the form is (WP-11).
    ///
    /// # Errors
    /// [`NotTheApplicant::OtherRequest`], [`NotTheApplicant::NotProduction`], [`NotTheApplicant::OtherIntegration`],
    /// [`NotTheApplicant::OutOfReach`].
    pub fn into_production_applicant_for(
        self,
        tested: VerifiedTestIntegration,
        request: &VerifiedRequest,
        digest: &dyn Digest,
    ) -> Result<IntegrationApplicant<Production>, NotTheApplicant> {
        is_pasted(&self, request, digest)?;
        match &self.form().application {
            Replaced::Production(form) => in_production(form, tested),
            Replaced::Integration(_) => Err(NotTheApplicant::NotProduction),
        }
    }
}

/// Whether this is the request in the form.
fn is_pasted<P: Procedure>(
    accepted: &Accepted<Node<P>>,
    request: &VerifiedRequest,
    digest: &dyn Digest,
) -> Result<(), NotTheApplicant> {
    let (found, expected) = (KeyId::of(request.public_key(), digest), accepted.application().request_key());
    if expected == Some(found) { Ok(()) } else { Err(NotTheApplicant::OtherRequest { found, expected }) }
}

fn in_production(
    form: &ProductionForm,
    tested: VerifiedTestIntegration,
) -> Result<IntegrationApplicant<Production>, NotTheApplicant> {
    let (found, expected) = (TestIntegration::of(&tested), form.tested());
    if !expected.is(&found) {
        return Err(NotTheApplicant::OtherIntegration { found: Box::new(found), expected: Box::new(expected.clone()) });
    }
    Ok(form.applicant().with_system_at(form.address().clone()).for_production(tested)?)
}

fn shown(key: Option<KeyId>) -> String {
    key.map_or_else(|| "none".to_owned(), |key| key.to_string())
}
