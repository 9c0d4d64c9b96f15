//! What is masked, what is left, and that nothing else changes.

use proptest::prelude::*;

use super::*;

#[test]
fn masks_ten_digits_or_more_in_a_row() {
    for (text, masked) in [
        ("PNOPL-99723100018", "PNOPL-*******0018"),
        ("serialNumber=PESEL:99723100018,C=PL", "serialNumber=PESEL:*******0018,C=PL"),
        ("VATPL-8567346215", "VATPL-******6215"),
        ("12345678512347", "**********2347"),
        ("99723100018 i 01810199982", "*******0018 i *******9982"),
        ("Zażółć99723100018gęślą", "Zażółć*******0018gęślą"),
    ] {
        assert_eq!(mask_digits(text), masked);
    }
}

#[test]
fn masks_eleven_digits_broken_by_spaces_and_hyphens() {
    for (text, masked) in [
        ("440514-01359", "******-*1359"),
        ("44 05 14 01359", "** ** ** *1359"),
        ("440514 - 01359", "****** - *1359"),
        ("4-4-0-5-1-4-0-1-3-5-9", "*-*-*-*-*-*-*-1-3-5-9"),
        ("4405140135 9", "*******135 9"),
        ("PESEL-440514-01359", "PESEL-******-*1359"),
    ] {
        assert_eq!(mask_digits(text), masked);
    }
}

#[test]
fn finds_a_broken_number_among_other_numbers() {
    assert_eq!(mask_digits("12 3 440514-01359 5"), "12 3 ******-*1359 5");
}

#[test]
fn masks_every_way_to_read_eleven_digits() {
    // Two, three and six digits make eleven as well: the postal code goes too.
    assert_eq!(mask_digits("90-729 440514-01359"), "**-*** ******-*1359");
    assert_eq!(mask_digits("440514 01359 440514"), "****** ***** **0514");
}

#[test]
fn leaves_shorter_numbers_and_moments() {
    for text in [
        "",
        "123456785",
        "90-729",
        "2.999.1.2.3.4.5",
        "192.168.100.200",
        "2026-11-22 10:00:00",
        "2026-11-22 2027-11-22",
        "856-734-62-15",
    ] {
        assert_eq!(mask_digits(text), text);
    }
}

#[test]
fn leaves_numbers_broken_by_anything_else() {
    for text in ["440514/01359", "440514.01359", "440514\u{2013}01359", "440514a01359"] {
        assert_eq!(mask_digits(text), text);
    }
}

#[test]
fn leaves_digits_of_other_scripts() {
    let arabic_indic = "\u{669}\u{669}\u{667}\u{662}\u{663}\u{661}\u{660}\u{660}\u{660}\u{661}\u{668}";
    assert_eq!(mask_digits(arabic_indic), arabic_indic);
}

proptest! {
    /// A character is either itself or a digit behind an asterisk.
    #[test]
    fn changes_digits_to_asterisks_and_nothing_else(text in "([0-9]{1,12}|[ -]|\\PC){0,20}") {
        let masked = mask_digits(&text);
        prop_assert_eq!(masked.chars().count(), text.chars().count());
        for (was, is) in text.chars().zip(masked.chars()) {
            prop_assert!(is == was || (is == '*' && was.is_ascii_digit()));
        }
    }

    /// Wherever eleven digits stand, whole or in groups, at most four of them are left.
    #[test]
    fn never_leaves_a_number_whole(
        before in "[a-z =]{0,5}", groups in "[0-9](-?[0-9]){10}", after in "[a-z,]{0,5}",
    ) {
        let masked = mask_digits(&format!("{before}{groups}{after}"));
        let left = masked.chars().filter(char::is_ascii_digit).count();
        prop_assert_eq!(left, 4, "{}", masked);
    }
}
