//! PESEL: the published vectors, the calendar, the law of the check digit.

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;

#[track_caller]
fn pesel(text: &str) -> Pesel {
    Pesel::try_from(text).unwrap()
}

fn date_of(text: &str) -> (u16, u8, u8) {
    let DateOfBirth { year, month, day } = *pesel(text).date_of_birth();
    (year, month, day)
}

/// Ten digits and the check digit they call for, computed the long way.
fn with_check_digit(ten: &str) -> String {
    let weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];
    let sum: u32 = ten.chars().zip(weights).map(|(c, weight)| c.to_digit(10).unwrap() * weight).sum();
    format!("{ten}{}", (10 - sum % 10) % 10)
}

#[test]
fn accepts_the_worked_numbers() {
    assert_eq!(with_check_digit("4405140135"), "44051401359");
    assert_eq!(with_check_digit("9972310001"), "99723100018");
    assert_eq!(date_of("44051401359"), (1944, 5, 14));
    assert_eq!(date_of("99723100018"), (2299, 12, 31));
    assert_eq!(date_of("01622801248"), (2201, 2, 28));
    assert_eq!(date_of("01810199982"), (1801, 1, 1));
    assert_eq!(date_of("02211307589"), (2002, 1, 13));
    assert_eq!(date_of(&with_check_digit("3642290001")), (2136, 2, 29));
}

#[test]
fn refuses_a_wrong_check_digit() {
    let error = Pesel::try_from("44051401358").unwrap_err();
    let (identifier, found, computed) = (Identifier::Pesel, 8, 9);
    assert_eq!(error, IdentityError::WrongCheckDigit { identifier, found, computed });
    assert_eq!(error.to_string(), "the check digit of this PESEL is 8, its other digits call for 9");
}

#[test]
fn refuses_a_month_outside_its_century() {
    let error = Pesel::try_from("02381307589").unwrap_err();
    assert_eq!(error, IdentityError::ImpossibleDate { month: 38, day: 13 });
    assert_eq!(
        error.to_string(),
        "digits 3 to 6 of this PESEL say month 38 and day 13, expected a day of the calendar \
         (month 01 to 12, plus 80, 20, 40 or 60 for the 1800s, 2000s, 2100s or 2200s; \
         29 February in leap years only)"
    );
}

#[test]
fn refuses_a_separator() {
    let error = Pesel::try_from("440514-01359").unwrap_err();
    let (identifier, position, found) = (Identifier::Pesel, 7, '-');
    assert_eq!(error, IdentityError::NotADigit { identifier, position, found });
    assert_eq!(error.to_string(), "character 7 of a PESEL is '-' (U+002D), expected an ASCII digit 0 to 9");
}

#[test]
fn refuses_every_month_the_schema_refuses() {
    for month in 0..100 {
        let text = with_check_digit(&format!("04{month:02}010000"));
        let exists = (1..=12).contains(&(month % 20));
        assert_eq!(Pesel::try_from(text.as_str()).is_ok(), exists, "month {month}");
    }
}

#[test]
fn has_29_february_in_leap_years_only() {
    // 1800, 1900, 2100 and 2200 are not leap years; 2000 is.
    for (written, exists) in [
        ("008229", false),
        ("000229", false),
        ("002229", true),
        ("004229", false),
        ("006229", false),
        ("048229", true),
        ("048230", false),
        ("996229", false),
    ] {
        let text = with_check_digit(&format!("{written}0000"));
        assert_eq!(Pesel::try_from(text.as_str()).is_ok(), exists, "{written}");
    }
}

#[test]
fn refuses_a_day_the_month_does_not_have() {
    for (month, days) in (81..=92).zip([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
        for day in 0..100 {
            let text = with_check_digit(&format!("01{month}{day:02}0000"));
            let exists = (1..=days).contains(&day);
            assert_eq!(Pesel::try_from(text.as_str()).is_ok(), exists, "{month} {day}");
        }
    }
}

#[test]
fn writes_pnopl_and_reads_the_older_forms_too() {
    let person = pesel("99723100018");
    assert_eq!(person.subject_serial_number(), "PNOPL-99723100018");
    for text in ["PNOPL-99723100018", "PESEL:99723100018", "PESEL-99723100018"] {
        assert_eq!(Pesel::from_subject_serial_number(text).as_ref(), Ok(&person));
    }
}

#[test]
fn refuses_other_serial_numbers() {
    for text in ["", "99723100018", "pnopl-99723100018", "PNOPL:99723100018", "PNODE-99723100018", "TINPL-8567346215"] {
        let error = Pesel::from_subject_serial_number(text).unwrap_err();
        assert_eq!(error, IdentityError::NotAPeselSerialNumber);
        assert_eq!(
            error.to_string(),
            "this serialNumber does not begin with PNOPL- (EN 319 412-1 §5.1.3) or with the older \
             PESEL: or PESEL-, expected one of them and then a PESEL"
        );
    }
    let error = Pesel::from_subject_serial_number("PESEL: 99723100018").unwrap_err();
    let (identifier, position, found) = (Identifier::Pesel, 1, ' ');
    assert_eq!(error, IdentityError::NotADigit { identifier, position, found });
}

#[test]
fn shows_the_last_four_digits_at_most() {
    let person = pesel("99723100018");
    assert_eq!(person.masked(), "*******0018");
    assert_eq!(format!("{person:?}"), "Pesel(*******0018)");
    assert_eq!(format!("{person:#?}"), "Pesel(*******0018)");
    assert_eq!(format!("{:?}", person.date_of_birth()), "DateOfBirth([elided])");
}

/// Valid numbers, of centuries that have no living holder.
fn any_pesel() -> impl Strategy<Value = String> {
    let century = prop_oneof![Just(80), Just(40), Just(60)];
    (0..100, century, 1..=12, 1..=28, 0..10_000).prop_map(|(year, century, month, day, serial)| {
        with_check_digit(&format!("{year:02}{:02}{day:02}{serial:04}", century + month))
    })
}

proptest! {
    /// Every weight has an inverse modulo 10, so one changed digit always shows, and shows as
    /// a wrong check digit.
    #[test]
    fn notices_every_change_of_one_digit(text in any_pesel(), place in any::<Index>(), by in 1..10u8) {
        prop_assert!(Pesel::try_from(text.as_str()).is_ok());
        let mut changed = text.into_bytes();
        let digit = place.get_mut(&mut changed);
        *digit = b'0' + (*digit - b'0' + by) % 10;
        let answer = Pesel::try_from(str::from_utf8(&changed).unwrap());
        prop_assert!(matches!(answer, Err(IdentityError::WrongCheckDigit { .. })), "{answer:?}");
    }

    /// Neighbouring weights differ by 2, 4 or 8, so two swapped neighbours show as a wrong
    /// check digit unless they are equal or 5 apart; then only the calendar may notice.
    #[test]
    fn notices_swapped_neighbours_unless_five_apart(text in any_pesel(), place in 0..10usize) {
        let mut swapped = text.into_bytes();
        swapped.swap(place, place + 1);
        let noticed = !matches!(swapped[place].abs_diff(swapped[place + 1]), 0 | 5);
        let answer = Pesel::try_from(str::from_utf8(&swapped).unwrap());
        prop_assert_eq!(matches!(answer, Err(IdentityError::WrongCheckDigit { .. })), noticed);
    }

    #[test]
    fn debug_is_the_mask_and_nothing_more(text in any_pesel()) {
        let person = pesel(&text);
        prop_assert_eq!(person.digits_in_full(), &text);
        prop_assert_eq!(format!("{person:?}"), format!("Pesel(*******{})", &text[7..]));
    }
}
