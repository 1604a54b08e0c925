//! When, and for which values, the advice changes: found by asking the engine about intervals.
//!
//! **Must not know** wording.

pub mod recheck;
pub mod remedy;
mod runs;
pub mod timeline;
pub mod what_if;

use crate::case::Member;
use crate::engine::outcome::{Advice, Day, Outcome};
use crate::pack::raw::ActionKind;
use crate::terms::calendar::Date;

/// What makes two outcomes the same advice to a person: who does what, how certain it is, and whether its
/// window is open. Days that move with the as-of date do not count as a change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sense {
    /// The action.
    pub action: usize,
    /// The topic that asks for it.
    pub topic: usize,
    /// Who does it.
    pub who: Member,
    /// What it is to the person.
    pub kind: ActionKind,
    /// Whether it is certain.
    pub is_certain: bool,
    /// Whether its window is open on the as-of date.
    pub is_open: bool,
    /// Whether its last day has passed on the as-of date.
    pub is_over: bool,
}

impl Sense {
    fn of(advice: &Advice, outcome: &Outcome) -> Self {
        Self {
            action: advice.action,
            topic: advice.topic,
            who: advice.who,
            kind: advice.kind,
            is_certain: advice.is_certain,
            is_open: advice.from.is_none_or(|from| from.latest <= outcome.on),
            is_over: advice.by.is_some_and(|by| by.latest < outcome.on),
        }
    }
}

/// Everything that a person is told about one action; days that move with the as-of date are left out.
pub type Told = (Sense, Option<usize>, String, [Vec<String>; 2], Vec<usize>, [When; 2]);

/// What is told of the first or the last day of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// There is none, or it moves with the as-of date.
    Never,
    /// It is not known. Between which days it lies is no news: what has passed is ruled out day by day.
    Open,
    /// This day.
    On(Date),
}

impl When {
    fn of(day: Option<Day>) -> Self {
        day.map_or(Self::Never, |day| day.known().map_or(Self::Open, Self::On))
    }
}

/// Everything that a person is told in an outcome, in a fixed order.
#[must_use]
pub fn told(outcome: &Outcome) -> Vec<Told> {
    let told = |advice: &Advice| {
        let texts = [advice.bring.clone(), advice.cautions.clone()];
        let days = if advice.moves { [None, None] } else { [advice.from, advice.by] };
        let days = days.map(When::of);
        let (sense, text) = (Sense::of(advice, outcome), advice.text.clone());
        (sense, advice.leaf, text, texts, advice.offices.clone(), days)
    };
    let mut told: Vec<Told> = outcome.advice.iter().map(told).collect();
    told.sort();
    told
}

/// The sense of an outcome, in a fixed order.
#[must_use]
pub fn sense(outcome: &Outcome) -> Vec<Sense> {
    let mut sense: Vec<Sense> = outcome.advice.iter().map(|a| Sense::of(a, outcome)).collect();
    sense.sort();
    sense
}
