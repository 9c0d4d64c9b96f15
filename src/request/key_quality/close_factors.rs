//! Whether a modulus is the product of two factors that are close to each other.
//!
//! Asked by `examination`. Baseline Requirements §6.1.1.3 (B-06): a hundred rounds of Fermat's method, which looks for a
//! and b with `n = a² - b²` from the root of n upwards. The surprising choice: of the hundred differences none is
//! computed as a long number unless [`SquareSieve`] lets it pass, so that all rounds together cost little more than the
//! one root. Equal factors are `perfect_power`'s.

use num_bigint::BigUint;

use super::{modulus::Modulus, squares::SquareSieve};

/// Rounds of Fermat's method that a key must survive.
pub(super) const ROUNDS: u32 = 100;

/// The round that factors the modulus; the first one tries the root, rounded up.
pub(super) fn round(modulus: &Modulus) -> Option<u32> {
    let n = modulus.value();
    let start = n.sqrt() + 1_u32;
    let mut a = SquareSieve::new(&start.to_u64_digits());
    let mut difference = SquareSieve::new(&(start.pow(2) - n).to_u64_digits());
    for round in 1..=ROUNDS {
        if difference.may_be_square() && is_factored_by(n, &start + (round - 1)) {
            return Some(round);
        }
        difference = difference.next(a);
        a = a.successor();
    }
    None
}

/// Whether `a² - n` is the square of a b, and not the one that every odd number has: n times 1.
fn is_factored_by(n: &BigUint, a: BigUint) -> bool {
    let difference = a.pow(2) - n;
    let b = difference.sqrt();
    b.pow(2) == difference && a - b > BigUint::from(1_u32)
}

#[cfg(test)]
mod tests {
    use num_bigint::BigUint;
    use proptest::prelude::*;

    use super::{
        super::{modulus::Modulus, tests::numbers},
        ROUNDS, round,
    };

    fn round_of(number: &BigUint) -> Option<u32> {
        round(&Modulus::new(&number.to_bytes_be()).expect("odd"))
    }

    /// `(a + b)(a - b)` for the a of this round over a b that makes the root of n fall just below a.
    fn found_in(wanted: u32) -> BigUint {
        // With b² about 2·a·wanted, the root of a² - b² lies about `wanted` below a.
        let a = BigUint::from(1_u32) << 1023_u32;
        let mut b = (&a * (2 * wanted)).sqrt();
        if !b.bit(0) {
            b -= 1_u32;
        }
        (&a + &b) * (a - b)
    }

    #[test]
    fn finds_neighbours_in_the_first_round() {
        let p = numbers::sound(1024);
        assert_eq!(round_of(&(&p * (&p + 2_u32))), Some(1));
    }

    #[test]
    fn finds_what_takes_a_hundred_rounds_and_no_more() {
        assert_eq!(round_of(&found_in(ROUNDS)), Some(ROUNDS));
        assert_eq!(round_of(&found_in(ROUNDS + 1)), None);
    }

    #[test]
    fn leaves_squares_to_the_search_for_powers() {
        assert_eq!(round_of(&numbers::sound(1024).pow(2)), None);
    }

    #[test]
    fn takes_a_prime_times_one_for_no_product() {
        // 101 = 51² - 50², and 51 is within a hundred rounds of the root.
        assert_eq!(round_of(&BigUint::from(101_u32)), None);
    }

    #[test]
    fn leaves_a_sound_modulus_alone() {
        assert_eq!(round_of(&numbers::sound(2048)), None);
    }

    proptest! {
        #[test]
        fn finds_every_round(wanted in 1..=ROUNDS) {
            prop_assert_eq!(round_of(&found_in(wanted)), Some(wanted));
        }

        #[test]
        fn agrees_with_fermat_done_by_hand(p in 3_u32..60_000, gap in 1_u32..2_000) {
            let (p, q) = (u64::from(p | 1), u64::from((p | 1) + 2 * gap));
            let n = p * q;
            let start = n.isqrt() + u64::from(n.isqrt().pow(2) < n);
            let by_hand = (start..start + u64::from(ROUNDS)).position(|a| {
                let b = (a * a - n).isqrt();
                b > 0 && b * b == a * a - n && a - b > 1
            });
            prop_assume!(n.isqrt().pow(2) != n);
            prop_assert_eq!(round_of(&BigUint::from(n)), by_hand.map(|index| u32::try_from(index + 1).expect("small")));
        }
    }
}
