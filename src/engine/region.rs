//! A part of the box of a case: narrowed facts, and relations between facts that hold in it.
//!
//! **Owns** how a part is cut at a comparison of several facts, and whether a part has any point in it.

use crate::engine::halving::{first_near, last_near};
use crate::engine::members::Members;
use crate::engine::view::{Constraint, View, compare};
use crate::pack::program::{Node, NodeId, Relation};
use crate::terms::interval::Interval;

/// A part of the box.
#[derive(Debug, Clone)]
pub(crate) struct Region {
    pub(crate) slots: Vec<Interval>,
    pub(crate) constraints: Vec<Constraint>,
}

/// How often a part is halved, and how often relations narrow facts, before it is taken to have a point.
const MOST_HALVES: usize = 200;
const MOST_ROUNDS: usize = 40;

impl Region {
    /// What a view sees.
    pub(crate) fn of(view: &View<'_>) -> Self {
        Self { slots: view.slots.to_vec(), constraints: view.constraints.to_vec() }
    }

    /// A case as it is in this part.
    pub(crate) fn view<'v>(&'v self, view: &View<'v>) -> View<'v> {
        View { slots: &self.slots, constraints: &self.constraints, ..*view }
    }

    /// The part of this one in which a slot has these values; `None` if no point is left.
    pub(crate) fn with(&self, view: &View<'_>, slot: usize, values: Interval) -> Option<Self> {
        let mut part = self.clone();
        part.slots[slot] = values;
        (part.narrow(view) && part.has_point(view)).then_some(part)
    }

    /// The pieces of this part where a comparison of several facts holds, and where it does not.
    pub(crate) fn cut(&self, view: &View<'_>, (node, members): (NodeId, Members)) -> Vec<Self> {
        let Node::Compare { left, relation, right } = *view.ops.program.node(node) else {
            unreachable!("facts and choices depend on one slot only")
        };
        let is = |left, relation, right| Constraint { left, relation, right, members, swap: None };
        let ways = match relation {
            Relation::Less => {
                vec![is(left, Relation::Less, right), is(right, Relation::AtMost, left)]
            }
            Relation::AtMost => {
                vec![is(left, Relation::AtMost, right), is(right, Relation::Less, left)]
            }
            Relation::Equal => vec![
                is(left, Relation::Less, right),
                is(left, Relation::Equal, right),
                is(right, Relation::Less, left),
            ],
        };
        let with = |constraint| {
            let mut part = self.clone();
            let known = part.constraints.len();
            part.constraints.push(constraint);
            part.narrow_from(view, known).then_some(part)
        };
        let narrowed = ways.into_iter().filter_map(with);
        narrowed.filter(|part| part.has_point(view)).collect()
    }

    /// Whether a relation can hold somewhere in this part; true, false or not decided.
    fn check(&self, view: &View<'_>, constraint: &Constraint) -> Interval {
        let [left, right] = self.sides(view, constraint);
        compare(left, constraint.relation, right)
    }

    fn sides(&self, view: &View<'_>, constraint: &Constraint) -> [Interval; 2] {
        let here = View { slots: &self.slots, constraints: &[], swap: constraint.swap, ..*view };
        [constraint.left, constraint.right].map(|node| here.value(node, &constraint.members))
    }

    /// Takes values away that no relation allows; gives false if nothing is left.
    pub(crate) fn narrow(&mut self, view: &View<'_>) -> bool {
        self.narrow_from(view, 0)
    }

    /// The same where the relations before `known` have already taken away what they can.
    fn narrow_from(&mut self, view: &View<'_>, known: usize) -> bool {
        let count = self.constraints.len();
        let mut last = None;
        for place in known..count {
            let Some(is_narrower) = self.narrow_once(view, place) else { return false };
            last = if is_narrower { Some(place) } else { last };
        }
        let Some(mut last) = last else { return true };
        for place in (0..count).cycle().take(MOST_ROUNDS * count) {
            // All others allow what the last one left that took something away.
            if place == last {
                return true;
            }
            let Some(is_narrower) = self.narrow_once(view, place) else { return false };
            last = if is_narrower { place } else { last };
        }
        true
    }

    /// Takes away what one relation does not allow, and says whether that was anything; nothing if nothing is left.
    fn narrow_once(&mut self, view: &View<'_>, place: usize) -> Option<bool> {
        let constraint = self.constraints[place];
        let mut is_narrower = false;
        loop {
            match self.check(view, &constraint) {
                Interval::FALSE => return None,
                Interval::TRUE => return Some(is_narrower),
                _ if !self.narrow_by(view, &constraint) => return Some(is_narrower),
                // What one side leaves of the other, an inequality allows.
                _ if constraint.relation != Relation::Equal => return Some(true),
                _ => is_narrower = true,
            }
        }
    }

    fn narrow_by(&mut self, view: &View<'_>, constraint: &Constraint) -> bool {
        let here = View { slots: &self.slots, constraints: &[], swap: constraint.swap, ..*view };
        let mut slots = here.open_slots(constraint.left, &constraint.members);
        slots.extend(here.open_slots(constraint.right, &constraint.members));
        let mut has_changed = false;
        for slot in slots {
            let whole = self.slots[slot];
            if whole.is_known() {
                continue;
            }
            let mut fails = |low: i32, high: i32| {
                self.slots[slot] = Interval { low, high };
                let [left, right] = self.sides(view, constraint);
                let fails = compare(left, constraint.relation, right) == Interval::FALSE;
                fails.then(|| gap(left, right))
            };
            // Most numbers change by one a day, so that the gap says where to look.
            let mut low = whole.low;
            if let Some(gap) = fails(low, low) {
                let guess = low.saturating_add(gap);
                let last = last_near(whole, guess, |high| fails(whole.low, high).is_some());
                low = last.saturating_add(1);
            }
            let mut high = whole.high;
            if let Some(gap) = fails(high, high) {
                let guess = high.saturating_sub(gap);
                let first = first_near(whole, guess, |low| fails(low, whole.high).is_some());
                high = first.saturating_sub(1);
            }
            let is_left = low <= high;
            self.slots[slot] = if is_left { Interval { low, high } } else { whole };
            has_changed |= is_left && self.slots[slot] != whole;
        }
        has_changed
    }

    /// Whether there is a point in this part: its corners are tried first, then its halves.
    pub(crate) fn has_point(&self, view: &View<'_>) -> bool {
        if self.is_met_at(view, |slot| slot.low) || self.is_met_at(view, |slot| slot.high) {
            return true;
        }
        let mut left = vec![self.clone()];
        for _ in 0..MOST_HALVES {
            let Some(mut part) = left.pop() else { return false };
            if !part.narrow(view) {
                continue;
            }
            if part.is_met_at(view, |slot| slot.low) || part.is_met_at(view, |slot| slot.high) {
                return true;
            }
            let mut open: Vec<usize> = Vec::new();
            for constraint in &part.constraints {
                let here = View { swap: constraint.swap, ..part.view(view) };
                open.extend(here.open_slots(constraint.left, &constraint.members));
                open.extend(here.open_slots(constraint.right, &constraint.members));
            }
            let width = |slot: &usize| part.slots[*slot].high - part.slots[*slot].low;
            let Some(slot) = open.into_iter().max_by_key(width) else { continue };
            let whole = part.slots[slot];
            let middle = whole.low + (whole.high - whole.low) / 2;
            for half in [Interval { high: middle, ..whole }, Interval { low: middle + 1, ..whole }]
            {
                let mut part = part.clone();
                part.slots[slot] = half;
                left.push(part);
            }
        }
        true
    }

    fn is_met_at(&self, view: &View<'_>, corner: fn(&Interval) -> i32) -> bool {
        if self.constraints.is_empty() {
            return true;
        }
        let slots = self.slots.iter().map(|slot| Interval::exactly(corner(slot))).collect();
        let point = Self { slots, constraints: Vec::new() };
        self.constraints.iter().all(|constraint| point.check(view, constraint) == Interval::TRUE)
    }
}

/// By how much a relation fails.
fn gap(left: Interval, right: Interval) -> i32 {
    left.low.saturating_sub(right.high).max(right.low.saturating_sub(left.high))
}
