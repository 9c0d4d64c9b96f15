//! Whether a modulus is itself a prime.
//!
//! The last and dearest question of `examination`: milliseconds, where all others together take a part of one. Baseline
//! Requirements §6.1.6 (B-05): who has a prime for a modulus has no secret, since everybody can compute the private
//! exponent. The surprising choice: three fixed bases, which a composite can be made to fool. Whoever makes one has a key
//! of their own refused, and no more; a prime passes under every base, so none is missed, and is not paid for long.

use num_bigint::BigUint;

use super::modulus::Modulus;

/// Bases of the test. A product of random primes fails under the first, so one power is the price of a sound key.
const BASES: [u32; 3] = [2, 3, 5];

/// Whether the modulus is a strong probable prime to every base. Always true of a prime.
pub(super) fn is_prime(modulus: &Modulus) -> bool {
    let n = modulus.value();
    let less_one = n - 1_u32;
    let twos = less_one.trailing_zeros().unwrap_or(0);
    let odd = &less_one >> twos;
    let mut bases = BASES.into_iter().map(BigUint::from).take_while(|base| base < n);
    bases.all(|base| is_strong_probable_prime(n, &less_one, &odd, twos, &base))
}

/// `less_one` is n - 1, and `odd · 2^twos` is too.
fn is_strong_probable_prime(n: &BigUint, less_one: &BigUint, odd: &BigUint, twos: u64, base: &BigUint) -> bool {
    let mut power = base.modpow(odd, n);
    if power == BigUint::from(1_u32) || power == *less_one {
        return true;
    }
    for _ in 1..twos {
        power = power.pow(2) % n;
        if power == *less_one {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use num_bigint::BigUint;

    use super::{
        super::{modulus::Modulus, primes::ODD_PRIMES, tests::numbers},
        is_prime,
    };

    fn holds(number: impl Into<BigUint>) -> bool {
        is_prime(&Modulus::new(&number.into().to_bytes_be()).expect("odd"))
    }

    #[test]
    fn knows_the_primes_below_ten_thousand() {
        let found: Vec<u32> = (3..10_000).step_by(2).filter(|number| holds(*number)).collect();
        let primes: Vec<u32> = ODD_PRIMES.into_iter().take_while(|prime| *prime < 10_000).collect();
        assert_eq!(found, primes);
    }

    #[test]
    fn knows_a_mersenne_prime_from_a_number_like_it() {
        // The second is no prime, but passes under 2.
        assert!(holds((BigUint::from(1_u32) << 2203_u32) - 1_u32));
        assert!(!holds((BigUint::from(1_u32) << 2207_u32) - 1_u32));
    }

    #[test]
    fn is_not_fooled_by_pseudoprimes() {
        // Strong to base 2; to 2 and 3; a Carmichael number.
        for composite in [2047_u32, 1_373_653, 561] {
            assert!(!holds(composite), "{composite}");
        }
    }

    #[test]
    fn finds_the_sound_modulus_composite() {
        assert!(!holds(numbers::sound(2048)));
    }
}
