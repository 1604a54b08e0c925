//! Whether an office is open now or on a last day, when that changes, and what is known of public holidays then.
//!
//! **Owns** how a time is written. **Must not know** the clock: the time is an argument.

use crate::pack::{Office, Pack};
use crate::render::words::Words;
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

/// The first day, on or after a day, on which an office is open.
pub fn next_open(pack: &Pack, office: &Office, from: Date) -> Option<Date> {
    let (hours, _) = hours_of(office)?;
    let holidays = dates(pack, from, moved(from, LOOK_AHEAD));
    let mut days = (0..=LOOK_AHEAD).map(|days| moved(from, days));
    days.find(|day| hours.is_open_on(*day, &holidays))
}

/// What is known of the public holidays on a last day at offices of whose hours something is known.
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

/// That the office is closed on a day, and when it is open before; `None` if it is open on it.
pub fn closed_sentence(words: Words, last: &LastOpen, (by, on): (Date, Date)) -> Option<String> {
    if last.open == by {
        return None;
    }
    let values = [("date", words.date(last.open))];
    let values = [("date", values[0].1.as_str())];
    let text = match (last.open < on, last.is_holiday) {
        (true, _) => words.fill("by.was_open", &values),
        (false, true) => words.fill("by.holiday", &values),
        (false, false) => words.fill("by.closed", &values),
    };
    let assumed = if last.is_assumed { words.say("hours.assumed") } else { "" };
    let parts = [&text, assumed, holidays_sentence(words, last.known)];
    Some(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
}

fn holidays_sentence(words: Words, known: Knowledge) -> &'static str {
    words.say(match known {
        Knowledge::Nothing => "holidays.nothing",
        Knowledge::Part => "holidays.part",
        Knowledge::Everything => "holidays.everything",
    })
}

/// A time with the offset of its day: `2026-11-23T09:00+05:00`.
pub fn stamp(pack: &Pack, time: LocalTime) -> String {
    let offset = pack.offset_minutes(time.date);
    let (sign, east) = (if offset < 0 { '-' } else { '+' }, offset.abs());
    let (hours, minutes) = (time.minutes / 60, time.minutes % 60);
    format!("{}T{hours:02}:{minutes:02}{sign}{:02}:{:02}", time.date, east / 60, east % 60)
}

/// "Open now, until 18:00", or when it opens next.
pub fn now_sentence(words: Words, now: &Now, at: LocalTime) -> String {
    let time = |time: LocalTime| format!("{:02}:{:02}", time.minutes / 60, time.minutes % 60);
    let state = now.state;
    let mut said = match (state.is_open, state.changes) {
        (true, Some(end)) if end.date == at.date => {
            words.fill("open.until", &[("time", &time(end))])
        }
        (true, _) => words.say("open.now").into(),
        (false, Some(next)) if next.date == at.date => {
            words.fill("open.today", &[("time", &time(next))])
        }
        (false, Some(next)) => {
            let values = [("date", words.date(next.date)), ("time", time(next))];
            words.fill("open.next", &[("date", &values[0].1), ("time", &values[1].1)])
        }
        (false, None) => words.say("open.never").into(),
    };
    if now.is_holiday && !state.is_open {
        said = format!("{} {said}", words.say("open.holiday"));
    }
    format!("{said} {}", holidays_sentence(words, now.known))
}
