//! REGON: the published vectors, both lengths, what the check digit misses.

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;

#[test]
fn accepts_the_worked_numbers() {
    for text in ["123456785", "192598184", "100000050", "12345678512347"] {
        assert_eq!(Regon::try_from(text).unwrap().digits_in_full(), text);
    }
}

#[test]
fn refuses_a_wrong_check_digit_of_an_entity() {
    let error = Regon::try_from("192598183").unwrap_err();
    assert_eq!(error, wrong_check_digit(3, 4));
    assert_eq!(error.to_string(), "the check digit of this REGON is 3, its other digits call for 4");
}

#[test]
fn refuses_a_wrong_check_digit_of_a_local_unit() {
    assert_eq!(Regon::try_from("12345678512348"), Err(wrong_check_digit(8, 7)));
}

#[test]
fn refuses_a_local_unit_whose_entity_is_wrong() {
    let error = Regon::try_from("12345678612342").unwrap_err();
    assert_eq!(error, IdentityError::InnerRegon { found: 6, computed: 5 });
    assert_eq!(
        error.to_string(),
        "the ninth digit of this 14-digit REGON is 6, the eight before it call for 5: \
         its first nine digits must be the REGON of the entity"
    );
}

#[test]
fn refuses_the_seven_digit_form_of_old() {
    let error = Regon::try_from("1234567").unwrap_err();
    assert_eq!(error.to_string(), "a REGON has 9 or 14 digits, found 7");
}

#[test]
fn shows_the_last_four_digits_at_most() {
    let shown = |text: &str| format!("{:?}", Regon::try_from(text).unwrap());
    assert_eq!(shown("123456785"), "Regon(*****6785)");
    assert_eq!(shown("12345678512347"), "Regon(**********2347)");
}

#[test]
fn misses_a_change_between_remainders_0_and_10() {
    // The seventh digit weighs 6: two more of it move the remainder from 10 to 0.
    assert!(Regon::try_from("100000050").is_ok());
    assert!(Regon::try_from("100000250").is_ok());
}

fn any_regon() -> impl Strategy<Value = String> {
    "[0-9]{8}".prop_map(|body| {
        let valid = |text: &String| Regon::try_from(text.as_str()).is_ok();
        (0..=9).map(|last| format!("{body}{last}")).find(valid).unwrap()
    })
}

proptest! {
    /// A changed digit escapes only where the check digit is 0, which stands for two remainders.
    #[test]
    fn notices_a_change_of_one_digit_unless_the_check_digit_is_0(
        text in any_regon(), place in any::<Index>(), by in 1..10u8,
    ) {
        let mut changed = text.into_bytes();
        let digit = place.get_mut(&mut changed);
        *digit = b'0' + (*digit - b'0' + by) % 10;
        let accepted = Regon::try_from(str::from_utf8(&changed).unwrap()).is_ok();
        prop_assert!(!accepted || changed.ends_with(b"0"));
    }

    /// Every body of a local unit has exactly one last digit.
    #[test]
    fn gives_a_local_unit_one_check_digit(entity in any_regon(), unit in "[0-9]{4}") {
        let accepted = (0..=9)
            .filter(|last| Regon::try_from(format!("{entity}{unit}{last}").as_str()).is_ok());
        prop_assert_eq!(accepted.count(), 1);
    }
}
