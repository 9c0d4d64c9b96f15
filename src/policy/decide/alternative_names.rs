//! The alternative names: facts, filtered by what was asked where the row says so.
//!
//! Part of `decide`. RFC 5280 §4.2.1.6: every entry is verified, so every entry is a fact. The surprising choice:
//! an asked-for name is compared and thrown away; what is written is the fact that equals it.

use super::Verdict;
use crate::{
    policy::{AlternativeNameRule, Applicant, Fact, FactKind, Presence, Profile, Row, Surplus},
    request::{VerifiedRequest, Violation},
    x509::{GeneralName, extension::SubjectAltName},
};

const CLAUSE: &str = "RFC 5280 §4.2.1.6";

pub(super) fn grant(
    profile: &Profile,
    request: Option<&VerifiedRequest>,
    applicant: &dyn Applicant,
    verdict: &mut Verdict,
) -> Vec<GeneralName> {
    let asked = request.and_then(|request| request.requested().subject_alt_name());
    let asked = asked.map(SubjectAltName::names).unwrap_or_default();
    match &profile.subject_alt_name {
        Row::FromFacts { presence, facts, surplus } => {
            let granted = vouched(facts, applicant);
            if granted.is_empty() && *presence == Presence::Required {
                verdict.violations.add(missing("applicant.subjectAltName", "nothing", facts));
            }
            refuse_others(asked, &granted, *surplus, verdict);
            granted
        }
        Row::FromRequest { presence, rule: AlternativeNameRule::EqualToFact(facts), surplus } => {
            let vouched = vouched(facts, applicant);
            refuse_others(asked, &vouched, *surplus, verdict);
            let granted: Vec<_> = vouched.into_iter().filter(|name| asked.contains(name)).collect();
            if granted.is_empty() && *presence == Presence::Required {
                verdict.violations.add(missing("extensionRequest.subjectAltName", "no granted name", facts));
            }
            granted
        }
        Row::Absent { if_asked } => {
            refuse_others(asked, &[], *if_asked, verdict);
            Vec::new()
        }
        // Without a value or an origin of its type the row grants nothing; both columns are `Never`.
        Row::Set { value, .. } => match *value {},
        Row::FromIssuer { origin, .. } => match *origin {},
    }
}

/// The facts as names, each once.
fn vouched(kinds: &[FactKind], applicant: &dyn Applicant) -> Vec<GeneralName> {
    let mut names = Vec::new();
    for kind in kinds {
        for name in applicant.facts(*kind).iter().filter_map(Fact::as_general_name) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

fn refuse_others(asked: &[GeneralName], granted: &[GeneralName], surplus: Surplus, verdict: &mut Verdict) {
    for (index, name) in asked.iter().enumerate().filter(|(_, name)| !granted.contains(name)) {
        let permitted: Vec<_> = granted.iter().map(ToString::to_string).collect();
        let permitted = if permitted.is_empty() { "no alternative names".to_owned() } else { permitted.join(", ") };
        let place = (format!("extensionRequest.subjectAltName[{index}]"), name.to_string());
        verdict.surplus(surplus, "policy.san.surplus", place, permitted, CLAUSE);
    }
}

fn missing(path: &'static str, asked: &'static str, kinds: &[FactKind]) -> Violation {
    let kinds: Vec<_> = kinds.iter().map(ToString::to_string).collect();
    Violation::new("policy.san.missing", path, asked, format!("at least one of {}", kinds.join(", ")), CLAUSE)
}
