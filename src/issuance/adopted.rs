//! A policy in force under one issuer.
//!
//! Made by `Authority::adopt`: the profile is checked, the constant part encoded, linted, and read by a second reader,
//! once. Then it answers for every applicant. The surprising choice: `approve` is inherent here and not a method of
//! `Policy`, so no policy can override it, and it sees the issuer's window and name constraints.

use std::{fmt, sync::Arc};

use super::{
    Approved,
    approved::Granted,
    explain,
    form::{Filling, Form},
    lint::{self, DeepError, Issuing, Judged, RulesRun},
    specimen::{self, KeyAndUsage},
};
use crate::{
    crypto::{ProviderError, Signature},
    encoding::{DecodeError, EncodeError, Writer},
    inventory::{History, HistoryMismatch, Inquiry, Inventory, InventoryError, IssuerId, KeyId},
    issuer::{Issuer, IssuerError, Standing},
    policy::{
        Applicant, Decision, Explanation, FromAuthority, FromSubscriber, KeyOrigin, Policy, Profile, ProfileErrors,
        Rejection, Row, Violations, decide, judge_record, key_to_make,
    },
    request::{VerifiedRequest, Violation},
    x509::{
        AttributeType, Extension, Name, SerialNumber, TbsCertificate, Time, Validity,
        extension::{BasicConstraints, KeyPurpose, SubjectKeyIdentifier, SubjectName},
        lint::{Findings, Part},
        signed,
    },
};

/// A policy in force under one issuer. Cloning shares it.
///
/// A policy whose keys are made by the authority has no request to approve:
///
/// ```compile_fail
/// # use chancery::{issuance::Adopted, inventory::History, policy::{AuthorityKey, Policy}, request::VerifiedRequest, x509::Time};
/// fn wrong<P: Policy<KeyOrigin = AuthorityKey>>(policy: Adopted<P>, request: VerifiedRequest, who: &P::Applicant, history: &History, now: Time) {
///     let _ = policy.approve(request, who, history, now);
/// }
/// ```
///
/// and one whose keys are made by the subscriber makes none:
///
/// ```compile_fail
/// # use chancery::{issuance::Adopted, inventory::History, policy::{Policy, SubscriberKey}, x509::Time};
/// fn wrong<P: Policy<KeyOrigin = SubscriberKey>>(policy: Adopted<P>, who: &P::Applicant, history: &History, now: Time) {
///     let _ = policy.approve_generated(who, history, now);
/// }
/// ```
pub struct Adopted<P: Policy>(Arc<Adoption<P>>);

struct Adoption<P> {
    form: Arc<Form>,
    policy: P,
}

/// Why a policy was not put in force.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AdoptError {
    /// The profile contradicts itself or RFC 5280.
    #[error(transparent)]
    Profile(#[from] ProfileErrors),
    /// The issuer may not certify such an authority.
    #[error(transparent)]
    Issuer(#[from] IssuerError),
    /// The issuer's provider makes no keys of the kind the policy wants made.
    #[error("the policy has its keys made by the authority, and {0}")]
    KeysToMake(#[source] ProviderError),
    /// An issuer without a certificate adopts nothing but a policy for authorities.
    #[error("an issuer without a certificate can only sign its own: adopt a policy for authorities, such as `root`")]
    NotFounded,
    /// The issuer's certificate limits the purposes of what it signs, and this one is not among them.
    #[error("the issuer's certificate limits extKeyUsage, and {0} is not among its purposes (RFC 5280 §4.2.1.12)")]
    Purpose(KeyPurpose),
    /// A required row has no source.
    #[error("the policy requires {extension}, and the issuer has no address for it; give one with `with_publication`")]
    NoSource {
        /// The extension.
        extension: &'static str,
    },
    /// A row that passed the check and still cannot be written as its extension.
    #[error("the row of {0} cannot be written as that extension")]
    Unwritable(&'static str),
    /// The constant part is too large.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// The specimen cannot be read back.
    #[error("a specimen of the policy cannot be read back: {0}")]
    ReadBack(#[from] DecodeError),
    /// A lint rule found something in what every certificate would have.
    #[error("every certificate of the policy would break a rule: {0}")]
    Lint(#[from] Findings),
    /// The second reader does not agree.
    #[error("a second reader does not agree on a specimen of the policy: {0}")]
    Deep(#[from] DeepError),
}

impl<P: Policy> Adopted<P> {
    pub(crate) fn adopt(
        policy: P,
        issuer: Issuer,
        issuer_id: IssuerId,
        inventory: Arc<dyn Inventory>,
    ) -> Result<Self, AdoptError> {
        let profile = policy.profile().check()?;
        if let Some(constraints) = issuer.name_constraints() {
            profile.check_under(constraints)?;
        }
        let key_to_make = key_to_make(&profile, P::KeyOrigin::MAKER)?;
        if let Some(algorithm) = key_to_make {
            issuer.provider().keys.makes(algorithm).map_err(AdoptError::KeysToMake)?;
        }
        let authority = match &profile.profile().basic_constraints {
            Row::Set { value: BasicConstraints::Authority { path_len }, .. } => Some(*path_len),
            _ => None,
        };
        match (authority, issuer.standing()) {
            (None, Standing::Founding) => return Err(AdoptError::NotFounded),
            (Some(path_len), Standing::Certified) if !issuer.permits_authority(path_len) => {
                let permitted = issuer.path_len().unwrap_or_default();
                return Err(IssuerError::PathLengthSpent { permitted, asked: path_len }.into());
            }
            _ => {}
        }
        if let Some(purpose) = purpose_outside(&issuer, profile.profile()) {
            return Err(AdoptError::Purpose(purpose));
        }
        let mut form = Form::new(issuer, issuer_id, inventory, profile)?;
        form.key_to_make = key_to_make;
        form.rules = judge_specimen(&form)?;
        Ok(Self(Arc::new(Adoption { form: Arc::new(form), policy })))
    }

    /// The policy.
    #[must_use]
    pub fn policy(&self) -> &P {
        &self.0.policy
    }

    /// The name of the policy.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.form().profile.profile().name
    }

    pub(super) fn form(&self) -> &Arc<Form> {
        &self.0.form
    }

    /// What is on record about this key, the name the rows will make, and the person behind the applicant.
    ///
    /// # Errors
    /// [`InventoryError`] of the store.
    pub fn history(
        &self,
        request: Option<&VerifiedRequest>,
        applicant: &P::Applicant,
    ) -> Result<History, InventoryError> {
        self.form().inventory.history(&self.inquiry(request, applicant))
    }

    fn inquiry(&self, request: Option<&VerifiedRequest>, applicant: &P::Applicant) -> Inquiry {
        // What is wrong with the facts is told by `approve`; here only the name matters.
        let subject = crate::policy::subject_of(&self.form().profile, applicant, &mut Violations::new());
        let digest = self.form().issuer.provider().digest;
        let key = request.map(|request| KeyId::of(request.public_key(), digest));
        Inquiry::new(key, &subject, applicant.person())
    }

    /// Decides on a request.
    ///
    /// # Errors
    /// [`Rejection`] with every violation: of the rows, of the issuer's limits, of what is on record, of `narrow`, and of
    /// a history that was asked about somebody else.
    pub fn approve(
        &self,
        request: VerifiedRequest,
        applicant: &P::Applicant,
        history: &History,
        now: Time,
    ) -> Result<Approved<P>, Rejection>
    where
        P::KeyOrigin: FromSubscriber,
    {
        let decision = self.judge(Some(&request), applicant, history, now)?;
        let key = Granted::Proven(request.public_key().clone(), ());
        Ok(Approved::new(self.clone(), key, decision, applicant.person(), (history, now)))
    }

    /// Decides on an applicant for whom the authority makes the key. It is made in `prepare`, so that none exists for
    /// what was refused or waits.
    ///
    /// # Errors
    /// [`Rejection`] with every violation, as [`Adopted::approve`].
    pub fn approve_generated(
        &self,
        applicant: &P::Applicant,
        history: &History,
        now: Time,
    ) -> Result<Approved<P>, Rejection>
    where
        P::KeyOrigin: FromAuthority,
    {
        let decision = self.judge(None, applicant, history, now)?;
        let key = Granted::ToBeMade(|key| key);
        Ok(Approved::new(self.clone(), key, decision, applicant.person(), (history, now)))
    }

    /// What [`Adopted::approve`] would answer and why, row by row, without granting anything: nothing is issued, signed,
    /// drawn or put on record. It is the same decision, told in full; its violations are those of the rejection.
    ///
    /// Without a request it tells what the facts alone make, which is what [`Adopted::approve_generated`] answers where the
    /// authority makes the key. It answers for `now`, as an approval does; what `prepare` finds later is not in it.
    #[must_use]
    pub fn explain(
        &self,
        request: Option<&VerifiedRequest>,
        applicant: &P::Applicant,
        history: &History,
        now: Time,
    ) -> Explanation {
        let form = self.form();
        let (decision, violations) = self.weigh(request, applicant, history, now);
        let grants = explain::grants(form, request, &decision, now);
        Explanation::new(form.profile.profile(), request, &decision, violations, grants)
    }

    fn judge(
        &self,
        request: Option<&VerifiedRequest>,
        applicant: &P::Applicant,
        history: &History,
        now: Time,
    ) -> Result<Decision, Rejection> {
        let (decision, violations) = self.weigh(request, applicant, history, now);
        violations.into_rejection().map_or(Ok(decision), Err)
    }

    /// What is granted, and everything that stands against it.
    fn weigh(
        &self,
        request: Option<&VerifiedRequest>,
        applicant: &P::Applicant,
        history: &History,
        now: Time,
    ) -> (Decision, Violations) {
        let form = self.form();
        let (decision, mut violations) = decide(&form.profile, &form.issuer, request, applicant, now);
        match history.answers(&self.inquiry(request, applicant)) {
            Ok(()) => judge_record(history, form.profile.profile(), &decision.subject, now, &mut violations),
            Err(mismatch) => violations.add(of_another(&mismatch)),
        }
        // A list of its own: what the hook does to it takes back nothing of the rows.
        let mut narrowed = Violations::new();
        self.policy().narrow(request, applicant, now, &mut narrowed);
        violations.append(narrowed);
        (decision, violations)
    }
}

/// A purpose of the policy that the issuer's own extended key usage, where it has one, does not cover: no relying party
/// that counts purposes along the path would accept it.
fn purpose_outside(issuer: &Issuer, profile: &Profile) -> Option<KeyPurpose> {
    let limits = issuer.purposes()?;
    let Row::Set { value, .. } = &profile.extended_key_usage else { return None };
    value.iter().copied().find(|purpose| !limits.contains(*purpose) && !limits.contains(KeyPurpose::ANY))
}

/// A history that was asked about somebody else says nothing here.
fn of_another(mismatch: &HistoryMismatch) -> Violation {
    let permitted = "the history of this key, name and person";
    Violation::new("policy.history", "history", mismatch.to_string(), permitted, "design §2")
}

/// Fills the form for a made-up subject, once for each kind of key with the usage its row gives it, lints all of it and
/// lets a second reader look at it.
fn judge_specimen(form: &Form) -> Result<RulesRun, AdoptError> {
    let keys = specimen::keys_and_usages(form.profile.profile(), &form.issuer)?;
    keys.iter().try_fold(RulesRun::default(), |ran, key| Ok(ran.and(judge_specimen_with(form, key)?)))
}

/// Says which rules looked at what never changes.
fn judge_specimen_with(form: &Form, (public_key, usage): &KeyAndUsage) -> Result<RulesRun, AdoptError> {
    let issuer = &form.issuer;
    let serial =
        SerialNumber::from_octets([0x40; SerialNumber::OCTETS]).ok_or(AdoptError::Unwritable("serialNumber"))?;
    let start = Time::from_unix_seconds(0).map_err(|_| AdoptError::Unwritable("validity"))?;
    let validity = issuer.validity().or_else(|| Validity::new(start, Time::NO_WELL_DEFINED_END).ok());
    let subject = match issuer.standing() {
        Standing::Founding => issuer.name().clone(),
        Standing::Certified => {
            Name::of(&[(AttributeType::COMMON_NAME, "specimen")]).map_err(|_| AdoptError::Unwritable("subject"))?
        }
    };
    let mut extensions = Writer::new();
    if let Row::FromIssuer { .. } = form.profile.profile().subject_key_identifier {
        let identifier = SubjectKeyIdentifier::rfc7093_method_1(issuer.provider().digest, public_key);
        Extension::write(&identifier, SubjectName::NonEmpty, &mut extensions)?;
    }
    if let Some(usage) = usage {
        Extension::write(usage, SubjectName::NonEmpty, &mut extensions)?;
    }
    let tbs = form.fill(&Filling {
        serial,
        validity: validity.ok_or(AdoptError::Unwritable("validity"))?,
        subject: subject.as_der(),
        public_key,
        extensions: extensions.octets(),
    })?;
    let read = TbsCertificate::from_der(&tbs)?;
    let judged = Judged { tbs: &read, issuer: Issuing::of(issuer) };
    let ran = lint::run(&judged, Part::Constant)?;
    // What changes is judged again for each certificate; rows that contradict each other are told now.
    lint::run(&judged, Part::Variable)?;
    let certificate = signed::assemble(&tbs, issuer.algorithm(), &Signature::from_octets([0; 64]))?;
    lint::deep(&certificate)?;
    Ok(ran)
}

impl<P: Policy> Clone for Adopted<P> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<P: Policy> fmt::Debug for Adopted<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Adopted").field("policy", &self.0.policy).field("issuer", self.form().issuer.name()).finish()
    }
}
