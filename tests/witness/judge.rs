//! Whether a witness is one: the row answers as it says, and a changed row answers otherwise.
//!
//! What is told is looked for at this row and at no other, in the refusal itself and in the explanation of it. The
//! surprising choice: a column that cannot fire is tried like all others, so that the reason why it cannot is not taken on
//! trust.

use chancery::policy::{Outcome, Violation};

use super::{
    case::{Case, Input},
    oracle,
    place::{self, RowAt},
    rows::{Answer, Witness, change},
    seen::{Run, Seen},
};

/// A judge of the witnesses of one policy.
pub(crate) struct Judge<'a> {
    case: &'a dyn Case,
    /// What came of an input, unchanged; most rows share one.
    runs: Vec<(Input, Run)>,
}

impl<'a> Judge<'a> {
    pub(crate) const fn of(case: &'a dyn Case) -> Self {
        Self { case, runs: Vec::new() }
    }

    fn unchanged(&mut self, input: &Input) -> &Run {
        let known = self.runs.iter().position(|(known, _)| known == input);
        let index = known.unwrap_or_else(|| {
            let run = self.case.run(input, &change(|_| {}));
            self.runs.push((input.clone(), run));
            self.runs.len() - 1
        });
        &self.runs[index].1
    }

    /// Runs the input through the policy as it is and as it is changed.
    ///
    /// # Errors
    /// A sentence with the row and the policy.
    pub(crate) fn judge(&mut self, witness: &Witness) -> Result<(), String> {
        let case = self.case;
        let of = format!("row {} of policy {}, {}", witness.row, case.profile().name, witness.part);
        let run = self.unchanged(&witness.input);
        if let Err(wanted) = answers(case, witness, run) {
            return Err(format!("{of}: wanted {wanted}, and seen is {:?}", run.seen));
        }
        let is_the_same = case.run(&witness.input, &witness.change).seen == run.seen;
        match (&witness.answer, is_the_same) {
            (Answer::CannotFire(reason), false) => Err(format!("{of}: it fires, although {reason}")),
            (Answer::CannotFire(_), true) | (_, false) => Ok(()),
            (_, true) => Err(format!("{of}: the row is inert, a change of it alters nothing")),
        }
    }
}

/// Whether what comes of the input is the answer of the row; what is wanted instead where it is not.
fn answers(case: &dyn Case, witness: &Witness, run: &Run) -> Result<(), String> {
    let require = |holds: bool, wanted: &str| if holds { Ok(()) } else { Err(wanted.to_owned()) };
    match &witness.answer {
        Answer::Says => require(says_what_is_wanted(case, witness, run) == Some(true), "what the source says"),
        Answer::Lacks => require(says_what_is_wanted(case, witness, run) == Some(false), "nothing at the row"),
        Answer::Refuses { rule, path } => {
            let violations = run.seen.violations();
            let is_it = violations.len() == 1 && violations.iter().all(|found| is(found, rule, path));
            require(is_it && is_told(case, witness, run, Outcome::Refused), &format!("{rule} at {path} alone"))
        }
        Answer::Misses { rule, path } => {
            let violations = run.seen.violations();
            let found = violations.iter().filter(|found| is(found, rule, path)).count();
            // Who misses a number may be nobody who is known.
            let fits = |rule: &str| rule.ends_with(".missing") || rule == "policy.person.unknown";
            let others = violations.iter().all(|found| fits(found.rule().as_str()));
            require(found == 1 && others && is_told_at(case, witness, run), &format!("{rule} at {path}"))
        }
        Answer::Withholds { path } => {
            let withheld = run.seen.recorded().map(|recorded| recorded.withheld.as_slice()).unwrap_or_default();
            let is_it = withheld.len() == 1 && withheld.iter().all(|found| found.path().as_str() == path);
            require(is_it && is_told(case, witness, run, Outcome::Withheld), &format!("{path} alone withheld"))
        }
        Answer::NotAdopted(part) => {
            require(matches!(&run.seen, Seen::NotAdopted(told) if told.contains(part)), "a policy that is not adopted")
        }
        Answer::RefusesBeside(rule) => {
            let is_it = |violations: &[Violation]| violations.len() == 1 && violations[0].rule().as_str() == *rule;
            let beside: Vec<_> = run.explanation.iter().flat_map(|told| told.violations_beside_the_rows()).collect();
            let is_told = is_it(run.seen.violations()) && beside.len() == 1 && beside[0].rule().as_str() == *rule;
            require(is_told, &format!("{rule} alone, beside the rows"))
        }
        Answer::Stale => {
            let is_it = |told: &str| told.starts_with("the approval is ");
            require(matches!(&run.seen, Seen::NotPrepared(told) if is_it(told)), "an approval that is too old")
        }
        Answer::OnRecord | Answer::CannotFire(_) => require(run.seen.recorded().is_some(), "a record"),
    }
}

fn is(found: &Violation, rule: &str, path: &str) -> bool {
    found.rule().as_str() == rule && found.path().as_str() == path
}

/// Whether the certificate says something at the row; `None` where it says something else than its source.
fn says_what_is_wanted(case: &dyn Case, witness: &Witness, run: &Run) -> Option<bool> {
    let (recorded, at) = (run.seen.recorded()?, witness.at?);
    let wanted = oracle::wanted(case, &witness.input, at);
    let written = oracle::written(&recorded.tbs(), &case.profile(), at);
    let told = row_outcome(case, witness, run)?;
    let is_told = told == if wanted.is_empty() { Outcome::Absent } else { Outcome::Granted };
    (wanted == written && is_told).then_some(!wanted.is_empty())
}

fn index_of(case: &dyn Case, at: RowAt) -> usize {
    place::rows(&case.profile()).iter().position(|(known, _)| *known == at).unwrap()
}

fn row_outcome(case: &dyn Case, witness: &Witness, run: &Run) -> Option<Outcome> {
    let row = run.explanation.as_ref()?.rows().get(index_of(case, witness.at?))?;
    Some(row.outcome())
}

/// Whether this is the one row of which the explanation says so, with the clause of the row.
fn is_told(case: &dyn Case, witness: &Witness, run: &Run, outcome: Outcome) -> bool {
    let (Some(explanation), Some(at)) = (&run.explanation, witness.at) else { return false };
    let rows: Vec<_> = explanation.rows().iter().enumerate().filter(|(_, row)| row.outcome() == outcome).collect();
    let [(index, row)] = rows.as_slice() else { return false };
    let clauses = row.violations().iter().all(|found| found.clause() == row.view().clause());
    *index == index_of(case, at) && clauses && explanation.violations_beside_the_rows().next().is_none()
}

/// Whether the explanation tells of one violation at this row.
fn is_told_at(case: &dyn Case, witness: &Witness, run: &Run) -> bool {
    let (Some(explanation), Some(at)) = (&run.explanation, witness.at) else { return false };
    explanation.rows().get(index_of(case, at)).is_some_and(|row| row.violations().len() == 1)
}
