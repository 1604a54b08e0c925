//! A household as one line of JSON, in the form of a case file.
//!
//! [`case::write`](crate::case::write()) writes a file that a person reads and may change; a million lines
//! are written from prepared pieces.
//!
//! **Must not know** how values are drawn.

use crate::pack::program::Entity;
use crate::pack::{Fact, Pack};
use crate::terms::calendar::Date;
use crate::terms::interval::Interval;
use crate::terms::value::Kind;
use std::fmt::Write as _;

/// What a household says of one fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Nothing.
    Absent,
    /// That it is not known.
    Unknown,
    /// The value.
    Value,
    /// Only the month of a date.
    Month,
    /// Only the year of a date.
    Year,
}

/// The keys of the facts of each entity, as `"fact":`; ids hold no character that JSON escapes.
pub struct Keys([Vec<String>; 4]);

impl Keys {
    pub fn of(pack: &Pack) -> Self {
        let keys = |of: Entity| {
            pack.facts[of.place()].iter().map(|fact| format!("\"{}\":", fact.id)).collect()
        };
        Self(Entity::ALL.map(keys))
    }

    /// Writes what a member says of one fact, and a comma before it where it is not the first.
    pub fn write(
        &self,
        line: &mut String,
        (place, fact): (usize, &Fact),
        told: Told,
        slots: &[Interval],
    ) {
        if told == Told::Absent {
            return;
        }
        if !line.ends_with('{') {
            line.push(',');
        }
        line.push_str(&self.0[fact.of.place()][place]);
        if told == Told::Unknown {
            line.push_str("null");
        } else {
            value(line, &fact.kind, told, slots);
        }
    }
}

fn value(line: &mut String, kind: &Kind, told: Told, slots: &[Interval]) {
    let number = slots[0].low;
    match kind {
        Kind::YesNo => line.push_str(if number == 1 { "true" } else { "false" }),
        Kind::Number => {
            let _ = write!(line, "{number}");
        }
        Kind::Date => date(line, number, told),
        Kind::Choice(choices) => {
            let id = usize::try_from(number).ok().and_then(|place| choices.ids.get(place));
            text(line, id.map_or("", String::as_str));
        }
        Kind::Choices(choices) => {
            line.push('[');
            for (id, _) in choices.ids.iter().zip(slots).filter(|(_, slot)| slot.low == 1) {
                if !line.ends_with('[') {
                    line.push(',');
                }
                text(line, id);
            }
            line.push(']');
        }
    }
}

fn text(line: &mut String, text: &str) {
    line.push('"');
    line.push_str(text);
    line.push('"');
}

/// A day, or the month or the year in which it lies.
fn date(line: &mut String, number: i32, told: Told) {
    let (year, month, day) = Date::from_number(number).map_or((1, 1, 1), Date::parts);
    let year = u32::try_from(year).unwrap_or(1);
    line.push('"');
    two_digits(line, year / 100);
    two_digits(line, year % 100);
    if told != Told::Year {
        line.push('-');
        two_digits(line, month);
    }
    if told == Told::Value {
        line.push('-');
        two_digits(line, day);
    }
    line.push('"');
}

/// The standard library's padding takes several times as long.
fn two_digits(line: &mut String, number: u32) {
    for digit in [number / 10, number % 10] {
        line.push(char::from_digit(digit % 10, 10).unwrap_or('0'));
    }
}
