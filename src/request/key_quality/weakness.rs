//! What computing with a key can find, and the sentence for each.
//!
//! Found by `examination`; listed by `KeyFloor` as violations. Baseline Requirements §6.1.6 (B-05) has the rules about the
//! numbers of an RSA key, §6.1.1.3 (B-06) the keys that are known to be weak. The surprising choice: a weakness carries
//! what proves it, such as the factor, because who has a sound-looking key refused wants to see for themselves.

use super::{NUMBERS, WEAK, close_factors, key_path, small_factors};
use crate::{
    crypto::KeyFault,
    request::{Violation, possession::of_fault},
};

/// One reason why a key must be replaced that does not depend on anybody's policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyWeakness {
    /// The RSA modulus is even. Nothing else is asked about such a number.
    EvenModulus,
    /// The RSA modulus has a small prime factor.
    SmallFactor {
        /// The smallest, at most 65537.
        factor: u32,
    },
    /// The RSA modulus is a power of another number.
    PerfectPower {
        /// The greatest exponent; 2 for a square.
        exponent: u32,
    },
    /// The factors of the RSA modulus are so close that Fermat's method finds them.
    CloseFactors {
        /// The rounds it took, at most 100.
        rounds: u32,
    },
    /// The RSA modulus has the fingerprint of CVE-2017-15361; one sound modulus in 240 million has it by chance.
    Roca,
    /// The RSA modulus is a prime, or made to look like one.
    PrimeModulus,
    /// The point of an EC or Ed25519 key is none.
    Point(KeyFault),
}

impl KeyWeakness {
    /// The weakness as a rule that is not met.
    #[must_use]
    pub fn violation(self) -> Violation {
        let modulus = |rule: &'static str, found: &str, permitted: &str, clause: &'static str| {
            Violation::new(rule, key_path().field("modulus"), found, permitted, clause)
        };
        match self {
            Self::EvenModulus => modulus("key.rsa.even-modulus", "even", "an odd number", NUMBERS),
            Self::SmallFactor { factor } => {
                let permitted = format!("a number without prime factors up to {}", small_factors::LARGEST);
                let clause = if factor < 752 { NUMBERS } else { WEAK };
                modulus("key.rsa.small-factor", &format!("divisible by {factor}"), &permitted, clause)
            }
            Self::PerfectPower { exponent } => {
                modulus("key.rsa.perfect-power", &power(exponent), "a product of different primes", NUMBERS)
            }
            Self::CloseFactors { rounds } => {
                let found =
                    format!("a product of two numbers so close that Fermat's method finds them in round {rounds}");
                let permitted = format!("a number that withstands {} rounds", close_factors::ROUNDS);
                modulus("key.rsa.close-factors", &found, &permitted, WEAK)
            }
            Self::Roca => {
                let found = "a number as the generator of CVE-2017-15361 (ROCA) makes it, which can be factored";
                modulus("key.rsa.roca", found, "a product of primes drawn at random", WEAK)
            }
            Self::PrimeModulus => {
                let found = "a prime, so that everybody can compute the private key";
                modulus("key.rsa.prime-modulus", found, "a product of different primes", NUMBERS)
            }
            Self::Point(fault) => of_fault(fault),
        }
    }
}

fn power(exponent: u32) -> String {
    match exponent {
        2 => "the square of another number".into(),
        3 => "the cube of another number".into(),
        _ => format!("another number to the power of {exponent}"),
    }
}
