//! The slots that make a difference: two points that differ in the slot alone have different results.
//!
//! Two parts are apart at least in the slot at which the cut was made that divides them. So they are looked at
//! there, and not at all if the slot is known to make a difference.

use super::explore::{Divide, Found};
use super::look::Look;
use crate::engine::explore::differ_in_one;
use crate::engine::facts::Facts;
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
    pub(super) fn find_needed(&mut self, whole: &Look<'_>) {
        let facts = whole.facts();
        for place in 0..self.divides.len() {
            let divide = self.divides[place];
            match divide.slot {
                Some(slot) if self.needed.contains(&slot) => {}
                Some(slot) => self.compare_cut(&facts, divide, slot),
                None => self.compare_related(&facts, divide),
            }
        }
    }

    /// Compares the parts on the two sides of a cut at a slot.
    fn compare_cut(&mut self, facts: &Facts<'_>, divide: Divide, slot: usize) {
        for one in divide.first..divide.middle {
            for other in divide.middle..divide.end {
                if self.parts[one].result != self.parts[other].result
                    && matches!(self.apart(facts, one, other), Apart::In(_))
                    && self.may_differ(facts, (one, other), slot)
                {
                    return self.need(slot);
                }
            }
        }
    }

    /// Compares the parts on the two sides of a cut by a relation.
    fn compare_related(&mut self, facts: &Facts<'_>, divide: Divide) {
        let mut open = self.touched.clone();
        for constraint in &self.relations {
            open.extend(facts.open_slots(constraint.left, constraint.members));
            open.extend(facts.open_slots(constraint.right, constraint.members));
        }
        open.sort_unstable();
        open.dedup();
        open.retain(|slot| !self.needed.contains(slot));
        for one in divide.first..divide.middle {
            for other in divide.middle..divide.end {
                if open.is_empty() {
                    return;
                }
                if self.parts[one].result == self.parts[other].result {
                    continue;
                }
                let candidates = match self.apart(facts, one, other) {
                    Apart::Nowhere => open.clone(),
                    Apart::In(slot) if open.contains(&slot) => vec![slot],
                    Apart::In(_) | Apart::Several => continue,
                };
                for slot in candidates {
                    if self.may_differ(facts, (one, other), slot) {
                        self.need(slot);
                        open.retain(|other| *other != slot);
                    }
                }
            }
        }
    }

    /// Whether two parts, which are apart in no other slot, have points that differ in one slot alone.
    fn may_differ(&self, facts: &Facts<'_>, (one, other): (usize, usize), slot: usize) -> bool {
        let is_plain = |part: usize| self.parts[part].constraints.1 == 0;
        is_plain(one) && is_plain(other)
            || differ_in_one(facts, (&self.region(facts, one), &self.region(facts, other)), slot)
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
        let (first, count) = self.parts[part].constraints;
        Region { slots, constraints: self.relations[first..][..count].to_vec() }
    }
}
