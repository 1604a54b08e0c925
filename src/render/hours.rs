//! Whether an office is open now or on a last day, when that changes, and what is known of public holidays then, in words.
//!
//! **Owns** how a time is written. **Must not know** how it is found, or the clock: the time is an argument.

use crate::engine::open_days::{LastOpen, Now};
use crate::pack::Pack;
use crate::render::words::Words;
use crate::terms::calendar::Date;
use crate::terms::holidays::Knowledge;
use crate::terms::hours::LocalTime;

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
