//! The number of a Polish identity card: three letters and six digits.
//!
//! What an applicant shows a registration office (SEK-07, domain §4.6). Letters count 10 to 35, the weights are
//! 7, 3, 1, 9, 7, 3, 1, 7, 3, and the weighted sum is a multiple of ten; the fourth character is the check digit.
//!
//! It proves that a number was not mistyped and nothing else: that the card was issued to somebody is the officer's to see.

use serde::{Serialize, Serializer};

use super::ascii::{Ascii, text_traits, weighted_remainder};
use super::{Identifier, IdentityError};

/// The number of an identity card, `ABA300000`.
///
/// A value of this type has three capital ASCII letters and six digits whose weighted sum is a multiple of ten.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdentityCard(Ascii<9>);

impl IdentityCard {
    /// The number, unmasked.
    #[must_use]
    pub fn number_in_full(&self) -> &str {
        self.0.as_str()
    }

    /// The last four characters after five asterisks: `*****0000`.
    #[must_use]
    pub fn masked(&self) -> String {
        self.0.masked()
    }
}

impl TryFrom<&str> for IdentityCard {
    type Error = IdentityError;

    /// Reads three capital ASCII letters, six ASCII digits and nothing else.
    ///
    /// # Errors
    ///
    /// [`NotALetter`](IdentityError::NotALetter), [`NotADigit`](IdentityError::NotADigit),
    /// [`WrongLength`](IdentityError::WrongLength), [`WrongCheckDigit`](IdentityError::WrongCheckDigit).
    fn try_from(text: &str) -> Result<Self, IdentityError> {
        let identifier = Identifier::IdentityCard;
        for (position, found) in (1..).zip(text.chars()) {
            if position <= LETTERS && !found.is_ascii_uppercase() {
                return Err(IdentityError::NotALetter { position, found });
            }
            if position > LETTERS && !found.is_ascii_digit() {
                return Err(IdentityError::NotADigit { identifier, position, found });
            }
        }
        let number = Ascii::from_length(identifier, text)?;
        let values = number.octets().map(worth);
        // Without the check digit the sum leaves what nine times that digit takes away again.
        let computed = weighted_remainder(&values, &WITHOUT_CHECK, 10);
        let found = values.get(LETTERS).copied().unwrap_or_default();
        if found == computed {
            Ok(Self(number))
        } else {
            Err(IdentityError::WrongCheckDigit { identifier, found, computed })
        }
    }
}

/// What a character counts, modulo ten: `A` is 10, `Z` is 35.
const fn worth(octet: u8) -> u8 {
    match octet {
        b'A'..=b'Z' => (octet - b'A') % 10,
        digit => digit & 0x0f,
    }
}

text_traits!(IdentityCard);

impl Serialize for IdentityCard {
    /// Writes the number in full.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.number_in_full())
    }
}

const LETTERS: usize = 3;
/// The weights, but 0 for the check digit: its own is 9, which is -1 modulo 10, so it equals the sum of the others.
const WITHOUT_CHECK: [u8; 9] = [7, 3, 1, 0, 7, 3, 1, 7, 3];

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        IdentityCard::try_from(text).unwrap_err().to_string()
    }

    #[test]
    fn takes_a_number_whose_weighted_sum_is_a_multiple_of_ten() {
        let card = IdentityCard::try_from("ABA300000").unwrap();
        assert_eq!(card.number_in_full(), "ABA300000");
        assert_eq!(format!("{card:?}"), "IdentityCard(*****0000)");
    }

    /// The rule as domain §4.6 states it, with the weight of the check digit in its place.
    #[test]
    fn agrees_with_the_rule_as_it_is_stated() {
        for body in 0..1_000_000_u32 {
            if body % 37 != 0 {
                continue;
            }
            let text = format!("CZK{body:06}");
            let worth = |octet: u8| u32::from(if octet.is_ascii_digit() { octet - b'0' } else { octet - b'A' + 10 });
            let sum: u32 = text.bytes().map(worth).zip([7, 3, 1, 9, 7, 3, 1, 7, 3]).map(|(a, b)| a * b).sum();
            assert_eq!(IdentityCard::try_from(text.as_str()).is_ok(), sum.is_multiple_of(10), "{text}");
        }
    }

    #[test]
    fn refuses_each_fault_by_its_sentence() {
        assert_eq!(refusal("ABA300001"), "the check digit of this card number is 3, its other digits call for 6");
        assert_eq!(
            refusal("AbA300000"),
            "character 2 of a card number is 'b' (U+0062), expected a capital letter A to Z"
        );
        assert_eq!(
            refusal("ABA30000O"),
            "character 9 of a card number is 'O' (U+004F), expected an ASCII digit 0 to 9"
        );
        assert_eq!(refusal("ABA30000"), "a card number has 9 characters, three letters and six digits, found 8");
    }
}
