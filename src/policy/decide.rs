//! The decision: rows on one side, a request and facts on the other.
//!
//! Called by `Adopted::approve`, pure, and always walked to the end, so that a rejection lists everything. It looks at
//! the key, builds the subject and the alternative names from facts, and holds every asked-for value against its row.
//! The surprising choice: it never reads a value out of the request into the certificate; an asked-for alternative name
//! is granted by finding the fact that equals it, and the fact is what is written.

use super::{Applicant, CheckedProfile, KeyUsageGrant, Path, Profile, Row, Violations, Withheld, constraints};
use crate::{
    crypto::{KeyAlgorithm, PublicKey},
    issuer::{Issuer, Standing},
    request::{KeyFloor, VerifiedRequest, Violation},
    x509::{
        GeneralName, Name, Time, TimeError, Validity,
        extension::{KeyUsage, SubjectAltName, SubjectAltNameError, SubjectName},
    },
};

mod alternative_names;
mod extensions;
mod names;
mod subject;

/// What a policy grants. Complete only when nothing was violated.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Decision {
    /// The subject.
    pub subject: Name,
    /// The alternative names, if the policy has any for this applicant.
    pub subject_alt_name: Option<SubjectAltName>,
    /// The key usage for this key, if the policy sets one.
    pub key_usage: Option<KeyUsage>,
    /// What was asked and is not granted.
    pub withheld: Vec<Withheld>,
    /// For each attribute of the subject, which of the profile's rows made it.
    pub(crate) attribute_rows: Vec<usize>,
}

/// The window of a certificate of this profile that is issued now.
pub(crate) fn window(profile: &Profile, now: Time) -> Result<Validity, TimeError> {
    let start = now.plus_seconds(i64::from(profile.backdating_seconds).saturating_neg())?;
    profile.lifetime.starting_at(start)
}

/// The name a policy makes of an applicant's facts, before any request is looked at; what a register of names is asked
/// about.
pub(crate) fn subject_of(profile: &CheckedProfile, applicant: &dyn Applicant, violations: &mut Violations) -> Name {
    subject::build(profile.profile(), applicant, violations).0
}

/// Holds a request and an applicant against a profile, under an issuer, at a time.
#[must_use]
pub fn decide(
    profile: &CheckedProfile,
    issuer: &Issuer,
    request: Option<&VerifiedRequest>,
    applicant: &dyn Applicant,
    now: Time,
) -> (Decision, Violations) {
    let (profile, bounds) = (profile.profile(), profile.name_bounds());
    let mut verdict = Verdict { violations: Violations::new(), withheld: Vec::new() };
    if let Some(request) = request {
        judge_key(profile, issuer, request.public_key(), &mut verdict.violations);
        for listed in request.listed() {
            verdict.violations.add(listed.violation());
        }
    }
    let (subject, attribute_rows) = subject::build(profile, applicant, &mut verdict.violations);
    let names = alternative_names::grant(profile, request, applicant, &mut verdict);
    if let Some(request) = request {
        subject::compare(profile, request, &subject, &names, &mut verdict);
        let kind = if subject.is_empty() { SubjectName::Empty } else { SubjectName::NonEmpty };
        extensions::compare(profile, request, kind, &mut verdict);
    }
    judge_emptiness(profile, &subject, names.is_empty(), &mut verdict.violations);
    judge_standing(issuer, request, &subject, &mut verdict.violations);
    judge_end(profile, issuer, now, &mut verdict.violations);
    names::judge(bounds, &subject, &names, &mut verdict.violations);
    constraints::judge(issuer, &subject, &names, &mut verdict.violations);
    let key = match request {
        Some(request) => Some(request.public_key().algorithm()),
        None => profile.keys.first().map(|rule| rule.key_to_make()),
    };
    let decision = Decision {
        subject,
        subject_alt_name: list_of(names, &mut verdict.violations),
        key_usage: key_usage_for(profile, key),
        withheld: verdict.withheld,
        attribute_rows,
    };
    (decision, verdict.violations)
}

/// What is refused and what is withheld, as the rows are walked.
pub(super) struct Verdict {
    pub(super) violations: Violations,
    pub(super) withheld: Vec<Withheld>,
}

impl Verdict {
    /// A request for more than a row grants, treated as the row says.
    pub(super) fn surplus(
        &mut self,
        surplus: super::Surplus,
        rule: &'static str,
        (path, asked): (String, String),
        permitted: String,
        clause: &'static str,
    ) {
        match surplus {
            super::Surplus::Refuse => {
                self.violations.add(Violation::new(rule, Path::new(path), asked, permitted, clause));
            }
            super::Surplus::Withhold => self.withheld.push(Withheld::new(Path::new(path), &asked)),
        }
    }
}

/// The extension of these names; none for no names. A list that cannot be written is refused and never left out.
fn list_of(names: Vec<GeneralName>, violations: &mut Violations) -> Option<SubjectAltName> {
    let found = names.len();
    match SubjectAltName::new(names) {
        Ok(names) => Some(names),
        Err(SubjectAltNameError::Empty) => None,
        Err(error) => {
            violations.add(Violation::new(
                "policy.san.list",
                "applicant.subjectAltName",
                format!("{found} alternative names"),
                format!("a list of names that can be written: {error}"),
                "RFC 5280 §4.2.1.6",
            ));
            None
        }
    }
}

/// The usage for a kind of key: the requested one, or the one the authority will make.
fn key_usage_for(profile: &Profile, key: Option<KeyAlgorithm>) -> Option<KeyUsage> {
    let Row::Set { value, .. } = &profile.key_usage else { return None };
    Some(match (value, key) {
        (KeyUsageGrant::EveryKey(usage), _) => *usage,
        (KeyUsageGrant::ByKey { rsa, .. }, Some(KeyAlgorithm::Rsa { .. })) => *rsa,
        (KeyUsageGrant::ByKey { other, .. }, _) => *other,
    })
}

fn judge_key(profile: &Profile, issuer: &Issuer, key: &PublicKey, violations: &mut Violations) {
    let algorithm = key.algorithm();
    let is_admitted = profile.keys.iter().any(|rule| rule.admits(algorithm));
    // The prime test takes as long as some signatures, so it is kept for keys the policy would certify.
    let floor = KeyFloor::BASELINE;
    let of_key = if is_admitted { floor.violations(key) } else { floor.violations_at_a_glance(key) };
    of_key.into_iter().for_each(|violation| violations.add(violation));
    if !is_admitted {
        let permitted: Vec<_> = profile.keys.iter().map(ToString::to_string).collect();
        violations.add(Violation::new(
            "policy.key",
            "subjectPublicKeyInfo",
            algorithm.to_string(),
            permitted.join(", "),
            profile.keys_clause.clone(),
        ));
    }
    if issuer.standing() == Standing::Certified && key.has_the_secret_of(issuer.public_key()) {
        violations.add(Violation::new(
            "policy.key.issuers-own",
            "subjectPublicKeyInfo",
            "the issuer's own key",
            "a key of the subject",
            "RFC 5280 §4.1.2.6",
        ));
    }
    if issuer.refuses_as_of_tests(key) {
        violations.add(Violation::new(
            "policy.key.test-kit",
            "subjectPublicKeyInfo",
            "a key of the test kit, which everybody has",
            "a key only the subject has",
            "Baseline Requirements §6.1.1.3 (B-06)",
        ));
    }
}

/// A certificate names its subject: in the subject, in the alternative names, or in both.
fn judge_emptiness(profile: &Profile, subject: &Name, no_names: bool, violations: &mut Violations) {
    let tells_of_names = |rule: &str| rule.starts_with("policy.subject.") || rule.starts_with("policy.san.");
    let already_told = violations.iter().any(|violation| tells_of_names(violation.rule().as_str()));
    if subject.is_empty() && no_names && !already_told {
        violations.add(Violation::new(
            "policy.subject.empty",
            "subject",
            "no name at all",
            format!("a subject or an alternative name under {}", profile.name),
            "RFC 5280 §4.1.2.6",
        ));
    }
}

/// An issuer without a certificate may certify nothing but itself: its own name, its own key.
fn judge_standing(issuer: &Issuer, request: Option<&VerifiedRequest>, subject: &Name, violations: &mut Violations) {
    let own_key = request.is_some_and(|request| request.public_key() == issuer.public_key());
    let founding = issuer.standing() == Standing::Founding;
    if !founding && subject.matches(issuer.name()) {
        violations.add(Violation::new(
            "policy.subject.issuers-own",
            "subject",
            "the issuer's own name",
            "a name of another subject",
            "RFC 5280 §4.1.2.6 (X-11)",
        ));
    }
    if founding && !own_key {
        violations.add(Violation::new(
            "policy.root.key",
            "subjectPublicKeyInfo",
            "another key",
            "the key that signs",
            "RFC 5280 §3.2",
        ));
    }
    if founding && subject != issuer.name() {
        violations.add(Violation::new(
            "policy.root.subject",
            "subject",
            "another name",
            "the name of the issuer, octet by octet",
            "RFC 5280 §4.1.2.4",
        ));
    }
}

/// A certificate does not outlive its issuer's (GEN-6.3.3-05).
fn judge_end(profile: &Profile, issuer: &Issuer, now: Time, violations: &mut Violations) {
    let Ok(window) = window(profile, now) else {
        violations.add(Violation::new(
            "policy.validity",
            "validity",
            profile.lifetime.to_string(),
            "an end before the year 10000",
            "RFC 5280 §4.1.2.5",
        ));
        return;
    };
    let Some(issuers) = issuer.validity() else { return };
    if window.not_before() < issuers.not_before() || issuers.not_after() < window.not_after() {
        violations.add(Violation::new(
            "policy.validity.issuers-end",
            "validity",
            format!("{} to {}", window.not_before(), window.not_after()),
            format!("{} to {}", issuers.not_before(), issuers.not_after()),
            "EN 319 411-1 GEN-6.3.3-05",
        ));
    }
}
