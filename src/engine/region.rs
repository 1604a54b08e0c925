//! A part of the box of a case: narrowed facts, and relations between facts that hold in it.
//!
//! **Owns** how a box is cut at an undecided comparison, and whether a part has any point in it.

use crate::case::TODAY;
use crate::engine::constraint::Constraint;
use crate::engine::facts::{Facts, Members, compare};
use crate::engine::halving::{first_near, last_near, last_that};
use crate::pack::program::{Node, NodeId, Relation};
use crate::terms::interval::Interval;

/// An undecided fact, choice or comparison.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Atom {
    pub(crate) node: NodeId,
    pub(crate) members: Members,
}

/// A part of the box.
#[derive(Debug, Clone)]
pub(crate) struct Region {
    pub(crate) slots: Vec<Interval>,
    pub(crate) constraints: Vec<Constraint>,
}

/// How often a part is halved, and how often relations narrow facts, before it is taken to have a point.
const MOST_HALVES: usize = 200;
const MOST_ROUNDS: usize = 40;

impl Facts<'_> {
    /// The first undecided atom of an undecided condition.
    pub(crate) fn open_atom(&self, id: NodeId, members: Members) -> Option<Atom> {
        if self.range(id, members).is_known() {
            return None;
        }
        match self.program.node(id) {
            Node::Fact(_) | Node::OneOf { .. } => Some(Atom { node: id, members }),
            Node::Not(part) => self.open_atom(*part, members),
            Node::All(parts) | Node::Any(parts) => {
                parts.iter().find_map(|part| self.open_atom(*part, members))
            }
            Node::Every { of, body } | Node::AtLeastOne { of, body } => {
                self.each(*of, members).find_map(|members| self.open_atom(*body, members))
            }
            Node::Compare { left, right, .. } => {
                let inside =
                    [*left, *right].into_iter().find_map(|side| self.open_count(side, members));
                inside.or(Some(Atom { node: id, members }))
            }
            _ => None,
        }
    }

    /// The first undecided atom inside a count that a number depends on.
    pub(crate) fn open_count(&self, id: NodeId, members: Members) -> Option<Atom> {
        match self.program.node(id) {
            Node::Count { of, body } => {
                self.each(*of, members).find_map(|members| self.open_atom(*body, members))
            }
            node => numbers_in(node).into_iter().find_map(|part| self.open_count(part, members)),
        }
    }

    /// The only slot that is not known and on which an atom depends; nothing if there are several.
    pub(crate) fn only_open_slot(&self, atom: Atom) -> Option<usize> {
        match self.open_slots(atom.node, atom.members)[..] {
            [slot] => Some(slot),
            _ => None,
        }
    }

    /// Whether a number depends on the as-of date.
    pub(crate) fn reads_today(&self, id: NodeId) -> bool {
        let node = self.program.node(id);
        *node == Node::Today || numbers_in(node).into_iter().any(|part| self.reads_today(part))
    }

    /// The slots that are not known and on which a node depends.
    pub(crate) fn open_slots(&self, id: NodeId, members: Members) -> Vec<usize> {
        let mut slots = Vec::new();
        self.collect_open(id, members, &mut slots);
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    fn collect_open(&self, id: NodeId, members: Members, slots: &mut Vec<usize>) {
        match self.program.node(id) {
            Node::Fact(read) | Node::OneOf { fact: read, .. } => {
                let slot = self.slot(*read, members);
                if !self.slots[slot].is_known() {
                    slots.push(slot);
                }
            }
            Node::Today if !self.slots[TODAY].is_known() => slots.push(TODAY),
            Node::All(parts) | Node::Any(parts) => {
                for part in parts {
                    self.collect_open(*part, members, slots);
                }
            }
            Node::Not(part) => self.collect_open(*part, members, slots),
            Node::Every { of, body } | Node::AtLeastOne { of, body } | Node::Count { of, body } => {
                self.each(*of, members)
                    .for_each(|members| self.collect_open(*body, members, slots));
            }
            Node::LastDay { entry, earlier, .. } => {
                self.collect_open(*entry, members, slots);
                let slot = self.slot(*earlier, members);
                let is_read = self.stays(earlier.whose, members).is_none();
                if is_read && !self.slots[slot].is_known() {
                    slots.push(slot);
                }
            }
            node => {
                for part in numbers_in(node) {
                    self.collect_open(part, members, slots);
                }
            }
        }
    }
}

/// The nodes from which a number or a comparison is made.
fn numbers_in(node: &Node) -> Vec<NodeId> {
    match node {
        Node::Shift { date: one, by: other, .. }
        | Node::Add(one, other)
        | Node::Subtract(one, other)
        | Node::Age { born: one, on: other }
        | Node::Earlier(one, other)
        | Node::Later(one, other)
        | Node::Compare { left: one, right: other, .. } => vec![*one, *other],
        Node::Times(_, one) | Node::LastDay { entry: one, .. } => vec![*one],
        _ => Vec::new(),
    }
}

impl Region {
    /// The whole box of a case.
    pub(crate) fn whole(facts: &Facts<'_>) -> Self {
        Self { slots: facts.slots.to_vec(), constraints: facts.constraints.to_vec() }
    }

    /// A case as it is in this part.
    pub(crate) fn facts<'f>(&'f self, facts: &Facts<'f>) -> Facts<'f> {
        Facts { slots: &self.slots, constraints: &self.constraints, ..*facts }
    }

    /// Cuts this part so that each piece decides more of the atom; pieces without a point are left out. Names the slot
    /// at which it was cut, if it was not cut by a relation of several.
    pub(crate) fn cut(&self, facts: &Facts<'_>, atom: Atom) -> (Option<usize>, Vec<Self>) {
        match self.facts(facts).only_open_slot(atom) {
            Some(slot) => (Some(slot), self.cut_slot(facts, slot, atom)),
            None => (None, self.cut_relation(facts, atom)),
        }
    }

    fn cut_relation(&self, facts: &Facts<'_>, atom: Atom) -> Vec<Self> {
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

    /// Cuts at the end of the longest run of values, from the lowest, for which the atom stays as it is there.
    fn cut_slot(&self, facts: &Facts<'_>, slot: usize, atom: Atom) -> Vec<Self> {
        let whole = self.slots[slot];
        let end = self.end_of_run(facts, slot, atom);
        let mut low = self.clone();
        low.slots[slot] = Interval { low: whole.low, high: end };
        let mut parts = Vec::with_capacity(2);
        parts.push(low);
        if end < whole.high {
            let mut high = self.clone();
            high.slots[slot] = Interval { low: end + 1, high: whole.high };
            parts.push(high);
        }
        // Relations of other slots say of each part what they have said of the whole.
        if self.constraints.iter().any(|constraint| constraint.reads(facts, slot)) {
            parts.retain_mut(|part| part.narrow(facts) && part.has_point(facts));
        }
        parts
    }

    /// The last value of a slot up to which an atom stays as it is at the lowest.
    pub(crate) fn end_of_run(&self, facts: &Facts<'_>, slot: usize, atom: Atom) -> i32 {
        let whole = self.slots[slot];
        let mut part = self.clone();
        let mut at = |high: i32| {
            part.slots[slot] = Interval { low: whole.low, high };
            part.facts(facts).range(atom.node, atom.members)
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
