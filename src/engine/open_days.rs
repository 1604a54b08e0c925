//! The days on which something can be done at an office: its hours, as far as they are known, and the public holidays.
//!
//! **Must not know** how a day is shown.

use crate::engine::outcome::{Finding, Outcome};
use crate::pack::{Office, Pack};
use crate::terms::calendar::Date;
use crate::terms::holidays::Knowledge;
use crate::terms::hours::{Hours, LOOK_AHEAD, LOOK_BACK, LocalTime, State};
use crate::terms::id::{OfficeId, SourceId};

/// Whether an office is open now, and what is known of the holidays until that changes.
pub struct Now {
    /// Whether it is open, and until when.
    pub state: State,
    /// What is known of public holidays until then.
    pub known: Knowledge,
    /// Whether today is one.
    pub is_holiday: bool,
}

/// The last day on which something can be done at an office, up to a day to keep to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastOpen {
    /// The day.
    pub open: Date,
    /// What is known of public holidays from then on.
    pub known: Knowledge,
    /// Whether the day to keep to is one.
    pub is_holiday: bool,
    /// Whether the hours are not known, and Monday to Friday is taken.
    pub is_assumed: bool,
    /// The sources of the holidays that close it in between.
    pub cite: Vec<SourceId>,
}

/// The hours of a state office that does not say its own.
const STATE_HOURS: &str = "Mo-Fr 09:00-18:00";

/// The hours of an office, and whether they are taken to be so; `None` if nothing is known of them.
fn hours_of(office: &Office) -> Option<(Hours, bool)> {
    let assumed = office.is_state.then_some(STATE_HOURS);
    let text = office.hours.as_deref().or(assumed)?;
    Some((Hours::parse(text).ok()?, office.hours.is_none()))
}

/// Whether an office with known hours is open at a time.
#[must_use]
pub fn now(pack: &Pack, office: &Office, now: Option<LocalTime>) -> Option<Now> {
    let now = now?;
    let hours = Hours::parse(office.hours.as_deref()?).ok()?;
    let holidays = dates(pack, now.date, moved(now.date, LOOK_AHEAD));
    let state = hours.state(now, &holidays);
    let until = state.changes.map_or(now.date, |change| change.date);
    let known = pack.holidays.calendar.known(now.date, until);
    Some(Now { state, known, is_holiday: holidays.contains(&now.date) })
}

/// The earliest of the last open days of some offices, on or before a day; `None` if nothing is known of their hours.
#[must_use]
pub fn last_open(pack: &Pack, offices: &[OfficeId], by: Date) -> Option<LastOpen> {
    let of_office = |office: &OfficeId| {
        let (hours, is_assumed) = hours_of(&pack[*office])?;
        Some((hours.last_open_day(by, &dates(pack, moved(by, -LOOK_BACK), by))?, is_assumed))
    };
    let (open, is_assumed) = offices.iter().filter_map(of_office).min()?;
    let between = pack.holidays.calendar.between(moved(open, 1), by);
    let mut cite: Vec<SourceId> =
        between.iter().flat_map(|(_, holiday)| pack.holidays.cite[*holiday].clone()).collect();
    cite.sort_unstable();
    cite.dedup();
    Some(LastOpen {
        open,
        known: pack.holidays.calendar.known(open, by),
        is_holiday: between.iter().any(|(date, _)| *date == by),
        is_assumed,
        cite,
    })
}

/// The last open day of a finding: of all offices at which it may be done, on or before the day to keep to.
#[must_use]
pub fn last_open_of(pack: &Pack, outcome: &Outcome, finding: &Finding) -> Option<LastOpen> {
    let by = finding.by?.to_keep(outcome.on)?;
    last_open(pack, &outcome.offices_to_do(finding), by)
}

/// The first day, on or after a day, on which an office is open.
#[must_use]
pub fn next_open(pack: &Pack, office: &Office, from: Date) -> Option<Date> {
    let (hours, _) = hours_of(office)?;
    let holidays = dates(pack, from, moved(from, LOOK_AHEAD));
    let mut days = (0..=LOOK_AHEAD).map(|days| moved(from, days));
    days.find(|day| hours.is_open_on(*day, &holidays))
}

/// What is known of the public holidays on a last day at offices of whose hours something is known.
#[must_use]
pub fn known_on(pack: &Pack, offices: &[OfficeId], by: Date) -> Option<Knowledge> {
    let has_hours = offices.iter().any(|office| hours_of(&pack[*office]).is_some());
    has_hours.then(|| pack.holidays.calendar.known(by, by))
}

fn dates(pack: &Pack, first: Date, last: Date) -> Vec<Date> {
    pack.holidays.calendar.between(first, last).into_iter().map(|(date, _)| date).collect()
}

fn moved(date: Date, days: i32) -> Date {
    Date::from_number(date.number() + days).unwrap_or(date)
}
