//! The law of the register: no name is given to two.
//!
//! Issuances are drawn by proptest: a name in one of its spellings, a person or nobody, and what becomes of it; some are
//! approved early and planned after all others, so that the store has to notice. The surprising choice: the model knows
//! which spellings are one name because it made them, and does not compare texts.

use chancery::{
    Authority,
    inventory::{PersonId, RecordId},
    issuance::Prepared,
    policy::{Fact, Facts, SubscriberKey},
};
use proptest::prelude::*;

use super::{
    approved,
    ca::{authority, now, provider},
    prepared, revoke, staff,
};

/// Each name with its spellings: given name and surname, or organisation and common name.
const NAMES: [(Kind, [(&str, &str); 3]); 4] = [
    (Kind::Natural, [("Jan", "Kowalski"), ("JAN", "kowalski"), ("\u{ff2a}an", "Kowalski")]),
    (Kind::Natural, [("Zażółć Anna", "Gęślą"), ("ZAŻÓŁĆ  ANNA", "GĘŚLĄ"), ("zażółć anna", "Gęślą")]),
    (Kind::Legal, [("Urząd Gminy", "System"), ("URZĄD  GMINY", "system"), ("Urząd Gminy", "\u{ff33}ystem")]),
    (Kind::Legal, [("Urząd Gminy", "Systemy"), ("urząd   gminy", "SYSTEMY"), ("Urząd GMINY", "Systemy")]),
];
/// One for each name, so that no key is refused for another subject.
const KEYS: [&str; 4] = ["p256", "p384", "rsa2048", "rsa3072"];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Natural,
    Legal,
}

#[derive(Clone, Copy, Debug)]
enum Fate {
    Issued,
    Planned,
    Abandoned,
    Revoked,
    /// Approved now, planned when all others are through.
    Late,
}

#[derive(Clone, Copy, Debug)]
struct Step {
    name: usize,
    spelling: usize,
    person: Option<u8>,
    fate: Fate,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let fates = vec![Fate::Issued, Fate::Planned, Fate::Abandoned, Fate::Revoked, Fate::Late];
    let step = (0..NAMES.len(), 0..3_usize, prop::option::of(1..3_u8), prop::sample::select(fates));
    let step = step.prop_map(|(name, spelling, person, fate)| Step { name, spelling, person, fate });
    prop::collection::vec(step, 2..14)
}

fn applicant(step: Step) -> Facts {
    let (kind, spellings) = NAMES[step.name];
    let (first, second) = spellings[step.spelling];
    let (first, second) = (first.to_owned(), second.to_owned());
    let facts = Facts::new(match kind {
        Kind::Natural => vec![Fact::GivenName(first), Fact::Surname(second)],
        Kind::Legal => vec![Fact::Organization(first), Fact::CommonName(second)],
    });
    match step.person {
        Some(person) => facts.with_person(PersonId::new(&[person])),
        None => facts,
    }
}

/// Plans it and lets it meet its fate; the record, if it got onto the rolls and was not given up.
fn planned(authority: &Authority, ready: Prepared<SubscriberKey>, fate: Fate) -> Option<RecordId> {
    let planned = ready.plan().ok()?;
    let id = planned.id();
    match fate {
        Fate::Abandoned => {
            planned.abandon().unwrap();
            return None;
        }
        Fate::Planned | Fate::Late => {}
        Fate::Issued | Fate::Revoked => {
            let _ = planned.sign().unwrap().complete().unwrap();
        }
    }
    if matches!(fate, Fate::Revoked) {
        revoke(authority, id, now());
    }
    Some(id)
}

/// What is on the rolls in the end, with the step that put it there.
fn walked(authority: &Authority, steps: &[Step]) -> Vec<(RecordId, Step)> {
    let (mut given, mut late) = (Vec::new(), Vec::new());
    for step in steps {
        let Ok(approval) = approved(authority, staff(), (&applicant(*step), KEYS[step.name]), now()) else { continue };
        let ready = prepared(authority, approval, now());
        match step.fate {
            Fate::Late => late.push((ready, *step)),
            fate => given.extend(planned(authority, ready, fate).map(|id| (id, *step))),
        }
    }
    for (ready, step) in late {
        given.extend(planned(authority, ready, step.fate).map(|id| (id, step)));
    }
    given
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_name_is_given_to_two(steps in steps()) {
        let authority = authority(provider(), "ed25519");
        let given = walked(&authority, &steps);
        prop_assert!(!given.is_empty() || steps.iter().all(|step| matches!(step.fate, Fate::Abandoned)));
        let key = |id| authority.inventory().find(id).unwrap().unwrap().comparison_key().clone();
        for (index, (one, first)) in given.iter().enumerate() {
            for (other, second) in given.iter().skip(index + 1) {
                let same_name = first.name == second.name;
                prop_assert_eq!(key(*one) == key(*other), same_name);
                if same_name {
                    prop_assert_eq!(first.person, second.person, "one name, two owners");
                    let open = NAMES[first.name].0 == Kind::Natural && first.person.is_none();
                    prop_assert!(!open, "two namesakes of whom nothing is known");
                }
            }
        }
    }
}
