//! Opening hours that are the same every week, as those of most offices are: times on weekdays.
//!
//! **Owns** the plain part of OpenStreetMap's notation, which is read here at a hundredth of the cost; what it means is
//! what the library says, and a test compares the two. Everything else is left to
//! [`Hours`](crate::terms::hours::Hours).

use crate::terms::calendar::Date;

const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
/// The library knows no day before it, and the same hours hold from then on.
const FIRST_YEAR: i32 = 1900;

/// When an office is open on each day of the week, Monday first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Week([Spans; 7]);

/// Minutes since midnight, the second not included; in order and apart.
type Spans = Vec<(u16, u16)>;

impl Week {
    /// Reads rules such as `Mo-Th 09:00-13:00,14:00-18:00; Fr 09:00-17:10`; nothing if there is more in them than
    /// weekdays and the times of a day.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut week = Self::default();
        for rule in text.split("; ") {
            let (days, times) = rule.split_once(' ')?;
            let times: Spans = times.split(',').map(span).collect::<Option<_>>()?;
            if times.windows(2).any(|pair| pair[0].1 >= pair[1].0) {
                return None;
            }
            for run in days.split(',') {
                let (first, last) = run.split_once('-').unwrap_or((run, run));
                // A later rule for a day replaces an earlier one.
                week.0.get_mut(day(first)?..=day(last)?)?.fill(times.clone());
            }
        }
        Some(week)
    }

    /// When it is open on a day.
    pub(super) fn on(&self, date: Date) -> &[(u16, u16)] {
        // Day 1 is a Monday.
        let weekday = (date.number() - 1).rem_euclid(7);
        let is_known = date.parts().0 >= FIRST_YEAR;
        usize::try_from(weekday).ok().filter(|_| is_known).map_or(&[], |day| &self.0[day])
    }
}

fn day(name: &str) -> Option<usize> {
    DAYS.iter().position(|day| *day == name)
}

/// `09:00-18:00`, on one day.
fn span(text: &str) -> Option<(u16, u16)> {
    let (from, to) = text.split_once('-')?;
    let (from, to) = (minute(from)?, minute(to)?);
    (from < to && to <= 24 * 60).then_some((from, to))
}

/// `09:00` as minutes since midnight.
fn minute(text: &str) -> Option<u16> {
    let [a, b, b':', c, d] = *text.as_bytes() else { return None };
    let digit = |byte: u8| byte.is_ascii_digit().then(|| u16::from(byte - b'0'));
    let (hour, minute) = (digit(a)? * 10 + digit(b)?, digit(c)? * 10 + digit(d)?);
    (minute < 60).then_some(hour * 60 + minute)
}
