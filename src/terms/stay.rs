//! "At most 90 days in any 180": which is the last day that one may stay, and when a full stay is possible again.
//!
//! Both the first and the last day of a stay count. There are two readings of such a rule:
//!
//! - looking back: on every day of the stay, the 180 days that end with it hold at most 90 days of presence;
//! - from the first crossing: the first crossing opens a period of 180 days, in which 90 days of presence are
//!   allowed; the day after it opens the next period, or else the next crossing does.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::ops::RangeInclusive;

/// Days of presence in a row: the first and the last of them, as day numbers.
pub type Stay = RangeInclusive<i32>;

/// How many days are allowed in how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Allowance {
    /// The days of presence allowed, such as 90.
    pub days: i32,
    /// The days in which they are counted, such as 180.
    pub within: i32,
}

/// The two readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reading {
    /// The days before each day of the stay are counted.
    LookingBack,
    /// Periods are counted from the first crossing.
    FromFirstCrossing,
}

/// The last day that a stay from `entry` on may last; the day before `entry` if not even that day is allowed.
///
/// # Examples
///
/// ```
/// use dovidka::terms::calendar::Date;
/// use dovidka::terms::stay::{Allowance, Reading, last_day};
/// let day = |text: &str| text.parse::<Date>().map(Date::number);
/// let rule = Allowance { days: 90, within: 180 };
/// let earlier = [day("2025-01-01")?..=day("2025-02-09")?];
/// let last = last_day(rule, Reading::LookingBack, &earlier, day("2025-05-01")?);
/// assert_eq!(last, day("2025-06-19")?);
/// # Ok::<(), dovidka::terms::calendar::BadDate>(())
/// ```
#[must_use]
pub fn last_day(rule: Allowance, reading: Reading, earlier: &[Stay], entry: i32) -> i32 {
    let mut last = entry - 1;
    while last < entry + rule.within && is_allowed(rule, reading, (earlier, entry), last + 1) {
        last += 1;
    }
    last
}

/// Whether one may be present on `day`, having been present on every day since `entry`.
fn is_allowed(
    rule: Allowance,
    reading: Reading,
    (earlier, entry): (&[Stay], i32),
    day: i32,
) -> bool {
    let from = counted_from(rule, reading, (earlier, entry), day);
    days_used(earlier, entry, from..=day) <= rule.days
}

/// The first day that counts on `day`.
fn counted_from(
    rule: Allowance,
    reading: Reading,
    (earlier, entry): (&[Stay], i32),
    day: i32,
) -> i32 {
    match reading {
        Reading::LookingBack => day - rule.within + 1,
        Reading::FromFirstCrossing => period_start(rule, earlier, entry, day),
    }
}

/// The days of presence in `window`, with a stay from `entry` to the window's end.
#[must_use]
pub fn days_used(earlier: &[Stay], entry: i32, window: Stay) -> i32 {
    let inside = |stay: &Stay| {
        let (first, last) = (*stay.start().max(window.start()), *stay.end().min(window.end()));
        (last - first + 1).max(0)
    };
    let now = entry..=*window.end();
    earlier.iter().map(inside).sum::<i32>() + inside(&now)
}

/// The first day of the period, counted from crossings, in which `day` lies.
fn period_start(rule: Allowance, earlier: &[Stay], entry: i32, day: i32) -> i32 {
    let mut stays: Vec<Stay> =
        earlier.iter().filter(|stay| *stay.start() < entry).cloned().collect();
    stays.push(entry..=day);
    stays.sort_by_key(|stay| *stay.start());
    let mut start = *stays[0].start();
    for stay in &stays {
        while start + rule.within <= *stay.end() {
            start = (start + rule.within).max(*stay.start());
        }
        if start + rule.within <= *stay.start() {
            start = *stay.start();
        }
    }
    start
}

/// The last day under the stricter reading, and which one that is; nothing if both give the same day.
///
/// `earlier` is in order. The last day of a stay belongs to the next one if that starts on it, so that no day
/// counts twice.
#[must_use]
pub fn strictest(rule: Allowance, earlier: &[Stay], entry: i32) -> (i32, Option<Reading>) {
    let earlier = apart(earlier, entry);
    let last = |reading| last_day(rule, reading, &earlier, entry);
    let (back, first) = (last(Reading::LookingBack), last(Reading::FromFirstCrossing));
    match back.cmp(&first) {
        Ordering::Less => (back, Some(Reading::LookingBack)),
        Ordering::Greater => (first, Some(Reading::FromFirstCrossing)),
        Ordering::Equal => (back, None),
    }
}

/// The first day from `from` on at which a stay may begin under both readings, not before the end of the last earlier one.
///
/// `earlier` is in order. It is never earlier for a later `from`.
///
/// # Examples
///
/// ```
/// use dovidka::terms::calendar::Date;
/// use dovidka::terms::stay::{Allowance, first_day};
/// let day = |text: &str| text.parse::<Date>().map(Date::number);
/// let rule = Allowance { days: 90, within: 180 };
/// let earlier = [day("2026-06-01")?..=day("2026-08-29")?];
/// assert_eq!(first_day(rule, &earlier, day("2026-09-15")?), day("2026-11-28")?);
/// # Ok::<(), dovidka::terms::calendar::BadDate>(())
/// ```
#[must_use]
pub fn first_day(rule: Allowance, earlier: &[Stay], from: i32) -> i32 {
    let first = earlier.last().map_or(from, |stay| from.max(*stay.end()));
    let may_begin = |day: &i32| {
        let earlier = apart(earlier, *day);
        let readings = [Reading::LookingBack, Reading::FromFirstCrossing];
        readings.into_iter().all(|reading| is_allowed(rule, reading, (&earlier, *day), *day))
    };
    (first..first + rule.within).find(may_begin).unwrap_or(first + rule.within)
}

/// Stays without the days on which the next one starts.
fn apart(earlier: &[Stay], entry: i32) -> Vec<Stay> {
    let next = earlier.iter().skip(1).map(|stay| *stay.start()).chain([entry]);
    let until = |(stay, next): (&Stay, i32)| *stay.start()..=(*stay.end()).min(next - 1);
    earlier.iter().zip(next).map(until).filter(|stay| !stay.is_empty()).collect()
}

/// The days of presence that count on `day` of a stay since `entry`; without a reading the larger number of the two.
#[must_use]
pub fn used_on(
    rule: Allowance,
    reading: Option<Reading>,
    (earlier, entry): (&[Stay], i32),
    day: i32,
) -> i32 {
    let earlier = apart(earlier, entry);
    let used = |reading| {
        days_used(&earlier, entry, counted_from(rule, reading, (&earlier, entry), day)..=day)
    };
    reading.map_or_else(|| used(Reading::LookingBack).max(used(Reading::FromFirstCrossing)), used)
}

/// The first day from `after` on at which a new stay of all allowed days is possible under both readings.
///
/// Looking back, that is when the days outside of a full stay have no presence left; `earlier` is in order.
#[must_use]
pub fn first_full_stay_of_both(rule: Allowance, earlier: &[Stay], after: i32) -> i32 {
    let free = earlier.last().map_or(after, |stay| stay.end() + rule.within - rule.days + 1);
    let first = after.max(free);
    let is_full = |entry: &i32| strictest(rule, earlier, *entry).0 >= entry + rule.days - 1;
    (first..first + rule.within).find(is_full).unwrap_or(first + rule.within)
}

/// The first day from `after` on at which a new stay of all allowed days is possible.
#[must_use]
pub fn first_full_stay(rule: Allowance, reading: Reading, earlier: &[Stay], after: i32) -> i32 {
    let is_full = |entry: &i32| last_day(rule, reading, earlier, *entry) >= entry + rule.days - 1;
    (after..=after + rule.within).find(is_full).unwrap_or(after + rule.within)
}
