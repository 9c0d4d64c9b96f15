//! Times, windows, lifetimes: the calendar, and the two forms a certificate writes it in.
//!
//! RFC 5280 §4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050, 50 and over is 19YY, both ends count
//!

use chancery::{
    encoding::{DecodeError, Reader, Tag},
    x509::{Lifetime, Time, TimeError, Validity},
};
use proptest::prelude::*;

use super::{ca::at, forge::der};

fn written(time: Time) -> Vec<u8> {
    der(|writer| time.encode(writer))
}

fn read(der: &[u8]) -> Result<Time, DecodeError> {
    Reader::whole(der, "Time", Time::decode)
}

fn element(tag: Tag, content: &[u8]) -> Vec<u8> {
    der(|writer| writer.element(tag, content))
}

#[test]
fn the_form_changes_at_1950_and_at_2050() {
    for (text, tag, digits) in [
        ("1949-12-31T23:59:59Z", Tag::GENERALIZED_TIME, "19491231235959Z"),
        ("1950-01-01T00:00:00Z", Tag::UTC_TIME, "500101000000Z"),
        ("1999-12-31T23:59:59Z", Tag::UTC_TIME, "991231235959Z"),
        ("2000-01-01T00:00:00Z", Tag::UTC_TIME, "000101000000Z"),
        ("2049-12-31T23:59:59Z", Tag::UTC_TIME, "491231235959Z"),
        ("2050-01-01T00:00:00Z", Tag::GENERALIZED_TIME, "20500101000000Z"),
        ("9999-12-31T23:59:59Z", Tag::GENERALIZED_TIME, "99991231235959Z"),
        ("0000-01-01T00:00:00Z", Tag::GENERALIZED_TIME, "00000101000000Z"),
    ] {
        assert_eq!(written(at(text)), element(tag, digits.as_bytes()), "{text}");
        assert_eq!(read(&element(tag, digits.as_bytes())).unwrap(), at(text), "{text}");
    }
}

#[test]
fn the_form_is_chosen_after_the_offset_is_gone() {
    let time = at("2050-01-01T00:30:00+01:00");
    assert_eq!(time.to_string(), "2049-12-31T23:30:00Z");
    assert_eq!(written(time), element(Tag::UTC_TIME, b"491231233000Z"));
    assert_eq!(written(at("2049-12-31T23:30:00-01:00")), element(Tag::GENERALIZED_TIME, b"20500101003000Z"));
}

#[test]
fn no_well_defined_end_is_the_last_second_of_9999() {
    assert_eq!(Time::NO_WELL_DEFINED_END, at("9999-12-31T23:59:59Z"));
    assert_eq!(written(Time::NO_WELL_DEFINED_END), element(Tag::GENERALIZED_TIME, b"99991231235959Z"));
}

#[test]
fn refuses_generalized_time_where_utc_time_belongs() {
    for digits in ["20260101000000Z", "19500101000000Z", "20491231235959Z"] {
        let error = read(&element(Tag::GENERALIZED_TIME, digits.as_bytes())).unwrap_err();
        assert_eq!(error.to_string(), "a time before 2050 is written as UTCTime at byte 0 of Time");
    }
}

#[test]
fn refuses_digits_that_are_no_time() {
    let utc = ["2601010000Z", "260101000000", "260101000000+0100", "2601010000000Z", "26010100000 Z", ""];
    let generalized =
        ["205001010000Z", "20500101000000.5Z", "20500101000000,0Z", "20500101000000", "2050010100000000Z"];
    let sentence = "the time is not a valid date and time of day in UTC with seconds and a final Z at byte 0 of Time";
    for (tag, list) in [(Tag::UTC_TIME, utc.as_slice()), (Tag::GENERALIZED_TIME, generalized.as_slice())] {
        for digits in list {
            assert_eq!(read(&element(tag, digits.as_bytes())).unwrap_err().to_string(), sentence, "{digits}");
        }
    }
}

#[test]
fn refuses_dates_no_calendar_has() {
    for digits in [
        "270229000000Z",
        "260431000000Z",
        "261301000000Z",
        "260001000000Z",
        "260100000000Z",
        "260132000000Z",
        "260101240000Z",
        "260101006000Z",
        "260101000060Z",
    ] {
        assert!(read(&element(Tag::UTC_TIME, digits.as_bytes())).is_err(), "{digits}");
    }
    assert!(read(&element(Tag::UTC_TIME, b"280229000000Z")).is_ok());
    assert!(read(&element(Tag::GENERALIZED_TIME, b"21000229000000Z")).is_err(), "2100 is no leap year");
}

#[test]
fn refuses_another_type_where_a_time_belongs() {
    let error = read(&element(Tag::UTF8_STRING, b"260101000000Z")).unwrap_err();
    assert!(error.to_string().ends_with("is not a choice of this field at byte 0 of Time"), "{error}");
}

#[test]
fn reads_rfc_3339_and_nothing_less() {
    assert_eq!(at("2026-11-22T11:00:00+01:00"), at("2026-11-22T10:00:00Z"));
    for text in ["2026-11-22", "2026-11-22T10:00Z", "2026-11-22T10:00:00", "2026-11-22T10:00:00.5Z", "tomorrow", ""] {
        let error = text.parse::<Time>().unwrap_err();
        assert_eq!(error.to_string(), "the time is not written as RFC 3339, such as 2026-11-22T10:00:00Z", "{text}");
    }
}

#[test]
fn refuses_times_a_certificate_cannot_write() {
    for seconds in [i64::MIN, -62_167_219_201, 253_402_300_800, i64::MAX] {
        let error = Time::from_unix_seconds(seconds).unwrap_err();
        assert_eq!(error.to_string(), "the time is outside the years 0000 to 9999, which a certificate can write");
    }
    assert!(Time::NO_WELL_DEFINED_END.plus_seconds(1).is_err());
    assert!(at("2026-01-01T00:00:00Z").plus_seconds(i64::MAX).is_err());
    assert!(at("9990-01-01T00:00:00Z").plus_calendar_years(10).is_err());
}

#[test]
fn calendar_years_keep_the_day_and_29_february_becomes_28() {
    let after = |text, years| at(text).plus_calendar_years(years).unwrap().to_string();
    assert_eq!(after("2026-11-22T10:00:00Z", 2), "2028-11-22T10:00:00Z");
    assert_eq!(after("2028-02-29T10:00:00Z", 1), "2029-02-28T10:00:00Z");
    assert_eq!(after("2028-02-29T10:00:00Z", 4), "2032-02-29T10:00:00Z");
    assert_eq!(after("2096-02-29T10:00:00Z", 4), "2100-02-28T10:00:00Z");
    assert_eq!(after("2026-11-22T10:00:00Z", 0), "2026-11-22T10:00:00Z");
}

#[test]
fn a_lifetime_ends_a_second_early_because_both_ends_count() {
    let window = |lifetime: Lifetime| lifetime.starting_at(at("2026-11-22T10:00:00Z")).unwrap();
    assert_eq!(window(Lifetime::Days(1)).not_after(), at("2026-11-23T09:59:59Z"));
    assert_eq!(window(Lifetime::Years(2)).not_after(), at("2028-11-22T09:59:59Z"));
    for lifetime in [Lifetime::Days(0), Lifetime::Years(0)] {
        let error = lifetime.starting_at(at("2026-11-22T10:00:00Z")).unwrap_err();
        assert_eq!(error.to_string(), "a lifetime is at least one day");
    }
    assert_eq!(
        (Lifetime::Days(90).to_string(), Lifetime::Years(2).to_string()),
        ("90 days".into(), "2 calendar years".into())
    );
}

#[test]
fn a_window_contains_both_its_ends() {
    let window = Validity::new(at("2026-01-01T00:00:00Z"), at("2026-12-31T23:59:59Z")).unwrap();
    assert!(window.contains(window.not_before()) && window.contains(window.not_after()));
    assert!(!window.contains(at("2025-12-31T23:59:59Z")) && !window.contains(at("2027-01-01T00:00:00Z")));
    assert!(Validity::new(window.not_before(), window.not_before()).is_ok(), "one second long");
}

#[test]
fn refuses_a_window_that_ends_before_it_starts() {
    let (early, late) = (at("2026-01-01T00:00:00Z"), at("2026-01-01T00:00:01Z"));
    let error = Validity::new(late, early).unwrap_err();
    assert!(matches!(error, TimeError::Inverted { .. }));
    assert_eq!(
        error.to_string(),
        "the validity ends at 2026-01-01T00:00:00Z, before it starts at 2026-01-01T00:00:01Z"
    );
    let inverted = der(|writer| {
        writer.sequence(|fields| {
            late.encode(fields)?;
            early.encode(fields)
        })
    });
    let error = Reader::whole(&inverted, "Validity", Validity::decode).unwrap_err();
    assert_eq!(error.to_string(), "the validity ends before it starts at byte 0 of Validity");
}

#[test]
fn a_crl_writes_generalized_time_whatever_the_year() {
    let octets = der(|writer| at("2026-11-22T10:00:00Z").encode_generalized(writer));
    assert_eq!(octets, element(Tag::GENERALIZED_TIME, b"20261122100000Z"));
}

#[test]
fn a_time_is_a_text_in_json() {
    let json = serde_json::to_string(&at("2026-11-22T10:00:00Z")).unwrap();
    assert_eq!(json, "\"2026-11-22T10:00:00Z\"");
    assert_eq!(serde_json::from_str::<Time>(&json).unwrap(), at("2026-11-22T10:00:00Z"));
    assert!(serde_json::from_str::<Time>("\"2026-11-22\"").is_err() && serde_json::from_str::<Time>("5").is_err());
}

proptest! {
    #[test]
    fn every_second_is_read_as_it_was_written(seconds in -62_167_219_200_i64..=253_402_300_799) {
        let time = Time::from_unix_seconds(seconds).unwrap();
        prop_assert_eq!(read(&written(time)).unwrap(), time);
        prop_assert_eq!(time.to_string().parse::<Time>().unwrap(), time);
    }

    #[test]
    fn a_year_later_is_the_same_day_and_second_or_the_day_before_a_leap_day(
        seconds in 0_i64..=200_000_000_000,
        years in 0_u8..=200,
    ) {
        let start = Time::from_unix_seconds(seconds).unwrap();
        let (before, after) = (start.to_string(), start.plus_calendar_years(years).unwrap().to_string());
        let (year, rest) = before.split_once('-').unwrap();
        let (later, after) = after.split_once('-').unwrap();
        prop_assert_eq!(later.parse::<u32>().unwrap(), year.parse::<u32>().unwrap() + u32::from(years));
        prop_assert!(after == rest || after == rest.replace("02-29T", "02-28T"), "{before} and {years} years: {after}");
    }

    #[test]
    fn no_octets_make_the_reader_panic(octets in prop::collection::vec(any::<u8>(), 0..24)) {
        let _ = read(&octets);
        let _ = read(&element(Tag::UTC_TIME, &octets));
        let _ = read(&element(Tag::GENERALIZED_TIME, &octets));
    }
}

#[test]
fn a_system_time_before_1970_is_the_second_it_is_in() {
    use std::time::{Duration, UNIX_EPOCH};
    let half_a_second_before = UNIX_EPOCH - Duration::from_millis(500);
    assert_eq!(Time::try_from(half_a_second_before).unwrap(), at("1969-12-31T23:59:59Z"));
    assert_eq!(Time::try_from(UNIX_EPOCH - Duration::from_secs(1)).unwrap(), at("1969-12-31T23:59:59Z"));
    assert_eq!(Time::try_from(UNIX_EPOCH + Duration::from_millis(1500)).unwrap(), at("1970-01-01T00:00:01Z"));
}
