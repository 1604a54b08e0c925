//! The days of an outcome that belong in a calendar.
//!
//! **Owns** which days are entered, where an open day is entered, and what is merged into one event.
//! **Must not know** packs and calendar files.

use crate::engine::day::Day;
use crate::engine::outcome::{Finding, Outcome};
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

/// All events of what is certain, by day; on the same day, in the order of the outcome.
pub fn events(outcome: &Outcome) -> Vec<Event<'_>> {
    let mut found: BTreeMap<(Date, Edge, Day), Vec<&Finding>> = BTreeMap::new();
    for finding in outcome.not_done().filter(|finding| finding.is_certain) {
        for edge in [Edge::From, Edge::By] {
            if let Some((date, day)) = edge.find(finding, outcome.on) {
                found.entry((date, edge, day)).or_default().push(finding);
            }
        }
    }
    let mut events = Vec::new();
    for ((date, edge, day), findings) in found {
        let visits = visits(outcome, findings).into_iter();
        events.extend(visits.map(|visit| Event { date, edge, day, visit }));
    }
    events
}

impl Edge {
    /// The day of a finding at this edge, and where it is entered; `None` if there is none to enter.
    fn find(self, finding: &Finding, on: Date) -> Option<(Date, Day)> {
        let day = if self == Self::From { finding.from? } else { finding.by? };
        let date = match self {
            Self::From => Some(day.earliest()).filter(|date| *date > on && !day.is_anywhere()),
            Self::By => day.to_keep(on),
        };
        Some((date?, day))
    }

    /// What it is called.
    pub fn label(self, words: Words) -> &'static str {
        match self {
            Self::From => words.say("label.from"),
            Self::By => words.say("label.by"),
        }
    }
}
