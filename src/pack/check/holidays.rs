//! Checks the public holidays, which a pack may have.

use super::at::At;
use super::checker::Checker;
use super::directory::{self, Claim};
use crate::pack::checked::PublicHolidays;
use crate::pack::diagnostic::Problem;
use crate::pack::model::Source;
use crate::pack::raw;
use crate::terms::calendar::Date;
use crate::terms::holidays::When;
use std::collections::HashSet;

/// The years that a pack can name.
const YEARS: (i32, i32) = (1, 9999);

pub fn holidays(
    checker: &mut Checker<'_>,
    raw: Option<&(usize, raw::HolidaysFile)>,
    sources: &[Source],
) -> PublicHolidays {
    let mut found = PublicHolidays::default();
    let Some((file, raw)) = raw else { return found };
    let at = At::file(*file);
    let mut seen = HashSet::new();
    for (place, raw) in raw.yearly.iter().enumerate() {
        let at = at.to("yearly").to(place);
        named(checker, &at, &mut seen, Named { id: &raw.id, day: &raw.day });
        let claim = Claim { what: "holiday", id: &raw.id, cite: &raw.cite };
        let cite = directory::cite_claim(checker, &at, &claim, sources);
        if let Some(when) = yearly(checker, &at, raw) {
            found.calendar.list.push(when);
            found.cite.push(cite);
        }
    }
    for (place, raw) in raw.days.iter().enumerate() {
        let at = at.to("days").to(place);
        named(checker, &at, &mut seen, Named { id: &raw.id, day: &raw.day });
        let claim = Claim { what: "holiday", id: &raw.id, cite: &raw.cite };
        let cite = directory::cite_claim(checker, &at, &claim, sources);
        if let Some(date) = checker.date(&at.to("day"), &raw.day) {
            found.calendar.list.push(When::Once(date));
            found.cite.push(cite);
        }
    }
    for (place, raw) in raw.complete.iter().enumerate() {
        let at = at.to("complete").to(place);
        let year = raw.year.to_string();
        checker.once(&at.to("year"), &mut seen, ("year", &year));
        in_range(checker, &at.to("year"), (raw.year, YEARS));
        found.calendar.complete.push(raw.year);
        let claim = Claim { what: "year", id: &year, cite: &raw.cite };
        found.complete_cite.push(directory::cite_claim(checker, &at, &claim, sources));
    }
    found
}

/// A holiday on a day, as it is written.
#[derive(Clone, Copy)]
struct Named<'r> {
    id: &'r str,
    day: &'r str,
}

/// Checks the id of a holiday; the same holiday may be on other days as well.
fn named(checker: &mut Checker<'_>, at: &At, seen: &mut HashSet<String>, holiday: Named<'_>) {
    let Named { id, day } = holiday;
    checker.id(&at.to("id"), id);
    checker.once(&at.to("id"), seen, ("holiday", &format!("{id} {day}")));
}

fn yearly(checker: &mut Checker<'_>, at: &At, raw: &raw::YearlyHoliday) -> Option<When> {
    let first = raw.first_year.unwrap_or(YEARS.0);
    in_range(checker, &at.to("first_year"), (first, YEARS));
    let last = raw.last_year.unwrap_or(YEARS.1);
    in_range(checker, &at.to("last_year"), (last, (first, YEARS.1)));
    let Some((month, day)) = day_of_every_year(&raw.day) else {
        checker.fault(&at.to("day"), None, Problem::BadYearlyDay(raw.day.clone()));
        return None;
    };
    Some(When::Yearly { month, day, years: (first, last), moves: raw.moves })
}

fn in_range(checker: &mut Checker<'_>, at: &At, (year, (first, last)): (i32, (i32, i32))) {
    if !(first..=last).contains(&year) {
        checker.fault(at, None, Problem::BadYear { year, first, last });
    }
}

/// The month and the day of `12-16`; nothing if not every year has it.
fn day_of_every_year(text: &str) -> Option<(u32, u32)> {
    // A year without a leap day.
    let date: Date = format!("2023-{text}").parse().ok()?;
    let (_, month, day) = date.parts();
    Some((month, day))
}

#[cfg(test)]
mod tests {
    use super::day_of_every_year;

    #[test]
    fn a_yearly_day_has_a_month_and_a_day_of_every_year() {
        for (text, day) in [
            ("12-16", Some((12, 16))),
            ("02-29", None),
            ("13-01", None),
            ("1-1", None),
            ("12", None),
            ("", None),
            ("2026-12-16", None),
        ] {
            assert_eq!(day_of_every_year(text), day, "{text}");
        }
    }
}
