//! Parts of rows that never fire.
//!
//! Part of `Profile::check`: whoever wrote them believes that they do something. A rule of keys that another has already,
//! a usage for keys that are not certified, a fact or an attribute named twice, a fixed value that need not be there. The
//! surprising choice: they are refused like contradictions, since a policy that is read wrong is a wrong policy.

use super::{Profile, contradiction};
use crate::{
    policy::{
        AlternativeNameRule, AttributeRow, AttributeValue, IssuerOrigin, KeyRule, KeyUsageGrant, Presence, Row,
        Violations,
    },
    x509::Lifetime,
};

pub(super) fn check(profile: &Profile, wrong: &mut Violations) {
    check_keys(profile, wrong);
    check_usages(profile, wrong);
    check_attributes(profile, wrong);
    check_facts(profile, wrong);
    check_identifiers(profile, wrong);
    check_addresses(profile, wrong);
    check_window(profile, wrong);
}

fn check_keys(profile: &Profile, wrong: &mut Violations) {
    for (index, rule) in profile.keys.iter().enumerate() {
        // Of two that are equal the first stays.
        let others =
            profile.keys.iter().enumerate().filter(|(at, other)| *at != index && (*at < index || *other != rule));
        if others.into_iter().any(|(_, other)| rule.is_within(*other)) {
            let permitted = "a rule for keys that no other rule admits";
            let clause = "Baseline Requirements §6.1.5";
            wrong.add(contradiction("profile.keys", &format!("keys[{index}]"), &rule.to_string(), permitted, clause));
        }
    }
}

fn check_usages(profile: &Profile, wrong: &mut Violations) {
    let Row::Set { value: KeyUsageGrant::ByKey { .. }, .. } = profile.key_usage else { return };
    let of_rsa = |rule: &KeyRule| matches!(rule, KeyRule::RsaExactly(_) | KeyRule::RsaBetween { .. });
    let fault = match (profile.keys.iter().any(of_rsa), profile.keys.iter().all(of_rsa)) {
        _ if profile.keys.is_empty() => return,
        (false, _) => "a usage for RSA keys, and none is certified",
        (true, true) => "a usage for keys other than RSA, and none is certified",
        (true, false) => return,
    };
    let (rule, permitted) = ("profile.usage-by-key", "one usage for every key");
    wrong.add(contradiction(rule, "keyUsage", fault, permitted, "RFC 5280 §4.2.1.3"));
}

fn check_attributes(profile: &Profile, wrong: &mut Violations) {
    for (index, row) in profile.subject.attributes.iter().enumerate() {
        let path = format!("subject.attributes[{index}]");
        let mut refuse = |asked: &str, permitted| {
            wrong.add(contradiction("profile.subject", &path, asked, permitted, "RFC 5280 §4.1.2.6"));
        };
        let earlier = profile.subject.attributes.iter().take(index);
        if earlier.into_iter().any(|earlier| (earlier.attribute, &earlier.value) == (row.attribute, &row.value)) {
            refuse(&format!("{} from one source twice", row.attribute), "each source of an attribute once");
        }
        let answers = |earlier: &&AttributeRow| earlier.attribute == row.attribute;
        let first = profile.subject.attributes.iter().take(index).find(answers);
        if first.is_some_and(|first| first.if_asked_otherwise != row.if_asked_otherwise) {
            refuse(
                &format!("another answer to requests for {} than the first of its rows has", row.attribute),
                "the same answer, since that of the first row is given",
            );
        }
        if matches!((&row.value, row.presence), (AttributeValue::Fixed(_), Presence::Optional)) {
            refuse("a fixed value that is optional", "a required one, since it is always there");
        }
    }
}

fn check_facts(profile: &Profile, wrong: &mut Violations) {
    let (Row::FromFacts { facts, .. } | Row::FromRequest { rule: AlternativeNameRule::EqualToFact(facts), .. }) =
        &profile.subject_alt_name
    else {
        return;
    };
    super::check_repeated(wrong, ("profile.san", "subjectAltName"), facts, "RFC 5280 §4.2.1.6");
}

/// There is always a key to make an identifier of, so a row that waits for one never goes without.
fn check_identifiers(profile: &Profile, wrong: &mut Violations) {
    let rows = [
        ("authorityKeyIdentifier", &profile.authority_key_identifier, "RFC 5280 §4.2.1.1"),
        ("subjectKeyIdentifier", &profile.subject_key_identifier, "RFC 5280 §4.2.1.2"),
    ];
    for (path, row, clause) in rows {
        if matches!(row, Row::FromIssuer { presence: Presence::Optional, .. }) {
            let permitted = "a required one, since there is always a key to make it of";
            wrong.add(contradiction("profile.row", path, "an identifier that is optional", permitted, clause));
        }
    }
}

/// Lists and services have addresses of their own kind, which the one type of both rows does not tell apart.
fn check_addresses(profile: &Profile, wrong: &mut Violations) {
    if let Row::FromIssuer { origin: IssuerOrigin::AccessAddresses | IssuerOrigin::CertificateAddresses, .. } =
        profile.crl_distribution_points
    {
        let asked = "made of addresses of certificates or of the status service";
        let (path, permitted) = ("cRLDistributionPoints", "one of the addresses of lists");
        wrong.add(contradiction("profile.row", path, asked, permitted, "RFC 5280 §4.2.1.13"));
    }
    if let Row::FromIssuer { origin: IssuerOrigin::CrlAddresses, .. } = profile.authority_info_access {
        let (path, permitted) =
            ("authorityInfoAccess", "one of the addresses of certificates and of the status service");
        wrong.add(contradiction("profile.row", path, "made of addresses of lists", permitted, "RFC 5280 §4.2.2.1"));
    }
}

/// A certificate that is backdated by its whole lifetime has ended when it is issued.
fn check_window(profile: &Profile, wrong: &mut Violations) {
    let Lifetime::Days(days @ 1..) = profile.lifetime else { return };
    if u64::from(profile.backdating_seconds) >= u64::from(days).saturating_mul(86_400) {
        let asked = format!("{} s of a lifetime of {}", profile.backdating_seconds, profile.lifetime);
        let permitted = "less than the lifetime, since certificates would have ended when they are issued";
        wrong.add(contradiction("profile.validity", "backdating", &asked, permitted, "RFC 5280 §4.1.2.5"));
    }
}
