//! Whether an office is open now, and when that changes.
//!
//! **Owns** how a time is written. **Must not know** the clock: the time is an argument.
//! Public holidays are not known to the packs yet, and every text says so.

use crate::pack::{Office, Pack};
use crate::render::words::Words;
use crate::terms::calendar::Date;
use crate::terms::hours::{Hours, LocalTime, State};

/// Whether an office with known hours is open at a time.
pub fn state(office: &Office, now: Option<LocalTime>) -> Option<State> {
    let now = now?;
    let hours = Hours::parse(office.hours.as_deref()?).ok()?;
    Some(hours.state(now, &[]))
}

/// The last open day before a last day on which the first office of an action is closed; nothing before `on`.
pub fn open_day_before(pack: &Pack, offices: &[usize], by: Date, on: Date) -> Option<Date> {
    let office = offices.first().map(|place| &pack.offices[*place])?;
    let hours = Hours::parse(office.hours.as_deref()?).ok()?;
    hours.last_open_day(by, &[]).filter(|open| *open < by && *open >= on)
}

/// That the office is closed on the last day, and when it is open before.
pub fn closed(words: Words, open: Date) -> String {
    let text = words.fill("by.closed", &[("date", &words.date(open))]);
    format!("{text} {}", words.say("by.no_holidays"))
}

/// A time with the offset of its day: `2026-11-23T09:00+05:00`.
pub fn stamp(pack: &Pack, time: LocalTime) -> String {
    let offset = pack.offset_minutes(time.date);
    let (sign, east) = (if offset < 0 { '-' } else { '+' }, offset.abs());
    let (hours, minutes) = (time.minutes / 60, time.minutes % 60);
    format!("{}T{hours:02}:{minutes:02}{sign}{:02}:{:02}", time.date, east / 60, east % 60)
}

/// "Open now, until 18:00", or when it opens next.
pub fn sentence(words: Words, state: State, now: LocalTime) -> String {
    let time = |time: LocalTime| format!("{:02}:{:02}", time.minutes / 60, time.minutes % 60);
    let said = match (state.is_open, state.changes) {
        (true, Some(end)) if end.date == now.date => {
            words.fill("open.until", &[("time", &time(end))])
        }
        (true, _) => words.say("open.now").into(),
        (false, Some(next)) if next.date == now.date => {
            words.fill("open.today", &[("time", &time(next))])
        }
        (false, Some(next)) => {
            let values = [("date", words.date(next.date)), ("time", time(next))];
            words.fill("open.next", &[("date", &values[0].1), ("time", &values[1].1)])
        }
        (false, None) => words.say("open.never").into(),
    };
    format!("{said} {}", words.say("by.no_holidays"))
}
