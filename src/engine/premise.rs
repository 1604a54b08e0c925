//! What cannot be true together is a premise: a completion that breaks a require does not exist.
//!
//! A premise takes away the values of its facts with which it cannot hold, in the whole box and in each part of it; a
//! part from which everything is taken away does not exist.

use crate::case::Member;
use crate::engine::halving::{first_that, last_that};
use crate::engine::members::Members;
use crate::engine::ops::{NO, YES};
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
    pub(crate) list: Vec<Premise>,
    /// The places of the premises that read a slot, in order of the slots.
    readers: Vec<usize>,
    /// Where those of each slot begin; those of the last end at the end.
    starts: Vec<usize>,
    /// For each premise, the first of those that read the same slots, directly or over others.
    groups: Vec<usize>,
    /// A point of the case that all of them allow.
    pub(crate) point: Vec<Interval>,
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
        let groups = vec![usize::MAX; list.len()];
        let mut premises = Self { list, readers, starts, groups, point: Vec::new() };
        for first in 0..premises.list.len() {
            premises.group(first);
        }
        premises
    }

    /// Notes the premises that read the same slots as one of them, unless it belongs to others.
    fn group(&mut self, first: usize) {
        let mut pending = vec![first];
        while let Some(place) = pending.pop() {
            if self.groups[place] == usize::MAX {
                self.groups[place] = first;
                let slots = self.list[place].slots.iter();
                pending.extend(slots.flat_map(|slot| self.readers_of(*slot)));
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether a premise reads a slot.
    pub(crate) fn read(&self, slot: usize) -> bool {
        !self.readers_of(slot).is_empty()
    }

    pub(crate) fn readers_of(&self, slot: usize) -> &[usize] {
        let Some(start) = self.starts.get(slot) else { return &[] };
        let end = self.starts.get(slot + 1).copied().unwrap_or(self.readers.len());
        &self.readers[*start..end]
    }

    /// The premises that read some slots, directly or over others.
    pub(crate) fn tied_to(&self, slots: &[usize]) -> Vec<usize> {
        let groups = self.readers_of_all(slots).into_iter().map(|place| self.groups[place]);
        let groups: Vec<usize> = groups.collect();
        (0..self.list.len()).filter(|place| groups.contains(&self.groups[*place])).collect()
    }

    /// Adds the slots that premises tie to some slots, directly or over others.
    pub(crate) fn add_tied(&self, slots: &mut Vec<usize>) {
        let tied = self.tied_to(slots);
        slots.extend(tied.into_iter().flat_map(|place| self.list[place].slots.iter().copied()));
        slots.sort_unstable();
        slots.dedup();
    }

    /// Takes away what relations and premises rule out where a region has changed, and adds the slots that are narrower
    /// then; gives false if nothing is left.
    pub(crate) fn narrow_in(
        &self,
        view: &View<'_>,
        region: &mut Region,
        changed: &mut Vec<usize>,
    ) -> bool {
        let mut last = changed.clone();
        for _ in 0..MOST_ROUNDS {
            if !region.constraints.is_empty() {
                let read = region.open_slots_of_all(view);
                let before: Vec<Interval> = read.iter().map(|slot| region.slots[*slot]).collect();
                if !region.narrow(view) {
                    return false;
                }
                let others = read.into_iter().zip(before);
                let others = others.filter(|(slot, before)| region.slots[*slot] != *before);
                last.extend(others.map(|(slot, _)| slot));
            }
            let mut narrower = Vec::new();
            for is_twin in [false, true] {
                let Some(found) = self.narrow_point(view, region, (&last, is_twin)) else {
                    return false;
                };
                narrower.extend(found);
            }
            changed.extend(last);
            changed.extend_from_slice(&narrower);
            changed.sort_unstable();
            changed.dedup();
            if narrower.is_empty() || region.constraints.is_empty() && region.twin.is_none() {
                return true;
            }
            last = narrower;
        }
        true
    }

    /// The same for one of the two points of a region; gives the slots that are narrower then.
    fn narrow_point(
        &self,
        view: &View<'_>,
        region: &mut Region,
        (changed, is_twin): (&[usize], bool),
    ) -> Option<Vec<usize>> {
        let copy = region.twin.map(|_| region.slots.len() - 1);
        let is_own = |slot: &usize| Some(*slot) != if is_twin { region.twin } else { copy };
        let own = changed.iter().copied().filter(is_own);
        let own =
            own.map(|slot| if Some(slot) == copy { region.twin.unwrap_or(slot) } else { slot });
        let mut places = self.readers_of_all(&own.collect::<Vec<_>>());
        if is_twin {
            let twin = region.twin;
            places.retain(|place| twin.is_some_and(|twin| self.list[*place].slots.contains(&twin)));
        }
        if places.is_empty() {
            return Some(Vec::new());
        }
        let seen = region.seen(view, is_twin);
        let here = View { constraints: &seen, ..*view };
        let narrower = region.at(is_twin, |slots| self.narrow(&here, slots, places).ok())?;
        Some(narrower.into_iter().map(|slot| region.place(is_twin, slot)).collect())
    }

    /// Takes away what all of them rule out, and finds a point that they allow; an error with one that cannot hold
    /// together with the others.
    pub(crate) fn narrow_case(
        &mut self,
        view: &View<'_>,
        slots: &mut Vec<Interval>,
    ) -> Result<(), Premise> {
        let all: Vec<usize> = (0..self.list.len()).collect();
        self.narrow(view, slots, all.clone()).map_err(Premise::clone)?;
        self.point = slots.iter().map(|slot| Interval::exactly(slot.low)).collect();
        for place in all.iter().copied() {
            if self.is_met(view, &self.point, place) || self.mend(view, slots, place) {
                continue;
            }
            let first = self.groups[place];
            let own = all.iter().filter(|place| self.groups[**place] == first);
            let changed = own.flat_map(|place| self.list[*place].slots.iter().copied()).collect();
            let region = Region { slots: slots.clone(), constraints: Vec::new(), twin: None };
            let point = self.find(view, (region, changed));
            self.point = point.ok_or_else(|| self.list[first].clone())?;
        }
        Ok(())
    }

    /// Whether a premise holds at a point.
    pub(crate) fn is_met(&self, view: &View<'_>, point: &[Interval], place: usize) -> bool {
        let Premise { start, members, .. } = &self.list[place];
        View { slots: point, constraints: &[], ..*view }.walk(*start, members) == YES
    }

    /// Moves one slot of the point to an end of what it may be, so that a premise holds and no other is broken.
    fn mend(&mut self, view: &View<'_>, slots: &[Interval], place: usize) -> bool {
        for slot in self.list[place].slots.clone() {
            let before = self.point[slot];
            for end in [slots[slot].high, slots[slot].low] {
                self.point[slot] = Interval::exactly(end);
                let mut readers = self.readers_of(slot).iter();
                if readers.all(|reader| self.is_met(view, &self.point, *reader)) {
                    return true;
                }
            }
            self.point[slot] = before;
        }
        false
    }

    /// Takes away what these premises rule out, and what those rule out then that read what is narrower; gives the slots
    /// that are narrower, or one that cannot hold.
    fn narrow(
        &self,
        view: &View<'_>,
        slots: &mut Vec<Interval>,
        mut places: Vec<usize>,
    ) -> Result<Vec<usize>, &Premise> {
        let mut narrower = Vec::new();
        for _ in 0..MOST_ROUNDS {
            let mut changed = Vec::new();
            for premise in places.into_iter().map(|place| &self.list[place]) {
                changed.extend(premise.narrow(view, slots).ok_or(premise)?);
            }
            places = self.readers_of_all(&changed);
            narrower.extend(changed);
            if places.is_empty() {
                break;
            }
        }
        Ok(narrower)
    }

    /// The premises that read any of some slots, each once.
    pub(crate) fn readers_of_all(&self, slots: &[usize]) -> Vec<usize> {
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
                let view = View { slots, ..*view };
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
            if left.low > left.high {
                return None;
            }
            slots[slot] = left;
            changed.extend((left != whole).then_some(slot));
        }
        Some(changed)
    }
}
