//! NIP: the published vectors, the prefix rule, the law of the check digit.

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;

#[test]
fn accepts_the_worked_numbers() {
    for text in ["1234563218", "8567346215"] {
        assert_eq!(Nip::try_from(text).unwrap().digits_in_full(), text);
    }
}

#[test]
fn refuses_a_wrong_check_digit() {
    let error = Nip::try_from("8567346216").unwrap_err();
    let (identifier, found, computed) = (Identifier::Nip, 6, 5);
    assert_eq!(error, IdentityError::WrongCheckDigit { identifier, found, computed });
    assert_eq!(error.to_string(), "the check digit of this NIP is 6, its other digits call for 5");
}

#[test]
fn refuses_a_body_that_has_no_check_digit() {
    for last in 0..=9 {
        let error = Nip::try_from(format!("123000004{last}").as_str()).unwrap_err();
        assert_eq!(error, IdentityError::NoSuchNip);
        assert_eq!(
            error.to_string(),
            "no NIP begins with these nine digits: their weighted sum leaves 10 modulo 11, expected 0 to 9"
        );
    }
}

#[test]
fn refuses_a_prefix_no_nip_has_although_the_check_digit_fits() {
    for (text, prefix) in [("0123456789", 12), ("0000000000", 0)] {
        assert_eq!(Nip::try_from(text), Err(IdentityError::NipPrefix { prefix }));
    }
    assert_eq!(
        Nip::try_from("0123456789").unwrap_err().to_string(),
        "this NIP begins with 012, expected a first digit other than 0 and then two digits \
         that are not both 0"
    );
}

#[test]
fn refuses_zeros_in_second_and_third_place_together_only() {
    // The sums are 6, 6 + 5 = 11 and 6 + 7 = 13, so each check digit fits.
    assert_eq!(Nip::try_from("1000000006"), Err(IdentityError::NipPrefix { prefix: 100 }));
    assert!(Nip::try_from("1100000000").is_ok());
    assert!(Nip::try_from("1010000002").is_ok());
}

#[test]
fn refuses_the_printed_form() {
    let error = Nip::try_from("856-734-62-15").unwrap_err();
    assert_eq!(error.to_string(), "character 4 of a NIP is '-' (U+002D), expected an ASCII digit 0 to 9");
}

#[test]
fn writes_the_subject_forms_of_an_entity_and_of_a_person() {
    let nip = Nip::try_from("8567346215").unwrap();
    assert_eq!(nip.organization_identifier(), "VATPL-8567346215");
    assert_eq!(nip.subject_serial_number(), "TINPL-8567346215");
    assert_eq!(nip.masked(), "******6215");
    assert_eq!(format!("{nip:?}"), "Nip(******6215)");
}

/// Valid numbers: a body and whichever last digit is accepted, if any is.
fn any_nip() -> impl Strategy<Value = String> {
    "[1-9][0-9][1-9][0-9]{6}".prop_filter_map("no NIP begins so", |body| {
        (0..=9).map(|last| format!("{body}{last}")).find(|text| Nip::try_from(text.as_str()).is_ok())
    })
}

proptest! {
    /// Eleven is prime and no weight is a multiple of it: one changed digit always shows.
    #[test]
    fn notices_every_change_of_one_digit(text in any_nip(), place in any::<Index>(), by in 1..10u8) {
        let mut changed = text.into_bytes();
        let digit = place.get_mut(&mut changed);
        *digit = b'0' + (*digit - b'0' + by) % 10;
        prop_assert!(Nip::try_from(str::from_utf8(&changed).unwrap()).is_err());
    }

    /// Neighbouring weights differ modulo 11: two swapped neighbours always show.
    #[test]
    fn notices_every_swap_of_neighbours(text in any_nip(), place in 0..9usize) {
        let mut swapped = text.into_bytes();
        prop_assume!(swapped[place] != swapped[place + 1]);
        swapped.swap(place, place + 1);
        prop_assert!(Nip::try_from(str::from_utf8(&swapped).unwrap()).is_err());
    }
}
