//! Days of the calendar, and moments that know theirs.
//!
//! Deadlines are counted in days of the place where the office is, and the library has no time-zone database (domain
//! §5.3 point 4). So an event brings both: the second in UTC and the day in Warsaw. The surprising choice: the two are held
//! against each other without a database, because Poland is one hour ahead of UTC or two and no more.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::x509::Time;

/// A day of the Gregorian calendar from 0001-01-01 to 9998-12-31.
///
/// ```
/// use chancery::application::Date;
/// let day: Date = "2026-11-30".parse()?;
/// assert_eq!(day.to_string(), "2026-11-30");
/// # Ok::<(), chancery::application::DateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(time::Date);

/// When something happened: the second, and the day in Warsaw.
///
/// ```
/// use chancery::application::Moment;
/// // Half an hour before midnight in UTC is the next day in Warsaw.
/// let time = "2026-02-02T23:30:00Z".parse()?;
/// assert_eq!(Moment::new(time, "2026-02-03".parse()?)?.day().to_string(), "2026-02-03");
/// assert!(Moment::new(time, "2026-02-02".parse()?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Moment {
    time: Time,
    day: Date,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    time: Time,
    day: Date,
}

/// Why something is no day, or no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DateError {
    /// Not year, month and day.
    #[error("a day is written as year, month and day, such as 2026-11-30")]
    NotADate,
    /// A day no calendar has, or one outside the years 1 to 9998.
    #[error("there is no such day between 0001-01-01 and 9998-12-31")]
    NoSuchDay,
    /// A day that it was not in Warsaw at that second.
    #[error("at {time} it was {} in Warsaw, and the day given is {found}", one_or_the_other(*.expected))]
    OtherDay {
        /// The second.
        time: Time,
        /// The day given.
        found: Date,
        /// The day one hour ahead of UTC, and two.
        expected: [Date; 2],
    },
}

impl Date {
    /// A day.
    ///
    /// # Errors
    /// [`DateError::NoSuchDay`].
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, DateError> {
        let month = time::Month::try_from(month).map_err(|_| DateError::NoSuchDay)?;
        if !(1..=9998).contains(&year) {
            return Err(DateError::NoSuchDay);
        }
        time::Date::from_calendar_date(year.into(), month, day).map(Self).map_err(|_| DateError::NoSuchDay)
    }

    /// The day this many days later. Within the year after 9998, which no other constructor gives.
    pub(super) fn later(self, days: u8) -> Self {
        Self(self.0.saturating_add(time::Duration::days(days.into())))
    }

    /// Days from `earlier` to this day; negative when it is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i32 {
        self.0.to_julian_day().saturating_sub(earlier.0.to_julian_day())
    }

    /// Whether it is a Saturday or a Sunday.
    #[must_use]
    pub const fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), time::Weekday::Saturday | time::Weekday::Sunday)
    }

    /// The day at this many hours ahead of UTC; `None` outside the years a [`Date`] has.
    fn ahead(time: Time, hours: i64) -> Option<Self> {
        let seconds = time.unix_seconds().checked_add(hours.checked_mul(3_600)?)?;
        let date = time::OffsetDateTime::from_unix_timestamp(seconds).ok()?.date();
        (1..=9998).contains(&date.year()).then_some(Self(date))
    }
}

impl Moment {
    /// A second, and the day it was in Warsaw, which the caller knows.
    ///
    /// # Errors
    /// [`DateError::OtherDay`] for a day it was neither one hour ahead of UTC nor two; [`DateError::NoSuchDay`] outside the
    /// years of a [`Date`].
    pub fn new(time: Time, day: Date) -> Result<Self, DateError> {
        let winter = Date::ahead(time, 1).ok_or(DateError::NoSuchDay)?;
        let summer = Date::ahead(time, 2).ok_or(DateError::NoSuchDay)?;
        if day != winter && day != summer {
            return Err(DateError::OtherDay { time, found: day, expected: [winter, summer] });
        }
        Ok(Self { time, day })
    }

    /// The second.
    #[must_use]
    pub const fn time(self) -> Time {
        self.time
    }

    /// The day in Warsaw.
    #[must_use]
    pub const fn day(self) -> Date {
        self.day
    }

    /// Whether this can be after `earlier`, or the same: neither second nor day goes back, and a second has one day.
    pub(super) fn can_follow(self, earlier: Self) -> bool {
        let is_later = self.time > earlier.time && self.day >= earlier.day;
        is_later || self == earlier
    }

    /// The second and the day, where the second alone does not tell two moments apart.
    pub(super) fn with_day(self) -> String {
        format!("{} on {}", self.time, self.day)
    }
}

fn one_or_the_other([winter, summer]: [Date; 2]) -> String {
    if winter == summer { winter.to_string() } else { format!("{winter} or {summer}") }
}

impl TryFrom<Written> for Moment {
    type Error = DateError;
    fn try_from(Written { time, day }: Written) -> Result<Self, DateError> {
        Self::new(time, day)
    }
}

impl From<Moment> for Written {
    fn from(Moment { time, day }: Moment) -> Self {
        Self { time, day }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.time.fmt(f)
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts[..] else { return Err(DateError::NotADate) };
        if [year.len(), month.len(), day.len()] != [4, 2, 2] {
            return Err(DateError::NotADate);
        }
        let number = |part: &str| {
            let digits = part.bytes().all(|octet| octet.is_ascii_digit());
            if digits { part.parse::<u16>().map_err(|_| DateError::NotADate) } else { Err(DateError::NotADate) }
        };
        let short = |part| number(part).and_then(|number| u8::try_from(number).map_err(|_| DateError::NotADate));
        Self::new(number(year)?, short(month)?, short(day)?)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), u8::from(self.0.month()), self.0.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <Cow<'de, str>>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn moment(time: &str, day: &str) -> Result<Moment, DateError> {
        Moment::new(time.parse().unwrap(), date(day))
    }

    #[test]
    fn a_day_is_written_one_way() {
        assert_eq!(date("1999-07-01").to_string(), "1999-07-01");
        for text in ["1999-7-1", "19990701", "1999-07-01 ", "+999-07-01", "1999-07-0a", "", "1999-07-01-01"] {
            assert_eq!(text.parse::<Date>(), Err(DateError::NotADate), "{text}");
        }
        for text in ["2026-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "9999-01-01"] {
            assert_eq!(text.parse::<Date>(), Err(DateError::NoSuchDay), "{text}");
        }
    }

    #[test]
    fn a_moment_has_the_day_of_warsaw_in_winter_or_summer() {
        assert!(moment("2026-11-30T12:00:00Z", "2026-11-30").is_ok());
        assert!(moment("2026-11-30T23:30:00Z", "2026-12-01").is_ok(), "winter time is one hour ahead");
        assert!(moment("2026-06-30T22:30:00Z", "2026-07-01").is_ok(), "summer time is two hours ahead");
        assert!(moment("2026-11-30T22:30:00Z", "2026-11-30").is_ok());
        let error = moment("2026-11-30T12:00:00Z", "2026-12-01").unwrap_err();
        assert_eq!(
            error.to_string(),
            "at 2026-11-30T12:00:00Z it was 2026-11-30 in Warsaw, and the day given is 2026-12-01"
        );
        let error = moment("2026-06-30T22:30:00Z", "2026-06-29").unwrap_err();
        assert_eq!(
            error.to_string(),
            "at 2026-06-30T22:30:00Z it was 2026-06-30 or 2026-07-01 in Warsaw, and the day given is 2026-06-29"
        );
    }

    #[test]
    fn a_moment_is_read_through_the_same_door() {
        let json = r#"{"time":"2026-11-30T12:00:00Z","day":"2026-11-30"}"#;
        let read: Moment = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), json);
        assert!(serde_json::from_str::<Moment>(&json.replace("\"2026-11-30\"", "\"2026-11-29\"")).is_err());
    }

    #[test]
    fn weekends_are_saturday_and_sunday() {
        assert!(date("2026-11-28").is_weekend() && date("2026-11-29").is_weekend());
        assert!(!date("2026-11-27").is_weekend() && !date("2026-11-30").is_weekend());
    }
}
