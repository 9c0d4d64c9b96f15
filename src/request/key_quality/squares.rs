//! A sieve for squares: what a number leaves modulo a few small ones.
//!
//! Asked by `perfect_power` and, a hundred times a key, by `close_factors`, before anybody extracts a root. The surprising
//! choice: it never says yes. One in some 27000 numbers passes that is no square, and whoever asked takes its root.

use super::odd_divisor::OddDivisor;

/// The odd numbers whose residues are looked at; 63 stands for 9 and 7, 55 for 5 and 11.
const MODULI: [u64; 11] = [63, 55, 61, 59, 53, 47, 43, 41, 37, 31, 29];

/// For each of them, the bits of the residues that squares leave.
const SQUARES: [(u64, u64); 11] = squares_of_all();

/// The same modulo 64.
const SQUARES_MODULO_64: u64 = squares_modulo(64);

/// What the residues are read off: a number modulo all the odd moduli, and its lowest word.
#[derive(Clone, Copy, Debug)]
pub(super) struct SquareSieve {
    residue: u64,
    lowest: u64,
}

impl SquareSieve {
    /// The product of the odd moduli, below 2^62, so that three residues can be added.
    const PRODUCT: u64 = product();
    const DIVISOR: OddDivisor = OddDivisor::new(Self::PRODUCT);

    /// For a number with these digits, least significant first.
    pub(super) fn new(number: &[u64]) -> Self {
        Self { residue: Self::DIVISOR.residue(number), lowest: number.first().copied().unwrap_or(0) }
    }

    /// For the difference `(a + 1)² - n`, where this one is for `a² - n`.
    pub(super) const fn next(self, a: Self) -> Self {
        Self {
            residue: (self.residue + 2 * a.residue + 1) % Self::PRODUCT,
            lowest: self.lowest.wrapping_add(a.lowest.wrapping_mul(2)).wrapping_add(1),
        }
    }

    /// For the number that follows.
    pub(super) const fn successor(self) -> Self {
        Self { residue: (self.residue + 1) % Self::PRODUCT, lowest: self.lowest.wrapping_add(1) }
    }

    /// Whether it may be a square; never `false` for one.
    pub(super) fn may_be_square(self) -> bool {
        has(SQUARES_MODULO_64, self.lowest % 64)
            && SQUARES.iter().all(|(modulus, squares)| has(*squares, self.residue % modulus))
    }
}

const fn has(bits: u64, bit: u64) -> bool {
    (bits >> bit) & 1 == 1
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses an index out of bounds")]
const fn product() -> u64 {
    let (mut product, mut index) = (1_u64, 0);
    while index < MODULI.len() {
        product *= MODULI[index];
        index += 1;
    }
    assert!(product < 1 << 62, "room to add three residues");
    product
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses an index out of bounds")]
const fn squares_of_all() -> [(u64, u64); 11] {
    let mut all = [(0, 0); 11];
    let mut index = 0;
    while index < MODULI.len() {
        all[index] = (MODULI[index], squares_modulo(MODULI[index]));
        index += 1;
    }
    all
}

const fn squares_modulo(modulus: u64) -> u64 {
    let (mut squares, mut root) = (0, 0);
    while root < modulus {
        squares |= 1 << (root * root % modulus);
        root += 1;
    }
    squares
}

#[cfg(test)]
mod tests {
    use num_bigint::BigUint;
    use proptest::prelude::*;

    use super::SquareSieve;

    fn sieve(number: &BigUint) -> SquareSieve {
        SquareSieve::new(&number.to_u64_digits())
    }

    proptest! {
        #[test]
        fn every_square_passes(digits in prop::collection::vec(any::<u32>(), 0..40)) {
            prop_assert!(sieve(&BigUint::new(digits).pow(2)).may_be_square());
        }

        #[test]
        fn a_step_of_the_sieve_is_a_step_of_the_number(a in any::<u128>(), n in any::<u64>()) {
            let (a, n) = (BigUint::from(a) + u64::MAX, BigUint::from(n));
            let stepped = sieve(&(a.pow(2) - &n)).next(sieve(&a));
            let counted = sieve(&((&a + 1_u32).pow(2) - &n));
            prop_assert_eq!((stepped.residue, stepped.lowest), (counted.residue, counted.lowest));
            let (following, counted) = (sieve(&a).successor(), sieve(&(a + 1_u32)));
            prop_assert_eq!((following.residue, following.lowest), (counted.residue, counted.lowest));
        }
    }

    #[test]
    fn hardly_anything_else_passes() {
        let passing = (0..300_000_u64).filter(|number| SquareSieve::new(&[*number]).may_be_square()).count();
        let squares = (0..300_000_u64).filter(|number| number.isqrt().pow(2) == *number).count();
        assert!(passing - squares < 20, "{passing} pass, {squares} are squares");
    }
}
