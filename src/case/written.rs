//! Values as texts that can be read again.

use crate::terms::calendar::Date;
use crate::terms::interval::Interval;
use crate::terms::value::Kind;

/// Writes a value as [`Kind::read`] reads it.
pub(super) fn value(kind: &Kind, values: &[Interval]) -> String {
    let choice = |ids: &[String], place: i32| {
        usize::try_from(place).ok().and_then(|place| ids.get(place)).cloned().unwrap_or_default()
    };
    match kind {
        Kind::YesNo => if values[0] == Interval::TRUE { "yes" } else { "no" }.into(),
        Kind::Number => values[0].low.to_string(),
        Kind::Date => date(values[0]),
        Kind::Choice(choices) => choice(&choices.ids, values[0].low),
        Kind::Choices(choices) => {
            let chosen =
                choices.ids.iter().zip(values).filter(|(_, value)| **value == Interval::TRUE);
            let words: Vec<_> = chosen.map(|(id, _)| id.as_str()).collect();
            if words.is_empty() { "none".into() } else { words.join("+") }
        }
    }
}

/// A day, or the month or year that holds these days.
fn date(days: Interval) -> String {
    let text = |number| Date::from_number(number).map_or_else(String::new, |date| date.to_string());
    let (first, last) = (text(days.low), text(days.high));
    if first == last {
        first
    } else if first.get(..7) == last.get(..7) {
        first.get(..7).unwrap_or_default().into()
    } else {
        first.get(..4).unwrap_or_default().into()
    }
}
