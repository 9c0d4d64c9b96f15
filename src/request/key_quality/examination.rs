//! Everything a key tells about itself to somebody who computes with it.
//!
//! Run by `KeyFloor` for every request a policy decides about, and by whoever wants the facts before. Baseline
//! Requirements §6.1.6 and §6.1.1.3 (B-05, B-06). What is cheap is asked of every odd modulus of at most 8192 bits; a
//! longer one is refused by its size. The surprising choice: whether the modulus is a prime is asked only where nothing
//! else is wrong with the key, size and exponent included. It takes milliseconds, a key that must be replaced needs no
//! further reason, and no stranger buys milliseconds with a key that is refused anyway.

use super::{
    KeyFacts, KeyFloor, KeyWeakness, close_factors, modulus::Modulus, perfect_power, primality, roca, small_factors,
};
use crate::crypto::PublicKey;

/// A key, what can be said about it, and what was found wrong by computing with it.
///
/// Whether its algorithm, size and exponent are acceptable is not in here: [`KeyFloor::judge`] says that.
///
/// ```
/// # fn decide(key: &chancery::crypto::PublicKey) {
/// use chancery::request::{KeyFloor, KeyQuality};
/// let quality = KeyQuality::examine(key);
/// for violation in KeyFloor::BASELINE.judge(&quality) {
///     eprintln!("{violation}");
/// }
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyQuality {
    key: PublicKey,
    weaknesses: Vec<KeyWeakness>,
    prime_test: PrimeTest,
}

/// Whether it is known that the modulus of an RSA key is no prime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PrimeTest {
    /// It was found out; [`KeyWeakness::PrimeModulus`] is among the weaknesses if it is one.
    Done,
    /// It was not asked: the key must be replaced anyway, or is no RSA key.
    Omitted,
}

impl KeyQuality {
    /// Examines a key, for the floor of the Baseline Requirements.
    #[must_use]
    pub fn examine(key: &PublicKey) -> Self {
        Self::examine_for(&KeyFloor::BASELINE, key)
    }

    /// Examines a key. The prime test is omitted where this floor refuses its size or exponent, or a weakness is found.
    #[must_use]
    pub fn examine_for(floor: &KeyFloor, key: &PublicKey) -> Self {
        Self::at_a_glance(key).completed_for(floor)
    }

    /// Examines a key but for the prime test: in a tenth of a millisecond for RSA 2048.
    #[must_use]
    pub fn at_a_glance(key: &PublicKey) -> Self {
        Self { key: key.clone(), weaknesses: cheap(key), prime_test: PrimeTest::Omitted }
    }

    /// With the prime test, if this floor needs it and it was omitted.
    pub(super) fn completed_for(mut self, floor: &KeyFloor) -> Self {
        let is_owed = self.prime_test == PrimeTest::Omitted && self.weaknesses.is_empty();
        if !is_owed || !floor.shape(&self.key).is_empty() {
            return self;
        }
        if let Some(modulus) = self.key.rsa_modulus().and_then(Modulus::new) {
            self.weaknesses.extend(primality::is_prime(&modulus).then_some(KeyWeakness::PrimeModulus));
            self.prime_test = PrimeTest::Done;
        }
        self
    }

    /// The key that was examined.
    #[must_use]
    pub const fn key(&self) -> &PublicKey {
        &self.key
    }

    /// What can be said without computing.
    #[must_use]
    pub fn facts(&self) -> KeyFacts {
        KeyFacts::of(&self.key)
    }

    /// Everything that was found.
    #[must_use]
    pub fn weaknesses(&self) -> &[KeyWeakness] {
        &self.weaknesses
    }

    /// Whether the modulus was tested for being a prime.
    #[must_use]
    pub const fn prime_test(&self) -> PrimeTest {
        self.prime_test
    }
}

/// All but the prime test.
fn cheap(key: &PublicKey) -> Vec<KeyWeakness> {
    match key.rsa_modulus() {
        Some(modulus) if modulus.last().is_none_or(|last| last & 1 == 0) => vec![KeyWeakness::EvenModulus],
        Some(modulus) => Modulus::new(modulus).as_ref().map(of_modulus).unwrap_or_default(),
        None => key.fault().map(KeyWeakness::Point).into_iter().collect(),
    }
}

fn of_modulus(modulus: &Modulus) -> Vec<KeyWeakness> {
    let found = [
        small_factors::smallest(modulus).map(|factor| KeyWeakness::SmallFactor { factor }),
        perfect_power::exponent(modulus).map(|exponent| KeyWeakness::PerfectPower { exponent }),
        close_factors::round(modulus).map(|rounds| KeyWeakness::CloseFactors { rounds }),
        roca::is_fingerprint(modulus).then_some(KeyWeakness::Roca),
    ];
    found.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests;
