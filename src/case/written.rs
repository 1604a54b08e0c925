//! Values as texts that can be read again.

use super::answer::Said;
use super::household::Case;
use super::member::Member;
use super::stays;
use crate::pack::Fact;
use crate::terms::calendar::Date;
use crate::terms::interval::Interval;
use crate::terms::value::Kind;

impl Case {
    /// The earlier stays of a member, each as [`Case::learn_stays`] reads it; `None` if none were listed.
    #[must_use]
    pub fn written_stays(&self, member: Member) -> Option<Vec<String>> {
        Some(self.stays(member)?.iter().map(stays::write).collect())
    }

    /// What was said of a member's fact, as it may be given to [`Case::learn`] again; `None` if nothing was said.
    #[must_use]
    pub fn written(&self, member: Member, fact: &Fact) -> Option<String> {
        match self.said(member, fact) {
            Said::Nothing => None,
            Said::Unknown => Some("unknown".into()),
            Said::Value => {
                let slots = self.places_of(member, fact);
                let given: Vec<Interval> = slots.map(|slot| self.given(slot, fact)).collect();
                Some(value(&fact.kind, &given))
            }
        }
    }
}

/// Writes a value as [`Kind::read`] reads it.
pub(crate) fn value(kind: &Kind, values: &[Interval]) -> String {
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
