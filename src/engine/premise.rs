//! What cannot be true together is a premise: a completion that breaks a require does not exist.
//!
//! A premise takes away the values of its facts with which it cannot hold, in the whole box and in each part of it; a
//! part from which everything is taken away does not exist.

use crate::case::Member;
use crate::engine::halving::{first_that, last_that};
use crate::engine::members::Members;
use crate::engine::ops::NO;
use crate::engine::region::Region;
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
    pub(crate) start: u32,
    pub(crate) members: Members,
    /// The slots that are not known and that it may read.
    pub(crate) slots: Vec<usize>,
}

/// Premises, found by the slots that they read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Premises {
    list: Vec<Premise>,
    /// The places of the premises that read a slot, in order of the slots.
    readers: Vec<usize>,
    /// Where those of each slot begin; those of the last end at the end.
    starts: Vec<usize>,
}

impl Premises {
    /// These premises.
    pub(crate) fn new(list: Vec<Premise>) -> Self {
        let all = list.iter().enumerate();
        let all = all.flat_map(|(place, of)| of.slots.iter().map(move |slot| (*slot, place)));
        let mut all: Vec<(usize, usize)> = all.collect();
        all.sort_unstable();
        let mut starts = Vec::new();
        for (place, (slot, _)) in all.iter().enumerate() {
            starts.resize(slot + 1, place);
        }
        let readers = all.into_iter().map(|(_, place)| place).collect();
        Self { list, readers, starts }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether a premise reads a slot.
    pub(crate) fn read(&self, slot: usize) -> bool {
        !self.readers_of(slot).is_empty()
    }

    fn readers_of(&self, slot: usize) -> &[usize] {
        let Some(start) = self.starts.get(slot) else { return &[] };
        let end = self.starts.get(slot + 1).copied().unwrap_or(self.readers.len());
        &self.readers[*start..end]
    }

    /// Adds the slots that premises tie to some slots, directly or over others.
    pub(crate) fn add_tied(&self, slots: &mut Vec<usize>) {
        let mut place = 0;
        while let Some(slot) = slots.get(place).copied() {
            for other in self.readers_of(slot).iter().flat_map(|of| &self.list[*of].slots) {
                if !slots.contains(other) {
                    slots.push(*other);
                }
            }
            place += 1;
        }
    }

    /// Whether something is left of a region; `changed` are the slots that may be narrower than in the case.
    pub(crate) fn leave_something(
        &self,
        view: &View<'_>,
        region: &mut Region,
        changed: &[usize],
    ) -> bool {
        for _ in 0..MOST_ROUNDS {
            let readers = self.readers_of_all(changed);
            if self.narrow(view, &mut region.slots, readers).is_err() {
                return false;
            }
            let before =
                if region.constraints.is_empty() { None } else { Some(region.slots.clone()) };
            if before.is_some() && !region.narrow(view) {
                return false;
            }
            if before.is_none_or(|before| before == region.slots) {
                return true;
            }
        }
        true
    }

    /// Takes away what all of them rule out; an error with one that cannot hold.
    pub(crate) fn narrow_all(
        &self,
        view: &View<'_>,
        slots: &mut Vec<Interval>,
    ) -> Result<(), &Premise> {
        self.narrow(view, slots, (0..self.list.len()).collect())
    }

    /// Takes away what these premises rule out, and what those rule out then that read what is narrower; an error with
    /// one that cannot hold.
    fn narrow(
        &self,
        view: &View<'_>,
        slots: &mut Vec<Interval>,
        mut places: Vec<usize>,
    ) -> Result<(), &Premise> {
        for _ in 0..MOST_ROUNDS {
            let mut changed = Vec::new();
            for premise in places.into_iter().map(|place| &self.list[place]) {
                changed.extend(premise.narrow(view, slots).ok_or(premise)?);
            }
            places = self.readers_of_all(&changed);
            if places.is_empty() {
                break;
            }
        }
        Ok(())
    }

    /// The premises that read any of some slots, each once.
    fn readers_of_all(&self, slots: &[usize]) -> Vec<usize> {
        let readers = slots.iter().flat_map(|slot| self.readers_of(*slot)).copied();
        let mut readers: Vec<usize> = readers.collect();
        readers.sort_unstable();
        readers.dedup();
        readers
    }
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
