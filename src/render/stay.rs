//! How many days of an allowed stay are used and left, in words.
//!
//! **Must not know** how they are counted.

use crate::engine::stay::{Counted, StayCount};
use crate::render::layout::{PLAIN, STRONG};
use crate::render::letter::Letter;
use crate::render::words::Words;
use crate::terms::calendar::Date;
use crate::terms::stay::Reading;

/// Writes one line for each person whose stay is counted.
pub fn write(letter: &mut Letter<'_>, stays: &[StayCount]) {
    if stays.is_empty() {
        return;
    }
    letter.page.heading(STRONG, letter.words.say("heading.stay"));
    write_lines(letter, stays, false);
}

/// Writes each stay, without a heading; in short not how it was counted.
pub fn write_lines(letter: &mut Letter<'_>, stays: &[StayCount], is_short: bool) {
    for stay in stays {
        let mut line = line(letter.words, letter.on, stay, is_short);
        if !letter.is_alone {
            line = format!("{}: {}", letter.words.member(stay.who), letter.inside(&line));
        }
        letter.page.item(0, "-", (PLAIN, &line));
    }
}

fn line(words: Words, on: Date, stay: &StayCount, is_short: bool) -> String {
    let key = match stay.counted {
        Counted::NumberOfDays => "stay.number",
        Counted::BothReadings => "stay.both",
        Counted::Stricter(Reading::LookingBack) => "stay.looking_back",
        Counted::Stricter(Reading::FromFirstCrossing) => "stay.first_crossing",
    };
    let within = words.count("days", stay.rule.within);
    let counted = words.fill(key, &[("within", &within)]);
    let (days, left) = (words.count("days", stay.rule.days), words.count("days", stay.left));
    let (used, last) = (stay.used.to_string(), words.date(stay.last_day));
    let values = [("used", &*used), ("days", &days), ("left", &left), ("last", &last)];
    let count = match stay.first_day {
        None => words.fill("stay.count", &values),
        Some(first) => {
            let first = words.date(first);
            words.fill("stay.ahead", &[&values[..], &[("first", &first)]].concat())
        }
    };
    let again = if on > stay.last_day { "stay.again_late" } else { "stay.again" };
    let again = words.fill(again, &[("date", &words.date(stay.full_from))]);
    if is_short { format!("{count} {again}") } else { format!("{count} {counted} {again}") }
}
