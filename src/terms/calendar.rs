//! Civil dates: strict reading and writing, month arithmetic with a declared rounding, working days.
//!
//! **Owns** everything that is known of the (proleptic Gregorian) calendar; chrono does the day counting.
//! **Must not know** clocks and time zones.

mod civil;

use self::civil::March;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

use crate::terms::interval::Interval;
use crate::terms::spelling;

/// A day of the calendar from 0001-01-01 to 9999-12-31.
///
/// # Examples
///
/// ```
/// use dovidka::terms::calendar::Date;
/// let leap_day: Date = "2024-02-29".parse()?;
/// assert_eq!(leap_day.to_string(), "2024-02-29");
/// assert!("2023-02-29".parse::<Date>().is_err());
/// assert!("2024-2-9".parse::<Date>().is_err());
/// # Ok::<(), dovidka::terms::calendar::BadDate>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "i32", try_from = "i32")]
pub struct Date(NaiveDate);

impl From<Date> for i32 {
    fn from(date: Date) -> Self {
        date.number()
    }
}

impl TryFrom<i32> for Date {
    type Error = &'static str;

    fn try_from(number: i32) -> Result<Self, Self::Error> {
        Self::from_number(number).ok_or("want the number of a day from 0001-01-01 to 9999-12-31")
    }
}

/// A text that is no date, or a day that the calendar does not have.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{text}` is not a date ({problem})")]
pub struct BadDate {
    /// The text as it was given.
    pub text: String,
    /// What is wrong with it, and what was expected.
    pub problem: &'static str,
}

/// The day number before the first and after the last supported day: "past the calendar".
const BEFORE_ALL: i32 = 0;
const AFTER_ALL: i32 = 3_652_060;

/// The day numbers of all supported days: 1 is 0001-01-01, 3652059 is 9999-12-31.
pub const ALL_DAYS: Interval = Interval { low: BEFORE_ALL + 1, high: AFTER_ALL - 1 };

impl Date {
    /// The day of a year, month and day; nothing if the calendar has no such day.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        (1..=9999).contains(&year).then(|| NaiveDate::from_ymd_opt(year, month, day))?.map(Self)
    }

    /// The day with this number (0001-01-01 is 1); nothing outside the supported years.
    #[must_use]
    pub fn from_number(number: i32) -> Option<Self> {
        let is_supported = (ALL_DAYS.low..=ALL_DAYS.high).contains(&number);
        is_supported.then(|| NaiveDate::from_num_days_from_ce_opt(number))?.map(Self)
    }

    /// The number of this day, counted from 0001-01-01 as 1.
    #[must_use]
    pub fn number(self) -> i32 {
        self.0.num_days_from_ce()
    }

    /// Year, month (1 to 12) and day of the month.
    #[must_use]
    pub fn parts(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// Whether this day is a Saturday or a Sunday.
    #[must_use]
    pub fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), Weekday::Sat | Weekday::Sun)
    }

    /// Whole days from `earlier` to this day; negative if `earlier` is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i32 {
        self.number() - earlier.number()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

impl std::str::FromStr for Date {
    type Err = BadDate;

    fn from_str(text: &str) -> Result<Self, BadDate> {
        one_day(text, read_strictly(text)?)
    }
}

impl Date {
    /// Reads one day as a person writes it.
    ///
    /// # Errors
    ///
    /// [`BadDate`] names the text and what was expected.
    pub fn read(text: &str) -> Result<Self, BadDate> {
        one_day(text, read_date(text)?)
    }
}

fn one_day(text: &str, days: Interval) -> Result<Date, BadDate> {
    let problem = "want one day, such as 2027-03-01";
    let number = days.known().ok_or_else(|| BadDate { text: text.into(), problem })?;
    Ok(Date::from_number(number).expect("a date that is read lies in the calendar"))
}

/// Adds the day with this number as [`Date`] writes it: ten characters.
///
/// # Panics
///
/// If the number is outside [`ALL_DAYS`].
///
/// # Examples
///
/// ```
/// use dovidka::terms::calendar::{Date, write_day};
/// let day: Date = "2024-02-29".parse()?;
/// let mut out = Vec::new();
/// write_day(day.number(), &mut out);
/// assert_eq!(out, b"2024-02-29");
/// # Ok::<(), dovidka::terms::calendar::BadDate>(())
/// ```
pub fn write_day(number: i32, out: &mut Vec<u8>) {
    assert!((ALL_DAYS.low..=ALL_DAYS.high).contains(&number), "{number} is no day");
    let (year, month, day) = civil::parts(number);
    let digit = |number: i32| b"0123456789"[usize::try_from(number % 10).unwrap_or(0)];
    out.extend_from_slice(&[
        digit(year / 1000),
        digit(year / 100),
        digit(year / 10),
        digit(year),
        b'-',
        digit(month / 10),
        digit(month),
        b'-',
        digit(day / 10),
        digit(day),
    ]);
}

/// Reads a day, a month or a year as a person writes it (see [`spelling::date`]) as the days that it may be.
///
/// # Errors
///
/// [`BadDate`] names the text and what was expected.
///
/// # Examples
///
/// ```
/// use dovidka::terms::calendar::read_date;
/// let september = read_date("2027-09")?;
/// assert_eq!(september.high - september.low + 1, 30);
/// assert_eq!(read_date("1.3.2027")?, read_date("2027-03-01")?);
/// assert_eq!(read_date("березень 2027")?, read_date("2027-03")?);
/// # Ok::<(), dovidka::terms::calendar::BadDate>(())
/// ```
pub fn read_date(text: &str) -> Result<Interval, BadDate> {
    read_strictly(text).or_else(|bad| match spelling::date(text) {
        Ok(plain) if plain != text => {
            read_strictly(&plain).map_err(|bad| BadDate { text: text.into(), ..bad })
        }
        Ok(_) => Err(bad),
        Err(problem) => Err(BadDate { text: text.into(), problem }),
    })
}

/// Reads a day (`2027-03-01` or `01.03.2027`), a month (`2027-03`) or a year (`2027`) as the days that it may be.
///
/// Digits must be complete: `2027-3-1` is refused, and so are blanks and signs.
fn read_strictly(text: &str) -> Result<Interval, BadDate> {
    let bad = |problem| BadDate { text: text.into(), problem };
    let wanted = "want a date such as 2027-03-01 or 01.03.2027, a month 2027-03 or a year 2027";
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| digits(&bytes[from..to]);
    let (year, month, day) = match bytes {
        [_, _, _, _] => (number(0, 4), None, None),
        [_, _, _, _, b'-', _, _] => (number(0, 4), Some(number(5, 7)), None),
        [_, _, _, _, b'-', _, _, b'-', _, _] => {
            (number(0, 4), Some(number(5, 7)), Some(number(8, 10)))
        }
        [_, _, b'.', _, _, b'.', _, _, _, _] => {
            (number(6, 10), Some(number(3, 5)), Some(number(0, 2)))
        }
        _ => return Err(bad(wanted)),
    };
    let year =
        year.filter(|_| month != Some(None) && day != Some(None)).ok_or_else(|| bad(wanted))?;
    let (month, day) = (month.flatten(), day.flatten());
    if year == 0 {
        return Err(bad("years run from 0001 to 9999"));
    }
    if month.is_some_and(|month| !(1..=12).contains(&month)) {
        return Err(bad("a month is 01 to 12"));
    }
    let (first, last) = (month.unwrap_or(1), month.unwrap_or(12));
    let end = civil::days_in(year, last);
    if day.is_some_and(|day| !(1..=end).contains(&day)) {
        return Err(bad("the calendar has no such day"));
    }
    Ok(Interval {
        low: civil::number(year, first, day.unwrap_or(1)),
        high: civil::number(year, last, day.unwrap_or(end)),
    })
}

/// The number that digits write; nothing if one of them is none.
fn digits(bytes: &[u8]) -> Option<i32> {
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| i32::from(byte - b'0'));
    bytes.iter().try_fold(0, |number, byte| Some(number * 10 + digit(byte)?))
}

/// What a day that does not exist becomes, such as 31 January + 1 month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// The last day of the month that was reached.
    LastDayOfMonth,
    /// The first day of the month after it.
    FirstDayOfNextMonth,
}

/// What a period is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// Calendar days.
    Days,
    /// Monday to Friday. Public holidays count as working days, so that a last day is never too late.
    WorkingDays,
    /// Calendar months, never 30-day blocks.
    Months,
}

/// Moves the day numbered `day` by `amount` units; a negative amount moves back.
///
/// A result outside the supported years becomes one of two numbers that are no day
/// ([`Date::from_number`] gives nothing for them), so that order is kept.
///
/// # Examples
///
/// ```
/// use dovidka::terms::calendar::{Date, Rounding, Unit, shift};
/// let end_of_january = "2024-01-31".parse::<Date>()?.number();
/// let moved = shift(end_of_january, 1, Unit::Months, Rounding::LastDayOfMonth);
/// assert_eq!(Date::from_number(moved), Some("2024-02-29".parse()?));
/// # Ok::<(), dovidka::terms::calendar::BadDate>(())
/// ```
#[must_use]
#[inline]
pub fn shift(day: i32, amount: i32, unit: Unit, rounding: Rounding) -> i32 {
    let beyond = if amount < 0 { BEFORE_ALL } else { AFTER_ALL };
    if !(ALL_DAYS.low..=ALL_DAYS.high).contains(&day) {
        return day.clamp(BEFORE_ALL, AFTER_ALL);
    }
    match unit {
        Unit::Days => day.saturating_add(amount).clamp(BEFORE_ALL, AFTER_ALL),
        Unit::Months => add_months(day, amount, rounding).unwrap_or(beyond),
        Unit::WorkingDays => {
            let moved = Date::from_number(day).and_then(|start| add_working_days(start, amount));
            moved.map_or(beyond, Date::number)
        }
    }
}

fn add_months(day: i32, amount: i32, rounding: Rounding) -> Option<i32> {
    let mut moved = March::of(day).plus_months(amount)?;
    let last = moved.days_in_month();
    let is_missing = moved.day > last && rounding == Rounding::FirstDayOfNextMonth;
    moved.day = moved.day.min(last);
    let number = moved.number();
    (ALL_DAYS.low..=ALL_DAYS.high).contains(&number).then_some(number + i32::from(is_missing))
}

/// Counts Mondays to Fridays after (or before) `start`, in whole weeks first.
fn add_working_days(start: Date, amount: i32) -> Option<Date> {
    let step = |date: NaiveDate| {
        if amount < 0 { date.pred_opt() } else { date.checked_add_days(Days::new(1)) }
    };
    let (weeks, mut left) = (amount / 5, (amount % 5).abs());
    let mut day = start.0;
    // No working day after a day is the first one on or after it.
    while amount == 0 && Date(day).is_weekend() {
        day = step(day)?;
    }
    while left == 0 && weeks != 0 && Date(day).is_weekend() {
        day = if amount < 0 { day.checked_add_days(Days::new(1))? } else { day.pred_opt()? };
    }
    day = Date::from_number(Date(day).number().checked_add(weeks.checked_mul(7)?)?)?.0;
    while left > 0 {
        day = step(day)?;
        left -= i32::from(!Date(day).is_weekend());
    }
    Date::from_number(Date(day).number())
}

/// Full years from the day numbered `born` to the day numbered `on`; negative before birth.
///
/// A year is full on the day `born + N years` under `rounding`: born on 29 February,
/// one turns 18 on 28 February or on 1 March.
#[must_use]
pub fn age(born: i32, on: i32, rounding: Rounding) -> i32 {
    let year = |day: i32| match day {
        ..=BEFORE_ALL => 0,
        AFTER_ALL.. => 10_000,
        day => civil::parts(day).0,
    };
    let years = year(on) - year(born);
    if shift(born, years.saturating_mul(12), Unit::Months, rounding) <= on {
        years
    } else {
        years - 1
    }
}
