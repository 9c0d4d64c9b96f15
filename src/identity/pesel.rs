//! PESEL, the number of a natural person: eleven digits `YYMMDDZZZXQ`.
//!
//! A fact about an applicant; in a subject it becomes `serialNumber = PNOPL-<PESEL>`
//! (EN 319 412-1 §5.1.3). The month carries the century (80 more in the 1800s, 20, 40
//! and 60 more in the 2000s, 2100s and 2200s), the date must exist, and Q makes the sum
//! weighted by 1 3 7 9 1 3 7 9 1 3 a multiple of ten.
//!
//! Alone among the identifiers a PESEL has no `Serialize`: no struct that gains a PESEL
//! field can start to export it by a derive. A caller who must write one says so with
//! [`Pesel::digits_in_full`], or writes [`Pesel::masked`].

use std::fmt;

use super::ascii::{Ascii, text_traits, weighted_remainder};
use super::{Identifier, IdentityError};

/// The number of a natural person in the PESEL register.
///
/// A value of this type has eleven digits, a date of birth that exists and the right check
/// digit; that the number was ever given to anybody only the register can say.
///
/// ```
/// # use chancery::identity::{IdentityError, Pesel};
/// let pesel: Pesel = "99723100018".parse()?;
/// assert_eq!(format!("{pesel:?}"), "Pesel(*******0018)");
/// assert_eq!(pesel.subject_serial_number(), "PNOPL-99723100018");
/// # Ok::<(), IdentityError>(())
/// ```
///
/// It is neither printed nor serialized in clear:
///
/// ```compile_fail,E0277
/// fn exported<T: serde::Serialize>() {}
/// exported::<chancery::identity::Pesel>();
/// ```
///
/// ```compile_fail,E0277
/// fn printed<T: std::fmt::Display>() {}
/// printed::<chancery::identity::Pesel>();
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pesel {
    digits: Ascii<11>,
    date_of_birth: DateOfBirth,
}

impl Pesel {
    /// Reads the subject serialNumber of a person: `PNOPL-` and a PESEL, or the older
    /// `PESEL:` or `PESEL-`, which are read and never written.
    ///
    /// # Errors
    ///
    /// [`NotAPeselSerialNumber`](IdentityError::NotAPeselSerialNumber) when the text begins
    /// otherwise; after the prefix, everything that `TryFrom<&str>` refuses, with positions
    /// counted within the PESEL.
    pub fn from_subject_serial_number(text: &str) -> Result<Self, IdentityError> {
        READ_PREFIXES
            .iter()
            .find_map(|prefix| text.strip_prefix(prefix))
            .ok_or(IdentityError::NotAPeselSerialNumber)
            .and_then(Self::try_from)
    }

    /// The subject serialNumber of this person, the PESEL in full: `PNOPL-<PESEL>`
    /// (EN 319 412-1 §5.1.3).
    #[must_use]
    pub fn subject_serial_number(&self) -> String {
        format!("{WRITTEN_PREFIX}{}", self.digits_in_full())
    }

    /// The eleven digits, unmasked: for certificates and registers, not for logs or errors.
    #[must_use]
    pub fn digits_in_full(&self) -> &str {
        self.digits.as_str()
    }

    /// The last four digits after seven asterisks: `*******0018`.
    #[must_use]
    pub fn masked(&self) -> String {
        self.digits.masked()
    }

    /// The date of birth the first six digits carry.
    #[must_use]
    pub const fn date_of_birth(&self) -> &DateOfBirth {
        &self.date_of_birth
    }
}

impl TryFrom<&str> for Pesel {
    type Error = IdentityError;

    /// Reads eleven ASCII digits and nothing else.
    ///
    /// # Errors
    ///
    /// [`NotADigit`](IdentityError::NotADigit), [`WrongLength`](IdentityError::WrongLength),
    /// [`WrongCheckDigit`](IdentityError::WrongCheckDigit) and, when the check digit fits,
    /// [`ImpossibleDate`](IdentityError::ImpossibleDate).
    fn try_from(text: &str) -> Result<Self, IdentityError> {
        let identifier = Identifier::Pesel;
        let digits = Ascii::<11>::from_digits(identifier, text)?;
        let values = digits.values();
        let [.., found] = values;
        let computed = (10 - weighted_remainder(&values, &WEIGHTS, 10)) % 10;
        if found != computed {
            return Err(IdentityError::WrongCheckDigit { identifier, found, computed });
        }
        let date_of_birth = DateOfBirth::from_pesel(values)?;
        Ok(Self { digits, date_of_birth })
    }
}

text_traits!(Pesel);

/// A day of the Gregorian calendar from 1800 to 2299, read from a PESEL.
///
/// It is half of the number, so `Debug` does not show it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct DateOfBirth {
    /// The year, all four digits.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl DateOfBirth {
    fn from_pesel([y1, y2, m1, m2, d1, d2, ..]: [u8; 11]) -> Result<Self, IdentityError> {
        let (written_month, day) = (m1 * 10 + m2, d1 * 10 + d2);
        let century = match written_month / 20 {
            0 => 1900,
            1 => 2000,
            2 => 2100,
            3 => 2200,
            _ => 1800,
        };
        let (year, month) = (century + u16::from(y1 * 10 + y2), written_month % 20);
        if day == 0 || day > days_in(year, month) {
            return Err(IdentityError::ImpossibleDate { month: written_month, day });
        }
        Ok(Self { year, month, day })
    }
}

impl fmt::Debug for DateOfBirth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year: _, month: _, day: _ } = self;
        f.write_str("DateOfBirth([elided])")
    }
}

/// How many days the month has; none when there is no such month.
const fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

const WRITTEN_PREFIX: &str = "PNOPL-";
const READ_PREFIXES: [&str; 3] = [WRITTEN_PREFIX, "PESEL:", "PESEL-"];

const WEIGHTS: [u8; 10] = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];

#[cfg(test)]
mod tests;
