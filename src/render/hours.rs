//! Whether an office is open now, and when that changes.
//!
//! **Owns** how a time is written. **Must not know** the clock: the time is an argument.
//! Public holidays are not known to the packs yet, and every text says so.

use crate::pack::{Office, Pack};
use crate::render::words::Words;
use crate::terms::hours::{Hours, LocalTime, State};

/// Whether an office with known hours is open at a time.
pub fn state(office: &Office, now: Option<LocalTime>) -> Option<State> {
    let hours = Hours::parse(office.hours.as_deref()?).ok()?;
    now.map(|now| hours.state(now, &[]))
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
