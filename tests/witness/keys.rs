//! The witnesses of the key row: one for each key that a rule lets in, one for a key that none does.
//!
//! Under `rows`. The keys are files; of a range of lengths the shortest and the longest are tried, so that neither bound
//! can move. The surprising choice: where the authority makes the key it is of the first rule, so a second one would be
//! found inert.

use chancery::{
    inventory::KeyMaker,
    policy::{KeyRule, Profile},
};

use super::{
    case::Input,
    oracle,
    rows::{Answer, RowOf, Witness, change, usual as usual_input},
};

/// Keys that a policy may be asked to certify, cheapest first, each with the rule that admits it alone.
const KEYS: [(&str, KeyRule); 7] = [
    ("p256", KeyRule::P256),
    ("p384", KeyRule::P384),
    ("ed25519", KeyRule::Ed25519),
    ("rsa2048", KeyRule::RsaExactly(2048)),
    ("rsa3072", KeyRule::RsaExactly(3072)),
    ("rsa4096", KeyRule::RsaExactly(4096)),
    ("p521", KeyRule::P521),
];

fn admits(profile: &Profile, key: KeyRule) -> bool {
    profile.keys.iter().any(|rule| rule.admits(key.key_to_make()))
}

/// The cheapest key that a policy certifies.
pub(crate) fn usual(profile: &Profile) -> &'static str {
    KEYS.into_iter().find(|(_, rule)| admits(profile, *rule)).unwrap().0
}

/// The cheapest key of RSA that a policy certifies, or the cheapest other.
pub(crate) fn of_kind(profile: &Profile, rsa: bool) -> &'static str {
    let of_kind = |key: &(&str, KeyRule)| key.0.starts_with("rsa") == rsa && admits(profile, key.1);
    KEYS.into_iter().find(of_kind).unwrap().0
}

pub(crate) fn witnesses(row: &RowOf<'_>) -> Vec<Witness> {
    let rules = row.profile.keys.iter().enumerate();
    if row.case.maker() == KeyMaker::Authority {
        let made = |(index, rule): (usize, &KeyRule)| {
            let other = change(move |profile| profile.keys.to_mut()[index] = KeyRule::RsaExactly(3072));
            row.witness(format!("made: {rule}"), usual_input(row.case), Answer::Says, other)
        };
        return rules.map(made).collect();
    }
    rules.flat_map(|(index, rule)| of_rule(row, index, *rule)).chain([outside(row)]).collect()
}

/// Each key the rule is about is certified, and is not under a rule that leaves it out.
fn of_rule(row: &RowOf<'_>, index: usize, rule: KeyRule) -> Vec<Witness> {
    let says = |bound: KeyRule, instead: KeyRule| {
        let input = Input { key: oracle::file_of(bound.key_to_make()), ..usual_input(row.case) };
        let done = change(move |profile| profile.keys.to_mut()[index] = instead);
        row.witness(format!("{bound} of {rule}"), input, Answer::Says, done)
    };
    let is_listed = |other: &&KeyRule| row.profile.keys.contains(other);
    let other = *[KeyRule::P521, KeyRule::P256].iter().find(|other| !is_listed(other)).unwrap();
    match rule {
        KeyRule::RsaBetween { least, most } => vec![
            says(KeyRule::RsaExactly(least), KeyRule::RsaBetween { least: least + 8, most }),
            says(KeyRule::RsaExactly(most), KeyRule::RsaBetween { least, most: most - 8 }),
        ],
        rule => vec![says(rule, other)],
    }
}

/// A key that no rule lets in.
fn outside(row: &RowOf<'_>) -> Witness {
    let (key, rule) = KEYS.into_iter().find(|(_, rule)| !admits(row.profile, *rule)).unwrap();
    let answer = Answer::Refuses { rule: "policy.key", path: "subjectPublicKeyInfo".to_owned() };
    let done = change(move |profile| profile.keys.to_mut().push(rule));
    row.witness(format!("a key of {rule}"), Input { key, ..usual_input(row.case) }, answer, done)
}
