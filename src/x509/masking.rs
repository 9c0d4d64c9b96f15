//! Masks numbers of persons in texts that are not ours, and in the `Debug` of names.
//!
//! Used wherever a text somebody else wrote (a subject a request asked for, say) is repeated
//! in a rejection, an export or a `Debug`. Ten digits in a row are enough to be masked: a
//! PESEL has eleven, a NIP ten. A number broken by spaces or hyphens is masked when whole
//! groups of digits make eleven, as in `440514-01359`; groups that make ten stay, or the
//! hour in `2026-11-22 10:00` would go. Digits of other scripts stay: no PESEL has them.

use std::collections::BTreeSet;
use std::ops::Range;

/// The text with an asterisk for each digit, but the last four, of every number that may be a
/// person's: ten or more ASCII digits in a row, or neighbouring groups that make eleven with
/// only spaces and hyphens between them.
///
/// ```
/// # use chancery::x509::mask_digits;
/// assert_eq!(mask_digits("PNOPL-99723100018"), "PNOPL-*******0018");
/// ```
///
/// Generous on purpose: a telephone number with its country code, `+48 123 456 789`, and a
/// moment written as fourteen digits are masked too.
#[must_use]
pub fn mask_digits(text: &str) -> String {
    let runs = digit_runs(text);
    let mut hidden = BTreeSet::new();
    for (first, run) in runs.iter().enumerate() {
        if run.len() >= UNBROKEN_DIGITS {
            hide(std::slice::from_ref(run), &mut hidden);
        }
        let from_here = runs.get(first..).unwrap_or_default();
        hide(broken_number(text, from_here), &mut hidden);
    }
    text.char_indices().map(|(at, shown)| if hidden.contains(&at) { '*' } else { shown }).collect()
}

/// Where the ASCII digits stand, each run as long as it can be.
fn digit_runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        if !byte.is_ascii_digit() {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// The runs from the first on that make eleven digits and are joined by separators; none if
/// they do not.
fn broken_number<'a>(text: &str, runs: &'a [Range<usize>]) -> &'a [Range<usize>] {
    let mut digits = 0;
    let mut reached = None;
    for (index, run) in runs.iter().enumerate() {
        if reached.is_some_and(|end| !only_separators(text.get(end..run.start))) {
            break;
        }
        digits += run.len();
        reached = Some(run.end);
        if digits == PESEL_DIGITS {
            return runs.get(..=index).unwrap_or_default();
        }
        if digits > PESEL_DIGITS {
            break;
        }
    }
    &[]
}

fn only_separators(gap: Option<&str>) -> bool {
    gap.is_some_and(|gap| gap.bytes().all(|byte| matches!(byte, b' ' | b'-')))
}

/// Adds the places of all digits of these runs but the last four.
fn hide(runs: &[Range<usize>], hidden: &mut BTreeSet<usize>) {
    let places = runs.iter().cloned().flatten();
    let digits: usize = runs.iter().map(Range::len).sum();
    hidden.extend(places.take(digits.saturating_sub(DIGITS_SHOWN)));
}

const UNBROKEN_DIGITS: usize = 10;
const PESEL_DIGITS: usize = 11;
const DIGITS_SHOWN: usize = 4;

#[cfg(test)]
mod tests;
