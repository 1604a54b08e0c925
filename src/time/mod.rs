//! When, and for which values, what is found changes: by asking the engine about intervals.
//!
//! **Must not know** wording.

pub mod recheck;
pub mod remedy;
mod runs;
pub mod timeline;
pub mod what_if;

use crate::case::Member;
use crate::engine::day::Day;
use crate::engine::outcome::{Finding, Outcome};
use crate::engine::statement::{Claim, What};
use crate::pack::raw::ActionKind;
use crate::terms::calendar::Date;
use crate::terms::id::{ActionId, TopicId};

/// What makes two outcomes the same to a person: who does what, how certain it is, and whether its window is open.
/// Days that move with the as-of date do not count as a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Status {
    /// The action.
    pub action: ActionId,
    /// The topic that asks for it.
    pub topic: TopicId,
    /// Who does it.
    pub who: Member,
    /// What it is to the person; if that is open, the weakest that is possible.
    pub kind: ActionKind,
    /// The strongest that is possible.
    pub strongest: ActionKind,
    /// Whether it is certain.
    pub is_certain: bool,
    /// Whether its window is open on the as-of date.
    pub is_open: bool,
    /// Whether it is certain, and its last day has passed on the as-of date.
    pub is_over: bool,
}

impl Status {
    /// The status of a finding on a day.
    #[must_use]
    pub fn of(finding: &Finding, on: Date) -> Self {
        Self {
            action: finding.action,
            topic: finding.topic,
            who: finding.who,
            kind: finding.kind,
            strongest: finding.strongest,
            is_certain: finding.is_certain,
            is_open: finding.is_open(on),
            is_over: finding.is_certain && finding.is_over(on),
        }
    }
}

/// Everything that a person is shown of one action; days that move with the as-of date are left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shown {
    /// Who does what, and how certain it is.
    pub status: Status,
    /// When it is asked for.
    condition: Option<Claim>,
    /// Its stronger kinds.
    kinds: Vec<(ActionKind, Claim)>,
    /// What it says, and when.
    statements: Vec<(What, Option<Claim>)>,
    days: [When; 2],
}

/// What is shown of the first or the last day of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum When {
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

/// Everything that a person is shown of an outcome, in a fixed order.
#[must_use]
pub fn shown(outcome: &Outcome) -> Vec<Shown> {
    let claim = |place: usize| outcome.conditions[place].claim.clone();
    let shown = |finding: &Finding| {
        let days = if finding.moves { [None; 2] } else { [finding.from, finding.by] };
        let kinds = outcome.stronger_kinds(finding).iter();
        let statements = outcome.statements(finding).iter();
        Shown {
            status: Status::of(finding, outcome.on),
            condition: finding.condition.map(claim),
            kinds: kinds.map(|kind| (kind.kind, claim(kind.condition))).collect(),
            statements: statements.map(|said| (said.what, said.condition.map(claim))).collect(),
            days: days.map(When::of),
        }
    };
    let mut all: Vec<Shown> = outcome.findings.iter().map(shown).collect();
    all.sort();
    all
}

/// The status of every action of an outcome, in a fixed order.
#[must_use]
pub fn statuses(outcome: &Outcome) -> Vec<Status> {
    let of = |finding: &Finding| Status::of(finding, outcome.on);
    let mut statuses: Vec<Status> = outcome.findings.iter().map(of).collect();
    statuses.sort();
    statuses
}
