//! What cannot be true together is a premise: a completion that breaks a require does not exist.
//!
//! A premise takes away the values of its facts with which it cannot hold, in the whole box and in each part of it; a
//! part from which everything is taken away does not exist.

use crate::case::{Case, Member};
use crate::engine::halving::{first_that, last_that};
use crate::engine::members::Members;
use crate::engine::ops::{NO, Ops};
use crate::engine::region::Region;
use crate::engine::view::View;
use crate::terms::interval::Interval;

/// How often premises and the relations of a part take values away from each other.
const MOST_ROUNDS: usize = 8;

/// What is walked: the ops of some topics, for a case, with the members at hand.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'s> {
    pub(crate) ops: &'s Ops<'s>,
    pub(crate) case: &'s Case,
    pub(crate) members: Members,
    /// What holds in every completion.
    pub(crate) premises: &'s [Premise],
}

impl<'s> Scene<'s> {
    /// The case as it is known.
    pub(crate) fn view(&self) -> View<'s> {
        View::of(self.ops, self.case)
    }

    /// Whether a premise reads a slot.
    pub(crate) fn is_tied(&self, slot: usize) -> bool {
        self.premises.iter().any(|premise| premise.slots.contains(&slot))
    }
}

/// A require for one member that what is known does not decide.
#[derive(Debug, Clone)]
pub(crate) struct Premise {
    /// Its place in the requires of the pack, and the member.
    pub(crate) require: usize,
    pub(crate) who: Member,
    pub(crate) start: u32,
    pub(crate) members: Members,
    /// The slots that are not known and that it may read.
    pub(crate) slots: Vec<usize>,
}

/// The premises that read one of some slots, directly or over others.
pub(crate) fn near(premises: &[Premise], slots: &[usize]) -> Vec<Premise> {
    let (mut slots, mut left): (Vec<usize>, Vec<&Premise>) =
        (slots.to_vec(), premises.iter().collect());
    let mut found = Vec::new();
    loop {
        let reads = |premise: &&Premise| premise.slots.iter().any(|slot| slots.contains(slot));
        let (near, far): (Vec<_>, Vec<_>) = left.into_iter().partition(reads);
        if near.is_empty() {
            return found;
        }
        slots = near.iter().flat_map(|premise| premise.slots.iter().copied()).collect();
        found.extend(near.into_iter().cloned());
        left = far;
    }
}

/// Whether premises leave something of a region; `changed` are the slots that are narrower than in the case.
pub(crate) fn leave_something(
    premises: &[Premise],
    view: &View<'_>,
    (region, changed): (&mut Region, Vec<usize>),
) -> bool {
    if region.constraints.is_empty() {
        return narrow(premises, view, (&mut region.slots, changed)).is_ok();
    }
    for _ in 0..MOST_ROUNDS {
        let before = region.slots.clone();
        if narrow(premises, view, (&mut region.slots, changed.clone())).is_err() {
            return false;
        }
        if region.slots == before {
            return true;
        }
        if !region.narrow(view) {
            return false;
        }
    }
    true
}

/// Takes away what the premises of changed slots rule out; an error with a premise that cannot hold.
pub(crate) fn narrow<'p>(
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
