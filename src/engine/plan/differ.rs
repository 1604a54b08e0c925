//! The slots that make a difference: two points that differ in the slot alone have different results.
//!
//! Two parts are apart at least in the slot at which the cut was made that divides them. So they are looked at
//! there, and not at all if the slot is known to make a difference.

use super::explore::{Divide, Found};
use super::look::Look;
use super::{Number, PlannedTopic};
use crate::engine::constraint::Constraint;
use crate::engine::facts::Facts;
use crate::engine::needed::differ_in_one;
use crate::engine::region::Region;
use crate::terms::interval::Interval;

/// The slots in which two parts have no value in common.
enum Apart {
    Nowhere,
    In(usize),
    Several,
}

impl Found {
    /// Adds the slots that make a difference.
    ///
    /// Where two parts are divided by a relation, one holds on each side of it: points of both that differ in
    /// one slot alone differ in one that the relation reads.
    pub(super) fn find_needed(&mut self, topic: &PlannedTopic, whole: &Look<'_>) {
        for place in 0..self.divides.len() {
            let divide = self.divides[place];
            let (first, count) = divide.read;
            for read in first..first + count {
                let slot = self.read[read];
                let is_needed = || self.makes_difference(topic, whole, (divide, slot));
                if !self.needed.contains(&slot) && is_needed() {
                    self.needed.push(slot);
                }
            }
        }
    }

    /// Whether a slot makes a difference between the parts on two sides of a cut.
    fn makes_difference(
        &self,
        topic: &PlannedTopic,
        whole: &Look<'_>,
        (divide, slot): (Divide, usize),
    ) -> bool {
        let facts = &whole.facts();
        let result = |part: usize| self.parts[part].result;
        (divide.first..divide.middle).any(|one| {
            (divide.middle..divide.end).any(|other| {
                let results = (result(one), result(other));
                self.reached.differ(topic, results, |number| whole.reads(number, slot))
                    && match self.apart(facts, one, other) {
                        Apart::Nowhere => divide.by_relation,
                        Apart::In(apart) => apart == slot,
                        Apart::Several => false,
                    }
                    && self.may_differ(facts, (one, other), slot)
            })
        })
    }

    /// Whether two parts, which are apart in no other slot, have points that differ in one slot alone.
    fn may_differ(&self, facts: &Facts<'_>, (one, other): (usize, usize), slot: usize) -> bool {
        let [mine, others] = [one, other].map(|part| self.relations_of(part));
        if mine.is_empty() && others.is_empty() {
            return true;
        }
        let regions = (&self.region(facts, one), &self.region(facts, other));
        differ_in_one(facts, regions, slot)
    }

    fn relations_of(&self, part: usize) -> &[Constraint] {
        let (first, count) = self.parts[part].constraints;
        &self.relations[first..][..count]
    }

    fn apart(&self, facts: &Facts<'_>, one: usize, other: usize) -> Apart {
        let mut apart = Apart::Nowhere;
        for place in 0..self.touched.len() {
            if self.value(facts, one, place).meet(self.value(facts, other, place)).is_none() {
                apart = match apart {
                    Apart::Nowhere => Apart::In(self.touched[place]),
                    Apart::In(_) | Apart::Several => return Apart::Several,
                };
            }
        }
        apart
    }

    /// What a part has in one of the slots that were cut.
    fn value(&self, facts: &Facts<'_>, part: usize, place: usize) -> Interval {
        let (first, count) = self.parts[part].values;
        if place < count { self.values[first + place] } else { facts.slots[self.touched[place]] }
    }

    fn region(&self, facts: &Facts<'_>, part: usize) -> Region {
        let mut slots = facts.slots.to_vec();
        for (place, slot) in self.touched.iter().enumerate() {
            slots[*slot] = self.value(facts, part, place);
        }
        Region { slots, constraints: self.relations_of(part).to_vec() }
    }
}

impl Look<'_> {
    /// Whether a number depends on a slot that is not known.
    fn reads(&self, number: Number, slot: usize) -> bool {
        match self.open_slot(number) {
            Ok(open) => open == Some(slot),
            Err(node) => self.facts().reads(node, self.members, slot),
        }
    }
}
