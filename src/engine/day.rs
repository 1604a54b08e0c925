//! The days of an action: each is a day, or the days between which it lies while facts are missing.

use crate::terms::calendar::{ALL_DAYS, Date};
use crate::terms::holidays::Holidays;
use crate::terms::interval::Interval;

/// Whether an action can be done on the as-of date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Its last day has certainly passed; it stays the day it was.
    Passed,
    /// Its first day has come, and its last has not certainly passed.
    Open,
    /// It is not certain that its first day has come.
    Later,
    /// It was done, and need not be done again.
    Done,
}

impl State {
    /// Its word in cases and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Open => "open",
            Self::Later => "later",
            Self::Done => "done",
        }
    }
}

/// A day that a sentence gives, or the days between which it lies while facts are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    days: Interval,
    is_bounded: bool,
}

impl Day {
    /// Days that lie further apart than this, in days, say nothing to a person: two years.
    pub const WIDEST: i32 = 2 * 366;

    /// The day between the first and the last of these day numbers; what lies past the calendar is its first or last.
    /// It is bounded if what was told says between which days it lies.
    pub(crate) fn between(days: Interval, is_bounded: bool) -> Self {
        let day = |number: i32| number.clamp(ALL_DAYS.low, ALL_DAYS.high);
        let is_bounded = days.is_known() || is_bounded && days.high - days.low <= Self::WIDEST;
        Self { days: Interval { low: day(days.low), high: day(days.high) }, is_bounded }
    }

    /// The day between two days.
    #[must_use]
    pub fn from_dates(earliest: Date, latest: Date) -> Self {
        Self::between(Interval::between(earliest.number(), latest.number()), true)
    }

    /// The numbers of the days between which it lies.
    #[must_use]
    pub const fn numbers(self) -> Interval {
        self.days
    }

    /// The earliest that it may be.
    #[must_use]
    pub fn earliest(self) -> Date {
        date(self.days.low)
    }

    /// The latest that it may be.
    #[must_use]
    pub fn latest(self) -> Date {
        date(self.days.high)
    }

    /// The day, if only one is possible.
    #[must_use]
    pub fn known(self) -> Option<Date> {
        self.days.known().map(date)
    }

    /// Whether what was told says nothing of between which days it lies, or so little that it says nothing to a person.
    #[must_use]
    pub const fn is_anywhere(self) -> bool {
        !self.is_bounded
    }

    /// The number of the day to keep to: the earliest that is possible and not over, or the last if all are over.
    ///
    /// `None` if the day may be [anywhere](Self::is_anywhere).
    #[must_use]
    pub fn number_to_keep(self, on: i32) -> Option<i32> {
        self.is_bounded.then(|| self.days.low.max(on).min(self.days.high))
    }

    /// The day to keep to, as [`Day::number_to_keep`] finds it.
    #[must_use]
    pub fn to_keep(self, on: Date) -> Option<Date> {
        self.number_to_keep(on.number()).map(date)
    }
}

impl Day {
    /// Moved back to the last day that is no Saturday, Sunday or holiday; if that is over on `on` and the day itself is
    /// not, the next such day.
    pub(crate) fn on_working_days(self, holidays: &Holidays, on: Date) -> Self {
        let open = |date: Date| {
            let last = holidays.last_working_day(date);
            if last < on && date >= on { holidays.next_working_day(on) } else { last }
        };
        let day = Self::from_dates(open(self.earliest()), open(self.latest()));
        Self { is_bounded: self.is_bounded, ..day }
    }
}

impl PartialOrd for Day {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Day {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.days.low, self.days.high).cmp(&(other.days.low, other.days.high))
    }
}

fn date(number: i32) -> Date {
    Date::from_number(number).expect("a `Day` lies in the calendar")
}
