//! Asked-for extensions, each held against its row.
//!
//! Part of `decide`. Nothing here reaches the certificate: the rows alone say what does. Extensions without a row
//! of their own are in `others`. The surprising choice: asking for less than a row sets, or for exactly it, is no surplus,
//! so a subset of the key usage passes; a limit on an authority (its path length, purposes and policies) is the other way
//! round, and one that is asked for and not granted is told.

mod criticality;
mod others;

use super::{Verdict, key_usage_for};
use crate::{
    encoding::Oid,
    policy::{Profile, Row, Surplus},
    request::{RequestedExtensions, VerifiedRequest},
    x509::{
        Extension,
        extension::{
            BasicConstraints, CrlDistributionPoints, KeyPurpose, NameConstraints, PolicyInformation,
            SubjectKeyIdentifier, SubjectName, oid,
        },
    },
};

pub(super) fn compare(profile: &Profile, request: &VerifiedRequest, subject: SubjectName, verdict: &mut Verdict) {
    basic_constraints(profile, request, verdict);
    key_usage(profile, request, verdict);
    extended_key_usage(profile, request, verdict);
    certificate_policies(profile, request, verdict);
    name_constraints(profile, request, verdict);
    for asked in request.requested().iter() {
        one(profile, request.requested(), asked, verdict);
    }
    criticality::compare(profile, request, subject, verdict);
}

/// What is asked for in an extension that is no list of wishes: one row, one answer.
fn one(profile: &Profile, requested: &RequestedExtensions, asked: &Extension, verdict: &mut Verdict) {
    match asked.oid() {
        // Held against their rows above, and the names where they are granted.
        oid::SUBJECT_ALT_NAME
        | oid::BASIC_CONSTRAINTS
        | oid::KEY_USAGE
        | oid::EXTENDED_KEY_USAGE
        | oid::CERTIFICATE_POLICIES
        | oid::NAME_CONSTRAINTS => {}
        oid::SUBJECT_KEY_IDENTIFIER => subject_key_identifier(profile, requested, verdict),
        oid::AUTHORITY_KEY_IDENTIFIER => authority_key_identifier(profile, requested, verdict),
        oid::CRL_DISTRIBUTION_POINTS => crl_distribution_points(profile, requested, verdict),
        oid::AUTHORITY_INFO_ACCESS => authority_info_access(profile, requested, verdict),
        _ => others::compare(profile, requested, asked, verdict),
    }
}

fn basic_constraints(profile: &Profile, request: &VerifiedRequest, verdict: &mut Verdict) {
    let Some(asked) = request.requested().basic_constraints() else { return };
    let (granted, surplus) = match &profile.basic_constraints {
        Row::Absent { if_asked } => (BasicConstraints::EndEntity, *if_asked),
        Row::Set { value, if_asked_otherwise } => (*value, *if_asked_otherwise),
        Row::FromRequest { rule, .. } => match *rule {},
        Row::FromFacts { surplus, .. } => (BasicConstraints::EndEntity, *surplus),
        Row::FromIssuer { origin, .. } => match *origin {},
    };
    let surplus = match (asked, granted) {
        (
            BasicConstraints::Authority { path_len: Some(asked) },
            BasicConstraints::Authority { path_len: Some(granted) },
        ) if asked > granted => surplus,
        _ if asked == granted => return,
        // Who names no length or another limit leaves it to the policy, and is told that it is not the one.
        (BasicConstraints::Authority { .. }, BasicConstraints::Authority { .. }) => Surplus::Withhold,
        // A key that is to be no authority's does not become one.
        _ => surplus,
    };
    let place = ("extensionRequest.basicConstraints".to_owned(), asked.to_string());
    verdict.surplus(surplus, "policy.basic-constraints.surplus", place, granted.to_string(), "RFC 5280 §4.2.1.9");
}

fn key_usage(profile: &Profile, request: &VerifiedRequest, verdict: &mut Verdict) {
    let Some(asked) = request.requested().key_usage() else { return };
    let granted = key_usage_for(profile, Some(request.public_key().algorithm()));
    if granted.is_some_and(|granted| granted.contains(asked)) {
        return;
    }
    let surplus = profile.key_usage.surplus();
    let permitted = granted.map_or_else(|| "no key usage".to_owned(), |granted| granted.to_string());
    let place = ("extensionRequest.keyUsage".to_owned(), asked.to_string());
    verdict.surplus(surplus, "policy.key-usage.surplus", place, permitted, "RFC 5280 §4.2.1.3");
}

fn extended_key_usage(profile: &Profile, request: &VerifiedRequest, verdict: &mut Verdict) {
    let Some(asked) = request.requested().extended_key_usage() else { return };
    let granted: &[_] = match &profile.extended_key_usage {
        Row::Set { value, .. } => value,
        _ => &[],
    };
    let permitted: Vec<_> = granted.iter().map(ToString::to_string).collect();
    let permitted = if permitted.is_empty() { "no extended key usage".to_owned() } else { permitted.join(", ") };
    for (index, purpose) in asked.purposes().iter().enumerate().filter(|(_, purpose)| !granted.contains(purpose)) {
        let place = (format!("extensionRequest.extKeyUsage[{index}]"), purpose.to_string());
        let surplus = profile.extended_key_usage.surplus();
        verdict.surplus(surplus, "policy.extended-key-usage.surplus", place, permitted.clone(), "RFC 5280 §4.2.1.12");
    }
    let wider = granted.iter().any(|purpose| !asked.contains(*purpose)) && !asked.contains(KeyPurpose::ANY);
    if is_for_authorities(profile) && wider {
        let (rule, clause) = ("policy.extended-key-usage.surplus", "RFC 5280 §4.2.1.12");
        let place = (place(oid::EXTENDED_KEY_USAGE), only("purpose", asked.purposes().iter()));
        verdict.surplus(Surplus::Withhold, rule, place, permitted, clause);
    }
}

/// Whether purposes and policies are limits of what is certified further down: of those, less is not nothing more.
const fn is_for_authorities(profile: &Profile) -> bool {
    matches!(&profile.basic_constraints, Row::Set { value: BasicConstraints::Authority { .. }, .. })
}

fn only(what: &str, asked: impl Iterator<Item: ToString>) -> String {
    let asked: Vec<_> = asked.map(|one| one.to_string()).collect();
    format!("no {what} but {}", asked.join(", "))
}

fn certificate_policies(profile: &Profile, request: &VerifiedRequest, verdict: &mut Verdict) {
    let Some(asked) = request.requested().certificate_policies() else { return };
    let granted: &[PolicyInformation] = match &profile.certificate_policies {
        Row::Set { value, .. } => value,
        _ => &[],
    };
    let surplus = profile.certificate_policies.surplus();
    let permitted: Vec<_> = granted.iter().map(|policy| policy.policy().to_string()).collect();
    let permitted = if permitted.is_empty() { "no policies".to_owned() } else { permitted.join(", ") };
    for (index, policy) in asked.policies().iter().enumerate().filter(|(_, asked)| !includes(granted, asked)) {
        let known = granted.iter().any(|granted| granted.policy() == policy.policy());
        let of_its_own = if known { " with qualifiers of its own" } else { "" };
        let place = (place_in_list(oid::CERTIFICATE_POLICIES, index), format!("{}{of_its_own}", policy.policy()));
        verdict.surplus(surplus, "policy.certificate-policies.surplus", place, permitted.clone(), "RFC 5280 §4.2.1.4");
    }
    let names = |policy: Oid| asked.policies().iter().any(|asked| asked.policy() == policy);
    let wider = granted.iter().any(|granted| !names(granted.policy())) && !names(oid::ANY_POLICY);
    if is_for_authorities(profile) && wider {
        let (rule, clause) = ("policy.certificate-policies.surplus", "RFC 5280 §4.2.1.4");
        let asked = asked.policies().iter().map(PolicyInformation::policy);
        let place = (place(oid::CERTIFICATE_POLICIES), only("policy", asked));
        verdict.surplus(Surplus::Withhold, rule, place, permitted, clause);
    }
}

/// Whether a policy is set, with the qualifiers asked for if any are.
fn includes(granted: &[PolicyInformation], asked: &PolicyInformation) -> bool {
    let same = |granted: &PolicyInformation| {
        granted.policy() == asked.policy()
            && (asked.qualifiers().is_empty() || asked.qualifiers() == granted.qualifiers())
    };
    granted.iter().any(same)
}

fn name_constraints(profile: &Profile, request: &VerifiedRequest, verdict: &mut Verdict) {
    let Some(asked) = request.requested().name_constraints() else { return };
    let permitted = match &profile.name_constraints {
        Row::Set { value, .. } if value == asked => return,
        Row::Set { value, .. } => format!("those of the policy: {}", subtrees(value)),
        _ => "no name constraints".to_owned(),
    };
    let place = (place(oid::NAME_CONSTRAINTS), subtrees(asked));
    let surplus = profile.name_constraints.surplus();
    verdict.surplus(surplus, "policy.name-constraints.surplus", place, permitted, "RFC 5280 §4.2.1.10");
}

fn subtrees(constraints: &NameConstraints) -> String {
    format!("{} permitted and {} excluded subtrees", constraints.permitted().len(), constraints.excluded().len())
}

fn subject_key_identifier(profile: &Profile, requested: &RequestedExtensions, verdict: &mut Verdict) {
    let Some(asked) = requested.subject_key_identifier() else { return };
    let permitted = match &profile.subject_key_identifier {
        Row::Absent { .. } => "no subject key identifier",
        _ => "the identifier that the authority makes of the key",
    };
    let place = (place(oid::SUBJECT_KEY_IDENTIFIER), of_octets(asked));
    let surplus = profile.subject_key_identifier.surplus();
    verdict.surplus(surplus, "policy.subject-key-identifier.surplus", place, permitted.to_owned(), "RFC 5280 §4.2.1.2");
}

/// Not the octets: their digits would be masked as those of a person's number are.
fn of_octets(identifier: &SubjectKeyIdentifier) -> String {
    format!("an identifier of {} octets", identifier.as_octets().len())
}

fn authority_key_identifier(profile: &Profile, requested: &RequestedExtensions, verdict: &mut Verdict) {
    let Some(asked) = requested.authority_key_identifier() else { return };
    let permitted = match &profile.authority_key_identifier {
        Row::Absent { .. } => "no authority key identifier",
        _ => "the identifier of the key that signs",
    };
    let asked = asked.key_identifier().map_or_else(|| "no identifier of a key".to_owned(), of_octets);
    let place = (place(oid::AUTHORITY_KEY_IDENTIFIER), asked);
    let surplus = profile.authority_key_identifier.surplus();
    let rule = "policy.authority-key-identifier.surplus";
    verdict.surplus(surplus, rule, place, permitted.to_owned(), "RFC 5280 §4.2.1.1");
}

fn crl_distribution_points(profile: &Profile, requested: &RequestedExtensions, verdict: &mut Verdict) {
    let Some(asked) = requested.crl_distribution_points() else { return };
    let permitted = match &profile.crl_distribution_points {
        Row::Absent { .. } => "no distribution points",
        _ => "where the issuer publishes its lists",
    };
    let place = (place(oid::CRL_DISTRIBUTION_POINTS), addresses(asked));
    let surplus = profile.crl_distribution_points.surplus();
    verdict.surplus(
        surplus,
        "policy.crl-distribution-points.surplus",
        place,
        permitted.to_owned(),
        "RFC 5280 §4.2.1.13",
    );
}

fn addresses(points: &CrlDistributionPoints) -> String {
    let uris: Vec<_> = points.points().iter().flat_map(|point| point.uris()).map(ToString::to_string).collect();
    if uris.is_empty() { "distribution points without an address".to_owned() } else { uris.join(", ") }
}

fn authority_info_access(profile: &Profile, requested: &RequestedExtensions, verdict: &mut Verdict) {
    let Some(asked) = requested.authority_info_access() else { return };
    let permitted = match &profile.authority_info_access {
        Row::Absent { .. } => "no authority information access",
        _ => "where the issuer and its status service are",
    };
    let asked: Vec<_> = asked.descriptions().iter().map(|access| access.location().to_string()).collect();
    let place = (place(oid::AUTHORITY_INFO_ACCESS), asked.join(", "));
    let surplus = profile.authority_info_access.surplus();
    verdict.surplus(surplus, "policy.authority-info-access.surplus", place, permitted.to_owned(), "RFC 5280 §4.2.2.1");
}

fn place(oid: Oid) -> String {
    RequestedExtensions::path(oid).to_string()
}

fn place_in_list(oid: Oid, index: usize) -> String {
    RequestedExtensions::path(oid).index(index).to_string()
}
