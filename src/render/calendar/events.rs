//! The days of an outcome that belong in a calendar.
//!
//! **Owns** which days are entered, where an open day is entered, and what is merged into one event.
//! **Must not know** packs and calendar files.

use crate::engine::outcome::{Advice, Day, Outcome};
use crate::render::days::WIDEST;
use crate::render::merge::{Visit, visits};
use crate::render::words::Words;
use crate::terms::calendar::Date;
use std::collections::BTreeMap;

/// The start or the end of the days on which an action can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edge {
    /// The first day.
    From,
    /// The last day.
    By,
}

/// One day in the calendar.
pub struct Event<'o> {
    /// Where it is entered.
    pub date: Date,
    /// Which day of the action it is.
    pub edge: Edge,
    /// The day as the outcome has it; of an open day, `date` is the first that is possible and not over.
    pub day: Day,
    /// What is done, and by whom.
    pub visit: Visit<'o>,
}

/// All events by day; on the same day, in the order of the outcome.
pub fn events(outcome: &Outcome) -> Vec<Event<'_>> {
    let mut found: BTreeMap<(Date, Edge, Day), Vec<&Advice>> = BTreeMap::new();
    for advice in &outcome.advice {
        for edge in [Edge::From, Edge::By] {
            if let Some((date, day)) = edge.find(advice, outcome.on) {
                found.entry((date, edge, day)).or_default().push(advice);
            }
        }
    }
    let mut events = Vec::new();
    for ((date, edge, day), advice) in found {
        let visits = visits(advice).into_iter();
        events.extend(visits.map(|visit| Event { date, edge, day, visit }));
    }
    events
}

impl Edge {
    /// The day of an advice at this edge, and where it is entered; nothing if there is none to enter.
    fn find(self, advice: &Advice, on: Date) -> Option<(Date, Day)> {
        let day = if self == Self::From { advice.from? } else { advice.by? };
        let is_useful = day.latest.days_since(day.earliest) <= WIDEST;
        let date = match self {
            Self::From => Some(day.earliest).filter(|date| *date > on),
            Self::By => Some(day.earliest.max(on).min(day.latest)),
        };
        date.filter(|_| is_useful).map(|date| (date, day))
    }

    /// What it is called.
    pub fn label(self, words: Words) -> &'static str {
        match self {
            Self::From => words.say("label.from"),
            Self::By => words.say("label.by"),
        }
    }
}
