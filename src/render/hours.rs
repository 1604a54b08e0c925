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

/// A last day on which an office is closed.
pub struct Closed {
    /// Its last open day before.
    pub open: Date,
    /// What is known of public holidays from then on.
    pub known: Knowledge,
    /// Whether the last day itself is one.
    pub is_holiday: bool,
    /// The sources of the holidays that close it in between.
    pub cite: Vec<SourceId>,
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

/// The last open day before a last day on which an office is closed; `None` if that is before `on`.
pub fn closed_on(pack: &Pack, office: Option<OfficeId>, by: Date, on: Date) -> Option<Closed> {
    let office = &pack[office?];
    let hours = Hours::parse(office.hours.as_deref()?).ok()?;
    let open = hours.last_open_day(by, &dates(pack, moved(by, -LOOK_BACK), by))?;
    if open == by || open < on {
        return None;
    }
    let between = pack.holidays.calendar.between(moved(open, 1), by);
    let mut cite: Vec<SourceId> =
        between.iter().flat_map(|(_, holiday)| pack.holidays.cite[*holiday].clone()).collect();
    cite.sort_unstable();
    cite.dedup();
    Some(Closed {
        open,
        known: pack.holidays.calendar.known(open, by),
        is_holiday: between.iter().any(|(date, _)| *date == by),
        cite,
    })
}

/// What is known of the public holidays on a last day at an office, if its hours are known.
pub fn known_on(pack: &Pack, office: Option<OfficeId>, by: Date) -> Option<Knowledge> {
    pack[office?].hours.as_ref()?;
    Some(pack.holidays.calendar.known(by, by))
}

fn dates(pack: &Pack, first: Date, last: Date) -> Vec<Date> {
    pack.holidays.calendar.between(first, last).into_iter().map(|(date, _)| date).collect()
}

fn moved(date: Date, days: i32) -> Date {
    Date::from_number(date.number() + days).unwrap_or(date)
}

/// That the office is closed on the last day, and when it is open before.
pub fn closed_sentence(words: Words, closed: &Closed) -> String {
    let key = if closed.is_holiday { "by.holiday" } else { "by.closed" };
    let text = words.fill(key, &[("date", &words.date(closed.open))]);
    format!("{text} {}", holidays_sentence(words, closed.known))
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
