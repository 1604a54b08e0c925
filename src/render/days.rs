//! First and last days in words: the date, how many days are left, and what is open about it.
//!
//! **Must not know** packs.

use crate::engine::day::Day;
use crate::render::words::Words;
use crate::terms::calendar::Date;

/// The last day, and how long it is until then. Of an open day the earliest is recommended.
pub fn by(words: Words, day: Day, on: Date) -> String {
    last(words, day, on, ["by.perhaps_over", "by.between"])
}

/// A last day in short: the day, or the days between which it lies and the one to keep to.
pub fn in_short(words: Words, day: Day, on: Date) -> String {
    last(words, day, on, ["brief.perhaps_over", "brief.between"])
}

/// A last day, by what is said of days that may be over and of those that are not.
fn last(words: Words, day: Day, on: Date, [over, ahead]: [&str; 2]) -> String {
    if day.is_anywhere() {
        return words.say("by.open").into();
    }
    let (first, last) = between(words, day);
    let left = left(words, day.earliest(), on);
    let date = words.date(day.earliest());
    let values = [("date", &*date), ("first", &*first), ("last", &*last), ("left", &*left)];
    let key = match day.known() {
        Some(_) => "by.exact",
        None if day.earliest() < on => over,
        None => ahead,
    };
    words.fill(key, &values)
}

/// The first day; `None` if it is certain that it has come.
pub fn from(words: Words, day: Day, on: Date) -> Option<String> {
    if day.latest() <= on {
        return None;
    }
    if let Some(date) = day.known() {
        let wait = words.count("left.wait", date.days_since(on));
        return Some(words.fill("from.exact", &[("date", &words.date(date)), ("left", &wait)]));
    }
    if day.is_anywhere() {
        return Some(words.say("from.open").into());
    }
    let (first, last) = between(words, day);
    Some(words.fill("from.between", &[("first", &first), ("last", &last)]))
}

/// The first and the last day; of the first only the number if the month is the same.
pub fn between(words: Words, day: Day) -> (String, String) {
    let (first, last) = (day.earliest(), day.latest());
    let ((year, month, number), (last_year, last_month, _)) = (first.parts(), last.parts());
    let is_short = first != last && (year, month) == (last_year, last_month);
    let said = if is_short { number.to_string() } else { words.date(first) };
    (said, words.date(last))
}

fn left(words: Words, date: Date, on: Date) -> String {
    match date.days_since(on) {
        0 => words.say("left.today").into(),
        days if days < 0 => words.count("left.overdue", -days),
        days => words.count("left.days", days),
    }
}

#[cfg(test)]
mod tests {
    use super::{by, from};
    use crate::engine::day::Day;
    use crate::render::words::Words;

    fn day(first: &str, last: &str) -> Day {
        Day::from_dates(first.parse().unwrap(), last.parse().unwrap())
    }

    #[test]
    fn a_last_day_says_how_long_it_is_until_then() {
        let words = Words::of("en");
        let table = [
            ("2027-03-01", "2027-03-01", "1 March 2027 (99 days left)"),
            ("2026-11-23", "2026-11-23", "23 November 2026 (1 day left)"),
            ("2026-11-22", "2026-11-22", "22 November 2026 (that is today)"),
            ("2026-11-20", "2026-11-20", "20 November 2026 (overdue: the day passed 2 days ago)"),
            (
                "2027-03-01",
                "2027-03-31",
                "between 1 and 31 March 2027, depending on answers you have not given; \
                 to be safe, be done by 1 March 2027 (99 days left)",
            ),
            (
                "2026-11-01",
                "2026-11-30",
                "between 1 and 30 November 2026, depending on answers you have not given; \
                 it may have passed already, so act now",
            ),
            ("1900-01-01", "2200-12-31", "depends on answers you have not given"),
        ];
        for (first, last, shown) in table {
            assert_eq!(by(words, day(first, last), "2026-11-22".parse().unwrap()), shown);
        }
    }

    #[test]
    fn a_first_day_is_said_only_until_it_has_come() {
        let words = Words::of("en");
        let table = [
            ("2026-11-22", "2026-11-22", None),
            ("2026-12-02", "2026-12-02", Some("2 December 2026 (in 10 days)")),
            ("1900-01-01", "2200-12-31", Some("depends on answers you have not given")),
        ];
        for (first, last, shown) in table {
            let from = from(words, day(first, last), "2026-11-22".parse().unwrap());
            assert_eq!(from.as_deref(), shown);
        }
    }
}
