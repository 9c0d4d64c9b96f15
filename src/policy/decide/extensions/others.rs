//! Asked-for extensions that have no row of their own, each held against the row of its identifier in `others`.
//!
//! A row there fixes octets, which is also how it is compared: DER has one form for a value, so the same octets are the
//! same wish. The surprising choice: where the profile has such a row, that row alone says what becomes of a request
//! for something else; `unnamed_extensions` speaks for identifiers that no row names.

use super::place;
use crate::{
    encoding::{Oid, Reader},
    policy::{OtherRow, Profile, decide::Verdict},
    request::RequestedExtensions,
    x509::{
        Extension,
        extension::{TlsFeature, TypedExtension, oid},
    },
};

/// Rule and clause of an extension that has a type here.
struct Kind {
    oid: Oid,
    rule: &'static str,
    clause: &'static str,
}

const KINDS: [Kind; 7] = [
    Kind { oid: oid::TLS_FEATURE, rule: "policy.tls-feature.surplus", clause: "RFC 7633 §4" },
    Kind { oid: oid::FRESHEST_CRL, rule: "policy.freshest-crl.surplus", clause: "RFC 5280 §4.2.1.15" },
    Kind { oid: oid::POLICY_CONSTRAINTS, rule: "policy.policy-constraints.surplus", clause: "RFC 5280 §4.2.1.11" },
    Kind { oid: oid::INHIBIT_ANY_POLICY, rule: "policy.inhibit-any-policy.surplus", clause: "RFC 5280 §4.2.1.14" },
    Kind {
        oid: oid::PRIVATE_KEY_USAGE_PERIOD,
        rule: "policy.private-key-usage-period.surplus",
        clause: "RFC 3280 §4.2.1.4",
    },
    Kind { oid: oid::NO_REV_AVAIL, rule: "policy.no-rev-avail.surplus", clause: "RFC 9608 §3" },
    Kind { oid: oid::OCSP_NO_CHECK, rule: "policy.ocsp-nocheck.surplus", clause: "RFC 6960 §4.2.2.2.1" },
];

/// Grants nothing; says what is asked beyond the row.
pub(super) fn compare(profile: &Profile, requested: &RequestedExtensions, asked: &Extension, verdict: &mut Verdict) {
    let row = profile.others.iter().find(|row| row.oid == asked.oid());
    if row.is_some_and(|row| sets(row, requested, asked)) {
        return;
    }
    let known = KINDS.iter().find(|kind| kind.oid == asked.oid());
    let (rule, clause) = known.map_or(("policy.extension.surplus", "RFC 5280 §4.2"), |kind| (kind.rule, kind.clause));
    let surplus = row.map_or(profile.unnamed_extensions, |row| row.if_asked_otherwise);
    let place = (place(asked.oid()), shown(requested, asked));
    verdict.surplus(surplus, rule, place, permitted(row), clause);
}

/// Whether the row sets what is asked: these octets, or all of these features.
fn sets(row: &OtherRow, requested: &RequestedExtensions, asked: &Extension) -> bool {
    let includes = |asked: &TlsFeature| {
        features(row).is_some_and(|set| asked.features().iter().all(|feature| set.features().contains(feature)))
    };
    *row.value == *asked.value() || asked.oid() == oid::TLS_FEATURE && requested.tls_feature().is_some_and(includes)
}

fn shown(requested: &RequestedExtensions, asked: &Extension) -> String {
    let features = requested.tls_feature().filter(|_| asked.oid() == oid::TLS_FEATURE);
    features.map_or_else(|| format!("an extension of {} octets", asked.value().len()), ToString::to_string)
}

fn permitted(row: Option<&OtherRow>) -> String {
    match row {
        Some(row) => features(row).map_or_else(
            || format!("the {} octets that the policy sets", row.value.len()),
            |features| features.to_string(),
        ),
        None => "no such extension".to_owned(),
    }
}

fn features(row: &OtherRow) -> Option<TlsFeature> {
    let value = (row.oid == oid::TLS_FEATURE).then(|| Reader::whole(&row.value, "TLSFeatures", TlsFeature::decode));
    value.and_then(Result::ok)
}
