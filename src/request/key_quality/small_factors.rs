//! Whether a modulus has a small prime factor.
//!
//! The first question of arithmetic, asked by `examination`. Baseline Requirements §6.1.6 (B-05) wants no factor below
//! 752; those primes are tried first. Then come all others up to 65537, because a generator that lets 757 through has
//! the same fault. The surprising choice: several primes are divided by at once, as one product that fits a word.

use super::{modulus::Modulus, odd_divisor::OddDivisor, primes};

/// The largest prime that is tried.
pub(super) const LARGEST: u32 = 65_537;

/// Products that are divided by at the same time.
const LANES: usize = 4;

/// The smallest prime factor up to [`LARGEST`], which may be the modulus itself.
pub(super) fn smallest(modulus: &Modulus) -> Option<u32> {
    named(modulus).or_else(|| beyond(modulus))
}

/// Among the primes below 752: six of them fit a word.
fn named(modulus: &Modulus) -> Option<u32> {
    let (named, _) = primes::named_and_beyond();
    first_of(named, 6, modulus)
}

/// Among the other primes: four of them fit a word.
fn beyond(modulus: &Modulus) -> Option<u32> {
    let (_, beyond) = primes::named_and_beyond();
    first_of(beyond, 4, modulus)
}

fn first_of(primes: &[u32], together: usize, modulus: &Modulus) -> Option<u32> {
    primes.chunks(LANES * together).find_map(|block| {
        let mut divisors = [OddDivisor::ONE; LANES];
        for (divisor, group) in divisors.iter_mut().zip(block.chunks(together)) {
            *divisor = OddDivisor::product(group);
        }
        let shadows = OddDivisor::shadows(divisors, modulus.digits());
        block.chunks(together).zip(shadows).find_map(|(group, shadow)| {
            let divides = |prime: &u32| shadow.is_multiple_of(u64::from(*prime));
            group.iter().copied().find(divides)
        })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        super::{modulus::Modulus, primes::ODD_PRIMES, tests::numbers},
        LARGEST, beyond, named, smallest,
    };

    fn modulus(number: impl Into<num_bigint::BigUint>) -> Modulus {
        Modulus::new(&number.into().to_bytes_be()).expect("odd")
    }

    #[test]
    fn finds_every_prime_there_is_to_find() {
        for prime in ODD_PRIMES {
            assert_eq!(smallest(&modulus(u64::from(prime) * 65_539)), Some(prime));
        }
        assert_eq!(ODD_PRIMES.last(), Some(&LARGEST));
    }

    #[test]
    fn leaves_larger_factors_alone() {
        assert_eq!(smallest(&modulus(65_539_u64 * 65_543)), None);
        assert_eq!(smallest(&modulus(numbers::sound(2048))), None);
    }

    #[test]
    fn looks_for_752_and_beyond_apart() {
        let (last, next) = (modulus(numbers::sound(2048) * 751_u32), modulus(numbers::sound(2048) * 757_u32));
        assert_eq!((named(&last), beyond(&last)), (Some(751), None));
        assert_eq!((named(&next), beyond(&next)), (None, Some(757)));
    }

    proptest! {
        #[test]
        fn finds_the_smaller_of_two(first in prop::sample::select(&ODD_PRIMES[..]), second in prop::sample::select(&ODD_PRIMES[..])) {
            prop_assert_eq!(smallest(&modulus(numbers::sound(1024) * first * second)), Some(first.min(second)));
        }
    }
}
