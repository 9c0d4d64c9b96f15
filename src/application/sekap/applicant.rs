//! From an accepted application to CC-SEKAP to the applicant of its policy.
//!
//! The policies are `sekap-office` and `sekap-request` of [`catalog`](crate::policy::catalog). The surprising choice: the
//! applicant of way 3 is given for the request that was filed and no other, because SEK-05 promises a certificate for the key
//! that was there when the citizen signed.

use super::{Carrier, Form, MadeAtOffice, Sekap, WithRequest};
use crate::{
    application::Accepted,
    crypto::Digest,
    inventory::KeyId,
    policy::catalog::{OfficeDelivery, SekapApplicant},
    request::VerifiedRequest,
};

/// A request with another key than the one that was filed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the request has the key {found}, and the one filed with the application has {} (SEK-04)", or_none(*expected))]
pub struct OtherRequest {
    found: KeyId,
    expected: Option<KeyId>,
}

impl<W: MadeAtOffice> Accepted<Sekap<W>> {
    /// The applicant, for [`Adopted::approve_generated`](crate::issuance::Adopted::approve_generated): the office makes the key.
    #[must_use]
    pub fn into_applicant(self) -> SekapApplicant {
        applicant(self.form())
    }

    /// How the policy has to hand out what is made, for
    /// [`SekapOffice::with_delivery`](crate::policy::catalog::SekapOffice::with_delivery): on what was brought (SEK-01). `None`
    /// never, since nothing is accepted without a visit.
    #[must_use]
    pub fn delivery(&self) -> Option<OfficeDelivery> {
        self.application().visit().map(|visit| match visit.carrier {
            Carrier::Pendrive => OfficeDelivery::Pkcs12,
            Carrier::Card(_) => OfficeDelivery::Card,
        })
    }
}

impl Accepted<Sekap<WithRequest>> {
    /// The applicant, for the request that was filed.
    ///
    /// # Errors
    /// [`OtherRequest`].
    pub fn into_applicant_for(
        self,
        request: &VerifiedRequest,
        digest: &dyn Digest,
    ) -> Result<SekapApplicant, OtherRequest> {
        let (found, expected) = (KeyId::of(request.public_key(), digest), self.application().request_key());
        if expected == Some(found) { Ok(applicant(self.form())) } else { Err(OtherRequest { found, expected }) }
    }
}

fn applicant(form: &Form) -> SekapApplicant {
    let name = (form.name.given_name.to_string(), form.name.surname.to_string());
    SekapApplicant::new(form.country.as_str().to_owned(), name, form.pesel.clone(), form.email.clone())
}

fn or_none(key: Option<KeyId>) -> String {
    key.map_or_else(|| "none".to_owned(), |key| key.to_string())
}
