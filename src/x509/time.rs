//! Points in time, validity windows and lifetimes (RFC 5280 §4.1.2.5).
//!
//! Read from certificates, given by callers as `now`, written by `issuance` and CRLs. Whole seconds in UTC; the choice
//! between UTCTime and GeneralizedTime is made here and nowhere else (X-07), after any offset is gone.
//! The surprising choice: a [`Time`] is a count of seconds that has been through the calendar once, so that comparing,
//! adding and encoding cannot fail later.

use std::{
    fmt,
    time::{SystemTime, UNIX_EPOCH},
};

use rustls_pki_types::UnixTime;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use time::{OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

use crate::encoding::{DecodeError, DecodeErrorKind, EncodeError, Reader, Tag, Writer};

mod calendar;

/// A second between the years 0000 and 9999, in UTC.
///
/// ```text
/// Time ::= CHOICE { utcTime UTCTime, generalTime GeneralizedTime }
/// ```
///
/// ```
/// use chancery::x509::Time;
/// let start: Time = "2026-11-22T10:00:00Z".parse()?;
/// assert_eq!(start.plus_seconds(60)?.to_string(), "2026-11-22T10:01:00Z");
/// # Ok::<(), chancery::x509::TimeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

/// From the first to the last second in which a certificate is valid, both included (X-09).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Validity {
    not_before: Time,
    not_after: Time,
}

/// How long a certificate is valid.
///
/// A year is a calendar year less one second at the end, because both end points count: two years from
/// 2026-11-22T10:00:00Z end at 2028-11-22T09:59:59Z, and 29 February ends a day earlier in a common year (domain §5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "policies match on it; a third unit would be a decision for every policy")]
pub enum Lifetime {
    /// This many days of 86,400 seconds, less one second.
    Days(#[cfg_attr(feature = "schema", schemars(range(min = 1)))] u32),
    /// This many calendar years, less one second.
    Years(#[cfg_attr(feature = "schema", schemars(range(min = 1)))] u8),
}

/// Why something is not a time, or not a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimeError {
    /// Before the year 0 or after 9999.
    #[error("the time is outside the years 0000 to 9999, which a certificate can write")]
    OutOfRange,
    /// Not RFC 3339.
    #[error("the time is not written as RFC 3339, such as 2026-11-22T10:00:00Z")]
    NotRfc3339,
    /// A window that ends before it starts.
    #[error("the validity ends at {not_after}, before it starts at {not_before}")]
    Inverted {
        /// The start.
        not_before: Time,
        /// The end.
        not_after: Time,
    },
    /// A lifetime of no days or years.
    #[error("a lifetime is at least one day")]
    NoLifetime,
}

/// 0000-01-01T00:00:00Z
const FIRST: i64 = -62_167_219_200;
/// 9999-12-31T23:59:59Z
const LAST: i64 = 253_402_300_799;
/// 1950-01-01T00:00:00Z, the first second UTCTime can write (X-08).
const FIRST_UTC_TIME: i64 = -631_152_000;
/// 2050-01-01T00:00:00Z, the first second GeneralizedTime must write (X-07).
const FIRST_GENERALIZED: i64 = 2_524_608_000;

impl Time {
    /// `99991231235959Z`: no well-defined end (X-10).
    pub const NO_WELL_DEFINED_END: Self = Self(LAST);

    /// The second this many seconds after 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`TimeError::OutOfRange`].
    pub const fn from_unix_seconds(seconds: i64) -> Result<Self, TimeError> {
        if seconds < FIRST || seconds > LAST { Err(TimeError::OutOfRange) } else { Ok(Self(seconds)) }
    }

    /// Seconds after 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn unix_seconds(self) -> i64 {
        self.0
    }

    /// This many seconds later, or earlier when negative.
    ///
    /// # Errors
    /// [`TimeError::OutOfRange`].
    pub const fn plus_seconds(self, seconds: i64) -> Result<Self, TimeError> {
        match self.0.checked_add(seconds) {
            Some(sum) => Self::from_unix_seconds(sum),
            None => Err(TimeError::OutOfRange),
        }
    }

    /// Seconds from `earlier` to this time, negative when it is later.
    #[must_use]
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The same time and day this many calendar years later; 29 February becomes 28 February where there is none.
    ///
    /// # Errors
    /// [`TimeError::OutOfRange`].
    pub fn plus_calendar_years(self, years: u8) -> Result<Self, TimeError> {
        let start = self.date_time()?;
        let year = start.year().saturating_add(i32::from(years));
        let moved = match start.replace_year(year) {
            Ok(moved) => moved,
            Err(_) => start
                .replace_day(28)
                .and_then(|february| february.replace_year(year))
                .map_err(|_| TimeError::OutOfRange)?,
        };
        Self::from_unix_seconds(moved.unix_timestamp())
    }

    fn date_time(self) -> Result<OffsetDateTime, TimeError> {
        OffsetDateTime::from_unix_timestamp(self.0).map_err(|_| TimeError::OutOfRange)
    }

    /// Reads a `Time` in the form its year asks for (X-07).
    ///
    /// # Errors
    /// [`DecodeErrorKind::BadTime`], [`DecodeErrorKind::TimeForm`].
    pub fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let element = reader.any()?;
        let fail = |kind| reader.error_at(element.position, kind);
        match element.tag {
            Tag::UTC_TIME => parse_utc_time(element.content).ok_or_else(|| fail(DecodeErrorKind::BadTime)),
            Tag::GENERALIZED_TIME => {
                let time = parse_generalized_time(element.content).ok_or_else(|| fail(DecodeErrorKind::BadTime))?;
                if (FIRST_UTC_TIME..FIRST_GENERALIZED).contains(&time.0) {
                    return Err(fail(DecodeErrorKind::TimeForm));
                }
                Ok(time)
            }
            found => Err(fail(DecodeErrorKind::UnexpectedChoice { found })),
        }
    }

    /// Reads GeneralizedTime whatever the year, as CRL entry extensions have it (RFC 5280 §5.3.2).
    ///
    /// # Errors
    /// [`DecodeErrorKind::BadTime`], a fraction included.
    pub fn decode_generalized(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let element = reader.element(Tag::GENERALIZED_TIME)?;
        parse_generalized_time(element.content)
            .ok_or_else(|| reader.error_at(element.position, DecodeErrorKind::BadTime))
    }

    /// Writes UTCTime through 2049 and GeneralizedTime from 2050 and before 1950 (X-07).
    ///
    /// # Errors
    /// [`EncodeError::TooLong`], never met.
    pub fn encode(self, writer: &mut Writer) -> Result<(), EncodeError> {
        let digits = self.digits();
        if (FIRST_UTC_TIME..FIRST_GENERALIZED).contains(&self.0) {
            writer.element(Tag::UTC_TIME, digits.get(2..).unwrap_or_default())
        } else {
            writer.element(Tag::GENERALIZED_TIME, &digits)
        }
    }

    /// Writes GeneralizedTime whatever the year, as CRL entry extensions do.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`], never met.
    pub fn encode_generalized(self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.element(Tag::GENERALIZED_TIME, &self.digits())
    }

    /// Reads GeneralizedTime under an implicit tag, whatever the year, as privateKeyUsagePeriod has it.
    ///
    /// # Errors
    /// [`DecodeErrorKind::BadTime`], a fraction included, and those of [`Reader::element`].
    pub fn decode_implicit(reader: &mut Reader<'_>, tag: Tag) -> Result<Self, DecodeError> {
        let element = reader.element(tag)?;
        parse_generalized_time(element.content)
            .ok_or_else(|| reader.error_at(element.position, DecodeErrorKind::BadTime))
    }

    /// Writes GeneralizedTime under an implicit tag, whatever the year.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`], never met.
    pub fn encode_implicit(self, writer: &mut Writer, tag: Tag) -> Result<(), EncodeError> {
        writer.element(tag, &self.digits())
    }

    /// `YYYYMMDDHHMMSSZ`
    fn digits(self) -> [u8; 15] {
        let (day, second) = (self.0.div_euclid(SECONDS_OF_A_DAY), self.0.rem_euclid(SECONDS_OF_A_DAY));
        let (year, month, day) = calendar::date_of(day);
        let pairs = [year / 100, year % 100, month, day, second / 3_600, second / 60 % 60, second % 60];
        let mut digits = *b"00000101000000Z";
        for (place, value) in digits.chunks_exact_mut(2).zip(pairs) {
            if let ([tens, ones], Ok(value)) = (place, u8::try_from(value)) {
                *tens = b'0'.saturating_add(value / 10);
                *ones = b'0'.saturating_add(value % 10);
            }
        }
        digits
    }
}

const SECONDS_OF_A_DAY: i64 = 86_400;

/// `YYMMDDHHMMSSZ`; 50 and over is 19YY (X-08).
#[inline]
fn parse_utc_time(content: &[u8]) -> Option<Time> {
    let (year, rest) = content.split_first_chunk()?;
    let year = two_digits(*year)?;
    let century = if year >= 50 { 1900 } else { 2000 };
    parse_rest(i64::from(year).saturating_add(century), rest)
}

/// `YYYYMMDDHHMMSSZ`, no fraction.
fn parse_generalized_time(content: &[u8]) -> Option<Time> {
    let (century, rest) = content.split_first_chunk()?;
    let (year, rest) = rest.split_first_chunk()?;
    parse_rest(i64::from(two_digits(*century)?) * 100 + i64::from(two_digits(*year)?), rest)
}

#[inline]
fn parse_rest(year: i64, rest: &[u8]) -> Option<Time> {
    let [a, b, c, d, e, f, g, h, i, j, b'Z'] = *rest else { return None };
    let [month, day] = [two_digits([a, b])?, two_digits([c, d])?];
    let [hour, minute, second] = [two_digits([e, f])?, two_digits([g, h])?, two_digits([i, j])?];
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let days = calendar::day_of(year, month, day)?;
    let in_day = i64::from(hour) * 3_600 + i64::from(minute) * 60 + i64::from(second);
    Time::from_unix_seconds(days * SECONDS_OF_A_DAY + in_day).ok()
}

#[inline]
fn two_digits(pair: [u8; 2]) -> Option<u8> {
    match pair {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some((tens - b'0') * 10 + (ones - b'0')),
        _ => None,
    }
}

impl Lifetime {
    /// The window that starts at `not_before` and lasts this long.
    ///
    /// # Errors
    /// [`TimeError::NoLifetime`], [`TimeError::OutOfRange`].
    pub fn starting_at(self, not_before: Time) -> Result<Validity, TimeError> {
        let end = match self {
            Self::Days(0) | Self::Years(0) => return Err(TimeError::NoLifetime),
            Self::Days(days) => not_before.plus_seconds(i64::from(days).saturating_mul(86_400))?,
            Self::Years(years) => not_before.plus_calendar_years(years)?,
        };
        Validity::new(not_before, end.plus_seconds(-1)?)
    }
}

impl fmt::Display for Lifetime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(days) => write!(f, "{days} days"),
            Self::Years(years) => write!(f, "{years} calendar years"),
        }
    }
}

impl Validity {
    /// The window between two times.
    ///
    /// # Errors
    /// [`TimeError::Inverted`].
    pub fn new(not_before: Time, not_after: Time) -> Result<Self, TimeError> {
        if not_after < not_before {
            Err(TimeError::Inverted { not_before, not_after })
        } else {
            Ok(Self { not_before, not_after })
        }
    }

    /// The first second.
    #[must_use]
    pub const fn not_before(self) -> Time {
        self.not_before
    }

    /// The last second.
    #[must_use]
    pub const fn not_after(self) -> Time {
        self.not_after
    }

    /// Whether `time` is in the window, end points included (X-09).
    #[must_use]
    pub fn contains(self, time: Time) -> bool {
        self.not_before <= time && time <= self.not_after
    }

    /// Reads `Validity ::= SEQUENCE { notBefore Time, notAfter Time }`.
    ///
    /// # Errors
    /// Those of [`Time::decode`], and [`DecodeErrorKind::Rule`] for an inverted window.
    pub fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let position = reader.position();
        let (not_before, not_after) = reader
            .sequence("Validity", |fields| Ok::<_, DecodeError>((Time::decode(fields)?, Time::decode(fields)?)))?;
        Self::new(not_before, not_after).map_err(|_| {
            reader.error_at(position, DecodeErrorKind::Rule { rule: "the validity ends before it starts" })
        })
    }

    /// Writes the SEQUENCE.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`], never met.
    pub fn encode(self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.sequence(|fields| {
            self.not_before.encode(fields)?;
            self.not_after.encode(fields)
        })
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits();
        let [a, b, c, d, e, g, h, i, j, k, l, m, n, o, _] = digits.map(char::from);
        write!(f, "{a}{b}{c}{d}-{e}{g}-{h}{i}T{j}{k}:{l}{m}:{n}{o}Z")
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for Time {
    type Err = TimeError;
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let parsed = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| TimeError::NotRfc3339)?;
        if parsed.nanosecond() != 0 {
            return Err(TimeError::NotRfc3339);
        }
        Self::try_from(parsed)
    }
}

impl TryFrom<OffsetDateTime> for Time {
    type Error = TimeError;
    /// The second in UTC; a fraction is cut off, as a certificate cannot write one.
    fn try_from(time: OffsetDateTime) -> Result<Self, TimeError> {
        let utc = time.checked_to_offset(UtcOffset::UTC).ok_or(TimeError::OutOfRange)?;
        Self::from_unix_seconds(utc.unix_timestamp())
    }
}

impl TryFrom<SystemTime> for Time {
    type Error = TimeError;
    fn try_from(time: SystemTime) -> Result<Self, TimeError> {
        let seconds = |whole: u64| i64::try_from(whole).map_err(|_| TimeError::OutOfRange);
        let since = match time.duration_since(UNIX_EPOCH) {
            Ok(since) => seconds(since.as_secs())?,
            // The second a time before 1970 is in begins before it.
            Err(before) => {
                let before = before.duration();
                let partial = i64::from(before.subsec_nanos() > 0);
                seconds(before.as_secs())?.saturating_neg().saturating_sub(partial)
            }
        };
        Self::from_unix_seconds(since)
    }
}

impl TryFrom<UnixTime> for Time {
    type Error = TimeError;
    fn try_from(time: UnixTime) -> Result<Self, TimeError> {
        Self::from_unix_seconds(i64::try_from(time.as_secs()).map_err(|_| TimeError::OutOfRange)?)
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}
