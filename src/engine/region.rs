//! A part of the box of a case: narrowed facts, and relations between facts that hold in it.
//!
//! **Owns** how a box is cut at an undecided comparison, and whether a part has any point in it.

use crate::engine::constraint::Constraint;
use crate::engine::facts::{Facts, compare};
use crate::engine::halving::{first_near, last_near, last_that};
use crate::engine::open::Atom;
use crate::pack::program::{Node, Relation};
use crate::terms::interval::Interval;

/// A part of the box.
#[derive(Debug, Clone)]
pub(crate) struct Region {
    pub(crate) slots: Vec<Interval>,
    pub(crate) constraints: Vec<Constraint>,
}

/// How a part is cut.
pub(crate) enum Cut {
    /// At a slot, into these values of it.
    Slot(usize, [Interval; 2]),
    /// Into these pieces, which have a point, by something that depends on these slots.
    Pieces(Vec<usize>, Vec<Region>),
}

/// How often a part is halved, and how often relations narrow facts, before it is taken to have a point.
const MOST_HALVES: usize = 200;
const MOST_ROUNDS: usize = 40;

impl Region {
    /// The whole box of a case.
    pub(crate) fn whole(facts: &Facts<'_>) -> Self {
        Self { slots: facts.slots.to_vec(), constraints: facts.constraints.to_vec() }
    }

    /// What this part and one that is cut out of the whole box at these slots have in common; nothing if that is
    /// no point.
    pub(crate) fn meet(&self, other: &Self, cut: &[usize], facts: &Facts<'_>) -> Option<Self> {
        let mut both = self.clone();
        for slot in cut {
            both.slots[*slot] = self.slots[*slot].meet(other.slots[*slot])?;
        }
        if self.is_free(other, cut, facts) {
            return Some(both);
        }
        for constraint in &other.constraints {
            if self.constraints.iter().any(|own| own.excludes(constraint, facts)) {
                return None;
            }
            both.constraints.push(*constraint);
        }
        (both.narrow(facts) && both.has_point(facts)).then_some(both)
    }

    /// Whether they have a point in common.
    pub(crate) fn meets(&self, other: &Self, cut: &[usize], facts: &Facts<'_>) -> bool {
        let has_both = |slot: &usize| self.slots[*slot].meet(other.slots[*slot]).is_some();
        let are_boxes = self.constraints.is_empty() && other.constraints.is_empty();
        cut.iter().all(has_both) && (are_boxes || self.meet(other, cut, facts).is_some())
    }

    /// Whether what another part takes away at these slots is nothing that a relation speaks of.
    fn is_free(&self, other: &Self, cut: &[usize], facts: &Facts<'_>) -> bool {
        let takes = |slot: &usize| {
            let own = self.slots[*slot];
            own.meet(other.slots[*slot]) != Some(own)
                && self.constraints.iter().any(|constraint| constraint.reads(facts, *slot))
        };
        other.constraints.is_empty() && !cut.iter().any(takes)
    }

    /// A case as it is in this part.
    pub(crate) fn facts<'f>(&'f self, facts: &Facts<'f>) -> Facts<'f> {
        Facts { slots: &self.slots, constraints: &self.constraints, ..*facts }
    }

    /// Cuts this part so that each piece decides more of the atom.
    pub(crate) fn cut(&self, facts: &Facts<'_>, atom: Atom) -> Cut {
        let slot = match self.facts(facts).open_slots_of(atom) {
            Ok(slot) => slot,
            Err(slots) => return Cut::Pieces(slots, self.cut_relation(facts, atom)),
        };
        let whole = self.slots[slot];
        let end = self.end_of_run(facts, slot, atom);
        debug_assert!(end < whole.high, "what is not decided changes with the slot");
        let halves = [Interval { high: end, ..whole }, Interval { low: end + 1, ..whole }];
        // Relations of other slots say of each piece what they have said of the whole.
        if !self.constraints.iter().any(|constraint| constraint.reads(facts, slot)) {
            return Cut::Slot(slot, halves);
        }
        let with = |half| {
            let mut part = self.clone();
            part.slots[slot] = half;
            (part.narrow(facts) && part.has_point(facts)).then_some(part)
        };
        Cut::Pieces(vec![slot], halves.into_iter().filter_map(with).collect())
    }

    /// The pieces of this part where a relation of several slots holds, and where it does not.
    pub(crate) fn cut_relation(&self, facts: &Facts<'_>, atom: Atom) -> Vec<Self> {
        let Node::Compare { left, relation, right } = *facts.program.node(atom.node) else {
            unreachable!("facts and choices depend on one slot only")
        };
        let is = |left, relation, right| Constraint {
            left,
            relation,
            right,
            members: atom.members,
            swap: None,
        };
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
            part.narrow_from(facts, known).then_some(part)
        };
        let narrowed = ways.into_iter().filter_map(with);
        narrowed.filter(|part| part.has_point(facts)).collect()
    }

    /// The last value of a slot up to which an atom stays as it is at the lowest.
    pub(crate) fn end_of_run(&self, facts: &Facts<'_>, slot: usize, atom: Atom) -> i32 {
        let whole = self.slots[slot];
        if let Node::OneOf { set, .. } = facts.program.node(atom.node) {
            let at = |high: i32| set.judge(Interval { low: whole.low, high });
            return last_that(whole, |high| at(high) == at(whole.low));
        }
        let mut slots = self.slots.clone();
        let mut at = |high: i32| {
            slots[slot] = Interval { low: whole.low, high };
            let part = Facts { slots: &slots, ..self.facts(facts) };
            part.range(atom.node, atom.members)
        };
        let first = at(whole.low);
        last_that(whole, |high| at(high) == first)
    }

    /// Whether a relation can hold somewhere in this part; true, false or not decided.
    fn check(&self, facts: &Facts<'_>, constraint: &Constraint) -> Interval {
        let [left, right] = self.sides(facts, constraint);
        compare(left, constraint.relation, right)
    }

    fn sides(&self, facts: &Facts<'_>, constraint: &Constraint) -> [Interval; 2] {
        let here = Facts { slots: &self.slots, constraints: &[], swap: constraint.swap, ..*facts };
        [constraint.left, constraint.right].map(|node| here.range(node, constraint.members))
    }

    /// Takes values away that no relation allows; gives false if nothing is left.
    pub(crate) fn narrow(&mut self, facts: &Facts<'_>) -> bool {
        self.narrow_from(facts, 0)
    }

    /// The same where the relations before `known` have already taken away what they can.
    fn narrow_from(&mut self, facts: &Facts<'_>, known: usize) -> bool {
        let count = self.constraints.len();
        let mut last = None;
        for place in known..count {
            let Some(is_narrower) = self.narrow_once(facts, place) else { return false };
            last = if is_narrower { Some(place) } else { last };
        }
        let Some(mut last) = last else { return true };
        for place in (0..count).cycle().take(MOST_ROUNDS * count) {
            // All others allow what the last one left that took something away.
            if place == last {
                return true;
            }
            let Some(is_narrower) = self.narrow_once(facts, place) else { return false };
            last = if is_narrower { place } else { last };
        }
        true
    }

    /// Takes away what one relation does not allow, and says whether that was anything; nothing if nothing is left.
    fn narrow_once(&mut self, facts: &Facts<'_>, place: usize) -> Option<bool> {
        let constraint = self.constraints[place];
        let mut is_narrower = false;
        loop {
            match self.check(facts, &constraint) {
                Interval::FALSE => return None,
                Interval::TRUE => return Some(is_narrower),
                _ if !self.narrow_by(facts, &constraint) => return Some(is_narrower),
                // What one side leaves of the other, an inequality allows.
                _ if constraint.relation != Relation::Equal => return Some(true),
                _ => is_narrower = true,
            }
        }
    }

    fn narrow_by(&mut self, facts: &Facts<'_>, constraint: &Constraint) -> bool {
        let here = Facts { slots: &self.slots, constraints: &[], swap: constraint.swap, ..*facts };
        let mut slots = here.open_slots(constraint.left, constraint.members);
        slots.extend(here.open_slots(constraint.right, constraint.members));
        let mut has_changed = false;
        for slot in slots {
            let whole = self.slots[slot];
            if whole.is_known() {
                continue;
            }
            let mut fails = |low: i32, high: i32| {
                self.slots[slot] = Interval { low, high };
                let [left, right] = self.sides(facts, constraint);
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
    pub(crate) fn has_point(&self, facts: &Facts<'_>) -> bool {
        if self.is_met_at(facts, |slot| slot.low) || self.is_met_at(facts, |slot| slot.high) {
            return true;
        }
        let mut left = vec![self.clone()];
        for _ in 0..MOST_HALVES {
            let Some(mut part) = left.pop() else { return false };
            if !part.narrow(facts) {
                continue;
            }
            if part.is_met_at(facts, |slot| slot.low) || part.is_met_at(facts, |slot| slot.high) {
                return true;
            }
            let mut open: Vec<usize> = Vec::new();
            for constraint in &part.constraints {
                let here = Facts { swap: constraint.swap, ..part.facts(facts) };
                open.extend(here.open_slots(constraint.left, constraint.members));
                open.extend(here.open_slots(constraint.right, constraint.members));
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

    fn is_met_at(&self, facts: &Facts<'_>, corner: fn(&Interval) -> i32) -> bool {
        if self.constraints.is_empty() {
            return true;
        }
        let slots = self.slots.iter().map(|slot| Interval::exactly(corner(slot))).collect();
        let point = Self { slots, constraints: Vec::new() };
        self.constraints.iter().all(|constraint| point.check(facts, constraint) == Interval::TRUE)
    }
}

/// By how much a relation fails.
fn gap(left: Interval, right: Interval) -> i32 {
    left.low.saturating_sub(right.high).max(right.low.saturating_sub(left.high))
}
