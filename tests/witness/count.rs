//! How many witnesses each row of a policy has, and what is wrong with a policy.
//!
//! Under `tests/witness.rs`: the histogram of policies, rows and witnesses, and the sentences of the test. The surprising
//! choice: the columns that cannot fire are a list by row and not by policy, because the reason is one of the engine and
//! the same under each policy that has such a row.

use std::fmt;

use chancery::inventory::KeyMaker;

use super::{
    case::Case,
    frame,
    judge::Judge,
    place, rows,
    rows::{Answer, Witness},
};

/// Columns that can never fire, whoever asks for what; each is tried by [`judge`].
const CANNOT_FIRE: [(&str, &str); 2] = [
    // A subject is bounded by its rows; other forms are not granted by every policy.
    ("names", "forms without a set"),
    // NULL is the one value there is.
    ("ocsp-nocheck", "a request for more"),
];

/// Whether it is known that a part of a row cannot fire: for the rows above, and where there is no request to ask with.
fn is_listed(case: &dyn Case, row: &str, part: &str) -> bool {
    let asked = case.maker() == KeyMaker::Authority && part == "a request for more";
    asked || CANNOT_FIRE.contains(&(row, part))
}

/// Every witness of a policy.
pub(crate) fn witnesses(case: &dyn Case) -> Vec<Witness> {
    rows::witnesses(case).into_iter().chain(frame::witnesses(case)).collect()
}

/// How many witnesses a row has, how many of its columns cannot fire, and where to look for more.
struct Count {
    row: String,
    fires: usize,
    cannot: usize,
}

impl Count {
    fn of(row: String, witnesses: &[Witness]) -> Self {
        let mut count = Self { row, fires: 0, cannot: 0 };
        for witness in witnesses.iter().filter(|witness| witness.row == count.row) {
            match witness.answer {
                Answer::CannotFire(_) => count.cannot += 1,
                _ => count.fires += 1,
            }
        }
        count
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { row, fires, cannot } = self;
        match cannot {
            0 => write!(f, "{row} {fires}"),
            _ => write!(f, "{row} {fires} and {cannot} that cannot fire"),
        }
    }
}

/// The counts of every row, and of every part of the frame.
fn histogram(case: &dyn Case, witnesses: &[Witness]) -> Vec<Count> {
    let profile = case.profile();
    let rows = place::rows(&profile).into_iter().map(|(_, view)| view.row().to_owned());
    rows.chain(frame::PARTS.map(ToOwned::to_owned)).map(|row| Count::of(row, witnesses)).collect()
}

/// What is wrong with a policy, and its line of the histogram.
pub(crate) fn judged(case: &dyn Case) -> (Vec<String>, String) {
    let (witnesses, name, mut judge) = (witnesses(case), case.profile().name, Judge::of(case));
    let mut wrong: Vec<_> = witnesses.iter().filter_map(|witness| judge.judge(witness).err()).collect();
    for Witness { row, part, answer, .. } in &witnesses {
        if matches!(answer, Answer::CannotFire(_)) && !is_listed(case, row, part) {
            wrong.push(format!("row {row} of policy {name}, {part}: it cannot fire and is not listed"));
        }
    }
    let histogram = histogram(case, &witnesses);
    // Such a row is nothing but an answer to requests.
    let is_only_asked = |row: &str| case.maker() == KeyMaker::Authority && row.starts_with("any other ");
    for Count { row, fires, .. } in &histogram {
        if *fires == 0 && !is_only_asked(row) {
            wrong.push(format!("row {row} of policy {name} has no witness"));
        }
    }
    let (rows, fires) = (histogram.len(), histogram.iter().map(|count| count.fires).sum::<usize>());
    let counts: Vec<_> = histogram.iter().map(ToString::to_string).collect();
    (wrong, format!("{name}: {rows} rows, {fires} witnesses: {}", counts.join(", ")))
}
