//! How much of a file is read and how much work it may ask for, and why.
//!
//! Compared before anything is allocated or derived. Whoever made the file chose its iteration counts (P-07), and a file of
//! a few kilobytes can ask for hours. The surprising choice: the budget is over all derivations of a file together,
//! because twenty bags at an allowed count each are as bad as one at twenty times it.

use super::{BagValue, OpenError, SafeBag};

/// Limits on a file, each with the reason for its default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a caller writes `OpenLimits { bags: 8, ..DEFAULT }`")]
pub struct OpenLimits {
    /// Octets of the file: 256 KiB. A key of 4096 bits and sixteen certificates of 4 KiB take 70.
    pub octets: usize,
    /// Iterations of one derivation: 2,000,000. Three times what is recommended here.
    pub iterations: u32,
    /// Iterations of all derivations together: 4,000,000. Twice what a file sealed as recommended asks for: a second or two.
    pub total_iterations: u64,
    /// Contents: 8. Programs write two.
    pub contents: usize,
    /// Bags in all contents: 32. A key, a certificate and sixteen above it make 18.
    pub bags: usize,
    /// Attributes of a bag: 8. Windows, the most talkative writer, has four.
    pub attributes: usize,
}

impl OpenLimits {
    /// Limits for files of strangers.
    pub const DEFAULT: Self = Self {
        octets: 256 * 1024,
        iterations: 2_000_000,
        total_iterations: 4_000_000,
        contents: 8,
        bags: 32,
        attributes: 8,
    };
}

/// What is left of the work.
pub(super) struct Budget {
    each: u32,
    limit: u64,
    spent: u64,
}

impl Budget {
    pub(super) const fn of(limits: &OpenLimits) -> Self {
        Self { each: limits.iterations, limit: limits.total_iterations, spent: 0 }
    }

    /// Counts a derivation before it is made.
    pub(super) fn charge(&mut self, iterations: u32) -> Result<(), OpenError> {
        if iterations > self.each {
            return Err(OpenError::Iterations { found: iterations, limit: self.each });
        }
        self.spent = self.spent.saturating_add(u64::from(iterations));
        if self.spent > self.limit {
            return Err(OpenError::Budget { found: self.spent, limit: self.limit });
        }
        Ok(())
    }

    /// Counts the derivations for the keys in these bags.
    pub(super) fn charge_keys(&mut self, bags: &[SafeBag<'_>]) -> Result<(), OpenError> {
        bags.iter().try_for_each(|bag| match &bag.value {
            BagValue::ShroudedKey(key) => self.charge(key.scheme.iterations),
            _ => Ok(()),
        })
    }
}
