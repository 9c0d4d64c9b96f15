//! The witnesses of the rows, made from the rows.
//!
//! For each row: that its value is granted from its source, and what becomes of an applicant without it, of an issuer
//! without it, of a request for more; each with the change of the row that makes it otherwise. The surprising choice: no
//! policy is named here. Whatever has no witness by these rules has none, and is found by its name.

use std::sync::Arc;

use chancery::{
    encoding::Oid,
    inventory::KeyMaker,
    policy::{AttributeValue, FactKind, Presence, Profile, RowView, Surplus},
    x509::{Lifetime, Name, extension::oid},
};

use super::{
    case::{Before, Case, Change, Input, Place},
    keys, oracle,
    place::{self, RowAt},
    wish,
};

/// An input, what comes of it, and a change of the row after which something else does.
pub(crate) struct Witness {
    pub(crate) row: String,
    pub(crate) at: Option<RowAt>,
    pub(crate) part: String,
    pub(crate) input: Input,
    pub(crate) answer: Answer,
    pub(crate) change: Change,
}

/// What comes of an input.
pub(crate) enum Answer {
    /// The certificate says at the row what its source says, and that is something.
    Says,
    /// It says nothing at the row.
    Lacks,
    /// Refused for this and for nothing else.
    Refuses { rule: &'static str, path: String },
    /// Refused for a fact that is missing, which others may miss too.
    Misses { rule: &'static str, path: String },
    /// Granted but for this.
    Withholds { path: String },
    /// The policy is not adopted under this issuer, with this in the sentence.
    NotAdopted(&'static str),
    /// Refused by this rule alone, which belongs to no row.
    RefusesBeside(&'static str),
    /// The approval is too old.
    Stale,
    /// It is on record; what is there tells the change apart.
    OnRecord,
    /// Nothing can tell the change apart, for this reason. Tried all the same.
    CannotFire(&'static str),
}

/// One row of a policy.
pub(crate) struct RowOf<'a> {
    pub(crate) case: &'a dyn Case,
    pub(crate) profile: &'a Profile,
    pub(crate) at: RowAt,
    pub(crate) view: &'a RowView,
}

/// Every witness of every row.
pub(crate) fn witnesses(case: &dyn Case) -> Vec<Witness> {
    let profile = case.profile();
    let of_row = |(at, view): &(RowAt, RowView)| {
        let row = RowOf { case, profile: &profile, at: *at, view };
        let mut witnesses = match at {
            RowAt::Key => keys::witnesses(&row),
            RowAt::Validity => row.validity(),
            RowAt::Attribute(index) => row.attribute(*index),
            RowAt::Extension(oid) if view.source() == "absent" => row.absent(*oid),
            RowAt::Extension(_) => row.extension(),
            RowAt::Fixed(index) => vec![row.value(), row.criticality(*index)],
            RowAt::OtherAttributes | RowAt::OtherExtensions => Vec::new(),
        };
        witnesses.extend(row.surplus());
        witnesses
    };
    place::rows(&profile).iter().flat_map(of_row).collect()
}

/// A request that asks for nothing, of the first applicant, with the cheapest key the policy certifies.
pub(crate) fn usual(case: &dyn Case) -> Input {
    let (subject, asked, hidden) = (Name::empty(), Vec::new(), Vec::new());
    let (issuer, waits, held, before) = (case.place(), 0, None, Before::Nothing);
    Input { key: keys::usual(&case.profile()), subject, asked, applicant: 0, hidden, issuer, waits, held, before }
}

pub(crate) fn change(change: impl Fn(&mut Profile) + Send + Sync + 'static) -> Change {
    Arc::new(change)
}

impl RowOf<'_> {
    pub(crate) fn witness(&self, part: impl Into<String>, input: Input, answer: Answer, change: Change) -> Witness {
        Witness { row: self.view.row().to_owned(), at: Some(self.at), part: part.into(), input, answer, change }
    }

    /// The usual input of the first applicant who gives the row a value.
    pub(crate) fn with_a_value(&self) -> Input {
        let input = usual(self.case);
        let of = |applicant| Input { applicant, ..input.clone() };
        let has_value = |input: &Input| !oracle::wanted(self.case, input, self.at).is_empty();
        (0..self.case.applicants()).map(of).find(has_value).unwrap_or(input)
    }

    /// The value is granted; without it in the row it is not.
    pub(crate) fn value(&self) -> Witness {
        let at = self.at;
        self.witness("value", self.with_a_value(), Answer::Says, change(move |profile| place::empty(profile, at)))
    }

    fn validity(&self) -> Vec<Witness> {
        let says = |part, done| self.witness(part, usual(self.case), Answer::Says, done);
        vec![
            says("lifetime", change(|profile| profile.lifetime = Lifetime::Days(2))),
            says("backdating", change(|profile| profile.backdating_seconds += 3600)),
        ]
    }

    fn attribute(&self, index: usize) -> Vec<Witness> {
        let row = &self.profile.subject.attributes[index];
        let path = format!("applicant.{}", row.attribute);
        let kinds = match &row.value {
            AttributeValue::Fixed(_) => return vec![self.value()],
            AttributeValue::Joined(kinds) => kinds,
            AttributeValue::Each(kind) => std::slice::from_ref(kind),
        };
        let missing = |kind: &FactKind| {
            let answer = match row.presence {
                Presence::Required => Answer::Misses { rule: "policy.subject.missing", path: path.clone() },
                Presence::Optional => Answer::Lacks,
            };
            self.without(&[*kind], answer)
        };
        let mut witnesses: Vec<_> = kinds.iter().map(missing).chain([self.value()]).collect();
        for (place, kind) in kinds.iter().enumerate().filter(|_| kinds.len() > 1) {
            let done = change(move |profile| {
                let AttributeValue::Joined(kinds) = &mut profile.subject.attributes.to_mut()[index].value else {
                    return;
                };
                let _ = kinds.to_mut().remove(place);
            });
            witnesses.push(self.witness(format!("fact {kind}"), self.with_a_value(), Answer::Says, done));
        }
        witnesses
    }

    /// Without these facts the row has no value, which its presence has an answer to.
    pub(crate) fn without(&self, hidden: &[FactKind], answer: Answer) -> Witness {
        let (at, input) = (self.at, Input { hidden: hidden.to_vec(), ..self.with_a_value() });
        let kinds: Vec<_> = hidden.iter().map(|kind| kind.name()).collect();
        let part = format!("without {}", kinds.join(" and "));
        self.witness(part, input, answer, change(move |profile| place::flip_presence(profile, at)))
    }

    /// What is not in the certificate, and would be if the row had a value.
    fn absent(&self, oid: Oid) -> Vec<Witness> {
        let (answer, input) = match oid {
            // Who has no certificate has no such extension whatever the row says, and nobody else adopts it without.
            oid::AUTHORITY_KEY_IDENTIFIER => {
                (Answer::NotAdopted("X-16"), Input { issuer: Place::Root, ..usual(self.case) })
            }
            _ => (Answer::Lacks, usual(self.case)),
        };
        vec![self.witness("absence", input, answer, change(move |profile| place::fill(profile, oid)))]
    }

    /// What becomes of a request for more.
    fn surplus(&self) -> Option<Witness> {
        const PART: &str = "a request for more";
        let (at, surplus) = (self.at, self.view.surplus()?);
        let flip = change(move |profile| place::flip_surplus(profile, at));
        if self.case.maker() == KeyMaker::Authority {
            let flip = if at == RowAt::Key { change(|_| {}) } else { flip };
            let reason = "the authority makes the key, so there is no request";
            return Some(self.witness(PART, usual(self.case), Answer::CannotFire(reason), flip));
        }
        if at == RowAt::Key {
            return None;
        }
        Some(match wish::more_than(self.profile, at, self.view.row()) {
            Err(wish::NothingMore { reason, most }) => {
                let input = Input { asked: vec![most], ..usual(self.case) };
                self.witness(PART, input, Answer::CannotFire(reason), flip)
            }
            Ok(wish::Wish { subject, asked, path, rule }) => {
                let answer = match surplus {
                    Surplus::Refuse => Answer::Refuses { rule, path },
                    Surplus::Withhold => Answer::Withholds { path },
                };
                self.witness(PART, Input { subject, asked, ..usual(self.case) }, answer, flip)
            }
        })
    }
}
