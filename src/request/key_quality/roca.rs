//! Whether a modulus was made by the library of CVE-2017-15361, called ROCA.
//!
//! Asked by `examination`; Baseline Requirements §6.1.1.3 (B-06). That library drew primes of the form `k·M + 65537^a mod
//! M`, with M a product of the first primes. So the modulus is a power of 65537 modulo each of them, and for the primes up
//! to 167 a number that is not so made is one with a chance of 1 in 240 million. The surprising choice: the powers are
//! computed from that definition when the library is compiled, and nothing is copied from a detector.

use super::{modulus::Modulus, odd_divisor::OddDivisor, primes};

/// The primes that the modulus is looked at by.
static PRIMES: [u32; 38] = primes::up_to_167();

/// For each of them, the bits of the powers of 65537.
static POWERS: [[u64; 3]; 38] = powers_of_all();

/// How many primes up to 167 have a product that fits a word.
const TOGETHER: usize = 8;

/// Whether the modulus is a power of 65537 modulo every prime up to 167.
pub(super) fn is_fingerprint(modulus: &Modulus) -> bool {
    PRIMES.chunks(TOGETHER).zip(POWERS.chunks(TOGETHER)).all(|(primes, powers)| {
        let residue = OddDivisor::product(primes).residue(modulus.digits());
        primes.iter().zip(powers).all(|(prime, powers)| has(powers, residue % u64::from(*prime)))
    })
}

fn has(powers: &[u64; 3], residue: u64) -> bool {
    let word = usize::try_from(residue / 64).ok().and_then(|index| powers.get(index));
    word.is_some_and(|word| (word >> (residue % 64)) & 1 == 1)
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses an index out of bounds")]
const fn powers_of_all() -> [[u64; 3]; 38] {
    let primes = primes::up_to_167();
    let mut all = [[0; 3]; 38];
    let mut index = 0;
    while index < primes.len() {
        all[index] = powers_modulo(primes[index]);
        index += 1;
    }
    all
}

/// The subgroup that 65537 generates, as bits.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses an index out of bounds")]
const fn powers_modulo(prime: u32) -> [u64; 3] {
    let mut powers = [0; 3];
    let mut power = 1;
    loop {
        let word = if power < 64 {
            0
        } else if power < 128 {
            1
        } else {
            2
        };
        powers[word] |= 1 << (power % 64);
        power = power * (65_537 % prime) % prime;
        if power == 1 {
            return powers;
        }
    }
}

#[cfg(test)]
mod tests {
    use num_bigint::BigUint;
    use proptest::prelude::*;

    use super::{
        super::{modulus::Modulus, tests::numbers},
        POWERS, PRIMES, is_fingerprint,
    };

    fn primorial() -> BigUint {
        PRIMES.iter().fold(BigUint::from(2_u32), |product, prime| product * prime)
    }

    /// `k·M + 65537^a mod M`, a factor as the library drew it, but for being prime.
    fn drawn(k: &BigUint, a: u32) -> BigUint {
        let primorial = primorial();
        k * &primorial + BigUint::from(65_537_u32).modpow(&BigUint::from(a), &primorial)
    }

    fn is_found(number: &BigUint) -> bool {
        is_fingerprint(&Modulus::new(&number.to_bytes_be()).expect("odd"))
    }

    proptest! {
        #[test]
        fn finds_what_that_library_made(k in any::<[u32; 20]>(), l in any::<[u32; 20]>(), a in any::<u32>(), b in any::<u32>()) {
            let (p, q) = (drawn(&BigUint::from_slice(&k), a), drawn(&BigUint::from_slice(&l), b));
            prop_assert!(is_found(&(p * q)));
        }

        #[test]
        fn leaves_other_numbers_alone(digits in any::<[u32; 64]>()) {
            prop_assert!(!is_found(&(BigUint::from_slice(&digits) | BigUint::from(1_u32))));
        }
    }

    #[test]
    fn every_prime_counts() {
        let made = drawn(&BigUint::from(5_u32), 11) * drawn(&BigUint::from(9_u32), 23);
        assert!(is_found(&made));
        for prime in PRIMES {
            // Changes the residue modulo this prime alone.
            let step = primorial() / prime;
            assert!((1..prime).any(|times| !is_found(&(&made + &step * times))), "{prime}");
        }
    }

    #[test]
    fn one_sound_number_in_240_million_is_taken_for_one() {
        // Of the residues that are not zero, one in this many is a power.
        let index =
            |(prime, powers): (&u32, &[u64; 3])| (prime - 1) / powers.iter().map(|word| word.count_ones()).sum::<u32>();
        assert_eq!(PRIMES.iter().zip(&POWERS).map(index).product::<u32>(), 238_878_720);
    }

    #[test]
    fn leaves_a_sound_modulus_alone() {
        assert!(!is_found(&numbers::sound(2048)));
    }
}
