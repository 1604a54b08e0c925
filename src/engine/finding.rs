//! One action of one member, with its days, by id.
//!
//! **Must not know** how it is shown.

use crate::case::Member;
use crate::engine::day::{Day, State};
use crate::pack::Period;
use crate::pack::raw::{ActionKind, ByIs};
use crate::terms::calendar::Date;
use crate::terms::id::{ActionId, BranchId, LeafId, TopicId};

/// By what findings of the same action are told apart: the action, the topic that asks for it, and who does it.
pub type Key = (ActionId, TopicId, Member);

/// One action of one member. What it says is found by [`Outcome::statements`](crate::engine::outcome::Outcome::statements).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The action.
    pub action: ActionId,
    /// The topic that asks for it.
    pub topic: TopicId,
    /// Who does it.
    pub who: Member,
    /// The leaf that asks for it, if only one is possible.
    pub leaf: Option<LeafId>,
    /// The first branch that leads to that leaf.
    pub branch: Option<BranchId>,
    /// What it is to the person; if that is open, the weakest that is possible.
    pub kind: ActionKind,
    /// The strongest that is possible: what must not be missed goes by it.
    pub strongest: ActionKind,
    /// Its place in the order of danger: 0 first.
    pub rank: u8,
    /// Whether it is asked for whatever the unknown facts are.
    pub is_certain: bool,
    /// Whether its first or last day moves with the as-of date, as `by: today` does.
    pub moves: bool,
    /// The first day on which it can be done.
    pub from: Option<Day>,
    /// The last day on which it can be done.
    pub by: Option<Day>,
    /// What the last day is.
    pub by_is: ByIs,
    /// The day that we advise to keep to: a working day that is no holiday.
    pub best_by: Option<Day>,
    /// How long it takes, if that is told and certain.
    pub takes: Option<Period>,
    /// The day on which it was done, if it was and need not be done again.
    pub done: Option<Date>,
    /// When it is asked for, if that is not certain: a place in [`Outcome::conditions`](crate::engine::outcome::Outcome::conditions).
    pub condition: Option<usize>,
    /// Its first statement and the one after its last.
    pub(crate) statements: (u32, u32),
    /// Its first stronger kind and the one after its last.
    pub(crate) kinds: (u32, u32),
    /// Its first source and the one after its last.
    pub(crate) cite: (u32, u32),
}

impl Finding {
    /// A certain finding of an action of one kind, of which nothing else is said.
    pub(crate) fn of(action: ActionId, (topic, who): (TopicId, Member), kind: ActionKind) -> Self {
        Self {
            action,
            topic,
            who,
            leaf: None,
            branch: None,
            kind,
            strongest: kind,
            rank: 0,
            is_certain: true,
            moves: false,
            from: None,
            by: None,
            by_is: ByIs::End,
            best_by: None,
            takes: None,
            done: None,
            condition: None,
            statements: (0, 0),
            kinds: (0, 0),
            cite: (0, 0),
        }
    }

    /// By what it is told apart from all others of an outcome.
    #[must_use]
    pub fn key(&self) -> Key {
        (self.action, self.topic, self.who)
    }

    /// Whether it is certain and perhaps a must, its window is open on `on` or its term has passed, and it is not done.
    #[must_use]
    pub fn is_due(&self, on: Date) -> bool {
        let is_now = matches!(self.state(on), State::Open | State::Passed);
        self.is_certain && self.strongest == ActionKind::Must && is_now
    }

    /// Whether it can be done on `on`.
    #[must_use]
    pub fn state(&self, on: Date) -> State {
        match () {
            () if self.done.is_some() => State::Done,
            () if self.is_over(on) => State::Passed,
            () if self.is_open(on) => State::Open,
            () => State::Later,
        }
    }

    /// Whether its window is certainly open on `on`.
    #[must_use]
    pub fn is_open(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from.numbers().high <= on.number())
    }

    /// Whether its last day has certainly passed on `on`.
    #[must_use]
    pub fn is_over(&self, on: Date) -> bool {
        self.by.is_some_and(|by| by.numbers().high < on.number())
    }

    /// Gives its days to another one, and takes those of the other.
    pub(crate) fn swap_days(&mut self, other: &mut Self) {
        std::mem::swap(&mut self.from, &mut other.from);
        std::mem::swap(&mut self.by, &mut other.by);
        std::mem::swap(&mut self.best_by, &mut other.best_by);
    }

    /// Certain before possible, what must be done first, dangerous first, then by the last day.
    pub(crate) fn order(&self) -> u64 {
        let by = self.by.map_or(u32::MAX, |by| by.numbers().low.cast_unsigned());
        let mut order = u64::from(!self.is_certain);
        order = order << 8 | self.strongest as u64;
        order = order << 8 | u64::from(self.rank);
        order << 32 | u64::from(by)
    }
}

/// A step that was told to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct DoneStep {
    /// The action.
    pub action: ActionId,
    /// Who has done it.
    pub who: Member,
    /// The day on which it was done.
    pub on: Date,
    /// Whether it stays done; it does not if it is asked for with other days than it had on that day.
    pub holds: bool,
}
