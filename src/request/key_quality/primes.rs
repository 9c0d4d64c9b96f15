//! The odd primes up to 65537, sieved when the library is compiled.
//!
//! Divided by in `small_factors`; the first of them are the ones whose residues give a ROCA key away. Baseline
//! Requirements §6.1.6 (B-05) asks for those below 752. The surprising choice: a constant function and no table, so that
//! nobody has to believe six thousand numbers.

/// How many odd primes there are up to 751, the last below 752.
const BELOW_752: usize = 132;
/// How many there are up to 167.
const UP_TO_167: usize = 38;

/// Every odd prime up to 65537, ascending.
pub(super) static ODD_PRIMES: [u32; 6542] = sieve();

/// Those that the Baseline Requirements name, and the others.
pub(super) fn named_and_beyond() -> (&'static [u32], &'static [u32]) {
    ODD_PRIMES.split_at_checked(BELOW_752).unwrap_or((&ODD_PRIMES, &[]))
}

/// The odd primes up to 167.
pub(super) const fn up_to_167() -> [u32; UP_TO_167] {
    match sieve().first_chunk() {
        Some(primes) => *primes,
        None => [0; UP_TO_167],
    }
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses an index out of bounds")]
const fn sieve() -> [u32; 6542] {
    // Of the number 2 · index + 1.
    let mut is_composite = [false; 32_769];
    let mut primes = [0; 6542];
    let mut found = 0;
    let (mut index, mut number) = (1, 3);
    while index < is_composite.len() {
        if !is_composite[index] {
            primes[found] = number;
            found += 1;
            let mut multiple = 2 * index * (index + 1);
            while multiple < is_composite.len() {
                is_composite[multiple] = true;
                multiple += 2 * index + 1;
            }
        }
        index += 1;
        number += 2;
    }
    assert!(found == primes.len(), "as many primes as there is room for");
    primes
}

#[cfg(test)]
mod tests {
    use super::{ODD_PRIMES, named_and_beyond, up_to_167};

    #[test]
    fn has_every_odd_prime_and_nothing_else() {
        let divides = |number: u32| move |divisor: u32| number.is_multiple_of(divisor);
        let by_division: Vec<u32> =
            (3..=65_537).filter(|number| !(2..=256).take_while(|d| d * d <= *number).any(divides(*number))).collect();
        assert_eq!(ODD_PRIMES.as_slice(), by_division);
    }

    #[test]
    fn splits_where_the_baseline_requirements_do() {
        let (named, beyond) = named_and_beyond();
        assert_eq!((named.last(), beyond.first(), beyond.last()), (Some(&751), Some(&757), Some(&65_537)));
        assert_eq!((up_to_167().first(), up_to_167().last()), (Some(&3), Some(&167)));
    }
}
