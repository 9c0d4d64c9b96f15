//! An RSA modulus that can be computed with: odd, and not longer than anybody can use.
//!
//! Made from the magnitude in the key by `examination` and handed to the files beside this one, each of which asks one
//! question about it. The surprising choice: what is even or too long is no modulus here, so that nobody spends time on
//! a number that is refused for its looks; who sends a key of 65536 bits gets its length told and no arithmetic done.

use num_bigint::BigUint;

/// The longest modulus that is looked into, and that both providers verify with.
pub(super) const MOST_BITS: u32 = 8192;

/// An odd number of at least 3 and at most [`MOST_BITS`] bits.
#[derive(Debug)]
pub(super) struct Modulus {
    value: BigUint,
    digits: Vec<u64>,
}

impl Modulus {
    /// From a magnitude, most significant octet first; `None` if it is even, one, or too long.
    pub(super) fn new(magnitude: &[u8]) -> Option<Self> {
        let fits = magnitude.len() <= usize::try_from(MOST_BITS / 8).unwrap_or(0);
        let is_odd = magnitude.last().is_some_and(|last| last & 1 == 1);
        let value = (fits && is_odd).then(|| BigUint::from_bytes_be(magnitude))?;
        let digits = value.to_u64_digits();
        (value.bits() > 1).then_some(Self { value, digits })
    }

    /// The number.
    pub(super) const fn value(&self) -> &BigUint {
        &self.value
    }

    /// The same in words, least significant first.
    pub(super) fn digits(&self) -> &[u64] {
        &self.digits
    }
}

#[cfg(test)]
mod tests {
    use super::Modulus;

    #[test]
    fn takes_odd_numbers_up_to_8192_bits() {
        assert!(Modulus::new(&[3]).is_some() && Modulus::new(&[0xff; 1024]).is_some());
    }

    #[test]
    fn refuses_what_is_even_or_one_or_longer() {
        for magnitude in [&[][..], &[0], &[1], &[4], &[0xfe; 256], &[0xff; 1025]] {
            assert!(Modulus::new(magnitude).is_none(), "{magnitude:?}");
        }
    }
}
