//! Whether a part of the box has a point that premises allow.
//!
//! A point that all premises allow is known. It is moved into the part; only what that may break is asked again, and where
//! it breaks a premise the part is cut at the first op that is open in it.

use crate::case::TODAY;
use crate::engine::cut::Cut;
use crate::engine::ops::{NO, YES};
use crate::engine::premise::{Premise, Premises};
use crate::engine::region::Region;
use crate::engine::residual::joined;
use crate::engine::view::{Constraint, View};
use crate::terms::interval::Interval;

/// Into how many pieces a part is cut before it is taken to have a point.
const MOST_PIECES: usize = 1_000;

/// A premise by its place, and whether it is asked of the twin.
type Asked = (usize, bool);

/// The op at which a premise is open.
#[derive(Clone, Copy)]
struct Stop {
    asked: Asked,
    op: u32,
}

/// A region, and the slots that may be narrower than in the case or that its relations read.
type Changed = (Region, Vec<usize>);

impl Premises {
    /// Whether a region has a point that these premises allow, and its twin if it has one; `changed` are the slots that
    /// may be narrower than in the case, and those that its relations read.
    pub(crate) fn allow(&self, view: &View<'_>, region: Region, changed: Vec<usize>) -> bool {
        self.find(view, (region, changed)).is_some()
    }

    /// A point of a region that premises allow: where one breaks a premise, the region is cut at the first op that is
    /// open in that premise.
    pub(crate) fn find(&self, view: &View<'_>, whole: Changed) -> Option<Vec<Interval>> {
        let mut pending = vec![whole];
        for _ in 0..MOST_PIECES {
            let (mut part, mut changed) = pending.pop()?;
            // Most regions have the point: no value need be taken away then.
            let nearest = part.nearest(&self.point, &changed);
            if part.is_met_at(view, &nearest)
                && self.broken(view, (&nearest, part.twin), &changed).is_none()
            {
                return Some(nearest);
            }
            if !self.narrow_in(view, &mut part, &mut changed) {
                continue;
            }
            let nearest = part.nearest(&self.point, &changed);
            let Some(point) = part.point(view, nearest) else { continue };
            let Some(broken) = self.broken(view, (&point, part.twin), &changed) else {
                return Some(point);
            };
            match self.walk(view, &mut part, broken) {
                NO => {}
                YES => return Some(point),
                op => {
                    let stop = Stop { asked: broken, op };
                    pending.extend(self.cut(view, (part, changed), stop));
                }
            }
        }
        pending.pop().map(|(part, changed)| part.nearest(&self.point, &changed))
    }

    /// The values of a slot that some household has, in runs; all of them of the as-of date, and if there are too many
    /// possibilities.
    pub(crate) fn existing(&self, view: &View<'_>, slot: usize) -> Vec<Interval> {
        let all = || vec![view.slots[slot]];
        if slot == TODAY || !self.read(slot) {
            return all();
        }
        self.values(view, (Region::of(view), vec![slot]), slot).unwrap_or_else(all)
    }

    /// The values that a slot has where premises allow a region, in runs; nothing if there are too many pieces.
    pub(crate) fn values(
        &self,
        view: &View<'_>,
        (region, changed): Changed,
        slot: usize,
    ) -> Option<Vec<Interval>> {
        let asked = self.tied_to(&changed);
        let (mut found, mut pending) = (Vec::new(), vec![(region, changed)]);
        for _ in 0..MOST_PIECES {
            let Some((mut part, mut changed)) = pending.pop() else { return Some(found) };
            let is_left = self.narrow_in(view, &mut part, &mut changed);
            let values = part.slots[slot];
            let is_known = |run: &Interval| run.meet(values) == Some(values);
            if !is_left || found.iter().any(is_known) {
                continue;
            }
            let stops = asked.iter().map(|place| self.walk(view, &mut part, (*place, false)));
            let stops: Vec<u32> = stops.collect();
            match stops.iter().position(|stop| *stop != YES) {
                _ if stops.contains(&NO) => {}
                None if part.has_point(view) => {
                    found.push(values);
                    found = joined(found);
                }
                None => {}
                Some(open) => {
                    let stop = Stop { asked: (asked[open], false), op: stops[open] };
                    pending.extend(self.cut(view, (part, changed), stop));
                }
            }
        }
        None
    }

    /// The first premise that a point breaks, or its twin, if it differs in what is changed from a point that they allow.
    fn broken(
        &self,
        view: &View<'_>,
        (point, twin): (&[Interval], Option<usize>),
        changed: &[usize],
    ) -> Option<Asked> {
        let own = self.readers_of_all(changed).into_iter();
        let mut own = own.filter(|place| !self.is_met(view, point, *place));
        let of_twin = || {
            let twin = twin.filter(|twin| self.read(*twin))?;
            let mut slots = point.to_vec();
            slots.swap(twin, point.len() - 1);
            let mut readers = self.readers_of(twin).iter().copied();
            readers.find(|place| !self.is_met(view, &slots, *place))
        };
        own.next().map(|place| (place, false)).or_else(|| Some((of_twin()?, true)))
    }

    /// Where a premise leads in a region.
    fn walk(&self, view: &View<'_>, region: &mut Region, (place, is_twin): Asked) -> u32 {
        let Premise { start, members, .. } = &self.list[place];
        region.at_point(view, is_twin, |here| here.walk(*start, members))
    }

    /// The pieces of a region in which more of a premise is decided, the first last, each with what is changed in it.
    fn cut(
        &self,
        view: &View<'_>,
        (mut region, mut changed): Changed,
        stop: Stop,
    ) -> impl Iterator<Item = Changed> {
        let Stop { asked: (place, is_twin), op } = stop;
        let members = &self.list[place].members;
        let pieces = match region.at_point(view, is_twin, |here| here.cut(op, members)) {
            Cut::Slot { slot, end } => {
                let slot = region.place(is_twin, slot);
                changed.push(slot);
                region.halves(slot, end).into()
            }
            Cut::Relation(relation, slots) => {
                changed.extend(slots.into_iter().map(|slot| region.place(is_twin, slot)));
                region.cut(view, Constraint { of_twin: [is_twin; 2], ..relation })
            }
        };
        pieces.into_iter().rev().map(move |piece| (piece, changed.clone()))
    }
}
