//! An explanation as a table: a line a row, columns aligned, long values wrapped inside their column.
//!
//! `Display` of `Explanation`, for the registration officer at a terminal. Four columns: the row, what was asked, what the
//! row says, what comes of it. The surprising choice: characters are counted, not the cells a terminal gives them, so a
//! line with letters of double width ends further right; nothing is cut off.

use std::fmt;

use super::{ExplainedRow, Explanation, Outcome};
use crate::policy::{RowField, Surplus};

const HEAD: [&str; 4] = ["row", "asked", "the row says", "outcome"];
/// Widest each column gets; a word that is longer is broken.
const WIDEST: [usize; 4] = [24, 26, 34, 40];
const BETWEEN: &str = "  ";

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.verdict())?;
        writeln!(f)?;
        let mut lines = vec![HEAD.map(|head| vec![head.to_owned()])];
        lines.extend(self.rows().iter().map(ExplainedRow::cells));
        let widths = widths(&lines);
        for (index, line) in lines.iter().enumerate() {
            write_line(f, line, widths)?;
            if index == 0 {
                let rule = widths.map(|width| vec!["-".repeat(width)]);
                write_line(f, &rule, widths)?;
            }
        }
        for (index, violation) in self.violations_beside_the_rows().enumerate() {
            writeln!(f, "{}refused: {violation}", if index == 0 { "\n" } else { "" })?;
        }
        Ok(())
    }
}

impl Explanation {
    /// The outcome of all, in one line.
    fn verdict(&self) -> String {
        let policy = self.policy();
        match (self.violations().len(), self.withheld().len()) {
            (0, 0) => format!("{policy}: would be approved"),
            (0, withheld) => format!("{policy}: would be approved, with {withheld} withheld"),
            (1, _) => format!("{policy}: would be refused for 1 reason; what is marked granted would be so without it"),
            (reasons, _) => {
                format!(
                    "{policy}: would be refused for {reasons} reasons; what is marked granted would be so without them"
                )
            }
        }
    }
}

impl ExplainedRow {
    fn cells(&self) -> [Vec<String>; 4] {
        let asked = if self.asked.is_empty() { "-".to_owned() } else { self.asked.join(", ") };
        let says = match self.view.surplus() {
            Some(Surplus::Refuse) => format!("{}; more is refused", self.view.source()),
            Some(Surplus::Withhold) => format!("{}; more is withheld", self.view.source()),
            None => self.view.source().to_owned(),
        };
        let [row_width, asked_width, says_width, outcome_width] = WIDEST;
        [
            wrapped(self.view.row(), row_width),
            wrapped(&asked, asked_width),
            wrapped(&says, says_width),
            self.told().iter().flat_map(|text| wrapped(text, outcome_width)).collect(),
        ]
    }

    /// What comes of it, a sentence each.
    fn told(&self) -> Vec<String> {
        let of_the_rest = matches!(self.view.field(), RowField::OtherAttributes | RowField::OtherExtensions);
        let named = |path: &str, asked: &str| if of_the_rest { format!("{path} {asked}") } else { asked.to_owned() };
        let mut told: Vec<_> = Vec::new();
        for violation in &self.violations {
            let (asked, permitted) = (named(violation.path().as_str(), violation.asked()), violation.permitted());
            told.push(format!("refused: {asked}; permitted is {permitted} ({})", violation.clause()));
        }
        told.extend(
            self.withheld.iter().map(|held| format!("withheld: {}", named(held.path().as_str(), held.asked()))),
        );
        if !self.granted.is_empty() {
            told.push(format!("granted: {}", self.granted.join(", ")));
        }
        told.extend(self.repeated.iter().map(|name| format!("not granted: {name} repeats an alternative name")));
        if self.outcome == Outcome::Absent && told.is_empty() {
            told.push("absent".to_owned());
        }
        told
    }
}

/// How wide each column is.
fn widths(lines: &[[Vec<String>; 4]]) -> [usize; 4] {
    let mut widths = [0; 4];
    for line in lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = cell.iter().map(|text| text.chars().count()).fold(*width, usize::max);
        }
    }
    widths
}

fn write_line(f: &mut fmt::Formatter<'_>, cells: &[Vec<String>; 4], widths: [usize; 4]) -> fmt::Result {
    let height = cells.iter().map(Vec::len).max().unwrap_or_default();
    for index in 0..height {
        let mut line = String::new();
        for (cell, width) in cells.iter().zip(widths) {
            let text = cell.get(index).map_or("", String::as_str);
            line.push_str(&format!("{text:<width$}{BETWEEN}"));
        }
        writeln!(f, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Broken at spaces into lines of at most this many characters; a word that does not fit is broken too.
fn wrapped(text: &str, widest: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut room = widest;
    for word in text.split(' ') {
        let mut letters: Vec<char> = word.chars().collect();
        let begun = room < widest;
        if begun && letters.len() >= room {
            lines.push(String::new());
            room = widest;
        } else if begun {
            push(&mut lines, &[' ']);
            room -= 1;
        }
        while letters.len() > room {
            let rest = letters.split_off(room);
            push(&mut lines, &letters);
            lines.push(String::new());
            (letters, room) = (rest, widest);
        }
        push(&mut lines, &letters);
        room -= letters.len();
    }
    lines
}

fn push(lines: &mut [String], letters: &[char]) {
    if let Some(line) = lines.last_mut() {
        line.extend(letters);
    }
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn breaks_at_spaces() {
        assert_eq!(wrapped("a bc def", 4), ["a bc", "def"]);
        assert_eq!(wrapped("abcd e", 4), ["abcd", "e"]);
        assert_eq!(wrapped("", 4), [""]);
    }

    #[test]
    fn breaks_a_word_that_does_not_fit_and_loses_nothing() {
        assert_eq!(wrapped("ab cdefghijk l", 4), ["ab", "cdef", "ghij", "k l"]);
        assert_eq!(wrapped("zażółć", 4), ["zażó", "łć"]);
    }
}
