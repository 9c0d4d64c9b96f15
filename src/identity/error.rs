//! Why a text is not the identifier it is said to be.
//!
//! One enum for the five identifiers, returned by every constructor of
//! [`identity`](super). The variants carry lengths, positions and single digits,
//! never the text itself: a mistyped PESEL differs from a real one by one digit,
//! so an error that repeated it would publish the person it was meant to protect.
//! For the same reason an impossible date is reported without its year.

use std::fmt;

use thiserror::Error;

/// Which identifier a text was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Identifier {
    /// The number of a natural person in the PESEL register.
    Pesel,
    /// The tax number of a person or an entity.
    Nip,
    /// The statistical number of an entity or of its local unit.
    Regon,
    /// The number of an entity in the National Court Register.
    Krs,
    /// A Polish postal code.
    PostalCode,
    /// The number of a Polish identity card.
    IdentityCard,
}

impl Identifier {
    /// The lengths such an identifier may have, in characters, shortest first.
    #[must_use]
    pub const fn lengths(self) -> &'static [usize] {
        match self {
            Self::Pesel => &[11],
            Self::Nip | Self::Krs => &[10],
            Self::Regon => &[9, 14],
            Self::PostalCode => &[6],
            Self::IdentityCard => &[9],
        }
    }

    const fn shape(self) -> &'static str {
        match self {
            Self::Pesel => "11 digits",
            Self::Nip | Self::Krs => "10 digits",
            Self::Regon => "9 or 14 digits",
            Self::PostalCode => "6 characters, two digits, a hyphen and three digits",
            Self::IdentityCard => "9 characters, three letters and six digits",
        }
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pesel => "PESEL",
            Self::Nip => "NIP",
            Self::Regon => "REGON",
            Self::Krs => "KRS number",
            Self::PostalCode => "postal code",
            Self::IdentityCard => "card number",
        })
    }
}

/// Why a text is not the identifier it is said to be; never the text itself.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum IdentityError {
    /// A character that is not one of the ASCII digits stands where a digit belongs.
    #[error(
        "character {position} of a {identifier} is {found:?} (U+{:04X}), expected an ASCII digit 0 to 9",
        u32::from(*.found)
    )]
    NotADigit {
        /// What the text was read as.
        identifier: Identifier,
        /// The place of the character, counted in characters from 1.
        position: usize,
        /// The character found there.
        found: char,
    },
    /// A character that is not one of the capital ASCII letters stands where a letter of a card number belongs.
    #[error(
        "character {position} of a card number is {found:?} (U+{:04X}), expected a capital letter A to Z",
        u32::from(*.found)
    )]
    NotALetter {
        /// The place of the character, counted in characters from 1.
        position: usize,
        /// The character found there.
        found: char,
    },
    /// The third character of a postal code is not its hyphen.
    #[error(
        "character 3 of a postal code is {found:?} (U+{:04X}), expected a hyphen as in 90-729",
        u32::from(*.found)
    )]
    NotAHyphen {
        /// The character found there.
        found: char,
    },
    /// Too short or too long; [`Identifier::lengths`] has the lengths expected.
    #[error("a {identifier} has {}, found {found}", .identifier.shape())]
    WrongLength {
        /// What the text was read as.
        identifier: Identifier,
        /// How many characters it has.
        found: usize,
    },
    /// The last digit is not the one the digits before it call for.
    #[error("the check digit of this {identifier} is {found}, its other digits call for {computed}")]
    WrongCheckDigit {
        /// What the text was read as.
        identifier: Identifier,
        /// The last digit as written.
        found: u8,
        /// The digit the others call for.
        computed: u8,
    },
    /// Digits 3 to 6 of a PESEL name no day of the calendar.
    #[error(
        "digits 3 to 6 of this PESEL say month {month:02} and day {day:02}, expected a day of the \
         calendar (month 01 to 12, plus 80, 20, 40 or 60 for the 1800s, 2000s, 2100s or 2200s; \
         29 February in leap years only)"
    )]
    ImpossibleDate {
        /// The month as written, with the century still in it.
        month: u8,
        /// The day as written.
        day: u8,
    },
    /// The weighted sum of the first nine digits leaves 10: no NIP begins with them.
    #[error("no NIP begins with these nine digits: their weighted sum leaves 10 modulo 11, expected 0 to 9")]
    NoSuchNip,
    /// The check digit fits, but no NIP has this prefix.
    #[error(
        "this NIP begins with {prefix:03}, expected a first digit other than 0 and then two digits \
         that are not both 0"
    )]
    NipPrefix {
        /// The first three digits as written.
        prefix: u16,
    },
    /// The first nine of fourteen digits are not the REGON of an entity.
    #[error(
        "the ninth digit of this 14-digit REGON is {found}, the eight before it call for {computed}: \
         its first nine digits must be the REGON of the entity"
    )]
    InnerRegon {
        /// The ninth digit as written.
        found: u8,
        /// The digit the eight before it call for.
        computed: u8,
    },
    /// Ten zeros, which the register has given to nobody.
    #[error("this KRS number is all zeros, expected the number of an entry in the register")]
    AllZeroKrs,
    /// A subject serialNumber that does not announce a PESEL.
    #[error(
        "this serialNumber does not begin with PNOPL- (EN 319 412-1 §5.1.3) or with the older PESEL: \
         or PESEL-, expected one of them and then a PESEL"
    )]
    NotAPeselSerialNumber,
    /// A document holds something other than a string, a number perhaps, in this place.
    #[error("a {identifier} is written as a string of {}, found something else", .identifier.shape())]
    NotText {
        /// What the place was to hold.
        identifier: Identifier,
    },
}
