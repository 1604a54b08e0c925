//! Opening hours of an office, in OpenStreetMap's notation: whether it is open, and on which days.
//!
//! **Owns** which part of the notation is accepted. The library `opening-hours` reads all of it and answers
//! where there is no answer: `sunrise-sunset` is 07:00 to 19:00, `"by appointment"` is day and night, and
//! `Feb 30` is every day. Whatever would have to be guessed is refused here.
//! **Must not know** packs, the clock, or time zones: local time and public holidays are arguments.

use crate::terms::calendar::Date;
use crate::terms::week::Week;
use chrono::NaiveDate;
use compact_calendar::CompactCalendar;
use opening_hours::{Context, ContextHolidays, OpeningHours, RuleKind};
use opening_hours_syntax::ExtendedTime;
use opening_hours_syntax::Parser;
use opening_hours_syntax::rules::RuleSequence;
use opening_hours_syntax::rules::day::{
    self, DateOffset, HolidayKind, MonthdayRange, WeekDayRange,
};
use opening_hours_syntax::rules::time::{Time, TimeSpan};
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use thiserror::Error;

/// The longest text that is read, in bytes.
const LONGEST: usize = 255;
/// How many days ahead [`Hours::state`] looks for a change.
const LOOK_AHEAD: i32 = 366;
/// How many days back [`Hours::last_open_day`] looks for an open day.
const LOOK_BACK: i32 = 60;
const MINUTES_OF_A_DAY: u16 = 24 * 60;

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
    rules: Rules,
    /// Whether the text itself says what holds on public holidays (`PH`).
    names_holidays: bool,
}

/// What the text says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Rules {
    /// The same every week.
    Week(Week),
    /// Whatever the library has read.
    Any(OpeningHours),
}

/// A day and the minutes since its midnight, in the time zone of the office; 1440 minutes and more are its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LocalTime {
    /// The day.
    pub date: Date,
    /// Minutes since midnight.
    pub minutes: u16,
}

/// Whether an office is open at some time, and until when that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// Whether it is open.
    pub is_open: bool,
    /// When it closes if it is open, when it opens next if it is closed; nothing if not within a year.
    pub changes: Option<LocalTime>,
}

/// A text that is no opening hours, or that leaves open when the office is open.
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
        match Week::read(text).filter(|_| text.len() <= LONGEST) {
            Some(week) => {
                Ok(Self { text: text.into(), rules: Rules::Week(week), names_holidays: false })
            }
            None => Self::parse_any(text),
        }
    }

    fn parse_any(text: &str) -> Result<Self, BadHours> {
        let bad = |problem| BadHours { text: text.chars().take(60).collect(), problem };
        if text.len() > LONGEST {
            return Err(bad("want at most 255 bytes"));
        }
        let mut is_well_spelt = true;
        let mut parser = Parser::default().with_warning_handler(|_| is_well_spelt = false);
        let rules = OpeningHours::parse_with(&mut parser, text);
        let rules =
            rules.map_err(|_| bad("want OpenStreetMap’s notation, such as `Mo-Fr 09:00-18:00`"))?;
        if !is_well_spelt {
            return Err(bad("want `Mo` to `Su`, `Jan` to `Dec`, `PH` and `off` spelt like that"));
        }
        let expression = rules.get_expression();
        if let Some(problem) = expression.rules.iter().find_map(undecided) {
            return Err(bad(problem));
        }
        let is_holiday = |range: &WeekDayRange| matches!(range, WeekDayRange::Holiday { .. });
        let names_holidays =
            expression.rules.iter().any(|rule| rule.day_selector.weekday.iter().any(is_holiday));
        Ok(Self { text: text.into(), rules: Rules::Any(rules), names_holidays })
    }

    /// Whether the office is open at a time, and when that changes.
    ///
    /// Only what is surely open counts as open. A day of `holidays` is closed, unless the text speaks of `PH`.
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
        let hours = self.with(holidays);
        let is_open =
            hours.spans(at.date).iter().any(|(from, to)| (*from..*to).contains(&at.minutes));
        let days = (0..=LOOK_AHEAD).filter_map(|day| Date::from_number(at.date.number() + day));
        let changes = days.into_iter().find_map(|date| {
            let first = if date == at.date { at.minutes } else { 0 };
            let minutes = hours.first_minute(date, first, !is_open)?;
            Some(LocalTime { date, minutes })
        });
        State { is_open, changes }
    }

    /// Whether the office is open at any time of a day.
    ///
    /// A day of `holidays` is closed, unless the text speaks of `PH`. Days before 1900 are closed.
    #[must_use]
    pub fn is_open_on(&self, date: Date, holidays: &[Date]) -> bool {
        !self.with(holidays).spans(date).is_empty()
    }

    /// The last open day up to `by`, itself included; nothing if there is none in the 60 days before it.
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
        let hours = self.with(holidays);
        (0..=LOOK_BACK)
            .map_while(|day| Date::from_number(by.number() - day))
            .find(|date| !hours.spans(*date).is_empty())
    }

    fn with<'a>(&'a self, holidays: &'a [Date]) -> HolidayHours<'a> {
        let closed = if self.names_holidays { &[] } else { holidays };
        let Rules::Any(rules) = &self.rules else {
            return HolidayHours { rules: Cow::Borrowed(&self.rules), closed };
        };
        let mut public = CompactCalendar::default();
        for date in holidays {
            public.insert(naive(*date));
        }
        let known = ContextHolidays::new(Arc::new(public), Arc::default());
        let rules = rules.clone().with_context(Context::default().with_holidays(known));
        HolidayHours { rules: Cow::Owned(Rules::Any(rules)), closed }
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// Opening hours that know which days are public holidays.
struct HolidayHours<'a> {
    rules: Cow<'a, Rules>,
    closed: &'a [Date],
}

impl HolidayHours<'_> {
    /// When the office is open on a day: minutes since midnight, the second not included; in order.
    fn spans(&self, date: Date) -> Vec<(u16, u16)> {
        if self.closed.contains(&date) {
            return Vec::new();
        }
        let minutes = |time: ExtendedTime| time.mins_from_midnight().min(MINUTES_OF_A_DAY);
        let rules = match &*self.rules {
            Rules::Week(week) => return week.on(date).to_vec(),
            Rules::Any(rules) => rules,
        };
        rules
            .schedule_at(naive(date))
            .into_iter()
            .filter(|range| range.kind == RuleKind::Open)
            .map(|range| (minutes(range.range.start), minutes(range.range.end)))
            .collect()
    }

    /// The first minute of a day, `from` or later, at which it is open (or closed).
    fn first_minute(&self, date: Date, from: u16, open: bool) -> Option<u16> {
        let spans = self.spans(date);
        if open {
            return spans.iter().find(|(_, to)| *to > from).map(|(start, _)| from.max(*start));
        }
        let mut minute = from;
        for (start, to) in spans {
            if (start..to).contains(&minute) {
                minute = to;
            }
        }
        (minute < MINUTES_OF_A_DAY).then_some(minute)
    }
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

#[cfg(test)]
mod tests {
    use super::{Hours, LocalTime, Week, check};
    use crate::terms::calendar::Date;
    use proptest::prelude::*;

    const EMBASSY: &str = "Mo-Th 09:00-18:00; Fr 09:00-17:10";
    const LUNCH: &str = "Mo-Fr 09:00-13:00,14:00-18:00";

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// A time such as `2026-11-27 17:10`.
    fn time(text: &str) -> LocalTime {
        let (day, clock) = text.split_once(' ').unwrap();
        let (hour, minute) = clock.split_once(':').unwrap();
        let minutes = hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap();
        LocalTime { date: date(day), minutes }
    }

    #[test]
    fn an_office_is_open_until_it_closes_and_closed_until_it_opens() {
        let table = [
            // hours, local time (2026-11-23 is a Monday), open, when that changes
            (EMBASSY, "2026-11-23 08:59", false, "2026-11-23 09:00"),
            (EMBASSY, "2026-11-23 09:00", true, "2026-11-23 18:00"),
            (EMBASSY, "2026-11-23 17:59", true, "2026-11-23 18:00"),
            (EMBASSY, "2026-11-23 18:00", false, "2026-11-24 09:00"),
            (EMBASSY, "2026-11-27 17:09", true, "2026-11-27 17:10"), // Friday
            (EMBASSY, "2026-11-27 17:10", false, "2026-11-30 09:00"),
            (EMBASSY, "2026-11-28 12:00", false, "2026-11-30 09:00"), // Saturday
            (EMBASSY, "2026-11-29 23:59", false, "2026-11-30 09:00"), // Sunday
            (EMBASSY, "2026-12-31 18:00", false, "2027-01-01 09:00"), // across a year
            ("Mo-Fr 09:00-18:00", "2026-11-27 17:10", true, "2026-11-27 18:00"),
            ("Mo-Fr 09:00-18:00", "2028-02-29 08:00", false, "2028-02-29 09:00"), // leap day
            (LUNCH, "2026-11-23 12:59", true, "2026-11-23 13:00"),
            (LUNCH, "2026-11-23 13:00", false, "2026-11-23 14:00"),
            (LUNCH, "2026-11-23 14:00", true, "2026-11-23 18:00"),
            ("24/7", "2026-11-28 03:00", true, ""),
            ("off", "2026-11-23 12:00", false, ""),
            ("24/7; Su off", "2026-11-28 03:00", true, "2026-11-29 00:00"),
            ("24/7; Su off", "2026-11-29 00:00", false, "2026-11-30 00:00"),
            ("Mo-Fr 09:00-18:00; We off", "2026-11-24 18:00", false, "2026-11-26 09:00"),
            ("Mo-Fr 09:00-18:00; Dec 31 off", "2026-12-30 18:00", false, "2027-01-01 09:00"),
            ("Fr 22:00-02:00", "2026-11-28 01:59", true, "2026-11-28 02:00"), // past midnight
            ("Fr 22:00-02:00", "2026-11-27 22:00", true, "2026-11-28 02:00"),
            ("Mo[1] 10:00-12:00", "2026-11-23 10:00", false, "2026-12-07 10:00"),
            ("Jun-Aug Mo-Fr 08:00-14:00", "2026-11-23 10:00", false, "2027-06-01 08:00"),
            ("2020 Mo-Fr 09:00-18:00", "2026-11-23 10:00", false, ""), // never again
        ];
        for (hours, at, is_open, changes) in table {
            let state = Hours::parse(hours).unwrap().state(time(at), &[]);
            assert_eq!(state.is_open, is_open, "{hours} at {at}");
            let changes = (!changes.is_empty()).then(|| time(changes));
            assert_eq!(state.changes, changes, "{hours} at {at}");
        }
    }

    #[test]
    fn the_last_open_day_is_the_day_itself_or_one_before_it() {
        let table = [
            // hours, by, holidays, last open day
            (EMBASSY, "2026-11-27", &[][..], "2026-11-27"), // Friday
            (EMBASSY, "2026-11-28", &[], "2026-11-27"),     // Saturday
            (EMBASSY, "2026-11-29", &[], "2026-11-27"),     // Sunday
            (EMBASSY, "2027-01-02", &[], "2027-01-01"),
            (EMBASSY, "2027-01-02", &["2027-01-01"], "2026-12-31"), // across a year
            (EMBASSY, "2027-01-04", &["2027-01-01", "2027-01-04"], "2026-12-31"),
            (EMBASSY, "2026-11-26", &["2026-11-25"], "2026-11-26"), // a holiday before it
            ("24/7", "2026-11-29", &[], "2026-11-29"),
            ("24/7", "2026-11-29", &["2026-11-29"], "2026-11-28"),
            ("Mo-Fr 09:00-18:00; PH off", "2026-11-25", &["2026-11-25"], "2026-11-24"),
            ("Mo-Fr 09:00-18:00; PH 10:00-12:00", "2026-11-25", &["2026-11-25"], "2026-11-25"),
            ("Mo 10:00-12:00", "2026-11-29", &[], "2026-11-23"),
            ("Jan 01 10:00-12:00", "2027-03-02", &[], "2027-01-01"), // 60 days
            ("Jan 01 10:00-12:00", "2027-03-03", &[], ""),           // 61 days
            ("off", "2026-11-29", &[], ""),
            ("24/7", "0001-01-01", &[], ""), // before what the library knows
        ];
        for (hours, by, holidays, last) in table {
            let holidays: Vec<Date> = holidays.iter().map(|text| date(text)).collect();
            let hours = Hours::parse(hours).unwrap();
            let found = hours.last_open_day(date(by), &holidays);
            assert_eq!(found, (!last.is_empty()).then(|| date(last)), "{hours} by {by}");
            assert_eq!(hours.is_open_on(date(by), &holidays), last == by, "{hours} on {by}");
        }
    }

    #[test]
    fn a_holiday_is_closed_unless_the_hours_speak_of_it() {
        let holiday = [date("2026-11-25")]; // a Wednesday
        let table = [
            ("Mo-Fr 09:00-18:00", "2026-11-26 09:00"),
            ("Mo-Fr 09:00-18:00; PH off", "2026-11-26 09:00"),
            ("Mo-Fr 09:00-18:00; PH 10:00-12:00", "2026-11-25 10:00"),
        ];
        for (hours, opens) in table {
            let state = Hours::parse(hours).unwrap().state(time("2026-11-25 09:30"), &holiday);
            assert_eq!((state.is_open, state.changes), (false, Some(time(opens))), "{hours}");
        }
    }

    #[test]
    fn what_would_be_guessed_is_refused() {
        let table = [
            // text, part of the message
            ("", "such as `Mo-Fr 09:00-18:00`"),
            ("soon", "such as `Mo-Fr 09:00-18:00`"),
            ("Mo-Fr 9-18", "such as `Mo-Fr 09:00-18:00`"),
            ("Mo-Fr 09.00-18.00", "such as `Mo-Fr 09:00-18:00`"),
            ("Пн-Пт 09:00-18:00", "such as `Mo-Fr 09:00-18:00`"),
            ("Mo-Fr 09:00-25:61", "such as `Mo-Fr 09:00-18:00`"),
            ("mo-fr 09:00-18:00", "spelt like that"),
            ("Mo-Fr 09:00-18:00 \"call first\"", "no comments"),
            ("\"by appointment\"", "no comments"),
            ("Mo unknown", "no `unknown`"),
            ("sunrise-sunset", "times with an end"),
            ("10:00+", "times with an end"),
            ("26:00-26:00", "such as `Mo-Fr 09:00-18:00`"),
            ("24:00-26:00", "such as `Mo-Fr 09:00-18:00`"),
            ("SH off", "without school holidays"),
            ("PH +1 day off", "offsets"),
            ("easter off", "every year has"),
            ("Feb 30 10:00-12:00", "every year has"),
            ("Feb 29 10:00-12:00", "every year has"),
        ];
        for (text, part) in table {
            let message = check(text).unwrap_err();
            assert!(message.contains(part), "{text}: {message}");
        }
        assert!(check(&"Mo,".repeat(100)).unwrap_err().contains("at most 255 bytes"));
        assert!(check("2028 Feb 29 10:00-12:00").is_ok());
    }

    /// Monday to Friday 9 to 18, Friday to 17:10, as a person reads it; the week starts on Monday.
    fn embassy_is_open(minute_of_the_week: u16) -> bool {
        let (day, minute) = (minute_of_the_week / 1440, minute_of_the_week % 1440);
        let closes = if day == 4 { 17 * 60 + 10 } else { 18 * 60 };
        day < 5 && (9 * 60..closes).contains(&minute)
    }

    #[test]
    fn every_minute_of_a_week_is_as_a_person_reads_it() {
        let hours = Hours::parse(EMBASSY).unwrap();
        let monday = date("2026-12-28").number(); // a week across a year
        let at = |minute: u16| LocalTime {
            date: Date::from_number(monday + i32::from(minute / 1440)).unwrap(),
            minutes: minute % 1440,
        };
        let week = 7 * 1440;
        for minute in 0..week {
            let state = hours.state(at(minute), &[]);
            let is_open = embassy_is_open(minute);
            assert_eq!(state.is_open, is_open, "minute {minute}");
            let change = (minute..2 * week).find(|m| embassy_is_open(m % week) != is_open).unwrap();
            assert_eq!(state.changes, Some(at(change)), "minute {minute}");
        }
    }

    proptest! {
        #[test]
        fn plain_weeks_are_as_the_library_reads_them(
            parts in proptest::collection::vec(
                proptest::sample::select(vec![
                    "Mo-Th", "Fr", "Sa-Su", "Mo", "We,Su", "Su-Mo", "Fr-Fr", "mo", "PH", "-", ",", "; ", ";", " ",
                    "09:00-18:00", "00:00-24:00", "13:00-14:30", "18:00-20:00", "9:00-10:00", "22:00-02:00",
                    "10:00-10:00", "08:61-09:00", "23:00-24:30", "off",
                ]),
                1..9,
            ),
            rules in proptest::collection::vec((0..5_usize, 0..4_usize), 1..5),
            day in 600_000..800_000i32,
        ) {
            let days = ["Mo-Th", "Fr", "We,Su", "Sa-Su,Tu", "Su-Mo"];
            let times = ["09:00-18:00", "10:00-12:00,13:00-14:30", "00:00-24:00", "12:00-13:00,09:00-10:00"];
            let plain: Vec<String> =
                rules.iter().map(|(day, time)| format!("{} {}", days[*day], times[*time])).collect();
            for text in [parts.concat(), plain.join("; ")] {
                let Some(week) = Week::read(&text) else { continue };
                let hours = Hours::parse_any(&text).unwrap();
                for day in day..day + 7 {
                    let date = Date::from_number(day).unwrap();
                    let spans = hours.with(&[]).spans(date);
                    prop_assert_eq!(week.on(date), &spans, "{} on {}", text, date);
                }
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(
            parts in proptest::collection::vec(
                proptest::sample::select(vec![
                    "Mo", "Su", "-", ",", ";", " ", "PH", "SH", "[1]", "[-1]", "week", "1", "53",
                    "/2", "2026", "Feb", "Dec", "29", "31", "easter", "+1 day", "10:00", "24:00",
                    "26:00", "48:00", "+", "off", "||", "24/7", "sunrise", "\"x\"", "0", "й",
                ]),
                0..14,
            ),
            day in 600_000..800_000i32,
            minutes in 0..2_000u16,
        ) {
            let text = parts.concat();
            if let Ok(hours) = Hours::parse(&text) {
                let date = Date::from_number(day).unwrap();
                let state = hours.state(LocalTime { date, minutes }, &[date]);
                if let Some(changes) = state.changes {
                    let then = hours.state(changes, &[date]);
                    prop_assert_eq!(then.is_open, !state.is_open, "{}", text);
                    prop_assert!((changes.date, changes.minutes) >= (date, minutes));
                }
            }
        }
    }
}
