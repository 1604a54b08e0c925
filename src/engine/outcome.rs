//! What evaluation returns: the advice for each member, what is still needed, and the leaves that were reached.
//!
//! **Must not know** how an outcome is shown. Places are places in the lists of the [`Pack`](crate::Pack).

use crate::case::Member;
use crate::pack::raw::ActionKind;
use crate::terms::calendar::Date;
use crate::terms::stay::{Allowance, Reading};

/// What a household must do, can do and should know on the as-of date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The as-of date.
    pub on: Date,
    /// Whether every completion of the facts that are not known gives this advice.
    pub is_decided: bool,
    /// The advice: certain before possible, dangerous first, then by the last day.
    pub advice: Vec<Advice>,
    /// The facts that matter and are not known, in the order in which they are asked.
    pub needs: Vec<Need>,
    /// The leaves that are certain.
    pub leaves: Vec<ReachedLeaf>,
    /// The days of stay of each person for whom they are counted and known.
    pub stays: Vec<StayCount>,
}

/// How many days of an allowed stay are used and left on the as-of date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StayCount {
    /// Whose stay.
    pub who: Member,
    /// How many days are allowed in how many.
    pub rule: Allowance,
    /// The days that count, the as-of date included.
    pub used: i32,
    /// The days after the as-of date on which one may still stay.
    pub left: i32,
    /// The last day on which one may stay.
    pub last_day: Date,
    /// How it was counted.
    pub counted: Counted,
    /// The first day of a new stay of all allowed days, after leaving on the last day or, if that is over, today.
    pub full_from: Date,
}

/// From what the days of a stay are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Only the number of earlier days is known: all of them are taken off.
    NumberOfDays,
    /// Earlier stays are listed, and both readings of the rule give the same last day.
    BothReadings,
    /// Earlier stays are listed, and this reading is stricter.
    Stricter(Reading),
}

/// One action of one member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// The action.
    pub action: usize,
    /// The topic that asks for it.
    pub topic: usize,
    /// Who does it.
    pub who: Member,
    /// The leaf that asks for it, if only one is possible.
    pub leaf: Option<usize>,
    /// What it is to the person; if that is open, the weakest that is possible.
    pub kind: ActionKind,
    /// Its place in the order of danger: 0 first.
    pub rank: u8,
    /// Whether it is part of the advice whatever the unknown facts are.
    pub is_certain: bool,
    /// The first day on which it can be done.
    pub from: Option<Day>,
    /// The last day on which it can be done.
    pub by: Option<Day>,
    /// Whether one of the two days moves with the as-of date, as `by: today` does.
    pub moves: bool,
    /// The id of the text that explains it.
    pub text: String,
    /// Where it is done, or may be done if that is open.
    pub offices: Vec<usize>,
    /// The papers to bring, as text ids.
    pub bring: Vec<String>,
    /// What to beware of, as text ids.
    pub cautions: Vec<String>,
    /// All sources of the leaf and the cautions.
    pub cite: Vec<usize>,
    /// The sentences of the branches that were taken.
    pub because: Vec<String>,
}

/// A day that a sentence gives, or the days between which it lies while facts are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// The earliest that it may be.
    pub earliest: Date,
    /// The latest that it may be.
    pub latest: Date,
}

impl Day {
    /// The day, if only one is possible.
    #[must_use]
    pub fn known(self) -> Option<Date> {
        (self.earliest == self.latest).then_some(self.earliest)
    }
}

/// A fact that is still needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Whose fact.
    pub who: Member,
    /// The id of the fact.
    pub fact: String,
}

/// A leaf that is certain for a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachedLeaf {
    /// The topic.
    pub topic: usize,
    /// The leaf in it.
    pub leaf: usize,
    /// For whom.
    pub who: Member,
}

impl Advice {
    /// Whether it certainly must be done and its window is open on `on`.
    #[must_use]
    pub fn is_due(&self, on: Date) -> bool {
        self.is_certain
            && self.kind == ActionKind::Must
            && self.from.is_none_or(|from| from.latest <= on)
    }
}
