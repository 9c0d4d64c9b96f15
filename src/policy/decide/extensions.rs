//! Asked-for extensions, each held against its row.
//!
//! Part of `decide`. Nothing here reaches the certificate: the rows alone say what does. The surprising choice:
//! asking for less than a row sets, or for exactly it, is no surplus, so `cA FALSE` and a subset of the key usage pass.

use super::{Verdict, key_usage_for};
use crate::{
    encoding::Writer,
    policy::{Profile, Row, Surplus},
    request::VerifiedRequest,
    x509::{
        Extension,
        extension::{BasicConstraints, CertificatePolicies, TypedExtension, oid},
    },
};

pub(super) fn compare(profile: &Profile, request: &VerifiedRequest, verdict: &mut Verdict) {
    basic_constraints(profile, request, verdict);
    key_usage(profile, request, verdict);
    extended_key_usage(profile, request, verdict);
    for extension in request.requested().others() {
        other(profile, extension, verdict);
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
        (BasicConstraints::EndEntity, _) => return,
        (BasicConstraints::Authority { .. }, BasicConstraints::EndEntity) => surplus,
        (BasicConstraints::Authority { path_len: asked }, BasicConstraints::Authority { path_len: granted }) => {
            match (asked, granted) {
                (_, None) => return,
                // Who names no length leaves it to the policy, and is told which it is.
                (None, Some(_)) => Surplus::Withhold,
                (Some(asked), Some(granted)) if asked > granted => surplus,
                (Some(_), Some(_)) => return,
            }
        }
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
    let surplus = surplus_of(&profile.key_usage);
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
        let surplus = surplus_of(&profile.extended_key_usage);
        verdict.surplus(surplus, "policy.extended-key-usage.surplus", place, permitted.clone(), "RFC 5280 §4.2.1.12");
    }
}

/// Extensions that no rule above compares by value: granted only when the row sets the same octets.
fn other(profile: &Profile, asked: &Extension, verdict: &mut Verdict) {
    let fixed = profile.others.iter().find(|row| row.oid == asked.oid());
    let (same, surplus) = match asked.oid() {
        oid::CERTIFICATE_POLICIES => (sets_same_policies(profile, asked), surplus_of(&profile.certificate_policies)),
        oid::NAME_CONSTRAINTS => (sets_same(&profile.name_constraints, asked), surplus_of(&profile.name_constraints)),
        oid::SUBJECT_KEY_IDENTIFIER => (false, surplus_of(&profile.subject_key_identifier)),
        oid::AUTHORITY_KEY_IDENTIFIER => (false, surplus_of(&profile.authority_key_identifier)),
        oid::CRL_DISTRIBUTION_POINTS => (false, surplus_of(&profile.crl_distribution_points)),
        oid::AUTHORITY_INFO_ACCESS => (false, surplus_of(&profile.authority_info_access)),
        _ => (fixed.is_some_and(|row| *row.value == *asked.value()), profile.unnamed_extensions),
    };
    if !same {
        let path = format!("extensionRequest.{}", asked.oid());
        let size = format!("an extension of {} octets", asked.value().len());
        let permitted = "nothing but what the policy sets".to_owned();
        verdict.surplus(surplus, "policy.extension.surplus", (path, size), permitted, "RFC 5280 §4.2");
    }
}

fn sets_same_policies(profile: &Profile, asked: &Extension) -> bool {
    let Row::Set { value, .. } = &profile.certificate_policies else { return false };
    CertificatePolicies::new(value.to_vec()).is_ok_and(|policies| same_octets(&policies, asked))
}

fn sets_same<E: TypedExtension, R, O>(row: &Row<E, R, O>, asked: &Extension) -> bool {
    matches!(row, Row::Set { value, .. } if same_octets(value, asked))
}

fn same_octets<E: TypedExtension>(value: &E, asked: &Extension) -> bool {
    let mut writer = Writer::new();
    value.encode(&mut writer).is_ok() && writer.octets() == asked.value()
}

const fn surplus_of<V, R, O>(row: &Row<V, R, O>) -> Surplus {
    match row {
        Row::Absent { if_asked } | Row::FromIssuer { if_asked, .. } => *if_asked,
        Row::Set { if_asked_otherwise, .. } => *if_asked_otherwise,
        Row::FromRequest { surplus, .. } | Row::FromFacts { surplus, .. } => *surplus,
    }
}
