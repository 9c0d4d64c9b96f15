//! Numbers for the tests of key quality, made by arithmetic and always the same.
//!
//! A sound modulus need not have factors that anybody knows: it is a number in which nothing is wrong, found by going
//! upwards from octets that look random. That takes a few divisions; two primes would take seconds. The surprising choice:
//! what is small is ruled out by the greatest common divisor with a product, and not by the code that is tested.

use std::sync::LazyLock;

use num_bigint::BigUint;

/// The product of all primes up to 65537, as that of numbers none of which is divided by a smaller one's square.
static SMALL_PRIMES: LazyLock<BigUint> = LazyLock::new(|| {
    let is_prime = |number: &u32| {
        (2..=256).take_while(|divisor| divisor * divisor <= *number).all(|divisor| !number.is_multiple_of(divisor))
    };
    (2..=65_537_u32).filter(is_prime).fold(BigUint::from(1_u32), |product, prime| product * prime)
});

/// An odd number of exactly this many bits, composite and without prime factors up to 65537.
pub(in super::super) fn sound(bits: u32) -> BigUint {
    let mut state = u64::from(bits);
    let digits = std::iter::repeat_with(|| {
        // Numerical Recipes' constants; the upper half looks random enough.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(state >> 32).expect("half a word")
    });
    let mut number = BigUint::new(digits.take(bits.div_ceil(32).try_into().expect("small")).collect());
    number >>= number.bits().saturating_sub(u64::from(bits));
    number.set_bit(u64::from(bits) - 1, true);
    number.set_bit(0, true);
    from(number, &BigUint::from(2_u32))
}

/// The first number without prime factors up to 65537 from here, in these steps.
pub(in super::super) fn from(mut number: BigUint, step: &BigUint) -> BigUint {
    while has_small_factor(&number) {
        number += step;
    }
    number
}

/// By Euclid.
fn has_small_factor(number: &BigUint) -> bool {
    let (mut larger, mut smaller) = (number.clone(), &*SMALL_PRIMES % number);
    while smaller != BigUint::ZERO {
        (larger, smaller) = (smaller.clone(), larger % smaller);
    }
    larger != BigUint::from(1_u32)
}
