//! Days and dates of the Gregorian calendar, both ways, in a dozen operations.
//!
//! Under [`Time`](super::Time), for what is done a million times in a list: writing a time and reading one (RFC 5280
//! §4.1.2.5, §5.1.2.6). Whatever is done once, such as adding years, goes through the crate `time`, and the tests compare
//! the two day by day. The surprising choice: a year is counted from 1 March, so that the day a leap year adds is its last
//! and months follow one formula.

/// Days from 0000-03-01 to 1970-01-01.
const BEFORE_1970: i64 = 719_468;
/// Days of 400 years.
const ERA: i64 = 146_097;
const DAYS: [u8; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Year, month and day of this many days after 1970-01-01.
pub(super) const fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + BEFORE_1970;
    let (era, in_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    // Every 4th year has a day more, every 100th not, every 400th does.
    let year = (in_era - in_era / 1_460 + in_era / 36_524 - in_era / 146_096) / 365;
    let in_year = in_era - (365 * year + year / 4 - year / 100);
    // Five months, whichever, have 153 days from March on.
    let month = (5 * in_year + 2) / 153;
    let day = in_year - (153 * month + 2) / 5 + 1;
    let (month, turn) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (year + era * 400 + turn, month, day)
}

/// Days from 1970-01-01 to a date; `None` for one that no calendar has.
pub(super) fn day_of(year: i64, month: u8, day: u8) -> Option<i64> {
    let last = *DAYS.get(usize::from(month).checked_sub(1)?)?;
    let leap = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if day == 0 || day > last + u8::from(leap) {
        return None;
    }
    let (month, day) = (i64::from(month), i64::from(day));
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
    let in_year = (153 * month + 2) / 5 + day - 1;
    Some(era * ERA + year * 365 + year / 4 - year / 100 + in_year - BEFORE_1970)
}

#[cfg(test)]
mod tests {
    use time::Date;

    use super::*;

    #[test]
    fn agrees_with_another_calendar_on_every_day_from_0000_to_9999() {
        let mut date = Date::from_ordinal_date(0, 1).unwrap();
        let epoch = i64::from(Date::from_ordinal_date(1970, 1).unwrap().to_julian_day());
        while date.year() <= 9999 {
            let days = i64::from(date.to_julian_day()) - epoch;
            let (year, month, day) = (i64::from(date.year()), u8::from(date.month()), date.day());
            assert_eq!(date_of(days), (year, i64::from(month), i64::from(day)));
            assert_eq!(day_of(year, month, day), Some(days));
            let Some(next) = date.next_day() else { break };
            date = next;
        }
    }

    #[test]
    fn has_no_day_that_the_other_calendar_has_not() {
        for year in [1900, 1999, 2000, 2023, 2024, 2100] {
            for (month, day) in (0..=u8::MAX).flat_map(|month| (0..=u8::MAX).map(move |day| (month, day))) {
                let known =
                    time::Month::try_from(month).is_ok_and(|month| Date::from_calendar_date(year, month, day).is_ok());
                assert_eq!(day_of(year.into(), month, day).is_some(), known, "{year}-{month}-{day}");
            }
        }
    }
}
