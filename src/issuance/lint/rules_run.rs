//! Which lint rules ran: what `Prepared` carries and the benches ask for, so that a promise on speed cannot be kept by
//! not looking.
//!
//! One bit a rule, set by the runner after the rule was called; a copy costs eight octets. The surprising choice: it is
//! evidence and not configuration, so only [`run`](super::run) sets a bit.

use std::fmt;

use super::RULES;
use crate::x509::lint::Citation;

/// The rules that ran over one certificate; [`run`](super::run) makes it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct RulesRun(u64);

const _: () = assert!(RULES.len() <= 64, "one bit a rule");

impl RulesRun {
    pub(super) fn mark(&mut self, index: usize) {
        self.0 |= bit(index);
    }

    /// The rules of both: what ran when the policy was adopted, and what ran for this certificate.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// How many ran.
    #[must_use]
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether the rule with this citation ran. The whole citation, because two rules may share an id and differ in
    /// their clauses, as both of X-17 do.
    #[must_use]
    pub fn includes(self, citation: Citation) -> bool {
        self.citations().any(|ran| ran == citation)
    }

    /// Their citations, in the order of [`rules`](super::rules).
    pub fn citations(self) -> impl Iterator<Item = Citation> {
        let ran = move |index| self.0 & bit(index) != 0;
        RULES.iter().enumerate().filter(move |(index, _)| ran(*index)).map(|(_, rule)| rule.citation)
    }
}

fn bit(index: usize) -> u64 {
    u32::try_from(index).ok().and_then(|index| 1_u64.checked_shl(index)).unwrap_or_default()
}

impl fmt::Display for RulesRun {
    /// The ids, separated by spaces.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, citation) in self.citations().enumerate() {
            if place > 0 {
                f.write_str(" ")?;
            }
            f.write_str(citation.id)?;
        }
        Ok(())
    }
}

impl fmt::Debug for RulesRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RulesRun({self})")
    }
}
