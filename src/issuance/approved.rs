//! An approval: evidence that a policy in force said yes.
//!
//! Made by `Adopted::approve`, used up by [`Approved::prepare`], which fills the form, reads the result back and lints it.
//! The surprising choice: an approval has an age; one that waited longer than its policy allows is refused, because
//! what was vouched for yesterday may not be true today (REG-6.3.1-00B).

use std::sync::Arc;

use super::{
    Adopted, Prepared, Slot,
    form::Filling,
    lint::{self, Issuing, Judged, RulesRun},
};
use crate::{
    encoding::{DecodeError, EncodeError, Writer},
    inventory::PersonId,
    policy::{Decision, KeyOrigin, Policy, Row, Withheld},
    request::VerifiedRequest,
    x509::{
        Extension, Name, TbsCertificate, Time, TimeError,
        extension::{SubjectKeyIdentifier, SubjectName},
        lint::{Findings, Part},
    },
};

/// A request a policy said yes to.
///
/// Only `approve` makes one:
///
/// ```compile_fail,E0451
/// # use chancery::{issuance::Approved, policy::catalog::TlsClient, request::VerifiedRequest};
/// fn forge(request: VerifiedRequest) -> Approved<TlsClient> {
///     Approved { request }
/// }
/// ```
#[must_use]
#[derive(Debug)]
pub struct Approved<P: Policy> {
    adopted: Adopted<P>,
    request: VerifiedRequest,
    decision: Decision,
    person: Option<PersonId>,
    approved_at: Time,
}

/// Why an approval did not become a to-be-signed certificate.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PrepareError {
    /// The approval waited too long.
    #[error(
        "the approval is {age_seconds} s old and its policy permits {permitted_seconds} s; approve the request again"
    )]
    Stale {
        /// Its age, negative when `now` is before the approval.
        age_seconds: i64,
        /// What the policy permits.
        permitted_seconds: u32,
    },
    /// The certificate would outlive its issuer's.
    #[error("the certificate would be valid until {asked}, past the end of its issuer's at {permitted} (GEN-6.3.3-05)")]
    PastIssuersEnd {
        /// The end it would have.
        asked: Time,
        /// The issuer's end.
        permitted: Time,
    },
    /// No such validity exists.
    #[error(transparent)]
    Validity(#[from] TimeError),
    /// Too large to be written.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// What was written cannot be read back.
    #[error("what was written cannot be read back: {0}")]
    ReadBack(#[from] DecodeError),
    /// What was read back is not what was approved.
    #[error("what was read back is not what was approved: {field} differs")]
    NotAsApproved {
        /// The field.
        field: &'static str,
    },
    /// A lint rule found something.
    #[error(transparent)]
    Lint(#[from] Findings),
}

impl<P: Policy> Approved<P> {
    pub(super) fn new(
        adopted: Adopted<P>,
        request: VerifiedRequest,
        decision: Decision,
        person: Option<PersonId>,
        approved_at: Time,
    ) -> Self {
        Self { adopted, request, decision, person, approved_at }
    }

    /// What was asked and is not granted.
    #[must_use]
    pub fn withheld(&self) -> &[Withheld] {
        &self.decision.withheld
    }

    /// The subject the certificate will have.
    #[must_use]
    pub const fn subject(&self) -> &Name {
        &self.decision.subject
    }

    /// Fills the form: complete to be signed, read back, compared with what was approved, linted.
    ///
    /// # Errors
    /// [`PrepareError`]; the slot is used up all the same.
    pub fn prepare(self, slot: Slot, now: Time) -> Result<Prepared<P::KeyOrigin>, PrepareError>
    where
        P::KeyOrigin: KeyOrigin<Secret = ()>,
    {
        let form = self.adopted.form();
        let profile = form.profile.profile();
        let age_seconds = now.seconds_since(self.approved_at);
        if age_seconds < 0 || age_seconds > i64::from(profile.approval_seconds) {
            return Err(PrepareError::Stale { age_seconds, permitted_seconds: profile.approval_seconds });
        }
        let start = now.plus_seconds(i64::from(profile.backdating_seconds).saturating_neg())?;
        let validity = profile.lifetime.starting_at(start)?;
        if let Some(issuers) = form.issuer.validity()
            && issuers.not_after() < validity.not_after()
        {
            let (asked, permitted) = (validity.not_after(), issuers.not_after());
            return Err(PrepareError::PastIssuersEnd { asked, permitted });
        }
        let extensions = self.changing_extensions()?;
        let filling = Filling {
            serial: slot.serial(),
            validity,
            subject: self.decision.subject.as_der(),
            public_key: self.request.public_key(),
            extensions: extensions.octets(),
        };
        let tbs = form.fill(&filling)?;
        let ran = read_back(&tbs, &filling, Issuing::of(&form.issuer))?;
        Ok(Prepared {
            form: Arc::clone(form),
            public_key: self.request.public_key().clone(),
            subject: self.decision.subject,
            person: self.person,
            at: now,
            rules: form.rules.and(ran),
            secret: (),
            tbs,
            slot,
            validity,
        })
    }

    /// Key identifier, key usage and alternative names, in the order of their sections.
    fn changing_extensions(&self) -> Result<Writer, EncodeError> {
        let profile = self.adopted.form().profile.profile();
        let subject = if self.decision.subject.is_empty() { SubjectName::Empty } else { SubjectName::NonEmpty };
        let mut out = Writer::with_capacity(160);
        if let Row::FromIssuer { .. } = profile.subject_key_identifier {
            let digest = self.adopted.form().issuer.provider().digest;
            let identifier = SubjectKeyIdentifier::rfc7093_method_1(digest, self.request.public_key());
            Extension::write(&identifier, subject, &mut out)?;
        }
        if let Some(usage) = &self.decision.key_usage {
            Extension::write(usage, subject, &mut out)?;
        }
        if let Some(names) = &self.decision.subject_alt_name {
            Extension::write(names, subject, &mut out)?;
        }
        Ok(out)
    }
}

/// Reads what was written, holds it against what was meant, and runs the rules of the changing part.
fn read_back(tbs: &[u8], meant: &Filling<'_>, issuer: Issuing<'_>) -> Result<RulesRun, PrepareError> {
    let read = TbsCertificate::from_der(tbs)?;
    let differs = |field| Err(PrepareError::NotAsApproved { field });
    if read.serial() != meant.serial.as_octets() {
        return differs("serialNumber");
    }
    if read.validity() != meant.validity {
        return differs("validity");
    }
    if read.subject() != meant.subject {
        return differs("subject");
    }
    if read.subject_public_key_info() != meant.public_key.as_spki() {
        return differs("subjectPublicKeyInfo");
    }
    Ok(lint::run(&Judged { tbs: &read, issuer }, Part::Variable)?)
}
