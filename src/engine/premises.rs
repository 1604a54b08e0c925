//! What cannot be true together is a premise: a completion that breaks a require does not exist.
//!
//! A premise takes away the values of its facts with which it cannot hold, in the whole box and in each part of it; a
//! part from which everything is taken away does not exist.

use crate::case::{Case, Member};
use crate::engine::halving::{first_that, last_that};
use crate::engine::members::Members;
use crate::engine::ops::{NO, is_end};
use crate::engine::reach::Reach;
use crate::engine::region::Region;
use crate::engine::rules::Rules;
use crate::engine::view::View;
use crate::terms::interval::Interval;

/// How often premises and the relations of a part take values away from each other.
const MOST_ROUNDS: usize = 8;

/// A require for one member that what is known does not decide.
#[derive(Debug, Clone)]
pub(crate) struct Premise {
    /// Its place in the requires of the pack, and the member.
    pub(crate) require: usize,
    pub(crate) who: Member,
    start: u32,
    members: Members,
    /// The slots that are not known and that it may read.
    pub(crate) slots: Vec<usize>,
}

/// A case, and the premises that what is known of it leaves open.
#[derive(Debug, Clone)]
pub(crate) struct Premises {
    /// The case with its facts narrowed by the premises.
    pub(crate) case: Case,
    pub(crate) open: Vec<Premise>,
}

impl Premises {
    /// The premises of a case; an error with the first that cannot hold.
    pub(crate) fn of(rules: &Rules<'_>, case: &Case) -> Result<Self, Premise> {
        let open = open_premises(rules, case);
        let (mut narrowed, view) = (case.clone(), View::of(&rules.ops, case));
        let all: Vec<usize> = (0..case.slots.len()).collect();
        if let Err(broken) = narrow(&open, &view, (&mut narrowed.slots, all)) {
            return Err(broken.clone());
        }
        Ok(Self { case: narrowed, open })
    }

    /// The premises of a case; none if they cannot all hold, which is refused where a case comes in.
    pub(crate) fn or_none(rules: &Rules<'_>, case: &Case) -> Self {
        Self::of(rules, case).unwrap_or_else(|_| Self { case: case.clone(), open: Vec::new() })
    }
}

/// All requires for all members that are not decided in a case.
fn open_premises(rules: &Rules<'_>, case: &Case) -> Vec<Premise> {
    let view = View::of(&rules.ops, case);
    let mut open = Vec::new();
    for (require, start) in rules.requires.iter().enumerate() {
        for who in case.members(rules.pack.requires[require].of) {
            let members = Members::of(case, who);
            if is_end(view.walk(*start, &members)) {
                continue;
            }
            let mut found = Reach::default();
            view.reach(*start, &members, &mut found);
            open.push(Premise { require, who, start: *start, members, slots: found.slots });
        }
    }
    open
}

/// Whether premises leave something of a region; `changed` are the slots that are narrower than in the case.
pub(crate) fn leave_something(
    premises: &[Premise],
    view: &View<'_>,
    (region, changed): (&mut Region, Vec<usize>),
) -> bool {
    for _ in 0..MOST_ROUNDS {
        let before = region.slots.clone();
        if narrow(premises, view, (&mut region.slots, changed.clone())).is_err() {
            return false;
        }
        if region.constraints.is_empty() || region.slots == before {
            return true;
        }
        if !region.narrow(view) {
            return false;
        }
    }
    true
}

/// Takes away what the premises of changed slots rule out; an error with a premise that cannot hold.
fn narrow<'p>(
    premises: &'p [Premise],
    view: &View<'_>,
    (slots, mut changed): (&mut Vec<Interval>, Vec<usize>),
) -> Result<(), &'p Premise> {
    for _ in 0..MOST_ROUNDS {
        let reads = |premise: &&Premise| premise.slots.iter().any(|slot| changed.contains(slot));
        let touched: Vec<&Premise> = premises.iter().filter(reads).collect();
        changed = Vec::new();
        for premise in touched {
            let narrower = premise.narrow(view, slots);
            changed.extend(narrower.ok_or(premise)?);
        }
        if changed.is_empty() {
            break;
        }
    }
    Ok(())
}

impl Premise {
    /// Takes the lowest and the highest values of each slot away with which it cannot hold; gives the slots that are
    /// narrower then, or `None` if it cannot hold at all.
    fn narrow(&self, view: &View<'_>, slots: &mut Vec<Interval>) -> Option<Vec<usize>> {
        let mut changed = Vec::new();
        for slot in &self.slots {
            let slot = *slot;
            let whole = slots[slot];
            let mut fails = |low: i32, high: i32| {
                slots[slot] = Interval { low, high };
                let view = View { slots, constraints: &[], ..*view };
                view.walk(self.start, &self.members) == NO
            };
            if fails(whole.low, whole.high) {
                return None;
            }
            let mut left = whole;
            if !whole.is_known() && fails(whole.low, whole.low) {
                left.low = last_that(whole, |high| fails(whole.low, high)) + 1;
            }
            if !whole.is_known() && fails(whole.high, whole.high) {
                left.high = first_that(whole, |low| fails(low, whole.high)) - 1;
            }
            slots[slot] = left;
            changed.extend((left != whole).then_some(slot));
        }
        Some(changed)
    }
}
