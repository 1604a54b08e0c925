//! Opening hours of an office, in OpenStreetMap's notation: whether it is open, and on which days.
//!
//! **Owns** which part of the notation is accepted. The library `opening-hours` reads all of it and answers
//! where there is no answer: `sunrise-sunset` is 07:00 to 19:00, `"by appointment"` is day and night, and
//! `Feb 30` is every day. Whatever would have to be guessed is refused here; the rest is left to the library.
//! **Must not know** packs, the clock, or time zones: local time and public holidays are arguments.

use crate::terms::calendar::Date;
use chrono::NaiveDate;
use compact_calendar::CompactCalendar;
use opening_hours::schedule::TimeRange;
use opening_hours::{Context, ContextHolidays, OpeningHours, RuleKind};
use opening_hours_syntax::Parser;
use opening_hours_syntax::rules::RuleSequence;
use opening_hours_syntax::rules::day::{
    self, DateOffset, HolidayKind, MonthdayRange, WeekDayRange,
};
use opening_hours_syntax::rules::time::{Time, TimeSpan};
use std::fmt;
use std::sync::Arc;
use thiserror::Error;

/// How many days ahead [`Hours::state`] looks for a change.
pub const LOOK_AHEAD: i32 = 366;
/// How many days back [`Hours::last_open_day`] looks for an open day.
pub const LOOK_BACK: i32 = 60;
/// The longest text that is read, in bytes.
const LONGEST: usize = 255;

/// Opening hours that can be decided for every minute of every day.
///
/// # Examples
///
/// ```
/// use dovidka::terms::hours::Hours;
/// let hours = Hours::parse("Mo-Th 09:00-18:00; Fr 09:00-17:10")?;
/// assert!(hours.is_open_on("2026-11-27".parse()?, &[]), "a Friday");
/// assert!(!hours.is_open_on("2026-11-28".parse()?, &[]), "a Saturday");
/// assert!(Hours::parse("Mo-Fr 9-18").is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    text: String,
    rules: OpeningHours,
}

/// A day and the minutes since its midnight, in the time zone of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LocalTime {
    /// The day.
    pub date: Date,
    /// Minutes since midnight; 1440 is the next midnight.
    pub minutes: u16,
}

/// Whether an office is open at some time, and until when that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// Whether it is open.
    pub is_open: bool,
    /// When it closes if it is open, when it opens next if it is closed; `None` if not within a year.
    pub changes: Option<LocalTime>,
}

/// A text that is not opening hours, or that leaves open when the office is open.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{text}` is not opening hours ({problem})")]
pub struct BadHours {
    /// The text as it was given, or its beginning.
    pub text: String,
    /// What is wrong with it, and what was expected.
    pub problem: &'static str,
}

/// Says what is wrong with opening hours, for the check of a pack.
///
/// # Errors
///
/// The message of [`BadHours`].
///
/// # Examples
///
/// ```
/// use dovidka::terms::hours::check;
/// assert!(check("Mo-Fr 09:00-13:00,14:00-18:00; PH off").is_ok());
/// assert!(check("Mo-Fr sunrise-sunset").unwrap_err().contains("times with an end, such as `09:00-18:00`"));
/// ```
pub fn check(text: &str) -> Result<(), String> {
    Hours::parse(text).map(|_| ()).map_err(|problem| problem.to_string())
}

impl Hours {
    /// Reads opening hours: weekdays, months, days of a month, weeks and years, `PH`, `off`, and `24/7`.
    ///
    /// # Errors
    ///
    /// [`BadHours`] if the text is not in OpenStreetMap's notation, has an abbreviation in the wrong case, is
    /// longer than 255 bytes, or uses what only a person can decide: comments, `unknown`, `sunrise`, times
    /// without an end, school holidays, Easter, or days that not every year has.
    pub fn parse(text: &str) -> Result<Self, BadHours> {
        let bad = |problem| BadHours { text: text.chars().take(60).collect(), problem };
        if text.len() > LONGEST {
            return Err(bad("want at most 255 bytes"));
        }
        // A public holiday is closed unless the text says what holds on it.
        let holidays = if text.contains("PH") { "" } else { "; PH off" };
        let mut is_well_spelt = true;
        let mut parser = Parser::default().with_warning_handler(|_| is_well_spelt = false);
        let rules = OpeningHours::parse_with(&mut parser, &[text, holidays].concat());
        let rules =
            rules.map_err(|_| bad("want OpenStreetMap’s notation, such as `Mo-Fr 09:00-18:00`"))?;
        if !is_well_spelt {
            return Err(bad("want `Mo` to `Su`, `Jan` to `Dec`, `PH` and `off` spelt like that"));
        }
        match rules.get_expression().rules.iter().find_map(undecided) {
            Some(problem) => Err(bad(problem)),
            None => Ok(Self { text: text.into(), rules }),
        }
    }

    /// Whether the office is open at a time, and when that changes.
    ///
    /// A day of `holidays` is closed, unless the text speaks of `PH`.
    ///
    /// # Examples
    ///
    /// ```
    /// use dovidka::terms::hours::{Hours, LocalTime};
    /// let hours = Hours::parse("Mo-Th 09:00-18:00; Fr 09:00-17:10")?;
    /// let friday_evening = LocalTime { date: "2026-11-27".parse()?, minutes: 17 * 60 + 10 };
    /// let state = hours.state(friday_evening, &[]);
    /// assert!(!state.is_open);
    /// assert_eq!(state.changes, Some(LocalTime { date: "2026-11-30".parse()?, minutes: 9 * 60 }));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn state(&self, at: LocalTime, holidays: &[Date]) -> State {
        let rules = self.with(holidays);
        let days = (0..=LOOK_AHEAD).filter_map(|day| Date::from_number(at.date.number() + day));
        // Day by day, because the library's `next_change` takes `Mo-Fr 00:00-24:00 || off` for constant.
        let ranges = days.flat_map(|date| schedule(&rules, date).map(move |range| (date, range)));
        let mut ranges = ranges.skip_while(|(date, TimeRange { range, .. })| {
            *date == at.date && range.end.mins_from_midnight() <= at.minutes
        });
        let is_open = ranges.next().is_some_and(|(_, now)| now.kind == RuleKind::Open);
        let change = ranges.find(|(_, later)| (later.kind == RuleKind::Open) != is_open);
        let changes = change.map(|(date, TimeRange { range, .. })| LocalTime {
            date,
            minutes: range.start.mins_from_midnight(),
        });
        State { is_open, changes }
    }

    /// Whether the office is open at any time of a day.
    ///
    /// A day of `holidays` is closed, unless the text speaks of `PH`. Days before 1900 are closed.
    #[must_use]
    pub fn is_open_on(&self, date: Date, holidays: &[Date]) -> bool {
        has_open_time(&self.with(holidays), date)
    }

    /// The last open day up to `by`, itself included; `None` if there is none in the 60 days before it.
    ///
    /// # Examples
    ///
    /// ```
    /// use dovidka::terms::hours::Hours;
    /// let hours = Hours::parse("Mo-Fr 09:00-18:00")?;
    /// let new_year = ["2027-01-01".parse()?];
    /// assert_eq!(hours.last_open_day("2027-01-03".parse()?, &[]), Some("2027-01-01".parse()?));
    /// assert_eq!(hours.last_open_day("2027-01-03".parse()?, &new_year), Some("2026-12-31".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn last_open_day(&self, by: Date, holidays: &[Date]) -> Option<Date> {
        let rules = self.with(holidays);
        (0..=LOOK_BACK)
            .map_while(|days| Date::from_number(by.number() - days))
            .find(|date| has_open_time(&rules, *date))
    }

    /// The rules, with the days that are public holidays.
    fn with(&self, holidays: &[Date]) -> OpeningHours {
        let mut public = CompactCalendar::default();
        for date in holidays {
            public.insert(naive(*date));
        }
        let known = ContextHolidays::new(Arc::new(public), Arc::default());
        self.rules.clone().with_context(Context::default().with_holidays(known))
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// A day from midnight to midnight, in ranges that are open or closed.
fn schedule(rules: &OpeningHours, date: Date) -> impl Iterator<Item = TimeRange> {
    rules.schedule_at(naive(date)).into_iter()
}

fn has_open_time(rules: &OpeningHours, date: Date) -> bool {
    schedule(rules, date).any(|range| range.kind == RuleKind::Open)
}

fn naive(date: Date) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(date.number()).expect("chrono has every day of `Date`")
}

/// Why one rule cannot be decided for every minute, or would be read wrongly.
fn undecided(rule: &RuleSequence) -> Option<&'static str> {
    if !rule.comment.is_empty() || rule.kind == RuleKind::Unknown {
        return Some("want no comments and no `unknown`: they leave open when it is open");
    }
    let days = &rule.day_selector;
    if days.monthday.iter().any(is_odd_day) {
        return Some("want months, or days that every year has, such as `Dec 31`");
    }
    if days.weekday.iter().any(is_odd_weekday) {
        return Some("want weekdays or `PH`, without school holidays and offsets");
    }
    if rule.time_selector.spans.iter().any(is_odd_time) {
        return Some("want times with an end, such as `09:00-18:00`");
    }
    None
}

fn is_odd_day(range: &MonthdayRange) -> bool {
    let is_odd = |(date, offset): &(day::Date, DateOffset)| match date {
        day::Date::Fixed { year, month, day } => {
            // A year without a leap day, unless the rule names one.
            let year = year.map_or(2023, |year| year.0);
            let exists = Date::new(year, *month as u32, u32::from(*day)).is_some();
            !exists || *offset != DateOffset::default()
        }
        _ => true,
    };
    match range {
        MonthdayRange::Month { .. } => false,
        MonthdayRange::Date { start, end } => is_odd(start) || is_odd(end),
    }
}

fn is_odd_weekday(range: &WeekDayRange) -> bool {
    match range {
        WeekDayRange::Fixed { offset, .. } => *offset != 0,
        WeekDayRange::Holiday { kind, offset } => *kind != HolidayKind::Public || *offset != 0,
    }
}

fn is_odd_time(span: &TimeSpan) -> bool {
    match (span.range.start, span.range.end) {
        (Time::Fixed(_), Time::Fixed(_)) => span.open_end || span.repeats.is_some(),
        _ => true,
    }
}
