//! From an accepted application to CEPiK to the applicant of its policy.
//!
//! The policies are `vpn-device`, `system`, `operator-file`, `operator-card`, `skp-vpn` and `skp-ssl` of
//! [`catalog`](crate::policy::catalog). The surprising choice: where the request came by mail, the applicant is given for that
//! request and no other (CEP-10), so that nobody's rule about the sender is kept for one request and a certificate issued for
//! the next.

use super::{
    ByMail, CardOnly, Cepik, Form, Kind, MadeHere, OperatorCard, OperatorFile, OwnSystem, PersonDetails, SkpSsl,
    SkpVpn, Vpn,
};
use crate::{
    application::Accepted,
    crypto::Digest,
    inventory::KeyId,
    policy::catalog::{DeviceApplicant, OperatorApplicant, SystemApplicant},
    request::VerifiedRequest,
};

/// A request with another key than the one that came from the mailbox of the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the request has the key {found}, and the one that came from the mailbox of the application has {} (CEP-10)", shown(*.expected)
)]
pub struct OtherRequest {
    found: KeyId,
    expected: Option<KeyId>,
}

/// What a policy calls its applicant, made of a form.
pub trait Certified: Kind {
    /// The applicant of the policy.
    type Applicant;
    #[doc(hidden)]
    fn applicant(form: &Form<Self>) -> Self::Applicant;
}

impl<K: Certified + MadeHere> Accepted<Cepik<K>> {
    /// The applicant, for [`Adopted::approve_generated`](crate::issuance::Adopted::approve_generated).
    pub fn into_applicant(self) -> K::Applicant {
        K::applicant(self.form())
    }
}

impl<K: Certified + CardOnly> Accepted<Cepik<K>> {
    /// The applicant, for the request that the remote application makes on the card.
    pub fn into_card_applicant(self) -> K::Applicant {
        K::applicant(self.form())
    }
}

impl<K: Certified + ByMail> Accepted<Cepik<K>> {
    /// The applicant, for the request that came by mail.
    ///
    /// # Errors
    /// [`OtherRequest`].
    pub fn into_applicant_for(
        self,
        request: &VerifiedRequest,
        digest: &dyn Digest,
    ) -> Result<K::Applicant, OtherRequest> {
        let (found, expected) = (KeyId::of(request.public_key(), digest), self.application().request_key());
        if expected == Some(found) { Ok(K::applicant(self.form())) } else { Err(OtherRequest { found, expected }) }
    }
}

macro_rules! certified {
    ($($kind:ident => $applicant:ident, $make:expr;)+) => {
        $(impl Certified for $kind {
            type Applicant = $applicant;
            fn applicant(form: &Form<Self>) -> $applicant {
                let make: fn(&Form<Self>) -> $applicant = $make;
                make(form)
            }
        })+
    };
}

certified! {
    Vpn => DeviceApplicant, |form| device(form, form.details.location.as_str());
    SkpVpn => DeviceApplicant, |form| device(form, form.details.location.as_str());
    OwnSystem => SystemApplicant, |form| SystemApplicant::new(
        country(form), organization(form), form.details.nip.clone(), form.details.system_name.to_string(),
    );
    OperatorFile => OperatorApplicant, |form| person(form, &form.details);
    OperatorCard => OperatorApplicant, |form| person(form, &form.details.person);
    SkpSsl => OperatorApplicant, |form| person(form, &form.details);
}

fn device<K: Kind>(form: &Form<K>, location: &str) -> DeviceApplicant {
    let category = form.entity.category.name().to_owned();
    DeviceApplicant::new(country(form), organization(form), category, location.to_owned())
        .with_entity(form.entity.number.person_id())
}

fn person<K: Kind>(form: &Form<K>, person: &PersonDetails) -> OperatorApplicant {
    let name = (person.name.given_name.to_string(), person.name.surname.to_string());
    OperatorApplicant::new(country(form), organization(form), name, person.pesel.clone(), form.contact.email.clone())
}

fn country<K: Kind>(form: &Form<K>) -> String {
    form.entity.country.as_str().to_owned()
}

fn organization<K: Kind>(form: &Form<K>) -> String {
    form.entity.name.to_string()
}

fn shown(key: Option<KeyId>) -> String {
    key.map_or_else(|| "none".to_owned(), |key| key.to_string())
}
