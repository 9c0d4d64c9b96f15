//! One weakness, one key, one test; and when the prime test is done.

use num_bigint::BigUint;
use proptest::prelude::*;

use crate::crypto::KeyFault;

use super::{
    super::{
        KeyFloor, RsaLengths,
        tests::{
            F4,
            numbers::{self, sound},
            rsa_of, spki,
        },
    },
    KeyQuality, KeyWeakness, PrimeTest,
};

#[track_caller]
fn found(modulus: &BigUint, weaknesses: &[KeyWeakness], prime_test: PrimeTest) {
    let quality = KeyQuality::examine(&rsa_of(modulus, F4));
    assert_eq!((quality.weaknesses(), quality.prime_test()), (weaknesses, prime_test));
}

/// The one violation of a key with this modulus: rule and sentence.
#[track_caller]
fn refused(modulus: &BigUint, rule: &str, sentence: &str) {
    assert_eq!(modulus.bits() % 8, 0, "the length is not the reason");
    let violations = KeyFloor::BASELINE.violations(&rsa_of(modulus, F4));
    let said: Vec<_> = violations.iter().map(|one| (one.rule().as_str(), one.message())).collect();
    assert_eq!(said, [(rule, sentence.to_owned())]);
}

/// A number of 2048 bits that the factor divides.
fn multiple_of(factor: u32) -> BigUint {
    let bits = u64::from(32 - factor.leading_zeros());
    let cofactor = sound(u32::try_from(2048 - bits + 1).expect("small"));
    let product = &cofactor * factor;
    if product.bits() == 2048 { product } else { sound(2048 - u32::try_from(bits).expect("small")) * factor }
}

#[test]
fn finds_nothing_in_a_sound_key() {
    found(&sound(2048), &[], PrimeTest::Done);
    assert_eq!(KeyFloor::BASELINE.violations(&rsa_of(&sound(2048), F4)), []);
}

#[test]
fn refuses_a_modulus_with_a_factor_that_the_baseline_requirements_name() {
    let sentence = "subjectPublicKeyInfo.modulus is divisible by 751; permitted is a number without prime factors up to \
                    65537 (Baseline Requirements §6.1.6)";
    refused(&multiple_of(751), "key.rsa.small-factor", sentence);
}

#[test]
fn refuses_a_modulus_with_a_small_factor_beyond() {
    let sentence = "subjectPublicKeyInfo.modulus is divisible by 65537; permitted is a number without prime factors up to \
                    65537 (Baseline Requirements §6.1.1.3)";
    refused(&multiple_of(65_537), "key.rsa.small-factor", sentence);
}

#[test]
fn refuses_a_square() {
    let sentence = "subjectPublicKeyInfo.modulus is the square of another number; permitted is a product of different \
                    primes (Baseline Requirements §6.1.6)";
    refused(&root(2).pow(2), "key.rsa.perfect-power", sentence);
}

#[test]
fn refuses_a_cube_and_a_fifth_power() {
    let sentence = |power: &str| {
        format!(
            "subjectPublicKeyInfo.modulus is {power}; permitted is a product of different primes (Baseline Requirements \
             §6.1.6)"
        )
    };
    refused(&root(3).pow(3), "key.rsa.perfect-power", &sentence("the cube of another number"));
    refused(&root(5).pow(5), "key.rsa.perfect-power", &sentence("another number to the power of 5"));
}

/// A number without small factors whose power has 2048 bits.
fn root(exponent: u32) -> BigUint {
    let mut start = (BigUint::from(3_u32) << 2046_u32).nth_root(exponent) + 1_u32;
    start.set_bit(0, true);
    numbers::from(start, &BigUint::from(2_u32))
}

#[test]
fn refuses_a_modulus_of_close_factors() {
    let p = root(2);
    let q = numbers::from(&p + 2_u32, &BigUint::from(2_u32));
    let sentence = "subjectPublicKeyInfo.modulus is a product of two numbers so close that Fermat's method finds them in \
                    round 1; permitted is a number that withstands 100 rounds (Baseline Requirements §6.1.1.3)";
    refused(&(p * q), "key.rsa.close-factors", sentence);
}

#[test]
fn refuses_a_modulus_with_the_fingerprint_of_roca() {
    // 2·3·5·…·167 times k, plus a power of 65537: such a number is one itself, without any factor that is known.
    let is_prime = |number: &u32| (2..*number).all(|divisor| !number.is_multiple_of(divisor));
    let primorial = (2..=167_u32).filter(is_prime).fold(BigUint::from(1_u32), |product, prime| product * prime);
    let power = BigUint::from(65_537_u32).modpow(&BigUint::from(12_345_u32), &primorial);
    let first = (BigUint::from(3_u32) << 2046_u32) / &primorial * &primorial + power;
    let number = numbers::from(first, &primorial);
    let sentence = "subjectPublicKeyInfo.modulus is a number as the generator of CVE-2017-15361 (ROCA) makes it, which can \
                    be factored; permitted is a product of primes drawn at random (Baseline Requirements §6.1.1.3)";
    refused(&number, "key.rsa.roca", sentence);
}

/// The largest of 2048 bits, which is dear to look for and cheap to write down.
fn prime() -> BigUint {
    (BigUint::from(1_u32) << 2048_u32) - 1557_u32
}

#[test]
fn refuses_a_prime() {
    let sentence = "subjectPublicKeyInfo.modulus is a prime, so that everybody can compute the private key; permitted is a \
                    product of different primes (Baseline Requirements §6.1.6)";
    refused(&prime(), "key.rsa.prime-modulus", sentence);
    found(&prime(), &[KeyWeakness::PrimeModulus], PrimeTest::Done);
}

#[test]
fn does_not_ask_for_primes_where_the_size_is_refused() {
    found(&sound(1024), &[], PrimeTest::Omitted);
    found(&sound(2050), &[], PrimeTest::Omitted);
}

#[test]
fn does_not_ask_for_primes_where_the_exponent_is_refused() {
    let quality = KeyQuality::examine(&rsa_of(&prime(), &[3]));
    assert_eq!((quality.weaknesses(), quality.prime_test()), (&[][..], PrimeTest::Omitted));
}

#[test]
fn does_not_ask_for_primes_where_a_weakness_is_found() {
    found(&multiple_of(3), &[KeyWeakness::SmallFactor { factor: 3 }], PrimeTest::Omitted);
}

#[test]
fn asks_nothing_of_an_even_modulus() {
    found(&(sound(2048) - 1_u32), &[KeyWeakness::EvenModulus], PrimeTest::Omitted);
}

#[test]
fn computes_with_no_modulus_of_more_than_8192_bits() {
    found(&(sound(8192) * 3_u32), &[], PrimeTest::Omitted);
    let floor = KeyFloor::BASELINE.with_rsa_lengths(RsaLengths::Between { least: 2048, most: 16_384 });
    let violations = floor.violations(&rsa_of(&(BigUint::from(3_u32).pow(5171)), F4));
    assert_eq!(violations.first().map(|one| one.rule().as_str()), Some("key.rsa.size"));
}

#[test]
fn finds_all_weaknesses_of_a_key() {
    let power = BigUint::from(751_u32).pow(214) * BigUint::from(65_539_u32).pow(2);
    found(
        &power,
        &[KeyWeakness::SmallFactor { factor: 751 }, KeyWeakness::PerfectPower { exponent: 2 }],
        PrimeTest::Omitted,
    );
}

#[test]
fn a_lower_floor_makes_up_for_the_prime_test() {
    // The largest of 1024 bits.
    let prime = (BigUint::from(1_u32) << 1024_u32) - 105_u32;
    let quality = KeyQuality::examine(&rsa_of(&prime, F4));
    assert_eq!((quality.weaknesses(), quality.prime_test()), (&[][..], PrimeTest::Omitted));
    let lower = KeyFloor::BASELINE.with_rsa_lengths(RsaLengths::OneOf(&[1024]));
    let rules: Vec<_> = lower.judge(&quality).iter().map(|one| one.rule().to_string()).collect();
    assert_eq!(rules, ["key.rsa.prime-modulus"]);
}

#[test]
fn finds_nothing_in_keys_that_have_no_modulus() {
    for (key, weaknesses) in [([9; 32], &[][..]), ([0; 32], &[KeyWeakness::Point(KeyFault::SmallOrder)])] {
        let quality = KeyQuality::examine(&spki("1.3.101.112", None, &key));
        assert_eq!((quality.weaknesses(), quality.prime_test()), (weaknesses, PrimeTest::Omitted));
    }
}

#[test]
fn says_what_a_point_of_small_order_is() {
    assert_eq!(
        KeyWeakness::Point(KeyFault::SmallOrder).violation().message(),
        "subjectPublicKeyInfo.subjectPublicKey is a point of small order, under which anybody signs; permitted is a point \
         whose order does not divide the cofactor (Baseline Requirements §6.1.1.3)"
    );
}

#[test]
fn keeps_the_key_and_its_facts() {
    let key = rsa_of(&sound(1024), F4);
    let quality = KeyQuality::examine(&key);
    assert_eq!((quality.key(), quality.facts().bits), (&key, Some(1024)));
}

#[test]
fn answers_for_the_smallest_numbers_too() {
    for number in 0..600_u32 {
        let quality = KeyQuality::examine(&rsa_of(&BigUint::from(number), F4));
        let least = (2..=number).find(|divisor| number.is_multiple_of(*divisor));
        let expected = match least {
            None | Some(2) if number != 1 => Some(KeyWeakness::EvenModulus),
            least => least.map(|factor| KeyWeakness::SmallFactor { factor }),
        };
        assert_eq!(quality.weaknesses().first().copied(), expected, "{number}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn judges_any_number_as_often_as_it_is_asked(octets in prop::collection::vec(any::<u8>(), 0..300)) {
        let key = rsa_of(&BigUint::from_bytes_be(&octets), F4);
        let quality = KeyQuality::examine(&key);
        let violations = KeyFloor::BASELINE.violations(&key);
        prop_assert_eq!(&KeyFloor::BASELINE.judge(&quality), &violations);
        prop_assert!(violations.len() >= quality.weaknesses().len());
        prop_assert_eq!(quality.prime_test() == PrimeTest::Done, violations.is_empty() || quality.weaknesses() == [KeyWeakness::PrimeModulus]);
    }
}
