//! Which lengths an RSA modulus may have: a window, or a list.
//!
//! Part of `KeyFloor`; a policy's `KeyRule` asks it whether a row can be satisfied at all. Baseline Requirements §6.1.5
//! (B-05) gives the least, 2048; some national profiles name the lengths one by one. The surprising choice: whatever is
//! configured here, nothing above 8192 bits passes, because such a modulus is not looked into.

use std::fmt;

use super::modulus::MOST_BITS;

/// The lengths of an RSA modulus that are accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RsaLengths {
    /// Every length in a window.
    Between {
        /// Fewest bits.
        least: u32,
        /// Most bits; 8192 counts where this is more.
        most: u32,
    },
    /// These lengths, in bits, and no others. One above 8192 is not accepted though it is listed.
    OneOf(&'static [u32]),
}

impl RsaLengths {
    /// Whether a modulus of this many bits is accepted.
    #[must_use]
    pub const fn admits(self, bits: u32) -> bool {
        bits <= MOST_BITS
            && match self {
                Self::Between { least, most } => least <= bits && bits <= most,
                Self::OneOf(lengths) => has(lengths, bits),
            }
    }

    /// Whether some accepted length from `least` to `most` is one of whole octets.
    pub(crate) const fn meets(self, least: u32, most: u32) -> bool {
        let mut octets = least.div_ceil(8);
        while octets <= smaller(most, MOST_BITS) / 8 {
            if self.admits(octets * 8) {
                return true;
            }
            octets += 1;
        }
        false
    }
}

impl fmt::Display for RsaLengths {
    /// `2048 to 8192 bits`, or `2048, 3072 or 4096 bits`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Between { least, most } => write!(f, "{least} to {} bits", smaller(*most, MOST_BITS)),
            Self::OneOf(lengths) => {
                let accepted: Vec<_> =
                    lengths.iter().filter(|length| **length <= MOST_BITS).map(ToString::to_string).collect();
                match accepted.split_last() {
                    None => f.write_str("no length"),
                    Some((last, [])) => write!(f, "{last} bits"),
                    Some((last, others)) => write!(f, "{} or {last} bits", others.join(", ")),
                }
            }
        }
    }
}

const fn has(mut lengths: &[u32], bits: u32) -> bool {
    while let [first, others @ ..] = lengths {
        if *first == bits {
            return true;
        }
        lengths = others;
    }
    false
}

const fn smaller(one: u32, other: u32) -> u32 {
    if one < other { one } else { other }
}

#[cfg(test)]
mod tests {
    use super::RsaLengths::{Between, OneOf};

    #[test]
    fn a_window_has_its_ends() {
        let window = Between { least: 2048, most: 4096 };
        assert_eq!([2047, 2048, 4096, 4097].map(|bits| window.admits(bits)), [false, true, true, false]);
    }

    #[test]
    fn a_list_has_what_it_lists() {
        let list = OneOf(&[2048, 4096]);
        assert_eq!([2048, 3072, 4096].map(|bits| list.admits(bits)), [true, false, true]);
        assert!(!OneOf(&[]).admits(2048));
    }

    #[test]
    fn nothing_above_8192_bits_is_admitted() {
        assert!(!Between { least: 2048, most: 16_384 }.admits(8200));
        assert!(!OneOf(&[8200]).admits(8200));
    }

    #[test]
    fn says_what_it_admits() {
        let said =
            [Between { least: 2048, most: 16_384 }, OneOf(&[2048]), OneOf(&[2048, 3072, 4096, 9000]), OneOf(&[])];
        let expected = ["2048 to 8192 bits", "2048 bits", "2048, 3072 or 4096 bits", "no length"];
        assert_eq!(said.map(|lengths| lengths.to_string()), expected);
    }

    #[test]
    fn meets_a_window_that_has_one_of_its_lengths_in_whole_octets() {
        let window = Between { least: 2048, most: 8192 };
        assert!(window.meets(1, 2048) && window.meets(8192, u32::MAX) && window.meets(2049, 2056));
        assert!(!window.meets(0, 2047) && !window.meets(2049, 2055) && !window.meets(8193, u32::MAX));
        assert!(!window.meets(4096, 2048) && OneOf(&[3072]).meets(2048, 4096) && !OneOf(&[3071]).meets(2048, 4096));
    }
}
