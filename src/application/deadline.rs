//! The three deadlines of thirty days, which are three types.
//!
//! domain §1.11 trap 1: the policies' processing time (S0:L3), the indicative time from the receipt by the Ministry
//! (S0:L219), and the time for the request from the receipt by COI Łódź (S0:L237) start at three events and are easily
//! taken for one. Calendar days; the day of the event does not count; the last day ends at 24:00 in Warsaw (domain §5.3
//! point 4; calendar days are stated for the Ministry's alone, the rest is proposed). The surprising choice: whether an end
//! on a free day moves is no constant but an argument with the free days in it, since the library knows no holidays.

use std::{collections::BTreeSet, fmt, marker::PhantomData};

use serde::{Deserialize, Serialize};

use super::Date;

/// An event that starts a deadline. Sealed: one of the three below.
pub trait Start: sealed::Sealed + 'static {
    /// What started it, as the end of "30 days from …".
    const NAME: &'static str;
}

mod sealed {
    /// Empty on purpose: a method here would be callable through a bound.
    #[expect(unnameable_types, reason = "sealing is the point")]
    pub trait Sealed {}
}

macro_rules! start {
    ($(#[$documentation:meta])* $name:ident = $text:literal) => {
        $(#[$documentation])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(clippy::exhaustive_enums, reason = "a marker without values")]
        pub enum $name {}
        impl sealed::Sealed for $name {}
        impl Start for $name {
            const NAME: &'static str = $text;
        }
    };
}

start! {
    /// The Ministry received the application: the indicative processing time (S0:L219).
    ReceivedByMinistry = "the receipt by the Ministry"
}
start! {
    /// The application was registered in OWC: the processing time of the policies (S0:L3, which names no start; that it is the
    /// registration is proposed).
    RegisteredInOwc = "the registration in OWC"
}
start! {
    /// COI Łódź received the application: the time for the certification request (S0:L237, CEP-13).
    ReceivedByCoi = "the receipt by COI Łódź"
}

/// Thirty days from a start. Deadlines of different starts are different types:
///
/// ```
/// use chancery::application::{CsrDeadline, FreeDays};
/// let deadline = CsrDeadline::from("2026-01-31".parse()?, &FreeDays::Count);
/// assert_eq!(deadline.last_day().to_string(), "2026-03-02");
/// assert!(deadline.is_open("2026-03-02".parse()?));
/// # Ok::<(), chancery::application::DateError>(())
/// ```
///
/// ```compile_fail,E0308
/// # use chancery::application::{CsrDeadline, FreeDays, ProcessingDeadline};
/// fn over(deadline: ProcessingDeadline) {}
/// over(CsrDeadline::from("2026-01-31".parse().unwrap(), &FreeDays::Count));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Deadline<S: Start> {
    start: Date,
    last_day: Date,
    of: PhantomData<fn() -> S>,
}

/// The indicative time from the receipt by the Ministry (S0:L219, CEP-01).
pub type ProcessingDeadline = Deadline<ReceivedByMinistry>;
/// The processing time of every certification policy (S0:L3, CEP-01).
pub type PolicyDeadline = Deadline<RegisteredInOwc>;
/// The time for the certification request (S0:L237, CEP-13).
pub type CsrDeadline = Deadline<ReceivedByCoi>;

/// What becomes of a deadline whose last day is free.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "it moves or it does not")]
pub enum FreeDays {
    /// They count as any other: off unless the host says otherwise (domain §5.3 point 4).
    Count,
    /// The deadline ends on the next day that is neither a Saturday, nor a Sunday, nor one of these holidays.
    Pass(BTreeSet<Date>),
}

impl<S: Start> Deadline<S> {
    /// Days after the day of the event.
    pub const DAYS: u8 = 30;

    /// The deadline that starts on this day, which does not count.
    #[must_use]
    pub fn from(start: Date, free: &FreeDays) -> Self {
        let counted = start.later(Self::DAYS);
        let last_day = match free {
            FreeDays::Count => counted,
            FreeDays::Pass(holidays) => next_working_day(counted, holidays),
        };
        Self { start, last_day, of: PhantomData }
    }

    /// The day of the event.
    #[must_use]
    pub const fn start(&self) -> Date {
        self.start
    }

    /// The last day, which ends at 24:00 in Warsaw.
    #[must_use]
    pub const fn last_day(&self) -> Date {
        self.last_day
    }

    /// Whether something done on this day is in time.
    #[must_use]
    pub fn is_open(&self, day: Date) -> bool {
        day <= self.last_day
    }
}

/// The day itself, or the first after it that is not free; a list of a month of holidays is passed and no more.
fn next_working_day(day: Date, holidays: &BTreeSet<Date>) -> Date {
    let is_free = |day: &Date| day.is_weekend() || holidays.contains(day);
    (0..=MOST_FREE_DAYS).map(|days| day.later(days)).find(|day| !is_free(day)).unwrap_or(day)
}

/// More than any run of free days in a calendar.
const MOST_FREE_DAYS: u8 = 31;

impl<S: Start> fmt::Display for Deadline<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "24:00 on {}, {} days from {} on {}", self.last_day, Self::DAYS, S::NAME, self.start)
    }
}

impl<S: Start> fmt::Debug for Deadline<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Deadline({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn last(start: &str) -> String {
        CsrDeadline::from(date(start), &FreeDays::Count).last_day().to_string()
    }

    #[test]
    fn the_day_of_the_event_is_not_counted() {
        assert_eq!(last("2026-11-01"), "2026-12-01");
        let deadline = CsrDeadline::from(date("2026-11-01"), &FreeDays::Count);
        assert!(deadline.is_open(date("2026-12-01")));
        assert!(!deadline.is_open(date("2026-12-02")));
    }

    #[test]
    fn thirty_days_from_31_january_end_in_march() {
        assert_eq!(last("2026-01-31"), "2026-03-02");
        assert_eq!(last("2028-01-31"), "2028-03-01", "a leap year");
        assert_eq!(last("2026-12-31"), "2027-01-30", "over the end of a year");
    }

    #[test]
    fn free_days_count_unless_the_host_says_otherwise() {
        // 2026-12-26, a Saturday and a holiday, is the last day from 2026-11-26.
        assert_eq!(last("2026-11-26"), "2026-12-26");
        let moved = |holidays: &[&str]| {
            let free = FreeDays::Pass(holidays.iter().map(|day| date(day)).collect());
            CsrDeadline::from(date("2026-11-26"), &free).last_day().to_string()
        };
        assert_eq!(moved(&[]), "2026-12-28", "Saturday and Sunday pass");
        assert_eq!(moved(&["2026-12-28"]), "2026-12-29", "and a holiday after them");
    }

    #[test]
    fn a_calendar_without_working_days_moves_nothing() {
        let every: BTreeSet<Date> = (0..=200).map(|days| date("2026-11-01").later(days)).collect();
        let deadline = CsrDeadline::from(date("2026-11-26"), &FreeDays::Pass(every));
        assert_eq!(deadline.last_day(), date("2026-12-26"));
    }

    #[test]
    fn each_says_what_started_it() {
        let day = date("2026-11-01");
        let (a, b, c) = (
            ProcessingDeadline::from(day, &FreeDays::Count),
            PolicyDeadline::from(day, &FreeDays::Count),
            CsrDeadline::from(day, &FreeDays::Count),
        );
        assert_eq!(a.to_string(), "24:00 on 2026-12-01, 30 days from the receipt by the Ministry on 2026-11-01");
        assert_eq!(b.to_string(), "24:00 on 2026-12-01, 30 days from the registration in OWC on 2026-11-01");
        assert_eq!(c.to_string(), "24:00 on 2026-12-01, 30 days from the receipt by COI Łódź on 2026-11-01");
    }
}
