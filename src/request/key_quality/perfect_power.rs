//! Whether a modulus is a power of another number.
//!
//! Asked by `examination`. Baseline Requirements §6.1.6 (B-05): the modulus is no power of a prime, and a power of
//! anything else is no better. Only prime exponents are tried, since a sixth power is a square. The surprising choice: a
//! root is extracted only where the modulus looks like a k-th power modulo each of four primes of the form `j·k + 1`,
//! which one number in k^4 does. Roots below 2^16 are not looked for: their primes are `small_factors`'.

use num_bigint::BigUint;

use super::{
    modulus::{MOST_BITS, Modulus},
    odd_divisor::OddDivisor,
    squares::SquareSieve,
};

/// Bits that a root has at least, once small factors are ruled out.
const ROOT_BITS: u32 = 16;

/// The greatest k for which the modulus is the k-th power of a number from 2^16.
pub(super) fn exponent(modulus: &Modulus) -> Option<u32> {
    let (mut exponent, mut root) = split(modulus.value(), modulus.digits())?;
    while let Some((further, smaller)) = split(&root, &root.to_u64_digits()) {
        exponent *= further;
        root = smaller;
    }
    Some(exponent)
}

/// The least prime exponent of which the number is a power, and the root.
fn split(number: &BigUint, digits: &[u64]) -> Option<(u32, BigUint)> {
    let bits = u32::try_from(number.bits()).unwrap_or(u32::MAX);
    let most = bits.saturating_sub(1) / ROOT_BITS;
    let may_be_square = most >= 2 && SquareSieve::new(digits).may_be_square();
    let square = may_be_square.then(|| exact(number, 2, number.sqrt())).flatten();
    square.or_else(|| {
        let possible = FILTERS.iter().take_while(|filter| filter.exponent <= most);
        possible.filter(|filter| filter.passes(digits)).find_map(|PowerFilter { exponent, .. }| {
            let root = if bits.div_ceil(*exponent) <= u128::BITS {
                BigUint::from(root_modulo_2_to_the_128(digits, *exponent))
            } else {
                number.nth_root(*exponent)
            };
            exact(number, *exponent, root)
        })
    })
}

/// Exponent and root, if it is the root. One that is too long or too short is not raised to anything.
fn exact(number: &BigUint, exponent: u32, root: BigUint) -> Option<(u32, BigUint)> {
    let most = root.bits() * u64::from(exponent);
    let has_the_size = most >= number.bits() && number.bits() + u64::from(exponent) > most;
    (has_the_size && root.pow(exponent) == *number).then_some((exponent, root))
}

/// The one root of an odd number, of odd exponent, modulo 2^128; the root itself where that is shorter. It is found in
/// the same time for every number, and somebody could choose one that passes many filters.
fn root_modulo_2_to_the_128(digits: &[u64], exponent: u32) -> u128 {
    let word = |index| digits.get(index).copied().map_or(0, u128::from);
    let exponent = u128::from(exponent);
    // Right in five bits, and in twice as many after each step.
    let mut inverse = exponent.wrapping_mul(3) ^ 2;
    for _ in 0..5 {
        inverse = inverse.wrapping_mul(2_u128.wrapping_sub(exponent.wrapping_mul(inverse)));
    }
    // The order of every odd residue divides 2^126, so the inverse undoes the exponent.
    let (mut root, mut power) = (1_u128, word(0) | word(1) << 64);
    while inverse > 0 {
        if inverse & 1 == 1 {
            root = root.wrapping_mul(power);
        }
        power = power.wrapping_mul(power);
        inverse >>= 1;
    }
    root
}

/// Every odd prime exponent that a modulus can have, ascending.
static FILTERS: [PowerFilter; 96] = filters();

/// What tells most numbers from powers with this exponent.
#[derive(Clone, Copy)]
struct PowerFilter {
    exponent: u32,
    /// Primes of which only one residue in `exponent` is such a power.
    primes: [u64; 4],
    product: OddDivisor,
}

impl PowerFilter {
    /// Whether the number may be such a power; never `false` for one.
    fn passes(&self, digits: &[u64]) -> bool {
        let residue = self.product.residue(digits);
        self.primes.iter().all(|prime| {
            // Fermat: a power to the k, raised to the (p - 1)/k, is 1, or it is 0.
            raise(residue % prime, (prime - 1) / u64::from(self.exponent), *prime) <= 1
        })
    }
}

/// `base` to the `exponent` modulo a number below 2^32.
const fn raise(mut base: u64, mut exponent: u64, modulus: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % modulus;
        }
        base = base * base % modulus;
        exponent >>= 1;
    }
    result
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses an index out of bounds")]
const fn filters() -> [PowerFilter; 96] {
    let mut filters = [PowerFilter { exponent: 0, primes: [0; 4], product: OddDivisor::ONE }; 96];
    let (mut found, mut exponent, mut wide) = (0, 3, 3);
    while exponent <= MOST_BITS / ROOT_BITS {
        if is_prime(wide) {
            filters[found] = filter(exponent, wide);
            found += 1;
        }
        exponent += 2;
        wide += 2;
    }
    assert!(found == filters.len(), "as many filters as there is room for");
    filters
}

/// The filter for an exponent, given in both widths.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses an index out of bounds")]
const fn filter(exponent: u32, wide: u64) -> PowerFilter {
    let (mut primes, mut product, mut found, mut candidate) = ([0; 4], 1, 0, 2 * wide + 1);
    while found < primes.len() {
        if is_prime(candidate) {
            primes[found] = candidate;
            product *= candidate;
            found += 1;
        }
        candidate += 2 * wide;
    }
    PowerFilter { exponent, primes, product: OddDivisor::new(product) }
}

/// Of an odd number from 3.
const fn is_prime(number: u64) -> bool {
    let mut divisor = 3;
    while divisor * divisor <= number {
        if number.is_multiple_of(divisor) {
            return false;
        }
        divisor += 2;
    }
    true
}

#[cfg(test)]
mod tests {
    use num_bigint::BigUint;
    use proptest::prelude::*;

    use super::{
        super::{modulus::Modulus, tests::numbers},
        FILTERS, exponent,
    };

    fn exponent_of(number: &BigUint) -> Option<u32> {
        exponent(&Modulus::new(&number.to_bytes_be()).expect("odd"))
    }

    #[test]
    fn knows_a_square_and_a_cube() {
        assert_eq!(exponent_of(&numbers::sound(1024).pow(2)), Some(2));
        assert_eq!(exponent_of(&numbers::sound(683).pow(3)), Some(3));
    }

    #[test]
    fn names_the_greatest_exponent() {
        assert_eq!(exponent_of(&numbers::sound(512).pow(4)), Some(4));
        assert_eq!(exponent_of(&numbers::sound(170).pow(12)), Some(12));
    }

    #[test]
    fn finds_the_highest_power_that_has_no_small_factor() {
        assert_eq!(exponent_of(&BigUint::from(65_539_u32).pow(509)), Some(509));
        assert_eq!(FILTERS.last().map(|filter| filter.exponent), Some(509));
    }

    #[test]
    fn finds_roots_on_both_sides_of_128_bits() {
        for bits in [127, 128, 129] {
            assert_eq!(exponent_of(&numbers::sound(bits).pow(13)), Some(13), "{bits}");
        }
    }

    #[test]
    fn leaves_a_number_alone_that_looks_like_every_power() {
        // It is one modulo the primes of all filters up to the exponent 31, and modulo 2^128.
        let primes = FILTERS.iter().take_while(|filter| filter.exponent <= 31).flat_map(|filter| filter.primes);
        let product = primes.fold(BigUint::from(1_u32) << 128_u32, |product, prime| product * prime);
        let number = BigUint::from(3_u32) * product + 1_u32;
        assert!(FILTERS.iter().take(10).all(|filter| filter.passes(&number.to_u64_digits())));
        assert_eq!(exponent_of(&number), None);
    }

    #[test]
    fn leaves_the_neighbours_of_a_power_alone() {
        let power = numbers::sound(512).pow(4);
        assert_eq!(exponent_of(&(&power + 2_u32)), None);
        assert_eq!(exponent_of(&(power - 2_u32)), None);
    }

    #[test]
    fn leaves_a_sound_modulus_alone() {
        assert_eq!(exponent_of(&numbers::sound(2048)), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn finds_every_power(root in 32_768_u32..=u32::MAX / 2, k in 2_u32..=64) {
            let root = 2 * root + 1;
            let found = exponent_of(&BigUint::from(root).pow(k));
            prop_assert!(found.is_some_and(|found| found.is_multiple_of(k)), "{found:?}");
        }

        #[test]
        fn what_it_finds_is_a_power(digits in prop::collection::vec(any::<u32>(), 2..8), k in 1_u32..5) {
            let number = (BigUint::new(digits) * 2_u32 + 1_u32).pow(k);
            if let Some(k) = Modulus::new(&number.to_bytes_be()).as_ref().and_then(exponent) {
                prop_assert_eq!(number.nth_root(k).pow(k), number);
            }
        }
    }
}
