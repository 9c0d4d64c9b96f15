//! An approval: evidence that a policy in force said yes.
//!
//! Made by `Adopted::approve`, used up by [`Approved::prepare`], which fills the form, reads the result back and lints it.
//! The surprising choice: an approval has an age; one that waited longer than its policy allows is refused, because
//! what was vouched for yesterday may not be true today (REG-6.3.1-00B).

use std::{fmt, sync::Arc};

use super::{
    Adopted, Prepared, Slot,
    form::{Filling, Form},
    lint::{self, Issuing, Judged, RulesRun},
};
use crate::{
    crypto::{KeyAlgorithm, Provider, ProviderError, PublicKey, SecretKey},
    encoding::{DecodeError, EncodeError, Writer},
    inventory::{History, PastRecord, PersonId, RecordId},
    policy::{Decision, KeyOrigin, Policy, Row, Withheld, window},
    x509::{
        Extension, Name, TbsCertificate, Time, TimeError, Validity,
        extension::{SubjectKeyIdentifier, SubjectName},
        lint::{Findings, Part},
    },
};

/// A request a policy said yes to, or an applicant for whom it has a key made.
///
/// Only `approve` and `approve_generated` make one:
///
/// ```compile_fail,E0451
/// # use chancery::{issuance::{Adopted, Approved}, policy::catalog::TlsClient};
/// fn forge(adopted: Adopted<TlsClient>) -> Approved<TlsClient> {
///     Approved { adopted }
/// }
/// ```
#[must_use]
#[derive(Debug)]
pub struct Approved<P: Policy> {
    adopted: Adopted<P>,
    key: Granted<P::KeyOrigin>,
    decision: Decision,
    person: Option<PersonId>,
    renews: Option<RecordId>,
    approved_at: Time,
}

/// Where the key of an approval comes from.
pub(super) enum Granted<O: KeyOrigin> {
    /// From the subscriber, with possession proven.
    Proven(PublicKey, O::Secret),
    /// It is made in `prepare`; how it travels on is known only where `O` is the authority.
    ToBeMade(fn(SecretKey) -> O::Secret),
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
    /// The provider failed to make the key.
    #[error("the key was not made: {0}")]
    Key(#[source] ProviderError),
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
        key: Granted<P::KeyOrigin>,
        decision: Decision,
        person: Option<PersonId>,
        (history, approved_at): (&History, Time),
    ) -> Self {
        let renews = history.renewed().map(PastRecord::id);
        Self { adopted, key, decision, person, renews, approved_at }
    }

    /// The record the certificate renews, as the history named it.
    #[must_use]
    pub const fn renews(&self) -> Option<RecordId> {
        self.renews
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

    /// Fills the form: complete to be signed, read back, compared with what was approved, linted. A key the authority is
    /// to make is made here.
    ///
    /// # Errors
    /// [`PrepareError`]; the slot is used up all the same.
    pub fn prepare(self, slot: Slot, now: Time) -> Result<Prepared<P::KeyOrigin>, PrepareError> {
        let form = self.adopted.form();
        let validity = self.validity(now)?;
        let (public_key, secret) = self.key.take(form)?;
        let extensions = changing_extensions(form, &self.decision, &public_key)?;
        let filling = Filling {
            serial: slot.serial(),
            validity,
            subject: self.decision.subject.as_der(),
            public_key: &public_key,
            extensions: extensions.octets(),
        };
        let tbs = form.fill(&filling)?;
        let ran = read_back(&tbs, &filling, Issuing::of(&form.issuer))?;
        Ok(Prepared {
            form: Arc::clone(form),
            public_key,
            subject: self.decision.subject,
            person: self.person,
            renews: self.renews,
            at: now,
            rules: form.rules.and(ran),
            secret,
            tbs,
            slot,
            validity,
        })
    }

    /// The window of a certificate prepared now, if the approval still holds.
    fn validity(&self, now: Time) -> Result<Validity, PrepareError> {
        let form = self.adopted.form();
        let profile = form.profile.profile();
        let age_seconds = now.seconds_since(self.approved_at);
        if age_seconds < 0 || age_seconds > i64::from(profile.approval_seconds) {
            return Err(PrepareError::Stale { age_seconds, permitted_seconds: profile.approval_seconds });
        }
        let validity = window(profile, now)?;
        match form.issuer.validity() {
            Some(issuers) if issuers.not_after() < validity.not_after() => {
                let (asked, permitted) = (validity.not_after(), issuers.not_after());
                Err(PrepareError::PastIssuersEnd { asked, permitted })
            }
            _ => Ok(validity),
        }
    }
}

impl<O: KeyOrigin> Granted<O> {
    /// The key and what travels with it.
    fn take(self, form: &Form) -> Result<(PublicKey, O::Secret), PrepareError> {
        match self {
            Self::Proven(public_key, secret) => Ok((public_key, secret)),
            Self::ToBeMade(secret) => {
                let made = form.key_to_make.ok_or(PrepareError::NotAsApproved { field: "the maker of the key" })?;
                make(form.issuer.provider(), made).map(|(public_key, key)| (public_key, secret(key)))
            }
        }
    }
}

/// Makes a key, and makes sure that it is one of the kind that was approved.
fn make(provider: &Provider, algorithm: KeyAlgorithm) -> Result<(PublicKey, SecretKey), PrepareError> {
    let key = provider.keys.generate(algorithm).map_err(PrepareError::Key)?;
    let public_key = provider.public_key(&key).map_err(PrepareError::Key)?;
    if public_key.algorithm() != algorithm {
        return Err(PrepareError::NotAsApproved { field: "subjectPublicKeyInfo" });
    }
    Ok((public_key, key))
}

/// Key identifier, key usage and alternative names, in the order of their sections.
fn changing_extensions(form: &Form, decision: &Decision, key: &PublicKey) -> Result<Writer, EncodeError> {
    let subject = if decision.subject.is_empty() { SubjectName::Empty } else { SubjectName::NonEmpty };
    let mut out = Writer::with_capacity(160);
    if let Row::FromIssuer { .. } = form.profile.profile().subject_key_identifier {
        let identifier = SubjectKeyIdentifier::rfc7093_method_1(form.issuer.provider().digest, key);
        Extension::write(&identifier, subject, &mut out)?;
    }
    if let Some(usage) = &decision.key_usage {
        Extension::write(usage, subject, &mut out)?;
    }
    if let Some(names) = &decision.subject_alt_name {
        Extension::write(names, subject, &mut out)?;
    }
    Ok(out)
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

impl<O: KeyOrigin> fmt::Debug for Granted<O> {
    /// The public half, where there is one yet.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Proven(key, _) => write!(f, "Proven({})", key.algorithm()),
            Self::ToBeMade(_) => f.write_str("ToBeMade"),
        }
    }
}
